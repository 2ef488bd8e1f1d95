//! A source of rows to the rows of a table.

use crate::cells::Reading;
use crate::header::Header;
use crate::problems::{Problem, Problems};
use crate::sheet::{Row, Rows};
use crate::tables::TableRow;
use liantu_model::Code;

/// Room set aside before reading, so that large tables do not move while they grow.
const ROWS_RESERVED: usize = 1 << 20;

/// A table as read.
#[derive(Debug)]
pub(crate) struct Read<T> {
    pub(crate) rows: Vec<T>,
    pub(crate) problems: Vec<Problem>,
    /// For each column of the format the position of its cell, from 0.
    pub(crate) positions: Vec<Option<usize>>,
    /// Whether rows may be missing, so that what refers to them cannot be judged.
    pub(crate) is_broken: bool,
}

/// Reads a table, collecting all problems of its cells. O(cells).
///
/// Without a required column the rows are still looked through, and then dropped: they say nothing.
pub(crate) fn read_table<'a, T: TableRow>(source: &mut impl Rows<'a>, file: u16, name: &str) -> Read<T> {
    let mut problems = Problems::new(name);
    let mut row = Row { number: 1, ..Row::default() };
    source.read_filled(&mut row);
    let header = Header::read(T::FORMAT, &row, &mut problems);
    let mut rows = Vec::with_capacity(source.rows_at_most().min(ROWS_RESERVED));
    let mut is_broken = !header.is_complete;
    let mut reading = Reading::new(file, &header, &mut problems);
    loop {
        if let Some(cell) = row.unclosed {
            let read = row.cells[cell].trim_start_matches('"').lines().next().unwrap_or_default();
            reading.problems.report(Code::UnclosedQuote, (row.number, Some(cell)), None, read);
            is_broken = true;
            break;
        }
        if !source.read_filled(&mut row) {
            break;
        }
        if row.unclosed.is_none() {
            rows.push(reading.row(&row));
        }
    }
    if is_broken {
        rows.clear();
    }
    Read { rows, problems: problems.list, positions: header.positions, is_broken }
}
