//! Evaluation by counting: a failure walks only what it breaks, and an undo log restores it.

use crate::network::Network;
use crate::structure::{Node, Reading, Structure};
use rustc_hash::FxHashMap;

/// The state of a structure in one reading, with failures applied on top of its baseline.
///
/// Every node counts how many of its supports have fallen, as in unit propagation of Horn clauses (Dowling
/// and Gallier 1984, <https://doi.org/10.1016/0743-1066(84)90014-1>). Starting from everything up, this
/// reaches the greatest fixpoint, cycles included.
#[derive(Debug, Clone)]
pub struct State<'s> {
    structure: &'s Structure,
    reading: Reading,
    lost: Vec<u32>,
    touched: Vec<Node>,
    fallen: Vec<Node>,
}

impl<'s> State<'s> {
    /// The baseline of a reading: nothing failed, but what has no support falls. O(nodes).
    pub fn new(structure: &'s Structure, reading: Reading) -> Self {
        Self::reinforced(structure, reading, &[])
    }

    /// The baseline of a reading with one more support, that never falls, for each of `gates` (each named
    /// once). O(nodes).
    pub fn reinforced(structure: &'s Structure, reading: Reading, gates: &[Node]) -> Self {
        let (touched, fallen) = (Vec::new(), Vec::new());
        let mut state = Self { structure, reading, lost: vec![0; structure.len()], touched, fallen };
        state.shift(gates, 0_u32.wrapping_sub(1));
        state.fail(&structure.down_from_start(reading));
        state.touched.clear();
        state.fallen.clear();
        state
    }

    /// Runs `ask` on this state with one more support for each of `gates`, and takes it away again. At the
    /// baseline only; O(gates) when all of them stand, else the baseline is made anew.
    pub fn with_reinforcements<T>(&mut self, gates: &[Node], ask: impl FnOnce(&mut Self) -> T) -> T {
        debug_assert!(self.touched.is_empty(), "at the baseline");
        if !gates.iter().all(|&gate| self.is_up(gate)) {
            let mut anew = Self::reinforced(self.structure, self.reading, gates);
            return ask(&mut anew);
        }
        self.shift(gates, 0_u32.wrapping_sub(1));
        let answer = ask(self);
        self.shift(gates, 1);
        answer
    }

    fn shift(&mut self, gates: &[Node], by: u32) {
        for &gate in gates {
            let lost = &mut self.lost[gate as usize];
            *lost = lost.wrapping_add(by);
        }
    }

    /// Fails leaves and everything that falls with them. O(edges from what falls).
    pub fn fail(&mut self, leaves: &[Node]) {
        self.fail_with(leaves, |_, _| {});
    }

    /// As [`State::fail`], and for each gate that fell the support whose fall it could no longer bear.
    pub fn fail_traced(&mut self, leaves: &[Node]) -> FxHashMap<Node, Node> {
        let mut triggers = FxHashMap::default();
        self.fail_with(leaves, |gate, support| {
            triggers.insert(gate, support);
        });
        triggers
    }

    fn fail_with(&mut self, leaves: &[Node], mut on_fall: impl FnMut(Node, Node)) {
        let network: &Network = &self.structure.network;
        let mut next = self.fallen.len();
        for &leaf in leaves {
            if self.lost[leaf as usize] == 0 {
                self.lost[leaf as usize] = 1;
                self.touched.push(leaf);
                self.fallen.push(leaf);
            }
        }
        while let Some(&node) = self.fallen.get(next) {
            next += 1;
            for &dependent in network.dependents(node) {
                let lost = &mut self.lost[dependent as usize];
                *lost = lost.wrapping_add(1);
                self.touched.push(dependent);
                if *lost == network.slack[dependent as usize] + 1 {
                    self.fallen.push(dependent);
                    on_fall(dependent, node);
                }
            }
        }
    }

    /// Back to the baseline. O(edges touched since).
    pub fn undo(&mut self) {
        for node in self.touched.drain(..) {
            let lost = &mut self.lost[node as usize];
            *lost = lost.wrapping_sub(1);
        }
        self.fallen.clear();
    }

    /// What has fallen since the baseline, in the order it fell.
    pub fn fallen(&self) -> &[Node] {
        &self.fallen
    }

    /// Whether a node stands.
    pub fn is_up(&self, node: Node) -> bool {
        let allowed = self.structure.network.slack[node as usize];
        self.lost[node as usize].wrapping_add(1) <= allowed + 1
    }

    /// Support counters touched since the baseline: the cost of the failures so far.
    pub fn edges_touched(&self) -> usize {
        self.touched.len()
    }

    /// The structure it evaluates.
    pub fn structure(&self) -> &'s Structure {
        self.structure
    }
}
