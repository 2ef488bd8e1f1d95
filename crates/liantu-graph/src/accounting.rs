//! Supply accounting: who offers a component, with which share, and how sure that is.
//!
//! A row with a supplier is a named offer. A row with a region is that region's total; what its named
//! suppliers do not explain is an unnamed offer there. What no row explains is, when the list is not known
//! to be complete, an unknown offer that exists in the optimistic reading only. See `docs/model.md`.

use crate::GraphError;
use crate::graph::ensure;
use liantu_model::{
    ComponentIx, Index, Model, Percent, PercentRange, Provider, RegionIx, SupplierIx, SupplyIx, SupplyStatus,
    Total, Totals,
};
use rustc_hash::FxHashSet;

/// A remainder up to this much is rounding.
const REMAINDER: Percent = Percent::from_millionths(500_000);
/// A list that covers this much is complete.
const COMPLETE: Percent = Percent::from_millionths(99_500_000);

/// Who makes an offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OfferSource {
    /// A supplier by name.
    Named(SupplierIx),
    /// Somebody in a region.
    Unnamed(RegionIx),
    /// Somebody, somewhere.
    Unknown,
}

/// In which readings an offer exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Presence {
    /// In both.
    Listed,
    /// In the optimistic reading only.
    OptimisticOnly,
}

/// One offer of one component.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offer {
    /// Who.
    pub source: OfferSource,
    /// In which readings.
    pub presence: Presence,
    /// Share of the market of account, low and high; `None` when not stated.
    pub share: Option<(Percent, Percent)>,
    /// The row it rests on; none for an unknown offer.
    pub row: Option<SupplyIx>,
}

/// The market whose rows give totals, completeness and weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Market {
    /// The world.
    World,
    /// One region's buyers.
    Region(RegionIx),
}

/// What is known about the suppliers of one component.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SupplyList {
    /// Whether there is any current row, of whatever status.
    pub has_rows: bool,
    /// The market of account.
    pub market: Market,
    /// Share covered by topmost totals and named suppliers outside any total, low and high.
    pub covered: (Percent, Percent),
    /// Whether any active row of the market of account states a share.
    pub has_shares: bool,
    /// Whether the list is complete.
    pub complete: bool,
    /// What its completeness would rest on.
    pub basis: CompletenessBasis,
}

/// What the completeness of a list rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CompletenessBasis {
    /// Only on what the component's row says.
    Claim,
    /// Its shares cover the market, or the dataset holds all lists to be complete.
    SharesOrDefault,
}

/// Accounts of all components.
#[derive(Debug)]
pub(crate) struct Accounts {
    pub(crate) lists: Vec<SupplyList>,
    pub(crate) start: Vec<u32>,
    pub(crate) offers: Vec<Offer>,
    pub(crate) qualified_start: Vec<u32>,
    pub(crate) qualified: Vec<Offer>,
    pub(crate) backup_start: Vec<u32>,
    pub(crate) backups: Vec<SupplyIx>,
}

pub(crate) fn account(model: &Model) -> Accounts {
    let (row_start, rows) = model.supplies_by_component(|row| model.supply(row).current);
    let mut accounts = Accounts {
        lists: Vec::with_capacity(model.components().len()),
        start: vec![0],
        offers: Vec::with_capacity(rows.len()),
        qualified_start: vec![0],
        qualified: Vec::new(),
        backup_start: vec![0],
        backups: Vec::new(),
    };
    for component in model.component_indices() {
        let (from, to) = (row_start[component.position()], row_start[component.position() + 1]);
        let own = &rows[from as usize..to as usize];
        let (list, offers) = account_one(model, component, own, &Doubted::default());
        accounts.offers.extend(offers);
        accounts.lists.push(list);
        accounts.start.push(accounts.offers.len() as u32);
        let market = accounts.lists[component.position()].market;
        qualified(model, own, &Doubted::default(), market, &mut accounts.qualified);
        accounts.qualified_start.push(accounts.qualified.len() as u32);
        accounts.backups.extend(own.iter().filter(|&&row| model.supply(row).status != SupplyStatus::Active));
        accounts.backup_start.push(accounts.backups.len() as u32);
    }
    accounts
}

/// Rows of one component taken to be wrong.
#[derive(Debug, Clone, Copy, Default)]
pub struct Doubted<'d> {
    /// Rows that do not exist.
    pub absent: &'d [SupplyIx],
    /// Rows with another status.
    pub status: &'d [(SupplyIx, SupplyStatus)],
    /// Rows with exactly this share in place of the one they state.
    pub share: &'d [(SupplyIx, Percent)],
    /// What the component says of its list's completeness is to be ignored.
    pub claim: bool,
}

impl Doubted<'_> {
    fn has(&self, row: SupplyIx) -> bool {
        !self.absent.contains(&row)
    }

    fn status(&self, model: &Model, row: SupplyIx) -> SupplyStatus {
        let other = self.status.iter().find(|(doubted, _)| *doubted == row);
        other.map_or(model.supply(row).status, |&(_, status)| status)
    }

    /// Low and high end of the share that a row states.
    fn share(&self, model: &Model, row: SupplyIx) -> Option<(Percent, Percent)> {
        let stated = model.supply(row).share.as_ref()?;
        let other = self.share.iter().find(|(doubted, _)| *doubted == row);
        Some(other.map_or((stated.low, stated.high), |&(_, share)| (share, share)))
    }

    /// The share of a row in a market; another market's says nothing about it.
    fn share_in(&self, model: &Model, row: SupplyIx, market: Market) -> Option<(Percent, Percent)> {
        self.share(model, row).filter(|_| market_of(model, row) == market)
    }
}

fn account_one(
    model: &Model,
    component: ComponentIx,
    rows: &[SupplyIx],
    doubted: &Doubted<'_>,
) -> (SupplyList, Vec<Offer>) {
    let mut offers = Vec::new();
    let has_rows = rows.iter().any(|&row| doubted.has(row));
    let is_active = |&row: &SupplyIx| doubted.has(row) && doubted.status(model, row) == SupplyStatus::Active;
    let active: Vec<SupplyIx> = rows.iter().copied().filter(is_active).collect();
    let market = market_of_account(model, &active, doubted);
    named(model, &active, market, doubted, &mut offers);
    let in_market = |row: &SupplyIx| market_of(model, *row) == market;
    let is_total = |row: &SupplyIx| matches!(model.supply(*row).provider, Provider::Region(_));
    let mut counted: Vec<SupplyIx> = offers.iter().filter_map(|offer| offer.row).collect();
    counted.extend(active.iter().copied().filter(|row| is_total(row) && in_market(row)));
    let totals = model.totals(&counted);
    let covered = covered(model, &totals, market, doubted);
    let has_placeholder = active.iter().any(|&row| model.supply(row).provider == Provider::Placeholder);
    let claim = model.component(component).complete.filter(|_| !doubted.claim);
    let complete = !has_placeholder && is_complete(model, claim, covered.0);
    let has_shares = counted.iter().any(|&row| doubted.share_in(model, row, market).is_some());
    unnamed(model, &totals, market, doubted, &mut offers);
    if !complete && has_rows {
        offers.push(unknown(has_shares, covered));
    }
    let backed = covered.0 >= COMPLETE || model.dataset().lists_complete;
    let basis = if backed { CompletenessBasis::SharesOrDefault } else { CompletenessBasis::Claim };
    (SupplyList { has_rows, market, covered, has_shares, complete, basis }, offers)
}

/// The offers of a component if some of its rows (`rows`, all current ones) were otherwise; qualified ones last where
/// they count. O(rows of the component).
pub(crate) fn offers_if(
    model: &Model,
    component: ComponentIx,
    rows: &[SupplyIx],
    doubted: &Doubted<'_>,
    counts_qualified: bool,
) -> Vec<Offer> {
    let (list, mut offers) = account_one(model, component, rows, doubted);
    if counts_qualified {
        qualified(model, rows, doubted, list.market, &mut offers);
    }
    offers
}

fn market_of(model: &Model, row: SupplyIx) -> Market {
    model.supply(row).market.map_or(Market::World, Market::Region)
}

/// The world if any active row speaks of it, else the market with most covered share.
fn market_of_account(model: &Model, active: &[SupplyIx], doubted: &Doubted<'_>) -> Market {
    let is_source = |row: &&SupplyIx| model.supply(**row).provider != Provider::Placeholder;
    let mut markets: Vec<Market> =
        active.iter().filter(is_source).map(|&row| market_of(model, row)).collect();
    markets.sort_unstable();
    markets.dedup();
    if markets.len() < 2 || markets[0] == Market::World {
        return markets.first().copied().unwrap_or(Market::World);
    }
    let covered_in = |market: Market| {
        let rows: Vec<SupplyIx> =
            active.iter().copied().filter(|&row| market_of(model, row) == market).collect();
        covered(model, &model.totals(&rows), market, doubted).0
    };
    let id = |market: &Market| match market {
        Market::World => "",
        Market::Region(region) => model.region(*region).id.as_str(),
    };
    let most = |a: &Market, b: &Market| covered_in(*a).cmp(&covered_in(*b)).then(id(b).cmp(id(a)));
    markets.into_iter().max_by(most).unwrap_or(Market::World)
}

/// Topmost totals and named shares outside any total.
fn covered(model: &Model, totals: &Totals, market: Market, doubted: &Doubted<'_>) -> (Percent, Percent) {
    let topmost = totals.valued.iter().filter(|total| total.parent.is_none()).map(|total| total.supply);
    topmost
        .chain(totals.outside.iter().copied())
        .filter_map(|row| doubted.share_in(model, row, market))
        .fold((Percent::ZERO, Percent::ZERO), |(low, high), share| (low + share.0, high + share.1))
}

fn is_complete(model: &Model, claim: Option<bool>, covered_low: Percent) -> bool {
    match claim {
        Some(stated) => stated,
        None => covered_low >= COMPLETE || model.dataset().lists_complete,
    }
}

/// A supplier offers the component if it is active in any market; its share is that of the market of account.
fn named(model: &Model, active: &[SupplyIx], market: Market, doubted: &Doubted<'_>, offers: &mut Vec<Offer>) {
    let mut by_supplier: Vec<(SupplierIx, bool, SupplyIx)> = active
        .iter()
        .filter_map(|&row| match model.supply(row).provider {
            Provider::Supplier(supplier) => Some((supplier, market_of(model, row) != market, row)),
            Provider::Region(_) | Provider::Placeholder => None,
        })
        .collect();
    by_supplier
        .sort_unstable_by_key(|&(supplier, elsewhere, row)| (supplier, elsewhere, model.market_id(row), row));
    by_supplier.dedup_by_key(|(supplier, ..)| *supplier);
    offers.extend(by_supplier.into_iter().map(|(supplier, elsewhere, row)| Offer {
        source: OfferSource::Named(supplier),
        presence: Presence::Listed,
        share: if elsewhere { None } else { doubted.share(model, row) },
        row: Some(row),
    }));
}

fn unnamed(model: &Model, totals: &Totals, market: Market, doubted: &Doubted<'_>, offers: &mut Vec<Offer>) {
    let from = offers.len();
    for total in &totals.valued {
        offers.extend(remainder(model, totals, total, market, doubted));
    }
    for &(row, region) in &totals.unvalued {
        if is_alone(model, totals, row, region) {
            offers.push(Offer {
                source: OfferSource::Unnamed(region),
                presence: Presence::Listed,
                share: None,
                row: Some(row),
            });
        }
    }
    offers[from..].sort_unstable_by_key(|offer| offer.source);
}

/// What a total's own named suppliers and inner totals leave over: certain only when all of them state a
/// share, and then as little as the intervals allow.
fn remainder(
    model: &Model,
    totals: &Totals,
    total: &Total,
    market: Market,
    doubted: &Doubted<'_>,
) -> Option<Offer> {
    let inner =
        total.named.iter().copied().chain(total.children.iter().map(|&child| totals.valued[child].supply));
    let (mut low, mut high) = doubted.share(model, total.supply)?;
    for part in inner.filter_map(|row| doubted.share_in(model, row, market)) {
        low = low - part.1;
        high = high - part.0;
    }
    let below = |place: &RegionIx| model.contains(total.region, *place);
    let alone = total.named.is_empty()
        && total.children.is_empty()
        && !totals.unvalued.iter().any(|(_, place)| below(place));
    let all_stated = total.named.iter().all(|&row| doubted.share_in(model, row, market).is_some());
    let presence = if alone || (all_stated && low > REMAINDER) {
        Presence::Listed
    } else if high > REMAINDER {
        Presence::OptimisticOnly
    } else {
        return None;
    };
    Some(Offer {
        source: OfferSource::Unnamed(total.region),
        presence,
        share: all_stated.then(|| (low.clamp_share(), high.clamp_share())),
        row: Some(total.supply),
    })
}

/// Whether nothing named and no other total lies at or below a total without a share.
fn is_alone(model: &Model, totals: &Totals, row: SupplyIx, region: RegionIx) -> bool {
    let inside = |other: RegionIx| model.contains(region, other);
    let named = totals.outside.iter().chain(totals.valued.iter().flat_map(|total| &total.named));
    let mut named_inside = named.filter_map(|&row| match model.supply(row).provider {
        Provider::Supplier(supplier) => model.supplier(supplier).region,
        Provider::Region(_) | Provider::Placeholder => None,
    });
    !named_inside.any(inside)
        && !totals.valued.iter().any(|total| inside(total.region))
        && !totals.unvalued.iter().any(|&(other, place)| other != row && inside(place))
}

fn unknown(has_shares: bool, covered: (Percent, Percent)) -> Offer {
    let rest = ((Percent::HUNDRED - covered.1).clamp_share(), (Percent::HUNDRED - covered.0).clamp_share());
    Offer {
        source: OfferSource::Unknown,
        presence: Presence::OptimisticOnly,
        share: has_shares.then_some(rest),
        row: None,
    }
}

/// Whether an active row makes an offer: a supplier's in any market, a total's in the market of account.
fn counts_in(model: &Model, row: SupplyIx, market: Market) -> bool {
    matches!(model.supply(row).provider, Provider::Supplier(_)) || market_of(model, row) == market
}

/// Offers that `--count-qualified` adds: of suppliers and regions without an active row of their own.
fn qualified(
    model: &Model,
    rows: &[SupplyIx],
    doubted: &Doubted<'_>,
    market: Market,
    offers: &mut Vec<Offer>,
) {
    let status = |row: SupplyIx| doubted.status(model, row);
    let rows = || rows.iter().filter(|&&row| doubted.has(row));
    let active: FxHashSet<Provider> = rows()
        .filter(|&&row| status(row) == SupplyStatus::Active)
        .filter(|&&row| counts_in(model, row, market))
        .map(|&row| model.supply(row).provider)
        .collect();
    let mut added: Vec<(OfferSource, SupplyIx)> = rows()
        .filter(|&&row| {
            status(row) == SupplyStatus::Qualified && !active.contains(&model.supply(row).provider)
        })
        .filter_map(|&row| match model.supply(row).provider {
            Provider::Supplier(supplier) => Some((OfferSource::Named(supplier), row)),
            Provider::Region(region) => Some((OfferSource::Unnamed(region), row)),
            Provider::Placeholder => None,
        })
        .collect();
    added.sort_unstable_by_key(|&(source, row)| (source, model.market_id(row), row));
    added.dedup_by_key(|(source, _)| *source);
    offers.extend(added.into_iter().map(|(source, row)| Offer {
        source,
        presence: Presence::Listed,
        share: None,
        row: Some(row),
    }));
}

/// Invariants of the accounts.
pub(crate) fn verify(model: &Model, accounts: &Accounts) -> Result<(), GraphError> {
    ensure(accounts.lists.len() == model.components().len(), "every component has an account")?;
    for (position, list) in accounts.lists.iter().enumerate() {
        let own = &accounts.offers[accounts.start[position] as usize..accounts.start[position + 1] as usize];
        let unknown = own.iter().filter(|offer| offer.source == OfferSource::Unknown).count();
        let expected = usize::from(list.has_rows && !list.complete);
        ensure(unknown == expected, "an incomplete list, and only that, has one unknown offer")?;
        ensure(list.has_rows || own.is_empty(), "without rows there is no offer")?;
        for offer in own {
            ensure(offer.share.is_none_or(|(low, high)| low <= high), "shares are intervals")?;
        }
    }
    Ok(())
}

impl Offer {
    /// Middle of the share.
    pub fn midpoint(&self) -> Option<Percent> {
        self.share.map(|(low, high)| PercentRange { low, high, written: None }.midpoint())
    }
}
