//! How much is left of something, as JSON.

use liantu_analysis::{HorizonLevel, Interval};
use serde::Serialize;

/// A level at one horizon.
#[derive(Debug, Serialize)]
pub(super) struct LossRow {
    certain: f64,
    worst: f64,
    percentage: bool,
    level: Ends,
}

/// Intervals, 0..1.
#[derive(Debug, Serialize)]
pub(super) struct Ends {
    pessimistic: [f64; 2],
    optimistic: [f64; 2],
}

pub(super) fn loss_row(level: &HorizonLevel) -> LossRow {
    LossRow {
        certain: rounded(level.certain_loss()),
        worst: rounded(level.worst_loss()),
        percentage: level.percentage,
        level: ends(level.after),
    }
}

pub(super) fn ends([pessimistic, optimistic]: [Interval<f64>; 2]) -> Ends {
    let ends = |interval: Interval<f64>| [rounded(interval.low), rounded(interval.high)];
    Ends { pessimistic: ends(pessimistic), optimistic: ends(optimistic) }
}

/// To a billionth: what iteration leaves below that is noise.
pub(super) fn rounded(part: f64) -> f64 {
    (part * 1e9).round() / 1e9 + 0.0
}
