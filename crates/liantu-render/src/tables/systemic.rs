//! The scenarios with the largest losses, why firms stand still in them, and what named backups do, as tables.

use super::VERSION;
use crate::catalogue::Catalogue;
use crate::systemic::{BackupEffect, Ranked, SystemicResult, Traced};
use crate::table::{Cell, Table, interval};
use liantu_systemic::{Binding, Hit, Replaceability, Solution};

const DECIMALS: usize = 3;

/// Y1 the largest losses, Y2 why firms stand still in the first of them, Y3 what each named backup does.
pub fn systemic(words: &Catalogue, result: &SystemicResult<'_>, top: usize) -> Vec<Table> {
    let mut tables = vec![losses(words, result, top)];
    if !result.traces.is_empty() {
        tables.push(bindings(words, result));
    }
    if !result.backups.is_empty() {
        tables.push(backups(words, result));
    }
    tables
}

/// The largest losses by the first output weight, `top` of them; equal ones by key.
fn losses(words: &Catalogue, result: &SystemicResult<'_>, top: usize) -> Table {
    let has_range = result.rows.iter().any(|row| row.range.is_some());
    let has_backups = result.rows.iter().any(|row| row.without_backups.is_some());
    let columns = ["rank", "id", "sector", "esri"]
        .into_iter()
        .chain(has_range.then_some("range"))
        .chain(["own", "cascade"])
        .chain(has_backups.then_some(["without", "removed"]).into_iter().flatten())
        .chain(["downstream", "upstream"]);
    let mut headers: Vec<String> = columns.map(|key| words.text(&format!("systemic-{key}"))).collect();
    headers.extend(
        result.weights[1..].iter().map(|weight| words.format("systemic-other-weight", &[("weight", weight)])),
    );
    headers.extend(["iterations", "residual"].map(|key| words.text(&format!("systemic-{key}"))));
    let mut table = Table::new("Y1", words.text("systemic-title"), headers);
    for ranked in result.ranked().into_iter().take(top) {
        table.push(loss_cells(result, ranked, has_range, has_backups));
    }
    table.notes = systemic_notes(words, result);
    table
}

fn percent(part: f64) -> Cell {
    Cell::number(part * 100.0, DECIMALS)
}

fn loss_cells(
    result: &SystemicResult<'_>,
    ranked: Ranked<'_, '_>,
    has_range: bool,
    has_backups: bool,
) -> Vec<Cell> {
    let row = ranked.row;
    let esri = row.outcome.esri[0];
    let name = row.firm.map_or(row.id, |firm| result.names.firm(firm));
    let sector = row.firm.map_or("", |firm| result.names.sector(firm));
    let mut cells = vec![rank(ranked), Cell::text(name), Cell::text(sector), percent(esri.total)];
    if has_range {
        cells.push(row.range.as_ref().map_or_else(Cell::missing, |range| {
            Cell::interval(range.low() * 100.0, range.high() * 100.0, DECIMALS)
        }));
    }
    cells.extend([percent(row.own_weight[0]), percent(esri.total - row.own_weight[0])]);
    if has_backups {
        let without = row.without_backups.map(|outcome| outcome.esri[0].total);
        cells.push(without.map_or_else(Cell::missing, percent));
        cells.push(without.map_or_else(Cell::missing, |without| percent(without - esri.total)));
    }
    cells.extend([percent(esri.downstream), percent(esri.upstream)]);
    cells.extend(row.outcome.esri[1..].iter().map(|other| percent(other.total)));
    let residual = row.outcome.residual;
    cells.push(Cell::count(row.outcome.iterations as usize));
    cells.push(Cell { number: Some(residual), ..Cell::text(format!("{residual:.1e}")) });
    cells
}

/// `3`, `3–7`, or `3–7+` where the group may go on below the table.
fn rank(ranked: Ranked<'_, '_>) -> Cell {
    let plus = if ranked.is_open { "+" } else { "" };
    let text = format!("{}{plus}", interval(ranked.from as f64, ranked.to as f64, 0));
    Cell { number: Some(ranked.from as f64), ..Cell::text(text) }
}

fn bindings(words: &Catalogue, result: &SystemicResult<'_>) -> Table {
    let columns = ["scenario", "hit", "hit-sector", "hit-loss", "hit-cost", "hit-since", "hit-binding"];
    let headers = columns.map(|key| words.text(&format!("systemic-{key}")));
    let mut table = Table::new("Y2", words.text("systemic-binding-title"), headers);
    for traced in &result.traces {
        for (hit, &cost) in traced.hits.iter().zip(&traced.costs) {
            table.push(vec![
                Cell::text(scenario_name(result, traced)),
                Cell::text(result.names.firm(hit.firm)),
                Cell::text(result.names.sector(hit.firm)),
                percent(hit.loss),
                percent(cost),
                Cell::count(hit.since as usize),
                Cell::text(binding(words, result, hit)),
            ]);
        }
    }
    table.notes = vec![words.text("systemic-note-binding")];
    for traced in result.traces.iter().filter(|traced| traced.others > 0) {
        let (scenario, count) = (scenario_name(result, traced), traced.others.to_string());
        let arguments = [("scenario", scenario), ("count", count.as_str())];
        table.notes.push(words.format("systemic-note-binding-others", &arguments));
    }
    table
}

fn scenario_name<'a>(result: &SystemicResult<'a>, traced: &Traced) -> &'a str {
    let row = &result.rows[traced.row];
    row.firm.map_or(row.id, |firm| result.names.firm(firm))
}

/// What holds a firm down, in words.
fn binding(words: &Catalogue, result: &SystemicResult<'_>, hit: &Hit) -> String {
    let missing_text = |part: f64| format!("{:.1}", part * 100.0);
    match hit.binding {
        Binding::Shock => words.text("systemic-binding-shock"),
        Binding::Essential { supplier, missing } => words.format(
            "systemic-binding-essential",
            &[
                ("sector", result.names.sector(supplier)),
                ("missing", &missing_text(missing)),
                ("firm", result.names.firm(supplier)),
            ],
        ),
        Binding::NonEssential { supplier, missing } => words.format(
            "systemic-binding-non-essential",
            &[("missing", &missing_text(missing)), ("firm", result.names.firm(supplier))],
        ),
        Binding::Orders { customer } => {
            words.format("systemic-binding-orders", &[("firm", result.names.firm(customer))])
        }
    }
}

fn backups(words: &Catalogue, result: &SystemicResult<'_>) -> Table {
    let columns =
        ["supplier", "backup", "capacity", "without", "alone", "alone-removed", "all", "all-removed"];
    let headers = columns.map(|key| words.text(&format!("systemic-backup-{key}")));
    let mut table = Table::new("Y3", words.text("systemic-backup-title"), headers);
    let mut rows: Vec<&BackupEffect> = result.backups.iter().collect();
    rows.sort_by(|one, other| (other.without - other.alone).total_cmp(&(one.without - one.alone)));
    for one in rows {
        table.push(vec![
            Cell::text(result.names.firm(one.supplier)),
            Cell::text(result.names.firm(one.backup)),
            Cell::number(one.capacity, 2),
            percent(one.without),
            percent(one.alone),
            percent(one.without - one.alone),
            percent(one.all),
            percent(one.all_but - one.all),
        ]);
    }
    table.notes = vec![words.text("systemic-note-backup-table")];
    table
}

/// What must be said with it.
pub fn systemic_notes(words: &Catalogue, result: &SystemicResult<'_>) -> Vec<String> {
    let mut notes = systemic_settings(words, result);
    let ranges = result.rows.iter().filter_map(|row| row.range.as_ref());
    let cut = ranges.clone().filter(|range| range.settled.contains(&false));
    notes.extend(count_note(words, "systemic-note-range", ranges.clone().count()));
    notes.extend(count_note(words, "systemic-note-range-unsettled", cut.count()));
    notes.extend(count_note(words, "systemic-note-unsettled", result.unsettled()));
    notes.push(words.format("note-version", &[("version", VERSION)]));
    notes
}

fn count_note(words: &Catalogue, key: &str, count: usize) -> Option<String> {
    (count > 0).then(|| words.format(key, &[("count", &count.to_string())]))
}

/// What it is and how it was computed.
pub(crate) fn systemic_settings(words: &Catalogue, result: &SystemicResult<'_>) -> Vec<String> {
    let solution = match result.options.solution {
        Solution::Compat { eps } => words.format("systemic-note-compat", &[("eps", &eps.to_string())]),
        Solution::FixedPoint { error } => {
            words.format("systemic-note-fixed", &[("error", &format!("{error:e}"))])
        }
    };
    let rivals = match result.options.replaceability {
        Replaceability::MarketShare => "systemic-note-rivals",
        Replaceability::Off => "systemic-note-no-rivals",
        Replaceability::Named(_) => "systemic-note-named",
    };
    let firms = result.names.network.len().to_string();
    let scenarios = result.rows.len().to_string();
    let mut notes = vec![
        words.text("systemic-caption"),
        words.format("systemic-note-size", &[("firms", &firms), ("scenarios", &scenarios)]),
        words.format("systemic-note-weight", &[("weight", &result.weights[0])]),
        solution,
        words.text(rivals),
    ];
    notes.extend(count_note(words, "systemic-note-candidates", result.candidates));
    if let Some(depth) = result.depth {
        notes.push(words.format("systemic-note-depth", &[("depth", &format!("{}", depth * 100.0))]));
    }
    notes.extend(result.more_notes.iter().cloned());
    notes
}
