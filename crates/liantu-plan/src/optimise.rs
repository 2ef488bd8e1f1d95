//! The best choice for an objective: solve, hold it against the structure function, add what it shows, again.

use crate::covering::{Effort, Limit, Objective, Progress, solve};
use crate::cuts::violated;
use crate::problem::Problem;
use crate::verify::{Short, shortfalls, worst};

/// The best choice found, as it really is.
#[derive(Debug, Clone)]
pub(crate) struct Best {
    pub(crate) chosen: Vec<bool>,
    pub(crate) objective: f64,
    pub(crate) lower_bound: f64,
    pub(crate) cost: f64,
    pub(crate) short: Vec<Short>,
}

/// Sums are the same up to this much, relatively.
const ROUNDING: f64 = 2e-9;

impl Best {
    fn is_proven(&self, gap: f64) -> bool {
        self.objective - self.lower_bound <= ROUNDING.max(gap) * (1.0 + self.objective.abs())
    }
}

/// Minimises an objective over the verified choices. Cuts found stay with the problem: they hold for any
/// objective.
pub(crate) fn optimise(
    problem: &mut Problem<'_>,
    objective: &Objective,
    start: Option<&[bool]>,
    progress: &dyn Progress,
) -> Best {
    let nothing = vec![false; problem.arcs.len()];
    let mut best = weigh(problem, objective, start.unwrap_or(&nothing));
    let effort: Effort = problem.options.effort;
    loop {
        let solution = solve(&problem.instance, objective, effort, Some(&best.chosen), progress);
        let lower_bound = solution.lower_bound.max(best.lower_bound);
        let found = weigh(problem, objective, &solution.chosen);
        let seen = problem.instance.shortfalls(&solution.chosen);
        let cuts = violated(problem, &solution.chosen, &seen, &found.short);
        if found.objective < best.objective || (found.objective.is_infinite() && best.objective.is_infinite())
        {
            best = found;
        }
        best.lower_bound = lower_bound.min(best.objective);
        progress.report(best.objective, best.lower_bound);
        if best.is_proven(effort.gap) || progress.is_stopped() || cuts.is_empty() {
            if best.is_proven(0.0) {
                best.lower_bound = best.objective;
            }
            return best;
        }
        problem.instance.cuts.extend(cuts);
    }
}

/// A choice, verified.
pub(crate) fn weigh(problem: &Problem<'_>, objective: &Objective, chosen: &[bool]) -> Best {
    let switches = problem.switches(chosen);
    let short = shortfalls(problem, &switches, |component, failure| problem.required(component, failure));
    let missing = worst(problem, &short);
    let cost = problem.instance.cost(chosen);
    let priced = |prices: &[f64]| -> f64 {
        let parts = prices.iter().zip(&missing).filter(|(_, missing)| **missing > 0);
        parts.map(|(price, &missing)| price * missing as f64).sum()
    };
    let slack = |most: f64| ROUNDING * (1.0 + most.abs());
    let keeps = match &objective.limit {
        None => true,
        Some(Limit::Cost(most)) => cost <= most + slack(*most),
        Some(Limit::Shortfall { weights, most }) => priced(weights) <= most + slack(*most),
    };
    let allowed = keeps && problem.instance.is_allowed(chosen);
    let value = if allowed { objective.cost * cost + priced(&objective.prices) } else { f64::INFINITY };
    Best { chosen: chosen.to_vec(), objective: value, lower_bound: f64::NEG_INFINITY, cost, short }
}
