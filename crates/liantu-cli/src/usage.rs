//! Mistakes in how the program was called, in the user's language.

use crate::arguments::{Lang, language};
use crate::exit::{Exit, Mistake};
use crate::output::stderr_line;
use clap::ValueEnum;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use liantu_render::catalogue::Catalogue;
use std::error::Error;
use std::ffi::OsString;
use std::num::{IntErrorKind, ParseFloatError, ParseIntError};

/// Says what is wrong with the arguments `given`; or shows what was asked for, which is no mistake.
pub(crate) fn usage(error: &clap::Error, given: &[OsString]) -> Exit {
    if !error.use_stderr() {
        let _ = error.print();
        return Exit::Done;
    }
    explain(error, &Catalogue::new(language(wanted(given))));
    Exit::Usage
}

/// The language asked for, as far as arguments that cannot be read say.
fn wanted(given: &[OsString]) -> Option<Lang> {
    let words: Vec<&str> = given.iter().filter_map(|word| word.to_str()).collect();
    let after = |at: usize| {
        words[at]
            .strip_prefix("--lang=")
            .or((words[at] == "--lang").then(|| words.get(at + 1).copied()).flatten())
    };
    (0..words.len()).find_map(after).and_then(|name| Lang::from_str(name, true).ok())
}

fn explain(error: &clap::Error, words: &Catalogue) {
    stderr_line(&format!("{}: {}", words.text("severity-error"), mistake(error).text(words)));
    if let Some(ContextValue::StyledStr(shown)) = error.get(ContextKind::Usage) {
        let shown = shown.to_string();
        stderr_line(&words.format("usage-how", &[("usage", shown.trim_start_matches("Usage:").trim())]));
    }
    stderr_line(&words.text("usage-help"));
}

/// What is wrong, as a message of the catalogue.
fn mistake(error: &clap::Error) -> Mistake {
    let of = |kind| error.get(kind).map(listed).unwrap_or_default();
    let (option, value) = (of(ContextKind::InvalidArg), of(ContextKind::InvalidValue));
    let nearest = |kind| error.get(kind).map(listed);
    let option_and = |key, name, other: &str| Mistake::new(key, &[("option", &option), (name, other)]);
    match error.kind() {
        ErrorKind::UnknownArgument if !option.starts_with('-') => {
            Mistake::new("usage-too-many", &[("value", &option)])
        }
        ErrorKind::UnknownArgument => Mistake::unknown(
            ("usage-unknown-option", "usage-unknown-option-near"),
            nearest(ContextKind::SuggestedArg).as_deref(),
            &[("option", &option)],
        ),
        ErrorKind::InvalidSubcommand => Mistake::unknown(
            ("usage-unknown-command", "usage-unknown-command-near"),
            nearest(ContextKind::SuggestedSubcommand).as_deref(),
            &[("command", &of(ContextKind::InvalidSubcommand))],
        ),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            Mistake::new("usage-no-command", &[])
        }
        ErrorKind::MissingRequiredArgument => Mistake::new("usage-missing", &[("option", &option)]),
        ErrorKind::ArgumentConflict => option_and("usage-conflict", "other", &of(ContextKind::PriorArg)),
        ErrorKind::InvalidValue if value.is_empty() => Mistake::new("usage-no-value", &[("option", &option)]),
        ErrorKind::InvalidValue => Mistake::new(
            "usage-not-one-of",
            &[("option", &option), ("value", &value), ("values", &of(ContextKind::ValidValue))],
        ),
        ErrorKind::ValueValidation => of_value(&option, &value, error.source()),
        _ => {
            Mistake::new("usage-other", &[("reason", error.to_string().trim_start_matches("error: ").trim())])
        }
    }
}

/// Why a value cannot be read.
fn of_value(option: &str, value: &str, reason: Option<&(dyn Error + 'static)>) -> Mistake {
    let new = |key, more: &[(&'static str, &str)]| {
        Mistake::new(key, &[&[("option", option), ("value", value)], more].concat())
    };
    let Some(reason) = reason else { return new("usage-bad-value", &[("reason", "")]) };
    if reason.is::<ParseFloatError>() {
        return new("usage-not-a-number", &[]);
    }
    if let Some(found) = reason.downcast_ref::<ParseIntError>() {
        let is_large = matches!(found.kind(), IntErrorKind::PosOverflow | IntErrorKind::NegOverflow);
        return new(if is_large { "usage-too-large" } else { "usage-not-whole" }, &[]);
    }
    let text = reason.to_string();
    match text.split_once(" is not in ") {
        Some((_, range)) => new("usage-out-of-range", &[("range", &range.replace("..=", "~"))]),
        None if text.contains("invalid digit") => new("usage-not-whole", &[]),
        None => new("usage-bad-value", &[("reason", &text)]),
    }
}

/// What an error knows of something, in one line.
fn listed(value: &ContextValue) -> String {
    match value {
        ContextValue::Strings(all) => all.join(", "),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arguments::Arguments;
    use clap::Parser;
    use liantu_render::catalogue::Language;

    fn said(line: &str, language: Language) -> String {
        let error = Arguments::try_parse_from(line.split(' ')).expect_err(line);
        mistake(&error).text(&Catalogue::new(language))
    }

    #[test]
    fn mistakes_are_told_with_place_and_remedy() {
        for (line, says) in [
            ("liantu spof", "<DATASET>"),
            ("liantu spof a b", "“b”"),
            ("liantu spof a --levl supplier", "--level"),
            ("liantu spof a --level", "没有给值"),
            ("liantu spof a --min-share x", "应为数字"),
            ("liantu spof a --format excel", "text, json, csv, md"),
            ("liantu spof a --measure 1.5", "应为整数"),
            ("liantu spof a --brief --measure 1", "不能同时使用"),
            ("liantu ask a --count 5000", "1~1000"),
            ("liantu spot a", "spof"),
            ("liantu --quiet", "命令"),
        ] {
            let text = said(line, Language::Chinese);
            assert!(text.contains(says), "{line}: {text}");
            let is_chinese = |letter: char| !letter.is_ascii() && letter.is_alphabetic();
            assert!(text.chars().any(is_chinese) && !text.contains("error"), "{line}: {text}");
            let text = said(line, Language::English);
            assert!(text.is_ascii() && !text.starts_with("usage-"), "{line}: {text}");
        }
    }

    #[test]
    fn the_language_is_read_where_arguments_are_not() {
        let of = |line: &str| wanted(&line.split(' ').map(OsString::from).collect::<Vec<_>>());
        assert_eq!(of("spof --lang en --frob").map(|lang| lang as u8), Some(Lang::En as u8));
        assert_eq!(of("spof --lang=zh").map(|lang| lang as u8), Some(Lang::Zh as u8));
        assert!(of("spof --lang").is_none() && of("spof --lang xx").is_none());
    }
}
