//! What a table, a column and a cell are. Public so that templates and documents are made from the same list
//! as the reader.

use crate::words::WordList;
use liantu_model::Table;

/// The form of a table.
#[derive(Debug)]
pub struct TableFormat {
    /// The English name of the file or sheet.
    pub key: &'static str,
    /// Which table; `None` for lists of the settings, which only workbooks keep in sheets.
    pub table: Option<Table>,
    /// Chinese names of the file or sheet, the usual one first.
    pub names: &'static [&'static str],
    /// Its columns in the usual order.
    pub columns: &'static [Column],
}

impl TableFormat {
    /// Keys of the columns a table cannot do without.
    pub fn required(&self) -> impl Iterator<Item = &'static str> + use<> {
        let columns = self.columns;
        columns.iter().filter(|column| column.required).map(|column| column.key)
    }

    /// The usual Chinese name.
    pub fn chinese(&self) -> &'static str {
        self.names.first().copied().unwrap_or(self.key)
    }

    /// Every name, the English one first.
    pub(crate) fn all_names(&self) -> impl Iterator<Item = &'static str> + use<> {
        [self.key].into_iter().chain(self.names.iter().copied())
    }
}

/// A column of a table.
#[derive(Debug)]
pub struct Column {
    /// The English header, and the name of the field in diagnostics.
    pub key: &'static str,
    /// Other headers that are read, the usual Chinese one first.
    pub aliases: &'static [&'static str],
    /// Whether the column must be there.
    pub required: bool,
    /// What its cells hold.
    pub kind: CellKind,
}

impl Column {
    pub(crate) const fn new(
        key: &'static str,
        aliases: &'static [&'static str],
        required: bool,
        kind: CellKind,
    ) -> Self {
        Self { key, aliases, required, kind }
    }

    /// Every header, the English one first.
    pub(crate) fn all_names(&self) -> impl Iterator<Item = &'static str> + use<> {
        [self.key].into_iter().chain(self.aliases.iter().copied())
    }

    /// The usual Chinese header.
    pub fn chinese(&self) -> &'static str {
        self.aliases.first().copied().unwrap_or(self.key)
    }
}

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy)]
pub enum CellKind {
    /// A key of its own or of another row: one line without control characters.
    Id,
    /// Any text.
    Text,
    /// Texts separated by `;` or `；`.
    List,
    /// A finite number.
    Number,
    /// A number in 0..=1; with `%` in 0..=100.
    Probability,
    /// A percentage or a range of percentages, 0..=100.
    Percent,
    /// A whole number or “all”.
    Need,
    /// Yes or no.
    YesNo,
    /// A year, alone or within a date.
    Year,
    /// A date that begins with its year; kept as text.
    Date,
    /// Words of a closed list separated by `;` or `；`.
    Words(&'static WordList),
    /// A word of a closed list.
    Word(&'static WordList),
}
