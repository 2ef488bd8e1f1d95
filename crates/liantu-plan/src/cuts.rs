//! What a failure that strikes through inputs asks of the choice: a row of the component that holds unless one
//! of the rows upstream is chosen that would let more of its sources deliver.

use crate::covering::Cut;
use crate::grow::grow;
use crate::problem::Problem;
use crate::verify::Short;
use liantu_analysis::Board;
use rayon::prelude::*;

/// Cuts that the instance does not have yet and a choice violates, one per shortfall that the instance does not
/// see; each holds for every choice.
pub(crate) fn violated(problem: &Problem<'_>, chosen: &[bool], seen: &[i64], found: &[Short]) -> Vec<Cut> {
    let unseen: Vec<&Short> =
        found.iter().filter(|short| short.missing > seen[short.component as usize]).collect();
    let cut = |short: &&Short| {
        let sharp = sharp_cut(problem, chosen, short);
        let is_violated = missing(problem, &sharp, chosen) > seen[short.component as usize];
        if is_violated { sharp } else { plain_cut(problem, chosen, short) }
    };
    let mut cuts: Vec<Cut> = unseen.par_iter().map(cut).collect();
    cuts.sort_by(|a, b| {
        (a.component, b.need, &a.lost, &a.arcs).cmp(&(b.component, a.need, &b.lost, &b.arcs))
    });
    cuts.dedup();
    cuts
}

/// What a cut's row lacks under a choice that does not lift it.
fn missing(problem: &Problem<'_>, cut: &Cut, chosen: &[bool]) -> i64 {
    let own = cut.component.map_or(0..0, |component| problem.arcs_of(component as usize));
    let counts = |arc: &usize| chosen[*arc] && cut.lost.binary_search(&(*arc as u32)).is_err();
    cut.need - own.filter(counts).map(|arc| problem.instance.arcs[arc].cover).sum::<i64>()
}

/// With the component's own rows on, and as many others as leave the same of its sources delivering: only
/// those left over can let another source deliver.
fn sharp_cut(problem: &Problem<'_>, chosen: &[bool], short: &Short) -> Cut {
    let component = problem.components[short.component as usize];
    let own = problem.arcs_of(short.component as usize);
    let mut on = chosen.to_vec();
    on[own.clone()].fill(true);
    let standing = |board: &Board<'_>| board.standing(component);
    let before = under(problem, short.failure, &on, standing);
    let lifting = extend(problem, short.failure, &mut on, |board| board.standing(component) == before);
    let (left, delivering) = under(problem, short.failure, &on, |board| {
        let delivers = |arc: &usize| board.row_delivers(problem.arcs[*arc]);
        (board.active_cover(component).millionths(), own.clone().filter(delivers).collect::<Vec<usize>>())
    });
    let lost = own.filter(|arc| !delivering.contains(arc)).map(|arc| arc as u32).collect();
    let need = problem.required(short.component, short.failure) - left;
    Cut { component: Some(short.component), need, lost, arcs: lifting }
}

/// With as many rows on as leave the component with the same cover: one of those left over, or the shortfall.
fn plain_cut(problem: &Problem<'_>, chosen: &[bool], short: &Short) -> Cut {
    let component = problem.components[short.component as usize];
    let mut on = chosen.to_vec();
    let lifting =
        extend(problem, short.failure, &mut on, |board| board.cover(component).millionths() <= short.cover);
    let lost = problem.arcs_of(short.component as usize).map(|arc| arc as u32).collect();
    Cut { component: Some(short.component), need: short.missing, lost, arcs: lifting }
}

/// Switches on every arc that leaves `same` true; returns those left off.
fn extend(
    problem: &Problem<'_>,
    failure: u32,
    on: &mut [bool],
    same: impl Fn(&Board<'_>) -> bool,
) -> Vec<u32> {
    grow(on, |on| under(problem, failure, on, &same))
}

/// Asks a board with some arcs on and a failure.
fn under<T>(problem: &Problem<'_>, failure: u32, on: &[bool], ask: impl FnOnce(&Board<'_>) -> T) -> T {
    let switches = problem.switches(on);
    let mut board = problem.board.board(&switches);
    problem.fail(&mut board, failure);
    ask(&board)
}
