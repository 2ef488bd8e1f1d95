//! How long stocks last, as a table and as plain numbers.

use super::date_note;
use crate::names::Naming;
use crate::table::{Cell, Table, short_number};
use crate::write::plain_field;
use liantu_analysis::{ClockGap, ComponentSurvival, Interval, Survival};
use std::fmt::Write as _;

const COLUMNS: [&str; 4] = ["component", "coordinated", "uncoordinated", "gaps"];

/// S4: every component, those that run out first at the top; then those of which nothing can be told, then
/// those on which nothing depends.
pub fn survival(naming: Naming<'_>, result: &Survival) -> Table {
    let words = naming.words;
    let headers = COLUMNS.iter().map(|key| words.text(&format!("survival-{key}")));
    let mut table = Table::new("S4", words.text("survival-title"), headers);
    let mut rows: Vec<&ComponentSurvival> = result.components.iter().collect();
    let class = |weeks: Interval<f64>| match () {
        () if weeks.low == f64::INFINITY => 2,
        () if is_open(weeks) => 1,
        () => 0,
    };
    let key = |one: &ComponentSurvival| (class(one.coordinated), one.coordinated.low);
    rows.sort_by(|a, b| key(a).0.cmp(&key(b).0).then(key(a).1.total_cmp(&key(b).1)));
    for one in rows {
        table.push(vec![
            Cell::text(naming.component(one.component)),
            weeks_cell(naming, one.coordinated),
            weeks_cell(naming, one.uncoordinated),
            Cell::text(naming.list(one.gaps.iter().map(|&gap| gap_word(naming, gap)))),
        ]);
    }
    table.notes = survival_notes(naming, result);
    table
}

/// What must be said with it.
pub fn survival_notes(naming: Naming<'_>, result: &Survival) -> Vec<String> {
    let words = naming.words;
    let targets = naming.list(result.options.targets.iter().map(|&one| naming.component(one)));
    let depth = result.options.depth.to_string();
    let open = result.components.iter().filter(|one| is_open(one.coordinated)).count();
    let mut notes = vec![
        date_note(naming),
        words.format("survival-note-asked", &[("targets", &targets), ("depth", &depth)]),
        words.text("survival-note-meaning"),
        words.text("survival-note-bounds"),
    ];
    if open > 0 {
        let all = result.components.len().to_string();
        notes.push(words.format("survival-note-open", &[("count", &open.to_string()), ("all", &all)]));
    }
    notes
}

/// `component,tts_weeks,tts_uncoordinated_weeks` in dataset order: plain numbers, `inf` where nothing wanted
/// depends on it, `low–high` or `≥low` where only bounds are known, `—` where nothing is.
pub fn survival_csv(naming: Naming<'_>, result: &Survival) -> String {
    let mut out = String::from("component,tts_weeks,tts_uncoordinated_weeks\n");
    let mut components: Vec<_> = result.components.iter().collect();
    components.sort_by_key(|one| naming.model.component(one.component).at);
    for one in components {
        let id = plain_field(&naming.model.component(one.component).id);
        let (coordinated, uncoordinated) = (plain(one.coordinated), plain(one.uncoordinated));
        let _ = writeln!(out, "{id},{coordinated},{uncoordinated}");
    }
    out
}

/// Whether nothing is known.
fn is_open(weeks: Interval<f64>) -> bool {
    weeks.low == 0.0 && weeks.high == f64::INFINITY
}

pub(super) fn plain(weeks: Interval<f64>) -> String {
    match (weeks.low, weeks.high) {
        (low, _) if weeks.is_exact() => low.to_string(),
        _ if is_open(weeks) => crate::table::MISSING_VALUE.to_owned(),
        (low, f64::INFINITY) => format!("≥{low}"),
        (low, high) => format!("{low}–{high}"),
    }
}

pub(super) fn weeks_cell(naming: Naming<'_>, weeks: Interval<f64>) -> Cell {
    let text = match (weeks.low, weeks.high) {
        (f64::INFINITY, _) => naming.words.text("survival-never"),
        _ if is_open(weeks) => return Cell::missing(),
        (low, f64::INFINITY) => format!("≥ {}", short_number(low)),
        (low, high) => crate::table::interval(low, high, 2),
    };
    Cell { number: Some(weeks.low).filter(|low| low.is_finite()), ..Cell::text(text) }
}

pub(super) fn gap_word(naming: Naming<'_>, gap: ClockGap) -> String {
    naming.words.text(&format!("survival-gap-{}", gap.key()))
}
