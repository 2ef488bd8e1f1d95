//! Where a fall comes from (受牵连).

use super::{Act, Fall, Parties, Party, PartyLoss};
use crate::cover::{control_of, region_of};
use crate::world::embargoing;
use fixedbitset::FixedBitSet;
use liantu_graph::{ChainGraph, Control, Offer, Presence};
use liantu_model::{ComponentIx, Index, InputKind, Model, RegionIx};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::VecDeque;

/// For every component, the nearest components upstream that the embargo of a place or a coalition deprives of
/// every listed source, and with which it falls although it keeps sources of its own.
///
/// For each party the origins are passed on from input to product among what fell, as bitsets, until nothing
/// changes: O(falls · inputs · origins ÷ 64), nothing of it for what stands.
pub(super) fn inherited(
    graph: &ChainGraph,
    control: Control,
    parties: &[Parties],
    losses: &[PartyLoss],
) -> Vec<Vec<ComponentIx>> {
    let found: Vec<Vec<(ComponentIx, Vec<ComponentIx>)>> = parties
        .par_iter()
        .zip(losses)
        .filter(|(party, _)| party.party != Party::Imports)
        .map(|(party, loss)| {
            let places: Vec<RegionIx> = party
                .elements(Act::Embargo)
                .into_iter()
                .flat_map(|element| embargoing(graph.model(), element))
                .collect();
            let withdrawal = Withdrawal { model: graph.model(), places, control };
            origins(graph, &withdrawal, &loss.by(Act::Embargo).components)
        })
        .collect();
    let mut inherited = vec![Vec::new(); graph.model().components().len()];
    for (component, origins) in found.into_iter().flatten() {
        inherited[component.position()].extend(origins);
    }
    inherited.par_iter_mut().for_each(|origins: &mut Vec<ComponentIx>| {
        origins.sort_unstable();
        origins.dedup();
    });
    inherited
}

/// What some places withdraw from domestic buyers.
struct Withdrawal<'m> {
    model: &'m Model,
    places: Vec<RegionIx>,
    control: Control,
}

impl Withdrawal<'_> {
    fn takes(&self, offer: &Offer) -> bool {
        let inside = |one: Option<RegionIx>| {
            one.is_some_and(|one| self.places.iter().any(|&place| self.model.contains(place, one)))
        };
        let (region, control) = (region_of(self.model, offer.source), control_of(self.model, offer.source));
        match (region.is_some_and(|region| self.model.is_domestic(region)), self.control) {
            (true, Control::Stays) => false,
            (true, Control::Falls) => inside(control),
            (false, _) => inside(region) || inside(control),
        }
    }

    /// Whether every listed source of a component is withdrawn, and there is one.
    fn takes_all(&self, graph: &ChainGraph, component: ComponentIx) -> bool {
        let mut listed =
            graph.offers(component).iter().filter(|offer| offer.presence == Presence::Listed).peekable();
        listed.peek().is_some() && listed.all(|offer| self.takes(offer))
    }
}

/// Origins of what fell by its inputs, under one embargo.
fn origins(
    graph: &ChainGraph,
    withdrawal: &Withdrawal<'_>,
    fallen: &[Fall],
) -> Vec<(ComponentIx, Vec<ComponentIx>)> {
    let by_sources: Vec<bool> =
        fallen.iter().map(|fall| withdrawal.takes_all(graph, fall.component)).collect();
    let own: Vec<ComponentIx> =
        (0..fallen.len()).filter(|&at| by_sources[at]).map(|at| fallen[at].component).collect();
    if own.len() == fallen.len() || own.is_empty() {
        return Vec::new();
    }
    let position: FxHashMap<ComponentIx, usize> =
        fallen.iter().enumerate().map(|(at, fall)| (fall.component, at)).collect();
    let feeds = feeds(graph, fallen, &position, &by_sources);
    let sets = spread(&feeds, &by_sources, own.len());
    (0..fallen.len())
        .filter(|&at| !by_sources[at])
        .map(|at| (fallen[at].component, sets[at].ones().map(|one| own[one]).collect()))
        .collect()
}

/// From each that fell to the products that fell by their inputs and need it.
fn feeds(
    graph: &ChainGraph,
    fallen: &[Fall],
    position: &FxHashMap<ComponentIx, usize>,
    by_sources: &[bool],
) -> Vec<Vec<usize>> {
    let mut feeds = vec![Vec::new(); fallen.len()];
    let stops = |kind| matches!(kind, InputKind::Essential | InputKind::Variants);
    for (product, fall) in fallen.iter().enumerate().filter(|(at, _)| !by_sources[*at]) {
        for input in graph.inputs_of(fall.component, stops) {
            if let Some(&input) = position.get(&input) {
                feeds[input].push(product);
            }
        }
    }
    feeds
}

fn spread(feeds: &[Vec<usize>], by_sources: &[bool], origins: usize) -> Vec<FixedBitSet> {
    let mut sets: Vec<FixedBitSet> = by_sources.iter().map(|_| FixedBitSet::with_capacity(origins)).collect();
    let starts = (0..feeds.len()).filter(|&at| by_sources[at]);
    let mut waiting = vec![false; feeds.len()];
    let mut queue: VecDeque<usize> = VecDeque::new();
    for (number, at) in starts.enumerate() {
        sets[at].insert(number);
        queue.push_back(at);
        waiting[at] = true;
    }
    while let Some(at) = queue.pop_front() {
        waiting[at] = false;
        for &product in &feeds[at] {
            if product != at && grows(&mut sets, product, at) && !waiting[product] {
                waiting[product] = true;
                queue.push_back(product);
            }
        }
    }
    sets
}

/// Adds what `from` has to `into`; whether that added anything.
fn grows(sets: &mut [FixedBitSet], into: usize, from: usize) -> bool {
    if sets[from].is_subset(&sets[into]) {
        return false;
    }
    let added = std::mem::take(&mut sets[from]);
    sets[into].union_with(&added);
    sets[from] = added;
    true
}
