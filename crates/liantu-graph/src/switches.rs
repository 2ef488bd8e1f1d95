//! Backups that can be switched on and off one by one, and offers whose state is watched.
//!
//! A switch is a leaf that nothing but its user fails. A row with a switch is an offer that needs it up.

use crate::compile::{Compiler, Split, in_scope, is_opened, offers};
use crate::network::{NEVER, Signal};
use crate::structure::{Layout, Node};
use crate::{ChainGraph, OfferSource, Structure};
use liantu_model::{ComponentIx, Index, Provider, Scope, SupplyIx};

/// Rows with a switch, by component.
#[derive(Debug, Default)]
pub(crate) struct Switches {
    /// Whether the state of every offer is watched.
    pub(crate) watches: bool,
    /// Whether every requirement and every choice of sources has a gate of its own.
    pub(crate) doubts: bool,
    by_component: Vec<Vec<SupplyIx>>,
}

/// Nodes of the offers of every component.
#[derive(Debug, Default)]
pub(crate) struct Watched {
    /// For each component: its offers in the order of [`ChainGraph::offers`].
    offers: Vec<Vec<Node>>,
    /// For each component: its rows with a switch, the node of the offer, and the switch.
    switched: Vec<Vec<Switched>>,
    /// For each component: up while its inputs can be had from the market and it has not failed itself.
    ready: Vec<Node>,
    /// The first node made for watching, and the component each is about.
    first: Node,
    about: Vec<ComponentIx>,
}

/// A row that can be switched on and off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Switched {
    /// The row.
    pub row: SupplyIx,
    /// Up while the row delivers: switched on, its source alive, its inputs there.
    pub offer: Node,
    /// The leaf to fail for switching it off.
    pub switch: Node,
}

impl Switches {
    pub(crate) fn new(graph: &ChainGraph, rows: &[SupplyIx]) -> Self {
        let mut by_component = vec![Vec::new(); graph.model().components().len()];
        for &row in rows {
            by_component[graph.model().supply(row).component.position()].push(row);
        }
        Self { watches: true, doubts: false, by_component }
    }

    /// No switches, but gates to lend supports to.
    pub(crate) fn doubts() -> Self {
        Self { doubts: true, ..Self::default() }
    }

    pub(crate) fn of(&self, component: ComponentIx) -> &[SupplyIx] {
        self.by_component.get(component.position()).map_or(&[], Vec::as_slice)
    }
}

impl Structure {
    /// The nodes that are up while the offers of `component` are, in the order of [`ChainGraph::offers`];
    /// empty unless compiled with switches.
    pub fn offer_nodes(&self, component: ComponentIx) -> &[Node] {
        self.watched.offers.get(component.position()).map_or(&[], Vec::as_slice)
    }

    /// The rows of `component` that were compiled with a switch, in the order given.
    pub fn switched(&self, component: ComponentIx) -> &[Switched] {
        self.watched.switched.get(component.position()).map_or(&[], Vec::as_slice)
    }
}

impl Structure {
    /// Up while the inputs of `component` can be had from the market and it has not failed itself. Compiled
    /// with switches only.
    pub fn ready(&self, component: ComponentIx) -> Node {
        self.watched.ready[component.position()]
    }

    /// The component whose offers or readiness a node is about.
    pub fn watching(&self, node: Node) -> Option<ComponentIx> {
        let position = node.checked_sub(self.watched.first)?;
        self.watched.about.get(position as usize).copied()
    }
}

impl Compiler<'_> {
    /// Sources of offers, and of rows with a switch.
    pub(crate) fn named_and_switched(&self, component: ComponentIx) -> Vec<OfferSource> {
        let switched = self.switches.of(component).iter().map(|&row| self.source_of(row));
        offers(self.graph, component, self.options.qualified)
            .map(|offer| offer.source)
            .chain(switched)
            .collect()
    }

    fn source_of(&self, row: SupplyIx) -> OfferSource {
        match self.graph.model().supply(row).provider {
            Provider::Supplier(supplier) => OfferSource::Named(supplier),
            Provider::Region(region) => OfferSource::Unnamed(region),
            Provider::Placeholder => OfferSource::Unknown,
        }
    }

    /// Adds the rows with a switch to the offers in a scope; `source` numbers the next leaf of the component.
    pub(crate) fn split_switches(
        &mut self,
        component: ComponentIx,
        scope: Scope,
        source: u32,
        split: &mut Split,
    ) {
        for (of, leaf, switch) in self.switch_leaves(component, source) {
            if !in_scope(self.graph.model(), of, scope) {
                continue;
            }
            if let Some(gate) = self.own_gate(of, component) {
                split.own.push(self.builder.all(&[Signal::Node(gate), Signal::Node(switch)]));
                continue;
            }
            match self.foreign(of, component, leaf) {
                Some(foreign) => split.own.push(self.builder.all(&[foreign, Signal::Node(switch)])),
                None => split.pooled.push(self.builder.all(&[Signal::Node(leaf), Signal::Node(switch)])),
            }
        }
    }

    /// Source, leaf and switch of each row with a switch.
    fn switch_leaves(&self, component: ComponentIx, mut source: u32) -> Vec<(OfferSource, Node, Node)> {
        let mut next = || {
            source += 1;
            self.layout.source(source - 1)
        };
        let rows = self.switches.of(component).iter();
        rows.map(|&row| {
            let of = self.source_of(row);
            let leaf = match of {
                OfferSource::Named(supplier) => Layout::supplier(supplier),
                OfferSource::Unnamed(_) => next(),
                OfferSource::Unknown => NEVER,
            };
            (of, leaf, next())
        })
        .collect()
    }

    /// A node for every offer and every row with a switch.
    pub(crate) fn watch(&mut self) -> Watched {
        let mut watched = Watched { first: self.builder.reserve() + 1, ..Watched::default() };
        for component in self.graph.model().component_indices() {
            let mut ready = self.inputs(None, component);
            ready.push(Signal::Node(self.layout.component(component)));
            let gate = self.builder.reserve();
            self.builder.define_all(gate, &ready);
            watched.ready.push(gate);
            let ready = [Signal::Node(gate)];
            let mut source = self.sources.start[component.position()];
            let mut nodes = Vec::new();
            for offer in offers(self.graph, component, self.options.qualified) {
                let leaf = match offer.source {
                    OfferSource::Named(supplier) => Layout::supplier(supplier),
                    OfferSource::Unnamed(_) | OfferSource::Unknown => {
                        source += 1;
                        self.layout.source(source - 1)
                    }
                };
                nodes.push(self.delivering(offer.source, component, leaf, &ready, None));
            }
            let mut switched = Vec::new();
            let opened = is_opened(self.graph, component, self.options.trust);
            let source = source + u32::from(opened);
            let leaves = self.switch_leaves(component, source);
            for (&row, (of, leaf, switch)) in self.switches.of(component).iter().zip(leaves) {
                let offer = self.delivering(of, component, leaf, &ready, Some(switch));
                switched.push(Switched { row, offer, switch });
            }
            let end = self.builder.reserve() + 1;
            watched.about.resize((end - watched.first) as usize, component);
            watched.offers.push(nodes);
            watched.switched.push(switched);
        }
        watched
    }

    /// A gate that stands while a source delivers.
    fn delivering(
        &mut self,
        source: OfferSource,
        component: ComponentIx,
        leaf: Node,
        ready: &[Signal],
        switch: Option<Node>,
    ) -> Node {
        let gate = self.builder.reserve();
        let mut supports: Vec<Signal> = switch.map(Signal::Node).into_iter().collect();
        match (self.own_gate(source, component), self.foreign(source, component, leaf)) {
            (Some(own), _) => supports.push(Signal::Node(own)),
            (None, Some(foreign)) => supports.push(foreign),
            (None, None) => {
                supports.push(Signal::Node(leaf));
                supports.extend_from_slice(ready);
            }
        }
        self.builder.define_all(gate, &supports);
        gate
    }
}
