//! What a table is before it has rows: its key, its title and its columns.

use super::reviews::TAGS;
use crate::catalogue::Catalogue;
use crate::names::Naming;
use crate::table::{Column, Table};

/// A table of the report: what it is called and which columns it has, by their keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form {
    /// Short key, `T3`.
    pub id: &'static str,
    /// The message of its title, where that is not `{id}-title`.
    title: Option<&'static str>,
    /// What the messages of its columns begin with, where that is not the key.
    prefix: Option<&'static str>,
    /// Keys of the columns; empty where they depend on the data.
    pub columns: &'static [&'static str],
}

impl Form {
    /// A table whose title and headers are `{id}-title`, `{id}-{column}` in the catalogue.
    pub(crate) const fn new(id: &'static str, columns: &'static [&'static str]) -> Self {
        Self { id, title: None, prefix: None, columns }
    }

    /// As [`Form::new`], with another title.
    pub(crate) const fn titled(self, title: &'static str) -> Self {
        Self { title: Some(title), ..self }
    }

    /// As [`Form::new`], with headers `{prefix}-{column}`.
    pub(crate) const fn prefixed(self, prefix: &'static str) -> Self {
        Self { prefix: Some(prefix), ..self }
    }

    /// The title.
    pub fn title(&self, words: &Catalogue) -> String {
        match self.title {
            Some(key) => words.text(key),
            None => words.text(&format!("{}-title", self.id.to_lowercase())),
        }
    }

    /// The header of a column, without the mark of numbers.
    pub fn header(&self, words: &Catalogue, column: &str) -> String {
        let header = self.message(words, column);
        header.strip_prefix('#').unwrap_or(&header).to_owned()
    }

    pub(super) fn message(&self, words: &Catalogue, column: &str) -> String {
        let key = self.id.to_lowercase();
        words.text(&format!("{}-{column}", self.prefix.unwrap_or(&key)))
    }

    /// The table without rows.
    pub(crate) fn table(&self, naming: Naming<'_>) -> Table {
        self.table_of(naming.words, |_| true)
    }

    /// The table without rows, with the columns that `keep` keeps; those that tag findings are added later.
    pub(crate) fn table_of(&self, words: &Catalogue, keep: impl Fn(&str) -> bool) -> Table {
        let is_own = |column: &&&str| !TAGS.contains(*column);
        let columns = self.columns.iter().filter(is_own).filter(|column| keep(column));
        let columns = columns.map(|&key| Column::of(key, &self.message(words, key))).collect();
        Table { columns, ..Table::new(self.id, self.title(words), []) }
    }
}
