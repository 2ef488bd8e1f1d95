//! What “nothing found” is worth, and which targets are down already.

use crate::outcome::{AlreadyDown, Certainty, DownReason};
use crate::world::World;
use liantu_graph::{ChainGraph, ComponentSet, Direction, Presence, State};
use liantu_model::{ComponentIx, InputKind};

/// How well the upstream cone of the targets is known: what “no single point found” is worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpstreamCone {
    /// Components that reach a target through inputs that can stop it.
    pub components: usize,
    /// Those with a supplier list or inputs.
    pub broken_down: usize,
    /// Those assumed available because nothing is listed.
    pub untracked: Vec<ComponentIx>,
    /// Those whose supplier list is not complete.
    pub open_lists: usize,
    /// Those whose inputs are not said to be all listed.
    pub open_inputs: usize,
}

impl UpstreamCone {
    /// Whether absence is certain (确证): every supplier list and input list in the cone is complete.
    pub fn is_complete(&self) -> bool {
        self.untracked.is_empty() && self.open_lists == 0 && self.open_inputs == 0
    }
}

pub(super) fn upstream_cone(graph: &ChainGraph, targets: &[ComponentIx]) -> UpstreamCone {
    let cone = graph.query(Direction::Upstream, targets.iter().copied()).essential().resolve();
    let untracked: Vec<ComponentIx> = cone.iter().filter(|&one| graph.is_untracked(one)).collect();
    let open = |one: &ComponentIx| graph.supply_list(*one).has_rows && !graph.supply_list(*one).complete;
    let open_inputs = |one: &ComponentIx| graph.model().component(*one).inputs_complete != Some(true);
    UpstreamCone {
        components: cone.len(),
        broken_down: cone.len() - untracked.len(),
        open_lists: cone.iter().filter(open).count(),
        open_inputs: cone.iter().filter(open_inputs).count(),
        untracked,
    }
}

/// Targets down at the baselines of a world.
pub(crate) fn already_down(
    graph: &ChainGraph,
    world: &World,
    [pessimistic, optimistic]: &[State<'_>; 2],
) -> Vec<AlreadyDown> {
    let mut down = Vec::new();
    for target in world.structure.targets() {
        if pessimistic.is_up(target.node) {
            continue;
        }
        let confirmed = !optimistic.is_up(target.node);
        let certainty = if confirmed { Certainty::Confirmed } else { Certainty::Possible };
        let state = if confirmed { optimistic } else { pessimistic };
        let reason = reason(graph, state, certainty, target.component);
        down.push(AlreadyDown { target: target.component, certainty, reason });
    }
    down
}

/// Walks down essential inputs to the first component that is down by itself.
fn reason(graph: &ChainGraph, state: &State<'_>, certainty: Certainty, target: ComponentIx) -> DownReason {
    let is_down = |component: ComponentIx| !state.is_up(state.structure().available(component));
    let mut seen = ComponentSet::empty(graph.model().components().len());
    let mut stack = vec![target];
    let mut last = target;
    while let Some(component) = stack.pop() {
        if !seen.insert(component) {
            continue;
        }
        last = component;
        let exists = |offer: &liantu_graph::Offer| {
            certainty == Certainty::Confirmed || offer.presence == Presence::Listed
        };
        let has_offer = graph.offers(component).iter().any(exists);
        if graph.supply_list(component).has_rows && !has_offer && is_down(component) {
            return DownReason::NoActiveOffer(component);
        }
        let needed = |kind| matches!(kind, InputKind::Essential | InputKind::Variants);
        stack.extend(graph.inputs_of(component, needed).filter(|&input| is_down(input)));
    }
    if last == target && !is_down(target) {
        DownReason::NoOfferInScope
    } else {
        DownReason::TooFewInputs(last)
    }
}
