//! Which lists, said to be complete, make a possible loss certain.
//!
//! What an open list may lack stands as a leaf of its own in the optimistic reading. With the list complete the leaf is not
//! there. Whatever brings the target down must take a leaf from every proof that it stands, so only leaves of a proof are
//! tried, and for a second one those of a proof without the first.

use crate::outcome::Certainty;
use crate::world::{Question, World, WorldKey};
use crate::{SinglePoint, SinglePoints};
use liantu_graph::{Buyers, ChainGraph, Control, Horizon, Node, Reading, State};
use liantu_model::{ComponentIx, Confidence, Index, Model, Provider, SupplyStatus};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

/// A target, and lists that make its loss certain when they are complete: one, or two together.
pub(super) type Confirmed = (ComponentIx, Vec<ComponentIx>);

/// The worlds in which lists are tried.
pub(super) struct Lists<'g> {
    graph: &'g ChainGraph,
    control: Control,
    targets: Vec<ComponentIx>,
    worlds: Vec<World>,
    /// For each component whether its list says anything but that there are others.
    names: Vec<bool>,
}

impl<'g> Lists<'g> {
    pub(super) fn new(graph: &'g ChainGraph, found: &SinglePoints) -> Self {
        let options = &found.options;
        let (qualified, control) = (options.qualified, options.control);
        let question = Question { graph, targets: &found.targets, qualified, control };
        let is_asked =
            |key: &WorldKey| found.findings.iter().any(|one| WorldKey::buyers_of(one.element) == key.buyers);
        let keys = [Buyers::Everyone, Buyers::Domestic]
            .into_iter()
            .flat_map(|buyers| [Horizon::Long, Horizon::Short].map(|horizon| WorldKey { buyers, horizon }));
        let worlds = keys.filter(is_asked).map(|key| World::compile(question, key, Confidence::Low));
        let targets = found.targets.clone();
        Self { graph, control, targets, worlds: worlds.collect(), names: naming_lists(graph.model()) }
    }

    /// For each finding the fewest lists that make one of its possible losses certain, every such set.
    pub(super) fn confirming(&self, found: &SinglePoints) -> Vec<Vec<Confirmed>> {
        let scratch = || -> Vec<State<'_>> {
            self.worlds.iter().map(|world| State::new(&world.structure, Reading::Optimistic)).collect()
        };
        found.findings.par_iter().map_init(scratch, |scratch, one| self.of(scratch, one)).collect()
    }

    fn of(&self, scratch: &mut [State<'_>], finding: &SinglePoint) -> Vec<Confirmed> {
        let possible =
            finding.targets.iter().filter(|lost| !lost.thin && lost.certainty == Certainty::Possible);
        let buyers = WorldKey::buyers_of(finding.element);
        let mut found = Vec::new();
        for lost in possible {
            let key = WorldKey { buyers, horizon: lost.horizon };
            let Some(at) = self.worlds.iter().position(|world| world.key == key) else { continue };
            let leaves = self.worlds[at].leaves(self.graph.model(), finding.element, self.control);
            let position = self.targets.iter().position(|&one| one == lost.component);
            let Some(position) = position else { continue };
            let target = self.worlds[at].target_node(position as u32);
            let mut case = Case { lists: self, leaves: &leaves, target, state: &mut scratch[at] };
            found.extend(case.smallest().into_iter().map(|lists| (lost.component, lists)));
        }
        found
    }
}

/// One loss in one world.
struct Case<'c, 's> {
    lists: &'c Lists<'c>,
    leaves: &'c [Node],
    target: Node,
    state: &'c mut State<'s>,
}

impl Case<'_, '_> {
    fn smallest(&mut self) -> Vec<Vec<ComponentIx>> {
        let first = self.standing(&[]);
        let (alone, others): (Vec<_>, Vec<_>) = first.into_iter().partition(|&one| self.is_lost(&[one]));
        if !alone.is_empty() {
            return alone
                .into_iter()
                .filter(|&one| self.stands_before(&[one]))
                .map(|one| vec![one])
                .collect();
        }
        let mut pairs: Vec<Vec<ComponentIx>> = Vec::new();
        for one in others {
            for other in self.standing(&[one]) {
                let mut pair = vec![one, other];
                pair.sort_unstable();
                if !pairs.contains(&pair) && self.is_lost(&pair) && self.stands_before(&pair) {
                    pairs.push(pair);
                }
            }
        }
        pairs
    }

    fn failing(&self, complete: &[ComponentIx]) -> Vec<Node> {
        complete.iter().filter_map(|&one| self.state.structure().unlisted_leaf(one)).collect()
    }

    /// Whether the target is lost with some lists complete.
    fn is_lost(&mut self, complete: &[ComponentIx]) -> bool {
        let leaves = [self.leaves, &self.failing(complete)].concat();
        self.state.fail(&leaves);
        let lost = !self.state.is_up(self.target);
        self.state.undo();
        lost
    }

    /// Whether the target is there before the element fails, with some lists complete.
    fn stands_before(&mut self, complete: &[ComponentIx]) -> bool {
        self.state.fail(&self.failing(complete));
        let stands = self.state.is_up(self.target);
        self.state.undo();
        stands
    }

    /// The lists that one proof rests on that the target stands, with some lists complete.
    fn standing(&mut self, complete: &[ComponentIx]) -> Vec<ComponentIx> {
        let leaves = [self.leaves, &self.failing(complete)].concat();
        self.state.fail(&leaves);
        let mut found = if self.state.is_up(self.target) { self.proof() } else { Vec::new() };
        self.state.undo();
        found.sort_unstable();
        found
    }

    fn proof(&self) -> Vec<ComponentIx> {
        let unlisted = self.lists.unlisted(self.state);
        let structure = self.state.structure();
        let (mut seen, mut stack, mut found) = (FxHashSet::default(), vec![self.target], Vec::new());
        while let Some(node) = stack.pop() {
            if !seen.insert(node) {
                continue;
            }
            if let Some(&list) = unlisted.get(&node) {
                found.push(list);
            }
            if structure.is_leaf(node) {
                continue;
            }
            let supports = structure.supports_of(node);
            let needed = supports.len().saturating_sub(structure.slack(node) as usize);
            let mut up: Vec<Node> = supports.iter().copied().filter(|&one| self.state.is_up(one)).collect();
            up.sort_by_key(|one| unlisted.contains_key(one));
            stack.extend(up.into_iter().take(needed));
        }
        found
    }
}

/// For each component whether its list has a row that says more than that others supply it: without any it cannot be
/// said to be complete.
fn naming_lists(model: &Model) -> Vec<bool> {
    let mut names = vec![false; model.components().len()];
    for row in model.supplies().iter().filter(|row| row.current) {
        let is_others = row.provider == Provider::Placeholder && row.status == SupplyStatus::Active;
        names[row.component.position()] |= !is_others;
    }
    names
}

impl Lists<'_> {
    /// The leaves of whoever open lists may lack.
    fn unlisted(&self, state: &State<'_>) -> FxHashMap<Node, ComponentIx> {
        let components = self.graph.model().component_indices().filter(|one| self.names[one.position()]);
        let leaf = |one| state.structure().unlisted_leaf(one).map(|leaf| (leaf, one));
        components.filter_map(leaf).collect()
    }
}
