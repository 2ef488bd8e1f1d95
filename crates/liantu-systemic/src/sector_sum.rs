//! What a sector still produces: one order of summation for all ways to compute it.
//!
//! Four running sums, by position modulo 4, are faster than one and just as reproducible. Always summed anew, never
//! by differences: a sector that is closed but for a firm must not drown in rounding, and one that is wholly closed
//! is exactly 0.

/// Running sums.
pub(crate) const WAYS: usize = 4;

/// Output left of firms with these sales and losses.
pub(crate) fn output_left(sales: &[f64], losses: &[f64]) -> f64 {
    let mut sums = [0.0; WAYS];
    let (sales_blocks, losses_blocks) = (sales.chunks_exact(WAYS), losses.chunks_exact(WAYS));
    let rest = sales_blocks.remainder().iter().zip(losses_blocks.remainder());
    for (sales, losses) in sales_blocks.zip(losses_blocks) {
        for way in 0..WAYS {
            sums[way] += sales[way] * (1.0 - losses[way]);
        }
    }
    for (way, (sales, loss)) in rest.enumerate() {
        sums[way] += sales * (1.0 - loss);
    }
    (sums[0] + sums[1]) + (sums[2] + sums[3])
}

/// As [`output_left`], for scenarios side by side: the same sums in the same order in every lane.
#[inline]
pub(crate) fn output_left_lanes<const K: usize>(sales: &[f64], losses: &[[f64; K]]) -> [f64; K] {
    let mut sums = [[0.0; K]; WAYS];
    for (at, (sales, losses)) in sales.iter().zip(losses).enumerate() {
        let sum = &mut sums[at % WAYS];
        for lane in 0..K {
            sum[lane] += sales * (1.0 - losses[lane]);
        }
    }
    std::array::from_fn(|lane| (sums[0][lane] + sums[1][lane]) + (sums[2][lane] + sums[3][lane]))
}
