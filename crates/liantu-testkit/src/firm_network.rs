//! Random firm networks, and ESRI by plain sweeps over every firm: the definition, written down without any care
//! for speed.

use crate::random::Random;

/// Steps that are enough for everything but what swings for ever: the published rule for a closed sector may.
pub const MOST_STEPS: u32 = 100_000;

/// A network in plain lists.
#[derive(Debug, Clone)]
pub struct PlainNetwork {
    /// Sector of each firm.
    pub sector: Vec<usize>,
    /// Seller, buyer, money; one entry per pair.
    pub links: Vec<(usize, usize, f64)>,
    /// `matrix[supplier sector][customer sector]`: 2 essential, 1 non-essential, 0 no effect.
    pub matrix: Vec<Vec<u8>>,
    /// Supplier, who steps in for it, money it can deliver; for [`Market::Named`].
    pub backups: Vec<(usize, usize, f64)>,
}

/// Whether rivals step in, and what a closed sector counts as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Market {
    /// A closed sector has an output of 1.
    Published,
    /// A supplier of a closed sector is missed wholly.
    Fixed,
    /// Nobody steps in.
    Off,
    /// Those named step in, as far as they stand.
    Named,
}

/// Losses of one scenario after the last step.
#[derive(Debug, Clone)]
pub struct Sweeps {
    /// Downstream, by firm.
    pub down: Vec<f64>,
    /// Upstream, by firm.
    pub up: Vec<f64>,
    /// Steps taken.
    pub steps: u32,
}

impl PlainNetwork {
    /// `firms` firms of `sectors` sectors with about `degree` suppliers each; sales are log-normal, sellers of
    /// many are drawn more often. The same network for the same arguments.
    pub fn random(seed: u64, firms: usize, sectors: usize, degree: f64) -> Self {
        let mut random = Random::new(seed);
        let sector = (0..firms).map(|_| random.below(sectors).min(random.below(sectors))).collect();
        let mut pairs = std::collections::BTreeSet::new();
        for _ in 0..(firms as f64 * degree) as usize {
            let popular = |random: &mut Random| random.below(firms).min(random.below(firms));
            pairs.insert((popular(&mut random), random.below(firms)));
        }
        let money = |random: &mut Random| (random.log_normal(1.2) * 1000.0).round() / 100.0 + 0.01;
        let links = pairs.into_iter().map(|(seller, buyer)| (seller, buyer, money(&mut random))).collect();
        let class = |random: &mut Random| [0, 1, 1, 2, 2][random.below(5)];
        let matrix = (0..sectors).map(|_| (0..sectors).map(|_| class(&mut random)).collect()).collect();
        Self { sector, links, matrix, backups: Vec::new() }
    }

    fn sales(&self) -> Vec<f64> {
        let mut sales = vec![0.0; self.sector.len()];
        self.links.iter().for_each(|&(seller, _, money)| sales[seller] += money);
        sales
    }

    /// Synchronous steps until none exceeds `eps`, at most [`MOST_STEPS`], from initial losses of each firm.
    pub fn sweep(&self, market: Market, eps: f64, loss_down: &[f64], loss_up: &[f64]) -> Sweeps {
        let (firms, sectors) = (self.sector.len(), self.matrix.len());
        let sales = self.sales();
        let mut purchases = vec![0.0; firms];
        let mut of_input = vec![vec![0.0; sectors]; firms];
        for &(seller, buyer, money) in &self.links {
            purchases[buyer] += money;
            of_input[buyer][self.sector[seller]] += money;
        }
        let unshocked = self.output(&sales, &vec![1.0; firms]);
        let cap = |losses: &[f64]| losses.iter().map(|loss| 1.0 - loss).collect::<Vec<f64>>();
        let (cap_down, cap_up) = (cap(loss_down), cap(loss_up));
        let (mut down, mut up) = (cap_down.clone(), cap_up.clone());
        let mut steps = 0;
        loop {
            let output = self.output(&sales, &down);
            let mut missing = vec![vec![0.0; sectors]; firms];
            let mut orders = vec![0.0; firms];
            let mut delivered = vec![0.0; firms];
            for &(supplier, backup, money) in &self.backups {
                delivered[supplier] += money * down[backup] / sales[supplier];
            }
            for &(seller, buyer, money) in &self.links {
                let (from, to) = (self.sector[seller], self.sector[buyer]);
                let left = output[from];
                let share = match market {
                    Market::Off | Market::Named => 1.0,
                    Market::Published if left <= 1e-10 => f64::min(1.0, sales[seller]),
                    Market::Fixed if left <= 1e-12 * unshocked[from] => 1.0,
                    _ => f64::min(1.0, sales[seller] / left),
                };
                let part = match self.matrix[from][to] {
                    2 => money / of_input[buyer][from],
                    1 => money / purchases[buyer],
                    _ => 0.0,
                };
                let replaced = if market == Market::Named { delivered[seller] } else { 0.0 };
                let missed = (share * (1.0 - down[seller]) - replaced).max(0.0);
                missing[buyer][from] += part * missed;
                orders[seller] += money / sales[seller] * (1.0 - up[buyer]);
            }
            let level = |firm: usize| {
                let of_class = |class: u8| {
                    let column = self.sector[firm];
                    (0..sectors).filter(move |&input| self.matrix[input][column] == class)
                };
                let worst = of_class(2).map(|input| missing[firm][input]).fold(0.0, f64::max);
                let linear: f64 = of_class(1).map(|input| missing[firm][input]).sum();
                cap_down[firm].min(1.0 - worst).min(1.0 - linear).max(0.0)
            };
            let next_down: Vec<f64> = (0..firms).map(level).collect();
            let next_up: Vec<f64> =
                (0..firms).map(|firm| cap_up[firm].min(1.0 - orders[firm]).max(0.0)).collect();
            let falls = down.iter().zip(&next_down).chain(up.iter().zip(&next_up));
            let delta = falls.map(|(before, after)| before - after).fold(f64::NEG_INFINITY, f64::max);
            (down, up) = (next_down, next_up);
            steps += 1;
            if delta <= eps || steps == MOST_STEPS {
                break;
            }
        }
        Sweeps { down: cap(&down), up: cap(&up), steps }
    }

    fn output(&self, sales: &[f64], level: &[f64]) -> Vec<f64> {
        let mut output = vec![0.0; self.matrix.len()];
        for (firm, &sector) in self.sector.iter().enumerate() {
            output[sector] += sales[firm] * level[firm];
        }
        output
    }

    /// The parts of all sales that are lost: either way, downstream, upstream.
    pub fn esri(&self, sweeps: &Sweeps) -> [f64; 3] {
        let sales = self.sales();
        let all: f64 = sales.iter().sum();
        let part = |loss: &dyn Fn(usize) -> f64| {
            sales.iter().enumerate().map(|(firm, sales)| sales / all * loss(firm)).sum::<f64>()
        };
        [
            part(&|firm| sweeps.down[firm].max(sweeps.up[firm])),
            part(&|firm| sweeps.down[firm]),
            part(&|firm| sweeps.up[firm]),
        ]
    }
}
