//! What to ask of a plan.

use crate::covering::Effort;
use liantu_analysis::{Assumed, Level, Upstream};
use liantu_model::{ComponentIx, Percent, RegionIx};

/// What the plan is to achieve.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Goal {
    /// Every failure that can be covered is covered, others as far as can be; then the least cost.
    Full,
    /// Least cost and penalty together: so much per unit (all of a component's demand) of missing cover.
    Penalty(f64),
    /// Most weighted cover for at most so much; then the least cost.
    Budget(f64),
}

/// So many new sources in a region at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RegionCap {
    /// The region, with everything inside it.
    pub region: RegionIx,
    /// How many.
    pub most: u32,
}

/// How many elements fail together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Order {
    /// Each alone (N-1).
    Single,
    /// Each two (N-2).
    Pairs,
}

/// What to ask of [`crate::plan`].
#[derive(Debug, Clone, PartialEq)]
pub struct PlanOptions {
    /// Cover that every failure must leave, percent of demand.
    pub required_cover: Percent,
    /// Backups count when they deliver within this many weeks.
    pub within_weeks: f64,
    /// Levels of failure.
    pub levels: Vec<Level>,
    /// How many fail together.
    pub order: Order,
    /// Targets; blank = [`liantu_graph::ChainGraph::default_targets`].
    pub targets: Vec<ComponentIx>,
    /// Whether losses of inputs count.
    pub upstream: Upstream,
    /// What to achieve.
    pub goal: Goal,
    /// Limits per region.
    pub caps: Vec<RegionCap>,
    /// What is assumed where the data says nothing.
    pub assumed: Assumed,
    /// How far to go.
    pub effort: Effort,
}

impl Default for PlanOptions {
    fn default() -> Self {
        Self {
            required_cover: Percent::from_millionths(70_000_000),
            within_weeks: 26.0,
            levels: vec![Level::Supplier, Level::Group, Level::Country],
            order: Order::Single,
            targets: Vec::new(),
            upstream: Upstream::Followed,
            goal: Goal::Full,
            caps: Vec::new(),
            assumed: Assumed::default(),
            effort: Effort::default(),
        }
    }
}
