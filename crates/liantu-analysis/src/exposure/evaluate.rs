//! The structural side: what a party's act takes down.

use super::quantity::Quantities;
use super::{Act, ActLoss, Fall, HorizonLoss, Parties, PartyLoss};
use crate::Interval;
use crate::outcome::Certainty;
use crate::spof::{Loss, target_weights};
use crate::world::{Question, World, WorldKey};
use liantu_graph::{Horizon, Node, State};
use liantu_model::{ComponentIx, Element};
use rustc_hash::FxHashMap;

/// The worlds of the question, with what is the same for all parties.
pub(super) struct Study<'w> {
    pub(super) question: Question<'w>,
    worlds: &'w [World],
    start: Vec<[State<'w>; 2]>,
    pub(super) weights: Vec<f64>,
    /// Whether each target counts: it is up at the start in the optimistic reading.
    pub(super) counts: Vec<bool>,
}

impl<'w> Study<'w> {
    pub(super) fn new(question: Question<'w>, worlds: &'w [World]) -> Self {
        let start: Vec<[State<'w>; 2]> = worlds.iter().map(World::baselines).collect();
        let weights = target_weights(question);
        let is_up = |at| start[0][1].is_up(worlds[0].target_node(at as u32));
        Self { question, worlds, counts: (0..weights.len()).map(is_up).collect(), weights, start }
    }

    /// Scratch for one thread.
    pub(super) fn baselines(&self) -> Vec<[State<'w>; 2]> {
        self.start.clone()
    }

    /// What a party can do.
    pub(super) fn losses(
        &self,
        states: &mut [[State<'w>; 2]],
        party: &Parties,
        quantities: &Quantities<'_>,
    ) -> PartyLoss {
        let acts = Act::BOTH.map(|act| self.loss(states, &party.elements(act), quantities));
        PartyLoss { party: party.party, acts }
    }

    fn loss(
        &self,
        states: &mut [[State<'w>; 2]],
        elements: &[Element],
        quantities: &Quantities<'_>,
    ) -> ActLoss {
        let mut targets: FxHashMap<u32, Loss> = FxHashMap::default();
        let mut components: FxHashMap<ComponentIx, Loss> = FxHashMap::default();
        for at in self.worlds_of(elements) {
            let world = &self.worlds[at];
            let leaves = self.leaves(world, elements);
            for (state, certainty) in states[at].iter_mut().zip(Certainty::ALL) {
                state.fail(&leaves);
                for target in world.fallen_targets(state) {
                    targets.entry(target).or_default().add(world.key.horizon, certainty);
                }
                for component in world.fallen_components(state) {
                    components.entry(component).or_default().add(world.key.horizon, certainty);
                }
                state.undo();
            }
        }
        let mut lost: Vec<(u32, Loss)> = targets.into_iter().collect();
        lost.sort_unstable_by_key(|(at, _)| *at);
        let mut fallen: Vec<Fall> = components.into_iter().map(|(one, loss)| fall(one, loss)).collect();
        fallen.sort_unstable_by_key(|fall| fall.component);
        let gone = quantities.lost(elements);
        ActLoss {
            horizons: [Horizon::Short, Horizon::Long].map(|horizon| HorizonLoss {
                capacity: gone.capacity[usize::from(horizon == Horizon::Long)],
                ..self.at_horizon(&lost, horizon)
            }),
            targets: lost
                .into_iter()
                .map(|(at, loss)| fall(self.question.targets[at as usize], loss))
                .collect(),
            components: fallen,
            settled: gone.settled,
        }
    }

    fn worlds_of(&self, elements: &[Element]) -> impl Iterator<Item = usize> + use<'_, 'w> {
        let buyers = elements.first().map(|&element| WorldKey::buyers_of(element));
        (0..self.worlds.len()).filter(move |&at| Some(self.worlds[at].key.buyers) == buyers)
    }

    fn leaves(&self, world: &World, elements: &[Element]) -> Vec<Node> {
        let (model, control) = (self.question.graph.model(), self.question.control);
        let mut leaves: Vec<Node> =
            elements.iter().flat_map(|&element| world.leaves(model, element, control)).collect();
        leaves.sort_unstable();
        leaves.dedup();
        leaves
    }

    /// Numbers and weights of the targets lost at a horizon, from certain to possible.
    fn at_horizon(&self, lost: &[(u32, Loss)], horizon: Horizon) -> HorizonLoss {
        let at_least = |certainty: Certainty| {
            lost.iter().filter(move |(_, loss)| loss.at(horizon) >= Some(certainty)).map(|&(at, _)| at)
        };
        let ends = |of: &dyn Fn(Certainty) -> f64| Interval {
            low: of(Certainty::Confirmed),
            high: of(Certainty::Possible),
        };
        let total = self.total_weight();
        let weight = |certainty| {
            // A sum of nothing is a negative zero.
            let sum = at_least(certainty).fold(0.0, |sum, at| sum + self.weight(at as usize));
            if total > 0.0 { sum / total } else { 0.0 }
        };
        HorizonLoss {
            horizon,
            targets: Interval {
                low: at_least(Certainty::Confirmed).count(),
                high: at_least(Certainty::Possible).count(),
            },
            weight: ends(&weight),
            capacity: Interval::exactly(0.0),
        }
    }

    /// Weight of the targets that count.
    pub(super) fn total_weight(&self) -> f64 {
        (0..self.weights.len()).map(|at| self.weight(at)).sum()
    }

    /// Weight of a target, nothing if it does not count.
    pub(super) fn weight(&self, at: usize) -> f64 {
        if self.counts[at] { self.weights[at] } else { 0.0 }
    }
}

fn fall(component: ComponentIx, loss: Loss) -> Fall {
    Fall { component, certainty: loss.certainty(), horizon: loss.horizon() }
}
