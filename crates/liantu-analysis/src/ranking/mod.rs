//! Composite ranking of chokepoints: a second opinion beside the grades, never in their place.
//!
//! Each component is described by six criteria in 0..=1, the graver the greater, as intervals: what is not
//! known is anything between 0 and 1. Scores are taken at the middles; how much the order depends on weights and
//! on what is not known is told by sampling both ([`stability`]).

mod ahp;
mod criteria;
mod score;
mod stability;
#[cfg(test)]
mod tests;

pub use ahp::{AhpError, AhpWeights, ahp};
pub use criteria::{CRITERIA, Criterion};
pub use score::{Sense, entropy_weights, topsis};
pub use stability::{Stability, stability};

use crate::{Chokepoints, Exposure, Grade, Interval};
use liantu_graph::ChainGraph;
use liantu_model::ComponentIx;
use std::cmp::Reverse;

/// Where weights come from.
#[derive(Debug, Clone, PartialEq)]
pub enum Weighting {
    /// As much each.
    Equal,
    /// By how much each tells the components apart.
    Entropy,
    /// As given, in the order of [`CRITERIA`]; not negative, some positive.
    Given(Vec<f64>),
    /// From pairwise judgements.
    Judged(AhpWeights),
}

/// What to ask of [`ranking`].
#[derive(Debug, Clone, PartialEq)]
pub struct RankingOptions {
    /// Weights.
    pub weighting: Weighting,
    /// Weight vectors sampled for the stability of ranks.
    pub samples: usize,
    /// Seed of the sampling.
    pub seed: u64,
}

impl Default for RankingOptions {
    fn default() -> Self {
        Self { weighting: Weighting::Equal, samples: 2000, seed: 1 }
    }
}

/// One component.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranked {
    /// Which.
    pub component: ComponentIx,
    /// What is known of each of [`CRITERIA`], 0..=1.
    pub values: Vec<Interval<f64>>,
    /// Σ weight × middle, 0..=1.
    pub weighted_sum: f64,
    /// Closeness to the gravest there could be, 0..=1 (TOPSIS).
    pub closeness: f64,
    /// How its rank holds.
    pub stability: Stability,
}

/// The result of [`ranking`].
#[derive(Debug, Clone, PartialEq)]
pub struct Ranking {
    /// The options used.
    pub options: RankingOptions,
    /// The weights, adding up to 1.
    pub weights: Vec<f64>,
    /// Components with a grade, by weighted sum, the gravest first; ties in model order.
    pub rows: Vec<Ranked>,
}

/// Ranks the components that have a grade. O(samples · components · log components), samples in parallel.
pub fn ranking(
    graph: &ChainGraph,
    chokepoints: &Chokepoints,
    exposure: &Exposure,
    options: &RankingOptions,
) -> Ranking {
    let points: Vec<_> =
        chokepoints.rows.iter().filter(|row| row.pessimistic.grade != Grade::Unknown).collect();
    let known = criteria::Known::of(graph, exposure);
    let values: Vec<Vec<Interval<f64>>> = points.iter().map(|point| known.values(point)).collect();
    let middles: Vec<Vec<f64>> = values
        .iter()
        .map(|row| row.iter().map(|value| f64::midpoint(value.low, value.high)).collect())
        .collect();
    let weights = weights(&options.weighting, &middles);
    let closeness = topsis(&middles, &weights, &[Sense::Benefit; CRITERIA.len()]);
    let stability = stability(&values, options.samples, options.seed);
    let mut rows: Vec<Ranked> = (0..points.len())
        .map(|at| Ranked {
            component: points[at].component,
            values: values[at].clone(),
            weighted_sum: middles[at].iter().zip(&weights).map(|(value, weight)| value * weight).sum(),
            closeness: closeness[at],
            stability: stability[at],
        })
        .collect();
    rows.sort_by(|a, b| {
        let by_sum = b.weighted_sum.total_cmp(&a.weighted_sum);
        by_sum.then_with(|| Reverse(b.component).cmp(&Reverse(a.component)))
    });
    Ranking { options: options.clone(), weights, rows }
}

fn weights(weighting: &Weighting, middles: &[Vec<f64>]) -> Vec<f64> {
    match weighting {
        Weighting::Equal => normalised(&[1.0; CRITERIA.len()]),
        Weighting::Entropy => {
            let found = entropy_weights(middles);
            if found.len() == CRITERIA.len() { found } else { normalised(&[1.0; CRITERIA.len()]) }
        }
        Weighting::Given(given) => normalised(given),
        Weighting::Judged(judged) => judged.weights.clone(),
    }
}

/// Adding up to 1; as much each when there is nothing to add up.
fn normalised(weights: &[f64]) -> Vec<f64> {
    let sum: f64 = weights.iter().sum();
    let even = 1.0 / weights.len().max(1) as f64;
    weights.iter().map(|weight| if sum > 0.0 { weight / sum } else { even }).collect()
}
