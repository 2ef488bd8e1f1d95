//! The rows a finding rests on.

use liantu_graph::{ChainGraph, Node, OfferSource, State, Structure};
use liantu_model::{
    CitationIx, ComponentIx, Confidence, FactIx, InputKind, Model, RequirementIx, RowAt, SupplyIx,
};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// One row of the dataset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EvidenceRow {
    /// A claim about a component: that its list is complete.
    Component(ComponentIx),
    /// A requirement.
    Requirement(RequirementIx),
    /// A supply row.
    Supply(SupplyIx),
    /// A published figure.
    Fact(FactIx),
}

impl EvidenceRow {
    /// Where it stands.
    pub fn at(self, model: &Model) -> RowAt {
        match self {
            Self::Component(one) => model.component(one).at,
            Self::Requirement(one) => model.requirement(one).at,
            Self::Supply(one) => model.supply(one).at,
            Self::Fact(one) => model.fact(one).at,
        }
    }

    /// What is said of its source.
    pub fn citation(self, model: &Model) -> Option<CitationIx> {
        match self {
            Self::Component(one) => model.component(one).citation,
            Self::Requirement(one) => model.requirement(one).citation,
            Self::Supply(one) => model.supply(one).citation,
            Self::Fact(one) => model.fact(one).citation,
        }
    }

    /// The year it speaks of, where its table has one.
    pub fn year(self, model: &Model) -> Option<i16> {
        match self {
            Self::Component(_) | Self::Requirement(_) => None,
            Self::Supply(one) => model.supply(one).year,
            Self::Fact(one) => model.fact(one).year,
        }
    }

    /// How sure it is said to be.
    pub fn confidence(self, model: &Model) -> Option<Confidence> {
        match self {
            Self::Component(one) => model.component(one).confidence,
            Self::Requirement(one) => model.requirement(one).confidence,
            Self::Supply(one) => model.supply(one).confidence,
            Self::Fact(one) => model.fact(one).confidence,
        }
    }
}

/// For each node that fell, the support whose fall was the last it could bear.
pub(crate) type Triggers = FxHashMap<Node, Node>;

/// The components through which a failure reached `node`, from the element to the target.
pub(crate) fn path(structure: &Structure, triggers: &Triggers, node: Node) -> Vec<ComponentIx> {
    let mut path: Vec<ComponentIx> = Vec::new();
    let mut next = Some(node);
    while let Some(node) = next {
        path.extend(structure.component_of(node));
        next = triggers.get(&node).copied();
    }
    path.reverse();
    path
}

/// The rows behind a path of components that ends in `target`: the supply rows of each component whose own
/// offers were hit, the completeness claims that rule out unlisted ones, and the requirements from each
/// component to the next with their alternatives.
pub(crate) fn rows_of_path(
    graph: &ChainGraph,
    state: &State<'_>,
    path: &[ComponentIx],
    target: ComponentIx,
    rows: &mut BTreeSet<EvidenceRow>,
) {
    let mut steps = path.to_vec();
    if steps.last() != Some(&target) {
        steps.push(target);
    }
    if let Some(&first) = steps.first() {
        rows_of_supply(graph, first, rows);
    }
    for pair in steps.windows(2) {
        rows_of_step(graph, pair[0], pair[1], rows);
        if is_hit_itself(graph, state, pair[1]) {
            rows_of_supply(graph, pair[1], rows);
        }
    }
}

/// Supports of a gate whose fall it could not bear: of those that fell before it as many, the first, as it can spare and one
/// more. `fell` says when a node fell, or that it stands.
pub(crate) fn broken_supports(
    structure: &Structure,
    node: Node,
    fell: impl Fn(Node) -> Option<u32>,
) -> Vec<Node> {
    if structure.is_leaf(node) {
        return Vec::new();
    }
    let own = fell(node).unwrap_or(u32::MAX);
    let supports = structure.supports_of(node).iter();
    let mut lost: Vec<(u32, Node)> =
        supports.filter_map(|&one| Some((fell(one)?, one))).filter(|&(when, _)| when < own).collect();
    lost.sort_unstable();
    lost.truncate(structure.slack(node) as usize + 1);
    lost.into_iter().map(|(_, support)| support).collect()
}

/// The rows behind the loss of components that are lost together.
pub(crate) fn rows_of_losses(
    graph: &ChainGraph,
    state: &State<'_>,
    lost: &BTreeSet<ComponentIx>,
) -> BTreeSet<EvidenceRow> {
    let mut rows = BTreeSet::new();
    for &component in lost {
        let inputs =
            graph.inputs_of(component, |kind| matches!(kind, InputKind::Essential | InputKind::Variants));
        let lost_inputs: Vec<ComponentIx> = inputs.filter(|input| lost.contains(input)).collect();
        if lost_inputs.is_empty() || is_hit_itself(graph, state, component) {
            rows_of_supply(graph, component, &mut rows);
        }
        for input in lost_inputs {
            rows_of_step(graph, input, component, &mut rows);
        }
    }
    rows
}

/// Whether any named offer of the component is down.
fn is_hit_itself(graph: &ChainGraph, state: &State<'_>, component: ComponentIx) -> bool {
    graph.offers(component).iter().any(|offer| match offer.source {
        OfferSource::Named(supplier) => !state.is_up(state.structure().supplier_leaf(supplier)),
        OfferSource::Unnamed(_) | OfferSource::Unknown => false,
    })
}

fn rows_of_supply(graph: &ChainGraph, component: ComponentIx, rows: &mut BTreeSet<EvidenceRow>) {
    rows.extend(graph.offers(component).iter().filter_map(|offer| offer.row).map(EvidenceRow::Supply));
    if graph.model().component(component).complete.is_some() {
        rows.insert(EvidenceRow::Component(component));
    }
}

fn rows_of_step(graph: &ChainGraph, from: ComponentIx, to: ComponentIx, rows: &mut BTreeSet<EvidenceRow>) {
    for group in graph.groups_of(to).map(|group| graph.model().group(group)) {
        let counts = matches!(group.kind, InputKind::Essential | InputKind::Variants);
        if counts && group.members.iter().any(|&member| graph.model().requirement(member).input == from) {
            rows.extend(group.members.iter().map(|&member| EvidenceRow::Requirement(member)));
        }
    }
}
