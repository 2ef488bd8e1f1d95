//! Plans in which firms share their plants: by hand, and against plans in which they do not.
#![cfg(feature = "highs")]

mod small;

use liantu_analysis::Upstream;
use liantu_graph::{ChainGraph, OfferSource};
use liantu_model::{Draft, SupplyStatus};
use liantu_plan::{Goal, PlanOptions, SharedPlan, plan, shared_plan};
use liantu_testkit::sketch::{Sketch, percent};
use proptest::prelude::*;
use small::draft;
use std::collections::BTreeSet;

/// Above the tolerance of the solver's rows.
const SAME: f64 = 1e-4;

fn graph(draft: &Draft) -> ChainGraph {
    ChainGraph::new(liantu_testkit::model(draft))
}

fn backup(sketch: Sketch, supplier: &str, component: &str, takeover: f64, cost: f64) -> Sketch {
    sketch.supply_with(supplier, component, |row| {
        row.status = Some(SupplyStatus::Candidate);
        row.takeover = percent(takeover);
        row.switch_weeks = Some(4.0);
        row.cost = Some(cost);
    })
}

/// Two parts, each made by `makers`; one firm could back up all of either, another half of each.
fn two_parts(makers: [&str; 2]) -> Draft {
    let mut sketch = Sketch::new("shared").settings(|row| row.lists_complete = true).target("a").target("b");
    for firm in ["m", "n", "spare", "half"] {
        sketch = sketch.supplier(firm, if firm == "m" || firm == "n" { "XB" } else { "XC" });
    }
    for (part, maker) in ["a", "b"].into_iter().zip(makers) {
        sketch = sketch.supply_with(maker, part, |row| row.share = percent(100.0));
        sketch = backup(sketch, "spare", part, 100.0, 1.0);
        sketch = backup(sketch, "half", part, 50.0, 1.5);
    }
    sketch.draft()
}

fn asked(levels: &[liantu_analysis::Level]) -> PlanOptions {
    PlanOptions { upstream: Upstream::Ignored, levels: levels.to_vec(), ..PlanOptions::default() }
}

fn chosen(graph: &ChainGraph, found: &SharedPlan) -> BTreeSet<(String, String)> {
    let model = graph.model();
    let names = found.chosen.iter().map(|action| {
        let OfferSource::Named(supplier) = action.source else { panic!("a firm") };
        (model.supplier(supplier).id.clone(), model.component(action.component).id.clone())
    });
    names.collect()
}

/// Each maker fails alone, so that the spare plant is free for whichever part is gone: 2 for both rows.
#[test]
fn a_plant_serves_whichever_fails() {
    let graph = graph(&two_parts(["m", "n"]));
    let found = shared_plan(&graph, &asked(&[liantu_analysis::Level::Supplier]));
    assert!(found.is_verified && found.is_complete && found.missing.is_empty());
    assert!((found.cost - 2.0).abs() < SAME, "{}", found.cost);
    let both = [("spare", "a"), ("spare", "b")].map(|(firm, part)| (firm.to_owned(), part.to_owned()));
    assert_eq!(chosen(&graph, &found), BTreeSet::from(both));
    assert!(found.shares.is_empty(), "never both at once: {:?}", found.shares);
}

/// One maker of both: 70 % of each are asked of one plant, 140 % in all. The spare plant and half a plant of the other
/// for both parts give u + v ≤ 1 and u' + v' ≤ 1 with u + u'/2 ≥ 0.7 and v + v'/2 ≥ 0.7: at most 1.5 in all, enough.
/// Of the other firm one row is enough: 1 of it covers half of `a`, so that 0.2 + 0.7 of the spare plant do. 1 + 1 + 1.5.
/// Every maker is a group of its own: asking for groups, too, asks for nothing more.
#[test]
fn a_plant_is_not_in_two_places() {
    use liantu_analysis::Level::{Group, Supplier};
    let graph = graph(&two_parts(["m", "m"]));
    for levels in [[Supplier].as_slice(), &[Supplier, Group]] {
        let options = asked(levels);
        let found = shared_plan(&graph, &options);
        assert!(found.is_verified && found.is_complete && found.missing.is_empty(), "{levels:?}");
        assert!((found.cost - 3.5).abs() < SAME, "{}", found.cost);
        assert_eq!(found.chosen.len(), 3);
        let spare: f64 = found.shares.iter().map(|share| share.part).sum();
        assert_eq!(found.shares.len(), 2, "the spare plant for both parts: {:?}", found.shares);
        assert!(spare <= 1.0 + SAME, "{spare}");
        let apart = plan(&graph, &options, &());
        assert!((apart.cost - 2.0).abs() < SAME, "as if it were in two places: {}", apart.cost);
    }
}

/// The budget buys the spare plant for both parts: of 140 % it gives 100, so that 40 are missing.
#[test]
fn a_budget_leaves_least_missing() {
    let graph = graph(&two_parts(["m", "m"]));
    let options = PlanOptions { goal: Goal::Budget(2.0), ..asked(&[liantu_analysis::Level::Supplier]) };
    let found = shared_plan(&graph, &options);
    assert!(found.is_verified && found.is_complete);
    let missing: f64 = found.missing.iter().map(|(_, part)| part).sum();
    assert!((missing - 0.4).abs() < SAME, "{missing}");
    assert!((found.objective - 0.4).abs() < SAME && found.cost <= 2.0 + SAME);
}

/// Enough makers in enough places, and nobody else: nothing to choose, nothing missing, nothing wrong.
#[test]
fn where_nothing_is_missing_nothing_is_done() {
    let mut sketch = Sketch::new("whole").settings(|row| row.lists_complete = true).target("a");
    for (firm, region) in [("m", "XA"), ("n", "XB"), ("o", "XC")] {
        sketch = sketch.supplier(firm, region).supply_with(firm, "a", |row| row.share = percent(100.0 / 3.0));
    }
    let options = PlanOptions {
        required_cover: liantu_model::Percent::from_millionths(60_000_000),
        ..asked(&[liantu_analysis::Level::Supplier])
    };
    let found = shared_plan(&graph(&sketch.draft()), &options);
    assert!(found.is_verified && found.is_complete && found.chosen.is_empty() && found.missing.is_empty());
    assert!(found.objective.abs() < SAME && found.choices == 0);
}

/// The only backup covers half of what is gone: of 70 % asked for 20 are missing, although nobody could give them.
#[test]
fn what_nobody_can_cover_is_missing() {
    let sketch = Sketch::new("half").settings(|row| row.lists_complete = true).target("a");
    let sketch = sketch.supplier("m", "XB").supplier("half", "XC");
    let sketch = sketch.supply_with("m", "a", |row| row.share = percent(100.0));
    let graph = graph(&backup(sketch, "half", "a", 50.0, 1.0).draft());
    let options = asked(&[liantu_analysis::Level::Supplier]);
    let found = shared_plan(&graph, &options);
    assert!(found.is_verified && found.is_complete && found.chosen.len() == 1);
    let [(_, missing)] = found.missing.as_slice() else { panic!("{:?}", found.missing) };
    assert!((missing - 0.2).abs() < SAME, "{missing}");
    let apart = plan(&graph, &options, &());
    let covers: Vec<f64> = apart.uncovered.iter().map(|one| one.cover.points()).collect();
    assert_eq!(covers, [50.0], "as without sharing");
}

/// Keeps the first backup of every firm: then no plant is shared.
fn one_backup_a_firm(mut draft: Draft) -> Draft {
    let mut seen = BTreeSet::new();
    draft
        .supplies
        .retain(|row| row.status == Some(SupplyStatus::Active) || seen.insert(row.supplier.clone()));
    draft
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    /// Where no firm has two backups it is the plan of the decomposition, and else no cheaper.
    #[test]
    fn sharing_costs_nothing_where_nothing_is_shared(
        seed in any::<u64>(), penalty in prop_oneof![Just(0.5), Just(4.0), Just(50.0)],
    ) {
        let options =
            PlanOptions { goal: Goal::Penalty(penalty), upstream: Upstream::Ignored, ..PlanOptions::default() };
        let all = draft(seed);
        for (draft, is_shared) in [(one_backup_a_firm(all.clone()), false), (all, true)] {
            let graph = graph(&draft);
            let (apart, shared) = (plan(&graph, &options, &()), shared_plan(&graph, &options));
            prop_assert!(shared.is_verified && shared.is_complete);
            let more = shared.objective - apart.objective;
            let same = SAME * (1.0 + penalty + apart.objective.abs());
            prop_assert!(more >= -same, "{} {}", shared.objective, apart.objective);
            prop_assert!(is_shared || more <= same, "{} {}", shared.objective, apart.objective);
        }
    }
}
