//! Why each action is in the plan, and what no action covers.
//!
//! Leaving an action out changes only what is downstream of its component, and only under failures that reach
//! that, or its inputs: no more is evaluated again, and that in [`rounds`].

mod rounds;

use crate::optimise::Best;
use crate::options::Goal;
use crate::plan::{Action, Removed, Uncovered, in_order, percent, weights};
use crate::problem::{Failure, Problem};
use crate::verify::Short;
use liantu_analysis::Board;
use liantu_model::{ComponentIx, Percent};
use rayon::prelude::*;
use rounds::{Reach, Seen, Views};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// The chosen actions, each held against the plan without it.
pub(crate) fn actions(problem: &Problem<'_>, best: &Best) -> Vec<Action> {
    let question = Question { problem, weights: weights(problem), firms: firms(problem, best) };
    rounds::tell(problem, &best.chosen, |arc, reach, views| action(&question, arc, reach, views))
}

struct Question<'p> {
    problem: &'p Problem<'p>,
    weights: Vec<f64>,
    firms: FxHashMap<u32, Firm>,
}

/// A firm that is to be taken on.
struct Firm {
    /// The first of its actions.
    first: usize,
    actions: usize,
}

fn firms(problem: &Problem<'_>, best: &Best) -> FxHashMap<u32, Firm> {
    let mut firms: FxHashMap<u32, Firm> = FxHashMap::default();
    for arc in (0..best.chosen.len()).filter(|&arc| best.chosen[arc]) {
        if let Some(group) = problem.costs.group(arc) {
            firms.entry(group).or_insert(Firm { first: arc, actions: 0 }).actions += 1;
        }
    }
    firms
}

fn action(question: &Question<'_>, arc: usize, reach: &Reach, views: &Views) -> Action {
    let problem = question.problem;
    let row = problem.board.rows()[problem.arcs[arc]];
    let model = problem.board.graph().model();
    let counted = problem.costs.are_counted();
    let cost = if counted { model.supply(row.row).cost } else { Some(problem.costs.of[arc]) };
    let Views { with, without, nothing, alone } = views;
    Action {
        row: row.row,
        component: row.component,
        source: row.source,
        status: row.status,
        cover: row.cover,
        states_cover: row.states_cover,
        cost,
        onboarding: onboarding(question, arc),
        marginal: marginal(question, arc, reach, with, without),
        removes: removed(problem, reach, with, without),
        lifts: lifted(problem, reach, without, with),
        lifts_alone: lifted(problem, reach, nothing, alone),
    }
}

/// What taking the firm on costs, on the first of its actions.
fn onboarding(question: &Question<'_>, arc: usize) -> f64 {
    let costs = &question.problem.costs;
    match costs.group(arc) {
        Some(group) if question.firms[&group].first == arc => costs.onboarding[group as usize].1,
        _ => 0.0,
    }
}

/// By how much what actions are compared by gets worse: the goal's own measure; where everything must be covered,
/// missing cover.
fn marginal(question: &Question<'_>, arc: usize, reach: &Reach, with: &Seen, without: &Seen) -> f64 {
    let problem = question.problem;
    let unit = Percent::HUNDRED.millionths() as f64;
    let worst = |seen: &Seen, at: usize| {
        let component = reach.components[at];
        let missing =
            |(failure, covers): (&u32, &Vec<i64>)| problem.required(component, *failure) - covers[at];
        reach.failures.iter().zip(&seen.covers).map(missing).fold(0, i64::max)
    };
    let price = |component: u32| match problem.options.goal {
        Goal::Penalty(penalty) => penalty / unit,
        Goal::Full => 1.0 / unit,
        Goal::Budget(_) => question.weights[component as usize],
    };
    let rises = (0..reach.components.len())
        .map(|at| price(reach.components[at]) * (worst(without, at) - worst(with, at)) as f64);
    let rise: f64 = rises.sum();
    match problem.options.goal {
        Goal::Penalty(_) => rise - saved(question, arc),
        Goal::Full | Goal::Budget(_) => rise,
    }
}

/// What leaving an action out saves: its cost, and its firm's when no other action needs it.
fn saved(question: &Question<'_>, arc: usize) -> f64 {
    let costs = &question.problem.costs;
    let firm = match costs.group(arc) {
        Some(group) if question.firms[&group].actions == 1 => costs.onboarding[group as usize].1,
        _ => 0.0,
    };
    costs.of[arc] + firm
}

/// What falls short, or shorter, of the required cover when an action is left out; of failures that add nothing
/// to nothing failing, that alone.
fn removed(problem: &Problem<'_>, reach: &Reach, with: &Seen, without: &Seen) -> Vec<Removed> {
    let required = problem.options.required_cover.millionths();
    let mut removed = Vec::new();
    for (at, &component) in reach.components.iter().enumerate() {
        let plain = (without.covers[0][at], with.covers[0][at]);
        for (position, &failure) in reach.failures.iter().enumerate() {
            let (without, with) = (without.covers[position][at], with.covers[position][at]);
            let adds = failure == 0 || plain != (without, with);
            if without < required && with > without && adds {
                removed.push(Removed {
                    component: problem.components[component as usize],
                    failure: in_order(&problem.failures[failure as usize]),
                    without: percent(without),
                    with: percent(with),
                });
            }
        }
    }
    removed.sort_by(|a, b| (a.component, &a.failure).cmp(&(b.component, &b.failure)));
    removed
}

/// Targets that a failure takes down before and not after; of failures that add nothing to nothing failing, that
/// alone.
fn lifted(problem: &Problem<'_>, reach: &Reach, before: &Seen, after: &Seen) -> Vec<(ComponentIx, Failure)> {
    let mut lifted = Vec::new();
    for (at, &target) in reach.targets.iter().enumerate() {
        let stands_plainly = before.up[0][at] || !after.up[0][at];
        for (position, &failure) in reach.failures.iter().enumerate() {
            let is_lifted = !before.up[position][at] && after.up[position][at];
            if is_lifted && (failure == 0 || stands_plainly) {
                let failure = in_order(&problem.failures[failure as usize]);
                lifted.push((problem.targets[target], failure));
            }
        }
    }
    lifted.sort();
    lifted
}

/// What the whole plan lifts. O(failures × (targets + what they touch)).
pub(crate) fn lifts(problem: &Problem<'_>, best: &Best) -> Vec<(ComponentIx, Failure)> {
    let before = down(problem, &vec![false; best.chosen.len()]);
    let after = down(problem, &best.chosen);
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
fn down(problem: &Problem<'_>, chosen: &[bool]) -> BTreeSet<(u32, u32)> {
    let board = problem.board.board(&problem.switches(chosen));
    let under = |board: &mut Board<'_>, failure: u32| {
        problem.fail(board, failure);
        let down = board.down_targets();
        board.undo();
        down.into_iter().map(|target| (target as u32, failure)).collect::<Vec<(u32, u32)>>()
    };
    let failures = 0..problem.failures.len() as u32;
    let down: Vec<Vec<(u32, u32)>> = failures.into_par_iter().map_init(|| board.clone(), under).collect();
    down.into_iter().flatten().collect()
}

/// What falls short of the required cover, with the best that could be had; of failures that leave what is there
/// with nothing failing, that alone.
pub(crate) fn uncovered(problem: &Problem<'_>, short: &[Short]) -> Vec<Uncovered> {
    let all = problem.board.board(&problem.switches(&vec![true; problem.arcs.len()]));
    let best = |board: &mut Board<'_>, one: &Short| {
        problem.fail(board, one.failure);
        let cover = board.cover(problem.components[one.component as usize]);
        board.undo();
        cover
    };
    let plain: FxHashMap<u32, i64> =
        short.iter().filter(|one| one.failure == 0).map(|one| (one.component, one.cover)).collect();
    let adds = |one: &&Short| one.failure == 0 || plain.get(&one.component) != Some(&one.cover);
    let mut uncovered: Vec<Uncovered> = short
        .par_iter()
        .filter(adds)
        .map_init(
            || all.clone(),
            |board, one| Uncovered {
                component: problem.components[one.component as usize],
                failure: in_order(&problem.failures[one.failure as usize]),
                cover: percent(one.cover),
                best: best(board, one),
            },
        )
        .collect();
    uncovered.sort_by(|a, b| (a.component, &a.failure).cmp(&(b.component, &b.failure)));
    uncovered
}
