//! What to bring in: the cheapest backups that leave enough after every failure ([`plan`]), and what is missing to
//! live on supply in scope ([`autonomy`]). Both rest on [`covering`], a solver with proof that knows nothing of
//! supply chains, and on the structure function, which confirms every answer.

pub mod covering;

mod autonomy;
mod cuts;
mod explain;
mod frontier;
mod grow;
mod optimise;
mod options;
mod plan;
mod problem;
mod shared;
mod verify;

pub use autonomy::{Autonomy, AutonomyOptions, Distance, Measure, Reach, Step, TargetAutonomy, autonomy};
pub use frontier::{Frontier, FrontierOptions, FrontierPoint, frontier};
pub use options::{Goal, Order, PlanOptions, RegionCap};
pub use plan::{Action, LeftOut, Plan, Removed, Uncovered, plan};
pub use problem::{Failure, essential};
#[cfg(feature = "highs")]
pub use shared::shared_plan;
pub use shared::{HAS_SOLVER, PlantShare, SharedAction, SharedPlan};
