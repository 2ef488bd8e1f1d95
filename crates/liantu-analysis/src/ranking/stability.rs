//! How ranks hold when weights, and what is not known, are anything they can be (SMAA; Lahdelma, Hokkanen and
//! Salminen 1998).

use crate::Interval;
use crate::random::Stream;
use rayon::prelude::*;

/// How the rank of one row holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stability {
    /// The ranks, from 1, that nine of ten samples lie between.
    pub rank: Interval<usize>,
    /// Part of the samples in which it is first, 0..=1.
    pub first: f64,
}

/// Ranks the rows by weighted sums of the greater the graver, with weights drawn evenly from the simplex and values
/// evenly from their intervals. Every sample has a stream of its own, so that the number of threads does not
/// matter; ties go to the earlier row. O(samples · rows · log rows), four bytes for each sample and row.
pub fn stability(values: &[Vec<Interval<f64>>], samples: usize, seed: u64) -> Vec<Stability> {
    let samples = samples.max(1);
    let ranks: Vec<Vec<u32>> =
        (0..samples).into_par_iter().map(|sample| ranks(values, seed, sample as u64)).collect();
    (0..values.len())
        .into_par_iter()
        .map(|row| {
            let mut own: Vec<u32> = ranks.iter().map(|ranks| ranks[row]).collect();
            own.sort_unstable();
            let first = own.iter().filter(|&&rank| rank == 1).count() as f64 / samples as f64;
            let cut = samples / 20;
            let rank = Interval { low: own[cut] as usize, high: own[samples - 1 - cut] as usize };
            Stability { rank, first }
        })
        .collect()
}

/// The rank of each row in one sample.
fn ranks(values: &[Vec<Interval<f64>>], seed: u64, sample: u64) -> Vec<u32> {
    let mut random = Stream::new(seed, sample);
    let weights = random.weights(values.first().map_or(0, Vec::len));
    let score = |row: &Vec<Interval<f64>>, random: &mut Stream| -> f64 {
        row.iter()
            .zip(&weights)
            .map(|(one, weight)| weight * (one.low + (one.high - one.low) * random.unit()))
            .sum()
    };
    let scores: Vec<f64> = values.iter().map(|row| score(row, &mut random)).collect();
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| scores[b].total_cmp(&scores[a]).then(a.cmp(&b)));
    let mut ranks = vec![0; values.len()];
    for (rank, row) in order.into_iter().enumerate() {
        ranks[row] = rank as u32 + 1;
    }
    ranks
}
