//! A source of rows to the rows of a table.

use crate::cells::Reading;
use crate::header::{Header, HeaderNames};
use crate::preface::{Preface, preface};
use crate::problems::{Problem, Problems};
use crate::sheet::{Row, Rows};
use crate::tables::TableRow;
use crate::text::trim;
use liantu_model::Code;

/// Room set aside before reading, so that large tables do not move while they grow.
const ROWS_RESERVED: usize = 1 << 20;

/// What reading a table tells beside its rows.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) problems: Vec<Problem>,
    /// For each column of the format the position of its cell, from 0.
    pub(crate) positions: Vec<Option<usize>>,
    /// First and last row of the header.
    pub(crate) header: (u32, u32),
    /// Whether rows may be missing, so that what refers to them cannot be judged.
    pub(crate) is_broken: bool,
}

/// Reads a table, collecting all problems of its cells. O(cells).
///
/// Of a broken table there are no rows: they say nothing.
pub(crate) fn read_table<'a, T: TableRow>(
    source: &mut impl Rows<'a>,
    file: u16,
    name: &str,
) -> (Vec<T>, Outcome) {
    let mut rows = Vec::with_capacity(source.rows_at_most().min(ROWS_RESERVED));
    let outcome = read_each(source, file, name, |row| rows.push(row));
    if outcome.is_broken {
        rows.clear();
    }
    (rows, outcome)
}

/// As [`read_table`], with each row given to `take` as soon as it is read: whether the table is whole is known at
/// its end only. Without a required column the rows are looked through, and none is given.
pub(crate) fn read_each<'a, T: TableRow>(
    source: &mut impl Rows<'a>,
    file: u16,
    name: &str,
    mut take: impl FnMut(T),
) -> Outcome {
    let mut problems = Problems::new(name);
    let names = HeaderNames::new(T::FORMAT);
    let Preface { titles, header: top, mut rest } = preface(source, &names);
    for title in &titles {
        let text = title.cells.iter().map(|cell| trim(cell)).find(|cell| !cell.is_empty());
        problems.report(Code::TitleRow, (title.number, None), None, text.unwrap_or_default());
    }
    let header = Header::read(&names, &top, &mut problems);
    let mut is_broken = !header.is_complete;
    let mut reading = Reading::new(file, &header, &mut problems);
    let mut row = top.last().cloned().unwrap_or_default();
    loop {
        if let Some(cell) = row.unclosed {
            let read = row.cells[cell].trim_start_matches('"').lines().next().unwrap_or_default();
            reading.problems.report(Code::UnclosedQuote, (row.number, Some(cell)), None, read);
            is_broken = true;
            break;
        }
        if !next(&mut rest, source, &mut row) {
            break;
        }
        if row.unclosed.is_none() {
            let read = reading.row(&row);
            if header.is_complete {
                take(read);
            }
        }
    }
    let number = |row: Option<&Row<'_>>| row.map_or(1, |row| row.number);
    let header_rows = (number(top.first()), number(top.last()));
    Outcome { problems: problems.list, positions: header.positions, header: header_rows, is_broken }
}

fn next<'a>(
    rest: &mut std::collections::VecDeque<Row<'a>>,
    source: &mut impl Rows<'a>,
    row: &mut Row<'a>,
) -> bool {
    match rest.pop_front() {
        Some(read) => {
            *row = read;
            true
        }
        None => source.read_filled(row),
    }
}
