//! Many runs over what is uncertain.

use super::course::{Case, TargetCase, cases};
use super::run::{Detail, run};
use super::scenario::Scenario;
use super::works::Works;
use crate::random::Stream;
use liantu_graph::Reading;
use rayon::prelude::*;

/// Which runs to draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Draws {
    /// How many, above 0.
    pub count: usize,
    /// Where the pseudo-random numbers begin.
    pub seed: u64,
}

/// A measure at 5, 50 and 95 percent of the draws; `None`: not within the run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quantiles {
    /// 5 %.
    pub low: Option<f64>,
    /// 50 %.
    pub median: Option<f64>,
    /// 95 %.
    pub high: Option<f64>,
}

/// The draws of one target, everything unknown as bad, and as good, as it can be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DrawnCase {
    /// Weeks until anything is missing; `None`: never within the run, sorted last.
    pub survives_weeks: Quantiles,
    /// The lowest level.
    pub lowest: Quantiles,
    /// Weeks of normal output lost.
    pub lost_weeks: Quantiles,
    /// Weeks until all is back for good; `None`: not within the run, sorted last.
    pub recovers_weeks: Quantiles,
    /// The part of the draws in which anything is lost, 0..=1.
    pub hit: f64,
}

/// The draws of one target.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TargetDraws {
    /// Everything unknown as bad as it can be.
    pub unfavourable: DrawnCase,
    /// Everything unknown as good as it can be.
    pub favourable: DrawnCase,
}

/// Runs a scenario with every range drawn anew each time. Each draw has a stream of its own: threads do not matter.
pub(super) fn draw(works: &Works<'_>, scenario: &Scenario, draws: Draws) -> Vec<TargetDraws> {
    let count = draws.count.max(1);
    let one = |number: usize| -> Vec<TargetCase> {
        let mut random = Stream::new(draws.seed, number as u64);
        let settled = scenario.settled(|range| {
            let below = random.unit();
            range.at(below)
        });
        let tracks = Reading::BOTH.map(|reading| run(works, &settled, reading, Detail::Levels, |_, _| {}));
        cases(works, &settled, &tracks)
    };
    let all: Vec<Vec<TargetCase>> = (0..count).into_par_iter().map(one).collect();
    let targets = works.plan.options.targets.len();
    (0..targets)
        .map(|target| {
            let of = |pick: fn(&TargetCase) -> Case| {
                drawn(&all.iter().map(|cases| pick(&cases[target])).collect::<Vec<_>>())
            };
            TargetDraws { unfavourable: of(|one| one.unfavourable), favourable: of(|one| one.favourable) }
        })
        .collect()
}

fn drawn(cases: &[Case]) -> DrawnCase {
    let hit = cases.iter().filter(|one| one.survives_weeks.is_some()).count();
    DrawnCase {
        survives_weeks: quantiles(cases.iter().map(|one| one.survives_weeks)),
        lowest: quantiles(cases.iter().map(|one| Some(one.lowest))),
        lost_weeks: quantiles(cases.iter().map(|one| Some(one.lost_weeks))),
        recovers_weeks: quantiles(cases.iter().map(|one| one.recovers_weeks)),
        hit: hit as f64 / cases.len() as f64,
    }
}

/// The smallest value that at least this part of all values does not exceed.
fn quantiles(values: impl Iterator<Item = Option<f64>>) -> Quantiles {
    let mut sorted: Vec<f64> = values.map(|value| value.unwrap_or(f64::INFINITY)).collect();
    sorted.sort_by(f64::total_cmp);
    let at = |percent: usize| {
        let rank = (sorted.len() * percent).div_ceil(100).max(1);
        Some(sorted[rank - 1]).filter(|value| value.is_finite())
    };
    Quantiles { low: at(5), median: at(50), high: at(95) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of 1…20, 5 % is 1, half is 10, 95 % is 19; what never comes is last.
    #[test]
    fn quantiles_are_values_that_were_drawn() {
        let of = |values: Vec<Option<f64>>| quantiles(values.into_iter());
        let found = of((1..=20).map(|one| Some(f64::from(one))).collect());
        assert_eq!(found, Quantiles { low: Some(1.0), median: Some(10.0), high: Some(19.0) });
        let never = of(vec![None, Some(2.0), None]);
        assert_eq!(never, Quantiles { low: Some(2.0), median: None, high: None });
    }
}
