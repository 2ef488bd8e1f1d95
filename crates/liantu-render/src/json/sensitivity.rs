//! `sensitivity` as JSON.

use super::{
    Document, ElementRow, EvidenceJson, Named, ReviewJson, down, element, evidence, horizon_key, named,
    reviews,
};
use crate::names::Naming;
use liantu_analysis::{
    End, Fault, Fewest, FindingRobustness, LossRobustness, Reviews, Robustness, SinglePoints,
};
use liantu_model::FindingKey;
use serde::Serialize;

/// What was asked.
#[derive(Debug, Serialize)]
struct Parameters {
    levels: Vec<&'static str>,
    targets: Vec<String>,
    max_errors: u32,
    count_qualified: bool,
}

/// A finding with what overturns each of its losses.
#[derive(Debug, Serialize)]
struct Finding<'a> {
    key: String,
    element: ElementRow<'a>,
    losses: Vec<Loss>,
    reviews: Vec<ReviewJson>,
}

#[derive(Debug, Serialize)]
struct Loss {
    target: Named,
    certainty: &'static str,
    horizon: &'static str,
    robustness: RobustnessJson,
}

/// How many errors overturn something, and which.
#[derive(Debug, Serialize)]
pub(super) struct RobustnessJson {
    /// Null when more than were tried, or when none do.
    pub(super) r: Option<u32>,
    /// `errors`, `more-than`, `never`.
    pub(super) bound: &'static str,
    /// How many errors at once were tried; null when none do whatever their number.
    pub(super) tried: Option<u32>,
    /// Every smallest set.
    pub(super) sets: Vec<Vec<FaultJson>>,
}

#[derive(Debug, Serialize)]
pub(super) struct FaultJson {
    row: EvidenceJson,
    /// `absent`, `incomplete`, `share-low`, `share-high`, or the status.
    error: &'static str,
}

/// The document.
pub fn sensitivity(
    naming: Naming<'_>,
    found: &SinglePoints,
    findings: &[FindingRobustness],
    max_errors: u32,
    reviewed: Option<&Reviews>,
    notes: Vec<String>,
) -> impl Serialize {
    let model = naming.model;
    Document {
        analysis: "sensitivity",
        dataset: model.dataset().id.clone(),
        parameters: Parameters {
            levels: found.options.levels.iter().map(|level| level.key()).collect(),
            targets: found.targets.iter().map(|&one| model.component(one).id.clone()).collect(),
            max_errors,
            count_qualified: found.options.qualified == liantu_graph::Qualified::Counted,
        },
        findings: findings.iter().map(|one| finding(naming, reviewed, one)).collect::<Vec<_>>(),
        already_down: down(naming, &found.already_down),
        notes,
        reviews: Some(reviews::unattached(naming, reviewed)),
    }
}

fn finding<'a>(naming: Naming<'a>, reviewed: Option<&Reviews>, found: &FindingRobustness) -> Finding<'a> {
    let key = FindingKey::Point(found.element);
    Finding {
        key: key.text(naming.model),
        element: element(naming, found.element),
        losses: found.losses.iter().map(|one| loss(naming, one)).collect(),
        reviews: reviews::of(naming, reviewed, &key),
    }
}

fn loss(naming: Naming<'_>, loss: &LossRobustness) -> Loss {
    Loss {
        target: named(naming, loss.target),
        certainty: loss.certainty.key(),
        horizon: horizon_key(loss.horizon),
        robustness: robustness(naming, &loss.robustness),
    }
}

pub(super) fn robustness(naming: Naming<'_>, robustness: &Robustness) -> RobustnessJson {
    let (r, bound, tried) = match robustness.fewest {
        Fewest::Errors(count) => (Some(count), "errors", Some(count)),
        Fewest::MoreThan(tried) => (None, "more-than", Some(tried)),
        Fewest::Never => (None, "never", None),
    };
    let set = |set: &Vec<Fault>| set.iter().filter_map(|&one| fault(naming, one)).collect();
    RobustnessJson { r, bound, tried, sets: robustness.sets.iter().map(set).collect() }
}

fn fault(naming: Naming<'_>, fault: Fault) -> Option<FaultJson> {
    let row = evidence(naming.model, &[fault.row()]).pop()?;
    Some(FaultJson { row, error: fault_key(fault) })
}

/// The key of an error.
pub(super) fn fault_key(fault: Fault) -> &'static str {
    match fault {
        Fault::Absent(_) => "absent",
        Fault::Status(_, status) => status.key(),
        Fault::Share(_, End::Low) => "share-low",
        Fault::Share(_, End::High) => "share-high",
        Fault::Unclaimed(_) => "incomplete",
        Fault::Unlisted(_) => "unlisted",
    }
}
