//! The program solved, one aim after the other, and checked.

use super::demand::{Asked, Demand, demands};
use super::program::{Bounds, Program, cover, left_arcs, part_of_demand, plants};
use super::{PlantShare, SharedAction, SharedPlan};
use crate::options::{Goal, PlanOptions};
use crate::plan::weights;
use crate::problem::Problem;
use highs::{Col, HighsModelStatus, RowProblem, Sense};
use liantu_analysis::Upstream;
use liantu_graph::ChainGraph;
use liantu_model::{ComponentIx, Percent};
use std::collections::BTreeMap;

/// What a later aim may give up of an earlier one, relatively: above the solver's own tolerance of rows.
const GIVEN_UP: f64 = 1e-6;
/// How far the check may find a sum off, in parts of demand: the tolerance of the solver's rows.
const OFF: f64 = 5e-6;

/// The best plan in which firms share their plants. Losses are direct ones, each alone, whatever the options say of
/// inputs and pairs. The same result for the same input: the solver runs on one thread with its fixed seed. Time is that
/// of a mixed-integer program: seconds for hundreds of arcs, and no bound beyond.
pub fn shared_plan(graph: &ChainGraph, options: &PlanOptions) -> SharedPlan {
    let options = PlanOptions { upstream: Upstream::Ignored, order: crate::Order::Single, ..options.clone() };
    let problem = Problem::new(graph, &options);
    let demands = demands(&problem);
    let program = Program::new(&problem, &demands);
    let answer = Aims::new(&problem, &program).reach();
    assemble(&problem, &demands, &program, &answer)
}

/// A solution of the program.
struct Answer {
    columns: Vec<f64>,
    objective: f64,
    lower_bound: f64,
    is_optimal: bool,
}

/// What is minimised, one after the other.
struct Aims<'p> {
    program: &'p Program,
    gap: f64,
    goal: Goal,
    /// Missing cover, weighed.
    missing: Vec<(usize, f64)>,
}

impl<'p> Aims<'p> {
    fn new(problem: &Problem<'_>, program: &'p Program) -> Self {
        let per_demand = Percent::HUNDRED.millionths() as f64;
        let weights = match problem.options.goal {
            Goal::Budget(_) => weights(problem).into_iter().map(|weight| weight * per_demand).collect(),
            Goal::Full | Goal::Penalty(_) => vec![1.0; problem.components.len()],
        };
        let missing = program.missing.iter().map(|(&one, &column)| (column, weights[one as usize])).collect();
        Self { program, gap: problem.options.effort.gap, goal: problem.options.goal, missing }
    }

    /// The goal, then the fewest actions for it.
    fn reach(&self) -> Answer {
        let costs = &self.program.costs;
        let mut kept: Vec<Bounds> = Vec::new();
        let mut answer = match self.goal {
            Goal::Penalty(penalty) => {
                let priced = self.missing.iter().map(|&(column, _)| (column, penalty));
                let sum: Vec<(usize, f64)> = costs.iter().copied().chain(priced).collect();
                self.aim(&sum, &mut kept)
            }
            Goal::Full => {
                let covered = self.aim(&self.missing, &mut kept);
                let cheapest = self.aim(costs, &mut kept);
                Answer { is_optimal: covered.is_optimal && cheapest.is_optimal, ..cheapest }
            }
            Goal::Budget(budget) => {
                kept.push(Bounds::at_most(budget, costs.clone()));
                let covered = self.aim(&self.missing, &mut kept);
                let cheapest = self.aim(costs, &mut kept);
                Answer { columns: cheapest.columns, ..covered }
            }
        };
        let actions: Vec<(usize, f64)> = (0..self.program.arcs).map(|arc| (arc, 1.0)).collect();
        answer.columns = self.aim(&actions, &mut kept).columns;
        answer
    }

    /// Minimises a sum, and keeps it from then on.
    fn aim(&self, sum: &[(usize, f64)], kept: &mut Vec<Bounds>) -> Answer {
        let answer = minimise(self.program, sum, kept, self.gap);
        let slack = GIVEN_UP * (1.0 + answer.objective.abs());
        kept.push(Bounds::at_most(answer.objective + slack, sum.to_vec()));
        answer
    }
}

fn minimise(program: &Program, sum: &[(usize, f64)], kept: &[Bounds], gap: f64) -> Answer {
    let mut price = vec![0.0; program.whole.len()];
    for &(column, cost) in sum {
        price[column] += cost;
    }
    let mut rows = RowProblem::new();
    let columns: Vec<Col> = price
        .iter()
        .zip(&program.whole)
        .map(|(&cost, &whole)| rows.add_column_with_integrality(cost, 0.0..=1.0, whole))
        .collect();
    for row in program.rows.iter().chain(kept) {
        let terms: Vec<(Col, f64)> = row.terms.iter().map(|&(column, by)| (columns[column], by)).collect();
        rows.add_row(row.low..=row.high, &terms);
    }
    let mut model = rows.optimise(Sense::Minimise);
    model.make_quiet();
    model.set_threads(std::num::NonZeroU32::MIN);
    model.set_option("mip_rel_gap", gap);
    model.set_option("mip_abs_gap", 1e-9);
    let solved = model.solve();
    match solved.status() {
        HighsModelStatus::Optimal => {
            let objective = solved.objective_value();
            let bound = solved.double_info_value(c"mip_dual_bound").unwrap_or(f64::NEG_INFINITY);
            Answer {
                columns: solved.get_solution().columns().to_vec(),
                objective,
                lower_bound: bound.min(objective),
                is_optimal: true,
            }
        }
        // Nothing falls short, and nobody can be brought in: the solver has nothing to say of a program without columns.
        _ if price.is_empty() => {
            Answer { columns: Vec::new(), objective: 0.0, lower_bound: 0.0, is_optimal: true }
        }
        _ => Answer {
            columns: vec![0.0; price.len()],
            objective: f64::INFINITY,
            lower_bound: f64::NEG_INFINITY,
            is_optimal: false,
        },
    }
}

fn assemble(problem: &Problem<'_>, demands: &[Demand], program: &Program, answer: &Answer) -> SharedPlan {
    let chosen: Vec<bool> = answer.columns[..program.arcs].iter().map(|&value| value > 0.5).collect();
    let arcs = || (0..program.arcs).filter(|&arc| chosen[arc]);
    SharedPlan {
        options: PlanOptions { targets: problem.targets.clone(), ..problem.options.clone() },
        objective: answer.objective,
        lower_bound: answer.lower_bound,
        cost: problem.instance.cost(&chosen),
        missing_costs: problem.costs.missing.clone(),
        is_complete: answer.is_optimal,
        is_verified: holds(problem, demands, program, &answer.columns, &chosen),
        chosen: arcs().map(|arc| action(problem, arc)).collect(),
        missing: missing(problem, demands, program, &answer.columns, &chosen),
        shares: shares(problem, demands, program, &answer.columns, &chosen),
        components: problem.components.clone(),
        choices: program.arcs,
        failures: problem.failures.len() - 1,
    }
}

fn action(problem: &Problem<'_>, arc: usize) -> SharedAction {
    let row = problem.board.rows()[problem.arcs[arc]];
    let (component, source, status) = (row.component, row.source, row.status);
    let cost = problem.board.graph().model().supply(row.row).cost;
    let states_cover = row.states_cover;
    SharedAction { row: row.row, component, source, status, cover: cover(problem, arc), states_cover, cost }
}

/// The part of its plant that an arc gives under a demand: all of it, where its firm has nothing else to serve.
fn part(program: &Program, columns: &[f64], chosen: &[bool], number: usize, arc: usize) -> f64 {
    let given = program.parts.get(&(number, arc)).map_or(1.0, |&column| columns[column].clamp(0.0, 1.0));
    if chosen[arc] { given } else { 0.0 }
}

/// Whether what is left after every failure is what the plan says, and no plant gives more than it is.
fn holds(
    problem: &Problem<'_>,
    demands: &[Demand],
    program: &Program,
    columns: &[f64],
    chosen: &[bool],
) -> bool {
    demands.iter().enumerate().all(|(number, demand)| {
        let given = |arc: usize| part(program, columns, chosen, number, arc);
        let whole = plants(problem, demand)
            .values()
            .all(|arcs| arcs.len() == 1 || arcs.iter().map(|&arc| given(arc)).sum::<f64>() <= 1.0 + OFF);
        whole
            && demand.rows.iter().all(|Asked { row, .. }| {
                let covered: f64 = left_arcs(problem, row).map(|arc| cover(problem, arc) * given(arc)).sum();
                let missing = columns[program.missing[&row.component]];
                covered + missing >= part_of_demand(row.need) - OFF
            })
    })
}

/// What each component misses of the cover asked for, under the worst failure. What nobody could cover is no part of the
/// program's demands when everything that can be covered is to be, and is missing all the same.
fn missing(
    problem: &Problem<'_>,
    demands: &[Demand],
    program: &Program,
    columns: &[f64],
    chosen: &[bool],
) -> Vec<(ComponentIx, f64)> {
    let mut worst: BTreeMap<u32, f64> = BTreeMap::new();
    for (number, demand) in demands.iter().enumerate() {
        for Asked { row, beyond } in &demand.rows {
            let given = |arc| cover(problem, arc) * part(program, columns, chosen, number, arc);
            let covered: f64 = left_arcs(problem, row).map(given).sum();
            let short = part_of_demand(row.need + beyond) - covered;
            let held = worst.entry(row.component).or_insert(0.0);
            *held = held.max(short);
        }
    }
    let worst = worst.into_iter().filter(|&(_, short)| short > OFF);
    worst.map(|(one, short)| (problem.components[one as usize], short.clamp(0.0, 1.0))).collect()
}

/// How firms with several chosen arcs deal out their plants.
fn shares(
    problem: &Problem<'_>,
    demands: &[Demand],
    program: &Program,
    columns: &[f64],
    chosen: &[bool],
) -> Vec<PlantShare> {
    let mut shares = Vec::new();
    for (number, demand) in demands.iter().enumerate() {
        for arcs in plants(problem, demand).values() {
            let serving: Vec<usize> = arcs.iter().copied().filter(|&arc| chosen[arc]).collect();
            if serving.len() < 2 {
                continue;
            }
            shares.extend(serving.into_iter().map(|arc| {
                let row = problem.board.rows()[problem.arcs[arc]];
                PlantShare {
                    failure: demand.failure.clone(),
                    row: row.row,
                    component: row.component,
                    source: row.source,
                    part: part(program, columns, chosen, number, arc),
                }
            }));
        }
    }
    shares
}
