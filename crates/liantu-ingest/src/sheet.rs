//! Rows of cells, wherever they come from.

use crate::scan::{Scanner, Span};
use crate::text::trim;
use std::borrow::Cow;

/// The largest cell that is read, in bytes.
pub(crate) const CELL_LIMIT: usize = 1 << 20;

/// One row of a sheet. Reused from row to row.
#[derive(Debug, Clone, Default)]
pub(crate) struct Row<'a> {
    /// Line in the file, from 1, on which the row begins.
    pub(crate) number: u32,
    /// Its cells; one above [`CELL_LIMIT`] is as it stands in the file.
    pub(crate) cells: Vec<Cow<'a, str>>,
    /// The cell whose closing quote is missing; it has swallowed the rest of the file.
    pub(crate) unclosed: Option<usize>,
    /// Whether the source tells texts from formulas, and cells stand in columns of their own (a worksheet).
    pub(crate) is_typed: bool,
}

impl Row<'_> {
    pub(crate) fn is_blank(&self) -> bool {
        self.unclosed.is_none() && self.cells.iter().all(|cell| trim(cell).is_empty())
    }
}

/// A source of rows: the first that is not blank is the header.
pub(crate) trait Rows<'a> {
    /// Reads the next row; `false` at the end.
    fn read(&mut self, row: &mut Row<'a>) -> bool;

    /// How many rows there are at most, roughly: room is set aside for them.
    fn rows_at_most(&self) -> usize;

    /// Reads the next row that is not blank; `false` at the end.
    fn read_filled(&mut self, row: &mut Row<'a>) -> bool {
        while self.read(row) {
            if !row.is_blank() {
                return true;
            }
        }
        false
    }
}

/// Rows of a delimited text.
pub(crate) struct TextRows<'a> {
    scanner: Scanner<'a>,
    spans: Vec<Span>,
}

impl<'a> TextRows<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { scanner: Scanner::new(text), spans: Vec::new() }
    }
}

impl<'a> Rows<'a> for TextRows<'a> {
    /// Rows of less than 16 bytes are rare.
    fn rows_at_most(&self) -> usize {
        self.scanner.text().len() / 16
    }

    fn read(&mut self, row: &mut Row<'a>) -> bool {
        let Some(number) = self.scanner.record(&mut self.spans) else { return false };
        let text = self.scanner.text();
        row.number = number;
        row.unclosed = self.spans.iter().position(|span| span.is_unclosed());
        row.cells.clear();
        row.cells.extend(self.spans.iter().map(|span| {
            if span.end - span.start > CELL_LIMIT {
                Cow::Borrowed(&text[span.start..span.end])
            } else {
                span.content(text)
            }
        }));
        true
    }
}
