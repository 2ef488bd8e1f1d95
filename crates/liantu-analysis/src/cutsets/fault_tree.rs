//! The compiled structure above one target as a fault tree.

use super::{CutSetOptions, events};
use crate::world::World;
use liantu_faulttree::{EventIx, FaultTree, FaultTreeBuilder, GateIx, Input};
use liantu_graph::{ChainGraph, Node, Reading};
use liantu_model::Element;
use rustc_hash::{FxHashMap, FxHashSet};

/// The fault tree of one target, and what its events stand for.
#[derive(Debug)]
pub(crate) struct TargetTree {
    pub(crate) tree: FaultTree,
    pub(crate) top: GateIx,
    /// Elements by event index: only those that reach the target.
    pub(crate) events: Vec<Element>,
    /// Whether anything above the target differs between the readings.
    pub(crate) rests_on_unlisted: bool,
}

impl TargetTree {
    /// A node fails when more of its supports have failed than it can spare; a leaf fails when an element that
    /// contains it does. O(nodes and supports above the target).
    pub(crate) fn build(graph: &ChainGraph, world: &World, options: &CutSetOptions, at: u32) -> Self {
        let structure = &world.structure;
        let top = world.target_node(at);
        let cone = cone(world, top);
        let mut builder = FaultTreeBuilder::default();
        let mut causes: FxHashMap<Node, Vec<Input>> = FxHashMap::default();
        let mut elements = Vec::new();
        for element in events(graph, world, options, structure.targets()[at as usize].component) {
            let leaves = world.leaves(graph.model(), element, options.control);
            let reached: Vec<Node> = leaves.into_iter().filter(|leaf| cone.contains(leaf)).collect();
            if reached.is_empty() {
                continue;
            }
            let event: EventIx = builder.event();
            elements.push(element);
            for leaf in reached {
                causes.entry(leaf).or_default().push(event.into());
            }
        }
        let mut nodes: Vec<Node> = cone.into_iter().collect();
        nodes.sort_unstable();
        let gates: FxHashMap<Node, GateIx> = nodes.iter().map(|&node| (node, builder.declare())).collect();
        let down: FxHashSet<Node> = structure.down_from_start(options.reading).into_iter().collect();
        for &node in &nodes {
            let gate = gates[&node];
            if down.contains(&node) {
                builder.define(gate, 0, []);
            } else if structure.is_leaf(node) {
                builder.define(gate, 1, causes.remove(&node).unwrap_or_default());
            } else {
                let supports = structure.supports_of(node).iter().map(|support| Input::from(gates[support]));
                builder.define(gate, structure.slack(node) + 1, supports.collect::<Vec<_>>());
            }
        }
        let tree = builder.build().expect("every gate is defined over declared gates and events");
        let pessimistic = structure.down_from_start(Reading::Pessimistic);
        let optimistic = structure.down_from_start(Reading::Optimistic);
        let rests_on_unlisted =
            pessimistic.iter().any(|leaf| !optimistic.contains(leaf) && gates.contains_key(leaf));
        Self { tree, top: gates[&top], events: elements, rests_on_unlisted }
    }
}

/// Everything the target rests on.
fn cone(world: &World, top: Node) -> FxHashSet<Node> {
    let mut cone = FxHashSet::default();
    let mut stack = vec![top];
    while let Some(node) = stack.pop() {
        if cone.insert(node) && !world.structure.is_leaf(node) {
            stack.extend(world.structure.supports_of(node));
        }
    }
    cone
}
