//! Where a source is, seen from the home region: inside a ring around it, outside, or not known well enough.

use liantu_model::{Model, RegionIx};

/// Provinces of the Yangtze delta (沪苏浙皖), ISO 3166-2.
const DELTA: [&str; 4] = ["CN-31", "CN-32", "CN-33", "CN-34"];

/// A territory that local supply is counted in. From small to large when home lies in the delta.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ring {
    /// The home region (省内).
    Home,
    /// The Yangtze delta (长三角), whether home lies in it or not.
    Delta,
    /// The domestic customs territory (国内).
    Domestic,
}

impl Ring {
    /// Every ring, from small to large.
    pub const ALL: [Self; 3] = [Self::Home, Self::Delta, Self::Domestic];

    /// The canonical key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Delta => "delta",
            Self::Domestic => "domestic",
        }
    }

    /// The regions it is made of. O(regions).
    pub fn members(self, model: &Model) -> Vec<RegionIx> {
        match self {
            Self::Home => vec![model.dataset().home],
            Self::Delta => model
                .region_indices()
                .filter(|&region| DELTA.contains(&model.region(region).id.as_str()))
                .collect(),
            Self::Domestic => model.dataset().domestic.clone(),
        }
    }
}

/// Whether a source is in a territory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Whereabouts {
    /// Surely.
    Inside,
    /// Its place is not known, or wider than the territory.
    Perhaps,
    /// Surely not.
    Outside,
}

/// Whether what is in `region` is in one of `members`. O(members × depth of regions).
pub(crate) fn whereabouts(model: &Model, region: Option<RegionIx>, members: &[RegionIx]) -> Whereabouts {
    let Some(region) = region else { return Whereabouts::Perhaps };
    if members.iter().any(|&member| model.contains(member, region)) {
        Whereabouts::Inside
    } else if members.iter().any(|&member| model.contains(region, member)) {
        Whereabouts::Perhaps
    } else {
        Whereabouts::Outside
    }
}

/// How near to home a source is. Ordered from near to far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Nearness {
    /// In the home region (省内).
    Home,
    /// Elsewhere in the Yangtze delta (长三角).
    Delta,
    /// Elsewhere in the domestic territory (国内其他).
    Domestic,
    /// Outside it (境外).
    Foreign,
    /// Its place is not known.
    Unknown,
}

impl Nearness {
    /// The nearness of what sits in a region. A region wider than a ring counts as the next one out.
    pub fn of(model: &Model, region: Option<RegionIx>) -> Self {
        let Some(region) = region else { return Self::Unknown };
        if model.contains(model.dataset().home, region) {
            Self::Home
        } else if !model.is_domestic(region) {
            Self::Foreign
        } else if model.around(region).any(|around| DELTA.contains(&model.region(around).id.as_str())) {
            Self::Delta
        } else {
            Self::Domestic
        }
    }

    /// The canonical key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Delta => "delta",
            Self::Domestic => "domestic",
            Self::Foreign => "foreign",
            Self::Unknown => "unknown",
        }
    }
}
