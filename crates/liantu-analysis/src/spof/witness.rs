//! Why an element takes a target down: one readable chain, each step saying why nothing else held.

use super::impact::{Loss, Study};
use crate::evidence::{self, Triggers};
use crate::outcome::Certainty;
use crate::world::{World, WorldKey};
use liantu_graph::{ChainGraph, OfferSource, State};
use liantu_model::{ComponentIx, Element, InputKind, SupplierIx};

/// One step of a witness.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WitnessStep {
    /// The component that is lost at this step.
    pub component: ComponentIx,
    /// Why nothing else held.
    pub reason: WitnessReason,
}

/// Why a component is lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WitnessReason {
    /// The component itself failed.
    Failed,
    /// The only active supplier falls.
    SoleSupplier(SupplierIx),
    /// All active suppliers listed fall together.
    AllSuppliers(Vec<SupplierIx>),
    /// Nobody listed by name is left; the unnamed suppliers of the places that fell too.
    AllSources,
    /// Some supply goes on, but holds less than the least share asked for.
    LeastShare,
    /// An input without an alternative is lost.
    InputLost(ComponentIx),
    /// Too few of a group of alternatives are left: of these, `need` must be there.
    AlternativesLost {
        /// Inputs of the group, the lost ones.
        lost: Vec<ComponentIx>,
        /// How many are needed.
        need: u32,
        /// How many there are.
        of: u32,
    },
}

/// A failure traced in the world and reading in which some targets are lost.
pub(super) struct Trace<'w> {
    pub(super) world: &'w World,
    pub(super) state: State<'w>,
    triggers: Triggers,
    pub(super) targets: Vec<(u32, Loss)>,
}

impl Trace<'_> {
    /// Components from the element to the target.
    pub(super) fn path(&self, at: u32) -> Vec<ComponentIx> {
        evidence::path(&self.world.structure, &self.triggers, self.world.target_node(at))
    }
}

/// Components on the path, the target included, of which an additional source could hold, with their distance
/// from the element.
pub(super) fn hit_components(
    graph: &ChainGraph,
    target: ComponentIx,
    path: &[ComponentIx],
) -> impl Iterator<Item = (usize, ComponentIx)> {
    let with_suppliers = |(_, one): &(usize, ComponentIx)| graph.supply_list(*one).has_rows;
    path.iter().copied().chain([target]).enumerate().filter(with_suppliers)
}

/// Traces an impact once for each world and certainty in which it loses something.
pub(super) fn traces<'w>(study: &Study<'w>, element: Element, lost: &[(u32, Loss)]) -> Vec<Trace<'w>> {
    let mut traces: Vec<Trace<'w>> = Vec::new();
    for &(at, loss) in lost {
        let position = study.world_at(WorldKey::buyers_of(element), loss.horizon());
        let (world, certainty) = (&study.worlds[position], loss.certainty());
        let known = traces
            .iter_mut()
            .find(|trace| trace.world.key == world.key && trace.targets[0].1.certainty() == certainty);
        if let Some(trace) = known {
            trace.targets.push((at, loss));
            continue;
        }
        let leaves = world.leaves(study.question.graph.model(), element, study.question.control);
        let mut state = study.baselines[position][usize::from(certainty == Certainty::Confirmed)].clone();
        let triggers = state.fail_traced(&leaves);
        traces.push(Trace { world, state, triggers, targets: vec![(at, loss)] });
    }
    traces
}

/// The witness for one lost target.
pub(super) fn steps(study: &Study<'_>, trace: &Trace<'_>, at: u32) -> Vec<WitnessStep> {
    steps_along(study.question.graph, &trace.state, trace.path(at), study.question.targets[at as usize])
}

/// The witness along a path to what is lost in a state.
pub(crate) fn steps_along(
    graph: &ChainGraph,
    state: &State<'_>,
    mut path: Vec<ComponentIx>,
    lost: ComponentIx,
) -> Vec<WitnessStep> {
    if path.last() != Some(&lost) {
        path.push(lost);
    }
    let mut steps = Vec::with_capacity(path.len());
    for (position, &component) in path.iter().enumerate() {
        let from = position.checked_sub(1).map(|before| path[before]);
        let by_input = from.and_then(|from| input_reason(graph, state, from, component));
        let reason = by_input.unwrap_or_else(|| supply_reason(graph, state, component));
        steps.push(WitnessStep { component, reason });
    }
    steps
}

/// How the loss of `from` takes `to` down, if it is an input or kind of it.
fn input_reason(
    graph: &ChainGraph,
    state: &State<'_>,
    from: ComponentIx,
    to: ComponentIx,
) -> Option<WitnessReason> {
    let model = graph.model();
    let group = graph.groups_of(to).map(|group| model.group(group)).find(|group| {
        matches!(group.kind, InputKind::Essential | InputKind::Variants)
            && group.members.iter().any(|&member| model.requirement(member).input == from)
    })?;
    if group.members.len() == 1 {
        return Some(WitnessReason::InputLost(from));
    }
    let inputs = group.members.iter().map(|&member| model.requirement(member).input);
    let is_lost = |input: &ComponentIx| !state.is_up(state.structure().available(*input));
    Some(WitnessReason::AlternativesLost {
        lost: inputs.filter(is_lost).collect(),
        need: group.need,
        of: group.members.len() as u32,
    })
}

fn supply_reason(graph: &ChainGraph, state: &State<'_>, component: ComponentIx) -> WitnessReason {
    let offers = graph.offers(component);
    let named: Vec<SupplierIx> = offers
        .iter()
        .filter_map(|offer| match offer.source {
            OfferSource::Named(supplier) => Some(supplier),
            OfferSource::Unnamed(_) | OfferSource::Unknown => None,
        })
        .collect();
    let is_down = |supplier: &SupplierIx| !state.is_up(state.structure().supplier_leaf(*supplier));
    let fallen: Vec<SupplierIx> = named.iter().copied().filter(is_down).collect();
    match (fallen.as_slice(), named.len()) {
        ([], 0) if offers.is_empty() => WitnessReason::Failed,
        ([], _) if named.iter().all(|one| !is_down(one)) && !named.is_empty() => WitnessReason::Failed,
        ([only], 1) => WitnessReason::SoleSupplier(*only),
        ([], _) => WitnessReason::AllSources,
        _ => WitnessReason::AllSuppliers(fallen),
    }
}
