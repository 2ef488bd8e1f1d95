//! What falls with foreign sources: when a place, a coalition or everybody abroad withdraws from domestic
//! buyers (直接断供), and when they stop altogether (全面停产).
//!
//! Every distinct *party* is evaluated once, for all components together: which targets are lost, in both
//! readings and horizons, how much of them is left, which components fall. The question about one component
//! is then a look-up: what falls without its top source, without a coalition, without imports at all.

mod evaluate;
mod origins;
mod quantity;

use crate::elements::elements_at;
use crate::outcome::Certainty;
use crate::world::{Question, World, WorldKey};
use crate::{Interval, Level};
use evaluate::Study;
use liantu_graph::{Buyers, ChainGraph, Control, Direction, Horizon, Market, Qualified};
use liantu_model::{CoalitionIx, ComponentIx, Confidence, Element, Index, RegionIx};
use rayon::prelude::*;

/// What to ask of [`exposure`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExposureOptions {
    /// What an embargo does to plants at home controlled from where it comes.
    pub control: Control,
    /// Targets; `None` for the dataset's own.
    pub targets: Option<Vec<ComponentIx>>,
}

impl Default for ExposureOptions {
    fn default() -> Self {
        Self { control: Control::Stays, targets: None }
    }
}

/// Who withdraws or stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Party {
    /// One foreign place.
    Place(RegionIx),
    /// The members of a listed coalition together.
    Coalition(CoalitionIx),
    /// Every foreign place together (全部进口中断).
    Imports,
}

/// What they do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Act {
    /// They stop selling to domestic buyers (直接断供).
    Embargo,
    /// They stop altogether, for everybody (全面停产).
    Stop,
}

impl Act {
    /// Both, the embargo first.
    pub const BOTH: [Self; 2] = [Self::Embargo, Self::Stop];

    /// The canonical key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Embargo => "embargo",
            Self::Stop => "stop",
        }
    }
}

/// Something that falls: how sure, and the shorter horizon at which it is that sure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fall {
    /// A target, or a component on the market.
    pub component: ComponentIx,
    /// How sure, at the horizon at which it is surest.
    pub certainty: Certainty,
    /// The shorter horizon at which it falls with that certainty.
    pub horizon: Horizon,
}

/// Losses of targets at one horizon. Low ends are certain (确证), high ends possible (可能).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HorizonLoss {
    /// Which.
    pub horizon: Horizon,
    /// Number of targets lost.
    pub targets: Interval<usize>,
    /// Weight of the targets lost over that of all targets up at the start in the optimistic reading, 0..=1.
    pub weight: Interval<f64>,
    /// The same with each target counted by the part of it that is gone, 0..=1.
    pub capacity: Interval<f64>,
}

/// What one act of one party takes down.
#[derive(Debug, Clone, PartialEq)]
pub struct ActLoss {
    /// The targets lost, in target order.
    pub targets: Vec<Fall>,
    /// The short horizon, the long one.
    pub horizons: [HorizonLoss; 2],
    /// Components that domestic buyers can no longer obtain (embargo), or nobody (stop); in model order.
    pub components: Vec<Fall>,
    /// Whether every cycle came to rest; else `capacity` is a lower bound.
    pub settled: bool,
}

/// What one party can do.
#[derive(Debug, Clone, PartialEq)]
pub struct PartyLoss {
    /// Who.
    pub party: Party,
    /// By embargo, by standstill.
    pub acts: [ActLoss; 2],
}

/// Import dependence through all stages (穿透进口依赖): one less the level of a component when every foreign place
/// withdraws, upstream included.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LookThrough {
    /// At the short horizon, at the long one.
    pub horizons: [LookThroughAt; 2],
    /// The market whose shares weigh the component's own offers; `None` when it has none of its own.
    pub market: Option<Market>,
}

/// Look-through dependence at a horizon.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LookThroughAt {
    /// From what is gone for sure to what may be gone, 0..=1.
    pub lost: Interval<f64>,
    /// Whether known shares suffice for a percentage; else 份额不足,仅作有无判断.
    pub percentage: bool,
}

/// The result of [`exposure`].
#[derive(Debug, Clone, PartialEq)]
pub struct Exposure {
    /// The options used, targets filled in.
    pub options: ExposureOptions,
    /// The targets watched.
    pub targets: Vec<ComponentIx>,
    /// Foreign places in model order, coalitions, then all imports; without a foreign place, nothing.
    pub parties: Vec<PartyLoss>,
    inherited: Vec<Vec<ComponentIx>>,
    look_through: Vec<LookThrough>,
    needed_by: Vec<Vec<ComponentIx>>,
}

/// Evaluates every party once. Parties in parallel.
///
/// Complexity: for each party, act, horizon and reading the edges what falls touches; and one pass of
/// [`crate::Capacity`] over what changes.
pub fn exposure(graph: &ChainGraph, options: &ExposureOptions) -> Exposure {
    let targets = options.targets.clone().unwrap_or_else(|| graph.default_targets());
    let question =
        Question { graph, targets: &targets, qualified: Qualified::Ignored, control: options.control };
    let worlds: Vec<World> =
        world_keys().par_iter().map(|&key| World::compile(question, key, Confidence::Low)).collect();
    let study = Study::new(question, &worlds);
    let parties = parties(graph, &worlds[0]);
    let quantities = quantity::Quantities::new(&study);
    let losses: Vec<PartyLoss> = parties
        .par_iter()
        .map_init(|| study.baselines(), |states, party| study.losses(states, party, &quantities))
        .collect();
    Exposure {
        inherited: origins::inherited(graph, options.control, &parties, &losses),
        look_through: quantities.look_through(parties.last().map(|all| all.elements(Act::Embargo))),
        needed_by: needed_by(graph, &targets),
        options: ExposureOptions { targets: Some(targets.clone()), ..options.clone() },
        targets: targets.clone(),
        parties: losses,
    }
}

/// Everybody and domestic buyers, at the long horizon and the short one.
fn world_keys() -> Vec<WorldKey> {
    let buyers = [Buyers::Everyone, Buyers::Domestic];
    let horizons = [Horizon::Long, Horizon::Short];
    buyers.into_iter().flat_map(|buyers| horizons.map(|horizon| WorldKey { buyers, horizon })).collect()
}

/// For every component the targets that need it through inputs that can stop them, itself if it is one.
/// O(targets × upstream cone).
fn needed_by(graph: &ChainGraph, targets: &[ComponentIx]) -> Vec<Vec<ComponentIx>> {
    let cones: Vec<_> = targets
        .par_iter()
        .map(|&target| graph.query(Direction::Upstream, [target]).essential().resolve())
        .collect();
    let mut needed = vec![Vec::new(); graph.model().components().len()];
    for (&target, cone) in targets.iter().zip(&cones) {
        for component in cone.iter() {
            needed[component.position()].push(target);
        }
    }
    needed
}

/// A party with its places.
#[derive(Debug)]
struct Parties {
    party: Party,
    /// The places of [`Party::Imports`]; empty for the others.
    places: Vec<RegionIx>,
}

impl Parties {
    /// The elements that fail when they act.
    fn elements(&self, act: Act) -> Vec<Element> {
        let places = |places: &[RegionIx], kind: fn(RegionIx) -> Element| {
            places.iter().map(|&place| kind(place)).collect()
        };
        match (self.party, act) {
            (Party::Place(place), Act::Embargo) => vec![Element::Embargo(place)],
            (Party::Place(place), Act::Stop) => vec![Element::Region(place)],
            (Party::Coalition(coalition), Act::Embargo) => vec![Element::JointEmbargo(coalition)],
            (Party::Coalition(coalition), Act::Stop) => vec![Element::Coalition(coalition)],
            (Party::Imports, Act::Embargo) => places(&self.places, Element::Embargo),
            (Party::Imports, Act::Stop) => places(&self.places, Element::Region),
        }
    }
}

/// Each foreign place where anybody is or from which anybody is controlled, each coalition, all together.
fn parties(graph: &ChainGraph, world: &World) -> Vec<Parties> {
    let mut parties = Vec::new();
    let mut all = Vec::new();
    for element in elements_at(graph.model(), &world.structure, Level::Embargo, false) {
        match element {
            Element::Embargo(place) => {
                all.push(place);
                parties.push(Parties { party: Party::Place(place), places: Vec::new() });
            }
            Element::JointEmbargo(coalition) => {
                parties.push(Parties { party: Party::Coalition(coalition), places: Vec::new() });
            }
            _ => {}
        }
    }
    if !all.is_empty() {
        parties.push(Parties { party: Party::Imports, places: all });
    }
    parties
}

impl Exposure {
    /// What a party can do; `None` for one that holds nothing.
    pub fn of(&self, party: Party) -> Option<&PartyLoss> {
        self.parties.iter().find(|one| one.party == party)
    }

    /// Where a component's fall comes from when it falls although it keeps sources of its own (受牵连): the
    /// nearest components upstream that an embargo deprives of every listed source, over all places and
    /// coalitions; in model order.
    pub fn inherited_from(&self, component: ComponentIx) -> &[ComponentIx] {
        &self.inherited[component.position()]
    }

    /// The targets that need a component through inputs that can stop them, itself if it is one; in target order.
    pub fn needed_by(&self, component: ComponentIx) -> &[ComponentIx] {
        &self.needed_by[component.position()]
    }

    /// Import dependence of a component through all stages.
    pub fn look_through(&self, component: ComponentIx) -> LookThrough {
        self.look_through[component.position()]
    }
}

impl PartyLoss {
    /// By what they do.
    pub fn by(&self, act: Act) -> &ActLoss {
        &self.acts[act as usize]
    }
}

impl ActLoss {
    /// How a component falls, if it does. O(log components).
    pub fn fall_of(&self, component: ComponentIx) -> Option<Fall> {
        let at = self.components.binary_search_by_key(&component, |fall| fall.component).ok()?;
        Some(self.components[at])
    }

    /// The targets lost among those that need a component.
    pub fn targets_among<'a>(&'a self, needing: &'a [ComponentIx]) -> impl Iterator<Item = &'a Fall> + 'a {
        self.targets.iter().filter(move |fall| needing.contains(&fall.component))
    }

    /// Losses at a horizon.
    pub fn at(&self, horizon: Horizon) -> &HorizonLoss {
        &self.horizons[usize::from(horizon == Horizon::Long)]
    }
}
