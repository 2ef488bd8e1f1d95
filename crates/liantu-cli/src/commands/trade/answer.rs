//! Answers a question to a trade table in the format asked for.

use super::question::{Asked, Country, Question};
use crate::arguments::{Format, TradeArguments};
use crate::exit::Mistake;
use crate::output::{deliver as deliver_text, deliver_tables};
use liantu_render::catalogue::Catalogue;
use liantu_render::trade::{Answer, TradeNaming, TradeResults};
use liantu_render::{json, tables};
use liantu_trade::{
    Countries, CountryIx, Hs6, ImporterTable, Importers, Trade, TradeError, YearTrade, bloc_table,
    component_trade, importer_table, network_table, product_table, source_table, trend, write_bloc_table,
    write_component_table, write_importer_selection, write_network_table, write_product_table,
    write_source_table, write_trend,
};
use std::io::{self, Write};

/// Computes the answer and writes it.
pub(super) fn deliver(
    words: &Catalogue,
    own: &TradeArguments,
    asked: &Asked,
    trade: &Trade,
    absent: &[Hs6],
) -> anyhow::Result<()> {
    let Some(year) = trade.years.first() else { return Ok(()) };
    let thresholds = &asked.thresholds;
    let writer = Writer { words, own, asked, trade, absent, year };
    match &asked.question {
        Question::AllImporters => {
            let table = importer_table(year, Importers::All, thresholds);
            let rows = table.rows.iter().collect();
            writer.write(Answer::Importers { table: &table, rows, importer: None })
        }
        Question::Importer(importer) => {
            let importer = find(year.countries(), importer)?;
            let table = importer_table(year, Importers::Only(importer), thresholds);
            writer.write(Answer::Importers {
                table: &table,
                rows: table.by_value(),
                importer: Some(importer),
            })
        }
        Question::Products => writer.write(Answer::Products(&product_table(year, thresholds))),
        Question::Network => writer.write(Answer::Network(&network_table(year))),
        Question::Sources { importer, limit } => {
            let importer = known(year.countries(), importer)?;
            let rows = source_table(year, importer, *limit);
            writer.write(Answer::Sources { importer, limit: *limit, rows: &rows })
        }
        Question::Bloc(bloc) => {
            let resolved = bloc.resolve(year.countries())?;
            let rows = bloc_table(year, &resolved, thresholds);
            writer.write(Answer::Bloc { bloc, resolved: &resolved, rows: &rows })
        }
        Question::Components { importer, session } => {
            let importer = find(year.countries(), importer)?;
            let model = session.graph.model();
            let trades = component_trade(model, &trade.years, importer, thresholds)?;
            writer.write(Answer::Components { dataset: session.naming(), trades: &trades })
        }
        Question::Trend { importer } => writer.trend(importer.as_deref()),
    }
}

/// A country that was typed, in any notation.
fn known(countries: &Countries, code: &str) -> Result<CountryIx, TradeError> {
    countries.find(code).ok_or_else(|| TradeError::UnknownCountry { code: code.to_owned() })
}

fn find(countries: &Countries, country: &Country) -> anyhow::Result<CountryIx> {
    match country {
        Country::Typed(code) => Ok(known(countries, code)?),
        Country::Home(code) => Ok(countries
            .find(code)
            .ok_or_else(|| Mistake::new("trade-no-default-importer", &[("read", code)]))?),
    }
}

struct Writer<'a> {
    words: &'a Catalogue,
    own: &'a TradeArguments,
    asked: &'a Asked,
    trade: &'a Trade,
    absent: &'a [Hs6],
    year: &'a YearTrade,
}

impl Writer<'_> {
    fn trend(&self, importer: Option<&str>) -> anyhow::Result<()> {
        let Self { asked, trade, .. } = self;
        let thresholds = &asked.thresholds;
        let only = importer.map(|code| known(self.year.countries(), code)).transpose()?;
        let importers = only.map_or(Importers::All, Importers::Only);
        let tables: Vec<ImporterTable> =
            trade.years.iter().map(|year| importer_table(year, importers, thresholds)).collect();
        let trend = trend(&tables, thresholds.persistence)?;
        let importer = importer.and_then(|code| trend.countries.find(code));
        self.write(Answer::Trend { trend: &trend, rows: trend.rows.iter().collect(), importer })
    }

    fn write(&self, answer: Answer<'_>) -> anyhow::Result<()> {
        if self.own.output.format == Format::Csv {
            return deliver_text(&self.own.output, Box::new(|out| csv(&mut &mut *out, self.year, &answer)));
        }
        let countries = match &answer {
            Answer::Trend { trend, .. } => &trend.countries,
            _ => self.year.countries(),
        };
        let report = &self.trade.report;
        let results = TradeResults {
            naming: TradeNaming { words: self.words, countries, unit: &report.unit },
            report,
            thresholds: &self.asked.thresholds,
            absent_products: self.absent.iter().map(Hs6::to_string).collect(),
            answer,
        };
        deliver_tables(
            &self.own.output,
            || vec![tables::trade(&results)],
            |out| json::write(&json::trade(&results, tables::trade_notes(&results)), out),
        )
    }
}

/// The answer with codes and units as in the input, for machines.
fn csv(out: &mut impl Write, year: &YearTrade, answer: &Answer<'_>) -> io::Result<()> {
    match answer {
        Answer::Importers { table, rows, .. } => write_importer_selection(out, table, rows),
        Answer::Products(rows) => write_product_table(out, year, rows),
        Answer::Network(rows) => write_network_table(out, year, rows),
        Answer::Sources { importer, rows, .. } => {
            let countries = year.countries();
            let name = countries.alpha3(*importer).unwrap_or_else(|| countries.code(*importer));
            write_source_table(out, year, name, rows)
        }
        Answer::Bloc { rows, .. } => write_bloc_table(out, year, rows),
        Answer::Components { dataset, trades } => write_component_table(out, dataset.model, trades),
        Answer::Trend { trend, .. } => write_trend(out, trend),
    }
}
