//! The six criteria.

use crate::{Chokepoint, Exposure, Interval};
use liantu_graph::ChainGraph;
use liantu_model::{Index, InputKind};

/// What a component is ranked by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Criterion {
    /// 1 ÷ k; 0 when no number of places suffices, 1 when nobody offers.
    Places,
    /// 1 − b.
    CoverGap,
    /// Import concentration.
    ImportConcentration,
    /// Greatest joint share of a listed coalition; 0 when none holds a source.
    CoalitionShare,
    /// Part of the targets that need it.
    Reach,
    /// Part of the groups it is an input in that offer no alternative to it.
    NoSubstitute,
}

/// All of them, in order.
pub const CRITERIA: [Criterion; 6] = [
    Criterion::Places,
    Criterion::CoverGap,
    Criterion::ImportConcentration,
    Criterion::CoalitionShare,
    Criterion::Reach,
    Criterion::NoSubstitute,
];

impl Criterion {
    /// The canonical key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Places => "places",
            Self::CoverGap => "cover-gap",
            Self::ImportConcentration => "import-concentration",
            Self::CoalitionShare => "coalition-share",
            Self::Reach => "reach",
            Self::NoSubstitute => "no-substitute",
        }
    }
}

const ANYTHING: Interval<f64> = Interval { low: 0.0, high: 1.0 };

/// What criteria need beside a component's own finding.
pub(super) struct Known<'a> {
    exposure: &'a Exposure,
    /// Essential groups a component is in, and those of them that offer no alternative.
    groups: Vec<(u32, u32)>,
}

impl<'a> Known<'a> {
    pub(super) fn of(graph: &ChainGraph, exposure: &'a Exposure) -> Self {
        let model = graph.model();
        let mut groups = vec![(0, 0); model.components().len()];
        for group in model.groups().iter().filter(|group| group.kind == InputKind::Essential) {
            let none = u32::from(group.need as usize >= group.members.len());
            for &member in &group.members {
                let held = &mut groups[model.requirement(member).input.position()];
                *held = (held.0 + 1, held.1 + none);
            }
        }
        Self { exposure, groups }
    }

    /// In the order of [`CRITERIA`].
    pub(super) fn values(&self, point: &Chokepoint) -> Vec<Interval<f64>> {
        CRITERIA.iter().map(|&criterion| self.value(criterion, point)).collect()
    }

    fn value(&self, criterion: Criterion, point: &Chokepoint) -> Interval<f64> {
        match criterion {
            Criterion::Places => places(point),
            Criterion::CoverGap => point.domestic_cover.map_or(ANYTHING, |cover| Interval {
                low: 1.0 - cover.high.points() / 100.0,
                high: 1.0 - cover.low.points() / 100.0,
            }),
            Criterion::ImportConcentration => point.import_hhi.unwrap_or(ANYTHING),
            Criterion::CoalitionShare => coalition_share(point),
            Criterion::Reach => {
                let needing = self.exposure.needed_by(point.component).len();
                Interval::exactly(needing as f64 / self.exposure.targets.len().max(1) as f64)
            }
            Criterion::NoSubstitute => {
                let (all, none) = self.groups[point.component.position()];
                Interval::exactly(if all == 0 { 1.0 } else { f64::from(none) / f64::from(all) })
            }
        }
    }
}

/// From the optimistic reading to the pessimistic one.
fn places(point: &Chokepoint) -> Interval<f64> {
    let part =
        |judgement: &crate::Judgement| match judgement.fewest_places.as_ref().map(crate::FewestPlaces::k) {
            None | Some(None) => 0.0,
            Some(Some(k)) => 1.0 / k.max(1) as f64,
        };
    let (low, high) = (part(&point.optimistic), part(&point.pessimistic));
    Interval { low: low.min(high), high: low.max(high) }
}

fn coalition_share(point: &Chokepoint) -> Interval<f64> {
    let shares = point.coalitions.iter().map(|one| {
        one.share.map_or(ANYTHING, |share| Interval {
            low: (share.low / 100.0).clamp(0.0, 1.0),
            high: (share.high / 100.0).clamp(0.0, 1.0),
        })
    });
    shares
        .reduce(|a, b| Interval { low: a.low.max(b.low), high: a.high.max(b.high) })
        .unwrap_or(Interval::exactly(0.0))
}
