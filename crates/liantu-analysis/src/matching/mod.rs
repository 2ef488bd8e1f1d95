//! From gaps to what can be done about them: candidates in the data, actions by a stated rule, buyers and
//! sellers to bring together, and policy leads.
//!
//! Nothing here is a decision: every line says by which rule it is there.

mod candidates;
mod docking;
mod gaps;
mod leads;
mod relief;
#[cfg(test)]
mod tests;

pub use candidates::{Candidate, MissingStep};
pub use docking::Docking;
pub use gaps::{Action, ActionRule, Gap, GapReason, hit_components};
pub use leads::{Lead, LeadKind};
pub use relief::Relief;

pub(crate) use gaps::pairs_by_component;

use crate::{Backups, Chokepoints, CutSetAnalysis, SinglePoints};
use liantu_graph::ChainGraph;

/// What to ask of [`matching`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatchOptions {
    /// Fewer foreign places than this that supply count as few: what they know is hard to come by.
    pub few_places: usize,
}

impl Default for MatchOptions {
    fn default() -> Self {
        Self { few_places: 3 }
    }
}

/// The results gaps are read from; all of one graph, with the same targets.
#[derive(Debug, Clone, Copy)]
pub struct MatchInputs<'a> {
    /// Grades.
    pub chokepoints: &'a Chokepoints,
    /// Single points, explained; at the level of components too, or no stock is ever proposed.
    pub points: &'a SinglePoints,
    /// Cover after single losses.
    pub backups: &'a Backups,
    /// Minimal cut sets at the level of suppliers up to order two, in the pessimistic reading at the long
    /// horizon: [`crate::CutSetOptions::default`].
    pub cut_sets: &'a CutSetAnalysis,
}

/// Gaps and what can be done about them.
#[derive(Debug, Clone, PartialEq)]
pub struct Matching {
    /// What was asked.
    pub options: MatchOptions,
    /// Gaps by priority: needed ones first, then by grade, then by what one more source removes, then in model
    /// order.
    pub gaps: Vec<Gap>,
    /// Buyers and candidates to bring together, in the order of the gaps, then by buyer.
    pub dockings: Vec<Docking>,
    /// Policy leads, in model order.
    pub leads: Vec<Lead>,
    /// Whether the list of cut sets is whole up to order two.
    pub sets_complete: bool,
}

/// Finds gaps, candidates, actions and leads. Gaps in parallel; O(gaps × findings × edges they touch).
pub fn matching(graph: &ChainGraph, inputs: MatchInputs<'_>, options: &MatchOptions) -> Matching {
    let gaps = gaps::gaps(graph, inputs, options);
    Matching {
        options: options.clone(),
        dockings: docking::dockings(graph, &gaps),
        leads: leads::leads(graph),
        sets_complete: !inputs.cut_sets.is_incomplete(),
        gaps,
    }
}
