//! Why each action is in the plan, and what no action covers.
//!
//! Leaving an action out changes only what is downstream of its component, and only under failures that reach
//! that, or its inputs: no more is evaluated again.

use crate::optimise::Best;
use crate::options::Goal;
use crate::plan::{Action, Removed, Uncovered, in_order, percent, weights};
use crate::problem::{Failure, Problem};
use crate::verify::Short;
use liantu_analysis::{Board, Upstream};
use liantu_graph::Direction;
use liantu_model::{ComponentIx, Index, InputKind, Percent};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// The chosen actions, each held against the plan without it.
pub(crate) fn actions(problem: &Problem<'_>, best: &Best) -> Vec<Action> {
    let chosen: Vec<usize> = (0..best.chosen.len()).filter(|&arc| best.chosen[arc]).collect();
    let (with, nothing) =
        (World::new(problem, &best.chosen), World::new(problem, &vec![false; best.chosen.len()]));
    let weights = weights(problem);
    chosen
        .par_iter()
        .map(|&arc| {
            action(&Question { problem, best, weights: &weights, with: &with, nothing: &nothing }, arc)
        })
        .collect()
}

/// A board with what every failure touches on it.
struct World<'p> {
    board: Board<'p>,
    /// Failures that touch a component, by model position; without the one that is nothing.
    touching: Vec<Vec<u32>>,
}

impl<'p> World<'p> {
    /// O(failures × what they touch).
    fn new(problem: &'p Problem<'_>, chosen: &[bool]) -> Self {
        let board = problem.board.board(&problem.switches(chosen));
        let under = |board: &mut Board<'_>, failure: u32| {
            fail(problem, board, failure);
            let touched = problem.touched(board, failure);
            board.undo();
            touched
        };
        let touched: Vec<Vec<ComponentIx>> =
            (1..problem.failures.len() as u32).into_par_iter().map_init(|| board.clone(), under).collect();
        let mut touching = vec![Vec::new(); problem.place.len()];
        for (failure, components) in (1..).zip(touched) {
            for component in components {
                touching[component.position()].push(failure);
            }
        }
        Self { board, touching }
    }
}

struct Question<'q, 'p> {
    problem: &'q Problem<'p>,
    best: &'q Best,
    weights: &'q [f64],
    with: &'q World<'q>,
    nothing: &'q World<'q>,
}

/// What a row can change: components, targets by position, and the failures under which it can.
struct Reach {
    /// Positions among the problem's components.
    components: Vec<u32>,
    targets: Vec<usize>,
    /// Nothing first.
    failures: Vec<u32>,
}

/// What there is of some components and targets under some failures: covers and whether up, by failure.
struct Seen {
    covers: Vec<Vec<i64>>,
    up: Vec<Vec<bool>>,
}

fn action(question: &Question<'_, '_>, arc: usize) -> Action {
    let Question { problem, best, .. } = *question;
    let row = problem.board.rows()[problem.arcs[arc]];
    let reach = reach(problem, question.with, row.component);
    let with = see(problem, &mut question.with.board.clone(), &reach);
    let without = see(problem, &mut question.with.board.without(problem.arcs[arc]), &reach);
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
        marginal: marginal(question, arc, &reach, &with, &without),
        removes: removed(problem, &reach, &with, &without),
        lifts: lifted(problem, &reach, &without, &with),
        lifts_alone: lifted_alone(question, arc),
    }
}

fn fail(problem: &Problem<'_>, board: &mut Board<'_>, failure: u32) {
    for &element in &problem.failures[failure as usize] {
        board.fail(element);
    }
}

/// Everything downstream of a component, and what touches it or an input of it.
fn reach(problem: &Problem<'_>, world: &World<'_>, component: ComponentIx) -> Reach {
    let graph = problem.board.graph();
    let followed = problem.options.upstream == Upstream::Followed;
    let downstream: Vec<ComponentIx> = if followed {
        graph.query(Direction::Downstream, [component]).essential().resolve().iter().collect()
    } else {
        vec![component]
    };
    let needed = |kind| matches!(kind, InputKind::Essential | InputKind::Variants);
    let mut near: Vec<ComponentIx> = downstream.clone();
    if followed {
        near.extend(downstream.iter().flat_map(|&one| graph.inputs_of(one, needed)));
        near.sort_unstable();
        near.dedup();
    }
    let mut failures: Vec<u32> =
        near.iter().flat_map(|one| &world.touching[one.position()]).copied().collect();
    failures.push(0);
    failures.sort_unstable();
    failures.dedup();
    let is_reached = |target: &ComponentIx| downstream.contains(target);
    Reach {
        components: downstream.iter().filter_map(|one| problem.place[one.position()]).collect(),
        targets: (0..problem.targets.len()).filter(|&at| is_reached(&problem.targets[at])).collect(),
        failures,
    }
}

fn see(problem: &Problem<'_>, board: &mut Board<'_>, reach: &Reach) -> Seen {
    let (mut covers, mut up) = (Vec::new(), Vec::new());
    for &failure in &reach.failures {
        fail(problem, board, failure);
        let cover = |&at: &u32| board.cover(problem.components[at as usize]).millionths();
        covers.push(reach.components.iter().map(cover).collect());
        up.push(reach.targets.iter().map(|&target| board.is_target_up(target)).collect());
        board.undo();
    }
    Seen { covers, up }
}

/// What taking the firm on costs, on the first of its actions.
fn onboarding(problem: &Problem<'_>, best: &Best, arc: usize) -> f64 {
    let Some(group) = problem.costs.group(arc) else { return 0.0 };
    let first = (0..arc).any(|other| best.chosen[other] && problem.costs.group(other) == Some(group));
    if first { 0.0 } else { problem.costs.onboarding[group as usize].1 }
}

/// By how much what actions are compared by gets worse: the goal's own measure; where everything must be covered,
/// missing cover.
fn marginal(question: &Question<'_, '_>, arc: usize, reach: &Reach, with: &Seen, without: &Seen) -> f64 {
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
        Goal::Penalty(_) => rise - saved(problem, question.best, arc),
        Goal::Full | Goal::Budget(_) => rise,
    }
}

/// What leaving an action out saves: its cost, and its firm's when no other action needs it.
fn saved(problem: &Problem<'_>, best: &Best, arc: usize) -> f64 {
    let own = problem.costs.of[arc];
    let Some(group) = problem.costs.group(arc) else { return own };
    let others = (0..best.chosen.len()).filter(|&other| other != arc && best.chosen[other]);
    let is_shared = others.into_iter().any(|other| problem.costs.group(other) == Some(group));
    own + if is_shared { 0.0 } else { problem.costs.onboarding[group as usize].1 }
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

/// What an action lifts without the rest of the plan.
fn lifted_alone(question: &Question<'_, '_>, arc: usize) -> Vec<(ComponentIx, Failure)> {
    let problem = question.problem;
    let component = problem.board.rows()[problem.arcs[arc]].component;
    let reach = reach(problem, question.nothing, component);
    let before = see(problem, &mut question.nothing.board.clone(), &reach);
    if !before.up.iter().flatten().any(|up| !up) {
        return Vec::new();
    }
    let mut alone = vec![false; problem.arcs.len()];
    alone[arc] = true;
    let after = see(problem, &mut problem.board.board(&problem.switches(&alone)), &reach);
    lifted(problem, &reach, &before, &after)
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
        fail(problem, board, failure);
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
        fail(problem, board, one.failure);
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
