//! Collecting the sources of one component.

use super::forest::{Forest, Leaf, Node, Whole};
use super::{ActiveSource, BackupSource, Cover, CoverBasis, Covers, Timing, capped, region_of};
use crate::Interval;
use crate::whereabouts::{Whereabouts, whereabouts};
use liantu_graph::{Market, Offer, OfferSource};
use liantu_model::{
    ComponentIx, Model, Percent, PercentRange, Provider, RegionIx, SupplyIx, SupplyStatus, Totals,
};
use rustc_hash::FxHashSet;

impl Covers<'_> {
    /// The sources of a component and what they cover. O(rows × totals).
    pub(crate) fn of(&self, component: ComponentIx) -> Cover {
        let mut active = self.active(component);
        let mut backups = self.qualified(component);
        backups.extend(self.candidates(component));
        let Some(leaves) = self.capacities(component, &active, &mut backups) else {
            let forest = self.shares(component, &active);
            return Cover { basis: CoverBasis::Share, active, backups, forest };
        };
        for source in &mut active {
            source.takeover = None;
        }
        let forest = Forest::new(leaves, Vec::new(), Whole::Capacities);
        Cover { basis: CoverBasis::Capacity, active, backups, forest }
    }

    /// The share of the market of account that comes from `regions`, 0..=100. A source whose place is not known
    /// or wider than them may be there; so may what is not listed, unless stated totals lie around all of them.
    /// O(rows × totals).
    pub(crate) fn share_in(&self, component: ComponentIx, regions: &[RegionIx]) -> Interval<Percent> {
        let model = self.graph.model();
        let active = self.active(component);
        let totals = model.totals(&self.account_rows(component));
        let is_stated =
            |region: &RegionIx| totals.valued.iter().any(|total| model.contains(total.region, *region));
        let unlisted =
            if regions.iter().all(is_stated) { Whereabouts::Outside } else { Whereabouts::Perhaps };
        let is_open = !self.graph.supply_list(component).complete;
        let side = |leaf: usize| whereabouts(model, active[leaf].region, regions);
        capped(self.shares(component, &active).inside(side, is_open.then_some(unlisted)))
    }

    /// Active rows of the market of account.
    pub(crate) fn account_rows(&self, component: ComponentIx) -> Vec<SupplyIx> {
        let market = self.graph.supply_list(component).market;
        let model = self.graph.model();
        let in_account = |row: &&SupplyIx| {
            let supply = model.supply(**row);
            supply.status == SupplyStatus::Active
                && supply.market.map_or(Market::World, Market::Region) == market
        };
        self.rows(component).iter().filter(in_account).copied().collect()
    }

    fn active(&self, component: ComponentIx) -> Vec<ActiveSource> {
        let model = self.graph.model();
        let offers = self.graph.offers(component).iter();
        offers
            .filter(|offer| offer.source != OfferSource::Unknown)
            .map(|&offer| ActiveSource {
                offer,
                region: region_of(model, offer.source),
                takeover: offer.row.and_then(|row| self.takeover_in_time(row)),
            })
            .collect()
    }

    /// What a row states it can take over within the horizon; from nothing when it is not known when.
    fn takeover_in_time(&self, row: SupplyIx) -> Option<(Percent, Percent)> {
        let (low, high) = self.graph.model().supply(row).takeover.as_ref().map(ends)?;
        match self.timing(row) {
            Timing::InTime => Some((low, high)),
            Timing::Unknown => Some((Percent::ZERO, high)),
            Timing::Late => None,
        }
    }

    fn timing(&self, row: SupplyIx) -> Timing {
        match self.graph.model().supply(row).switch_weeks {
            None => Timing::Unknown,
            Some(weeks) if weeks <= self.within_weeks => Timing::InTime,
            Some(_) => Timing::Late,
        }
    }

    fn qualified(&self, component: ComponentIx) -> Vec<BackupSource> {
        let offers = self.graph.qualified_offers(component).iter();
        offers.filter_map(|offer| Some(self.backup(offer.source, offer.row?))).collect()
    }

    /// Sources that have come no further than candidate.
    fn candidates(&self, component: ComponentIx) -> Vec<BackupSource> {
        let model = self.graph.model();
        let status = |row: SupplyIx| model.supply(row).status;
        let rows = self.rows(component).iter().copied();
        let further: FxHashSet<Provider> = rows
            .clone()
            .filter(|&row| status(row) > SupplyStatus::Candidate)
            .map(|row| model.supply(row).provider)
            .collect();
        let mut found: Vec<(OfferSource, SupplyIx)> = rows
            .filter(|&row| status(row) == SupplyStatus::Candidate)
            .filter(|&row| !further.contains(&model.supply(row).provider))
            .filter_map(|row| Some((source_of(model.supply(row).provider)?, row)))
            .collect();
        found.sort_unstable_by_key(|&(source, row)| (source, model.market_id(row), row));
        found.dedup_by_key(|(source, _)| *source);
        found.into_iter().map(|(source, row)| self.backup(source, row)).collect()
    }

    fn backup(&self, source: OfferSource, row: SupplyIx) -> BackupSource {
        let supply = self.graph.model().supply(row);
        BackupSource {
            source,
            region: region_of(self.graph.model(), source),
            row,
            status: supply.status,
            cover: supply.takeover.as_ref().or(supply.share.as_ref()).map(ends),
            timing: self.timing(row),
        }
    }

    /// Leaves by capacity, if the demand and all capacities are known; sets the cover of backups then.
    fn capacities(
        &self,
        component: ComponentIx,
        active: &[ActiveSource],
        backups: &mut [BackupSource],
    ) -> Option<Vec<Leaf>> {
        let demand = self.demand(component).filter(|demand| *demand > 0.0)?;
        let model = self.graph.model();
        let of_row = |row: SupplyIx| model.supply(row).capacity.map(|capacity| percent(capacity, demand));
        let mut leaves = Vec::with_capacity(active.len());
        for source in active {
            let whole = stands_alone(model, source, active);
            let cover = of_row(source.offer.row.filter(|_| whole)?)?;
            leaves.push(Leaf { share: Some((cover, cover)), node: None });
        }
        let is_qualified = |backup: &BackupSource| backup.status == SupplyStatus::Qualified;
        if !backups.iter().filter(|one| is_qualified(one)).all(|one| of_row(one.row).is_some()) {
            return None;
        }
        for backup in backups {
            backup.cover = of_row(backup.row).map(|cover| (cover, cover)).or(backup.cover);
        }
        Some(leaves)
    }

    fn shares(&self, component: ComponentIx, active: &[ActiveSource]) -> Forest {
        let model = self.graph.model();
        let totals = model.totals(&self.account_rows(component));
        let share =
            |row: SupplyIx| model.supply(row).share.as_ref().map_or((Percent::ZERO, Percent::HUNDRED), ends);
        let holds = |row: SupplyIx| {
            active
                .iter()
                .any(|one| matches!(one.offer.source, OfferSource::Unnamed(_)) && one.offer.row == Some(row))
        };
        let nodes = totals.valued.iter().map(|total| Node {
            total: share(total.supply),
            parent: total.parent,
            has_remainder: holds(total.supply),
        });
        let leaves = active.iter().map(|source| leaf(model, &totals, source));
        Forest::new(leaves.collect(), nodes.collect(), Whole::Shares)
    }
}

/// A source in the smallest total around it. What a total leaves over follows from the total itself.
fn leaf(model: &Model, totals: &Totals, source: &ActiveSource) -> Leaf {
    let node = source.region.and_then(|region| {
        model.around(region).find_map(|around| totals.valued.iter().position(|one| one.region == around))
    });
    let is_remainder = node.is_some_and(|node| {
        let own = Some(totals.valued[node].supply) == source.offer.row;
        own && matches!(source.offer.source, OfferSource::Unnamed(_))
    });
    Leaf { share: source.offer.share.filter(|_| !is_remainder), node }
}

/// Whether the capacity of its row is its own: a region's row counts the suppliers in it too.
fn stands_alone(model: &Model, source: &ActiveSource, active: &[ActiveSource]) -> bool {
    let OfferSource::Unnamed(region) = source.offer.source else { return true };
    let same = |offer: &Offer| offer.source == source.offer.source && offer.row == source.offer.row;
    let inside = |one: &ActiveSource| one.region.is_some_and(|inner| model.contains(region, inner));
    active.iter().filter(|one| !same(&one.offer)).all(|one| !inside(one))
}

fn source_of(provider: Provider) -> Option<OfferSource> {
    match provider {
        Provider::Supplier(supplier) => Some(OfferSource::Named(supplier)),
        Provider::Region(region) => Some(OfferSource::Unnamed(region)),
        Provider::Placeholder => None,
    }
}

fn ends(range: &PercentRange) -> (Percent, Percent) {
    (range.low, range.high)
}

/// Capacity in percent of demand, at most all of it.
fn percent(capacity: f64, demand: f64) -> Percent {
    Percent::from_points(100.0 * capacity / demand).unwrap_or(Percent::HUNDRED).clamp_share()
}
