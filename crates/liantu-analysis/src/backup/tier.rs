//! How near the best source is that survives a loss.

use crate::Nearness;
use crate::cover::{Cover, control_of, lies_in};
use liantu_graph::{OfferSource, Presence};
use liantu_model::{Model, RegionIx};

/// Class of the best source that survives a loss. Ordered from near to none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// In the home region (省内).
    Home,
    /// Elsewhere in the Yangtze delta (长三角).
    Delta,
    /// Elsewhere in the domestic territory (国内其他).
    Domestic,
    /// In several foreign places that no listed coalition holds together (境外多来源).
    ForeignSeveral,
    /// In one foreign place, or in places one coalition holds together (境外单一).
    ForeignSingle,
    /// Nowhere (无).
    None,
}

impl Tier {
    /// The canonical key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Delta => "delta",
            Self::Domestic => "domestic",
            Self::ForeignSeveral => "foreign-several",
            Self::ForeignSingle => "foreign-single",
            Self::None => "none",
        }
    }
}

/// The best class that survives a loss, and what to know about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TierFinding {
    /// The class.
    pub tier: Tier,
    /// A source at home stands behind a source at home (同地).
    pub same_place: bool,
    /// The class is domestic, but every source in it is controlled from abroad.
    pub foreign_controlled: bool,
}

/// The tier of what `stands` keeps: listed active sources and qualified backups in time for certain. A source
/// whose place is not known counts as one foreign place. O(sources).
pub(super) fn tier_after(model: &Model, cover: &Cover, stands: impl Fn(OfferSource) -> bool) -> TierFinding {
    let listed = || cover.active.iter().filter(|one| one.offer.presence == Presence::Listed);
    let active = listed().map(|one| (one.offer.source, one.region));
    let backups = cover.backups.iter().filter(|one| one.is_certain()).map(|one| (one.source, one.region));
    let standing: Vec<(OfferSource, Option<RegionIx>)> =
        active.chain(backups).filter(|&(source, _)| stands(source)).collect();
    let tier = best(model, &standing);
    let in_tier = || standing.iter().filter(|&&(_, region)| class(model, region) == tier);
    let is_domestic = |region: Option<RegionIx>| region.is_some_and(|region| model.is_domestic(region));
    let hits_home =
        || listed().any(|one| !stands(one.offer.source) && class(model, one.region) == Tier::Home);
    TierFinding {
        tier,
        same_place: tier == Tier::Home && hits_home(),
        foreign_controlled: tier <= Tier::Domestic
            && in_tier().all(|&(source, _)| !is_domestic(control_of(model, source))),
    }
}

fn best(model: &Model, standing: &[(OfferSource, Option<RegionIx>)]) -> Tier {
    let nearest = standing.iter().map(|&(_, region)| class(model, region)).min().unwrap_or(Tier::None);
    if nearest == Tier::ForeignSingle && are_several(model, standing) {
        return Tier::ForeignSeveral;
    }
    nearest
}

/// The class of one source by itself.
fn class(model: &Model, region: Option<RegionIx>) -> Tier {
    match Nearness::of(model, region) {
        Nearness::Home => Tier::Home,
        Nearness::Delta => Tier::Delta,
        Nearness::Domestic => Tier::Domestic,
        Nearness::Foreign | Nearness::Unknown => Tier::ForeignSingle,
    }
}

/// Whether foreign sources sit in several known places that no listed coalition holds together.
fn are_several(model: &Model, standing: &[(OfferSource, Option<RegionIx>)]) -> bool {
    let regions: Vec<RegionIx> = standing.iter().filter_map(|&(_, region)| region).collect();
    let mut places: Vec<RegionIx> = regions.iter().map(|&region| model.place(region)).collect();
    places.sort_unstable();
    places.dedup();
    let together = |members: &[RegionIx]| regions.iter().all(|&region| lies_in(model, Some(region), members));
    places.len() > 1 && !model.coalitions().iter().any(|coalition| together(&coalition.members))
}
