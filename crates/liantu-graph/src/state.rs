//! Evaluation by counting: a failure walks only what it breaks, and an undo log restores it.

use crate::compile::market_has_inputs;
use crate::network::Network;
use crate::structure::{Node, Reading, Structure};
use crate::{ChainGraph, CompileOptions};
use liantu_model::ComponentIx;
use rustc_hash::FxHashMap;

/// The state of a structure in one reading, with failures applied on top of its baseline.
///
/// Every node counts how many of its supports have fallen, as in unit propagation of Horn clauses (Dowling
/// and Gallier 1984, <https://doi.org/10.1016/0743-1066(84)90014-1>). Starting from everything up, this
/// reaches the greatest fixpoint, cycles included.
///
/// Scratch: two bytes for each node, four more for each of the rare gates on which more than 65,532 supports
/// bear, and four for each support counter touched and for each node fallen since the baseline.
#[derive(Debug, Clone)]
pub struct State<'s> {
    structure: &'s Structure,
    reading: Reading,
    lost: Counters,
    touched: Vec<Node>,
    fallen: Vec<Node>,
}

/// For each node one more than the supports it has lost; one less for a support it has been lent.
#[derive(Debug, Clone)]
struct Counters {
    narrow: Vec<u16>,
    /// Of the gates in [`Network::wide`], marked [`WIDE`] in `narrow`.
    wide: Vec<u32>,
}

/// Nothing lost, nothing lent.
const NOTHING: u16 = 1;
/// Counted in [`Counters::wide`]; more than a narrow counter can reach.
const WIDE: u16 = u16::MAX;

impl Counters {
    fn new(network: &Network) -> Self {
        let mut narrow = vec![NOTHING; network.len()];
        for &gate in &network.wide {
            narrow[gate as usize] = WIDE;
        }
        Self { narrow, wide: vec![u32::from(NOTHING); network.wide.len()] }
    }

    fn get(&self, network: &Network, node: Node) -> u32 {
        match self.narrow[node as usize] {
            WIDE => self.wide[wide_position(network, node)],
            count => u32::from(count),
        }
    }

    /// One more lost; the new count.
    fn up(&mut self, network: &Network, node: Node) -> u32 {
        let count = &mut self.narrow[node as usize];
        if *count == WIDE {
            let count = &mut self.wide[wide_position(network, node)];
            *count += 1;
            return *count;
        }
        *count += 1;
        u32::from(*count)
    }

    /// One less lost.
    fn down(&mut self, network: &Network, node: Node) {
        let count = &mut self.narrow[node as usize];
        if *count == WIDE {
            self.wide[wide_position(network, node)] -= 1;
        } else {
            *count -= 1;
        }
    }
}

#[cold]
fn wide_position(network: &Network, node: Node) -> usize {
    network.wide.binary_search(&node).expect("only wide gates are marked so")
}

impl<'s> State<'s> {
    /// The baseline of a reading: nothing failed, but what has no support falls. O(nodes).
    pub fn new(structure: &'s Structure, reading: Reading) -> Self {
        Self::reinforced(structure, reading, &[])
    }

    /// The baseline of a reading with one more support, that never falls, for each of `gates` (each named
    /// once). O(nodes).
    pub fn reinforced(structure: &'s Structure, reading: Reading, gates: &[Node]) -> Self {
        let mut state = Self::started(structure, reading, gates);
        state.rebase();
        state
    }

    fn started(structure: &'s Structure, reading: Reading, gates: &[Node]) -> Self {
        let (touched, fallen) = (Vec::new(), Vec::new());
        let lost = Counters::new(&structure.network);
        let mut state = Self { structure, reading, lost, touched, fallen };
        state.lend(gates);
        state.fail(&structure.down_from_start(reading));
        state
    }

    pub(crate) fn falls_from_start(structure: &'s Structure, reading: Reading, gates: &[Node]) -> Vec<Node> {
        Self::started(structure, reading, gates).fallen
    }

    /// Runs `ask` on this state with one more support for each of `gates`, and takes it away again. At the
    /// baseline only; O(gates) when all of them stand, else the baseline is made anew.
    pub fn with_reinforcements<T>(&mut self, gates: &[Node], ask: impl FnOnce(&mut Self) -> T) -> T {
        debug_assert!(self.touched.is_empty(), "at the baseline");
        if !gates.iter().all(|&gate| self.is_up(gate)) {
            let mut anew = Self::reinforced(self.structure, self.reading, gates);
            return ask(&mut anew);
        }
        self.lend(gates);
        let answer = ask(self);
        for &gate in gates {
            self.lost.up(&self.structure.network, gate);
        }
        answer
    }

    /// One more support for each of `gates`.
    fn lend(&mut self, gates: &[Node]) {
        for &gate in gates {
            self.lost.down(&self.structure.network, gate);
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
            if self.lost.get(network, leaf) == u32::from(NOTHING) {
                self.lost.up(network, leaf);
                self.touched.push(leaf);
                self.fallen.push(leaf);
            }
        }
        while let Some(&node) = self.fallen.get(next) {
            next += 1;
            for &dependent in network.dependents(node) {
                let lost = self.lost.up(network, dependent);
                self.touched.push(dependent);
                if lost == network.slack[dependent as usize] + 1 + u32::from(NOTHING) {
                    self.fallen.push(dependent);
                    on_fall(dependent, node);
                }
            }
        }
    }

    /// Back to the baseline. O(edges touched since).
    pub fn undo(&mut self) {
        for node in self.touched.drain(..) {
            self.lost.down(&self.structure.network, node);
        }
        self.fallen.clear();
    }

    /// Makes what stands now the baseline that [`State::undo`] goes back to.
    pub fn rebase(&mut self) {
        self.touched.clear();
        self.fallen.clear();
    }

    /// What has fallen since the baseline, in the order it fell.
    pub fn fallen(&self) -> &[Node] {
        &self.fallen
    }

    /// Whether a node stands.
    pub fn is_up(&self, node: Node) -> bool {
        let network = &self.structure.network;
        self.lost.get(network, node) <= network.slack[node as usize] + u32::from(NOTHING)
    }

    /// Whether the market has the inputs of `component`, of a structure compiled with `options`. O(inputs).
    pub fn has_inputs(&self, graph: &ChainGraph, options: &CompileOptions, component: ComponentIx) -> bool {
        market_has_inputs(graph, self, options, component)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Buyers, Horizon, Qualified};
    use liantu_model::{Confidence, Element};
    use liantu_testkit::sketch::Sketch;
    use liantu_testkit::strategies::{drafts, pick_elements};
    use proptest::prelude::*;

    fn compiled(graph: &ChainGraph) -> Structure {
        let options = CompileOptions {
            qualified: Qualified::Ignored,
            horizon: Horizon::Long,
            buyers: Buyers::Everyone,
            trust: Confidence::Low,
            targets: graph.default_targets(),
        };
        Structure::compile(graph, &options)
    }

    /// More makers than two bytes count: the part is there until the last of them is gone, and again after.
    #[test]
    fn gates_with_more_supports_than_two_bytes_count_are_exact() {
        let makers = crate::network::MOST_NARROW + 5;
        let sketch = Sketch::new("crowd").settings(|row| row.lists_complete = true).target("part");
        let sketch = (0..makers).fold(sketch, |sketch, maker| {
            let id = format!("s{maker}");
            sketch.supplier(&id, "XB").supply(&id, "part")
        });
        let graph = ChainGraph::new(liantu_testkit::model(&sketch.draft()));
        let structure = compiled(&graph);
        assert!(!structure.network.wide.is_empty());
        let target = structure.targets()[0].node;
        let mut state = State::new(&structure, Reading::Optimistic);
        let mut leaves: Vec<Node> =
            graph.model().supplier_indices().map(|one| structure.supplier_leaf(one)).collect();
        let last = leaves.pop().expect("makers");
        state.fail(&leaves);
        assert!(state.is_up(target));
        state.fail(&[last]);
        assert!(!state.is_up(target));
        state.undo();
        assert!(state.is_up(target));
    }

    proptest! {
        /// Counting every gate in four bytes comes to the same as counting in two.
        #[test]
        fn wide_counters_count_as_narrow_ones(
            draft in drafts(),
            picks in proptest::collection::vec(any::<u16>(), 1..4),
        ) {
            let graph = ChainGraph::new(liantu_testkit::model(&draft));
            let narrow = compiled(&graph);
            let mut wide = compiled(&graph);
            wide.network.wide = (0..wide.network.len() as Node).collect();
            let failed: Vec<Element> = pick_elements(graph.model(), &picks);
            let leaves: Vec<Node> = failed.iter().flat_map(|&one| narrow.leaves_of(one)).collect();
            for reading in Reading::BOTH {
                let (mut a, mut b) = (State::new(&narrow, reading), State::new(&wide, reading));
                let up = |state: &State<'_>| -> Vec<bool> {
                    (0..state.structure().len() as Node).map(|node| state.is_up(node)).collect()
                };
                let before = up(&a);
                prop_assert_eq!(&before, &up(&b));
                a.fail(&leaves);
                b.fail(&leaves);
                prop_assert_eq!(up(&a), up(&b));
                prop_assert_eq!(a.fallen(), b.fallen());
                a.undo();
                prop_assert_eq!(before, up(&a));
            }
        }
    }
}
