//! Plans against every subset of candidates, on small random datasets, with cover evaluated by the definitions.

mod small;

use liantu_analysis::{Level, Upstream};
use liantu_graph::ChainGraph;
use liantu_model::{
    ComponentIx, Element, Index, InputKind, Model, NewSource, Percent, PercentRange, Provider, RegionIx,
    Supply, SupplyIx, SupplyStatus,
};
use liantu_plan::{Action, FrontierOptions, FrontierPoint, Goal, Order, Plan, PlanOptions, frontier, plan};
use liantu_testkit::oracle;
use liantu_testkit::sketch::percent;
use proptest::prelude::*;
use small::draft;
use std::collections::BTreeSet;

const REQUIRED: f64 = 70.0;
const WITHIN: f64 = 26.0;

/// The definitions, evaluated anew for every question.
struct Definition<'m> {
    model: &'m Model,
    components: Vec<ComponentIx>,
    candidates: Vec<usize>,
    target: ComponentIx,
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
        Self { model, components, candidates, target: oracle::targets(model)[0], failures, upstream }
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

    /// Cover of one component, and whether the target is up, under any failure.
    fn under(&self, chosen: &[bool], failure: &[Element], component: ComponentIx) -> (f64, bool) {
        let offers = self.offers(chosen);
        let up = self.up(&offers, failure);
        (Self::cover(component, &offers, &up), self.is_up(self.target, &offers, &up, failure))
    }

    /// Whether a component can be had; with `--direct` as if inputs counted.
    fn is_up(&self, component: ComponentIx, offers: &[&Supply], up: &[bool], failure: &[Element]) -> bool {
        let has_rows = self.model.supplies().iter().any(|row| row.component == component);
        if has_rows {
            return offers.iter().zip(up).any(|(row, up)| row.component == component && *up);
        }
        let mut available = vec![true; self.model.components().len()];
        loop {
            let before = available.clone();
            for one in self.model.component_indices() {
                let rows = self.model.supplies().iter().any(|row| row.component == one);
                let supplied = offers.iter().any(|row| {
                    row.component == one && !self.is_hit(row, failure) && self.has_inputs(one, &available)
                });
                available[one.position()] = if rows { supplied } else { self.has_inputs(one, &available) };
            }
            if before == available {
                return available[component.position()];
            }
        }
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
        self.choice_of(&plan.chosen.iter().map(|action| action.row).collect::<Vec<SupplyIx>>())
    }

    fn choice_of(&self, rows: &[SupplyIx]) -> Vec<bool> {
        let chosen: BTreeSet<usize> = rows.iter().map(|row| row.position()).collect();
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
        explained(&definition, &found, |chosen| penalised(chosen, penalty))?;
    }
    full(&graph, &definition, seed, upstream, order)?;
    on_the_curve(&graph, &definition, seed, upstream, order)?;
    for budget in [0.0, 2.5, 6.0] {
        within_budget(&graph, &definition, seed, budget, upstream, order)?;
    }
    Ok(())
}

/// Every action says truly what comes back without it, and all of it.
fn explained(
    definition: &Definition<'_>,
    found: &Plan,
    value: impl Fn(&[bool]) -> f64,
) -> Result<(), TestCaseError> {
    let with = definition.choice(found);
    let is_full = found.options.goal == Goal::Full;
    for action in &found.chosen {
        let mut without = with.clone();
        let at = definition.candidates.iter().position(|&row| row == action.row.position());
        without[at.expect("a candidate")] = false;
        let marginal = value(&without) - value(&with);
        prop_assert!(close(action.marginal, marginal), "{:?} {marginal}", action);
        for one in &action.removes {
            let (before, _) = definition.under(&without, &one.failure, one.component);
            let (after, _) = definition.under(&with, &one.failure, one.component);
            prop_assert!(close(one.without.points(), before) && close(one.with.points(), after), "{one:?}");
            prop_assert!(before < REQUIRED && after > before);
        }
        for &component in &definition.components {
            let told = action.removes.iter().any(|one| one.component == component);
            let comes_back = definition.failures.iter().any(|failure| {
                let (before, _) = definition.under(&without, failure, component);
                let (after, _) = definition.under(&with, failure, component);
                before < REQUIRED - 1e-9 && after > before + 1e-9
            });
            // Where only the worst counts, smaller failures are not told beside the larger.
            prop_assert!(told == comes_back || (!told && !is_full), "{action:?}");
        }
        if definition.upstream == Upstream::Followed {
            lifted(definition, action, &with, &without, is_full)?;
        }
    }
    Ok(())
}

/// What it lifts at the margin, and by itself.
fn lifted(
    definition: &Definition<'_>,
    action: &Action,
    with: &[bool],
    without: &[bool],
    is_full: bool,
) -> Result<(), TestCaseError> {
    let nothing = vec![false; with.len()];
    let alone: Vec<bool> = with.iter().zip(without).map(|(with, without)| with != without).collect();
    for (lifts, before, after) in
        [(&action.lifts, without, with), (&action.lifts_alone, &nothing[..], &alone[..])]
    {
        let is_lifted = |failure: &[Element]| {
            let up = |chosen: &[bool]| definition.under(chosen, failure, action.component).1;
            !up(before) && up(after)
        };
        prop_assert!(
            lifts.iter().all(|(target, failure)| *target == definition.target && is_lifted(failure))
        );
        let any = definition.failures.iter().any(|failure| is_lifted(failure));
        prop_assert!(lifts.is_empty() != any || (lifts.is_empty() && !is_full), "{action:?}");
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
    let missing = |chosen: &[bool]| {
        let covers = definition.covers(chosen);
        let short = |at: usize| {
            let by_failure = covers
                .iter()
                .zip(&best)
                .map(|(cover, best_of)| REQUIRED.min(best_of[at]).min(best[0][at]) - cover[at]);
            by_failure.fold(0.0, f64::max) / 100.0
        };
        (0..definition.components.len()).map(short).sum()
    };
    explained(definition, &found, missing)
}

/// The curve is the subsets of which none is both cheaper and better than another.
fn on_the_curve(
    graph: &ChainGraph,
    definition: &Definition<'_>,
    seed: u64,
    upstream: Upstream,
    order: Order,
) -> Result<(), TestCaseError> {
    let options = FrontierOptions { plan: options(Goal::Full, upstream, order), most_points: 1000 };
    let found = frontier(graph, &options, &());
    let worth =
        |chosen: Vec<bool>| (definition.cost(&chosen) + 0.0, definition.missing(&chosen).iter().sum::<f64>());
    let mut all: Vec<(f64, f64)> = definition.subsets().map(worth).collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let mut curve: Vec<(f64, f64)> = Vec::new();
    for (cost, missing) in all {
        if curve.last().is_none_or(|last| missing < last.1 - 1e-6) {
            curve.push((cost, missing));
        }
    }
    prop_assert!(found.is_whole && found.is_complete && found.is_verified, "seed {seed}");
    let points: Vec<(f64, f64)> = found.points.iter().map(|one| (one.cost, one.missing)).collect();
    prop_assert_eq!(points.len(), curve.len(), "seed {}: {:?} {:?}", seed, &points, &curve);
    for (point, expected) in found.points.iter().zip(&curve) {
        prop_assert!(
            close(point.cost, expected.0) && close(point.missing, expected.1),
            "seed {seed}: {point:?}"
        );
        let missing = definition.missing(&definition.choice_of(&point.chosen));
        let covered = missing.iter().filter(|missing| **missing < 1e-9).count();
        prop_assert_eq!(point.covered, covered);
        prop_assert!(close(missing.iter().sum::<f64>(), point.missing), "seed {seed}");
    }
    // Fewer points allowed: still on the curve, and said to be a part of it.
    let few = frontier(graph, &FrontierOptions { most_points: 3, ..options }, &());
    prop_assert!(few.points.len() <= curve.len() && (!few.is_whole || few.points.len() == curve.len()));
    let on =
        |one: &FrontierPoint| curve.iter().any(|own| close(own.0, one.cost) && close(own.1, one.missing));
    prop_assert!(few.points.iter().all(on), "seed {seed}: {:?}", few.points);
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

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// A source that does not exist yet is a candidate of a firm of its own, as if it stood in the tables.
    #[test]
    fn new_sources_are_candidates(seed in any::<u64>()) {
        let draft = draft(seed);
        let model = liantu_testkit::model(&draft);
        let component = model.component_indices().last().expect("a component");
        let place = model.dataset().home;
        let (id, region) = (model.component(component).id.clone(), model.region(place).id.clone());
        let mut with_rows = draft.clone();
        with_rows.suppliers.push(liantu_model::SupplierRow {
            id: "added".to_owned(),
            name: "added".to_owned(),
            region,
            ..liantu_model::SupplierRow::default()
        });
        with_rows.supplies.push(liantu_model::SupplyRow {
            supplier: "added".to_owned(),
            component: id,
            status: Some(SupplyStatus::Candidate),
            takeover: percent(80.0),
            switch_weeks: Some(WITHIN),
            cost: Some(1.25),
            ..liantu_model::SupplyRow::default()
        });
        let new = NewSource {
            name: "added".to_owned(),
            component,
            region: place,
            cost: 1.25,
            takeover: Percent::from_points(80.0).expect("a percentage"),
            switch_weeks: WITHIN,
        };
        let ask = |model: Model| {
            let graph = ChainGraph::new(model);
            let found = plan(&graph, &options(Goal::Full, Upstream::Followed, Order::Single), &());
            (found.objective, found.lower_bound, found.covered)
        };
        prop_assert_eq!(ask(model.with_new_sources(&[new])), ask(liantu_testkit::model(&with_rows)));
    }
}
