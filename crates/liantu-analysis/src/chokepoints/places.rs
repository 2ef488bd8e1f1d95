//! Sources by place: shares, coalitions, concentration.

use crate::cover::{Covers, lies_in, region_of};
use crate::{Interval, PlaceList, PlaceShare, Room, Side, herfindahl, import_herfindahl, place_share};
use liantu_graph::{ChainGraph, OfferSource};
use liantu_model::{CoalitionIx, ComponentIx, Model, Percent, RegionIx, SupplyIx, Totals};

/// What one place supplies.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlaceSource {
    /// An outermost region.
    pub region: RegionIx,
    /// Percent of the market of account; `None` when nothing is stated and nothing follows.
    pub share: Option<Interval<f64>>,
    /// Named suppliers with an active row that sit there.
    pub suppliers: usize,
}

/// What the members of a listed coalition supply together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CoalitionSource {
    /// Which.
    pub coalition: CoalitionIx,
    /// Percent of the market of account; `None` when nothing is stated and nothing follows.
    pub share: Option<Interval<f64>>,
    /// Herfindahl index over all places, its members taken as one place; 0..=1.
    pub merged_hhi: Option<Interval<f64>>,
}

/// The sources of one component by place.
#[derive(Debug)]
pub(super) struct Places<'g> {
    model: &'g Model,
    list: PlaceList,
    entries: Vec<Entry>,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    place: RegionIx,
    side: Side,
    low: Percent,
    high: Percent,
    room: Room,
    suppliers: usize,
}

impl<'g> Places<'g> {
    /// Sums up the offers of a component by place. O(rows × totals).
    pub(super) fn of(graph: &'g ChainGraph, covers: &Covers<'_>, component: ComponentIx) -> Self {
        let model = graph.model();
        let list =
            if graph.supply_list(component).complete { PlaceList::Complete } else { PlaceList::Incomplete };
        let totals = model.totals(&covers.account_rows(component));
        let mut places = Self { model, list, entries: Vec::new() };
        for offer in graph.offers(component) {
            let Some(region) = region_of(model, offer.source) else { continue };
            let blank = offer.share.is_none() && !is_in_total(model, &totals, region);
            let entry = places.entry(region);
            entry.suppliers += usize::from(matches!(offer.source, OfferSource::Named(_)));
            if blank {
                entry.room = Room::Blank;
            }
        }
        for total in totals.valued.iter().filter(|total| total.parent.is_none()) {
            places.add(total.region, total.supply);
        }
        for &row in &totals.outside {
            if let Some(region) = region_of_row(model, row) {
                places.add(region, row);
            }
        }
        for total in totals.valued.iter().filter(|total| model.place(total.region) == total.region) {
            places.entry(total.region).room = Room::Closed;
        }
        places
    }

    fn entry(&mut self, region: RegionIx) -> &mut Entry {
        let place = self.model.place(region);
        let side = if self.model.is_domestic(region) { Side::Domestic } else { Side::Foreign };
        let found = self.entries.iter().position(|entry| (entry.place, entry.side) == (place, side));
        let position = found.unwrap_or_else(|| {
            let (low, high) = (Percent::ZERO, Percent::ZERO);
            self.entries.push(Entry { place, side, low, high, room: Room::Unlisted, suppliers: 0 });
            self.entries.len() - 1
        });
        &mut self.entries[position]
    }

    fn add(&mut self, region: RegionIx, row: SupplyIx) {
        let Some(share) = self.model.supply(row).share.as_ref() else { return };
        let (low, high) = (share.low, share.high);
        let entry = self.entry(region);
        entry.low += low;
        entry.high += high;
    }

    /// Global supply concentration (全球供给集中度); `None` without a placed source.
    pub(super) fn supply_hhi(&self) -> Option<Interval<f64>> {
        let places = self.by_place();
        if places.is_empty() { None } else { herfindahl(&shares(&places), self.list) }
    }

    /// Import concentration (进口来源集中度); `None` without a foreign source.
    pub(super) fn import_hhi(&self) -> Option<Interval<f64>> {
        if self.entries.iter().all(|entry| entry.side == Side::Domestic) {
            return None;
        }
        let mut stated = shares(&self.entries);
        let domestic = self.model.dataset().domestic.iter().map(|&region| self.model.place(region));
        let unlisted = domestic.filter(|&place| {
            !self.entries.iter().any(|entry| (entry.place, entry.side) == (place, Side::Domestic))
        });
        stated.extend(unlisted.map(|_| PlaceShare {
            low: 0.0,
            high: 0.0,
            room: Room::Unlisted,
            side: Side::Domestic,
        }));
        import_herfindahl(&stated, self.list)
    }

    /// What the domestic territory supplies, percent of the market of account; nothing of a complete list that
    /// names nobody there.
    pub(super) fn domestic_share(&self) -> Option<Interval<f64>> {
        let (domestic, mut others): (Vec<Entry>, Vec<Entry>) =
            self.entries.iter().partition(|entry| entry.side == Side::Domestic);
        if others.iter().chain(&domestic).all(|entry| entry.high == Percent::ZERO) {
            return None;
        }
        let Some(first) = domestic.first() else {
            return (self.list == PlaceList::Complete).then_some(Interval::exactly(0.0));
        };
        let zero = Entry { low: Percent::ZERO, high: Percent::ZERO, suppliers: 0, ..*first };
        others.push(domestic.iter().fold(zero, combine));
        let stated = shares(&others);
        place_share(&stated, stated.len() - 1, self.list)
    }

    /// Places by share, the greatest first, those without one last; then by id.
    pub(super) fn sources(&self) -> Vec<PlaceSource> {
        let entries = self.by_place();
        let stated = shares(&entries);
        let mut sources: Vec<PlaceSource> = entries
            .iter()
            .enumerate()
            .map(|(position, entry)| PlaceSource {
                region: entry.place,
                share: place_share(&stated, position, self.list),
                suppliers: entry.suppliers,
            })
            .collect();
        let id = |source: &PlaceSource| &self.model.region(source.region).id;
        sources.sort_by(|a, b| {
            b.midpoint()
                .unwrap_or(-1.0)
                .total_cmp(&a.midpoint().unwrap_or(-1.0))
                .then_with(|| id(a).cmp(id(b)))
        });
        sources
    }

    /// Coalitions that hold at least one source, in model order. A member that is only part of a place holds
    /// no share here.
    pub(super) fn coalitions(&self) -> Vec<CoalitionSource> {
        let entries = self.by_place();
        let of = |coalition: CoalitionIx| {
            let members = &self.model.coalition(coalition).members;
            let (inside, mut outside): (Vec<Entry>, Vec<Entry>) =
                entries.iter().partition(|entry| lies_in(self.model, Some(entry.place), members));
            outside.push(merged(&inside, members)?);
            let stated = shares(&outside);
            Some(CoalitionSource {
                coalition,
                share: place_share(&stated, stated.len() - 1, self.list),
                merged_hhi: herfindahl(&stated, self.list),
            })
        };
        self.model.coalition_indices().filter_map(of).collect()
    }

    /// One entry per place, where only part of a place is domestic.
    fn by_place(&self) -> Vec<Entry> {
        let mut places: Vec<Entry> = Vec::with_capacity(self.entries.len());
        for entry in &self.entries {
            match places.iter_mut().find(|one| one.place == entry.place) {
                Some(place) => *place = combine(*place, entry),
                None => places.push(*entry),
            }
        }
        places
    }
}

fn shares(entries: &[Entry]) -> Vec<PlaceShare> {
    let share = |entry: &Entry| PlaceShare {
        low: entry.low.points(),
        high: entry.high.points(),
        room: entry.room,
        side: entry.side,
    };
    entries.iter().map(share).collect()
}

/// The members of a coalition as one place; it is closed only if each of them is.
fn merged(inside: &[Entry], members: &[RegionIx]) -> Option<Entry> {
    let all_listed = members.iter().all(|&member| inside.iter().any(|entry| entry.place == member));
    let room = if all_listed { Room::Closed } else { Room::Unlisted };
    let zero = Entry { low: Percent::ZERO, high: Percent::ZERO, room, suppliers: 0, ..*inside.first()? };
    Some(inside.iter().fold(zero, combine))
}

fn combine(a: Entry, b: &Entry) -> Entry {
    Entry {
        low: a.low + b.low,
        high: a.high + b.high,
        room: a.room.max(b.room),
        suppliers: a.suppliers + b.suppliers,
        ..a
    }
}

fn is_in_total(model: &Model, totals: &Totals, region: RegionIx) -> bool {
    totals.valued.iter().any(|total| model.contains(total.region, region))
}

fn region_of_row(model: &Model, row: SupplyIx) -> Option<RegionIx> {
    match model.supply(row).provider {
        liantu_model::Provider::Supplier(supplier) => model.supplier(supplier).region,
        liantu_model::Provider::Region(region) => Some(region),
        liantu_model::Provider::Placeholder => None,
    }
}

impl PlaceSource {
    /// Middle of the share, percent.
    pub fn midpoint(&self) -> Option<f64> {
        self.share.map(|share| f64::midpoint(share.low, share.high))
    }
}
