//! The cost–cover curve as a table.

use super::plan::{counted_note, question_note};
use super::{date_note, headed};
use crate::names::Naming;
use crate::table::{Cell, Table, short_number};
use liantu_model::{Provider, SupplyIx};
use liantu_plan::{Frontier, FrontierPoint};

const COLUMNS: [&str; 8] = ["number", "cost", "cover", "missing", "covered", "gain", "added", "dropped"];
/// Sources listed per point before the rest is counted.
const SHOWN: usize = 6;

/// A row per point, cheapest first, with what it has that the one before has not.
pub fn frontier(naming: Naming<'_>, found: &Frontier) -> Table {
    let mut columns = COLUMNS;
    if !found.missing_costs.is_empty() {
        columns[1] = "actions";
    }
    let mut table = headed(naming, "P3", &columns);
    for (position, point) in found.points.iter().enumerate() {
        let before = position.checked_sub(1).map(|at| &found.points[at]);
        table.push(row(naming, found, position + 1, point, before));
    }
    table.notes = frontier_notes(naming, found);
    table
}

fn row(
    naming: Naming<'_>,
    found: &Frontier,
    number: usize,
    point: &FrontierPoint,
    before: Option<&FrontierPoint>,
) -> Vec<Cell> {
    let covered = format!("{}/{}", point.covered, found.components);
    let cover = 100.0 * point.cover(found.whole);
    let gain = before.map(|one| (one.missing - point.missing) / (point.cost - one.cost));
    let (added, dropped) = match before {
        Some(one) => (point.beyond(one), one.beyond(point)),
        None => (point.chosen.clone(), Vec::new()),
    };
    vec![
        Cell::count(number),
        decimal(point.cost),
        Cell { number: Some(cover), ..Cell::text(format!("{cover:.1}%")) },
        decimal(point.missing),
        Cell { number: Some(point.covered as f64), ..Cell::text(covered) },
        gain.filter(|gain| gain.is_finite()).map_or_else(Cell::missing, decimal),
        Cell::text(rows_text(naming, &added)),
        Cell::text(rows_text(naming, &dropped)),
    ]
}

fn decimal(value: f64) -> Cell {
    let text = format!("{:.4}", value + 0.0);
    let text = text.trim_end_matches('0').trim_end_matches('.').to_owned();
    Cell { number: Some(value), ..Cell::text(text) }
}

/// `甲→环节`, the first few.
fn rows_text(naming: Naming<'_>, rows: &[SupplyIx]) -> String {
    let text = |&row: &SupplyIx| {
        let supply = naming.model.supply(row);
        let source = match supply.provider {
            Provider::Supplier(supplier) => naming.supplier(supplier),
            Provider::Region(region) => naming.region(region),
            Provider::Placeholder => "",
        };
        naming.words.format(
            "frontier-source",
            &[("source", source), ("component", naming.component(supply.component))],
        )
    };
    let shown = naming.list(rows.iter().take(SHOWN).map(text));
    if rows.len() <= SHOWN {
        return shown;
    }
    let count = (rows.len() - SHOWN).to_string();
    naming.words.format("plan-more", &[("text", &shown), ("count", &count)])
}

/// What must be said with it.
pub fn frontier_notes(naming: Naming<'_>, found: &Frontier) -> Vec<String> {
    let words = naming.words;
    let measure =
        words.text(if found.missing_costs.is_empty() { "plan-measure-cost" } else { "plan-measure-actions" });
    let whole = short_number(found.whole);
    let mut notes = vec![
        date_note(naming),
        question_note(naming, &found.options.plan, found.components, None),
        words.format("frontier-note", &[("measure", &measure), ("whole", &whole)]),
    ];
    let key = if found.is_whole { "frontier-note-whole" } else { "frontier-note-part" };
    notes.push(words.format(key, &[("count", &found.points.len().to_string())]));
    notes.push(words.text(if found.is_verified { "plan-note-verified" } else { "plan-note-unverified" }));
    if !found.is_complete {
        notes.push(words.text("frontier-note-incomplete"));
    }
    if found.choices == 0 {
        notes.push(words.text("plan-note-nothing"));
    }
    notes.extend(counted_note(naming, &found.missing_costs));
    notes
}
