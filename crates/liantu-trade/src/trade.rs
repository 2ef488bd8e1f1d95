//! The exact aggregate of a year: one value per exporter, importer and product.

use std::sync::Arc;

use crate::cells::Cells;
use crate::country::{Countries, CountryIx};
use crate::hs::Hs6;

/// What one country sells another of one product in a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flow {
    /// The buying country.
    pub importer: CountryIx,
    /// The selling country, another than the importer.
    pub exporter: CountryIx,
    /// Thousandths of the table's unit; above 0.
    pub value: u64,
}

/// Bilateral trade of one year. Immutable.
///
/// Invariants: products ascend; flows ascend by importer, then exporter, each pair once; no flow
/// is 0 or within one country; the sum of all values is below 2⁶².
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearTrade {
    year: u16,
    countries: Arc<Countries>,
    products: Vec<ProductTrade>,
}

/// The flows of one product in one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductTrade {
    product: Hs6,
    cells: Cells,
}

impl YearTrade {
    pub(crate) fn new(year: u16, countries: Arc<Countries>, products: Vec<ProductTrade>) -> Self {
        Self { year, countries, products }
    }

    /// The year.
    pub fn year(&self) -> u16 {
        self.year
    }

    /// The countries, with their codes as read.
    pub fn countries(&self) -> &Countries {
        &self.countries
    }

    /// The countries, to be kept beyond the aggregate.
    pub fn shared_countries(&self) -> Arc<Countries> {
        Arc::clone(&self.countries)
    }

    /// The products, ascending.
    pub fn products(&self) -> &[ProductTrade] {
        &self.products
    }

    /// The flows of one product, where there are any.
    pub fn product(&self, product: Hs6) -> Option<&ProductTrade> {
        let found = self.products.binary_search_by_key(&product, |trade| trade.product).ok()?;
        Some(&self.products[found])
    }

    /// Keeps the products that are wanted, and returns those of the wanted that are not traded.
    pub fn keep_products(&mut self, wanted: &[Hs6]) -> Vec<Hs6> {
        let absent = wanted.iter().copied().filter(|&product| self.product(product).is_none()).collect();
        self.products.retain(|trade| wanted.contains(&trade.product));
        absent
    }

    /// How many flows there are.
    pub fn flow_count(&self) -> usize {
        self.products.iter().map(|product| product.cells.len()).sum()
    }
}

impl ProductTrade {
    pub(crate) fn new(product: Hs6, cells: Cells) -> Self {
        Self { product, cells }
    }

    /// The product.
    pub fn product(&self) -> Hs6 {
        self.product
    }

    /// How many flows there are.
    pub fn flow_count(&self) -> usize {
        self.cells.len()
    }

    /// The flows by importer, then exporter.
    pub fn flows(&self) -> impl Iterator<Item = Flow> + '_ {
        self.cells.flows().map(|(importer, exporter, value)| Flow {
            importer: CountryIx(importer),
            exporter: CountryIx(exporter),
            value,
        })
    }
}
