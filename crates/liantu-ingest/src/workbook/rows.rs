//! The rows of a sheet.

use super::book::{Book, rich_text};
use super::merges::Merges;
use super::numbers::{NumberFormat, rounded, text};
use super::package::{Archive, part};
use super::xml::{Xml, attribute, flag, unescape};
use crate::error::WorkbookFault;
use crate::sheet::{CELL_LIMIT, Row, Rows};
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;

/// Rows and columns of the largest sheet.
const LIMITS: (u32, u32) = (1 << 20, 1 << 14);
/// The first whole number that a spreadsheet, which keeps 15 digits, may have rounded.
const IMPRECISE: f64 = 1e15;
/// Remarkable cells of one kind beyond this many are not listed.
const LISTED: usize = 1000;

/// What was remarkable about the cells of a sheet: rows from 1, columns from 0.
#[derive(Debug, Default)]
pub(super) struct Remarks {
    /// Hidden rows that hold something: the first, and how many.
    pub(super) hidden_rows: Option<(u32, u32)>,
    /// Hidden columns, first and last of each run.
    pub(super) hidden_columns: Vec<(u32, u32)>,
    /// Formulas without a stored value.
    pub(super) valueless: Vec<(u32, u32)>,
    /// Whole numbers that may have lost digits, as read.
    pub(super) imprecise: Vec<(u32, u32, String)>,
    /// Rows that are one note across columns, and what it says.
    pub(super) notes: Vec<(u32, String)>,
}

/// A sheet, row by row.
pub(super) struct SheetRows<'z, 'b> {
    xml: Xml<'z>,
    book: &'b Book,
    pub(super) merges: Merges,
    buffer: Vec<u8>,
    value: String,
    number: u32,
    pub(super) remarks: Remarks,
    /// What kept the sheet from being read to its end.
    pub(super) failure: Option<WorkbookFault>,
}

impl<'z, 'b> SheetRows<'z, 'b> {
    /// Opens a sheet at its first row; `None` if the part is not there.
    pub(super) fn open(
        archive: &'z mut Archive<'_>,
        path: &str,
        book: &'b Book,
        merges: Merges,
    ) -> Result<Option<Self>, WorkbookFault> {
        let Some(xml) = part(archive, path)? else { return Ok(None) };
        let mut rows = Self {
            xml,
            book,
            merges,
            buffer: Vec::with_capacity(1024),
            value: String::new(),
            number: 0,
            remarks: Remarks::default(),
            failure: None,
        };
        rows.find_cells()?;
        Ok(Some(rows))
    }

    /// Moves to the cells; columns are described before them.
    fn find_cells(&mut self) -> Result<(), WorkbookFault> {
        loop {
            match self.xml.next(&mut self.buffer)? {
                Event::Start(element) if element.local_name().as_ref() == "sheetData" => return Ok(()),
                Event::Start(element) | Event::Empty(element)
                    if element.local_name().as_ref() == "col" && flag(&element, "hidden") =>
                {
                    let at = |name: &str| attribute(&element, name).and_then(|text| text.parse::<u32>().ok());
                    if let (Some(first @ 1..), Some(last @ 1..)) = (at("min"), at("max")) {
                        self.remarks.hidden_columns.push((first - 1, last - 1));
                    }
                }
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    /// The next row, its cells in `row`, and whether it is hidden; `None` at the end.
    fn next_row(&mut self, row: &mut Row<'b>) -> Result<Option<bool>, WorkbookFault> {
        row.cells.clear();
        row.unclosed = None;
        row.is_typed = true;
        loop {
            match self.xml.step(&mut self.buffer, RowTag::of)? {
                RowTag::Row { number, is_hidden, is_empty } => {
                    self.number = number.unwrap_or(self.number.saturating_add(1));
                    row.number = self.number;
                    if !(1..=LIMITS.0).contains(&row.number) {
                        return Err(self.xml.damaged("a row beyond the end of a sheet"));
                    }
                    if !is_empty {
                        self.cells(row)?;
                        return Ok(Some(is_hidden));
                    }
                }
                RowTag::End => return Ok(None),
                RowTag::Other => {}
            }
        }
    }

    /// The cells of the row that has just begun.
    fn cells(&mut self, row: &mut Row<'b>) -> Result<(), WorkbookFault> {
        let mut column = 0;
        loop {
            let about = match self.xml.step(&mut self.buffer, CellTag::of)? {
                CellTag::Cell(about) => about,
                CellTag::RowEnd => return Ok(()),
                CellTag::Eof => return Err(self.xml.cut_short()),
                CellTag::Other => continue,
            };
            column = about.column.unwrap_or(column);
            if column >= LIMITS.1 {
                return Err(self.xml.damaged("a column beyond the end of a sheet"));
            }
            if !about.is_empty {
                let text = self.cell(&about, (row.number, column))?;
                if !text.is_empty() {
                    let width = row.cells.len().max(column as usize + 1);
                    row.cells.resize(width, Cow::Borrowed(""));
                    row.cells[column as usize] = text;
                }
            }
            column += 1;
        }
    }

    /// The text of the cell that has just begun.
    fn cell(&mut self, about: &About, at: (u32, u32)) -> Result<Cow<'b, str>, WorkbookFault> {
        let mut inline = None;
        let mut has_formula = false;
        self.value.clear();
        loop {
            match self.xml.step(&mut self.buffer, Content::of)? {
                Content::Value => self.xml.text(&mut self.buffer, &mut self.value)?,
                Content::Inline => inline = Some(rich_text(&mut self.xml, &mut self.buffer)?),
                Content::Formula { is_empty } => {
                    has_formula = true;
                    if !is_empty {
                        self.xml.skip(&mut self.buffer)?;
                    }
                }
                Content::Unknown => self.xml.skip(&mut self.buffer)?,
                Content::End => break,
                Content::Eof => return Err(self.xml.cut_short()),
                Content::Other => {}
            }
        }
        if has_formula && self.value.is_empty() && about.kind != Kind::Text {
            note(&mut self.remarks.valueless, at);
        }
        match inline {
            Some(text) => Ok(Cow::Owned(text)),
            None => self.value_text(about, at, has_formula),
        }
    }

    fn value_text(
        &mut self,
        about: &About,
        at: (u32, u32),
        has_formula: bool,
    ) -> Result<Cow<'b, str>, WorkbookFault> {
        let value = self.value.as_str();
        Ok(match about.kind {
            Kind::Shared if value.trim().is_empty() => Cow::Borrowed(""),
            Kind::Shared => {
                let text = value.trim().parse::<usize>().ok().and_then(|at| self.book.strings.get(at));
                Cow::Borrowed(text.ok_or_else(|| self.xml.damaged("a cell refers to no text"))?)
            }
            Kind::Text => Cow::Owned(unescape(value).into_owned()),
            Kind::Bool => Cow::Borrowed(match value.trim() {
                "1" | "true" => "TRUE",
                "0" | "false" => "FALSE",
                _ => "",
            }),
            Kind::Day => Cow::Owned(value.trim().trim_end_matches("T00:00:00").replace('T', " ")),
            Kind::Number => Cow::Owned(self.number_text(about, at, has_formula)),
        })
    }

    fn number_text(&mut self, about: &About, at: (u32, u32), has_formula: bool) -> String {
        let Ok(value) = self.value.trim().parse::<f64>() else { return self.value.clone() };
        let value = if has_formula { rounded(value) } else { value };
        let format = about.style.and_then(|style| self.book.formats.get(style)).copied();
        let text = text(value, format.unwrap_or(NumberFormat::Plain), self.book.is_1904);
        if value.abs() >= IMPRECISE && self.remarks.imprecise.len() < LISTED {
            self.remarks.imprecise.push((at.0, at.1, text.clone()));
        }
        text
    }

    /// Takes notes out and fills in what is merged.
    fn settle(&mut self, row: &mut Row<'b>, is_hidden: bool) {
        if row.is_blank() {
            return;
        }
        if let Some(note) = self.merges.note_in(row) {
            self.remarks.notes.push((row.number, note));
            row.cells.clear();
            return;
        }
        self.merges.fill(row);
        if is_hidden {
            let (_, count) = self.remarks.hidden_rows.get_or_insert((row.number, 0));
            *count += 1;
        }
    }
}

fn note(list: &mut Vec<(u32, u32)>, at: (u32, u32)) {
    if list.len() < LISTED {
        list.push(at);
    }
}

impl<'b> Rows<'b> for SheetRows<'_, 'b> {
    /// Nothing reliable says how many rows there are.
    fn rows_at_most(&self) -> usize {
        0
    }

    fn read(&mut self, row: &mut Row<'b>) -> bool {
        match self.next_row(row) {
            Ok(Some(is_hidden)) => {
                self.settle(row, is_hidden);
                true
            }
            Ok(None) => false,
            Err(fault) => {
                self.failure = Some(fault);
                false
            }
        }
    }
}

/// An event between rows.
enum RowTag {
    Row { number: Option<u32>, is_hidden: bool, is_empty: bool },
    End,
    Other,
}

impl RowTag {
    fn of(event: &Event<'_>) -> Self {
        let row = |element: &BytesStart<'_>, is_empty| Self::Row {
            number: attribute(element, "r").and_then(|text| text.trim().parse().ok()),
            is_hidden: flag(element, "hidden"),
            is_empty,
        };
        match event {
            Event::Start(element) if element.local_name().as_ref() == "row" => row(element, false),
            Event::Empty(element) if element.local_name().as_ref() == "row" => row(element, true),
            Event::End(element) if element.local_name().as_ref() == "sheetData" => Self::End,
            Event::Eof => Self::End,
            _ => Self::Other,
        }
    }
}

/// An event between cells.
enum CellTag {
    Cell(About),
    RowEnd,
    Eof,
    Other,
}

impl CellTag {
    fn of(event: &Event<'_>) -> Self {
        match event {
            Event::Start(element) if element.local_name().as_ref() == "c" => {
                Self::Cell(About::read(element, false))
            }
            Event::Empty(element) if element.local_name().as_ref() == "c" => {
                Self::Cell(About::read(element, true))
            }
            Event::End(element) if element.local_name().as_ref() == "row" => Self::RowEnd,
            Event::Eof => Self::Eof,
            _ => Self::Other,
        }
    }
}

/// An event inside a cell.
enum Content {
    Value,
    Inline,
    Formula { is_empty: bool },
    Unknown,
    End,
    Eof,
    Other,
}

impl Content {
    fn of(event: &Event<'_>) -> Self {
        match event {
            Event::Start(element) => match element.local_name().as_ref() {
                "v" => Self::Value,
                "is" => Self::Inline,
                "f" => Self::Formula { is_empty: false },
                _ => Self::Unknown,
            },
            Event::Empty(element) if element.local_name().as_ref() == "f" => Self::Formula { is_empty: true },
            Event::End(_) => Self::End,
            Event::Eof => Self::Eof,
            _ => Self::Other,
        }
    }
}

/// What the tag of a cell says.
struct About {
    column: Option<u32>,
    style: Option<usize>,
    kind: Kind,
    is_empty: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Shared,
    Text,
    Bool,
    Day,
}

impl About {
    fn read(element: &BytesStart<'_>, is_empty: bool) -> Self {
        let mut about = Self { column: None, style: None, kind: Kind::Number, is_empty };
        for one in element.attributes().with_checks(false).filter_map(Result::ok) {
            match one.key.local_name().as_ref() {
                "r" => about.column = column(one.value.as_ref()),
                "s" => about.style = one.value.parse().ok(),
                "t" => about.kind = kind(one.value.as_ref()),
                _ => {}
            }
        }
        about
    }
}

/// Failed formulas say what they show, `#REF!`, in text.
fn kind(name: &str) -> Kind {
    match name {
        "s" => Kind::Shared,
        "str" | "e" | "inlineStr" => Kind::Text,
        "b" => Kind::Bool,
        "d" => Kind::Day,
        _ => Kind::Number,
    }
}

/// The column, from 0, of a reference such as `D17`; one that is no reference counts as not there.
pub(super) fn column(reference: &str) -> Option<u32> {
    let letters = reference.bytes().take_while(u8::is_ascii_alphabetic);
    let step = |column: u32, letter: u8| {
        column.checked_mul(26)?.checked_add(u32::from(letter.to_ascii_uppercase() - b'A') + 1)
    };
    letters.take(8).try_fold(0, step)?.checked_sub(1)
}

const _: () = assert!(CELL_LIMIT > 32_767, "every cell a spreadsheet can hold is read");

#[cfg(test)]
mod tests {
    use super::*;
    use liantu_model::column_letters;

    #[test]
    fn references_name_columns() {
        for (reference, expected) in [
            ("A1", Some(0)),
            ("Z9", Some(25)),
            ("AA1", Some(26)),
            ("xfd1048576", Some(16_383)),
            ("17", None),
            ("", None),
        ] {
            assert_eq!(column(reference), expected, "{reference}");
        }
        assert_eq!(column("ZZZZZZZZZZ1"), None);
        for one in [1, 26, 27, 702, 703, 16_384] {
            assert_eq!(column(&format!("{}5", column_letters(one))), Some(one - 1));
        }
    }
}
