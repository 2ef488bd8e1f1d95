//! Structural roles of firms: what the graph shows, beside official labels and never in their place.

use liantu_graph::{ChainGraph, Direction, Offer, OfferSource, Presence};
use liantu_model::{ComponentIx, Model, Percent, SupplierIx};
use std::collections::BTreeSet;

/// So many other owners at home make a firm a leader of its chain.
const LED_GROUPS: usize = 3;
/// A champion's owner offers at most so many components.
const SPECIALISED: usize = 3;
/// A share that makes a champion.
const CHAMPION_SHARE: Percent = Percent::from_millionths(30_000_000);

/// What place a firm has in the graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FirmRole {
    /// Features of a chain leader (链主特征): it actively makes a target, upstream of which at least three other
    /// owners at home are active.
    Leader {
        /// The target with the most of them.
        target: ComponentIx,
        /// How many.
        groups: usize,
    },
    /// Features of a hidden champion (隐形冠军特征): its owner actively offers at most three components, one of
    /// them not a target of which it holds at least 30 % of the market of account, at the low end.
    ChampionByShare(ComponentIx),
    /// The same, but of one it is the only listed domestic source of.
    ChampionAlone(ComponentIx),
}

impl FirmRole {
    /// The canonical key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Leader { .. } => "leader",
            Self::ChampionByShare(_) => "champion-by-share",
            Self::ChampionAlone(_) => "champion-alone",
        }
    }
}

/// At most one role of a leader and one of a champion. O(offers + cones of the targets it makes).
pub(super) fn roles(graph: &ChainGraph, targets: &[ComponentIx], firm: SupplierIx) -> Vec<FirmRole> {
    leader(graph, targets, firm).into_iter().chain(champion(graph, targets, firm)).collect()
}

fn leader(graph: &ChainGraph, targets: &[ComponentIx], firm: SupplierIx) -> Option<FirmRole> {
    let made = targets.iter().copied().filter(|&target| offers(graph, target, firm).next().is_some());
    let led = made.map(|target| (led_groups(graph, target, firm), target));
    // Of equals the first target.
    let (groups, target) = led.reduce(|best, next| if next.0 > best.0 { next } else { best })?;
    (groups >= LED_GROUPS).then_some(FirmRole::Leader { target, groups })
}

/// Other owners with an active source at home of something the target needs.
fn led_groups(graph: &ChainGraph, target: ComponentIx, firm: SupplierIx) -> usize {
    let model = graph.model();
    let cone = graph.query(Direction::Upstream, [target]).essential().resolve();
    let upstream = cone.iter().filter(|&one| one != target);
    let groups: BTreeSet<SupplierIx> = upstream
        .flat_map(|one| listed(graph, one).filter_map(named).collect::<Vec<_>>())
        .filter(|&one| is_home(model, one))
        .map(|one| model.supplier(one).root)
        .filter(|&root| root != model.supplier(firm).root)
        .collect();
    groups.len()
}

fn champion(graph: &ChainGraph, targets: &[ComponentIx], firm: SupplierIx) -> Option<FirmRole> {
    let model = graph.model();
    let root = model.supplier(firm).root;
    let of_group = |component: ComponentIx| {
        listed(graph, component).filter_map(named).any(|one| model.supplier(one).root == root)
    };
    let held = model.component_indices().filter(|&one| of_group(one)).take(SPECIALISED + 1).count();
    if held > SPECIALISED {
        return None;
    }
    let own = || {
        let made = model.component_indices().filter(|&one| offers(graph, one, firm).next().is_some());
        made.filter(|one| !targets.contains(one))
    };
    let by_share = own().find(|&one| {
        offers(graph, one, firm).any(|offer| offer.share.is_some_and(|share| share.0 >= CHAMPION_SHARE))
    });
    let alone = || own().find(|&one| is_alone(graph, one, firm));
    by_share.map(FirmRole::ChampionByShare).or_else(|| alone().map(FirmRole::ChampionAlone))
}

/// Whether no other listed active source is, or may be, domestic.
fn is_alone(graph: &ChainGraph, component: ComponentIx, firm: SupplierIx) -> bool {
    let model = graph.model();
    listed(graph, component).filter(|offer| offer.source != OfferSource::Named(firm)).all(|offer| {
        crate::cover::region_of(model, offer.source).is_some_and(|region| !model.is_domestic(region))
    })
}

fn listed(graph: &ChainGraph, component: ComponentIx) -> impl Iterator<Item = &Offer> {
    graph.offers(component).iter().filter(|offer| offer.presence == Presence::Listed)
}

fn offers(graph: &ChainGraph, component: ComponentIx, firm: SupplierIx) -> impl Iterator<Item = &Offer> {
    listed(graph, component).filter(move |offer| offer.source == OfferSource::Named(firm))
}

fn named(offer: &Offer) -> Option<SupplierIx> {
    match offer.source {
        OfferSource::Named(supplier) => Some(supplier),
        OfferSource::Unnamed(_) | OfferSource::Unknown => None,
    }
}

fn is_home(model: &Model, supplier: SupplierIx) -> bool {
    model.supplier(supplier).region.is_some_and(|region| model.contains(model.dataset().home, region))
}
