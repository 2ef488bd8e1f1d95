//! The library of core firms (核心企业库): firms at home that hold key components, and key components that no
//! firm at home holds (招引清单).

mod roles;
#[cfg(test)]
mod tests;

pub use roles::FirmRole;

use crate::matching::pairs_by_component;
use crate::{Certainty, Chokepoint, Grade, MatchInputs, hit_components};
use liantu_graph::{ChainGraph, Market, Offer, OfferSource, Presence};
use liantu_model::{ComponentIx, Element, Index, Percent, Provider, SupplierIx, SupplyIx, SupplyStatus};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Why a component is key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CoreReason {
    /// Its own grade is red.
    Red,
    /// Its own grade is orange.
    Orange,
    /// A proper single point takes all its listed sources away, and a target that needs it.
    SinglePoint(Certainty),
    /// All its listed sources are members of one minimal cut set of order two.
    Pair,
    /// The domestic share of world supply may reach the threshold of a long link (长板): surely, or only at its
    /// high end.
    LongLink(Certainty),
}

impl CoreReason {
    /// The canonical key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Red => "grade-red",
            Self::Orange => "grade-orange",
            Self::SinglePoint(_) => "single-point",
            Self::Pair => "order-two",
            Self::LongLink(_) => "long-link",
        }
    }
}

/// Core firms and what is missing among them.
#[derive(Debug, Clone, PartialEq)]
pub struct CoreLibrary {
    /// Firms at home, active or qualified in a key component: by smallest cut set, weight lost, share, then id.
    pub firms: Vec<CoreFirm>,
    /// Key components without such a firm, in model order.
    pub invitations: Vec<Invitation>,
    /// How many components are key.
    pub key_components: usize,
    /// Whether the list of cut sets is whole up to order two.
    pub sets_complete: bool,
}

/// A firm at home that holds key components.
#[derive(Debug, Clone, PartialEq)]
pub struct CoreFirm {
    /// Who.
    pub firm: SupplierIx,
    /// The key components it is active or qualified in, in model order.
    pub components: Vec<CoreComponent>,
    /// Members of the smallest minimal cut set of suppliers it is in, local standstills included; `None` where
    /// it is in none of up to two.
    pub smallest_set: Option<u32>,
    /// Weight of the targets that sets of that size with it take down, over that of all targets, 0..=1.
    pub weight_lost: f64,
    /// The greatest low end of its shares, percent of the market of account; `None` without a stated share.
    pub share: Option<Percent>,
    /// Structural roles, beside its official labels.
    pub roles: Vec<FirmRole>,
}

/// A key component a firm holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoreComponent {
    /// Which.
    pub component: ComponentIx,
    /// The firm's most advanced row.
    pub row: SupplyIx,
    /// Active or qualified.
    pub status: SupplyStatus,
    /// Why it is key.
    pub reasons: Vec<CoreReason>,
}

/// A key component that no firm at home is active or qualified in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// Which.
    pub component: ComponentIx,
    /// Why it is key.
    pub reasons: Vec<CoreReason>,
    /// Firms at home that are being qualified, by id.
    pub home_candidates: Vec<SupplierIx>,
    /// Active listed sources, domestic ones first, then by row.
    pub sources: Vec<OfferSource>,
}

/// Finds the core library. O(rows + sets × members).
pub fn core_library(graph: &ChainGraph, inputs: MatchInputs<'_>) -> CoreLibrary {
    let reasons = reasons(graph, inputs);
    let holdings = holdings(graph, &reasons);
    let mut firms: Vec<CoreFirm> =
        holdings.into_iter().map(|(firm, components)| core_firm(graph, inputs, firm, components)).collect();
    firms.sort_by(|a, b| {
        let key = |one: &CoreFirm| (one.smallest_set.unwrap_or(u32::MAX), Reverse(one.share));
        let id = |one: &CoreFirm| &graph.model().supplier(one.firm).id;
        (key(a).0.cmp(&key(b).0))
            .then(b.weight_lost.total_cmp(&a.weight_lost))
            .then(key(a).1.cmp(&key(b).1))
            .then_with(|| id(a).cmp(id(b)))
    });
    CoreLibrary {
        firms,
        invitations: invitations(graph, &reasons),
        key_components: reasons.iter().filter(|own| !own.is_empty()).count(),
        sets_complete: !inputs.cut_sets.is_incomplete(),
    }
}

/// Why each component is key, by position; empty where it is not.
fn reasons(graph: &ChainGraph, inputs: MatchInputs<'_>) -> Vec<Vec<CoreReason>> {
    let size = graph.model().components().len();
    let mut reasons: Vec<Vec<CoreReason>> = vec![Vec::new(); size];
    for row in &inputs.chokepoints.rows {
        reasons[row.component.position()].extend(match row.pessimistic.grade {
            Grade::Red => Some(CoreReason::Red),
            Grade::Orange => Some(CoreReason::Orange),
            Grade::Yellow | Grade::Green | Grade::Unknown => None,
        });
    }
    for (own, hit) in reasons.iter_mut().zip(hit_components(graph, inputs.points)) {
        own.extend(hit.map(CoreReason::SinglePoint));
    }
    for (own, in_pair) in reasons.iter_mut().zip(pairs_by_component(graph, inputs.cut_sets)) {
        own.extend(in_pair.then_some(CoreReason::Pair));
    }
    let least = inputs.chokepoints.options.rules.long_link_share.points();
    for row in &inputs.chokepoints.rows {
        reasons[row.component.position()].extend(long_link(graph, row, least));
    }
    reasons
}

/// By the rule of the table of long links: the domestic share of *world* supply.
fn long_link(graph: &ChainGraph, row: &Chokepoint, least: f64) -> Option<CoreReason> {
    let share = row.domestic_share?;
    let is_world = graph.supply_list(row.component).market == Market::World;
    let certainty = if share.low >= least { Certainty::Confirmed } else { Certainty::Possible };
    (is_world && share.high >= least).then_some(CoreReason::LongLink(certainty))
}

/// Key components by firm at home.
fn holdings(graph: &ChainGraph, reasons: &[Vec<CoreReason>]) -> BTreeMap<SupplierIx, Vec<CoreComponent>> {
    let mut holdings: BTreeMap<SupplierIx, Vec<CoreComponent>> = BTreeMap::new();
    for component in graph.model().component_indices() {
        let own = &reasons[component.position()];
        if own.is_empty() {
            continue;
        }
        for (firm, row, status) in home_holders(graph, component) {
            let held = CoreComponent { component, row, status, reasons: own.clone() };
            holdings.entry(firm).or_default().push(held);
        }
    }
    holdings
}

/// Firms at home that are active in a component, then those that are qualified only.
fn home_holders(graph: &ChainGraph, component: ComponentIx) -> Vec<(SupplierIx, SupplyIx, SupplyStatus)> {
    let model = graph.model();
    let named = |offer: &Offer, status| match offer.source {
        OfferSource::Named(supplier) => Some((supplier, offer.row?, status)),
        OfferSource::Unnamed(_) | OfferSource::Unknown => None,
    };
    let active = graph.offers(component).iter().filter(|offer| offer.presence == Presence::Listed);
    let active = active.filter_map(|offer| named(offer, SupplyStatus::Active));
    let qualified =
        graph.qualified_offers(component).iter().filter_map(|offer| named(offer, SupplyStatus::Qualified));
    let is_home = |&(supplier, ..): &(SupplierIx, SupplyIx, SupplyStatus)| {
        model.supplier(supplier).region.is_some_and(|region| model.contains(model.dataset().home, region))
    };
    active.chain(qualified).filter(is_home).collect()
}

fn core_firm(
    graph: &ChainGraph,
    inputs: MatchInputs<'_>,
    firm: SupplierIx,
    components: Vec<CoreComponent>,
) -> CoreFirm {
    let element = Element::Supplier(firm);
    let sets = || inputs.cut_sets.targets.iter().flat_map(|target| &target.sets);
    let with_firm = || sets().filter(|set| set.elements.contains(&element));
    let smallest = with_firm().map(|set| set.elements.len()).min();
    let mut lost: Vec<ComponentIx> =
        with_firm().filter(|set| Some(set.elements.len()) == smallest).map(|set| set.target).collect();
    lost.sort_unstable();
    lost.dedup();
    let shares = components
        .iter()
        .filter_map(|held| graph.model().supply(held.row).share.as_ref().map(|share| share.low));
    CoreFirm {
        firm,
        smallest_set: smallest.map(|size| size as u32),
        weight_lost: weight(graph, &inputs.points.targets, &lost),
        share: shares.max(),
        roles: roles::roles(graph, &inputs.points.targets, firm),
        components,
    }
}

/// Part of the weight of all targets, 0..=1. Blank weights are 1 each when all are blank, else 0.
fn weight(graph: &ChainGraph, targets: &[ComponentIx], lost: &[ComponentIx]) -> f64 {
    let stated = |one: &ComponentIx| graph.model().component(*one).weight;
    let all_blank = targets.iter().all(|one| stated(one).is_none());
    let of = |one: &ComponentIx| if all_blank { 1.0 } else { stated(one).unwrap_or(0.0) };
    let all: f64 = targets.iter().map(of).sum();
    if all > 0.0 { targets.iter().filter(|one| lost.contains(one)).map(of).sum::<f64>() / all } else { 0.0 }
}

fn invitations(graph: &ChainGraph, reasons: &[Vec<CoreReason>]) -> Vec<Invitation> {
    let model = graph.model();
    let key = model.component_indices().filter(|one| !reasons[one.position()].is_empty());
    key.filter(|&component| home_holders(graph, component).is_empty())
        .map(|component| {
            let listed = graph.offers(component).iter().filter(|one| one.presence == Presence::Listed);
            let mut sources: Vec<OfferSource> = listed.map(|offer| offer.source).collect();
            let is_domestic = |source: &OfferSource| {
                crate::cover::region_of(model, *source).is_some_and(|region| model.is_domestic(region))
            };
            sources.sort_by_key(|source| !is_domestic(source));
            Invitation {
                component,
                reasons: reasons[component.position()].clone(),
                home_candidates: home_candidates(graph, component),
                sources,
            }
        })
        .collect()
}

fn home_candidates(graph: &ChainGraph, component: ComponentIx) -> Vec<SupplierIx> {
    let model = graph.model();
    let rows = graph.backup_rows(component).iter().map(|&row| model.supply(row).provider);
    let mut firms: Vec<SupplierIx> = rows
        .filter_map(|provider| match provider {
            Provider::Supplier(supplier) => Some(supplier),
            Provider::Region(_) | Provider::Placeholder => None,
        })
        .filter(|&one| {
            model.supplier(one).region.is_some_and(|region| model.contains(model.dataset().home, region))
        })
        .collect();
    firms.sort_by_key(|&one| &model.supplier(one).id);
    firms.dedup();
    firms
}
