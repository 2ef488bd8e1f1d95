//! The solver of the backup plan: covering with shared fixed costs, with proof. It knows nothing of supply chains,
//! and no command uses it yet.

pub mod covering;

mod autonomy;
mod cuts;
mod explain;
mod optimise;
mod options;
mod plan;
mod problem;
mod verify;

pub use autonomy::{Autonomy, AutonomyOptions, Measure, Reach, Step, TargetAutonomy, autonomy};
pub use options::{Goal, Order, PlanOptions, RegionCap};
pub use plan::{Action, LeftOut, Plan, Removed, Uncovered, plan};
pub use problem::Failure;
