//! `plan --scope-only` as JSON.

use super::{EvidenceJson, Named, horizon_key, named, supply_evidence};
use crate::names::Naming;
use liantu_graph::Qualified;
use liantu_model::ComponentIx;
use liantu_plan::{Autonomy, Distance, Measure, Reach, Step, TargetAutonomy};
use serde::Serialize;

/// The whole answer.
#[derive(Debug, Serialize)]
pub struct AutonomyDocument {
    analysis: &'static str,
    dataset: String,
    parameters: Parameters,
    distance: DistanceRow,
    short_distance: DistanceRow,
    assured: ReachRow,
    complete: bool,
    steps: Vec<StepRow>,
    targets: Vec<TargetRow>,
    untracked: Vec<Named>,
    notes: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Parameters {
    scope: &'static str,
    measure: &'static str,
    count_qualified: bool,
    targets: Vec<String>,
}

#[derive(Debug, Serialize)]
struct DistanceRow {
    components: usize,
    without_cost: usize,
    cost: f64,
    /// `null` where the cheapest were asked for: then it is no number of components that is least.
    least: Option<usize>,
}

#[derive(Debug, Serialize)]
struct ReachRow {
    short: usize,
    long: usize,
    essential: usize,
}

#[derive(Debug, Serialize)]
struct StepRow {
    component: Named,
    unavoidable: bool,
    horizon: &'static str,
    targets: Vec<Named>,
    leads: Vec<EvidenceJson>,
    cost: Option<f64>,
    targets_up: usize,
    assured: ReachRow,
}

#[derive(Debug, Serialize)]
struct TargetRow {
    target: Named,
    distance: DistanceRow,
    needs: Vec<Named>,
    short_distance: DistanceRow,
}

/// The document.
pub fn autonomy(naming: Naming<'_>, found: &Autonomy, notes: Vec<String>) -> AutonomyDocument {
    let options = &found.options;
    let distance = |one: &Distance| distance_row(options.measure, one);
    AutonomyDocument {
        analysis: "autonomy",
        dataset: naming.model.dataset().id.clone(),
        parameters: Parameters {
            scope: options.scope.key(),
            measure: match options.measure {
                Measure::Fewest => "fewest",
                Measure::Cheapest => "cheapest",
            },
            count_qualified: options.qualified == Qualified::Counted,
            targets: options.targets.iter().map(|&one| naming.model.component(one).id.clone()).collect(),
        },
        distance: distance(&found.distance),
        short_distance: distance(&found.short_distance),
        assured: reach(found.reach),
        complete: found.is_complete,
        steps: found.steps.iter().map(|one| step(naming, one)).collect(),
        targets: found.targets.iter().map(|one| target(naming, options.measure, one)).collect(),
        untracked: all_named(naming, &found.untracked),
        notes,
    }
}

fn all_named(naming: Naming<'_>, components: &[ComponentIx]) -> Vec<Named> {
    components.iter().map(|&one| named(naming, one)).collect()
}

fn distance_row(measure: Measure, distance: &Distance) -> DistanceRow {
    DistanceRow {
        components: distance.components,
        without_cost: distance.without_cost,
        cost: distance.cost,
        least: (measure == Measure::Fewest).then_some(distance.least),
    }
}

fn reach(reach: Reach) -> ReachRow {
    ReachRow { short: reach.short, long: reach.long, essential: reach.essential }
}

fn step(naming: Naming<'_>, step: &Step) -> StepRow {
    StepRow {
        component: named(naming, step.component),
        unavoidable: step.is_unavoidable,
        horizon: horizon_key(step.horizon),
        targets: all_named(naming, &step.targets),
        leads: supply_evidence(naming.model, &step.leads),
        cost: step.cost,
        targets_up: step.targets_up,
        assured: reach(step.reach),
    }
}

fn target(naming: Naming<'_>, measure: Measure, target: &TargetAutonomy) -> TargetRow {
    TargetRow {
        target: named(naming, target.target),
        distance: distance_row(measure, &target.distance),
        needs: all_named(naming, &target.needs),
        short_distance: distance_row(measure, &target.short_distance),
    }
}
