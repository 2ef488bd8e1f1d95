//! A draft to the files of a dataset folder, or to a workbook: the inverse of reading one.
//!
//! Every table, column and word is taken from the lists the reader uses, so what is read back from these files
//! is the draft again. Three things have no form in a file and are not written: where rows were read, regions
//! of the built-in gazetteer, and blanks around texts.

pub(crate) mod cells;
mod settings;
mod workbook;

use crate::columns::TableFormat;
use crate::folder::SETTINGS_FILE;
use crate::tables::TableRow;
use liantu_model::{Draft, RegionRow, Table};

pub(crate) use workbook::write_guide;
pub use workbook::{Headers, Look, Texts, WorkbookError, write_workbook};

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
    let settings = TextFile { name: SETTINGS_FILE.to_owned(), text: settings::settings(draft) };
    let tables = grids(draft).into_iter().filter(|grid| grid.format.table.is_some() && grid.is_needed);
    std::iter::once(settings).chain(tables.map(table)).collect()
}

/// A table and its rows as texts, made one by one.
struct Grid<'d> {
    format: &'static TableFormat,
    /// Whether it has rows, or should be there without.
    is_needed: bool,
    rows: Box<dyn Iterator<Item = Vec<String>> + 'd>,
}

impl<'d> Grid<'d> {
    fn of<T: TableRow>(rows: &'d [T]) -> Self {
        let is_always = T::FORMAT.table.is_some_and(|table| ALWAYS.contains(&table));
        let is_needed = !rows.is_empty() || is_always;
        Self { format: T::FORMAT, is_needed, rows: Box::new(rows.iter().map(TableRow::cells)) }
    }
}

/// Every table, then the lists of the settings.
fn grids(draft: &Draft) -> Vec<Grid<'_>> {
    let own_regions = draft.regions.iter().filter(|row| row.at.is_some());
    let regions = Grid {
        format: RegionRow::FORMAT,
        is_needed: own_regions.clone().next().is_some(),
        rows: Box::new(own_regions.map(TableRow::cells)),
    };
    vec![
        Grid::of(&draft.components),
        Grid::of(&draft.requires),
        Grid::of(&draft.suppliers),
        Grid::of(&draft.supplies),
        Grid::of(&draft.purchases),
        regions,
        Grid::of(&draft.probabilities),
        Grid::of(&draft.chains),
        Grid::of(&draft.facts),
        Grid::of(&draft.reviews),
        Grid::of(&draft.sources),
        Grid::of(&draft.coalitions),
    ]
}

fn table(grid: Grid<'_>) -> TextFile {
    let header: Vec<&str> = grid.format.columns.iter().map(|column| column.key).collect();
    let mut text = header.join(",") + "\n";
    for row in grid.rows {
        let cells: Vec<String> = row.into_iter().map(|cell| quoted(&inert(cell))).collect();
        text.push_str(&cells.join(","));
        text.push('\n');
    }
    TextFile { name: format!("{}.csv", grid.format.key), text }
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
#[cfg(test)]
mod workbook_tests;
