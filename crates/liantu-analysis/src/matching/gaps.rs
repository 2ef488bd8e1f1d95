//! Which components are gaps, why, and what to do about each.

use super::candidates::{Candidate, candidates};
use super::relief::{Relief, reliefs};
use super::{MatchInputs, MatchOptions};
use crate::cover::region_of;
use crate::{Certainty, CutSetAnalysis, Grade, Level, SinglePoint, SinglePoints};
use liantu_graph::{ChainGraph, Direction, Horizon, OfferSource, Presence};
use liantu_model::{ChainIx, ComponentIx, Element, Index, RegionIx, SupplyStatus, TechLevel};
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Why a component is a gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GapReason {
    /// Its own grade is red.
    Red,
    /// Its own grade is orange.
    Orange,
    /// Its own grade is yellow.
    Yellow,
    /// A proper single point takes all its listed sources away, and a target that needs it.
    SinglePoint(Certainty),
    /// Even the high end of what the worst loss leaves is less than the required cover.
    LowCover,
    /// All its listed sources are members of one minimal cut set of order two.
    Pair,
    /// It has supply rows but no active listed source.
    NoSource,
}

impl GapReason {
    /// The canonical key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Red => "grade-red",
            Self::Orange => "grade-orange",
            Self::Yellow => "grade-yellow",
            Self::SinglePoint(_) => "single-point",
            Self::LowCover => "low-cover",
            Self::Pair => "order-two",
            Self::NoSource => "no-source",
        }
    }
}

/// What to do first about a gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// Develop it (攻关).
    Research,
    /// Attract or grow a source (引育).
    Attract,
    /// Bring a backup through (备份认证).
    Qualify,
}

impl Action {
    /// The canonical key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Research => "research",
            Self::Attract => "attract",
            Self::Qualify => "qualify",
        }
    }
}

/// The rule an action follows from; the first that holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActionRule {
    /// A domestic source is qualified or being qualified: qualify.
    BackupKnown,
    /// A domestic source delivers and no other is in sight: attract a second one.
    DomesticAlone,
    /// No domestic source, and the home industry is said to lag: research.
    Lagging,
    /// No domestic source, and few foreign places supply: research.
    FewPlaces,
    /// No domestic source, but many foreign places supply: attract.
    ManyPlaces,
}

impl ActionRule {
    /// The canonical key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::BackupKnown => "backup-known",
            Self::DomesticAlone => "domestic-alone",
            Self::Lagging => "lagging",
            Self::FewPlaces => "few-places",
            Self::ManyPlaces => "many-places",
        }
    }

    /// What it says to do.
    pub const fn action(self) -> Action {
        match self {
            Self::BackupKnown => Action::Qualify,
            Self::DomesticAlone | Self::ManyPlaces => Action::Attract,
            Self::Lagging | Self::FewPlaces => Action::Research,
        }
    }
}

/// A component with something to be done about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Gap {
    /// Which.
    pub component: ComponentIx,
    /// Its own grade.
    pub grade: Grade,
    /// Why, each once.
    pub reasons: Vec<GapReason>,
    /// Whether it reaches a target through inputs that can stop it.
    pub essential: bool,
    /// The rule its action follows from.
    pub rule: ActionRule,
    /// Keep a stock as well (储备): its failure stops a target at the short horizon, and no domestic source
    /// delivers or surely will within the horizon of backups.
    pub stockpile: bool,
    /// Named domestic sources of any status, the nearest first.
    pub candidates: Vec<Candidate>,
    /// What one more source would remove.
    pub relief: Relief,
    /// Chains with a component that needs it, its own included, in model order.
    pub chains: Vec<ChainIx>,
}

/// Gaps by priority.
pub(super) fn gaps(graph: &ChainGraph, inputs: MatchInputs<'_>, options: &MatchOptions) -> Vec<Gap> {
    let model = graph.model();
    let hits = hit_components(graph, inputs.points);
    let pairs = pairs_by_component(graph, inputs.cut_sets);
    let targets = inputs.points.targets.iter().copied();
    let cone = graph.query(Direction::Upstream, targets).essential().resolve();
    let mut found: Vec<Gap> = model
        .component_indices()
        .filter_map(|component| {
            let reasons =
                reasons(graph, inputs, component, hits[component.position()], pairs[component.position()]);
            (!reasons.is_empty()).then(|| {
                let candidates = candidates(graph, component);
                Gap {
                    component,
                    grade: grade(inputs, component),
                    reasons,
                    essential: cone.contains(component),
                    rule: rule(graph, &candidates, component, options),
                    stockpile: wants_stock(graph, inputs, component),
                    candidates,
                    relief: Relief::default(),
                    chains: chains(graph, component),
                }
            })
        })
        .collect();
    let components: Vec<ComponentIx> = found.iter().map(|gap| gap.component).collect();
    for (gap, relief) in found.iter_mut().zip(reliefs(graph, inputs, &components)) {
        gap.relief = relief;
    }
    found.sort_by_key(|gap| {
        let removed = (gap.relief.points.len(), gap.relief.targets.len(), gap.relief.pairs);
        (Reverse(gap.essential), Reverse(gap.grade), Reverse(removed), gap.component)
    });
    found
}

fn grade(inputs: MatchInputs<'_>, component: ComponentIx) -> Grade {
    let rows = &inputs.chokepoints.rows;
    let found = rows.binary_search_by_key(&component, |row| row.component);
    found.map_or(Grade::Unknown, |at| rows[at].pessimistic.grade)
}

fn reasons(
    graph: &ChainGraph,
    inputs: MatchInputs<'_>,
    component: ComponentIx,
    hit: Option<Certainty>,
    in_pair: bool,
) -> Vec<GapReason> {
    let mut reasons = Vec::new();
    match grade(inputs, component) {
        Grade::Red => reasons.push(GapReason::Red),
        Grade::Orange => reasons.push(GapReason::Orange),
        Grade::Yellow => reasons.push(GapReason::Yellow),
        Grade::Green | Grade::Unknown => {}
    }
    reasons.extend(hit.map(GapReason::SinglePoint));
    if is_thin(inputs, component) {
        reasons.push(GapReason::LowCover);
    }
    if in_pair {
        reasons.push(GapReason::Pair);
    }
    let has_source = graph.offers(component).iter().any(|offer| offer.presence == Presence::Listed);
    if graph.supply_list(component).has_rows && !has_source {
        reasons.push(GapReason::NoSource);
    }
    reasons
}

/// Whether even the high end of cover after the worst loss of a firm or owner is too low.
fn is_thin(inputs: MatchInputs<'_>, component: ComponentIx) -> bool {
    let backups = inputs.backups;
    let found = backups.findings.binary_search_by_key(&component, |finding| finding.component);
    let levels = found.map_or(&[][..], |at| &backups.findings[at].levels);
    levels
        .iter()
        .filter(|level| matches!(level.level, Level::Supplier | Level::Group))
        .any(|level| level.direct.high < backups.options.required_cover)
}

/// How sure it is that a single firm, owner or place takes away all listed active sources of a component and, needing
/// it, a target: by position; the surest of the proper findings that do. O(offers × depth of regions + hits × edges).
pub fn hit_components(graph: &ChainGraph, points: &SinglePoints) -> Vec<Option<Certainty>> {
    let proper = points.findings.iter().filter(|one| !one.derived && !one.own_site);
    let by_element: FxHashMap<Element, &SinglePoint> = proper.map(|one| (one.element, one)).collect();
    let hit = |component: ComponentIx| {
        let around = elements_around(graph, component);
        let found: Vec<&SinglePoint> =
            around.iter().filter_map(|element| by_element.get(element).copied()).collect();
        if found.is_empty() {
            return None;
        }
        let needing = graph.query(Direction::Downstream, [component]).essential().resolve();
        let lost = |point: &&&SinglePoint| point.targets.iter().any(|lost| needing.contains(lost.component));
        found.iter().filter(lost).map(|point| point.certainty()).max()
    };
    graph.model().component_indices().map(hit).collect()
}

/// Firms, owners and regions that contain every listed active source of a component.
fn elements_around(graph: &ChainGraph, component: ComponentIx) -> Vec<Element> {
    let model = graph.model();
    let of_source = |source: OfferSource| {
        let regions = region_of(model, source).into_iter().flat_map(|region| model.around(region));
        let mut elements: Vec<Element> = regions.map(Element::Region).collect();
        if let OfferSource::Named(supplier) = source {
            elements.extend([Element::Supplier(supplier), Element::Group(model.supplier(supplier).root)]);
        }
        elements
    };
    let listed = graph.offers(component).iter().filter(|offer| offer.presence == Presence::Listed);
    let all = listed.map(|offer| of_source(offer.source));
    all.reduce(|mut kept, next| {
        kept.retain(|element| next.contains(element));
        kept
    })
    .unwrap_or_default()
}

/// Whether all listed active sources of each component are members of one minimal cut set of two suppliers, local
/// standstills apart. O(sets × components of their members).
pub(crate) fn pairs_by_component(graph: &ChainGraph, cut_sets: &CutSetAnalysis) -> Vec<bool> {
    let model = graph.model();
    let mut offered: Vec<Vec<ComponentIx>> = vec![Vec::new(); model.suppliers().len()];
    let listed = |component: ComponentIx| {
        graph.offers(component).iter().filter(|offer| offer.presence == Presence::Listed)
    };
    for component in model.component_indices() {
        for offer in listed(component) {
            if let OfferSource::Named(supplier) = offer.source {
                offered[supplier.position()].push(component);
            }
        }
    }
    let mut found = vec![false; model.components().len()];
    let sets = cut_sets.targets.iter().flat_map(|target| &target.sets);
    for set in sets.filter(|set| set.elements.len() == 2 && !set.own_site) {
        let is_member = |source: OfferSource| match source {
            OfferSource::Named(supplier) => set.elements.contains(&Element::Supplier(supplier)),
            OfferSource::Unnamed(_) | OfferSource::Unknown => false,
        };
        for &element in &set.elements {
            let Element::Supplier(supplier) = element else { continue };
            for &component in &offered[supplier.position()] {
                found[component.position()] |= listed(component).all(|offer| is_member(offer.source));
            }
        }
    }
    found
}

fn rule(
    graph: &ChainGraph,
    candidates: &[Candidate],
    component: ComponentIx,
    options: &MatchOptions,
) -> ActionRule {
    let model = graph.model();
    let is_domestic = |region: Option<RegionIx>| region.is_some_and(|region| model.is_domestic(region));
    let regions = || {
        let listed = graph.offers(component).iter().filter(|offer| offer.presence == Presence::Listed);
        listed.map(|offer| region_of(model, offer.source))
    };
    let lags = matches!(model.component(component).tech_level, Some(TechLevel::Gap | TechLevel::LargeGap));
    let foreign: BTreeSet<RegionIx> =
        regions().flatten().filter(|&one| !model.is_domestic(one)).map(|one| model.place(one)).collect();
    if candidates.iter().any(|one| one.status != SupplyStatus::Active) {
        ActionRule::BackupKnown
    } else if regions().any(is_domestic) {
        ActionRule::DomesticAlone
    } else if lags {
        ActionRule::Lagging
    } else if foreign.len() < options.few_places {
        ActionRule::FewPlaces
    } else {
        ActionRule::ManyPlaces
    }
}

fn wants_stock(graph: &ChainGraph, inputs: MatchInputs<'_>, component: ComponentIx) -> bool {
    let model = graph.model();
    let element = Element::Component(component);
    let failure = inputs.points.findings.iter().find(|point| point.element == element);
    let stops_soon =
        failure.is_some_and(|point| point.targets.iter().any(|lost| lost.horizon == Horizon::Short));
    let is_domestic =
        |source: OfferSource| region_of(model, source).is_some_and(|region| model.is_domestic(region));
    let listed = graph.offers(component).iter().filter(|offer| offer.presence == Presence::Listed);
    let delivers = listed.into_iter().any(|offer| is_domestic(offer.source));
    let weeks = inputs.backups.options.within_weeks;
    let in_time = graph.qualified_offers(component).iter().any(|offer| {
        let switch = offer.row.and_then(|row| model.supply(row).switch_weeks);
        is_domestic(offer.source) && switch.is_some_and(|switch| switch <= weeks)
    });
    stops_soon && !delivers && !in_time
}

/// Chains of the components that need it through inputs that can stop them.
fn chains(graph: &ChainGraph, component: ComponentIx) -> Vec<ChainIx> {
    let needing = graph.query(Direction::Downstream, [component]).essential().resolve();
    let chains: BTreeSet<ChainIx> =
        needing.iter().filter_map(|one| graph.model().component(one).chain).collect();
    chains.into_iter().collect()
}
