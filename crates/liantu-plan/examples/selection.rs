//! Solves a large random choice of backups and says what it took; writes it down for other solvers.
//!
//! `cargo run --release -p liantu-plan --example selection -- COMPONENTS SUPPLIERS REGIONS GROUPS SEED GAP [FILE]`

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "an example speaks")]

use liantu_plan::covering::{Arc, Effort, Instance, Objective, Progress, Row, solve};
use liantu_testkit::selection::{Selection, SelectionSize, selection};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Instant;

/// Weeks, required cover in thousandths, and the penalty per unit of cover.
const WITHIN: u32 = 26;
const REQUIRED: i64 = 700;
const PENALTY: f64 = 50.0;

struct Say;

impl Progress for Say {
    fn report(&self, objective: f64, lower_bound: f64) {
        if std::env::var_os("SELECTION_VERBOSE").is_some() {
            eprintln!(
                "{objective:.4} {lower_bound:.4} {:.4} %",
                100.0 * (objective - lower_bound) / objective
            );
        }
    }
}

fn main() {
    let numbers: Vec<f64> = std::env::args().skip(1).filter_map(|text| text.parse().ok()).collect();
    let [components, suppliers, regions, groups, seed, gap] = numbers[..] else {
        eprintln!("COMPONENTS SUPPLIERS REGIONS GROUPS SEED GAP [FILE]");
        return;
    };
    let size = SelectionSize {
        components: components as usize,
        suppliers: suppliers as usize,
        regions: regions as usize,
        groups: groups as usize,
    };
    let found = selection(size, seed as u64);
    if let Some(file) = std::env::args().nth(7) {
        std::fs::write(&file, text(&found)).expect("the file can be written");
    }
    let instance = instance(&found);
    let objective = Objective::priced(vec![PENALTY / 1000.0; size.components]);
    let start = Instant::now();
    let solution = solve(&instance, &objective, Effort { gap, ..Effort::default() }, None, &Say);
    let seconds = start.elapsed().as_secs_f64();
    let value = solution.value.objective;
    println!(
        "{} arcs in time; objective {value:.4}, bound {:.4}, gap {:.5} %, {seconds:.3} s",
        instance.arcs.len(),
        solution.lower_bound,
        100.0 * (value - solution.lower_bound) / value
    );
}

/// What a failure takes from a component: a supplier, a group, or a region.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Loss {
    Supplier(usize),
    Group(usize),
    Region(usize),
}

fn instance(found: &Selection) -> Instance {
    let mut by_component: Vec<Vec<usize>> = vec![Vec::new(); found.size.components];
    for (position, arc) in found.arcs.iter().enumerate() {
        by_component[arc.component].push(position);
    }
    let mut active = vec![false; found.suppliers.len()];
    for arc in found.arcs.iter().filter(|arc| arc.incumbent) {
        active[arc.supplier] = true;
    }
    let mut instance = Instance {
        groups: found
            .suppliers
            .iter()
            .enumerate()
            .map(|(position, one)| if active[position] { 0.0 } else { one.onboarding })
            .collect(),
        floors: vec![0; found.size.components],
        ..Instance::default()
    };
    for (component, arcs) in by_component.iter().enumerate() {
        add(&mut instance, found, component as u32, arcs);
    }
    instance
}

fn add(instance: &mut Instance, found: &Selection, component: u32, arcs: &[usize]) {
    let mut total = 0;
    let mut losses: BTreeMap<Loss, (i64, Vec<u32>)> = BTreeMap::new();
    for arc in
        arcs.iter().map(|&arc| &found.arcs[arc]).filter(|arc| arc.incumbent || arc.lead_weeks <= WITHIN)
    {
        let own = found.suppliers[arc.supplier];
        let group = own.group.map_or(Loss::Supplier(arc.supplier), Loss::Group);
        let number = instance.arcs.len() as u32;
        let mut hit = vec![Loss::Supplier(arc.supplier), group, Loss::Region(own.region)];
        hit.dedup();
        for loss in hit {
            let (gone, lost) = losses.entry(loss).or_default();
            if arc.incumbent {
                *gone += i64::from(arc.cover);
            } else {
                lost.push(number);
            }
        }
        if arc.incumbent {
            total += i64::from(arc.cover);
        } else {
            let (cost, cover) = (arc.cost, i64::from(arc.cover));
            instance.arcs.push(Arc { component, group: Some(arc.supplier as u32), cost, cover });
        }
    }
    instance.rows.push(Row { component, need: REQUIRED - total, lost: Vec::new() });
    for (gone, lost) in losses.into_values() {
        instance.rows.push(Row { component, need: REQUIRED - (total - gone), lost });
    }
}

/// As other solvers read it: sizes, a line per supplier (region, group or -1, onboarding cost), a line per arc
/// (supplier, component, cover, weeks, cost, whether incumbent).
fn text(found: &Selection) -> String {
    let size = found.size;
    let mut text = format!(
        "{} {} {} {} {} {WITHIN} {}\n",
        size.components,
        size.suppliers,
        size.regions,
        size.groups,
        found.arcs.len(),
        REQUIRED as f64 / 1000.0
    );
    for one in &found.suppliers {
        let group = one.group.map_or("-1".to_owned(), |group| group.to_string());
        let _ = writeln!(text, "{} {group} {}", one.region, one.onboarding);
    }
    for arc in &found.arcs {
        let _ = writeln!(
            text,
            "{} {} {} {} {} {}",
            arc.supplier,
            arc.component,
            f64::from(arc.cover) / 1000.0,
            arc.lead_weeks,
            arc.cost,
            u8::from(arc.incumbent)
        );
    }
    text
}
