//! From the graph to a threshold network.
//!
//! A supplier without purchases of its own buys from the market, so its offer stands while it is alive and
//! the market's inputs of the component are there; all such offers share one pool gate. Only a supplier
//! that buys from named sellers, and the sellers themselves, get a gate of their own.

use crate::network::{NetworkBuilder, Signal};
use crate::structure::{CompileOptions, Horizon, Layout, Node, Qualified, RegionLeaves, Structure, Target};
use crate::{ChainGraph, Offer, OfferSource, Presence};
use liantu_model::{
    ComponentIx, Index, InputGroup, InputKind, Model, RegionIx, RequirementIx, Role, Scope, SupplierIx,
};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::OnceLock;

pub(crate) fn compile(graph: &ChainGraph, options: &CompileOptions) -> Structure {
    let sources = Sources::collect(graph, options.qualified);
    let mut compiler = Compiler::new(graph, options, &sources);
    for component in graph.model().component_indices() {
        compiler.component(component);
    }
    let targets = options.targets.iter().map(|&target| compiler.target(target)).collect();
    let Compiler { builder, layout, .. } = compiler;
    Structure {
        network: builder.freeze(),
        layout,
        targets,
        optimistic_only: sources.optimistic_only(layout),
        regions: sources.by_region(graph.model(), layout),
        groups: Structure::group_members_of(graph.model()),
        coalitions: graph.model().coalitions().iter().map(|coalition| coalition.members.clone()).collect(),
        supports: OnceLock::new(),
    }
}

/// Sources that are no named supplier: each is a leaf of its own.
struct Sources {
    /// For each component, the number of its first source.
    start: Vec<u32>,
    of: Vec<(OfferSource, Presence)>,
}

impl Sources {
    fn collect(graph: &ChainGraph, qualified: Qualified) -> Self {
        let mut sources = Self { start: vec![0], of: Vec::new() };
        for component in graph.model().component_indices() {
            let offers = offers(graph, component, qualified);
            let unnamed = offers.filter(|offer| !matches!(offer.source, OfferSource::Named(_)));
            sources.of.extend(unnamed.map(|offer| (offer.source, offer.presence)));
            sources.start.push(sources.of.len() as u32);
        }
        sources
    }

    fn optimistic_only(&self, layout: Layout) -> Vec<Node> {
        let presences = self.of.iter().enumerate();
        presences
            .filter(|(_, (_, presence))| *presence == Presence::OptimisticOnly)
            .map(|(position, _)| layout.source(position as u32))
            .collect()
    }

    fn by_region(&self, model: &Model, layout: Layout) -> RegionLeaves {
        let mut leaves = RegionLeaves {
            own: vec![Vec::new(); model.regions().len()],
            inner: vec![Vec::new(); model.regions().len()],
        };
        for (position, supplier) in model.suppliers().iter().enumerate() {
            if let Some(region) = supplier.region {
                leaves.own[region.position()].push(Layout::supplier(SupplierIx::new(position)));
            }
        }
        for (position, (source, _)) in self.of.iter().enumerate() {
            if let OfferSource::Unnamed(region) = source {
                leaves.own[region.position()].push(layout.source(position as u32));
            }
        }
        for (position, region) in model.regions().iter().enumerate() {
            if let Some(parent) = region.parent {
                leaves.inner[parent.position()].push(RegionIx::new(position));
            }
        }
        leaves
    }
}

fn offers(graph: &ChainGraph, component: ComponentIx, qualified: Qualified) -> impl Iterator<Item = &Offer> {
    let added: &[Offer] = match qualified {
        Qualified::Counted => graph.qualified_offers(component),
        Qualified::Ignored => &[],
    };
    graph.offers(component).iter().chain(added)
}

/// Sellers by buyer and component.
type Sellers = FxHashMap<(SupplierIx, ComponentIx), Vec<SupplierIx>>;

struct Compiler<'g> {
    graph: &'g ChainGraph,
    options: &'g CompileOptions,
    sources: &'g Sources,
    layout: Layout,
    builder: NetworkBuilder,
    sellers: Sellers,
    /// Gates of the offers that cannot share a pool.
    own_gates: FxHashMap<(SupplierIx, ComponentIx), Node>,
}

/// The offers of a component, as signals.
#[derive(Default)]
struct Split {
    pooled: Vec<Signal>,
    own: Vec<Signal>,
}

impl<'g> Compiler<'g> {
    fn new(graph: &'g ChainGraph, options: &'g CompileOptions, sources: &'g Sources) -> Self {
        let model = graph.model();
        let layout = Layout {
            suppliers: model.suppliers().len() as u32,
            components: model.components().len() as u32,
            sources: sources.of.len() as u32,
        };
        let mut builder = NetworkBuilder::new(layout.leaves());
        for _ in model.components() {
            builder.reserve();
        }
        let mut sellers = Sellers::default();
        for purchase in model.purchases() {
            sellers.entry((purchase.buyer, purchase.component)).or_default().push(purchase.seller);
        }
        let mut compiler =
            Self { graph, options, sources, layout, builder, sellers, own_gates: FxHashMap::default() };
        compiler.reserve_own_gates();
        compiler
    }

    /// A gate for every offer of a buyer that needs what it buys from named sellers, and of every seller.
    fn reserve_own_gates(&mut self) {
        let model = self.graph.model();
        if model.purchases().is_empty() {
            return;
        }
        let buyers: FxHashSet<SupplierIx> = model.purchases().iter().map(|purchase| purchase.buyer).collect();
        let sold: FxHashSet<(SupplierIx, ComponentIx)> =
            model.purchases().iter().map(|purchase| (purchase.seller, purchase.component)).collect();
        for component in model.component_indices() {
            for offer in offers(self.graph, component, self.options.qualified) {
                let OfferSource::Named(supplier) = offer.source else { continue };
                let buys = buyers.contains(&supplier)
                    && self
                        .essential_inputs(component)
                        .any(|input| self.sellers.contains_key(&(supplier, input)));
                if buys || sold.contains(&(supplier, component)) {
                    let gate = self.builder.reserve();
                    self.own_gates.insert((supplier, component), gate);
                }
            }
        }
    }

    fn essential_inputs(&self, component: ComponentIx) -> impl Iterator<Item = ComponentIx> + use<'g> {
        self.graph.inputs_of(component, |kind| kind == InputKind::Essential)
    }

    /// Defines the availability of a component and the gates of its offers.
    fn component(&mut self, component: ComponentIx) {
        let mut supports = vec![Signal::Node(self.layout.component(component))];
        supports.extend(self.variants(component));
        let inputs = self.inputs(None, component);
        if self.graph.supply_list(component).has_rows {
            let split = self.split(component, Scope::World);
            self.define_own_gates(component);
            supports.extend(self.supplied(split, inputs));
        } else {
            supports.extend(inputs);
        }
        self.builder.define_all(self.layout.available(component), &supports);
    }

    /// “Some offer is up”, as conditions that must all hold.
    fn supplied(&mut self, split: Split, mut inputs: Vec<Signal>) -> Vec<Signal> {
        let pool = self.builder.any(&split.pooled);
        inputs.push(pool);
        if split.own.is_empty() {
            return inputs;
        }
        let mut ways = split.own;
        ways.push(self.builder.all(&inputs));
        vec![self.builder.any(&ways)]
    }

    /// Offers of a component within a scope.
    fn split(&self, component: ComponentIx, scope: Scope) -> Split {
        let mut split = Split::default();
        let mut source = self.sources.start[component.position()];
        for offer in offers(self.graph, component, self.options.qualified) {
            let signal = match offer.source {
                OfferSource::Named(supplier) => self.own_gates.get(&(supplier, component)).map_or_else(
                    || (Signal::Node(Layout::supplier(supplier)), false),
                    |&gate| (Signal::Node(gate), true),
                ),
                OfferSource::Unnamed(_) | OfferSource::Unknown => {
                    source += 1;
                    (Signal::Node(self.layout.source(source - 1)), false)
                }
            };
            if !in_scope(self.graph.model(), offer.source, scope) {
                continue;
            }
            match signal {
                (own, true) => split.own.push(own),
                (pooled, false) => split.pooled.push(pooled),
            }
        }
        split
    }

    fn define_own_gates(&mut self, component: ComponentIx) {
        let graph = self.graph;
        for offer in offers(graph, component, self.options.qualified) {
            let OfferSource::Named(supplier) = offer.source else { continue };
            let Some(&gate) = self.own_gates.get(&(supplier, component)) else { continue };
            let mut supports = vec![
                Signal::Node(Layout::supplier(supplier)),
                Signal::Node(self.layout.component(component)),
            ];
            supports.extend(self.inputs(Some(supplier), component));
            self.builder.define_all(gate, &supports);
        }
    }

    /// One condition per essential group: enough of its inputs can be obtained by `buyer` (`None`: from the
    /// market).
    fn inputs(&mut self, buyer: Option<SupplierIx>, component: ComponentIx) -> Vec<Signal> {
        let groups = self.graph.groups_of(component).map(|group| self.graph.model().group(group));
        let essential: Vec<&InputGroup> = groups.filter(|group| group.kind == InputKind::Essential).collect();
        essential.into_iter().map(|group| self.group(buyer, group)).collect()
    }

    fn group(&mut self, buyer: Option<SupplierIx>, group: &InputGroup) -> Signal {
        let signals: Vec<Signal> = group.members.iter().map(|&member| self.member(buyer, member)).collect();
        self.builder.at_least(group.need, &signals)
    }

    fn member(&mut self, buyer: Option<SupplierIx>, member: RequirementIx) -> Signal {
        let requirement = self.graph.model().requirement(member);
        if self.options.horizon == Horizon::Short && requirement.role != Role::Consumed {
            return Signal::Up;
        }
        let sellers = buyer.and_then(|buyer| self.sellers.get(&(buyer, requirement.input)));
        let Some(sellers) = sellers else { return Signal::Node(self.layout.available(requirement.input)) };
        let offers: Vec<Signal> = sellers
            .iter()
            .map(|&seller| {
                self.own_gates
                    .get(&(seller, requirement.input))
                    .map_or(Signal::Down, |&gate| Signal::Node(gate))
            })
            .collect();
        self.builder.any(&offers)
    }

    fn variants(&mut self, component: ComponentIx) -> Vec<Signal> {
        let groups = self.graph.groups_of(component).map(|group| self.graph.model().group(group));
        let variants: Vec<&InputGroup> = groups.filter(|group| group.kind == InputKind::Variants).collect();
        variants
            .into_iter()
            .map(|group| {
                let kinds: Vec<Signal> = group
                    .members
                    .iter()
                    .map(|&member| {
                        Signal::Node(self.layout.available(self.graph.model().requirement(member).input))
                    })
                    .collect();
                self.builder.at_least(group.need, &kinds)
            })
            .collect()
    }

    /// A target is up while an offer in its scope is, or, without supply rows, while it is available.
    fn target(&mut self, component: ComponentIx) -> Target {
        let node = self.builder.reserve();
        let scope = self.graph.model().component(component).scope;
        if self.graph.supply_list(component).has_rows {
            let split = self.split(component, scope);
            let inputs = self.inputs(None, component);
            let mut supports = vec![Signal::Node(self.layout.component(component))];
            supports.extend(self.supplied(split, inputs));
            self.builder.define_all(node, &supports);
        } else {
            self.builder.define(node, Signal::Node(self.layout.available(component)));
        }
        let in_scope = offers(self.graph, component, self.options.qualified)
            .filter(|offer| {
                offer.presence == Presence::Listed && in_scope(self.graph.model(), offer.source, scope)
            })
            .map(|offer| offer.source)
            .collect();
        Target { component, node, in_scope }
    }
}

/// Whether a source lies in a scope; what sits nowhere is in the world only.
fn in_scope(model: &Model, source: OfferSource, scope: Scope) -> bool {
    let region = match source {
        OfferSource::Named(supplier) => model.supplier(supplier).region,
        OfferSource::Unnamed(region) => Some(region),
        OfferSource::Unknown => None,
    };
    match scope {
        Scope::World => true,
        Scope::Domestic => region.is_some_and(|region| model.is_domestic(region)),
        Scope::Home => region.is_some_and(|region| model.contains(model.dataset().home, region)),
    }
}
