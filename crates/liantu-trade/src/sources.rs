//! Sources and alternatives of one importer: the world's exporters of each product.

use rayon::prelude::*;

use crate::country::CountryIx;
use crate::hs::Hs6;
use crate::totals::{Totals, share};
use crate::trade::{ProductTrade, YearTrade};

/// One exporter of one product as seen by an importer. Values in thousandths of the table's unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SourceRow {
    /// The product.
    pub product: Hs6,
    /// The rank by world exports, from 1; the smaller code of equals first.
    pub rank: u32,
    /// The exporter, another than the importer.
    pub source: CountryIx,
    /// What the importer buys from it.
    pub value: u64,
    /// All imports of the importer.
    pub imports: u64,
    /// All exports of the source.
    pub world_exports: u64,
    /// World trade.
    pub world_trade: u64,
}

impl SourceRow {
    /// Share in the importer's imports, in 0..=1; `None` when it imports nothing.
    pub fn import_share(&self) -> Option<f64> {
        (self.imports > 0).then(|| share(self.value, self.imports))
    }

    /// Share in world exports, in 0..=1.
    pub fn world_share(&self) -> f64 {
        share(self.world_exports, self.world_trade)
    }

    /// What the source sells to others.
    pub fn exports_to_others(&self) -> u64 {
        self.world_exports - self.value
    }
}

/// How many exporters of each product are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceLimit {
    /// All.
    All,
    /// The largest.
    Largest(usize),
}

/// Computes the exporters of every product, products in order, exporters by rank.
pub fn source_table(trade: &YearTrade, importer: CountryIx, limit: SourceLimit) -> Vec<SourceRow> {
    let countries = trade.countries().len();
    let by_product =
        trade.products().par_iter().map(|product| product_sources(product, countries, importer, limit));
    by_product.collect::<Vec<_>>().concat()
}

fn product_sources(
    product: &ProductTrade,
    countries: usize,
    importer: CountryIx,
    limit: SourceLimit,
) -> Vec<SourceRow> {
    let totals = Totals::of(product, countries);
    let mut bought = vec![0; countries];
    for flow in product.flows().filter(|flow| flow.importer == importer) {
        bought[flow.exporter.index()] = flow.value;
    }
    let listed = match limit {
        SourceLimit::All => countries,
        SourceLimit::Largest(count) => count,
    };
    let ranked = ranked_exporters(&totals, importer);
    let rows = ranked.into_iter().take(listed).enumerate().map(|(rank, source)| SourceRow {
        product: product.product(),
        rank: rank as u32 + 1,
        source,
        value: bought[source.index()],
        imports: totals.imports[importer.index()],
        world_exports: totals.exports[source.index()],
        world_trade: totals.world,
    });
    rows.collect()
}

fn ranked_exporters(totals: &Totals, importer: CountryIx) -> Vec<CountryIx> {
    let exporters =
        (0..totals.exports.len()).filter(|&index| totals.exports[index] > 0 && index != importer.index());
    let mut ranked: Vec<CountryIx> = exporters.map(|index| CountryIx(index as u16)).collect();
    ranked.sort_by_key(|country| (std::cmp::Reverse(totals.exports[country.index()]), *country));
    ranked
}
