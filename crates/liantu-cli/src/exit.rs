//! Exit codes and the last words before them.

use crate::output::stderr_line;
use liantu_ingest::{IngestError, WorkbookFault};
use liantu_render::catalogue::{Catalogue, Language};
use liantu_render::trade;
use liantu_trade::TradeError;
use std::io;

/// How the program ends; the codes are a contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Done.
    Done,
    /// Done, with findings at or above `--fail-on`.
    Findings,
    /// Wrong usage, or input that cannot be read.
    Usage,
    /// The data has errors.
    DataErrors,
    /// Finished, but something is missing that the output names.
    Incomplete,
}

impl Exit {
    pub(crate) const fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Findings => 1,
            Self::Usage => 2,
            Self::DataErrors => 3,
            Self::Incomplete => 4,
        }
    }
}

/// The user's mistake, as a message of the catalogue.
#[derive(Debug)]
pub(crate) struct Mistake {
    key: &'static str,
    arguments: Vec<(&'static str, String)>,
}

impl Mistake {
    pub(crate) fn new(key: &'static str, arguments: &[(&'static str, &str)]) -> Self {
        let owned = arguments.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        Self { key, arguments: owned }
    }

    /// Something is not known: `plain`, or `near` with the argument `nearest` where something is close to it.
    pub(crate) fn unknown(
        (plain, near): (&'static str, &'static str),
        nearest: Option<&str>,
        arguments: &[(&'static str, &str)],
    ) -> Self {
        match nearest {
            Some(nearest) => Self::new(near, &[arguments, &[("nearest", nearest)]].concat()),
            None => Self::new(plain, arguments),
        }
    }

    /// In words.
    pub(crate) fn text(&self, words: &Catalogue) -> String {
        let arguments: Vec<(&str, &str)> =
            self.arguments.iter().map(|(name, value)| (*name, value.as_str())).collect();
        words.format(self.key, &arguments)
    }
}

impl std::fmt::Display for Mistake {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text(&Catalogue::new(Language::English)))
    }
}

impl std::error::Error for Mistake {}

/// Several of them, all told at once.
#[derive(Debug)]
pub(crate) struct Mistakes(pub(crate) Vec<Mistake>);

impl std::fmt::Display for Mistakes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|one| writeln!(f, "{one}"))
    }
}

impl std::error::Error for Mistakes {}

/// Says what stopped the command. A reader that went away is no failure.
pub(crate) fn report(error: &anyhow::Error, language: Language) -> Exit {
    let words = Catalogue::new(language);
    let broken_pipe = |error: &io::Error| error.kind() == io::ErrorKind::BrokenPipe;
    if error.downcast_ref::<io::Error>().is_some_and(broken_pipe) {
        return Exit::Done;
    }
    report_error(error, &words);
    Exit::Usage
}

/// Says what went wrong, and gives it back.
pub(crate) fn report_error(error: &anyhow::Error, words: &Catalogue) -> String {
    let severity = words.text("severity-error");
    let messages: Vec<String> = if let Some(Mistakes(all)) = error.downcast_ref::<Mistakes>() {
        all.iter().map(|one| one.text(words)).collect()
    } else if let Some(mistake) = error.downcast_ref::<Mistake>() {
        vec![mistake.text(words)]
    } else if let Some(error) = error.downcast_ref::<IngestError>() {
        vec![ingest_text(words, error)]
    } else if let Some(error) = error.downcast_ref::<TradeError>() {
        vec![trade::problem(words, error)]
    } else {
        vec![format!("{error:#}")]
    };
    for message in &messages {
        stderr_line(&format!("{severity}: {message}"));
    }
    messages.join(" ")
}

fn ingest_text(words: &Catalogue, error: &IngestError) -> String {
    let (key, path) = match error {
        IngestError::NotFound { path } => ("unreadable-not-found", path),
        IngestError::NotAFolder { path } => ("unreadable-not-a-folder", path),
        IngestError::PermissionDenied { path } => ("unreadable-permission", path),
        IngestError::NotAPair { path, .. } => ("mapping-malformed", path),
        IngestError::NotADataset { path } => ("unreadable-not-a-dataset", path),
        IngestError::TooLarge { path, .. } => ("unreadable-too-large", path),
        IngestError::MissingFile { path, .. } => ("unreadable-missing-file", path),
        IngestError::MissingColumns { path, .. } => ("unreadable-missing-columns", path),
        IngestError::BadByte { path, .. } => ("unreadable-bad-byte", path),
        IngestError::UnclosedQuote { path, .. } => ("unreadable-unclosed-quote", path),
        IngestError::NoYear { path } => ("unreadable-no-year", path),
        IngestError::Workbook { path, fault } => (workbook_key(fault), path),
        IngestError::Unreadable { path, .. } => ("unreadable-other", path),
    };
    let reason = match error {
        IngestError::Unreadable { source, .. } => source.to_string(),
        IngestError::Workbook {
            fault: WorkbookFault::TooLarge(what) | WorkbookFault::Damaged(what), ..
        } => what.clone(),
        IngestError::TooLarge { bytes, limit, .. } => format!("{bytes} > {limit}"),
        IngestError::MissingFile { file, .. } => (*file).to_owned(),
        IngestError::MissingColumns { columns, .. } => columns.clone(),
        IngestError::BadByte { row, column, .. } => format!("{row}:{column}"),
        IngestError::NotAPair { row, .. } | IngestError::UnclosedQuote { row, .. } => row.to_string(),
        _ => String::new(),
    };
    words.format(key, &[("path", &path.display().to_string()), ("reason", &reason)])
}

fn workbook_key(fault: &WorkbookFault) -> &'static str {
    match fault {
        WorkbookFault::NotAZip => "workbook-not-a-zip",
        WorkbookFault::NotAWorkbook => "workbook-other-zip",
        WorkbookFault::Encrypted => "workbook-encrypted",
        WorkbookFault::OldFormat => "workbook-old-format",
        WorkbookFault::NotADataset => "workbook-no-table",
        WorkbookFault::TooLarge(_) => "workbook-too-large",
        WorkbookFault::Damaged(_) => "workbook-damaged",
    }
}
