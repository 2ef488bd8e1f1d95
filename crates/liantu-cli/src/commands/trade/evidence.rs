//! Trade as evidence beside another analysis of a dataset.

use super::question::domestic;
use super::{read, say};
use crate::arguments::{Arguments, TradeEvidenceArguments};
use crate::exit::{Exit, Mistake};
use crate::session::Session;
use liantu_model::ComponentIx;
use liantu_render::catalogue::Catalogue;
use liantu_render::trade::{TradeEvidence, TradeNaming, has_faults};
use liantu_trade::{ComponentTrades, ReadOptions, ReadReport, Thresholds, TradeSignal, component_trade};

/// What trade tables say about the components of a dataset.
pub(crate) struct Evidence {
    trades: ComponentTrades,
    thresholds: Thresholds,
    report: ReadReport,
}

impl Evidence {
    /// Reads the tables; `None` when there are none, an exit when the data is refused.
    pub(crate) fn read(
        arguments: &Arguments,
        session: &Session,
        own: &TradeEvidenceArguments,
    ) -> anyhow::Result<Result<Option<Self>, Exit>> {
        if own.trade.is_empty() {
            return Ok(Ok(None));
        }
        let trade = read(&session.words, arguments.global.quiet, &own.trade, &ReadOptions::default())?;
        say(&session.words, arguments, &trade.report);
        if arguments.global.strict && has_faults(&trade.report) {
            return Ok(Err(Exit::DataErrors));
        }
        let thresholds = Thresholds::default();
        let home = domestic(session);
        let importer = trade.years.first().and_then(|year| year.countries().find(&home));
        let importer =
            importer.ok_or_else(|| Mistake::new("trade-no-default-importer", &[("read", &home)]))?;
        let trades = component_trade(session.graph.model(), &trade.years, importer, &thresholds)?;
        Ok(Ok(Some(Self { trades, thresholds, report: trade.report })))
    }

    /// Components that a fitting heading shows as dependent, ascending.
    pub(crate) fn dependent(&self) -> Vec<ComponentIx> {
        let rows = self.trades.rows.iter().filter(|row| row.signal == TradeSignal::Dependent);
        rows.map(|row| row.component).collect()
    }

    /// The evidence in the words of `words`.
    pub(crate) fn evidence<'a>(&'a self, words: &'a Catalogue) -> TradeEvidence<'a> {
        TradeEvidence {
            naming: TradeNaming { words, countries: &self.trades.countries, unit: &self.report.unit },
            trades: &self.trades,
            thresholds: &self.thresholds,
            report: &self.report,
        }
    }
}
