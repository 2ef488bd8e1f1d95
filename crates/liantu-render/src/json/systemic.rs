//! `systemic` as JSON.

use super::Document;
use crate::catalogue::Catalogue;
use crate::systemic::{SystemicResult, SystemicRow};
use crate::tables::systemic_notes;
use liantu_systemic::{Replaceability, Solution};
use serde::Serialize;

/// How it was computed.
#[derive(Debug, Serialize)]
pub struct Parameters<'a> {
    solution: &'static str,
    eps: f64,
    replaceability: bool,
    weights: &'a [String],
    firms: usize,
}

/// A scenario.
#[derive(Debug, Serialize)]
pub struct Finding<'a> {
    id: &'a str,
    sector: Option<&'a str>,
    esri: Vec<EsriRow<'a>>,
    iterations: u32,
    residual: f64,
    settled: bool,
}

/// What is lost of one output weight, as parts of one.
#[derive(Debug, Serialize)]
struct EsriRow<'a> {
    weight: &'a str,
    total: f64,
    downstream: f64,
    upstream: f64,
    own: Option<f64>,
    cascade: Option<f64>,
}

/// The document.
pub fn systemic<'a>(
    words: &Catalogue,
    result: &'a SystemicResult<'a>,
    network: &str,
) -> Document<Parameters<'a>, Finding<'a>> {
    let (solution, eps) = match result.options.solution {
        Solution::Compat { eps } => ("compat", eps),
        Solution::FixedPoint { error } => ("fixed-point", error),
    };
    Document {
        analysis: "systemic",
        dataset: network.to_owned(),
        parameters: Parameters {
            solution,
            eps,
            replaceability: result.options.replaceability == Replaceability::MarketShare,
            weights: result.weights,
            firms: result.firms,
        },
        findings: result.rows.iter().map(|row| finding(result, row)).collect(),
        already_down: Vec::new(),
        notes: systemic_notes(words, result),
    }
}

fn finding<'a>(result: &'a SystemicResult<'a>, row: &'a SystemicRow<'a>) -> Finding<'a> {
    let esri = row.outcome.esri.iter().zip(result.weights).enumerate().map(|(at, (esri, weight))| {
        let own = row.own_weight.as_ref().map(|own| own[at]);
        EsriRow {
            weight,
            total: esri.total,
            downstream: esri.downstream,
            upstream: esri.upstream,
            own,
            cascade: own.map(|own| esri.total - own),
        }
    });
    Finding {
        id: row.id,
        sector: row.sector,
        esri: esri.collect(),
        iterations: row.outcome.iterations,
        residual: row.outcome.residual,
        settled: result.is_settled(row),
    }
}
