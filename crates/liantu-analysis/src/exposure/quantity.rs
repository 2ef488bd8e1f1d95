//! How much is gone, beside whether it is.

use super::evaluate::Study;
use super::{LookThrough, LookThroughAt};
use crate::capacity::{Assume, Capacity, CapacityOptions, Failure, Levels};
use crate::{Interval, Remaining};
use liantu_graph::{ChainGraph, Control, Horizon, Qualified, Reading};
use liantu_model::{ComponentIx, Element};
use rayon::prelude::*;

/// Points of the market.
const HALF: f64 = 50.0;

/// The graph weighed for the short horizon and the long one.
pub(super) struct Quantities<'s> {
    graph: &'s ChainGraph,
    control: Control,
    capacities: [Capacity<'s>; 2],
    /// Weights of the targets that count, adding up to 1.
    weights: Vec<f64>,
}

/// What an act takes of the targets, short and long.
pub(super) struct Gone {
    pub(super) capacity: [Interval<f64>; 2],
    pub(super) settled: bool,
}

impl<'s> Quantities<'s> {
    pub(super) fn new(study: &Study<'s>) -> Self {
        let question = study.question;
        let weigh = |horizon| {
            let options = CapacityOptions {
                qualified: Qualified::Ignored,
                horizon,
                assume: Assume::Nothing,
                min_share: None,
                targets: question.targets.to_vec(),
                standby: Vec::new(),
            };
            Capacity::new(question.graph, options)
        };
        let (short, long) = rayon::join(|| weigh(Horizon::Short), || weigh(Horizon::Long));
        let total = study.total_weight();
        let share = |at| if total > 0.0 { study.weight(at) / total } else { 0.0 };
        Self {
            graph: question.graph,
            control: question.control,
            capacities: [short, long],
            weights: (0..question.targets.len()).map(share).collect(),
        }
    }

    fn levels(&self, elements: &[Element]) -> [Levels<'_>; 2] {
        let failure = Failure { control: self.control, ..Failure::full(elements) };
        let [short, long] = &self.capacities;
        let (short, long) = rayon::join(|| short.after(&failure), || long.after(&failure));
        [short, long]
    }

    /// The part of the targets that is gone, by weight.
    pub(super) fn lost(&self, elements: &[Element]) -> Gone {
        let levels = self.levels(elements);
        let capacity = [0, 1].map(|at| self.lost_at(&self.capacities[at], &levels[at]));
        Gone { capacity, settled: levels.iter().all(Levels::is_settled) }
    }

    fn lost_at(&self, capacity: &Capacity<'_>, levels: &Levels<'_>) -> Interval<f64> {
        let mut sum = Interval::exactly(0.0);
        for (position, weight) in self.weights.iter().enumerate().filter(|(_, weight)| **weight > 0.0) {
            let readings = Reading::BOTH.map(|reading| {
                lost_part(capacity.target_before(reading, position), levels.target(reading, position))
            });
            sum.low += weight * readings[0].low.min(readings[1].low);
            sum.high += weight * readings[0].high.max(readings[1].high);
        }
        Interval { low: sum.low.clamp(0.0, 1.0), high: sum.high.clamp(0.0, 1.0) }
    }

    /// Look-through dependence of every component when these withdraw; nothing is lost when nobody is abroad.
    pub(super) fn look_through(&self, elements: Option<Vec<Element>>) -> Vec<LookThrough> {
        let levels = self.levels(&elements.unwrap_or_default());
        let scarce = [0, 1].map(|at| levels[at].without_percentage());
        let components: Vec<ComponentIx> = self.graph.model().component_indices().collect();
        let at = |component: ComponentIx, horizon: usize| LookThroughAt {
            lost: Interval {
                low: levels[horizon].certain_loss(component),
                high: levels[horizon].worst_loss(component),
            },
            percentage: !scarce[horizon].contains(&component) && !self.is_hardly_known(component),
        };
        components
            .into_par_iter()
            .map(|component| {
                let list = self.graph.supply_list(component);
                LookThrough {
                    horizons: [0, 1].map(|horizon| at(component, horizon)),
                    market: list.has_rows.then_some(list.market),
                }
            })
            .collect()
    }
}

impl Quantities<'_> {
    /// Whether a list is open and the known shares cover less than half: “nothing is lost” would be said of those who
    /// happen to be listed.
    fn is_hardly_known(&self, component: ComponentIx) -> bool {
        let list = self.graph.supply_list(component);
        list.has_rows && !list.complete && list.covered.1.points() < HALF
    }
}

/// The part of a target's offers in scope that is gone, of what there was of them. Both are intervals over the
/// same unknown shares, so each end is held against the other end of the start: never too narrow, and exact
/// where the start is known. Nothing there to begin with, nothing lost.
fn lost_part(before: Remaining, after: Remaining) -> Interval<f64> {
    if before.level == after.level || before.level.high <= 0.0 {
        return Interval::exactly(0.0);
    }
    let most_left = if before.level.low > 0.0 { after.level.high / before.level.low } else { f64::INFINITY };
    let most_left = if after.level.high <= 0.0 { 0.0 } else { most_left.min(1.0) };
    let least_left = (after.level.low / before.level.high).min(most_left);
    Interval { low: 1.0 - most_left, high: 1.0 - least_left }
}
