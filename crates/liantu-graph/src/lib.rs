//! The chain as a graph, and what the graph means when things fail.
//!
//! [`ChainGraph`] freezes a [`liantu_model::Model`]: a typed multigraph for traversal ([`Query`]), and the
//! supply accounting ([`SupplyList`], [`Offer`]) that says who really offers a component and how sure that
//! is. A [`Structure`] is the structure function compiled for one question; a [`State`] evaluates failures
//! on it by counting, with an undo log.

mod accounting;
mod compile;
mod graph;
mod network;
mod query;
mod sellers;
mod set;
mod state;
mod structure;
mod switches;

pub use accounting::{CompletenessBasis, Doubted, Market, Offer, OfferSource, Presence, SupplyList};
pub use compile::in_scope;
pub use graph::{ChainGraph, GraphError};
pub use query::{Direction, Query};
pub use set::ComponentSet;
pub use state::{Loan, Mark, State};
pub use structure::{
    Buyers, CompileOptions, Control, Horizon, Node, Qualified, Reading, SourceGates, Structure, Target,
};
pub use switches::Switched;
