//! `spof` as JSON.

use super::loss::{LossRow, loss_row};
use super::{DownRow, ElementRow, EvidenceJson, ReviewJson, down, element, evidence, horizon_key, reviews};
use crate::explain::{remedy_text, witness_step};
use crate::names::Naming;
use liantu_analysis::{
    Addition, Assume, Depth, NearPoint, Reduced, Reviews, SinglePoint, SinglePoints, WitnessReason,
    WitnessStep,
};
use liantu_graph::{Control, Qualified};
use liantu_model::{FindingKey, Percent, Provider};
use serde::{Serialize, Serializer};

/// What was asked.
#[derive(Debug, Serialize)]
pub(super) struct Parameters {
    levels: Vec<&'static str>,
    targets: Vec<String>,
    home: String,
    domestic: Vec<String>,
    count_qualified: bool,
    control: bool,
    /// Whether findings say why, and what would remove them.
    explained: bool,
    assume: Option<&'static str>,
    min_share: Option<f64>,
    least_loss: Option<f64>,
    measured: Option<usize>,
    measured_not: Option<usize>,
}

/// A single point.
#[derive(Debug, Serialize)]
pub(super) struct Finding<'a> {
    /// By which reviews name it.
    key: String,
    element: ElementRow<'a>,
    targets: Vec<Lost>,
    components_lost: u32,
    weight_lost: f64,
    derived: bool,
    own_site: bool,
    /// Null when it was not asked.
    evidence_grade: Option<&'static str>,
    evidence: Vec<EvidenceJson>,
    witness: Vec<Step>,
    remedy: Option<RemedyRow>,
    foreign_controlled: Vec<String>,
    reduced: Vec<ReducedRow>,
    reviews: Vec<ReviewJson>,
}

/// Something that goes on with less.
#[derive(Debug, Serialize)]
struct ReducedRow {
    id: String,
    name: String,
    target: bool,
    felt: &'static str,
    loss: LossRow,
}

/// An element that is no single point but takes away much.
#[derive(Debug, Serialize)]
struct NearRow<'a> {
    element: ElementRow<'a>,
    derived: bool,
    own_site: bool,
    reduced: Vec<ReducedRow>,
}

/// The document, and beside the single points what is nearly one.
#[derive(Debug, Serialize)]
pub struct SpofDocument<'a> {
    analysis: &'static str,
    dataset: String,
    parameters: Parameters,
    findings: Findings<'a>,
    already_down: Vec<DownRow>,
    notes: Vec<String>,
    near: Vec<NearRow<'a>>,
    reviews: Vec<ReviewJson>,
}

/// The findings, each made when it is written: a national network has millions of losses.
#[derive(Debug)]
struct Findings<'a> {
    naming: Naming<'a>,
    result: &'a SinglePoints,
    reviewed: Option<&'a Reviews>,
}

impl Serialize for Findings<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let explained = self.result.options.depth == Depth::Explained;
        serializer.collect_seq(
            self.result.findings.iter().map(|one| finding(self.naming, one, explained, self.reviewed)),
        )
    }
}

#[derive(Debug, Serialize)]
struct Step {
    component: String,
    name: String,
    reason: &'static str,
    text: String,
}

#[derive(Debug, Serialize)]
struct RemedyRow {
    additions: Vec<AdditionRow>,
    verified: bool,
    text: String,
}

#[derive(Debug, Serialize)]
struct AdditionRow {
    kind: &'static str,
    component: String,
    supplier: Option<String>,
    status: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct Lost {
    id: String,
    name: String,
    certainty: &'static str,
    horizon: &'static str,
    derived: bool,
    own_site: bool,
    by_least_share: bool,
    loss: Option<LossRow>,
}

/// The document.
pub fn spof<'a>(
    naming: Naming<'a>,
    result: &'a SinglePoints,
    reviewed: Option<&'a Reviews>,
    notes: Vec<String>,
) -> SpofDocument<'a> {
    let near = result.losses.iter().flat_map(|losses| &losses.near);
    SpofDocument {
        analysis: "spof",
        dataset: naming.model.dataset().id.clone(),
        parameters: parameters(naming, result),
        findings: Findings { naming, result, reviewed },
        already_down: down(naming, &result.already_down),
        notes,
        near: near.map(|one| near_row(naming, one)).collect(),
        reviews: reviews::unattached(naming, reviewed),
    }
}

fn near_row<'a>(naming: Naming<'a>, near: &NearPoint) -> NearRow<'a> {
    NearRow {
        element: element(naming, near.element),
        derived: near.derived,
        own_site: near.own_site,
        reduced: near.reduced.iter().map(|one| reduced_row(naming, one)).collect(),
    }
}

fn reduced_row(naming: Naming<'_>, reduced: &Reduced) -> ReducedRow {
    ReducedRow {
        id: naming.model.component(reduced.component).id.clone(),
        name: naming.component(reduced.component).to_owned(),
        target: reduced.is_target,
        felt: horizon_key(reduced.felt),
        loss: loss_row(&reduced.level),
    }
}

fn parameters(naming: Naming<'_>, result: &SinglePoints) -> Parameters {
    let model = naming.model;
    let region = |region: &liantu_model::RegionIx| model.region(*region).id.clone();
    let losses = result.losses.as_ref();
    Parameters {
        levels: result.options.levels.iter().map(|level| level.key()).collect(),
        targets: result.targets.iter().map(|&target| model.component(target).id.clone()).collect(),
        home: region(&model.dataset().home),
        domestic: model.dataset().domestic.iter().map(region).collect(),
        count_qualified: result.options.qualified == Qualified::Counted,
        control: result.options.control == Control::Falls,
        explained: result.options.depth == Depth::Explained,
        assume: losses.filter(|losses| losses.options.assume == Assume::EqualSplit).map(|_| "equal"),
        min_share: losses.and_then(|losses| losses.options.min_share).map(Percent::points),
        least_loss: losses.map(|losses| losses.options.least.points()),
        measured: losses.map(|losses| losses.measured),
        measured_not: losses.map(|losses| losses.left_out),
    }
}

fn finding<'a>(
    naming: Naming<'a>,
    point: &SinglePoint,
    explained: bool,
    reviewed: Option<&Reviews>,
) -> Finding<'a> {
    let key = FindingKey::Point(point.element);
    let lost = |lost: &liantu_analysis::LostTarget| Lost {
        id: naming.model.component(lost.component).id.clone(),
        name: naming.component(lost.component).to_owned(),
        certainty: lost.certainty.key(),
        horizon: horizon_key(lost.horizon),
        derived: lost.derived,
        own_site: lost.own_site,
        by_least_share: lost.thin,
        loss: lost.level.as_deref().map(loss_row),
    };
    Finding {
        key: key.text(naming.model),
        element: element(naming, point.element),
        targets: point.targets.iter().map(lost).collect(),
        components_lost: point.components_lost,
        weight_lost: point.weight_lost,
        derived: point.derived,
        own_site: point.own_site,
        evidence_grade: explained.then(|| point.evidence_grade.key()),
        evidence: evidence(naming.model, &point.evidence),
        witness: point.witness.iter().map(|one| step(naming, one)).collect(),
        remedy: remedy(naming, point),
        foreign_controlled: point
            .foreign_controlled
            .iter()
            .map(|&one| naming.model.supplier(one).id.clone())
            .collect(),
        reduced: point.reduced.iter().map(|one| reduced_row(naming, one)).collect(),
        reviews: reviews::of(naming, reviewed, &key),
    }
}

fn step(naming: Naming<'_>, step: &WitnessStep) -> Step {
    Step {
        component: naming.model.component(step.component).id.clone(),
        name: naming.component(step.component).to_owned(),
        reason: match step.reason {
            WitnessReason::Failed => "failed",
            WitnessReason::SoleSupplier(_) => "sole-supplier",
            WitnessReason::AllSuppliers(_) => "all-suppliers",
            WitnessReason::AllSources => "all-sources",
            WitnessReason::LeastShare => "least-share",
            WitnessReason::InputLost(_) => "input-lost",
            WitnessReason::AlternativesLost { .. } => "alternatives-lost",
        },
        text: witness_step(naming, step),
    }
}

/// Remedies are verified by re-evaluation before they are reported at all.
fn remedy(naming: Naming<'_>, point: &SinglePoint) -> Option<RemedyRow> {
    let additions = point.remedy.as_ref()?.additions.iter().map(|&one| addition(naming, one)).collect();
    Some(RemedyRow { additions, verified: true, text: remedy_text(naming, point) })
}

fn addition(naming: Naming<'_>, addition: Addition) -> AdditionRow {
    let id = |component| naming.model.component(component).id.clone();
    match addition {
        Addition::NewSource(component) => {
            AdditionRow { kind: "new-source", component: id(component), supplier: None, status: None }
        }
        Addition::Row(row) => {
            let supply = naming.model.supply(row);
            let supplier = match supply.provider {
                Provider::Supplier(supplier) => Some(naming.model.supplier(supplier).id.clone()),
                Provider::Region(_) | Provider::Placeholder => None,
            };
            let status = Some(supply.status.key());
            AdditionRow { kind: "row", component: id(supply.component), supplier, status }
        }
    }
}
