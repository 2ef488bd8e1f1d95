//! Trade tables as JSON. Values are in the table's unit, shares and indices in 0..=1.

mod parameters;
mod reading;
mod rows;

use crate::trade::{Answer, TradeNaming, TradeResults};
use liantu_trade::CountryIx;
use parameters::{Parameters, parameters};
use reading::{Reading, reading};
use serde::Serialize;

/// The one object every question to a trade table writes.
#[derive(Debug, Serialize)]
pub struct TradeDocument<'a> {
    analysis: &'static str,
    question: &'static str,
    parameters: Parameters<'a>,
    reading: Reading<'a>,
    findings: Findings<'a>,
    notes: Vec<String>,
}

/// A country with its code as read and its name.
#[derive(Debug, Serialize)]
pub(crate) struct Country<'a> {
    code: &'a str,
    name: String,
}

/// A country with a share in 0..=1.
#[derive(Debug, Serialize)]
pub(crate) struct CountryShare<'a> {
    code: &'a str,
    name: String,
    share: f64,
}

/// The answer as a document.
pub fn trade<'a>(results: &'a TradeResults<'a>, notes: Vec<String>) -> TradeDocument<'a> {
    TradeDocument {
        analysis: "trade",
        question: results.answer.question(),
        parameters: parameters(results),
        reading: reading(results.report),
        findings: Findings(results),
        notes,
    }
}

/// Rows are made while they are written, so that a large table is held once.
#[derive(Debug)]
struct Findings<'a>(&'a TradeResults<'a>);

impl Serialize for Findings<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let naming = self.0.naming;
        match &self.0.answer {
            Answer::Importers { rows, .. } => {
                serializer.collect_seq(rows.iter().map(|row| rows::importer(naming, row)))
            }
            Answer::Products(rows) => {
                serializer.collect_seq(rows.iter().map(|row| rows::product(naming, row)))
            }
            Answer::Network(rows) => {
                serializer.collect_seq(rows.iter().map(|row| rows::network(naming, row)))
            }
            Answer::Sources { rows, .. } => {
                serializer.collect_seq(rows.iter().map(|row| rows::source(naming, row)))
            }
            Answer::Bloc { rows, .. } => serializer.collect_seq(rows.iter().map(rows::bloc)),
            Answer::Components { dataset, trades } => {
                serializer.collect_seq(trades.rows.iter().map(|row| rows::component(naming, *dataset, row)))
            }
            Answer::Trend { trend, rows, .. } => {
                serializer.collect_seq(rows.iter().map(|row| rows::trend(naming, &trend.years, row)))
            }
        }
    }
}

fn country(naming: TradeNaming<'_>, country: CountryIx) -> Country<'_> {
    Country { code: naming.code(country), name: naming.country(country) }
}

fn with_share(naming: TradeNaming<'_>, country: CountryIx, share: f64) -> CountryShare<'_> {
    CountryShare { code: naming.code(country), name: naming.country(country), share }
}

/// Thousandths of the unit as a number of the unit; exact up to 2⁵³ thousandths.
fn value(thousandths: u64) -> f64 {
    thousandths as f64 / 1000.0
}
