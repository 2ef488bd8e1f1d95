//! Why each action is in the plan, and what no action covers.

use crate::optimise::Best;
use crate::options::Goal;
use crate::plan::{Action, Removed, Uncovered, in_order, percent, weights};
use crate::problem::{Failure, Problem};
use crate::verify::{Short, shortfalls, worst};
use liantu_model::{ComponentIx, Percent};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// The chosen actions, each held against the plan without it.
pub(crate) fn actions(problem: &Problem<'_>, best: &Best) -> Vec<Action> {
    let with = down(problem, &best.chosen);
    let before = down(problem, &vec![false; best.chosen.len()]);
    let chosen: Vec<usize> = (0..best.chosen.len()).filter(|&arc| best.chosen[arc]).collect();
    chosen.par_iter().map(|&arc| action(problem, best, arc, &before, &with)).collect()
}

fn action(problem: &Problem<'_>, best: &Best, arc: usize, before: &Down, with: &Down) -> Action {
    let row = problem.board.rows()[problem.arcs[arc]];
    let mut without = best.chosen.clone();
    without[arc] = false;
    let lost = down(problem, &without);
    let mut alone = vec![false; best.chosen.len()];
    alone[arc] = true;
    let alone = down(problem, &alone);
    let model = problem.board.graph().model();
    let counted = problem.costs.are_counted();
    let cost = if counted { model.supply(row.row).cost } else { Some(problem.costs.of[arc]) };
    Action {
        row: row.row,
        component: row.component,
        source: row.source,
        status: row.status,
        cover: row.cover,
        states_cover: row.states_cover,
        cost,
        onboarding: onboarding(problem, best, arc),
        marginal: value(problem, &without) - value(problem, &best.chosen),
        removes: removed(problem, best, &without),
        lifts: lifted(problem, &lost, with),
        lifts_alone: lifted(problem, before, &alone),
    }
}

/// What taking the firm on costs, on the first of its actions.
fn onboarding(problem: &Problem<'_>, best: &Best, arc: usize) -> f64 {
    let Some(group) = problem.costs.group(arc) else { return 0.0 };
    let first = (0..arc).any(|other| best.chosen[other] && problem.costs.group(other) == Some(group));
    if first { 0.0 } else { problem.costs.onboarding[group as usize].1 }
}

/// The measure by which actions are compared: the goal's own; where everything must be covered, missing cover.
fn value(problem: &Problem<'_>, chosen: &[bool]) -> f64 {
    let short = shortfalls(problem, &problem.switches(chosen), |component, failure| {
        problem.required(component, failure)
    });
    let missing = worst(problem, &short);
    let unit = Percent::HUNDRED.millionths() as f64;
    match problem.options.goal {
        Goal::Penalty(penalty) => {
            problem.instance.cost(chosen) + penalty * missing.iter().sum::<i64>() as f64 / unit
        }
        Goal::Full => missing.iter().sum::<i64>() as f64 / unit,
        Goal::Budget(_) => {
            weights(problem).iter().zip(&missing).map(|(weight, &missing)| weight * missing as f64).sum()
        }
    }
}

/// What falls short, or shorter, of the required cover when an action is left out.
fn removed(problem: &Problem<'_>, best: &Best, without: &[bool]) -> Vec<Removed> {
    let required = problem.options.required_cover.millionths();
    let short = |chosen: &[bool]| shortfalls(problem, &problem.switches(chosen), |_, _| required);
    let with: FxHashMap<(u32, u32), i64> =
        short(&best.chosen).iter().map(|one| ((one.component, one.failure), one.cover)).collect();
    let board = problem.board.board(&problem.switches(&best.chosen));
    let cover_with = |one: &Short| {
        with.get(&(one.component, one.failure)).copied().unwrap_or_else(|| {
            let mut board = board.clone();
            for &element in &problem.failures[one.failure as usize] {
                board.fail(element);
            }
            board.cover(problem.components[one.component as usize]).millionths()
        })
    };
    let short = short(without);
    let plain: FxHashMap<u32, (i64, i64)> = short
        .iter()
        .filter(|one| one.failure == 0)
        .map(|one| (one.component, (one.cover, cover_with(one))))
        .collect();
    let mut removed: Vec<Removed> = short
        .iter()
        .filter_map(|one| {
            let with = cover_with(one);
            let adds = one.failure == 0 || plain.get(&one.component) != Some(&(one.cover, with));
            (with > one.cover && adds).then(|| Removed {
                component: problem.components[one.component as usize],
                failure: in_order(&problem.failures[one.failure as usize]),
                without: percent(one.cover),
                with: percent(with),
            })
        })
        .collect();
    removed.sort_by(|a, b| (a.component, &a.failure).cmp(&(b.component, &b.failure)));
    removed
}

/// What the whole plan lifts.
pub(crate) fn lifts(problem: &Problem<'_>, best: &Best) -> Vec<(ComponentIx, Failure)> {
    lifted(problem, &down(problem, &vec![false; best.chosen.len()]), &down(problem, &best.chosen))
}

/// What is down in one but not in the other; of failures that add nothing to nothing failing, that alone.
fn lifted(problem: &Problem<'_>, before: &Down, after: &Down) -> Vec<(ComponentIx, Failure)> {
    let is_up = |&&(target, failure): &&(u32, u32)| {
        !after.contains(&(target, failure))
            && (failure == 0 || !before.contains(&(target, 0)) || after.contains(&(target, 0)))
    };
    let named = |&(target, failure): &(u32, u32)| {
        (problem.targets[target as usize], in_order(&problem.failures[failure as usize]))
    };
    let mut lifted: Vec<(ComponentIx, Failure)> = before.iter().filter(is_up).map(named).collect();
    lifted.sort();
    lifted
}

/// Targets that are down, by target and failure.
type Down = BTreeSet<(u32, u32)>;

fn down(problem: &Problem<'_>, chosen: &[bool]) -> Down {
    let mut board = problem.board.board(&problem.switches(chosen));
    let mut down = Down::new();
    for (failure, elements) in problem.failures.iter().enumerate() {
        for &element in elements {
            board.fail(element);
        }
        down.extend(board.down_targets().into_iter().map(|target| (target as u32, failure as u32)));
        board.undo();
    }
    down
}

/// What falls short of the required cover, with the best that could be had; of failures that leave what is there
/// with nothing failing, that alone.
pub(crate) fn uncovered(problem: &Problem<'_>, short: &[Short]) -> Vec<Uncovered> {
    let all = problem.board.board(&problem.switches(&vec![true; problem.arcs.len()]));
    let best = |one: &Short| {
        let mut board = all.clone();
        for &element in &problem.failures[one.failure as usize] {
            board.fail(element);
        }
        board.cover(problem.components[one.component as usize])
    };
    let plain: FxHashMap<u32, i64> =
        short.iter().filter(|one| one.failure == 0).map(|one| (one.component, one.cover)).collect();
    let adds = |one: &&Short| one.failure == 0 || plain.get(&one.component) != Some(&one.cover);
    let mut uncovered: Vec<Uncovered> = short
        .par_iter()
        .filter(adds)
        .map(|one| Uncovered {
            component: problem.components[one.component as usize],
            failure: in_order(&problem.failures[one.failure as usize]),
            cover: percent(one.cover),
            best: best(one),
        })
        .collect();
    uncovered.sort_by(|a, b| (a.component, &a.failure).cmp(&(b.component, &b.failure)));
    uncovered
}
