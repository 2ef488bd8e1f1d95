//! Words that several analyses use of a result.

use liantu_graph::Reading;
use liantu_model::ComponentIx;

/// How sure a loss is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// Only if nothing exists beyond what is listed (仅就名单成立).
    Possible,
    /// Even if unlisted suppliers exist (名单外亦成立).
    Confirmed,
}

impl Certainty {
    /// The canonical key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Possible => "possible",
            Self::Confirmed => "confirmed",
        }
    }

    /// The reading in which such a loss is seen.
    pub const fn reading(self) -> Reading {
        match self {
            Self::Possible => Reading::Pessimistic,
            Self::Confirmed => Reading::Optimistic,
        }
    }

    /// The certainty of what is seen in a reading; readings are listed in this order everywhere.
    pub const ALL: [Self; 2] = [Self::Possible, Self::Confirmed];
}

/// Why a target is down with nothing failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DownReason {
    /// This component has supply rows but no active offer.
    NoActiveOffer(ComponentIx),
    /// The target has no offer in its scope.
    NoOfferInScope,
    /// This component's kinds or inputs are not enough of them there.
    TooFewInputs(ComponentIx),
}

/// A target that is down with nothing failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlreadyDown {
    /// The target.
    pub target: ComponentIx,
    /// How sure.
    pub certainty: Certainty,
    /// Why: the farthest upstream cause found.
    pub reason: DownReason,
}
