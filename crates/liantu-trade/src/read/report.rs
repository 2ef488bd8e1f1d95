//! What reading found: rows read, used, and dropped by reason.

use std::fmt;
use std::path::PathBuf;

use crate::hs::CodeWidth;
use crate::mapping::Slot;
use crate::revision::{HsRevision, RevisionMarks};

/// Places that are kept for each reason; the counts are complete.
pub(crate) const PLACES_KEPT: usize = 5;

/// Why a row was not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DropReason {
    /// Fewer or more fields than the header.
    FieldCount,
    /// The year is no year.
    BadYear,
    /// Another year than the one asked for.
    OtherYear,
    /// The product is no code of 6, 8 or 10 digits.
    BadProduct,
    /// A country field is empty.
    MissingCountry,
    /// The value is empty or `NA`.
    MissingValue,
    /// The value is no number.
    BadValue,
    /// The value is below zero.
    NegativeValue,
    /// The value is zero.
    ZeroValue,
    /// The value is above 10¹⁵.
    ValueTooLarge,
    /// Exporter and importer are one country: self-trade, or a re-import in a customs table.
    SelfTrade,
    /// The flow is neither import nor export.
    OtherFlow,
    /// Another unit than the one asked for.
    OtherUnit,
    /// Another province than those asked for.
    OtherProvince,
}

impl DropReason {
    /// All reasons, in the order of reports.
    pub const ALL: [Self; 14] = [
        Self::FieldCount,
        Self::BadYear,
        Self::OtherYear,
        Self::BadProduct,
        Self::MissingCountry,
        Self::MissingValue,
        Self::BadValue,
        Self::NegativeValue,
        Self::ZeroValue,
        Self::ValueTooLarge,
        Self::SelfTrade,
        Self::OtherFlow,
        Self::OtherUnit,
        Self::OtherProvince,
    ];

    /// A stable code for messages and JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::FieldCount => "field-count",
            Self::BadYear => "bad-year",
            Self::OtherYear => "other-year",
            Self::BadProduct => "bad-product",
            Self::MissingCountry => "missing-country",
            Self::MissingValue => "missing-value",
            Self::BadValue => "bad-value",
            Self::NegativeValue => "negative-value",
            Self::ZeroValue => "zero-value",
            Self::ValueTooLarge => "value-too-large",
            Self::SelfTrade => "self-trade",
            Self::OtherFlow => "other-flow",
            Self::OtherUnit => "other-unit",
            Self::OtherProvince => "other-province",
        }
    }

    /// Whether the row was left out on request, rather than for a fault in the data.
    pub fn is_selection(self) -> bool {
        matches!(self, Self::OtherYear | Self::OtherUnit | Self::OtherProvince)
    }
}

/// Where a field stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file, with `!member` for a member of an archive.
    pub file: PathBuf,
    /// Line of the text, from 1; for Parquet the row, from 1.
    pub line: u64,
    /// Character of the line where the field starts, from 1; for Parquet the column, from 1.
    pub column: u32,
    /// What the field is for.
    pub field: Slot,
    /// What it holds, at most 40 characters.
    pub text: String,
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, column, field, text } = self;
        write!(formatter, "{}:{line}:{column}: {field} `{text}`", file.display())
    }
}

/// Rows not used for one reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dropped {
    /// Why.
    pub reason: DropReason,
    /// How many rows.
    pub rows: u64,
    /// Their value in thousandths of the unit, for self-trade; 0 otherwise.
    pub value: u128,
    /// The first places.
    pub places: Vec<Place>,
}

/// One file or archive member that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRead {
    /// The file, with `!member` for a member of an archive.
    pub file: PathBuf,
    /// Rows without the header.
    pub rows: u64,
    /// The revision its name states.
    pub revision: Option<HsRevision>,
}

/// What reading found. Equal for every thread count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadReport {
    /// What was read, in the order given.
    pub files: Vec<FileRead>,
    /// Archive members without the needed columns.
    pub skipped_members: Vec<PathBuf>,
    /// Rows without headers and blank lines.
    pub rows_read: u64,
    /// Rows that entered the aggregate.
    pub rows_used: u64,
    /// The others, by reason; only reasons that occur.
    pub dropped: Vec<Dropped>,
    /// Rows added to an earlier row of the same year, exporter, importer and product.
    pub duplicates_added: u64,
    /// Used rows whose value had more than three decimals and was rounded to the nearest.
    pub rounded: u64,
    /// The first of them.
    pub rounded_places: Vec<Place>,
    /// Codes that no list of countries knows, with their used rows, in the order of codes.
    pub unknown_countries: Vec<(String, u64)>,
    /// Countries that occur in more than one notation.
    pub written_twice: Vec<Vec<String>>,
    /// Used rows by the width of their product code, ascending; only widths that occur.
    pub code_widths: Vec<(CodeWidth, u64)>,
    /// Used rows whose product code had lost its leading zero.
    pub padded_codes: u64,
    /// Product codes in use that tell revisions apart.
    pub revision_marks: RevisionMarks,
    /// Years with used rows, ascending.
    pub years: Vec<u16>,
    /// The unit of all values.
    pub unit: String,
}

impl ReadReport {
    /// What was read by name, without folders: in the order given, each once.
    pub fn file_names(&self) -> Vec<String> {
        let name = |file: &FileRead| file.file.file_name().map(|name| name.to_string_lossy().into_owned());
        let mut names: Vec<String> = Vec::new();
        for name in self.files.iter().filter_map(name) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// Rows not used.
    pub fn rows_dropped(&self) -> u64 {
        self.dropped.iter().map(|dropped| dropped.rows).sum()
    }

    /// What was dropped for one reason.
    pub fn dropped(&self, reason: DropReason) -> Option<&Dropped> {
        self.dropped.iter().find(|dropped| dropped.reason == reason)
    }

    /// The revisions that file names or the mapping state; more than one must not be mixed.
    pub fn stated_revisions(&self) -> Vec<HsRevision> {
        let mut revisions: Vec<HsRevision> = self.files.iter().filter_map(|file| file.revision).collect();
        revisions.sort_unstable();
        revisions.dedup();
        revisions
    }

    /// Whether two revisions of the Harmonized System occur together, by name or by code.
    pub fn revisions_are_mixed(&self) -> bool {
        self.stated_revisions().len() > 1 || self.revision_marks.are_mixed()
    }

    /// Whether codes of different widths occur, so that a total may be counted beside its parts.
    pub fn code_widths_are_mixed(&self) -> bool {
        self.code_widths.len() > 1
    }
}
