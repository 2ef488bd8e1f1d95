//! What stops an analysis. Data that only lost rows is told in the [`ReadReport`](crate::ReadReport).

use std::path::PathBuf;

use crate::ratio::RatioError;
use crate::read::ReadReport;

/// A failure; every variant names the file and what would mend it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TradeError {
    /// The file cannot be opened or read.
    #[error("{}: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A compressed file ends early or is damaged.
    #[error("{}: compressed data is cut short or damaged ({source})", path.display())]
    Damaged {
        /// The file, with `!member` for a member of an archive.
        path: PathBuf,
        /// What the decompressor said.
        source: std::io::Error,
    },
    /// The header lacks columns.
    #[error("{}: no column {}; found {}", path.display(), list(missing), list(found))]
    MissingColumns {
        /// The file.
        path: PathBuf,
        /// Names that were looked for.
        missing: Vec<String>,
        /// Names the header has.
        found: Vec<String>,
    },
    /// The header has a needed column more than once.
    #[error("{}: column `{column}` occurs more than once", path.display())]
    RepeatedColumn {
        /// The file.
        path: PathBuf,
        /// The name.
        column: String,
    },
    /// There is not even a header.
    #[error("{}: the file is empty", path.display())]
    Empty {
        /// The file.
        path: PathBuf,
    },
    /// The bytes are not the text of a table.
    #[error("{}: not a table as comma-, semicolon- or tab-separated text in UTF-8 or GB 18030, nor Parquet", path.display())]
    NotText {
        /// The file.
        path: PathBuf,
    },
    /// An archive has no member to read.
    #[error("{}: no member {}; the archive holds {}", path.display(), wanted.as_deref().unwrap_or("with the needed columns"), list(members))]
    NoMember {
        /// The archive.
        path: PathBuf,
        /// The member that was asked for.
        wanted: Option<String>,
        /// The members there are.
        members: Vec<String>,
    },
    /// A ZIP archive or Parquet file is malformed or uses what is not supported.
    #[error("{}: {message}", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// What the library said.
        message: String,
    },
    /// One year is needed and there are more.
    #[error("the table holds {} years ({}); choose one", years.len(), list(years))]
    SeveralYears {
        /// The years, ascending.
        years: Vec<u16>,
    },
    /// No row of the files could be used.
    #[error("none of the {} rows could be used", report.rows_read)]
    NoRows {
        /// Why, row by row.
        report: Box<ReadReport>,
    },
    /// A compressed file grows out of all proportion.
    #[error("{}: {from} compressed bytes grow to more than {to}: not a table", path.display())]
    Bomb {
        /// The file, with `!member` for a member of an archive.
        path: PathBuf,
        /// Compressed bytes read so far.
        from: u64,
        /// Bytes they have become.
        to: u64,
    },
    /// Values in two units cannot be added.
    #[error("values are in {} units ({}); choose one", units.len(), list(units))]
    MixedUnits {
        /// The units, sorted.
        units: Vec<String>,
    },
    /// The country columns hold something else.
    #[error("more than {limit} different country codes: is the right column mapped?")]
    TooManyCountries {
        /// How many are allowed.
        limit: usize,
    },
    /// The values of a year are too large for exact squares.
    #[error("the values of {year} sum to more than 4.6·10¹⁵ units; use a larger unit")]
    TotalTooLarge {
        /// The year.
        year: u16,
    },
    /// A country is not in the table.
    #[error("country `{code}` does not occur in the table")]
    UnknownCountry {
        /// As asked for.
        code: String,
    },
    /// A bloc has no member in the table.
    #[error("no member of the bloc {bloc} occurs in the table")]
    EmptyBloc {
        /// Its name.
        bloc: String,
    },
    /// A preset or mapping file is not valid.
    #[error("{message}")]
    Configuration {
        /// What is wrong, with line and column where TOML gives them.
        message: String,
    },
    /// A threshold is no number.
    #[error(transparent)]
    Threshold(#[from] RatioError),
    /// A trend needs two years.
    #[error("a trend needs at least two years; there are {years}")]
    TooFewYears {
        /// How many there are.
        years: usize,
    },
}

fn list<T: ToString>(items: &[T]) -> String {
    items.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
