//! Chokepoints (卡脖子): how exposed each component is by its own sources, its inputs taken as available.
//!
//! An offer is withdrawn from domestic buyers when its place, or the place it is controlled from, joins the
//! embargo; offers in the domestic territory are never withdrawn. Two readings: the pessimistic knows listed
//! offers only, the optimistic also unlisted ones, which are out of reach of every embargo.

mod assess;
mod dependence;
mod grade;
mod localisation;
mod places;
#[cfg(test)]
mod tests;
mod withdrawal;

pub use dependence::{DependenceBasis, ImportDependence};
pub use grade::{Grade, GradeRule, GradeRules, Judgement};
pub use localisation::{Breadth, LocalisationBasis, LocalisationFact, LocalisationRate};
pub use places::{CoalitionSource, PlaceSource};
pub use withdrawal::FewestPlaces;

use crate::cover::Covers;
use crate::{CoverBasis, Interval};
use liantu_graph::ChainGraph;
use liantu_model::{ComponentIx, Percent, SupplyIx};
use rayon::prelude::*;

/// What to ask of [`chokepoints`].
#[derive(Debug, Clone, PartialEq)]
pub struct ChokepointOptions {
    /// Backups count when they deliver within this many weeks.
    pub within_weeks: f64,
    /// Thresholds of the grades.
    pub rules: GradeRules,
    /// Components that trade shows as dependent on imports under a customs heading that fits, ascending; of
    /// other components trade says nothing here.
    pub trade_dependent: Vec<ComponentIx>,
}

impl Default for ChokepointOptions {
    fn default() -> Self {
        Self { within_weeks: 26.0, rules: GradeRules::default(), trade_dependent: Vec::new() }
    }
}

/// The sources of every tracked component, judged.
#[derive(Debug, Clone, PartialEq)]
pub struct Chokepoints {
    /// What was asked.
    pub options: ChokepointOptions,
    /// One per component with supply rows or inputs, in model order.
    pub rows: Vec<Chokepoint>,
    /// Components without either: assumed available, not judged.
    pub untracked: Vec<ComponentIx>,
}

/// One component by its own sources.
#[derive(Debug, Clone, PartialEq)]
pub struct Chokepoint {
    /// Which.
    pub component: ComponentIx,
    /// The grade: only listed supply exists.
    pub pessimistic: Judgement,
    /// The grade if unlisted supply exists where the list is incomplete; never graver.
    pub optimistic: Judgement,
    /// What domestic active sources and qualified backups cover within the horizon, percent of demand, 0..=100;
    /// `None` without supply rows.
    pub domestic_cover: Option<Interval<Percent>>,
    /// Its high end, not capped, without backups about which nothing is stated: they cannot show that domestic
    /// cover may suffice, and as active sources they would share what the stated shares leave.
    pub domestic_ceiling: Option<Percent>,
    /// How cover is known.
    pub cover_basis: CoverBasis,
    /// Global supply concentration (全球供给集中度), 0..=1, over the shares of the market of account; `None`
    /// when nothing is known of it.
    pub supply_hhi: Option<Interval<f64>>,
    /// Import concentration (进口来源集中度), 0..=1: foreign places only, rescaled; `None` when nothing is
    /// known of it.
    pub import_hhi: Option<Interval<f64>>,
    /// Places that supply, by share.
    pub sources: Vec<PlaceSource>,
    /// Coalitions that hold a source.
    pub coalitions: Vec<CoalitionSource>,
    /// Independent domestic groups.
    pub domestic: DomesticGroups,
    /// Domestic active offers controlled from abroad (外方控制).
    pub foreign_controlled: usize,
    /// Active offers whose place is not known.
    pub unplaced: usize,
    /// Domestic share of the market of account, percent; `None` when nothing is known of it.
    pub domestic_share: Option<Interval<f64>>,
    /// Import dependence by what is known best; `None` where nothing is.
    pub import_dependence: Option<ImportDependence>,
    /// Localisation rate, if one is published.
    pub localisation_rate: Option<LocalisationRate>,
    /// Current supply rows of whatever status, on which this rests besides the component's own row; in file
    /// order.
    pub evidence: Vec<SupplyIx>,
}

/// Groups with a source in the domestic territory, each counted once at its most advanced status; whatever
/// is not named there counts once per region.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DomesticGroups {
    /// 在供
    pub active: usize,
    /// 已验证
    pub qualified: usize,
    /// 验证中
    pub candidate: usize,
}

/// Judges every component that has supply rows or inputs. Components in parallel;
/// O(rows × totals + sources · 2¹²) each at most.
pub fn chokepoints(graph: &ChainGraph, options: &ChokepointOptions) -> Chokepoints {
    let covers = Covers::new(graph, options.within_weeks);
    let facts = assess::Facts::of(graph.model());
    let (untracked, tracked): (Vec<ComponentIx>, Vec<ComponentIx>) =
        graph.model().component_indices().partition(|&component| graph.is_untracked(component));
    let rows = tracked
        .into_par_iter()
        .map(|component| assess::assess(graph, options, &covers, &facts, component))
        .collect();
    Chokepoints { options: options.clone(), rows, untracked }
}

/// The pessimistic grade of one component alone. O(rows + requirements) of the graph.
pub(crate) fn grade_of(graph: &ChainGraph, options: &ChokepointOptions, component: ComponentIx) -> Grade {
    if graph.is_untracked(component) {
        return Grade::Unknown;
    }
    let covers = Covers::new(graph, options.within_weeks);
    let facts = assess::Facts::of(graph.model());
    assess::assess(graph, options, &covers, &facts, component).pessimistic.grade
}

impl Chokepoint {
    /// As many equal sources as would be as concentrated, 1 / HHI; infinite at the high end when the least
    /// concentration is none.
    pub fn effective_sources(&self) -> Option<Interval<f64>> {
        self.supply_hhi.map(|hhi| Interval { low: 1.0 / hhi.high, high: 1.0 / hhi.low })
    }

    /// The place with the greatest share; without any share only a sole place.
    pub fn top_source(&self) -> Option<&PlaceSource> {
        let first = self.sources.first()?;
        (first.share.is_some() || self.sources.len() == 1).then_some(first)
    }
}
