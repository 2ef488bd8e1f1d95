//! Analyses of the dependency graph: pure functions from a [`liantu_graph::ChainGraph`] and options to a
//! result that carries its parameters. Nothing here reads, writes or formats.

mod arcs;
mod ask;
mod assurance;
mod backup;
mod capacity;
mod chokepoints;
mod common;
mod compare;
mod concentration;
mod core_library;
mod cover;
mod cutsets;
mod distance;
mod elements;
mod evidence;
#[cfg(test)]
mod example;
mod exposure;
mod found;
mod interval;
mod matching;
mod outcome;
mod purchase_network;
mod random;
mod ranking;
mod regions;
mod reviews;
mod sensitivity;
mod spof;
mod survival;
mod timeline;
mod upstream_cover;
mod what_if;
mod whereabouts;
mod world;

pub use ask::{
    Answer, Ask, AskOptions, Chosen, Conclusion, Effect, Pick, Question, QuestionKind, Settlement, Way,
    addressees, addressees_of, ask, choose,
};
pub use assurance::{Assurance, Assured, assurance};
pub use backup::{
    Backup, BackupCoverage, BackupFinding, BackupOptions, Backups, Independence, LevelCover, PaperReason,
    SharedUpstream, Tier, TierFinding, UpstreamExtent, UpstreamLoss, WorstPair, backup,
};
pub use capacity::{
    Assume, Capacity, CapacityOptions, Failure, Levels, Remaining, Standby, certain_loss, worst_loss,
};
pub use chokepoints::{
    Breadth, Chokepoint, ChokepointOptions, Chokepoints, CoalitionSource, DependenceBasis, DomesticGroups,
    FewestPlaces, Grade, GradeRule, GradeRules, ImportDependence, Judgement, LocalisationBasis,
    LocalisationFact, LocalisationRate, PlaceSource, chokepoints,
};
pub use common::{Common, Named, common};
pub use compare::{
    ChangeKind, ChangeStep, CompareError, CompareOptions, Comparison, Decisive, DecisiveOptions, Explanation,
    FieldChange, FieldValue, GradeRobustness, Mapping, Outcome, ResultChange, RiskChange, RiskStatus,
    RowChange, RowPlace, Subject, compare, decisive, with_fault,
};
pub use concentration::{PlaceList, PlaceShare, Room, Side, herfindahl, import_herfindahl, place_share};
pub use core_library::{
    CoreComponent, CoreFirm, CoreLibrary, CoreReason, FirmRole, Invitation, core_library,
};
pub use cover::CoverBasis;
pub use cutsets::{
    CutSetAnalysis, CutSetError, CutSetOptions, ElementImportance, Listing, MaxOrder, MinimalCutSet,
    TargetCutSets, cut_set, cut_sets, open_psa, rows_of_set,
};
pub use elements::{elements_at, level_of, strictly_contains};
pub use evidence::EvidenceRow;
pub use exposure::{
    Act, ActLoss, Exposure, ExposureOptions, Fall, HorizonLoss, LookThrough, LookThroughAt, Party, PartyLoss,
    exposure,
};
pub use found::{Found, Sought, rows_of_backup, rows_of_grade};
pub use interval::Interval;
pub use liantu_model::Level;
pub use matching::{
    Action, ActionRule, Candidate, Docking, Gap, GapReason, Lead, LeadKind, MatchInputs, MatchOptions,
    Matching, MissingStep, Relief, hit_components, matching,
};
pub use outcome::{AlreadyDown, Certainty, DownReason};
pub use purchase_network::{
    InputEffect, MoneyLink, NoNetwork, PurchaseNetwork, TradingFirm, purchase_network,
};
pub use ranking::{
    AhpError, AhpWeights, CRITERIA, Criterion, Ranked, Ranking, RankingOptions, Sense, Stability, Weighting,
    ahp, entropy_weights, ranking, stability, topsis,
};
pub use regions::{
    BuyerReach, ChainRing, ChainSupply, City, ComponentSupply, Dependence, ExclusiveComponent, Integration,
    Makers, Need, NeedCount, PartnerCity, RegionOptions, Regions, RingSupply, SourceCount, Unreached, makers,
    regions,
};
pub use reviews::{Cause, Earlier, Reviews, Standing, reviews};
pub use sensitivity::{
    End, Fault, Fewest, FindingRobustness, LossRobustness, Robustness, SensitivityOptions, SetRobustness,
    is_doubtful, sensitivity, set_robustness,
};
pub use spof::{
    Addition, Depth, LossOptions, Losses, LostTarget, NearPoint, Reduced, Remedy, SinglePoint, SinglePoints,
    SpofOptions, UpstreamCone, WitnessReason, WitnessStep, single_points,
};
pub use survival::{
    ClockGap, ComponentSurvival, ElementClock, ElementSurvival, ElementSurvivalOptions,
    Exposure as SurvivalExposure, LostComponent, PartLost, Survival, SurvivalOptions, element_survival,
    time_to_survive,
};
pub use timeline::{
    BackupRow, BackupStart, Binding, Case, Course, Disruption, DrawnCase, Draws, Quantiles, Retirement,
    Scenario, Step, StockOf, TargetCase, TargetDraws, Timeline, TimelineOptions, Uncertain, backup_rows,
    overlapping, timeline,
};
pub use upstream_cover::{
    Assumed, Board, CoverQuestion, DirectLoss, SwitchRow, Switchboard, Upstream, largest_elements, place_of,
};
pub use what_if::{HorizonLevel, Outlook, Status, Stop, TargetOutlook, WhatIf, WhatIfOptions, what_if};
pub use whereabouts::{Nearness, Ring};
