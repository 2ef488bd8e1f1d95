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

/// Targets lost in one world and reading.
pub(super) struct Run {
    /// Position of the world.
    world: usize,
    certainty: Certainty,
    pub(super) targets: Vec<(u32, Loss)>,
}

/// A failure traced in that world and reading.
pub(super) struct Trace<'s, 'w> {
    world: &'w World,
    pub(super) state: &'s State<'w>,
    triggers: Triggers,
}

impl Trace<'_, '_> {
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

/// Alternatives to the components on the path of which somebody is recorded, with their distance from the element.
pub(super) fn alternatives_beside(
    graph: &ChainGraph,
    target: ComponentIx,
    path: &[ComponentIx],
) -> impl Iterator<Item = (usize, ComponentIx)> {
    let products = path.iter().copied().skip(1).chain([target]);
    path.iter().copied().zip(products).enumerate().flat_map(move |(distance, (input, product))| {
        let model = graph.model();
        graph
            .groups_of(product)
            .map(|group| model.group(group).members.iter().map(|&row| model.requirement(row).input))
            .filter(move |inputs| inputs.clone().any(|one| one == input))
            .flatten()
            .filter(move |&one| one != input && !graph.backup_rows(one).is_empty())
            .map(move |one| (distance, one))
    })
}

/// The worlds and readings in which an element loses something, each once.
pub(super) fn runs(study: &Study<'_>, element: Element, lost: &[(u32, Loss)]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for &(at, loss) in lost {
        let world = study.world_at(WorldKey::buyers_of(element), loss.horizon());
        let certainty = loss.certainty();
        let known = runs.iter_mut().find(|run| run.world == world && run.certainty == certainty);
        match known {
            Some(run) => run.targets.push((at, loss)),
            None => runs.push(Run { world, certainty, targets: vec![(at, loss)] }),
        }
    }
    runs
}

/// Traces an element in a world and reading. `baselines` are scratch, at the baselines of the study's worlds before and
/// after.
pub(super) fn traced<'w, T>(
    study: &Study<'w>,
    element: Element,
    run: &Run,
    baselines: &mut [[State<'w>; 2]],
    ask: impl FnOnce(&Trace<'_, 'w>) -> T,
) -> T {
    let world = &study.worlds[run.world];
    let leaves = world.leaves(study.question.graph.model(), element, study.question.control);
    let state = &mut baselines[run.world][usize::from(run.certainty == Certainty::Confirmed)];
    let triggers = state.fail_traced(&leaves);
    let answer = ask(&Trace { world, state, triggers });
    state.undo();
    answer
}

/// The witness for one lost target.
pub(super) fn steps(study: &Study<'_>, trace: &Trace<'_, '_>, at: u32) -> Vec<WitnessStep> {
    steps_along(study.question.graph, trace.state, trace.path(at), study.question.targets[at as usize])
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
