//! Importance measures of events, and estimates from cut sets alone.

use crate::cut_sets::{Completeness, CutSets};
use crate::error::Error;
use crate::solution::{Solution, check_probabilities};

/// Importance of one event for the top, P being the probability of the top and p that of the event.
///
/// A measure is `None` where its denominator is 0: all but Birnbaum's when the top cannot fail, and
/// [`risk_reduction_worth`](Self::risk_reduction_worth) when the top cannot fail without the event (it is infinite
/// then).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Importance {
    /// P(top | e) − P(top | not e), within 0..=1.
    pub birnbaum: f64,
    /// p × Birnbaum / P, within 0..=1: the share of P that goes when the event is made impossible.
    pub criticality: Option<f64>,
    /// p × P(top | e) / P, within 0..=1: probability that the event has failed, given that the top has.
    pub diagnostic: Option<f64>,
    /// RAW, P(top | e) / P, at least 1.
    pub risk_achievement_worth: Option<f64>,
    /// RRW, P / P(top | not e), at least 1.
    pub risk_reduction_worth: Option<f64>,
}

/// Below this share of P, the difference P − p × Birnbaum has lost too many digits.
const CANCELLATION: f64 = 1e-5;

impl Solution {
    /// Importance of every event, by index.
    ///
    /// Two sweeps over the diagrams, and one more for each event without which the top hardly ever fails.
    ///
    /// # Errors
    /// [`Error::ProbabilityCount`], [`Error::Probability`].
    pub fn importance(&self, probabilities: &[f64]) -> Result<Vec<Importance>, Error> {
        check_probabilities(self.event_count(), probabilities)?;
        let top = self.probability_with(probabilities);
        let mut varied = probabilities.to_vec();
        let mut measures = Vec::with_capacity(probabilities.len());
        for (event, birnbaum) in self.birnbaum_with(probabilities).into_iter().enumerate() {
            let own = probabilities[event];
            let mut top_without = top - own * birnbaum;
            if top_without < CANCELLATION * top {
                varied[event] = 0.0;
                top_without = self.probability_with(&varied);
                varied[event] = own;
            }
            measures.push(Importance::new(top, own, birnbaum, top_without));
        }
        Ok(measures)
    }
}

impl Importance {
    fn new(top: f64, own: f64, birnbaum: f64, top_without: f64) -> Self {
        let top_with = top + (1.0 - own) * birnbaum;
        let share_of_top = |part: f64| (top > 0.0).then(|| part / top);
        Self {
            birnbaum,
            criticality: share_of_top(own * birnbaum),
            diagnostic: share_of_top(own * top_with),
            risk_achievement_worth: share_of_top(top_with),
            risk_reduction_worth: (top > 0.0 && top_without > 0.0).then(|| top / top_without),
        }
    }
}

/// What the two estimates say about the exact probability.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// Both are upper bounds: all minimal cut sets are accounted for.
    Upper,
    /// Neither is a bound: sets of higher order are missing.
    Neither,
}

/// The probability of a top, estimated from its minimal cut sets.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// Sum of the probabilities of the sets. Not a probability: it can exceed 1.
    pub rare_event_sum: f64,
    /// 1 − ∏ (1 − P(set)), within 0..=1.
    pub min_cut_upper_bound: f64,
    /// Whether these are bounds at all.
    pub bound: Bound,
}

impl CutSets {
    /// Estimates the probability of the top where [`FaultTree::solve`](crate::FaultTree::solve) is over budget.
    ///
    /// Goes through every set: time O(number of sets × order).
    ///
    /// # Errors
    /// [`Error::ProbabilityCount`], [`Error::Probability`].
    pub fn estimate(&self, probabilities: &[f64]) -> Result<Estimate, Error> {
        check_probabilities(self.events(), probabilities)?;
        let (mut sum, mut log_none) = (0.0, 0.0);
        for set in self {
            let probability: f64 = set.iter().map(|event| probabilities[event.index()]).product();
            sum += probability;
            log_none += (-probability).ln_1p();
        }
        let bound = match self.completeness() {
            Completeness::All => Bound::Upper,
            Completeness::ToOrder(_) => Bound::Neither,
        };
        Ok(Estimate { rare_event_sum: sum, min_cut_upper_bound: -log_none.exp_m1(), bound })
    }
}
