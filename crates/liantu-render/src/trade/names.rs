//! What countries, units and values of a trade table are called in a language.

use crate::catalogue::{Catalogue, Language};
use crate::table::Cell;
use liantu_trade::{Countries, CountryIx, Ratio};

/// Names of the countries of one trade table.
#[derive(Debug, Clone, Copy)]
pub struct TradeNaming<'a> {
    /// The words.
    pub words: &'a Catalogue,
    /// What the country indices mean.
    pub countries: &'a Countries,
    /// The unit of values, as read.
    pub unit: &'a str,
}

impl<'a> TradeNaming<'a> {
    /// A country's name; the code as read where nobody knows it. BACI keeps no code for Taiwan: its
    /// “Other Asia, not elsewhere specified” is called what it mostly is, and that this is approximate.
    pub fn country(self, country: CountryIx) -> String {
        if self.countries.alpha3(country) == Some("S19") {
            return self.words.text("trade-other-asia");
        }
        let known = match self.words.language() {
            Language::Chinese => self.countries.chinese_name(country),
            Language::English => self.countries.english_name(country),
        };
        known.map_or_else(|| self.code(country).to_owned(), str::to_owned)
    }

    /// A country's code as read.
    pub fn code(self, country: CountryIx) -> &'a str {
        self.countries.code(country)
    }

    /// The unit in words.
    pub fn unit(self) -> String {
        match self.unit {
            "thousand USD" => self.words.text("trade-unit-thousand-usd"),
            "unit not stated" => self.words.text("trade-unit-unknown"),
            other => other.to_owned(),
        }
    }

    pub(crate) fn with_share(self, country: CountryIx, share: f64) -> Cell {
        let (name, share) = (self.country(country), percent(share));
        Cell::text(self.words.format("with-remarks", &[("value", &name), ("remarks", &share)]))
    }

    pub(crate) fn yes_no(self, answer: bool) -> Cell {
        Cell::text(self.words.text(if answer { "answer-yes" } else { "answer-no" }))
    }
}

/// A share in 0..=1 as `12.3%`; a small one is never a zero.
pub(crate) fn percent(share: f64) -> String {
    let percent = share * 100.0;
    if percent > 0.0 && percent < 0.05 { "<0.1%".to_owned() } else { format!("{percent:.1}%") }
}

pub(crate) fn share_cell(share: Option<f64>) -> Cell {
    share.map_or_else(Cell::missing, |share| Cell { number: Some(share), ..Cell::text(percent(share)) })
}

/// An index in 0..=1 with three decimals, so that one near a threshold can be told from it.
pub(crate) fn index_cell(index: Option<f64>) -> Cell {
    index.map_or_else(Cell::missing, |index| Cell::number(index, 3))
}

/// A value in thousandths of the unit as `1,234.6`; a small one is never a zero.
pub(crate) fn value_cell(thousandths: i64) -> Cell {
    let number = thousandths as f64 / 1000.0;
    Cell { number: Some(number), ..Cell::text(value_text(thousandths)) }
}

fn value_text(thousandths: i64) -> String {
    let sign = if thousandths < 0 { "-" } else { "" };
    let size = thousandths.unsigned_abs();
    let tenths = (size + 50) / 100;
    if size > 0 && tenths == 0 {
        return if thousandths < 0 { "-<0.1".to_owned() } else { "<0.1".to_owned() };
    }
    format!("{sign}{}.{}", grouped(tenths / 10), tenths % 10)
}

/// `1234567` as `1,234,567`.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A ratio that may be very large: `0.83`, `12.4`, `>1000`.
pub(crate) fn ratio_cell(ratio: f64) -> Cell {
    let text = if ratio > 1000.0 { ">1000".to_owned() } else { format!("{ratio:.2}") };
    Cell { number: Some(ratio), ..Cell::text(text) }
}

/// A threshold as a decimal.
pub(crate) fn threshold(ratio: Ratio) -> String {
    ratio.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_values_are_no_zeros_and_large_ones_are_grouped() {
        let texts: Vec<String> =
            [0, 1, 49, 50, 1_234_567, -227_979, -3].into_iter().map(value_text).collect();
        assert_eq!(texts, ["0.0", "<0.1", "<0.1", "0.1", "1,234.6", "-228.0", "-<0.1"]);
        assert_eq!(
            (percent(0.0), percent(0.0004), percent(0.5)),
            ("0.0%".into(), "<0.1%".into(), "50.0%".into())
        );
        assert_eq!(grouped(1_000), "1,000");
        assert_eq!(grouped(999), "999");
    }
}
