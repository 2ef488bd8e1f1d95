//! Time to survive (TTS): how long nothing is missed of the final products once something has failed.
//!
//! For a chain in which every input comes from one place, with `r_ij` units of i in a unit of j, `d_i` wanted a
//! week of i and `s_i` in stock,
//!
//! ```text
//! q_i(t) = max(0, d_i t + Σ_j r_ij q_j(t) − s_i)      the least of i that must be made by week t
//! TTS(i) = sup { t : q_i(t) = 0 }
//! ```
//!
//! which is convex and piecewise linear, so one pass from consumers to producers gives every component. A set of
//! components that fail together survives as long as the first of them: `q` is the least vector.
//!
//! Simchi-Levi et al., *Interfaces* 45(5), 2015, <https://doi.org/10.1287/inte.2015.0804>, is where the measure
//! comes from.

mod clock;
mod curve;
mod elements;
mod flow;
#[cfg(test)]
mod tests;

pub use clock::ClockGap;
pub use elements::{
    ElementClock, ElementSurvival, ElementSurvivalOptions, Exposure, LostComponent, PartLost,
    element_survival,
};

use crate::Interval;
use clock::{Clock, Clocks};
use flow::Flow;
use liantu_graph::ChainGraph;
use liantu_model::{ComponentIx, Percent};

/// What to ask of [`time_to_survive`].
#[derive(Debug, Clone, PartialEq)]
pub struct SurvivalOptions {
    /// The final products; blank = [`ChainGraph::default_targets`].
    pub targets: Vec<ComponentIx>,
    /// The part of what fails that is lost, 0..=100.
    pub depth: Percent,
}

impl Default for SurvivalOptions {
    fn default() -> Self {
        Self { targets: Vec::new(), depth: Percent::HUNDRED }
    }
}

/// The clocks of a dataset.
#[derive(Debug, Clone, PartialEq)]
pub struct Survival {
    /// What was asked; targets filled in.
    pub options: SurvivalOptions,
    /// Every component, in model order.
    pub components: Vec<ComponentSurvival>,
}

/// How long nothing is missed when nobody delivers a component.
#[derive(Debug, Clone, PartialEq)]
pub struct ComponentSurvival {
    /// Which.
    pub component: ComponentIx,
    /// Weeks, when what there is goes where it is needed first; ∞: never.
    pub coordinated: Interval<f64>,
    /// Weeks, when everybody goes on as always until nothing is left; ∞: never.
    pub uncoordinated: Interval<f64>,
    /// Why they are intervals; empty when they are exact.
    pub gaps: Vec<ClockGap>,
}

/// Computes the time to survive of every component.
///
/// Complexity: O(components log components + requirements + bends of the curves), one pass.
pub fn time_to_survive(graph: &ChainGraph, options: &SurvivalOptions) -> Survival {
    let mut options = options.clone();
    if options.targets.is_empty() {
        options.targets = graph.default_targets();
    }
    let lost = [Interval::exactly(options.depth.clamp_share().points() / 100.0)];
    let answers = Clocks::answers(Flow::new(graph, &options.targets), |_| &lost);
    let components = graph.model().component_indices().zip(answers.into_iter().flatten());
    let components = components.map(|(component, clock)| {
        let Clock { coordinated, uncoordinated, gaps } = clock;
        ComponentSurvival { component, coordinated, uncoordinated, gaps }
    });
    Survival { components: components.collect(), options }
}

/// What the dataset says is in stock of every component, in weeks of normal throughput, and whether it says
/// anything; from nothing to endless where the weeks cannot be told.
pub(crate) fn throughput_weeks(graph: &ChainGraph, targets: &[ComponentIx]) -> Vec<(Interval<f64>, bool)> {
    let flow = Flow::new(graph, targets);
    flow.stages.iter().map(|stage| (stage.weeks, stage.has_stock)).collect()
}
