//! How fragile the trade network of each product is.

use super::headed;
use crate::table::{Cell, Table};
use crate::trade::TradeNaming;
use crate::trade::names::{index_cell, share_cell};
use liantu_trade::NetworkRow;

const COLUMNS: [&str; 15] = [
    "hs",
    "nodes",
    "links",
    "density",
    "centralisation",
    "top-exporter",
    "clustering",
    "weighted-clustering",
    "hub",
    "importers",
    "reliant",
    "reliant-share",
    "cut-off",
    "for-half",
    "for-four-fifths",
];

pub(super) fn table(naming: TradeNaming<'_>, rows: &[NetworkRow]) -> Table {
    let mut table = headed(naming.words, "M3", naming.words.text("trade-network-title"), &COLUMNS);
    for row in rows {
        let hub = naming.country(row.betweenness_node);
        let betweenness = format!("{:.3}", row.largest_betweenness);
        let hub = naming.words.format("with-remarks", &[("value", &hub), ("remarks", &betweenness)]);
        table.push(vec![
            Cell::text(row.product.to_string()),
            Cell::count(row.nodes as usize),
            Cell::count(row.edges as usize),
            share_cell(Some(row.density())),
            index_cell(Some(row.outdegree_centralisation)),
            naming.with_share(row.top_exporter, row.largest_export_share),
            index_cell(Some(row.mean_clustering)),
            Cell::number(row.mean_weighted_clustering, 5),
            Cell::text(hub),
            Cell::count(row.importers as usize),
            Cell::count(row.importers_reliant as usize),
            share_cell(Some(row.reliant_import_share)),
            Cell::count(row.importers_cut_off as usize),
            Cell::count(row.exporters_for_half as usize),
            Cell::count(row.exporters_for_four_fifths as usize),
        ]);
    }
    table
}
