//! Analyses of the dependency graph.

mod concentration;
mod interval;

pub use concentration::{PlaceList, PlaceShare, Room, Side, herfindahl, import_herfindahl, place_share};
pub use interval::Interval;
