//! What if some elements fail together: what stops, what shrinks, what stays.
//!
//! What is up and how much is left come from [`Capacity`], so that elements of every kind, embargoes among
//! them, can fail at once; why something stops is traced in the compiled structure, as for single points.

mod finding;
#[cfg(test)]
mod tests;

pub(crate) use finding::{Positions, Views, positions};

use crate::capacity::{Assume, Capacity, CapacityOptions, Failure};
use crate::evidence::EvidenceRow;
use crate::interval::Interval;
use crate::outcome::{AlreadyDown, Certainty};
use crate::spof::{WitnessStep, already_down, foreign_controlled};
use crate::world::{Question, World, WorldKey};
use crate::{certain_loss, worst_loss};
use liantu_graph::{Buyers, ChainGraph, Control, Horizon, Market, Qualified};
use liantu_model::{ComponentIx, Confidence, Element, Index, Percent, RequirementIx, SupplierIx};

/// What fails, and how it is looked at.
#[derive(Debug, Clone)]
pub struct WhatIfOptions {
    /// The elements that fail together.
    pub failed: Vec<Element>,
    /// How much of what they do is gone, 0..=100.
    pub depth: Percent,
    /// Whether qualified backups count as offers.
    pub qualified: Qualified,
    /// What an embargo does to plants at home controlled from where it comes.
    pub control: Control,
    /// The horizons looked at.
    pub horizons: Vec<Horizon>,
    /// What is assumed of blank shares.
    pub assume: Assume,
    /// Offers that are up must hold this much of the weight; `None`: any offer will do.
    pub min_share: Option<Percent>,
    /// Targets; `None` for the dataset's own.
    pub targets: Option<Vec<ComponentIx>>,
}

/// What became of a component, for drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// As before.
    Up,
    /// Something is lost.
    Reduced,
    /// It stops, surely or possibly.
    Down(Certainty),
    /// It was down with nothing failed.
    AlreadyDown(Certainty),
}

/// How something stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stop {
    /// How sure, at the horizon at which it is surest.
    pub certainty: Certainty,
    /// The shorter horizon at which it stops with that certainty.
    pub horizon: Horizon,
}

/// Levels at one horizon, pessimistic and optimistic, 0..=1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HorizonLevel {
    /// Which.
    pub horizon: Horizon,
    /// With nothing failed.
    pub before: [Interval<f64>; 2],
    /// After the failure.
    pub after: [Interval<f64>; 2],
    /// Whether known shares suffice for a percentage; else 份额不足,仅作有无判断.
    pub percentage: bool,
}

impl HorizonLevel {
    /// The part that is gone even if unlisted makers exist, 0..=1.
    pub fn certain_loss(&self) -> f64 {
        certain_loss(self.after)
    }

    /// The part that may be gone, 0..=1.
    pub fn worst_loss(&self) -> f64 {
        worst_loss(self.after)
    }
}

/// A target in its scope.
#[derive(Debug, Clone, PartialEq)]
pub struct TargetOutlook {
    /// How it stops, if it does.
    pub stop: Option<Stop>,
    /// What is left of its offers in scope, at each horizon asked for.
    pub levels: Vec<HorizonLevel>,
}

/// What becomes of a component that is hit.
#[derive(Debug, Clone, PartialEq)]
pub struct Outlook {
    /// Which.
    pub component: ComponentIx,
    /// How the market stops having it, if it does.
    pub stop: Option<Stop>,
    /// As a target, if it is one.
    pub target: Option<TargetOutlook>,
    /// The shortest horizon at which anything of it is lost.
    pub felt: Horizon,
    /// What is left of it, at each horizon asked for.
    pub levels: Vec<HorizonLevel>,
    /// The market whose shares weigh its offers; none without shares of its own.
    pub basis: Option<Market>,
    /// One chain of dependencies from the failure to its stop; empty when it does not stop, or only for want
    /// of the least share.
    pub witness: Vec<WitnessStep>,
    /// The rows that chain rests on, in table order.
    pub evidence: Vec<EvidenceRow>,
}

impl Outlook {
    /// The surest stop, of the component or of the target.
    pub fn surest_stop(&self) -> Option<Stop> {
        let in_scope = self.target.as_ref().and_then(|target| target.stop);
        let key = |stop: &Stop| (stop.certainty, std::cmp::Reverse(stop.horizon));
        self.stop.into_iter().chain(in_scope).max_by_key(key)
    }

    /// Its levels at the longest horizon asked for.
    ///
    /// # Panics
    /// Never: at least one horizon is asked for.
    pub fn level(&self) -> &HorizonLevel {
        self.levels.iter().max_by_key(|level| level.horizon).expect("a horizon is asked for")
    }
}

/// The result of [`what_if`].
#[derive(Debug, Clone)]
pub struct WhatIf {
    /// The options used, targets filled in.
    pub options: WhatIfOptions,
    /// The targets watched.
    pub targets: Vec<ComponentIx>,
    /// What is hit: stops by certainty and horizon, then what has a percentage by what is gone for sure and by
    /// what may be gone, then in model order.
    pub affected: Vec<Outlook>,
    /// Targets down with nothing failed.
    pub already_down: Vec<AlreadyDown>,
    /// Non-essential inputs that shrink but whose loss is blank, and so not counted, in table order.
    pub uncounted_losses: Vec<RequirementIx>,
    /// Plants at home controlled from where an embargo comes (外方控制), in table order.
    pub foreign_controlled: Vec<SupplierIx>,
    /// Whether every cycle came to rest; else levels are upper bounds.
    pub settled: bool,
    statuses: Vec<Status>,
}

impl WhatIf {
    /// What became of a component.
    pub fn status(&self, component: ComponentIx) -> Status {
        self.statuses[component.position()]
    }

    /// What stops, the surest first.
    pub fn stopped(&self) -> impl Iterator<Item = &Outlook> {
        self.affected.iter().filter(|one| one.surest_stop().is_some())
    }

    /// What shrinks without stopping, the worst first.
    pub fn shrunk(&self) -> impl Iterator<Item = &Outlook> {
        self.affected.iter().filter(|one| one.surest_stop().is_none())
    }

    /// How many components stay as they were, those already down included.
    pub fn staying(&self) -> usize {
        self.statuses.len() - self.affected.len()
    }
}

/// Evaluates a failure of several elements at once.
///
/// Complexity: one pass over the graph for each horizon and reading, and the cost of its cycles.
pub fn what_if(graph: &ChainGraph, options: &WhatIfOptions) -> WhatIf {
    let targets = options.targets.clone().unwrap_or_else(|| graph.default_targets());
    let mut horizons = options.horizons.clone();
    horizons.sort_unstable();
    horizons.dedup();
    if horizons.is_empty() {
        horizons.push(Horizon::Long);
    }
    let options = WhatIfOptions { targets: Some(targets.clone()), horizons, ..options.clone() };
    let capacities: Vec<Capacity<'_>> =
        options.horizons.iter().map(|&horizon| weigh(graph, &options, horizon, &targets)).collect();
    let failure = Failure {
        elements: &options.failed,
        depth: options.depth.clamp_share().points() / 100.0,
        control: options.control,
    };
    let positions = positions(&targets);
    let views = Views::new(graph, &positions, &capacities, &failure);
    let study = finding::Study::new(&options, &targets, views);
    let affected = study.affected();
    let question =
        Question { graph, targets: &targets, qualified: options.qualified, control: options.control };
    let key = WorldKey { buyers: Buyers::Everyone, horizon: Horizon::Long };
    let world = World::compile(question, key, Confidence::Low);
    WhatIf {
        already_down: already_down(graph, &world, &world.baselines()),
        uncounted_losses: study.uncounted_losses(),
        foreign_controlled: foreign_controlled(graph.model(), &options.failed),
        settled: study.is_settled(),
        statuses: study.statuses(&affected),
        affected,
        targets,
        options,
    }
}

fn weigh<'g>(
    graph: &'g ChainGraph,
    options: &WhatIfOptions,
    horizon: Horizon,
    targets: &[ComponentIx],
) -> Capacity<'g> {
    let options = CapacityOptions {
        qualified: options.qualified,
        horizon,
        assume: options.assume,
        min_share: options.min_share,
        targets: targets.to_vec(),
        standby: Vec::new(),
    };
    Capacity::new(graph, options)
}
