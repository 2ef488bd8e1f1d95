//! Where a chain is: local supply, cities and what hangs on them, how far buyers reach, who supplies whom, and
//! how much of a chain one owner holds.
//!
//! Active listed sources only; backups are counted apart. What is there is asked, not who buys from whom:
//! purchases by name are not used.

mod cities;
mod dependences;
mod integration;
mod makers;
mod needs;
mod partners;
mod reach;
mod supply;
#[cfg(test)]
mod tests;

pub use cities::{City, ExclusiveComponent};
pub use dependences::Dependence;
pub use integration::Integration;
pub use makers::{Makers, makers};
pub use needs::{Need, NeedCount};
pub use partners::PartnerCity;
pub use reach::{BuyerReach, Unreached};
pub use supply::{ChainRing, ChainSupply, ComponentSupply, RingSupply, SourceCount};

use crate::cover::Covers;
use crate::{Assurance, assurance};
use liantu_graph::ChainGraph;
use liantu_model::{ComponentIx, Model, RegionIx, RegionLevel};
use needs::Needs;

/// What to ask of [`regions`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegionOptions {
    /// Targets of single points and vertical integration; blank = [`ChainGraph::default_targets`].
    pub targets: Vec<ComponentIx>,
    /// Percentages of inputs whose supporting radius is asked for, 1..=100.
    pub reach_percent: [u32; 2],
    /// Owners that hold fewer components of a target's cone are left out.
    pub least_breadth: usize,
}

impl Default for RegionOptions {
    fn default() -> Self {
        Self { targets: Vec::new(), reach_percent: [50, 90], least_breadth: 2 }
    }
}

/// The regional view of one dataset.
#[derive(Debug, Clone, PartialEq)]
pub struct Regions {
    /// What was asked; targets filled in.
    pub options: RegionOptions,
    /// One per component with active offers, in model order.
    pub components: Vec<ComponentSupply>,
    /// One per chain that has such inputs, in model order; components without a chain last.
    pub chains: Vec<ChainSupply>,
    /// Domestic localities with active sources or backups: those at home first, then the delta, then others;
    /// then by number of components, then by id.
    pub cities: Vec<City>,
    /// What products made at home need that has no source at home, by product in model order.
    pub dependences: Vec<Dependence>,
    /// Firms at home that need inputs, by id.
    pub buyers: Vec<BuyerReach>,
    /// Which localities could supply which at home, by core, then by number of components, then by id.
    pub partners: Vec<PartnerCity>,
    /// Owners with several components of a target's cone, by target, the broadest first, then by id.
    pub integration: Vec<Integration>,
    /// What can be had with domestic supply alone.
    pub assurance: Assurance,
}

/// The regional view. Components, buyers and owners in parallel; O(rows × totals + buyers × inputs × sources).
pub fn regions(graph: &ChainGraph, options: &RegionOptions) -> Regions {
    let mut options = options.clone();
    if options.targets.is_empty() {
        options.targets = graph.default_targets();
    }
    let covers = Covers::new(graph, 0.0);
    let components = supply::components(graph, &covers);
    let needs = Needs::of(graph);
    Regions {
        chains: supply::chains(graph, &components),
        components,
        cities: cities::cities(graph, &needs, &options.targets),
        dependences: dependences::dependences(graph, &needs),
        buyers: reach::buyers(graph, &needs, options.reach_percent),
        partners: partners::partners(graph, &needs),
        integration: integration::integration(graph, &options),
        assurance: assurance(graph),
        options,
    }
}

/// The city around a region, else the region itself: as narrowly as its place is known.
pub(crate) fn locality(model: &Model, region: RegionIx) -> RegionIx {
    model.around(region).find(|&around| model.is_at_level(around, RegionLevel::City)).unwrap_or(region)
}
