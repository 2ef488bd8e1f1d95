//! What trade says about the components of a dataset.

use super::headed;
use super::trend::status_text;
use crate::names::Naming;
use crate::table::{Cell, Table};
use crate::tables::Form;
use crate::trade::TradeNaming;
use crate::trade::names::{index_cell, ratio_cell, value_cell};
use liantu_model::HsFit;
use liantu_trade::{CodeTrade, ComponentTrade, ComponentTrades, ImporterRow};

const COLUMNS: [&str; 12] = [
    "component",
    "hs",
    "fit",
    "imports",
    "top",
    "second",
    "hhi",
    "world-hhi",
    "ratio",
    "cover",
    "status",
    "signal",
];
pub(crate) const FORM: Form =
    Form::new("M7", &COLUMNS).titled("trade-components-plain-title").prefixed("trade-col");

pub(super) fn table(naming: TradeNaming<'_>, dataset: Naming<'_>, trades: &ComponentTrades) -> Table {
    let words = naming.words;
    let year = trades.years.last().map_or_else(String::new, u16::to_string);
    let arguments =
        [("year", &*year), ("importer", &*naming.country(trades.importer)), ("title", dataset.title())];
    let title = words.format("trade-components-title", &arguments);
    let mut table = headed(words, "M7", title, &COLUMNS);
    for row in &trades.rows {
        let name = dataset.component(row.component);
        for code in &row.codes {
            table.push(cells(naming, name, code));
        }
        if row.codes.is_empty() {
            table.push(without_code(naming, name, row));
        }
    }
    table
}

fn cells(naming: TradeNaming<'_>, name: &str, code: &CodeTrade) -> Vec<Cell> {
    let words = naming.words;
    let fit = if code.fit_is_stated { code.fit.key() } else { "unstated" };
    let mut cells = vec![
        Cell::text(name),
        Cell::text(code.product.to_string()),
        Cell::text(words.text(&format!("trade-fit-{fit}"))),
    ];
    cells.extend(code.imports.as_ref().map_or_else(blanks, |row| numbers(naming, row)));
    cells.push(Cell::text(code.status.map_or_else(String::new, |status| status_text(naming, status))));
    let signal = if code.is_covered { code.signal().key() } else { "not-covered" };
    cells.push(Cell::text(words.text(&format!("trade-signal-{signal}"))));
    cells
}

fn numbers(naming: TradeNaming<'_>, row: &ImporterRow) -> [Cell; 7] {
    let second = row.second.zip(row.second_share());
    let ratio = if row.exports_zero() {
        Cell::text(naming.words.text("trade-no-exports"))
    } else {
        ratio_cell(row.ratio())
    };
    [
        value_cell(row.imports.cast_signed()),
        naming.with_share(row.top, row.top_share()),
        second.map_or_else(Cell::missing, |((country, _), share)| naming.with_share(country, share)),
        index_cell(Some(row.hhi)),
        index_cell(Some(row.world_export_hhi)),
        ratio,
        ratio_cell(row.excess_cover()),
    ]
}

fn blanks() -> [Cell; 7] {
    std::array::from_fn(|_| Cell::missing())
}

/// A component without a heading says why; it is never safe for that.
fn without_code(naming: TradeNaming<'_>, name: &str, row: &ComponentTrade) -> Vec<Cell> {
    let words = naming.words;
    let fit = if row.fit == Some(HsFit::None) { "trade-fit-none" } else { "trade-fit-unknown" };
    let mut cells = vec![Cell::text(name), Cell::missing(), Cell::text(words.text(fit))];
    cells.extend(blanks());
    cells.push(Cell::missing());
    cells.push(Cell::text(words.text("trade-signal-no-evidence")));
    cells
}
