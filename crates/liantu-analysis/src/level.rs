//! The sizes of failure that backups are held against.

use crate::cover::lies_in;
use liantu_graph::OfferSource;
use liantu_model::{Element, Model, RegionIx, RegionLevel};

/// What fails at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BackupLevel {
    /// A legal entity (企业).
    Supplier,
    /// An ultimate owner and everything under it (集团).
    Group,
    /// A city (城市).
    City,
    /// A province (省份).
    Province,
    /// A country or region (国家或地区).
    Country,
    /// A listed coalition (管制情景组).
    Coalition,
}

impl BackupLevel {
    /// Every level, from small to large.
    pub const ALL: &'static [Self] =
        &[Self::Supplier, Self::Group, Self::City, Self::Province, Self::Country, Self::Coalition];

    /// The canonical key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Supplier => "supplier",
            Self::Group => "group",
            Self::City => "city",
            Self::Province => "province",
            Self::Country => "country",
            Self::Coalition => "coalition",
        }
    }

    /// The losses at this level that hit a source; several only where coalitions overlap.
    pub(crate) fn losses_of(
        self,
        model: &Model,
        source: OfferSource,
        region: Option<RegionIx>,
    ) -> Vec<Element> {
        match (self, source) {
            (Self::Supplier, OfferSource::Named(supplier)) => vec![Element::Supplier(supplier)],
            (Self::Group, OfferSource::Named(supplier)) => {
                vec![Element::Group(model.supplier(supplier).root)]
            }
            (Self::Supplier | Self::Group, _) => Vec::new(),
            (Self::City, _) => around(model, region, RegionLevel::City),
            (Self::Province, _) => around(model, region, RegionLevel::Province),
            (Self::Country, _) => around(model, region, RegionLevel::Country),
            (Self::Coalition, _) => model
                .coalition_indices()
                .filter(|&coalition| lies_in(model, region, &model.coalition(coalition).members))
                .map(Element::Coalition)
                .collect(),
        }
    }
}

fn around(model: &Model, region: Option<RegionIx>, level: RegionLevel) -> Vec<Element> {
    region_at(model, region, level).map(Element::Region).into_iter().collect()
}

/// The region at a level at or around another.
pub(crate) fn region_at(model: &Model, region: Option<RegionIx>, level: RegionLevel) -> Option<RegionIx> {
    model.around(region?).find(|&one| model.is_at_level(one, level))
}

/// Whether an element takes a source with it.
pub(crate) fn hits(model: &Model, element: Element, source: OfferSource, region: Option<RegionIx>) -> bool {
    match (element, source) {
        (Element::Supplier(lost), OfferSource::Named(supplier)) => lost == supplier,
        (Element::Group(lost), OfferSource::Named(supplier)) => lost == model.supplier(supplier).root,
        (Element::Supplier(_) | Element::Group(_), _) => false,
        (Element::Region(lost), _) => lies_in(model, region, &[lost]),
        (Element::Coalition(lost), _) => lies_in(model, region, &model.coalition(lost).members),
        (Element::Component(_), _) => true,
    }
}

/// The key of an element, for an order that does not depend on the order of rows.
pub(crate) fn id_of(model: &Model, element: Element) -> &str {
    match element {
        Element::Supplier(supplier) | Element::Group(supplier) => &model.supplier(supplier).id,
        Element::Region(region) => &model.region(region).id,
        Element::Coalition(coalition) => &model.coalition(coalition).id,
        Element::Component(component) => &model.component(component).id,
    }
}
