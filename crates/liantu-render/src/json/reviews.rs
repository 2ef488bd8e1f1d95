//! Reviews as JSON, beside the findings they speak of.

use crate::names::{Naming, cite};
use liantu_analysis::{Cause, EvidenceRow, Reviews, RowPlace, Standing};
use liantu_model::{FindingKey, Model};
use serde::Serialize;

/// A review, and how it stands.
#[derive(Debug, Serialize)]
pub struct ReviewJson {
    /// The key of the finding.
    finding: String,
    /// `accepted`, `doubted`, `rejected`.
    verdict: &'static str,
    reason: Option<String>,
    by: Option<String>,
    date: Option<String>,
    /// `current`, `undated`, `stale`, `absent`, `unknown`.
    standing: &'static str,
    /// Why it is stale.
    causes: Vec<CauseJson>,
}

/// What changed since a review.
#[derive(Debug, Serialize)]
struct CauseJson {
    /// `year`, `accessed`, `changed`, `gone`, `result`.
    cause: &'static str,
    /// Null for `result`; for `gone` in the earlier data.
    file: Option<String>,
    row: Option<u32>,
}

/// The reviews of a finding, the latest first.
pub(super) fn of(naming: Naming<'_>, reviews: Option<&Reviews>, key: &FindingKey) -> Vec<ReviewJson> {
    let Some(reviews) = reviews else { return Vec::new() };
    reviews.of(key).iter().map(|&at| review(naming.model, at, &reviews.standings[at])).collect()
}

/// The reviews of findings that are no longer there, in the order of the table.
pub(super) fn unattached(naming: Naming<'_>, reviews: Option<&Reviews>) -> Vec<ReviewJson> {
    that(naming, reviews, |standing| matches!(standing, Standing::Absent | Standing::Unknown))
}

/// Every review of what was asked for, in the order of the table.
pub(super) fn all(naming: Naming<'_>, reviews: Option<&Reviews>) -> Vec<ReviewJson> {
    that(naming, reviews, |standing| *standing != Standing::NotAsked)
}

fn that(naming: Naming<'_>, reviews: Option<&Reviews>, keep: fn(&Standing) -> bool) -> Vec<ReviewJson> {
    let standings = reviews.map_or(&[][..], |reviews| &reviews.standings).iter().enumerate();
    standings.filter(|(_, one)| keep(one)).map(|(at, one)| review(naming.model, at, one)).collect()
}

fn review(model: &Model, at: usize, standing: &Standing) -> ReviewJson {
    let review = &model.reviews()[at];
    let said = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let causes = match standing {
        Standing::Stale(causes) => causes.as_slice(),
        _ => &[],
    };
    ReviewJson {
        finding: review.key.as_ref().map_or_else(|| review.finding.clone(), |key| key.text(model)),
        verdict: review.verdict.key(),
        reason: said(&review.reason),
        by: said(&review.by),
        date: said(&review.date),
        standing: standing_key(standing),
        causes: causes.iter().map(|one| cause(model, one)).collect(),
    }
}

fn standing_key(standing: &Standing) -> &'static str {
    match standing {
        Standing::Current => "current",
        Standing::Undated => "undated",
        Standing::Stale(_) => "stale",
        Standing::Absent => "absent",
        Standing::Unknown => "unknown",
        Standing::NotAsked => "not-asked",
    }
}

fn cause(model: &Model, cause: &Cause) -> CauseJson {
    let row = |cause, row: &EvidenceRow| {
        let cited = cite(model, *row);
        CauseJson { cause, file: Some(cited.file.to_owned()), row: Some(cited.row) }
    };
    let place = |cause, place: &RowPlace| CauseJson { cause, file: Some(place.file.clone()), row: place.row };
    match cause {
        Cause::Year(one) => row("year", one),
        Cause::Accessed(one) => row("accessed", one),
        Cause::Changed(one) => place("changed", one),
        Cause::Gone(one) => place("gone", one),
        Cause::Result => CauseJson { cause: "result", file: None, row: None },
    }
}
