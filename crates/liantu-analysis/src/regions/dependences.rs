//! Cross-border edges (跨省依赖): what products made at home need and nobody at home supplies.

use super::needs::{Need, Needs};
use crate::whereabouts::{Nearness, Ring, Whereabouts};
use liantu_graph::ChainGraph;
use liantu_model::{ComponentIx, Model};

/// A need of a product made at home that listed sources at home do not surely meet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dependence {
    /// The product, which has an active listed source at home.
    pub product: ComponentIx,
    /// How many of the group must be had.
    pub least: usize,
    /// How many are in the group; 1 for an input that stands alone.
    pub of: usize,
    /// Its inputs that have no source surely at home, in model order.
    pub inputs: Vec<ComponentIx>,
    /// Whether sources whose place is not known, or wider, may meet it at home.
    pub perhaps_home: bool,
    /// How near the need is met: with sources no farther away than this. `None` when listed sources do not
    /// meet it anywhere.
    pub nearest: Option<Nearness>,
}

/// By product in model order. Needs that supply rows do not speak of are left out. O(requirements × sources).
pub(super) fn dependences(graph: &ChainGraph, needs: &Needs) -> Vec<Dependence> {
    let model = graph.model();
    let home = Ring::Home.members(model);
    let at_home = |component| needs.source_in(model, component, &home) == Whereabouts::Inside;
    let mut found = Vec::new();
    for product in model.component_indices().filter(|&one| at_home(one)) {
        for need in needs.of_product(product).iter().filter(|need| needs.is_known(need)) {
            let met = needs.met_in(model, need, &home);
            if met == Whereabouts::Inside {
                continue;
            }
            found.push(Dependence {
                product,
                least: need.least,
                of: need.inputs.len(),
                inputs: need.inputs.iter().copied().filter(|&input| !at_home(input)).collect(),
                perhaps_home: met == Whereabouts::Perhaps,
                nearest: nearest(model, needs, need),
            });
        }
    }
    found
}

/// The `least`-th nearest of the nearest sources of its inputs.
fn nearest(model: &Model, needs: &Needs, need: &Need) -> Option<Nearness> {
    let of_input =
        |&input: &ComponentIx| needs.regions(input).iter().map(|&region| Nearness::of(model, region)).min();
    let mut nearest: Vec<Nearness> = need.inputs.iter().filter_map(of_input).collect();
    nearest.sort_unstable();
    nearest.get(need.least.checked_sub(1)?).copied()
}
