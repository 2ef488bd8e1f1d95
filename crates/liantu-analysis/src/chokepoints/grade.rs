//! Grades and the rules that give them.

use super::withdrawal::FewestPlaces;
use crate::Interval;
use liantu_model::{CoalitionIx, Percent};

/// How exposed a component is by its own sources. Ordered from harmless to grave, `Unknown` apart and first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// Nothing to judge by (未知).
    Unknown,
    /// 绿
    Green,
    /// 黄
    Yellow,
    /// 橙
    Orange,
    /// 红
    Red,
}

impl Grade {
    /// The canonical key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Green => "green",
            Self::Yellow => "yellow",
            Self::Orange => "orange",
            Self::Red => "red",
        }
    }
}

/// The rule that gave a grade. k is the fewest foreign places that withdraw every offer, b the domestic cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GradeRule {
    /// Nobody is listed, of whatever status.
    NoSupplyRows,
    /// Nobody who supplies has a known place.
    NoKnownPlace,
    /// k = 0 and b not known to be sufficient.
    NoSource,
    /// k = 1 and b not known to be sufficient.
    OnePlaceNoCover,
    /// k ≤ 1 and b sufficient.
    OnePlaceCovered,
    /// k is small, 2 unless the rules say otherwise.
    TwoPlaces,
    /// One listed coalition withdraws every offer.
    Coalition,
    /// k is larger but finite.
    SeveralPlaces,
    /// k infinite only because supply that is not listed, or not placed, is out of reach.
    UnlistedOnly,
    /// k infinite, b known to be insufficient; backups about which nothing is stated do not count.
    DomesticThin,
    /// k infinite, every domestic offer controlled from abroad.
    ForeignControlled,
    /// k infinite, b unknown, fewer than two independent domestic groups.
    SingleDomesticGroup,
    /// k infinite, imports matter and come from few places.
    ConcentratedImports,
    /// Would be green, and trade shows dependence on imports.
    TradeDependent,
    /// k infinite, b sufficient.
    DomesticCover,
    /// k infinite, b not known to be sufficient, and a published localisation rate says that it is not.
    LowLocalisation,
    /// k infinite, b unknown, independent domestic groups (未量化).
    DomesticGroups,
}

impl GradeRule {
    /// The canonical key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::NoSupplyRows => "no-supply-rows",
            Self::NoKnownPlace => "no-known-place",
            Self::NoSource => "no-source",
            Self::OnePlaceNoCover => "one-place-no-cover",
            Self::OnePlaceCovered => "one-place-covered",
            Self::TwoPlaces => "two-places",
            Self::Coalition => "coalition",
            Self::SeveralPlaces => "several-places",
            Self::UnlistedOnly => "unlisted-only",
            Self::DomesticThin => "domestic-thin",
            Self::ForeignControlled => "foreign-controlled",
            Self::SingleDomesticGroup => "single-domestic-group",
            Self::ConcentratedImports => "concentrated-imports",
            Self::TradeDependent => "trade-dependent",
            Self::DomesticCover => "domestic-cover",
            Self::LowLocalisation => "low-localisation",
            Self::DomesticGroups => "domestic-groups",
        }
    }

    /// The grade it gives.
    pub const fn grade(self) -> Grade {
        match self {
            Self::NoSupplyRows | Self::NoKnownPlace => Grade::Unknown,
            Self::NoSource | Self::OnePlaceNoCover => Grade::Red,
            Self::OnePlaceCovered | Self::TwoPlaces | Self::Coalition => Grade::Orange,
            Self::SeveralPlaces
            | Self::UnlistedOnly
            | Self::DomesticThin
            | Self::ForeignControlled
            | Self::SingleDomesticGroup
            | Self::ConcentratedImports
            | Self::TradeDependent
            | Self::LowLocalisation => Grade::Yellow,
            Self::DomesticCover | Self::DomesticGroups => Grade::Green,
        }
    }

    /// Whether it rests on the number of groups for want of quantities (未量化).
    pub const fn is_unquantified(self) -> bool {
        matches!(self, Self::DomesticGroups)
    }
}

/// Thresholds of the rules.
#[derive(Debug, Clone, PartialEq)]
pub struct GradeRules {
    /// What the rules are called.
    pub name: String,
    /// Their version, as their author counts.
    pub version: String,
    /// Domestic cover that suffices, percent of demand.
    pub sufficient_cover: Percent,
    /// Up to this many places count as few.
    pub few_places: usize,
    /// Independent domestic groups that stand in for a quantity.
    pub independent_groups: usize,
    /// Imports are concentrated above this Herfindahl index, 0..=1.
    pub concentrated_imports: f64,
    /// Imports matter from this import dependence on, percent.
    pub relevant_dependence: Percent,
    /// A domestic share of world supply from which a component counts as a long link (长板), percent.
    pub long_link_share: Percent,
}

impl Default for GradeRules {
    fn default() -> Self {
        Self {
            name: "liantu".to_owned(),
            version: "1".to_owned(),
            sufficient_cover: Percent::from_millionths(30_000_000),
            few_places: 2,
            independent_groups: 2,
            concentrated_imports: 0.4,
            relevant_dependence: Percent::from_millionths(30_000_000),
            long_link_share: Percent::from_millionths(30_000_000),
        }
    }
}

/// One end of a grade.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// The grade.
    pub grade: Grade,
    /// The rule that gave it.
    pub rule: GradeRule,
    /// The fewest foreign places that withdraw every offer; `None` when the grade is unknown.
    pub fewest_places: Option<FewestPlaces>,
    /// Listed coalitions each of which withdraws every offer.
    pub sufficient_coalitions: Vec<CoalitionIx>,
}

/// What a component is known to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Knowledge {
    NoRows,
    NoPlace,
    Placed,
}

/// Domestic active and qualified cover.
#[derive(Debug, Clone, Copy)]
pub(super) struct DomesticCover {
    pub(super) interval: Interval<Percent>,
    /// The high end without backups about which nothing is stated.
    pub(super) ceiling: Percent,
}

/// Who controls the domestic offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DomesticControl {
    /// There is none.
    NoOffer,
    /// All are controlled from abroad.
    Foreign,
    /// At least one is controlled from the domestic territory.
    Domestic,
}

/// What the rules look at, in one reading.
#[derive(Debug)]
pub(super) struct Case {
    pub(super) knowledge: Knowledge,
    pub(super) fewest_places: FewestPlaces,
    pub(super) sufficient_coalitions: Vec<CoalitionIx>,
    pub(super) cover: DomesticCover,
    /// Who controls the domestic offers.
    pub(super) control: DomesticControl,
    /// Independent groups that offer from the domestic territory and are controlled from there.
    pub(super) domestic_groups: usize,
    /// Least concentration of imports, if they matter.
    pub(super) import_hhi: Option<f64>,
    /// Whether trade shows dependence; it keeps a component from being green and does no more.
    pub(super) trade_dependent: bool,
    /// The high end of a published localisation rate of the component itself.
    pub(super) localisation: Option<Percent>,
}

impl Case {
    /// The judgement of a case.
    pub(super) fn judge(self, rules: &GradeRules) -> Judgement {
        let rule = self.rule(rules);
        Judgement {
            grade: rule.grade(),
            rule,
            fewest_places: (rule.grade() != Grade::Unknown).then_some(self.fewest_places),
            sufficient_coalitions: self.sufficient_coalitions,
        }
    }

    fn rule(&self, rules: &GradeRules) -> GradeRule {
        match self.knowledge {
            Knowledge::NoRows => return GradeRule::NoSupplyRows,
            Knowledge::NoPlace => return GradeRule::NoKnownPlace,
            Knowledge::Placed => {}
        }
        let covered = self.cover.interval.low >= rules.sufficient_cover;
        match self.fewest_places.k() {
            Some(0) if !covered => GradeRule::NoSource,
            Some(1) if !covered => GradeRule::OnePlaceNoCover,
            Some(0 | 1) => GradeRule::OnePlaceCovered,
            Some(k) if k <= rules.few_places => GradeRule::TwoPlaces,
            Some(_) if !self.sufficient_coalitions.is_empty() => GradeRule::Coalition,
            Some(_) => GradeRule::SeveralPlaces,
            None => self.rule_out_of_reach(rules, covered),
        }
    }

    /// The rule when no embargo removes the component.
    fn rule_out_of_reach(&self, rules: &GradeRules, covered: bool) -> GradeRule {
        if self.control == DomesticControl::NoOffer {
            GradeRule::UnlistedOnly
        } else if self.cover.ceiling < rules.sufficient_cover {
            GradeRule::DomesticThin
        } else if self.control == DomesticControl::Foreign {
            GradeRule::ForeignControlled
        } else if !covered && self.domestic_groups < rules.independent_groups {
            GradeRule::SingleDomesticGroup
        } else if self.import_hhi.is_some_and(|hhi| hhi > rules.concentrated_imports) {
            GradeRule::ConcentratedImports
        } else if self.trade_dependent {
            GradeRule::TradeDependent
        } else if covered {
            GradeRule::DomesticCover
        } else if self.localisation.is_some_and(|most| most < rules.sufficient_cover) {
            GradeRule::LowLocalisation
        } else {
            GradeRule::DomesticGroups
        }
    }
}
