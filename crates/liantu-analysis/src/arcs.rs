//! Strongly connected components of a graph in flat arrays.

/// A graph: the successors of node `n` are `list[start[n]..start[n + 1]]`.
#[derive(Debug, Clone, Default)]
pub(crate) struct Arcs {
    start: Vec<u32>,
    list: Vec<u32>,
}

impl Arcs {
    /// From pairs (from, to) over `nodes` nodes. O(pairs log pairs).
    pub(crate) fn new(nodes: usize, mut pairs: Vec<(u32, u32)>) -> Self {
        pairs.sort_unstable();
        pairs.dedup();
        let mut start = vec![0_u32; nodes + 1];
        for &(from, _) in &pairs {
            start[from as usize + 1] += 1;
        }
        for position in 1..start.len() {
            start[position] += start[position - 1];
        }
        Self { start, list: pairs.into_iter().map(|(_, to)| to).collect() }
    }

    /// Where a node leads.
    pub(crate) fn from(&self, node: u32) -> &[u32] {
        &self.list[self.start[node as usize] as usize..self.start[node as usize + 1] as usize]
    }

    fn len(&self) -> usize {
        self.start.len() - 1
    }

    /// A rank for every node such that arcs never lead to a smaller one, and equal ranks reach each other.
    ///
    /// Tarjan 1972 (<https://doi.org/10.1137/0201010>) without recursion, which finishes what is reached first.
    /// O(nodes + arcs).
    pub(crate) fn ranks(&self) -> Vec<u32> {
        let mut search = Search::new(self);
        for node in 0..self.len() as u32 {
            search.visit(node);
        }
        let last = search.found;
        search.rank.into_iter().map(|rank| last - rank).collect()
    }
}

const UNSEEN: u32 = u32::MAX;

struct Search<'a> {
    arcs: &'a Arcs,
    /// Order of discovery.
    seen: Vec<u32>,
    /// The earliest node on the path known to be reachable.
    low: Vec<u32>,
    /// Number of the component, in order of completion from 1; 0 while open.
    rank: Vec<u32>,
    open: Vec<u32>,
    /// Nodes on the path, with the next arc to follow.
    path: Vec<(u32, u32)>,
    clock: u32,
    found: u32,
}

impl<'a> Search<'a> {
    fn new(arcs: &'a Arcs) -> Self {
        let size = arcs.len();
        Self {
            arcs,
            seen: vec![UNSEEN; size],
            low: vec![0; size],
            rank: vec![0; size],
            open: Vec::new(),
            path: Vec::new(),
            clock: 0,
            found: 0,
        }
    }

    fn visit(&mut self, root: u32) {
        if self.seen[root as usize] != UNSEEN {
            return;
        }
        self.enter(root);
        while let Some((node, next)) = self.path.pop() {
            let Some(&to) = self.arcs.from(node).get(next as usize) else {
                self.leave(node);
                continue;
            };
            self.path.push((node, next + 1));
            if self.seen[to as usize] == UNSEEN {
                self.enter(to);
            } else if self.rank[to as usize] == 0 {
                self.low[node as usize] = self.low[node as usize].min(self.seen[to as usize]);
            }
        }
    }

    fn enter(&mut self, node: u32) {
        self.seen[node as usize] = self.clock;
        self.low[node as usize] = self.clock;
        self.clock += 1;
        self.open.push(node);
        self.path.push((node, 0));
    }

    fn leave(&mut self, node: u32) {
        let low = self.low[node as usize];
        if low == self.seen[node as usize] {
            self.found += 1;
            while let Some(member) = self.open.pop() {
                self.rank[member as usize] = self.found;
                if member == node {
                    break;
                }
            }
        }
        if let Some(&(before, _)) = self.path.last() {
            self.low[before as usize] = self.low[before as usize].min(low);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 0 → 1 ⇄ 2 → 3, and 4 alone.
    #[test]
    fn ranks_follow_the_arcs_and_are_shared_in_a_knot() {
        let arcs = Arcs::new(5, vec![(0, 1), (1, 2), (2, 1), (2, 3), (2, 3)]);
        let ranks = arcs.ranks();
        assert!(ranks[0] < ranks[1] && ranks[2] < ranks[3]);
        assert_eq!(ranks[1], ranks[2]);
        assert_eq!(arcs.from(2), [1, 3]);
    }
}
