//! Dependence over years: what is new, persistent or resolved, and C4.

use std::fmt;

use crate::country::{Countries, CountryIx};
use crate::error::TradeError;
use crate::hs::Hs6;
use crate::importer::{ImporterRow, ImporterTable};
use crate::thresholds::Persistence;

/// Dependence of the last year against the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TrendStatus {
    /// Dependent in the last year only.
    New,
    /// Dependent in both.
    Persistent,
    /// Dependent in the first year only.
    Resolved,
    /// Dependent in neither.
    None,
    /// Nothing was imported in this year, the first or the last.
    NoImport(u16),
}

impl fmt::Display for TrendStatus {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::New => formatter.write_str("new"),
            Self::Persistent => formatter.write_str("persistent"),
            Self::Resolved => formatter.write_str("resolved"),
            Self::None => formatter.write_str("none"),
            Self::NoImport(year) => write!(formatter, "no_import_{year}"),
        }
    }
}

/// One importer and product in one year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TrendCell {
    /// C1, in 0..=1.
    pub hhi: f64,
    /// The largest source, an index into the trend's countries.
    pub top: CountryIx,
    /// Its share, in 0..=1.
    pub top_share: f64,
    /// C3.
    pub ratio: f64,
    /// Whether the importer exports nothing of the product.
    pub exports_zero: bool,
    /// C1, C2 and C3 together.
    pub is_dependent: bool,
}

/// One importer and product over the years.
#[derive(Clone, Debug, PartialEq)]
pub struct TrendRow {
    /// The importer, an index into the trend's countries.
    pub importer: CountryIx,
    /// The product.
    pub product: Hs6,
    /// One entry a year; `None` where nothing was imported.
    pub cells: Vec<Option<TrendCell>>,
    /// The last year against the first.
    pub status: TrendStatus,
    /// C4 in any window of consecutive years; `None` where no window is whole.
    pub c4: Option<bool>,
}

impl TrendRow {
    /// Whether the largest source differs between the first and the last year; `None` when nothing
    /// was imported in one of them.
    pub fn top_changed(&self) -> Option<bool> {
        let (first, last) = (self.cells.first()?.as_ref()?, self.cells.last()?.as_ref()?);
        Some(first.top != last.top)
    }
}

/// The trend over several years.
#[derive(Clone, Debug, PartialEq)]
pub struct Trend {
    /// The years, ascending.
    pub years: Vec<u16>,
    /// Years between the first and the last without data; they break the windows of C4.
    pub missing_years: Vec<u16>,
    /// Products without trade in some year, ascending; they have no rows.
    pub products_left_out: Vec<Hs6>,
    /// The countries of all years.
    pub countries: Countries,
    /// Rows by code of the importer (bytewise), then product.
    pub rows: Vec<TrendRow>,
}

/// Compares tables of different years, over the products that are traded in every year.
///
/// # Errors
/// [`TradeError::TooFewYears`] for fewer than two different years; a repeated year counts once and
/// its first table is taken.
pub fn trend(tables: &[ImporterTable], persistence: Persistence) -> Result<Trend, TradeError> {
    let mut tables: Vec<&ImporterTable> = tables.iter().collect();
    tables.sort_by_key(|table| table.year);
    tables.dedup_by_key(|table| table.year);
    let years: Vec<u16> = tables.iter().map(|table| table.year).collect();
    if years.len() < 2 {
        return Err(TradeError::TooFewYears { years: years.len() });
    }
    let countries = Countries::from_codes(
        tables.iter().flat_map(|table| table.countries.codes().iter().cloned()).collect(),
    );
    let (products, products_left_out) = common_products(&tables);
    let keyed = keyed_cells(&tables, &countries, &products);
    let by_row = keyed
        .chunk_by(|left, right| left.importer_rank == right.importer_rank && left.product == right.product);
    let rows = by_row.map(|cells| trend_row(cells, &years, &countries, persistence)).collect();
    let missing_years = (years[0]..years[years.len() - 1]).filter(|year| !years.contains(year)).collect();
    Ok(Trend { years, missing_years, products_left_out, countries, rows })
}

/// Products of every table, and those of some only.
fn common_products(tables: &[&ImporterTable]) -> (Vec<Hs6>, Vec<Hs6>) {
    let mut all: Vec<Hs6> = tables.iter().flat_map(|table| table.products.iter().copied()).collect();
    all.sort_unstable();
    all.dedup();
    all.into_iter()
        .partition(|product| tables.iter().all(|table| table.products.binary_search(product).is_ok()))
}

/// A cell with what it is sorted by.
struct KeyedCell {
    importer_rank: usize,
    product: Hs6,
    year: usize,
    cell: TrendCell,
}

fn keyed_cells(tables: &[&ImporterTable], countries: &Countries, products: &[Hs6]) -> Vec<KeyedCell> {
    let mut rank = vec![0; countries.len()];
    for (position, country) in countries.by_bytes().iter().enumerate() {
        rank[country.index()] = position;
    }
    let mut keyed = Vec::new();
    for (year, table) in tables.iter().enumerate() {
        let joint: Vec<CountryIx> =
            table.countries.codes().iter().filter_map(|code| countries.exact(code)).collect();
        let rows = table.rows.iter().filter(|row| products.binary_search(&row.product).is_ok());
        keyed.extend(rows.map(|row| KeyedCell {
            importer_rank: rank[joint[row.importer.index()].index()],
            product: row.product,
            year,
            cell: cell(row, joint[row.top.index()]),
        }));
    }
    keyed.sort_by_key(|keyed| (keyed.importer_rank, keyed.product, keyed.year));
    keyed
}

fn cell(row: &ImporterRow, top: CountryIx) -> TrendCell {
    TrendCell {
        hhi: row.hhi,
        top,
        top_share: row.top_share(),
        ratio: row.ratio(),
        exports_zero: row.exports_zero(),
        is_dependent: row.is_dependent(),
    }
}

fn trend_row(
    keyed: &[KeyedCell],
    years: &[u16],
    countries: &Countries,
    persistence: Persistence,
) -> TrendRow {
    let mut cells = vec![None; years.len()];
    for entry in keyed {
        cells[entry.year] = Some(entry.cell);
    }
    TrendRow {
        importer: countries.by_bytes()[keyed[0].importer_rank],
        product: keyed[0].product,
        status: status(&cells, years),
        c4: is_persistent(&cells, years, persistence),
        cells,
    }
}

fn status(cells: &[Option<TrendCell>], years: &[u16]) -> TrendStatus {
    let last = cells.len() - 1;
    match (cells[0], cells[last]) {
        (None, _) => TrendStatus::NoImport(years[0]),
        (_, None) => TrendStatus::NoImport(years[last]),
        (Some(first), Some(last)) => match (first.is_dependent, last.is_dependent) {
            (false, true) => TrendStatus::New,
            (true, true) => TrendStatus::Persistent,
            (true, false) => TrendStatus::Resolved,
            (false, false) => TrendStatus::None,
        },
    }
}

/// C4 in any window of consecutive years; a year without imports counts as not dependent.
fn is_persistent(cells: &[Option<TrendCell>], years: &[u16], persistence: Persistence) -> Option<bool> {
    let window = persistence.window.max(1);
    let length = usize::from(window);
    let whole: Vec<usize> = (0..years.len().saturating_sub(length - 1))
        .filter(|&start| years[start + length - 1] - years[start] == window - 1)
        .collect();
    let dependent = |start: &usize| {
        let window = cells[*start..start + length].iter().flatten();
        window.filter(|cell| cell.is_dependent).count() >= usize::from(persistence.years)
    };
    (!whole.is_empty()).then(|| whole.iter().any(dependent))
}
