//! Backup coverage (备份覆盖率): what is left to a component after each single loss, and who stands in.
//!
//! Directly, a source counts as lost when the element that fails contains it; with upstream included, also by as
//! much as its inputs are lost.

mod independence;
pub(crate) mod losses;
mod restored;
#[cfg(test)]
mod tests;
mod tier;
mod upstream;

pub(crate) use losses::hits;
pub(crate) use restored::{back as back_weeks, weeks as restored_weeks};

pub use independence::Independence;
pub use tier::{Tier, TierFinding};
pub use upstream::{SharedUpstream, UpstreamExtent};

use crate::cover::{BackupSource, Covers, Timing};
use crate::world::{Question, World, WorldKey};
use crate::{CoverBasis, Interval, Level};
use liantu_graph::{Buyers, ChainGraph, ComponentSet, Control, Direction, Horizon, OfferSource, Qualified};
use liantu_model::{ComponentIx, Confidence, Element, Model, Percent, SupplyIx, SupplyStatus};
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
    /// Elements followed upstream at most: the worst direct losses first, then those that take most directly.
    /// `None`: as many as the size of the dataset affords, all of them in any but a large one.
    pub measure: Option<usize>,
    /// Whether joint losses of two elements are looked at too.
    pub pairs: bool,
}

impl Default for BackupOptions {
    fn default() -> Self {
        Self {
            within_weeks: 26.0,
            required_cover: Percent::from_millionths(70_000_000),
            levels: LEVELS.to_vec(),
            targets: Vec::new(),
            measure: None,
            pairs: false,
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
    /// How far upstream was followed.
    pub extent: UpstreamExtent,
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
    /// What all active sources stand on although none of it is theirs: sources that only look independent.
    pub shared_upstream: Vec<SharedUpstream>,
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
    /// The same loss with upstream included; `None` where it was not followed, and for embargoes.
    pub with_upstream: Option<Interval<Percent>>,
    /// The loss that leaves least with upstream included, which need not hit the component itself.
    pub upstream: Option<UpstreamLoss>,
    /// The best that survives it.
    pub tier: TierFinding,
    /// Weeks until what is required is covered again by the loss healing or by backups, however late; `None`:
    /// not known, or never by what is listed.
    pub restored_weeks: Option<f64>,
    /// The worst two losses together, if they were asked for and there are two.
    pub pair: Option<WorstPair>,
}

/// The loss that leaves least with upstream included.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct UpstreamLoss {
    /// What fails; `None` when nothing leaves less than there is with nothing failed.
    pub element: Option<Element>,
    /// What is left, percent of demand.
    pub cover: Interval<Percent>,
}

/// Two losses together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WorstPair {
    /// What fails.
    pub elements: [Element; 2],
    /// What is left directly, percent of demand.
    pub direct: Interval<Percent>,
    /// What is left with upstream included; `None` for embargoes.
    pub with_upstream: Option<Interval<Percent>>,
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
    /// Whether nothing upstream that failing would take it takes an active source too; `None` when not everything
    /// was followed and nothing was found.
    pub independent_upstream: Option<bool>,
    /// What it and an active source both stand on.
    pub shared_upstream: Vec<SharedUpstream>,
    /// Why it is no real backup; empty for one that is.
    pub paper: Vec<PaperReason>,
}

/// Why a backup is one on paper only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PaperReason {
    /// A candidate: not qualified.
    NotQualified,
    /// It delivers after the horizon.
    Late,
    /// When it delivers is not said.
    TimeUnknown,
    /// What it can take over is not said.
    CoverUnknown,
    /// A worst loss at one of the levels takes it too.
    FallsWithIncumbent,
    /// It stands on something upstream that an active source stands on too.
    SharedUpstream,
}

impl PaperReason {
    /// The canonical key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::NotQualified => "not-qualified",
            Self::Late => "late",
            Self::TimeUnknown => "time-unknown",
            Self::CoverUnknown => "cover-unknown",
            Self::FallsWithIncumbent => "falls-with-incumbent",
            Self::SharedUpstream => "shared-upstream",
        }
    }
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
    /// Those whose low end reaches it with upstream included, after whatever loss leaves least.
    pub covered_with_upstream: usize,
    /// Those for which only the high end does, with upstream included.
    pub uncertain_with_upstream: usize,
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
    let mut findings: Vec<BackupFinding> = components
        .into_par_iter()
        .filter_map(|component| finding(graph, &options, &covers, component))
        .collect();
    let extent = follow_upstream(graph, &options, &covers, &mut findings);
    let essential = essential(graph, &options);
    let coverage = coverage(&options, &findings, &essential);
    Backups { options, findings, coverage, extent }
}

/// The worst loss at a level of the active sources of one component, directly; `None` without any.
pub(crate) fn worst_loss_of(
    graph: &ChainGraph,
    covers: &Covers<'_>,
    component: ComponentIx,
    level: Level,
) -> Option<LevelCover> {
    let cover = covers.of(component);
    (!cover.active.is_empty()).then(|| losses::worst(graph.model(), &cover, level))
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
    let worst = |&level: &Level| {
        let mut worst = losses::worst(graph.model(), &cover, level);
        let weeks = restored::weeks(graph.model(), &cover, worst.element, options.required_cover);
        worst.restored_weeks = weeks;
        worst.pair = options.pairs.then(|| losses::worst_pair(graph.model(), &cover, level)).flatten();
        worst
    };
    let levels: Vec<LevelCover> = options.levels.iter().map(worst).collect();
    let describe = |backup: &BackupSource| Backup {
        source: backup.source,
        row: backup.row,
        status: backup.status,
        cover: backup.interval(),
        switch_weeks: graph.model().supply(backup.row).switch_weeks,
        counted: backup.is_certain(),
        independent: independence::from_incumbents(graph.model(), &cover, backup),
        independent_upstream: None,
        shared_upstream: Vec::new(),
        paper: paper_reasons(graph.model(), &levels, backup),
    };
    let mut backups: Vec<Backup> = cover.backups.iter().map(describe).collect();
    let key = |backup: &Backup| id_of_source(graph.model(), backup.source).to_owned();
    backups.sort_by_cached_key(|backup| (Reverse(backup.status), key(backup)));
    Some(BackupFinding {
        component,
        basis: cover.basis,
        levels,
        backups,
        shared_upstream: Vec::new(),
        evidence: covers.rows(component).to_vec(),
    })
}

fn paper_reasons(model: &Model, levels: &[LevelCover], backup: &BackupSource) -> Vec<PaperReason> {
    let falls =
        |level: &LevelCover| level.element.is_some_and(|lost| losses::hits(model, lost, backup.source));
    let reasons = [
        (backup.status != SupplyStatus::Qualified, PaperReason::NotQualified),
        (backup.timing == Timing::Late, PaperReason::Late),
        (backup.timing == Timing::Unknown, PaperReason::TimeUnknown),
        (backup.cover.is_none(), PaperReason::CoverUnknown),
        (levels.iter().any(falls), PaperReason::FallsWithIncumbent),
    ];
    reasons.into_iter().filter_map(|(holds, reason)| holds.then_some(reason)).collect()
}

/// Adds what comes from upstream.
fn follow_upstream(
    graph: &ChainGraph,
    options: &BackupOptions,
    covers: &Covers<'_>,
    findings: &mut [BackupFinding],
) -> UpstreamExtent {
    let study = upstream::Study::new(graph, covers);
    let structure = World::compile(
        Question { graph, targets: &[], qualified: Qualified::Counted, control: Control::Stays },
        WorldKey { buyers: Buyers::Everyone, horizon: Horizon::Long },
        Confidence::Low,
    )
    .structure;
    let worst = findings.iter().flat_map(|one| &one.levels).filter_map(|level| level.element).collect();
    let tried = study.fail_all(&worst, &upstream::to_try(graph, &structure, &options.levels), options);
    let shared = tried.shared(graph.model());
    let at_level: Vec<Vec<Element>> = options
        .levels
        .iter()
        .map(|&level| crate::elements_at(graph.model(), &structure, level, false))
        .collect();
    findings.par_iter_mut().for_each(|finding| {
        let component = finding.component;
        for (level, elements) in finding.levels.iter_mut().zip(&at_level) {
            if level.level != Level::Embargo {
                add_upstream(graph.model(), &study, &tried, component, level, elements);
            }
        }
        let of = |source| shared.get(&(component, source)).cloned().unwrap_or_default();
        finding.shared_upstream = of(None);
        for backup in &mut finding.backups {
            backup.shared_upstream = of(Some(backup.source));
            let is_free = backup.shared_upstream.is_empty();
            backup.independent_upstream = (!is_free || tried.extent.left_out == 0).then_some(is_free);
            backup.paper.extend((!is_free).then_some(PaperReason::SharedUpstream));
        }
    });
    tried.extent
}

fn add_upstream(
    model: &Model,
    study: &upstream::Study<'_>,
    tried: &upstream::Tried,
    component: ComponentIx,
    level: &mut LevelCover,
    elements: &[Element],
) {
    let Some(before) = study.before(component) else { return };
    level.with_upstream = match level.element {
        None => Some(before),
        Some(lost) => tried.after(lost).map(|after| after.cover(component).unwrap_or(before)),
    };
    let ends = |cover: Interval<Percent>| (cover.low, cover.high);
    let after = |&element: &Element| Some((element, tried.after(element)?.cover(component)?));
    let least =
        elements.iter().filter_map(after).filter(|(_, cover)| ends(*cover) < ends(before)).min_by(|a, b| {
            ends(a.1).cmp(&ends(b.1)).then_with(|| losses::id_of(model, a.0).cmp(losses::id_of(model, b.0)))
        });
    let worst = least.map_or(UpstreamLoss { element: None, cover: before }, |(element, cover)| {
        UpstreamLoss { element: Some(element), cover }
    });
    level.upstream = Some(worst);
    if let Some(pair) = &mut level.pair {
        pair.with_upstream = study.jointly(&pair.elements, component);
    }
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
        let upstream = || own().filter_map(|finding| finding.levels[position].upstream.map(|one| one.cover));
        BackupCoverage {
            level,
            covered: after().filter(|cover| cover.low >= required).count(),
            uncertain: after().filter(|cover| cover.low < required && required <= cover.high).count(),
            covered_with_upstream: upstream().filter(|cover| cover.low >= required).count(),
            uncertain_with_upstream: upstream()
                .filter(|cover| cover.low < required && required <= cover.high)
                .count(),
            essential: essential.len(),
        }
    };
    options.levels.iter().enumerate().map(level).collect()
}
