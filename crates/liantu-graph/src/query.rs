//! Traversal: one way to ask for it, one kind of answer.

use crate::graph::Edge;
use crate::{ChainGraph, ComponentSet};
use liantu_model::{ComponentIx, Index, InputKind, RequirementIx};
use petgraph::visit::{IntoNodeReferences, NodeRef};

/// Which way to walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// From a product to what it needs.
    Upstream,
    /// From an input to what needs it.
    Downstream,
}

/// A traversal along requirements; [`Query::resolve`] walks it.
#[derive(Debug)]
pub struct Query<'g> {
    graph: &'g ChainGraph,
    direction: Direction,
    start: Vec<ComponentIx>,
    essential_only: bool,
    depth: Option<u32>,
}

impl<'g> Query<'g> {
    pub(crate) fn new(graph: &'g ChainGraph, direction: Direction, start: Vec<ComponentIx>) -> Self {
        Self { graph, direction, start, essential_only: false, depth: None }
    }

    /// Follow only what can stop a product: essential groups, alternatives included, and needed variants.
    #[must_use]
    pub fn essential(mut self) -> Self {
        self.essential_only = true;
        self
    }

    /// Go at most this many steps.
    #[must_use]
    pub fn within(mut self, depth: u32) -> Self {
        self.depth = Some(depth);
        self
    }

    /// The components reached, the start included. O(edges reached).
    pub fn resolve(self) -> ComponentSet {
        let mut reached = ComponentSet::empty(self.graph.model().components().len());
        let mut level: Vec<ComponentIx> =
            self.start.iter().copied().filter(|&one| reached.insert(one)).collect();
        let mut steps = 0;
        while !level.is_empty() && self.depth.is_none_or(|depth| steps < depth) {
            let mut next = Vec::new();
            for component in level {
                next.extend(self.neighbours(component).filter(|&one| reached.insert(one)));
            }
            level = next;
            steps += 1;
        }
        reached
    }

    fn neighbours(&self, component: ComponentIx) -> impl Iterator<Item = ComponentIx> + '_ {
        let toward = match self.direction {
            Direction::Upstream => petgraph::Direction::Incoming,
            Direction::Downstream => petgraph::Direction::Outgoing,
        };
        self.graph.typed().edges_directed(ChainGraph::vertex(component), toward).filter_map(|edge| {
            let Edge::Feeds(requirement) = *edge.weight() else { return None };
            self.follows(requirement).then(|| {
                let row = self.graph.model().requirement(requirement);
                match self.direction {
                    Direction::Upstream => row.input,
                    Direction::Downstream => row.product,
                }
            })
        })
    }

    fn follows(&self, requirement: RequirementIx) -> bool {
        let model = self.graph.model();
        match model.group(model.requirement(requirement).group).kind {
            InputKind::Essential | InputKind::Variants => true,
            InputKind::NonEssential => !self.essential_only,
            InputKind::Taxonomy => false,
        }
    }
}

impl ChainGraph {
    /// Components that require each other, as sets of two or more, each sorted. O(components + requirements).
    pub fn knots(&self) -> Vec<Vec<ComponentIx>> {
        let typed = self.typed();
        let components = self.model().components().len();
        let only = petgraph::visit::NodeFiltered::from_fn(typed, |node| node.index() < components);
        debug_assert!(only.node_references().all(|node| node.id().index() < components));
        let mut knots: Vec<Vec<ComponentIx>> = petgraph::algo::tarjan_scc(&only)
            .into_iter()
            .filter(|knot| knot.len() > 1)
            .map(|knot| knot.into_iter().map(|node| ComponentIx::new(node.index())).collect())
            .collect();
        for knot in &mut knots {
            knot.sort_unstable();
        }
        knots.sort_unstable();
        knots
    }
}
