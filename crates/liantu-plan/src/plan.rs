//! The plan, and why each of its actions is there.

use crate::covering::{Cover, Limit, Objective, Progress};
use crate::explain;
use crate::optimise::{Best, optimise, weigh};
use crate::options::{Goal, PlanOptions};
use crate::problem::{Failure, Problem};
use crate::verify::worst;
use liantu_analysis::SwitchRow;
use liantu_graph::{ChainGraph, OfferSource};
use liantu_model::{ComponentIx, Element, Index, Percent, SupplyIx, SupplyStatus};

/// The cheapest way to survive every failure, with what it rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// What was asked; targets filled in.
    pub options: PlanOptions,
    /// What was minimised: cost, and penalty with [`Goal::Penalty`]; the weighted missing cover (in units of all
    /// demand) with [`Goal::Budget`].
    pub objective: f64,
    /// No plan is below this.
    pub lower_bound: f64,
    /// Cost of the chosen actions, taking firms on included; their number where costs are missing.
    pub cost: f64,
    /// Rows that could be chosen but for which no cost is stated: then actions are counted instead.
    pub missing_costs: Vec<SupplyIx>,
    /// Whether the search ended before the gap asked for.
    pub is_complete: bool,
    /// What to bring in, by component, then source.
    pub chosen: Vec<Action>,
    /// What still falls short of the required cover.
    pub uncovered: Vec<Uncovered>,
    /// Components that had to be covered.
    pub components: Vec<ComponentIx>,
    /// Those whose cover, whatever single failure strikes, reaches what is required: before, with the plan.
    pub covered: [usize; 2],
    /// Rows that could be chosen.
    pub choices: usize,
    /// Targets that a failure takes down now, and no longer with the plan.
    pub lifts: Vec<(ComponentIx, Failure)>,
    /// Components with an active source that states no share, counted as nothing.
    pub unstated: Vec<ComponentIx>,
    /// Failures tried, each alone (and in pairs).
    pub failures: usize,
    /// Rows that could not be chosen.
    pub left_out: LeftOut,
    /// Whether every figure was confirmed by the structure function on the chosen rows.
    pub is_verified: bool,
}

/// One source to bring in.
#[derive(Debug, Clone, PartialEq)]
pub struct Action {
    /// Its row.
    pub row: SupplyIx,
    /// Of what.
    pub component: ComponentIx,
    /// Who.
    pub source: OfferSource,
    /// Qualified or candidate.
    pub status: SupplyStatus,
    /// What it covers, percent of demand.
    pub cover: Percent,
    /// Whether that is stated, not assumed.
    pub states_cover: bool,
    /// Cost of the row; where costs are missing, as stated or not.
    pub cost: Option<f64>,
    /// Cost of taking its firm on, beside the row's.
    pub onboarding: f64,
    /// How much the objective gets worse without it.
    pub marginal: f64,
    /// What falls short, or shorter, without it.
    pub removes: Vec<Removed>,
    /// Targets that a failure takes down when the plan lacks it, and which.
    pub lifts: Vec<(ComponentIx, Failure)>,
    /// Targets that a failure takes down now, and no longer with this action alone.
    pub lifts_alone: Vec<(ComponentIx, Failure)>,
}

/// A failure that an action is there for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removed {
    /// Of which component.
    pub component: ComponentIx,
    /// What fails.
    pub failure: Failure,
    /// Cover left without the action.
    pub without: Percent,
    /// Cover left with it.
    pub with: Percent,
}

/// A failure that leaves less than required.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uncovered {
    /// Of which component.
    pub component: ComponentIx,
    /// What fails; nothing, when it falls short by itself.
    pub failure: Failure,
    /// Cover left by the plan.
    pub cover: Percent,
    /// Cover left if everything that can be chosen were.
    pub best: Percent,
}

/// Rows of the components concerned that could not be chosen, and why.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LeftOut {
    /// Deliver after the horizon.
    pub late: Vec<SupplyIx>,
    /// Nothing says when they deliver.
    pub untimed: Vec<SupplyIx>,
    /// Nothing says what they cover: they count as nothing.
    pub unmeasured: Vec<SupplyIx>,
}

impl Plan {
    /// How far the objective may be from the best, as a part of it; 0 when it is proven best.
    pub fn gap(&self) -> f64 {
        gap(self.objective, self.lower_bound)
    }
}

/// How far an objective is above a bound, as a part of it; 0 when it is not.
pub(crate) fn gap(objective: f64, lower_bound: f64) -> f64 {
    let gap = objective - lower_bound;
    if gap <= 0.0 { 0.0 } else { gap / objective.abs().max(f64::MIN_POSITIVE) }
}

/// The best plan. Exact within the effort of the options; a pure function of graph and options unless stopped.
///
/// Lagrangian decomposition over components ([`crate::covering`]), with the structure function checked lazily:
/// every choice is evaluated with inputs followed upstream, what it shows is added, until the best choice holds.
pub fn plan(graph: &ChainGraph, options: &PlanOptions, progress: &dyn Progress) -> Plan {
    let mut problem = Problem::new(graph, options);
    let best = choose(&mut problem, progress);
    assemble(&problem, &best)
}

/// The best choice for the goal.
pub(crate) fn choose(problem: &mut Problem<'_>, progress: &dyn Progress) -> Best {
    let all = vec![true; problem.arcs.len()];
    match problem.options.goal {
        Goal::Penalty(penalty) => {
            let prices = vec![per_millionth(penalty); problem.components.len()];
            optimise(problem, &Objective::priced(prices), None, progress)
        }
        Goal::Full if problem.instance.caps.is_empty() => {
            let prices = vec![f64::INFINITY; problem.components.len()];
            optimise(problem, &Objective::priced(prices), Some(&all), progress)
        }
        Goal::Full => {
            let weights = vec![per_millionth(1.0); problem.components.len()];
            let (_, best) = cover_first(problem, &weights, None, progress);
            best
        }
        Goal::Budget(budget) => {
            let weights = weights(problem);
            let (first, best) = cover_first(problem, &weights, Some(budget), progress);
            Best { objective: first.objective, lower_bound: first.lower_bound, ..best }
        }
    }
}

/// First the least weighted missing cover within a budget, then the least cost for that.
pub(crate) fn cover_first(
    problem: &mut Problem<'_>,
    weights: &[f64],
    budget: Option<f64>,
    progress: &dyn Progress,
) -> (Best, Best) {
    let limit = budget.map(Limit::Cost);
    let first = optimise(problem, &Objective { cost: 0.0, prices: weights.to_vec(), limit }, None, progress);
    let limit = Limit::Shortfall { weights: weights.to_vec(), most: first.objective };
    let prices = vec![0.0; weights.len()];
    let cheapest = Objective { cost: 1.0, prices, limit: Some(limit) };
    let second = optimise(problem, &cheapest, Some(&first.chosen), progress);
    (first, second)
}

/// A price per unit of cover, for millionths of a point.
fn per_millionth(price: f64) -> f64 {
    price / Percent::HUNDRED.millionths() as f64
}

/// What a component's cover weighs: the targets it can stop, each by its weight (1 each, when all are blank).
pub(crate) fn weights(problem: &Problem<'_>) -> Vec<f64> {
    let graph = problem.board.graph();
    let own = |target: ComponentIx| graph.model().component(target).weight;
    let blank = problem.targets.iter().all(|&target| own(target).is_none());
    let mut weights = vec![0.0; problem.components.len()];
    for &target in &problem.targets {
        let weight = if blank { 1.0 } else { own(target).unwrap_or(0.0) };
        for component in crate::problem::essential(graph, &[target]) {
            if let Some(at) = problem.place[component.position()] {
                weights[at as usize] += per_millionth(weight);
            }
        }
    }
    weights
}

fn assemble(problem: &Problem<'_>, best: &Best) -> Plan {
    let required = problem.options.required_cover.millionths();
    let short_of =
        |chosen: &[bool]| crate::verify::shortfalls(problem, &problem.switches(chosen), |_, _| required);
    let chosen = short_of(&best.chosen);
    let nothing = short_of(&vec![false; problem.arcs.len()]);
    let covered =
        [&nothing, &chosen].map(|short| worst(problem, short).iter().filter(|&&one| one == 0).count());
    let again = weigh(problem, &Objective::priced(vec![0.0; problem.components.len()]), &best.chosen);
    let gap = best.objective - best.lower_bound;
    Plan {
        options: PlanOptions { targets: problem.targets.clone(), ..problem.options.clone() },
        objective: best.objective,
        lower_bound: best.lower_bound,
        cost: best.cost,
        missing_costs: problem.costs.missing.clone(),
        is_complete: gap <= problem.options.effort.gap.max(1e-9) * (1.0 + best.objective.abs()),
        chosen: explain::actions(problem, best),
        uncovered: explain::uncovered(problem, &chosen),
        components: problem.components.clone(),
        covered,
        choices: problem.arcs.len(),
        lifts: explain::lifts(problem, best),
        unstated: unstated(problem),
        failures: problem.failures.len() - 1,
        left_out: left_out(problem),
        is_verified: again.short == best.short,
    }
}

fn unstated(problem: &Problem<'_>) -> Vec<ComponentIx> {
    let silent = |one: &ComponentIx| problem.board.has_silent_source(*one);
    problem.components.iter().copied().filter(silent).collect()
}

fn left_out(problem: &Problem<'_>) -> LeftOut {
    let rows = problem.board.rows();
    let concerned = problem.components.iter().flat_map(|&component| problem.board.rows_of(component));
    let concerned: Vec<&SwitchRow> = concerned.map(|row| &rows[row]).collect();
    let of = |keep: &dyn Fn(&SwitchRow) -> bool| {
        concerned.iter().filter(|row| keep(row)).map(|row| row.row).collect()
    };
    let silent = problem.options.assumed.cover.is_none();
    LeftOut {
        late: of(&|row| row.in_time == Some(false)),
        untimed: of(&|row| row.in_time.is_none()),
        unmeasured: of(&|row| silent && !row.states_cover && row.in_time == Some(true)),
    }
}

/// A cover in millionths as a percentage.
pub(crate) fn percent(cover: Cover) -> Percent {
    Percent::from_millionths(cover)
}

/// The elements of a failure in an order of their own.
pub(crate) fn in_order(failure: &[Element]) -> Failure {
    let mut failure = failure.to_vec();
    failure.sort_unstable();
    failure
}
