//! What a failure hits.

use super::plan::Plan;
use super::weights::Source;
use crate::world::embargoing;
use fixedbitset::FixedBitSet;
use liantu_graph::{Control, OfferSource};
use liantu_model::{ComponentIx, Element, Index, Model, RegionIx, SupplierIx};
use rustc_hash::FxHashSet;

/// Some elements that fail together, by how much.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Failure<'f> {
    /// The elements.
    pub elements: &'f [Element],
    /// The part of their supply that is gone, 0..=1.
    pub depth: f64,
    /// What an embargo does to plants at home controlled from where it comes.
    pub control: Control,
}

impl<'f> Failure<'f> {
    /// Elements that fail altogether; plants at home go on under an embargo.
    pub fn full(elements: &'f [Element]) -> Self {
        Self { elements, depth: 1.0, control: Control::Stays }
    }
}

/// The failure, sorted by what is asked of it.
#[derive(Debug, Default)]
pub(crate) struct Hits {
    suppliers: FxHashSet<SupplierIx>,
    roots: FxHashSet<SupplierIx>,
    area: Area,
    components: FxHashSet<ComponentIx>,
    /// What is left of what is hit, 0..=1.
    left: f64,
    /// Components to look at again, in no particular order.
    pub(crate) touched: Vec<ComponentIx>,
}

impl Hits {
    pub(crate) fn new(plan: &Plan<'_>, failure: &Failure<'_>) -> Self {
        let (model, by) = (plan.model(), &plan.touched_by);
        let mut hits = Self { left: 1.0 - failure.depth.clamp(0.0, 1.0), ..Self::default() };
        let mut regions = Vec::new();
        for &element in failure.elements {
            match element {
                Element::Supplier(supplier) => {
                    hits.suppliers.insert(supplier);
                    hits.touched.extend(&by.supplier[supplier.position()]);
                }
                Element::Group(root) => {
                    hits.roots.insert(root);
                    hits.touched.extend(&by.group[root.position()]);
                }
                Element::Region(region) => regions.push(region),
                Element::Coalition(coalition) => regions.extend(&model.coalition(coalition).members),
                Element::Component(component) => {
                    hits.components.insert(component);
                    hits.touched.push(component);
                    hits.touched.extend(plan.bought_from(component));
                }
                Element::Embargo(_) | Element::JointEmbargo(_) => {}
            }
        }
        hits.touched.extend(regions.iter().flat_map(|region| &by.place[region.position()]));
        hits.area = Area::new(model, &regions);
        hits
    }

    /// Whether an offer fails by who makes it.
    pub(crate) fn takes(&self, model: &Model, source: &Source) -> bool {
        let by_name = match source.who {
            OfferSource::Named(supplier) => {
                self.suppliers.contains(&supplier)
                    || (!self.roots.is_empty() && self.roots.contains(&model.supplier(supplier).root))
            }
            OfferSource::Unnamed(_) | OfferSource::Unknown => false,
        };
        by_name || self.area.holds(source.place)
    }

    /// What is left of what is hit, 0..=1.
    pub(crate) fn left(&self) -> f64 {
        self.left
    }

    /// What its own failure leaves of a component's deliveries, 0..=1.
    pub(crate) fn left_of(&self, component: ComponentIx) -> f64 {
        if self.components.contains(&component) { self.left } else { 1.0 }
    }
}

/// Export control towards domestic buyers.
#[derive(Debug)]
pub(crate) struct Embargo {
    area: Area,
    control: Control,
    left: f64,
    pub(crate) touched: Vec<ComponentIx>,
}

impl Embargo {
    /// `None` without an embargo among the elements.
    pub(crate) fn new(plan: &Plan<'_>, failure: &Failure<'_>) -> Option<Self> {
        let (model, by) = (plan.model(), &plan.touched_by);
        let is_embargo = |one: &&Element| matches!(one, Element::Embargo(_) | Element::JointEmbargo(_));
        let mut elements = failure.elements.iter().filter(is_embargo).peekable();
        elements.peek()?;
        let places: Vec<RegionIx> = elements.flat_map(|&element| embargoing(model, element)).collect();
        let at = |place: &RegionIx| by.place[place.position()].iter().chain(&by.control[place.position()]);
        let touched = places.iter().flat_map(at).copied().collect();
        let left = 1.0 - failure.depth.clamp(0.0, 1.0);
        Some(Self { area: Area::new(model, &places), control: failure.control, left, touched })
    }

    /// What is left of an offer to domestic buyers, 0..=1.
    pub(crate) fn left_of(&self, source: &Source) -> f64 {
        if self.withdraws(source) { self.left } else { 1.0 }
    }

    /// Whether domestic buyers lose an offer.
    pub(crate) fn withdraws(&self, source: &Source) -> bool {
        let controlled = self.area.holds(source.control);
        match (source.domestic, self.control) {
            (true, Control::Stays) => false,
            (true, Control::Falls) => controlled,
            (false, _) => controlled || self.area.holds(source.place),
        }
    }
}

/// The regions that are one of some regions or lie inside one: every offer is asked where it is.
#[derive(Debug, Default)]
struct Area(FixedBitSet);

impl Area {
    /// O(regions), nothing without any.
    fn new(model: &Model, regions: &[RegionIx]) -> Self {
        if regions.is_empty() {
            return Self::default();
        }
        let mut area = FixedBitSet::with_capacity(model.regions().len());
        for region in model.region_indices() {
            area.set(region.position(), model.around(region).any(|around| regions.contains(&around)));
        }
        Self(area)
    }

    fn holds(&self, place: Option<RegionIx>) -> bool {
        place.is_some_and(|place| self.0.contains(place.position()))
    }
}
