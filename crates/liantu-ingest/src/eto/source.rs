//! The five files of the source: from bytes to rows of named cells.

use super::notes::{Note, NoteCode, Notes};
use crate::encoding::decode;
use crate::error::IngestError;
use crate::sheet::{CELL_LIMIT, Row, Rows, TextRows};
use crate::text::{fold, trim};
use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};

/// The most that is read of one file, in bytes.
const FILE_LIMIT: u64 = 256 << 20;

/// A file of the layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SourceFile {
    /// What is made and used.
    Inputs,
    /// The stages that processes belong to.
    Stages,
    /// Countries and organisations.
    Providers,
    /// What goes into what, and what is a kind of what.
    Sequence,
    /// Who provides what.
    Provision,
}

impl SourceFile {
    /// Every file, in the order in which they are read.
    pub const ALL: [Self; 5] = [Self::Inputs, Self::Stages, Self::Providers, Self::Sequence, Self::Provision];

    /// Its name in the folder.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Inputs => "inputs.csv",
            Self::Stages => "stages.csv",
            Self::Providers => "providers.csv",
            Self::Sequence => "sequence.csv",
            Self::Provision => "provision.csv",
        }
    }

    /// The columns it cannot do without.
    const fn required(self) -> &'static [&'static str] {
        match self {
            Self::Inputs => &["input_id", "input_name", "type"],
            Self::Stages => &["stage_id", "stage_name"],
            Self::Providers => &["provider_id", "provider_name", "provider_type", "country"],
            Self::Sequence => &["input_id", "goes_into_id", "is_type_of_id"],
            Self::Provision => &["provider_id", "provided_id", "share_provided", "year"],
        }
    }

    /// The columns that are read when they are there.
    const fn optional(self) -> &'static [&'static str] {
        match self {
            Self::Inputs => &["stage_name", "stage_id", "description", "year", SIZE, CAPTION, CHART_SOURCE],
            Self::Stages => &["description", SIZE, CAPTION, CHART_SOURCE],
            Self::Providers => &["alias"],
            Self::Sequence => &["input_name", "goes_into_name", "is_type_of_name"],
            Self::Provision => &["provider_name", "provided_name", "source"],
        }
    }

    fn columns(self) -> impl Iterator<Item = &'static str> {
        self.required().iter().chain(self.optional()).copied()
    }
}

/// Size of the world market, as text.
pub(super) const SIZE: &str = "market_share_chart_global_market_size_info";
/// Caption of the chart of market shares.
pub(super) const CAPTION: &str = "market_share_chart_caption";
/// Source of that chart.
pub(super) const CHART_SOURCE: &str = "market_share_chart_source";

/// The files as read from the folder, in the order of [`SourceFile::ALL`].
#[derive(Debug)]
pub(super) struct SourceBytes {
    pub(super) folder: PathBuf,
    pub(super) files: Vec<Vec<u8>>,
}

impl SourceBytes {
    pub(super) fn read(folder: &Path) -> Result<Self, IngestError> {
        fs::read_dir(folder).map_err(|source| IngestError::reading(folder, source))?;
        let files = SourceFile::ALL.into_iter().map(|file| bytes(folder, file)).collect::<Result<_, _>>()?;
        Ok(Self { folder: folder.to_owned(), files })
    }

    pub(super) fn sheet(&self, file: SourceFile, notes: &mut Notes) -> Result<Sheet, IngestError> {
        Sheet::read(&self.files[file as usize], file, &self.folder.join(file.name()), notes)
    }
}

fn bytes(folder: &Path, file: SourceFile) -> Result<Vec<u8>, IngestError> {
    let path = folder.join(file.name());
    if !path.exists() {
        return Err(IngestError::MissingFile { path: folder.to_owned(), file: file.name() });
    }
    let length = fs::metadata(&path).map_err(|source| IngestError::reading(&path, source))?.len();
    if length > FILE_LIMIT {
        return Err(IngestError::TooLarge { path, bytes: length, limit: FILE_LIMIT });
    }
    fs::read(&path).map_err(|source| IngestError::reading(&path, source))
}

/// The rows of one file.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) file: SourceFile,
    columns: Vec<&'static str>,
    pub(super) records: Vec<Record>,
    /// How many rows the file has, those that were dropped while reading included.
    pub(super) read: usize,
}

/// One row.
#[derive(Debug)]
pub(super) struct Record {
    /// Line on which it begins, from 1.
    pub(super) line: u32,
    cells: Vec<String>,
}

impl Sheet {
    /// Reads one file, whole. O(bytes).
    fn read(bytes: &[u8], file: SourceFile, path: &Path, notes: &mut Notes) -> Result<Self, IngestError> {
        let text = decode(bytes).map_err(|bad| IngestError::BadByte {
            path: path.to_owned(),
            row: bad.row,
            column: bad.column,
        })?;
        let mut rows = TextRows::new(&text);
        let mut row = Row::default();
        rows.read_filled(&mut row);
        let positions = positions(file, &row, path, notes)?;
        let width = row.cells.len();
        let columns = file.columns().collect();
        let mut sheet = Self { file, columns, records: Vec::new(), read: 0 };
        while rows.read_filled(&mut row) {
            if row.unclosed.is_some() {
                return Err(IngestError::UnclosedQuote { path: path.to_owned(), row: row.number });
            }
            sheet.read += 1;
            if let Some(note) = refusal(&row, width) {
                notes.add(file, row.number, note);
                continue;
            }
            let cells = positions.iter().map(|position| cell(&row, *position)).collect();
            sheet.records.push(Record { line: row.number, cells });
        }
        Ok(sheet)
    }

    /// A cell by its column, without blanks around; blank when the file has no such column.
    pub(super) fn get<'r>(&self, record: &'r Record, column: &str) -> &'r str {
        let position = self.columns.iter().position(|name| *name == column);
        position.map_or("", |position| &record.cells[position])
    }

    /// A cell that should be on one line.
    pub(super) fn line<'r>(&self, record: &'r Record, column: &str) -> Cow<'r, str> {
        one_line(self.get(record, column))
    }
}

/// Where each column of the file stands; `None` for one that is not there.
fn positions(
    file: SourceFile,
    header: &Row<'_>,
    path: &Path,
    notes: &mut Notes,
) -> Result<Vec<Option<usize>>, IngestError> {
    let names: Vec<String> = header.cells.iter().map(|cell| fold(cell)).collect();
    let find = |column: &str| names.iter().position(|name| *name == fold(column));
    let missing: Vec<&str> = file.required().iter().copied().filter(|name| find(name).is_none()).collect();
    if !missing.is_empty() {
        return Err(IngestError::MissingColumns { path: path.to_owned(), columns: missing.join(", ") });
    }
    for (name, cell) in names.iter().zip(&header.cells).filter(|(name, _)| !name.is_empty()) {
        if !file.columns().any(|column| fold(column) == *name) {
            notes.add(file, header.number, Note::new(NoteCode::UnknownColumn, trim(cell)));
        }
    }
    Ok(file.columns().map(find).collect())
}

/// Why a row cannot be read.
fn refusal(row: &Row<'_>, width: usize) -> Option<Note> {
    if row.cells.iter().any(|cell| cell.len() > CELL_LIMIT) {
        return Some(Note::new(NoteCode::OversizedCell, ""));
    }
    let beyond = row.cells.get(width..).unwrap_or_default();
    let first = beyond.iter().map(|cell| trim(cell)).find(|cell| !cell.is_empty())?;
    Some(Note::new(NoteCode::RaggedRow, first))
}

/// Control characters but tabs and line ends would make the written table unreadable.
fn cell(row: &Row<'_>, position: Option<usize>) -> String {
    let text = position.and_then(|position| row.cells.get(position)).map_or("", |cell| trim(cell));
    let is_bad = |one: char| one.is_control() && !matches!(one, '\t' | '\n' | '\r');
    trim(&text.replace(is_bad, " ")).to_owned()
}

/// With one blank in place of every run of blanks and line ends.
pub(super) fn one_line(text: &str) -> Cow<'_, str> {
    let is_plain = !text.contains(|one: char| one.is_whitespace() && one != ' ') && !text.contains("  ");
    if is_plain {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.split_whitespace().collect::<Vec<_>>().join(" "))
}
