//! Policy leads (政策线索) by kind of component.

use super::candidates::{Candidate, candidates};
use crate::cover::region_of;
use liantu_graph::{ChainGraph, Presence};
use liantu_model::{ComponentIx, ComponentKind, SupplyStatus};

/// A policy that may apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LeadKind {
    /// First set of equipment (首台套).
    Equipment,
    /// First batch of a material (首批次).
    Material,
    /// First version of software (首版次).
    Software,
}

impl LeadKind {
    /// The canonical key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Equipment => "first-set",
            Self::Material => "first-batch",
            Self::Software => "first-version",
        }
    }
}

/// A component without a domestic source that delivers, but with one on its way.
#[derive(Debug, Clone, PartialEq)]
pub struct Lead {
    /// Which.
    pub component: ComponentIx,
    /// What may apply.
    pub kind: LeadKind,
    /// Named domestic sources that are qualified or being qualified, the nearest first.
    pub firms: Vec<Candidate>,
}

/// In model order. O(rows).
pub(super) fn leads(graph: &ChainGraph) -> Vec<Lead> {
    graph.model().component_indices().filter_map(|component| lead(graph, component)).collect()
}

fn lead(graph: &ChainGraph, component: ComponentIx) -> Option<Lead> {
    let model = graph.model();
    let kind = match model.component(component).kind? {
        ComponentKind::Equipment => LeadKind::Equipment,
        ComponentKind::Material => LeadKind::Material,
        ComponentKind::Software => LeadKind::Software,
        _ => return None,
    };
    let mut listed = graph.offers(component).iter().filter(|offer| offer.presence == Presence::Listed);
    let delivers =
        listed.any(|offer| region_of(model, offer.source).is_some_and(|region| model.is_domestic(region)));
    let mut firms = candidates(graph, component);
    firms.retain(|one| one.status != SupplyStatus::Active);
    (!delivers && !firms.is_empty()).then_some(Lead { component, kind, firms })
}
