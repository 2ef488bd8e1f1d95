//! The structure compiled for one kind of failure and horizon, with its baselines in both readings.

use crate::outcome::Certainty;
use liantu_graph::{
    Buyers, ChainGraph, CompileOptions, Control, Horizon, Node, Qualified, Reading, State, Structure,
};
use liantu_model::{ComponentIx, Confidence, Element, Index, Model, RegionIx};
use rustc_hash::FxHashMap;

/// What a world is compiled for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct WorldKey {
    pub(crate) buyers: Buyers,
    pub(crate) horizon: Horizon,
}

impl WorldKey {
    /// The buyers an element concerns.
    pub(crate) fn buyers_of(element: Element) -> Buyers {
        match element {
            Element::Embargo(_) | Element::JointEmbargo(_) => Buyers::Domestic,
            _ => Buyers::Everyone,
        }
    }
}

/// What is the same in all worlds of one question.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Question<'g> {
    pub(crate) graph: &'g ChainGraph,
    pub(crate) targets: &'g [ComponentIx],
    pub(crate) qualified: Qualified,
    pub(crate) control: Control,
}

/// One compiled structure with everything that reads it.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) key: WorldKey,
    pub(crate) structure: Structure,
    /// Positions of targets by node.
    pub(crate) target_at: FxHashMap<Node, u32>,
}

impl World {
    pub(crate) fn compile(question: Question<'_>, key: WorldKey, trust: Confidence) -> Self {
        Self::of(key, Structure::compile(question.graph, &compile_options(question, key, trust)))
    }

    /// As [`World::compile`], with the gates of [`Structure::compile_with_doubts`].
    pub(crate) fn compile_with_doubts(question: Question<'_>, key: WorldKey) -> Self {
        let options = compile_options(question, key, Confidence::Low);
        Self::of(key, Structure::compile_with_doubts(question.graph, &options))
    }

    fn of(key: WorldKey, structure: Structure) -> Self {
        let target_at =
            structure.targets().iter().enumerate().map(|(at, target)| (target.node, at as u32)).collect();
        Self { key, structure, target_at }
    }

    /// The leaves an element fails in this world.
    pub(crate) fn leaves(&self, model: &Model, element: Element, control: Control) -> Vec<Node> {
        match element {
            Element::Embargo(_) | Element::JointEmbargo(_) => {
                self.structure.withdrawn_by(model, &embargoing(model, element), control)
            }
            stopped => self.structure.leaves_of(stopped),
        }
    }

    /// The baselines, the pessimistic first.
    pub(crate) fn baselines(&self) -> [State<'_>; 2] {
        Reading::BOTH.map(|reading| State::new(&self.structure, reading))
    }

    /// The baseline a certainty is about, with extra sources for some components.
    pub(crate) fn reinforced(&self, certainty: Certainty, components: &[ComponentIx]) -> State<'_> {
        let gates: Vec<Node> = components.iter().flat_map(|&one| self.structure.pools(one)).collect();
        State::reinforced(&self.structure, certainty.reading(), &gates)
    }

    /// Positions of the targets that have fallen since the baseline.
    pub(crate) fn fallen_targets(&self, state: &State<'_>) -> impl Iterator<Item = u32> {
        self.targets_among(state.fallen())
    }

    /// Positions of the targets among nodes.
    pub(crate) fn targets_among(&self, nodes: &[Node]) -> impl Iterator<Item = u32> {
        nodes.iter().filter_map(|node| self.target_at.get(node).copied())
    }

    /// Components whose availability has fallen since the baseline.
    pub(crate) fn fallen_components(&self, state: &State<'_>) -> impl Iterator<Item = ComponentIx> {
        state.fallen().iter().filter_map(|&node| self.structure.component_of(node))
    }

    /// Components down in a state, by position.
    pub(crate) fn down(&self, state: &State<'_>) -> Vec<bool> {
        self.structure.component_nodes().map(|node| !state.is_up(node)).collect()
    }

    /// The node of a target.
    pub(crate) fn target_node(&self, at: u32) -> Node {
        self.structure.targets()[at as usize].node
    }
}

fn compile_options(question: Question<'_>, key: WorldKey, trust: Confidence) -> CompileOptions {
    CompileOptions {
        qualified: question.qualified,
        horizon: key.horizon,
        buyers: key.buyers,
        trust,
        targets: question.targets.to_vec(),
    }
}

/// The places that an embargo element stands for.
pub(crate) fn embargoing(model: &Model, element: Element) -> Vec<RegionIx> {
    match element {
        Element::Embargo(region) => vec![region],
        Element::JointEmbargo(coalition) => model.coalitions()[coalition.position()].members.clone(),
        _ => Vec::new(),
    }
}
