//! The reader of sheets against another one, on sheets that a third program wrote.

#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use super::book::Book;
use super::merges::Merges;
use super::package;
use super::rows::SheetRows;
use crate::sheet::{Row, Rows};
use calamine::{Data, Reader, Xlsx};
use proptest::collection::vec;
use proptest::prelude::*;
use rust_xlsxwriter::{Format, Workbook};
use std::collections::BTreeMap;
use std::io::Cursor;

#[derive(Debug, Clone)]
enum Written {
    Text(String),
    Number(f64),
    Bool(bool),
    Day(u16),
    Failed,
}

fn written() -> impl Strategy<Value = Written> {
    prop_oneof![
        "[a-c环节 =@<&\"'_x0-9;\n\t]{1,12}".prop_map(Written::Text),
        any::<f64>().prop_filter("finite", |value| value.is_finite()).prop_map(Written::Number),
        (-1_000_000..1_000_000_i32).prop_map(|value| Written::Number(f64::from(value) / 100.0)),
        any::<bool>().prop_map(Written::Bool),
        (61..60_000_u16).prop_map(Written::Day),
        Just(Written::Failed),
    ]
}

/// A sheet from cells with their places, doubled places overwritten.
fn sheet(cells: &[((u32, u16), Written)]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let day = Format::new().set_num_format("yyyy-mm-dd");
    for ((row, column), cell) in cells {
        match cell {
            Written::Text(text) => sheet.write_string(*row, *column, text).map(drop),
            Written::Number(value) => sheet.write_number(*row, *column, *value).map(drop),
            Written::Bool(value) => sheet.write_boolean(*row, *column, *value).map(drop),
            Written::Day(day_number) => {
                sheet.write_number_with_format(*row, *column, f64::from(*day_number), &day).map(drop)
            }
            Written::Failed => sheet
                .write_formula(*row, *column, rust_xlsxwriter::Formula::new("A1").set_result("#REF!"))
                .map(drop),
        }
        .unwrap();
    }
    book.save_to_buffer().unwrap()
}

fn ours(bytes: &[u8]) -> BTreeMap<(u32, u32), String> {
    let mut archive = package::open(bytes).unwrap();
    let book = Book::read(&mut archive).unwrap();
    let path = book.sheets[0].path.clone().unwrap();
    let mut rows = SheetRows::open(&mut archive, &path, &book, Merges::default()).unwrap().unwrap();
    let (mut row, mut cells) = (Row::default(), BTreeMap::new());
    while rows.read(&mut row) {
        for (column, text) in (0..).zip(&row.cells).filter(|(_, text)| !text.is_empty()) {
            cells.insert((row.number - 1, column), text.clone().into_owned());
        }
    }
    assert!(rows.failure.is_none());
    cells
}

fn theirs(bytes: &[u8]) -> BTreeMap<(u32, u32), String> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    let (top, left) = range.start().unwrap_or_default();
    let text = |data: &Data| match data {
        Data::Float(value) => value.to_string(),
        Data::Bool(value) => value.to_string().to_uppercase(),
        Data::DateTime(day) => {
            let (year, month, day, ..) = day.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        other => other.to_string(),
    };
    range
        .used_cells()
        .map(|(row, column, data)| ((row as u32 + top, column as u32 + left), text(data)))
        .filter(|(_, text)| !text.is_empty())
        .collect()
}

proptest! {
    #[test]
    fn cells_are_what_another_reader_finds(cells in vec(((0..40_u32, 0..30_u16), written()), 1..40)) {
        let bytes = sheet(&cells);
        prop_assert_eq!(ours(&bytes), theirs(&bytes));
    }
}
