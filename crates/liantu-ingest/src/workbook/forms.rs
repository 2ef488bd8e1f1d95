//! Sheets of a form that was filled in: the texts under its columns, with their places.

use super::book::Book;
use super::merges::Merges;
use super::package;
use super::rows::SheetRows;
use crate::columns::TableFormat;
use crate::error::WorkbookFault;
use crate::header::HeaderNames;
use crate::sheet::{Row, Rows};
use crate::text::{fold, trim};

/// Rows from the top among which the header is looked for.
const HEADER_WITHIN: usize = 20;

/// A row: its number, from 1, and for each column of the format the position of its cell, from 0, and what stands there.
pub(crate) type FormRow = (u32, Vec<Option<(u32, String)>>);

/// The rows below the header of the first sheet that a format names; `None` without such a sheet, or without the columns
/// that are required. Cells without content are left out. O(bytes of the sheet).
pub(crate) fn form_rows(
    bytes: &[u8],
    format: &'static TableFormat,
) -> Result<Option<(String, Vec<FormRow>)>, WorkbookFault> {
    let mut archive = package::open(bytes)?;
    let book = Book::read(&mut archive)?;
    let is_named = |name: &str| format.all_names().any(|one| fold(one) == fold(name));
    let Some(sheet) = book.sheets.iter().find(|sheet| is_named(&sheet.name)) else { return Ok(None) };
    let Some(path) = &sheet.path else { return Ok(None) };
    let merges = Merges::read(&mut archive, path)?;
    let Some(mut rows) = SheetRows::open(&mut archive, path, &book, merges)? else { return Ok(None) };
    let names = HeaderNames::new(format);
    let (mut row, mut positions) = (Row::default(), None);
    for _ in 0..HEADER_WITHIN {
        if !rows.read_filled(&mut row) {
            break;
        }
        if names.is_complete(std::slice::from_ref(&row)) {
            positions = Some(positions_of(&names, &row));
            break;
        }
    }
    let Some(positions) = positions else { return rows.failure.map_or(Ok(None), Err) };
    let mut found = Vec::new();
    while rows.read_filled(&mut row) {
        found.push((row.number, positions.iter().map(|at| cell(&row, *at)).collect()));
    }
    rows.failure.map_or(Ok(Some((sheet.name.clone(), found))), Err)
}

/// For each column of the format the position of its cell, the first of several.
fn positions_of(names: &HeaderNames, row: &Row<'_>) -> Vec<Option<usize>> {
    let mut positions = vec![None; names.format.columns.len()];
    for (at, text) in row.cells.iter().enumerate() {
        if let Some(column) = names.column_of(text) {
            positions[column].get_or_insert(at);
        }
    }
    positions
}

fn cell(row: &Row<'_>, at: Option<usize>) -> Option<(u32, String)> {
    let at = at?;
    let text = trim(row.cells.get(at)?);
    (!text.is_empty()).then(|| (at as u32, text.to_owned()))
}
