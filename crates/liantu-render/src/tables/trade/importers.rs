//! What importers depend on.

use super::headed;
use crate::table::{Cell, Table};
use crate::trade::TradeNaming;
use crate::trade::names::{index_cell, ratio_cell, value_cell};
use liantu_trade::{CountryIx, ImporterRow};

const COLUMNS: [&str; 13] = [
    "hs",
    "imports",
    "sources",
    "top",
    "second",
    "hhi",
    "world-hhi",
    "exports",
    "ratio",
    "flags",
    "dependent",
    "cover",
    "replaceable",
];

pub(super) fn table(
    naming: TradeNaming<'_>,
    year: u16,
    rows: &[&ImporterRow],
    importer: Option<CountryIx>,
) -> Table {
    let words = naming.words;
    let year = year.to_string();
    let title = match importer {
        Some(importer) => {
            words.format("trade-importer-title", &[("year", &year), ("importer", &naming.country(importer))])
        }
        None => words.format("trade-importers-title", &[("year", &year)]),
    };
    let named: &[&str] = if importer.is_some() { &[] } else { &["importer"] };
    let mut table = headed(words, "M1", title, &[named, &COLUMNS].concat());
    for row in rows {
        let name = importer.is_none().then(|| Cell::text(naming.country(row.importer)));
        table.push(name.into_iter().chain(cells(naming, row)).collect());
    }
    table
}

fn cells(naming: TradeNaming<'_>, row: &ImporterRow) -> [Cell; 13] {
    let second = row.second.zip(row.second_share());
    let ratio = if row.exports_zero() {
        Cell::text(naming.words.text("trade-no-exports"))
    } else {
        ratio_cell(row.ratio())
    };
    [
        Cell::text(row.product.to_string()),
        value_cell(row.imports.cast_signed()),
        Cell::count(row.sources.into()),
        naming.with_share(row.top, row.top_share()),
        second.map_or_else(Cell::missing, |((country, _), share)| naming.with_share(country, share)),
        index_cell(Some(row.hhi)),
        index_cell(Some(row.world_export_hhi)),
        value_cell(row.exports.cast_signed()),
        ratio,
        Cell::text(flags(row)),
        naming.yes_no(row.is_dependent()),
        ratio_cell(row.excess_cover()),
        naming.yes_no(!row.is_irreplaceable),
    ]
}

/// The flags raised: `C1 C3`.
fn flags(row: &ImporterRow) -> String {
    let raised = [("C1", row.c1()), ("C2", row.c2), ("C3", row.c3)];
    let raised: Vec<&str> = raised.into_iter().filter_map(|(name, flag)| flag.then_some(name)).collect();
    raised.join(" ")
}
