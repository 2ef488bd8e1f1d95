//! Analyses of the dependency graph: pure functions from a [`liantu_graph::ChainGraph`] and options to a
//! result that carries its parameters. Nothing here reads, writes or formats.

mod capacity;
mod concentration;
mod cover;
mod elements;
mod evidence;
#[cfg(test)]
mod example;
mod interval;
mod level;
mod outcome;
mod spof;
mod what_if;
mod world;

pub use capacity::{Assume, Capacity, CapacityOptions, Failure, Levels, Remaining, certain_loss, worst_loss};
pub use concentration::{PlaceList, PlaceShare, Room, Side, herfindahl, import_herfindahl, place_share};
pub use cover::{CoverBasis, Timing};
pub use elements::{elements_at, strictly_contains};
pub use evidence::EvidenceRow;
pub use interval::Interval;
pub use level::Level;
pub use outcome::{AlreadyDown, Certainty, DownReason};
pub use spof::{
    Addition, Depth, LostTarget, Remedy, SinglePoint, SinglePoints, SpofOptions, UpstreamCone, WitnessReason,
    WitnessStep, single_points,
};
pub use what_if::{HorizonLevel, Outlook, Status, Stop, TargetOutlook, WhatIf, WhatIfOptions, what_if};
