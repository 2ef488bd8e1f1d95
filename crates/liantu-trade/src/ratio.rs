//! Exact decimal thresholds, compared with ratios of integers without rounding.

use std::fmt;
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer, Visitor};

/// A non-negative rational number such as 0.4, kept as a fraction of integers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ratio {
    numerator: u64,
    denominator: u64,
}

impl Ratio {
    /// The fraction `numerator / denominator`; `None` when the denominator is 0.
    pub const fn new(numerator: u64, denominator: u64) -> Option<Self> {
        if denominator == 0 {
            return None;
        }
        Some(Self { numerator, denominator })
    }

    /// A fraction with a denominator that is known not to be 0.
    pub(crate) const fn fixed(numerator: u64, denominator: u64) -> Self {
        assert!(denominator != 0, "thresholds have a denominator");
        Self { numerator, denominator }
    }

    /// Whether `part / whole` > this ratio, decided on integers. False when both are 0; true when
    /// only `whole` is.
    pub fn is_exceeded_by(self, part: u128, whole: u128) -> bool {
        wide_product(part, self.denominator) > wide_product(whole, self.numerator)
    }

    /// Whether `part / whole` < this ratio, decided on integers.
    pub fn exceeds(self, part: u128, whole: u128) -> bool {
        wide_product(part, self.denominator) < wide_product(whole, self.numerator)
    }

    /// The nearest floating-point number, for printing.
    pub fn to_f64(self) -> f64 {
        self.numerator as f64 / self.denominator as f64
    }
}

/// The product of 128 by 64 bits as (high, low) words of 64 and 128 bits.
fn wide_product(left: u128, right: u64) -> (u64, u128) {
    let right = u128::from(right);
    let low = (left & u128::from(u64::MAX)) * right;
    let high = (left >> 64) * right + (low >> 64);
    ((high >> 64) as u64, (high << 64) | (low & u128::from(u64::MAX)))
}

impl fmt::Display for Ratio {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.to_f64())
    }
}

/// The text is neither a decimal such as `0.4` nor a fraction such as `2/5`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is neither a decimal such as 0.4 nor a fraction such as 2/5")]
pub struct RatioError(String);

impl FromStr for Ratio {
    type Err = RatioError;

    fn from_str(text: &str) -> Result<Self, RatioError> {
        let trimmed = text.trim();
        let ratio = match trimmed.split_once('/') {
            Some((numerator, denominator)) => fraction(numerator, denominator),
            None => decimal(trimmed),
        };
        ratio.ok_or_else(|| RatioError(text.to_owned()))
    }
}

fn fraction(numerator: &str, denominator: &str) -> Option<Ratio> {
    Ratio::new(digits(numerator.trim())?, digits(denominator.trim())?)
}

fn decimal(text: &str) -> Option<Ratio> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let denominator = 10_u64.checked_pow(u32::try_from(decimals.len()).ok()?)?;
    let numerator = digits(&format!("{whole}{decimals}"))?;
    Ratio::new(numerator, denominator)
}

fn digits(text: &str) -> Option<u64> {
    let all_digits = text.bytes().all(|byte| byte.is_ascii_digit());
    if all_digits { text.parse().ok() } else { None }
}

impl<'de> Deserialize<'de> for Ratio {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RatioVisitor)
    }
}

struct RatioVisitor;

impl Visitor<'_> for RatioVisitor {
    type Value = Ratio;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a decimal such as 0.4 or a fraction such as \"2/5\"")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Ratio, E> {
        text.parse().map_err(E::custom)
    }

    fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<Ratio, E> {
        let numerator = u64::try_from(number).map_err(|_| E::custom("a threshold is not negative"))?;
        Ok(Ratio::fixed(numerator, 1))
    }

    // The shortest decimal that reads back as the same number is the one in the file.
    fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<Ratio, E> {
        number.to_string().parse().map_err(E::custom)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use super::*;

    #[test]
    fn a_ratio_on_the_threshold_does_not_exceed_it() {
        let threshold: Ratio = "0.4".parse().unwrap();
        assert!(!threshold.is_exceeded_by(2, 5));
        assert!(!threshold.exceeds(2, 5));
        assert!(threshold.is_exceeded_by(2_000_001, 5_000_000));
        assert!(threshold.exceeds(1_999_999, 5_000_000));
    }

    #[test]
    fn the_largest_integers_do_not_overflow() {
        let just_below_one = Ratio::new(u64::MAX - 1, u64::MAX).unwrap();
        assert!(just_below_one.is_exceeded_by(u128::MAX, u128::MAX));
        assert!(just_below_one.exceeds(u128::MAX - (1 << 100), u128::MAX));
        assert!(Ratio::fixed(0, 1).is_exceeded_by(1, 0));
        assert!(!Ratio::fixed(1, 1).is_exceeded_by(0, 0));
    }

    #[test]
    fn thresholds_read_as_decimals_and_fractions() {
        assert_eq!("0.15".parse(), Ratio::new(15, 100).ok_or(RatioError(String::new())));
        assert_eq!("2/5".parse(), Ratio::new(2, 5).ok_or(RatioError(String::new())));
        for text in ["", ".", "-1", "1/0", "0.4.1", "a", "1e3", "0.00000000000000000000000001"] {
            assert!(text.parse::<Ratio>().is_err(), "{text}");
        }
    }
}
