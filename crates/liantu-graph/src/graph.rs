//! The frozen graph. petgraph stays in this module and in [`crate::query`].

use crate::accounting::{self, Accounts, Doubted};
use crate::query::{Direction, Query};
use crate::{Offer, Qualified, SupplyList};
use liantu_model::{
    ComponentIx, GroupIx, Index, InputKind, Model, RequirementIx, SupplierIx, SupplyIx, SupplyStatus,
};
use petgraph::graph::{DiGraph, NodeIndex};
use std::sync::OnceLock;

/// A vertex of the typed multigraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Vertex {
    Component(ComponentIx),
    Supplier(SupplierIx),
}

/// An edge of the typed multigraph, from what is needed to what needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Edge {
    Feeds(RequirementIx),
    Offers(SupplyStatus),
    Owns,
}

/// A broken invariant of the graph: our mistake, not the data's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GraphError(pub String);

/// The chain, frozen.
#[derive(Debug)]
pub struct ChainGraph {
    model: Model,
    accounts: Accounts,
    group_start: Vec<u32>,
    typed: OnceLock<DiGraph<Vertex, Edge>>,
    /// Whether each supplier names sellers.
    buyers: OnceLock<Vec<bool>>,
}

impl ChainGraph {
    /// Freezes a model and does the supply accounting. O(rows × totals per component).
    pub fn new(model: Model) -> Self {
        let accounts = accounting::account(&model);
        let group_start = group_starts(&model);
        Self { model, accounts, group_start, typed: OnceLock::new(), buyers: OnceLock::new() }
    }

    /// The model, to be changed and frozen again.
    pub fn into_model(self) -> Model {
        self.model
    }

    /// The model.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// What is known about who supplies a component.
    pub fn supply_list(&self, component: ComponentIx) -> &SupplyList {
        &self.accounts.lists[component.position()]
    }

    /// Offers of a component from rows in status active, unnamed and unknown ones included.
    pub fn offers(&self, component: ComponentIx) -> &[Offer] {
        let (from, to) =
            (self.accounts.start[component.position()], self.accounts.start[component.position() + 1]);
        &self.accounts.offers[from as usize..to as usize]
    }

    /// Offers that count in addition when qualified rows are counted.
    pub fn qualified_offers(&self, component: ComponentIx) -> &[Offer] {
        let start = &self.accounts.qualified_start;
        let (from, to) = (start[component.position()], start[component.position() + 1]);
        &self.accounts.qualified[from as usize..to as usize]
    }

    /// The offers of a component if some of its rows were otherwise; `rows` are all its current ones. Those of qualified
    /// rows, where they count, come last. O(rows).
    pub fn offers_if(
        &self,
        component: ComponentIx,
        rows: &[SupplyIx],
        doubted: &Doubted<'_>,
        qualified: Qualified,
    ) -> Vec<Offer> {
        accounting::offers_if(&self.model, component, rows, doubted, qualified == Qualified::Counted)
    }

    /// Current rows of a component that are qualified or candidate, in row order.
    pub fn backup_rows(&self, component: ComponentIx) -> &[SupplyIx] {
        let start = &self.accounts.backup_start;
        let (from, to) = (start[component.position()], start[component.position() + 1]);
        &self.accounts.backups[from as usize..to as usize]
    }

    /// Whether a supplier names sellers for anything it buys. O(1), after O(purchases) once.
    pub fn names_sellers(&self, supplier: SupplierIx) -> bool {
        let all = || {
            let mut buyers = vec![false; self.model.suppliers().len()];
            for purchase in self.model.purchases() {
                buyers[purchase.buyer.position()] = true;
            }
            buyers
        };
        self.buyers.get_or_init(all)[supplier.position()]
    }

    /// Input groups of a product, taxonomy included.
    pub fn groups_of(&self, product: ComponentIx) -> impl ExactSizeIterator<Item = GroupIx> + use<> {
        let (from, to) = (self.group_start[product.position()], self.group_start[product.position() + 1]);
        (from as usize..to as usize).map(GroupIx::new)
    }

    /// Inputs of a product in groups of the kinds `keep` keeps.
    pub fn inputs_of(
        &self,
        product: ComponentIx,
        keep: impl Fn(InputKind) -> bool,
    ) -> impl Iterator<Item = ComponentIx> {
        self.groups_of(product)
            .map(|group| self.model.group(group))
            .filter(move |group| keep(group.kind))
            .flat_map(|group| group.members.iter().map(|&member| self.model.requirement(member).input))
    }

    /// A traversal from `start`, which it includes.
    pub fn query(&self, direction: Direction, start: impl IntoIterator<Item = ComponentIx>) -> Query<'_> {
        Query::new(self, direction, start.into_iter().collect())
    }

    /// A component nobody lists a supplier or input of: assumed available.
    pub fn is_untracked(&self, component: ComponentIx) -> bool {
        !self.supply_list(component).has_rows
            && self.groups_of(component).all(|group| self.model.group(group).kind == InputKind::Taxonomy)
    }

    /// The components protected unless others are asked for: those marked `target`, else those that no
    /// other component requires.
    pub fn default_targets(&self) -> Vec<ComponentIx> {
        let all = || (0..self.model.components().len()).map(ComponentIx::new);
        let marked: Vec<ComponentIx> = all().filter(|&one| self.model.component(one).target).collect();
        if !marked.is_empty() {
            return marked;
        }
        let mut required = vec![false; self.model.components().len()];
        for requirement in self.model.requirements() {
            if self.model.group(requirement.group).kind != InputKind::Taxonomy {
                required[requirement.input.position()] = true;
            }
        }
        all().filter(|one| !required[one.position()]).collect()
    }

    pub(crate) fn typed(&self) -> &DiGraph<Vertex, Edge> {
        self.typed.get_or_init(|| build(&self.model))
    }

    /// Position of a component's vertex: components come first.
    pub(crate) fn vertex(component: ComponentIx) -> NodeIndex {
        NodeIndex::new(component.position())
    }

    /// Checks every invariant that the rest of the program relies on. O(size of the graph).
    ///
    /// # Errors
    /// The first invariant that does not hold.
    pub fn verify(&self) -> Result<(), GraphError> {
        let model = &self.model;
        for (position, group) in model.groups().iter().enumerate() {
            ensure(
                self.groups_of(group.product).any(|one| one.position() == position),
                "every group is found under its product",
            )?;
            ensure(!group.members.is_empty(), "no group is empty")?;
            ensure(group.need as usize <= group.members.len(), "no group needs more than it has")?;
            for &member in &group.members {
                let requirement = model.requirement(member);
                ensure(requirement.product == group.product, "members of a group have its product")?;
                ensure(requirement.group.position() == position, "members know their group")?;
            }
        }
        for (position, vertex) in self.typed().node_weights().enumerate() {
            let expected = match *vertex {
                Vertex::Component(component) => component.position(),
                Vertex::Supplier(supplier) => model.components().len() + supplier.position(),
            };
            ensure(position == expected, "components come before suppliers, in order")?;
        }
        accounting::verify(model, &self.accounts)
    }
}

/// `Err` with the invariant when it does not hold.
pub(crate) fn ensure(holds: bool, invariant: &str) -> Result<(), GraphError> {
    if holds { Ok(()) } else { Err(GraphError(invariant.to_owned())) }
}

fn group_starts(model: &Model) -> Vec<u32> {
    let mut start = vec![0_u32; model.components().len() + 1];
    for group in model.groups() {
        start[group.product.position() + 1] += 1;
    }
    for position in 1..start.len() {
        start[position] += start[position - 1];
    }
    start
}

fn build(model: &Model) -> DiGraph<Vertex, Edge> {
    let mut graph = DiGraph::with_capacity(
        model.components().len() + model.suppliers().len(),
        model.requirements().len() + model.supplies().len(),
    );
    for component in model.component_indices() {
        graph.add_node(Vertex::Component(component));
    }
    for supplier in model.supplier_indices() {
        graph.add_node(Vertex::Supplier(supplier));
    }
    let vertex_of = |supplier: SupplierIx| NodeIndex::new(model.components().len() + supplier.position());
    for (position, requirement) in model.requirements().iter().enumerate() {
        let (from, to) = (ChainGraph::vertex(requirement.input), ChainGraph::vertex(requirement.product));
        graph.add_edge(from, to, Edge::Feeds(RequirementIx::new(position)));
    }
    for supply in model.supplies().iter().filter(|supply| supply.current) {
        if let liantu_model::Provider::Supplier(supplier) = supply.provider {
            let to = ChainGraph::vertex(supply.component);
            graph.add_edge(vertex_of(supplier), to, Edge::Offers(supply.status));
        }
    }
    for (position, supplier) in model.suppliers().iter().enumerate() {
        if let Some(parent) = supplier.parent {
            graph.add_edge(vertex_of(parent), vertex_of(SupplierIx::new(position)), Edge::Owns);
        }
    }
    graph
}
