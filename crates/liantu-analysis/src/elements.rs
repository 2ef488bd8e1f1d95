//! Which elements there are, and which contain which.

use crate::Level;
use liantu_graph::Structure;
use liantu_model::{Element, Index, Model, RegionIx, RegionLevel, SupplierIx};

/// The elements of a level that can hit anything, in model order. Groups of one are left out when
/// `several_members_only`.
pub fn elements_at(
    model: &Model,
    structure: &Structure,
    level: Level,
    several_members_only: bool,
) -> Vec<Element> {
    match level {
        Level::Supplier => model.supplier_indices().map(Element::Supplier).collect(),
        Level::Group => model
            .supplier_indices()
            .filter(|&root| model.supplier(root).root == root)
            .filter(|&root| !several_members_only || structure.group_members(root).len() > 1)
            .map(Element::Group)
            .collect(),
        Level::City | Level::Province | Level::Country => regions_at(model, structure, level),
        Level::Coalition => model.coalition_indices().map(Element::Coalition).collect(),
        Level::Embargo => embargoes(model, structure),
        Level::Component => model.component_indices().map(Element::Component).collect(),
    }
}

/// The level of an element.
pub fn level_of(model: &Model, element: Element) -> Level {
    match element {
        Element::Supplier(_) => Level::Supplier,
        Element::Group(_) => Level::Group,
        Element::Region(region) => match model.region(region).level {
            RegionLevel::Country => Level::Country,
            RegionLevel::Province => Level::Province,
            RegionLevel::City => Level::City,
        },
        Element::Coalition(_) => Level::Coalition,
        Element::Component(_) => Level::Component,
        Element::Embargo(_) | Element::JointEmbargo(_) => Level::Embargo,
    }
}

/// Each foreign place where anything is or from which anything is controlled, and each coalition.
fn embargoes(model: &Model, structure: &Structure) -> Vec<Element> {
    let mut reach = vec![false; model.regions().len()];
    for supplier in model.suppliers() {
        for region in [supplier.region, supplier.control].into_iter().flatten() {
            reach[model.place(region).position()] = true;
        }
    }
    let is_place = |region: &RegionIx| model.place(*region) == *region && !model.is_domestic(*region);
    let places = model.region_indices().filter(is_place);
    let reaching = places.filter(|&place| reach[place.position()] || structure.is_inhabited(place));
    reaching.map(Element::Embargo).chain(model.coalition_indices().map(Element::JointEmbargo)).collect()
}

fn regions_at(model: &Model, structure: &Structure, level: Level) -> Vec<Element> {
    let Some(region_level) = level.region_level() else { return Vec::new() };
    model
        .region_indices()
        .filter(|&region| model.is_at_level(region, region_level) && structure.is_inhabited(region))
        .map(Element::Region)
        .collect()
}

/// Whether `outer` contains `inner` and more: a group its members, a region what lies in it, a coalition
/// what lies in its regions.
pub fn strictly_contains(model: &Model, structure: &Structure, outer: Element, inner: Element) -> bool {
    match (outer, inner) {
        (Element::Group(root), Element::Supplier(supplier)) => {
            model.supplier(supplier).root == root && structure.group_members(root).len() > 1
        }
        (Element::Region(outer), Element::Region(inner)) => outer != inner && model.contains(outer, inner),
        (Element::Region(region), inner) => lies_in(model, structure, inner, &[region]),
        (Element::Coalition(outer), Element::Coalition(inner)) => {
            let (outer, inner) = (&model.coalition(outer).members, &model.coalition(inner).members);
            outer != inner && inner.iter().all(|&one| is_inside(model, one, outer))
        }
        (Element::Coalition(coalition), Element::Region(region)) => {
            let members = &model.coalition(coalition).members;
            is_inside(model, region, members) && *members != [region]
        }
        (Element::Coalition(coalition), inner) => {
            lies_in(model, structure, inner, &model.coalition(coalition).members)
        }
        (Element::JointEmbargo(coalition), Element::Embargo(place)) => {
            let members = &model.coalition(coalition).members;
            members.contains(&place) && members.len() > 1
        }
        _ => false,
    }
}

fn lies_in(model: &Model, structure: &Structure, inner: Element, regions: &[RegionIx]) -> bool {
    match inner {
        Element::Supplier(supplier) => supplier_is_inside(model, supplier, regions),
        Element::Group(root) => {
            structure.group_members(root).iter().all(|&member| supplier_is_inside(model, member, regions))
        }
        _ => false,
    }
}

fn supplier_is_inside(model: &Model, supplier: SupplierIx, regions: &[RegionIx]) -> bool {
    model.supplier(supplier).region.is_some_and(|region| is_inside(model, region, regions))
}

fn is_inside(model: &Model, region: RegionIx, regions: &[RegionIx]) -> bool {
    regions.iter().any(|&outer| model.contains(outer, region))
}

/// Whether an element contains a whole source: a supplier by name, or a region with whoever is there.
pub(crate) fn covers(model: &Model, element: Element, source: liantu_graph::OfferSource) -> bool {
    use liantu_graph::OfferSource;
    match (element, source) {
        (Element::Supplier(element), OfferSource::Named(supplier)) => element == supplier,
        (Element::Group(root), OfferSource::Named(supplier)) => model.supplier(supplier).root == root,
        (Element::Region(region), OfferSource::Named(supplier)) => {
            supplier_is_inside(model, supplier, &[region])
        }
        (Element::Region(region), OfferSource::Unnamed(place)) => model.contains(region, place),
        (Element::Coalition(coalition), source) => {
            let members = &model.coalition(coalition).members;
            match source {
                OfferSource::Named(supplier) => supplier_is_inside(model, supplier, members),
                OfferSource::Unnamed(place) => is_inside(model, place, members),
                OfferSource::Unknown => false,
            }
        }
        _ => false,
    }
}

/// Whether an element is, or lies around, the region the analyst works for.
pub(crate) fn contains_home(model: &Model, element: Element) -> bool {
    let home = model.dataset().home;
    match element {
        Element::Region(region) => model.contains(region, home),
        Element::Coalition(coalition) => is_inside(model, home, &model.coalition(coalition).members),
        _ => false,
    }
}
