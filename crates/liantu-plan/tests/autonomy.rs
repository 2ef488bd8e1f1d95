//! The distance to autonomy against every subset of components, with the sources added to the rows and the
//! definitions evaluated by brute force.

use liantu_analysis::{Assured, Ring, assurance};
use liantu_graph::{ChainGraph, Horizon, Qualified};
use liantu_model::{ComponentIx, Draft, Index, Model, RegionIx, Scope, SupplierRow, SupplyRow, SupplyStatus};
use liantu_plan::{Autonomy, AutonomyOptions, Measure, autonomy};
use liantu_testkit::oracle;
use liantu_testkit::sketch::{Sketch, percent};
use liantu_testkit::strategies::{RowNumbers, Size, drafts_of, shuffled};
use proptest::prelude::*;
use std::collections::BTreeSet;

const HORIZONS: [oracle::Horizon; 2] = [oracle::Horizon::Long, oracle::Horizon::Short];

fn asked(scope: Ring, qualified: Qualified, measure: Measure) -> AutonomyOptions {
    AutonomyOptions { scope, qualified, measure, ..AutonomyOptions::default() }
}

/// Components above a target through what can stop it, with supply rows, by id.
fn essential(model: &Model, targets: &[ComponentIx]) -> Vec<ComponentIx> {
    use liantu_model::InputKind::{Essential, Variants};
    let mut reached = targets.to_vec();
    let mut at = 0;
    while at < reached.len() {
        let product = reached[at];
        for row in model.requirements().iter().filter(|row| row.product == product) {
            let counts = matches!(model.group(row.group).kind, Essential | Variants);
            if counts && !reached.contains(&row.input) {
                reached.push(row.input);
            }
        }
        at += 1;
    }
    reached.retain(|&one| model.supplies().iter().any(|row| row.component == one && row.current));
    reached.sort_by_key(|&one| model.component(one).id.clone());
    reached
}

/// The dataset with one more firm for each of some components, somewhere in scope and in the component's own
/// scope. `None` when the two have no place in common.
fn with_sources(
    draft: &Draft,
    model: &Model,
    members: &[RegionIx],
    components: &[ComponentIx],
) -> Option<Model> {
    let mut changed = draft.clone();
    for &component in components {
        let own = model.component(component);
        let is_in_own = |region: RegionIx| match own.scope {
            Scope::World => true,
            Scope::Domestic => model.is_domestic(region),
            Scope::Home => model.contains(model.dataset().home, region),
        };
        let is_in_both = |region: &RegionIx| {
            is_in_own(*region) && members.iter().any(|&member| model.contains(member, *region))
        };
        let region = model.region_indices().find(is_in_both)?;
        let id = format!("added-{}", own.id);
        changed.suppliers.push(SupplierRow {
            id: id.clone(),
            name: id.clone(),
            region: model.region(region).id.clone(),
            ..SupplierRow::default()
        });
        changed.supplies.push(SupplyRow {
            supplier: id,
            component: own.id.clone(),
            status: Some(SupplyStatus::Active),
            ..SupplyRow::default()
        });
    }
    Some(liantu_testkit::model(&changed))
}

/// Which targets are up, and which components can be had, with sources added.
struct Trial {
    up: [Vec<bool>; 2],
    obtainable: [usize; 2],
}

struct Definition {
    targets: Vec<ComponentIx>,
    components: Vec<ComponentIx>,
    /// By subset of the components.
    trials: Vec<Trial>,
}

impl Definition {
    fn new(draft: &Draft, model: &Model, options: &AutonomyOptions) -> Option<Self> {
        let members = options.scope.members(model);
        let targets = oracle::targets(model);
        let components = essential(model, &targets);
        let counting = match options.qualified {
            Qualified::Ignored => oracle::Counting::Active,
            Qualified::Counted => oracle::Counting::ActiveAndQualified,
        };
        let trial = |bits: u32| {
            let chosen: Vec<ComponentIx> =
                (0..components.len()).filter(|at| bits >> at & 1 == 1).map(|at| components[at]).collect();
            let changed = with_sources(draft, model, &members, &chosen)?;
            let outcomes = HORIZONS.map(|horizon| {
                let options = oracle::Options { counting, horizon };
                oracle::evaluate_within(&changed, options, oracle::Reading::Pessimistic, &members)
            });
            Some(Trial {
                up: outcomes
                    .each_ref()
                    .map(|one| targets.iter().map(|target| one.target_up[target.position()]).collect()),
                obtainable: outcomes.each_ref().map(|one| {
                    components.iter().filter(|component| one.available[component.position()]).count()
                }),
            })
        };
        let trials: Option<Vec<Trial>> = (0..1_u32 << components.len()).map(trial).collect();
        Some(Self { trials: trials?, targets, components })
    }

    fn bits(&self, chosen: &[ComponentIx]) -> u32 {
        let at =
            |one: &ComponentIx| self.components.iter().position(|other| other == one).expect("a component");
        chosen.iter().map(|one| 1 << at(one)).sum()
    }

    /// The least measure of the subsets that have some targets up.
    fn least(
        &self,
        horizon: usize,
        targets: &[usize],
        measure: impl Fn(u32) -> (usize, f64),
    ) -> (usize, f64) {
        let able = self
            .trials
            .iter()
            .enumerate()
            .filter(|(_, trial)| targets.iter().all(|&target| trial.up[horizon][target]));
        able.map(|(bits, _)| measure(bits as u32))
            .min_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)))
            .expect("with everything added all targets are up")
    }
}

/// Cost of the cheapest backup row in scope that counts as a lead.
fn stated(model: &Model, component: ComponentIx, options: &AutonomyOptions) -> Option<f64> {
    let members = options.scope.members(model);
    let inside = |row: &liantu_model::Supply| {
        let place = match row.provider {
            liantu_model::Provider::Supplier(one) => model.supplier(one).region,
            liantu_model::Provider::Region(one) => Some(one),
            liantu_model::Provider::Placeholder => None,
        };
        place.is_some_and(|place| members.iter().any(|&member| model.contains(member, place)))
    };
    let counts = |row: &liantu_model::Supply| match row.status {
        SupplyStatus::Active => false,
        SupplyStatus::Qualified => options.qualified == Qualified::Ignored,
        SupplyStatus::Candidate => true,
    };
    let rows = model.supplies().iter().filter(|row| row.component == component && row.current);
    rows.filter(|row| counts(row) && inside(row)).filter_map(|row| row.cost).min_by(f64::total_cmp)
}

fn check(draft: &Draft, options: &AutonomyOptions) -> Result<(), TestCaseError> {
    let graph = ChainGraph::new(liantu_testkit::model(draft));
    let model = graph.model();
    let Some(definition) = Definition::new(draft, model, options) else { return Ok(()) };
    let found = autonomy(&graph, options, &());
    prop_assert!(found.is_complete);
    prop_assert_eq!(&found.options.targets, &definition.targets);
    prop_assert_eq!(found.reach.essential, definition.components.len());
    let measure = |bits: u32| {
        let chosen = (0..definition.components.len()).filter(|at| bits >> at & 1 == 1);
        match options.measure {
            Measure::Fewest => (bits.count_ones() as usize, 0.0),
            Measure::Cheapest => chosen.fold((0, 0.0), |(without, cost), at| {
                match stated(model, definition.components[at], options) {
                    Some(own) => (without, cost + own),
                    None => (without + 1, cost),
                }
            }),
        }
    };
    let said = |distance: &liantu_plan::Distance| match options.measure {
        Measure::Fewest => (distance.components, 0.0),
        Measure::Cheapest => (distance.without_cost, distance.cost),
    };
    let same = |(a, b): (usize, f64), (c, d): (usize, f64)| a == c && (b - d).abs() < 1e-9;
    let all: Vec<usize> = (0..definition.targets.len()).collect();
    let least = definition.least(0, &all, measure);
    prop_assert!(same(said(&found.distance), least), "{:?} {least:?}", found.distance);
    let least = definition.least(1, &all, measure);
    prop_assert!(same(said(&found.short_distance), least), "{:?} {least:?}", found.short_distance);
    for (at, target) in found.targets.iter().enumerate() {
        let least = definition.least(0, &[at], measure);
        prop_assert!(same(said(&target.distance), least), "{target:?} {least:?}");
        let chosen = &definition.trials[definition.bits(&target.needs) as usize];
        prop_assert!(chosen.up[0][at], "{target:?}");
        let least = definition.least(1, &[at], measure);
        prop_assert!(same(said(&target.short_distance), least), "{target:?} {least:?}");
    }
    check_steps(&definition, &found)
}

/// Every step says what it does.
fn check_steps(definition: &Definition, found: &Autonomy) -> Result<(), TestCaseError> {
    let trial = |chosen: &[ComponentIx]| &definition.trials[definition.bits(chosen) as usize];
    let nothing = trial(&[]);
    prop_assert_eq!([found.reach.long, found.reach.short], nothing.obtainable);
    let chosen: Vec<ComponentIx> = found.steps.iter().map(|step| step.component).collect();
    prop_assert!(!trial(&chosen).up[0].contains(&false));
    for (at, step) in found.steps.iter().enumerate() {
        let so_far = trial(&chosen[..=at]);
        prop_assert_eq!([step.reach.long, step.reach.short], so_far.obtainable);
        prop_assert_eq!(step.targets_up, so_far.up[0].iter().filter(|up| **up).count());
        let others: Vec<ComponentIx> = chosen.iter().copied().filter(|&one| one != step.component).collect();
        let lost: Vec<ComponentIx> = (0..definition.targets.len())
            .filter(|&target| !trial(&others).up[0][target])
            .map(|target| definition.targets[target])
            .collect();
        prop_assert_eq!(&step.targets, &lost);
        let all_others: Vec<ComponentIx> =
            definition.components.iter().copied().filter(|&one| one != step.component).collect();
        prop_assert_eq!(step.is_unavoidable, trial(&all_others).up[0].contains(&false));
        let stops = (0..definition.targets.len())
            .any(|target| trial(&chosen).up[1][target] && !trial(&others).up[1][target]);
        prop_assert_eq!(step.horizon, if stops { Horizon::Short } else { Horizon::Long });
    }
    Ok(())
}

fn small() -> Size {
    Size { components: 1..=6, suppliers: 1..=5, requires: 0..=12, supplies: 0..=18, purchases: 0..=4 }
}

fn scopes() -> impl Strategy<Value = Ring> {
    prop_oneof![Just(Ring::Home), Just(Ring::Domestic)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(160))]

    #[test]
    fn the_distance_is_the_least_over_all_subsets(
        draft in drafts_of(&small()),
        scope in scopes(),
        qualified in prop_oneof![Just(Qualified::Ignored), Just(Qualified::Counted)],
        measure in prop_oneof![Just(Measure::Fewest), Just(Measure::Cheapest)],
    ) {
        check(&draft, &asked(scope, qualified, measure))?;
    }

    /// With domestic supply alone: what the assurance rate counts.
    #[test]
    fn the_reach_is_what_is_assured(draft in drafts_of(&Size::default())) {
        let graph = ChainGraph::new(liantu_testkit::model(&draft));
        let found = autonomy(&graph, &AutonomyOptions::default(), &());
        let assured = assurance(&graph);
        let components = essential(graph.model(), &found.options.targets);
        let count = |horizon| {
            components.iter().filter(|&&one| assured.of(one, horizon) == Assured::Yes).count()
        };
        prop_assert_eq!((found.reach.long, found.reach.short), (count(Horizon::Long), count(Horizon::Short)));
    }

    #[test]
    fn the_order_of_rows_does_not_matter(draft in drafts_of(&Size::default()), seed in any::<u64>()) {
        let first = summary(&draft);
        prop_assert_eq!(first, summary(&shuffled(&draft, seed, RowNumbers::Fresh)));
    }
}

fn summary(draft: &Draft) -> (usize, usize, BTreeSet<String>) {
    let graph = ChainGraph::new(liantu_testkit::model(draft));
    let found = autonomy(&graph, &AutonomyOptions::default(), &());
    let id = |one: ComponentIx| graph.model().component(one).id.clone();
    let steps = found.steps.iter().enumerate().map(|(at, step)| {
        let targets: BTreeSet<String> = step.targets.iter().map(|&one| id(one)).collect();
        format!("{at} {} {targets:?} {:?} {}", id(step.component), step.reach, step.targets_up)
    });
    (found.distance.components, found.short_distance.components, steps.collect())
}

/// Two products need the tool, which is made abroad only; one needs a licence as well or a domestic one that
/// lacks its own foreign part. Tool and part, or tool and licence: two either way, the tool once for both.
#[test]
fn shared_components_count_once() {
    let sketch = Sketch::new("shared")
        .settings(|row| row.lists_complete = true)
        .target("phone")
        .target("radio")
        .component("tool")
        .component("licence")
        .component("own-licence")
        .component("part")
        .requires("phone", &["tool"])
        .requires("radio", &["tool"])
        .group("phone", "licences", liantu_model::Need::AtLeast(1), &["licence", "own-licence"])
        .requires("own-licence", &["part"])
        .supplier("here", "XA-1-1")
        .supplier("abroad", "XB-1-1")
        .supply("here", "phone")
        .supply("here", "radio")
        .supply("here", "own-licence")
        .supply("abroad", "tool")
        .supply("abroad", "licence")
        .supply("abroad", "part")
        .supplier("hopeful", "XA-2-1")
        .supply_with("hopeful", "part", |row| {
            row.status = Some(SupplyStatus::Candidate);
            row.takeover = percent(10.0);
            row.cost = Some(3.0);
        });
    let graph = ChainGraph::new(liantu_testkit::model(&sketch.draft()));
    let id = |one: ComponentIx| graph.model().component(one).id.as_str();
    let found = autonomy(&graph, &AutonomyOptions::default(), &());
    assert_eq!(found.distance.components, 2);
    assert_eq!(found.targets.iter().map(|one| one.distance.components).collect::<Vec<_>>(), [2, 1]);
    let first = &found.steps[0];
    assert_eq!((id(first.component), first.is_unavoidable, first.targets_up), ("tool", true, 1));
    assert!(!found.steps[1].is_unavoidable, "licence and part stand in for each other");
    // Here: no target, no tool, no licence, no part; and the domestic licence lacks its part.
    assert_eq!((found.reach.long, found.reach.essential), (0, 6));
    let cheapest = AutonomyOptions { measure: Measure::Cheapest, ..AutonomyOptions::default() };
    let found = autonomy(&graph, &cheapest, &());
    let steps: Vec<&str> = found.steps.iter().map(|step| id(step.component)).collect();
    assert_eq!(steps, ["tool", "part"], "the part's cost is stated, the licence's is not");
    assert_eq!((found.distance.without_cost, found.distance.cost), (1, 3.0));
}
