//! How sure a finding is: the fewest admissible errors in its rows that overturn it.
//!
//! Only rows below high confidence may be wrong. Admissible errors are: a requirement that is not one, or not an
//! essential one; a supply that does not exist, whose status is one step off, or whose share is at an end of what is
//! written; a claim of completeness that is false. A finding says “if this fails, that target is lost, this surely, at this horizon”; it is overturned when
//! with the errors the target is there although the element has failed.
//!
//! Two decisions. A component all of whose active rows are wrong is one of whose sources nothing is known, and like
//! any other of that kind it is not held to be missing. And an error that has the target down before anything fails
//! does not refute a finding: it would refute every finding of that target at once.

mod bench;
mod faults;
mod fewer;
mod search;
mod sets;

use crate::evidence::EvidenceRow;
use crate::outcome::Certainty;
use crate::{SinglePoint, SinglePoints};
use bench::Bench;
use liantu_graph::{ChainGraph, Horizon};
use liantu_model::{ComponentIx, Confidence, Element, Percent, PercentRange, SupplyIx, SupplyStatus};
use rayon::prelude::*;

pub(crate) use faults::steps;

pub use faults::is_doubtful;
pub use sets::{SetRobustness, set_robustness};

/// An error in one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fault {
    /// There is no such requirement or supply; a requirement may also be there and not be essential.
    Absent(EvidenceRow),
    /// The supply has this status, one step from what is written.
    Status(SupplyIx, SupplyStatus),
    /// What the supply states in percent is at this end of what is written.
    Share(SupplyIx, End),
    /// The list of the component is not complete.
    Unclaimed(ComponentIx),
    /// Somebody whom the open list of the component lacks supplies it, out of reach of what fails. `ask` only.
    Unlisted(ComponentIx),
}

/// An end of an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum End {
    /// The lower.
    Low,
    /// The upper.
    High,
}

impl End {
    /// The percentage there.
    pub fn of(self, range: &PercentRange) -> Percent {
        match self {
            Self::Low => range.low,
            Self::High => range.high,
        }
    }
}

impl Fault {
    /// The row that is wrong.
    pub fn row(self) -> EvidenceRow {
        match self {
            Self::Absent(row) => row,
            Self::Status(row, _) | Self::Share(row, _) => EvidenceRow::Supply(row),
            Self::Unclaimed(component) | Self::Unlisted(component) => EvidenceRow::Component(component),
        }
    }
}

/// How many errors overturn something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fewest {
    /// This many, and no fewer.
    Errors(u32),
    /// More than were tried.
    MoreThan(u32),
    /// No admissible errors do.
    Never,
}

/// How many errors overturn a statement, and which.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Robustness {
    /// How many (稳健度 r).
    pub fewest: Fewest,
    /// Every smallest set of errors that does, in order; empty unless some were found.
    pub sets: Vec<Vec<Fault>>,
}

/// How sure the loss of one target is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LossRobustness {
    /// The target.
    pub target: ComponentIx,
    /// The statement: this surely, …
    pub certainty: Certainty,
    /// … at this horizon.
    pub horizon: Horizon,
    /// What overturns it.
    pub robustness: Robustness,
}

/// How sure the losses of one finding are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingRobustness {
    /// The element of the finding.
    pub element: Element,
    /// Its losses by target, in target order; those of targets that only go on with less are left out.
    pub losses: Vec<LossRobustness>,
}

impl FindingRobustness {
    /// The loss overturned most easily; the first of several.
    pub fn weakest(&self) -> Option<&LossRobustness> {
        self.losses.iter().min_by_key(|loss| loss.robustness.fewest)
    }
}

/// What to try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SensitivityOptions {
    /// The most errors at once, at least 1.
    pub most: u32,
}

impl Default for SensitivityOptions {
    fn default() -> Self {
        Self { most: 3 }
    }
}

/// The robustness of every finding, in the order of the findings.
///
/// Elements in parallel. With one error: O(errors that touch the failure × what it touches) for each element, reading
/// and horizon. With more: depth-first, branching over the errors that break one derivation of the loss, so that every
/// smallest set is found.
pub fn sensitivity(
    graph: &ChainGraph,
    found: &SinglePoints,
    options: &SensitivityOptions,
) -> Vec<FindingRobustness> {
    judged(&Bench::new(graph, found, options.most.max(1)), found)
}

/// As [`sensitivity`], where open lists may lack somebody, too.
pub(crate) fn doubts(graph: &ChainGraph, found: &SinglePoints, most: u32) -> Vec<FindingRobustness> {
    judged(&Bench::new(graph, found, most).with_open_lists(), found)
}

fn judged(bench: &Bench<'_>, found: &SinglePoints) -> Vec<FindingRobustness> {
    found
        .findings
        .par_iter()
        .map_init(|| bench.scratch(), |scratch, finding| bench.judge(scratch, finding))
        .collect()
}

/// Statements of a finding by world: which targets are said to be lost with what certainty at which horizon.
fn statements(finding: &SinglePoint) -> impl Iterator<Item = (ComponentIx, Certainty, Horizon)> + '_ {
    let stopped = finding.targets.iter().filter(|lost| !lost.thin);
    stopped.map(|lost| (lost.component, lost.certainty, lost.horizon))
}

/// Whether a row may be wrong.
fn may_be_wrong(confidence: Option<Confidence>) -> bool {
    liantu_model::Model::trust(confidence) < Confidence::High
}
