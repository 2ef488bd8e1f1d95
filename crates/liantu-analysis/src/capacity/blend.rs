//! Weighted means over offers whose weights are known in part.

use super::Assume;
use crate::Interval;

/// Position of an offer among those of its component.
pub(crate) type At = u32;

/// The weights of the offers that exist in one reading.
#[derive(Debug, Clone, Default)]
pub(crate) struct Blend {
    /// Offers with a weight of their own: its least and its greatest, in points.
    fixed: Vec<(At, Interval<f64>)>,
    pools: Vec<Pool>,
}

/// Offers without a share, which hold between `least` and `room` jointly.
#[derive(Debug, Clone)]
pub(crate) struct Pool {
    /// Points that they hold for sure: of a region total, or of the market where unlisted offers exist, what the stated
    /// parts leave at least. At most `room`.
    pub(crate) least: f64,
    /// Points that they can hold.
    pub(crate) room: f64,
    /// Offers whose share is blank.
    pub(crate) blanks: Vec<At>,
    /// Who holds what they do not: the unlisted offer there, if the reading has one.
    pub(crate) rest: Option<At>,
}

/// One end of an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Low,
    High,
}

impl End {
    /// Turned so that the end sought is the smaller one; never to a negative zero.
    fn turn(self, value: f64) -> f64 {
        if self == Self::Low { value } else { 0.0 - value }
    }

    fn of(self, interval: Interval<f64>) -> f64 {
        self.turn(if self == Self::Low { interval.low } else { interval.high })
    }
}

/// Sum of weights, and of weights times what they weigh.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    weight: f64,
    weighed: f64,
}

impl Sums {
    fn add(&mut self, weight: f64, value: f64) {
        self.weight += weight;
        self.weighed += weight * value;
    }

    fn mean(self) -> Option<f64> {
        (self.weight > 0.0).then(|| self.weighed / self.weight)
    }
}

impl Blend {
    pub(crate) fn new(fixed: Vec<(At, Interval<f64>)>, pools: Vec<Pool>, assume: Assume) -> Self {
        match assume {
            Assume::Nothing => Self { fixed, pools },
            Assume::EqualSplit => Self::split_evenly(fixed, &pools),
        }
    }

    /// Everybody in a pool holds as much, the unlisted offer as one of them.
    fn split_evenly(mut fixed: Vec<(At, Interval<f64>)>, pools: &[Pool]) -> Self {
        for pool in pools {
            let members = || pool.blanks.iter().copied().chain(pool.rest);
            let each = pool.room / members().count() as f64;
            fixed.extend(members().map(|at| (at, Interval::exactly(each))));
        }
        Self { fixed, pools: Vec::new() }
    }

    /// The offers of this reading.
    pub(crate) fn members(&self) -> impl Iterator<Item = At> + '_ {
        let pooled = self.pools.iter().flat_map(|pool| pool.blanks.iter().copied().chain(pool.rest));
        self.fixed.iter().map(|(at, _)| *at).chain(pooled)
    }

    /// The interval of the weighted mean of `value` over the offers that `counts` counts, over every way to deal
    /// out the weights that are not known. Without any weight the hull; zero without any offer.
    /// O(offers + pools log pools).
    pub(crate) fn mix(
        &self,
        value: impl Fn(At) -> Interval<f64>,
        counts: impl Fn(At) -> bool,
    ) -> Interval<f64> {
        let end = |end: End| {
            let turned = |at: At| end.of(value(at));
            self.least_mean(turned, &counts).or_else(|| self.least(turned, &counts))
        };
        let low = end(End::Low).map_or(0.0, |low| End::Low.turn(low));
        let high = end(End::High).map_or(0.0, |high| End::High.turn(high));
        // Rounding may turn equal ends around.
        Interval { low: low.min(high), high }
    }

    /// The least weighted mean: a ratio of linear functions is least where every weight is at one of its ends, and
    /// what a pool holds, its least or all of its room, is with whoever counts least.
    fn least_mean(&self, value: impl Fn(At) -> f64, counts: &impl Fn(At) -> bool) -> Option<f64> {
        let mut sums = Sums::default();
        let mut optional: Vec<(f64, f64)> = Vec::new();
        for &(at, weight) in self.fixed.iter().filter(|(at, _)| counts(*at)) {
            sums.add(weight.low, value(at));
            optional.push((value(at), weight.high - weight.low));
        }
        for pool in self.pools.iter().filter(|pool| pool.room > 0.0) {
            let members = || pool.blanks.iter().copied().chain(pool.rest);
            let Some(least) = members().filter(|&at| counts(at)).map(&value).reduce(f64::min) else {
                continue;
            };
            let held = if members().all(counts) { pool.least.min(pool.room) } else { 0.0 };
            sums.add(held, least);
            optional.push((least, pool.room - held));
        }
        optional.sort_by(|a, b| a.0.total_cmp(&b.0));
        for (least, room) in optional.into_iter().filter(|(_, room)| *room > 0.0) {
            if sums.mean().is_none_or(|mean| least < mean) {
                sums.add(room, least);
            }
        }
        sums.mean()
    }

    fn least(&self, value: impl Fn(At) -> f64, counts: &impl Fn(At) -> bool) -> Option<f64> {
        self.members().filter(|&at| counts(at)).map(value).reduce(f64::min)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mix(blend: &Blend, levels: &[f64]) -> (f64, f64) {
        let found = blend.mix(|at| Interval::exactly(levels[at as usize]), |_| true);
        (found.low, found.high)
    }

    fn pool(room: f64, blanks: &[At], rest: Option<At>) -> Pool {
        let least = if rest.is_some() { room } else { 0.0 };
        Pool { least, room, blanks: blanks.to_vec(), rest }
    }

    fn fixed(weights: &[(At, f64)]) -> Vec<(At, Interval<f64>)> {
        weights.iter().map(|&(at, points)| (at, Interval::exactly(points))).collect()
    }

    /// “>80 %” and somebody unlisted with the rest: at least 80 are gone without the maker, and perhaps all.
    #[test]
    fn a_share_within_an_interval_is_no_more_than_its_low_end_for_certain() {
        let weights = vec![(0, Interval { low: 80.0, high: 100.0 }), (1, Interval { low: 0.0, high: 20.0 })];
        assert_eq!(mix(&Blend::new(weights, Vec::new(), Assume::Nothing), &[0.0, 1.0]), (0.0, 0.2));
    }

    /// 60 known, 40 for one blank offer or nobody: 60 of 100 to 60 of 60.
    #[test]
    fn a_pool_nobody_has_to_hold_may_be_empty() {
        let blend = Blend::new(fixed(&[(0, 60.0)]), vec![pool(40.0, &[1], None)], Assume::Nothing);
        assert_eq!(mix(&blend, &[1.0, 0.0]), (0.6, 1.0));
        assert_eq!(mix(&blend, &[0.0, 1.0]), (0.0, 0.4));
    }

    /// 40 elsewhere; 60 of a region that two firms hold, nobody knows how: without the region 40 are left.
    #[test]
    fn what_a_total_states_is_held_by_whoever_is_there() {
        let region = Pool { least: 60.0, ..pool(60.0, &[1, 2], None) };
        let blend = Blend::new(fixed(&[(0, 40.0)]), vec![region], Assume::Nothing);
        assert_eq!(mix(&blend, &[1.0, 0.0, 0.0]), (0.4, 0.4));
        assert_eq!(mix(&blend, &[1.0, 1.0, 0.0]), (0.4, 1.0));
    }

    /// With somebody to hold the rest the whole is 100 whatever the blank offer holds.
    #[test]
    fn a_pool_with_a_rest_is_always_held() {
        let blend = Blend::new(fixed(&[(0, 60.0)]), vec![pool(40.0, &[1], Some(2))], Assume::Nothing);
        assert_eq!(mix(&blend, &[0.0, 1.0, 1.0]), (0.4, 0.4));
        assert_eq!(mix(&blend, &[1.0, 0.0, 1.0]), (0.6, 1.0));
    }

    /// 40 over three: 60 + 13⅓ + 13⅓ of 100.
    #[test]
    fn an_equal_split_counts_the_unlisted_as_one() {
        let blend = Blend::new(fixed(&[(0, 60.0)]), vec![pool(40.0, &[1, 2], Some(3))], Assume::EqualSplit);
        let (low, high) = mix(&blend, &[1.0, 0.0, 1.0, 1.0]);
        assert!((low - (60.0 + 80.0 / 3.0) / 100.0).abs() < 1e-12);
        assert!((high - low).abs() < 1e-12);
    }

    /// Documents would print it.
    #[test]
    fn nothing_left_is_a_positive_zero() {
        let blend = Blend::new(fixed(&[(0, 60.0)]), Vec::new(), Assume::Nothing);
        let (low, high) = mix(&blend, &[0.0]);
        assert!(low.is_sign_positive() && high.is_sign_positive());
    }

    #[test]
    fn without_weights_anything_between_is_possible() {
        let nobody = Blend::new(Vec::new(), Vec::new(), Assume::Nothing);
        assert_eq!(mix(&nobody, &[]), (0.0, 0.0));
        let weightless = Blend::new(fixed(&[(0, 0.0), (1, 0.0)]), Vec::new(), Assume::Nothing);
        assert_eq!(mix(&weightless, &[0.25, 0.75]), (0.25, 0.75));
    }

    /// Two pools that nobody has to hold, beside 50 at one half: the low end takes in only what is below it.
    #[test]
    fn only_pools_that_pull_the_right_way_are_dealt_out() {
        let pools = vec![pool(50.0, &[1], None), pool(50.0, &[2], None)];
        let blend = Blend::new(fixed(&[(0, 50.0)]), pools, Assume::Nothing);
        assert_eq!(mix(&blend, &[0.5, 0.0, 1.0]), (0.25, 0.75));
    }
}
