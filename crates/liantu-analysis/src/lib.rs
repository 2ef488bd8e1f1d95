//! Analyses of the dependency graph.

mod concentration;
mod cover;
#[cfg(test)]
mod example;
mod interval;

pub use concentration::{PlaceList, PlaceShare, Room, Side, herfindahl, import_herfindahl, place_share};
pub use cover::{CoverBasis, Timing};
pub use interval::Interval;
