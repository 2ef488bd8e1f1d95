//! What the sources of a component can cover of its demand, as intervals.
//!
//! The cover of a source is `100·capacity/demand` where the demand and the capacities of all active and
//! qualified sources of the component are known; else its share when active, and what it can take over (else
//! its share) when a backup. What is blank is an interval, never nothing: blank active sources take together
//! what the stated shares leave, a blank backup covers something in 0..=100.

mod demand;
mod forest;
mod sources;
#[cfg(test)]
mod tests;

use crate::Interval;
use forest::Forest;
use liantu_graph::{ChainGraph, Offer, OfferSource};
use liantu_model::{ComponentIx, Index, Model, Percent, RegionIx, SupplyIx, SupplyStatus};

/// How the cover of the sources of one component is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CoverBasis {
    /// From capacities and demand.
    Capacity,
    /// From shares, and what backups can take over.
    Share,
}

/// When a backup delivers, against the horizon asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Timing {
    /// Within it.
    InTime,
    /// Not known.
    Unknown,
    /// After it.
    Late,
}

/// An active source: a named or unnamed offer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ActiveSource {
    pub(crate) offer: Offer,
    /// Where it is, if that is known.
    pub(crate) region: Option<RegionIx>,
    /// What it states it can take over within the horizon; not beside its capacity.
    pub(crate) takeover: Option<(Percent, Percent)>,
}

/// A source that does not deliver yet.
#[derive(Debug, Clone, Copy)]
pub(crate) struct BackupSource {
    pub(crate) source: OfferSource,
    pub(crate) region: Option<RegionIx>,
    pub(crate) row: SupplyIx,
    pub(crate) status: SupplyStatus,
    /// Percent of demand; `None` when nothing is stated.
    pub(crate) cover: Option<(Percent, Percent)>,
    pub(crate) timing: Timing,
}

/// The sources of one component.
#[derive(Debug)]
pub(crate) struct Cover {
    pub(crate) basis: CoverBasis,
    pub(crate) active: Vec<ActiveSource>,
    /// Qualified sources, then candidates.
    pub(crate) backups: Vec<BackupSource>,
    /// Leaf `i` of the forest is `active[i]`.
    forest: Forest,
}

/// Computes the cover of components of one graph.
#[derive(Debug)]
pub(crate) struct Covers<'g> {
    graph: &'g ChainGraph,
    within_weeks: f64,
    demands: Vec<Option<f64>>,
    row_start: Vec<u32>,
    rows: Vec<SupplyIx>,
}

impl<'g> Covers<'g> {
    /// For sources that deliver within a horizon in weeks. O(rows + requirements).
    pub(crate) fn new(graph: &'g ChainGraph, within_weeks: f64) -> Self {
        let model = graph.model();
        let (row_start, rows) = model.supplies_by_component(|row| model.supply(row).current);
        Self { graph, within_weeks, demands: demand::demands(model), row_start, rows }
    }

    /// Current rows of a component, of whatever status, in file order.
    pub(crate) fn rows(&self, component: ComponentIx) -> &[SupplyIx] {
        let position = component.position();
        &self.rows[self.row_start[position] as usize..self.row_start[position + 1] as usize]
    }

    /// Units per week.
    fn demand(&self, component: ComponentIx) -> Option<f64> {
        self.demands[component.position()]
    }
}

impl Cover {
    /// What the active sources that `stands` keeps cover together, not capped.
    pub(crate) fn active_cover(&self, stands: impl Fn(&ActiveSource) -> bool) -> Interval<Percent> {
        self.forest.surviving(|leaf| stands(&self.active[leaf]))
    }

    /// What active sources and qualified backups in time cover when each delivers a part of it, 0..=100. The parts
    /// are those of `active`, in order, and those of the backups that [`BackupSource::counts`] counts.
    ///
    /// Shares that are not known are dealt out once for each distinct part, so that the interval is exact where
    /// shares are known or all sources deliver the same part, and else never too narrow. O(sources²).
    pub(crate) fn weighed(&self, active: &[Interval<f64>], backups: &[Interval<f64>]) -> Interval<Percent> {
        let of_active = |end: fn(&Interval<f64>) -> f64, pick: fn(Interval<Percent>) -> Percent| {
            let mut parts: Vec<f64> = active.iter().map(end).filter(|part| *part > 0.0).collect();
            parts.sort_by(f64::total_cmp);
            parts.dedup();
            let (mut sum, mut below) = (0.0, 0.0);
            for part in parts {
                let standing = self.forest.surviving(|leaf| end(&active[leaf]) >= part);
                sum += (part - below) * pick(standing).points();
                below = part;
            }
            sum
        };
        let mut low = of_active(|part| part.low, |cover| cover.low);
        let mut high = of_active(|part| part.high, |cover| cover.high);
        for (backup, part) in self.backups.iter().filter(|one| one.counts()).zip(backups) {
            let own = backup.interval();
            low += if backup.timing == Timing::InTime { own.low.points() * part.low } else { 0.0 };
            high += own.high.points() * part.high;
        }
        let percent = |points: f64| Percent::from_points(points.clamp(0.0, 100.0)).unwrap_or(Percent::ZERO);
        capped(Interval { low: percent(low), high: percent(high) })
    }

    /// As [`Cover::active_cover`], with positions.
    pub(crate) fn active_cover_at(&self, stands: impl Fn(usize) -> bool) -> Interval<Percent> {
        self.forest.surviving(stands)
    }

    /// Whether an active source states nothing and is not what a total leaves over.
    pub(crate) fn states_nothing(&self, source: usize) -> bool {
        self.forest.is_silent(source)
    }

    /// What active sources and qualified backups that `keeps` keeps cover, 0..=100: a backup that may come too
    /// late counts in the high end only, candidates never. O(sources).
    pub(crate) fn after(&self, keeps: impl Fn(OfferSource) -> bool) -> Interval<Percent> {
        let mut cover = self.active_cover(|source| keeps(source.offer.source));
        for backup in self.backups.iter().filter(|one| one.counts() && keeps(one.source)) {
            let own = backup.interval();
            cover.low += if backup.timing == Timing::InTime { own.low } else { Percent::ZERO };
            cover.high += own.high;
        }
        capped(cover)
    }
}

impl BackupSource {
    /// Whether it is qualified and may deliver in time.
    pub(crate) fn counts(&self) -> bool {
        self.status == SupplyStatus::Qualified && self.timing != Timing::Late
    }

    /// Whether it is qualified and surely delivers in time.
    pub(crate) fn is_certain(&self) -> bool {
        self.status == SupplyStatus::Qualified && self.timing == Timing::InTime
    }

    /// What it covers when it delivers.
    pub(crate) fn interval(&self) -> Interval<Percent> {
        let (low, high) = self.cover.unwrap_or((Percent::ZERO, Percent::HUNDRED));
        Interval { low, high }
    }
}

/// At most all of the demand.
pub(crate) fn capped(cover: Interval<Percent>) -> Interval<Percent> {
    Interval { low: cover.low.min(Percent::HUNDRED), high: cover.high.min(Percent::HUNDRED) }
}

/// Where a source is; `None` for one that is nowhere or whose place is not known.
pub(crate) fn region_of(model: &Model, source: OfferSource) -> Option<RegionIx> {
    match source {
        OfferSource::Named(supplier) => model.supplier(supplier).region,
        OfferSource::Unnamed(region) => Some(region),
        OfferSource::Unknown => None,
    }
}

/// Where a source is controlled from: an unnamed one from where it sits.
pub(crate) fn control_of(model: &Model, source: OfferSource) -> Option<RegionIx> {
    match source {
        OfferSource::Named(supplier) => model.supplier(supplier).control,
        OfferSource::Unnamed(region) => Some(region),
        OfferSource::Unknown => None,
    }
}

/// Whether a region is one of `regions` or lies inside one.
pub(crate) fn lies_in(model: &Model, region: Option<RegionIx>, regions: &[RegionIx]) -> bool {
    region.is_some_and(|region| regions.iter().any(|&outer| model.contains(outer, region)))
}
