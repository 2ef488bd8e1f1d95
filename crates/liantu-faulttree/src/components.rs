//! Strongly connected components, children first.

/// The components of the graph reachable from `roots`, each component a list of vertices; a component comes after all
/// components it points to.
///
/// `successors` appends the successors of a vertex. Tarjan 1972 with its own stack, so depth is bounded by memory only.
/// Time and space O(vertices + edges).
pub(crate) fn components(
    vertices: usize,
    roots: impl IntoIterator<Item = u32>,
    mut successors: impl FnMut(u32, &mut Vec<u32>),
) -> Vec<Vec<u32>> {
    let mut search = Search {
        indices: vec![UNSEEN; vertices],
        lows: vec![0; vertices],
        seen: 0,
        open: Vec::new(),
        found: Vec::new(),
    };
    for root in roots {
        if search.indices[root as usize] == UNSEEN {
            search.run(root, &mut successors);
        }
    }
    search.found
}

const UNSEEN: u32 = u32::MAX;
const CLOSED: u32 = u32::MAX - 1;

struct Search {
    indices: Vec<u32>,
    lows: Vec<u32>,
    seen: u32,
    open: Vec<u32>,
    found: Vec<Vec<u32>>,
}

struct Frame {
    vertex: u32,
    first_pending: usize,
}

impl Search {
    fn run(&mut self, root: u32, successors: &mut impl FnMut(u32, &mut Vec<u32>)) {
        // Successors still to be visited, of all frames; a frame owns those from its `first_pending` on.
        let mut pending = Vec::new();
        let mut frames = vec![self.enter(root, &mut pending, successors)];
        while let Some(frame) = frames.last() {
            let (vertex, first_pending) = (frame.vertex as usize, frame.first_pending);
            if pending.len() > first_pending {
                let next = pending.pop().expect("the frame has a pending successor");
                match self.indices[next as usize] {
                    UNSEEN => frames.push(self.enter(next, &mut pending, successors)),
                    CLOSED => {}
                    index => self.lows[vertex] = self.lows[vertex].min(index),
                }
            } else {
                frames.pop();
                if let Some(parent) = frames.last() {
                    let parent = parent.vertex as usize;
                    self.lows[parent] = self.lows[parent].min(self.lows[vertex]);
                }
                self.leave(vertex);
            }
        }
    }

    fn enter(
        &mut self,
        vertex: u32,
        pending: &mut Vec<u32>,
        successors: &mut impl FnMut(u32, &mut Vec<u32>),
    ) -> Frame {
        self.indices[vertex as usize] = self.seen;
        self.lows[vertex as usize] = self.seen;
        self.seen += 1;
        self.open.push(vertex);
        let first_pending = pending.len();
        successors(vertex, pending);
        pending[first_pending..].reverse();
        Frame { vertex, first_pending }
    }

    fn leave(&mut self, vertex: usize) {
        if self.lows[vertex] != self.indices[vertex] {
            return;
        }
        let place = self
            .open
            .iter()
            .rposition(|&open| open as usize == vertex)
            .expect("a vertex is open until its component is found");
        let component = self.open.split_off(place);
        for &member in &component {
            self.indices[member as usize] = CLOSED;
        }
        self.found.push(component);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(edges: &[&[u32]]) -> Vec<Vec<u32>> {
        components(edges.len(), [0], |vertex, out| out.extend(edges[vertex as usize]))
    }

    #[test]
    fn children_come_before_parents() {
        assert_eq!(of(&[&[1, 2], &[2], &[]]), [[2], [1], [0]]);
    }

    #[test]
    fn a_circle_is_one_component() {
        assert_eq!(of(&[&[1], &[2], &[1, 3], &[]]), [vec![3], vec![1, 2], vec![0]]);
    }

    #[test]
    fn a_deep_chain_does_not_overflow_the_stack() {
        let depth = 1_000_000;
        let found = components(depth, [0], |vertex, out| {
            out.extend((vertex + 1 < depth as u32).then_some(vertex + 1));
        });
        assert_eq!(found.len(), depth);
    }
}
