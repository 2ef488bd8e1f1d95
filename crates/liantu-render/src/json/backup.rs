//! `backup` as JSON: one finding for each component and level.

use super::sensitivity::{RobustnessJson, robustness};
use super::{
    Document, ElementRow, EvidenceJson, Named, ReviewJson, down, element, named, percents, reviews,
    supply_evidence,
};
use crate::results::Results;
use liantu_analysis::{Backup, BackupFinding, LevelCover, SharedUpstream};
use liantu_graph::OfferSource;
use liantu_model::FindingKey;
use serde::Serialize;

/// What was asked, and the coverage over all components.
#[derive(Debug, Serialize)]
pub struct Parameters {
    within_weeks: f64,
    required_cover: f64,
    levels: Vec<&'static str>,
    targets: Vec<String>,
    measured: usize,
    measured_not: usize,
    coverage: Vec<Coverage>,
}

#[derive(Debug, Serialize)]
struct Coverage {
    level: &'static str,
    covered: usize,
    uncertain: usize,
    covered_with_upstream: usize,
    uncertain_with_upstream: usize,
    essential: usize,
    share: Option<f64>,
}

/// What the worst single loss at one level leaves of one component.
#[derive(Debug, Serialize)]
pub struct Finding<'a> {
    /// By which reviews name it.
    key: String,
    component: Named,
    level: &'static str,
    within_weeks: f64,
    worst: Worst<'a>,
    worst_with_upstream: Option<Worst<'a>>,
    worst_pair: Option<Pair<'a>>,
    restored_weeks: Option<f64>,
    shared_upstream: Vec<SharedRow<'a>>,
    tier: &'static str,
    same_place: bool,
    foreign_controlled: bool,
    backups: Vec<BackupRow<'a>>,
    evidence: Vec<EvidenceJson>,
    /// Null at other levels than the one asked of, and where nobody looked.
    robustness: Option<RobustnessJson>,
    reviews: Vec<ReviewJson>,
}

#[derive(Debug, Serialize)]
struct Worst<'a> {
    element: Option<ElementRow<'a>>,
    direct: Option<[f64; 2]>,
    with_upstream: Option<[f64; 2]>,
}

/// Two losses together.
#[derive(Debug, Serialize)]
struct Pair<'a> {
    elements: [ElementRow<'a>; 2],
    direct: [f64; 2],
    with_upstream: Option<[f64; 2]>,
}

/// What sources that look independent stand on together.
#[derive(Debug, Serialize)]
struct SharedRow<'a> {
    element: ElementRow<'a>,
    input: Named,
    other_inputs: Vec<Named>,
    path: Vec<Named>,
    certainty: &'static str,
    left: [f64; 2],
}

#[derive(Debug, Serialize)]
struct BackupRow<'a> {
    supplier: Option<String>,
    region: Option<String>,
    status: &'static str,
    cover: [f64; 2],
    switch_weeks: Option<f64>,
    counted: bool,
    independent: IndependenceRow,
    shared_upstream: Vec<SharedRow<'a>>,
    paper: Vec<&'static str>,
}

#[derive(Debug, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "independent answers to independent questions")]
struct IndependenceRow {
    group: bool,
    city: bool,
    province: bool,
    place: bool,
    coalition: bool,
    control: bool,
    upstream: Option<bool>,
}

/// The document.
pub fn backup<'a>(results: &Results<'a>, notes: Vec<String>) -> Document<Parameters, Finding<'a>> {
    let naming = results.naming;
    let findings = results.backups.findings.iter();
    Document {
        analysis: "backup",
        dataset: naming.model.dataset().id.clone(),
        parameters: parameters(results),
        findings: findings
            .flat_map(|finding| finding.levels.iter().map(|level| row(results, finding, level)))
            .collect(),
        already_down: down(naming, &results.single_points.already_down),
        notes,
        reviews: Some(reviews::unattached(naming, results.reviews)),
    }
}

fn parameters(results: &Results<'_>) -> Parameters {
    let (model, options) = (results.naming.model, &results.backups.options);
    let coverage = results.backups.coverage.iter().map(|one| Coverage {
        level: one.level.key(),
        covered: one.covered,
        uncertain: one.uncertain,
        covered_with_upstream: one.covered_with_upstream,
        uncertain_with_upstream: one.uncertain_with_upstream,
        essential: one.essential,
        share: one.share(),
    });
    Parameters {
        within_weeks: options.within_weeks,
        required_cover: options.required_cover.points(),
        levels: options.levels.iter().map(|level| level.key()).collect(),
        targets: options.targets.iter().map(|&target| model.component(target).id.clone()).collect(),
        measured: results.backups.extent.measured,
        measured_not: results.backups.extent.left_out,
        coverage: coverage.collect(),
    }
}

fn row<'a>(results: &Results<'a>, finding: &BackupFinding, level: &LevelCover) -> Finding<'a> {
    let naming = results.naming;
    let key = FindingKey::Backup(level.level, finding.component);
    Finding {
        key: key.text(naming.model),
        component: named(naming, finding.component),
        level: level.level.key(),
        within_weeks: results.backups.options.within_weeks,
        worst: Worst {
            element: level.element.map(|lost| element(naming, lost)),
            direct: Some(percents(level.direct)),
            with_upstream: level.with_upstream.map(percents),
        },
        worst_with_upstream: level.upstream.map(|worst| Worst {
            element: worst.element.map(|lost| element(naming, lost)),
            direct: None,
            with_upstream: Some(percents(worst.cover)),
        }),
        worst_pair: level.pair.map(|pair| Pair {
            elements: pair.elements.map(|lost| element(naming, lost)),
            direct: percents(pair.direct),
            with_upstream: pair.with_upstream.map(percents),
        }),
        restored_weeks: level.restored_weeks,
        shared_upstream: finding.shared_upstream.iter().map(|one| shared(results, one)).collect(),
        tier: level.tier.tier.key(),
        same_place: level.tier.same_place,
        foreign_controlled: level.tier.foreign_controlled,
        backups: finding.backups.iter().map(|backup| backup_row(results, backup)).collect(),
        evidence: supply_evidence(naming.model, &finding.evidence),
        robustness: results
            .decisive
            .filter(|found| found.level == Some(level.level))
            .and_then(|found| found.backup(finding.component))
            .map(|own| robustness(naming, own)),
        reviews: reviews::of(naming, results.reviews, &key),
    }
}

fn shared<'a>(results: &Results<'a>, shared: &SharedUpstream) -> SharedRow<'a> {
    let naming = results.naming;
    SharedRow {
        element: element(naming, shared.element),
        input: named(naming, shared.input),
        other_inputs: shared.other_inputs.iter().map(|&one| named(naming, one)).collect(),
        path: shared.path.iter().map(|&one| named(naming, one)).collect(),
        certainty: shared.certainty.key(),
        left: percents(shared.left),
    }
}

fn backup_row<'a>(results: &Results<'a>, backup: &Backup) -> BackupRow<'a> {
    let model = results.naming.model;
    let (supplier, region) = match backup.source {
        OfferSource::Named(supplier) => (Some(model.supplier(supplier).id.clone()), None),
        OfferSource::Unnamed(region) => (None, Some(model.region(region).id.clone())),
        OfferSource::Unknown => (None, None),
    };
    let own = backup.independent;
    BackupRow {
        supplier,
        region,
        status: backup.status.key(),
        cover: percents(backup.cover),
        switch_weeks: backup.switch_weeks,
        counted: backup.counted,
        independent: IndependenceRow {
            group: own.group,
            city: own.city,
            province: own.province,
            place: own.place,
            coalition: own.coalition,
            control: own.control,
            upstream: backup.independent_upstream,
        },
        shared_upstream: backup.shared_upstream.iter().map(|one| shared(results, one)).collect(),
        paper: backup.paper.iter().map(|reason| reason.key()).collect(),
    }
}
