//! Warnings and remarks on a model that is otherwise sound.

use super::collector::Collector;
use crate::totals::Totals;
use crate::{
    Code, ComponentIx, ComponentKind, Confidence, Index, InputKind, Model, Percent, Provider, RegionIx, Role,
    RowAt, SourceKind, SupplyIx, SupplyStatus,
};
use rustc_hash::FxHashSet;

/// Rounded shares may add up to a little more than the whole.
const TOTAL_TOLERANCE: Percent = Percent::from_millionths(105_000_000);
/// Named suppliers may exceed their region's total by rounding.
const NAMED_TOLERANCE: Percent = Percent::from_millionths(1_000_000);

pub(super) fn warnings(model: &Model, collector: &mut Collector) {
    share_totals(model, collector);
    fractions(model, collector);
    idle_suppliers(model, collector);
    roles(model, collector);
    reposts(model, collector);
    cycles(model, collector);
    untracked(model, collector);
}

fn share_totals(model: &Model, collector: &mut Collector) {
    let (start, rows) = model.supplies_by_component(|row| {
        let supply = model.supply(row);
        supply.current && supply.status == SupplyStatus::Active
    });
    for component in 0..model.components().len() {
        let mut own: Vec<SupplyIx> = rows[start[component] as usize..start[component + 1] as usize].to_vec();
        own.sort_by_key(|&row| model.supply(row).market);
        for rows in own.chunk_by(|&a, &b| model.supply(a).market == model.supply(b).market) {
            let totals = model.totals(rows);
            check_sum(model, ComponentIx::new(component), rows, &totals, collector);
            check_totals(model, &totals, collector);
        }
    }
}

/// `0.28` is read as 0.28 %; who typed it into a spreadsheet often meant 28 %.
fn fractions(model: &Model, collector: &mut Collector) {
    let one = Percent::from_millionths(1_000_000);
    for row in model.supplies() {
        for (column, share) in [("share", &row.share), ("takeover", &row.takeover)] {
            let Some(share) = share.as_ref().filter(|share| share.written.is_none()) else { continue };
            if share.low == share.high && share.low > Percent::ZERO && share.low < one {
                let meant = Percent::from_millionths(share.low.millionths() * 100);
                collector
                    .report(Code::FractionShare, row.at, column, share.low.to_string())
                    .add("meant", meant.to_string());
            }
        }
    }
}

fn low(model: &Model, row: SupplyIx) -> Percent {
    model.supply(row).share.as_ref().map_or(Percent::ZERO, |share| share.low)
}

fn market_name(model: &Model, market: Option<RegionIx>) -> String {
    market.map_or_else(|| "world".to_owned(), |region| model.region(region).id.clone())
}

fn check_sum(
    model: &Model,
    component: ComponentIx,
    rows: &[SupplyIx],
    totals: &Totals,
    collector: &mut Collector,
) {
    let topmost = totals.valued.iter().filter(|total| total.parent.is_none()).map(|total| total.supply);
    let sum: Percent = topmost.chain(totals.outside.iter().copied()).map(|row| low(model, row)).sum();
    if sum > TOTAL_TOLERANCE {
        let last = *rows.last().expect("a market has rows");
        collector
            .report(Code::SharesOverTotal, model.supply(last).at, "share", sum.to_string())
            .add("component", &model.component(component).id)
            .add("market", market_name(model, model.supply(last).market));
    }
}

fn check_totals(model: &Model, totals: &Totals, collector: &mut Collector) {
    for total in &totals.valued {
        let children = total.children.iter().map(|&child| totals.valued[child].supply);
        let named: Percent = total.named.iter().copied().chain(children).map(|row| low(model, row)).sum();
        let supply = model.supply(total.supply);
        let own = supply.share.as_ref().map_or(Percent::ZERO, |share| share.high);
        if named > own + NAMED_TOLERANCE {
            collector
                .report(Code::NamedAboveTotal, supply.at, "share", own.to_string())
                .add("component", &model.component(supply.component).id)
                .add("region", &model.region(total.region).id)
                .add("named", named.to_string());
        }
    }
}

fn idle_suppliers(model: &Model, collector: &mut Collector) {
    let mut busy = vec![false; model.suppliers().len()];
    for supply in model.supplies() {
        if let Provider::Supplier(supplier) = supply.provider {
            busy[supplier.position()] = true;
        }
    }
    for parent in model.suppliers().iter().filter_map(|supplier| supplier.parent) {
        busy[parent.position()] = true;
    }
    for (supplier, _) in model.suppliers().iter().zip(&busy).filter(|(_, busy)| !**busy) {
        collector.report(Code::SupplierWithoutSupply, supplier.at, "id", &supplier.id);
    }
}

fn roles(model: &Model, collector: &mut Collector) {
    for requirement in model.requirements() {
        let kind = model.component(requirement.input).kind;
        let is_tool = matches!(kind, Some(ComponentKind::Equipment | ComponentKind::Software));
        let feeds_process = model.component(requirement.product).kind == Some(ComponentKind::Process);
        let group = model.group(requirement.group).kind;
        let counts = matches!(group, InputKind::Essential | InputKind::NonEssential);
        if is_tool && feeds_process && counts && requirement.role == Role::Consumed {
            collector
                .report(Code::ShouldBeInstalled, requirement.at, "role", Role::Consumed.key())
                .add("input", &model.component(requirement.input).id)
                .add("product", &model.component(requirement.product).id);
        }
    }
}

fn reposts(model: &Model, collector: &mut Collector) {
    let components = model.components().iter().map(|row| (row.at, row.citation, row.confidence));
    let requirements = model.requirements().iter().map(|row| (row.at, row.citation, row.confidence));
    let supplies = model.supplies().iter().map(|row| (row.at, row.citation, row.confidence));
    let facts = model.facts().iter().map(|row| (row.at, row.citation, row.confidence));
    for (at, citation, confidence) in components.chain(requirements).chain(supplies).chain(facts) {
        let source =
            citation.and_then(|citation| model.citation(citation).source).map(|source| model.source(source));
        let Some(source) = source.filter(|source| source.kind == Some(SourceKind::Repost)) else { continue };
        if confidence.is_some_and(|confidence| confidence > Confidence::Low) {
            collector
                .report(Code::RepostConfidence, at, "confidence", confidence.map_or("", Confidence::key))
                .add("source", &source.id);
        }
    }
}

fn untracked(model: &Model, collector: &mut Collector) {
    let mut tracked = vec![false; model.components().len()];
    for supply in model.supplies().iter().filter(|supply| supply.current) {
        tracked[supply.component.position()] = true;
    }
    for group in model.groups().iter().filter(|group| group.kind != InputKind::Taxonomy) {
        tracked[group.product.position()] = true;
    }
    for (component, _) in model.components().iter().zip(&tracked).filter(|(_, tracked)| !**tracked) {
        collector.report(Code::UntrackedComponent, component.at, "id", &component.id);
    }
}

/// Reports one cycle per depth-first back edge target, so that each knot is named once.
fn cycles(model: &Model, collector: &mut Collector) {
    let mut inputs: Vec<Vec<ComponentIx>> = vec![Vec::new(); model.components().len()];
    for requirement in model.requirements() {
        if model.group(requirement.group).kind != InputKind::Taxonomy {
            inputs[requirement.product.position()].push(requirement.input);
        }
    }
    let mut state = vec![Visit::New; inputs.len()];
    let mut reported = FxHashSet::default();
    for start in 0..inputs.len() {
        for (from, to) in back_edges(start, &inputs, &mut state) {
            if reported.insert(to) {
                let at: RowAt = model.component(to).at;
                let ids = format!("{} → … → {}", model.component(to).id, model.component(from).id);
                collector
                    .report(Code::RequirementCycle, at, "id", model.component(to).id.clone())
                    .add("loop", ids);
            }
        }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Visit {
    New,
    Open,
    Done,
}

fn back_edges(
    start: usize,
    inputs: &[Vec<ComponentIx>],
    state: &mut [Visit],
) -> Vec<(ComponentIx, ComponentIx)> {
    let mut found = Vec::new();
    if state[start] != Visit::New {
        return found;
    }
    state[start] = Visit::Open;
    let mut stack = vec![(start, 0_usize)];
    while let Some((node, next)) = stack.last_mut() {
        let Some(&input) = inputs[*node].get(*next) else {
            state[*node] = Visit::Done;
            stack.pop();
            continue;
        };
        *next += 1;
        match state[input.position()] {
            Visit::New => {
                state[input.position()] = Visit::Open;
                stack.push((input.position(), 0));
            }
            Visit::Open => found.push((ComponentIx::new(*node), input)),
            Visit::Done => {}
        }
    }
    found
}
