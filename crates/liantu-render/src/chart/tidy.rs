//! The tidy tree on one axis: Buchheim, Jünger and Leipert, "Improving Walker's algorithm to run
//! in linear time" (GD 2002, doi:10.1007/3-540-36151-0_32), with boxes of different size.
//!
//! Levels are columns here, so the axis runs downwards. Because parents precede their children,
//! the two recursive walks of the paper become one pass backwards and one forwards.
//!
//! | paper | here |
//! |---|---|
//! | prelim(v), mod(v) | `preliminary`, `modifier` |
//! | shift(v), change(v) | `shift`, `change` |
//! | thread(v), ancestor(v), number(v) | `thread`, `ancestor`, `rank` |
//! | v⁺ᵢ v⁺ₒ v⁻ᵢ v⁻ₒ | `inside_right` `outside_right` `inside_left` `outside_left` |
//! | s⁺ᵢ s⁺ₒ s⁻ᵢ s⁻ₒ | the second half of each [`Contour`] |

use super::tree::Children;

const NOBODY: u32 = u32::MAX;
const OUTSIDE: &str = "the outer contours reach as deep as the inner ones";

/// Free space between neighbours in a column, in user units.
#[derive(Clone, Copy, Debug)]
pub(super) struct Gaps {
    /// Between children of the same parent.
    pub(super) siblings: f64,
    /// Between children of different parents.
    pub(super) cousins: f64,
}

/// The centre of every box on the vertical axis; the least top edge is 0.
///
/// In every column the boxes keep their order and at least the gap between them; a parent is in
/// the middle between its first and last child; equal subtrees look equal. O(n) time and space.
pub(super) fn centres(children: &Children, heights: &[f64], gaps: Gaps) -> Vec<f64> {
    let mut walk = Walk::new(children, heights, gaps);
    let roots = children.node_count();
    for parent in (0..roots).rev() {
        walk.place_children(parent);
    }
    walk.place_children(roots);
    walk.into_centres()
}

/// A place on the contour of a subtree and the sum of the modifiers above it.
#[derive(Clone, Copy)]
struct Contour {
    node: u32,
    offset: f64,
}

struct Walk<'a> {
    children: &'a Children,
    heights: &'a [f64],
    gaps: Gaps,
    preliminary: Vec<f64>,
    modifier: Vec<f64>,
    shift: Vec<f64>,
    change: Vec<f64>,
    thread: Vec<u32>,
    ancestor: Vec<u32>,
    /// Parent; the slot of the roots for a root.
    parent: Vec<u32>,
    /// Position among the siblings.
    rank: Vec<u32>,
}

impl<'a> Walk<'a> {
    fn new(children: &'a Children, heights: &'a [f64], gaps: Gaps) -> Self {
        let slots = children.node_count() + 1;
        let mut walk = Self {
            children,
            heights,
            gaps,
            preliminary: vec![0.0; slots],
            modifier: vec![0.0; slots],
            shift: vec![0.0; slots],
            change: vec![0.0; slots],
            thread: vec![NOBODY; slots],
            ancestor: (0..slots as u32).collect(),
            parent: vec![NOBODY; slots],
            rank: vec![0; slots],
        };
        for parent in 0..slots {
            for (rank, &child) in children.of(parent).iter().enumerate() {
                walk.parent[child as usize] = parent as u32;
                walk.rank[child as usize] = rank as u32;
            }
        }
        walk
    }

    /// Sets the children of one node beside each other; their own subtrees are complete.
    fn place_children(&mut self, parent: usize) {
        let siblings = self.children.of(parent);
        let Some(&first) = siblings.first() else {
            return;
        };
        let mut default_ancestor = first;
        for (rank, &node) in siblings.iter().enumerate() {
            let left = rank.checked_sub(1).map(|left| siblings[left]);
            self.place(node, left);
            if let Some(left) = left {
                default_ancestor = self.apportion(node, left, first, default_ancestor);
            }
        }
        self.execute_shifts(siblings);
    }

    /// First position of `node`: after its left sibling, over the middle of its children.
    fn place(&mut self, node: u32, left: Option<u32>) {
        let middle = self.middle_of_children(node);
        let place = match left {
            Some(left) => self.preliminary[left as usize] + self.separation(left, node),
            None => middle.unwrap_or(0.0),
        };
        self.preliminary[node as usize] = place;
        self.modifier[node as usize] = middle.map_or(0.0, |middle| place - middle);
    }

    fn middle_of_children(&self, node: u32) -> Option<f64> {
        let children = self.children.of(node as usize);
        let (first, last) = (*children.first()?, *children.last()?);
        Some(f64::midpoint(self.preliminary[first as usize], self.preliminary[last as usize]))
    }

    fn separation(&self, upper: u32, lower: u32) -> f64 {
        let (upper, lower) = (upper as usize, lower as usize);
        let gap =
            if self.parent[upper] == self.parent[lower] { self.gaps.siblings } else { self.gaps.cousins };
        f64::midpoint(self.heights[upper], self.heights[lower]) + gap
    }

    /// Moves the subtree of `node` away from everything left of it and joins the contours.
    fn apportion(&mut self, node: u32, left: u32, first: u32, default_ancestor: u32) -> u32 {
        let mut inside_right = self.contour(node);
        let mut outside_right = inside_right;
        let mut inside_left = self.contour(left);
        let mut outside_left = self.contour(first);
        while let (Some(next_left), Some(next_right)) =
            (self.next_right(inside_left.node), self.next_left(inside_right.node))
        {
            inside_left.node = next_left;
            inside_right.node = next_right;
            outside_left.node = self.next_left(outside_left.node).expect(OUTSIDE);
            outside_right.node = self.next_right(outside_right.node).expect(OUTSIDE);
            self.ancestor[outside_right.node as usize] = node;
            let overlap = self.place_of(inside_left) - self.place_of(inside_right)
                + self.separation(inside_left.node, inside_right.node);
            if overlap > 0.0 {
                let pushing = self.pushing_sibling(inside_left.node, node, default_ancestor);
                self.move_subtree(pushing, node, overlap);
                inside_right.offset += overlap;
                outside_right.offset += overlap;
            }
            for contour in [&mut inside_left, &mut inside_right, &mut outside_left, &mut outside_right] {
                contour.offset += self.modifier[contour.node as usize];
            }
        }
        if self.next_right(outside_right.node).is_none() {
            let next = self.next_right(inside_left.node);
            self.hang(outside_right, next, inside_left.offset);
        }
        if self.next_left(outside_left.node).is_none()
            && let Some(next) = self.next_left(inside_right.node)
        {
            self.hang(outside_left, Some(next), inside_right.offset);
            return node;
        }
        default_ancestor
    }

    fn contour(&self, node: u32) -> Contour {
        Contour { node, offset: self.modifier[node as usize] }
    }

    fn place_of(&self, contour: Contour) -> f64 {
        self.preliminary[contour.node as usize] + contour.offset
    }

    /// Continues the contour that ends at `end` with `next`, whose modifiers sum up to `offset`.
    fn hang(&mut self, end: Contour, next: Option<u32>, offset: f64) {
        if let Some(next) = next {
            self.thread[end.node as usize] = next;
            self.modifier[end.node as usize] += offset - end.offset;
        }
    }

    fn next_left(&self, node: u32) -> Option<u32> {
        let children = self.children.of(node as usize);
        children.first().copied().or_else(|| self.thread_of(node))
    }

    fn next_right(&self, node: u32) -> Option<u32> {
        let children = self.children.of(node as usize);
        children.last().copied().or_else(|| self.thread_of(node))
    }

    fn thread_of(&self, node: u32) -> Option<u32> {
        let next = self.thread[node as usize];
        (next != NOBODY).then_some(next)
    }

    /// The sibling of `node` whose subtree holds `contour_node`.
    fn pushing_sibling(&self, contour_node: u32, node: u32, default_ancestor: u32) -> u32 {
        let ancestor = self.ancestor[contour_node as usize];
        if self.parent[ancestor as usize] == self.parent[node as usize] { ancestor } else { default_ancestor }
    }

    /// Moves `right` down and notes that the siblings between share the space.
    fn move_subtree(&mut self, left: u32, right: u32, distance: f64) {
        let (left, right) = (left as usize, right as usize);
        let change = distance / f64::from(self.rank[right] - self.rank[left]);
        self.change[right] -= change;
        self.shift[right] += distance;
        self.change[left] += change;
        self.preliminary[right] += distance;
        self.modifier[right] += distance;
    }

    fn execute_shifts(&mut self, siblings: &[u32]) {
        let mut shift = 0.0;
        let mut change = 0.0;
        for &node in siblings.iter().rev() {
            let node = node as usize;
            self.preliminary[node] += shift;
            self.modifier[node] += shift;
            change += self.change[node];
            shift += self.shift[node] + change;
        }
    }

    fn into_centres(self) -> Vec<f64> {
        let nodes = self.children.node_count();
        let mut inherited = self.modifier.clone();
        inherited[nodes] = 0.0;
        let mut centres = Vec::with_capacity(nodes);
        let mut top = f64::INFINITY;
        for node in 0..nodes {
            let above = inherited[self.parent[node] as usize];
            inherited[node] = self.modifier[node] + above;
            centres.push(self.preliminary[node] + above);
            top = top.min(centres[node] - self.heights[node] / 2.0);
        }
        for centre in &mut centres {
            *centre -= top;
        }
        centres
    }
}
