//! Minimal cut sets, probability and importance of coherent fault trees.
//!
//! A [`FaultTree`] has basic events and threshold gates: a gate fails when at least *k* of its inputs fail. Gates may be
//! shared and may refer to each other in circles; a gate has failed only when that can be derived from failed events.
//! Any gate can be the top of an analysis, and no analysis changes the tree.
//!
//! | question | answer | cost |
//! |---|---|---|
//! | which gates fail now? | [`FaultTree::evaluate`] | linear |
//! | which events fail which gates alone? | [`FaultTree::single_points`] | edges × events / 64 |
//! | which pairs fail a gate? | [`FaultTree::double_points`] | edges × events² / 64 |
//! | which sets up to order *k* fail a gate? | [`FaultTree::minimal_cut_sets`] | within a [`Budget`] |
//! | what is the whole function of a gate? | [`FaultTree::solve`] | within a [`Budget`] |
//!
//! A [`Solution`] gives exact probabilities, importance, and all minimal cut and path sets; [`CutSets`] are counted
//! without being listed, and listed in order without being held in memory.
//!
//! ```
//! use liantu_faulttree::{Budget, FaultTreeBuilder};
//!
//! let mut builder = FaultTreeBuilder::default();
//! let (mine, smelter_a, smelter_b) = (builder.event(), builder.event(), builder.event());
//! let smelting = builder.all_of([smelter_a.into(), smelter_b.into()]);
//! let metal = builder.any_of([mine.into(), smelting.into()]);
//! let tree = builder.build()?;
//!
//! let sets = tree.minimal_cut_sets(metal, 2, &Budget::default())?;
//! assert_eq!(sets.counts()?, [0, 1, 1]);
//! assert_eq!(sets.iter().next(), Some(vec![mine]));
//!
//! let solution = tree.solve(metal, &Budget::default())?;
//! assert!((solution.probability(&[0.1, 0.2, 0.3])? - 0.154).abs() < 1e-12);
//! # Ok::<(), liantu_faulttree::Error>(())
//! ```
//!
//! # How
//!
//! A top is first simplified (`network`: constants, pass-throughs, equal gates, chains of one kind), then split into
//! modules that share nothing with the rest (`modules`). Low orders come from truncated families (`truncated`, `zbdd`),
//! solved module by module from the top down; the whole function from one binary decision diagram per module (`bdd`),
//! for which several variable orders race (`order`, `solve`). Circles are condensed and iterated until stable.
//!
//! Nothing here prints, reads, or panics on any input; equal input gives equal output for any number of threads.

mod bdd;
mod budget;
mod components;
mod cut_sets;
mod error;
mod family;
mod importance;
mod modules;
mod network;
mod order;
mod sets;
mod solution;
mod solve;
mod store;
mod tree;
mod truncated;
mod visits;
mod worlds;
mod zbdd;

pub use budget::Budget;
pub use cut_sets::{Completeness, CutSets};
pub use error::{Error, Exhausted};
pub use importance::{Bound, Estimate, Importance};
pub use sets::Sets;
pub use solution::Solution;
pub use tree::{EventIx, FaultTree, FaultTreeBuilder, GateIx, Input};
