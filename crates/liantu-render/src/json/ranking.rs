//! The composite ranking as JSON.

use crate::results::Results;
use liantu_analysis::{CRITERIA, Ranked, Ranking, Weighting};
use serde::Serialize;
use std::collections::BTreeMap;

/// The ranking with everything that made it.
#[derive(Debug, Serialize)]
pub(super) struct RankingRow {
    /// `equal`, `entropy`, `given`, `judged`.
    weighting: &'static str,
    consistency_ratio: Option<f64>,
    weights: BTreeMap<&'static str, f64>,
    samples: usize,
    seed: u64,
    rows: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
    component: String,
    values: BTreeMap<&'static str, [f64; 2]>,
    weighted_sum: f64,
    closeness: f64,
    /// Ranks that nine of ten samples lie between.
    rank: [usize; 2],
    /// Part of the samples in which it is first, 0..1.
    first: f64,
}

pub(super) fn ranking(results: &Results<'_>, ranking: &Ranking) -> RankingRow {
    let keys = || CRITERIA.iter().map(|criterion| criterion.key());
    let row = |row: &Ranked| Row {
        component: results.naming.model.component(row.component).id.clone(),
        values: keys().zip(row.values.iter().map(|value| [value.low, value.high])).collect(),
        weighted_sum: row.weighted_sum,
        closeness: row.closeness,
        rank: [row.stability.rank.low, row.stability.rank.high],
        first: row.stability.first,
    };
    let (weighting, consistency_ratio) = match &ranking.options.weighting {
        Weighting::Equal => ("equal", None),
        Weighting::Entropy => ("entropy", None),
        Weighting::Given(_) => ("given", None),
        Weighting::Judged(judged) => ("judged", Some(judged.consistency_ratio)),
    };
    RankingRow {
        weighting,
        consistency_ratio,
        weights: keys().zip(ranking.weights.iter().copied()).collect(),
        samples: ranking.options.samples,
        seed: ranking.options.seed,
        rows: ranking.rows.iter().map(row).collect(),
    }
}
