//! The structure function compiled for one question.

use crate::network::{NEVER, Network};
use crate::switches::{Switches, Watched};
use crate::{ChainGraph, OfferSource, compile};
use liantu_model::{
    ComponentIx, Confidence, Element, Index, Model, RegionIx, RequirementIx, SupplierIx, SupplyIx,
};
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// What is assumed of supply that nobody listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reading {
    /// Only listed supply exists.
    Pessimistic,
    /// Unlisted supply exists where a list is incomplete.
    Optimistic,
}

impl Reading {
    /// Both, the pessimistic first.
    pub const BOTH: [Self; 2] = [Self::Pessimistic, Self::Optimistic];
}

/// Which inputs a loss is felt through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Horizon {
    /// Consumed inputs only: what stops now (短期停产). An installed alternative counts as present.
    Short,
    /// Every role: what stops expansion and renewal (长期受阻).
    Long,
}

/// Whose supply is evaluated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Buyers {
    /// Everybody: what fails, fails for all.
    Everyone,
    /// Domestic buyers under an embargo: the rest of the world works as at the baseline, and foreign offers
    /// can be withdrawn from domestic buyers only.
    Domestic,
}

/// What an embargo does to plants at home that are controlled from where it comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Control {
    /// They go on working.
    Stays,
    /// They fall too.
    Falls,
}

/// Whether qualified backups count as offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Qualified {
    /// Active rows only.
    Ignored,
    /// Qualified rows add offers.
    Counted,
}

/// The question a structure is compiled for.
#[derive(Debug, Clone)]
pub struct CompileOptions {
    /// Whether qualified backups count.
    pub qualified: Qualified,
    /// Which inputs count.
    pub horizon: Horizon,
    /// Whose supply.
    pub buyers: Buyers,
    /// Requirement rows and completeness claims trusted less than this are dropped: such an input counts as
    /// present, such a list as open.
    pub trust: Confidence,
    /// The components to watch, in the order of [`Structure::targets`].
    pub targets: Vec<ComponentIx>,
}

/// A node of the structure.
pub type Node = u32;

/// A watched component.
#[derive(Debug, Clone)]
pub struct Target {
    /// Which.
    pub component: ComponentIx,
    /// Falls when it is no longer up in its scope.
    pub node: Node,
    /// Its offers in scope that exist in the pessimistic reading; empty when it has no supply rows.
    pub in_scope: Vec<OfferSource>,
}

/// The structure function of a graph, compiled: leaves are suppliers, unnamed sources and components; gates
/// stand while enough of their supports stand; the solution is the greatest fixpoint.
#[derive(Debug)]
pub struct Structure {
    pub(crate) network: Network,
    pub(crate) layout: Layout,
    pub(crate) targets: Vec<Target>,
    pub(crate) optimistic_only: Vec<Node>,
    pub(crate) regions: RegionLeaves,
    pub(crate) groups: Groups,
    pub(crate) coalitions: Vec<Vec<RegionIx>>,
    pub(crate) own_gates: OwnGates,
    pub(crate) pools: Vec<Pools>,
    pub(crate) withdrawals: Vec<Withdrawal>,
    pub(crate) supports: OnceLock<Vec<Vec<Node>>>,
    pub(crate) watched: Watched,
    /// Requirements and the gates that stand while what they ask for is there, in order; compiled with doubts only.
    pub(crate) input_gates: Vec<(RequirementIx, Node)>,
    /// For each component the leaf of whoever its list may lack.
    pub(crate) unlisted: Vec<Option<Node>>,
}

/// Gates of the offers that buy from, or are bought from as, named sellers.
pub(crate) type OwnGates = FxHashMap<(SupplierIx, ComponentIx), Node>;

/// The gates that one more source of a component would support: of the market, and of the target watched.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Pools {
    pub(crate) market: Option<Node>,
    pub(crate) target: Option<Node>,
    /// As above, of sources that do not depend on the inputs of domestic buyers; compiled with doubts only.
    pub(crate) market_ways: Option<Node>,
    pub(crate) target_ways: Option<Node>,
}

/// The gates of one component that sources support.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SourceGates {
    /// Whether they are those of the target watched, in its scope; else those of the market.
    pub of_target: bool,
    /// What a source that needs the market's inputs supports.
    pub pool: Node,
    /// What a source that needs nothing here supports.
    pub ways: Node,
}

/// What an embargo reaches: a leaf, and the regions from which it can be withdrawn.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Withdrawal {
    pub(crate) leaf: Node,
    pub(crate) place: Option<RegionIx>,
    pub(crate) control: Option<RegionIx>,
    pub(crate) domestic: bool,
}

/// Where the nodes of each kind are: the leaf that never stands, suppliers, components, other sources; then
/// the availability of each component; then inner gates.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Layout {
    pub(crate) suppliers: u32,
    pub(crate) components: u32,
    pub(crate) sources: u32,
}

impl Layout {
    pub(crate) fn supplier(supplier: SupplierIx) -> Node {
        NEVER + 1 + supplier.position() as u32
    }

    pub(crate) fn component(self, component: ComponentIx) -> Node {
        NEVER + 1 + self.suppliers + component.position() as u32
    }

    pub(crate) fn source(self, position: u32) -> Node {
        NEVER + 1 + self.suppliers + self.components + position
    }

    pub(crate) fn leaves(self) -> u32 {
        NEVER + 1 + self.suppliers + self.components + self.sources
    }

    pub(crate) fn available(self, component: ComponentIx) -> Node {
        self.leaves() + component.position() as u32
    }
}

/// The leaves that sit in each region itself, and the regions directly inside it.
#[derive(Debug, Default)]
pub(crate) struct RegionLeaves {
    pub(crate) own: Vec<Vec<Node>>,
    pub(crate) inner: Vec<Vec<RegionIx>>,
}

/// Suppliers by ultimate owner, in order.
#[derive(Debug)]
pub(crate) struct Groups {
    start: Vec<u32>,
    members: Vec<SupplierIx>,
}

impl Groups {
    pub(crate) fn of_model(model: &Model) -> Self {
        let mut members: Vec<SupplierIx> = model.supplier_indices().collect();
        members.sort_by_key(|&member| model.supplier(member).root);
        let root_of = |member: &SupplierIx| model.supplier(*member).root.position();
        let mut start = vec![0_u32; model.suppliers().len() + 1];
        for root in members.iter().map(root_of) {
            start[root + 1] += 1;
        }
        for position in 1..start.len() {
            start[position] += start[position - 1];
        }
        Self { start, members }
    }

    fn of(&self, root: SupplierIx) -> &[SupplierIx] {
        let (from, to) = (self.start[root.position()], self.start[root.position() + 1]);
        &self.members[from as usize..to as usize]
    }
}

impl Structure {
    /// Compiles the structure function. O(offers + requirements).
    pub fn compile(graph: &ChainGraph, options: &CompileOptions) -> Self {
        compile::compile(graph, options, &Switches::default())
    }

    /// As [`Structure::compile`], with `rows` (not active, each once, no placeholders) as offers that can be
    /// switched on and off, and a node for every offer: [`Structure::switched`], [`Structure::offer_nodes`].
    /// All switches are on until they fail. O(offers + requirements).
    pub fn compile_with_switches(graph: &ChainGraph, options: &CompileOptions, rows: &[SupplyIx]) -> Self {
        compile::compile(graph, options, &Switches::new(graph, rows))
    }

    /// As [`Structure::compile`], with gates of its own for every requirement and every choice of sources, so that each
    /// can be lent a support: [`Structure::input_gates`], [`Structure::source_gates`]. O(offers + requirements).
    pub fn compile_with_doubts(graph: &ChainGraph, options: &CompileOptions) -> Self {
        compile::compile(graph, options, &Switches::doubts())
    }

    /// The gates that stand while what a requirement asks for is there: of the market, of the target and of each buyer
    /// with sellers of its own. Empty unless compiled with doubts, and for inputs that do not count.
    pub fn input_gates(&self, requirement: RequirementIx) -> impl Iterator<Item = Node> + '_ {
        let from = self.input_gates.partition_point(|(one, _)| *one < requirement);
        self.input_gates[from..].iter().take_while(move |(one, _)| *one == requirement).map(|&(_, gate)| gate)
    }

    /// All requirements with their gates, in order of requirements.
    pub fn all_input_gates(&self) -> &[(RequirementIx, Node)] {
        &self.input_gates
    }

    /// The gates that sources of `component` support, of the market and of the target watched. Empty unless compiled
    /// with doubts.
    pub fn source_gates(&self, component: ComponentIx) -> impl Iterator<Item = SourceGates> + use<> {
        let Pools { market, target, market_ways, target_ways } = self.pools[component.position()];
        let gates = |of_target, pool: Option<Node>, ways: Option<Node>| {
            Some(SourceGates { of_target, pool: pool?, ways: ways? })
        };
        [gates(false, market, market_ways), gates(true, target, target_ways)].into_iter().flatten()
    }

    /// The gate of what a supplier delivers of a component, where it buys from named sellers or is one.
    pub fn own_gate(&self, supplier: SupplierIx, component: ComponentIx) -> Option<Node> {
        self.own_gates.get(&(supplier, component)).copied()
    }

    /// What is down with nothing failed in a reading and one more support for each of `gates` (each named once), in the
    /// order in which it falls. O(nodes).
    pub fn falls_from_start(&self, reading: Reading, gates: &[Node]) -> Vec<Node> {
        crate::State::falls_from_start(self, reading, gates)
    }

    /// The leaf of whoever the list of `component` may lack, where it is not complete: it stands in the optimistic reading
    /// only, and there until it fails itself. O(1).
    pub fn unlisted_leaf(&self, component: ComponentIx) -> Option<Node> {
        self.unlisted[component.position()]
    }

    /// The watched components.
    pub fn targets(&self) -> &[Target] {
        &self.targets
    }

    /// The node that falls when nobody can obtain `component` from the market.
    pub fn available(&self, component: ComponentIx) -> Node {
        self.layout.available(component)
    }

    /// The availability nodes of all components, in model order.
    pub fn component_nodes(&self) -> impl ExactSizeIterator<Item = Node> + use<> {
        let first = self.layout.leaves();
        first..first + self.layout.components
    }

    /// The leaf of a supplier.
    pub fn supplier_leaf(&self, supplier: SupplierIx) -> Node {
        debug_assert!(supplier.position() < self.layout.suppliers as usize);
        Layout::supplier(supplier)
    }

    /// The component whose availability `node` is.
    pub fn component_of(&self, node: Node) -> Option<ComponentIx> {
        let position = node.checked_sub(self.layout.leaves())?;
        (position < self.layout.components).then(|| ComponentIx::new(position as usize))
    }

    /// The supplier whose leaf `node` is.
    pub fn supplier_of(&self, node: Node) -> Option<SupplierIx> {
        (node > NEVER && node <= NEVER + self.layout.suppliers)
            .then(|| SupplierIx::new((node - NEVER - 1) as usize))
    }

    /// The leaves that fail with an element. O(leaves in it).
    pub fn leaves_of(&self, element: Element) -> Vec<Node> {
        let mut leaves = Vec::new();
        match element {
            Element::Supplier(supplier) => leaves.push(Layout::supplier(supplier)),
            Element::Group(root) => {
                leaves.extend(self.group_members(root).iter().map(|&one| Layout::supplier(one)));
            }
            Element::Region(region) => self.collect_region(region, &mut leaves),
            Element::Coalition(coalition) => {
                for &region in &self.coalitions[coalition.position()] {
                    self.collect_region(region, &mut leaves);
                }
            }
            Element::Component(component) => leaves.push(self.layout.component(component)),
            Element::Embargo(_) | Element::JointEmbargo(_) => {}
        }
        leaves
    }

    /// The leaves that an embargo by `places` withdraws from domestic buyers: foreign offers that sit there
    /// or are controlled from there, and with [`Control::Falls`] the plants at home controlled from there.
    /// Empty unless compiled for [`Buyers::Domestic`]. O(sources).
    pub fn withdrawn_by(&self, model: &Model, places: &[RegionIx], control: Control) -> Vec<Node> {
        let inside = |region: Option<RegionIx>| {
            region.is_some_and(|region| places.iter().any(|&place| model.contains(place, region)))
        };
        self.withdrawals
            .iter()
            .filter(|one| match (one.domestic, control) {
                (true, Control::Stays) => false,
                (true, Control::Falls) => inside(one.control),
                (false, _) => inside(one.place) || inside(one.control),
            })
            .map(|one| one.leaf)
            .collect()
    }

    /// The leaves of all named and unnamed offers outside the domestic territory; those whose place is not known
    /// count as outside in the pessimistic reading only. Empty unless compiled for [`Buyers::Domestic`].
    /// O(sources).
    pub fn foreign_leaves(&self, reading: Reading) -> Vec<Node> {
        let is_outside =
            |one: &&Withdrawal| !one.domestic && (one.place.is_some() || reading == Reading::Pessimistic);
        self.withdrawals.iter().filter(is_outside).map(|one| one.leaf).collect()
    }

    /// The leaves of all sources that are not known to sit in one of `members`, those that nobody listed included.
    /// O(sources).
    pub fn leaves_outside(&self, members: &[RegionIx]) -> Vec<Node> {
        let mut inside = Vec::new();
        for &member in members {
            self.collect_region(member, &mut inside);
        }
        inside.sort_unstable();
        let Layout { suppliers, sources, .. } = self.layout;
        let named = NEVER + 1..NEVER + 1 + suppliers;
        let others = self.layout.source(0)..self.layout.source(sources);
        named.chain(others).filter(|leaf| inside.binary_search(leaf).is_err()).collect()
    }

    /// Members of the group of a root, itself included.
    pub fn group_members(&self, root: SupplierIx) -> &[SupplierIx] {
        self.groups.of(root)
    }

    /// Whether any leaf sits in the region or inside it.
    pub fn is_inhabited(&self, region: RegionIx) -> bool {
        !self.regions.own[region.position()].is_empty()
            || self.regions.inner[region.position()].iter().any(|&inner| self.is_inhabited(inner))
    }

    fn collect_region(&self, region: RegionIx, leaves: &mut Vec<Node>) {
        leaves.extend(&self.regions.own[region.position()]);
        for &inner in &self.regions.inner[region.position()] {
            self.collect_region(inner, leaves);
        }
    }

    /// Number of nodes, leaves included.
    pub fn len(&self) -> usize {
        self.network.len()
    }

    /// Whether there is no node but the one that never stands.
    pub fn is_empty(&self) -> bool {
        self.len() <= 1
    }

    /// Whether a node is a leaf.
    pub fn is_leaf(&self, node: Node) -> bool {
        node < self.network.leaves
    }

    /// The gates that one more source of `component` would support, in scope of the target watched.
    pub fn pools(&self, component: ComponentIx) -> impl Iterator<Item = Node> + use<> {
        let pools = self.pools[component.position()];
        [pools.market, pools.target].into_iter().flatten()
    }

    /// How many supports a node can lose and still stand.
    pub fn slack(&self, node: Node) -> u32 {
        self.network.slack[node as usize]
    }

    /// What a node rests on.
    pub fn supports_of(&self, node: Node) -> &[Node] {
        &self.supports.get_or_init(|| self.network.supports())[node as usize]
    }

    /// Leaves that are down from the start in a reading.
    pub fn down_from_start(&self, reading: Reading) -> Vec<Node> {
        let mut leaves = vec![NEVER];
        if reading == Reading::Pessimistic {
            leaves.extend(&self.optimistic_only);
        }
        leaves
    }
}
