//! The solver of the backup plan: covering with shared fixed costs, with proof. It knows nothing of supply chains,
//! and no command uses it yet.

pub mod covering;
