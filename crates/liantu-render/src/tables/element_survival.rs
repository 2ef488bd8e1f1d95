//! How long the loss of suppliers, groups, regions and coalitions is survived, as a table and as plain numbers.

use super::date_note;
use super::survival::{gap_word, plain, weeks_cell};
use crate::names::Naming;
use crate::table::{Cell, Table, short_number};
use crate::write::plain_field;
use liantu_analysis::{ElementClock, ElementSurvival, Interval};
use std::fmt::Write as _;

const COLUMNS: [&str; 9] =
    ["element", "level", "exposure", "coordinated", "uncoordinated", "recovery", "first", "parts", "gaps"];

/// S8: every element that takes a source, the exposed first, of each word those that run out first.
pub fn element_survival(naming: Naming<'_>, result: &ElementSurvival) -> Table {
    let words = naming.words;
    let headers = COLUMNS.iter().map(|key| words.text(&format!("element-survival-{key}")));
    let mut table = Table::new("S8", words.text("element-survival-title"), headers);
    let mut rows: Vec<&ElementClock> = result.elements.iter().collect();
    rows.sort_by(|one, other| {
        let weeks = |one: &ElementClock| one.coordinated.low.min(one.without_help);
        one.exposure.cmp(&other.exposure).then(weeks(one).total_cmp(&weeks(other)))
    });
    for one in rows {
        table.push(cells(naming, one));
    }
    table.notes = element_survival_notes(naming, result);
    table
}

fn cells(naming: Naming<'_>, one: &ElementClock) -> Vec<Cell> {
    let words = naming.words;
    let weeks = |weeks: Interval<f64>| {
        if one.lost.is_empty() {
            Cell::text(words.text("element-survival-nothing-whole"))
        } else {
            weeks_cell(naming, weeks)
        }
    };
    let recovery = one.lost.first().and_then(|lost| lost.recovery_weeks);
    let first = one.lost.first().map_or("", |lost| naming.component(lost.component));
    let parts = one.parts.first().map(|part| {
        let weeks = if part.coordinated.low.is_finite() {
            short_number(part.coordinated.low)
        } else {
            words.text("survival-never")
        };
        let count = one.parts.len().to_string();
        let arguments =
            [("count", count.as_str()), ("component", naming.component(part.component)), ("weeks", &weeks)];
        words.format("element-survival-part", &arguments)
    });
    vec![
        Cell::text(naming.element(one.element)),
        Cell::text(naming.level_word(one.element)),
        Cell::text(words.text(&format!("element-survival-{}", one.exposure.key()))),
        weeks(one.coordinated),
        weeks(one.uncoordinated),
        recovery.map_or_else(Cell::missing, |weeks| Cell::number(weeks, 1)),
        Cell::text(first),
        Cell::text(parts.unwrap_or_default()),
        Cell::text(naming.list(one.gaps.iter().map(|&gap| gap_word(naming, gap)))),
    ]
}

/// What must be said with it.
pub fn element_survival_notes(naming: Naming<'_>, result: &ElementSurvival) -> Vec<String> {
    let words = naming.words;
    let targets = naming.list(result.options.targets.iter().map(|&one| naming.component(one)));
    let depth = result.options.depth.to_string();
    let mut notes = vec![
        date_note(naming),
        words.format("survival-note-asked", &[("targets", &targets), ("depth", &depth)]),
        words.text("element-survival-note-meaning"),
        words.text("element-survival-note-exposure"),
        words.text("survival-note-bounds"),
    ];
    if result.without_effect > 0 {
        let count = result.without_effect.to_string();
        notes.push(words.format("element-survival-note-none", &[("count", &count)]));
    }
    notes
}

/// `kind,id,exposure,tts_weeks,tts_uncoordinated_weeks,recovery_weeks,first_component,weeks_without_help`, in the order of the
/// dataset; weeks as in the table of components.
pub fn element_survival_csv(naming: Naming<'_>, result: &ElementSurvival) -> String {
    let mut out = String::from(
        "kind,id,exposure,tts_weeks,tts_uncoordinated_weeks,recovery_weeks,first_component,weeks_without_help\n",
    );
    for one in &result.elements {
        let first = one.lost.first();
        let recovery = first.and_then(|lost| lost.recovery_weeks);
        let recovery =
            recovery.map_or_else(|| crate::table::MISSING_VALUE.to_owned(), |weeks| weeks.to_string());
        let component = first.map_or("", |lost| naming.model.component(lost.component).id.as_str());
        let _ = writeln!(
            out,
            "{},{},{},{},{},{recovery},{},{}",
            naming.level_of(one.element),
            plain_field(naming.element_id(one.element)),
            one.exposure.key(),
            plain(one.coordinated),
            plain(one.uncoordinated),
            plain_field(component),
            one.without_help,
        );
    }
    out
}
