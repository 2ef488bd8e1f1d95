//! `spof` as JSON.

use super::{Document, ElementRow, EvidenceJson, down, element, evidence};
use crate::names::Naming;
use liantu_analysis::{SinglePoint, SinglePoints};
use liantu_graph::Qualified;
use serde::Serialize;

/// What was asked.
#[derive(Debug, Serialize)]
pub struct Parameters {
    levels: Vec<&'static str>,
    targets: Vec<String>,
    home: String,
    domestic: Vec<String>,
    count_qualified: bool,
    horizon: &'static str,
}

/// A single point.
#[derive(Debug, Serialize)]
pub struct Finding {
    element: ElementRow,
    targets: Vec<Lost>,
    components_lost: u32,
    weight_lost: f64,
    derived: bool,
    own_site: bool,
    evidence: Vec<EvidenceJson>,
}

#[derive(Debug, Serialize)]
struct Lost {
    id: String,
    name: String,
    certainty: &'static str,
    derived: bool,
    own_site: bool,
}

/// The document.
pub fn spof(naming: Naming<'_>, result: &SinglePoints, notes: Vec<String>) -> Document<Parameters, Finding> {
    Document {
        analysis: "spof",
        dataset: naming.model.dataset().id.clone(),
        parameters: parameters(naming, result),
        findings: result.findings.iter().map(|one| finding(naming, one)).collect(),
        already_down: down(naming, &result.already_down),
        notes,
    }
}

fn parameters(naming: Naming<'_>, result: &SinglePoints) -> Parameters {
    let model = naming.model;
    let region = |region: &liantu_model::RegionIx| model.region(*region).id.clone();
    Parameters {
        levels: result.options.levels.iter().map(|level| level.key()).collect(),
        targets: result.targets.iter().map(|&target| model.component(target).id.clone()).collect(),
        home: region(&model.dataset().home),
        domestic: model.dataset().domestic.iter().map(region).collect(),
        count_qualified: result.options.qualified == Qualified::Counted,
        horizon: "long",
    }
}

fn finding(naming: Naming<'_>, point: &SinglePoint) -> Finding {
    let lost = |lost: &liantu_analysis::LostTarget| Lost {
        id: naming.model.component(lost.component).id.clone(),
        name: naming.component(lost.component).to_owned(),
        certainty: lost.certainty.key(),
        derived: lost.derived,
        own_site: lost.own_site,
    };
    Finding {
        element: element(naming, point.element),
        targets: point.targets.iter().map(lost).collect(),
        components_lost: point.components_lost,
        weight_lost: point.weight_lost,
        derived: point.derived,
        own_site: point.own_site,
        evidence: evidence(naming.model, &point.evidence),
    }
}
