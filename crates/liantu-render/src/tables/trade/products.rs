//! How concentrated the world market of each product is.

use super::headed;
use crate::table::{Cell, Table};
use crate::trade::TradeNaming;
use crate::trade::names::{index_cell, share_cell, value_cell};
use liantu_trade::ProductRow;

const COLUMNS: [&str; 10] = [
    "hs",
    "world-trade",
    "exporters",
    "importers",
    "links",
    "world-hhi",
    "top-exporter",
    "world-import-hhi",
    "top-importer",
    "density",
];

pub(super) fn table(naming: TradeNaming<'_>, rows: &[ProductRow]) -> Table {
    let columns = [&COLUMNS[..], &["concentrated"]].concat();
    let mut table = headed(naming.words, "M2", naming.words.text("trade-products-title"), &columns);
    for row in rows {
        table.push(vec![
            Cell::text(row.product.to_string()),
            value_cell(row.world_trade.cast_signed()),
            Cell::count(row.exporters as usize),
            Cell::count(row.importers as usize),
            Cell::count(row.links as usize),
            index_cell(Some(row.world_export_hhi)),
            naming.with_share(row.top_exporter, row.top_exporter_share()),
            index_cell(Some(row.world_import_hhi)),
            naming.with_share(row.top_importer, row.top_importer_share()),
            share_cell(Some(row.density())),
            naming.yes_no(row.c2),
        ]);
    }
    table
}
