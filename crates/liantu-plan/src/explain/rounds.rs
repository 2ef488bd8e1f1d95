//! What the choice is with and without each of its actions, many actions in one pass over the failures.
//!
//! Switching a row changes only what is downstream of its component. Actions with nothing downstream in common
//! do not see each other, so they are switched together: a round costs what one action would. Components that
//! nothing is made of take as many rounds as the busiest of them has actions; actions that all feed one product
//! take one each.

use crate::problem::Problem;
use liantu_analysis::{Board, Upstream};
use liantu_graph::Direction;
use liantu_model::{ComponentIx, Index, InputKind};
use rayon::prelude::*;
use rustc_hash::FxHashSet;

/// What a row can change: components, targets by position, and the failures under which it can.
pub(super) struct Reach {
    downstream: Vec<ComponentIx>,
    /// Positions among the problem's components.
    pub(super) components: Vec<u32>,
    pub(super) targets: Vec<usize>,
    /// Nothing first.
    pub(super) failures: Vec<u32>,
}

/// What there is of the components and targets of a reach under its failures: covers and whether up, by failure.
#[derive(Default)]
pub(super) struct Seen {
    pub(super) covers: Vec<Vec<i64>>,
    pub(super) up: Vec<Vec<bool>>,
}

/// What there is in the reach of an action.
pub(super) struct Views {
    /// With the whole choice.
    pub(super) with: Seen,
    /// With the whole choice but the action.
    pub(super) without: Seen,
    /// With no action.
    pub(super) nothing: Seen,
    /// With the action alone.
    pub(super) alone: Seen,
}

/// Tells of each chosen action, in order. O(rounds × (nodes + failures × what they touch)).
pub(super) fn tell<T: Send>(
    problem: &Problem<'_>,
    chosen: &[bool],
    of: impl Fn(usize, &Reach, &Views) -> T + Sync,
) -> Vec<T> {
    let none = vec![false; chosen.len()];
    let (with, nothing) = (board(problem, chosen), board(problem, &none));
    let touching = touching(problem, [&with, &nothing]);
    let arcs: Vec<usize> = (0..chosen.len()).filter(|&arc| chosen[arc]).collect();
    let reaches: Vec<Reach> = arcs.par_iter().map(|&arc| reach(problem, &touching, arc)).collect();
    let mut told: Vec<(usize, T)> = Vec::with_capacity(arcs.len());
    for round in rounds(problem, &reaches) {
        let (mut but, mut only) = (chosen.to_vec(), none.clone());
        for &at in &round {
            but[arcs[at]] = false;
            only[arcs[at]] = true;
        }
        let members: Vec<&Reach> = round.iter().map(|&at| &reaches[at]).collect();
        let asked = asked(&members);
        let see = |board: &Board<'_>| see(problem, board, &members, &asked);
        let (but, only) = (board(problem, &but), board(problem, &only));
        let seen = [see(&with), see(&but), see(&nothing), see(&only)];
        let views = views(seen);
        told.par_extend(
            round.into_par_iter().zip(views).map(|(at, views)| (at, of(arcs[at], &reaches[at], &views))),
        );
    }
    told.sort_by_key(|(at, _)| *at);
    told.into_iter().map(|(_, one)| one).collect()
}

fn board<'p>(problem: &'p Problem<'_>, chosen: &[bool]) -> Board<'p> {
    problem.board.board(&problem.switches(chosen))
}

fn views(seen: [Vec<Seen>; 4]) -> Vec<Views> {
    let [with, without, nothing, alone] = seen;
    let pairs = with.into_iter().zip(without).zip(nothing.into_iter().zip(alone));
    pairs.map(|((with, without), (nothing, alone))| Views { with, without, nothing, alone }).collect()
}

/// Failures that touch a component on any of the boards, by model position; without the one that is nothing.
/// O(failures × what they touch).
fn touching(problem: &Problem<'_>, boards: [&Board<'_>; 2]) -> Vec<Vec<u32>> {
    let mut touching = vec![Vec::new(); problem.place.len()];
    for board in boards {
        let under = |board: &mut Board<'_>, failure: u32| {
            problem.fail(board, failure);
            let touched = problem.touched(board, failure);
            board.undo();
            touched
        };
        let touched: Vec<Vec<ComponentIx>> =
            (1..problem.failures.len() as u32).into_par_iter().map_init(|| board.clone(), under).collect();
        for (failure, components) in (1..).zip(touched) {
            for component in components {
                touching[component.position()].push(failure);
            }
        }
    }
    touching
}

/// Everything downstream of the component of an action, and what touches it or an input of it.
fn reach(problem: &Problem<'_>, touching: &[Vec<u32>], arc: usize) -> Reach {
    let graph = problem.board.graph();
    let component = problem.board.rows()[problem.arcs[arc]].component;
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
    let mut failures: Vec<u32> = near.iter().flat_map(|one| &touching[one.position()]).copied().collect();
    failures.push(0);
    failures.sort_unstable();
    failures.dedup();
    let within: FxHashSet<ComponentIx> = downstream.iter().copied().collect();
    Reach {
        components: downstream.iter().filter_map(|one| problem.place[one.position()]).collect(),
        targets: (0..problem.targets.len()).filter(|&at| within.contains(&problem.targets[at])).collect(),
        failures,
        downstream,
    }
}

/// Actions, by position, that have nothing downstream in common; each goes to the first round that takes it.
fn rounds(problem: &Problem<'_>, reaches: &[Reach]) -> Vec<Vec<usize>> {
    let mut rounds: Vec<Vec<usize>> = Vec::new();
    // By component: the first round that has nothing downstream there yet, and all after it.
    let mut free = vec![0_usize; problem.place.len()];
    for (at, reach) in reaches.iter().enumerate() {
        let round = reach.downstream.iter().map(|one| free[one.position()]).max().unwrap_or(0);
        for one in &reach.downstream {
            free[one.position()] = round + 1;
        }
        if round == rounds.len() {
            rounds.push(Vec::new());
        }
        rounds[round].push(at);
    }
    rounds
}

/// Failures that any of some reaches asks for, ascending, and who asks.
fn asked(members: &[&Reach]) -> Vec<(u32, Vec<usize>)> {
    let mut pairs: Vec<(u32, usize)> = members
        .iter()
        .enumerate()
        .flat_map(|(at, reach)| reach.failures.iter().map(move |&failure| (failure, at)))
        .collect();
    pairs.sort_unstable();
    let by_failure = pairs.chunk_by(|a, b| a.0 == b.0);
    by_failure.map(|group| (group[0].0, group.iter().map(|&(_, at)| at).collect())).collect()
}

/// What a reach sees under one failure: which reach, covers, and whether targets are up.
type Glimpse = (usize, Vec<i64>, Vec<bool>);

/// What each reach sees on a board.
fn see(
    problem: &Problem<'_>,
    board: &Board<'_>,
    members: &[&Reach],
    asked: &[(u32, Vec<usize>)],
) -> Vec<Seen> {
    let under = |board: &mut Board<'_>, (failure, askers): &(u32, Vec<usize>)| {
        problem.fail(board, *failure);
        let cover = |&at: &u32| board.cover(problem.components[at as usize]).millionths();
        let one = |&at: &usize| {
            let covers: Vec<i64> = members[at].components.iter().map(cover).collect();
            let up: Vec<bool> =
                members[at].targets.iter().map(|&target| board.is_target_up(target)).collect();
            (at, covers, up)
        };
        let read: Vec<Glimpse> = askers.iter().map(one).collect();
        board.undo();
        read
    };
    let read: Vec<Vec<Glimpse>> = asked.par_iter().map_init(|| board.clone(), under).collect();
    let mut seen: Vec<Seen> = members.iter().map(|_| Seen::default()).collect();
    for (at, covers, up) in read.into_iter().flatten() {
        seen[at].covers.push(covers);
        seen[at].up.push(up);
    }
    seen
}
