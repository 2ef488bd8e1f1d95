//! Which losses hit the sources of a component, and the worst of them.

use super::tier::tier_after;
use super::{LevelCover, WorstPair};
use crate::cover::{Cover, control_of, lies_in, region_of};
use crate::interval::Interval;
use crate::{Level, elements};
use liantu_graph::OfferSource;
use liantu_model::{Element, Model, Percent, RegionIx};

/// The loss that leaves least: by low end, then high end, then the best that survives, then key.
/// O(losses × sources).
pub(super) fn worst(model: &Model, cover: &Cover, level: Level) -> LevelCover {
    let losses = losses(model, cover, level);
    let count = losses.len();
    let after = |element: Option<Element>| after(model, cover, level, count, element);
    let ends = |cover: &LevelCover| (cover.direct.low, cover.direct.high);
    let id = |cover: &LevelCover| cover.element.map_or("", |element| id_of(model, element));
    let all = losses.into_iter().map(|element| after(Some(element)));
    let least = all.min_by(|a, b| {
        let by_tier = b.tier.tier.cmp(&a.tier.tier);
        ends(a).cmp(&ends(b)).then(by_tier).then_with(|| id(a).cmp(id(b)))
    });
    least.unwrap_or_else(|| after(None))
}

fn after(model: &Model, cover: &Cover, level: Level, losses: usize, element: Option<Element>) -> LevelCover {
    let stands = |source| element.is_none_or(|lost| !hits(model, lost, source));
    LevelCover {
        level,
        losses,
        element,
        direct: cover.after(stands),
        with_upstream: None,
        upstream: None,
        tier: tier_after(model, cover, stands),
        restored_weeks: None,
        pair: None,
    }
}

/// The two losses that together leave least directly: by low end, then high end, then keys. O(losses² × sources).
pub(super) fn worst_pair(model: &Model, cover: &Cover, level: Level) -> Option<WorstPair> {
    let mut losses = losses(model, cover, level);
    losses.sort_by(|&a, &b| id_of(model, a).cmp(id_of(model, b)).then(a.cmp(&b)));
    let mut worst: Option<WorstPair> = None;
    for (at, &first) in losses.iter().enumerate() {
        for &second in &losses[at + 1..] {
            let direct = cover.after(|one| !hits(model, first, one) && !hits(model, second, one));
            let ends = |cover: Interval<Percent>| (cover.low, cover.high);
            if worst.is_none_or(|held| ends(direct) < ends(held.direct)) {
                worst = Some(WorstPair { elements: [first, second], direct, with_upstream: None });
            }
        }
    }
    worst
}

/// The elements at a level that take an active source with them.
fn losses(model: &Model, cover: &Cover, level: Level) -> Vec<Element> {
    let sources = cover.active.iter().map(|source| source.offer.source);
    let mut losses: Vec<Element> = sources.flat_map(|source| losses_of(model, level, source)).collect();
    losses.sort_unstable();
    losses.dedup();
    losses
}

/// The losses at a level that hit one source; a component itself is no loss of its sources.
pub(crate) fn losses_of(model: &Model, level: Level, source: OfferSource) -> Vec<Element> {
    let coalitions = |kind: fn(liantu_model::CoalitionIx) -> Element| {
        model.coalition_indices().map(kind).filter(|&one| hits(model, one, source))
    };
    match (level, source) {
        (Level::Supplier, OfferSource::Named(supplier)) => vec![Element::Supplier(supplier)],
        (Level::Group, OfferSource::Named(supplier)) => vec![Element::Group(model.supplier(supplier).root)],
        (Level::Supplier | Level::Group | Level::Component, _) => Vec::new(),
        (Level::City | Level::Province | Level::Country, _) => {
            let region = level.region_level().zip(region_of(model, source));
            let at_level = |(level, region): (_, RegionIx)| {
                model.around(region).find(|&around| model.is_at_level(around, level))
            };
            region.and_then(at_level).map(Element::Region).into_iter().collect()
        }
        (Level::Coalition, _) => coalitions(Element::Coalition).collect(),
        (Level::Embargo, _) => {
            let places = [region_of(model, source), control_of(model, source)].into_iter().flatten();
            let foreign = places.map(|region| model.place(region)).filter(|&place| !model.is_domestic(place));
            let single = foreign.map(Element::Embargo).filter(|&one| hits(model, one, source));
            single.chain(coalitions(Element::JointEmbargo)).collect()
        }
    }
}

/// Whether an element takes a source with it; an embargo, whether it withdraws the source from domestic
/// buyers.
pub(crate) fn hits(model: &Model, element: Element, source: OfferSource) -> bool {
    let withdraws = |places: &[RegionIx]| {
        let region = region_of(model, source);
        region.is_some_and(|region| !model.is_domestic(region))
            && (lies_in(model, region, places) || lies_in(model, control_of(model, source), places))
    };
    match element {
        Element::Embargo(place) => withdraws(&[place]),
        Element::JointEmbargo(coalition) => withdraws(&model.coalition(coalition).members),
        _ => elements::covers(model, element, source),
    }
}

/// The key of an element, for an order that does not depend on the order of rows.
pub(super) fn id_of(model: &Model, element: Element) -> &str {
    match element {
        Element::Supplier(supplier) | Element::Group(supplier) => &model.supplier(supplier).id,
        Element::Region(region) | Element::Embargo(region) => &model.region(region).id,
        Element::Coalition(coalition) | Element::JointEmbargo(coalition) => &model.coalition(coalition).id,
        Element::Component(component) => &model.component(component).id,
    }
}
