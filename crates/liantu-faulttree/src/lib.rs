//! Minimal cut sets, probability and importance of coherent fault trees.

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
