//! Exact reading and printing of values with three decimals.
//!
//! A value is held as an integer number of thousandths of the input's unit: a table in thousand
//! USD is held in USD.

/// Thousandths in one unit of the input.
pub(crate) const THOUSANDTHS: u64 = 1000;

/// The largest single value that is read: 10¹⁵ units.
const LARGEST: u64 = 1_000_000_000_000_000_000;

/// What a value field turned out to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    /// Thousandths of a unit; `rounded` when the field had more than three decimals.
    Exact { thousandths: u64, rounded: bool },
    /// Empty, `NA` and the like.
    Missing,
    /// A number below zero.
    Negative,
    /// Above [`LARGEST`].
    TooLarge,
    /// No number.
    Malformed,
}

/// Whether `1,234.5` may stand for 1234.5.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Grouping {
    /// Commas group thousands.
    Commas,
    /// A comma is an error: where columns are divided by `;` it may be a decimal comma.
    Refused,
}

/// Reads a trimmed field.
pub(crate) fn parse_value(text: &[u8], grouping: Grouping) -> Value {
    plain(text).unwrap_or_else(|| general(text, grouping))
}

/// Digits with at most three decimals: nearly every row of every table.
fn plain(text: &[u8]) -> Option<Value> {
    if text.is_empty() || text.len() > 18 {
        return None;
    }
    let mut number = 0_u64;
    let mut bytes = text.iter();
    let mut whole_digits = 0;
    for &byte in bytes.by_ref() {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            if byte != b'.' {
                return None;
            }
            break;
        }
        whole_digits += 1;
        number = number * 10 + u64::from(digit);
    }
    let decimals = bytes.as_slice();
    if whole_digits == 0 || whole_digits > 14 || decimals.len() > 3 {
        return None;
    }
    for position in 0..3 {
        let digit = decimals.get(position).map_or(0, |byte| byte.wrapping_sub(b'0'));
        if digit > 9 {
            return None;
        }
        number = number * 10 + u64::from(digit);
    }
    Some(Value::Exact { thousandths: number, rounded: false })
}

fn general(text: &[u8], grouping: Grouping) -> Value {
    let Ok(text) = std::str::from_utf8(text) else {
        return Value::Malformed;
    };
    if is_missing(text) {
        return Value::Missing;
    }
    let (negative, magnitude) = match text.as_bytes()[0] {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    match scientific(magnitude, grouping) {
        Value::Exact { thousandths: 0, rounded: false } => Value::Exact { thousandths: 0, rounded: false },
        Value::Exact { .. } | Value::TooLarge if negative => Value::Negative,
        value => value,
    }
}

fn is_missing(text: &str) -> bool {
    const MARKS: [&str; 9] = ["", "NA", "N/A", "NaN", "null", "None", "-", "..", "—"];
    MARKS.iter().any(|mark| text.eq_ignore_ascii_case(mark))
}

/// `digits[.digits][e[+-]digits]`, the digits before the point optionally grouped by commas.
fn scientific(text: &str, grouping: Grouping) -> Value {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        None => (text, 0),
        Some((mantissa, exponent)) => match exponent.parse::<i32>() {
            Ok(exponent) => (mantissa, exponent),
            Err(_) => return Value::Malformed,
        },
    };
    let (whole, decimals) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let Some(whole) = ungrouped(whole, grouping) else {
        return Value::Malformed;
    };
    let digits = whole + decimals;
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Value::Malformed;
    }
    scaled(digits.trim_start_matches('0'), i64::from(exponent) - decimals.len().cast_signed() as i64 + 3)
}

fn ungrouped(whole: &str, grouping: Grouping) -> Option<String> {
    if !whole.contains(',') {
        return Some(whole.to_owned());
    }
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let grouped = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    (grouped && grouping == Grouping::Commas).then(|| whole.replace(',', ""))
}

/// `digits` · 10^`power` as an integer, to the nearest, ties to even. `digits` has no leading zero.
fn scaled(digits: &str, power: i64) -> Value {
    if digits.is_empty() {
        return Value::Exact { thousandths: 0, rounded: false };
    }
    let length = digits.len().cast_signed() as i64;
    let integer_digits = length + power;
    if integer_digits > 19 {
        return Value::TooLarge;
    }
    let kept = &digits[..integer_digits.clamp(0, length) as usize];
    let dropped = &digits[kept.len()..];
    let zeros = (integer_digits - kept.len().cast_signed() as i64).max(0) as u32;
    // At most 19 digits, so below 10^19 < 2^64.
    let floor = kept.bytes().fold(0_u64, |number, byte| number * 10 + u64::from(byte - b'0'))
        * 10_u64.pow(zeros.min(19));
    let rounded = dropped.bytes().any(|byte| byte != b'0');
    let up = integer_digits >= 0 && rounds_up(dropped, floor);
    let thousandths = floor + u64::from(up);
    if thousandths > LARGEST {
        return Value::TooLarge;
    }
    Value::Exact { thousandths, rounded }
}

fn rounds_up(dropped: &str, floor: u64) -> bool {
    let Some((&first, rest)) = dropped.as_bytes().split_first() else {
        return false;
    };
    let half = first == b'5' && rest.iter().all(|&byte| byte == b'0');
    if half { floor % 2 == 1 } else { first >= b'5' }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(thousandths: u64) -> Value {
        Value::Exact { thousandths, rounded: false }
    }

    fn read(text: &str) -> Value {
        parse_value(text.as_bytes(), Grouping::Commas)
    }

    #[test]
    fn three_decimals_are_exact() {
        for (text, thousandths) in [
            ("0.001", 1),
            ("21.811", 21_811),
            ("12", 12_000),
            ("12.", 12_000),
            (".5", 500),
            ("1.50", 1_500),
            ("1.5000", 1_500),
            ("1e3", 1_000_000),
            ("1.5e-2", 15),
            ("+7", 7_000),
            ("-0", 0),
            ("0e99", 0),
            ("00000000000000000000001", 1_000),
            ("1,234,567.5", 1_234_567_500),
            ("999999999999999.999", 999_999_999_999_999_999),
        ] {
            assert_eq!(read(text), exact(thousandths), "{text}");
        }
    }

    #[test]
    fn further_decimals_round_to_even_and_say_so() {
        for (text, thousandths) in
            [("0.0005", 0), ("0.0015", 2), ("0.00149", 1), ("2.00051", 2_001), ("4e-9", 0)]
        {
            assert_eq!(read(text), Value::Exact { thousandths, rounded: true }, "{text}");
        }
    }

    #[test]
    fn what_is_no_value_is_told_apart() {
        for text in ["", "NA", "nan", "..", "-"] {
            assert_eq!(read(text), Value::Missing, "{text}");
        }
        for text in ["-1", "-0.001", "-1e40"] {
            assert_eq!(read(text), Value::Negative, "{text}");
        }
        for text in ["1e16", "10000000000000000", "9e99", "99999999999999999999999"] {
            assert_eq!(read(text), Value::TooLarge, "{text}");
        }
        for text in ["1.2.3", "x", "1e", "1,23", "12,34,567", "--1", "0x10", ".", "1 000", "é"] {
            assert_eq!(read(text), Value::Malformed, "{text}");
        }
        assert_eq!(parse_value(b"1,234", Grouping::Refused), Value::Malformed);
    }
}
