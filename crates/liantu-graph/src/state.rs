//! Evaluation by counting: a failure walks only what it breaks, and an undo log restores it.

use crate::compile::market_has_inputs;
use crate::network::Network;
use crate::structure::{Node, Reading, Structure};
use crate::{ChainGraph, CompileOptions};
use liantu_model::ComponentIx;
use rustc_hash::{FxHashMap, FxHashSet};

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
    lost: Counters,
    touched: Vec<Node>,
    fallen: Vec<Node>,
}

/// Support that was lent to gates, to be taken back.
#[derive(Debug)]
#[must_use = "the support stays until it is taken back"]
pub struct Loan {
    gates: Vec<Node>,
    /// What was down and stands with it.
    rescued: Vec<Node>,
}

/// A moment in what has been done to a state since its baseline.
#[derive(Debug, Clone, Copy, Default)]
pub struct Mark {
    touched: usize,
    fallen: usize,
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
        let mut state = Self { structure, lost, touched, fallen };
        state.lend(gates);
        state.fail(&structure.down_from_start(reading));
        state
    }

    pub(crate) fn falls_from_start(structure: &'s Structure, reading: Reading, gates: &[Node]) -> Vec<Node> {
        Self::started(structure, reading, gates).fallen
    }

    /// Runs `ask` on this state with one more support for each of `gates` (each named once), and takes it away
    /// again. At the baseline only, and `ask` leaves it there. O(gates + edges of what is down and rests on them).
    pub fn with_reinforcements<T>(&mut self, gates: &[Node], ask: impl FnOnce(&mut Self) -> T) -> T {
        let loan = self.reinforce(gates);
        let answer = ask(self);
        self.take_back(loan);
        answer
    }

    /// One more support for each of `gates` (each named once), in a baseline of its own until it is taken back. At the
    /// baseline only. O(gates + edges of what is down and rests on them).
    pub fn reinforce(&mut self, gates: &[Node]) -> Loan {
        debug_assert!(self.touched.is_empty(), "at the baseline");
        let down: Vec<Node> = gates.iter().copied().filter(|&gate| !self.is_up(gate)).collect();
        self.lend(gates);
        let rescued = if down.is_empty() { down } else { self.rescue(down) };
        Loan { gates: gates.to_vec(), rescued }
    }

    /// The baseline before the loan. At the baseline only.
    pub fn take_back(&mut self, loan: Loan) {
        debug_assert!(self.touched.is_empty(), "back at the baseline");
        let network: &Network = &self.structure.network;
        let Loan { gates, rescued } = loan;
        let rested = rescued.into_iter().flat_map(|node| network.dependents(node).iter().copied());
        for node in gates.into_iter().chain(rested) {
            self.lost.up(network, node);
        }
    }

    /// Makes the counters those of the baseline again after support was lent to `gates` that are down in it; what
    /// stands again.
    ///
    /// Only what is down and rests on them can: had anything else that is down enough support without them, it would
    /// not be down in a greatest fixpoint. All of that is lifted first and what does not hold falls again, so that
    /// parts of cycles may rescue each other.
    fn rescue(&mut self, gates: Vec<Node>) -> Vec<Node> {
        let network: &Network = &self.structure.network;
        let mut known: FxHashSet<Node> = gates.iter().copied().collect();
        let mut lifted = gates;
        let mut next = 0;
        while let Some(&node) = lifted.get(next) {
            next += 1;
            for &dependent in network.dependents(node) {
                if !self.is_up(dependent) && known.insert(dependent) {
                    lifted.push(dependent);
                }
                self.lost.down(network, dependent);
            }
        }
        self.fallen = lifted.iter().copied().filter(|&node| !self.is_up(node)).collect();
        self.spread(0, |_, _| {});
        self.fallen.iter().for_each(|node| {
            known.remove(node);
        });
        self.rebase();
        lifted.retain(|node| known.contains(node));
        lifted
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

    fn fail_with(&mut self, leaves: &[Node], on_fall: impl FnMut(Node, Node)) {
        let network: &Network = &self.structure.network;
        let from = self.fallen.len();
        for &leaf in leaves {
            if self.lost.get(network, leaf) == u32::from(NOTHING) {
                self.lost.up(network, leaf);
                self.touched.push(leaf);
                self.fallen.push(leaf);
            }
        }
        self.spread(from, on_fall);
    }

    /// Lets fall what can no longer bear the fall of those from a position of `fallen` on.
    fn spread(&mut self, mut next: usize, mut on_fall: impl FnMut(Node, Node)) {
        let network: &Network = &self.structure.network;
        while let Some(&node) = self.fallen.get(next) {
            next += 1;
            for &dependent in network.dependents(node) {
                if self.lose_support(dependent) {
                    on_fall(dependent, node);
                }
            }
        }
    }

    /// One support less; whether it falls with it.
    fn lose_support(&mut self, gate: Node) -> bool {
        let network: &Network = &self.structure.network;
        let lost = self.lost.up(network, gate);
        self.touched.push(gate);
        let falls = lost == network.slack[gate as usize] + 1 + u32::from(NOTHING);
        if falls {
            self.fallen.push(gate);
        }
        falls
    }

    /// Takes a support that was lent from each of `gates`, until undone. O(edges from what falls).
    pub fn withdraw(&mut self, gates: &[Node]) {
        let from = self.fallen.len();
        for &gate in gates {
            self.lose_support(gate);
        }
        self.spread(from, |_, _| {});
    }

    /// Back to the baseline. O(edges touched since).
    pub fn undo(&mut self) {
        self.undo_to(Mark::default());
    }

    /// What has been done so far, to go back to.
    pub fn mark(&self) -> Mark {
        Mark { touched: self.touched.len(), fallen: self.fallen.len() }
    }

    /// Back to a mark set since the baseline. O(edges touched since).
    pub fn undo_to(&mut self, mark: Mark) {
        for node in self.touched.drain(mark.touched..) {
            self.lost.down(&self.structure.network, node);
        }
        self.fallen.truncate(mark.fallen);
    }

    /// Makes what stands now the baseline that [`State::undo`] goes back to.
    pub fn rebase(&mut self) {
        self.touched.clear();
        self.fallen.clear();
    }

    /// What has fallen since a mark, in the order it fell.
    pub fn fallen_since(&self, mark: Mark) -> &[Node] {
        &self.fallen[mark.fallen..]
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
    use liantu_model::{Confidence, Element, SupplyStatus};
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

    fn standing(state: &State<'_>) -> Vec<bool> {
        (0..state.structure().len() as Node).map(|node| state.is_up(node)).collect()
    }

    /// Two parts made of each other are down for want of a third; they stand again together once it has a source.
    #[test]
    fn cycles_rescue_each_other() {
        let sketch = Sketch::new("knot")
            .settings(|row| row.lists_complete = true)
            .target("a")
            .component("b")
            .component("ore")
            .supplier("s", "XB")
            .supply("s", "a")
            .supply("s", "b")
            .supply_with("s", "ore", |row| row.status = Some(SupplyStatus::Candidate))
            .requires("a", &["b", "ore"])
            .requires("b", &["a"]);
        let graph = ChainGraph::new(liantu_testkit::model(&sketch.draft()));
        let structure = compiled(&graph);
        let mut state = State::new(&structure, Reading::Optimistic);
        let (before, target) = (standing(&state), structure.targets()[0].node);
        assert!(!state.is_up(target));
        let ore = graph.model().find_component("ore").expect("named");
        let gates: Vec<Node> = structure.pools(ore).collect();
        state.with_reinforcements(&gates, |state| assert!(state.is_up(target)));
        assert_eq!(before, standing(&state));
    }

    proptest! {
        /// Lent support comes to the same as a baseline made with it, with failures on top, and leaves no trace.
        #[test]
        fn lending_comes_to_the_baseline_made_with_it(
            draft in drafts(),
            picks in proptest::collection::vec(any::<u16>(), 1..4),
            lent in proptest::collection::vec(any::<proptest::sample::Index>(), 1..4),
        ) {
            let graph = ChainGraph::new(liantu_testkit::model(&draft));
            let structure = compiled(&graph);
            let gates = structure.len() - structure.network.leaves as usize;
            prop_assume!(gates > 0);
            let mut lent: Vec<Node> =
                lent.iter().map(|one| structure.network.leaves + one.index(gates) as Node).collect();
            lent.sort_unstable();
            lent.dedup();
            let failed: Vec<Element> = pick_elements(graph.model(), &picks);
            let leaves: Vec<Node> = failed.iter().flat_map(|&one| structure.leaves_of(one)).collect();
            for reading in Reading::BOTH {
                let mut made = State::reinforced(&structure, reading, &lent);
                let mut state = State::new(&structure, reading);
                let before = state.lost.clone();
                let asked = state.with_reinforcements(&lent, |state| {
                    let start = standing(state);
                    state.fail(&leaves);
                    let after = standing(state);
                    state.undo();
                    (start, after)
                });
                let start = standing(&made);
                made.fail(&leaves);
                prop_assert_eq!(asked, (start, standing(&made)));
                let (kept, taken) = lent.split_at(lent.len() / 2);
                let mut less = State::reinforced(&structure, reading, kept);
                less.fail(&leaves);
                let loan = state.reinforce(&lent);
                state.fail(&leaves);
                let mark = state.mark();
                state.withdraw(taken);
                prop_assert_eq!(standing(&less), standing(&state));
                state.undo_to(mark);
                prop_assert_eq!(standing(&made), standing(&state));
                state.undo();
                state.take_back(loan);
                prop_assert_eq!(before.narrow, state.lost.narrow);
                prop_assert_eq!(before.wide, state.lost.wide);
            }
        }

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
