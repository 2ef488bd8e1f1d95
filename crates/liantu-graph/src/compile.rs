//! From the graph to a threshold network.
//!
//! A supplier without purchases of its own buys from the market, so its offer stands while it is alive and
//! the market's inputs of the component are there; all such offers share one pool gate. Only a supplier
//! that buys from named sellers, and the sellers themselves, get a gate of their own.

use crate::network::{NetworkBuilder, Signal};
use crate::sellers::Sellers;
use crate::structure::{
    Buyers, CompileOptions, Groups, Horizon, Layout, Node, OwnGates, Pools, Qualified, Reading, RegionLeaves,
    Structure, Target, Withdrawal,
};
use crate::switches::Switches;
use crate::{ChainGraph, CompletenessBasis, Offer, OfferSource, Presence, State};
use liantu_model::{
    ComponentIx, Confidence, Index, InputGroup, InputKind, Model, Provider, RegionIx, Requirement,
    RequirementIx, Role, Scope, SupplierIx,
};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::OnceLock;

pub(crate) fn compile(graph: &ChainGraph, options: &CompileOptions, switches: &Switches) -> Structure {
    let abroad = match options.buyers {
        Buyers::Everyone => None,
        Buyers::Domestic => Some(Abroad::at_baseline(graph, options)),
    };
    let sources = Sources::collect(graph, options, switches);
    let mut compiler = Compiler::new(graph, options, &sources, switches, abroad.as_ref());
    for component in graph.model().component_indices() {
        compiler.component(component);
    }
    let watched = switches.watches.then(|| compiler.watch());
    let targets = options.targets.iter().map(|&target| compiler.target(target)).collect();
    let Compiler { builder, layout, own_gates, pools, mut input_gates, .. } = compiler;
    input_gates.sort_unstable();
    let withdrawals = if abroad.is_some() { sources.withdrawals(graph.model(), layout) } else { Vec::new() };
    Structure {
        network: builder.freeze(),
        layout,
        targets,
        optimistic_only: sources.optimistic_only(layout),
        unlisted: sources.unlisted(layout),
        regions: sources.by_region(graph.model(), layout),
        groups: Groups::of_model(graph.model()),
        coalitions: graph.model().coalitions().iter().map(|coalition| coalition.members.clone()).collect(),
        own_gates,
        pools,
        withdrawals,
        supports: OnceLock::new(),
        watched: watched.unwrap_or_default(),
        input_gates,
    }
}

/// Sources that are no named supplier: each is a leaf of its own.
pub(crate) struct Sources {
    /// For each component, the number of its first source.
    pub(crate) start: Vec<u32>,
    of: Vec<(OfferSource, Presence)>,
}

impl Sources {
    fn collect(graph: &ChainGraph, options: &CompileOptions, switches: &Switches) -> Self {
        let mut sources = Self { start: vec![0], of: Vec::new() };
        for component in graph.model().component_indices() {
            let offers = offers(graph, component, options.qualified);
            let unnamed = offers.filter(|offer| !matches!(offer.source, OfferSource::Named(_)));
            sources.of.extend(unnamed.map(|offer| (offer.source, offer.presence)));
            if is_opened(graph, component, options.trust) {
                sources.of.push((OfferSource::Unknown, Presence::OptimisticOnly));
            }
            for &row in switches.of(component) {
                if let Provider::Region(region) = graph.model().supply(row).provider {
                    sources.of.push((OfferSource::Unnamed(region), Presence::Listed));
                }
                sources.of.push((OfferSource::Unknown, Presence::Listed));
            }
            sources.start.push(sources.of.len() as u32);
        }
        sources.of.push((OfferSource::Unknown, Presence::OptimisticOnly));
        sources
    }

    /// The last source is no offer: it stands in the optimistic reading only.
    fn optimism(&self, layout: Layout) -> Signal {
        Signal::Node(layout.source(self.of.len() as u32 - 1))
    }

    fn withdrawals(&self, model: &Model, layout: Layout) -> Vec<Withdrawal> {
        let named = model.supplier_indices().map(|supplier| {
            let row = model.supplier(supplier);
            (Layout::supplier(supplier), row.region, row.control)
        });
        let unnamed = self.of.iter().enumerate().filter_map(|(position, (source, _))| match source {
            OfferSource::Unnamed(region) => {
                Some((layout.source(position as u32), Some(*region), Some(*region)))
            }
            OfferSource::Named(_) | OfferSource::Unknown => None,
        });
        let domestic = |place: Option<RegionIx>| place.is_some_and(|place| model.is_domestic(place));
        named
            .chain(unnamed)
            .map(|(leaf, place, control)| Withdrawal { leaf, place, control, domestic: domestic(place) })
            .collect()
    }

    fn optimistic_only(&self, layout: Layout) -> Vec<Node> {
        let presences = self.of.iter().enumerate();
        presences
            .filter(|(_, (_, presence))| *presence == Presence::OptimisticOnly)
            .map(|(position, _)| layout.source(position as u32))
            .collect()
    }

    /// For each component the leaf of whoever its list may lack.
    fn unlisted(&self, layout: Layout) -> Vec<Option<Node>> {
        let lacking = (OfferSource::Unknown, Presence::OptimisticOnly);
        let of = |pair: &[u32]| {
            let found = (pair[0]..pair[1]).find(|&position| self.of[position as usize] == lacking);
            found.map(|position| layout.source(position))
        };
        self.start.windows(2).map(of).collect()
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

/// Whether dropping distrusted claims opens a list that counted as complete.
pub(crate) fn is_opened(graph: &ChainGraph, component: ComponentIx, trust: Confidence) -> bool {
    let distrusted = Model::trust(graph.model().component(component).confidence) < trust;
    let list = graph.supply_list(component);
    distrusted && list.complete && list.basis == CompletenessBasis::Claim
}

pub(crate) fn offers(
    graph: &ChainGraph,
    component: ComponentIx,
    qualified: Qualified,
) -> impl Iterator<Item = &Offer> {
    let added: &[Offer] = match qualified {
        Qualified::Counted => graph.qualified_offers(component),
        Qualified::Ignored => &[],
    };
    graph.offers(component).iter().chain(added)
}

/// Which foreign offers stand at the baseline, in each reading.
struct Abroad {
    /// Whether the market has the inputs of a component: pessimistic, optimistic.
    inputs: Vec<[bool; 2]>,
    own: FxHashMap<(SupplierIx, ComponentIx), [bool; 2]>,
}

impl Abroad {
    fn at_baseline(graph: &ChainGraph, options: &CompileOptions) -> Self {
        let everyone = CompileOptions { buyers: Buyers::Everyone, targets: Vec::new(), ..options.clone() };
        let world = compile(graph, &everyone, &Switches::default());
        let states = Reading::BOTH.map(|reading| State::new(&world, reading));
        let has_inputs =
            |component| [0, 1].map(|reading| market_has_inputs(graph, &states[reading], options, component));
        Self {
            inputs: graph.model().component_indices().map(has_inputs).collect(),
            own: world
                .own_gates
                .iter()
                .map(|(&key, &gate)| (key, [0, 1].map(|at| states[at].is_up(gate))))
                .collect(),
        }
    }

    fn stands(&self, source: OfferSource, component: ComponentIx) -> [bool; 2] {
        let pooled = self.inputs[component.position()];
        match source {
            OfferSource::Named(supplier) => self.own.get(&(supplier, component)).copied().unwrap_or(pooled),
            OfferSource::Unnamed(_) | OfferSource::Unknown => pooled,
        }
    }
}

/// Whether a requirement is felt at the horizon and trusted; else its input counts as present.
fn counts(requirement: &Requirement, options: &CompileOptions) -> bool {
    (options.horizon == Horizon::Long || requirement.role == Role::Consumed)
        && Model::trust(requirement.confidence) >= options.trust
}

/// Whether enough inputs of every essential group are available.
pub(crate) fn market_has_inputs(
    graph: &ChainGraph,
    state: &State<'_>,
    options: &CompileOptions,
    component: ComponentIx,
) -> bool {
    let model = graph.model();
    let present = |member: &RequirementIx| {
        let requirement = model.requirement(*member);
        !counts(requirement, options) || state.is_up(state.structure().available(requirement.input))
    };
    graph
        .groups_of(component)
        .map(|group| model.group(group))
        .filter(|group| group.kind == InputKind::Essential)
        .all(|group| group.members.iter().filter(|&member| present(member)).count() as u32 >= group.need)
}

pub(crate) struct Compiler<'g> {
    pub(crate) graph: &'g ChainGraph,
    pub(crate) options: &'g CompileOptions,
    pub(crate) sources: &'g Sources,
    pub(crate) switches: &'g Switches,
    /// What foreign offers do when only domestic buyers are looked at.
    abroad: Option<&'g Abroad>,
    pub(crate) layout: Layout,
    pub(crate) builder: NetworkBuilder,
    sellers: Sellers,
    /// Gates of the offers that cannot share a pool.
    own_gates: OwnGates,
    pools: Vec<Pools>,
    /// Gates of requirements that can be doubted.
    input_gates: Vec<(RequirementIx, Node)>,
}

/// “Some offer is up”: the gate of offers that need the market's inputs, where it is asked for the gate of all ways to
/// get the component, and conditions that must all hold.
struct Supplied {
    pool: Node,
    ways: Option<Node>,
    conditions: Vec<Signal>,
}

/// The offers of a component, as signals.
#[derive(Default)]
pub(crate) struct Split {
    pub(crate) pooled: Vec<Signal>,
    pub(crate) own: Vec<Signal>,
}

impl<'g> Compiler<'g> {
    fn new(
        graph: &'g ChainGraph,
        options: &'g CompileOptions,
        sources: &'g Sources,
        switches: &'g Switches,
        abroad: Option<&'g Abroad>,
    ) -> Self {
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
        let mut compiler = Self {
            graph,
            options,
            sources,
            switches,
            abroad,
            layout,
            builder,
            sellers: Sellers::of_model(model),
            own_gates: OwnGates::default(),
            pools: vec![Pools::default(); model.components().len()],
            input_gates: Vec::new(),
        };
        compiler.reserve_own_gates();
        compiler
    }

    /// A gate for every offer of a buyer that needs what it buys from named sellers, and of every seller.
    fn reserve_own_gates(&mut self) {
        let model = self.graph.model();
        if model.purchases().is_empty() {
            return;
        }
        let sold: FxHashSet<(SupplierIx, ComponentIx)> =
            model.purchases().iter().map(|purchase| (purchase.seller, purchase.component)).collect();
        for component in model.component_indices() {
            for source in self.named_and_switched(component) {
                let OfferSource::Named(supplier) = source else { continue };
                let buys = self.sellers.buys(supplier)
                    && self.essential_inputs(component).any(|input| self.sellers.has(supplier, input));
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
            let Supplied { pool, ways, conditions } = self.supplied(split, inputs);
            let pools = &mut self.pools[component.position()];
            (pools.market, pools.market_ways) = (Some(pool), ways);
            supports.extend(conditions);
        } else {
            supports.extend(inputs);
        }
        self.builder.define_all(self.layout.available(component), &supports);
    }

    /// “Some offer is up”.
    fn supplied(&mut self, split: Split, mut inputs: Vec<Signal>) -> Supplied {
        let pool = self.builder.pool(&split.pooled);
        inputs.push(Signal::Node(pool));
        if split.own.is_empty() && !self.switches.doubts {
            return Supplied { pool, ways: None, conditions: inputs };
        }
        let mut ways = split.own;
        ways.push(self.builder.all(&inputs));
        if self.switches.doubts {
            let gate = self.builder.pool(&ways);
            return Supplied { pool, ways: Some(gate), conditions: vec![Signal::Node(gate)] };
        }
        Supplied { pool, ways: None, conditions: vec![self.builder.any(&ways)] }
    }

    /// The condition of one requirement, as a gate of its own where it can be doubted.
    fn doubtable(&mut self, group: &InputGroup, member: RequirementIx, signal: Signal) -> Signal {
        // What is always there can be missed only where fewer than all are needed.
        let is_missed = (group.need as usize) < group.members.len();
        if !self.switches.doubts || (signal == Signal::Up && !is_missed) {
            return signal;
        }
        let gate = if signal == Signal::Up { self.builder.steady() } else { self.builder.pool(&[signal]) };
        self.input_gates.push((member, gate));
        Signal::Node(gate)
    }

    /// Offers of a component within a scope.
    fn split(&mut self, component: ComponentIx, scope: Scope) -> Split {
        let graph = self.graph;
        let mut split = Split::default();
        let mut source = self.sources.start[component.position()];
        for offer in offers(graph, component, self.options.qualified) {
            let leaf = match offer.source {
                OfferSource::Named(supplier) => Layout::supplier(supplier),
                OfferSource::Unnamed(_) | OfferSource::Unknown => {
                    source += 1;
                    self.layout.source(source - 1)
                }
            };
            if !in_scope(graph.model(), offer.source, scope) {
                continue;
            }
            match (self.own_gate(offer.source, component), self.foreign(offer.source, component, leaf)) {
                (Some(gate), _) => split.own.push(Signal::Node(gate)),
                (None, Some(foreign)) => split.own.push(foreign),
                (None, None) => split.pooled.push(Signal::Node(leaf)),
            }
        }
        if is_opened(graph, component, self.options.trust) {
            if scope == Scope::World {
                // Somebody unlisted sits nowhere: to domestic buyers under an embargo a foreign offer like any other.
                let leaf = self.layout.source(source);
                match self.foreign(OfferSource::Unknown, component, leaf) {
                    Some(foreign) => split.own.push(foreign),
                    None => split.pooled.push(Signal::Node(leaf)),
                }
            }
            source += 1;
        }
        self.split_switches(component, scope, source, &mut split);
        split
    }

    pub(crate) fn own_gate(&self, source: OfferSource, component: ComponentIx) -> Option<Node> {
        let OfferSource::Named(supplier) = source else { return None };
        self.own_gates.get(&(supplier, component)).copied()
    }

    /// What a foreign offer is to domestic buyers: there as at the baseline, until it is withdrawn.
    pub(crate) fn foreign(
        &mut self,
        source: OfferSource,
        component: ComponentIx,
        leaf: Node,
    ) -> Option<Signal> {
        let abroad = self.abroad?;
        if in_scope(self.graph.model(), source, Scope::Domestic) {
            return None;
        }
        let parts = [Signal::Node(leaf), Signal::Node(self.layout.component(component))];
        Some(match abroad.stands(source, component) {
            [true, _] => self.builder.all(&parts),
            [false, true] => {
                let optimism = self.sources.optimism(self.layout);
                self.builder.all(&[parts[0], parts[1], optimism])
            }
            [false, false] => Signal::Down,
        })
    }

    fn define_own_gates(&mut self, component: ComponentIx) {
        for source in self.named_and_switched(component) {
            let OfferSource::Named(supplier) = source else { continue };
            let Some(&gate) = self.own_gates.get(&(supplier, component)) else { continue };
            if let Some(foreign) = self.foreign(source, component, Layout::supplier(supplier)) {
                self.builder.define(gate, foreign);
                continue;
            }
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
    pub(crate) fn inputs(&mut self, buyer: Option<SupplierIx>, component: ComponentIx) -> Vec<Signal> {
        let groups = self.graph.groups_of(component).map(|group| self.graph.model().group(group));
        let essential: Vec<&InputGroup> = groups.filter(|group| group.kind == InputKind::Essential).collect();
        essential.into_iter().map(|group| self.group(buyer, group)).collect()
    }

    fn group(&mut self, buyer: Option<SupplierIx>, group: &InputGroup) -> Signal {
        let mut signals = Vec::with_capacity(group.members.len());
        for &member in &group.members {
            let signal = self.member(buyer, member);
            signals.push(self.doubtable(group, member, signal));
        }
        self.builder.at_least(group.need, &signals)
    }

    fn member(&mut self, buyer: Option<SupplierIx>, member: RequirementIx) -> Signal {
        let requirement = self.graph.model().requirement(member);
        if !counts(requirement, self.options) {
            return Signal::Up;
        }
        let input = requirement.input;
        let Some(buyer) = buyer.filter(|&buyer| self.sellers.has(buyer, input)) else {
            return Signal::Node(self.layout.available(input));
        };
        let gate = |seller| self.own_gates.get(&(seller, input)).copied();
        let offers: Vec<Signal> = self
            .sellers
            .of(buyer, input)
            .map(|seller| gate(seller).map_or(Signal::Down, Signal::Node))
            .collect();
        self.builder.any(&offers)
    }

    fn variants(&mut self, component: ComponentIx) -> Vec<Signal> {
        let groups = self.graph.groups_of(component).map(|group| self.graph.model().group(group));
        let variants: Vec<&InputGroup> = groups.filter(|group| group.kind == InputKind::Variants).collect();
        variants
            .into_iter()
            .map(|group| {
                let mut kinds = Vec::with_capacity(group.members.len());
                for &member in &group.members {
                    let signal = self.kind(member);
                    kinds.push(self.doubtable(group, member, signal));
                }
                self.builder.at_least(group.need, &kinds)
            })
            .collect()
    }

    /// A kind that the category needs; roles do not matter to it, trust does.
    fn kind(&self, member: RequirementIx) -> Signal {
        let requirement = self.graph.model().requirement(member);
        if Model::trust(requirement.confidence) < self.options.trust {
            return Signal::Up;
        }
        Signal::Node(self.layout.available(requirement.input))
    }

    /// A target is up while an offer in its scope and the kinds it needs are, or, without supply rows, while it
    /// is available.
    fn target(&mut self, component: ComponentIx) -> Target {
        let node = self.builder.reserve();
        let scope = self.graph.model().component(component).scope;
        if self.graph.supply_list(component).has_rows {
            let split = self.split(component, scope);
            let inputs = self.inputs(None, component);
            let mut supports = vec![Signal::Node(self.layout.component(component))];
            supports.extend(self.variants(component));
            let Supplied { pool, ways, conditions } = self.supplied(split, inputs);
            let pools = &mut self.pools[component.position()];
            (pools.target, pools.target_ways) = (Some(pool), ways);
            supports.extend(conditions);
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
pub fn in_scope(model: &Model, source: OfferSource, scope: Scope) -> bool {
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
