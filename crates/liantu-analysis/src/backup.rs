//! Backup coverage (备份覆盖率): what is left to a component after each single loss, and who stands in.
//!
//! Direct losses only: a source counts as lost when the element that fails contains it.

mod independence;
mod losses;
#[cfg(test)]
mod tests;
mod tier;

pub use independence::Independence;
pub use tier::{Tier, TierFinding};

use crate::cover::{BackupSource, Covers};
use crate::{CoverBasis, Interval, Level};
use liantu_graph::{ChainGraph, ComponentSet, Direction, OfferSource};
use liantu_model::{ComponentIx, Element, Model, Percent, SupplyIx, SupplyStatus};
use rayon::prelude::*;
use std::cmp::Reverse;

/// Levels of loss asked about by default.
const LEVELS: [Level; 6] =
    [Level::Supplier, Level::Group, Level::City, Level::Province, Level::Country, Level::Coalition];

/// What to ask of [`backup`].
#[derive(Debug, Clone, PartialEq)]
pub struct BackupOptions {
    /// Backups count when they deliver within this many weeks.
    pub within_weeks: f64,
    /// Cover that counts as backed up, percent of demand.
    pub required_cover: Percent,
    /// Levels of loss, in the order of the results.
    pub levels: Vec<Level>,
    /// Components whose upstream counts; blank = [`ChainGraph::default_targets`].
    pub targets: Vec<ComponentIx>,
}

impl Default for BackupOptions {
    fn default() -> Self {
        Self {
            within_weeks: 26.0,
            required_cover: Percent::from_millionths(70_000_000),
            levels: LEVELS.to_vec(),
            targets: Vec::new(),
        }
    }
}

/// Backups of every component with active offers.
#[derive(Debug, Clone, PartialEq)]
pub struct Backups {
    /// What was asked; targets filled in.
    pub options: BackupOptions,
    /// One per component with active offers, in model order.
    pub findings: Vec<BackupFinding>,
    /// Coverage of the essential components, one per level.
    pub coverage: Vec<BackupCoverage>,
}

/// Who stands behind one component.
#[derive(Debug, Clone, PartialEq)]
pub struct BackupFinding {
    /// Which.
    pub component: ComponentIx,
    /// How cover is known.
    pub basis: CoverBasis,
    /// The worst loss per level, in the order asked for.
    pub levels: Vec<LevelCover>,
    /// Qualified sources, then candidates, which are listed but never counted; each by id.
    pub backups: Vec<Backup>,
    /// Current supply rows of whatever status, in file order.
    pub evidence: Vec<SupplyIx>,
}

/// What the worst single loss at a level leaves.
#[derive(Debug, Clone, PartialEq)]
pub struct LevelCover {
    /// The level.
    pub level: Level,
    /// How many losses at this level hit an active source.
    pub losses: usize,
    /// The worst of them; `None` when there is none, and then the rest is what stands with nothing lost.
    pub element: Option<Element>,
    /// Surviving active sources and qualified backups in time, percent of demand, 0..=100.
    pub direct: Interval<Percent>,
    /// The best that survives it.
    pub tier: TierFinding,
}

/// One source that does not deliver yet.
#[derive(Debug, Clone, PartialEq)]
pub struct Backup {
    /// A supplier, or somebody in a region.
    pub source: OfferSource,
    /// Its row.
    pub row: SupplyIx,
    /// Qualified or candidate.
    pub status: SupplyStatus,
    /// What it covers when it delivers, percent of demand, 0..=100.
    pub cover: Interval<Percent>,
    /// Weeks until it delivers, if said.
    pub switch_weeks: Option<f64>,
    /// Whether it is counted within the horizon: qualified and in time for certain.
    pub counted: bool,
    /// From whom it is independent.
    pub independent: Independence,
}

/// How many essential components every single loss at a level leaves covered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BackupCoverage {
    /// The level.
    pub level: Level,
    /// Those whose low end reaches the required cover after the worst loss.
    pub covered: usize,
    /// Those for which only the high end does: more cannot be said.
    pub uncertain: usize,
    /// Components that reach a target through essential inputs and have supply rows.
    pub essential: usize,
}

impl BackupCoverage {
    /// Covered share of the essential components, 0..=1; `None` without one.
    pub fn share(&self) -> Option<f64> {
        (self.essential > 0).then(|| self.covered as f64 / self.essential as f64)
    }
}

/// Backups of every component with active offers, and the coverage of the essential ones. Components in
/// parallel; O(levels × losses × sources) each.
pub fn backup(graph: &ChainGraph, options: &BackupOptions) -> Backups {
    let mut options = options.clone();
    if options.targets.is_empty() {
        options.targets = graph.default_targets();
    }
    let covers = Covers::new(graph, options.within_weeks);
    let components: Vec<ComponentIx> = graph.model().component_indices().collect();
    let findings: Vec<BackupFinding> = components
        .into_par_iter()
        .filter_map(|component| finding(graph, &options, &covers, component))
        .collect();
    let essential = essential(graph, &options);
    let coverage = coverage(&options, &findings, &essential);
    Backups { options, findings, coverage }
}

fn finding(
    graph: &ChainGraph,
    options: &BackupOptions,
    covers: &Covers<'_>,
    component: ComponentIx,
) -> Option<BackupFinding> {
    let cover = covers.of(component);
    if cover.active.is_empty() {
        return None;
    }
    let levels = options.levels.iter().map(|&level| losses::worst(graph.model(), &cover, level)).collect();
    let describe = |backup: &BackupSource| Backup {
        source: backup.source,
        row: backup.row,
        status: backup.status,
        cover: backup.interval(),
        switch_weeks: graph.model().supply(backup.row).switch_weeks,
        counted: backup.is_certain(),
        independent: independence::from_incumbents(graph.model(), &cover, backup),
    };
    let mut backups: Vec<Backup> = cover.backups.iter().map(describe).collect();
    let key = |backup: &Backup| id_of_source(graph.model(), backup.source).to_owned();
    backups.sort_by_cached_key(|backup| (Reverse(backup.status), key(backup)));
    Some(BackupFinding {
        component,
        basis: cover.basis,
        levels,
        backups,
        evidence: covers.rows(component).to_vec(),
    })
}

fn id_of_source(model: &Model, source: OfferSource) -> &str {
    match source {
        OfferSource::Named(supplier) => &model.supplier(supplier).id,
        OfferSource::Unnamed(region) => &model.region(region).id,
        OfferSource::Unknown => "",
    }
}

/// Components that reach a target through essential inputs, targets included, and have supply rows.
fn essential(graph: &ChainGraph, options: &BackupOptions) -> ComponentSet {
    let reached = graph.query(Direction::Upstream, options.targets.iter().copied()).essential().resolve();
    let mut essential = ComponentSet::empty(graph.model().components().len());
    for component in reached.iter().filter(|&one| graph.supply_list(one).has_rows) {
        essential.insert(component);
    }
    essential
}

/// A component without an active offer has no finding and is not covered.
fn coverage(
    options: &BackupOptions,
    findings: &[BackupFinding],
    essential: &ComponentSet,
) -> Vec<BackupCoverage> {
    let required = options.required_cover;
    let level = |(position, &level): (usize, &Level)| {
        let own = || findings.iter().filter(|finding| essential.contains(finding.component));
        let after = || own().map(|finding| finding.levels[position].direct);
        BackupCoverage {
            level,
            covered: after().filter(|cover| cover.low >= required).count(),
            uncertain: after().filter(|cover| cover.low < required && required <= cover.high).count(),
            essential: essential.len(),
        }
    };
    options.levels.iter().enumerate().map(level).collect()
}
