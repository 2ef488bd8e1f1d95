//! Numbers as people write them.

use crate::text::half_width;
use liantu_model::Need;

/// What stands in a cell when there is nothing to say.
const BLANK_MARKS: &[&str] = &[
    "-",
    "--",
    "—",
    "——",
    "–",
    "/",
    "n/a",
    "na",
    "n.a.",
    "#n/a",
    "不详",
    "未公布",
    "未披露",
    "未知",
    "暂无",
    "无数据",
];

/// Whether a cell that should hold a value says that there is none.
pub(crate) fn is_blank_mark(text: &str) -> bool {
    text.len() <= 12 && BLANK_MARKS.iter().any(|mark| text.eq_ignore_ascii_case(mark))
}

/// A finite number: `12`, `-0.5`, `1,234.5`, `１２`, `1E+05`, `12%` (the sign is dropped).
pub(crate) fn number(text: &str) -> Option<f64> {
    if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        return finite(text);
    }
    let text = half_width(text);
    let text = text.trim();
    let text = text.strip_suffix('%').unwrap_or(text).trim_end();
    bare_number(text)
}

/// A finite number in half width, without `%`.
pub(crate) fn bare_number(text: &str) -> Option<f64> {
    let text = text.strip_prefix('+').filter(|rest| !rest.starts_with(['-', '+'])).unwrap_or(text);
    let is_part = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+' | b'e' | b'E');
    if text.contains(',') {
        return finite(&without_separators(text)?);
    }
    if text.bytes().all(is_part) { finite(text) } else { None }
}

fn finite(text: &str) -> Option<f64> {
    text.parse().ok().filter(|number: &f64| number.is_finite())
}

/// Separators stand between groups of three digits; elsewhere a comma may be a decimal one, so it is refused.
fn without_separators(text: &str) -> Option<String> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let mut groups = whole.strip_prefix('-').unwrap_or(whole).split(',');
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let first = groups.next()?;
    let regular = (1..=3).contains(&first.len())
        && all_digits(first)
        && all_digits(fraction)
        && groups.all(|group| group.len() == 3 && all_digits(group));
    regular.then(|| text.replace(',', ""))
}

/// A probability: `0.02`, or `2%`.
pub(crate) fn probability(text: &str) -> Option<f64> {
    let is_percent = text.ends_with(['%', '％']);
    number(text).map(|number| if is_percent { number / 100.0 } else { number })
}

/// `all`, or how many.
pub(crate) fn need(text: &str) -> Option<Need> {
    if ["all", "全部", "全都", "所有"].iter().any(|word| text.eq_ignore_ascii_case(word)) {
        return Some(Need::All);
    }
    let count = number(text).filter(|count| count.fract() == 0.0 && (0.0..=1e9).contains(count))?;
    Some(Need::AtLeast(count as u32))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_written() {
        for (text, value) in [
            ("12", 12.0),
            ("12.50", 12.5),
            ("-3", -3.0),
            ("+3", 3.0),
            (".5", 0.5),
            ("1,234", 1234.0),
            ("1，234，567.8", 1_234_567.8),
            ("-1,234", -1234.0),
            ("１２．５", 12.5),
            ("－３", -3.0),
            ("−3", -3.0),
            (" 7 ", 7.0),
            ("12%", 12.0),
            ("12 ％", 12.0),
            ("1E+05", 100_000.0),
        ] {
            assert_eq!(number(text), Some(value), "{text}");
        }
    }

    #[test]
    fn what_is_not_a_finite_number_is_refused() {
        for text in [
            "", ".", "%", "-", "+", "+-3", "12,34", "1,2345", ",123", "1,234,", "nan", "inf", "-inf",
            "infinity", "1e999", "1e", "50‰", "3吨", "0x10", "1 234", "1_000", "一百",
        ] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn a_percent_sign_scales_probabilities_only() {
        assert_eq!(probability("0.02"), Some(0.02));
        assert_eq!(probability("2％"), Some(0.02));
    }

    #[test]
    fn needs_are_counts_or_all() {
        assert_eq!(need("全部"), Some(Need::All));
        assert_eq!(need("ALL"), Some(Need::All));
        assert_eq!(need("２"), Some(Need::AtLeast(2)));
        assert_eq!(need("0"), Some(Need::AtLeast(0)));
        assert_eq!(need("1.5"), None);
        assert_eq!(need("-1"), None);
        assert_eq!(need("1e20"), None);
    }

    #[test]
    fn marks_for_nothing() {
        assert!(is_blank_mark("—") && is_blank_mark("N/A") && is_blank_mark("未公布"));
        assert!(!is_blank_mark("-1") && !is_blank_mark(""));
    }
}
