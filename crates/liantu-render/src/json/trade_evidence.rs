//! Trade beside other findings.

use crate::trade::TradeEvidence;
use liantu_model::{ComponentIx, HsFit};
use serde::Serialize;

/// The tables that were asked.
#[derive(Debug, Serialize)]
pub(super) struct TradeAsked {
    files: Vec<String>,
    years: Vec<u16>,
    importer: String,
    thresholds: String,
}

/// What trade says about a component: its fit and signal, and the decisive heading.
#[derive(Debug, Serialize)]
pub(super) struct TradeRow {
    fit: Option<&'static str>,
    signal: &'static str,
    year: u16,
    product: Option<String>,
    product_fit: Option<&'static str>,
    top_source: Option<TradeSource>,
    hhi: Option<f64>,
}

/// A country by its code in the trade table, with its share of imports in percent.
#[derive(Debug, Serialize)]
struct TradeSource {
    code: String,
    share: f64,
}

pub(super) fn asked(evidence: TradeEvidence<'_>) -> TradeAsked {
    TradeAsked {
        files: evidence.report.file_names(),
        years: evidence.trades.years.clone(),
        importer: evidence.naming.code(evidence.trades.importer).to_owned(),
        thresholds: evidence.thresholds.name.clone(),
    }
}

pub(super) fn evidence(evidence: TradeEvidence<'_>, component: ComponentIx) -> TradeRow {
    let own = evidence.of(component);
    let code = own.decisive();
    let row = code.and_then(|code| code.imports);
    TradeRow {
        fit: own.fit.map(HsFit::key),
        signal: own.signal.key(),
        year: evidence.year(),
        product: code.map(|code| code.product.to_string()),
        product_fit: code.map(|code| code.fit.key()),
        top_source: row.map(|row| TradeSource {
            code: evidence.naming.code(row.top).to_owned(),
            share: row.top_share() * 100.0,
        }),
        hhi: row.map(|row| row.hhi),
    }
}
