//! `plan --shared-capacity` as JSON.

use super::plan::{Parameters, goal, parameters, plain, provider, status};
use super::{ElementRow, EvidenceJson, Named, element, named, supply_evidence};
use crate::names::Naming;
use liantu_plan::{PlantShare, SharedAction, SharedPlan};
use serde::Serialize;

/// The whole answer.
#[derive(Debug, Serialize)]
pub struct SharedPlanDocument<'a> {
    analysis: &'static str,
    dataset: String,
    shared_capacity: bool,
    parameters: Parameters,
    objective: f64,
    lower_bound: f64,
    gap: f64,
    cost: f64,
    costs_missing: Vec<EvidenceJson>,
    complete: bool,
    verified: bool,
    chosen: Vec<ActionRow>,
    missing: Vec<MissingRow>,
    plant_shares: Vec<ShareRow<'a>>,
    notes: Vec<String>,
}

#[derive(Debug, Serialize)]
struct ActionRow {
    supplier: Option<Named>,
    region: Option<Named>,
    component: Named,
    status: &'static str,
    cover: f64,
    cover_stated: bool,
    cost: Option<f64>,
    evidence: Vec<EvidenceJson>,
}

#[derive(Debug, Serialize)]
struct MissingRow {
    component: Named,
    percent: f64,
}

#[derive(Debug, Serialize)]
struct ShareRow<'a> {
    elements: Vec<ElementRow<'a>>,
    supplier: Option<Named>,
    component: Named,
    plant_percent: f64,
}

/// The document.
pub fn shared_plan<'a>(naming: Naming<'a>, plan: &SharedPlan, notes: Vec<String>) -> SharedPlanDocument<'a> {
    SharedPlanDocument {
        analysis: "plan",
        dataset: naming.model.dataset().id.clone(),
        shared_capacity: true,
        parameters: parameters(naming, &plan.options, goal(plan.options.goal)),
        objective: noise_free(plan.objective),
        lower_bound: noise_free(plan.lower_bound),
        gap: noise_free(plan.gap()),
        cost: plain(plan.cost),
        costs_missing: supply_evidence(naming.model, &plan.missing_costs),
        complete: plan.is_complete,
        verified: plan.is_verified,
        chosen: plan.chosen.iter().map(|one| action(naming, one)).collect(),
        missing: plan
            .missing
            .iter()
            .map(|&(one, part)| MissingRow {
                component: named(naming, one),
                percent: noise_free(part * 100.0),
            })
            .collect(),
        plant_shares: plan.shares.iter().map(|one| share(naming, one)).collect(),
        notes,
    }
}

fn action(naming: Naming<'_>, action: &SharedAction) -> ActionRow {
    let (supplier, region) = provider(naming, action.source);
    ActionRow {
        supplier,
        region,
        component: named(naming, action.component),
        status: status(naming, action.row, action.status),
        cover: noise_free(action.cover * 100.0),
        cover_stated: action.states_cover,
        cost: action.cost,
        evidence: supply_evidence(naming.model, &[action.row]),
    }
}

fn share<'a>(naming: Naming<'a>, share: &PlantShare) -> ShareRow<'a> {
    ShareRow {
        elements: share.failure.iter().map(|&one| element(naming, one)).collect(),
        supplier: provider(naming, share.source).0,
        component: named(naming, share.component),
        plant_percent: noise_free(share.part * 100.0),
    }
}

/// To six digits after the point: the solver's rows hold to a millionth.
fn noise_free(value: f64) -> f64 {
    (value * 1e6).round() / 1e6 + 0.0
}
