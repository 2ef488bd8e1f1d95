//! Values to cells: the inverse of `cells`, one function for each kind of column.

#![expect(
    clippy::ref_option,
    clippy::trivially_copy_pass_by_ref,
    reason = "every kind of column is given its field in the same way"
)]

use crate::words::Word;
use liantu_model::{Need, PercentRange};

pub(crate) fn id(value: &str) -> String {
    value.to_owned()
}

pub(crate) fn text(value: &str) -> String {
    value.to_owned()
}

/// Items hold no `;`, or they would be read as several.
pub(crate) fn list(values: &[String]) -> String {
    values.join(";")
}

pub(crate) fn number(value: &Option<f64>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

pub(crate) fn probability(value: &Option<f64>) -> String {
    number(value)
}

pub(crate) fn percent(value: &Option<PercentRange>) -> String {
    let Some(range) = value else { return String::new() };
    match &range.written {
        Some(written) => written.to_string(),
        None if range.low == range.high => range.low.to_string(),
        None => format!("{}%—{}%", range.low, range.high),
    }
}

pub(crate) fn need(value: &Option<Need>) -> String {
    match value {
        Some(Need::All) => "all".to_owned(),
        Some(Need::AtLeast(count)) => count.to_string(),
        None => String::new(),
    }
}

pub(crate) fn year(value: &Option<i16>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

pub(crate) fn date(value: &str) -> String {
    value.to_owned()
}

pub(crate) fn yes_no(value: &Option<bool>) -> String {
    word(value)
}

/// Blank means no.
pub(crate) fn flag(value: &bool) -> String {
    word(&value.then_some(true))
}

pub(crate) fn words<W: Word>(values: &[W]) -> String {
    values.iter().map(|value| value.written()).collect::<Vec<_>>().join(";")
}

pub(crate) fn word<W: Word>(value: &Option<W>) -> String {
    value.map(|value| value.written().to_owned()).unwrap_or_default()
}
