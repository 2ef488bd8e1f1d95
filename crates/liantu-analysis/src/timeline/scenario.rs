//! What a scenario says: who is disrupted when, what is in stock, which backups start.

use crate::Interval;
use liantu_graph::{Control, OfferSource};
use liantu_model::{ComponentIx, Element};

/// A number of which only a range may be known: even between its ends, or a triangle over its likely value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Uncertain {
    /// Least value.
    pub low: f64,
    /// Most likely value, between the ends.
    pub likely: Option<f64>,
    /// Largest value.
    pub high: f64,
}

impl Uncertain {
    /// A number that is known.
    pub const fn exactly(value: f64) -> Self {
        Self { low: value, likely: None, high: value }
    }

    /// The same in another unit.
    #[must_use]
    pub fn times(self, factor: f64) -> Self {
        Self { low: self.low * factor, likely: self.likely.map(|one| one * factor), high: self.high * factor }
    }

    /// Whether only one value is possible.
    pub fn is_exact(self) -> bool {
        self.low >= self.high
    }

    /// What a run without draws takes: the likely value, else the middle.
    pub fn middle(self) -> f64 {
        self.likely.unwrap_or_else(|| f64::midpoint(self.low, self.high))
    }

    /// The value that a part `below` (0..=1) of all draws lies under: the inverse of the distribution function.
    pub fn at(self, below: f64) -> f64 {
        let width = self.high - self.low;
        let Some(likely) = self.likely.filter(|_| width > 0.0) else { return self.low + width * below };
        if below * width < likely - self.low {
            self.low + (below * width * (likely - self.low)).sqrt()
        } else {
            self.high - ((1.0 - below) * width * (self.high - likely)).sqrt()
        }
    }
}

/// The length of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Step {
    /// A week.
    #[default]
    Week,
    /// A seventh of it.
    Day,
}

impl Step {
    /// Steps in a week.
    pub const fn per_week(self) -> u32 {
        match self {
            Self::Week => 1,
            Self::Day => 7,
        }
    }

    /// When a step begins, in weeks.
    pub fn begins(self, step: usize) -> f64 {
        step as f64 / f64::from(self.per_week())
    }
}

/// An element that fails for a while.
#[derive(Debug, Clone, PartialEq)]
pub struct Disruption<N = Uncertain> {
    /// What fails.
    pub element: Element,
    /// The part of its supply that is gone, 0..=1.
    pub depth: N,
    /// Weeks from the beginning of the run.
    pub start_weeks: N,
    /// Weeks at full depth; `None`: to the end of the run.
    pub weeks: Option<N>,
    /// Weeks after those over which supply comes back evenly; 0: at once.
    pub recovery_weeks: N,
}

/// A backup that is switched on.
#[derive(Debug, Clone, PartialEq)]
pub struct BackupStart<N = Uncertain> {
    /// Of what.
    pub component: ComponentIx,
    /// Whose; none of the component's active offers.
    pub source: OfferSource,
    /// When it is decided, in weeks from the beginning of the run.
    pub decided_weeks: N,
    /// Weeks from then until it begins to deliver.
    pub switch_weeks: N,
    /// Weeks from then until it delivers in full; even.
    pub ramp_weeks: N,
    /// What it covers of demand then, 0..=1.
    pub cover: Interval<f64>,
}

/// What of a component its users have in stock.
#[derive(Debug, Clone, PartialEq)]
pub struct StockOf<N = Uncertain> {
    /// Of what.
    pub component: ComponentIx,
    /// Weeks of normal use.
    pub weeks: N,
}

/// How fast what only stands wears out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Retirement {
    /// Of what; `None`: of everything that stands, serves or is licensed and is not named.
    pub component: Option<ComponentIx>,
    /// The part that is retired a week, 0..=1.
    pub per_week: f64,
}

/// One course of events.
#[derive(Debug, Clone, PartialEq)]
pub struct Scenario<N = Uncertain> {
    /// Length of the steps.
    pub step: Step,
    /// Length of the run, above 0.
    pub horizon_weeks: f64,
    /// What fails; no element twice at the same time.
    pub disruptions: Vec<Disruption<N>>,
    /// What is switched on.
    pub backups: Vec<BackupStart<N>>,
    /// Stocks that go before those of the dataset.
    pub stocks: Vec<StockOf<N>>,
    /// What is assumed of stocks that nobody states, in weeks; `None`: anything from nothing to endless.
    pub blank_stock_weeks: Option<N>,
    /// Wear of what only stands; without any it stands through the run.
    pub retirements: Vec<Retirement>,
    /// What an embargo does to plants at home controlled from where it comes.
    pub control: Control,
}

impl Scenario {
    /// The scenario with every number picked, in a fixed order.
    pub fn settled(&self, mut pick: impl FnMut(Uncertain) -> f64) -> Scenario<f64> {
        let disruptions = self.disruptions.iter().map(|one| Disruption {
            element: one.element,
            depth: pick(one.depth),
            start_weeks: pick(one.start_weeks),
            weeks: one.weeks.map(&mut pick),
            recovery_weeks: pick(one.recovery_weeks),
        });
        let disruptions = disruptions.collect();
        let backups = self.backups.iter().map(|one| BackupStart {
            component: one.component,
            source: one.source,
            decided_weeks: pick(one.decided_weeks),
            switch_weeks: pick(one.switch_weeks),
            ramp_weeks: pick(one.ramp_weeks),
            cover: one.cover,
        });
        let backups = backups.collect();
        let stocks =
            self.stocks.iter().map(|one| StockOf { component: one.component, weeks: pick(one.weeks) });
        let stocks = stocks.collect();
        Scenario {
            step: self.step,
            horizon_weeks: self.horizon_weeks,
            disruptions,
            backups,
            stocks,
            blank_stock_weeks: self.blank_stock_weeks.map(&mut pick),
            retirements: self.retirements.clone(),
            control: self.control,
        }
    }

    /// Whether any number is a range.
    pub fn is_uncertain(&self) -> bool {
        let mut ranges = false;
        self.settled(|number| {
            ranges |= !number.is_exact();
            number.low
        });
        ranges
    }
}

impl<N> Scenario<N> {
    /// How many steps the run has.
    pub fn steps(&self) -> usize {
        ((self.horizon_weeks * f64::from(self.step.per_week())).ceil() as usize).max(1)
    }
}

impl Disruption<f64> {
    /// The part that is gone on average between two times, 0..=1.
    pub(super) fn loss(&self, from: f64, to: f64) -> f64 {
        let depth = self.depth.clamp(0.0, 1.0);
        let start = self.start_weeks;
        let Some(weeks) = self.weeks else {
            return depth * ramped(from, to, start, 0.0);
        };
        depth * (ramped(from, to, start, 0.0) - ramped(from, to, start + weeks, self.recovery_weeks))
    }
}

impl BackupStart<f64> {
    /// The part of its cover that it delivers on average between two times, 0..=1.
    pub(super) fn part(&self, from: f64, to: f64) -> f64 {
        ramped(from, to, self.decided_weeks + self.switch_weeks, self.ramp_weeks)
    }
}

/// The average between two times of what is 0 until `start` and rises evenly to 1 over `weeks`.
fn ramped(from: f64, to: f64, start: f64, weeks: f64) -> f64 {
    let full = start + weeks;
    if to <= start {
        return 0.0;
    }
    if from >= full {
        return 1.0;
    }
    let until = |time: f64| {
        let risen = (time - start).clamp(0.0, weeks);
        let triangle = if weeks > 0.0 { risen * risen / (2.0 * weeks) } else { 0.0 };
        triangle + (time - full).max(0.0)
    };
    (until(to) - until(from)) / (to - from)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::float_cmp, reason = "small numbers that binary fractions hold")]

    use super::*;

    /// Half of week 2 is lost, week 3 altogether; then a quarter comes back on average, then three quarters.
    #[test]
    fn a_loss_is_averaged_over_its_step() {
        let one = Disruption {
            element: Element::Component(liantu_model::Index::new(0)),
            depth: 1.0,
            start_weeks: 1.5,
            weeks: Some(1.5),
            recovery_weeks: 2.0,
        };
        let losses: Vec<f64> = (0..6).map(|week| one.loss(f64::from(week), f64::from(week) + 1.0)).collect();
        assert_eq!(losses, [0.0, 0.5, 1.0, 0.75, 0.25, 0.0]);
        let endless = Disruption { weeks: None, depth: 0.5, ..one };
        assert_eq!(endless.loss(100.0, 101.0), 0.5);
    }

    /// A triangle over 0, 1, 4: a quarter lies below its peak, and the ends are its ends.
    #[test]
    fn draws_follow_the_triangle() {
        let one = Uncertain { low: 0.0, likely: Some(1.0), high: 4.0 };
        assert_eq!((one.at(0.0), one.at(0.25), one.at(1.0)), (0.0, 1.0, 4.0));
        assert_eq!(one.at(0.0625), 0.5, "the square root of a quarter of the way");
        assert_eq!(Uncertain { likely: None, ..one }.at(0.25), 1.0);
        assert_eq!((one.middle(), Uncertain::exactly(3.0).at(0.7)), (1.0, 3.0));
    }
}
