//! The definitions of the supply accounting and the structure function, evaluated by brute force.
//!
//! Written from the text of the definitions alone, simple and slow, so that the fast implementations can be
//! held against it. It does its own accounting of totals. `docs` of each item say how a sentence that allows
//! more than one reading was read.

mod accounting;
mod backup;
mod findings;
mod grade;
mod levels;
mod questions;
mod robustness;
mod structure;
mod survival;

pub use accounting::{Accounting, Market, Offer, Readings, Seat, Share, offers};
pub use backup::{cover_left, falls_by_inputs};
pub use findings::{
    Certainty, DownTarget, LostTarget, SinglePoint, SinglePoints, all_elements, minimal_cut_sets,
    single_points, targets,
};
pub use grade::{Failure, evidence_grade};
pub use levels::{Delivered, Level, Standby, delivered, levels, levels_under_embargo};
pub use questions::{Settled, best_worth, settled, transversals};
pub use robustness::{
    Error, SetStatement, Statement, WrongRow, overturning, overturning_alone, overturning_of_set,
};
pub use structure::{ControlledPlants, Outcome, evaluate, evaluate_embargo, evaluate_within};
pub use survival::{weeks_coordinated, weeks_uncoordinated};

/// Which unlisted supply exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reading {
    /// Only listed supply.
    Pessimistic,
    /// Unlisted supply too, where the list is incomplete.
    Optimistic,
}

impl Reading {
    /// Both, the pessimistic first.
    pub const ALL: [Self; 2] = [Self::Pessimistic, Self::Optimistic];
}

/// Which inputs count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Horizon {
    /// 短期停产: inputs that are `consumed`; any other input counts as standing there already.
    Short,
    /// 长期受阻: inputs of every role.
    #[default]
    Long,
}

/// Which supply rows are offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Counting {
    /// Active rows.
    #[default]
    Active,
    /// Active rows, and qualified ones beside them (`--count-qualified`).
    ActiveAndQualified,
}

/// What an evaluation assumes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Options {
    /// Which supply rows are offers.
    pub counting: Counting,
    /// Which inputs count.
    pub horizon: Horizon,
}

#[cfg(test)]
mod tests;
