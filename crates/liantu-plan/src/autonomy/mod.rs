//! Distance to autonomy: the fewest, or cheapest, components for which a source must be added in scope so that
//! the targets survive with supply in scope only.
//!
//! Exact on the AND/OR graph, with whatever several targets share counted once: an implicit hitting set. Every
//! choice that leaves a target down shows a set of components of which one at least must be added; the smallest
//! choice that meets all sets shown so far is evaluated next, until the targets are up with it (the scheme of
//! Reiter's diagnosis from first principles, 1987, doi 10.1016/0004-3702(87)90062-2, on the upper side).
//!
//! Any target can be reached: with a source added for every component that has supply rows, everything that a
//! target needs stands in the greatest fixpoint.

mod question;
mod steps;

use crate::covering::{Effort, Progress};
use liantu_analysis::Ring;
use liantu_graph::{ChainGraph, Direction, Horizon, Qualified};
use liantu_model::{ComponentIx, SupplyIx};
use question::Question;
use rayon::prelude::*;

/// What is least.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// The number of components.
    Fewest,
    /// First the number of components nobody in scope states a cost for, then the cost of the others.
    Cheapest,
}

/// What to ask of [`autonomy`].
#[derive(Debug, Clone, PartialEq)]
pub struct AutonomyOptions {
    /// Where supply may come from.
    pub scope: Ring,
    /// Targets; blank = [`ChainGraph::default_targets`].
    pub targets: Vec<ComponentIx>,
    /// Whether qualified sources in scope count as supply.
    pub qualified: Qualified,
    /// What is least.
    pub measure: Measure,
    /// How far to go.
    pub effort: Effort,
}

impl Default for AutonomyOptions {
    fn default() -> Self {
        Self {
            scope: Ring::Domestic,
            targets: Vec::new(),
            qualified: Qualified::Ignored,
            measure: Measure::Fewest,
            effort: Effort::default(),
        }
    }
}

/// How far the targets are from living on supply in scope.
#[derive(Debug, Clone, PartialEq)]
pub struct Autonomy {
    /// What was asked; targets filled in.
    pub options: AutonomyOptions,
    /// For all targets together, in the order in which additions bring most: 攻关 list.
    pub steps: Vec<Step>,
    /// How far all targets together are.
    pub distance: Distance,
    /// The same when only consumed inputs count.
    pub short_distance: Distance,
    /// Each target by itself.
    pub targets: Vec<TargetAutonomy>,
    /// 保障率 now: essential components that can be had in scope, short and long horizon.
    pub reach: Reach,
    /// Essential components without any supply row and input, taken as available and not counted, by id.
    pub untracked: Vec<ComponentIx>,
    /// Whether all minima are proven.
    pub is_complete: bool,
}

/// How much must be added.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Distance {
    /// Components.
    pub components: usize,
    /// Of them those for which nobody in scope states a cost.
    pub without_cost: usize,
    /// Stated costs of the others together.
    pub cost: f64,
    /// Fewer do not suffice (with [`Measure::Fewest`]). Equal to `components` when that is proven.
    pub least: usize,
}

/// Essential components that can be had with supply in scope only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reach {
    /// When only consumed inputs count.
    pub short: usize,
    /// When inputs of every role count.
    pub long: usize,
    /// Of so many: components that reach a target through essential inputs and have supply rows.
    pub essential: usize,
}

/// One target by itself.
#[derive(Debug, Clone, PartialEq)]
pub struct TargetAutonomy {
    /// Which.
    pub target: ComponentIx,
    /// What it needs; nothing when it is up already.
    pub distance: Distance,
    /// The components, by id.
    pub needs: Vec<ComponentIx>,
    /// What it needs when only consumed inputs count.
    pub short_distance: Distance,
}

/// A component to find a source for.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Which.
    pub component: ComponentIx,
    /// Qualified rows and candidates in scope, by source.
    pub leads: Vec<SupplyIx>,
    /// Cost of the cheapest of them, where one is stated.
    pub cost: Option<f64>,
    /// Whether some target stays down whatever else is added: no other choice does without it.
    pub is_unavoidable: bool,
    /// Targets that stay down without it, all other steps done.
    pub targets: Vec<ComponentIx>,
    /// The shorter horizon at which a target stays down without it.
    pub horizon: Horizon,
    /// Targets up after this and all earlier steps.
    pub targets_up: usize,
    /// 保障率 after this and all earlier steps.
    pub reach: Reach,
}

/// The distance to autonomy. A pure function of graph and options unless stopped; then what is not proven is
/// still enough.
///
/// Each question costs O(nodes of the structure); a choice that falls short takes a few for every component that
/// would help.
pub fn autonomy(graph: &ChainGraph, options: &AutonomyOptions, progress: &dyn Progress) -> Autonomy {
    let mut options = options.clone();
    if options.targets.is_empty() {
        options.targets = graph.default_targets();
    }
    let long = Question::new(graph, &options, Horizon::Long);
    let short = Question::new(graph, &options, Horizon::Short);
    let all: Vec<usize> = (0..options.targets.len()).collect();
    let (joint, joint_short) = (long.least(&all, progress), short.least(&all, progress));
    let each: Vec<(TargetAutonomy, bool)> =
        all.par_iter().map(|&target| one_target(&long, &short, target, progress)).collect();
    Autonomy {
        steps: steps::steps(&long, &short, &joint.chosen),
        distance: long.distance(&joint),
        short_distance: short.distance(&joint_short),
        reach: steps::reach(&long, &short, &vec![false; long.components.len()]),
        untracked: untracked(graph, &options.targets),
        is_complete: joint.is_proven && joint_short.is_proven && each.iter().all(|(_, proven)| *proven),
        targets: each.into_iter().map(|(target, _)| target).collect(),
        options,
    }
}

fn one_target(
    long: &Question<'_>,
    short: &Question<'_>,
    target: usize,
    progress: &dyn Progress,
) -> (TargetAutonomy, bool) {
    let (own, own_short) = (long.least(&[target], progress), short.least(&[target], progress));
    let needs = long.components.iter().zip(&own.chosen).filter(|(_, chosen)| **chosen);
    let found = TargetAutonomy {
        target: long.options.targets[target],
        distance: long.distance(&own),
        needs: needs.map(|(&component, _)| component).collect(),
        short_distance: short.distance(&own_short),
    };
    (found, own.is_proven && own_short.is_proven)
}

fn untracked(graph: &ChainGraph, targets: &[ComponentIx]) -> Vec<ComponentIx> {
    let cone = graph.query(Direction::Upstream, targets.iter().copied()).essential().resolve();
    let mut untracked: Vec<ComponentIx> = cone.iter().filter(|&one| graph.is_untracked(one)).collect();
    untracked.sort_by_key(|&one| graph.model().component(one).id.as_str());
    untracked
}
