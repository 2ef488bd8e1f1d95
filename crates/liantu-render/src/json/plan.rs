//! `plan` as JSON.

use super::{ElementRow, EvidenceJson, Named, element, named, supply_evidence};
use crate::names::Naming;
use liantu_analysis::Upstream;
use liantu_graph::OfferSource;
use liantu_model::{ComponentIx, SupplyIx, SupplyStatus};
use liantu_plan::{Action, Failure, Goal, Order, Plan, PlanOptions, Removed, Uncovered};
use serde::Serialize;

/// The whole answer.
#[derive(Debug, Serialize)]
pub struct PlanDocument<'a> {
    analysis: &'static str,
    dataset: String,
    parameters: Parameters,
    objective: f64,
    lower_bound: f64,
    gap: f64,
    cost: f64,
    costs_missing: Vec<EvidenceJson>,
    complete: bool,
    verified: bool,
    covered: Covered,
    chosen: Vec<ActionRow<'a>>,
    uncovered: Vec<UncoveredRow<'a>>,
    lifts: Vec<LiftRow<'a>>,
    shares_missing: Vec<String>,
    left_out: LeftOutRow,
    notes: Vec<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct Parameters {
    cover: f64,
    within_weeks: f64,
    levels: Vec<&'static str>,
    order: u8,
    targets: Vec<String>,
    direct: bool,
    goal: &'static str,
    shortfall_penalty: Option<f64>,
    budget: Option<f64>,
    caps: Vec<CapRow>,
    assume_cover: Option<f64>,
    assume_weeks: Option<f64>,
    accepted_gap: f64,
}

#[derive(Debug, Serialize)]
struct CapRow {
    region: String,
    most: u32,
}

#[derive(Debug, Serialize)]
struct Covered {
    before: usize,
    after: usize,
    components: usize,
    failures: usize,
}

#[derive(Debug, Serialize)]
struct ActionRow<'a> {
    supplier: Option<Named>,
    region: Option<Named>,
    component: Named,
    status: &'static str,
    cover: f64,
    cover_stated: bool,
    cost: Option<f64>,
    onboarding_cost: f64,
    marginal: f64,
    removes: Vec<RemovedRow<'a>>,
    lifts: Vec<LiftRow<'a>>,
    lifts_alone: Vec<LiftRow<'a>>,
    evidence: Vec<EvidenceJson>,
}

#[derive(Debug, Serialize)]
struct RemovedRow<'a> {
    component: Named,
    elements: Vec<ElementRow<'a>>,
    cover_without: f64,
    cover_with: f64,
}

#[derive(Debug, Serialize)]
struct LiftRow<'a> {
    target: Named,
    elements: Vec<ElementRow<'a>>,
}

#[derive(Debug, Serialize)]
struct UncoveredRow<'a> {
    component: Named,
    elements: Vec<ElementRow<'a>>,
    cover: f64,
    best: f64,
}

#[derive(Debug, Serialize)]
struct LeftOutRow {
    late: Vec<EvidenceJson>,
    lead_time_unknown: Vec<EvidenceJson>,
    cover_unknown: Vec<EvidenceJson>,
}

/// The document.
pub fn plan<'a>(naming: Naming<'a>, plan: &Plan, notes: Vec<String>) -> PlanDocument<'a> {
    let rows = |rows: &[SupplyIx]| supply_evidence(naming.model, rows);
    PlanDocument {
        analysis: "plan",
        dataset: naming.model.dataset().id.clone(),
        parameters: parameters(naming, &plan.options, goal(plan.options.goal)),
        objective: plain(plan.objective),
        lower_bound: plain(plan.lower_bound),
        gap: plain(plan.gap()),
        cost: plain(plan.cost),
        costs_missing: rows(&plan.missing_costs),
        complete: plan.is_complete,
        verified: plan.is_verified,
        covered: Covered {
            before: plan.covered[0],
            after: plan.covered[1],
            components: plan.components.len(),
            failures: plan.failures,
        },
        chosen: plan.chosen.iter().map(|one| action(naming, one)).collect(),
        uncovered: plan.uncovered.iter().map(|one| uncovered(naming, one)).collect(),
        lifts: lifts(naming, &plan.lifts),
        shares_missing: plan.unstated.iter().map(|&one| naming.model.component(one).id.clone()).collect(),
        left_out: LeftOutRow {
            late: rows(&plan.left_out.late),
            lead_time_unknown: rows(&plan.left_out.untimed),
            cover_unknown: rows(&plan.left_out.unmeasured),
        },
        notes,
    }
}

/// Key of a goal, with its penalty or its budget.
pub(super) type GoalParts = (&'static str, Option<f64>, Option<f64>);

pub(super) fn goal(goal: Goal) -> GoalParts {
    match goal {
        Goal::Full => ("full", None, None),
        Goal::Penalty(penalty) => ("penalty", Some(penalty), None),
        Goal::Budget(budget) => ("budget", None, Some(budget)),
    }
}

pub(super) fn parameters(
    naming: Naming<'_>,
    options: &PlanOptions,
    (goal, shortfall_penalty, budget): GoalParts,
) -> Parameters {
    let model = naming.model;
    let cap =
        |cap: &liantu_plan::RegionCap| CapRow { region: model.region(cap.region).id.clone(), most: cap.most };
    Parameters {
        cover: options.required_cover.points(),
        within_weeks: options.within_weeks,
        levels: options.levels.iter().map(|level| level.key()).collect(),
        order: match options.order {
            Order::Single => 1,
            Order::Pairs => 2,
        },
        targets: options.targets.iter().map(|&target| model.component(target).id.clone()).collect(),
        direct: options.upstream == Upstream::Ignored,
        goal,
        shortfall_penalty,
        budget,
        caps: options.caps.iter().map(cap).collect(),
        assume_cover: options.assumed.cover.map(liantu_model::Percent::points),
        assume_weeks: options.assumed.weeks,
        accepted_gap: options.effort.gap,
    }
}

fn action<'a>(naming: Naming<'a>, action: &Action) -> ActionRow<'a> {
    let (supplier, region) = provider(naming, action.source);
    ActionRow {
        supplier,
        region,
        component: named(naming, action.component),
        status: status(naming, action.row, action.status),
        cover: action.cover.points(),
        cover_stated: action.states_cover,
        cost: action.cost,
        onboarding_cost: action.onboarding,
        marginal: plain(action.marginal),
        removes: action.removes.iter().map(|one| removed(naming, one)).collect(),
        lifts: lifts(naming, &action.lifts),
        lifts_alone: lifts(naming, &action.lifts_alone),
        evidence: supply_evidence(naming.model, &[action.row]),
    }
}

/// Of a row, or of a source somebody could build.
pub(super) fn status(naming: Naming<'_>, row: SupplyIx, status: SupplyStatus) -> &'static str {
    if naming.model.is_hypothetical(row) { "new" } else { status.key() }
}

/// A supplier, or somebody in a region.
pub(super) fn provider(naming: Naming<'_>, source: OfferSource) -> (Option<Named>, Option<Named>) {
    match source {
        OfferSource::Named(supplier) => {
            let id = naming.model.supplier(supplier).id.clone();
            (Some(Named { id, name: naming.supplier(supplier).to_owned() }), None)
        }
        OfferSource::Unnamed(region) => {
            let id = naming.model.region(region).id.clone();
            (None, Some(Named { id, name: naming.region(region).to_owned() }))
        }
        OfferSource::Unknown => (None, None),
    }
}

fn lifts<'a>(naming: Naming<'a>, lifts: &[(ComponentIx, Failure)]) -> Vec<LiftRow<'a>> {
    let row = |(target, failure): &(ComponentIx, Failure)| LiftRow {
        target: named(naming, *target),
        elements: failure.iter().map(|&one| element(naming, one)).collect(),
    };
    lifts.iter().map(row).collect()
}

fn removed<'a>(naming: Naming<'a>, one: &Removed) -> RemovedRow<'a> {
    RemovedRow {
        component: named(naming, one.component),
        elements: one.failure.iter().map(|&lost| element(naming, lost)).collect(),
        cover_without: one.without.points(),
        cover_with: one.with.points(),
    }
}

fn uncovered<'a>(naming: Naming<'a>, one: &Uncovered) -> UncoveredRow<'a> {
    UncoveredRow {
        component: named(naming, one.component),
        elements: one.failure.iter().map(|&lost| element(naming, lost)).collect(),
        cover: one.cover.points(),
        best: one.best.points(),
    }
}

/// To a billionth: what summing leaves below that is noise.
pub(super) fn plain(value: f64) -> f64 {
    (value * 1e9).round() / 1e9 + 0.0
}
