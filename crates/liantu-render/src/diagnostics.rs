//! Diagnostics in words: place, what was read, what is wrong, what to do.

use crate::catalogue::Catalogue;
use liantu_model::{Diagnostic, Place, Severity};
use serde::Serialize;
use std::fmt::Write;

/// At most this many problems of one code are written out as text; the rest is counted.
const SHOWN_PER_CODE: usize = 20;

/// A diagnostic in a language.
#[derive(Debug, Serialize)]
pub struct DiagnosticRow {
    /// Stable key.
    pub code: &'static str,
    /// `error`, `warning`, `info`.
    pub severity: &'static str,
    /// File inside the dataset, or sheet of a workbook.
    pub file: String,
    /// Line or row of the sheet, from 1.
    pub row: Option<u32>,
    /// Column from 1: in characters, or of the sheet.
    pub column: Option<u32>,
    /// The cell of a sheet, such as `D17`.
    pub cell: Option<String>,
    /// Table column.
    pub field: Option<&'static str>,
    /// What was read.
    pub read: String,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub remedy: String,
}

/// A diagnostic in the words of a catalogue.
pub fn in_words(words: &Catalogue, diagnostic: &Diagnostic) -> DiagnosticRow {
    let key = format!("diagnostic-{}", diagnostic.code.key());
    let mut arguments: Vec<(&str, &str)> = vec![("read", &diagnostic.read)];
    arguments.extend(diagnostic.arguments.iter().map(|(name, value)| (*name, value.as_str())));
    arguments.push(("field", diagnostic.place.field.unwrap_or_default()));
    let mut remedy = words.attribute(&key, "remedy", &arguments).unwrap_or_default();
    let nearest = diagnostic.arguments.iter().find(|(name, value)| *name == "nearest" && !value.is_empty());
    if let Some((_, nearest)) = nearest {
        remedy.push_str(&words.format("did-you-mean", &[("nearest", nearest)]));
    }
    DiagnosticRow {
        code: diagnostic.code.key(),
        severity: diagnostic.severity.key(),
        file: diagnostic.place.file.clone(),
        row: diagnostic.place.row,
        column: diagnostic.place.column,
        cell: diagnostic.place.cell(),
        field: diagnostic.place.field,
        read: diagnostic.read.clone(),
        message: words.format(&key, &arguments),
        remedy,
    }
}

/// Diagnostics as text, in order, long runs of one code shortened and counted.
pub fn text(words: &Catalogue, diagnostics: &[&Diagnostic]) -> String {
    let mut out = String::new();
    let mut shown = std::collections::BTreeMap::new();
    for diagnostic in diagnostics {
        let count = shown.entry(diagnostic.code).or_insert(0_usize);
        *count += 1;
        if *count <= SHOWN_PER_CODE {
            write_one(words, &in_words(words, diagnostic), &diagnostic.place, &mut out);
        }
    }
    for (code, count) in shown.into_iter().filter(|(_, count)| *count > SHOWN_PER_CODE) {
        let more = (count - SHOWN_PER_CODE).to_string();
        let _ =
            writeln!(out, "{}", words.format("diagnostics-more", &[("code", code.key()), ("count", &more)]));
    }
    out
}

fn write_one(words: &Catalogue, row: &DiagnosticRow, place: &Place, out: &mut String) {
    let severity = words.text(&format!("severity-{}", row.severity));
    let mut place = if place.is_sheet { sheet_place(place) } else { file_place(place) };
    if let Some(field) = row.field {
        let _ = write!(place, " [{field}]");
    }
    let place = if place.is_empty() { String::new() } else { format!("{place}: ") };
    let _ = writeln!(out, "{place}{severity}[{}]: {}", row.code, row.message);
    if !row.remedy.is_empty() {
        let _ = writeln!(out, "    → {}", row.remedy);
    }
}

/// `supplies.csv:17:4`
fn file_place(place: &Place) -> String {
    let numbers = [place.row, place.column].into_iter().flatten();
    numbers.fold(place.file.clone(), |place, number| format!("{place}:{number}"))
}

/// `供应!D17`, as a spreadsheet takes it.
fn sheet_place(place: &Place) -> String {
    let is_plain = place.file.chars().all(|one| one.is_alphanumeric() || one == '_');
    let sheet = if is_plain { place.file.clone() } else { format!("'{}'", place.file.replace('\'', "''")) };
    match (place.cell(), place.row) {
        (Some(cell), _) => format!("{sheet}!{cell}"),
        (None, Some(row)) => format!("{sheet}!{row}:{row}"),
        (None, None) => sheet,
    }
}

/// `3 errors, 1 warning`, or that there is none.
pub fn summary(words: &Catalogue, diagnostics: &[Diagnostic]) -> String {
    let count = |severity| diagnostics.iter().filter(|one| one.severity == severity).count().to_string();
    words.format(
        "diagnostics-summary",
        &[
            ("errors", &count(Severity::Error)),
            ("warnings", &count(Severity::Warning)),
            ("infos", &count(Severity::Info)),
        ],
    )
}
