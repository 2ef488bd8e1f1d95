//! Several chains side by side: one row for each, and what they have in common.

mod common;
mod digest;
mod summary;

pub use digest::ChainDigest;
pub use summary::{LeftOut, chains};
