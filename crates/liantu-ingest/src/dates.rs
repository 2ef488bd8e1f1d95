//! Years and days.

use crate::text::half_width;

/// Years that can be meant.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2100;

/// The one year in `2024`, `2024年`, `FY2023`, `2023-06-30`, `202306`, `20230630`; `None` for none or several.
pub(crate) fn year(text: &str) -> Option<i16> {
    let text = half_width(text);
    let mut found = None;
    for run in text.split(|one: char| !one.is_ascii_digit()).filter(|run| matches!(run.len(), 4 | 6 | 8)) {
        let Some(year) = run[..4].parse().ok().filter(|year| YEARS.contains(year)) else { continue };
        if found.is_some_and(|before| before != year) {
            return None;
        }
        found = Some(year);
    }
    found
}

/// Year, month and day of `2025-12-31`, `2025/12/31`, `2025.12.31`, `2025年12月31日`; `None` for anything else.
pub fn day(text: &str) -> Option<(i16, u8, u8)> {
    let text = half_width(text);
    let text = text.trim().trim_end_matches('日');
    let mut parts = text.split(['-', '/', '.', '年', '月']);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some()
        || [year, month, day].iter().any(|part| !part.bytes().all(|b| b.is_ascii_digit()))
    {
        return None;
    }
    real_day(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// The day, if the calendar has it.
pub(crate) fn real_day(year: i16, month: u8, day: u8) -> Option<(i16, u8, u8)> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u8::from(leap),
        _ => return None,
    };
    (YEARS.contains(&year) && (1..=days).contains(&day)).then_some((year, month, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_stand_alone_or_in_dates() {
        for text in
            ["2023", "２０２３", "2023年", "FY2023", "2023-06", "2023-06-30", "20230630", "202306", "2023.0"]
        {
            assert_eq!(year(text), Some(2023), "{text}");
        }
        for text in ["2Q25", "45291", "1899", "2101", "23", "", "2022-2023", "二〇二三"] {
            assert_eq!(year(text), None, "{text}");
        }
    }

    #[test]
    fn days_are_of_the_calendar() {
        for text in ["2025-12-31", "2025/12/31", "2025.12.31", "2025年12月31日"] {
            assert_eq!(day(text), Some((2025, 12, 31)), "{text}");
        }
        assert_eq!(day("2024-2-29"), Some((2024, 2, 29)));
        for text in ["2025-02-29", "2025-13-01", "2025-12", "2025", "31-12-2025", "2025-12-31-1", "", "-1-1"]
        {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
