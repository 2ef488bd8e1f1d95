//! A monotone threshold network in flat arrays: a node stands while enough of its supports stand.

/// What a gate rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Signal {
    /// Always up.
    Up,
    /// Never up.
    Down,
    /// Up with that node.
    Node(u32),
}

/// A network being built. Leaves come first; gates may be reserved before they are defined, so that cycles
/// can be written down.
#[derive(Debug)]
pub(crate) struct NetworkBuilder {
    leaves: u32,
    gates: Vec<Gate>,
    /// What the gates rest on, gate by gate as they were defined.
    supports: Vec<u32>,
}

/// A gate: its supports are a stretch of [`NetworkBuilder::supports`].
#[derive(Debug, Clone, Copy)]
struct Gate {
    need: u32,
    from: u32,
    to: u32,
}

/// The most supports that two bytes can count, with room for one added and for a mark.
pub(crate) const MOST_NARROW: usize = u16::MAX as usize - 3;

/// The leaf that never stands: the support of what has none.
pub(crate) const NEVER: u32 = 0;

impl NetworkBuilder {
    /// A network with `leaves` leaves, numbered from 0; leaf [`NEVER`] is one of them.
    pub(crate) fn new(leaves: u32) -> Self {
        // The first stretch is that of gates without a definition.
        Self { leaves, gates: Vec::new(), supports: vec![NEVER] }
    }

    /// A gate to be defined later; until then it never stands.
    pub(crate) fn reserve(&mut self) -> u32 {
        self.push(Gate { need: 1, from: 0, to: 1 })
    }

    fn push(&mut self, gate: Gate) -> u32 {
        self.gates.push(gate);
        self.leaves + self.gates.len() as u32 - 1
    }

    /// Makes a reserved gate stand with `signal`.
    pub(crate) fn define(&mut self, gate: u32, signal: Signal) {
        self.define_all(gate, &[signal]);
    }

    /// Makes a reserved gate stand while all of `signals` do.
    pub(crate) fn define_all(&mut self, gate: u32, signals: &[Signal]) {
        let from = self.note(signals.iter().filter_map(|signal| support(*signal)));
        let to = self.supports.len() as u32;
        self.gates[(gate - self.leaves) as usize] = Gate { need: to - from, from, to };
    }

    /// Notes the supports of the next gate; where they begin.
    fn note(&mut self, supports: impl Iterator<Item = u32>) -> u32 {
        let from = self.supports.len() as u32;
        self.supports.extend(supports);
        from
    }

    /// Up while all are.
    pub(crate) fn all(&mut self, signals: &[Signal]) -> Signal {
        self.at_least(signals.len() as u32, signals)
    }

    /// Up while any is.
    pub(crate) fn any(&mut self, signals: &[Signal]) -> Signal {
        self.at_least(1, signals)
    }

    /// Up while at least `need` are. Constants are folded and a single support is passed through.
    pub(crate) fn at_least(&mut self, need: u32, signals: &[Signal]) -> Signal {
        let sure = signals.iter().filter(|signal| **signal == Signal::Up).count() as u32;
        let from = self.note(signals.iter().filter_map(|signal| match signal {
            Signal::Node(node) => Some(*node),
            Signal::Up | Signal::Down => None,
        }));
        let to = self.supports.len() as u32;
        let need = need.saturating_sub(sure);
        let folded = match (need, &self.supports[from as usize..]) {
            (0, _) => Signal::Up,
            (need, supports) if need as usize > supports.len() => Signal::Down,
            (1, [only]) => Signal::Node(*only),
            _ => return Signal::Node(self.push(Gate { need, from, to })),
        };
        self.supports.truncate(from as usize);
        folded
    }

    /// Up while any is, as a gate of its own even when it could be folded: something may be added to it.
    pub(crate) fn pool(&mut self, signals: &[Signal]) -> u32 {
        let gate = self.reserve();
        let from = self.note(signals.iter().filter_map(|signal| support(*signal)));
        let to = self.supports.len() as u32;
        if to > from {
            self.gates[(gate - self.leaves) as usize] = Gate { need: 1, from, to };
        }
        gate
    }

    /// A gate that rests on nothing and stands until a support is taken from it.
    pub(crate) fn steady(&mut self) -> u32 {
        self.push(Gate { need: 0, from: 0, to: 0 })
    }

    /// Freezes the network. O(nodes + supports).
    pub(crate) fn freeze(self) -> Network {
        let leaves = self.leaves as usize;
        let size = leaves + self.gates.len();
        let mut slack = vec![0_u32; size];
        let mut start = vec![0_u32; size + 1];
        let mut wide = Vec::new();
        for (position, gate) in self.gates.iter().enumerate() {
            slack[leaves + position] = gate.to - gate.from - gate.need;
            if (gate.to - gate.from) as usize > MOST_NARROW {
                wide.push((leaves + position) as u32);
            }
            for &support in self.supports_of(gate) {
                start[support as usize] += 1;
            }
        }
        // Ends first; filling from the last gate to the first moves them to the beginnings.
        for position in 1..=size {
            start[position] += start[position - 1];
        }
        let mut dependents = vec![0_u32; start[size] as usize];
        for (position, gate) in self.gates.iter().enumerate().rev() {
            for &support in self.supports_of(gate).iter().rev() {
                let slot = &mut start[support as usize];
                *slot -= 1;
                dependents[*slot as usize] = (leaves + position) as u32;
            }
        }
        Network { leaves: self.leaves, slack, wide, start, dependents }
    }

    fn supports_of(&self, gate: &Gate) -> &[u32] {
        &self.supports[gate.from as usize..gate.to as usize]
    }
}

fn support(signal: Signal) -> Option<u32> {
    match signal {
        Signal::Up => None,
        Signal::Down => Some(NEVER),
        Signal::Node(node) => Some(node),
    }
}

/// A frozen network. A node falls when more than `slack` of its supports have fallen.
#[derive(Debug)]
pub(crate) struct Network {
    pub(crate) leaves: u32,
    pub(crate) slack: Vec<u32>,
    /// Gates with more than [`MOST_NARROW`] supports, in order.
    pub(crate) wide: Vec<u32>,
    start: Vec<u32>,
    dependents: Vec<u32>,
}

impl Network {
    pub(crate) fn len(&self) -> usize {
        self.slack.len()
    }

    pub(crate) fn dependents(&self, node: u32) -> &[u32] {
        &self.dependents[self.start[node as usize] as usize..self.start[node as usize + 1] as usize]
    }

    /// The supports of every node, the other way round from [`Network::dependents`]. O(edges).
    pub(crate) fn supports(&self) -> Vec<Vec<u32>> {
        let mut supports = vec![Vec::new(); self.len()];
        for node in 0..self.len() as u32 {
            for &dependent in self.dependents(node) {
                supports[dependent as usize].push(node);
            }
        }
        supports
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn constants_fold() {
        let mut builder = NetworkBuilder::new(3);
        let (a, b) = (Signal::Node(1), Signal::Node(2));
        assert_eq!(builder.all(&[]), Signal::Up);
        assert_eq!(builder.any(&[]), Signal::Down);
        assert_eq!(builder.any(&[a, Signal::Up]), Signal::Up);
        assert_eq!(builder.all(&[a, Signal::Down]), Signal::Down);
        assert_eq!(builder.all(&[a, Signal::Up]), a);
        assert_eq!(
            builder.at_least(2, &[a, b, Signal::Up]),
            Signal::Node(3),
            "one of the two is still needed"
        );
        let network = builder.freeze();
        assert_eq!(network.slack[3], 1);
        assert_eq!(network.dependents(1), [3]);
    }
}
