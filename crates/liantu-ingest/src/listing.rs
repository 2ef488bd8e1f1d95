//! Which files of a folder are which tables.

use crate::error::IngestError;
use crate::folder::SETTINGS_FILE;
use crate::problems::{Argument, Problem, Problems};
use crate::tables::{TABLES, format_of};
use crate::text::fold;
use liantu_model::{Code, Diagnostic, Table, nearest};
use std::fs;
use std::path::Path;

/// A file of the dataset.
#[derive(Debug, Clone)]
pub(crate) struct File {
    pub(crate) name: String,
    /// What it holds; `None` for the settings.
    pub(crate) table: Option<Table>,
}

/// The files to read, the settings first, then by name; and what is wrong with the others.
pub(crate) fn list(path: &Path) -> Result<(Vec<File>, Vec<Problem>), IngestError> {
    let mut names = Vec::new();
    for entry in fs::read_dir(path).map_err(|source| IngestError::reading(path, source))? {
        let entry = entry.map_err(|source| IngestError::reading(path, source))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_hidden = name.starts_with(['.', '~']);
        if !is_hidden && fs::metadata(entry.path()).is_ok_and(|metadata| metadata.is_file()) {
            names.push(name);
        }
    }
    if !names.iter().any(|name| name == SETTINGS_FILE) {
        return Err(IngestError::NotADataset { path: path.to_owned() });
    }
    names.sort_unstable();
    Ok(sort_out(names))
}

pub(crate) fn sort_out(names: Vec<String>) -> (Vec<File>, Vec<Problem>) {
    let mut files: Vec<File> = vec![File { name: SETTINGS_FILE.to_owned(), table: None }];
    let mut problems = Vec::new();
    for name in names {
        let Some((stem, extension)) = name.rsplit_once('.') else { continue };
        let extension = extension.to_lowercase();
        let Some(table) = table_of(stem).filter(|_| ["csv", "tsv", "txt"].contains(&extension.as_str()))
        else {
            if ["csv", "tsv"].contains(&extension.as_str()) {
                let near = nearest(stem, table_names()).unwrap_or_default();
                report(&mut problems, Code::UnknownTable, &name, stem).argue("nearest", near);
            }
            continue;
        };
        if let Some(first) = files.iter().find(|file| file.table == Some(table)) {
            let first = first.name.clone();
            report(&mut problems, Code::DuplicateTable, &name, table.key()).argue("first", first);
            continue;
        }
        files.push(File { name, table: Some(table) });
    }
    (files, problems)
}

/// Whether a file of this name in a dataset folder is read as a table.
pub fn is_table_name(name: &str) -> bool {
    let is_hidden = name.starts_with(['.', '~']);
    !is_hidden && name.rsplit_once('.').is_some_and(|(stem, extension)| is_table(stem, extension))
}

fn is_table(stem: &str, extension: &str) -> bool {
    ["csv", "tsv", "txt"].contains(&extension.to_lowercase().as_str()) && table_of(stem).is_some()
}

fn table_of(stem: &str) -> Option<Table> {
    let stem = fold(stem);
    TABLES
        .iter()
        .find(|format| [format.table.key()].iter().chain(format.names).any(|name| fold(name) == stem))
        .map(|format| format.table)
}

fn table_names() -> impl Iterator<Item = &'static str> {
    TABLES.iter().flat_map(|format| [format.table.key()].into_iter().chain(format.names.iter().copied()))
}

/// Without components there is no dataset; without these others there is one that says little.
pub(crate) fn absent_tables(files: &[(File, Vec<u8>)], problems: &mut Vec<Problem>) {
    for table in [Table::Components, Table::Requires, Table::Suppliers, Table::Supplies] {
        if files.iter().any(|(file, _)| file.table == Some(table)) {
            continue;
        }
        let code = if table == Table::Components { Code::MissingTable } else { Code::AbsentTable };
        let columns: Vec<&str> = format_of(table).required().collect();
        let name = format!("{}.csv", table.key());
        report(problems, code, &name, "").argue("table", table.key()).argue("columns", columns.join(", "));
    }
}

fn report<'p>(problems: &'p mut Vec<Problem>, code: Code, file: &str, read: &str) -> &'p mut Diagnostic {
    let mut one = Problems::new(file);
    one.report(code, (0, None), None, read);
    problems.append(&mut one.list);
    &mut problems.last_mut().expect("just added").diagnostic
}
