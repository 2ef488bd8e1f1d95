//! What reviewers said of findings: beside the findings, and all of it in a table.

use super::cut_sets::set_text;
use super::{Form, phrases};
use crate::names::{Naming, place_text};
use crate::table::{Cell, Column, Table};
use liantu_analysis::{Cause, Reviews, Standing};
use liantu_model::{FindingKey, Review};

const COLUMNS: [&str; 8] = ["number", "named", "finding", "verdict", "reason", "by", "date", "standing"];
pub(crate) const FORM: Form = Form::new("R", &COLUMNS);

/// Columns of tables of findings: what reviewers said, and the key by which they name the finding.
pub(super) const TAGS: [&str; 2] = ["review", "key"];

/// Every review of what was asked for, and of what the dataset no longer has; none without any.
pub fn reviews(naming: Naming<'_>, reviews: Option<&Reviews>) -> Option<Table> {
    let mut table = FORM.table(naming);
    let standings = reviews.map_or(&[][..], |reviews| &reviews.standings);
    for (review, standing) in naming.model.reviews().iter().zip(standings) {
        if *standing != Standing::NotAsked {
            let number = table.rows.len() + 1;
            table.push(row(naming, review, standing, number));
        }
    }
    table.notes = vec![naming.words.text("r-note")];
    (!table.rows.is_empty()).then_some(table)
}

fn row(naming: Naming<'_>, review: &Review, standing: &Standing, number: usize) -> Vec<Cell> {
    let key = review.key.as_ref();
    let text = key.map_or_else(|| review.finding.clone(), |key| key.text(naming.model));
    vec![
        Cell::count(number),
        Cell::text(text),
        Cell::text(key.map_or_else(String::new, |key| named(naming, key))),
        Cell::text(verdict(naming, review)),
        Cell::text(&review.reason),
        Cell::text(&review.by),
        Cell::text(&review.date),
        Cell::text(standing_text(naming, standing)),
    ]
}

/// What a key names, in words.
pub(crate) fn named(naming: Naming<'_>, key: &FindingKey) -> String {
    let words = naming.words;
    match *key {
        FindingKey::Grade(component) => {
            words.format("finding-grade", &[("component", naming.component(component))])
        }
        FindingKey::Backup(level, component) => {
            let level = words.text(&format!("level-{}", level.key()));
            let arguments = [("component", naming.component(component)), ("level", &*level)];
            words.format("finding-backup", &arguments)
        }
        FindingKey::Point(element) => {
            let (name, level) = (naming.element(element), naming.level_word(element));
            words.format("finding-point", &[("element", &name), ("level", &level)])
        }
        FindingKey::Set(ref set) => {
            let arguments =
                [("elements", &*set_text(naming, set.elements())), ("target", naming.component(set.target))];
            words.format("finding-set", &arguments)
        }
    }
}

fn verdict(naming: Naming<'_>, review: &Review) -> String {
    naming.words.text(&format!("verdict-{}", review.verdict.key()))
}

/// How a review stands, with what changed since.
pub(super) fn standing_text(naming: Naming<'_>, standing: &Standing) -> String {
    let words = naming.words;
    let Standing::Stale(causes) = standing else { return words.text(standing_message(standing)) };
    let causes = causes_text(naming, causes);
    words.format("standing-stale-because", &[("causes", &causes)])
}

/// What changed since a review, what weighs most first.
fn causes_text(naming: Naming<'_>, causes: &[Cause]) -> String {
    let words = naming.words;
    let of_kind = |key: &&str| causes.iter().any(|one| cause_message(one) == *key);
    let kinds = ["cause-changed", "cause-gone", "cause-result", "cause-year", "cause-accessed"];
    let texts = kinds.iter().filter(|key| of_kind(key)).map(|key| {
        let own = causes.iter().filter(|one| cause_message(one) == *key);
        let places: Vec<String> = own.filter_map(|one| cause_place(naming, one)).collect();
        let names: Vec<&str> = places.iter().map(String::as_str).collect();
        words.format(key, &[("places", &phrases::some_names(naming, &names))])
    });
    texts.collect::<Vec<_>>().join(&words.text("clause-separator"))
}

fn cause_message(cause: &Cause) -> &'static str {
    match cause {
        Cause::Year(_) => "cause-year",
        Cause::Accessed(_) => "cause-accessed",
        Cause::Changed(_) => "cause-changed",
        Cause::Gone(_) => "cause-gone",
        Cause::Result => "cause-result",
    }
}

fn cause_place(naming: Naming<'_>, cause: &Cause) -> Option<String> {
    match cause {
        Cause::Year(row) | Cause::Accessed(row) => Some(place_text(naming.model, *row)),
        Cause::Changed(place) | Cause::Gone(place) => {
            Some(place.row.map_or_else(|| place.file.clone(), |row| format!("{}:{row}", place.file)))
        }
        Cause::Result => None,
    }
}

fn standing_message(standing: &Standing) -> &'static str {
    match standing {
        Standing::Current => "standing-current",
        Standing::Undated => "standing-undated",
        Standing::Stale(_) => "standing-stale",
        Standing::Absent => "standing-absent",
        Standing::Unknown => "standing-unknown",
        Standing::NotAsked => "standing-not-asked",
    }
}

/// What was said of a finding, the latest first; missing when nobody said anything.
pub(super) fn review_cell(naming: Naming<'_>, reviews: &Reviews, key: &FindingKey) -> Cell {
    let said = reviews.of(key).iter().map(|&at| said(naming, at, &reviews.standings[at]));
    Cell::text(said.collect::<Vec<_>>().join(&naming.words.text("clause-separator")))
}

/// One review in a cell: `存疑(张三 2026-03-01),需复核`.
fn said(naming: Naming<'_>, at: usize, standing: &Standing) -> String {
    let review = &naming.model.reviews()[at];
    let who = [&review.by, &review.date].map(String::as_str).join(" ");
    let verdict = verdict(naming, review);
    let verdict = match who.trim() {
        "" => verdict,
        who => naming.words.format("with-remarks", &[("value", &verdict), ("remarks", who)]),
    };
    match standing {
        Standing::Current | Standing::NotAsked => verdict,
        other => {
            let standing = naming.words.text(standing_message(other));
            naming.words.format("review-standing", &[("verdict", &verdict), ("standing", &standing)])
        }
    }
}

/// Adds to a table of findings, one key for each row, what reviewers said, where there are reviews, and the keys, which
/// only spreadsheets show unless somebody asks for them.
pub(super) fn tag(
    table: &mut Table,
    form: Form,
    naming: Naming<'_>,
    reviews: Option<&Reviews>,
    keys: &[String],
) {
    debug_assert_eq!(table.rows.len(), keys.len(), "table {}", table.id);
    let column = |key| Column::of(key, &form.message(naming.words, key));
    if let Some(reviews) = reviews {
        table.columns.push(column("review"));
        for (row, key) in table.rows.iter_mut().zip(keys) {
            let key = naming.model.find_finding(key).ok();
            row.push(key.map_or_else(Cell::missing, |key| review_cell(naming, reviews, &key)));
        }
        table.notes.push(naming.words.text("review-note"));
    }
    table.columns.push(column("key").for_spreadsheets());
    for (row, key) in table.rows.iter_mut().zip(keys) {
        row.push(Cell::text(key));
    }
}
