//! What is read off a run: how long nothing is missing, how deep, how much, how long.

use super::run::Track;
use super::scenario::Scenario;
use super::works::Works;
use crate::Interval;

/// Less than this is nothing.
const NOTHING: f64 = 1e-9;

/// The measures of one target in one run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Case {
    /// Weeks from the first disruption until anything is missing, in whole steps; `None`: never within the run.
    pub survives_weeks: Option<f64>,
    /// The lowest level, 0..=1.
    pub lowest: f64,
    /// The level with nothing failed, 0..=1.
    pub normal: f64,
    /// What is not delivered, in weeks of full output.
    pub lost_weeks: f64,
    /// Weeks from the first disruption until nothing is missing any more; 0 when nothing ever is, `None`: not
    /// within the run.
    pub recovers_weeks: Option<f64>,
}

/// The worst and the best of all runs: both readings, both ends of what is unknown. Runs in which there is nothing
/// of the target from the start are left out, unless all are such.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TargetCase {
    /// Everything unknown as bad as it can be.
    pub unfavourable: Case,
    /// Everything unknown as good as it can be.
    pub favourable: Case,
}

pub(super) fn cases(works: &Works<'_>, scenario: &Scenario<f64>, tracks: &[Track; 2]) -> Vec<TargetCase> {
    let targets = works.plan.options.targets.len();
    (0..targets)
        .map(|target| {
            let of = |reading: usize, end: fn(&Interval<f64>) -> f64| {
                let levels: Vec<f64> = tracks[reading].delivered[target].iter().map(end).collect();
                case(scenario, &levels, end(&works.normal_targets[reading][target]))
            };
            let mut all = vec![
                of(0, |one| one.low),
                of(0, |one| one.high),
                of(1, |one| one.low),
                of(1, |one| one.high),
            ];
            if all.iter().any(|one| one.normal > NOTHING) {
                all.retain(|one| one.normal > NOTHING);
            }
            TargetCase {
                unfavourable: combined(&all, f64::min, f64::max),
                favourable: combined(&all, f64::max, f64::min),
            }
        })
        .collect()
}

fn case(scenario: &Scenario<f64>, levels: &[f64], normal: f64) -> Case {
    let is_short = |level: &f64| *level < normal - NOTHING;
    let first = scenario.disruptions.iter().map(|one| one.start_weeks).fold(f64::INFINITY, f64::min);
    let since = |step: usize| (scenario.step.begins(step) - first).max(0.0);
    let last = levels.iter().rposition(is_short);
    let length = 1.0 / f64::from(scenario.step.per_week());
    let missing: f64 = levels.iter().map(|level| (normal - level).max(0.0)).sum();
    Case {
        survives_weeks: levels.iter().position(is_short).map(since),
        lowest: levels.iter().copied().fold(normal, f64::min),
        normal,
        lost_weeks: if last.is_some() { missing * length } else { 0.0 },
        recovers_weeks: match last {
            None => Some(0.0),
            Some(step) => Some(step + 1).filter(|&step| step < levels.len()).map(since),
        },
    }
}

/// `larger` picks what is better of two when more is better, `smaller` when less is.
fn combined(all: &[Case], larger: fn(f64, f64) -> f64, smaller: fn(f64, f64) -> f64) -> Case {
    let fold = |of: &dyn Fn(&Case) -> f64, pick: fn(f64, f64) -> f64| {
        all.iter().map(of).reduce(pick).unwrap_or_default()
    };
    let within = |value: f64| Some(value).filter(|value| value.is_finite());
    let or_never = |value: Option<f64>| value.unwrap_or(f64::INFINITY);
    Case {
        survives_weeks: within(fold(&|one| or_never(one.survives_weeks), larger)),
        lowest: fold(&|one| one.lowest, larger),
        normal: fold(&|one| one.normal, larger),
        lost_weeks: fold(&|one| one.lost_weeks, smaller),
        recovers_weeks: within(fold(&|one| or_never(one.recovers_weeks), smaller)),
    }
}
