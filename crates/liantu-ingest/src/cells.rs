//! One row's cells, taken column by column and understood by the column's kind.

use crate::columns::{CellKind, Column};
use crate::dates::year;
use crate::header::Header;
use crate::numbers::{is_blank_mark, need, number, probability};
use crate::percents::percent;
use crate::problems::{Argument, Problems};
use crate::sheet::{CELL_LIMIT, Row};
use crate::tables::TableRow;
use crate::text::trim;
use crate::words::Word;
use liantu_model::{Code, Diagnostic, Need, PercentRange, RowAt};
use std::borrow::Cow;

/// Unknown words beyond this many get no suggestion.
const NEAREST_SEARCHES: u32 = 500;

/// What spreadsheets show where a formula failed.
const FAILED_FORMULAS: [&str; 11] = [
    "#REF!",
    "#NAME?",
    "#VALUE!",
    "#DIV/0!",
    "#NULL!",
    "#NUM!",
    "#N/A",
    "#SPILL!",
    "#CALC!",
    "#FIELD!",
    "#BLOCKED!",
];

/// What the rows of one table are read with.
pub(crate) struct Reading<'s> {
    pub(crate) file: u16,
    pub(crate) header: &'s Header,
    pub(crate) problems: &'s mut Problems,
    searches_left: u32,
    told_aside: bool,
}

impl<'s> Reading<'s> {
    pub(crate) fn new(file: u16, header: &'s Header, problems: &'s mut Problems) -> Self {
        Self { file, header, problems, searches_left: NEAREST_SEARCHES, told_aside: false }
    }

    /// One row as a row of the table.
    pub(crate) fn row<T: TableRow>(&mut self, row: &Row<'_>) -> T {
        self.check_width(row);
        T::read(&mut Cells { reading: self, row, columns: T::FORMAT.columns, next: 0 })
    }

    fn check_width(&mut self, row: &Row<'_>) {
        let beyond = row.cells.get(self.header.width..).unwrap_or_default();
        let Some(first) = beyond.iter().position(|cell| !trim(cell).is_empty()) else { return };
        let place = (row.number, Some(self.header.width + first));
        if row.is_typed {
            self.report_aside(place, trim(&beyond[first]));
            return;
        }
        self.problems
            .report(Code::RaggedRow, place, None, trim(&beyond[first]))
            .argue("expected", self.header.width.to_string())
            .argue("found", row.cells.len().to_string());
    }

    /// A remark beside the table on a sheet moves no cell of it, so that it is told once and not read.
    fn report_aside(&mut self, place: (u32, Option<usize>), text: &str) {
        if !std::mem::replace(&mut self.told_aside, true) {
            self.problems.report(Code::UnknownColumn, place, None, text).argue("nearest", "");
        }
    }
}

fn is_failed_formula(text: &str) -> bool {
    FAILED_FORMULAS.iter().any(|failed| failed.eq_ignore_ascii_case(text))
}

/// The cells of one row in the order of the table's columns; each call takes the next one.
pub(crate) struct Cells<'s, 'h> {
    reading: &'s mut Reading<'h>,
    row: &'s Row<'s>,
    columns: &'static [Column],
    next: usize,
}

/// A cell that has something in it.
struct Cell<'s> {
    text: &'s str,
    position: usize,
    key: &'static str,
}

impl<'s> Cells<'s, '_> {
    /// Where the row stands.
    pub(crate) fn at(&self) -> RowAt {
        RowAt { file: self.reading.file, row: self.row.number }
    }

    pub(crate) fn id(&mut self) -> String {
        let Some(cell) = self.take() else { return String::new() };
        match self.without_controls(&cell, char::is_control) {
            Cow::Borrowed(text) => text.to_owned(),
            Cow::Owned(text) => trim(&text).to_owned(),
        }
    }

    pub(crate) fn text(&mut self) -> String {
        self.take().map(|cell| self.lines(&cell).into_owned()).unwrap_or_default()
    }

    pub(crate) fn list(&mut self) -> Vec<String> {
        let Some(cell) = self.take() else { return Vec::new() };
        let text = self.lines(&cell);
        text.split([';', '；']).map(trim).filter(|item| !item.is_empty()).map(str::to_owned).collect()
    }

    pub(crate) fn number(&mut self) -> Option<f64> {
        self.value(Code::MalformedNumber, number)
    }

    pub(crate) fn probability(&mut self) -> Option<f64> {
        self.value(Code::MalformedNumber, probability)
    }

    pub(crate) fn percent(&mut self) -> Option<PercentRange> {
        self.value(Code::MalformedPercent, percent)
    }

    pub(crate) fn need(&mut self) -> Option<Need> {
        self.value(Code::MalformedNumber, need)
    }

    pub(crate) fn year(&mut self) -> Option<i16> {
        self.value(Code::MalformedDate, year)
    }

    pub(crate) fn date(&mut self) -> String {
        self.value(Code::MalformedDate, |text| year(text).map(|_| text.to_owned())).unwrap_or_default()
    }

    pub(crate) fn yes_no(&mut self) -> Option<bool> {
        self.word()
    }

    /// Yes or no, blank meaning no.
    pub(crate) fn flag(&mut self) -> bool {
        self.word().unwrap_or(false)
    }

    pub(crate) fn word<W: Word>(&mut self) -> Option<W> {
        let cell = self.take().filter(|cell| !is_blank_mark(cell.text))?;
        self.word_in(&cell)
    }

    /// Words separated by `;`; none at all when one of them is unknown.
    pub(crate) fn words<W: Word>(&mut self) -> Vec<W> {
        let Some(cell) = self.take().filter(|cell| !is_blank_mark(cell.text)) else { return Vec::new() };
        let texts = cell.text.split([';', '；']).map(trim).filter(|text| !text.is_empty());
        texts.map(|text| self.word_in(&Cell { text, ..cell })).collect::<Option<_>>().unwrap_or_default()
    }

    fn word_in<W: Word>(&mut self, cell: &Cell<'_>) -> Option<W> {
        if let Some(position) = W::LIST.find(cell.text) {
            return Some(W::at(position));
        }
        let near = if self.reading.searches_left > 0 { W::LIST.nearest(cell.text) } else { None };
        self.reading.searches_left = self.reading.searches_left.saturating_sub(1);
        self.report(Code::UnknownWord, cell)
            .argue("words", W::LIST.summary())
            .argue("nearest", near.unwrap_or_default());
        None
    }

    fn value<T>(&mut self, code: Code, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        let cell = self.take().filter(|cell| !is_blank_mark(cell.text))?;
        let value = parse(cell.text);
        if value.is_none() {
            self.report(code, &cell);
        }
        value
    }

    /// The next column's cell without blanks around; `None` when there is nothing to read.
    fn take(&mut self) -> Option<Cell<'s>> {
        let column = self.next;
        self.next += 1;
        let position = self.reading.header.positions[column]?;
        let text = trim(self.row.cells.get(position)?);
        let cell = Cell { text, position, key: self.columns[column].key };
        if text.is_empty() {
            return None;
        }
        if text.len() > CELL_LIMIT {
            self.report(Code::OversizedCell, &cell).argue("limit", CELL_LIMIT.to_string());
            return None;
        }
        if text.starts_with('=') && !self.row.is_typed {
            self.report(Code::FormulaCell, &cell);
        }
        if text.starts_with('#') && is_failed_formula(text) && !self.is_blank(column, text) {
            self.report(Code::FormulaError, &cell);
            return None;
        }
        Some(cell)
    }

    /// Whether a cell that should hold a value says that there is none.
    fn is_blank(&self, column: usize, text: &str) -> bool {
        let is_value = !matches!(self.columns[column].kind, CellKind::Id | CellKind::Text | CellKind::List);
        is_value && is_blank_mark(text)
    }

    fn lines(&mut self, cell: &Cell<'s>) -> Cow<'s, str> {
        self.without_controls(cell, |one| one.is_control() && !matches!(one, '\t' | '\n' | '\r'))
    }

    fn without_controls(&mut self, cell: &Cell<'s>, is_bad: impl Fn(char) -> bool) -> Cow<'s, str> {
        // Control characters are these bytes, or 0xC2 and another one.
        let suspect = |byte: u8| byte < 0x20 || byte == 0x7F || byte == 0xC2;
        let found =
            if cell.text.bytes().any(suspect) { cell.text.chars().find(|one| is_bad(*one)) } else { None };
        let Some(found) = found else { return Cow::Borrowed(cell.text) };
        let rest: String = cell.text.chars().filter(|one| !is_bad(*one)).collect();
        let place = (self.row.number, Some(cell.position));
        self.reading
            .problems
            .report(Code::ControlCharacter, place, Some(cell.key), &rest)
            .argue("character", format!("U+{:04X}", found as u32));
        Cow::Owned(rest)
    }

    fn report(&mut self, code: Code, cell: &Cell<'_>) -> &mut Diagnostic {
        self.reading.problems.report(code, (self.row.number, Some(cell.position)), Some(cell.key), cell.text)
    }
}
