//! Plans against every subset of candidates, on small random datasets, with cover evaluated by the definitions.

use liantu_analysis::{Level, Upstream};
use liantu_graph::ChainGraph;
use liantu_model::{
    ComponentIx, Draft, Element, Index, InputKind, Model, Percent, PercentRange, Provider, RegionIx, Supply,
    SupplyStatus,
};
use liantu_plan::{Goal, Order, Plan, PlanOptions, plan};
use liantu_testkit::oracle;
use liantu_testkit::random::Random;
use liantu_testkit::sketch::{Sketch, percent};
use proptest::prelude::*;
use std::collections::BTreeSet;

const REQUIRED: f64 = 70.0;
const WITHIN: f64 = 26.0;

/// A small dataset: components with essential inputs (alternatives, too), owners, places, backups.
fn draft(seed: u64) -> Draft {
    let random = &mut Random::new(seed);
    let regions = ["XA-1-1", "XA-2-1", "XB-1-1", "XC"];
    let components = 2 + random.below(4);
    let mut sketch = Sketch::new("plan").settings(|row| row.lists_complete = true);
    for component in 0..components {
        sketch = sketch.component_with(&format!("c{component}"), |row| row.target = component == 0);
    }
    for product in 0..components {
        for input in 0..components {
            let forward = input > product && random.chance(0.45);
            let backward = input < product && input > 0 && random.chance(0.06);
            if forward || backward {
                let group = if random.chance(0.3) { "alt" } else { "" };
                sketch = sketch.requires_with(&format!("c{product}"), &format!("c{input}"), |row| {
                    group.clone_into(&mut row.group);
                });
            }
        }
    }
    let suppliers = 3 + random.below(5);
    for supplier in 0..suppliers {
        let region = regions[random.below(4)];
        sketch = sketch.supplier_with(&format!("s{supplier}"), region, |row| {
            if supplier > 0 && random.chance(0.3) {
                row.parent = format!("s{}", random.below(supplier));
            }
            row.onboarding_cost = random.chance(0.7).then(|| random.below(9) as f64 / 2.0);
        });
    }
    let (mut seen, mut backups) = (BTreeSet::new(), 0);
    for _ in 0..components * 4 {
        let key = (random.below(suppliers), random.below(components));
        if !seen.insert(key) {
            continue;
        }
        let status =
            [SupplyStatus::Active, SupplyStatus::Qualified, SupplyStatus::Candidate][random.below(3)];
        if status != SupplyStatus::Active && backups == 9 {
            continue;
        }
        backups += usize::from(status != SupplyStatus::Active);
        sketch = sketch.supply_with(&format!("s{}", key.0), &format!("c{}", key.1), |row| {
            row.status = Some(status);
            row.share = (status == SupplyStatus::Active)
                .then(|| percent([10.0, 30.0, 50.0][random.below(3)]))
                .flatten();
            row.takeover = (status != SupplyStatus::Active)
                .then(|| percent([0.0, 20.0, 40.0, 70.0, 100.0][random.below(5)]))
                .flatten();
            row.switch_weeks = Some([2.0, 26.0, 60.0][if random.chance(0.85) { random.below(2) } else { 2 }]);
            row.cost = (status != SupplyStatus::Qualified || random.chance(0.5))
                .then(|| random.below(12) as f64 / 4.0);
        });
    }
    sketch.draft()
}

/// The definitions, evaluated anew for every question.
struct Definition<'m> {
    model: &'m Model,
    components: Vec<ComponentIx>,
    candidates: Vec<usize>,
    failures: Vec<Vec<Element>>,
    upstream: Upstream,
}

impl<'m> Definition<'m> {
    fn new(model: &'m Model, levels: &[Level], order: Order, upstream: Upstream) -> Self {
        let in_time = |row: &Supply| row.switch_weeks.is_some_and(|weeks| weeks <= WITHIN);
        let components = cone(model);
        let mut elements = Vec::new();
        for level in levels {
            elements.extend(match level {
                Level::Supplier => model.supplier_indices().map(Element::Supplier).collect::<Vec<_>>(),
                Level::Group => model
                    .supplier_indices()
                    .filter(|&one| model.supplier(one).root == one)
                    .map(Element::Group)
                    .collect(),
                _ => model
                    .region_indices()
                    .filter(|&one| model.region(one).parent.is_none())
                    .map(Element::Region)
                    .collect(),
            });
        }
        let mut failures = vec![Vec::new()];
        failures.extend(elements.iter().map(|&one| vec![one]));
        if order == Order::Pairs {
            for &a in &elements {
                failures.extend(elements.iter().map(|&b| vec![a, b]));
            }
        }
        let candidates = (0..model.supplies().len())
            .filter(|&row| {
                let row = &model.supplies()[row];
                row.status != SupplyStatus::Active && in_time(row) && components.contains(&row.component)
            })
            .collect();
        Self { model, components, candidates, failures, upstream }
    }

    /// Rows that are offers: active ones and those chosen.
    fn offers(&self, chosen: &[bool]) -> Vec<&'m Supply> {
        let active = self.model.supplies().iter().filter(|row| row.status == SupplyStatus::Active);
        let switched = self.candidates.iter().zip(chosen).filter(|(_, chosen)| **chosen);
        active.chain(switched.map(|(&row, _)| &self.model.supplies()[row])).collect()
    }

    fn is_hit(&self, row: &Supply, failure: &[Element]) -> bool {
        let Provider::Supplier(supplier) = row.provider else { return false };
        let supplier_row = self.model.supplier(supplier);
        failure.iter().any(|element| match *element {
            Element::Supplier(one) => one == supplier,
            Element::Group(root) => supplier_row.root == root,
            Element::Region(region) => supplier_row.region.is_some_and(|own| inside(self.model, region, own)),
            _ => false,
        })
    }

    /// Which offers are up: everything first, then whatever lacks something falls, until nothing changes.
    fn up(&self, offers: &[&Supply], failure: &[Element]) -> Vec<bool> {
        let mut up: Vec<bool> = offers.iter().map(|row| !self.is_hit(row, failure)).collect();
        if self.upstream == Upstream::Ignored {
            return up;
        }
        let mut available = vec![true; self.model.components().len()];
        loop {
            let before = (up.clone(), available.clone());
            for (at, row) in offers.iter().enumerate() {
                up[at] &= self.has_inputs(row.component, &available);
            }
            for component in self.model.component_indices() {
                let has_rows = self.model.supplies().iter().any(|row| row.component == component);
                let supplied = offers.iter().zip(&up).any(|(row, up)| row.component == component && *up);
                available[component.position()] =
                    if has_rows { supplied } else { self.has_inputs(component, &available) };
            }
            if before == (up.clone(), available.clone()) {
                return up;
            }
        }
    }

    fn has_inputs(&self, component: ComponentIx, available: &[bool]) -> bool {
        let groups = self
            .model
            .groups()
            .iter()
            .filter(|group| group.product == component && group.kind == InputKind::Essential);
        groups.into_iter().all(|group| {
            let there = group
                .members
                .iter()
                .filter(|&&member| available[self.model.requirement(member).input.position()]);
            there.count() as u32 >= group.need
        })
    }

    fn cover(component: ComponentIx, offers: &[&Supply], up: &[bool]) -> f64 {
        let own = offers.iter().zip(up).filter(|(row, up)| row.component == component && **up);
        own.filter_map(|(row, _)| stated(row)).map(|range| range.low.points()).sum::<f64>().min(100.0)
    }

    /// Cover by component and failure.
    fn covers(&self, chosen: &[bool]) -> Vec<Vec<f64>> {
        let offers = self.offers(chosen);
        let under = |failure: &Vec<Element>| {
            let up = self.up(&offers, failure);
            self.components.iter().map(|&one| Self::cover(one, &offers, &up)).collect::<Vec<f64>>()
        };
        self.failures.iter().map(under).collect()
    }

    /// Worst shortfall of each component, as a part of demand.
    fn missing(&self, chosen: &[bool]) -> Vec<f64> {
        let covers = self.covers(chosen);
        let worst =
            |at: usize| covers.iter().map(|cover| (REQUIRED - cover[at]).max(0.0)).fold(0.0, f64::max);
        (0..self.components.len()).map(|at| worst(at) / 100.0).collect()
    }

    fn cost(&self, chosen: &[bool]) -> f64 {
        let rows = || {
            let all = self.candidates.iter().zip(chosen).filter(|(_, chosen)| **chosen);
            all.map(|(&row, _)| &self.model.supplies()[row])
        };
        let own: f64 = rows().map(|row| row.cost.unwrap_or(0.0)).sum();
        let mut firms = BTreeSet::new();
        for row in rows() {
            if let Provider::Supplier(supplier) = row.provider {
                firms.insert(supplier);
            }
        }
        let is_active = |supplier| {
            let mut rows = self.model.supplies().iter();
            rows.any(|row| row.status == SupplyStatus::Active && row.provider == Provider::Supplier(supplier))
        };
        let taken_on = firms.into_iter().filter(|&one| !is_active(one));
        own + taken_on.map(|one| self.model.supplier(one).onboarding_cost.unwrap_or(0.0)).sum::<f64>()
    }

    fn subsets(&self) -> impl Iterator<Item = Vec<bool>> + '_ {
        let count = self.candidates.len();
        (0..1_u32 << count).map(move |bits| (0..count).map(|at| bits >> at & 1 == 1).collect())
    }

    /// The plan's choice, by row.
    fn choice(&self, plan: &Plan) -> Vec<bool> {
        let chosen: BTreeSet<usize> = plan.chosen.iter().map(|action| action.row.position()).collect();
        self.candidates.iter().map(|row| chosen.contains(row)).collect()
    }
}

/// What a row covers: an active one its share, a backup what it can take over.
fn stated(row: &Supply) -> Option<&PercentRange> {
    match row.status {
        SupplyStatus::Active => row.share.as_ref(),
        SupplyStatus::Qualified | SupplyStatus::Candidate => row.takeover.as_ref(),
    }
}

fn inside(model: &Model, outer: RegionIx, inner: RegionIx) -> bool {
    model.contains(outer, inner)
}

/// Components reached from the target through inputs that can stop it, with supply rows.
fn cone(model: &Model) -> Vec<ComponentIx> {
    let mut reached: Vec<ComponentIx> = oracle::targets(model);
    let mut at = 0;
    while at < reached.len() {
        let product = reached[at];
        let inputs = model.requirements().iter().filter(|row| {
            let kind = model.group(row.group).kind;
            row.product == product && matches!(kind, InputKind::Essential | InputKind::Variants)
        });
        for row in inputs {
            if !reached.contains(&row.input) {
                reached.push(row.input);
            }
        }
        at += 1;
    }
    reached.retain(|&one| model.supplies().iter().any(|row| row.component == one));
    reached
}

fn options(goal: Goal, upstream: Upstream, order: Order) -> PlanOptions {
    PlanOptions {
        required_cover: Percent::from_points(REQUIRED).expect("a percentage"),
        within_weeks: WITHIN,
        goal,
        upstream,
        order,
        ..PlanOptions::default()
    }
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-6
}

fn check(seed: u64, upstream: Upstream, order: Order) -> Result<(), TestCaseError> {
    let model = liantu_testkit::model(&draft(seed));
    let graph = ChainGraph::new(model);
    let levels = PlanOptions::default().levels;
    let definition = Definition::new(graph.model(), &levels, order, upstream);
    let penalised = |chosen: &[bool], penalty: f64| {
        definition.cost(chosen) + penalty * definition.missing(chosen).iter().sum::<f64>()
    };
    for penalty in [0.5, 3.0, 50.0] {
        let found = plan(&graph, &options(Goal::Penalty(penalty), upstream, order), &());
        let least = definition.subsets().map(|one| penalised(&one, penalty)).fold(f64::INFINITY, f64::min);
        prop_assert!(close(found.objective, least), "seed {seed}, {penalty}: {} {least}", found.objective);
        prop_assert!(close(found.lower_bound, least) && found.is_complete && found.is_verified);
        prop_assert!(close(penalised(&definition.choice(&found), penalty), least), "seed {seed}");
    }
    full(&graph, &definition, seed, upstream, order)?;
    for budget in [0.0, 2.5, 6.0] {
        within_budget(&graph, &definition, seed, budget, upstream, order)?;
    }
    Ok(())
}

/// What can be covered is covered, the rest as far as can be, for the least cost.
fn full(
    graph: &ChainGraph,
    definition: &Definition<'_>,
    seed: u64,
    upstream: Upstream,
    order: Order,
) -> Result<(), TestCaseError> {
    let found = plan(graph, &options(Goal::Full, upstream, order), &());
    let best = definition.covers(&vec![true; definition.candidates.len()]);
    let does = |chosen: &[bool]| {
        let covers = definition.covers(chosen);
        let pairs = covers.iter().flatten().zip(best.iter().flatten());
        pairs.into_iter().all(|(cover, best)| *cover >= best.min(REQUIRED) - 1e-9)
    };
    let able = definition.subsets().filter(|one| does(one));
    let least = able.map(|one| definition.cost(&one)).fold(f64::INFINITY, f64::min);
    prop_assert!(close(found.objective, least), "seed {seed}, full: {} {least}", found.objective);
    prop_assert!(does(&definition.choice(&found)), "seed {seed}");
    prop_assert!(found.is_complete && found.is_verified);
    Ok(())
}

fn within_budget(
    graph: &ChainGraph,
    definition: &Definition<'_>,
    seed: u64,
    budget: f64,
    upstream: Upstream,
    order: Order,
) -> Result<(), TestCaseError> {
    let found = plan(graph, &options(Goal::Budget(budget), upstream, order), &());
    let missing = |chosen: &[bool]| definition.missing(chosen).iter().sum::<f64>();
    let within = || definition.subsets().filter(|one| definition.cost(one) <= budget + 1e-9);
    let least = within().map(|one| missing(&one)).fold(f64::INFINITY, f64::min);
    let cheapest = within().filter(|one| close(missing(one), least)).map(|one| definition.cost(&one));
    let cheapest = cheapest.fold(f64::INFINITY, f64::min);
    prop_assert!(close(found.objective, least), "seed {seed}, budget {budget}: {} {least}", found.objective);
    prop_assert!(close(found.cost, cheapest), "seed {seed}, budget {budget}: {} {cheapest}", found.cost);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn upstream_plans_are_optimal(seed in any::<u64>()) {
        check(seed, Upstream::Followed, Order::Single)?;
    }

    #[test]
    fn direct_plans_are_optimal(seed in any::<u64>()) {
        check(seed, Upstream::Ignored, Order::Single)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn plans_against_pairs_are_optimal(seed in any::<u64>()) {
        check(seed, Upstream::Followed, Order::Pairs)?;
    }
}
