//! What each element's failure takes down, in every reading and horizon.

use crate::outcome::Certainty;
use crate::world::{Question, World, WorldKey};
use liantu_graph::{Buyers, Horizon, State};
use liantu_model::{Element, Index};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// How a target is lost: the surest loss at each horizon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Loss {
    pub(super) long: Option<Certainty>,
    pub(super) short: Option<Certainty>,
    /// It goes on, but with less than the least share.
    pub(super) thin: bool,
}

impl Loss {
    /// The surest over the horizons.
    pub(crate) fn certainty(self) -> Certainty {
        self.long.max(self.short).unwrap_or(Certainty::Possible)
    }

    /// The shorter horizon at which it is that sure.
    pub(crate) fn horizon(self) -> Horizon {
        if self.short == Some(self.certainty()) { Horizon::Short } else { Horizon::Long }
    }

    /// The surest loss at a horizon.
    pub(crate) fn at(self, horizon: Horizon) -> Option<Certainty> {
        match horizon {
            Horizon::Long => self.long,
            Horizon::Short => self.short,
        }
    }

    pub(super) fn is_nothing(self) -> bool {
        self.long.max(self.short).is_none()
    }

    pub(crate) fn add(&mut self, horizon: Horizon, certainty: Certainty) {
        let held = match horizon {
            Horizon::Long => &mut self.long,
            Horizon::Short => &mut self.short,
        };
        *held = (*held).max(Some(certainty));
    }
}

/// What one element's failure does.
#[derive(Debug, Clone)]
pub(super) struct Impact {
    pub(super) element: Element,
    /// Lost targets by position, in order.
    pub(super) lost: Vec<(u32, Loss)>,
    pub(super) components_lost: u32,
}

/// The worlds of one question, with their baselines.
pub(super) struct Study<'w> {
    pub(super) question: Question<'w>,
    pub(super) worlds: &'w [World],
    pub(super) baselines: Vec<[State<'w>; 2]>,
    /// Components down from the start in the pessimistic reading, by world.
    down: Vec<Vec<bool>>,
    pub(super) weights: Vec<f64>,
    pub(super) total_weight: f64,
}

impl<'w> Study<'w> {
    pub(super) fn new(question: Question<'w>, worlds: &'w [World]) -> Self {
        let baselines: Vec<[State<'w>; 2]> = worlds.iter().map(World::baselines).collect();
        let down = worlds.iter().zip(&baselines).map(|(world, [low, _])| world.down(low)).collect();
        let weights = target_weights(question);
        let is_up = |at: &usize| baselines[0][1].is_up(worlds[0].target_node(*at as u32));
        let total_weight = (0..weights.len()).filter(is_up).map(|at| weights[at]).sum();
        Self { question, worlds, baselines, down, weights, total_weight }
    }

    /// Impacts of the elements that take any target down, in the order given.
    pub(super) fn impacts(&self, elements: &[Element]) -> Vec<Impact> {
        elements
            .par_iter()
            .map_init(|| self.baselines.clone(), |states, &element| self.impact(states, element))
            .filter(|impact| !impact.lost.is_empty())
            .collect()
    }

    /// Positions of the worlds an element is tried in.
    pub(super) fn worlds_of(&self, element: Element) -> impl Iterator<Item = usize> + '_ {
        let buyers = WorldKey::buyers_of(element);
        (0..self.worlds.len()).filter(move |&at| self.worlds[at].key.buyers == buyers)
    }

    /// The position of the world in which a loss at `horizon` is seen.
    pub(super) fn world_at(&self, buyers: Buyers, horizon: Horizon) -> usize {
        let key = WorldKey { buyers, horizon };
        self.worlds.iter().position(|world| world.key == key).unwrap_or(0)
    }

    fn impact(&self, states: &mut [[State<'w>; 2]], element: Element) -> Impact {
        let mut lost: FxHashMap<u32, Loss> = FxHashMap::default();
        let mut components_lost = 0;
        for at in self.worlds_of(element) {
            let world = &self.worlds[at];
            let leaves = world.leaves(self.question.graph.model(), element, self.question.control);
            for (state, certainty) in states[at].iter_mut().zip(Certainty::ALL) {
                state.fail(&leaves);
                for target in world.fallen_targets(state) {
                    lost.entry(target).or_default().add(world.key.horizon, certainty);
                }
            }
            if world.key.horizon == Horizon::Long {
                components_lost = self.components_lost(at, &states[at]);
            }
            states[at].iter_mut().for_each(State::undo);
        }
        if let Element::Component(component) = element {
            lost.retain(|&at, _| self.question.targets[at as usize] != component);
        }
        let mut lost: Vec<(u32, Loss)> = lost.into_iter().collect();
        lost.sort_unstable_by_key(|(at, _)| *at);
        Impact { element, lost, components_lost }
    }

    /// Lost in the pessimistic reading, or in the optimistic one from a start that was already down in the
    /// pessimistic one: what falls in the optimistic reading is down in the pessimistic one too.
    fn components_lost(&self, world: usize, [pessimistic, optimistic]: &[State<'w>; 2]) -> u32 {
        let fallen = self.worlds[world].fallen_components(pessimistic).count();
        let late = self.worlds[world].fallen_components(optimistic);
        (fallen + late.filter(|one| self.down[world][one.position()]).count()) as u32
    }
}

/// Weights of the targets: as given, 1 each when none is.
pub(crate) fn target_weights(question: Question<'_>) -> Vec<f64> {
    let model = question.graph.model();
    let given: Vec<Option<f64>> =
        question.targets.iter().map(|&target| model.component(target).weight).collect();
    if given.iter().all(Option::is_none) {
        return vec![1.0; given.len()];
    }
    given.into_iter().map(|weight| weight.unwrap_or(0.0)).collect()
}
