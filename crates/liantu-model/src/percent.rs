//! Percentages held exactly, so that sums and thresholds do not depend on the order of rows.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub};

/// A number of percentage points, exact to a millionth of a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Percent(i64);

impl Percent {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// The whole.
    pub const HUNDRED: Self = Self(100_000_000);

    /// `points` percentage points, rounded to a millionth; `None` for what is not finite or beyond ±10⁹.
    pub fn from_points(points: f64) -> Option<Self> {
        (points.is_finite() && points.abs() <= 1e9).then(|| Self((points * 1e6).round() as i64))
    }

    /// Millionths of a percentage point.
    pub const fn from_millionths(millionths: i64) -> Self {
        Self(millionths)
    }

    /// Millionths of a percentage point.
    pub const fn millionths(self) -> i64 {
        self.0
    }

    /// Percentage points, 0..100 for a share.
    pub fn points(self) -> f64 {
        self.0 as f64 / 1e6
    }

    /// `self` within `0..=100`.
    #[must_use]
    pub fn clamp_share(self) -> Self {
        self.clamp(Self::ZERO, Self::HUNDRED)
    }
}

impl Add for Percent {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl AddAssign for Percent {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl Sub for Percent {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Neg for Percent {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Sum for Percent {
    fn sum<I: Iterator<Item = Self>>(items: I) -> Self {
        items.fold(Self::ZERO, Add::add)
    }
}

impl fmt::Display for Percent {
    /// Points with as many decimals as there are, without trailing zeros.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, part) = (self.0.abs() / 1_000_000, self.0.abs() % 1_000_000);
        let sign = if self.0 < 0 { "-" } else { "" };
        if part == 0 {
            return write!(f, "{sign}{whole}");
        }
        let decimals = format!("{part:06}");
        write!(f, "{sign}{whole}.{}", decimals.trim_end_matches('0'))
    }
}

/// A percentage as it was written: a number, or an interval such as `20%—30%`, `<1%`, `约60%`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PercentRange {
    /// Lower end.
    pub low: Percent,
    /// Upper end, at least `low`.
    pub high: Percent,
    /// The cell when it was not a plain number.
    pub written: Option<Box<str>>,
}

impl PercentRange {
    /// An exact value.
    pub const fn exactly(value: Percent) -> Self {
        Self { low: value, high: value, written: None }
    }

    /// Whether one figure was written as approximate: `约60%`, `60%左右`.
    pub fn is_rough(&self) -> bool {
        let is_plain = |one: char| one.is_numeric() || one.is_whitespace() || ".,%．，％".contains(one);
        self.low == self.high && self.written.as_ref().is_some_and(|written| !written.chars().all(is_plain))
    }

    /// The middle of the interval (rounded down to a millionth of a point).
    pub fn midpoint(&self) -> Percent {
        Percent((self.low.0 + self.high.0).div_euclid(2))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_of_decimals_are_exact() {
        let shares = ["40.1", "30.2", "29.2"].map(|text| text.parse::<f64>().expect("number"));
        let total: Percent = shares.into_iter().filter_map(Percent::from_points).sum();
        assert_eq!(total, Percent::from_millionths(99_500_000));
    }

    #[test]
    fn prints_without_trailing_zeros() {
        assert_eq!(Percent::from_millionths(12_500_000).to_string(), "12.5");
        assert_eq!(Percent::from_millionths(-250_000).to_string(), "-0.25");
        assert_eq!(Percent::HUNDRED.to_string(), "100");
    }

    #[test]
    fn what_was_written_as_approximate_is_told_apart() {
        let sixty = Percent::from_millionths(60_000_000);
        let written =
            |text: &str| PercentRange { written: Some(text.into()), ..PercentRange::exactly(sixty) };
        assert!(written("约60%").is_rough() && written("60%左右").is_rough() && written("~60").is_rough());
        assert!(!written("0.6 %").is_rough() && !written("６０％").is_rough());
        assert!(!PercentRange::exactly(sixty).is_rough());
        assert!(!PercentRange { low: Percent::ZERO, ..written("<60%") }.is_rough());
    }

    #[test]
    fn refuses_what_is_not_a_number() {
        assert_eq!(Percent::from_points(f64::NAN), None);
        assert_eq!(Percent::from_points(f64::INFINITY), None);
    }
}
