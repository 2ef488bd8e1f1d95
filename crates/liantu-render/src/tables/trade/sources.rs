//! Sources and alternatives of one importer.

use super::headed;
use crate::table::{Cell, Table};
use crate::trade::TradeNaming;
use crate::trade::names::{share_cell, value_cell};
use liantu_trade::{CountryIx, SourceRow};

const COLUMNS: [&str; 8] =
    ["hs", "rank", "source", "bought", "import-share", "world-exports", "world-share", "to-others"];

pub(super) fn table(naming: TradeNaming<'_>, importer: CountryIx, rows: &[SourceRow]) -> Table {
    let title = naming.words.format("trade-sources-title", &[("importer", &naming.country(importer))]);
    let mut table = headed(naming.words, "M4", title, &COLUMNS);
    for row in rows {
        table.push(vec![
            Cell::text(row.product.to_string()),
            Cell::count(row.rank as usize),
            Cell::text(naming.country(row.source)),
            value_cell(row.value.cast_signed()),
            share_cell(row.import_share()),
            value_cell(row.world_exports.cast_signed()),
            share_cell(Some(row.world_share())),
            value_cell(row.exports_to_others().cast_signed()),
        ]);
    }
    table
}
