//! Who offers a component, with which share, and in which reading.
//!
//! Only current rows count; history is ignored. Decisions where the text is silent:
//! - the accounting market is `world` if any active supplier or region row has it, else the market with most
//!   covered share (low ends), ties to the smaller region id (an index
//!   would make the answer depend on the order of the rows of `regions`);
//! - a supplier active in any market is a named offer; its share is that of its row in the accounting market;
//! - region totals of other markets are ignored;
//! - “no total below it” means no total of the accounting market strictly inside, valued or not;
//! - “every named offer there” means the named offers that belong to that very total;
//! - an active placeholder row in any market makes the list incomplete, whatever `complete` says.

use super::{Counting, Options, Reading};
use liantu_model::{
    ComponentIx, Model, Percent, PercentRange, Provider, RegionIx, SupplierIx, Supply, SupplyStatus,
};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// A remainder up to this is rounding.
const NEGLIGIBLE: Percent = Percent::from_millionths(500_000);
/// A list that covers this much is complete.
const COMPLETE: Percent = Percent::from_millionths(99_500_000);

/// Where an offer sits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Seat {
    /// A named supplier, at its region.
    Supplier(SupplierIx),
    /// Unnamed suppliers at a region.
    Region(RegionIx),
    /// Unlisted suppliers: nowhere.
    Unknown,
}

/// In which readings an offer exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Readings {
    /// In both.
    Both,
    /// In the optimistic one only.
    OptimisticOnly,
}

impl Readings {
    /// Whether `reading` is among them.
    pub fn include(self, reading: Reading) -> bool {
        self == Self::Both || reading == Reading::Optimistic
    }
}

/// An interval of percentage points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Share {
    /// Lower end.
    pub low: Percent,
    /// Upper end, at least `low`.
    pub high: Percent,
}

impl Share {
    fn of(range: &PercentRange) -> Self {
        Self { low: range.low, high: range.high }
    }

    fn plus(self, other: Self) -> Self {
        Self { low: self.low + other.low, high: self.high + other.high }
    }

    /// What is left of `self`: the low end subtracts the high ends, the high end the low ends.
    fn minus(self, other: Self) -> Self {
        Self { low: self.low - other.high, high: self.high - other.low }
    }

    fn at_least_nothing(self) -> Self {
        Self { low: self.low.max(Percent::ZERO), high: self.high.max(Percent::ZERO) }
    }
}

/// One who offers a component.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Offer {
    /// Who and where.
    pub seat: Seat,
    /// Its share, percentage points; `None` when blank.
    pub share: Option<Share>,
    /// Where it exists.
    pub readings: Readings,
    /// The lowest valued total it belongs to; its own region for what is left of a total.
    pub within: Option<RegionIx>,
    /// Of what is left of a total: what its stated parts leave for sure, blank ones aside; zero for all others.
    pub held: Percent,
}

/// Where supply is sold. Ordered: the world first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Market {
    /// Everywhere.
    World,
    /// In a region.
    Region(RegionIx),
}

impl Market {
    fn of(row: &Supply) -> Self {
        row.market.map_or(Self::World, Self::Region)
    }
}

/// The supply of one component.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accounting {
    /// Offers, sorted by seat.
    pub offers: Vec<Offer>,
    /// Whether there is any current supply row, of any status or kind.
    pub has_rows: bool,
    /// The market accounted; `None` without an active supplier or region row.
    pub market: Option<Market>,
    /// Topmost totals and named shares outside any total.
    pub covered: Share,
    /// Whether the list of suppliers is exhaustive.
    pub complete: bool,
}

/// The supply accounting of every component, in the model's order.
pub fn offers(model: &Model, options: Options) -> Vec<Accounting> {
    Model::indices(model.components()).map(|component| account(model, options, component)).collect()
}

fn account(model: &Model, options: Options, component: ComponentIx) -> Accounting {
    let rows: Vec<&Supply> =
        model.supplies().iter().filter(|row| row.current && row.component == component).collect();
    let active: Vec<&Supply> =
        rows.iter().copied().filter(|row| row.status == SupplyStatus::Active).collect();
    let market = accounting_market(model, &active);
    let ledger = Ledger::new(model, &active, market);
    let covered = ledger.covered();
    let complete = is_complete(model, component, &active, covered);
    let mut offers = ledger.named_offers();
    offers.extend(ledger.unnamed_offers());
    if !rows.is_empty() && !complete {
        offers.push(unknown_offer(&ledger, covered));
    }
    if options.counting == Counting::ActiveAndQualified {
        offers.extend(qualified_offers(&rows, &ledger));
    }
    offers.sort_unstable();
    Accounting { offers, has_rows: !rows.is_empty(), market, covered, complete }
}

fn accounting_market(model: &Model, active: &[&Supply]) -> Option<Market> {
    let markets: BTreeSet<Market> = active
        .iter()
        .filter(|row| row.provider != Provider::Placeholder)
        .map(|row| Market::of(row))
        .collect();
    if markets.contains(&Market::World) {
        return Some(Market::World);
    }
    let covered = |market: Market| {
        let only: Vec<&Supply> = active.iter().copied().filter(|row| Market::of(row) == market).collect();
        Ledger::new(model, &only, Some(market)).covered().low
    };
    let id = |market: Market| match market {
        Market::World => "",
        Market::Region(region) => model.region(region).id.as_str(),
    };
    markets.into_iter().max_by_key(|&market| (covered(market), Reverse(id(market))))
}

/// `complete = yes`, or blank and nearly all covered, or blank and complete by default.
fn is_complete(model: &Model, component: ComponentIx, active: &[&Supply], covered: Share) -> bool {
    if active.iter().any(|row| row.provider == Provider::Placeholder) {
        return false;
    }
    match model.component(component).complete {
        Some(said) => said,
        None => covered.low >= COMPLETE || model.dataset().lists_complete,
    }
}

fn unknown_offer(ledger: &Ledger<'_>, covered: Share) -> Offer {
    let whole = Share { low: Percent::HUNDRED, high: Percent::HUNDRED };
    let share = ledger.has_shares().then(|| whole.minus(covered).at_least_nothing());
    Offer {
        seat: Seat::Unknown,
        share,
        readings: Readings::OptimisticOnly,
        within: None,
        held: Percent::ZERO,
    }
}

/// What `--count-qualified` adds: offers without a share, where there is no active one.
fn qualified_offers(rows: &[&Supply], ledger: &Ledger<'_>) -> Vec<Offer> {
    let seats: BTreeSet<Seat> = rows
        .iter()
        .filter(|row| row.status == SupplyStatus::Qualified)
        .filter_map(|row| match row.provider {
            Provider::Supplier(supplier) => {
                (!ledger.named.contains_key(&supplier)).then_some(Seat::Supplier(supplier))
            }
            Provider::Region(region) => {
                (!ledger.totals.contains_key(&region)).then_some(Seat::Region(region))
            }
            Provider::Placeholder => None,
        })
        .collect();
    let offer =
        |seat| Offer { seat, share: None, readings: Readings::Both, within: None, held: Percent::ZERO };
    seats.into_iter().map(offer).collect()
}

/// The active rows of one component that count.
struct Ledger<'a> {
    model: &'a Model,
    /// Suppliers active in any market, with their share in the accounting market.
    named: BTreeMap<SupplierIx, Option<Share>>,
    /// Region totals of the accounting market.
    totals: BTreeMap<RegionIx, Option<Share>>,
}

impl<'a> Ledger<'a> {
    fn new(model: &'a Model, active: &[&Supply], market: Option<Market>) -> Self {
        let mut ledger = Self { model, named: BTreeMap::new(), totals: BTreeMap::new() };
        for row in active {
            let accounted = Some(Market::of(row)) == market;
            let share = row.share.as_ref().map(Share::of);
            match row.provider {
                Provider::Supplier(supplier) if accounted => {
                    ledger.named.insert(supplier, share);
                }
                Provider::Supplier(supplier) => {
                    ledger.named.entry(supplier).or_insert(None);
                }
                Provider::Region(region) if accounted => {
                    ledger.totals.insert(region, share);
                }
                Provider::Region(_) | Provider::Placeholder => {}
            }
        }
        ledger
    }

    fn has_shares(&self) -> bool {
        self.named.values().chain(self.totals.values()).any(Option::is_some)
    }

    /// The lowest valued total around a region, itself included.
    fn lowest_total(&self, region: RegionIx) -> Option<RegionIx> {
        self.model.around(region).find(|outer| self.totals.get(outer).is_some_and(Option::is_some))
    }

    /// The lowest valued total that a named offer sits in.
    fn total_of(&self, supplier: SupplierIx) -> Option<RegionIx> {
        self.lowest_total(self.model.supplier(supplier).region?)
    }

    /// The lowest valued total strictly around a total.
    fn parent_of(&self, total: RegionIx) -> Option<RegionIx> {
        self.lowest_total(self.model.region(total).parent?)
    }

    fn valued(&self) -> impl Iterator<Item = (RegionIx, Share)> + '_ {
        self.totals.iter().filter_map(|(&region, share)| Some((region, (*share)?)))
    }

    fn covered(&self) -> Share {
        let topmost = self.valued().filter(|&(region, _)| self.parent_of(region).is_none());
        let outside = self.named.iter().filter(|&(&supplier, _)| self.total_of(supplier).is_none());
        topmost
            .map(|(_, share)| share)
            .chain(outside.filter_map(|(_, share)| *share))
            .fold(Share::default(), Share::plus)
    }

    fn named_offers(&self) -> Vec<Offer> {
        let offer = |(&supplier, &share): (&SupplierIx, &Option<Share>)| Offer {
            seat: Seat::Supplier(supplier),
            share,
            readings: Readings::Both,
            within: self.total_of(supplier),
            held: Percent::ZERO,
        };
        self.named.iter().map(offer).collect()
    }

    fn unnamed_offers(&self) -> Vec<Offer> {
        self.totals
            .iter()
            .filter_map(|(&region, &share)| match share {
                Some(share) => self.remainder_offer(region, share),
                None => self.has_nothing_below(region).then_some(Offer {
                    seat: Seat::Region(region),
                    share: None,
                    readings: Readings::Both,
                    within: self.lowest_total(region),
                    held: Percent::ZERO,
                }),
            })
            .collect()
    }

    /// Nothing named at or below a total, and no other total below it.
    fn has_nothing_below(&self, total: RegionIx) -> bool {
        let is_inside = |region: RegionIx| self.model.contains(total, region);
        let named = |supplier: &SupplierIx| self.model.supplier(*supplier).region.is_some_and(is_inside);
        !self.named.keys().any(named) && !self.totals.keys().any(|&other| other != total && is_inside(other))
    }

    /// The unnamed offer of a valued total, if its remainder is more than rounding or nothing is below it.
    fn remainder_offer(&self, total: RegionIx, share: Share) -> Option<Offer> {
        let own: Vec<Option<Share>> = self
            .named
            .iter()
            .filter(|&(&supplier, _)| self.total_of(supplier) == Some(total))
            .map(|(_, &share)| share)
            .collect();
        let children =
            self.valued().filter(|&(other, _)| self.parent_of(other) == Some(total)).map(|(_, share)| share);
        let taken = own.iter().flatten().copied().chain(children).fold(Share::default(), Share::plus);
        let has_blank = own.iter().any(Option::is_none);
        let mut rest = share.minus(taken);
        let alone = self.has_nothing_below(total);
        let certain = alone || (rest.low > NEGLIGIBLE && !has_blank);
        let conceivable = alone || rest.high > NEGLIGIBLE;
        let held = rest.at_least_nothing().low;
        if has_blank {
            rest.low = Percent::ZERO;
        }
        conceivable.then_some(Offer {
            seat: Seat::Region(total),
            share: Some(rest.at_least_nothing()),
            readings: if certain { Readings::Both } else { Readings::OptimisticOnly },
            within: Some(total),
            held,
        })
    }
}
