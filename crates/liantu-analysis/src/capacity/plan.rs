//! What is the same for every failure: nodes, weights, and who depends on whom.

use super::CapacityOptions;
use super::sellers::Sellers;
use super::weights::{Account, accounts, offers, standby_of};
use crate::arcs::Arcs;
use liantu_graph::{ChainGraph, Horizon, OfferSource};
use liantu_model::{
    ComponentIx, Index, InputGroup, InputKind, Model, RegionIx, Requirement, Role, SupplierIx,
};
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Deref;
use std::sync::Arc;

/// A component, or after them an offer of its own.
pub(crate) type Node = u32;

/// An offer that buys from named sellers, or is bought from as one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plant {
    pub(crate) supplier: SupplierIx,
    pub(crate) component: ComponentIx,
}

/// Everything that does not depend on the failure. What is the same at every horizon is read as fields of it.
#[derive(Debug)]
pub(crate) struct Plan<'g> {
    pub(crate) options: CapacityOptions,
    ground: Arc<Ground<'g>>,
}

impl<'g> Deref for Plan<'g> {
    type Target = Ground<'g>;

    fn deref(&self) -> &Ground<'g> {
        &self.ground
    }
}

/// What is the same at every horizon: of a national network there is room for one.
#[derive(Debug)]
pub(crate) struct Ground<'g> {
    pub(crate) graph: &'g ChainGraph,
    pub(crate) accounts: Vec<Account>,
    pub(crate) plants: Vec<Plant>,
    plants_of: FxHashMap<ComponentIx, Vec<Node>>,
    pub(crate) sellers: Sellers,
    /// From what is needed to what needs it.
    pub(crate) dependents: Arcs,
    /// Inputs before products; equal inside a cycle.
    pub(crate) rank: Vec<u32>,
    pub(crate) touched_by: Touched,
}

/// The components whose offers an element can hit.
#[derive(Debug, Default)]
pub(crate) struct Touched {
    pub(crate) supplier: Vec<Vec<ComponentIx>>,
    pub(crate) group: Vec<Vec<ComponentIx>>,
    pub(crate) place: Vec<Vec<ComponentIx>>,
    pub(crate) control: Vec<Vec<ComponentIx>>,
}

impl<'g> Plan<'g> {
    /// O(offers + requirements), up to a sort.
    pub(crate) fn new(graph: &'g ChainGraph, options: CapacityOptions) -> Self {
        let ground = Arc::new(Ground::new(graph, &options));
        Self { options, ground }
    }

    /// The same for another horizon, sharing what does not depend on it.
    pub(crate) fn at(&self, horizon: Horizon) -> Self {
        let options = CapacityOptions { horizon, ..self.options.clone() };
        Self { options, ground: Arc::clone(&self.ground) }
    }

    /// The node of a component.
    pub(crate) fn node(component: ComponentIx) -> Node {
        component.position() as Node
    }

    /// Whether an input is there at the horizon whatever happens.
    pub(crate) fn is_standing(&self, requirement: &Requirement) -> bool {
        self.options.horizon == Horizon::Short && requirement.role != Role::Consumed
    }
}

impl<'g> Ground<'g> {
    fn new(graph: &'g ChainGraph, options: &CapacityOptions) -> Self {
        let model = graph.model();
        let plants = plants(graph, options);
        let first = model.components().len() as u32;
        let node_of: FxHashMap<(SupplierIx, ComponentIx), Node> = plants
            .iter()
            .zip(first..)
            .map(|(plant, node)| ((plant.supplier, plant.component), node))
            .collect();
        let mut plants_of: FxHashMap<ComponentIx, Vec<Node>> = FxHashMap::default();
        for (plant, node) in plants.iter().zip(first..) {
            plants_of.entry(plant.component).or_default().push(node);
        }
        let accounts =
            accounts(graph, options, |supplier, component| node_of.get(&(supplier, component)).copied());
        let mut ground = Self {
            graph,
            sellers: Sellers::new(model, options, &node_of),
            touched_by: Touched::new(model, &accounts),
            accounts,
            plants,
            plants_of,
            dependents: Arcs::default(),
            rank: Vec::new(),
        };
        drop(node_of);
        ground.dependents = Arcs::new(ground.len(), ground.arcs());
        ground.rank = ground.dependents.ranks();
        ground
    }

    pub(crate) fn model(&self) -> &'g Model {
        self.graph.model()
    }

    /// Number of nodes.
    pub(crate) fn len(&self) -> usize {
        self.accounts.len() + self.plants.len()
    }

    /// The component a node is, or the plant.
    pub(crate) fn component_of(&self, node: Node) -> Result<ComponentIx, Plant> {
        let position = node as usize;
        match position.checked_sub(self.accounts.len()) {
            None => Ok(ComponentIx::new(position)),
            Some(plant) => Err(self.plants[plant]),
        }
    }

    /// A component and its plants.
    pub(crate) fn nodes_of(&self, component: ComponentIx) -> impl Iterator<Item = Node> + '_ {
        let plants = self.plants_of.get(&component).into_iter().flatten().copied();
        std::iter::once(Plan::node(component)).chain(plants)
    }

    /// The products of those who buy a component from named sellers: a failure of the component reaches them
    /// without changing what the sellers could make.
    pub(crate) fn bought_from(&self, component: ComponentIx) -> impl Iterator<Item = ComponentIx> + '_ {
        let plants = self.nodes_of(component).skip(1);
        let dependents = plants.flat_map(|plant| self.dependents.from(plant).iter());
        dependents.map(|&node| self.component_of(node).unwrap_or_else(|plant| plant.component))
    }

    /// The input groups of a product.
    pub(crate) fn groups(&self, product: ComponentIx) -> impl Iterator<Item = &'g InputGroup> + use<'g> {
        let model = self.model();
        self.graph.groups_of(product).map(move |group| model.group(group))
    }

    /// Who depends on whom, more than needed rather than less.
    fn arcs(&self) -> Vec<(Node, Node)> {
        let mut arcs = Vec::new();
        for component in self.model().component_indices() {
            let own: Vec<Node> = self.nodes_of(component).collect();
            arcs.extend(own[1..].iter().map(|&plant| (plant, own[0])));
            for group in self.groups(component).filter(|group| group.kind != InputKind::Taxonomy) {
                for &member in &group.members {
                    let input = self.model().requirement(member).input;
                    arcs.extend(own.iter().map(|&node| (Plan::node(input), node)));
                    arcs.extend(own[1..].iter().flat_map(|&node| self.sold_to(node, input)));
                }
            }
        }
        arcs
    }

    fn sold_to(&self, buyer: Node, input: ComponentIx) -> impl Iterator<Item = (Node, Node)> + '_ {
        let plant = &self.plants[buyer as usize - self.accounts.len()];
        let sold = self.sellers.of(plant.supplier, input).into_iter();
        sold.flat_map(move |sold| sold.plants.iter().map(move |&seller| (seller, buyer)))
    }
}

impl Touched {
    fn new(model: &Model, accounts: &[Account]) -> Self {
        let mut touched = Self {
            supplier: vec![Vec::new(); model.suppliers().len()],
            group: vec![Vec::new(); model.suppliers().len()],
            place: vec![Vec::new(); model.regions().len()],
            control: vec![Vec::new(); model.regions().len()],
        };
        for (component, account) in model.component_indices().zip(accounts) {
            for source in &account.sources {
                if let OfferSource::Named(supplier) = source.who {
                    add(&mut touched.supplier[supplier.position()], component);
                    add(&mut touched.group[model.supplier(supplier).root.position()], component);
                }
                add_around(model, &mut touched.place, source.place, component);
                add_around(model, &mut touched.control, source.control, component);
            }
        }
        touched
    }
}

fn add_around(
    model: &Model,
    lists: &mut [Vec<ComponentIx>],
    region: Option<RegionIx>,
    component: ComponentIx,
) {
    for around in region.into_iter().flat_map(|region| model.around(region)) {
        add(&mut lists[around.position()], component);
    }
}

/// Components come in order, so a repetition is the last one.
fn add(list: &mut Vec<ComponentIx>, component: ComponentIx) {
    if list.last() != Some(&component) {
        list.push(component);
    }
}

/// Offers that cannot share what the market has, in order.
fn plants(graph: &ChainGraph, options: &CapacityOptions) -> Vec<Plant> {
    let model = graph.model();
    if model.purchases().is_empty() {
        return Vec::new();
    }
    let bought: FxHashSet<(SupplierIx, ComponentIx)> =
        model.purchases().iter().map(|row| (row.buyer, row.component)).collect();
    let sold: FxHashSet<(SupplierIx, ComponentIx)> =
        model.purchases().iter().map(|row| (row.seller, row.component)).collect();
    let counts = |kind| matches!(kind, InputKind::Essential | InputKind::NonEssential);
    let mut plants = Vec::new();
    for component in model.component_indices() {
        let on_top = standby_of(options, component).iter().map(|one| one.source);
        for source in offers(graph, component, options.qualified).map(|offer| offer.source).chain(on_top) {
            let OfferSource::Named(supplier) = source else { continue };
            let buys = graph.inputs_of(component, counts).any(|input| bought.contains(&(supplier, input)));
            if buys || sold.contains(&(supplier, component)) {
                plants.push(Plant { supplier, component });
            }
        }
    }
    plants
}
