//! Small cut sets of many gates by evaluating many worlds at once, 64 to a machine word.
//!
//! World *e* is the world in which only event *e* has failed. One pass over the tree evaluates a block of worlds: OR is
//! a union of bit sets, AND an intersection, k-of-n a bit-sliced counter. The cost is edges × events / 64 words for
//! order 1 and edges × events² / 64 for order 2 whatever the shape of the tree, so nothing here can blow up.

use rayon::prelude::*;

use crate::components::components;
use crate::error::Error;
use crate::tree::{EventIx, FaultTree, GateIx, Input};

/// Words per gate and block: 512 worlds.
const WIDTH: usize = 8;
const WORLDS_PER_BLOCK: usize = WIDTH * 64;

type Word = [u64; WIDTH];

impl FaultTree {
    /// The single points of failure of each of `gates`: the events that fail the gate alone, ascending.
    ///
    /// A gate that fails without any failed event has none, its only minimal cut set being the empty one. Time
    /// O(edges × events / 64) for all gates together, space O(gates) per thread beside the answer.
    ///
    /// # Errors
    /// [`Error::UnknownGate`].
    pub fn single_points(&self, gates: &[GateIx]) -> Result<Vec<Vec<EventIx>>, Error> {
        gates.iter().try_for_each(|&gate| self.check_gate(gate))?;
        let always = self.evaluate_states(&vec![false; self.event_count()]);
        let asked: Vec<GateIx> = gates.iter().copied().filter(|gate| !always[gate.index()]).collect();
        let schedule = Schedule::new(self, &asked);
        let blocks: Vec<Vec<Vec<EventIx>>> = (0..self.event_count().div_ceil(WORLDS_PER_BLOCK))
            .into_par_iter()
            .map(|block| {
                let words = schedule.evaluate(block, None);
                let failing = |gate: &GateIx| {
                    if always[gate.index()] {
                        return Vec::new();
                    }
                    self.events_of(block, &words[gate.index()])
                };
                gates.iter().map(failing).collect()
            })
            .collect();
        let mut points = vec![Vec::new(); gates.len()];
        for block in blocks {
            for (points, more) in points.iter_mut().zip(block) {
                points.extend(more);
            }
        }
        Ok(points)
    }

    /// The minimal cut sets of order 2 of `top`, ascending, by trying every pair of events.
    ///
    /// Slower than [`minimal_cut_sets`](FaultTree::minimal_cut_sets) on ordinary trees, but its cost, O(edges ×
    /// events² / 64), is known beforehand and needs no budget.
    ///
    /// # Errors
    /// [`Error::UnknownGate`].
    pub fn double_points(&self, top: GateIx) -> Result<Vec<[EventIx; 2]>, Error> {
        let singles = self.single_points(&[top])?.concat();
        if self.evaluate_states(&vec![false; self.event_count()])[top.index()] {
            return Ok(Vec::new());
        }
        let schedule = Schedule::new(self, &[top]);
        let is_single = |event: &EventIx| singles.binary_search(event).is_ok();
        let candidates: Vec<EventIx> =
            schedule.events.iter().copied().filter(|event| !is_single(event)).collect();
        let partners = |&first: &EventIx| -> Vec<[EventIx; 2]> {
            let blocks = first.index() / WORLDS_PER_BLOCK..self.event_count().div_ceil(WORLDS_PER_BLOCK);
            blocks
                .flat_map(|block| {
                    let words = schedule.evaluate(block, Some(first));
                    self.events_of(block, &words[top.index()])
                })
                .filter(|second| *second > first && !is_single(second))
                .map(|second| [first, second])
                .collect()
        };
        let rows: Vec<Vec<[EventIx; 2]>> = candidates.par_iter().map(partners).collect();
        Ok(rows.concat())
    }

    fn events_of(&self, block: usize, word: &Word) -> Vec<EventIx> {
        let first = block * WORLDS_PER_BLOCK;
        (first..self.event_count().min(first + WORLDS_PER_BLOCK))
            .filter(|event| word[(event - first) / 64] >> (event % 64) & 1 == 1)
            .map(|event| EventIx(event as u32))
            .collect()
    }
}

/// The gates below some tops in an order fit for evaluation.
struct Schedule<'tree> {
    tree: &'tree FaultTree,
    components: Vec<Vec<u32>>,
    component_of: Vec<u32>,
    /// Events below the tops, ascending.
    events: Vec<EventIx>,
}

impl<'tree> Schedule<'tree> {
    fn new(tree: &'tree FaultTree, tops: &[GateIx]) -> Self {
        let mut is_below = vec![false; tree.event_count()];
        let components = components(tree.gate_count(), tops.iter().map(|top| top.0), |gate, out| {
            for input in tree.inputs(GateIx(gate)) {
                match input {
                    Input::Gate(gate) => out.push(gate.0),
                    Input::Event(event) => is_below[event.index()] = true,
                }
            }
        });
        let mut component_of = vec![u32::MAX; tree.gate_count()];
        for (number, component) in components.iter().enumerate() {
            for &gate in component {
                component_of[gate as usize] = number as u32;
            }
        }
        let events = (0..tree.event_count())
            .filter(|&event| is_below[event])
            .map(|event| EventIx(event as u32))
            .collect();
        Self { tree, components, component_of, events }
    }

    /// Failing worlds of each gate in one block, with the event `forced` failed in all of them.
    fn evaluate(&self, block: usize, forced: Option<EventIx>) -> Vec<Word> {
        let mut words = vec![[0; WIDTH]; self.tree.gate_count()];
        let mut counter = Vec::new();
        for component in &self.components {
            let mut waiting = component.clone();
            waiting.reverse();
            while let Some(gate) = waiting.pop() {
                let gate = GateIx(gate);
                let word = self.gate_word(gate, block, forced, &words, &mut counter);
                if word == words[gate.index()] {
                    continue;
                }
                words[gate.index()] = word;
                let inside =
                    |parent: &&GateIx| self.component_of[parent.index()] == self.component_of[gate.index()];
                waiting.extend(self.tree.parents(gate).iter().filter(inside).map(|parent| parent.0));
            }
        }
        words
    }

    fn gate_word(
        &self,
        gate: GateIx,
        block: usize,
        forced: Option<EventIx>,
        words: &[Word],
        counter: &mut Vec<Word>,
    ) -> Word {
        let inputs = self.tree.inputs(gate);
        let threshold = self.tree.threshold(gate) as usize;
        if threshold > inputs.len() {
            return [0; WIDTH];
        }
        // Bit w of counter[q] says that at least q inputs have failed in world w.
        counter.clear();
        counter.resize(threshold + 1, [0; WIDTH]);
        counter[0] = [u64::MAX; WIDTH];
        for (position, &input) in inputs.iter().enumerate() {
            let failed = input_word(input, block, forced, words);
            for count in (1..=threshold.min(position + 1)).rev() {
                let fewer = counter[count - 1];
                for ((bits, failed), fewer) in counter[count].iter_mut().zip(failed).zip(fewer) {
                    *bits |= failed & fewer;
                }
            }
        }
        counter[threshold]
    }
}

fn input_word(input: Input, block: usize, forced: Option<EventIx>, words: &[Word]) -> Word {
    match input {
        Input::Gate(gate) => words[gate.index()],
        Input::Event(event) if Some(event) == forced => [u64::MAX; WIDTH],
        Input::Event(event) => {
            let mut word = [0; WIDTH];
            if event.index() / WORLDS_PER_BLOCK == block {
                let place = event.index() % WORLDS_PER_BLOCK;
                word[place / 64] = 1 << (place % 64);
            }
            word
        }
    }
}
