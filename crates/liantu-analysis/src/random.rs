//! Pseudo-random numbers that are the same everywhere.

/// `SplitMix64` (Steele, Lea and Flood 2014): a stream for every sample, so that threads do not matter.
pub(crate) struct Stream(u64);

impl Stream {
    pub(crate) fn new(seed: u64, sample: u64) -> Self {
        let mut mixed = Self(seed ^ sample.wrapping_mul(0xA076_1D64_78BD_642F));
        Self(mixed.next())
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// In 0..1.
    pub(crate) fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Even on the simplex: the gaps between sorted even numbers.
    pub(crate) fn weights(&mut self, size: usize) -> Vec<f64> {
        let mut cuts: Vec<f64> = (1..size).map(|_| self.unit()).chain([0.0, 1.0]).collect();
        cuts.sort_by(f64::total_cmp);
        cuts.windows(2).take(size).map(|ends| ends[1] - ends[0]).collect()
    }
}
