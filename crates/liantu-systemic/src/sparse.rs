//! The steps of one scenario while few firms are touched: only firms whose inputs changed are computed again.

use crate::backing::Backing;
use crate::channels::{Channels, FIRST};
use crate::outcome::Esri;
use crate::rules::{MOST_STEPS, Rules, at_most_closed, larger, missed};
use crate::sector_sum::output_left;
use crate::shock::Shock;
use crate::weights::OutputWeights;

/// A set of places that remembers them in order.
#[derive(Debug)]
struct Places {
    words: Vec<u64>,
}

impl Places {
    fn new(len: usize) -> Self {
        Self { words: vec![0; len.div_ceil(64)] }
    }

    /// Whether the place is new.
    fn insert(&mut self, place: usize) -> bool {
        let (word, bit) = (&mut self.words[place / 64], 1 << (place % 64));
        let is_new = *word & bit == 0;
        *word |= bit;
        is_new
    }

    fn remove(&mut self, place: usize) {
        self.words[place / 64] &= !(1 << (place % 64));
    }

    /// The places, ascending.
    fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.words.iter().enumerate().flat_map(|(at, &word)| {
            let mut left = word;
            std::iter::from_fn(move || {
                let bit = left.trailing_zeros() as usize;
                left &= left.wrapping_sub(1);
                (bit < 64).then_some(at * 64 + bit)
            })
        })
    }
}

/// Whether a scenario goes on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Progress {
    /// Nothing rises any more by more than the rules allow.
    Converged,
    /// On to the next step.
    GoesOn,
    /// So much changed that computing everything is cheaper.
    Dense,
}

/// The state of one scenario, and room for its steps. Empty between scenarios.
#[derive(Debug)]
pub(crate) struct Sparse {
    pub(crate) loss_down: Vec<f64>,
    pub(crate) loss_up: Vec<f64>,
    missed: Vec<f64>,
    /// Where a loss or what is missed may be above 0.
    touched: Places,
    marked: Places,
    to_do: Vec<u32>,
    changed_down: Vec<u32>,
    changed_up: Vec<(u32, f64)>,
    changed_sector: Vec<bool>,
    floor_down: Vec<f64>,
    floor_up: Vec<f64>,
    pub(crate) steps: u32,
    pub(crate) rise: f64,
}

impl Sparse {
    pub(crate) fn new(channels: &Channels) -> Self {
        let firms = channels.len();
        Self {
            loss_down: vec![0.0; firms],
            loss_up: vec![0.0; firms],
            missed: vec![0.0; firms],
            touched: Places::new(firms),
            marked: Places::new(firms),
            to_do: Vec::with_capacity(firms),
            changed_down: Vec::with_capacity(firms),
            changed_up: Vec::with_capacity(firms),
            changed_sector: vec![false; channels.sectors()],
            floor_down: vec![0.0; firms],
            floor_up: vec![0.0; firms],
            steps: 0,
            rise: 0.0,
        }
    }

    /// Begins a scenario.
    pub(crate) fn start(&mut self, channels: &Channels, shock: &Shock) {
        for &(firm, loss) in shock.downstream() {
            let place = channels.place(firm);
            self.touched.insert(place);
            (self.floor_down[place], self.loss_down[place]) = (loss, loss);
            self.changed_down.push(place as u32);
        }
        for &(firm, loss) in shock.upstream() {
            let place = channels.place(firm);
            self.touched.insert(place);
            (self.floor_up[place], self.loss_up[place]) = (loss, loss);
            self.changed_up.push((place as u32, loss));
        }
    }

    /// One synchronous step.
    pub(crate) fn step(&mut self, channels: &Channels, rules: &Rules<'_>) -> Progress {
        self.rise = 0.0;
        self.find_missed(channels, rules);
        self.step_down(channels);
        self.step_up(channels);
        self.steps += 1;
        if self.rise <= rules.eps || self.steps >= MOST_STEPS {
            return Progress::Converged;
        }
        let down: usize = self.changed_down.iter().map(|&at| channels.up.customers(at as usize).len()).sum();
        let up: usize =
            self.changed_up.iter().map(|&(at, _)| channels.down.suppliers(at as usize).len()).sum();
        if (down + up) * DENSE_ABOVE > channels.links() { Progress::Dense } else { Progress::GoesOn }
    }

    /// What is missed of the suppliers whose losses or rivals changed; marks their customers.
    fn find_missed(&mut self, channels: &Channels, rules: &Rules<'_>) {
        let changed = std::mem::take(&mut self.changed_down);
        if rules.is_replaceable {
            for &place in &changed {
                let sector = channels.sector_of(place as usize);
                if !std::mem::replace(&mut self.changed_sector[sector], true) {
                    self.find_missed_of_sector(channels, rules, sector);
                }
            }
            for &place in &changed {
                self.changed_sector[channels.sector_of(place as usize)] = false;
            }
        } else if let Some(backing) = rules.backing {
            for &place in &changed {
                self.find_missed_backed(channels, backing, place as usize);
                for &supplier in backing.behind(place as usize) {
                    self.find_missed_backed(channels, backing, supplier as usize);
                }
            }
        } else {
            for &place in &changed {
                self.set_missed(channels, place as usize, self.loss_down[place as usize]);
            }
        }
        self.changed_down = changed;
        self.changed_down.clear();
    }

    fn find_missed_of_sector(&mut self, channels: &Channels, rules: &Rules<'_>, sector: usize) {
        let range = channels.sector(sector);
        let sales = channels.out_strength();
        let left = output_left(&sales[range.clone()], &self.loss_down[range.clone()]);
        let inverse = rules.inverse(sector, left);
        for place in range {
            let loss = self.loss_down[place];
            if loss > 0.0 || self.missed[place] > 0.0 {
                self.set_missed(channels, place, missed(sales[place], inverse, loss));
            }
        }
    }

    fn find_missed_backed(&mut self, channels: &Channels, backing: &Backing, place: usize) {
        let missed = backing.missed(place, self.loss_down[place], |backup| self.loss_down[backup]);
        self.set_missed(channels, place, missed);
    }

    fn set_missed(&mut self, channels: &Channels, place: usize, missed: f64) {
        if missed.to_bits() == self.missed[place].to_bits() {
            return;
        }
        self.missed[place] = missed;
        for &customer in channels.up.customers(place) {
            if self.marked.insert(customer as usize) {
                self.to_do.push(customer);
            }
        }
    }

    fn step_down(&mut self, channels: &Channels) {
        let to_do = std::mem::take(&mut self.to_do);
        for &customer in &to_do {
            let place = customer as usize;
            self.marked.remove(place);
            let loss = larger(self.shortage(channels, place), self.floor_down[place]);
            if loss.to_bits() != self.loss_down[place].to_bits() {
                self.rise = larger(self.rise, loss - self.loss_down[place]);
                self.loss_down[place] = loss;
                self.touched.insert(place);
                self.changed_down.push(customer);
            }
        }
        self.to_do = to_do;
        self.to_do.clear();
    }

    /// The loss of a customer for want of inputs.
    fn shortage(&self, channels: &Channels, customer: usize) -> f64 {
        let (mut worst, mut of_input) = (0.0, 0.0);
        let (suppliers, weights) = channels.down.essential(customer);
        for (&supplier, weight) in suppliers.iter().zip(weights) {
            let keep = f64::from(supplier < FIRST);
            of_input = of_input * keep + weight * self.missed[(supplier & !FIRST) as usize];
            worst = larger(of_input, worst);
        }
        let mut linear = 0.0;
        let (suppliers, weights) = channels.down.non_essential(customer);
        for (&supplier, weight) in suppliers.iter().zip(weights) {
            linear += weight * self.missed[supplier as usize];
        }
        at_most_closed(larger(linear, worst))
    }

    fn step_up(&mut self, channels: &Channels) {
        let changed = std::mem::take(&mut self.changed_up);
        for &(place, _) in &changed {
            for &supplier in channels.down.suppliers(place as usize) {
                let supplier = supplier & !FIRST;
                if self.marked.insert(supplier as usize) {
                    self.to_do.push(supplier);
                }
            }
        }
        self.changed_up = changed;
        self.changed_up.clear();
        let to_do = std::mem::take(&mut self.to_do);
        for &supplier in &to_do {
            let place = supplier as usize;
            self.marked.remove(place);
            let loss = larger(self.want_of_orders(channels, place), self.floor_up[place]);
            if loss.to_bits() != self.loss_up[place].to_bits() {
                self.changed_up.push((supplier, loss));
            }
        }
        for &(supplier, loss) in &self.changed_up {
            let place = supplier as usize;
            self.rise = larger(self.rise, loss - self.loss_up[place]);
            self.loss_up[place] = loss;
            self.touched.insert(place);
        }
        self.to_do = to_do;
        self.to_do.clear();
    }

    /// The loss of a supplier for want of orders.
    fn want_of_orders(&self, channels: &Channels, supplier: usize) -> f64 {
        let (customers, weights) = channels.up.links(supplier);
        let mut lost = 0.0;
        for (&customer, weight) in customers.iter().zip(weights) {
            lost += weight * self.loss_up[customer as usize];
        }
        at_most_closed(lost)
    }

    /// Places whose losses rose in the last step.
    pub(crate) fn changed_down(&self) -> impl Iterator<Item = usize> + '_ {
        self.changed_down.iter().map(|&place| place as usize)
    }

    /// Places whose losses of orders rose in the last step.
    pub(crate) fn changed_up(&self) -> impl Iterator<Item = usize> + '_ {
        self.changed_up.iter().map(|&(place, _)| place as usize)
    }

    /// What hit a place in the first place, downstream and upstream.
    pub(crate) fn floors(&self, place: usize) -> [f64; 2] {
        [self.floor_down[place], self.floor_up[place]]
    }

    /// What customers miss of a place.
    pub(crate) fn missed_of(&self, place: usize) -> f64 {
        self.missed[place]
    }

    /// The places with a loss, ascending.
    pub(crate) fn touched(&self) -> impl Iterator<Item = usize> + '_ {
        self.touched.iter()
    }

    /// The parts of output that are lost.
    pub(crate) fn esri(&self, weights: &OutputWeights) -> Vec<Esri> {
        let mut sums = vec![Esri::default(); weights.names().len()];
        for place in self.touched.iter() {
            let (down, up) = (self.loss_down[place], self.loss_up[place]);
            for (sum, weight) in sums.iter_mut().zip(weights.of(place)) {
                sum.total += weight * larger(down, up);
                sum.downstream += weight * down;
                sum.upstream += weight * up;
            }
        }
        sums
    }

    /// Forgets the scenario.
    pub(crate) fn clear(&mut self) {
        for word in 0..self.touched.words.len() {
            while self.touched.words[word] != 0 {
                let place = word * 64 + self.touched.words[word].trailing_zeros() as usize;
                self.touched.words[word] &= self.touched.words[word] - 1;
                self.loss_down[place] = 0.0;
                self.loss_up[place] = 0.0;
                self.floor_down[place] = 0.0;
                self.floor_up[place] = 0.0;
                self.missed[place] = 0.0;
            }
        }
        self.changed_down.clear();
        self.changed_up.clear();
        (self.steps, self.rise) = (0, 0.0);
    }
}

/// A step touches single firms as long as they have less than one in so many of all links.
const DENSE_ABOVE: usize = 4;
