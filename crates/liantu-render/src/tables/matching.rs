//! T12 攻关/补链项目建议, the docking list, and policy leads.

use super::{Form, common_notes, phrases, rules_note};
use crate::results::Results;
use crate::table::{Cell, Table, short_number};
use liantu_analysis::{Candidate, Docking, Gap, GapReason, Lead, Matching};
use liantu_graph::OfferSource;

const COLUMNS: [&str; 12] = [
    "number",
    "component",
    "grade",
    "reasons",
    "action",
    "rule",
    "removed",
    "lifted",
    "chains",
    "candidates",
    "policy",
    "basis",
];
pub(crate) const FORM: Form = Form::new("T12", &COLUMNS);
const DOCKING_COLUMNS: [&str; 9] =
    ["number", "buyer", "component", "products", "current", "horizon", "candidate", "distance", "step"];
pub(crate) const DOCKING_FORM: Form = Form::new("T12A", &DOCKING_COLUMNS);
const LEAD_COLUMNS: [&str; 4] = ["number", "component", "policy", "firms"];
pub(crate) const LEAD_FORM: Form = Form::new("T12B", &LEAD_COLUMNS);

/// T12 and what goes with it: projects, dockings, leads.
pub fn matching(results: &Results<'_>, found: &Matching) -> Vec<Table> {
    vec![projects(results, found), dockings(results, found), leads(results, found)]
}

/// What must be said with every result of matching.
pub fn match_notes(results: &Results<'_>, found: &Matching) -> Vec<String> {
    let words = results.naming.words;
    let mut notes = vec![words.text("match-note")];
    if !found.sets_complete {
        notes.push(words.text("match-sets-incomplete"));
    }
    notes
}

fn projects(results: &Results<'_>, found: &Matching) -> Table {
    let naming = results.naming;
    let mut table = FORM.table(naming);
    for (position, gap) in found.gaps.iter().enumerate() {
        table.push(project(results, found, gap, position + 1));
    }
    table.notes = common_notes(naming);
    let few = found.options.few_places.to_string();
    table.notes.push(naming.words.format("t12-note", &[("few", &few)]));
    table.notes.extend(match_notes(results, found));
    table.notes.push(rules_note(results));
    table
}

fn project(results: &Results<'_>, found: &Matching, gap: &Gap, number: usize) -> Vec<Cell> {
    let naming = results.naming;
    let removed = (gap.relief.points.len(), gap.relief.pairs);
    let counts = [("points", removed.0.to_string()), ("pairs", removed.1.to_string())];
    let counts: Vec<(&str, &str)> = counts.iter().map(|(key, value)| (*key, value.as_str())).collect();
    let mut action = naming.words.text(&format!("action-{}", gap.rule.action().key()));
    if gap.stockpile {
        action = naming.words.format("action-and-stock", &[("action", &action)]);
    }
    let lead = found.leads.iter().find(|lead| lead.component == gap.component);
    let policy =
        lead.map_or_else(String::new, |lead| naming.words.text(&format!("lead-{}", lead.kind.key())));
    let rows: Vec<_> = results.chokepoint(gap.component).map_or(Vec::new(), |point| point.evidence.clone());
    vec![
        Cell::count(number),
        Cell::text(naming.component(gap.component)),
        phrases::grade_cell(naming, gap.grade),
        Cell::text(reasons(results, gap)),
        Cell::text(action),
        Cell::text(naming.words.text(&format!("action-rule-{}", gap.rule.key()))),
        Cell {
            number: Some((removed.0 + removed.1) as f64),
            ..Cell::text(naming.words.format("removed", &counts))
        },
        Cell::count(gap.relief.targets.len()),
        Cell::count(gap.chains.len()),
        Cell::text(candidates(results, &gap.candidates)),
        Cell::text(policy),
        Cell::text(results.cited(&rows)),
    ]
}

fn reasons(results: &Results<'_>, gap: &Gap) -> String {
    let words = results.naming.words;
    let is_grade = |one: &&GapReason| matches!(one, GapReason::Red | GapReason::Orange | GapReason::Yellow);
    // The grade has a column of its own, and is said here where nothing else is.
    let own =
        gap.reasons.iter().filter(|one| !is_grade(one)).map(|one| words.text(&format!("gap-{}", one.key())));
    let mut texts: Vec<String> = own.collect();
    if texts.is_empty() {
        texts.extend(gap.reasons.iter().map(|one| words.text(&format!("gap-{}", one.key()))));
    }
    if !gap.essential {
        texts.push(words.text("necessity-non-essential"));
    }
    results.naming.list(texts)
}

/// `甲(江苏苏州,小巨人,验证中)`, the first few.
fn candidates(results: &Results<'_>, candidates: &[Candidate]) -> String {
    let texts: Vec<String> = candidates.iter().map(|one| candidate(results, one)).collect();
    phrases::some_firms(results.naming, &texts.iter().map(String::as_str).collect::<Vec<_>>())
}

fn candidate(results: &Results<'_>, one: &Candidate) -> String {
    let naming = results.naming;
    let mut remarks = vec![naming.place_of(one.supplier)];
    remarks.extend(naming.labels(one.supplier));
    remarks.push(naming.words.text(&format!("status-{}", one.status.key())));
    if one.foreign_controlled {
        remarks.push(naming.words.text("foreign-controlled-mark"));
    }
    let (value, remarks) = (naming.supplier(one.supplier), naming.list(remarks));
    naming.words.format("with-remarks", &[("value", value), ("remarks", &remarks)])
}

fn dockings(results: &Results<'_>, found: &Matching) -> Table {
    let naming = results.naming;
    let mut table = DOCKING_FORM.table(naming);
    for (position, row) in found.dockings.iter().enumerate() {
        table.push(docking(results, row, position + 1));
    }
    table.notes = vec![super::date_note(naming), naming.words.text("t12a-note")];
    table
}

fn docking(results: &Results<'_>, row: &Docking, number: usize) -> Vec<Cell> {
    let naming = results.naming;
    let products: Vec<&str> = row.products.iter().map(|&one| naming.component(one)).collect();
    let current: Vec<String> =
        row.current.iter().map(|&one: &OfferSource| phrases::source_with_place(naming, one)).collect();
    let mut current = phrases::some_firms(naming, &current.iter().map(String::as_str).collect::<Vec<_>>());
    if !row.sellers_known && !current.is_empty() {
        current = naming.words.format("sellers-unknown", &[("sources", &current)]);
    }
    let all: Vec<String> = row.candidates.iter().map(|(one, _)| candidate(results, one)).collect();
    let distance = row.candidates.first().and_then(|(_, distance)| *distance);
    vec![
        Cell::count(number),
        Cell::text(
            row.buyer.map_or_else(|| naming.words.text("buyer-none"), |one| naming.supplier(one).to_owned()),
        ),
        Cell::text(naming.component(row.component)),
        Cell::text(phrases::some_names(naming, &products)),
        Cell::text(current),
        Cell::text(naming.horizon(row.horizon)),
        Cell::text(phrases::some_firms(naming, &all.iter().map(String::as_str).collect::<Vec<_>>())),
        distance.map_or_else(Cell::missing, |km| Cell {
            number: Some(km),
            ..Cell::text(short_number(km.round()))
        }),
        Cell::text(step(results, row)),
    ]
}

/// What lacks: of the nearest candidate, and of the buyer's own attempt.
fn step(results: &Results<'_>, row: &Docking) -> String {
    let (naming, words) = (results.naming, results.naming.words);
    let step_of = |one: &Candidate| words.text(&format!("step-{}", one.missing.key()));
    let nearest = row.candidates.first().map(|(one, _)| step_of(one));
    let own = row.own_attempt.as_ref().map(|one| {
        let status = words.text(&format!("status-{}", one.status.key()));
        words.format("step-own", &[("status", &status), ("step", &step_of(one))])
    });
    if nearest.is_some() || own.is_some() {
        return naming.list(own.into_iter().chain(nearest));
    }
    let is_domestic = |&source: &OfferSource| {
        results.region_of(source).is_some_and(|region| naming.model.is_domestic(region))
    };
    words.text(if row.current.iter().any(is_domestic) { "step-domestic-already" } else { "step-none" })
}

fn leads(results: &Results<'_>, found: &Matching) -> Table {
    let naming = results.naming;
    let mut table = LEAD_FORM.table(naming);
    for (position, lead) in found.leads.iter().enumerate() {
        table.push(lead_row(results, lead, position + 1));
    }
    table.notes = vec![super::date_note(naming), naming.words.text("t12b-note")];
    table
}

fn lead_row(results: &Results<'_>, lead: &Lead, number: usize) -> Vec<Cell> {
    let naming = results.naming;
    vec![
        Cell::count(number),
        Cell::text(naming.component(lead.component)),
        Cell::text(naming.words.text(&format!("lead-{}", lead.kind.key()))),
        Cell::text(candidates(results, &lead.firms)),
    ]
}
