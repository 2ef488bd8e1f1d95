//! One run in one reading, step by step.

use super::binding::{Binding, binding};
use super::scenario::Scenario;
use super::state::{Booking, Moment, State, booked};
use super::works::Works;
use crate::Interval;
use liantu_graph::Reading;
use liantu_model::{ComponentIx, Index};

/// What became of every target, by target and step.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Track {
    /// What was delivered, as a part of what is normal with everything there.
    pub(super) delivered: Vec<Vec<Interval<f64>>>,
    /// What held it back: at the low end in the pessimistic reading, at the high end in the optimistic one.
    pub(super) bindings: Vec<Vec<Option<Binding>>>,
    /// The lowest level of what the scenario can change, in the order of [`Works::affected`].
    pub(super) lowest: Vec<Interval<f64>>,
    /// Whether every cycle came to rest.
    pub(super) settled: bool,
}

impl Track {
    /// The last step once more.
    fn repeat(&mut self) {
        for levels in &mut self.delivered {
            levels.extend(levels.last().copied());
        }
        for bindings in &mut self.bindings {
            bindings.extend(bindings.last().copied());
        }
    }
}

/// What is asked of a run beside what was delivered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Detail {
    /// Nothing.
    Levels,
    /// What held the targets back.
    Bindings,
}

/// Runs a scenario. O(steps × (offers × inputs of what it can change)), times the rounds of cycles.
pub(super) fn run(
    works: &Works<'_>,
    scenario: &Scenario<f64>,
    reading: Reading,
    detail: Detail,
    mut report: impl FnMut(usize, Booking),
) -> Track {
    let stock = |component: ComponentIx| stock_of(works, scenario, component);
    let mut world = State::normal(works, reading, stock);
    let mut home = works.has_embargo.then(|| world.clone());
    let targets = &works.plan.options.targets;
    let mut stocks: Vec<Interval<f64>> = targets.iter().map(|&target| stock(target)).collect();
    let full = stocks.clone();
    let mut track = Track {
        delivered: vec![Vec::new(); targets.len()],
        bindings: vec![Vec::new(); targets.len()],
        lowest: works.affected().map(|one| works.normal[reading as usize].levels[one.position()]).collect(),
        settled: works.settled,
    };
    let mut moment = Moment::quiet(works, reading);
    let mut last: Option<Moment> = None;
    for step in 0..scenario.steps() {
        set_moment(works, scenario, step, &mut moment);
        // Nothing stirred and nothing new happens: the step is the one before once more.
        if last.as_ref() == Some(&moment) {
            track.repeat();
            continue;
        }
        track.settled &= world.settle(works, &moment, None);
        if let Some(home) = &mut home {
            track.settled &= home.settle(works, &moment, Some(&world));
        }
        let buyers = home.as_ref().unwrap_or(&world);
        let before = stocks.clone();
        for (at, made) in buyers.targets(works, &moment).into_iter().enumerate() {
            let normal = works.normal_targets[reading as usize][at];
            let mut sell = |made: f64, stock: &mut f64, normal: f64, full: f64| {
                let had = (made + *stock / moment.length).min(normal.max(made));
                if stock.is_finite() {
                    let booking = booked(made * moment.length, *stock, had * moment.length, full);
                    report(step, booking);
                    *stock = booking.closing;
                }
                had
            };
            let low = sell(made.low, &mut stocks[at].low, normal.low, full[at].low);
            let high = sell(made.high, &mut stocks[at].high, normal.high, full[at].high);
            track.delivered[at].push(Interval { low, high });
            if detail == Detail::Bindings {
                track.bindings[at].push(binding(works, buyers, &moment, targets[at], (normal, low, high)));
            }
        }
        if detail == Detail::Bindings {
            for (lowest, component) in track.lowest.iter_mut().zip(works.affected()) {
                let level = buyers.levels[component.position()];
                *lowest = Interval { low: lowest.low.min(level.low), high: lowest.high.min(level.high) };
            }
        }
        let mut stirred = before != stocks;
        stirred |= world.book(works, &moment, false, &mut |booking| report(step, booking));
        if let Some(home) = &mut home {
            stirred |= home.book(works, &moment, true, &mut |booking| report(step, booking));
        }
        last = (!stirred).then(|| moment.clone());
    }
    track
}

/// What is done to everything during a step; what hits the same thing takes the most that any takes.
fn set_moment(works: &Works<'_>, scenario: &Scenario<f64>, step: usize, moment: &mut Moment) {
    let (from, to) = (scenario.step.begins(step), scenario.step.begins(step + 1));
    moment.length = 1.0 / f64::from(scenario.step.per_week());
    let left: Vec<f64> = scenario.disruptions.iter().map(|one| 1.0 - one.loss(from, to)).collect();
    for (hits, parts) in [
        (&works.line_hits, &mut moment.lines),
        (&works.component_hits, &mut moment.components),
        (&works.withdrawals, &mut moment.sold),
    ] {
        for hit in hits {
            parts[hit.what] = 1.0;
        }
        for hit in hits {
            parts[hit.what] = parts[hit.what].min(left[hit.disruption]);
        }
    }
    let backups = scenario.backups.iter().zip(&works.backups);
    moment.backups = backups.map(|(one, &position)| (one.component, position, one.part(from, to))).collect();
}

/// In weeks of normal use: as the scenario has it, else the dataset, else what is assumed of blanks.
fn stock_of(works: &Works<'_>, scenario: &Scenario<f64>, component: ComponentIx) -> Interval<f64> {
    if let Some(own) = scenario.stocks.iter().rev().find(|one| one.component == component) {
        return Interval::exactly(own.weeks.max(0.0));
    }
    match scenario.blank_stock_weeks {
        Some(weeks) if !works.states_stock[component.position()] => Interval::exactly(weeks.max(0.0)),
        _ => works.stocks[component.position()],
    }
}
