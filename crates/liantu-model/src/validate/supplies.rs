//! Supplies and purchases.

use super::Lookup;
use super::collector::Collector;
use super::components::{component_of, not_negative};
use super::order;
use super::places::Place;
use super::suppliers::supplier_of;
use crate::entities::{Provider, Purchase, Supply};
use crate::rare::{PurchaseDetails, Rare, SupplyDetails};
use crate::{
    Code, ComponentIx, Percent, PercentRange, PurchaseRow, RegionIx, RowAt, SupplierIx, SupplyRow,
    SupplyStatus, Visibility,
};
use hashbrown::HashTable;
use hashbrown::hash_table::Entry;
use rustc_hash::{FxBuildHasher, FxHashSet};
use std::hash::BuildHasher;

pub(super) fn supplies(
    rows: Vec<SupplyRow>,
    lookup: &Lookup<'_>,
    as_of: (i16, u8, u8),
    collector: &mut Collector,
) -> Vec<Supply> {
    let mut supplies = Vec::with_capacity(rows.len());
    for row in rows {
        let component = component_of(&row.component, row.at, "component", lookup.components, collector);
        let provider = provider(&row, lookup, collector);
        let market = market(&row, lookup, collector);
        check_numbers(&row, as_of.0, collector);
        let Some(status) = row.status else {
            collector.report(Code::MissingValue, row.at, "status", "");
            continue;
        };
        let (Some(component), Some(provider), Ok(market)) = (component, provider, market) else { continue };
        let citation = collector.cite(&row.source, row.at);
        let details = SupplyDetails {
            share: row.share,
            capacity: row.capacity,
            takeover: row.takeover,
            switch_weeks: row.switch_weeks,
            cost: row.cost,
        };
        supplies.push(Supply {
            at: row.at,
            provider,
            component,
            status,
            market,
            year: row.year,
            visibility: row.visibility.unwrap_or(Visibility::Public),
            citation,
            confidence: row.confidence,
            current: false,
            details: Rare::new(details),
        });
    }
    order::supplies(&mut supplies, collector.cited());
    mark_current(&mut supplies, as_of.0, collector);
    supplies
}

fn provider(row: &SupplyRow, lookup: &Lookup<'_>, collector: &mut Collector) -> Option<Provider> {
    match (row.supplier.is_empty(), row.region.is_empty()) {
        (false, true) => supplier_of(&row.supplier, row.at, "supplier", lookup.suppliers, collector)
            .map(Provider::Supplier),
        (true, false) => match lookup.places.find(&row.region, row.at, "region", collector) {
            Place::At(region) => Some(Provider::Region(region)),
            Place::Nowhere => {
                collector.report(Code::PlaceholderRegion, row.at, "region", &row.region);
                Some(Provider::Placeholder)
            }
            Place::Unknown => None,
        },
        (both_blank, _) => {
            let read = if both_blank { String::new() } else { format!("{} / {}", row.supplier, row.region) };
            let given = if both_blank { "neither" } else { "both" };
            collector.report(Code::SupplierOrRegion, row.at, "supplier", read).add("given", given);
            None
        }
    }
}

fn market(row: &SupplyRow, lookup: &Lookup<'_>, collector: &mut Collector) -> Result<Option<RegionIx>, ()> {
    let word = row.market.to_lowercase();
    if word.is_empty() || ["world", "世界", "全球"].contains(&word.as_str()) {
        return Ok(None);
    }
    match lookup.places.find(&row.market, row.at, "market", collector) {
        Place::At(region) => Ok(Some(region)),
        Place::Nowhere => {
            collector.report(Code::UnknownRegion, row.at, "market", &row.market).add("nearest", "");
            Err(())
        }
        Place::Unknown => Err(()),
    }
}

fn check_numbers(row: &SupplyRow, as_of_year: i16, collector: &mut Collector) {
    not_negative(row.capacity, row.at, "capacity", collector);
    not_negative(row.switch_weeks, row.at, "switch_weeks", collector);
    not_negative(row.cost, row.at, "cost", collector);
    check_share(row.share.as_ref(), row.at, "share", collector);
    check_share(row.takeover.as_ref(), row.at, "takeover", collector);
    if let Some(year) = row.year.filter(|year| *year > as_of_year) {
        collector.report(Code::DateAfterAsOf, row.at, "year", year.to_string());
    }
}

/// A share lies in 0..=100.
pub(super) fn check_share(
    share: Option<&PercentRange>,
    at: RowAt,
    field: &'static str,
    collector: &mut Collector,
) {
    if let Some(share) = share.filter(|share| share.low < Percent::ZERO || share.high > Percent::HUNDRED) {
        let read = share.written.as_deref().map_or_else(|| share.low.to_string(), str::to_owned);
        collector.report(Code::ShareOutOfRange, at, field, read);
    }
}

/// Of several years of one key the newest not after the dataset's date counts; a blank year is the oldest.
fn mark_current(supplies: &mut [Supply], as_of_year: i16, collector: &mut Collector) {
    let order = by_key(supplies);
    for pair in order.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
        let ((key, year, index), next) = (pair[0], pair[1]);
        if next.1 == year && key.1 != Provider::Placeholder {
            let year = year.map(|year| year.to_string()).unwrap_or_default();
            collector
                .report(Code::DuplicateSupply, supplies[next.2].at, "component", year)
                .add("earlier", supplies[index].at.row.to_string());
        }
    }
    set_current(supplies, &order, as_of_year);
}

type Key = (ComponentIx, Provider, Option<RegionIx>);

/// Key, year and position of every row, sorted.
fn by_key(supplies: &[Supply]) -> Vec<(Key, Option<i16>, usize)> {
    let offer = |supply: &Supply| (supply.component, supply.provider, supply.market);
    let mut order: Vec<_> =
        supplies.iter().enumerate().map(|(index, supply)| (offer(supply), supply.year, index)).collect();
    order.sort_unstable();
    order
}

fn set_current(supplies: &mut [Supply], order: &[(Key, Option<i16>, usize)], as_of_year: i16) {
    let is_past = |year: Option<i16>| year.is_none_or(|year| year <= as_of_year);
    for (position, &(key, year, index)) in order.iter().enumerate() {
        let next = order.get(position + 1).filter(|next| next.0 == key);
        supplies[index].current = is_past(year) && !next.is_some_and(|next| is_past(next.1));
    }
}

/// Marks anew which rows count at another year, and leaves out purchases from and by those who do not supply
/// (yet) then. O(rows · log rows).
pub(crate) fn date(supplies: &mut [Supply], purchases: &mut Vec<Purchase>, as_of_year: i16) {
    let order = by_key(supplies);
    set_current(supplies, &order, as_of_year);
    let active = active_suppliers(supplies);
    let selling: FxHashSet<SupplierIx> = active.iter().map(|(supplier, _)| *supplier).collect();
    purchases.retain(|row| active.contains(&(row.seller, row.component)) && selling.contains(&row.buyer));
}

pub(super) fn purchases(
    rows: impl Iterator<Item = PurchaseRow>,
    lookup: &Lookup<'_>,
    supplies: &[Supply],
    collector: &mut Collector,
) -> Vec<Purchase> {
    let active = active_suppliers(supplies);
    let selling: FxHashSet<SupplierIx> = active.iter().map(|(supplier, _)| *supplier).collect();
    let mut seen = Seen::default();
    let mut purchases: Vec<Purchase> = Vec::with_capacity(rows.size_hint().0);
    for row in rows {
        let buyer = supplier_of(&row.buyer, row.at, "buyer", lookup.suppliers, collector);
        let component = component_of(&row.component, row.at, "component", lookup.components, collector);
        let seller = supplier_of(&row.seller, row.at, "seller", lookup.suppliers, collector);
        not_negative(row.value, row.at, "value", collector);
        check_share(row.share.as_ref(), row.at, "share", collector);
        let (Some(buyer), Some(component), Some(seller)) = (buyer, component, seller) else { continue };
        if !active.contains(&(seller, component)) {
            report_idle(&row, "seller", &row.seller, collector);
        }
        if !selling.contains(&buyer) {
            report_idle(&row, "buyer", &row.buyer, collector);
        }
        if let Some(earlier) = seen.earlier((buyer, component, seller), &purchases) {
            collector
                .report(Code::DuplicatePurchase, row.at, "seller", &row.seller)
                .add("earlier", earlier.at.row.to_string());
            continue;
        }
        let citation = collector.cite(&row.source, row.at);
        let details = Rare::new(PurchaseDetails { share: row.share, value: row.value });
        purchases.push(Purchase { at: row.at, buyer, component, seller, citation, details });
    }
    drop(seen);
    purchases.shrink_to_fit();
    order::purchases(&mut purchases);
    purchases
}

fn report_idle(row: &PurchaseRow, side: &'static str, read: &str, collector: &mut Collector) {
    collector
        .report(Code::PurchaseWithoutSupply, row.at, side, read)
        .add("side", side)
        .add("component", &row.component);
}

/// Which purchases there are already: their positions only, as there may be ten million.
#[derive(Default)]
struct Seen(HashTable<u32>);

impl Seen {
    /// The purchase of the same key among those before; else the next one is noted to have it.
    fn earlier<'p>(
        &mut self,
        key: (SupplierIx, ComponentIx, SupplierIx),
        before: &'p [Purchase],
    ) -> Option<&'p Purchase> {
        let key_at = |position: u32| {
            let row = &before[position as usize];
            (row.buyer, row.component, row.seller)
        };
        let hash = |key| FxBuildHasher.hash_one(key);
        let entry = self.0.entry(hash(key), |&one| key_at(one) == key, |&one| hash(key_at(one)));
        match entry {
            Entry::Occupied(taken) => before.get(*taken.get() as usize),
            Entry::Vacant(free) => {
                free.insert(before.len() as u32);
                None
            }
        }
    }
}

fn active_suppliers(supplies: &[Supply]) -> FxHashSet<(SupplierIx, ComponentIx)> {
    supplies
        .iter()
        .filter(|supply| supply.current && supply.status == SupplyStatus::Active)
        .filter_map(|supply| match supply.provider {
            Provider::Supplier(supplier) => Some((supplier, supply.component)),
            Provider::Region(_) | Provider::Placeholder => None,
        })
        .collect()
}
