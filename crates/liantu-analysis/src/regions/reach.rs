//! Supporting radius (配套半径): within which distance of a buyer most of its inputs have a source.

use super::needs::{Need, Needs};
use super::supply::listed;
use crate::distance::{Position, great_circle_km, position_of_region, position_of_supplier};
use crate::whereabouts::{Ring, Whereabouts, whereabouts};
use liantu_graph::{ChainGraph, OfferSource};
use liantu_model::{ComponentIx, Index, Model, SupplierIx};
use rayon::prelude::*;

/// How far a buyer reaches.
#[derive(Debug, Clone, PartialEq)]
pub struct BuyerReach {
    /// A firm at home with active rows of components that need something.
    pub buyer: SupplierIx,
    /// Whether it is known where it is, to the city.
    pub placed: bool,
    /// Its essential needs of which supply rows speak, each once.
    pub needs: usize,
    /// Its essential needs of which they do not.
    pub unlisted: usize,
    /// Kilometres within which the percentages asked for have an active listed source; an upper end, since
    /// sources that are not placed may be nearer. `None` when that many are not met by placed sources.
    pub radius_km: [Option<f64>; 2],
    /// Needs that placed sources do not meet, by why.
    pub unreached: Unreached,
}

/// Needs that sources of known position do not meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Unreached {
    /// Sources that are known to the country, the province or not at all would meet them.
    pub unplaced: usize,
    /// Listed active sources do not meet them at all.
    pub unsupplied: usize,
}

/// Firms at home, by id. Buyers in parallel; O(inputs × sources) each.
pub(super) fn buyers(graph: &ChainGraph, needs: &Needs, percent: [u32; 2]) -> Vec<BuyerReach> {
    let model = graph.model();
    let positions = Positions::of(graph);
    let home = Ring::Home.members(model);
    let products = products(graph);
    let at_home =
        |buyer: &SupplierIx| whereabouts(model, model.supplier(*buyer).region, &home) == Whereabouts::Inside;
    let mut buyers: Vec<SupplierIx> = model.supplier_indices().filter(at_home).collect();
    buyers.sort_by_key(|&buyer| &model.supplier(buyer).id);
    buyers
        .into_par_iter()
        .filter_map(|buyer| {
            let needs_of = needs.of_products(&products[buyer.position()]);
            (!needs_of.is_empty()).then(|| reach(&positions, needs, buyer, &needs_of, percent))
        })
        .collect()
}

/// Components that each supplier offers.
pub(super) fn products(graph: &ChainGraph) -> Vec<Vec<ComponentIx>> {
    let mut products = vec![Vec::new(); graph.model().suppliers().len()];
    for component in graph.model().component_indices() {
        for source in listed(graph, component) {
            if let OfferSource::Named(supplier) = source {
                products[supplier.position()].push(component);
            }
        }
    }
    products
}

fn reach(
    positions: &Positions<'_>,
    needs: &Needs,
    buyer: SupplierIx,
    needs_of: &[&Need],
    percent: [u32; 2],
) -> BuyerReach {
    let known: Vec<&Need> = needs_of.iter().copied().filter(|need| needs.is_known(need)).collect();
    let from = position_of_supplier(positions.model, buyer);
    let mut distances = Vec::new();
    let mut unreached = Unreached::default();
    for need in &known {
        match from.and_then(|from| positions.distance(from, need)) {
            Some(distance) => distances.push(distance),
            None if is_met_anywhere(needs, need) => unreached.unplaced += 1,
            None => unreached.unsupplied += 1,
        }
    }
    distances.sort_by(f64::total_cmp);
    let within = |percent: u32| {
        let enough = (known.len() * percent as usize).div_ceil(100).max(1);
        distances.get(enough - 1).copied()
    };
    BuyerReach {
        buyer,
        placed: from.is_some(),
        needs: known.len(),
        unlisted: needs_of.len() - known.len(),
        radius_km: percent.map(within),
        unreached,
    }
}

/// Positions of the active listed sources of every component.
struct Positions<'g> {
    model: &'g Model,
    of: Vec<Vec<Position>>,
}

impl<'g> Positions<'g> {
    fn of(graph: &'g ChainGraph) -> Self {
        let model = graph.model();
        let position = |source| match source {
            OfferSource::Named(supplier) => position_of_supplier(model, supplier),
            OfferSource::Unnamed(region) => position_of_region(model, region),
            OfferSource::Unknown => None,
        };
        let of = model.component_indices().map(|component| {
            let mut positions: Vec<Position> = listed(graph, component).filter_map(position).collect();
            positions.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
            positions.dedup();
            positions
        });
        Self { model, of: of.collect() }
    }

    /// The `least`-th smallest of the distances to the nearest source of each input.
    fn distance(&self, from: Position, need: &Need) -> Option<f64> {
        let nearest = |input: &ComponentIx| {
            self.of[input.position()].iter().map(|&to| great_circle_km(from, to)).min_by(f64::total_cmp)
        };
        let mut distances: Vec<f64> = need.inputs.iter().filter_map(nearest).collect();
        distances.sort_by(f64::total_cmp);
        distances.get(need.least.checked_sub(1)?).copied()
    }
}

/// Whether enough of its inputs have any source, wherever that is.
fn is_met_anywhere(needs: &Needs, need: &Need) -> bool {
    need.inputs.iter().filter(|&&input| !needs.regions(input).is_empty()).count() >= need.least
}
