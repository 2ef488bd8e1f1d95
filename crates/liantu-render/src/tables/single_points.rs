//! Single points of failure as tables.

use super::Form;
use super::reviews::tag;
use super::what_if::loss_cell;
use super::{date_note, near_points, phrases, robustness, sources_and_rows};
use crate::explain::{remedy_text, witness_line};
use crate::json::{reason_component, reason_key};
use crate::names::Naming;
use crate::table::{Cell, Column, Table};
use liantu_analysis::{
    AlreadyDown, Depth, FindingRobustness, HorizonLevel, Level, LostTarget, Reviews, SinglePoint,
    SinglePoints,
};
use liantu_model::{Element, FindingKey};

const COLUMNS: [&str; 17] = [
    "order",
    "members",
    "level",
    "targets",
    "certainty",
    "horizon",
    "grade",
    "kind",
    "components-lost",
    "weight-lost",
    "loss",
    "witness",
    "remedy",
    "sources",
    "robustness",
    "review",
    "key",
];
pub(crate) const FORM: Form = Form::new("T8", &COLUMNS);
pub(crate) const EMBARGO_FORM: Form = Form::new("T8e", &COLUMNS).titled("t8-embargo-title").prefixed("t8");
pub(crate) const OWN_SITE_FORM: Form = Form::new("T8b", &COLUMNS).titled("t8-own-site-title").prefixed("t8");

/// What stands beside single points.
#[derive(Debug, Clone, Copy, Default)]
pub struct Beside<'a> {
    /// How sure each is, where that was asked for.
    pub robustness: Option<&'a [FindingRobustness]>,
    /// What reviewers said of them, where they said anything.
    pub reviews: Option<&'a Reviews>,
}

/// T8 of order 1: single points; embargoes, components and local standstills in tables of their own.
pub fn single_points(naming: Naming<'_>, result: &SinglePoints, beside: Beside<'_>) -> Vec<Table> {
    let [(_, stops), (_, embargoes), (_, components), (_, own)] = lists(result);
    let explained = result.options.depth == Depth::Explained;
    let table = |form, findings: &[_]| table(naming, form, findings, explained, beside);
    let mut tables = Vec::new();
    if result.options.levels != [Level::Embargo] {
        let mut first = table(FORM, &stops);
        first.notes = notes(naming, result);
        if stops.is_empty() && components.is_empty() {
            first.notes.insert(0, no_findings(naming, result));
        }
        tables.push(first);
    }
    if result.options.levels.contains(&Level::Embargo) {
        let mut table = table(EMBARGO_FORM, &embargoes);
        if tables.is_empty() {
            table.notes = notes(naming, result);
            if embargoes.is_empty() {
                table.notes.insert(0, no_findings(naming, result));
            }
        }
        table.notes.push(naming.words.text("note-embargo"));
        table.notes.extend(foreign_controlled_note(naming, &embargoes));
        tables.push(table);
    }
    if !components.is_empty() {
        let mut table = component_table(naming, &components, explained, beside);
        table.notes.push(naming.words.text("note-components"));
        tables.push(table);
    }
    if !own.is_empty() {
        tables.push(table(OWN_SITE_FORM, &own));
    }
    tables.extend(result.losses.as_ref().and_then(|losses| near_points::table(naming, losses)));
    tables
}

/// The findings as the tables have them: by themselves, under embargoes, components, local standstills.
pub(super) fn lists(result: &SinglePoints) -> [(Form, Vec<&SinglePoint>); 4] {
    let is_embargo =
        |finding: &SinglePoint| matches!(finding.element, Element::Embargo(_) | Element::JointEmbargo(_));
    let is_component = |finding: &SinglePoint| matches!(finding.element, Element::Component(_));
    let that = |keep: &dyn Fn(&SinglePoint) -> bool| result.findings.iter().filter(|one| keep(one)).collect();
    [
        (FORM, that(&|one| !one.own_site && !is_embargo(one) && !is_component(one))),
        (EMBARGO_FORM, that(&|one| !one.own_site && is_embargo(one))),
        (COMPONENT_FORM, that(&|one| !one.own_site && is_component(one))),
        (OWN_SITE_FORM, that(&|one| one.own_site)),
    ]
}

/// What a finding's row says, with what stands above it.
pub(super) fn sheet(naming: Naming<'_>, finding: &SinglePoint) -> (Vec<Column>, Vec<Cell>) {
    let columns = FORM.table_of(naming.words, |column| column != "robustness").columns;
    (columns, row(naming, finding, true))
}

/// What one target loses, in its scope.
pub(super) fn worst_loss_of(naming: Naming<'_>, lost: &LostTarget) -> Cell {
    lost.level.as_ref().map_or_else(Cell::missing, |level| loss_cell(naming, lost.component, level))
}

/// What the target that loses most for certain loses, in its scope.
pub(super) fn worst_loss(naming: Naming<'_>, finding: &SinglePoint) -> Cell {
    let levels =
        finding.targets.iter().filter_map(|lost| lost.level.as_ref().map(|level| (lost.component, level)));
    let key = |level: &HorizonLevel| (level.percentage, level.certain_loss());
    let worst = levels.max_by(|a, b| {
        let (a, b) = (key(a.1), key(b.1));
        a.0.cmp(&b.0).then(a.1.total_cmp(&b.1))
    });
    worst.map_or_else(Cell::missing, |(component, level)| loss_cell(naming, component, level))
}

/// Plants at home that go on working under an embargo but are controlled from where it comes.
fn foreign_controlled_note(naming: Naming<'_>, embargoes: &[&SinglePoint]) -> Option<String> {
    let mut plants: Vec<_> =
        embargoes.iter().flat_map(|point| point.foreign_controlled.iter().copied()).collect();
    plants.sort_unstable();
    plants.dedup();
    let names = naming.list(plants.into_iter().map(|one| naming.supplier(one)));
    (!names.is_empty()).then(|| naming.words.format("note-foreign-controlled", &[("names", &names)]))
}

fn no_findings(naming: Naming<'_>, result: &SinglePoints) -> String {
    let key = if result.cone.is_complete() { "no-findings-certain" } else { "no-findings-open" };
    naming.words.text(key)
}

fn table(
    naming: Naming<'_>,
    form: Form,
    findings: &[&SinglePoint],
    explained: bool,
    beside: Beside<'_>,
) -> Table {
    let robustness = beside.robustness;
    let mut table = form.table_of(naming.words, |column| column != "robustness" || robustness.is_some());
    for finding in findings {
        let mut cells = row(naming, finding, explained);
        cells.extend(robustness.map(|all| robustness_cell(naming, finding, all)));
        table.push(cells);
    }
    tag(&mut table, form, naming, beside.reviews, &keys(naming, findings));
    table
}

const COMPONENT_COLUMNS: [&str; 11] = [
    "component",
    "targets",
    "certainty",
    "horizon",
    "grade",
    "components-lost",
    "weight-lost",
    "path",
    "sources",
    "review",
    "key",
];
pub(crate) const COMPONENT_FORM: Form =
    Form::new("T8c", &COMPONENT_COLUMNS).titled("t8-component-title").prefixed("t8");

/// Single points at component level: there is no element inside, and the way up says all.
fn component_table(
    naming: Naming<'_>,
    findings: &[&SinglePoint],
    explained: bool,
    beside: Beside<'_>,
) -> Table {
    let mut table = COMPONENT_FORM.table(naming);
    for finding in findings {
        let path: Vec<&str> = finding.witness.iter().map(|step| naming.component(step.component)).collect();
        table.push(vec![
            Cell::text(naming.element(finding.element)),
            Cell::text(targets(naming, finding)),
            Cell::text(phrases::certainties(naming, finding)),
            Cell::text(phrases::horizons(naming, finding)),
            told(explained, || naming.grade_of_evidence(finding.evidence_grade)),
            Cell::count(finding.components_lost as usize),
            Cell::number(finding.weight_lost, 2),
            told(explained, || path.join(" → ")),
            told(explained, || sources_and_rows(naming, &finding.evidence)),
        ]);
    }
    tag(&mut table, COMPONENT_FORM, naming, beside.reviews, &keys(naming, findings));
    table
}

fn keys(naming: Naming<'_>, findings: &[&SinglePoint]) -> Vec<String> {
    findings.iter().map(|finding| FindingKey::Point(finding.element).text(naming.model)).collect()
}

/// A cell of what is said of explained findings only.
fn told(explained: bool, text: impl FnOnce() -> String) -> Cell {
    if explained { Cell::text(text()) } else { Cell::missing() }
}

fn targets(naming: Naming<'_>, finding: &SinglePoint) -> String {
    naming.list(finding.targets.iter().map(|lost| naming.component(lost.component)))
}

fn row(naming: Naming<'_>, finding: &SinglePoint, explained: bool) -> Vec<Cell> {
    let words = naming.words;
    let kind = if finding.derived { "t8-derived" } else { "t8-proper" };
    vec![
        Cell::count(1),
        Cell::text(naming.element(finding.element)),
        Cell::text(naming.level_word(finding.element)),
        Cell::text(targets(naming, finding)),
        Cell::text(phrases::certainties(naming, finding)),
        Cell::text(phrases::horizons(naming, finding)),
        told(explained, || naming.grade_of_evidence(finding.evidence_grade)),
        Cell::text(words.text(kind)),
        Cell::count(finding.components_lost as usize),
        Cell::number(finding.weight_lost, 2),
        worst_loss(naming, finding),
        told(explained, || witness_line(naming, finding)),
        told(explained, || remedy_text(naming, finding)),
        told(explained, || sources_and_rows(naming, &finding.evidence)),
    ]
}

/// Of the loss that is overturned most easily.
fn robustness_cell(naming: Naming<'_>, finding: &SinglePoint, all: &[FindingRobustness]) -> Cell {
    let own = all.iter().find(|one| one.element == finding.element);
    own.and_then(FindingRobustness::weakest)
        .map_or_else(Cell::missing, |loss| Cell::text(robustness(naming, &loss.robustness)))
}

pub(super) const DOWN_COLUMNS: [&str; 3] = ["target", "certainty", "reason"];
pub(crate) const DOWN_FORM: Form = Form::new("T8a", &DOWN_COLUMNS).titled("down-title").prefixed("down");

/// Targets down with nothing failed.
pub fn already_down(naming: Naming<'_>, result: &SinglePoints) -> Option<Table> {
    down_table(naming, DOWN_FORM, &result.already_down)
}

/// Targets down with nothing failed; none without any.
pub(super) fn down_table(naming: Naming<'_>, form: Form, rows: &[AlreadyDown]) -> Option<Table> {
    if rows.is_empty() {
        return None;
    }
    let words = naming.words;
    let mut table = form.table(naming);
    for down in rows {
        let cause = reason_component(down.reason).map_or("", |cause| naming.component(cause));
        let reason = words.format(&format!("reason-{}", reason_key(down.reason)), &[("component", cause)]);
        table.push(vec![
            Cell::text(naming.component(down.target)),
            Cell::text(naming.certainty(down.certainty)),
            Cell::text(reason),
        ]);
    }
    Some(table)
}

/// What must be said with the findings, and with their absence.
pub fn notes(naming: Naming<'_>, result: &SinglePoints) -> Vec<String> {
    let cone = &result.cone;
    let numbers =
        [cone.components, cone.broken_down, cone.open_lists, cone.open_inputs].map(|one| one.to_string());
    let names = ["components", "broken", "open", "inputs"];
    let arguments: Vec<(&str, &str)> = names.into_iter().zip(numbers.iter().map(String::as_str)).collect();
    let mut notes = vec![date_note(naming), naming.words.format("note-cone", &arguments)];
    if !cone.untracked.is_empty() {
        let names = naming.list(cone.untracked.iter().map(|&one| naming.component(one)));
        notes.push(naming.words.format("note-untracked", &[("names", &names)]));
    }
    notes.push(naming.words.text("note-certainty"));
    notes.push(naming.words.text("note-horizon"));
    if result.options.depth == Depth::Losses {
        notes.push(naming.words.text("note-brief"));
    }
    notes.extend(result.losses.iter().flat_map(|losses| near_points::notes(naming, losses)));
    notes
}
