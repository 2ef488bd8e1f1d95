//! ESRI of many scenarios, on all threads.

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::channels::Channels;
use crate::lanes::{Lanes, Waiting};
use crate::options::EsriOptions;
use crate::outcome::Outcome;
use crate::rules::Rules;
use crate::shock::Shock;
use crate::sparse::{Progress, Sparse};
use crate::weights::OutputWeights;

/// Scenarios side by side: a cache line of numbers.
const LANES: usize = 8;
/// Room for the states of all threads together, in bytes.
const ROOM: usize = 64 << 20;
/// Scenarios a thread takes at a time.
const TAKEN: usize = LANES;

/// What a caller is told now and then: how many more scenarios are done.
pub type Tick<'a> = &'a (dyn Fn(usize) + Sync);

/// ESRI of scenarios `0..count`, in order.
///
/// The same bits for any number of threads. Memory is O(n) for each thread that works, and no more work than fit
/// 64 MB. Time is O(steps · links) for each scenario at most.
pub fn esri(
    channels: &Channels,
    weights: &OutputWeights,
    options: &EsriOptions,
    count: usize,
    shock: &(dyn Fn(usize) -> Shock + Sync),
    tick: Tick<'_>,
) -> Vec<Outcome> {
    let rules = Rules::new(channels, options);
    let next = AtomicUsize::new(0);
    let workers = workers(channels).min(count.div_ceil(TAKEN)).max(1);
    let parts: Vec<Vec<(usize, Outcome)>> = (0..workers)
        .into_par_iter()
        .with_max_len(1)
        .map(|_| Worker::new(channels, &rules, weights, shock, tick).work(&next, count))
        .collect();
    let mut outcomes: Vec<(usize, Outcome)> = parts.into_iter().flatten().collect();
    outcomes.sort_unstable_by_key(|&(scenario, _)| scenario);
    outcomes.into_iter().map(|(_, outcome)| outcome).collect()
}

fn workers(channels: &Channels) -> usize {
    let numbers_per_firm = 4 * LANES + 6;
    let fitting = ROOM / (channels.len() * numbers_per_firm * size_of::<f64>()).max(1);
    rayon::current_num_threads().min(fitting.max(1))
}

/// One thread's share of the scenarios.
struct Worker<'a> {
    channels: &'a Channels,
    rules: &'a Rules,
    weights: &'a OutputWeights,
    shock: &'a (dyn Fn(usize) -> Shock + Sync),
    tick: Tick<'a>,
    sparse: Sparse,
    lanes: Option<Lanes<LANES>>,
    waiting: Vec<Waiting>,
    done: Vec<(usize, Outcome)>,
}

impl<'a> Worker<'a> {
    fn new(
        channels: &'a Channels,
        rules: &'a Rules,
        weights: &'a OutputWeights,
        shock: &'a (dyn Fn(usize) -> Shock + Sync),
        tick: Tick<'a>,
    ) -> Self {
        Self {
            channels,
            rules,
            weights,
            shock,
            tick,
            sparse: Sparse::new(channels),
            lanes: None,
            waiting: Vec::new(),
            done: Vec::new(),
        }
    }

    /// Takes scenarios until there are none.
    fn work(mut self, next: &AtomicUsize, count: usize) -> Vec<(usize, Outcome)> {
        loop {
            let first = next.fetch_add(TAKEN, Ordering::Relaxed);
            if first >= count {
                break;
            }
            for scenario in first..(first + TAKEN).min(count) {
                self.begin(scenario);
            }
        }
        self.run_waiting();
        self.done
    }

    /// Runs a scenario while it is small; then it waits for others.
    fn begin(&mut self, scenario: usize) {
        self.sparse.start(self.channels, &(self.shock)(scenario));
        let end = loop {
            match self.sparse.step(self.channels, self.rules) {
                Progress::GoesOn => {}
                end => break end,
            }
        };
        if end == Progress::Dense {
            self.waiting.push(Waiting::new(scenario, &self.sparse));
        } else {
            let esri = self.sparse.esri(self.weights);
            let (iterations, residual) = (self.sparse.steps, self.sparse.rise);
            self.done.push((scenario, Outcome { esri, iterations, residual }));
            (self.tick)(1);
        }
        self.sparse.clear();
        if self.waiting.len() == LANES {
            self.run_waiting();
        }
    }

    fn run_waiting(&mut self) {
        if self.waiting.is_empty() {
            return;
        }
        let lanes = self.lanes.get_or_insert_with(|| Lanes::new(self.channels));
        let done = lanes.run(self.channels, self.rules, self.weights, &self.waiting, self.shock);
        (self.tick)(done.len());
        self.done.extend(done);
        self.waiting.clear();
    }
}
