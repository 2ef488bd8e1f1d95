//! Dependence of importers: the indicators C1 to C3 and the cover by other exporters.
//!
//! For importer j and product k, with v the value from exporter i, M(j,k) the imports of j,
//! X(i,k) the exports of i and W(k) world trade:
//! C1 = Σᵢ (v/M)², C2 = Σᵢ (X(i,k)/W)², C3 = M/X(j,k), and
//! excess cover = (Σ_{i ≠ j, top} (X(i,k) − v(i,j,k))) / v(top,j,k).
//!
//! Lefebvre and Wibaux, *Import dependencies: where does the EU stand?*, CEPII 2024 (C1 to C3).

use std::sync::Arc;

use rayon::prelude::*;

use crate::country::{Countries, CountryIx};
use crate::hs::Hs6;
use crate::thresholds::{ImporterThresholds, Thresholds};
use crate::totals::{Totals, herfindahl, share, square, sum_of_squares};
use crate::trade::{Flow, ProductTrade, YearTrade};

/// C3 of a country that exports nothing of the product.
pub const RATIO_WITHOUT_EXPORTS: f64 = 9999.0;

/// Which importers a table is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Importers {
    /// All.
    All,
    /// One.
    Only(CountryIx),
}

/// Concentration of an importer's sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Concentration {
    /// At or below the thresholds.
    Low,
    /// Above the moderate threshold of a preset that has one.
    Moderate,
    /// Above the threshold of C1.
    High,
}

/// What one country imports of one product. Values in thousandths of the table's unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ImporterRow {
    /// The importer.
    pub importer: CountryIx,
    /// The product.
    pub product: Hs6,
    /// How many countries it buys from.
    pub sources: u16,
    /// The largest source; the smaller code of equals.
    pub top: CountryIx,
    /// The second source and its value, where there is one.
    pub second: Option<(CountryIx, u64)>,
    /// All imports of the product.
    pub imports: u64,
    /// Imports from the largest source.
    pub top_value: u64,
    /// The importer's own exports.
    pub exports: u64,
    /// What other exporters sell to third countries.
    pub available: u64,
    /// C1, in 0..=1.
    pub hhi: f64,
    /// C2, in 0..=1.
    pub world_export_hhi: f64,
    /// C1 as a class.
    pub concentration: Concentration,
    /// C2 above its threshold.
    pub c2: bool,
    /// C3 above its threshold.
    pub c3: bool,
    /// Excess cover below its threshold.
    pub is_irreplaceable: bool,
}

impl ImporterRow {
    /// C1 above its threshold.
    pub fn c1(&self) -> bool {
        self.concentration == Concentration::High
    }

    /// C1, C2 and C3 together.
    pub fn is_dependent(&self) -> bool {
        self.flags() == 3
    }

    /// How many of C1, C2 and C3 are raised.
    pub fn flags(&self) -> u8 {
        u8::from(self.c1()) + u8::from(self.c2) + u8::from(self.c3)
    }

    /// Share of the largest source, in 0..=1.
    pub fn top_share(&self) -> f64 {
        share(self.top_value, self.imports)
    }

    /// Share of the second source, in 0..=1.
    pub fn second_share(&self) -> Option<f64> {
        self.second.map(|(_, value)| share(value, self.imports))
    }

    /// Whether the importer exports nothing of the product.
    pub fn exports_zero(&self) -> bool {
        self.exports == 0
    }

    /// C3: imports by exports; [`RATIO_WITHOUT_EXPORTS`] without exports.
    pub fn ratio(&self) -> f64 {
        if self.exports_zero() { RATIO_WITHOUT_EXPORTS } else { share(self.imports, self.exports) }
    }

    /// Imports less exports, in thousandths of the unit.
    pub fn net_imports(&self) -> i64 {
        self.imports.cast_signed() - self.exports.cast_signed()
    }

    /// What other exporters could divert, by what the top source delivers.
    pub fn excess_cover(&self) -> f64 {
        share(self.available, self.top_value)
    }
}

/// Rows of one year, by code of the importer (bytewise), then product.
#[derive(Clone, Debug, PartialEq)]
pub struct ImporterTable {
    /// The year.
    pub year: u16,
    /// What the country indices mean.
    pub countries: Arc<Countries>,
    /// Products traded by anyone, ascending.
    pub products: Vec<Hs6>,
    /// The rows.
    pub rows: Vec<ImporterRow>,
}

impl ImporterTable {
    /// The rows by imports, largest first; of equals, in table order.
    pub fn by_value(&self) -> Vec<&ImporterRow> {
        let mut rows: Vec<&ImporterRow> = self.rows.iter().collect();
        rows.sort_by_key(|row| std::cmp::Reverse(row.imports));
        rows
    }
}

/// Computes a row for every importer and product with imports.
///
/// Time linear in the flows (products in parallel) plus the sorting of rows.
pub fn importer_table(trade: &YearTrade, importers: Importers, thresholds: &Thresholds) -> ImporterTable {
    let countries = trade.countries().len();
    let by_product: Vec<Vec<ImporterRow>> = trade
        .products()
        .par_iter()
        .map(|product| product_rows(product, countries, importers, &thresholds.importer))
        .collect();
    ImporterTable {
        year: trade.year(),
        countries: trade.shared_countries(),
        products: trade.products().iter().map(ProductTrade::product).collect(),
        rows: by_importer(&by_product, trade.countries()),
    }
}

/// Gathers the rows of each importer, products staying in order.
fn by_importer(by_product: &[Vec<ImporterRow>], countries: &Countries) -> Vec<ImporterRow> {
    let mut positions: Vec<Vec<(u32, u32)>> = vec![Vec::new(); countries.len()];
    for (product, rows) in by_product.iter().enumerate() {
        for (row, ImporterRow { importer, .. }) in rows.iter().enumerate() {
            positions[importer.index()].push((product as u32, row as u32));
        }
    }
    let mut gathered = Vec::with_capacity(by_product.iter().map(Vec::len).sum());
    for country in countries.by_bytes() {
        let own = positions[country.index()].iter();
        gathered.extend(own.map(|&(product, row)| by_product[product as usize][row as usize]));
    }
    gathered
}

fn product_rows(
    product: &ProductTrade,
    countries: usize,
    importers: Importers,
    thresholds: &ImporterThresholds,
) -> Vec<ImporterRow> {
    let totals = Totals::of(product, countries);
    let world = World::of(&totals, thresholds);
    let mut rows = Vec::new();
    let mut purchases: Option<Purchases> = None;
    for flow in product.flows() {
        if matches!(importers, Importers::Only(only) if only != flow.importer) {
            continue;
        }
        match &mut purchases {
            Some(current) if current.importer == flow.importer => current.add(flow),
            _ => {
                let finished = purchases.replace(Purchases::of(flow));
                rows.extend(
                    finished.map(|finished| finished.row(product.product(), &totals, world, thresholds)),
                );
            }
        }
    }
    rows.extend(purchases.map(|last| last.row(product.product(), &totals, world, thresholds)));
    rows
}

/// The side of a product that all importers share.
#[derive(Clone, Copy)]
struct World {
    export_hhi: f64,
    is_concentrated: bool,
}

impl World {
    fn of(totals: &Totals, thresholds: &ImporterThresholds) -> Self {
        let squares = sum_of_squares(&totals.exports);
        Self {
            export_hhi: herfindahl(squares, totals.world),
            is_concentrated: thresholds.world_export_hhi.is_exceeded_by(squares, square(totals.world)),
        }
    }
}

/// What one importer buys, while its flows pass by in the order of exporters.
struct Purchases {
    importer: CountryIx,
    sources: u16,
    imports: u64,
    squares: u128,
    top: (CountryIx, u64),
    second: Option<(CountryIx, u64)>,
}

impl Purchases {
    fn of(flow: Flow) -> Self {
        Self {
            importer: flow.importer,
            sources: 1,
            imports: flow.value,
            squares: square(flow.value),
            top: (flow.exporter, flow.value),
            second: None,
        }
    }

    // Exporters ascend, so the first of equal values has the smaller code.
    fn add(&mut self, flow: Flow) {
        self.sources += 1;
        self.imports += flow.value;
        self.squares += square(flow.value);
        if flow.value > self.top.1 {
            self.second = Some(self.top);
            self.top = (flow.exporter, flow.value);
        } else if self.second.is_none_or(|(_, value)| flow.value > value) {
            self.second = Some((flow.exporter, flow.value));
        }
    }

    fn row(
        &self,
        product: Hs6,
        totals: &Totals,
        world: World,
        thresholds: &ImporterThresholds,
    ) -> ImporterRow {
        let (top, top_value) = self.top;
        let exports = totals.exports[self.importer.index()];
        let elsewhere = totals.world - exports - totals.exports[top.index()];
        let available = elsewhere - (self.imports - top_value);
        ImporterRow {
            importer: self.importer,
            product,
            sources: self.sources,
            top,
            second: self.second,
            imports: self.imports,
            top_value,
            exports,
            available,
            hhi: herfindahl(self.squares, self.imports),
            world_export_hhi: world.export_hhi,
            concentration: self.concentration(thresholds),
            c2: world.is_concentrated,
            c3: thresholds.import_export_ratio.is_exceeded_by(self.imports.into(), exports.into()),
            is_irreplaceable: thresholds.excess_cover.exceeds(available.into(), top_value.into()),
        }
    }

    fn concentration(&self, thresholds: &ImporterThresholds) -> Concentration {
        let whole = square(self.imports);
        if thresholds.import_hhi.is_exceeded_by(self.squares, whole) {
            Concentration::High
        } else if thresholds
            .import_hhi_moderate
            .is_some_and(|level| level.is_exceeded_by(self.squares, whole))
        {
            Concentration::Moderate
        } else {
            Concentration::Low
        }
    }
}
