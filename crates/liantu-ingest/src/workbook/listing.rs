//! Which sheet is which table.

use super::book::{Book, Sheet};
use super::merges::Merges;
use super::package::Archive;
use super::rows::SheetRows;
use super::settings::SETTINGS;
use crate::columns::TableFormat;
use crate::error::WorkbookFault;
use crate::listing::{format_named, nearest_name, report};
use crate::problems::{Argument, Problem};
use crate::sheet::{Row, Rows};
use crate::tables::{COALITIONS, SOURCES, TABLES};
use crate::text::fold;
use liantu_model::Code;

/// Names of sheets that explain and hold no data.
const NOTES: &[&str] = &[
    "说明",
    "填写说明",
    "填表说明",
    "填报说明",
    "使用说明",
    "指南",
    "备注",
    "目录",
    "封面",
    "首页",
    "词表",
    "可选词",
    "修订记录",
    "更新记录",
    "更新日志",
    "readme",
    "guide",
    "help",
    "notes",
    "note",
    "cover",
    "contents",
    "words",
    "lists",
    "changelog",
    "history",
];

/// A sheet that is a table.
#[derive(Debug)]
pub(super) struct TableSheet {
    /// Position among the sheets.
    pub(super) sheet: usize,
    pub(super) path: String,
    pub(super) format: &'static TableFormat,
}

/// What the sheets hold.
#[derive(Debug, Default)]
pub(super) struct Contents {
    /// Position of the sheet with the settings.
    pub(super) settings: Option<usize>,
    pub(super) tables: Vec<TableSheet>,
}

/// Sorts the sheets by their names, in whatever order they are.
pub(super) fn sort_out(
    archive: &mut Archive<'_>,
    book: &Book,
    problems: &mut Vec<Problem>,
) -> Result<Contents, WorkbookFault> {
    let formats: Vec<&'static TableFormat> =
        TABLES.iter().copied().chain([SOURCES, COALITIONS, SETTINGS]).collect();
    let mut contents = Contents::default();
    for (at, sheet) in book.sheets.iter().enumerate() {
        let (Some(format), Some(path)) = (format_named(&sheet.name, &formats), &sheet.path) else {
            if let Some(code) = left_out(archive, book, sheet)? {
                let near = nearest_name(&sheet.name, &formats).unwrap_or_default();
                report(problems, code, &sheet.name, &sheet.name).argue("nearest", near);
            }
            continue;
        };
        let is_settings = format.key == SETTINGS.key;
        let tables = contents.tables.iter();
        let earlier = tables.clone().find(|table| table.format.key == format.key).map(|table| table.sheet);
        if let Some(first) = if is_settings { contents.settings } else { earlier } {
            report(problems, Code::DuplicateTable, &sheet.name, format.key)
                .argue("sheet", format.chinese())
                .argue("first", &book.sheets[first].name);
        } else if is_settings {
            contents.settings = Some(at);
        } else {
            contents.tables.push(TableSheet { sheet: at, path: path.clone(), format });
        }
    }
    let is_dataset = contents.settings.is_some() || !contents.tables.is_empty();
    if is_dataset { Ok(contents) } else { Err(WorkbookFault::NotADataset) }
}

/// How a sheet that is no table is told: not at all when it is blank.
fn left_out(archive: &mut Archive<'_>, book: &Book, sheet: &Sheet) -> Result<Option<Code>, WorkbookFault> {
    let folded = fold(&sheet.name);
    let Some(path) = &sheet.path else { return Ok(Some(Code::IgnoredSheet)) };
    if sheet.is_hidden || NOTES.iter().any(|name| fold(name) == folded) {
        return Ok(Some(Code::IgnoredSheet));
    }
    let rows = SheetRows::open(archive, path, book, Merges::default())?;
    let is_blank = rows.is_none_or(|mut rows| !rows.read_filled(&mut Row::default()));
    Ok((!is_blank).then_some(Code::UnknownTable))
}
