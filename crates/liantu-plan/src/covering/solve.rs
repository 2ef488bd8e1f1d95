//! The whole method: raise the bound, lower the cost, settle, take apart, branch.

use super::ascent::{Schedule, ascend};
use super::blocks::{Block, blocks};
use super::branch::branch;
use super::fixing::{Fixings, probe_arcs, probe_groups};
use super::heuristics::Choice;
use super::instance::Instance;
use super::layout::Layout;
use super::objective::{Objective, Value, slack};
use super::relaxation::{Multipliers, Relaxation};
use rayon::prelude::*;

/// How far to go.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Effort {
    /// A gap of this part of the objective is good enough; 0 proves the optimum.
    pub gap: f64,
    /// Component searches that branching may spend before it gives up with a gap.
    pub most_searches: u64,
}

impl Default for Effort {
    fn default() -> Self {
        Self { gap: 0.0, most_searches: 20_000_000 }
    }
}

/// Who watches a solve, and may stop it.
pub trait Progress: Sync {
    /// The best objective so far, and what none can be below.
    fn report(&self, _objective: f64, _lower_bound: f64) {}

    /// Whether to stop with the best found so far.
    fn is_stopped(&self) -> bool {
        false
    }
}

impl Progress for () {}

/// The best choice found.
#[derive(Debug, Clone, PartialEq)]
pub struct Solution {
    /// Which arcs.
    pub chosen: Vec<bool>,
    /// What it is worth; the objective is infinite when nothing is allowed (or nothing allowed was found).
    pub value: Value,
    /// No allowed choice has a lower objective. Equal to the objective when that is proven.
    pub lower_bound: f64,
}

/// Groups and arcs probed for settling at the root.
const SETTLINGS: usize = 4;
/// Rounds of the ascent at which the relaxed choice is improved into a good one.
const LOOKS: [usize; 9] = [0, 4, 10, 20, 35, 50, 75, 110, 150];
/// A block this much smaller than the whole is worth starting anew.
const SHRUNK: f64 = 0.8;

/// The best choice for an objective, with proof as far as the effort goes. `start` is a choice to begin with.
pub fn solve(
    instance: &Instance,
    objective: &Objective,
    effort: Effort,
    start: Option<&[bool]>,
    progress: &dyn Progress,
) -> Solution {
    let layout = Layout::new(instance);
    let outcome = run(&layout, objective, effort, start, Watch { progress, shown: true });
    let value = objective.value(instance, &outcome.chosen);
    let exact = outcome.lower_bound >= value.objective - 2.0 * slack(value.objective);
    let lower_bound = if exact { value.objective } else { outcome.lower_bound };
    Solution { chosen: outcome.chosen, value, lower_bound }
}

struct Outcome {
    chosen: Vec<bool>,
    lower_bound: f64,
}

#[derive(Clone, Copy)]
struct Watch<'w> {
    progress: &'w dyn Progress,
    /// Whether bounds are those of the whole.
    shown: bool,
}

/// The best known while searching one layout.
pub(super) struct Search<'p> {
    layout: &'p Layout<'p>,
    objective: &'p Objective,
    effort: Effort,
    watch: Watch<'p>,
    chosen: Vec<bool>,
    upper: f64,
    spent: u64,
}

impl Search<'_> {
    /// A bound at which nothing better is to be had.
    pub(super) fn enough(&self) -> f64 {
        if self.upper.is_finite() {
            self.upper - slack(self.upper).max(self.effort.gap * self.upper.abs())
        } else {
            f64::INFINITY
        }
    }

    /// A bound at which a choice is no better than the best known: what may be settled away.
    pub(super) fn no_better(&self) -> f64 {
        if self.upper.is_finite() { self.upper - slack(self.upper) } else { f64::INFINITY }
    }

    pub(super) fn progress(&self, lower_bound: f64) {
        if self.watch.shown {
            self.watch.progress.report(self.upper, lower_bound.min(self.upper));
        }
    }

    pub(super) fn is_over(&self, relaxation: &Relaxation<'_>) -> bool {
        relaxation.searches + self.spent > self.effort.most_searches || self.watch.progress.is_stopped()
    }

    /// Makes a good choice of the relaxed one, and keeps it if it is the best.
    pub(super) fn look_around(&mut self, relaxation: &Relaxation<'_>, fixings: &Fixings) {
        self.look_from(&relaxation.chosen, fixings, relaxation.at.limit);
    }

    fn look_from(&mut self, chosen: &[bool], fixings: &Fixings, limit: f64) {
        let instance = self.layout.instance;
        let mut choice = Choice::new(self.layout, self.objective, chosen);
        self.spent += choice.improve(fixings, limit, |_| true);
        let linked = !instance.cuts.is_empty() || !instance.caps.is_empty() || self.objective.limit.is_some();
        if linked {
            choice.polish(fixings);
        }
        self.keep(&choice);
    }

    fn keep(&mut self, choice: &Choice<'_>) {
        let value = choice.value();
        if value < self.upper {
            self.upper = value;
            self.chosen.clone_from(&choice.chosen);
        }
    }
}

fn run(
    layout: &Layout<'_>,
    objective: &Objective,
    effort: Effort,
    start: Option<&[bool]>,
    watch: Watch<'_>,
) -> Outcome {
    let mut fixings = Fixings::none(layout);
    let nothing = vec![false; layout.cost.len()];
    let mut search =
        Search { layout, objective, effort, watch, chosen: nothing.clone(), upper: f64::INFINITY, spent: 0 };
    search.keep(&Choice::new(layout, objective, &nothing));
    if let Some(start) = start {
        search.look_from(start, &fixings, 0.0);
    }
    if fixings.impossible {
        return Outcome { chosen: search.chosen, lower_bound: f64::INFINITY };
    }
    let mut relaxation = Relaxation::new(layout, objective, Multipliers::even(layout, objective));
    let mut bound = climb(&mut search, &mut relaxation, &fixings, Schedule::ROOT);
    for _ in 0..SETTLINGS {
        if bound >= search.enough() || watch.progress.is_stopped() {
            return search.finish(bound);
        }
        let enough = search.no_better();
        let settled = probe_groups(&mut relaxation, &mut fixings, bound, enough).1
            + probe_arcs(&mut relaxation, &mut fixings, bound, enough);
        fixings.settle_links(layout);
        if fixings.impossible {
            return search.finish(enough);
        }
        relaxation.forget();
        bound = climb(&mut search, &mut relaxation, &fixings, Schedule::AGAIN).max(bound);
        if settled * 20 < layout.cost.len() {
            break;
        }
    }
    if bound >= search.enough() || watch.progress.is_stopped() {
        return search.finish(bound);
    }
    if objective.limit.is_none() && layout.instance.caps.is_empty() {
        let apart = blocks(layout, objective, &fixings);
        let shrunk = |block: &Block| (block.arcs.len() as f64) < SHRUNK * layout.cost.len() as f64;
        if apart.iter().all(shrunk) {
            return take_apart(search, &mut relaxation, &fixings, bound, &apart);
        }
    }
    let lower_bound = branch(&mut search, &mut relaxation, fixings, bound);
    search.finish(lower_bound)
}

impl Search<'_> {
    fn finish(self, bound: f64) -> Outcome {
        let lower_bound = bound.min(self.upper);
        self.progress(lower_bound);
        Outcome { chosen: self.chosen, lower_bound }
    }
}

/// Raises the bound, looking for good choices on the way.
fn climb(
    search: &mut Search<'_>,
    relaxation: &mut Relaxation<'_>,
    fixings: &Fixings,
    schedule: Schedule,
) -> f64 {
    let mut highest = f64::NEG_INFINITY;
    ascend(relaxation, fixings, schedule, search.enough(), |relaxation, bound, round| {
        highest = highest.max(bound);
        if LOOKS.contains(&round) {
            search.look_around(relaxation, fixings);
            search.progress(highest);
        }
        if search.watch.progress.is_stopped() { f64::NEG_INFINITY } else { search.enough() }
    })
}

/// Solves the blocks one by one and puts the answers together.
fn take_apart(
    mut search: Search<'_>,
    relaxation: &mut Relaxation<'_>,
    fixings: &Fixings,
    bound: f64,
    apart: &[Block],
) -> Outcome {
    super::ascent::keep_multipliers(relaxation, fixings);
    relaxation.forget();
    let whole = relaxation.evaluate(fixings);
    let arcs: usize = apart.iter().map(|block| block.arcs.len()).sum();
    let watch = Watch { shown: false, ..search.watch };
    let outcomes: Vec<Outcome> = apart
        .par_iter()
        .map(|block| {
            let share = search.effort.most_searches as f64 * block.arcs.len() as f64 / arcs as f64;
            let effort = Effort { most_searches: share as u64, ..search.effort };
            let start: Vec<bool> = block.arcs.iter().map(|&arc| search.chosen[arc as usize]).collect();
            run(&Layout::new(&block.instance), &block.objective, effort, Some(&start), watch)
        })
        .collect();
    let mut chosen = relaxation.chosen.clone();
    let mut lower = whole;
    for (block, outcome) in apart.iter().zip(outcomes) {
        for (&arc, &own) in block.arcs.iter().zip(&outcome.chosen) {
            chosen[arc as usize] = own;
        }
        lower += outcome.lower_bound - relaxed_part(relaxation, fixings, block);
    }
    search.look_from(&chosen, &Fixings::none(relaxation.layout), 0.0);
    search.finish(lower.max(bound))
}

/// What the relaxation says of a block, without what is settled in it.
fn relaxed_part(relaxation: &Relaxation<'_>, fixings: &Fixings, block: &Block) -> f64 {
    let components: f64 = block.components.iter().map(|&component| relaxation.bound_of(component)).sum();
    let settled: f64 = block
        .components
        .iter()
        .flat_map(|&component| relaxation.layout.arcs_of(component))
        .filter(|&arc| fixings.arcs[arc] == super::local::Fixed::In)
        .map(|arc| relaxation.cost_factor() * relaxation.layout.cost[arc])
        .sum();
    let cuts: f64 = (0..relaxation.instance().cuts.len())
        .filter(|&cut| fixings.cuts[cut] == super::fixing::CutState::Open)
        .filter(|&cut| {
            let first = relaxation.instance().cuts[cut]
                .arcs
                .iter()
                .find(|&&arc| fixings.arcs[arc as usize] == super::local::Fixed::Free);
            first.is_some_and(|arc| block.arcs.binary_search(arc).is_ok())
        })
        .map(|cut| relaxation.at.cuts[cut])
        .sum();
    components - settled + cuts
}
