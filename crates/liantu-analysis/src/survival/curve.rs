//! Convex piecewise linear functions of time that begin at nothing: what must be made by a week at the latest.

/// `Σ slopeₖ · max(0, t − weekₖ)` with slopes above 0 and weeks in order: its value and slope at week 0⁻ are 0.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Curve {
    /// Week and rise of the slope there.
    bends: Vec<(f64, f64)>,
}

impl Curve {
    /// `rate · t + Σ factor · curve`. O(bends log bends).
    ///
    /// Parts that bend in the same week are added in the order given, so that order must not depend on rows.
    pub(super) fn sum<'a>(rate: f64, parts: impl Iterator<Item = (f64, &'a Self)>) -> Self {
        let mut bends = vec![(0.0, rate)];
        for (factor, part) in parts.filter(|(factor, _)| *factor > 0.0) {
            bends.extend(part.bends.iter().map(|&(week, rise)| (week, rise * factor)));
        }
        bends.sort_by(|a, b| a.0.total_cmp(&b.0));
        bends.dedup_by(|next, held| {
            let same = next.0.total_cmp(&held.0).is_eq();
            held.1 += if same { next.1 } else { 0.0 };
            same
        });
        bends.retain(|&(_, rise)| rise > 0.0);
        Self { bends }
    }

    /// `max(0, curve − stock)`. O(bends), in place.
    pub(super) fn less(mut self, stock: f64) -> Self {
        if stock <= 0.0 {
            return self;
        }
        let Some((week, slope, passed)) = self.reaches(stock) else { return Self::default() };
        // A slope above 0 is that of a bend: at least one is passed.
        self.bends[passed - 1] = (week, slope);
        self.bends.drain(..passed - 1);
        self
    }

    /// The last week in which nothing is needed yet: `sup { t : curve(t) = 0 }`, ∞ when nothing ever is.
    pub(super) fn starts(&self) -> f64 {
        self.bends.first().map_or(f64::INFINITY, |bend| bend.0)
    }

    /// `sup { t : curve(t) ≤ rate · t }`, ∞ when it always is. O(bends).
    pub(super) fn overtakes(&self, rate: f64) -> f64 {
        let (mut at, mut behind, mut slope) = (0.0, 0.0, 0.0);
        for &(week, rise) in &self.bends {
            let then = behind + (rate - slope) * (week - at);
            if then < 0.0 {
                break;
            }
            (at, behind, slope) = (week, then, slope + rise);
        }
        if slope > rate { at + behind / (slope - rate) } else { f64::INFINITY }
    }

    /// When it comes to a value above 0, its slope then, and how many bends are passed by then.
    fn reaches(&self, value: f64) -> Option<(f64, f64, usize)> {
        let (mut at, mut reached, mut slope) = (0.0, 0.0, 0.0);
        for (passed, &(week, rise)) in self.bends.iter().enumerate() {
            let then = reached + slope * (week - at);
            if then > value {
                return Some((at + (value - reached) / slope, slope, passed));
            }
            (at, reached, slope) = (week, then, slope + rise);
        }
        (slope > 0.0).then(|| (at + (value - reached) / slope, slope, self.bends.len()))
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::float_cmp, reason = "small numbers that binary fractions hold")]

    use super::*;

    fn line(rate: f64) -> Curve {
        Curve::sum(rate, std::iter::empty())
    }

    /// 2 a week, 6 in stock: nothing until week 3. Twice that and 1 a week: 4 in stock last until week 3.2.
    #[test]
    fn stock_runs_out_where_what_was_used_reaches_it() {
        let product = line(2.0).less(6.0);
        assert_eq!((product.starts(), line(0.0).starts()), (3.0, f64::INFINITY));
        let part = Curve::sum(1.0, [(2.0, &product)].into_iter()).less(4.0);
        assert!((part.starts() - 3.2).abs() < 1e-12);
    }

    /// A stock that lasts exactly until a bend starts there with the slope after it.
    #[test]
    fn a_stock_may_end_at_a_bend() {
        let curve = Curve::sum(1.0, [(1.0, &line(1.0).less(2.0))].into_iter()).less(2.0);
        assert_eq!(curve, Curve { bends: vec![(2.0, 2.0)] });
    }

    /// Half the rate goes on: 3 a week from week 4 against 1.5 a week is overtaken in week 8.
    #[test]
    fn a_part_that_goes_on_lasts_longer() {
        let curve = line(3.0).less(12.0);
        assert_eq!(curve.overtakes(0.0), 4.0);
        assert!((curve.overtakes(1.5) - 8.0).abs() < 1e-12);
        assert_eq!(curve.overtakes(3.0), f64::INFINITY);
        assert_eq!(line(1.0).overtakes(0.5), 0.0);
    }
}
