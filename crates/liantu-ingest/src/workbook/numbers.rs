//! What a number in a cell says, by its format: `0.2` shown as a percentage says 20%.

/// How a number is shown, as far as that changes what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NumberFormat {
    /// A plain number.
    Plain,
    /// A percentage.
    Percent,
    /// A date, a time of day, or both.
    Date,
    /// A whole number with zeros in front, as ids have.
    Padded(u8),
}

impl NumberFormat {
    /// A format that workbooks refer to by number (ECMA-376 part 1, 18.8.30; East Asian ones included).
    pub(super) const fn built_in(id: u32) -> Self {
        match id {
            9 | 10 => Self::Percent,
            14..=22 | 27..=36 | 45 | 47 | 50..=58 => Self::Date,
            _ => Self::Plain,
        }
    }

    /// A format by its code; the part for positive numbers decides.
    pub(super) fn of_code(code: &str) -> Self {
        let symbols = symbols(code);
        if symbols.contains('%') {
            Self::Percent
        } else if symbols.len() > 1 && symbols.bytes().all(|one| one == b'0') {
            Self::Padded(symbols.len().min(30) as u8)
        } else if !symbols.contains("general")
            && symbols.contains(['y', 'm', 'd', 'h', 's', 'e'])
            && !symbols.contains(['0', '#', '?'])
        {
            Self::Date
        } else {
            Self::Plain
        }
    }
}

/// The symbols of the first section of a format code, in lower case, without literals, colours and conditions.
fn symbols(code: &str) -> String {
    let mut symbols = String::new();
    let mut characters = code.chars();
    while let Some(one) = characters.next() {
        match one {
            ';' => break,
            '"' => _ = characters.by_ref().find(|one| *one == '"'),
            '[' => _ = characters.by_ref().find(|one| *one == ']'),
            // The next character is a literal, a width or a filling.
            '\\' | '_' | '*' => _ = characters.next(),
            one if one.is_ascii() => symbols.push(one.to_ascii_lowercase()),
            _ => {}
        }
    }
    symbols
}

/// A number as text that says the same under the rules for texts.
pub(super) fn text(value: f64, format: NumberFormat, is_1904: bool) -> String {
    match format {
        NumberFormat::Percent => shifted(value) + "%",
        NumberFormat::Date => date(value, is_1904).unwrap_or_else(|| value.to_string()),
        NumberFormat::Padded(width) if value.fract() == 0.0 && value >= 0.0 => {
            format!("{value:0>width$}", width = usize::from(width))
        }
        NumberFormat::Padded(_) | NumberFormat::Plain => value.to_string(),
    }
}

/// A hundred times the value, by moving the point of its shortest decimal form: nothing is rounded.
fn shifted(value: f64) -> String {
    let text = value.to_string();
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |digits| ("-", digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let moved = format!("{fraction:0<2}");
    let whole = format!("{whole}{}", &moved[..2]);
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let rest = moved[2..].trim_end_matches('0');
    if rest.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") }
}

/// Day and time of a serial number, `2025-12-31`, `2025-12-31 08:30:00` or `08:30:00`.
fn date(serial: f64, is_1904: bool) -> Option<String> {
    if !(0.0..2_958_466.0).contains(&serial) {
        return None;
    }
    let seconds = ((serial.fract()) * 86_400.0).round() as u32;
    let days = serial.trunc() as i64 + i64::from(seconds / 86_400);
    let seconds = seconds % 86_400;
    let time = format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    if days == 0 && !is_1904 {
        return Some(time);
    }
    // Day 60 of the older system is the 29 February 1900 that never was.
    let since_1970 = match (is_1904, days) {
        (true, days) => days - 24_107,
        (false, ..60) => days - 25_568,
        (false, days) => days - 25_569,
    };
    let (year, month, day) = civil(since_1970);
    let day = format!("{year:04}-{month:02}-{day:02}");
    Some(if seconds == 0 { day } else { format!("{day} {time}") })
}

/// Year, month and day of the days since 1970-01-01 (Hinnant, “chrono-compatible low-level date algorithms”).
fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

/// A number as a spreadsheet shows it: 15 digits, beyond which lies what computing left behind.
pub(super) fn rounded(value: f64) -> f64 {
    format!("{value:.14e}").parse().unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_say_what_a_number_is() {
        use NumberFormat::{Date, Padded, Percent, Plain};
        for (code, expected) in [
            ("General", Plain),
            ("G/通用格式", Plain),
            ("0.00%", Percent),
            ("#,##0.0%;[Red]-#,##0.0%", Percent),
            ("0\"%\"", Plain),
            ("0\\%", Plain),
            ("yyyy\\-mm\\-dd", Date),
            ("yyyy\"年\"m\"月\"d\"日\";@", Date),
            ("[$-804]yyyy年m月", Date),
            ("h:mm:ss", Date),
            ("000000", Padded(6)),
            ("0", Plain),
            ("[Red]0.00", Plain),
            ("#,##0\" days\"", Plain),
            ("0.00E+00", Plain),
            ("_(* #,##0.00_)", Plain),
            ("@", Plain),
        ] {
            assert_eq!(NumberFormat::of_code(code), expected, "{code}");
        }
        assert_eq!(NumberFormat::built_in(9), Percent);
        assert_eq!((NumberFormat::built_in(14), NumberFormat::built_in(31)), (Date, Date));
    }

    #[test]
    fn percentages_are_not_rounded() {
        for (value, expected) in [
            (0.2, "20%"),
            (0.29, "29%"),
            (1.0, "100%"),
            (0.005, "0.5%"),
            (0.000_012, "0.0012%"),
            (-0.125, "-12.5%"),
            (12.0, "1200%"),
            (0.0, "0%"),
            (0.1234, "12.34%"),
        ] {
            assert_eq!(text(value, NumberFormat::Percent, false), expected);
        }
    }

    #[test]
    fn days_are_counted_as_spreadsheets_do() {
        let date = |serial, is_1904| text(serial, NumberFormat::Date, is_1904);
        // Known pairs: DATEVALUE("1900-01-01") = 1, ("1900-03-01") = 61, ("2000-01-01") = 36526, ("2025-12-31") = 46022.
        assert_eq!(date(1.0, false), "1900-01-01");
        assert_eq!(date(59.0, false), "1900-02-28");
        assert_eq!(date(61.0, false), "1900-03-01");
        assert_eq!(date(36_526.0, false), "2000-01-01");
        assert_eq!(date(46_022.0, false), "2025-12-31");
        assert_eq!(date(46_022.0 - 1462.0, true), "2025-12-31");
        assert_eq!(date(46_022.5, false), "2025-12-31 12:00:00");
        assert_eq!(date(0.25, false), "06:00:00");
        assert_eq!(date(-1.0, false), "-1");
        assert_eq!(date(1e300, false), 1e300.to_string());
    }

    #[test]
    fn ids_keep_their_zeros() {
        assert_eq!(text(7.0, NumberFormat::Padded(3), false), "007");
        assert_eq!(text(1234.0, NumberFormat::Padded(3), false), "1234");
        assert_eq!(text(0.5, NumberFormat::Padded(3), false), "0.5");
    }

    #[test]
    fn computed_numbers_are_rounded_as_they_are_shown() {
        assert_eq!(rounded(0.1 + 0.2).to_string(), "0.3");
        assert_eq!(rounded(1.0 / 3.0).to_string(), "0.333333333333333");
        assert_eq!(rounded(12_345.0).to_string(), "12345");
    }
}
