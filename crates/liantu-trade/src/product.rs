//! The world table: how concentrated a product's exports and imports are.

use rayon::prelude::*;

use crate::country::CountryIx;
use crate::hs::Hs6;
use crate::thresholds::Thresholds;
use crate::totals::{Totals, herfindahl, largest, share, square, sum_of_squares};
use crate::trade::{ProductTrade, YearTrade};

/// One product in one year. Values in thousandths of the table's unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ProductRow {
    /// The product.
    pub product: Hs6,
    /// World trade; above 0.
    pub world_trade: u64,
    /// Countries that export.
    pub exporters: u32,
    /// Countries that import.
    pub importers: u32,
    /// Flows.
    pub links: u32,
    /// Countries that trade at all.
    pub nodes: u32,
    /// C2, in 0..=1.
    pub world_export_hhi: f64,
    /// The largest exporter; the smaller code of equals.
    pub top_exporter: CountryIx,
    /// Its exports.
    pub top_exporter_value: u64,
    /// Concentration of imports, in 0..=1.
    pub world_import_hhi: f64,
    /// The largest importer; the smaller code of equals.
    pub top_importer: CountryIx,
    /// Its imports.
    pub top_importer_value: u64,
    /// Most customers of one exporter.
    pub largest_outdegree: u32,
    /// C2 above its threshold.
    pub c2: bool,
}

impl ProductRow {
    /// Share of the largest exporter, in 0..=1.
    pub fn top_exporter_share(&self) -> f64 {
        share(self.top_exporter_value, self.world_trade)
    }

    /// Share of the largest importer, in 0..=1.
    pub fn top_importer_share(&self) -> f64 {
        share(self.top_importer_value, self.world_trade)
    }

    /// Most customers of one exporter, by the other countries that trade.
    pub fn outdegree_centrality(&self) -> f64 {
        f64::from(self.largest_outdegree) / f64::from(self.nodes - 1)
    }

    /// Flows by ordered pairs of countries that trade, in 0..=1.
    pub fn density(&self) -> f64 {
        f64::from(self.links) / (f64::from(self.nodes) * f64::from(self.nodes - 1))
    }
}

/// Computes a row for every product, in order. Time linear in the flows.
pub fn product_table(trade: &YearTrade, thresholds: &Thresholds) -> Vec<ProductRow> {
    let countries = trade.countries().len();
    trade.products().par_iter().filter_map(|product| product_row(product, countries, thresholds)).collect()
}

/// `None` for a product without flows, which a [`YearTrade`] has not.
fn product_row(product: &ProductTrade, countries: usize, thresholds: &Thresholds) -> Option<ProductRow> {
    let totals = Totals::of(product, countries);
    let squares = sum_of_squares(&totals.exports);
    let top_exporter = largest(&totals.exports)?;
    let top_importer = largest(&totals.imports)?;
    let mut outdegrees = vec![0; countries];
    for flow in product.flows() {
        outdegrees[flow.exporter.index()] += 1;
    }
    let active =
        totals.exports.iter().zip(&totals.imports).filter(|&(&exports, &imports)| exports + imports > 0);
    Some(ProductRow {
        product: product.product(),
        world_trade: totals.world,
        exporters: count(&totals.exports),
        importers: count(&totals.imports),
        links: product.flow_count() as u32,
        nodes: active.count() as u32,
        world_export_hhi: herfindahl(squares, totals.world),
        top_exporter,
        top_exporter_value: totals.exports[top_exporter.index()],
        world_import_hhi: herfindahl(sum_of_squares(&totals.imports), totals.world),
        top_importer,
        top_importer_value: totals.imports[top_importer.index()],
        largest_outdegree: outdegrees.into_iter().max()?,
        c2: thresholds.importer.world_export_hhi.is_exceeded_by(squares, square(totals.world)),
    })
}

fn count(values: &[u64]) -> u32 {
    values.iter().filter(|&&value| value > 0).count() as u32
}
