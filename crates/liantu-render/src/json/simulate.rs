//! `simulate` as JSON.

use super::loss::{Ends, ends, rounded};
use super::{Document, ElementRow, EvidenceJson, down, element, evidence, horizon_key};
use crate::explain::witness_step;
use crate::names::Naming;
use liantu_analysis::{Assume, HorizonLevel, Outlook, Status, Stop, TargetOutlook, WhatIf};
use liantu_graph::{Control, Market, Qualified};
use serde::Serialize;

/// What was asked.
#[derive(Debug, Serialize)]
pub struct Parameters<'a> {
    failed: Vec<ElementRow<'a>>,
    depth: f64,
    horizons: Vec<&'static str>,
    targets: Vec<String>,
    home: String,
    domestic: Vec<String>,
    count_qualified: bool,
    control: bool,
    assume: Option<&'static str>,
    min_share: Option<f64>,
}

/// A component that is hit.
#[derive(Debug, Serialize)]
pub struct Finding {
    id: String,
    name: String,
    status: &'static str,
    certainty: Option<&'static str>,
    horizon: Option<&'static str>,
    /// The shortest horizon at which anything is lost.
    felt: &'static str,
    /// At the longest horizon asked for.
    level: Ends,
    certain_loss: f64,
    worst_loss: f64,
    /// Whether known shares suffice for a percentage.
    percentage: bool,
    /// `world`, or the region whose market's shares count; none without shares.
    basis: Option<String>,
    levels: Vec<LevelRow>,
    /// As a target, in its scope.
    target: Option<TargetRow>,
    witness: Vec<String>,
    evidence: Vec<EvidenceJson>,
}

#[derive(Debug, Serialize)]
struct LevelRow {
    horizon: &'static str,
    before: Ends,
    after: Ends,
    percentage: bool,
}

#[derive(Debug, Serialize)]
struct TargetRow {
    certainty: Option<&'static str>,
    horizon: Option<&'static str>,
    levels: Vec<LevelRow>,
}

/// The document.
pub fn simulate<'a>(
    naming: Naming<'a>,
    result: &WhatIf,
    notes: Vec<String>,
) -> Document<Parameters<'a>, Finding> {
    Document {
        analysis: "simulate",
        dataset: naming.model.dataset().id.clone(),
        parameters: parameters(naming, result),
        findings: result.affected.iter().map(|one| finding(naming, result, one)).collect(),
        already_down: down(naming, &result.already_down),
        notes,
        reviews: None,
    }
}

fn parameters<'a>(naming: Naming<'a>, result: &WhatIf) -> Parameters<'a> {
    let (model, options) = (naming.model, &result.options);
    let region = |region: &liantu_model::RegionIx| model.region(*region).id.clone();
    Parameters {
        failed: options.failed.iter().map(|&one| element(naming, one)).collect(),
        depth: options.depth.points(),
        horizons: options.horizons.iter().map(|&horizon| horizon_key(horizon)).collect(),
        targets: result.targets.iter().map(|&target| model.component(target).id.clone()).collect(),
        home: region(&model.dataset().home),
        domestic: model.dataset().domestic.iter().map(region).collect(),
        count_qualified: options.qualified == Qualified::Counted,
        control: options.control == Control::Falls,
        assume: (options.assume == Assume::EqualSplit).then_some("equal"),
        min_share: options.min_share.map(liantu_model::Percent::points),
    }
}

fn finding(naming: Naming<'_>, result: &WhatIf, one: &Outlook) -> Finding {
    let level = one.level();
    let row = naming.model.component(one.component);
    Finding {
        id: row.id.clone(),
        name: naming.component(one.component).to_owned(),
        status: status_key(result.status(one.component)),
        certainty: one.stop.map(certainty_key),
        horizon: one.stop.map(|stop| horizon_key(stop.horizon)),
        felt: horizon_key(one.felt),
        level: ends(level.after),
        certain_loss: rounded(level.certain_loss()),
        worst_loss: rounded(level.worst_loss()),
        percentage: level.percentage,
        basis: one.basis.map(|market| match market {
            Market::World => "world".to_owned(),
            Market::Region(region) => naming.model.region(region).id.clone(),
        }),
        levels: one.levels.iter().map(level_row).collect(),
        target: one.target.as_ref().map(target_row),
        witness: one.witness.iter().map(|step| witness_step(naming, step)).collect(),
        evidence: evidence(naming.model, &one.evidence),
    }
}

fn target_row(target: &TargetOutlook) -> TargetRow {
    TargetRow {
        certainty: target.stop.map(certainty_key),
        horizon: target.stop.map(|stop| horizon_key(stop.horizon)),
        levels: target.levels.iter().map(level_row).collect(),
    }
}

fn level_row(level: &HorizonLevel) -> LevelRow {
    LevelRow {
        horizon: horizon_key(level.horizon),
        before: ends(level.before),
        after: ends(level.after),
        percentage: level.percentage,
    }
}

fn certainty_key(stop: Stop) -> &'static str {
    stop.certainty.key()
}

/// The key of a status.
pub fn status_key(status: Status) -> &'static str {
    match status {
        Status::Up => "up",
        Status::Reduced => "reduced",
        Status::Down(_) => "down",
        Status::AlreadyDown(_) => "already-down",
    }
}
