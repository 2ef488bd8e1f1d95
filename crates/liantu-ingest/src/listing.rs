//! Which files of a folder are which tables.

use crate::columns::TableFormat;
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
    pub(crate) format: Option<&'static TableFormat>,
}

impl File {
    pub(crate) fn is(&self, table: Table) -> bool {
        self.format.is_some_and(|format| format.table == Some(table))
    }
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
    let mut files: Vec<File> = vec![File { name: SETTINGS_FILE.to_owned(), format: None }];
    let mut problems = Vec::new();
    for name in names {
        let Some((stem, extension)) = name.rsplit_once('.') else { continue };
        let extension = extension.to_lowercase();
        let Some(format) =
            format_named(stem, TABLES).filter(|_| ["csv", "tsv", "txt"].contains(&extension.as_str()))
        else {
            if ["csv", "tsv"].contains(&extension.as_str()) {
                let near = nearest_name(stem, TABLES).unwrap_or_default();
                report(&mut problems, Code::UnknownTable, &name, stem).argue("nearest", near);
            }
            continue;
        };
        if let Some(first) = files.iter().find(|file| is_format(file.format, format)) {
            let first = first.name.clone();
            report(&mut problems, Code::DuplicateTable, &name, format.key)
                .argue("sheet", format.chinese())
                .argue("first", first);
            continue;
        }
        files.push(File { name, format: Some(format) });
    }
    (files, problems)
}

/// Whether a file of this name in a dataset folder is read as a table.
pub fn is_table_name(name: &str) -> bool {
    let is_hidden = name.starts_with(['.', '~']);
    !is_hidden && name.rsplit_once('.').is_some_and(|(stem, extension)| is_table(stem, extension))
}

fn is_table(stem: &str, extension: &str) -> bool {
    ["csv", "tsv", "txt"].contains(&extension.to_lowercase().as_str()) && format_named(stem, TABLES).is_some()
}

/// The form that has this name.
pub(crate) fn format_named(name: &str, formats: &[&'static TableFormat]) -> Option<&'static TableFormat> {
    let name = fold(name);
    formats.iter().copied().find(|format| format.all_names().any(|own| fold(own) == name))
}

/// The name of a form that is most like this one.
pub(crate) fn nearest_name(name: &str, formats: &[&'static TableFormat]) -> Option<&'static str> {
    nearest(name, formats.iter().flat_map(|format| format.all_names()))
}

pub(crate) fn is_format(held: Option<&TableFormat>, format: &TableFormat) -> bool {
    held.is_some_and(|held| held.key == format.key)
}

/// Without components there is no dataset; without these others there is one that says little.
pub(crate) fn absent_tables(files: &[File], problems: &mut Vec<Problem>, place: fn(&TableFormat) -> String) {
    for table in [Table::Components, Table::Requires, Table::Suppliers, Table::Supplies] {
        if files.iter().any(|file| file.is(table)) {
            continue;
        }
        let code = if table == Table::Components { Code::MissingTable } else { Code::AbsentTable };
        let format = format_of(table);
        let columns: Vec<&str> = format.required().collect();
        report(problems, code, &place(format), "")
            .argue("table", table.key())
            .argue("sheet", format.chinese())
            .argue("columns", columns.join(", "));
    }
}

pub(crate) fn report<'p>(
    problems: &'p mut Vec<Problem>,
    code: Code,
    file: &str,
    read: &str,
) -> &'p mut Diagnostic {
    let mut one = Problems::new(file);
    one.report(code, (0, None), None, read);
    problems.append(&mut one.list);
    &mut problems.last_mut().expect("just added").diagnostic
}
