//! Tables as CSV: a header line, then one line a row, `\n` at the ends.
//!
//! Values are in the table's unit, country codes as they were read, missing entries empty.

mod field;

use std::io::{self, Write};

use liantu_model::{HsFit, Model};
use rayon::prelude::*;

use crate::bloc::BlocRow;
use crate::components::{ComponentTrade, ComponentTrades};
use crate::importer::{ImporterRow, ImporterTable};
use crate::network::NetworkRow;
use crate::product::ProductRow;
use crate::sources::SourceRow;
use crate::thresholds::BlocExports;
use crate::trade::YearTrade;
use crate::trend::{Trend, TrendCell, TrendRow};
use field::{Line, QuotedCodes, quoted};

/// Rows that one task formats.
const ROWS_PER_TASK: usize = 4096;

/// Writes an importer table in its own order.
///
/// # Errors
/// Those of the writer.
pub fn write_importer_table(out: &mut impl Write, table: &ImporterTable) -> io::Result<()> {
    write_importer_rows(out, table, &table.rows, |row| row)
}

/// Writes chosen rows of an importer table, such as [`ImporterTable::by_value`].
///
/// # Errors
/// Those of the writer.
pub fn write_importer_selection(
    out: &mut impl Write,
    table: &ImporterTable,
    rows: &[&ImporterRow],
) -> io::Result<()> {
    write_importer_rows(out, table, rows, |row| row)
}

fn write_importer_rows<T: Sync>(
    out: &mut impl Write,
    table: &ImporterTable,
    rows: &[T],
    row: impl Fn(&T) -> &ImporterRow + Sync,
) -> io::Result<()> {
    out.write_all(
        b"t,j,k,imports,n_sources,hhi,top_source,top_share,second_source,second_share,exports,ratio,net_imports,world_export_hhi,c1,c2,c3,flags,excess_cover\n",
    )?;
    let codes = QuotedCodes::of(&table.countries);
    write_rows(out, rows, |line, item| importer_line(line, table.year, row(item), &codes))
}

fn importer_line(line: &mut Line<'_>, year: u16, row: &ImporterRow, codes: &QuotedCodes) {
    line.integer(year.into()).raw(codes.get(row.importer)).product(row.product).value(row.imports);
    line.integer(row.sources.into()).float(row.hhi).raw(codes.get(row.top)).float(row.top_share());
    line.raw(row.second.map_or(b"", |(country, _)| codes.get(country))).optional_float(row.second_share());
    line.value(row.exports).float(row.ratio()).signed_value(row.net_imports()).float(row.world_export_hhi);
    line.flag(row.c1()).flag(row.c2).flag(row.c3).integer(row.flags().into()).float(row.excess_cover());
}

/// Writes the world product table.
///
/// # Errors
/// Those of the writer.
pub fn write_product_table(out: &mut impl Write, trade: &YearTrade, rows: &[ProductRow]) -> io::Result<()> {
    out.write_all(
        b"t,k,world_trade,n_exporters,n_importers,n_links,world_export_hhi,top_exporter,top_exporter_share,world_import_hhi,top_importer,top_importer_share,outdegree_central_max,density,c2\n",
    )?;
    let codes = QuotedCodes::of(trade.countries());
    write_rows(out, rows, |line, row| {
        line.integer(trade.year().into()).product(row.product).value(row.world_trade);
        line.integer(row.exporters.into()).integer(row.importers.into()).integer(row.links.into());
        line.float(row.world_export_hhi).raw(codes.get(row.top_exporter)).float(row.top_exporter_share());
        line.float(row.world_import_hhi).raw(codes.get(row.top_importer)).float(row.top_importer_share());
        line.float(row.outdegree_centrality()).float(row.density()).flag(row.c2);
    })
}

/// Writes the network table.
///
/// # Errors
/// Those of the writer.
pub fn write_network_table(out: &mut impl Write, trade: &YearTrade, rows: &[NetworkRow]) -> io::Result<()> {
    out.write_all(
        b"t,k,n_nodes,n_edges,density,outdeg_max,outdeg_freeman,wout_sd,wout_max,avg_clustering_undirected,avg_clustering_fagiolo_w,betweenness_max,betweenness_node,top_exporter,importers_total,importers_gt50_on_top,import_value_share_gt50_on_top,importers_cut_off,min_exporters_for_50pct,min_exporters_for_80pct\n",
    )?;
    let codes = QuotedCodes::of(trade.countries());
    write_rows(out, rows, |line, row| {
        line.integer(trade.year().into())
            .product(row.product)
            .integer(row.nodes.into())
            .integer(row.edges.into());
        line.float(row.density()).float(row.outdegree_centrality()).float(row.outdegree_centralisation);
        line.float(row.export_share_deviation).float(row.largest_export_share);
        line.float(row.mean_clustering).float(row.mean_weighted_clustering);
        line.float(row.largest_betweenness)
            .raw(codes.get(row.betweenness_node))
            .raw(codes.get(row.top_exporter));
        line.integer(row.importers.into())
            .integer(row.importers_reliant.into())
            .float(row.reliant_import_share);
        line.integer(row.importers_cut_off.into());
        line.integer(row.exporters_for_half.into()).integer(row.exporters_for_four_fifths.into());
    })
}

/// Writes the sources of one importer; `importer` is its name in the header.
///
/// # Errors
/// Those of the writer.
pub fn write_source_table(
    out: &mut impl Write,
    trade: &YearTrade,
    importer: &str,
    rows: &[SourceRow],
) -> io::Result<()> {
    for name in ["t", "k", "rank", "source"] {
        write!(out, "{name},")?;
    }
    out.write_all(&quoted(&format!("value_to_{importer}")))?;
    out.write_all(b",")?;
    out.write_all(&quoted(&format!("share_of_{importer}_imports")))?;
    out.write_all(b",source_world_exports,source_share_of_world_exports,source_exports_to_others\n")?;
    let codes = QuotedCodes::of(trade.countries());
    write_rows(out, rows, |line, row| {
        line.integer(trade.year().into())
            .product(row.product)
            .integer(row.rank.into())
            .raw(codes.get(row.source));
        line.value(row.value).optional_float(row.import_share());
        line.value(row.world_exports).float(row.world_share()).value(row.exports_to_others());
    })
}

/// Writes the bloc table.
///
/// # Errors
/// Those of the writer.
pub fn write_bloc_table(out: &mut impl Write, trade: &YearTrade, rows: &[BlocRow]) -> io::Result<()> {
    out.write_all(
        b"t,k,extra_imports,intra_imports,extra_exports,total_exports,cdi1_hhi,cdi2,cdi3_total_exports,cdi3_extra_exports,f1,f2,f3,dependent\n",
    )?;
    write_rows(out, rows, |line, row| {
        line.integer(trade.year().into())
            .product(row.product)
            .value(row.extra_imports)
            .value(row.intra_imports);
        line.value(row.extra_exports).value(row.total_exports());
        line.optional_float(row.source_hhi).optional_float(row.extra_import_share());
        line.optional_float(row.import_export_ratio(BlocExports::All));
        line.optional_float(row.import_export_ratio(BlocExports::Extra));
        line.flag(row.f1).flag(row.f2).flag(row.f3).flag(row.is_dependent());
    })
}

/// Writes the headings of components, one line each; a component without one has a line of its own.
///
/// # Errors
/// Those of the writer.
pub fn write_component_table(
    out: &mut impl Write,
    model: &Model,
    trades: &ComponentTrades,
) -> io::Result<()> {
    out.write_all(
        b"component,k,fit,t,imports,n_sources,hhi,top_source,top_share,second_source,second_share,exports,ratio,world_export_hhi,c1,c2,c3,flags,excess_cover,status,signal\n",
    )?;
    let codes = QuotedCodes::of(&trades.countries);
    let year = trades.years.last().copied().unwrap_or_default();
    write_rows(out, &trades.rows, |line, row| component_lines(line, model, year, row, &codes))
}

/// The last line is left for the caller to end.
fn component_lines(line: &mut Line<'_>, model: &Model, year: u16, row: &ComponentTrade, codes: &QuotedCodes) {
    let id = quoted(&model.component(row.component).id);
    for (position, code) in row.codes.iter().enumerate() {
        if position > 0 {
            line.end();
        }
        line.raw(&id).product(code.product).raw(code.fit.key().as_bytes()).integer(year.into());
        component_cells(line, code.imports.as_ref(), codes);
        line.raw(code.status.map(|status| status.to_string()).unwrap_or_default().as_bytes());
        line.raw(code.signal().key().as_bytes());
    }
    if row.codes.is_empty() {
        line.raw(&id).blank().raw(row.fit.map_or("", HsFit::key).as_bytes()).integer(year.into());
        component_cells(line, None, codes);
        line.blank().raw(row.signal.key().as_bytes());
    }
}

fn component_cells(line: &mut Line<'_>, row: Option<&ImporterRow>, codes: &QuotedCodes) {
    let Some(row) = row else {
        for _ in 0..15 {
            line.blank();
        }
        return;
    };
    line.value(row.imports).integer(row.sources.into()).float(row.hhi);
    line.raw(codes.get(row.top)).float(row.top_share());
    line.raw(row.second.map_or(b"", |(country, _)| codes.get(country))).optional_float(row.second_share());
    line.value(row.exports).float(row.ratio()).float(row.world_export_hhi);
    line.flag(row.c1()).flag(row.c2).flag(row.c3).integer(row.flags().into()).float(row.excess_cover());
}

/// Writes the trend; three years or more add a last column `c4`, empty where no window is whole.
///
/// # Errors
/// Those of the writer.
pub fn write_trend(out: &mut impl Write, trend: &Trend) -> io::Result<()> {
    let each_year =
        |prefix: &str| trend.years.iter().map(|year| format!("{prefix}_{year}")).collect::<Vec<_>>();
    let mut names = vec!["j".to_owned(), "k".to_owned()];
    names.extend(
        [each_year("hhi"), each_year("top"), vec!["top_changed".to_owned()], each_year("top_share")].concat(),
    );
    names.extend([each_year("ratio"), each_year("dep"), vec!["status".to_owned()]].concat());
    if trend.years.len() > 2 {
        names.push("c4".to_owned());
    }
    writeln!(out, "{}", names.join(","))?;
    let codes = QuotedCodes::of(&trend.countries);
    write_rows(out, &trend.rows, |line, row| trend_line(line, row, &codes))
}

fn trend_line(line: &mut Line<'_>, row: &TrendRow, codes: &QuotedCodes) {
    line.raw(codes.get(row.importer)).product(row.product);
    optional_floats(line, row, |cell| cell.hhi);
    for cell in &row.cells {
        line.raw(cell.map_or(b"", |cell| codes.get(cell.top)));
    }
    optional_flag(line, row.top_changed());
    optional_floats(line, row, |cell| cell.top_share);
    optional_floats(line, row, |cell| cell.ratio);
    for cell in &row.cells {
        optional_flag(line, cell.map(|cell| cell.is_dependent));
    }
    line.raw(row.status.to_string().as_bytes());
    if row.cells.len() > 2 {
        optional_flag(line, row.c4);
    }
}

fn optional_floats(line: &mut Line<'_>, row: &TrendRow, number: impl Fn(&TrendCell) -> f64) {
    for cell in &row.cells {
        line.optional_float(cell.as_ref().map(&number));
    }
}

fn optional_flag(line: &mut Line<'_>, flag: Option<bool>) {
    match flag {
        Some(flag) => line.flag(flag),
        None => line.blank(),
    };
}

/// Formats rows in parallel and writes them in order.
fn write_rows<T: Sync>(
    out: &mut impl Write,
    rows: &[T],
    format: impl Fn(&mut Line<'_>, &T) + Sync,
) -> io::Result<()> {
    for batch in rows.chunks(ROWS_PER_TASK * rayon::current_num_threads() * 4) {
        let texts: Vec<Vec<u8>> = batch.par_chunks(ROWS_PER_TASK).map(|rows| lines(rows, &format)).collect();
        for text in texts {
            out.write_all(&text)?;
        }
    }
    Ok(())
}

fn lines<T>(rows: &[T], format: impl Fn(&mut Line<'_>, &T)) -> Vec<u8> {
    let mut text = Vec::with_capacity(rows.len() * 180);
    for row in rows {
        let mut line = Line { out: &mut text };
        format(&mut line, row);
        line.end();
    }
    text
}
