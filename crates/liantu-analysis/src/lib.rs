//! Analyses of the dependency graph.

mod backup;
mod chokepoints;
mod concentration;
mod cover;
#[cfg(test)]
mod example;
mod interval;
mod level;

pub use backup::{
    Backup, BackupCoverage, BackupFinding, BackupOptions, Backups, Independence, LevelCover, Tier,
    TierFinding, backup,
};
pub use chokepoints::{
    Breadth, Chokepoint, ChokepointOptions, Chokepoints, CoalitionSource, DependenceBasis, DomesticGroups,
    FewestPlaces, Grade, GradeRule, GradeRules, ImportDependence, Judgement, LocalisationBasis,
    LocalisationFact, LocalisationRate, PlaceSource, chokepoints,
};
pub use concentration::{PlaceList, PlaceShare, Room, Side, herfindahl, import_herfindahl, place_share};
pub use cover::CoverBasis;
pub use interval::Interval;
pub use level::BackupLevel;
