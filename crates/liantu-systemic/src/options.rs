//! How ESRI is computed.

use crate::backing::Backing;

/// Whether rivals of the same sector step in.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Replaceability<'a> {
    /// A supplier is missed by its share of what its sector still produces.
    #[default]
    MarketShare,
    /// Nobody steps in.
    Off,
    /// Those named step in, as far as they stand and their capacity goes. Orders stay lost: a backup's own
    /// purchases do not rise.
    Named(&'a Backing),
}

/// The last step towards a fixed point, in parts of the error allowed: steps that shrink by a part of 10⁻⁵ each
/// still sum to less than that error.
const LAST_STEP: f64 = 1e-5;

/// When a state is the result.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Solution {
    /// The published program: synchronous steps until no loss rises by more than `eps` in one. A closed sector
    /// has an output of 1 money unit, so that results depend on the unit.
    Compat {
        /// Largest rise of a loss in a step that ends the steps.
        eps: f64,
    },
    /// The fixed point: steps until none exceeds `error` · 10⁻⁵, so that the error of a loss is below `error` unless
    /// steps shrink by less than a part of 10⁻⁵ each. A supplier of a closed sector is missed wholly, whatever the
    /// money unit.
    FixedPoint {
        /// Error aimed at.
        error: f64,
    },
}

impl Solution {
    /// As published: `eps` 0.01.
    pub const PUBLISHED: Self = Self::Compat { eps: 1e-2 };
}

/// Knobs of [`esri`](crate::esri).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EsriOptions<'a> {
    /// When a state is the result.
    pub solution: Solution,
    /// Whether rivals step in.
    pub replaceability: Replaceability<'a>,
}

impl EsriOptions<'_> {
    /// The largest rise of a loss in the step that ends a scenario; one that ends with more was given up.
    pub fn last_step(&self) -> f64 {
        match self.solution {
            Solution::Compat { eps } => eps,
            Solution::FixedPoint { error } => error * LAST_STEP,
        }
    }
}

impl Default for EsriOptions<'_> {
    fn default() -> Self {
        Self { solution: Solution::FixedPoint { error: 1e-10 }, replaceability: Replaceability::MarketShare }
    }
}
