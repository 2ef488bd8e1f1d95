//! What must be said with an answer.

use crate::tables::VERSION;
use crate::trade::names::threshold;
use crate::trade::{Answer, TradeResults};
use liantu_model::HsFit;
use liantu_trade::{BlocExports, ComponentTrades, SourceLimit, TradeSignal, Trend, TrendRow, TrendStatus};

/// Counts, thresholds, formulas, gaps, sources.
pub fn trade_notes(results: &TradeResults<'_>) -> Vec<String> {
    let words = results.naming.words;
    let years: Vec<String> = results.report.years.iter().map(u16::to_string).collect();
    let years = years.join(&words.text("list-separator"));
    let files = results.report.file_names().join(&words.text("list-separator"));
    let data = [("files", &*files), ("years", &*years), ("unit", &results.naming.unit())];
    let mut notes = vec![words.format("trade-note-data", &data)];
    notes.extend(about(results));
    if !results.absent_products.is_empty() {
        let codes = results.absent_products.join(&words.text("list-separator"));
        notes.push(words.format("trade-note-absent-products", &[("codes", &codes)]));
    }
    notes.push(words.text("trade-note-reading"));
    notes.push(words.format("note-version", &[("version", VERSION)]));
    notes
}

fn about(results: &TradeResults<'_>) -> Vec<String> {
    let words = results.naming.words;
    match &results.answer {
        Answer::Importers { rows, .. } => {
            let dependent = rows.iter().filter(|row| row.is_dependent()).count();
            let bound = rows.iter().filter(|row| row.is_irreplaceable).count();
            let counts = [rows.len(), dependent, bound].map(|count| count.to_string());
            let counts = [("rows", &*counts[0]), ("dependent", &*counts[1]), ("bound", &*counts[2])];
            vec![words.format("trade-note-importers", &counts), importer_thresholds(results)]
        }
        Answer::Products(rows) => {
            let concentrated = rows.iter().filter(|row| row.c2).count().to_string();
            let (rows, limit) =
                (rows.len().to_string(), threshold(results.thresholds.importer.world_export_hhi));
            let arguments = [("rows", &*rows), ("concentrated", &*concentrated), ("limit", &*limit)];
            vec![words.format("trade-note-products", &arguments)]
        }
        Answer::Network(_) => vec![words.text("trade-note-network")],
        Answer::Sources { limit, .. } => vec![match limit {
            SourceLimit::All => words.text("trade-note-sources-all"),
            SourceLimit::Largest(count) => {
                words.format("trade-note-sources", &[("count", &count.to_string())])
            }
        }],
        Answer::Bloc { resolved, .. } => bloc(results, &resolved.absent),
        Answer::Components { trades, .. } => vec![components(results, trades), importer_thresholds(results)],
        Answer::Trend { trend, rows, .. } => trend_notes(results, trend, rows),
    }
}

/// How many components trade says something about, and that the rest is not safe.
fn components(results: &TradeResults<'_>, trades: &ComponentTrades) -> String {
    let fit = |wanted: Option<HsFit>| trades.rows.iter().filter(|row| row.fit == wanted).count().to_string();
    let signal =
        |wanted: TradeSignal| trades.rows.iter().filter(|row| row.signal == wanted).count().to_string();
    let counts = [
        ("rows", trades.rows.len().to_string()),
        ("good", fit(Some(HsFit::Good))),
        ("partial", fit(Some(HsFit::Partial))),
        ("none", fit(Some(HsFit::None))),
        ("unknown", fit(None)),
        ("dependent", signal(TradeSignal::Dependent)),
        ("warning", signal(TradeSignal::Warning)),
    ];
    let counts = counts.each_ref().map(|(key, text)| (*key, text.as_str()));
    results.naming.words.format("trade-note-components", &counts)
}

fn importer_thresholds(results: &TradeResults<'_>) -> String {
    let own = &results.thresholds.importer;
    let limits =
        [own.import_hhi, own.world_export_hhi, own.import_export_ratio, own.excess_cover].map(threshold);
    let arguments = [
        ("preset", &*results.thresholds.name),
        ("c1", &*limits[0]),
        ("c2", &*limits[1]),
        ("c3", &*limits[2]),
        ("cover", &*limits[3]),
    ];
    results.naming.words.format("trade-note-thresholds", &arguments)
}

fn bloc(results: &TradeResults<'_>, absent: &[String]) -> Vec<String> {
    let words = results.naming.words;
    let own = &results.thresholds.bloc;
    let limits = [own.import_hhi, own.extra_import_share, own.import_export_ratio].map(threshold);
    let exports = words.text(match own.exports {
        BlocExports::All => "trade-bloc-exports-all",
        BlocExports::Extra => "trade-bloc-exports-extra",
    });
    let arguments = [
        ("preset", &*results.thresholds.name),
        ("cdi1", &*limits[0]),
        ("cdi2", &*limits[1]),
        ("cdi3", &*limits[2]),
        ("exports", &*exports),
    ];
    let mut notes = vec![words.format("trade-note-bloc", &arguments)];
    if !absent.is_empty() {
        let names = absent.join(&words.text("list-separator"));
        notes.push(words.format("trade-note-absent-members", &[("names", &names)]));
    }
    notes
}

fn trend_notes(results: &TradeResults<'_>, trend: &Trend, rows: &[&TrendRow]) -> Vec<String> {
    let words = results.naming.words;
    let count = |wanted: &dyn Fn(TrendStatus) -> bool| {
        rows.iter().filter(|row| wanted(row.status)).count().to_string()
    };
    let counts = [
        ("rows", rows.len().to_string()),
        ("new", count(&|status| status == TrendStatus::New)),
        ("persistent", count(&|status| status == TrendStatus::Persistent)),
        ("resolved", count(&|status| status == TrendStatus::Resolved)),
        ("missing", count(&|status| matches!(status, TrendStatus::NoImport(_)))),
    ];
    let counts = counts.each_ref().map(|(key, text)| (*key, text.as_str()));
    let mut notes = vec![words.format("trade-note-trend", &counts), importer_thresholds(results)];
    notes.push(window(results, trend));
    if !trend.products_left_out.is_empty() {
        let codes = crate::trade::codes(words, &trend.products_left_out);
        let count = trend.products_left_out.len().to_string();
        notes.push(words.format("trade-note-left-out", &[("codes", &codes), ("count", &count)]));
    }
    notes
}

/// What C4 needs, and what breaks its window.
fn window(results: &TradeResults<'_>, trend: &Trend) -> String {
    let words = results.naming.words;
    let persistence = results.thresholds.persistence;
    let (years, window) = (persistence.years.to_string(), persistence.window.to_string());
    let missing: Vec<String> = trend.missing_years.iter().map(u16::to_string).collect();
    let missing = missing.join(&words.text("list-separator"));
    let arguments = [("years", &*years), ("window", &*window), ("missing", &*missing)];
    let key = if trend.missing_years.is_empty() { "trade-note-window" } else { "trade-note-window-broken" };
    words.format(key, &arguments)
}
