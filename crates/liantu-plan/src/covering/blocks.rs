//! What is left after settling falls apart into blocks that share nothing.

use super::fixing::{CutState, Fixings};
use super::instance::{Arc, Cut, Instance, Row};
use super::layout::{ALONE, Layout};
use super::local::Fixed;
use super::objective::Objective;
use std::collections::BTreeMap;

/// Components that open groups or cuts still link, as a problem of their own.
#[derive(Debug)]
pub(super) struct Block {
    pub(super) instance: Instance,
    pub(super) objective: Objective,
    /// The arc of the whole that each arc of the block is.
    pub(super) arcs: Vec<u32>,
    /// Components of the whole.
    pub(super) components: Vec<usize>,
}

/// The blocks of two components or more, or with a cut, by first component. Caps and limits must not be there.
/// O(size of the instance).
pub(super) fn blocks(layout: &Layout<'_>, objective: &Objective, fixings: &Fixings) -> Vec<Block> {
    let mut sets = Sets::new(layout.components());
    let mut has_cut = vec![false; layout.components()];
    let component_of = |arc: u32| layout.instance.arcs[arc as usize].component as usize;
    let is_free = |arc: &&u32| fixings.arcs[**arc as usize] == Fixed::Free;
    for group in fixings.open_groups(layout) {
        let mut free = layout.members.of(group).iter().filter(is_free).map(|&arc| component_of(arc));
        let first = free.next();
        if let Some(first) = first {
            free.for_each(|other| sets.join(first, other));
        }
    }
    for (position, cut) in layout.instance.cuts.iter().enumerate() {
        if fixings.cuts[position] != CutState::Open {
            continue;
        }
        let arcs = cut.arcs.iter().filter(is_free).map(|&arc| component_of(arc));
        let linked: Vec<usize> = cut.component.map(|one| one as usize).into_iter().chain(arcs).collect();
        for &one in &linked {
            sets.join(linked[0], one);
        }
        has_cut[linked[0]] = true;
    }
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for component in 0..layout.components() {
        members.entry(sets.root(component)).or_default().push(component);
    }
    let linked = |of: &Vec<usize>| of.len() > 1 || of.iter().any(|&one| has_cut[one]);
    let mut found: Vec<Vec<usize>> = members.into_values().filter(linked).collect();
    found.sort();
    found.into_iter().map(|components| block(layout, objective, fixings, components)).collect()
}

fn block(layout: &Layout<'_>, objective: &Objective, fixings: &Fixings, components: Vec<usize>) -> Block {
    let mut build =
        Build { layout, fixings, instance: Instance::default(), arcs: Vec::new(), groups: BTreeMap::new() };
    for (position, &component) in components.iter().enumerate() {
        build.component(position as u32, component);
    }
    build.cuts(&components);
    let prices = components.iter().map(|&component| objective.prices[component]).collect();
    Block {
        instance: build.instance,
        objective: Objective { cost: objective.cost, prices, limit: None },
        arcs: build.arcs,
        components,
    }
}

struct Build<'a, 'i> {
    layout: &'a Layout<'i>,
    fixings: &'a Fixings,
    instance: Instance,
    arcs: Vec<u32>,
    groups: BTreeMap<u32, u32>,
}

impl Build<'_, '_> {
    fn component(&mut self, position: u32, component: usize) {
        let (layout, fixings) = (self.layout, self.fixings);
        self.instance.floors.push(layout.instance.floors[component]);
        let range = layout.arcs_of(component);
        let mut place = vec![None; range.len()];
        for arc in range.clone().filter(|&arc| fixings.arcs[arc] == Fixed::Free) {
            place[arc - range.start] = Some(self.instance.arcs.len() as u32);
            let group = self.group(arc);
            let (cost, cover) = (layout.cost[arc], layout.cover[arc]);
            self.instance.arcs.push(Arc { component: position, group, cost, cover });
            self.arcs.push(arc as u32);
        }
        let chosen: Vec<usize> = range.clone().filter(|&arc| fixings.arcs[arc] == Fixed::In).collect();
        let total: i64 = chosen.iter().map(|&arc| layout.cover[arc]).sum();
        for (row, index) in layout.rows_of(component).enumerate() {
            let loses = |arc: usize| layout.rows_losing.of(arc).contains(&(row as u32));
            let gone: i64 = chosen.iter().filter(|&&arc| loses(arc)).map(|&arc| layout.cover[arc]).sum();
            let lost =
                range.clone().filter(|&arc| loses(arc)).filter_map(|arc| place[arc - range.start]).collect();
            let need = fixings.needs[index] - (total - gone);
            if need <= 0 {
                continue;
            }
            self.instance.rows.push(Row { component: position, need, lost });
        }
    }

    /// What settled arcs cover of the row of a cut.
    fn served(&self, cut: &Cut) -> i64 {
        let own = cut.component.map_or(0..0, |component| self.layout.arcs_of(component as usize));
        let serves = |arc: &usize| self.fixings.arcs[*arc] == Fixed::In && !cut.lost.contains(&(*arc as u32));
        own.filter(serves).map(|arc| self.layout.cover[arc]).sum()
    }

    fn group(&mut self, arc: usize) -> Option<u32> {
        let group = self.layout.group[arc];
        if group == ALONE || self.fixings.paid[group as usize] {
            return None;
        }
        let next = self.instance.groups.len() as u32;
        let fixed_cost = self.layout.instance.groups[group as usize];
        let own = *self.groups.entry(group).or_insert(next);
        if own == next {
            self.instance.groups.push(fixed_cost);
        }
        Some(own)
    }

    fn cuts(&mut self, components: &[usize]) {
        let layout = self.layout;
        let place: BTreeMap<u32, u32> =
            self.arcs.iter().enumerate().map(|(own, &arc)| (arc, own as u32)).collect();
        for (position, cut) in layout.instance.cuts.iter().enumerate() {
            if self.fixings.cuts[position] != CutState::Open {
                continue;
            }
            let arcs: Vec<u32> = cut.arcs.iter().filter_map(|arc| place.get(arc).copied()).collect();
            if arcs.is_empty() {
                continue;
            }
            let own =
                |component: u32| components.binary_search(&(component as usize)).ok().map(|at| at as u32);
            let component = cut.component.and_then(own);
            let lost = cut.lost.iter().filter_map(|arc| place.get(arc).copied()).collect();
            let need = cut.need - self.served(cut);
            if need > 0 {
                self.instance.cuts.push(Cut { component, need, lost, arcs });
            }
        }
    }
}

/// Disjoint sets.
struct Sets(Vec<usize>);

impl Sets {
    fn new(size: usize) -> Self {
        Self((0..size).collect())
    }

    fn root(&mut self, mut one: usize) -> usize {
        while self.0[one] != one {
            self.0[one] = self.0[self.0[one]];
            one = self.0[one];
        }
        one
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
    }
}
