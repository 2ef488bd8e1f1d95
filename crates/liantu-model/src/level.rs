//! The levels at which things fail.

use crate::RegionLevel;

/// A level of failure elements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Legal entities.
    Supplier,
    /// Ultimate owners with everything under them.
    Group,
    /// Cities, municipalities included.
    City,
    /// Provinces.
    Province,
    /// Countries and regions of their own.
    Country,
    /// Coalitions.
    Coalition,
    /// Export control by each foreign place and each coalition (直接断供).
    Embargo,
    /// Components.
    Component,
}

impl Level {
    /// Every level, from small to large, components last.
    pub const ALL: &'static [Self] = &[
        Self::Supplier,
        Self::Group,
        Self::City,
        Self::Province,
        Self::Country,
        Self::Coalition,
        Self::Embargo,
        Self::Component,
    ];

    /// The canonical key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Supplier => "supplier",
            Self::Group => "group",
            Self::City => "city",
            Self::Province => "province",
            Self::Country => "country",
            Self::Coalition => "coalition",
            Self::Embargo => "embargo",
            Self::Component => "component",
        }
    }

    /// The region level, for levels of regions.
    pub const fn region_level(self) -> Option<RegionLevel> {
        match self {
            Self::City => Some(RegionLevel::City),
            Self::Province => Some(RegionLevel::Province),
            Self::Country => Some(RegionLevel::Country),
            Self::Supplier | Self::Group | Self::Coalition | Self::Embargo | Self::Component => None,
        }
    }
}
