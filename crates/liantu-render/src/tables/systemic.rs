//! The scenarios with the largest losses, as a table.

use super::VERSION;
use crate::catalogue::Catalogue;
use crate::systemic::{SystemicResult, SystemicRow};
use crate::table::{Cell, Table};
use liantu_systemic::{Replaceability, Solution};

const COLUMNS: [&str; 10] =
    ["rank", "id", "sector", "esri", "own", "cascade", "downstream", "upstream", "iterations", "residual"];

/// Y1 the largest losses by the first output weight, `top` of them; equal ones by key.
pub fn systemic(words: &Catalogue, result: &SystemicResult<'_>, top: usize) -> Table {
    let headers = COLUMNS.iter().map(|key| words.text(&format!("systemic-{key}")));
    let mut table = Table::new("Y1", words.text("systemic-title"), headers);
    let loss = |row: &SystemicRow<'_>| row.outcome.esri[0].total;
    let mut rows: Vec<&SystemicRow<'_>> = result.rows.iter().collect();
    rows.sort_by(|one, other| loss(other).total_cmp(&loss(one)).then(one.id.cmp(other.id)));
    for (at, row) in rows.into_iter().take(top).enumerate() {
        table.push(cells(at + 1, row));
    }
    table.notes = systemic_notes(words, result);
    table
}

fn cells(rank: usize, row: &SystemicRow<'_>) -> Vec<Cell> {
    let esri = row.outcome.esri[0];
    let own = row.own_weight.as_ref().map(|weights| weights[0]);
    let part = |part: Option<f64>| part.map_or_else(Cell::missing, |part| Cell::number(part * 100.0, 3));
    vec![
        Cell::count(rank),
        Cell::text(row.id),
        Cell::text(row.sector.unwrap_or_default()),
        part(Some(esri.total)),
        part(own),
        part(own.map(|own| esri.total - own)),
        part(Some(esri.downstream)),
        part(Some(esri.upstream)),
        Cell::count(row.outcome.iterations as usize),
        Cell { number: Some(row.outcome.residual), ..Cell::text(format!("{:.1e}", row.outcome.residual)) },
    ]
}

/// What must be said with it.
pub fn systemic_notes(words: &Catalogue, result: &SystemicResult<'_>) -> Vec<String> {
    let solution = match result.options.solution {
        Solution::Compat { eps } => words.format("systemic-note-compat", &[("eps", &eps.to_string())]),
        Solution::FixedPoint { error } => {
            words.format("systemic-note-fixed", &[("error", &format!("{error:e}"))])
        }
    };
    let rivals = match result.options.replaceability {
        Replaceability::MarketShare => "systemic-note-rivals",
        Replaceability::Off => "systemic-note-no-rivals",
    };
    let (firms, scenarios) = (result.firms.to_string(), result.rows.len().to_string());
    let unsettled = match result.unsettled() {
        0 => None,
        count => Some(words.format("systemic-note-unsettled", &[("count", &count.to_string())])),
    };
    let mut notes = vec![
        words.text("systemic-caption"),
        words.format("systemic-note-size", &[("firms", &firms), ("scenarios", &scenarios)]),
        words.format("systemic-note-weight", &[("weight", &result.weights[0])]),
        solution,
        words.text(rivals),
        words.format("note-version", &[("version", VERSION)]),
    ];
    notes.extend(unsettled);
    notes
}
