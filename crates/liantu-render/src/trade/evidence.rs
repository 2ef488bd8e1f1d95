//! Trade beside the other findings about a dataset.

use super::names::percent;
use super::{Answer, TradeNaming, TradeResults};
use crate::names::Naming;
use liantu_model::{ComponentIx, Index};
use liantu_trade::{CodeTrade, ComponentTrade, ComponentTrades, ReadReport, Thresholds, TradeSignal};

/// What trade says about the components of a dataset.
#[derive(Debug, Clone, Copy)]
pub struct TradeEvidence<'a> {
    /// What countries are called.
    pub naming: TradeNaming<'a>,
    /// The evidence.
    pub trades: &'a ComponentTrades,
    /// When flags are raised.
    pub thresholds: &'a Thresholds,
    /// What was read.
    pub report: &'a ReadReport,
}

impl<'a> TradeEvidence<'a> {
    /// What it says about one component.
    pub fn of(self, component: ComponentIx) -> &'a ComponentTrade {
        &self.trades.rows[component.position()]
    }

    /// As the answer to a question of its own.
    pub fn results(self, dataset: Naming<'a>) -> TradeResults<'a> {
        TradeResults {
            naming: self.naming,
            report: self.report,
            thresholds: self.thresholds,
            absent_products: Vec::new(),
            answer: Answer::Components { dataset, trades: self.trades },
        }
    }

    /// The last year, of which the indicators are.
    pub fn year(self) -> u16 {
        self.trades.years.last().copied().unwrap_or_default()
    }

    /// The evidence for one component in a phrase: the decisive heading and what it shows. A component without
    /// evidence is said to have none, and not to be safe for that.
    pub fn phrase(self, component: ComponentIx) -> String {
        let words = self.naming.words;
        let own = self.of(component);
        let signal = words.text(&format!("trade-signal-{}", own.signal.key()));
        match own.decisive() {
            Some(code) if own.signal > TradeSignal::NoEvidence => self.heading(code, &signal),
            Some(_) if own.codes.iter().all(|code| !code.is_covered) => {
                words.text("trade-signal-not-covered")
            }
            _ => signal,
        }
    }

    /// What trade does to grades, with the tables, years and thresholds it rests on.
    pub fn note(self) -> String {
        let words = self.naming.words;
        let years = self.trades.years.iter().map(u16::to_string);
        let arguments = [
            ("files", self.report.file_names().join(&words.text("list-separator"))),
            ("years", years.collect::<Vec<_>>().join(&words.text("list-separator"))),
            ("importer", self.naming.country(self.trades.importer)),
            ("preset", self.thresholds.name.clone()),
        ];
        let arguments = arguments.each_ref().map(|(key, text)| (*key, text.as_str()));
        words.format("trade-note-grade", &arguments)
    }

    fn heading(self, code: &CodeTrade, signal: &str) -> String {
        let Some(row) = &code.imports else { return signal.to_owned() };
        let fit = self.naming.words.text(&format!("trade-fit-short-{}", code.fit.key()));
        let arguments = [
            ("signal", signal.to_owned()),
            ("top", self.naming.country(row.top)),
            ("share", percent(row.top_share())),
            ("hhi", format!("{:.3}", row.hhi)),
            ("code", code.product.to_string()),
            ("fit", fit),
            ("year", self.year().to_string()),
        ];
        let arguments = arguments.each_ref().map(|(key, text)| (*key, text.as_str()));
        self.naming.words.format("trade-evidence", &arguments)
    }
}
