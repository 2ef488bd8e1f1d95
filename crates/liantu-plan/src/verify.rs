//! What a choice really leaves, by the structure function: every failure, every component.

use crate::covering::Cover;
use crate::problem::Problem;
use liantu_analysis::Board;
use liantu_model::{ComponentIx, Index};
use rayon::prelude::*;

/// A component that a failure leaves with less than required.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Short {
    /// Position among the problem's components.
    pub(crate) component: u32,
    /// Position among its failures.
    pub(crate) failure: u32,
    /// What is left, in millionths of a point.
    pub(crate) cover: Cover,
    /// What is missing; above 0.
    pub(crate) missing: Cover,
}

/// Everything that falls short with some switches on, by failure, then component; a component that a failure
/// does not touch is no worse off than with nothing failed, and named there only. O(failures × what they touch).
pub(crate) fn shortfalls(
    problem: &Problem<'_>,
    on: &[bool],
    required: impl Fn(u32, u32) -> Cover + Sync,
) -> Vec<Short> {
    let whole = problem.board.board(on);
    let short = |component: u32, failure: u32, cover: Cover| {
        let missing = required(component, failure) - cover;
        (missing > 0).then_some(Short { component, failure, cover, missing })
    };
    let under = |board: &mut Board<'_>, failure: u32| -> Vec<Short> {
        problem.fail(board, failure);
        let touched = problem.touched(board, failure);
        let places = touched.iter().filter_map(|&component| place(problem, component));
        let cover = |at: u32| board.cover(problem.components[at as usize]).millionths();
        let found = places.filter_map(|at| short(at, failure, cover(at))).collect();
        board.undo();
        found
    };
    let unhurt = (0..problem.components.len() as u32)
        .filter_map(|at| short(at, 0, whole.cover(problem.components[at as usize]).millionths()));
    let mut found: Vec<Short> = unhurt.collect();
    let failing: Vec<Vec<Short>> =
        (1..problem.failures.len() as u32).into_par_iter().map_init(|| whole.clone(), under).collect();
    found.extend(failing.into_iter().flatten());
    found
}

/// The worst shortfall of every component.
pub(crate) fn worst(problem: &Problem<'_>, found: &[Short]) -> Vec<Cover> {
    let mut worst = vec![0; problem.components.len()];
    for one in found {
        let own = &mut worst[one.component as usize];
        *own = (*own).max(one.missing);
    }
    worst
}

/// Position of a component in the problem.
fn place(problem: &Problem<'_>, component: ComponentIx) -> Option<u32> {
    problem.place[component.position()]
}
