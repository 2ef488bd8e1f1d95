//! What must hold of any plan, whatever the data: asking for more is never cheaper, being offered more never dearer,
//! and no plan is below its bound.
//!
//! The optimum of a relaxed question is at most that of the question, so each property compares two optima; that both
//! are optima is held by `oracle.rs`, where every subset is tried.

mod small;

use liantu_analysis::{Level, Upstream};
use liantu_graph::ChainGraph;
use liantu_model::{Draft, Percent, RegionIx, SupplyStatus};
use liantu_plan::covering::Effort;
use liantu_plan::{FrontierOptions, Goal, Order, Plan, PlanOptions, RegionCap, frontier, plan};
use proptest::prelude::*;
use small::draft;

/// Differences below this part are rounding.
const SAME: f64 = 1e-6;

fn is_at_most(a: f64, b: f64) -> bool {
    a <= b + SAME * (1.0 + b.abs())
}

fn graph(draft: &Draft) -> ChainGraph {
    ChainGraph::new(liantu_testkit::model(draft))
}

fn cover(points: f64) -> Percent {
    Percent::from_points(points).expect("a percentage")
}

fn solved(graph: &ChainGraph, options: &PlanOptions) -> Result<Plan, TestCaseError> {
    let found = plan(graph, options, &());
    prop_assert!(
        is_at_most(found.lower_bound, found.objective),
        "bound {} {}",
        found.lower_bound,
        found.objective
    );
    prop_assert!(found.is_complete && found.is_verified);
    Ok(found)
}

/// The cost, penalty included, of the best plan.
fn price(graph: &ChainGraph, options: PlanOptions, penalty: f64) -> Result<f64, TestCaseError> {
    Ok(solved(graph, &PlanOptions { goal: Goal::Penalty(penalty), ..options })?.objective)
}

fn upstream() -> impl Strategy<Value = Upstream> {
    prop_oneof![Just(Upstream::Followed), Just(Upstream::Ignored)]
}

fn penalty() -> impl Strategy<Value = f64> {
    prop_oneof![Just(0.5), Just(4.0), Just(50.0)]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn a_bigger_budget_never_covers_less(
        seed in any::<u64>(), upstream in upstream(), budgets in prop::collection::vec(0..40_u32, 2..5),
    ) {
        let graph = graph(&draft(seed));
        let mut budgets = budgets;
        budgets.sort_unstable();
        let mut missing = f64::INFINITY;
        for budget in budgets.into_iter().map(|quarters| f64::from(quarters) / 4.0) {
            let goal = Goal::Budget(budget);
            let found = solved(&graph, &PlanOptions { goal, upstream, ..PlanOptions::default() })?;
            prop_assert!(is_at_most(found.objective, missing), "budget {budget}: {} {missing}", found.objective);
            prop_assert!(is_at_most(found.cost, budget), "budget {budget}: {}", found.cost);
            missing = found.objective;
        }
    }

    #[test]
    fn one_candidate_more_is_never_dearer(
        seed in any::<u64>(), upstream in upstream(), penalty in penalty(), which in any::<prop::sample::Index>(),
    ) {
        let all = draft(seed);
        // A component that loses its last row would be asked for no longer.
        let rows_of = |component: &str| all.supplies.iter().filter(|row| row.component == component).count();
        let can_go: Vec<usize> = (0..all.supplies.len())
            .filter(|&at| all.supplies[at].status != Some(SupplyStatus::Active))
            .filter(|&at| rows_of(&all.supplies[at].component) > 1)
            .collect();
        prop_assume!(!can_go.is_empty());
        let mut fewer = all.clone();
        fewer.supplies.remove(can_go[which.index(can_go.len())]);
        let options = PlanOptions { upstream, ..PlanOptions::default() };
        let (with, without) =
            (price(&graph(&all), options.clone(), penalty)?, price(&graph(&fewer), options, penalty)?);
        prop_assert!(is_at_most(with, without), "{with} {without}");
    }

    #[test]
    fn more_cover_is_never_cheaper(
        seed in any::<u64>(), upstream in upstream(), penalty in penalty(), asked in (0..=10_u32, 0..=10_u32),
    ) {
        let graph = graph(&draft(seed));
        let at = |tenths: u32| {
            let required_cover = cover(f64::from(tenths) * 10.0);
            price(&graph, PlanOptions { required_cover, upstream, ..PlanOptions::default() }, penalty)
        };
        let (less, more) = (at(asked.0.min(asked.1))?, at(asked.0.max(asked.1))?);
        prop_assert!(is_at_most(less, more), "{less} {more}");
    }

    #[test]
    fn a_looser_horizon_is_never_dearer(seed in any::<u64>(), upstream in upstream(), penalty in penalty()) {
        let graph = graph(&draft(seed));
        let mut dearer = f64::INFINITY;
        for within_weeks in [1.0, 2.0, 26.0, 60.0] {
            let now = price(&graph, PlanOptions { within_weeks, upstream, ..PlanOptions::default() }, penalty)?;
            prop_assert!(is_at_most(now, dearer), "{within_weeks} weeks: {now} {dearer}");
            dearer = now;
        }
    }

    /// More kinds of failure, failures in pairs, inputs that may fail, a limit for a place, a higher penalty.
    #[test]
    fn asking_for_more_is_never_cheaper(seed in any::<u64>(), upstream in upstream(), penalty in penalty()) {
        let graph = graph(&draft(seed));
        let plain = PlanOptions { upstream, levels: vec![Level::Supplier], ..PlanOptions::default() };
        let own = price(&graph, plain.clone(), penalty)?;
        let levels = vec![Level::Supplier, Level::Group, Level::Country];
        let region = graph.model().region_indices().find(|&one| graph.model().region(one).id == "XA");
        let region: RegionIx = region.expect("a country of the sketch");
        let harder = [
            PlanOptions { levels, ..plain.clone() },
            PlanOptions { order: Order::Pairs, ..plain.clone() },
            PlanOptions { upstream: Upstream::Followed, ..plain.clone() },
            PlanOptions { caps: vec![RegionCap { region, most: 1 }], ..plain.clone() },
        ];
        for options in harder {
            let more = price(&graph, options.clone(), penalty)?;
            prop_assert!(is_at_most(own, more), "{options:?}: {own} {more}");
        }
        prop_assert!(is_at_most(own, price(&graph, plain, 2.0 * penalty)?));
    }

    /// With next to no effort the bound is still below the optimum, and the plan above it.
    #[test]
    fn bounds_hold_however_short_the_search(seed in any::<u64>(), upstream in upstream(), penalty in penalty()) {
        let graph = graph(&draft(seed));
        let options = PlanOptions { upstream, goal: Goal::Penalty(penalty), ..PlanOptions::default() };
        let best = solved(&graph, &options)?.objective;
        let effort = Effort { gap: 0.5, most_searches: 0 };
        let rough = plan(&graph, &PlanOptions { effort, ..options }, &());
        prop_assert!(is_at_most(rough.lower_bound, best), "{} {best}", rough.lower_bound);
        prop_assert!(is_at_most(best, rough.objective), "{best} {}", rough.objective);
        prop_assert!(rough.is_verified);
    }

    /// The curve falls from point to point, and each point is the plan of its own budget.
    #[test]
    fn a_curve_is_made_of_plans(seed in any::<u64>(), upstream in upstream()) {
        let graph = graph(&draft(seed));
        let options = PlanOptions { upstream, ..PlanOptions::default() };
        let asked = FrontierOptions { plan: options.clone(), ..FrontierOptions::default() };
        let curve = frontier(&graph, &asked, &()).points;
        for pair in curve.windows(2) {
            prop_assert!(pair[0].cost < pair[1].cost && pair[0].missing > pair[1].missing, "{pair:?}");
        }
        for point in &curve {
            let found = solved(&graph, &PlanOptions { goal: Goal::Budget(point.cost), ..options.clone() })?;
            prop_assert!((found.objective - point.missing).abs() < SAME, "{point:?} {}", found.objective);
        }
    }
}
