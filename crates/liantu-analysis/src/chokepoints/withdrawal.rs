//! Which foreign places, acting together, withdraw every offer of a component.

use crate::cover::{control_of, lies_in, region_of};
use liantu_graph::{ChainGraph, Offer, OfferSource, Presence, Reading};
use liantu_model::{CoalitionIx, ComponentIx, Model, RegionIx};

/// The fewest foreign places whose joint embargo removes a component by its own offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FewestPlaces {
    /// No embargo does: an offer sits in the domestic territory, or is not known to be within reach.
    Never,
    /// These do, and no smaller set does; empty when there is no offer to begin with. By id.
    Set(Vec<RegionIx>),
}

impl FewestPlaces {
    /// k; `None` is infinite.
    pub fn k(&self) -> Option<usize> {
        match self {
            Self::Never => None,
            Self::Set(places) => Some(places.len()),
        }
    }
}

/// What an embargo must include to withdraw an offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hold {
    /// Nothing helps.
    Firm,
    /// Either of these foreign places.
    Places(RegionIx, RegionIx),
}

/// Offers of a component in a reading.
///
/// A named offer whose place is not known cannot be relied on: it is left out of the pessimistic reading and
/// out of reach in the optimistic one.
pub(super) fn present(
    graph: &ChainGraph,
    component: ComponentIx,
    reading: Reading,
) -> impl Iterator<Item = &Offer> {
    graph.offers(component).iter().filter(move |offer| match reading {
        Reading::Optimistic => true,
        Reading::Pessimistic => {
            offer.presence == Presence::Listed && region_of(graph.model(), offer.source).is_some()
        }
    })
}

/// The fewest places in a reading: a minimum hitting set of one or two places per offer, which is a minimum
/// vertex cover, found by branching. O(1.47^k · offers).
pub(super) fn fewest_places(graph: &ChainGraph, component: ComponentIx, reading: Reading) -> FewestPlaces {
    let model = graph.model();
    let mut edges = Vec::new();
    for offer in present(graph, component, reading) {
        match hold(model, offer.source) {
            Hold::Firm => return FewestPlaces::Never,
            Hold::Places(place, control) => edges.push((place, control)),
        }
    }
    let mut places: Vec<RegionIx> = edges.iter().flat_map(|&(place, control)| [place, control]).collect();
    places.sort_by(|&a, &b| model.region(a).id.cmp(&model.region(b).id));
    places.dedup();
    let number = |place: RegionIx| {
        places.iter().position(|&one| one == place).expect("every place of an edge is collected")
    };
    let edges = edges.into_iter().map(|(place, control)| (number(place), number(control))).collect();
    FewestPlaces::Set(smallest_cover(edges).into_iter().map(|place| places[place]).collect())
}

/// Coalitions that withdraw every offer in a reading; none when there is no offer.
pub(super) fn sufficient_coalitions(
    graph: &ChainGraph,
    component: ComponentIx,
    reading: Reading,
) -> Vec<CoalitionIx> {
    let model = graph.model();
    if present(graph, component, reading).next().is_none() {
        return Vec::new();
    }
    let withdraws = |coalition: &CoalitionIx| {
        let members = &model.coalition(*coalition).members;
        present(graph, component, reading).all(|offer| {
            hold(model, offer.source) != Hold::Firm
                && (lies_in(model, region_of(model, offer.source), members)
                    || lies_in(model, control_of(model, offer.source), members))
        })
    };
    model.coalition_indices().filter(withdraws).collect()
}

fn hold(model: &Model, source: OfferSource) -> Hold {
    let Some(region) = region_of(model, source) else { return Hold::Firm };
    if model.is_domestic(region) {
        return Hold::Firm;
    }
    let place = model.place(region);
    let control = control_of(model, source).filter(|&control| !model.is_domestic(control));
    Hold::Places(place, control.map_or(place, |control| model.place(control)))
}

/// A smallest set of vertices that touches every edge; an edge from a vertex to itself forces it.
fn smallest_cover(mut edges: Vec<(usize, usize)>) -> Vec<usize> {
    for (a, b) in &mut edges {
        (*a, *b) = ((*a).min(*b), (*a).max(*b));
    }
    edges.sort_unstable();
    edges.dedup();
    let mut best = None;
    branch(&edges, &mut Vec::new(), &mut best);
    let mut cover = best.expect("all vertices together are a cover");
    cover.sort_unstable();
    cover
}

/// Takes what some smallest cover must hold, else branches on a vertex of degree three or more: it, or all its
/// neighbours.
fn branch(edges: &[(usize, usize)], chosen: &mut Vec<usize>, best: &mut Option<Vec<usize>>) {
    if best.as_ref().is_some_and(|best| chosen.len() + disjoint(edges) >= best.len()) {
        return;
    }
    if edges.is_empty() {
        *best = Some(chosen.clone());
        return;
    }
    match next(edges) {
        Step::Take(vertex) => take(edges, &[vertex], chosen, best),
        Step::Branch(vertex, neighbours) => {
            take(edges, &[vertex], chosen, best);
            take(edges, &neighbours, chosen, best);
        }
    }
}

fn take(
    edges: &[(usize, usize)],
    vertices: &[usize],
    chosen: &mut Vec<usize>,
    best: &mut Option<Vec<usize>>,
) {
    let touched = |&(a, b): &(usize, usize)| vertices.contains(&a) || vertices.contains(&b);
    let before = chosen.len();
    chosen.extend(vertices);
    let left: Vec<(usize, usize)> = edges.iter().copied().filter(|edge| !touched(edge)).collect();
    branch(&left, chosen, best);
    chosen.truncate(before);
}

enum Step {
    Take(usize),
    Branch(usize, Vec<usize>),
}

fn next(edges: &[(usize, usize)]) -> Step {
    if let Some(&(forced, _)) = edges.iter().find(|(a, b)| a == b) {
        return Step::Take(forced);
    }
    let size = edges.iter().map(|&(_, b)| b + 1).max().unwrap_or(0);
    let mut neighbours = vec![Vec::new(); size];
    for &(a, b) in edges {
        neighbours[a].push(b);
        neighbours[b].push(a);
    }
    if let Some(leaf) = neighbours.iter().find(|own| own.len() == 1) {
        return Step::Take(leaf[0]);
    }
    let most = (0..size).rev().max_by_key(|&vertex| neighbours[vertex].len()).unwrap_or(0);
    // With every degree two the graph is cycles, and some smallest cover of a cycle holds any vertex of it.
    if neighbours[most].len() == 2 {
        Step::Take(most)
    } else {
        Step::Branch(most, std::mem::take(&mut neighbours[most]))
    }
}

/// Edges without a common end, taken greedily: every cover has at least as many vertices.
fn disjoint(edges: &[(usize, usize)]) -> usize {
    let mut ends = Vec::new();
    for &(a, b) in edges {
        if !ends.contains(&a) && !ends.contains(&b) {
            ends.extend([a, b]);
        }
    }
    ends.len().div_ceil(2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_path_needs_its_inner_vertices() {
        assert_eq!(smallest_cover(vec![(0, 1), (1, 2), (2, 3)]).len(), 2);
        assert_eq!(smallest_cover(vec![(0, 1), (0, 2), (0, 3)]), [0]);
        assert_eq!(smallest_cover(vec![(0, 1), (1, 2), (2, 0)]).len(), 2);
        assert_eq!(smallest_cover(vec![(0, 0), (0, 1), (2, 2)]), [0, 2]);
        assert!(smallest_cover(Vec::new()).is_empty());
    }

    proptest! {
        #[test]
        fn is_a_cover_and_no_smaller_one_exists(edges in proptest::collection::vec((0..9_usize, 0..9_usize), 0..16)) {
            let covers = |set: usize| edges.iter().all(|&(a, b)| set & (1 << a | 1 << b) != 0);
            let fewest = (0..1_usize << 9).filter(|&set| covers(set)).map(usize::count_ones).min().unwrap_or(0);
            let found = smallest_cover(edges.clone());
            prop_assert!(covers(found.iter().fold(0, |set, vertex| set | 1 << vertex)));
            prop_assert_eq!(found.len(), fewest as usize);
        }
    }
}
