//! Where a table begins: titles above the header, and a header of two rows.

use crate::header::HeaderNames;
use crate::sheet::{Row, Rows};
use crate::text::trim;
use std::collections::VecDeque;

/// How many rows with content are looked at for the header.
const LOOKED_AT: usize = 10;

/// The beginning of a table.
#[derive(Debug)]
pub(crate) struct Preface<'a> {
    /// Rows above the header.
    pub(crate) titles: Vec<Row<'a>>,
    /// The header, one row or two.
    pub(crate) header: Vec<Row<'a>>,
    /// Rows below it that were read in passing.
    pub(crate) rest: VecDeque<Row<'a>>,
}

/// Finds the header among the first rows: the first row, alone or with the next one, that names every required
/// column; else the first with two names of columns; else the first. O(cells of those rows).
pub(crate) fn preface<'a>(source: &mut impl Rows<'a>, names: &HeaderNames) -> Preface<'a> {
    let mut rows = first_rows(source);
    let place = |start: usize, size: usize| (start, start + size);
    let whole = (0..rows.len()).find_map(|start| {
        let pair = rows.get(start..start + 2).filter(|pair| is_pair(names, pair));
        let alone = names.is_complete(&rows[start..=start]);
        // A row without names above a whole header only groups its columns.
        let groups = |pair: &[Row<'_>]| names.known(&pair[0]) == 0 && names.is_complete(&pair[1..]);
        let both = pair.is_some_and(|pair| names.is_complete(pair) && !groups(pair));
        (alone || both).then(|| place(start, 1 + usize::from(pair.is_some())))
    });
    let named = || rows.iter().position(|row| names.known(row) >= 2).map(|start| place(start, 1));
    let (start, end) = whole.or_else(named).unwrap_or((0, 1));
    let rest = rows.split_off(end.min(rows.len()));
    let header = rows.split_off(start.min(rows.len()));
    Preface { titles: rows, header, rest: rest.into() }
}

/// A title of one cell is no part of the header below it.
fn is_pair(names: &HeaderNames, pair: &[Row<'_>]) -> bool {
    let filled = pair[0].cells.iter().filter(|cell| !trim(cell).is_empty()).count();
    filled >= 2 && pair[1].unclosed.is_none() && names.is_second(&pair[0], &pair[1])
}

/// A source without rows has a blank header.
fn first_rows<'a>(source: &mut impl Rows<'a>) -> Vec<Row<'a>> {
    let mut rows = Vec::new();
    while rows.len() < LOOKED_AT && rows.last().is_none_or(|row: &Row<'_>| row.unclosed.is_none()) {
        let mut row = Row { number: 1, ..Row::default() };
        if !source.read_filled(&mut row) {
            break;
        }
        rows.push(row);
    }
    if rows.is_empty() {
        rows.push(Row { number: 1, ..Row::default() });
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::TextRows;
    use crate::tables::format_of;
    use liantu_model::Table;

    /// Lines of titles, of the header, and the first of the rest.
    fn parts(text: &str) -> (Vec<u32>, Vec<u32>, Option<u32>) {
        let names = HeaderNames::new(format_of(Table::Components));
        let found = preface(&mut TextRows::new(text), &names);
        let numbers = |rows: &[Row<'_>]| rows.iter().map(|row| row.number).collect();
        (numbers(&found.titles), numbers(&found.header), found.rest.front().map(|row| row.number))
    }

    #[test]
    fn titles_stand_above_the_header() {
        assert_eq!(
            parts("产业链环节表,,\n\n填报单位:某局,,日期\n编号,名称,备注\na,甲,\n"),
            (vec![1, 3], vec![4], Some(5))
        );
        assert_eq!(parts("id,name\na,b\n"), (vec![], vec![1], Some(2)));
        assert_eq!(parts(""), (vec![], vec![1], None));
    }

    #[test]
    fn a_header_may_have_two_rows() {
        // Groups over sub-headers, and two languages.
        assert_eq!(parts("编号,名称,数量,\n,,需求,库存\na,甲,1,2\n"), (vec![], vec![1, 2], Some(3)));
        assert_eq!(parts("基本信息,,数量,\n编号,名称,需求,库存\na,甲,1,2\n"), (vec![1], vec![2], Some(3)));
        assert_eq!(parts("编号,名称,备注\nid,name,note\na,甲,\n"), (vec![], vec![1, 2], Some(3)));
    }

    #[test]
    fn rows_of_data_are_no_header() {
        // Ids that happen to be names of other columns.
        assert_eq!(parts("id,name,note\nstock,demand,\n"), (vec![], vec![1], Some(2)));
        // Without a required column the first row with names is taken, else the first.
        assert_eq!(parts("x\nid,kind\na,part\n"), (vec![1], vec![2], Some(3)));
        assert_eq!(parts("code,title\na,b\n"), (vec![], vec![1], Some(2)));
    }
}
