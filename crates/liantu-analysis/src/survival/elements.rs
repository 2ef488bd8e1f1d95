//! Time to survive of suppliers, groups, regions and coalitions, against the time it takes to make them good.
//!
//! An element takes the sources that sit in it. A component of which it takes all is lost at once; what else falls for
//! want of inputs falls later, when the stocks on the way are used up, and the clock of the input counts those stocks. So the
//! element is survived as long as the first of the components that it takes.

use super::clock::{Clock, ClockGap, Clocks};
use super::flow::Flow;
use crate::backup::{back_weeks, hits, restored_weeks};
use crate::cover::{Cover, Covers};
use crate::world::{Question, World, WorldKey};
use crate::{Interval, Level, elements_at};
use liantu_graph::{Buyers, ChainGraph, Control, Horizon, OfferSource, Qualified, State};
use liantu_model::{ComponentIx, Confidence, Element, Index, Model, Percent, SupplierIx};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// What to ask of [`element_survival`].
#[derive(Debug, Clone, PartialEq)]
pub struct ElementSurvivalOptions {
    /// The final products; blank = [`ChainGraph::default_targets`].
    pub targets: Vec<ComponentIx>,
    /// Which elements: suppliers, groups, regions, coalitions. Embargoes and components are left out.
    pub levels: Vec<Level>,
    /// Leave out groups of one.
    pub several_members_only: bool,
    /// The part of what an element makes that is lost with it, 0..=100.
    pub depth: Percent,
}

impl Default for ElementSurvivalOptions {
    fn default() -> Self {
        let levels = vec![Level::Supplier, Level::Group, Level::Country, Level::Coalition];
        Self { targets: Vec::new(), levels, several_members_only: true, depth: Percent::HUNDRED }
    }
}

/// Whether the loss of an element is felt before it is made good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Exposure {
    /// It is: something takes longer to come back than it can be missed.
    Exposed,
    /// If only listed supply exists, or if stocks are as small as they may be.
    Possible,
    /// Nothing says how long it takes to come back.
    Unknown,
    /// It is not.
    Covered,
}

impl Exposure {
    /// Every word, the gravest first.
    pub const ALL: [Self; 4] = [Self::Exposed, Self::Possible, Self::Unknown, Self::Covered];

    /// The canonical key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Exposed => "exposed",
            Self::Possible => "possible",
            Self::Unknown => "unknown",
            Self::Covered => "covered",
        }
    }
}

/// A component of which an element takes every listed source.
#[derive(Debug, Clone, PartialEq)]
pub struct LostComponent {
    /// Which.
    pub component: ComponentIx,
    /// Even if unlisted makers exist.
    pub is_certain: bool,
    /// Weeks until its loss is felt at the end, coordinated.
    pub coordinated: Interval<f64>,
    /// The same when nobody rations.
    pub uncoordinated: Interval<f64>,
    /// Weeks until its makers are back or independent qualified backups cover all of it; `None`: not known.
    pub recovery_weeks: Option<f64>,
}

/// A component that keeps sources but loses others.
#[derive(Debug, Clone, PartialEq)]
pub struct PartLost {
    /// Which.
    pub component: ComponentIx,
    /// The part of its supply that is gone, 0..=1.
    pub lost: Interval<f64>,
    /// Whether what is left may stop later for want of inputs: then all of it is gone in the end.
    pub in_stages: bool,
    /// Weeks until that is felt if nobody else makes more, coordinated; with stages, until all of it would be if it
    /// were gone at once.
    pub coordinated: Interval<f64>,
    /// Weeks until all of the demand is covered again; `None`: not known.
    pub recovery_weeks: Option<f64>,
}

/// The clock of an element.
#[derive(Debug, Clone, PartialEq)]
pub struct ElementClock {
    /// Which.
    pub element: Element,
    /// Weeks until anything is missed at the end for what is lost wholly, coordinated; the low end believes the list
    /// only. ∞: nothing is lost wholly, or nothing wanted depends on it.
    pub coordinated: Interval<f64>,
    /// The same when nobody rations.
    pub uncoordinated: Interval<f64>,
    /// Weeks for certain if nobody makes more of what is hit in part either.
    pub without_help: f64,
    /// What is lost, the first to be felt first.
    pub lost: Vec<LostComponent>,
    /// What is hit in part, the first to be felt first.
    pub parts: Vec<PartLost>,
    /// Whether the loss is felt before it is made good.
    pub exposure: Exposure,
    /// Why the weeks are an interval.
    pub gaps: Vec<ClockGap>,
}

/// The clocks of elements.
#[derive(Debug, Clone, PartialEq)]
pub struct ElementSurvival {
    /// What was asked; targets filled in.
    pub options: ElementSurvivalOptions,
    /// Those that take any source, by level and in model order.
    pub elements: Vec<ElementClock>,
    /// How many take none.
    pub without_effect: usize,
}

/// What an element does to one component.
#[derive(Debug, Clone, Copy)]
struct Hurt {
    component: ComponentIx,
    /// Whether every listed source is taken.
    is_lost: bool,
    /// Whether the component falls even if unlisted makers exist.
    is_certain: bool,
    in_stages: bool,
    part: Interval<f64>,
}

impl Hurt {
    /// The part whose clock is asked.
    fn asked(&self) -> Interval<f64> {
        if self.in_stages { Interval { low: self.part.low, high: 1.0 } } else { self.part }
    }
}

/// Computes the time to survive of every element at some levels, and whether it exceeds what it takes to recover.
///
/// Complexity: one pass for the clocks; for each element the components it takes sources of and what falls with it.
pub fn element_survival(graph: &ChainGraph, options: &ElementSurvivalOptions) -> ElementSurvival {
    let mut options = options.clone();
    if options.targets.is_empty() {
        options.targets = graph.default_targets();
    }
    let question =
        Question { graph, targets: &options.targets, qualified: Qualified::Ignored, control: Control::Stays };
    let key = WorldKey { buyers: Buyers::Everyone, horizon: Horizon::Short };
    let world = World::compile(question, key, Confidence::Low);
    let elements = elements(graph.model(), &world, &options);
    let covers = Covers::new(graph, f64::INFINITY);
    let sources = Sources::new(graph, &covers);
    let depth = options.depth.clamp_share().points() / 100.0;
    let hurts: Vec<Vec<Hurt>> = elements
        .par_iter()
        .map_init(
            || world.baselines(),
            |states, &element| hurts(graph, &world, &sources, states, element, depth),
        )
        .collect();
    let clocks = clocks_of(graph, &options.targets, &hurts);
    let answers: Vec<ElementClock> = elements
        .par_iter()
        .zip(&hurts)
        .filter(|(_, hurts)| !hurts.is_empty())
        .map(|(&element, hurts)| element_clock(graph.model(), &sources, &clocks, element, hurts))
        .collect();
    ElementSurvival { without_effect: elements.len() - answers.len(), elements: answers, options }
}

fn elements(model: &Model, world: &World, options: &ElementSurvivalOptions) -> Vec<Element> {
    let levels = options.levels.iter().filter(|level| !matches!(level, Level::Embargo | Level::Component));
    levels
        .flat_map(|&level| elements_at(model, &world.structure, level, options.several_members_only))
        .collect()
}

/// Who makes what.
struct Sources {
    /// By component.
    covers: Vec<Cover>,
    by_supplier: Vec<Vec<ComponentIx>>,
    /// Components with sources that have a place and no name.
    unnamed: Vec<ComponentIx>,
}

impl Sources {
    fn new(graph: &ChainGraph, covers: &Covers<'_>) -> Self {
        let model = graph.model();
        let components: Vec<ComponentIx> = model.component_indices().collect();
        let covers: Vec<Cover> = components.par_iter().map(|&one| covers.of(one)).collect();
        let mut sources =
            Self { by_supplier: vec![Vec::new(); model.suppliers().len()], unnamed: Vec::new(), covers };
        for &component in &components {
            let active = &sources.covers[component.position()].active;
            let mut has_unnamed = false;
            for source in active {
                match source.offer.source {
                    OfferSource::Named(supplier) => sources.by_supplier[supplier.position()].push(component),
                    OfferSource::Unnamed(_) => has_unnamed = true,
                    OfferSource::Unknown => {}
                }
            }
            sources.unnamed.extend(has_unnamed.then_some(component));
        }
        sources
    }

    /// Components of which an element may take a source, in model order.
    fn touched(&self, model: &Model, element: Element) -> Vec<ComponentIx> {
        let takes = |supplier: &SupplierIx| hits(model, element, OfferSource::Named(*supplier));
        let of = |supplier: SupplierIx| self.by_supplier[supplier.position()].iter().copied();
        let mut touched: Vec<ComponentIx> = match element {
            Element::Supplier(supplier) => of(supplier).collect(),
            Element::Group(_) => model.supplier_indices().filter(takes).flat_map(of).collect(),
            _ => model
                .supplier_indices()
                .filter(takes)
                .flat_map(of)
                .chain(self.unnamed.iter().copied())
                .collect(),
        };
        touched.sort_unstable();
        touched.dedup();
        touched
    }
}

/// What an element does, by component.
fn hurts(
    graph: &ChainGraph,
    world: &World,
    sources: &Sources,
    states: &mut [State<'_>; 2],
    element: Element,
    depth: f64,
) -> Vec<Hurt> {
    let model = graph.model();
    let touched = sources.touched(model, element).into_iter();
    let mut hurts: Vec<Hurt> =
        touched.filter_map(|one| hurt(model, &sources.covers[one.position()], element, one, depth)).collect();
    if depth < 1.0 || hurts.is_empty() {
        return hurts;
    }
    let leaves = world.structure.leaves_of(element);
    for (reading, state) in states.iter_mut().enumerate() {
        state.fail(&leaves);
        for component in world.fallen_components(state) {
            if let Ok(at) = hurts.binary_search_by_key(&component, |one| one.component) {
                let is_optimistic = reading == 1;
                hurts[at].is_certain |= is_optimistic && hurts[at].is_lost;
                hurts[at].in_stages |= !is_optimistic && !hurts[at].is_lost;
            }
        }
        state.undo();
    }
    hurts
}

/// What an element takes of one component's active sources; `None`: nothing.
fn hurt(model: &Model, cover: &Cover, element: Element, component: ComponentIx, depth: f64) -> Option<Hurt> {
    let taken = |source: OfferSource| hits(model, element, source);
    let count = cover.active.iter().filter(|one| taken(one.offer.source)).count();
    if count == 0 {
        return None;
    }
    let takes_all = count == cover.active.len();
    let part = if takes_all { WHOLE } else { part_lost(cover, taken) };
    let part = Interval { low: part.low * depth, high: part.high * depth };
    Some(Hurt { component, is_lost: takes_all && depth >= 1.0, is_certain: false, in_stages: false, part })
}

/// The part of what all active sources cover that goes with those taken.
fn part_lost(cover: &Cover, taken: impl Fn(OfferSource) -> bool) -> Interval<f64> {
    let all = cover.active_cover(|_| true);
    let left = cover.active_cover(|one| !taken(one.offer.source));
    let gone = cover.active_cover(|one| taken(one.offer.source));
    let part = |one: Percent, of: Percent| {
        if of > Percent::ZERO { (one.points() / of.points()).clamp(0.0, 1.0) } else { 1.0 }
    };
    let low = (1.0 - part(left.high, all.low.max(left.high))).max(part(gone.low, all.high));
    let high = 1.0 - part(left.low, all.high);
    Interval { low: low.min(high), high }
}

const WHOLE: Interval<f64> = Interval { low: 1.0, high: 1.0 };

type ClockKey = (ComponentIx, [u64; 2]);

fn key(component: ComponentIx, lost: Interval<f64>) -> ClockKey {
    (component, [lost.low.to_bits(), lost.high.to_bits()])
}

/// The clock of every component of which anything is lost, each loss once.
fn clocks_of(graph: &ChainGraph, targets: &[ComponentIx], hurts: &[Vec<Hurt>]) -> FxHashMap<ClockKey, Clock> {
    let mut asked: Vec<Vec<Interval<f64>>> = vec![Vec::new(); graph.model().components().len()];
    let mut seen = BTreeSet::new();
    for one in hurts.iter().flatten() {
        let lost = one.asked();
        if seen.insert(key(one.component, lost)) {
            asked[one.component.position()].push(lost);
        }
    }
    let answers = Clocks::answers(Flow::new(graph, targets), |component| &asked[component.position()]);
    let by_component = asked.iter().zip(answers).enumerate();
    by_component
        .flat_map(|(position, (asked, answers))| {
            let component = ComponentIx::new(position);
            asked.iter().zip(answers).map(move |(&lost, clock)| (key(component, lost), clock))
        })
        .collect()
}

fn element_clock(
    model: &Model,
    sources: &Sources,
    clocks: &FxHashMap<ClockKey, Clock>,
    element: Element,
    hurts: &[Hurt],
) -> ElementClock {
    let clock = |one: &Hurt| &clocks[&key(one.component, one.asked())];
    let restored = |component: ComponentIx| {
        let cover = &sources.covers[component.position()];
        let covered = restored_weeks(model, cover, Some(element), Percent::HUNDRED);
        back_weeks(model, cover, element).into_iter().chain(covered).min_by(f64::total_cmp)
    };
    let mut lost: Vec<LostComponent> = hurts
        .iter()
        .filter(|one| one.is_lost)
        .map(|one| LostComponent {
            component: one.component,
            is_certain: one.is_certain,
            coordinated: clock(one).coordinated,
            uncoordinated: clock(one).uncoordinated,
            recovery_weeks: restored(one.component),
        })
        .collect();
    lost.sort_by(|one, other| one.coordinated.low.total_cmp(&other.coordinated.low));
    let mut parts: Vec<PartLost> = hurts
        .iter()
        .filter(|one| !one.is_lost)
        .map(|one| PartLost {
            component: one.component,
            lost: one.part,
            in_stages: one.in_stages,
            coordinated: clock(one).coordinated,
            recovery_weeks: restored(one.component),
        })
        .collect();
    parts.sort_by(|one, other| one.coordinated.low.total_cmp(&other.coordinated.low));
    let coordinated = first(&lost, |one| one.coordinated);
    let helped = parts.iter().map(|one| one.coordinated.low).fold(coordinated.low, f64::min);
    ElementClock {
        element,
        coordinated,
        uncoordinated: first(&lost, |one| one.uncoordinated),
        without_help: helped,
        exposure: exposure(&lost, &parts),
        gaps: gaps(hurts, coordinated, |one| &clock(one).gaps),
        lost,
        parts,
    }
}

/// Components that fail together are survived as long as the first; what may not be lost counts at the low end only.
fn first(lost: &[LostComponent], weeks: impl Fn(&LostComponent) -> Interval<f64>) -> Interval<f64> {
    let least = |ends: &mut dyn Iterator<Item = f64>| ends.fold(f64::INFINITY, f64::min);
    let low = least(&mut lost.iter().map(|one| weeks(one).low));
    let high = least(&mut lost.iter().filter(|one| one.is_certain).map(|one| weeks(one).high));
    Interval { low, high: high.max(low) }
}

fn gaps<'c>(hurts: &[Hurt], weeks: Interval<f64>, of: impl Fn(&Hurt) -> &'c Vec<ClockGap>) -> Vec<ClockGap> {
    if weeks.is_exact() {
        return Vec::new();
    }
    let lost = hurts.iter().filter(|one| one.is_lost);
    let mut found: BTreeSet<ClockGap> = lost.clone().flat_map(of).copied().collect();
    if lost.clone().any(|one| !one.is_certain) {
        found.insert(ClockGap::Unlisted);
    }
    found.into_iter().collect()
}

/// Every component for itself: it must be back before its own loss is felt. Of what is hit in part others may make
/// more: that it is felt is possible, never certain.
fn exposure(lost: &[LostComponent], parts: &[PartLost]) -> Exposure {
    let wholly = lost.iter().map(|one| verdict(one.coordinated, one.recovery_weeks, one.is_certain));
    let in_part = parts.iter().map(|one| verdict(one.coordinated, one.recovery_weeks, false));
    wholly.chain(in_part).min().unwrap_or(Exposure::Covered)
}

fn verdict(weeks: Interval<f64>, recovery: Option<f64>, is_certain: bool) -> Exposure {
    match recovery {
        _ if weeks.low == f64::INFINITY => Exposure::Covered,
        Some(recovery) if recovery > weeks.high && is_certain => Exposure::Exposed,
        Some(recovery) if recovery > weeks.low => Exposure::Possible,
        Some(_) => Exposure::Covered,
        None => Exposure::Unknown,
    }
}
