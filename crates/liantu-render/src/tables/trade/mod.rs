//! Answers of trade tables as tables of an office.

mod bloc;
mod components;
mod importers;
mod network;
mod notes;
mod products;
mod sources;
mod trend;

use crate::catalogue::Catalogue;
use crate::table::{Column, Table};
use crate::trade::{Answer, TradeResults};

/// The answer as one table, with its notes.
pub fn trade(results: &TradeResults<'_>) -> Table {
    let naming = results.naming;
    let mut table = match &results.answer {
        Answer::Importers { table, rows, importer } => importers::table(naming, table.year, rows, *importer),
        Answer::Products(rows) => products::table(naming, rows),
        Answer::Network(rows) => network::table(naming, rows),
        Answer::Sources { importer, rows, .. } => sources::table(naming, *importer, rows),
        Answer::Bloc { bloc, rows, .. } => bloc::table(naming, bloc, rows, results.thresholds.bloc.exports),
        Answer::Components { dataset, trades } => components::table(naming, *dataset, trades),
        Answer::Trend { trend, rows, importer } => trend::table(naming, trend, rows, *importer),
    };
    table.notes = trade_notes(results);
    table
}

pub(crate) use components::FORM as COMPONENT_FORM;
pub use notes::trade_notes;

/// An empty table with the headers `trade-{column}` and the title `trade-{question}-title`.
fn headed(words: &Catalogue, id: &str, title: String, columns: &[&'static str]) -> Table {
    let columns = columns.iter().map(|&key| Column::of(key, &words.text(&format!("trade-col-{key}"))));
    Table { columns: columns.collect(), ..Table::new(id, title, []) }
}
