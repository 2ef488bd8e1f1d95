//! Set covering with fixed costs, shortfalls and side conditions, solved with proof.
//!
//! *Components* want cover. *Arcs* give cover to one component each, at a cost; arcs of one *group* share a
//! fixed cost that is paid once. Each *row* of a component asks for enough cover from the arcs that one failure
//! leaves. What a component's worst row lacks is its *shortfall*, at a price per unit. *Cuts* are rows that
//! hold unless one arc among some, of whatever components, is chosen; *caps* allow so many arcs among some.
//!
//! ```text
//! minimise   Σ fixed_g y_g + Σ cost_a x_a + Σ price_c h_c          x, y ∈ {0, 1},  h ≥ floor
//!            x_a ≤ y_g(a)
//!            Σ_{a ∈ arcs(c) \ lost_k} cover_a x_a + h_c ≥ need_k    for every row k of c
//!            need_r Σ_{a ∈ r} x_a + Σ_{a ∈ arcs(c(r)) \ lost_r} cover_a x_a + h_c(r) ≥ need_r    for every cut r
//!            Σ_{a ∈ k} x_a ≤ most_k                                 for every cap k
//! ```
//!
//! Method: Lagrangian decomposition. The links between components (shared fixed costs, cuts, caps, a limit) are
//! priced, which leaves one small problem per component, solved exactly by depth-first search with the
//! fractional-cover bound; a subgradient ascent raises the bound (Held, Wolfe and Crowder 1974,
//! doi 10.1007/BF01580223); block-coordinate search over components lowers the cost; reduced costs settle most
//! groups; and best-first branch-and-bound over what is left closes the gap.

mod ascent;
mod blocks;
mod branch;
mod fixing;
mod heuristics;
mod instance;
mod layout;
mod local;
mod objective;
mod relaxation;
mod solve;
#[cfg(test)]
mod tests;

pub use instance::{Arc, Cap, Cover, Cut, Instance, Row};
pub use objective::{Limit, Objective, Value};
pub use solve::{Effort, Progress, Solution, solve};
