//! Analyses of the dependency graph.

mod chokepoints;
mod concentration;
mod cover;
#[cfg(test)]
mod example;
mod interval;

pub use chokepoints::{
    Breadth, Chokepoint, ChokepointOptions, Chokepoints, CoalitionSource, DependenceBasis, DomesticGroups,
    FewestPlaces, Grade, GradeRule, GradeRules, ImportDependence, Judgement, LocalisationBasis,
    LocalisationFact, LocalisationRate, PlaceSource, chokepoints,
};
pub use concentration::{PlaceList, PlaceShare, Room, Side, herfindahl, import_herfindahl, place_share};
pub use cover::CoverBasis;
pub use interval::Interval;
