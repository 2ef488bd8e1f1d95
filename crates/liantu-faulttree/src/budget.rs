//! How much work an exact analysis may cost before it gives up.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crate::error::Exhausted;

/// Limits of one analysis. Exceeding one is an ordinary outcome, never an abort.
///
/// The node limit is deterministic: the same tree and limit give the same outcome on every machine and for every
/// number of threads. The time limit is not, so leave it out where bytes must repeat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    nodes: usize,
    time: Option<Duration>,
}

impl Budget {
    /// Default number of diagram nodes of one attempt.
    pub const DEFAULT_NODES: usize = 8_000_000;

    /// A budget of `nodes` decision-diagram nodes (about 40 bytes each, caches included) per attempt at a module.
    pub const fn nodes(nodes: usize) -> Self {
        Self { nodes, time: None }
    }

    /// The same budget with a limit of wall time, counted from the call that spends it.
    #[must_use]
    pub const fn with_time(self, time: Duration) -> Self {
        Self { time: Some(time), ..self }
    }

    pub(crate) fn start(&self) -> Allowance {
        Allowance { nodes: self.nodes, deadline: self.time.and_then(|time| Instant::now().checked_add(time)) }
    }
}

impl Default for Budget {
    fn default() -> Self {
        Self::nodes(Self::DEFAULT_NODES)
    }
}

/// A [`Budget`] whose clock is running.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Allowance {
    pub(crate) nodes: usize,
    deadline: Option<Instant>,
}

impl Allowance {
    pub(crate) fn with_nodes(self, nodes: usize) -> Self {
        Self { nodes, ..self }
    }

    /// The same allowance with only half of the remaining time.
    pub(crate) fn half_time(self) -> Self {
        let now = Instant::now();
        let deadline = self.deadline.map(|deadline| now + deadline.saturating_duration_since(now) / 2);
        Self { deadline, ..self }
    }

    fn time_is_up(&self) -> bool {
        self.deadline.is_some_and(|deadline| Instant::now() >= deadline)
    }
}

/// Why a computation stopped early.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    Exhausted(Exhausted),
    /// A better-placed rival in the portfolio has finished.
    Overtaken,
}

/// Counts the steps of one computation against its allowance.
#[derive(Debug)]
pub(crate) struct Meter<'race> {
    allowance: Allowance,
    steps: u32,
    race: Option<Lane<'race>>,
}

/// The place of one candidate in a race: it gives way to finishers with a lower number only, so that the winner does
/// not depend on timing.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lane<'race> {
    pub(crate) number: usize,
    pub(crate) best_finisher: &'race AtomicUsize,
}

/// Steps between two looks at the clock.
const STEPS_PER_LOOK: u32 = 1 << 12;

impl<'race> Meter<'race> {
    pub(crate) fn new(allowance: Allowance, race: Option<Lane<'race>>) -> Self {
        Self { allowance, steps: 0, race }
    }

    /// Fails when `nodes` nodes are too many.
    pub(crate) fn charge(&self, nodes: usize) -> Result<(), Stop> {
        if nodes >= self.allowance.nodes {
            return Err(Stop::Exhausted(Exhausted::Nodes));
        }
        Ok(())
    }

    /// Counts one step, and looks at the clock now and then.
    pub(crate) fn step(&mut self) -> Result<(), Stop> {
        self.steps += 1;
        if self.steps < STEPS_PER_LOOK {
            return Ok(());
        }
        self.steps = 0;
        self.look()
    }

    /// Looks at the clock and at the race.
    pub(crate) fn look(&self) -> Result<(), Stop> {
        if self.allowance.time_is_up() {
            return Err(Stop::Exhausted(Exhausted::Time));
        }
        let overtaken =
            self.race.is_some_and(|lane| lane.best_finisher.load(Ordering::Relaxed) < lane.number);
        if overtaken {
            return Err(Stop::Overtaken);
        }
        Ok(())
    }
}
