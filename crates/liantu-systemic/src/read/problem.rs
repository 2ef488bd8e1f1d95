//! What can be wrong with tables.

use std::fmt;
use std::path::PathBuf;

use thiserror::Error;

/// At most so many problems are collected.
pub const MOST_PROBLEMS: usize = 100;

/// A problem and where it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// The file.
    pub path: PathBuf,
    /// Line of the file from 1, in Parquet the row; `None` for the file as a whole.
    pub row: Option<u64>,
    /// Name of the column.
    pub column: Option<&'static str>,
    /// What was read.
    pub read: String,
    /// What is wrong with it.
    pub kind: ProblemKind,
}

/// What can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// There is no such file.
    NotFound,
    /// The file cannot be read; `read` says why.
    Unreadable,
    /// The file has no header.
    Empty,
    /// The header lacks a column; `read` is what it has.
    MissingColumn,
    /// A row ends before a column.
    ShortRow,
    /// A cell is empty.
    Blank,
    /// No number.
    NotANumber,
    /// A number below 0, or infinite.
    Negative,
    /// No loss between 0 and 1.
    NotALoss,
    /// Neither 0, 1 nor 2.
    NotAClass,
    /// No such firm.
    UnknownFirm,
    /// The matrix says nothing of the sector.
    UnknownSector,
    /// The firm is there twice.
    DuplicateFirm,
    /// The pair is there twice.
    DuplicatePair,
    /// The firm has no row.
    MissingFirm,
    /// A column of zeros only.
    AllZero,
    /// The firm is to step in for itself.
    OwnBackup,
    /// No status of a backup.
    NotAStatus,
    /// There is no row.
    NoRows,
}

impl ProblemKind {
    /// Its key, for messages.
    pub const fn key(self) -> &'static str {
        match self {
            Self::NotFound => "not-found",
            Self::Unreadable => "unreadable",
            Self::Empty => "empty",
            Self::MissingColumn => "missing-column",
            Self::ShortRow => "short-row",
            Self::Blank => "blank",
            Self::NotANumber => "not-a-number",
            Self::Negative => "negative",
            Self::NotALoss => "not-a-loss",
            Self::NotAClass => "not-a-class",
            Self::UnknownFirm => "unknown-firm",
            Self::UnknownSector => "unknown-sector",
            Self::DuplicateFirm => "duplicate-firm",
            Self::DuplicatePair => "duplicate-pair",
            Self::MissingFirm => "missing-firm",
            Self::AllZero => "all-zero",
            Self::OwnBackup => "own-backup",
            Self::NotAStatus => "not-a-status",
            Self::NoRows => "no-rows",
        }
    }

    /// Whether the file as such cannot be read, rather than what it says.
    pub const fn is_unreadable(self) -> bool {
        matches!(self, Self::NotFound | Self::Unreadable | Self::Empty | Self::MissingColumn)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.path.display())?;
        if let Some(row) = self.row {
            write!(f, ":{row}")?;
        }
        if let Some(column) = self.column {
            write!(f, ":{column}")?;
        }
        write!(f, ": {} ({})", self.kind.key(), self.read)
    }
}

/// Tables that cannot be used: what is wrong with them, by place.
#[derive(Clone, Debug, PartialEq, Error)]
#[error("{}", .problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
pub struct ReadError {
    /// At least one, at most [`MOST_PROBLEMS`].
    pub problems: Vec<Problem>,
}

impl From<Problem> for ReadError {
    fn from(problem: Problem) -> Self {
        Self { problems: vec![problem] }
    }
}

/// Problems of one file while it is read.
#[derive(Debug)]
pub(crate) struct Collector {
    path: PathBuf,
    problems: Vec<Problem>,
}

impl Collector {
    pub(crate) fn new(path: PathBuf) -> Self {
        Self { path, problems: Vec::new() }
    }

    pub(crate) fn add(&mut self, row: Option<u64>, column: &'static str, read: &str, kind: ProblemKind) {
        if self.problems.len() < MOST_PROBLEMS {
            let (path, read) = (self.path.clone(), read.to_owned());
            self.problems.push(Problem { path, row, column: Some(column), read, kind });
        }
    }

    /// An error if there is any problem.
    pub(crate) fn finish(self) -> Result<(), ReadError> {
        if self.problems.is_empty() { Ok(()) } else { Err(ReadError { problems: self.problems }) }
    }
}
