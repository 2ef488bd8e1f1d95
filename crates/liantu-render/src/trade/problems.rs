//! What stops a trade analysis, in words: the place, the reason, what to do.

use super::reading::{reading_lines, short_list};
use crate::catalogue::Catalogue;
use liantu_trade::TradeError;
use std::path::Path;

/// A failure as a message of the catalogue.
pub fn problem(words: &Catalogue, error: &TradeError) -> String {
    let say = |key: &str, arguments: &[(&str, &str)]| words.format(key, arguments);
    match error {
        TradeError::Unreadable { path, source } => unreadable(words, path, source),
        TradeError::Damaged { path, source } => {
            say("trade-error-damaged", &[("path", &shown(path)), ("reason", &source.to_string())])
        }
        TradeError::MissingColumns { path, missing, found } => say(
            "trade-error-columns",
            &[("path", &shown(path)), ("missing", &missing.join(", ")), ("found", &short_list(words, found))],
        ),
        TradeError::RepeatedColumn { path, column } => {
            say("trade-error-repeated-column", &[("path", &shown(path)), ("column", column)])
        }
        TradeError::Empty { path } => say("trade-error-empty", &[("path", &shown(path))]),
        TradeError::NotText { path } => say("trade-error-not-text", &[("path", &shown(path))]),
        TradeError::NoMember { path, members, .. } => {
            say("trade-error-no-member", &[("path", &shown(path)), ("members", &short_list(words, members))])
        }
        TradeError::Malformed { path, message } => {
            say("trade-error-malformed", &[("path", &shown(path)), ("reason", message)])
        }
        TradeError::Bomb { path, from, to } => say(
            "trade-error-bomb",
            &[("path", &shown(path)), ("from", &from.to_string()), ("to", &to.to_string())],
        ),
        TradeError::NoRows { report } => {
            let lines = reading_lines(words, report).join("\n  ");
            say("trade-error-no-rows", &[("lines", &lines)])
        }
        other => content(words, other),
    }
}

/// Failures of what the files hold or of what was asked.
fn content(words: &Catalogue, error: &TradeError) -> String {
    let say = |key: &str, arguments: &[(&str, &str)]| words.format(key, arguments);
    match error {
        TradeError::SeveralYears { years } => {
            let all: Vec<String> = years.iter().map(u16::to_string).collect();
            let last = all.last().map_or("", String::as_str);
            say("trade-error-several-years", &[("years", &short_list(words, &all)), ("last", last)])
        }
        TradeError::MixedUnits { units } => {
            say("trade-error-mixed-units", &[("units", &short_list(words, units))])
        }
        TradeError::TooManyCountries { limit } => {
            say("trade-error-too-many-countries", &[("limit", &limit.to_string())])
        }
        TradeError::TotalTooLarge { year } => {
            say("trade-error-total-too-large", &[("year", &year.to_string())])
        }
        TradeError::UnknownCountry { code } => say("trade-error-unknown-country", &[("read", code)]),
        TradeError::EmptyBloc { bloc } => say("trade-error-empty-bloc", &[("read", bloc)]),
        TradeError::Configuration { message } => {
            say("trade-error-configuration", &[("reason", message.trim_end())])
        }
        TradeError::Threshold(error) => say("trade-error-configuration", &[("reason", &error.to_string())]),
        TradeError::TooFewYears { years } => {
            say("trade-error-too-few-years", &[("years", &years.to_string())])
        }
        other => other.to_string(),
    }
}

fn unreadable(words: &Catalogue, path: &Path, source: &std::io::Error) -> String {
    let key = match source.kind() {
        std::io::ErrorKind::NotFound => "trade-error-not-found",
        std::io::ErrorKind::PermissionDenied => "trade-error-permission",
        std::io::ErrorKind::IsADirectory => "trade-error-folder",
        _ => "trade-error-unreadable",
    };
    words.format(key, &[("path", &shown(path)), ("reason", &source.to_string())])
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}
