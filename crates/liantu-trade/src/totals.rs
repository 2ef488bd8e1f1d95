//! Sums of one product over its flows.

use crate::country::CountryIx;
use crate::trade::ProductTrade;

/// Exports and imports of every country, and of the world, of one product.
#[derive(Clone, Debug)]
pub(crate) struct Totals {
    /// Exports by country, in thousandths of the unit.
    pub(crate) exports: Vec<u64>,
    /// Imports by country.
    pub(crate) imports: Vec<u64>,
    /// World trade.
    pub(crate) world: u64,
}

impl Totals {
    pub(crate) fn of(product: &ProductTrade, countries: usize) -> Self {
        let mut totals = Self { exports: vec![0; countries], imports: vec![0; countries], world: 0 };
        for flow in product.flows() {
            totals.exports[flow.exporter.index()] += flow.value;
            totals.imports[flow.importer.index()] += flow.value;
            totals.world += flow.value;
        }
        totals
    }
}

pub(crate) fn square(value: u64) -> u128 {
    u128::from(value) * u128::from(value)
}

pub(crate) fn sum_of_squares(values: &[u64]) -> u128 {
    values.iter().map(|&value| square(value)).sum()
}

/// The Herfindahl index of parts with this sum of squares and this total, 0..=1.
pub(crate) fn herfindahl(squares: u128, total: u64) -> f64 {
    squares as f64 / square(total) as f64
}

pub(crate) fn share(part: u64, total: u64) -> f64 {
    part as f64 / total as f64
}

/// The country with the largest value, the first of equals; `None` when all are 0.
pub(crate) fn largest(values: &[u64]) -> Option<CountryIx> {
    let best = values.iter().copied().max().filter(|&value| value > 0)?;
    let position = values.iter().position(|&value| value == best)?;
    Some(CountryIx(position as u16))
}
