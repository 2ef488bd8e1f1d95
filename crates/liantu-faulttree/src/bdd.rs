//! Binary decision diagrams of monotone functions, and their minimal solutions.
//!
//! Bryant (1986) for the diagrams, Rauzy (1993, "New algorithms for fault trees analysis", Reliability Engineering and
//! System Safety 40) for the minimal solutions.

use crate::budget::{Meter, Stop};
use crate::modules::{Local, LocalGate, Module};
use crate::store::{Cache, Diagram, Node, NodeIx, ONE, Store, TERMINAL, ZERO};

/// A diagram manager. Lower levels are nearer the root.
pub(crate) struct Bdd<'race> {
    pub(crate) store: Store,
    cache: Cache,
    pub(crate) meter: Meter<'race>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Connective {
    And,
    Or,
}

impl Connective {
    /// The operand that decides the result on its own.
    fn dominant(self) -> NodeIx {
        match self {
            Self::And => ZERO,
            Self::Or => ONE,
        }
    }
}

impl<'race> Bdd<'race> {
    pub(crate) fn new(meter: Meter<'race>) -> Self {
        Self { store: Store::new(), cache: Cache::new(), meter }
    }

    /// The function of a module; element `e` is the variable of level `levels[e]`.
    ///
    /// Gates in a circle are iterated from "never fails" until stable, which gives their least fixpoint.
    pub(crate) fn build(&mut self, module: &Module, levels: &[u32]) -> Result<NodeIx, Stop> {
        let mut functions = vec![ZERO; module.gates.len()];
        let mut start = 0;
        for &length in &module.components {
            let component = start..start + length as usize;
            start = component.end;
            loop {
                let mut stable = true;
                for gate in component.clone() {
                    let function = self.gate(&module.gates[gate], levels, &functions)?;
                    stable &= function == functions[gate];
                    functions[gate] = function;
                }
                if stable || length == 1 {
                    break;
                }
            }
        }
        Ok(functions[module.root as usize])
    }

    fn gate(&mut self, gate: &LocalGate, levels: &[u32], functions: &[NodeIx]) -> Result<NodeIx, Stop> {
        let mut inputs = Vec::with_capacity(gate.inputs.len());
        for &input in &gate.inputs {
            inputs.push(match input {
                Local::Gate(gate) => functions[gate as usize],
                Local::Element(element) => self.variable(levels[element as usize])?,
            });
        }
        // Deepest first: each step then works near the root of what is already there.
        inputs.sort_by_key(|&input| std::cmp::Reverse(self.store.level(input)));
        let threshold = gate.threshold as usize;
        if threshold == 1 {
            return self.fold(Connective::Or, &inputs);
        }
        if threshold == inputs.len() {
            return self.fold(Connective::And, &inputs);
        }
        self.at_least(threshold, &inputs)
    }

    fn fold(&mut self, connective: Connective, inputs: &[NodeIx]) -> Result<NodeIx, Stop> {
        let neutral = ONE - connective.dominant();
        inputs.iter().try_fold(neutral, |result, &input| self.apply(connective, result, input))
    }

    /// After each input, `counts[q]` is "at least q of the inputs so far".
    fn at_least(&mut self, threshold: usize, inputs: &[NodeIx]) -> Result<NodeIx, Stop> {
        let mut counts = vec![ZERO; threshold + 1];
        counts[0] = ONE;
        for (position, &input) in inputs.iter().enumerate() {
            for count in (1..=threshold.min(position + 1)).rev() {
                let with = self.apply(Connective::And, input, counts[count - 1])?;
                counts[count] = self.apply(Connective::Or, with, counts[count])?;
            }
        }
        Ok(counts[threshold])
    }

    fn variable(&mut self, level: u32) -> Result<NodeIx, Stop> {
        self.make(level, ZERO, ONE)
    }

    fn make(&mut self, level: u32, low: NodeIx, high: NodeIx) -> Result<NodeIx, Stop> {
        if low == high {
            return Ok(low);
        }
        self.store.unique(Node { level, low, high }, &self.meter)
    }

    fn apply(&mut self, connective: Connective, f: NodeIx, g: NodeIx) -> Result<NodeIx, Stop> {
        let dominant = connective.dominant();
        if f == g || f == dominant || g == ONE - dominant {
            return Ok(f);
        }
        if g == dominant || f == ONE - dominant {
            return Ok(g);
        }
        let (f, g) = (f.min(g), f.max(g));
        let key = [f, g, connective as u32];
        if let Some(result) = self.cache.get(key) {
            return Ok(result);
        }
        self.meter.step()?;
        let (top, other) = (self.store.node(f), self.store.node(g));
        let level = top.level.min(other.level);
        let (f_low, f_high) = if top.level == level { (top.low, top.high) } else { (f, f) };
        let (g_low, g_high) = if other.level == level { (other.low, other.high) } else { (g, g) };
        let low = self.apply(connective, f_low, g_low)?;
        let high = self.apply(connective, f_high, g_high)?;
        let result = self.make(level, low, high)?;
        self.cache.put(key, result, self.store.len());
        Ok(result)
    }
}

/// Extracts the minimal solutions of functions in one store as families in another, over the same levels.
pub(crate) struct MinimalSolutions<'diagram> {
    functions: &'diagram Diagram,
    pub(crate) families: Store,
    solutions: Vec<NodeIx>,
    cache: Cache,
    meter: Meter<'static>,
}

const UNSOLVED: NodeIx = NodeIx::MAX;

impl<'diagram> MinimalSolutions<'diagram> {
    pub(crate) fn new(functions: &'diagram Diagram, meter: Meter<'static>) -> Self {
        let mut solutions = vec![UNSOLVED; functions.nodes.len()];
        solutions[..2].copy_from_slice(&[ZERO, ONE]);
        Self { functions, families: Store::new(), solutions, cache: Cache::new(), meter }
    }

    /// The minimal sets of variables whose failure makes `function` true.
    pub(crate) fn of(&mut self, function: NodeIx) -> Result<NodeIx, Stop> {
        let known = self.solutions[function as usize];
        if known != UNSOLVED {
            return Ok(known);
        }
        let Node { level, low, high } = self.functions.nodes[function as usize];
        let without = self.of(low)?;
        let all_with = self.of(high)?;
        let with = self.unsatisfying(all_with, low)?;
        let family = self.make(level, without, with)?;
        self.solutions[function as usize] = family;
        Ok(family)
    }

    /// The sets of `family` that do not satisfy `function`.
    fn unsatisfying(&mut self, family: NodeIx, function: NodeIx) -> Result<NodeIx, Stop> {
        if family == ZERO || function == ONE {
            return Ok(ZERO);
        }
        if function == ZERO || family == ONE {
            return Ok(family);
        }
        let key = [family, function, 0];
        if let Some(result) = self.cache.get(key) {
            return Ok(result);
        }
        self.meter.step()?;
        let (sets, test) = (self.families.node(family), self.functions.nodes[function as usize]);
        let result = if sets.level > test.level {
            self.unsatisfying(family, test.low)?
        } else {
            let test_with = if sets.level == test.level { test.high } else { function };
            let test_without = if sets.level == test.level { test.low } else { function };
            let without = self.unsatisfying(sets.low, test_without)?;
            let with = self.unsatisfying(sets.high, test_with)?;
            self.make(sets.level, without, with)?
        };
        self.cache.put(key, result, self.families.len());
        Ok(result)
    }

    fn make(&mut self, level: u32, low: NodeIx, high: NodeIx) -> Result<NodeIx, Stop> {
        if high == ZERO {
            return Ok(low);
        }
        debug_assert!(level < TERMINAL, "only variables have nodes");
        self.families.unique(Node { level, low, high }, &self.meter)
    }
}
