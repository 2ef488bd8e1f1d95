//! ESRI of many scenarios, on all threads.
//!
//! Two phases take turns. In the first, each thread takes scenarios and runs them while they are small; those that
//! grow wait. In the second, all threads run those that wait, side by side in lanes, firms divided among them. So
//! only the small states of the first phase come once per thread, and memory hardly grows with threads.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::channels::Channels;
use crate::lanes::{Lanes, Losses, Waiting};
use crate::options::EsriOptions;
use crate::outcome::Outcome;
use crate::rules::Rules;
use crate::shock::Shock;
use crate::sparse::{Progress, Sparse};
use crate::weights::OutputWeights;

/// Scenarios side by side: a cache line of numbers.
const LANES: usize = 8;
/// Room for the states of the first phase, of all threads together, in bytes.
const SPARSE_ROOM: usize = 5 << 20;
/// Room for the states of the second phase, in bytes; one of them is always there.
const LANES_ROOM: usize = 3 << 20;

const NOBODY_PANICS: &str = "nobody panics with a lock";

/// What a caller is told now and then: how many more scenarios are done.
pub type Tick<'a> = &'a (dyn Fn(usize) + Sync);

/// ESRI of scenarios `0..count`, in order.
///
/// The same bits for any number of threads. Memory is O(n), and some 8 MB more whatever the number of threads.
/// Time is O(steps · links) for each scenario at most.
pub fn esri(
    channels: &Channels,
    weights: &OutputWeights,
    options: &EsriOptions<'_>,
    count: usize,
    shock: &(dyn Fn(usize) -> Shock + Sync),
    tick: Tick<'_>,
) -> Vec<Outcome> {
    let rules = Rules::new(channels, options);
    let task = Task { channels, rules: &rules, weights, count, shock, tick, spare: Mutex::default() };
    let mut outcomes = task.run();
    outcomes.sort_unstable_by_key(|&(scenario, _)| scenario);
    outcomes.into_iter().map(|(_, outcome)| outcome).collect()
}

/// A scenario and its result.
type Done = (usize, Outcome);

/// What is to be computed.
struct Task<'a> {
    channels: &'a Channels,
    rules: &'a Rules<'a>,
    weights: &'a OutputWeights,
    count: usize,
    shock: &'a (dyn Fn(usize) -> Shock + Sync),
    tick: Tick<'a>,
    /// Lists for those that wait, made once: lists that each thread makes and another drops stay with every thread's
    /// allocator.
    spare: Mutex<Vec<Losses>>,
}

impl Task<'_> {
    fn run(&self) -> Vec<Done> {
        let threads = rayon::current_num_threads();
        let fitting = |room: usize, numbers: usize| {
            (room / (self.channels.len() * numbers * size_of::<f64>()).max(1)).clamp(1, threads)
        };
        let mut sparse: Vec<Sparse> = Vec::new();
        sparse.resize_with(fitting(SPARSE_ROOM, 6), || Sparse::new(self.channels));
        let mut lanes: Vec<Lanes<LANES>> = Vec::new();
        let most_lanes = fitting(LANES_ROOM, 4 * LANES);
        let lists = most_lanes * LANES + sparse.len();
        let list = || Vec::with_capacity(self.channels.len());
        self.spare.lock().expect(NOBODY_PANICS).extend(std::iter::repeat_with(list).take(lists));
        let (next, mut waiting, mut done) = (AtomicUsize::new(0), Vec::new(), Vec::new());
        loop {
            let room = AtomicUsize::new((most_lanes * LANES).saturating_sub(waiting.len()));
            let begun: Vec<Begun> =
                sparse.par_iter_mut().with_max_len(1).map(|state| self.begin(state, &next, &room)).collect();
            let is_last = next.load(Ordering::Relaxed) >= self.count;
            for mut one in begun {
                done.append(&mut one.done);
                waiting.append(&mut one.waiting);
            }
            self.run_waiting(&mut lanes, most_lanes, &mut waiting, is_last, &mut done);
            if is_last {
                return done;
            }
        }
    }

    /// Runs scenarios while they are small, until as many wait as there is room for, or there are none.
    fn begin(&self, state: &mut Sparse, next: &AtomicUsize, room: &AtomicUsize) -> Begun {
        let mut begun = Begun::default();
        while room.load(Ordering::Relaxed) > 0 {
            let scenario = next.fetch_add(1, Ordering::Relaxed);
            if scenario >= self.count {
                break;
            }
            state.start(self.channels, &(self.shock)(scenario));
            let end = loop {
                match state.step(self.channels, self.rules) {
                    Progress::GoesOn => {}
                    end => break end,
                }
            };
            if end == Progress::Dense {
                let losses = self.spare.lock().expect(NOBODY_PANICS).pop().unwrap_or_default();
                begun.waiting.push(Waiting::new(scenario, state, losses));
                let one_less = |room: usize| Some(room.saturating_sub(1));
                let _ = room.fetch_update(Ordering::Relaxed, Ordering::Relaxed, one_less);
            } else {
                let esri = state.esri(self.weights);
                let outcome = Outcome { esri, iterations: state.steps, residual: state.rise };
                begun.done.push((scenario, outcome));
                (self.tick)(1);
            }
            state.clear();
        }
        begun
    }

    /// Runs those that wait by eights; the rest too when nothing more comes.
    fn run_waiting(
        &self,
        lanes: &mut Vec<Lanes<LANES>>,
        most_lanes: usize,
        waiting: &mut Vec<Waiting>,
        is_last: bool,
        done: &mut Vec<Done>,
    ) {
        let whole = if is_last { waiting.len() } else { waiting.len() / LANES * LANES };
        let ready: Vec<Waiting> = waiting.drain(..whole).collect();
        let groups: Vec<&[Waiting]> = ready.chunks(LANES).collect();
        if lanes.len() < groups.len().min(most_lanes) {
            lanes.resize_with(groups.len().min(most_lanes), || Lanes::new(self.channels));
        }
        let results = Mutex::new(Vec::new());
        let next = AtomicUsize::new(0);
        lanes.par_iter_mut().with_max_len(1).for_each(|lanes| {
            while let Some(group) = groups.get(next.fetch_add(1, Ordering::Relaxed)) {
                let outcomes = lanes.run(self.channels, self.rules, self.weights, group, self.shock);
                (self.tick)(outcomes.len());
                results.lock().expect(NOBODY_PANICS).extend(outcomes);
            }
        });
        done.append(&mut results.into_inner().expect(NOBODY_PANICS));
        self.spare.lock().expect(NOBODY_PANICS).extend(ready.into_iter().map(Waiting::into_losses));
    }
}

/// What the first phase gave.
#[derive(Default)]
struct Begun {
    done: Vec<Done>,
    waiting: Vec<Waiting>,
}
