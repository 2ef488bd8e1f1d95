//! The steps of several scenarios side by side, each firm computed in every step.
//!
//! A lane does the same operations in the same order as [`Sparse`], so that it does not matter when a scenario is
//! taken over. A lane that has converged keeps its state while the others go on.

use rayon::prelude::*;

use crate::channels::{Channels, FIRST};
use crate::outcome::{Esri, Outcome};
use crate::rules::{MOST_STEPS, Rules, at_most_closed, larger, missed};
use crate::sector_sum::output_left_lanes;
use crate::shock::Shock;
use crate::sparse::Sparse;
use crate::weights::OutputWeights;

/// The state of a scenario that is handed over.
#[derive(Debug)]
pub(crate) struct Waiting {
    pub(crate) scenario: usize,
    steps: u32,
    losses: Losses,
}

/// Place, loss downstream, loss upstream; others have none.
pub(crate) type Losses = Vec<(u32, f64, f64)>;

impl Waiting {
    /// Hands a state over, in a list that may have been used before.
    pub(crate) fn new(scenario: usize, state: &Sparse, mut losses: Losses) -> Self {
        losses.clear();
        losses.extend(state.touched().map(|at| (at as u32, state.loss_down[at], state.loss_up[at])));
        Self { scenario, steps: state.steps, losses }
    }

    /// The list, to be used again.
    pub(crate) fn into_losses(self) -> Losses {
        self.losses
    }
}

/// Firms that a thread computes at a time.
const ROWS: usize = 4096;

/// Losses of firms by lane.
type ByFirm<const K: usize> = Vec<[f64; K]>;

/// Room for `K` scenarios.
#[derive(Debug)]
pub(crate) struct Lanes<const K: usize> {
    loss_down: ByFirm<K>,
    missed: ByFirm<K>,
    loss_up: ByFirm<K>,
    next_up: ByFirm<K>,
    goes_on: [bool; K],
    steps: [u32; K],
    rise: [f64; K],
}

impl<const K: usize> Lanes<K> {
    pub(crate) fn new(channels: &Channels) -> Self {
        let losses = || vec![[0.0; K]; channels.len()];
        Self {
            loss_down: losses(),
            missed: losses(),
            loss_up: losses(),
            next_up: losses(),
            goes_on: [false; K],
            steps: [0; K],
            rise: [0.0; K],
        }
    }

    /// Runs scenarios to their ends, at most `K`.
    pub(crate) fn run(
        &mut self,
        channels: &Channels,
        rules: &Rules<'_>,
        weights: &OutputWeights,
        waiting: &[Waiting],
        shock: &dyn Fn(usize) -> Shock,
    ) -> Vec<(usize, Outcome)> {
        self.load(waiting);
        let shocks: Vec<Shock> = waiting.iter().map(|one| shock(one.scenario)).collect();
        while self.goes_on.contains(&true) {
            self.step(channels, rules, &shocks);
        }
        let esri = self.esri(weights);
        let outcome = |lane: usize| Outcome {
            esri: esri.iter().map(|sums| sums[lane]).collect(),
            iterations: self.steps[lane],
            residual: self.rise[lane],
        };
        waiting.iter().enumerate().map(|(lane, one)| (one.scenario, outcome(lane))).collect()
    }

    fn load(&mut self, waiting: &[Waiting]) {
        for losses in [&mut self.loss_down, &mut self.missed, &mut self.loss_up] {
            losses.fill([0.0; K]);
        }
        self.goes_on = std::array::from_fn(|lane| lane < waiting.len());
        for (lane, one) in waiting.iter().enumerate() {
            self.steps[lane] = one.steps;
            for &(place, down, up) in &one.losses {
                self.loss_down[place as usize][lane] = down;
                self.loss_up[place as usize][lane] = up;
            }
        }
    }

    fn step(&mut self, channels: &Channels, rules: &Rules<'_>, shocks: &[Shock]) {
        let old_rise = self.rise;
        self.find_missed(channels, rules);
        self.step_down(channels, shocks);
        self.step_up(channels, shocks);
        for (lane, old_rise) in old_rise.into_iter().enumerate() {
            if self.goes_on[lane] {
                self.steps[lane] += 1;
                self.goes_on[lane] = self.rise[lane] > rules.eps && self.steps[lane] < MOST_STEPS;
            } else {
                self.rise[lane] = old_rise;
            }
        }
    }

    fn find_missed(&mut self, channels: &Channels, rules: &Rules<'_>) {
        if !rules.is_replaceable {
            self.missed.clone_from(&self.loss_down);
            self.find_missed_backed(rules);
            return;
        }
        for sector in 0..channels.sectors() {
            let range = channels.sector(sector);
            let (sales, losses) = (&channels.out_strength()[range.clone()], &self.loss_down[range.clone()]);
            let left = output_left_lanes(sales, losses);
            let inverse: [f64; K] = std::array::from_fn(|lane| rules.inverse(sector, left[lane]));
            for ((place_missed, sales), loss) in self.missed[range].iter_mut().zip(sales).zip(losses) {
                for lane in 0..K {
                    place_missed[lane] = missed(*sales, inverse[lane], loss[lane]);
                }
            }
        }
    }

    fn find_missed_backed(&mut self, rules: &Rules<'_>) {
        let Some(backing) = rules.backing else { return };
        for place in backing.suppliers() {
            for lane in 0..K {
                let losses = &self.loss_down;
                let missed = backing.missed(place, losses[place][lane], |backup| losses[backup][lane]);
                self.missed[place][lane] = missed;
            }
        }
    }

    fn step_down(&mut self, channels: &Channels, shocks: &[Shock]) {
        let floors = floors(channels, shocks, Shock::downstream);
        let before: Vec<f64> = floors.iter().map(|&(place, lane, _)| self.loss_down[place][lane]).collect();
        let (missed, goes_on) = (&self.missed, self.goes_on);
        let rise = self.loss_down.par_chunks_mut(ROWS).enumerate().map(|(chunk, losses)| {
            let mut rise = [0.0; K];
            for (row, loss) in losses.iter_mut().enumerate() {
                let new = shortage(channels, missed, chunk * ROWS + row);
                for lane in 0..K {
                    let new = if goes_on[lane] { new[lane] } else { loss[lane] };
                    rise[lane] = larger(new - loss[lane], rise[lane]);
                    loss[lane] = new;
                }
            }
            rise
        });
        self.rise = rise.reduce(|| [0.0; K], larger_lanes);
        for ((place, lane, floor), before) in floors.into_iter().zip(before) {
            let kept = if self.goes_on[lane] { larger(self.loss_down[place][lane], floor) } else { before };
            self.loss_down[place][lane] = kept;
        }
    }

    fn step_up(&mut self, channels: &Channels, shocks: &[Shock]) {
        let (losses, goes_on) = (&self.loss_up, self.goes_on);
        let rise = self.next_up.par_chunks_mut(ROWS).enumerate().map(|(chunk, next)| {
            let mut rise = [0.0; K];
            for (row, next) in next.iter_mut().enumerate() {
                let supplier = chunk * ROWS + row;
                let (new, loss) = (want_of_orders(channels, losses, supplier), &losses[supplier]);
                for lane in 0..K {
                    let new = if goes_on[lane] { new[lane] } else { loss[lane] };
                    rise[lane] = larger(new - loss[lane], rise[lane]);
                    next[lane] = new;
                }
            }
            rise
        });
        self.rise = larger_lanes(self.rise, rise.reduce(|| [0.0; K], larger_lanes));
        for (place, lane, floor) in floors(channels, shocks, Shock::upstream) {
            let next = &mut self.next_up[place][lane];
            *next = larger(*next, floor);
        }
        std::mem::swap(&mut self.loss_up, &mut self.next_up);
    }

    /// By weight, then by lane.
    fn esri(&self, weights: &OutputWeights) -> Vec<[Esri; K]> {
        let mut sums = vec![[Esri::default(); K]; weights.names().len()];
        for (place, (down, up)) in self.loss_down.iter().zip(&self.loss_up).enumerate() {
            for (sums, weight) in sums.iter_mut().zip(weights.of(place)) {
                for lane in 0..K {
                    sums[lane].total += weight * larger(down[lane], up[lane]);
                    sums[lane].downstream += weight * down[lane];
                    sums[lane].upstream += weight * up[lane];
                }
            }
        }
        sums
    }
}

/// The larger in each lane; the order of comparisons does not matter.
fn larger_lanes<const K: usize>(one: [f64; K], other: [f64; K]) -> [f64; K] {
    std::array::from_fn(|lane| larger(one[lane], other[lane]))
}

/// Place, lane and loss of every firm that a shock hits.
fn floors(
    channels: &Channels,
    shocks: &[Shock],
    of: fn(&Shock) -> &[(crate::network::FirmIx, f64)],
) -> Vec<(usize, usize, f64)> {
    let by_lane = shocks.iter().enumerate();
    by_lane
        .flat_map(|(lane, shock)| {
            of(shock).iter().map(move |&(firm, loss)| (channels.place(firm), lane, loss))
        })
        .collect()
}

#[inline]
fn shortage<const K: usize>(channels: &Channels, missed: &[[f64; K]], customer: usize) -> [f64; K] {
    let (mut worst, mut of_input, mut linear) = ([0.0; K], [0.0; K], [0.0; K]);
    let (suppliers, weights) = channels.down.essential(customer);
    for (&supplier, &weight) in suppliers.iter().zip(weights) {
        let keep = f64::from(supplier < FIRST);
        let missed = &missed[(supplier & !FIRST) as usize];
        for lane in 0..K {
            of_input[lane] = of_input[lane] * keep + weight * missed[lane];
            worst[lane] = larger(of_input[lane], worst[lane]);
        }
    }
    let (suppliers, weights) = channels.down.non_essential(customer);
    for (&supplier, &weight) in suppliers.iter().zip(weights) {
        let missed = &missed[supplier as usize];
        for lane in 0..K {
            linear[lane] += weight * missed[lane];
        }
    }
    std::array::from_fn(|lane| at_most_closed(larger(linear[lane], worst[lane])))
}

#[inline]
fn want_of_orders<const K: usize>(channels: &Channels, losses: &[[f64; K]], supplier: usize) -> [f64; K] {
    let mut lost = [0.0; K];
    let (customers, weights) = channels.up.links(supplier);
    for (&customer, &weight) in customers.iter().zip(weights) {
        let losses = &losses[customer as usize];
        for lane in 0..K {
            lost[lane] += weight * losses[lane];
        }
    }
    lost.map(at_most_closed)
}
