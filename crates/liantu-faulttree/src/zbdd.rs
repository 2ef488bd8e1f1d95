//! Zero-suppressed diagrams of antichains, truncated by weight.
//!
//! A family holds minimal sets only: no set contains another. Weights are lower bounds on the order of what a variable
//! stands for, so that dropping sets heavier than the order asked for loses nothing (Minato 1993 for the diagrams).

use crate::budget::{Meter, Stop};
use crate::modules::{Local, LocalGate, Module};
use crate::store::{Cache, Node, NodeIx, ONE, Store, ZERO};

/// A family manager over weighted variables.
pub(crate) struct Families {
    pub(crate) store: Store,
    weights: Vec<u32>,
    /// Weight of the lightest and the heaviest set of each node.
    extremes: Vec<(u32, u32)>,
    cache: Cache,
    meter: Meter<'static>,
}

#[derive(Clone, Copy)]
enum Operation {
    Union,
    NotContaining,
    Truncate,
    Product,
}

const OPERATIONS: u32 = 4;

fn key(operation: Operation, f: NodeIx, g: NodeIx, limit: u32) -> [u32; 3] {
    [f, g, limit * OPERATIONS + operation as u32]
}

impl Families {
    /// `weights[level]` is at least 1.
    pub(crate) fn new(weights: Vec<u32>, meter: Meter<'static>) -> Self {
        Self {
            store: Store::new(),
            weights,
            extremes: vec![(u32::MAX, 0), (0, 0)],
            cache: Cache::new(),
            meter,
        }
    }

    /// The minimal cut sets of a module of weight at most `limit`; element `e` is the variable of level `levels[e]`.
    pub(crate) fn build(&mut self, module: &Module, levels: &[u32], limit: u32) -> Result<NodeIx, Stop> {
        let mut families = vec![ZERO; module.gates.len()];
        let mut start = 0;
        for &length in &module.components {
            let component = start..start + length as usize;
            start = component.end;
            loop {
                let mut stable = true;
                for gate in component.clone() {
                    let family = self.gate(&module.gates[gate], levels, &families, limit)?;
                    stable &= family == families[gate];
                    families[gate] = family;
                }
                if stable || length == 1 {
                    break;
                }
            }
        }
        Ok(families[module.root as usize])
    }

    fn gate(
        &mut self,
        gate: &LocalGate,
        levels: &[u32],
        families: &[NodeIx],
        limit: u32,
    ) -> Result<NodeIx, Stop> {
        let mut inputs = Vec::with_capacity(gate.inputs.len());
        for &input in &gate.inputs {
            inputs.push(match input {
                Local::Gate(gate) => families[gate as usize],
                Local::Element(element) => self.variable(levels[element as usize], limit)?,
            });
        }
        inputs.sort_by_key(|&input| std::cmp::Reverse(self.store.level(input)));
        let threshold = gate.threshold as usize;
        if threshold == 1 {
            return inputs.iter().try_fold(ZERO, |result, &input| self.union(result, input));
        }
        if threshold == inputs.len() {
            return inputs.iter().try_fold(ONE, |result, &input| self.product(result, input, limit));
        }
        self.at_least(threshold, &inputs, limit)
    }

    fn at_least(&mut self, threshold: usize, inputs: &[NodeIx], limit: u32) -> Result<NodeIx, Stop> {
        let mut counts = vec![ZERO; threshold + 1];
        counts[0] = ONE;
        for (position, &input) in inputs.iter().enumerate() {
            for count in (1..=threshold.min(position + 1)).rev() {
                let with = self.product(input, counts[count - 1], limit)?;
                counts[count] = self.union(with, counts[count])?;
            }
        }
        Ok(counts[threshold])
    }

    fn variable(&mut self, level: u32, limit: u32) -> Result<NodeIx, Stop> {
        if self.weights[level as usize] > limit {
            return Ok(ZERO);
        }
        self.make(level, ZERO, ONE)
    }

    fn make(&mut self, level: u32, low: NodeIx, high: NodeIx) -> Result<NodeIx, Stop> {
        if high == ZERO {
            return Ok(low);
        }
        let index = self.store.unique(Node { level, low, high }, &self.meter)?;
        if index as usize == self.extremes.len() {
            let weight = self.weights[level as usize];
            let (low, high) = (self.extremes[low as usize], self.extremes[high as usize]);
            self.extremes
                .push((low.0.min(high.0.saturating_add(weight)), low.1.max(high.1.saturating_add(weight))));
        }
        Ok(index)
    }

    /// The minimal sets among those of both families.
    fn union(&mut self, f: NodeIx, g: NodeIx) -> Result<NodeIx, Stop> {
        if f == g || f == ONE || g == ZERO {
            return Ok(f);
        }
        if g == ONE || f == ZERO {
            return Ok(g);
        }
        let (f, g) = (f.min(g), f.max(g));
        let key = key(Operation::Union, f, g, 0);
        if let Some(result) = self.cache.get(key) {
            return Ok(result);
        }
        self.meter.step()?;
        let (mut upper, mut lower, mut other) = (self.store.node(f), self.store.node(g), g);
        if upper.level > lower.level {
            (upper, lower, other) = (lower, upper, f);
        }
        let (low, high) = if upper.level == lower.level {
            let low = self.union(upper.low, lower.low)?;
            let high = self.union(upper.high, lower.high)?;
            (low, self.not_containing(high, low)?)
        } else {
            (self.union(upper.low, other)?, self.not_containing(upper.high, other)?)
        };
        let result = self.make(upper.level, low, high)?;
        self.cache.put(key, result, self.store.len());
        Ok(result)
    }

    /// The sets of `f` that contain no set of `g`.
    fn not_containing(&mut self, f: NodeIx, g: NodeIx) -> Result<NodeIx, Stop> {
        if f == ZERO || g == ONE || f == g {
            return Ok(ZERO);
        }
        if g == ZERO || f == ONE || self.extremes[f as usize].1 < self.extremes[g as usize].0 {
            return Ok(f);
        }
        let key = key(Operation::NotContaining, f, g, 0);
        if let Some(result) = self.cache.get(key) {
            return Ok(result);
        }
        self.meter.step()?;
        let (sets, test) = (self.store.node(f), self.store.node(g));
        let result = if sets.level > test.level {
            self.not_containing(f, test.low)?
        } else {
            let shared = sets.level == test.level;
            let test_low = if shared { test.low } else { g };
            let low = self.not_containing(sets.low, test_low)?;
            let mut high = self.not_containing(sets.high, test_low)?;
            if shared {
                high = self.not_containing(high, test.high)?;
            }
            self.make(sets.level, low, high)?
        };
        self.cache.put(key, result, self.store.len());
        Ok(result)
    }

    /// The sets of `f` of weight at most `limit`.
    fn truncate(&mut self, f: NodeIx, limit: u32) -> Result<NodeIx, Stop> {
        let (lightest, heaviest) = self.extremes[f as usize];
        if lightest > limit {
            return Ok(ZERO);
        }
        if heaviest <= limit {
            return Ok(f);
        }
        let key = key(Operation::Truncate, f, f, limit);
        if let Some(result) = self.cache.get(key) {
            return Ok(result);
        }
        self.meter.step()?;
        let Node { level, low, high } = self.store.node(f);
        let low = self.truncate(low, limit)?;
        let high = match limit.checked_sub(self.weights[level as usize]) {
            Some(rest) => self.truncate(high, rest)?,
            None => ZERO,
        };
        let result = self.make(level, low, high)?;
        self.cache.put(key, result, self.store.len());
        Ok(result)
    }

    /// The minimal unions of a set of `f` and a set of `g`, of weight at most `limit`.
    fn product(&mut self, f: NodeIx, g: NodeIx, limit: u32) -> Result<NodeIx, Stop> {
        if self.extremes[f as usize].0.max(self.extremes[g as usize].0) > limit {
            return Ok(ZERO);
        }
        if f == g || g == ONE {
            return self.truncate(f, limit);
        }
        if f == ONE {
            return self.truncate(g, limit);
        }
        let (f, g) = (f.min(g), f.max(g));
        let key = key(Operation::Product, f, g, limit);
        if let Some(result) = self.cache.get(key) {
            return Ok(result);
        }
        self.meter.step()?;
        let (mut upper, mut lower, mut other) = (self.store.node(f), self.store.node(g), g);
        if upper.level > lower.level {
            (upper, lower, other) = (lower, upper, f);
        }
        let other_low = if upper.level == lower.level { lower.low } else { other };
        let low = self.product(upper.low, other_low, limit)?;
        let mut high = ZERO;
        if let Some(rest) = limit.checked_sub(self.weights[upper.level as usize]) {
            high = if upper.level == lower.level {
                let either = self.union(lower.high, lower.low)?;
                let first = self.product(upper.high, either, rest)?;
                let second = self.product(upper.low, lower.high, rest)?;
                self.union(first, second)?
            } else {
                self.product(upper.high, other, rest)?
            };
            high = self.not_containing(high, low)?;
        }
        let result = self.make(upper.level, low, high)?;
        self.cache.put(key, result, self.store.len());
        Ok(result)
    }
}
