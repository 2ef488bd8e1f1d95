//! What became of each risk. Only an independent active source clears one; deleting a row never does.

use super::book::{Book, ProviderKey, Row, RowKey};
use super::changes::Change;
use super::observe::{Observed, observe, subject};
use super::{CompareOptions, Subject};
use crate::SinglePoint;
use crate::elements::covers;
use crate::world::embargoing;
use liantu_graph::{Direction, OfferSource};
use liantu_model::{Confidence, Element, Model, SupplierIx, SupplyStatus};
use std::collections::{BTreeMap, BTreeSet};

/// What became of a risk between two datasets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RiskStatus {
    /// 新增: it was not there.
    New,
    /// 持续: it is there still.
    Ongoing,
    /// 化解中: an independent source advanced in status, which does not clear it yet.
    Easing,
    /// 已清零: independent active sources of at least medium confidence were added, which alone clear it, and it
    /// is gone in both readings.
    Cleared,
    /// 待核: it is gone, and not by such a source.
    ToVerify,
}

impl RiskStatus {
    /// The canonical key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Ongoing => "ongoing",
            Self::Easing => "easing",
            Self::Cleared => "cleared",
            Self::ToVerify => "to-verify",
        }
    }
}

/// One risk of either dataset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RiskChange {
    /// The single point.
    pub subject: Subject,
    /// What became of it.
    pub status: RiskStatus,
    /// Changed rows the status rests on: sources added or advanced; positions in
    /// [`Comparison::rows`](super::Comparison::rows).
    pub rows: Vec<usize>,
}

/// The status of every risk of the old or the new data, in the order of subjects.
pub(super) fn risks(
    (old, new): (&Observed, &Observed),
    (old_book, new_book): (&Book, &Book),
    changes: &[Change],
    as_of: (i16, u8, u8),
    options: &CompareOptions,
) -> Vec<RiskChange> {
    let supply = Supply { old: statuses(old_book), new: statuses(new_book), changes };
    let added: Vec<usize> = (0..changes.len()).filter(|&at| supply.is_added_source(at)).collect();
    let cleared =
        with_sources(old_book, new_book, changes, &added).and_then(|book| observe(&book, as_of, options));
    let still = |observed: &Observed, subject: &Subject| holds(observed, subject);
    let known = |observed: &Observed| {
        observed.found.keys().filter(|one| one.is_point()).cloned().collect::<BTreeSet<_>>()
    };
    let subjects: BTreeSet<Subject> = known(old).union(&known(new)).cloned().collect();
    let judge = |subject: Subject| {
        let Some(point) = point_of(old, &subject) else {
            return RiskChange { subject, status: RiskStatus::New, rows: Vec::new() };
        };
        let there = still(new, &subject);
        let independent = |rows: Vec<usize>| supply.independent(old, new, point, rows);
        let by_sources = cleared.as_ref().is_some_and(|state| !still(state, &subject));
        let sources = independent(added.clone());
        if !there && by_sources && !sources.is_empty() {
            return RiskChange { subject, status: RiskStatus::Cleared, rows: sources };
        }
        let advanced = independent((0..changes.len()).filter(|&at| supply.is_advance(at)).collect());
        let status = match (there, advanced.is_empty()) {
            (_, false) => RiskStatus::Easing,
            (true, true) => RiskStatus::Ongoing,
            (false, true) => RiskStatus::ToVerify,
        };
        RiskChange { subject, status, rows: advanced }
    };
    subjects.into_iter().map(judge).collect()
}

/// Whether an element takes a target down, be it that one inside it does too.
fn holds(observed: &Observed, subject: &Subject) -> bool {
    point_of(observed, subject).is_some_and(|point| !point.own_site)
}

fn point_of<'o>(observed: &'o Observed, wanted: &Subject) -> Option<&'o SinglePoint> {
    observed.points.iter().find(|point| subject(observed.graph.model(), point.element) == *wanted)
}

/// The old data with new active sources put in, and with the suppliers, places and components they need.
fn with_sources(old: &Book, new: &Book, changes: &[Change], added: &[usize]) -> Option<Book> {
    if added.is_empty() {
        return None;
    }
    let mut book = old.clone();
    for (key, row) in new {
        if matches!(key, RowKey::Region(_) | RowKey::Supplier(_)) && !book.contains_key(key) {
            book.insert(key.clone(), row.clone());
        }
    }
    for &at in added {
        changes[at].make(&mut book);
    }
    Some(book)
}

type Offer = (String, ProviderKey);

/// The most advanced current status of every source in any market.
fn statuses(book: &Book) -> BTreeMap<Offer, SupplyStatus> {
    let mut current: BTreeMap<(String, ProviderKey, String), (Option<i16>, SupplyStatus)> = BTreeMap::new();
    for (key, row) in book {
        let (RowKey::Supply { component, provider, market, year }, Some(status)) = (key, row.status()) else {
            continue;
        };
        let held =
            current.entry((component.clone(), provider.clone(), market.clone())).or_insert((*year, status));
        if *year >= held.0 {
            *held = (*year, status);
        }
    }
    let mut best = BTreeMap::new();
    for ((component, provider, _), (_, status)) in current {
        let held = best.entry((component, provider)).or_insert(status);
        *held = status.max(*held);
    }
    best
}

/// How far sources have come in both books.
struct Supply<'c> {
    old: BTreeMap<Offer, SupplyStatus>,
    new: BTreeMap<Offer, SupplyStatus>,
    changes: &'c [Change],
}

impl Supply<'_> {
    fn offer(&self, at: usize) -> Option<Offer> {
        let change = &self.changes[at];
        change.after.as_ref()?;
        let (component, provider) = change.provider()?;
        Some((component.to_owned(), provider.clone()))
    }

    /// An active source that was none, and is trusted enough.
    fn is_added_source(&self, at: usize) -> bool {
        let Some(offer) = self.offer(at).filter(|offer| offer.1 != ProviderKey::Placeholder) else {
            return false;
        };
        let Some((_, Row::Supply(row))) = &self.changes[at].after else { return false };
        row.status == Some(SupplyStatus::Active)
            && Model::trust(row.confidence) >= Confidence::Medium
            && self.old.get(&offer) != Some(&SupplyStatus::Active)
            && self.new.get(&offer) == Some(&SupplyStatus::Active)
    }

    /// A source that is there in both, farther now.
    fn is_advance(&self, at: usize) -> bool {
        self.offer(at).is_some_and(|offer| {
            self.old.get(&offer).zip(self.new.get(&offer)).is_some_and(|(before, after)| after > before)
        })
    }

    /// The rows among some that are about a component the point hits, and about a source it does not reach.
    fn independent(
        &self,
        old: &Observed,
        new: &Observed,
        point: &SinglePoint,
        rows: Vec<usize>,
    ) -> Vec<usize> {
        let hit = hit_components(old, point);
        let element = element_in(new.graph.model(), old.graph.model(), point.element);
        let counts = |at: &usize| {
            self.offer(*at).is_some_and(|(component, provider)| {
                hit.contains(&component)
                    && element.is_none_or(|element| !reaches(new.graph.model(), element, &provider))
            })
        };
        rows.into_iter().filter(counts).collect()
    }
}

/// Components upstream of the lost targets, one of whose sources the element takes.
fn hit_components(old: &Observed, point: &SinglePoint) -> BTreeSet<String> {
    let (graph, model) = (&old.graph, old.graph.model());
    let lost = point.targets.iter().map(|lost| lost.component);
    let cone = graph.query(Direction::Upstream, lost).essential().resolve();
    let is_hit = |&component: &liantu_model::ComponentIx| {
        point.element == Element::Component(component)
            || graph.offers(component).iter().any(|offer| takes(model, point.element, offer.source))
    };
    cone.iter().filter(is_hit).map(|one| model.component(one).id.clone()).collect()
}

fn takes(model: &Model, element: Element, source: OfferSource) -> bool {
    let places = embargoing(model, element);
    let inside = |region: Option<liantu_model::RegionIx>| {
        region.is_some_and(|region| places.iter().any(|&place| model.contains(place, region)))
    };
    covers(model, element, source)
        || match source {
            OfferSource::Named(supplier) => {
                let row = model.supplier(supplier);
                inside(row.region) || inside(row.control)
            }
            OfferSource::Unnamed(region) => inside(Some(region)),
            OfferSource::Unknown => false,
        }
}

/// The same element in another model, if it is there.
fn element_in(new: &Model, old: &Model, element: Element) -> Option<Element> {
    let supplier = |one: SupplierIx| new.find_supplier(&old.supplier(one).id).ok();
    let region = |one| new.find_region(&old.region(one).id).ok();
    let coalition = |one: liantu_model::CoalitionIx| {
        new.coalition_indices().find(|&other| new.coalition(other).id == old.coalition(one).id)
    };
    match element {
        Element::Supplier(one) => supplier(one).map(Element::Supplier),
        Element::Group(one) => supplier(one).map(Element::Group),
        Element::Region(one) => region(one).map(Element::Region),
        Element::Embargo(one) => region(one).map(Element::Embargo),
        Element::Coalition(one) => coalition(one).map(Element::Coalition),
        Element::JointEmbargo(one) => coalition(one).map(Element::JointEmbargo),
        Element::Component(_) => None,
    }
}

fn reaches(model: &Model, element: Element, provider: &ProviderKey) -> bool {
    let source = match provider {
        ProviderKey::Supplier(id) => model.find_supplier(id).ok().map(OfferSource::Named),
        ProviderKey::Region(id) => model.find_region(id).ok().map(OfferSource::Unnamed),
        ProviderKey::Placeholder => None,
    };
    source.is_none_or(|source| takes(model, element, source))
}
