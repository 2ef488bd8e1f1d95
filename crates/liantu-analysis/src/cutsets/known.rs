//! One set by its key: whether it was looked for, whether it is a minimal cut set, and the rows it rests on.

use super::{CutSetAnalysis, CutSetOptions, MinimalCutSet, Search, TargetCutSets};
use crate::evidence::{EvidenceRow, broken_supports, rows_of_losses};
use crate::found::{has_members, is_at};
use crate::outcome::Certainty;
use crate::world::{Question, World, WorldKey};
use crate::{CutSetError, Listing, MaxOrder};
use liantu_faulttree::Completeness;
use liantu_graph::{ChainGraph, Node, Reading, State};
use liantu_model::{ComponentIx, Confidence, Element, SetKey};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

impl CutSetAnalysis {
    /// Whether a set would be listed if it were a minimal cut set.
    pub(crate) fn is_asked(&self, graph: &ChainGraph, set: &SetKey) -> bool {
        let (options, order) = (&self.options, set.elements().len() as u32);
        let at_level = |&element: &Element| {
            let is_passed_over = match element {
                Element::JointEmbargo(_) => options.places_only,
                Element::Group(root) => options.several_members_only && !has_members(graph.model(), root),
                _ => false,
            };
            !is_passed_over && options.levels.iter().any(|&level| is_at(graph.model(), element, level))
        };
        let is_listed = match options.listing {
            Listing::First(_) => !options.dominant,
            Listing::CountOnly | Listing::Paths(_) => false,
        };
        let is_within = match options.max_order {
            MaxOrder::UpTo(most) => order <= most,
            MaxOrder::All => true,
        };
        let whole = |target: &TargetCutSets| {
            target.target == set.target
                && target.unlisted == 0
                && target.complete_to_order().is_none_or(|whole| order <= whole)
        };
        is_listed && is_within && set.elements().iter().all(at_level) && self.targets.iter().any(whole)
    }
}

/// Looks at one set only: the analysis has it when it is a minimal cut set, and no other. Levels, targets and orders of
/// `options` are those of the set. O(nodes + elements × what falls).
///
/// # Errors
/// Elements that cannot be mixed.
pub fn cut_set(
    graph: &ChainGraph,
    options: &CutSetOptions,
    set: &SetKey,
) -> Result<CutSetAnalysis, CutSetError> {
    let is_embargo = |element: &Element| matches!(element, Element::Embargo(_) | Element::JointEmbargo(_));
    let embargoes = set.elements().iter().filter(|element| is_embargo(element)).count();
    if embargoes > 0 && embargoes < set.elements().len() {
        return Err(CutSetError::EmbargoMixed);
    }
    let mut levels: Vec<_> =
        set.elements().iter().map(|&one| crate::elements::level_of(graph.model(), one)).collect();
    levels.sort_unstable();
    levels.dedup();
    let max_order = MaxOrder::UpTo(set.elements().len().max(1) as u32);
    let options = CutSetOptions { levels, targets: Some(vec![set.target]), max_order, ..options.clone() };
    let world = world(graph, &options, set.elements());
    let search = Search { graph, world: &world, options: &options };
    let mut found = TargetCutSets::none(set.target);
    found.completeness = Completeness::ToOrder(0);
    let mut state = State::new(&world.structure, options.reading);
    found.already_down = !state.is_up(world.target_node(0));
    let cuts = |state: &mut State<'_>, members: &[Element]| {
        state.fail(&search.leaves(members));
        let is_down = !state.is_up(world.target_node(0));
        state.undo();
        is_down
    };
    let is_minimal = !found.already_down
        && cuts(&mut state, set.elements())
        && parts(set.elements()).all(|part| !cuts(&mut state, &part));
    if is_minimal {
        let mut optimistic = State::new(&world.structure, Reading::Optimistic);
        found.sets.push(MinimalCutSet {
            target: set.target,
            elements: set.elements().to_vec(),
            certainty: search.certainty(&mut optimistic, 0, set.elements()),
            own_site: search.is_own_site(0, set.elements()),
        });
    }
    Ok(CutSetAnalysis { options, targets: vec![found] })
}

/// The set without each of its elements.
pub(crate) fn parts(elements: &[Element]) -> impl Iterator<Item = Vec<Element>> + '_ {
    elements.iter().map(|left_out| elements.iter().copied().filter(|one| one != left_out).collect())
}

/// The rows a cut set rests on, in table order: along one derivation of the loss, in which every part of it that fell
/// before is followed, the supply rows of each component whose own sources are hit, the claims that their lists are
/// complete, and the requirements between the components lost, with their alternatives.
/// O(nodes + what falls).
pub fn rows_of_set(graph: &ChainGraph, options: &CutSetOptions, set: &MinimalCutSet) -> Vec<EvidenceRow> {
    let options = CutSetOptions { targets: Some(vec![set.target]), ..options.clone() };
    let world = world(graph, &options, &set.elements);
    let search = Search { graph, world: &world, options: &options };
    let reading = match set.certainty {
        Certainty::Possible => Reading::Pessimistic,
        Certainty::Confirmed => Reading::Optimistic,
    };
    let mut state = State::new(&world.structure, reading);
    state.fail(&search.leaves(&set.elements));
    let lost = derivation(&state, world.target_node(0));
    let lost: BTreeSet<ComponentIx> =
        lost.into_iter().filter_map(|node| world.structure.component_of(node)).chain([set.target]).collect();
    rows_of_losses(graph, &state, &lost).into_iter().collect()
}

fn world(graph: &ChainGraph, options: &CutSetOptions, elements: &[Element]) -> World {
    let targets = options.targets.as_deref().unwrap_or_default();
    let question = Question { graph, targets, qualified: options.qualified, control: options.control };
    let buyers = elements.first().map_or(liantu_graph::Buyers::Everyone, |&one| WorldKey::buyers_of(one));
    World::compile(question, WorldKey { buyers, horizon: options.horizon }, Confidence::Low)
}

/// Everything that fell in one derivation of the fall of `top`.
fn derivation(state: &State<'_>, top: Node) -> Vec<Node> {
    let order: FxHashMap<Node, u32> = (1..).zip(state.fallen()).map(|(at, &node)| (node, at)).collect();
    let fell = |node: Node| order.get(&node).copied().or_else(|| (!state.is_up(node)).then_some(0));
    let mut seen = BTreeSet::new();
    let mut stack = vec![top];
    while let Some(node) = stack.pop() {
        if seen.insert(node) {
            stack.extend(broken_supports(state.structure(), node, fell));
        }
    }
    seen.into_iter().collect()
}
