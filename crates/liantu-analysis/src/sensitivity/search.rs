//! The fewest errors that bring a lost target back, by branching over what breaks its derivation.

use super::bench::{About, Bench, Watched};
use super::{Fault, Fewest, Robustness};
use crate::evidence::{EvidenceRow, broken_supports};
use liantu_graph::{Node, Reading, State};
use liantu_model::Element;
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// Elements that fail together in one world and reading.
pub(super) struct Search<'b, 'g> {
    bench: &'b Bench<'g>,
    watched: &'b Watched,
    reading: Reading,
    elements: Vec<Element>,
    leaves: Vec<Node>,
}

/// Errors that are made together, and the gates that stand because of them.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Move {
    faults: Vec<Fault>,
    gates: Vec<Node>,
}

/// Which of some targets single errors bring back.
struct Tried<'t> {
    targets: &'t [Node],
    stands: FxHashMap<Fault, Vec<bool>>,
}

/// The order in which nodes fell.
pub(super) type Order = FxHashMap<Node, u32>;

/// What a set of errors leaves: the nodes that are down, with the order in which they fell.
#[derive(Debug, Clone)]
struct Down<'b> {
    start: Cow<'b, Order>,
    after: Order,
}

impl Down<'_> {
    fn when(&self, node: Node) -> Option<u32> {
        self.after.get(&node).or_else(|| self.start.get(&node)).copied()
    }

    fn has(&self, node: Node) -> bool {
        self.when(node).is_some()
    }
}

impl<'b, 'g> Search<'b, 'g> {
    pub(super) fn new(
        bench: &'b Bench<'g>,
        watched: &'b Watched,
        reading: Reading,
        elements: &[Element],
    ) -> Self {
        let leaves = bench.leaves(watched, elements);
        Self { bench, watched, reading, elements: elements.to_vec(), leaves }
    }

    /// The robustness of the loss of each of `targets`; `state` is scratch at the baseline.
    pub(super) fn run(&self, state: &mut State<'_>, targets: &[Node]) -> Vec<Robustness> {
        let down = self.down(state, &[]);
        let mut tried = Tried { targets, stands: FxHashMap::default() };
        (0..targets.len()).map(|at| self.robustness(state, &down, &mut tried, at)).collect()
    }

    fn robustness(
        &self,
        state: &mut State<'_>,
        down: &Down<'b>,
        tried: &mut Tried<'_>,
        at: usize,
    ) -> Robustness {
        let target = tried.targets[at];
        let alone = self.alone(state, down, tried, at);
        if !alone.is_empty() {
            return Robustness { fewest: Fewest::Errors(1), sets: alone.into_iter().collect() };
        }
        let whole = if self.bench.most > 1 { self.whole(down) } else { 1 };
        for most in 2..=self.bench.most {
            if most > whole + 1 {
                return Robustness { fewest: Fewest::MoreThan(whole), sets: Vec::new() };
            }
            let mut found = BTreeSet::new();
            self.extend(state, target, &mut Vec::new(), down, most, &mut found);
            if !found.is_empty() {
                return Robustness { fewest: Fewest::Errors(most), sets: found.into_iter().collect() };
            }
        }
        let fewest = if self.holds_whatever_is_wrong(state, down, target) {
            Fewest::Never
        } else {
            Fewest::MoreThan(whole)
        };
        Robustness { fewest, sets: Vec::new() }
    }

    /// The errors that bring the target back by themselves. Which targets each brings back is kept.
    fn alone(
        &self,
        state: &mut State<'_>,
        down: &Down<'b>,
        tried: &mut Tried<'_>,
        at: usize,
    ) -> BTreeSet<Vec<Fault>> {
        let mut found = BTreeSet::new();
        for one in self.moves(down, &self.derivation(state, down, tried.targets[at])) {
            let [fault] = one.faults[..] else { continue };
            let targets = tried.targets;
            let stands = tried.stands.entry(fault).or_insert_with(|| self.standing(state, &one, targets));
            if stands[at] {
                found.insert(one.faults);
            }
        }
        found
    }

    /// Which of some targets are there once the element has failed, with an error made.
    fn standing(&self, state: &mut State<'_>, made: &Move, targets: &[Node]) -> Vec<bool> {
        let mut gates = made.gates.clone();
        gates.sort_unstable();
        gates.dedup();
        state.with_reinforcements(&gates, |state| {
            state.fail(&self.leaves);
            let stands = targets.iter().map(|&target| state.is_up(target)).collect();
            state.undo();
            stands
        })
    }

    /// Adds every set of exactly `left` more errors that brings the target back. Whatever does must break the
    /// derivation of its loss, so only errors that touch it are tried.
    fn extend(
        &self,
        state: &mut State<'_>,
        target: Node,
        chosen: &mut Vec<Move>,
        down: &Down<'b>,
        left: u32,
        found: &mut BTreeSet<Vec<Fault>>,
    ) {
        for next in self.moves(down, &self.derivation(state, down, target)) {
            let weight = next.faults.len() as u32;
            if weight > left || chosen.iter().any(|one| clash(one, &next)) {
                continue;
            }
            chosen.push(next);
            let after = self.down(state, chosen);
            if !after.has(target) {
                if weight == left {
                    found.insert(faults_of(chosen));
                }
            } else if weight < left {
                self.extend(state, target, chosen, &after, left - weight, found);
            }
            chosen.pop();
        }
    }

    /// What is down once the element has failed, with some errors made.
    fn down(&self, state: &mut State<'_>, chosen: &[Move]) -> Down<'b> {
        let mut gates: Vec<Node> = chosen.iter().flat_map(|one| one.gates.iter().copied()).collect();
        gates.sort_unstable();
        gates.dedup();
        let start = &self.watched.start[usize::from(self.reading == Reading::Optimistic)];
        let is_risen = gates.iter().any(|gate| start.contains_key(gate));
        let structure = state.structure();
        state.with_reinforcements(&gates, |state| {
            let start = if is_risen {
                Cow::Owned(numbered(structure.falls_from_start(self.reading, &gates)))
            } else {
                Cow::Borrowed(start)
            };
            state.fail(&self.leaves);
            let first = start.len() as u32;
            let fallen = state.fallen().iter().enumerate();
            let after = fallen.map(|(at, &node)| (node, first + at as u32)).collect();
            state.undo();
            Down { start, after }
        })
    }

    /// Gates that can be lent a support and are down, of one derivation of the loss of the target: for each gate as many
    /// of the supports that fell before it as it could not bear to lose.
    fn derivation(&self, state: &State<'_>, down: &Down<'_>, target: Node) -> Vec<Node> {
        let structure = state.structure();
        let mut gates = Vec::new();
        let mut seen: FxHashSet<Node> = FxHashSet::default();
        let mut stack = vec![target];
        while let Some(node) = stack.pop() {
            if !seen.insert(node) {
                continue;
            }
            if self.watched.about.contains_key(&node) {
                gates.push(node);
            }
            stack.extend(broken_supports(structure, node, |node| down.when(node)));
        }
        gates
    }

    /// Every set of errors that keeps one of some gates standing; of inputs that are alternatives, that none of those lost
    /// was one.
    fn moves(&self, down: &Down<'_>, gates: &[Node]) -> Vec<Move> {
        let mut moves: Vec<Move> = Vec::new();
        for &gate in gates {
            match self.watched.about[&gate] {
                About::Input(row) => {
                    let structure = &self.watched.world.structure;
                    let is_lost = |row| structure.input_gates(row).any(|gate| down.has(gate));
                    let rows = self.bench.faults.frees(row, is_lost);
                    if !rows.is_empty() {
                        let gates = rows.iter().flat_map(|&row| structure.input_gates(row)).collect();
                        let absent = |row| Fault::Absent(EvidenceRow::Requirement(row));
                        moves.push(Move { faults: rows.into_iter().map(absent).collect(), gates });
                    }
                }
                About::Sources { component, .. } => {
                    for edit in self.bench.faults.of(component) {
                        let gates = self.lifted(component, edit);
                        if gates.contains(&gate) {
                            moves.push(Move { faults: edit.faults.clone(), gates });
                        }
                    }
                }
            }
        }
        moves.sort_by(|a, b| a.faults.cmp(&b.faults));
        moves.dedup();
        moves
    }

    /// The gates that rise with what some errors bring to light.
    fn lifted(&self, component: liantu_model::ComponentIx, edit: &super::faults::SupplyEdit) -> Vec<Node> {
        let structure = &self.watched.world.structure;
        let gates = structure.source_gates(component).flat_map(|gates| [gates.pool, gates.ways]);
        gates
            .filter(|gate| {
                let about = self.watched.about[gate];
                self.watched.lifts(self.bench, &self.elements, self.reading, about, edit)
            })
            .collect()
    }

    /// Whether the target is lost with every admissible error made at once.
    fn holds_whatever_is_wrong(&self, state: &mut State<'_>, down: &Down<'b>, target: Node) -> bool {
        let mut chosen: Vec<Move> = Vec::new();
        let mut down = down.clone();
        loop {
            let fresh: Vec<Move> = self
                .moves(&down, &self.derivation(state, &down, target))
                .into_iter()
                .filter(|one| !chosen.contains(one))
                .collect();
            if fresh.is_empty() {
                return !self.has_larger_sets(&down);
            }
            chosen.extend(fresh);
            down = self.down(state, &chosen);
            if !down.has(target) {
                return false;
            }
        }
    }

    /// Up to how many errors at once every set was looked at, of each component that is down.
    fn whole(&self, down: &Down<'_>) -> u32 {
        let components = down.after.keys().chain(down.start.keys()).filter_map(|node| {
            let Some(About::Sources { component, .. }) = self.watched.about.get(node) else { return None };
            Some(self.bench.faults.whole(*component))
        });
        components.min().unwrap_or(self.bench.most)
    }

    /// Whether some component that is down could lose more rows than are tried at once.
    fn has_larger_sets(&self, down: &Down<'_>) -> bool {
        down.after.keys().chain(down.start.keys()).any(|node| match self.watched.about.get(node) {
            Some(About::Sources { component, .. }) => self.bench.faults.may_go_further(*component),
            _ => false,
        })
    }
}

/// The order in which nodes fell.
pub(super) fn numbered(nodes: Vec<Node>) -> Order {
    nodes.into_iter().enumerate().map(|(at, node)| (node, at as u32)).collect()
}

/// Whether two moves say different things of a row, or the same.
fn clash(one: &Move, other: &Move) -> bool {
    one.faults.iter().any(|fault| other.faults.iter().any(|also| also.row() == fault.row()))
}

fn faults_of(chosen: &[Move]) -> Vec<Fault> {
    let mut faults: Vec<Fault> = chosen.iter().flat_map(|one| one.faults.iter().copied()).collect();
    faults.sort_unstable();
    faults
}
