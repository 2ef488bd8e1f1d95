//! `plan --frontier` as JSON.

use super::plan::{Parameters, parameters, plain};
use super::{EvidenceJson, supply_evidence};
use crate::names::Naming;
use liantu_model::{Provider, SupplyIx};
use liantu_plan::{Frontier, FrontierPoint};
use serde::Serialize;

/// The whole answer.
#[derive(Debug, Serialize)]
pub struct FrontierDocument {
    analysis: &'static str,
    dataset: String,
    parameters: Parameters,
    points: Vec<PointRow>,
    whole: bool,
    complete: bool,
    verified: bool,
    missing_without_supply: f64,
    components: usize,
    costs_missing: Vec<EvidenceJson>,
    notes: Vec<String>,
}

#[derive(Debug, Serialize)]
struct PointRow {
    cost: f64,
    missing: f64,
    lower_bound: f64,
    cover: f64,
    covered: usize,
    chosen: Vec<ChosenRow>,
}

#[derive(Debug, Serialize)]
struct ChosenRow {
    supplier: Option<String>,
    region: Option<String>,
    component: String,
}

/// The document.
pub fn frontier(naming: Naming<'_>, found: &Frontier, notes: Vec<String>) -> FrontierDocument {
    FrontierDocument {
        analysis: "frontier",
        dataset: naming.model.dataset().id.clone(),
        parameters: parameters(naming, &found.options.plan, ("frontier", None, None)),
        points: found.points.iter().map(|one| point(naming, found, one)).collect(),
        whole: found.is_whole,
        complete: found.is_complete,
        verified: found.is_verified,
        missing_without_supply: plain(found.whole),
        components: found.components,
        costs_missing: supply_evidence(naming.model, &found.missing_costs),
        notes,
    }
}

fn point(naming: Naming<'_>, found: &Frontier, point: &FrontierPoint) -> PointRow {
    PointRow {
        cost: plain(point.cost),
        missing: plain(point.missing),
        lower_bound: plain(point.lower_bound),
        cover: plain(point.cover(found.whole)),
        covered: point.covered,
        chosen: point.chosen.iter().map(|&row| chosen(naming, row)).collect(),
    }
}

fn chosen(naming: Naming<'_>, row: SupplyIx) -> ChosenRow {
    let (model, supply) = (naming.model, naming.model.supply(row));
    let (supplier, region) = match supply.provider {
        Provider::Supplier(one) => (Some(model.supplier(one).id.clone()), None),
        Provider::Region(one) => (None, Some(model.region(one).id.clone())),
        Provider::Placeholder => (None, None),
    };
    ChosenRow { supplier, region, component: model.component(supply.component).id.clone() }
}
