//! Sets that say less than a finer one.

use super::Search;
use crate::elements;
use liantu_graph::State;
use liantu_model::Element;

/// Whether replacing one element by one it strictly contains still takes the target down.
pub(super) fn is_dominated(search: &Search<'_>, at: u32, members: &[Element]) -> bool {
    let target = search.world.structure.targets()[at as usize].component;
    let all = super::events(search.graph, search.world, search.options, target);
    let mut state = State::new(&search.world.structure, search.options.reading);
    members.iter().enumerate().any(|(position, &outer)| {
        let inside = all.iter().copied().filter(|&inner| {
            elements::strictly_contains(search.graph.model(), &search.world.structure, outer, inner)
        });
        inside.into_iter().any(|inner| {
            let mut replaced = members.to_vec();
            replaced[position] = inner;
            state.fail(&search.leaves(&replaced));
            let down = !state.is_up(search.world.target_node(at));
            state.undo();
            down
        })
    })
}
