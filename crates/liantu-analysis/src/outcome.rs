//! Words that several analyses use of a result.

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
