//! A workbook as a dataset: its sheets are the tables.
//!
//! The container is opened within bounds (`package`), the parts are XML (`xml`, `book`), and a sheet is a source
//! of rows like a text (`rows`): numbers become texts that say the same (`numbers`), merged cells are filled in
//! (`merges`). From there on cells are understood as those of folders are.
//!
//! Workbooks are read here and not by a library because of what must be told of them: hidden rows, formulas without
//! a value, percentages by their format; and because no size or count that a file claims may be believed.

mod book;
mod forms;
mod listing;
mod merges;
mod numbers;
mod package;
mod rows;
mod settings;
#[cfg(test)]
mod tests;
mod xml;

use crate::columns::TableFormat;
use crate::dataset::Gathered;
use crate::error::WorkbookFault;
use crate::findings::hash_of;
use crate::listing::{File, absent_tables, report};
use crate::part::{Part, Places, part as text_part, read_rows};
use crate::problems::{Argument, Problems};
use crate::tables::{COALITIONS, SOURCES};
use book::Book;
use liantu_model::{Code, Draft};
use listing::Contents;
use merges::Merges;
use rows::{Remarks, SheetRows};
use std::thread;

pub(crate) use forms::{FormRow, form_rows};
pub(crate) use package::is_container;
pub use settings::SETTINGS;

/// A file that stands in for a sheet.
pub(crate) struct Replacement<'b> {
    pub(crate) format: &'static TableFormat,
    pub(crate) name: String,
    pub(crate) bytes: &'b [u8],
}

/// Reads the sheets of a workbook. O(bytes of the sheets that are tables, as they are uncompressed).
pub(crate) fn gather<'b>(
    bytes: &'b [u8],
    replacement: Option<&Replacement<'b>>,
) -> Result<Gathered<'b>, WorkbookFault> {
    let mut archive = package::open(bytes)?;
    let book = Book::read(&mut archive)?;
    let mut problems = Vec::new();
    if book.has_macros {
        report(&mut problems, Code::MacrosIgnored, "", "");
    }
    let Contents { settings, mut tables } = listing::sort_out(&mut archive, &book, &mut problems)?;
    tables.retain(|table| replacement.is_none_or(|with| with.format.key != table.format.key));
    let name = settings.map_or(settings::SETTINGS.chinese(), |at| book.sheets[at].name.as_str());
    let mut files = vec![File { name: name.to_owned(), format: None }];
    files.extend(
        tables
            .iter()
            .map(|table| File { name: book.sheets[table.sheet].name.clone(), format: Some(table.format) }),
    );
    let (read, mut parts) = read_sheets(bytes, &book, settings, &tables)?;
    if let Some(with) = replacement {
        parts.push(text_part(with.format, files.len() as u16, &with.name, with.bytes));
        files.push(File { name: with.name.clone(), format: Some(with.format) });
    }
    absent_tables(&files, &mut problems, |format| format.chinese().to_owned());
    let hash = match replacement {
        None => hash_of([("", bytes)].into_iter(), false),
        Some(with) => hash_of([("", bytes), (with.name.as_str(), with.bytes)].into_iter(), true),
    };
    Ok(Gathered { files, settings: read, parts, problems, hash })
}

/// The settings and every table, each table by a thread of its own.
fn read_sheets<'b>(
    bytes: &'b [u8],
    book: &Book,
    settings: Option<usize>,
    tables: &[listing::TableSheet],
) -> Result<(crate::settings::Settings, Vec<Part<'b>>), WorkbookFault> {
    thread::scope(|scope| {
        let threads: Vec<_> = (1_u16..)
            .zip(tables)
            .map(|(file, table)| scope.spawn(move || read_sheet(bytes, book, table, file)))
            .collect();
        let read = match settings {
            Some(sheet) => settings::read(&mut package::open(bytes)?, book, sheet),
            None => Ok(crate::settings::Settings::of_sheet()),
        };
        let parts: Result<Vec<_>, _> =
            threads.into_iter().map(|thread| thread.join().expect("reading does not panic")).collect();
        Ok((read?, parts?))
    })
}

fn read_sheet(
    bytes: &[u8],
    book: &Book,
    table: &listing::TableSheet,
    file: u16,
) -> Result<Part<'static>, WorkbookFault> {
    let sheet = &book.sheets[table.sheet];
    let mut archive = package::open(bytes)?;
    let merges = Merges::read(&mut archive, &table.path)?;
    let missing = || WorkbookFault::Damaged(format!("{}: not there", table.path));
    let mut rows = SheetRows::open(&mut archive, &table.path, book, merges)?.ok_or_else(missing)?;
    let (mut draft, outcome) = read_rows(table.format, &mut rows, file, &sheet.name);
    if let Some(fault) = rows.failure {
        return Err(fault);
    }
    let mut told =
        Told { problems: Problems::new(&sheet.name), format: table.format, positions: &outcome.positions };
    told.hidden(sheet.is_hidden, &rows.remarks);
    told.merged(&rows.merges, outcome.header);
    told.cells(&rows.remarks, outcome.header.1);
    told.keyless(&mut draft);
    let problems = outcome.problems.into_iter().chain(told.problems.list).collect();
    Ok(Part {
        places: Places::Sheet,
        draft,
        problems,
        positions: outcome.positions,
        is_broken: outcome.is_broken,
        is_pending: false,
    })
}

/// What there is to tell of a sheet beside its cells' contents.
struct Told<'s> {
    problems: Problems,
    format: &'static TableFormat,
    positions: &'s [Option<usize>],
}

impl Told<'_> {
    fn hidden(&mut self, is_hidden: bool, remarks: &Remarks) {
        if is_hidden {
            self.report_hidden(0, "sheet", 1);
        }
        if let Some((first, count)) = remarks.hidden_rows {
            self.report_hidden(first, "rows", count);
        }
        let is_hidden = |column: usize| {
            remarks
                .hidden_columns
                .iter()
                .any(|&(first, last)| (first as usize..=last as usize).contains(&column))
        };
        let columns = self.positions.iter().flatten().filter(|column| is_hidden(**column)).count();
        if columns > 0 {
            self.report_hidden(0, "columns", columns as u32);
        }
    }

    fn report_hidden(&mut self, row: u32, what: &str, count: u32) {
        self.problems
            .report(Code::HiddenCells, (row, None), None, "")
            .argue("what", what)
            .argue("count", count.to_string());
    }

    fn merged(&mut self, merges: &Merges, header: (u32, u32)) {
        for range in merges.unclear(header, self.positions) {
            let place = (range.rows.0, Some(range.columns.0 as usize));
            self.problems.report(Code::MergedCells, place, None, &range.to_string());
        }
    }

    fn cells(&mut self, remarks: &Remarks, header: u32) {
        for (row, note) in &remarks.notes {
            self.problems.report(Code::TitleRow, (*row, None), None, note);
        }
        for &(row, column) in remarks.valueless.iter().filter(|(row, _)| *row > header) {
            if let Some(key) = self.key_at(column) {
                let place = (row, Some(column as usize));
                self.problems.report(Code::FormulaWithoutValue, place, Some(key), "");
            }
        }
        for (row, column, text) in remarks.imprecise.iter().filter(|(row, ..)| *row > header) {
            if let Some(key) = self.key_at(*column) {
                let place = (*row, Some(*column as usize));
                self.problems.report(Code::ImpreciseNumber, place, Some(key), text);
            }
        }
    }

    fn key_at(&self, column: u32) -> Option<&'static str> {
        let read = self.positions.iter().position(|position| *position == Some(column as usize))?;
        Some(self.format.columns[read].key)
    }

    /// Sources and coalitions without an id are told here and dropped: in a folder they cannot be written.
    fn keyless(&mut self, draft: &mut Draft) {
        let lists = [SOURCES.key, COALITIONS.key];
        if !lists.contains(&self.format.key) {
            return;
        }
        let cell = self.positions[0];
        let mut keep = |id: &str, row: u32| {
            if id.is_empty() {
                self.problems.report(Code::MissingValue, (row, cell), Some("id"), "");
            }
            !id.is_empty()
        };
        draft.sources.retain(|source| keep(&source.id, source.at.row));
        draft.coalitions.retain(|coalition| keep(&coalition.id, coalition.at.row));
    }
}
