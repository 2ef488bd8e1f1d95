//! Diagnostics in words: place, what was read, what is wrong, what to do.

use crate::catalogue::{Catalogue, Language};
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
    let field = field_name(words, diagnostic);
    arguments.push(("field", &field));
    let argument =
        |wanted: &str| diagnostic.arguments.iter().find(|(name, value)| *name == wanted && !value.is_empty());
    let mut remedy = words.attribute(&key, "remedy", &arguments).unwrap_or_default();
    if argument("misspelt").is_some() {
        remedy.insert_str(0, &words.format("misspelt-header", &arguments));
    }
    if let Some((_, nearest)) = argument("nearest") {
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

/// A column as it is typed; in Chinese with its header before it.
fn field_name(words: &Catalogue, diagnostic: &Diagnostic) -> String {
    let field = diagnostic.place.field.unwrap_or_default();
    match diagnostic.header.filter(|_| words.language() == Language::Chinese) {
        Some(header) => format!("{header} {field}"),
        None => field.to_owned(),
    }
}

/// Diagnostics as text, errors first, else in order, long runs of one code shortened and counted.
pub fn text(words: &Catalogue, diagnostics: &[&Diagnostic]) -> String {
    let mut out = String::new();
    let mut shown = std::collections::BTreeMap::new();
    let mut sorted: Vec<&&Diagnostic> = diagnostics.iter().collect();
    sorted.sort_by_key(|one| one.severity);
    for diagnostic in sorted {
        let count = shown.entry(diagnostic.code).or_insert(0_usize);
        *count += 1;
        if *count <= SHOWN_PER_CODE {
            write_one(words, diagnostic, &mut out);
        }
    }
    for (code, count) in shown.into_iter().filter(|(_, count)| *count > SHOWN_PER_CODE) {
        let more = (count - SHOWN_PER_CODE).to_string();
        let _ =
            writeln!(out, "{}", words.format("diagnostics-more", &[("code", code.key()), ("count", &more)]));
    }
    out
}

fn write_one(words: &Catalogue, diagnostic: &Diagnostic, out: &mut String) {
    let (row, place) = (in_words(words, diagnostic), &diagnostic.place);
    let severity = words.text(&format!("severity-{}", row.severity));
    let mut place = if place.is_sheet { sheet_place(place) } else { file_place(place) };
    if row.field.is_some() {
        let _ = write!(place, " [{}]", field_name(words, diagnostic));
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
