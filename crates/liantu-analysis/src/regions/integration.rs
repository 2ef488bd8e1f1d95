//! Vertical integration: how much of what a target needs one owner makes itself.

use super::RegionOptions;
use super::supply::listed;
use liantu_graph::{ChainGraph, Direction, OfferSource};
use liantu_model::{ComponentIx, Index, InputKind, SupplierIx};
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// What one owner holds of one target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Integration {
    /// The target.
    pub target: ComponentIx,
    /// The ultimate owner.
    pub group: SupplierIx,
    /// Components of the target's cone that it or a firm under it actively offers, in model order.
    pub offered: Vec<ComponentIx>,
    /// Components with supply rows that reach the target through essential inputs, itself included.
    pub cone: usize,
    /// The longest chain of components, each needed by the next, that it offers throughout; those that need
    /// each other count as one.
    pub depth: usize,
    /// Components of the cone it does not offer, in model order.
    pub not_covered: Vec<ComponentIx>,
    /// Those of them that something it offers needs.
    pub next: Vec<ComponentIx>,
}

impl Integration {
    /// Offered part of the cone, 0..=1.
    pub fn breadth(&self) -> f64 {
        self.offered.len() as f64 / self.cone.max(1) as f64
    }
}

/// By target, the broadest first, then by depth, then by id. Owners in parallel.
pub(super) fn integration(graph: &ChainGraph, options: &RegionOptions) -> Vec<Integration> {
    let offered = offered_by_group(graph);
    let of_target = |&target: &ComponentIx| {
        let cone: BTreeSet<ComponentIx> = graph
            .query(Direction::Upstream, [target])
            .essential()
            .resolve()
            .iter()
            .filter(|&one| graph.supply_list(one).has_rows)
            .collect();
        let mut rows: Vec<Integration> = offered
            .par_iter()
            .filter_map(|(group, all)| {
                let own: Vec<ComponentIx> = all.iter().copied().filter(|one| cone.contains(one)).collect();
                (own.len() >= options.least_breadth.max(1))
                    .then(|| of_group(graph, target, *group, own, &cone))
            })
            .collect();
        let id = |row: &Integration| &graph.model().supplier(row.group).id;
        rows.sort_by(|a, b| {
            let key = |row: &Integration| (Reverse(row.offered.len()), Reverse(row.depth));
            key(a).cmp(&key(b)).then_with(|| id(a).cmp(id(b)))
        });
        rows
    };
    options.targets.iter().flat_map(of_target).collect()
}

/// Components each ultimate owner actively offers through whichever firm, in model order.
fn offered_by_group(graph: &ChainGraph) -> Vec<(SupplierIx, Vec<ComponentIx>)> {
    let model = graph.model();
    let mut offered = vec![Vec::new(); model.suppliers().len()];
    for component in model.component_indices() {
        for source in listed(graph, component) {
            let OfferSource::Named(supplier) = source else { continue };
            let own: &mut Vec<ComponentIx> = &mut offered[model.supplier(supplier).root.position()];
            if own.last() != Some(&component) {
                own.push(component);
            }
        }
    }
    model.supplier_indices().zip(offered).filter(|(_, own)| !own.is_empty()).collect()
}

fn of_group(
    graph: &ChainGraph,
    target: ComponentIx,
    group: SupplierIx,
    offered: Vec<ComponentIx>,
    cone: &BTreeSet<ComponentIx>,
) -> Integration {
    let own: BTreeSet<ComponentIx> = offered.iter().copied().collect();
    let not_covered: Vec<ComponentIx> = cone.difference(&own).copied().collect();
    let needed: BTreeSet<ComponentIx> =
        offered.iter().flat_map(|&one| essential_inputs(graph, one)).collect();
    Integration {
        target,
        group,
        depth: depth(graph, &offered),
        cone: cone.len(),
        next: not_covered.iter().copied().filter(|one| needed.contains(one)).collect(),
        not_covered,
        offered,
    }
}

fn essential_inputs(graph: &ChainGraph, product: ComponentIx) -> impl Iterator<Item = ComponentIx> {
    graph.inputs_of(product, |kind| matches!(kind, InputKind::Essential | InputKind::Variants))
}

/// The longest chain among `offered` (in model order), cycles counted as one. O(components + requirements).
fn depth(graph: &ChainGraph, offered: &[ComponentIx]) -> usize {
    let inputs: Vec<Vec<usize>> = offered
        .iter()
        .map(|&one| {
            essential_inputs(graph, one).filter_map(|input| offered.binary_search(&input).ok()).collect()
        })
        .collect();
    longest_chain(&inputs)
}

/// Number of components on the longest path along `next`, those on a common cycle counted as one: depth-first
/// postorder, then the reversed graph (Kosaraju and Sharir), without recursion. O(nodes + edges).
pub(super) fn longest_chain(next: &[Vec<usize>]) -> usize {
    let mut back = vec![Vec::new(); next.len()];
    for (from, ends) in next.iter().enumerate() {
        for &to in ends {
            back[to].push(from);
        }
    }
    let mut knot = vec![usize::MAX; next.len()];
    // Knots are found with those before them first: a path along `next` never leads to an earlier one.
    let mut longest: Vec<usize> = Vec::new();
    for &start in postorder(next).iter().rev() {
        if knot[start] != usize::MAX {
            continue;
        }
        let (own, mut length, mut stack) = (longest.len(), 0, vec![start]);
        knot[start] = own;
        while let Some(at) = stack.pop() {
            for &before in &back[at] {
                if knot[before] == usize::MAX {
                    knot[before] = own;
                    stack.push(before);
                } else if knot[before] != own {
                    length = length.max(longest[knot[before]]);
                }
            }
        }
        longest.push(length + 1);
    }
    longest.into_iter().max().unwrap_or(0)
}

fn postorder(next: &[Vec<usize>]) -> Vec<usize> {
    let mut seen = vec![false; next.len()];
    let mut order = Vec::with_capacity(next.len());
    for root in 0..next.len() {
        let mut stack = if seen[root] { Vec::new() } else { vec![(root, 0)] };
        seen[root] = true;
        while let Some((at, edge)) = stack.pop() {
            match next[at].get(edge) {
                Some(&to) => {
                    stack.push((at, edge + 1));
                    if !seen[to] {
                        seen[to] = true;
                        stack.push((to, 0));
                    }
                }
                None => order.push(at),
            }
        }
    }
    order
}
