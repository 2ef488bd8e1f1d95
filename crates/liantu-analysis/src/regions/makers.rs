//! Where components are made, by province at home and by country or region abroad.

use crate::cover::region_of;
use liantu_graph::{ChainGraph, Presence};
use liantu_model::{ComponentIx, Model, RegionIx, RegionLevel};
use std::collections::BTreeMap;

/// What one place makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Makers {
    /// The province, or the country or region where none is known or it is not domestic.
    pub place: RegionIx,
    /// Components with an active listed source there, in model order.
    pub made: Vec<ComponentIx>,
    /// Those of them whose listed sources all sit there: lost with the place, as far as the list goes. In model order.
    pub alone: Vec<ComponentIx>,
}

/// Who makes what, by place, in the order of the regions. Sources whose place is not known are nobody's, and with one
/// a component is made nowhere alone. O(offers log places).
pub fn makers(graph: &ChainGraph) -> Vec<Makers> {
    let model = graph.model();
    let mut found: BTreeMap<RegionIx, Makers> = BTreeMap::new();
    for component in model.component_indices() {
        let listed = graph.offers(component).iter().filter(|offer| offer.presence == Presence::Listed);
        let mut places: Vec<Option<RegionIx>> =
            listed.map(|offer| region_of(model, offer.source).map(|region| unit(model, region))).collect();
        places.sort_unstable();
        places.dedup();
        for &place in places.iter().flatten() {
            let blank = || Makers { place, made: Vec::new(), alone: Vec::new() };
            let own = found.entry(place).or_insert_with(blank);
            own.made.push(component);
            if places.len() == 1 {
                own.alone.push(component);
            }
        }
    }
    found.into_values().collect()
}

fn unit(model: &Model, region: RegionIx) -> RegionIx {
    let province = || model.around(region).find(|&one| model.is_at_level(one, RegionLevel::Province));
    let own = if model.is_domestic(region) { province() } else { None };
    own.unwrap_or_else(|| model.place(region))
}
