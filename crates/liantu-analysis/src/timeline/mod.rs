//! A scenario over time: what is left of the targets step by step, while stocks last, backups start and what
//! failed comes back.
//!
//! Every quantity is a part of what is normal, so neither demands nor quantities are needed. Who uses an input
//! keeps a stock of it (X weeks of normal use), and makes of stock and deliveries p what is needed, up to normal:
//!
//! ```text
//! a = min(normal, p + X / Δ)        q(s,c) = left · min( min_g a_g , 1 − Σ loss_i (1 − a_i) )
//! level(c) = left · min( min(1, Σ w q + Σ cover · started) , kinds )
//! X' = X + received − q Δ           received = min(p Δ, q Δ + X(0) − X)
//! ```
//!
//! with weights w, alternatives, readings and intervals as in the static account ([`crate::Capacity`]), which is
//! what a run without stocks, backups and end comes to in every step. Everybody gets the same part of what there
//! is; nobody rations for others. What stands, serves or is licensed does not lower output unless it is retired:
//! then `K' = K + ρ Δ (p/p₀ − K)`. A target delivers out of a stock of its own in the same way.

mod binding;
mod course;
mod draws;
mod run;
mod scenario;
mod state;
#[cfg(test)]
mod tests;
mod works;

pub use binding::Binding;
pub use course::{Case, TargetCase};
pub use draws::{DrawnCase, Draws, Quantiles, TargetDraws};
pub use scenario::{BackupStart, Disruption, Retirement, Scenario, Step, StockOf, Uncertain};

use crate::capacity::{Capacity, CapacityOptions, Failure};
use crate::cover::Covers;
use crate::{Assume, Interval};
use draws::draw;
use liantu_graph::{ChainGraph, Horizon, OfferSource, Qualified, Reading};
use liantu_model::{ComponentIx, Element, Index, RequirementIx, SupplyIx, SupplyStatus};
use run::{Detail, run};
use works::{Keeps, Works};

/// What to ask of [`timeline`] beside the scenario.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TimelineOptions {
    /// The final products; blank = [`ChainGraph::default_targets`].
    pub targets: Vec<ComponentIx>,
    /// What is assumed of blank shares.
    pub assume: Assume,
    /// Runs over what is uncertain; `None`: only the one with likely values.
    pub draws: Option<Draws>,
}

/// What becomes of one target.
#[derive(Debug, Clone, PartialEq)]
pub struct Course {
    /// Which.
    pub target: ComponentIx,
    /// Level with nothing failed, by reading.
    pub normal: [Interval<f64>; 2],
    /// Level in each step, by reading.
    pub levels: Vec<[Interval<f64>; 2]>,
    /// What holds it back in each step: everything unknown as bad, and as good, as it can be.
    pub bindings: Vec<[Option<Binding>; 2]>,
    /// The measures of this run.
    pub case: TargetCase,
    /// The measures over all draws.
    pub draws: Option<TargetDraws>,
}

/// A component of which something may be lost.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ReducedComponent {
    /// Which.
    pub component: ComponentIx,
    /// Its level with nothing failed, from the lowest to the highest of both readings.
    pub normal: Interval<f64>,
    /// Its lowest level, everything unknown as bad, and as good, as it can be.
    pub lowest: Interval<f64>,
}

impl ReducedComponent {
    /// Whether something is lost however good everything unknown is.
    pub fn is_certain(&self) -> bool {
        self.lowest.high < self.normal.high - 1e-9
    }
}

/// The result of [`timeline`].
#[derive(Debug, Clone, PartialEq)]
pub struct Timeline {
    /// What was asked; targets filled in.
    pub options: TimelineOptions,
    /// The scenario as given.
    pub scenario: Scenario,
    /// With the values of the run: likely ones where ranges are given.
    pub settled: Scenario<f64>,
    /// By target.
    pub courses: Vec<Course>,
    /// Components of which something may be lost in some step, in model order.
    pub reduced: Vec<ReducedComponent>,
    /// Used-up inputs and targets within reach whose stock nobody states or that cannot be told in weeks.
    pub blank_stocks: Vec<ComponentIx>,
    /// Non-essential inputs within reach whose loss is blank, and so not counted, in table order.
    pub uncounted_losses: Vec<RequirementIx>,
    /// Whether every cycle came to rest; else levels are upper bounds.
    pub settled_cycles: bool,
    /// Targets whose levels rest on shares that are mostly not known (份额不足,仅作有无判断), in model order.
    pub scarce: Vec<ComponentIx>,
}

/// A backup row that can be switched on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BackupRow {
    /// Its row.
    pub row: SupplyIx,
    /// Of what.
    pub component: ComponentIx,
    /// Whose.
    pub source: OfferSource,
    /// Qualified or candidate.
    pub status: SupplyStatus,
    /// What it covers of demand, 0..=1; from nothing to all when nothing is stated.
    pub cover: Interval<f64>,
    /// Whether that is stated.
    pub states_cover: bool,
    /// Weeks until it delivers.
    pub switch_weeks: Option<f64>,
}

/// The backup rows of a component: qualified ones, then candidates. O(rows × totals).
pub fn backup_rows(graph: &ChainGraph, component: ComponentIx) -> Vec<BackupRow> {
    if !graph.supply_list(component).has_rows {
        return Vec::new();
    }
    let cover = Covers::new(graph, f64::INFINITY).of(component);
    let row = |one: &crate::cover::BackupSource| {
        let own = one.interval();
        BackupRow {
            row: one.row,
            component,
            source: one.source,
            status: one.status,
            cover: Interval { low: own.low.points() / 100.0, high: (own.high.points() / 100.0).min(1.0) },
            states_cover: one.cover.is_some(),
            switch_weeks: graph.model().supply(one.row).switch_weeks,
        }
    };
    cover.backups.iter().map(row).collect()
}

/// Pairs of disruptions of the same element that overlap, whatever their ranges come to; by position.
pub fn overlapping(scenario: &Scenario) -> Option<(usize, usize)> {
    let end = |one: &Disruption| {
        one.weeks.map_or(f64::INFINITY, |weeks| one.start_weeks.high + weeks.high + one.recovery_weeks.high)
    };
    let all = &scenario.disruptions;
    let overlap = |a: &Disruption, b: &Disruption| {
        a.element == b.element && a.start_weeks.low < end(b) && b.start_weeks.low < end(a)
    };
    (0..all.len()).find_map(|b| (0..b).find(|&a| overlap(&all[a], &all[b])).map(|a| (a, b)))
}

/// Runs a scenario.
///
/// Complexity: steps × (offers × inputs of what the scenario can change) × two readings × (1 + draws), and the
/// rounds of cycles.
pub fn timeline(graph: &ChainGraph, scenario: &Scenario, options: &TimelineOptions) -> Timeline {
    let mut options = options.clone();
    if options.targets.is_empty() {
        options.targets = graph.default_targets();
    }
    let works = Works::new(graph, scenario, &options.targets, options.assume);
    let settled = scenario.settled(Uncertain::middle);
    let tracks = Reading::BOTH.map(|reading| run(&works, &settled, reading, Detail::Bindings, |_, _| {}));
    let cases = course::cases(&works, &settled, &tracks);
    let draws = options.draws.filter(|_| scenario.is_uncertain()).map(|asked| draw(&works, scenario, asked));
    let courses = options.targets.iter().zip(cases).enumerate().map(|(at, (&target, case))| Course {
        target,
        normal: [0, 1].map(|reading| works.normal_targets[reading][at]),
        levels: (0..settled.steps()).map(|step| [0, 1].map(|one| tracks[one].delivered[at][step])).collect(),
        bindings: (0..settled.steps()).map(|step| [0, 1].map(|one| tracks[one].bindings[at][step])).collect(),
        case,
        draws: draws.as_ref().map(|draws| draws[at]),
    });
    let courses = courses.collect();
    let mut affected: Vec<ComponentIx> = works.affected().collect();
    affected.sort_unstable();
    Timeline {
        scarce: scarce(graph, scenario, &options),
        blank_stocks: blank_stocks(&works, scenario, &affected),
        uncounted_losses: uncounted(&works, &affected),
        settled_cycles: tracks.iter().all(|track| track.settled),
        scenario: scenario.clone(),
        courses,
        reduced: reduced(&works, &tracks),
        settled,
        options,
    }
}

/// Targets that have no percentage when everything that fails is gone at once.
fn scarce(graph: &ChainGraph, scenario: &Scenario, options: &TimelineOptions) -> Vec<ComponentIx> {
    let mut elements: Vec<Element> = scenario.disruptions.iter().map(|one| one.element).collect();
    elements.sort_unstable();
    elements.dedup();
    let depth = scenario.disruptions.iter().map(|one| one.depth.high).fold(0.0, f64::max);
    let asked = CapacityOptions {
        qualified: Qualified::Ignored,
        horizon: Horizon::Short,
        assume: options.assume,
        min_share: None,
        targets: options.targets.clone(),
        standby: Vec::new(),
    };
    let capacity = Capacity::new(graph, asked);
    let failure = Failure { elements: &elements, depth, control: scenario.control };
    let without = capacity.after(&failure).without_percentage();
    let mut scarce: Vec<ComponentIx> =
        options.targets.iter().copied().filter(|target| without.contains(target)).collect();
    scarce.sort_unstable();
    scarce
}

fn reduced(works: &Works<'_>, tracks: &[run::Track; 2]) -> Vec<ReducedComponent> {
    let hull = |pair: [Interval<f64>; 2]| Interval {
        low: pair[0].low.min(pair[1].low),
        high: pair[0].high.max(pair[1].high),
    };
    let mut all: Vec<ReducedComponent> = works
        .affected()
        .enumerate()
        .map(|(at, component)| ReducedComponent {
            component,
            normal: hull([0, 1].map(|reading| works.normal[reading].levels[component.position()])),
            lowest: hull([0, 1].map(|reading| tracks[reading].lowest[at])),
        })
        .filter(|one| one.lowest.low < one.normal.low - 1e-9 || one.is_certain())
        .collect();
    all.sort_by_key(|one| one.component);
    all
}

/// Inputs of what can change, and targets, of which it is not known how long they last.
fn blank_stocks(works: &Works<'_>, scenario: &Scenario, affected: &[ComponentIx]) -> Vec<ComponentIx> {
    let used = affected.iter().flat_map(|&component| {
        let own = works.lines_of(component).take(1).flat_map(|line| works.lines[line].slots.clone());
        own.chain(works.kinds_of(component))
    });
    let used = used.filter(|&at| works.slots[at].keeps == Keeps::Stock).map(|at| works.slots[at].input);
    let targets = works.plan.options.targets.iter().copied();
    let is_blank = |component: &ComponentIx| {
        let stated = scenario.stocks.iter().any(|one| one.component == *component);
        let known = works.stocks[component.position()].is_exact();
        affected.binary_search(component).is_ok() && !stated && !known
    };
    let mut blank: Vec<ComponentIx> = used.chain(targets).filter(is_blank).collect();
    blank.sort_unstable();
    blank.dedup();
    blank
}

fn uncounted(works: &Works<'_>, affected: &[ComponentIx]) -> Vec<RequirementIx> {
    let model = works.plan.model();
    let counts = |row: &RequirementIx| {
        let requirement = model.requirement(*row);
        let is_optional = model.group(requirement.group).kind == liantu_model::InputKind::NonEssential;
        is_optional && requirement.loss.is_none() && affected.binary_search(&requirement.input).is_ok()
    };
    model.requirement_indices().filter(counts).collect()
}
