//! What a caller can get wrong, and what the engine can run out of.

use thiserror::Error;

use crate::tree::{EventIx, GateIx};

/// A question this crate could not answer.
#[derive(Clone, Copy, Debug, PartialEq, Error)]
#[non_exhaustive]
pub enum Error {
    /// An event index that the tree does not have.
    #[error("event {} is not in the tree, which has {events} events", .event.0)]
    UnknownEvent {
        /// The index asked for.
        event: EventIx,
        /// How many events the tree has.
        events: usize,
    },
    /// A gate index that the tree does not have.
    #[error("gate {} is not in the tree, which has {gates} gates", .gate.0)]
    UnknownGate {
        /// The index asked for.
        gate: GateIx,
        /// How many gates the tree has.
        gates: usize,
    },
    /// A gate that was declared and never defined.
    #[error("gate {} was declared but has no definition", .gate.0)]
    UndefinedGate {
        /// The gate without definition.
        gate: GateIx,
    },
    /// A gate that was defined twice.
    #[error("gate {} is defined twice", .gate.0)]
    RedefinedGate {
        /// The gate with two definitions.
        gate: GateIx,
    },
    /// More nodes or inputs than 32-bit indices can name.
    #[error("the tree has more nodes or inputs than 32-bit indices can name")]
    TreeTooLarge,
    /// A maximal order of 0: cut sets start at order 1.
    #[error("the order of a cut set starts at 1")]
    ZeroOrder,
    /// A list of probabilities of the wrong length.
    #[error("{found} probabilities for a tree of {expected} events")]
    ProbabilityCount {
        /// Number of events in the tree.
        expected: usize,
        /// Number of probabilities given.
        found: usize,
    },
    /// A probability that is not a number within 0..=1.
    #[error("probability {value} of event {} is not within 0..=1", .event.0)]
    Probability {
        /// The event with the bad probability.
        event: EventIx,
        /// The value given.
        value: f64,
    },
    /// A number of sets beyond `u128`.
    #[error("the number of sets exceeds 128 bits")]
    CountOverflow,
    /// The budget ran out before the answer was whole.
    #[error("over budget: {0}")]
    BudgetExceeded(Exhausted),
}

/// Which part of a [`Budget`](crate::Budget) ran out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Exhausted {
    /// Too many diagram nodes.
    #[error("the diagram nodes are used up")]
    Nodes,
    /// The deadline has passed.
    #[error("the time is used up")]
    Time,
    /// The operating system refused a stack deep enough for the diagram.
    #[error("no stack deep enough is to be had")]
    Stack,
}
