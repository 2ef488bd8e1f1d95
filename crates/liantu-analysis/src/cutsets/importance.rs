//! How much each element matters to a target.

use super::fault_tree::TargetTree;
use super::{CutSetOptions, Listing, TargetCutSets, budget};
use liantu_faulttree::{CutSets, Importance};
use liantu_model::{Element, Model};
use rustc_hash::FxHashMap;

/// Importance of one element for one target.
#[derive(Debug, Clone, PartialEq)]
pub struct ElementImportance {
    /// The element.
    pub element: Element,
    /// Number of minimal cut sets with it, by order from 0.
    pub structural: Vec<u128>,
    /// Measures from probabilities, when given and within budget.
    pub measures: Option<Importance>,
}

/// Adds structural importance, and where probabilities are given the exact measures.
pub(super) fn add(
    model: &Model,
    options: &CutSetOptions,
    tree: &TargetTree,
    sets: &CutSets,
    found: &mut TargetCutSets,
) {
    if !options.importance || matches!(options.listing, Listing::Paths(_)) {
        return;
    }
    let structural = sets.counts_containing().unwrap_or_default();
    let measures = exact(model, options, tree, found);
    for (position, &element) in tree.events.iter().enumerate() {
        let counts = structural.get(position).cloned().unwrap_or_default();
        if counts.iter().any(|count| *count > 0) {
            let measures = measures.as_ref().map(|all| all[position]);
            found.importance.push(ElementImportance { element, structural: counts, measures });
        }
    }
}

/// Exact probability and measures of all events; elements without a probability do not fail on their own.
fn exact(
    model: &Model,
    options: &CutSetOptions,
    tree: &TargetTree,
    found: &mut TargetCutSets,
) -> Option<Vec<Importance>> {
    if model.probabilities().is_empty() {
        return None;
    }
    let given: FxHashMap<Element, f64> =
        model.probabilities().iter().map(|row| (row.element, row.probability)).collect();
    let probabilities: Vec<f64> =
        tree.events.iter().map(|element| given.get(element).copied().unwrap_or(0.0)).collect();
    found.without_probability = tree.events.iter().filter(|element| !given.contains_key(element)).count();
    let solution = tree.tree.solve(tree.top, &budget(options)).ok()?;
    found.probability = solution.probability(&probabilities).ok();
    solution.importance(&probabilities).ok()
}
