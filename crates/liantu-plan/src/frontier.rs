//! The cost–cover curve: for every sum of money, the least missing cover it buys.

use crate::covering::Progress;
use crate::optimise::Best;
use crate::options::{Goal, PlanOptions};
use crate::plan::{cover_first, weights};
use crate::problem::Problem;
use crate::verify::{shortfalls, worst};
use liantu_graph::ChainGraph;
use liantu_model::{Index, SupplyIx};

/// What to ask of [`frontier`].
#[derive(Debug, Clone, PartialEq)]
pub struct FrontierOptions {
    /// The question; its goal does not matter.
    pub plan: PlanOptions,
    /// Points at most; at least the two ends are found.
    pub most_points: usize,
}

impl Default for FrontierOptions {
    fn default() -> Self {
        Self { plan: PlanOptions::default(), most_points: 30 }
    }
}

/// The curve: plans of which none is both cheaper and better than another.
#[derive(Debug, Clone, PartialEq)]
pub struct Frontier {
    /// What was asked; targets filled in.
    pub options: FrontierOptions,
    /// By cost, ascending: missing cover falls from point to point.
    pub points: Vec<FrontierPoint>,
    /// Whether there is no other point: each step of the curve is known.
    pub is_whole: bool,
    /// Whether every point is proven.
    pub is_complete: bool,
    /// Weighted missing cover if there were no supply at all.
    pub whole: f64,
    /// Components that had to be covered.
    pub components: usize,
    /// Rows that could be chosen.
    pub choices: usize,
    /// Rows that could be chosen but for which no cost is stated: then actions are counted instead.
    pub missing_costs: Vec<SupplyIx>,
    /// Whether every point was confirmed by the structure function.
    pub is_verified: bool,
}

/// One plan on the curve.
#[derive(Debug, Clone, PartialEq)]
pub struct FrontierPoint {
    /// Its cost; the number of actions where costs are missing.
    pub cost: f64,
    /// Weighted missing cover, worst losses, in units of all demand.
    pub missing: f64,
    /// No plan of this cost misses less.
    pub lower_bound: f64,
    /// Components that every loss leaves enough.
    pub covered: usize,
    /// What to bring in, by component, then source.
    pub chosen: Vec<SupplyIx>,
}

/// Differences of costs and of missing cover below this part are rounding.
const SAME: f64 = 1e-7;

/// The curve, point by point: the widest step whose inside is not known is asked next, at its middle, then just
/// below its upper end. With enough points allowed it is whole. Two solves for each budget.
pub fn frontier(graph: &ChainGraph, options: &FrontierOptions, progress: &dyn Progress) -> Frontier {
    let plan = PlanOptions { goal: Goal::Budget(0.0), ..options.plan.clone() };
    let mut problem = Problem::new(graph, &plan);
    let weights = weights(&problem);
    let mut search = Search { weights: &weights, points: Vec::new(), is_complete: true, is_verified: true };
    let most = search.solve(&mut problem, None, progress);
    let least = search.solve(&mut problem, Some(0.0), progress);
    let mut steps = vec![Step::between(&search.points, least, most)];
    while search.points.len() < options.most_points && !progress.is_stopped() {
        let Some(at) = widest(&search.points, &steps) else { break };
        let step = steps.swap_remove(at);
        let budget = step.budget();
        let found = search.solve(&mut problem, Some(budget), progress);
        steps.extend(step.divided(&mut search.points, found, budget));
    }
    let is_whole = widest(&search.points, &steps).is_none();
    let Search { mut points, is_complete, is_verified, .. } = search;
    points.sort_by(|a, b| a.cost.total_cmp(&b.cost).then(b.missing.total_cmp(&a.missing)));
    points.dedup_by(|later, earlier| later.missing >= earlier.missing - same(earlier.missing));
    let required = plan.required_cover.millionths() as f64;
    Frontier {
        options: FrontierOptions {
            plan: PlanOptions { targets: problem.targets.clone(), ..options.plan.clone() },
            ..options.clone()
        },
        points,
        is_whole,
        is_complete,
        whole: weights.iter().map(|weight| weight * required).sum(),
        components: problem.components.len(),
        choices: problem.arcs.len(),
        missing_costs: problem.costs.missing.clone(),
        is_verified,
    }
}

fn same(value: f64) -> f64 {
    SAME * (1.0 + value.abs())
}

struct Search<'w> {
    weights: &'w [f64],
    points: Vec<FrontierPoint>,
    is_complete: bool,
    is_verified: bool,
}

impl Search<'_> {
    /// Adds the best point for a budget and gives its position.
    fn solve(&mut self, problem: &mut Problem<'_>, budget: Option<f64>, progress: &dyn Progress) -> usize {
        let (first, second) = cover_first(problem, self.weights, budget, progress);
        let point = self.point(problem, &first, &second);
        self.is_complete &= point.missing - point.lower_bound <= same(point.missing);
        self.points.push(point);
        self.points.len() - 1
    }

    fn point(&mut self, problem: &Problem<'_>, first: &Best, second: &Best) -> FrontierPoint {
        let switches = problem.switches(&second.chosen);
        let short = shortfalls(problem, &switches, |component, failure| problem.required(component, failure));
        let missing = worst(problem, &short);
        let weighed: f64 =
            self.weights.iter().zip(&missing).map(|(weight, &missing)| weight * missing as f64).sum();
        self.is_verified &= (weighed - first.objective).abs() <= same(weighed);
        let chosen = problem.arcs.iter().zip(&second.chosen).filter(|(_, chosen)| **chosen);
        FrontierPoint {
            cost: second.cost,
            missing: first.objective,
            lower_bound: first.lower_bound,
            covered: missing.iter().filter(|&&one| one == 0).count(),
            chosen: chosen.map(|(&row, _)| problem.board.rows()[row].row).collect(),
        }
    }
}

/// Two points and what is not known between them: whether a plan that costs more than `floor` and less than
/// `ceiling` lies on the curve.
struct Step {
    low: usize,
    high: usize,
    floor: f64,
    ceiling: f64,
    /// The middle was asked already.
    is_probed: bool,
}

impl Step {
    fn between(points: &[FrontierPoint], low: usize, high: usize) -> Self {
        Self { low, high, floor: points[low].cost, ceiling: points[high].cost, is_probed: false }
    }

    fn budget(&self) -> f64 {
        let below = self.ceiling - same(self.ceiling);
        if self.is_probed { below } else { f64::midpoint(self.floor, self.ceiling).min(below) }
    }

    /// What is left to know after a point was found for a budget.
    fn divided(self, points: &mut Vec<FrontierPoint>, found: usize, budget: f64) -> Vec<Self> {
        let (low, point) = (&points[self.low], &points[found]);
        if point.missing >= low.missing - same(low.missing) {
            points.truncate(found);
            return vec![Self { floor: budget, is_probed: true, ..self }];
        }
        let ceiling = point.cost;
        vec![
            Self { high: found, ceiling, is_probed: false, ..self },
            Self { low: found, floor: budget, is_probed: false, ..self },
        ]
    }

    /// Money times missing cover; 0 when nothing can lie between.
    fn area(&self, points: &[FrontierPoint]) -> f64 {
        let width = self.ceiling - self.floor;
        let height = points[self.low].missing - points[self.high].missing;
        if width <= 2.0 * same(self.ceiling) || height <= same(points[self.low].missing) {
            return 0.0;
        }
        width * height
    }
}

/// The step with most room for another point.
fn widest(points: &[FrontierPoint], steps: &[Step]) -> Option<usize> {
    let areas = steps.iter().map(|step| step.area(points)).enumerate().filter(|(_, area)| *area > 0.0);
    areas.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0))).map(|(at, _)| at)
}

impl FrontierPoint {
    /// Part of the required cover that is there, by weight, 0..=1.
    pub fn cover(&self, whole: f64) -> f64 {
        if whole > 0.0 { (1.0 - self.missing / whole).clamp(0.0, 1.0) } else { 1.0 }
    }

    /// Rows that this point has and another has not, in row order.
    pub fn beyond(&self, other: &Self) -> Vec<SupplyIx> {
        let mut rows: Vec<SupplyIx> =
            self.chosen.iter().copied().filter(|row| !other.chosen.contains(row)).collect();
        rows.sort_by_key(|row| row.position());
        rows
    }
}
