//! A draft to the files of a dataset folder: the inverse of reading one.
//!
//! Every table, column and word is taken from the lists the reader uses, so what is read back from these files
//! is the draft again. Three things have no form in a file and are not written: where rows were read, regions
//! of the built-in gazetteer, and blanks around texts.

pub(crate) mod cells;
mod settings;

use crate::folder::SETTINGS_FILE;
use crate::tables::TableRow;
use liantu_model::{Draft, RegionRow, Table};

/// A file in the making.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextFile {
    /// Its name in the folder.
    pub name: String,
    /// Its content, UTF-8 with `\n` at line ends.
    pub text: String,
}

/// Tables that are written even without rows: a dataset without them is warned of.
const ALWAYS: [Table; 4] = [Table::Components, Table::Requires, Table::Suppliers, Table::Supplies];

/// The files of a dataset folder, the settings first. Pure; rows keep their order. O(cells).
///
/// Headers are the English names; a table without rows is left out unless every dataset should have it. A text
/// that a spreadsheet would run as a formula is written behind a blank, which reading takes off again.
pub fn write_folder(draft: &Draft) -> Vec<TextFile> {
    let own_regions: Vec<RegionRow> = draft.regions.iter().filter(|row| row.at.is_some()).cloned().collect();
    let settings = TextFile { name: SETTINGS_FILE.to_owned(), text: settings::settings(draft) };
    let tables = [
        table(&draft.components),
        table(&draft.requires),
        table(&draft.suppliers),
        table(&draft.supplies),
        table(&draft.purchases),
        table(&own_regions),
        table(&draft.probabilities),
        table(&draft.chains),
        table(&draft.facts),
        table(&draft.reviews),
    ];
    std::iter::once(settings).chain(tables.into_iter().flatten()).collect()
}

fn table<T: TableRow>(rows: &[T]) -> Option<TextFile> {
    if rows.is_empty() && !T::FORMAT.table.is_some_and(|table| ALWAYS.contains(&table)) {
        return None;
    }
    let header: Vec<&str> = T::FORMAT.columns.iter().map(|column| column.key).collect();
    let mut text = header.join(",") + "\n";
    for row in rows {
        let cells: Vec<String> = row.cells().into_iter().map(|cell| quoted(&inert(cell))).collect();
        text.push_str(&cells.join(","));
        text.push('\n');
    }
    Some(TextFile { name: format!("{}.csv", T::FORMAT.key), text })
}

/// Numbers keep their signs; `=` and `@` begin no number, and a text after `+` or `-` is none.
fn inert(cell: String) -> String {
    let runs = cell.starts_with(['=', '@', '+', '-']) && cell.parse::<f64>().is_err();
    if runs { format!(" {cell}") } else { cell }
}

fn quoted(cell: &str) -> String {
    if cell.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests;
