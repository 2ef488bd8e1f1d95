//! Buyers at home and candidates to bring together (供需对接).

use super::candidates::Candidate;
use super::gaps::Gap;
use crate::distance::{great_circle_km, position_of_supplier};
use liantu_graph::{ChainGraph, Horizon, OfferSource, Presence};
use liantu_model::{ComponentIx, Index, InputKind, Model, Role, SupplierIx, SupplyStatus};
use std::collections::{BTreeMap, BTreeSet};

/// A buyer with a gap among its inputs, and who could fill it.
#[derive(Debug, Clone, PartialEq)]
pub struct Docking {
    /// The input.
    pub component: ComponentIx,
    /// The firm at home that needs it; `None` where no firm at home makes what needs it.
    pub buyer: Option<SupplierIx>,
    /// Products it is needed for, those the buyer makes where there is one; in model order.
    pub products: Vec<ComponentIx>,
    /// Whom it comes from now: the sellers named in the buyer's purchases, else all active listed sources.
    pub current: Vec<OfferSource>,
    /// Whether the purchases name the sellers.
    pub sellers_known: bool,
    /// When its loss is felt: short where a product consumes it, long where it is only installed, serviced or
    /// licensed.
    pub horizon: Horizon,
    /// Domestic candidates that are not among the current sources, the nearest to home first, with the distance
    /// to the buyer in kilometres where both are placed.
    pub candidates: Vec<(Candidate, Option<f64>)>,
    /// The buyer itself, where it works on a source of its own: qualified or candidate.
    pub own_attempt: Option<Candidate>,
}

/// One row for each gap and buyer at home; for each gap without such a buyer one row. Targets that nothing needs
/// have none.
pub(super) fn dockings(graph: &ChainGraph, gaps: &[Gap]) -> Vec<Docking> {
    let edges = Edges::of(graph);
    gaps.iter().flat_map(|gap| of_gap(graph, &edges, gap)).collect()
}

/// Essential requirements by input, and sellers by buyer and input.
struct Edges {
    products: Vec<Vec<(ComponentIx, Role)>>,
    sellers: BTreeMap<(SupplierIx, ComponentIx), Vec<SupplierIx>>,
}

impl Edges {
    fn of(graph: &ChainGraph) -> Self {
        let model = graph.model();
        let mut products = vec![Vec::new(); model.components().len()];
        for requirement in model.requirements() {
            if model.group(requirement.group).kind == InputKind::Essential {
                products[requirement.input.position()].push((requirement.product, requirement.role));
            }
        }
        let mut sellers: BTreeMap<_, Vec<SupplierIx>> = BTreeMap::new();
        for purchase in model.purchases() {
            sellers.entry((purchase.buyer, purchase.component)).or_default().push(purchase.seller);
        }
        Self { products, sellers }
    }
}

fn of_gap(graph: &ChainGraph, edges: &Edges, gap: &Gap) -> Vec<Docking> {
    let needing = &edges.products[gap.component.position()];
    if needing.is_empty() {
        return Vec::new();
    }
    let makes = listed_suppliers(graph, gap.component);
    let mut buyers: BTreeSet<SupplierIx> = BTreeSet::new();
    for (product, _) in needing {
        buyers
            .extend(listed_suppliers(graph, *product).into_iter().filter(|&one| is_home(graph.model(), one)));
    }
    buyers.retain(|buyer| !makes.contains(buyer));
    if buyers.is_empty() {
        return vec![docking(graph, edges, gap, None)];
    }
    let mut buyers: Vec<SupplierIx> = buyers.into_iter().collect();
    buyers.sort_by_key(|&buyer| &graph.model().supplier(buyer).id);
    buyers.into_iter().map(|buyer| docking(graph, edges, gap, Some(buyer))).collect()
}

fn docking(graph: &ChainGraph, edges: &Edges, gap: &Gap, buyer: Option<SupplierIx>) -> Docking {
    let model = graph.model();
    let makes =
        |product: ComponentIx| buyer.is_none_or(|buyer| listed_suppliers(graph, product).contains(&buyer));
    let own: Vec<(ComponentIx, Role)> = edges.products[gap.component.position()]
        .iter()
        .copied()
        .filter(|(product, _)| makes(*product))
        .collect();
    let mut products: Vec<ComponentIx> = own.iter().map(|(product, _)| *product).collect();
    products.sort_unstable();
    products.dedup();
    let sellers = buyer.and_then(|buyer| edges.sellers.get(&(buyer, gap.component)));
    let current: Vec<OfferSource> = match sellers {
        Some(sellers) => sellers.iter().map(|&seller| OfferSource::Named(seller)).collect(),
        None => listed(graph, gap.component).collect(),
    };
    let is_current = |one: &Candidate| current.contains(&OfferSource::Named(one.supplier));
    // Whoever delivers to the market is no candidate for a buyer that buys from the market.
    let is_open = |one: &Candidate| sellers.is_some() || one.status != SupplyStatus::Active;
    let candidates = gap.candidates.iter().filter(|one| is_open(one) && !is_current(one));
    let candidates = candidates.filter(|one| Some(one.supplier) != buyer);
    Docking {
        component: gap.component,
        own_attempt: gap.candidates.iter().copied().find(|one| Some(one.supplier) == buyer),
        buyer,
        products,
        sellers_known: sellers.is_some(),
        horizon: if own.iter().any(|(_, role)| *role == Role::Consumed) {
            Horizon::Short
        } else {
            Horizon::Long
        },
        candidates: candidates.map(|&one| (one, distance(model, buyer, one.supplier))).collect(),
        current,
    }
}

fn listed(graph: &ChainGraph, component: ComponentIx) -> impl Iterator<Item = OfferSource> {
    let listed = graph.offers(component).iter().filter(|offer| offer.presence == Presence::Listed);
    listed.map(|offer| offer.source)
}

fn listed_suppliers(graph: &ChainGraph, component: ComponentIx) -> BTreeSet<SupplierIx> {
    let named = |source| match source {
        OfferSource::Named(supplier) => Some(supplier),
        OfferSource::Unnamed(_) | OfferSource::Unknown => None,
    };
    listed(graph, component).filter_map(named).collect()
}

fn is_home(model: &Model, supplier: SupplierIx) -> bool {
    model.supplier(supplier).region.is_some_and(|region| model.contains(model.dataset().home, region))
}

fn distance(model: &Model, buyer: Option<SupplierIx>, seller: SupplierIx) -> Option<f64> {
    let (from, to) = position_of_supplier(model, buyer?).zip(position_of_supplier(model, seller))?;
    Some(great_circle_km(from, to))
}
