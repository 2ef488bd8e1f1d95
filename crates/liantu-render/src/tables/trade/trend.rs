//! What is new, persistent, resolved over years.

use super::headed;
use crate::table::{Cell, Table};
use crate::trade::TradeNaming;
use crate::trade::names::percent;
use liantu_trade::{CountryIx, Trend, TrendCell, TrendRow, TrendStatus};

pub(super) fn table(
    naming: TradeNaming<'_>,
    trend: &Trend,
    rows: &[&TrendRow],
    importer: Option<CountryIx>,
) -> Table {
    let words = naming.words;
    let title = match importer {
        Some(importer) => words.format("trade-trend-title", &[("importer", &naming.country(importer))]),
        None => words.text("trade-trend-all-title"),
    };
    let named: &[&str] = if importer.is_some() { &["hs"] } else { &["importer", "hs"] };
    let mut table = headed(words, "M6", title, named);
    for year in &trend.years {
        let header = words.format("trade-col-in-year", &[("year", &year.to_string())]);
        table.columns.push(crate::table::Column::of("", &header));
    }
    for key in ["top-changed", "status", "c4"] {
        let header = words.text(&format!("trade-col-{key}"));
        table.columns.push(crate::table::Column::of("", &header));
    }
    for row in rows {
        table.push(cells(naming, row, importer.is_none()));
    }
    table
}

fn cells(naming: TradeNaming<'_>, row: &TrendRow, with_importer: bool) -> Vec<Cell> {
    let optional = |answer: Option<bool>| answer.map_or_else(Cell::missing, |answer| naming.yes_no(answer));
    let mut cells = Vec::with_capacity(row.cells.len() + 5);
    if with_importer {
        cells.push(Cell::text(naming.country(row.importer)));
    }
    cells.push(Cell::text(row.product.to_string()));
    cells.extend(row.cells.iter().map(|cell| {
        Cell::text(cell.map_or_else(|| naming.words.text("trade-no-imports"), |cell| year_text(naming, cell)))
    }));
    cells.push(optional(row.top_changed()));
    cells.push(Cell::text(status_text(naming, row.status)));
    cells.push(optional(row.c4));
    cells
}

/// `荷兰 75.2%,HHI 0.61`, and whether that is dependence.
fn year_text(naming: TradeNaming<'_>, cell: TrendCell) -> String {
    let key = if cell.is_dependent { "trade-year-dependent" } else { "trade-year" };
    let (top, share, hhi) = (naming.country(cell.top), percent(cell.top_share), format!("{:.3}", cell.hhi));
    naming.words.format(key, &[("top", &top), ("share", &share), ("hhi", &hhi)])
}

pub(super) fn status_text(naming: TradeNaming<'_>, status: TrendStatus) -> String {
    match status {
        TrendStatus::New => naming.words.text("trade-status-new"),
        TrendStatus::Persistent => naming.words.text("trade-status-persistent"),
        TrendStatus::Resolved => naming.words.text("trade-status-resolved"),
        TrendStatus::None => naming.words.text("trade-status-none"),
        TrendStatus::NoImport(year) => {
            naming.words.format("trade-status-no-import", &[("year", &year.to_string())])
        }
    }
}
