//! The boxes and who hangs on whom: flat, so that depth never costs stack.

use super::description::ChartNode;

/// A place in one [`Tree`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeIx(u32);

impl NodeIx {
    pub(super) fn new(index: usize) -> Self {
        Self(u32::try_from(index).expect("fewer than 2^32 boxes"))
    }

    /// Position in insertion order.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A forest of boxes. Parents are added before their children; children keep the order in which
/// they were added.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tree {
    nodes: Vec<ChartNode>,
    parents: Vec<Option<NodeIx>>,
}

impl Tree {
    /// Adds a box in the first column.
    pub fn add_root(&mut self, node: ChartNode) -> NodeIx {
        self.add(None, node)
    }

    /// Adds a box in the column after `parent`'s.
    ///
    /// # Panics
    /// When `parent` belongs to another, larger tree.
    pub fn add_child(&mut self, parent: NodeIx, node: ChartNode) -> NodeIx {
        self.add(Some(parent), node)
    }

    /// Adds a root or a child.
    ///
    /// # Panics
    /// When `parent` belongs to another, larger tree.
    pub fn add(&mut self, parent: Option<NodeIx>, node: ChartNode) -> NodeIx {
        let known = parent.is_none_or(|parent| parent.index() < self.nodes.len());
        assert!(known, "the parent is a node of this tree");
        self.nodes.push(node);
        self.parents.push(parent);
        NodeIx::new(self.nodes.len() - 1)
    }

    /// Number of boxes.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there is no box.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// One box.
    ///
    /// # Panics
    /// When `node` belongs to another, larger tree.
    pub fn node(&self, node: NodeIx) -> &ChartNode {
        &self.nodes[node.index()]
    }

    /// One box, to change.
    ///
    /// # Panics
    /// When `node` belongs to another, larger tree.
    pub fn node_mut(&mut self, node: NodeIx) -> &mut ChartNode {
        &mut self.nodes[node.index()]
    }

    /// The box that `node` hangs on; `None` for a root.
    ///
    /// # Panics
    /// When `node` belongs to another, larger tree.
    pub fn parent(&self, node: NodeIx) -> Option<NodeIx> {
        self.parents[node.index()]
    }

    /// All boxes in the order in which they were added: every parent before its children.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (NodeIx, &ChartNode)> {
        let indexed = self.nodes.iter().enumerate();
        indexed.map(|(index, node)| (NodeIx::new(index), node))
    }

    /// Depth of every box, roots 0. O(n).
    pub fn depths(&self) -> Vec<u32> {
        let mut depths: Vec<u32> = Vec::with_capacity(self.len());
        for parent in &self.parents {
            depths.push(parent.map_or(0, |parent| depths[parent.index()] + 1));
        }
        depths
    }

    /// The children of every box and the roots. O(n).
    pub(super) fn children(&self) -> Children {
        let slot = |parent: &Option<NodeIx>| parent.map_or(self.len(), NodeIx::index);
        let mut starts = vec![0_u32; self.len() + 2];
        for parent in &self.parents {
            starts[slot(parent) + 1] += 1;
        }
        for index in 1..starts.len() {
            starts[index] += starts[index - 1];
        }
        let mut next = starts.clone();
        let mut list = vec![0_u32; self.len()];
        for (index, parent) in self.parents.iter().enumerate() {
            let place = &mut next[slot(parent)];
            list[*place as usize] = NodeIx::new(index).0;
            *place += 1;
        }
        Children { starts, list }
    }
}

/// Children of every node in one flat list; the slot after the last node holds the roots.
pub(super) struct Children {
    starts: Vec<u32>,
    list: Vec<u32>,
}

impl Children {
    /// Number of nodes, the slot of the roots not counted.
    pub(super) fn node_count(&self) -> usize {
        self.list.len()
    }

    /// Children of node `index`, in order; of `node_count()`, the roots.
    pub(super) fn of(&self, index: usize) -> &[u32] {
        &self.list[self.starts[index] as usize..self.starts[index + 1] as usize]
    }

    /// The roots, in order.
    pub(super) fn roots(&self) -> &[u32] {
        self.of(self.node_count())
    }

    /// Every node with its depth, parents before children and siblings in order.
    pub(super) fn preorder(&self) -> impl Iterator<Item = usize> + '_ {
        let mut stack: Vec<u32> = self.roots().iter().rev().copied().collect();
        std::iter::from_fn(move || {
            let index = stack.pop()? as usize;
            stack.extend(self.of(index).iter().rev());
            Some(index)
        })
    }
}
