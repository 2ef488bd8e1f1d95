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
}

#[derive(Debug, Default)]
struct Gate {
    need: u32,
    supports: Vec<u32>,
}

/// The most supports that two bytes can count, with room for one added and for a mark.
pub(crate) const MOST_NARROW: usize = u16::MAX as usize - 3;

/// The leaf that never stands: the support of what has none.
pub(crate) const NEVER: u32 = 0;

impl NetworkBuilder {
    /// A network with `leaves` leaves, numbered from 0; leaf [`NEVER`] is one of them.
    pub(crate) fn new(leaves: u32) -> Self {
        Self { leaves, gates: Vec::new() }
    }

    /// A gate to be defined later.
    pub(crate) fn reserve(&mut self) -> u32 {
        self.gates.push(Gate { need: 1, supports: vec![NEVER] });
        self.leaves + self.gates.len() as u32 - 1
    }

    /// Makes a reserved gate stand with `signal`.
    pub(crate) fn define(&mut self, gate: u32, signal: Signal) {
        let supports = match signal {
            Signal::Up => Vec::new(),
            Signal::Down => vec![NEVER],
            Signal::Node(node) => vec![node],
        };
        self.gates[(gate - self.leaves) as usize] = Gate { need: supports.len() as u32, supports };
    }

    /// Makes a reserved gate stand while all of `signals` do.
    pub(crate) fn define_all(&mut self, gate: u32, signals: &[Signal]) {
        let supports: Vec<u32> = signals.iter().filter_map(|signal| support(*signal)).collect();
        self.gates[(gate - self.leaves) as usize] = Gate { need: supports.len() as u32, supports };
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
        let supports: Vec<u32> = signals
            .iter()
            .filter_map(|signal| match signal {
                Signal::Node(node) => Some(*node),
                Signal::Up | Signal::Down => None,
            })
            .collect();
        let need = need.saturating_sub(sure);
        match (need, supports.as_slice()) {
            (0, _) => Signal::Up,
            (need, supports) if need as usize > supports.len() => Signal::Down,
            (1, [only]) => Signal::Node(*only),
            _ => {
                self.gates.push(Gate { need, supports });
                Signal::Node(self.leaves + self.gates.len() as u32 - 1)
            }
        }
    }

    /// Up while any is, as a gate of its own even when it could be folded: something may be added to it.
    pub(crate) fn pool(&mut self, signals: &[Signal]) -> u32 {
        let gate = self.reserve();
        let supports: Vec<u32> = signals.iter().filter_map(|signal| support(*signal)).collect();
        if !supports.is_empty() {
            self.gates[(gate - self.leaves) as usize] = Gate { need: 1, supports };
        }
        gate
    }

    /// Freezes the network. O(nodes + supports).
    pub(crate) fn freeze(self) -> Network {
        let leaves = self.leaves as usize;
        let size = leaves + self.gates.len();
        let mut slack = vec![0_u32; size];
        let mut start = vec![0_u32; size + 1];
        let mut wide = Vec::new();
        for (position, gate) in self.gates.iter().enumerate() {
            slack[leaves + position] = gate.supports.len() as u32 - gate.need;
            if gate.supports.len() > MOST_NARROW {
                wide.push((leaves + position) as u32);
            }
            for &support in &gate.supports {
                start[support as usize + 1] += 1;
            }
        }
        for position in 1..start.len() {
            start[position] += start[position - 1];
        }
        let mut next = start.clone();
        let mut dependents = vec![0_u32; start[size] as usize];
        for (position, gate) in self.gates.iter().enumerate() {
            for &support in &gate.supports {
                let slot = &mut next[support as usize];
                dependents[*slot as usize] = (leaves + position) as u32;
                *slot += 1;
            }
        }
        Network { leaves: self.leaves, slack, wide, start, dependents }
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
