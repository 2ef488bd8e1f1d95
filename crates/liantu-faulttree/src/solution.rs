//! The exact function of one top: probability, importance, all minimal sets.

use crate::budget::Budget;
use crate::cut_sets::CutSets;
use crate::error::Error;
use crate::family::Family;
use crate::modules::{Element, modules};
use crate::network::{Prepared, prepare};
use crate::solve::{FunctionPart, Side, functions, minimal_sets};
use crate::store::{Diagram, Node, ONE, Store, ZERO};
use crate::tree::{EventIx, FaultTree, GateIx};

/// The exact structure function of one top, as binary decision diagrams of its modules.
#[derive(Clone, Debug)]
pub struct Solution {
    parts: Vec<FunctionPart>,
    events: usize,
}

impl FaultTree {
    /// Solves `top` exactly.
    ///
    /// Preprocessing, modules (Dutuit and Rauzy 1996), then one binary decision diagram per module. Several variable
    /// orders race in parallel; the outcome does not depend on the number of threads.
    ///
    /// # Errors
    /// [`Error::UnknownGate`]; [`Error::BudgetExceeded`] when no variable order stays within the budget, in which case
    /// [`minimal_cut_sets`](Self::minimal_cut_sets) still finds the sets of low order.
    pub fn solve(&self, top: GateIx, budget: &Budget) -> Result<Solution, Error> {
        self.check_gate(top)?;
        let events = self.event_count();
        let parts = match prepare(self, top, None) {
            Prepared::Constant(state) => vec![FunctionPart {
                elements: Vec::new(),
                function: Store::new().extract(if state { ONE } else { ZERO }),
            }],
            Prepared::Network(network) => {
                functions(&modules(network, events), budget.start()).map_err(Error::BudgetExceeded)?
            }
        };
        Ok(Solution { parts, events })
    }
}

impl Solution {
    /// All minimal cut sets (Rauzy 2001).
    ///
    /// # Errors
    /// [`Error::BudgetExceeded`].
    pub fn minimal_cut_sets(&self, budget: &Budget) -> Result<CutSets, Error> {
        self.minimal_sets(Side::Cut, budget)
    }

    /// All minimal path sets: the minimal sets of events that keep the top from failing by not failing.
    ///
    /// # Errors
    /// [`Error::BudgetExceeded`].
    pub fn minimal_path_sets(&self, budget: &Budget) -> Result<CutSets, Error> {
        self.minimal_sets(Side::Path, budget)
    }

    fn minimal_sets(&self, side: Side, budget: &Budget) -> Result<CutSets, Error> {
        let family: Family =
            minimal_sets(&self.parts, side, budget.start()).map_err(Error::BudgetExceeded)?;
        Ok(CutSets::whole(family, self.events))
    }

    /// Number of events of the tree, whether or not the top depends on them.
    pub fn event_count(&self) -> usize {
        self.events
    }

    /// Number of diagram nodes of all modules together.
    pub fn node_count(&self) -> usize {
        self.parts.iter().map(|part| part.function.nodes.len()).sum()
    }

    /// Number of modules: parts of the tree that share no event with the rest.
    pub fn module_count(&self) -> usize {
        self.parts.len()
    }

    /// Exact probability of the top when event *e* fails with `probabilities[e]`, independently of the others.
    ///
    /// One pass over the diagrams: time O(nodes).
    ///
    /// # Errors
    /// [`Error::ProbabilityCount`], [`Error::Probability`].
    pub fn probability(&self, probabilities: &[f64]) -> Result<f64, Error> {
        check_probabilities(self.events, probabilities)?;
        Ok(self.probability_with(probabilities))
    }

    /// Birnbaum importance of every event by index: P(top | e failed) − P(top | e not failed).
    ///
    /// One reverse sweep gives all of them; modules are joined by the chain rule. Time O(nodes).
    ///
    /// # Errors
    /// [`Error::ProbabilityCount`], [`Error::Probability`].
    pub fn birnbaum(&self, probabilities: &[f64]) -> Result<Vec<f64>, Error> {
        check_probabilities(self.events, probabilities)?;
        Ok(self.birnbaum_with(probabilities))
    }

    pub(crate) fn probability_with(&self, probabilities: &[f64]) -> f64 {
        self.part_probabilities(probabilities).last().map_or(0.0, |top| top.failed)
    }

    fn part_probabilities(&self, probabilities: &[f64]) -> Vec<Chance> {
        let mut by_part = Vec::with_capacity(self.parts.len());
        for part in &self.parts {
            let elements = element_probabilities(part, probabilities, &by_part);
            by_part.push(node_probabilities(&part.function, &elements)[part.function.root as usize]);
        }
        by_part
    }

    pub(crate) fn birnbaum_with(&self, probabilities: &[f64]) -> Vec<f64> {
        let by_part = self.part_probabilities(probabilities);
        let mut birnbaum = vec![0.0; self.events];
        let mut part_adjoints = vec![0.0; self.parts.len()];
        part_adjoints[self.parts.len() - 1] = 1.0;
        for (place, part) in self.parts.iter().enumerate().rev() {
            let elements = element_probabilities(part, probabilities, &by_part);
            let nodes = node_probabilities(&part.function, &elements);
            let mut adjoints = vec![0.0; nodes.len()];
            adjoints[part.function.root as usize] = part_adjoints[place];
            for (index, Node { level, low, high }) in part.function.inner().rev() {
                let (level, low, high) = (level as usize, low as usize, high as usize);
                let gain = adjoints[index] * nodes[high].excess_over(nodes[low]);
                match part.elements[level] {
                    Element::Event(event) => birnbaum[event.index()] += gain,
                    Element::Module(module) => part_adjoints[module as usize] += gain,
                }
                adjoints[high] += adjoints[index] * elements[level].failed;
                adjoints[low] += adjoints[index] * elements[level].healthy;
            }
        }
        birnbaum
    }
}

/// A probability and its complement, kept apart so that neither loses digits when the other is near 1.
#[derive(Clone, Copy, Debug)]
struct Chance {
    failed: f64,
    healthy: f64,
}

impl Chance {
    fn of(failed: f64) -> Self {
        Self { failed, healthy: 1.0 - failed }
    }

    /// By how much this one is likelier to have failed.
    fn excess_over(self, other: Self) -> f64 {
        if self.failed < 0.5 { self.failed - other.failed } else { other.healthy - self.healthy }
    }
}

fn element_probabilities(part: &FunctionPart, probabilities: &[f64], by_part: &[Chance]) -> Vec<Chance> {
    let probability = |element: &Element| match *element {
        Element::Event(event) => Chance::of(probabilities[event.index()]),
        Element::Module(module) => by_part[module as usize],
    };
    part.elements.iter().map(probability).collect()
}

fn node_probabilities(function: &Diagram, elements: &[Chance]) -> Vec<Chance> {
    let mut chances = vec![Chance::of(0.0); function.nodes.len()];
    chances[ONE as usize] = Chance::of(1.0);
    for (index, Node { level, low, high }) in function.inner() {
        let element = elements[level as usize];
        let (low, high) = (chances[low as usize], chances[high as usize]);
        chances[index] = Chance {
            failed: element.failed * high.failed + element.healthy * low.failed,
            healthy: element.failed * high.healthy + element.healthy * low.healthy,
        };
    }
    chances
}

pub(crate) fn check_probabilities(events: usize, probabilities: &[f64]) -> Result<(), Error> {
    if probabilities.len() != events {
        return Err(Error::ProbabilityCount { expected: events, found: probabilities.len() });
    }
    let bad = probabilities.iter().position(|value| !(0.0..=1.0).contains(value));
    bad.map_or(Ok(()), |event| {
        Err(Error::Probability { event: EventIx(event as u32), value: probabilities[event] })
    })
}
