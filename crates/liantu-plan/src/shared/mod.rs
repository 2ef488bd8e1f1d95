//! Plans in which a firm's backups share its plant (shared capacity).
//!
//! What a firm states that it can take over of a component is what it could if it made nothing else of its backups. Under
//! one failure it gives a part of its plant to each component that falls short, and the parts are at most the whole:
//!
//! ```text
//! minimise   Σ f_s y_s + Σ q_a x_a          after the least Σ h_c, or within a budget, or with a penalty
//! Σ_{a of c left by k} cap_a u_ak + h_c ≥ need_ck     for every failure k and component c
//! u_ak ≤ x_a,   x_a ≤ y_s,   Σ_{a of s} u_ak ≤ 1       x binary, 0 ≤ u, y, h ≤ 1
//! ```
//!
//! Direct losses only. Components that fall short with nothing failed do so under every failure. This couples all
//! components, so that the decomposition of [`crate::covering`] does not hold; it is left to a general solver,
//! `HiGHS` (<https://highs.dev>), of the feature `highs`. What the solver returns is checked by plain arithmetic.

#[cfg(feature = "highs")]
mod demand;
#[cfg(feature = "highs")]
mod program;
#[cfg(feature = "highs")]
mod solve;

#[cfg(feature = "highs")]
pub use solve::shared_plan;

use crate::options::PlanOptions;
use crate::problem::Failure;
use liantu_graph::OfferSource;
use liantu_model::{ComponentIx, SupplyIx, SupplyStatus};

/// Whether this build has the solver.
pub const HAS_SOLVER: bool = cfg!(feature = "highs");

/// The best plan in which firms share their plants among what they back up.
#[derive(Debug, Clone, PartialEq)]
pub struct SharedPlan {
    /// What was asked; targets filled in.
    pub options: PlanOptions,
    /// What was minimised: cost, and penalty with [`crate::Goal::Penalty`]; the weighted missing cover (in units of all
    /// demand) with [`crate::Goal::Budget`].
    pub objective: f64,
    /// No plan is below this.
    pub lower_bound: f64,
    /// Cost of the chosen actions, taking firms on included; their number where costs are missing.
    pub cost: f64,
    /// Rows that could be chosen but for which no cost is stated: then actions are counted instead.
    pub missing_costs: Vec<SupplyIx>,
    /// Whether the gap asked for was reached.
    pub is_complete: bool,
    /// Whether the figures hold by plain arithmetic on the chosen rows.
    pub is_verified: bool,
    /// What to bring in, by component, then source.
    pub chosen: Vec<SharedAction>,
    /// Components that fall short under the worst failure, and by how much of demand, 0..=1.
    pub missing: Vec<(ComponentIx, f64)>,
    /// How firms with several backups in use deal out their plants, failure by failure.
    pub shares: Vec<PlantShare>,
    /// Components that had to be covered.
    pub components: Vec<ComponentIx>,
    /// Rows that could be chosen.
    pub choices: usize,
    /// Failures tried.
    pub failures: usize,
}

impl SharedPlan {
    /// How far the objective may be from the best, as a part of it; 0 when it is proven best.
    pub fn gap(&self) -> f64 {
        crate::plan::gap(self.objective, self.lower_bound)
    }
}

/// One source to bring in.
#[derive(Debug, Clone, PartialEq)]
pub struct SharedAction {
    /// Its row.
    pub row: SupplyIx,
    /// Of what.
    pub component: ComponentIx,
    /// Who.
    pub source: OfferSource,
    /// Qualified or candidate.
    pub status: SupplyStatus,
    /// What it takes over with all of its plant, of demand, 0..=1.
    pub cover: f64,
    /// Whether that is stated, not assumed.
    pub states_cover: bool,
    /// Cost of the row; where costs are missing, as stated or not.
    pub cost: Option<f64>,
}

/// A part of a plant given to one component under one failure.
#[derive(Debug, Clone, PartialEq)]
pub struct PlantShare {
    /// What fails; nothing, when components fall short by themselves.
    pub failure: Failure,
    /// The firm's row.
    pub row: SupplyIx,
    /// Of what.
    pub component: ComponentIx,
    /// Whose.
    pub source: OfferSource,
    /// The part of the plant, 0..=1.
    pub part: f64,
}
