//! The core under both kinds of decision diagram: nodes, the unique table, computed caches.

use crate::budget::{Meter, Stop};

/// A node: level of its variable, successor without and with the variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Node {
    pub(crate) level: u32,
    pub(crate) low: u32,
    pub(crate) high: u32,
}

/// Index of a node, or one of the terminals.
pub(crate) type NodeIx = u32;

/// False; as a family, the empty family.
pub(crate) const ZERO: NodeIx = 0;
/// True; as a family, the family of the empty set alone.
pub(crate) const ONE: NodeIx = 1;
/// Level of the terminals, below all variables.
pub(crate) const TERMINAL: u32 = u32::MAX;

/// Nodes without duplicates. Children have smaller indices than their parents.
pub(crate) struct Store {
    nodes: Vec<Node>,
    /// Open addressing with linear probing; `ZERO` marks a free bucket.
    buckets: Vec<NodeIx>,
}

impl Store {
    pub(crate) fn new() -> Self {
        let terminal = Node { level: TERMINAL, low: ZERO, high: ZERO };
        Self { nodes: vec![terminal, terminal], buckets: vec![ZERO; 1 << 8] }
    }

    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(crate) fn node(&self, index: NodeIx) -> Node {
        self.nodes[index as usize]
    }

    pub(crate) fn level(&self, index: NodeIx) -> u32 {
        self.nodes[index as usize].level
    }

    /// The node with these fields, made when it is new.
    pub(crate) fn unique(&mut self, node: Node, meter: &Meter<'_>) -> Result<NodeIx, Stop> {
        let mask = self.buckets.len() - 1;
        let mut bucket = hash(node.level, node.low, node.high) as usize & mask;
        loop {
            match self.buckets[bucket] {
                ZERO => break,
                index if self.nodes[index as usize] == node => return Ok(index),
                _ => bucket = (bucket + 1) & mask,
            }
        }
        meter.charge(self.nodes.len())?;
        let index = self.nodes.len() as NodeIx;
        self.nodes.push(node);
        self.buckets[bucket] = index;
        if self.nodes.len() * 4 > self.buckets.len() * 3 {
            self.grow();
        }
        Ok(index)
    }

    fn grow(&mut self) {
        let size = self.buckets.len() * 2;
        self.buckets.clear();
        self.buckets.resize(size, ZERO);
        for (index, node) in self.nodes.iter().enumerate().skip(2) {
            let mut bucket = hash(node.level, node.low, node.high) as usize & (size - 1);
            while self.buckets[bucket] != ZERO {
                bucket = (bucket + 1) & (size - 1);
            }
            self.buckets[bucket] = index as NodeIx;
        }
    }

    /// The nodes below `root`, children first and renumbered, terminals included, with the new index of the root.
    pub(crate) fn extract(&self, root: NodeIx) -> Diagram {
        let mut reached = vec![false; root as usize + 1];
        reached[root as usize] = true;
        for index in (2..=root as usize).rev().filter(|_| root > ONE) {
            if reached[index] {
                reached[self.nodes[index].low as usize] = true;
                reached[self.nodes[index].high as usize] = true;
            }
        }
        let mut places = vec![ZERO; (root as usize + 1).max(2)];
        places[ONE as usize] = ONE;
        let mut nodes = self.nodes[..2].to_vec();
        for index in 2..=root as usize {
            if reached[index] {
                places[index] = nodes.len() as NodeIx;
                let node = self.nodes[index];
                nodes.push(Node {
                    level: node.level,
                    low: places[node.low as usize],
                    high: places[node.high as usize],
                });
            }
        }
        Diagram { root: places[root as usize], nodes }
    }
}

/// A finished diagram: children first, the first two nodes being the terminals.
#[derive(Clone, Debug)]
pub(crate) struct Diagram {
    pub(crate) nodes: Vec<Node>,
    pub(crate) root: NodeIx,
}

impl Diagram {
    /// The nodes that are not terminals, with their indices, children first.
    pub(crate) fn inner(&self) -> impl DoubleEndedIterator<Item = (usize, Node)> + '_ {
        self.nodes.iter().copied().enumerate().skip(2)
    }
}

/// A direct-mapped cache of results; it forgets, and grows with the store.
pub(crate) struct Cache {
    entries: Vec<Entry>,
}

#[derive(Clone, Copy)]
struct Entry {
    key: [u32; 3],
    result: NodeIx,
}

const VACANT: Entry = Entry { key: [u32::MAX; 3], result: ZERO };
const LARGEST_CACHE: usize = 1 << 22;

impl Cache {
    pub(crate) fn new() -> Self {
        Self { entries: vec![VACANT; 1 << 8] }
    }

    pub(crate) fn get(&self, key: [u32; 3]) -> Option<NodeIx> {
        let entry = self.entries[self.place(key)];
        (entry.key == key).then_some(entry.result)
    }

    pub(crate) fn put(&mut self, key: [u32; 3], result: NodeIx, nodes: usize) {
        if nodes > self.entries.len() && self.entries.len() < LARGEST_CACHE {
            self.grow();
        }
        let place = self.place(key);
        self.entries[place] = Entry { key, result };
    }

    fn place(&self, [a, b, c]: [u32; 3]) -> usize {
        hash(a, b, c) as usize & (self.entries.len() - 1)
    }

    fn grow(&mut self) {
        let size = self.entries.len() * 4;
        let old = std::mem::replace(&mut self.entries, vec![VACANT; size]);
        for entry in old.into_iter().filter(|entry| entry.key != VACANT.key) {
            let place = self.place(entry.key);
            self.entries[place] = entry;
        }
    }
}

fn hash(a: u32, b: u32, c: u32) -> u64 {
    let mut mixed = (u64::from(a) << 32 | u64::from(b)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 29) ^ u64::from(c)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed ^ (mixed >> 32)
}
