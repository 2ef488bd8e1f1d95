//! Percentages, exact or not, as people write them.

use crate::numbers::bare_number;
use crate::text::half_width;
use liantu_model::{Percent, PercentRange};

const BELOW: &[&str] = &[
    "<=",
    "<",
    "≤",
    "≦",
    "低于",
    "小于",
    "不足",
    "不到",
    "不超过",
    "不高于",
    "至多",
    "最多",
    "lessthan",
    "under",
    "upto",
    "atmost",
];
const ABOVE: &[&str] = &[
    ">=",
    ">",
    "≥",
    "≧",
    "高于",
    "大于",
    "超过",
    "超",
    "逾",
    "不低于",
    "不少于",
    "至少",
    "morethan",
    "over",
    "atleast",
];
const ABOUT: &[&str] =
    &["约为", "大约", "约", "接近", "近", "~", "≈", "about", "approx.", "approx", "around", "circa", "ca."];

/// A percentage in points: `12.5`, `12.5%`, `20%—30%`, `<1%` (0..1), `>90%` (90..100), `约60%` (60).
///
/// The cell is kept in `written` unless it is a plain number (`0.3%` is not: see `fraction-share`). `None` for anything else: a descending range, a
/// permille, no number. Numbers outside 0..=100 are read; the model judges them.
pub(crate) fn percent(text: &str) -> Option<PercentRange> {
    if let Some(value) = points(text) {
        return Some(exactly(value, text));
    }
    let normal = normalise(text);
    if let Some(value) = points(&normal) {
        return Some(exactly(value, text));
    }
    let (low, high) = bounded(&normal).or_else(|| about(&normal))?;
    (low <= high).then(|| PercentRange { low, high, written: Some(text.into()) })
}

/// A plain number. Below one with a sign it is kept as written: without one it may be a fraction meant as a percentage.
fn exactly(value: Percent, text: &str) -> PercentRange {
    let is_small = value > Percent::ZERO && value < Percent::from_millionths(1_000_000);
    let is_signed = is_small && text.ends_with(['%', '％']);
    PercentRange { written: is_signed.then(|| text.into()), ..PercentRange::exactly(value) }
}

/// Half width, lower case, no blanks but those between digits; one sign for every dash and one for every tilde.
fn normalise(text: &str) -> String {
    let mut normal = String::with_capacity(text.len());
    let mut after_blank = false;
    for one in half_width(text).to_lowercase().chars() {
        if one.is_whitespace() {
            after_blank = true;
            continue;
        }
        if std::mem::take(&mut after_blank)
            && one.is_ascii_digit()
            && normal.ends_with(|one: char| one.is_ascii_digit())
        {
            normal.push(' ');
        }
        match one {
            '〜' | '∼' | '∽' => normal.push('~'),
            '—' | '–' | '―' | '─' if normal.ends_with('—') => {}
            '—' | '–' | '―' | '─' => normal.push('—'),
            _ => normal.push(one),
        }
    }
    normal
}

fn points(text: &str) -> Option<Percent> {
    Percent::from_points(bare_number(text.strip_suffix('%').unwrap_or(text))?)
}

/// `<1%`, `90%以上`, `90%+`.
fn bounded(text: &str) -> Option<(Percent, Percent)> {
    let below = without_prefix(text, BELOW).or_else(|| without_suffix(text, &["以下", "以内"]));
    if let Some(value) = below.and_then(points) {
        return Some((Percent::ZERO, value));
    }
    let above = without_prefix(text, ABOVE).or_else(|| without_suffix(text, &["以上", "+"]));
    above.and_then(points).map(|value| (value, Percent::HUNDRED))
}

/// Without what marks a figure as approximate: `约60`, `60左右`.
pub(crate) fn without_about(text: &str) -> &str {
    let text = without_prefix(text, ABOUT).unwrap_or(text);
    without_suffix(text, &["左右", "上下"]).unwrap_or(text).trim()
}

/// `约60%`, `60%左右`, `20%—30%`, `约20%—30%`.
fn about(text: &str) -> Option<(Percent, Percent)> {
    let text = without_about(text);
    points(text).map(|value| (value, value)).or_else(|| range(text))
}

fn range(text: &str) -> Option<(Percent, Percent)> {
    ["—", "~", "至", "到", "to"]
        .iter()
        .find_map(|separator| text.split_once(separator))
        .or_else(|| split_at_hyphen(text))
        .and_then(|(low, high)| Some((points(low)?, points(high)?)))
}

/// The first hyphen that follows a number or `%`; others are signs.
fn split_at_hyphen(text: &str) -> Option<(&str, &str)> {
    let bytes = text.as_bytes();
    let ends_number = |byte: u8| byte.is_ascii_digit() || byte == b'%';
    let at = (1..bytes.len()).find(|&at| bytes[at] == b'-' && ends_number(bytes[at - 1]))?;
    Some((&text[..at], &text[at + 1..]))
}

fn without_prefix<'a>(text: &'a str, words: &[&str]) -> Option<&'a str> {
    words.iter().find_map(|word| text.strip_prefix(word))
}

fn without_suffix<'a>(text: &'a str, words: &[&str]) -> Option<&'a str> {
    words.iter().find_map(|word| text.strip_suffix(word))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use super::*;

    fn ends(text: &str) -> Option<(f64, f64)> {
        percent(text).map(|range| (range.low.points(), range.high.points()))
    }

    #[test]
    fn plain_numbers_are_not_marked() {
        for (text, value) in [
            ("12.5", 12.5),
            ("12.5%", 12.5),
            ("１２．５％", 12.5),
            ("12.5 %", 12.5),
            ("-5", -5.0),
            ("120%", 120.0),
        ] {
            let read = percent(text).unwrap();
            assert_eq!((read.low.points(), read.high.points(), read.written), (value, value, None), "{text}");
        }
    }

    #[test]
    fn ranges_bounds_and_approximations_keep_what_was_written() {
        for (text, low, high) in [
            ("20%—30%", 20.0, 30.0),
            ("20%——30%", 20.0, 30.0),
            ("20-30", 20.0, 30.0),
            ("20%-30%", 20.0, 30.0),
            ("20~30%", 20.0, 30.0),
            ("20%～30%", 20.0, 30.0),
            ("20–30 %", 20.0, 30.0),
            ("20至30%", 20.0, 30.0),
            ("20 to 30", 20.0, 30.0),
            ("-5-10", -5.0, 10.0),
            ("<1%", 0.0, 1.0),
            ("＜１％", 0.0, 1.0),
            ("≤ 1%", 0.0, 1.0),
            ("不足5%", 0.0, 5.0),
            (">90%", 90.0, 100.0),
            ("≥90", 90.0, 100.0),
            (">=90%", 90.0, 100.0),
            ("90%以上", 90.0, 100.0),
            ("95+", 95.0, 100.0),
            ("约60%", 60.0, 60.0),
            ("~60%", 60.0, 60.0),
            ("近60%", 60.0, 60.0),
            ("60%左右", 60.0, 60.0),
            ("about 60 %", 60.0, 60.0),
            ("约20%—30%", 20.0, 30.0),
        ] {
            let read = percent(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((read.low.points(), read.high.points()), (low, high), "{text}");
            assert_eq!(read.written.as_deref(), Some(text));
        }
    }

    #[test]
    fn what_is_no_percentage_is_refused() {
        for text in [
            "30-20",
            "20--30",
            "nan",
            "NaN%",
            "inf",
            "50‰",
            "",
            "%",
            "-",
            "—",
            "—30%",
            "20—",
            "20—30—40",
            "<",
            ">110",
            "<-5",
            "about",
            "1/3",
            "20%%",
            "1e12",
            "20 30",
            "五成",
        ] {
            assert_eq!(ends(text), None, "{text}");
        }
    }
}
