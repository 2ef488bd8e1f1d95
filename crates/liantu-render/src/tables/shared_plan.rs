//! The backup plan in which firms share their plants.

use super::phrases::source_with_place;
use super::plan::{
    Reached, assumption_notes, counted_note, cover_cell, failure, goal_note, money, place, question_note,
    status_key,
};
use super::{date_note, headed, sources};
use crate::names::Naming;
use crate::table::{Cell, Table};
use liantu_analysis::EvidenceRow;
use liantu_model::Percent;
use liantu_plan::{PlantShare, SharedAction, SharedPlan};

const ACTIONS: [&str; 8] = ["number", "component", "source", "place", "status", "cover", "cost", "sources"];
const SHARES: [&str; 5] = ["source", "failure", "component", "part", "cover"];
const MISSING: [&str; 2] = ["component", "missing"];

/// The actions, how plants are dealt out, and what stays missing.
pub fn shared_plan(naming: Naming<'_>, plan: &SharedPlan) -> Vec<Table> {
    let mut actions = headed(naming, "P6", &ACTIONS);
    for (position, action) in plan.chosen.iter().enumerate() {
        actions.push(action_row(naming, position + 1, action));
    }
    actions.notes = shared_plan_notes(naming, plan);
    let mut tables = vec![actions];
    if !plan.shares.is_empty() {
        let mut table = headed(naming, "P7", &SHARES);
        plan.shares.iter().for_each(|share| table.push(share_row(naming, plan, share)));
        tables.push(table);
    }
    if !plan.missing.is_empty() {
        let mut table = headed(naming, "P8", &MISSING);
        for &(component, part) in &plan.missing {
            table.push(vec![Cell::text(naming.component(component)), part_cell(part)]);
        }
        tables.push(table);
    }
    tables
}

fn action_row(naming: Naming<'_>, number: usize, action: &SharedAction) -> Vec<Cell> {
    let status = naming.words.text(&status_key(naming, action.row, action.status));
    vec![
        Cell::count(number),
        Cell::text(naming.component(action.component)),
        Cell::text(source_with_place(naming, action.source)),
        Cell::text(place(naming, action.source)),
        Cell::text(status),
        cover_cell(
            naming,
            Percent::from_points(action.cover * 100.0).unwrap_or(Percent::ZERO),
            action.states_cover,
        ),
        action.cost.map_or_else(Cell::missing, money),
        Cell::text(sources(naming, &[EvidenceRow::Supply(action.row)])),
    ]
}

fn share_row(naming: Naming<'_>, plan: &SharedPlan, share: &PlantShare) -> Vec<Cell> {
    let action = plan.chosen.iter().find(|action| action.row == share.row);
    let cover = action.map_or_else(Cell::missing, |action| part_cell(action.cover * share.part));
    vec![
        Cell::text(source_with_place(naming, share.source)),
        Cell::text(failure(naming, &share.failure)),
        Cell::text(naming.component(share.component)),
        part_cell(share.part),
        cover,
    ]
}

/// To a tenth of a point: what the solver leaves below that is noise.
fn part_cell(part: f64) -> Cell {
    let points = (part * 1000.0).round() / 10.0;
    Cell::percent(Percent::from_points(points).map(|points| (points, points)))
}

/// What must be said with the plan.
pub fn shared_plan_notes(naming: Naming<'_>, plan: &SharedPlan) -> Vec<String> {
    let words = naming.words;
    let verified = if plan.is_verified { "shared-plan-verified" } else { "plan-note-unverified" };
    let mut notes = vec![
        date_note(naming),
        question_note(naming, &plan.options, plan.components.len(), Some(plan.failures)),
        words.text("shared-plan-model"),
        goal_note(naming, &Reached::from(plan)),
        words.text(verified),
    ];
    if !plan.is_complete {
        notes.push(words.text("plan-note-incomplete"));
    }
    notes.extend(counted_note(naming, &plan.missing_costs));
    notes.extend(assumption_notes(naming, &plan.options));
    notes
}
