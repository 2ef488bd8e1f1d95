//! The core–partner city matrix: which localities could supply the makers of which.

use super::locality;
use super::needs::Needs;
use super::supply::listed;
use crate::cover::region_of;
use crate::whereabouts::{Ring, Whereabouts, whereabouts};
use liantu_graph::{ChainGraph, OfferSource};
use liantu_model::{ComponentIx, RegionIx, SupplierIx};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// What one locality has of what the makers in another need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartnerCity {
    /// A locality at home whose makers need inputs.
    pub core: RegionIx,
    /// A domestic locality with active listed sources of some of them; the core itself too.
    pub partner: RegionIx,
    /// Those inputs, in model order.
    pub components: Vec<ComponentIx>,
    /// Named suppliers of them there, in model order.
    pub firms: Vec<SupplierIx>,
}

/// By core in model order, then by number of components, then by id. O(cores × inputs × sources).
pub(super) fn partners(graph: &ChainGraph, needs: &Needs) -> Vec<PartnerCity> {
    let model = graph.model();
    let mut pairs: BTreeMap<(RegionIx, RegionIx), (BTreeSet<ComponentIx>, BTreeSet<SupplierIx>)> =
        BTreeMap::new();
    for (core, inputs) in inputs_of_cores(graph, needs) {
        for input in inputs {
            for source in listed(graph, input) {
                let region = region_of(model, source).filter(|&region| model.is_domestic(region));
                let Some(region) = region else { continue };
                let (components, firms) = pairs.entry((core, locality(model, region))).or_default();
                components.insert(input);
                if let OfferSource::Named(supplier) = source {
                    firms.insert(supplier);
                }
            }
        }
    }
    let mut partners: Vec<PartnerCity> = pairs
        .into_iter()
        .map(|((core, partner), (components, firms))| PartnerCity {
            core,
            partner,
            components: components.into_iter().collect(),
            firms: firms.into_iter().collect(),
        })
        .collect();
    let id = |region: RegionIx| &model.region(region).id;
    partners.sort_by(|a, b| {
        let key = |one: &PartnerCity| (Reverse(one.components.len()), Reverse(one.firms.len()));
        id(a.core).cmp(id(b.core)).then(key(a).cmp(&key(b))).then_with(|| id(a.partner).cmp(id(b.partner)))
    });
    partners
}

/// What the makers in each locality at home need.
fn inputs_of_cores(graph: &ChainGraph, needs: &Needs) -> BTreeMap<RegionIx, BTreeSet<ComponentIx>> {
    let model = graph.model();
    let home = Ring::Home.members(model);
    let mut inputs: BTreeMap<RegionIx, BTreeSet<ComponentIx>> = BTreeMap::new();
    for product in model.component_indices() {
        for &region in needs.regions(product) {
            let Some(place) = region.filter(|_| whereabouts(model, region, &home) == Whereabouts::Inside)
            else {
                continue;
            };
            let of_product = needs.of_product(product).iter().flat_map(|need| need.inputs.iter().copied());
            inputs.entry(locality(model, place)).or_default().extend(of_product);
        }
    }
    inputs
}
