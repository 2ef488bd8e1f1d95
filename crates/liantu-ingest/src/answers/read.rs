//! A filled workbook to its answers.

use super::format::WRITTEN;
use super::{AnswerRow, Answers, AnswersError, CHECKLIST, CellAt, Filled, VISITS};
use crate::columns::TableFormat;
use crate::dataset::DATASET_LIMIT;
use crate::error::{IngestError, WorkbookFault};
use crate::numbers::is_blank_mark;
use crate::workbook::form_rows;
use std::fs;
use std::path::Path;

/// Reads the answers of the workbook at a path, as [`read`].
///
/// # Errors
/// When it cannot be read, or holds no answers.
pub fn read_file(path: &Path) -> Result<Answers, AnswersError> {
    let reading = |source| IngestError::reading(path, source);
    let bytes = fs::metadata(path).map_err(reading)?.len();
    if bytes > DATASET_LIMIT {
        return Err(IngestError::TooLarge { path: path.to_owned(), bytes, limit: DATASET_LIMIT }.into());
    }
    let bytes = fs::read(path).map_err(reading)?;
    let found = read(&bytes).map_err(|fault| IngestError::Workbook { path: path.to_owned(), fault })?;
    found.ok_or(AnswersError::NoAnswers)
}

/// Reads the answers of a workbook; `None` when neither sheet is there, or neither has the columns of keys and answers; rows in which nothing is filled in are left out, and so are cells that say that
/// nothing is known. O(bytes).
///
/// # Errors
/// When it is no workbook.
pub fn read(bytes: &[u8]) -> Result<Option<Answers>, WorkbookFault> {
    let [questions, visits] = [(CHECKLIST, WRITTEN[0]), (VISITS, WRITTEN[1])].map(|(format, written)| {
        let sheet = form_rows(bytes, format)?;
        Ok::<_, WorkbookFault>(sheet.map(|(name, rows)| answer_rows(format, written, &name, rows)))
    });
    let (questions, visits) = (questions?, visits?);
    let has_any = questions.is_some() || visits.is_some();
    Ok(has_any
        .then(|| Answers { questions: questions.unwrap_or_default(), visits: visits.unwrap_or_default() }))
}

fn answer_rows(
    format: &'static TableFormat,
    written: &[&str],
    sheet: &str,
    rows: Vec<crate::workbook::FormRow>,
) -> Vec<AnswerRow> {
    let mut found = Vec::new();
    for (number, cells) in rows {
        let place = |column| CellAt { sheet: sheet.to_owned(), row: number, column };
        let mut key = String::new();
        let mut filled = Vec::new();
        for (column, cell) in format.columns.iter().zip(cells) {
            let Some((at, text)) = cell else { continue };
            if column.key == "key" {
                key = text;
            } else if !written.contains(&column.key) && !is_blank_mark(&text) {
                filled.push((column.key, Filled { at: place(Some(at)), text }));
            }
        }
        if !filled.is_empty() {
            found.push(AnswerRow { at: place(None), key, cells: filled });
        }
    }
    found
}
