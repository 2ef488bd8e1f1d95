//! Things that can fail.

use crate::{CoalitionIx, ComponentIx, ElementKind, RegionIx, SupplierIx};

/// One thing that can fail (the failed set is a set of these).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Element {
    /// That legal entity alone.
    Supplier(SupplierIx),
    /// The ultimate owner given and everything under it.
    Group(SupplierIx),
    /// The region and everything inside it.
    Region(RegionIx),
    /// All regions of the coalition.
    Coalition(CoalitionIx),
    /// The component: nobody can deliver it.
    Component(ComponentIx),
    /// Export control: the place and the firms controlled from it withdraw from domestic buyers.
    Embargo(RegionIx),
    /// Export control by all places of the coalition.
    JointEmbargo(CoalitionIx),
}

impl Element {
    /// Its kind.
    pub const fn kind(self) -> ElementKind {
        match self {
            Self::Supplier(_) => ElementKind::Supplier,
            Self::Group(_) => ElementKind::Group,
            Self::Region(_) => ElementKind::Region,
            Self::Coalition(_) => ElementKind::Coalition,
            Self::Component(_) => ElementKind::Component,
            Self::Embargo(_) | Self::JointEmbargo(_) => ElementKind::Embargo,
        }
    }
}
