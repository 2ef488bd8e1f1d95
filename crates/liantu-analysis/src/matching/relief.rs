//! What one more source of a component would take away: findings that vanish, by re-evaluation.

use super::MatchInputs;
use crate::world::{Question, World, WorldKey};
use crate::{MinimalCutSet, SinglePoint};
use liantu_graph::{Buyers, ChainGraph, Horizon, Node, Reading, State};
use liantu_model::{ComponentIx, Confidence, Element, Index};
use rayon::prelude::*;

/// What one more source would remove: one that no failing element reaches, that buys its inputs on the market,
/// and that is in scope where the component is a target.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Relief {
    /// Proper single points above the level of components that no longer take any of their targets down, in any
    /// reading and horizon; positions in the findings.
    pub points: Vec<usize>,
    /// Minimal cut sets of order two that no longer take their target down.
    pub pairs: usize,
    /// Targets rid of any of these, or that stand again, in target order.
    pub targets: Vec<ComponentIx>,
    /// Targets down with nothing failed that stand again as far as listed supply goes, in target order.
    pub restored: Vec<ComponentIx>,
}

/// The relief of each component, in the order given. Components in parallel.
pub(super) fn reliefs(
    graph: &ChainGraph,
    inputs: MatchInputs<'_>,
    components: &[ComponentIx],
) -> Vec<Relief> {
    let targets = &inputs.points.targets;
    let options = &inputs.points.options;
    let question = Question { graph, targets, qualified: options.qualified, control: options.control };
    let worlds: Vec<World> = [Buyers::Everyone, Buyers::Domestic]
        .into_iter()
        .flat_map(|buyers| [Horizon::Long, Horizon::Short].map(|horizon| WorldKey { buyers, horizon }))
        .map(|key| World::compile(question, key, Confidence::Low))
        .collect();
    let trial = Trial::new(graph, inputs, &worlds);
    let baselines: Vec<[State<'_>; 2]> = worlds.iter().map(World::baselines).collect();
    components
        .par_iter()
        .map_init(|| baselines.clone(), |states, &component| trial.relief(states, component))
        .collect()
}

/// Findings to try, with what they fail in each world.
struct Trial<'t> {
    inputs: MatchInputs<'t>,
    worlds: &'t [World],
    points: Vec<Run>,
    pairs: Vec<(&'t MinimalCutSet, Run)>,
}

struct Run {
    /// Position among the findings; of pairs, among the pairs.
    at: usize,
    /// World and leaves that fail in it.
    leaves: Vec<(usize, Vec<Node>)>,
    /// Positions of the targets concerned.
    targets: Vec<u32>,
    /// Components that are down in any of the worlds: one more source of others changes nothing.
    down: Vec<bool>,
}

impl<'t> Trial<'t> {
    fn new(graph: &ChainGraph, inputs: MatchInputs<'t>, worlds: &'t [World]) -> Self {
        let mut states: Vec<[State<'_>; 2]> = worlds.iter().map(World::baselines).collect();
        let model = graph.model();
        let control = inputs.points.options.control;
        let mut down_at_start = vec![false; model.components().len()];
        for (world, states) in worlds.iter().zip(&states) {
            let down = states.iter().map(|state| world.down(state));
            down.flat_map(|down| (0..).zip(down))
                .for_each(|(at, down): (usize, bool)| down_at_start[at] |= down);
        }
        let mut run = |at: usize, elements: &[Element], worlds_of: &[usize], lost: &[ComponentIx]| {
            let leaves: Vec<(usize, Vec<Node>)> = worlds_of
                .iter()
                .map(|&world| {
                    let of = |&element: &Element| worlds[world].leaves(model, element, control);
                    (world, elements.iter().flat_map(of).collect())
                })
                .collect();
            let position = |target: &ComponentIx| inputs.points.targets.iter().position(|one| one == target);
            let targets: Vec<u32> = lost.iter().filter_map(position).map(|at| at as u32).collect();
            let mut down = down_at_start.clone();
            for (world, leaves) in &leaves {
                for state in &mut states[*world] {
                    state.fail(leaves);
                    worlds[*world].fallen_components(state).for_each(|one| down[one.position()] = true);
                    state.undo();
                }
            }
            for one in lost {
                down[one.position()] = true;
            }
            Run { at, leaves, targets, down }
        };
        let points = proper(&inputs.points.findings).map(|(at, point)| {
            let buyers = WorldKey::buyers_of(point.element);
            let worlds_of: Vec<usize> =
                (0..worlds.len()).filter(|&world| worlds[world].key.buyers == buyers).collect();
            let lost: Vec<ComponentIx> = point.targets.iter().map(|lost| lost.component).collect();
            run(at, &[point.element], &worlds_of, &lost)
        });
        let points = points.collect();
        let all = inputs.cut_sets.targets.iter().flat_map(|target| &target.sets);
        let pairs = all.filter(|set| set.elements.len() == 2 && !set.own_site).enumerate();
        let pairs = pairs.map(|(at, set)| (set, run(at, &set.elements, &[0], &[set.target]))).collect();
        Self { inputs, worlds, points, pairs }
    }

    fn relief(&self, states: &mut [[State<'t>; 2]], component: ComponentIx) -> Relief {
        let mut helped: Vec<u32> = Vec::new();
        let mut relief = Relief::default();
        for run in self.points.iter().filter(|run| run.down[component.position()]) {
            if self.removes(states, run, component, &[Reading::Pessimistic, Reading::Optimistic]) {
                relief.points.push(run.at);
                helped.extend(&run.targets);
            }
        }
        for (_, run) in self.pairs.iter().filter(|(_, run)| run.down[component.position()]) {
            if self.removes(states, run, component, &[Reading::Pessimistic]) {
                relief.pairs += 1;
                helped.extend(&run.targets);
            }
        }
        let restored = self.restored(component);
        helped.extend(&restored);
        helped.sort_unstable();
        helped.dedup();
        let named = |at: &u32| self.inputs.points.targets[*at as usize];
        relief.targets = helped.iter().map(named).collect();
        relief.restored = restored.iter().map(named).collect();
        relief
    }

    fn removes(
        &self,
        states: &mut [[State<'t>; 2]],
        run: &Run,
        component: ComponentIx,
        readings: &[Reading],
    ) -> bool {
        run.leaves.iter().all(|(at, leaves)| {
            let world = &self.worlds[*at];
            let gates: Vec<Node> = world.structure.pools(component).collect();
            let asked = states[*at].iter_mut().zip(Reading::BOTH);
            asked.filter(|(_, reading)| readings.contains(reading)).all(|(state, _)| {
                state.with_reinforcements(&gates, |state| {
                    state.fail(leaves);
                    let holds = !world.fallen_targets(state).any(|target| run.targets.contains(&target));
                    state.undo();
                    holds
                })
            })
        })
    }

    /// Targets down at the start, in the pessimistic reading at the long horizon, that one more source lifts.
    fn restored(&self, component: ComponentIx) -> Vec<u32> {
        let down = &self.inputs.points.already_down;
        if down.is_empty() {
            return Vec::new();
        }
        let world = &self.worlds[0];
        let gates: Vec<Node> = world.structure.pools(component).collect();
        let state = State::reinforced(&world.structure, Reading::Pessimistic, &gates);
        let targets = self.inputs.points.targets.iter().enumerate();
        let is_down = |target: &ComponentIx| down.iter().any(|one| one.target == *target);
        targets
            .filter(|(at, target)| is_down(target) && state.is_up(world.target_node(*at as u32)))
            .map(|(at, _)| at as u32)
            .collect()
    }
}

/// Proper single points above the level of components, with their positions.
fn proper(findings: &[SinglePoint]) -> impl Iterator<Item = (usize, &SinglePoint)> {
    findings.iter().enumerate().filter(|(_, point)| {
        !point.derived && !point.own_site && !matches!(point.element, Element::Component(_))
    })
}
