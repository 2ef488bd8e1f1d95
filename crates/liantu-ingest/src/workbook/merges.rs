//! Merged cells: what stands in the first of them counts for every row they span.

use super::package::{Archive, part};
use super::rows::column;
use super::xml::attribute;
use crate::error::WorkbookFault;
use crate::sheet::Row;
use crate::text::trim;
use liantu_model::column_letters;
use quick_xml::events::Event;
use std::borrow::Cow;

/// More merged ranges than this are not looked at.
const LIMIT: usize = 1 << 20;
/// More ranges than this side by side are not filled.
const OPEN: usize = 1 << 10;
/// A note across the table spans at least this many columns.
const NOTE_COLUMNS: u32 = 3;

/// A merged range: rows from 1, columns from 0, all included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Range {
    pub(super) rows: (u32, u32),
    pub(super) columns: (u32, u32),
}

impl Range {
    /// Reads `B3:B7`.
    fn of(text: &str) -> Option<Self> {
        let (first, last) = text.split_once(':')?;
        let row = |cell: &str| cell.trim_start_matches(|one: char| !one.is_ascii_digit()).parse::<u32>().ok();
        let range = Self { rows: (row(first)?, row(last)?), columns: (column(first)?, column(last)?) };
        (range.rows.0 <= range.rows.1 && range.columns.0 <= range.columns.1).then_some(range)
    }

    pub(super) fn is_wide(&self) -> bool {
        self.columns.0 < self.columns.1
    }
}

impl std::fmt::Display for Range {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (first, last) = (column_letters(self.columns.0 + 1), column_letters(self.columns.1 + 1));
        write!(f, "{first}{}:{last}{}", self.rows.0, self.rows.1)
    }
}

/// An event around the cells of a sheet.
enum Tag {
    Cells,
    Range(Option<Range>),
    End,
    Other,
}

impl Tag {
    fn of(event: &Event<'_>) -> Self {
        match event {
            Event::Start(element) if element.local_name().as_ref() == "sheetData" => Self::Cells,
            Event::Start(element) | Event::Empty(element) if element.local_name().as_ref() == "mergeCell" => {
                Self::Range(attribute(element, "ref").and_then(|text| Range::of(&text)))
            }
            Event::Eof => Self::End,
            _ => Self::Other,
        }
    }
}

/// The merged ranges of a sheet, and those that the row being read may belong to.
#[derive(Debug, Default)]
pub(super) struct Merges {
    /// Sorted by first row.
    ranges: Vec<Range>,
    next: usize,
    open: Vec<(Range, String)>,
    /// Ranges with something in them that have begun, up to a limit.
    begun: Vec<Range>,
}

impl Merges {
    /// Reads the ranges, which stand behind the cells. O(bytes of the sheet).
    pub(super) fn read(archive: &mut Archive<'_>, path: &str) -> Result<Self, WorkbookFault> {
        let mut ranges = Vec::new();
        let Some(mut xml) = part(archive, path)? else { return Ok(Self::default()) };
        let mut buffer = Vec::with_capacity(1024);
        loop {
            match xml.step(&mut buffer, Tag::of)? {
                Tag::Cells => xml.pass_over("sheetData")?,
                Tag::Range(range) => ranges.extend(range.filter(|_| ranges.len() < LIMIT)),
                Tag::End => break,
                Tag::Other => {}
            }
        }
        ranges.sort_unstable();
        Ok(Self { ranges, ..Self::default() })
    }

    /// Ranges that leave open what stands in which cell, once the rows have been read: over several columns of
    /// the table, or from a header (its first and last row) down into the rows.
    pub(super) fn unclear(&self, header: (u32, u32), columns: &[Option<usize>]) -> Vec<Range> {
        let is_read = |range: &Range| {
            let spans =
                |column: usize| (range.columns.0 as usize..=range.columns.1 as usize).contains(&column);
            columns.iter().flatten().any(|&column| spans(column))
        };
        let is_unclear = |range: &Range| {
            let below = range.rows.0 > header.1;
            let leaves = (header.0..=header.1).contains(&range.rows.0) && range.rows.1 > header.1;
            let undivided = header.0 == header.1 && range.rows.0 == header.0;
            leaves || range.is_wide() && (below || undivided)
        };
        self.begun.iter().copied().filter(|range| is_read(range) && is_unclear(range)).collect()
    }

    /// What a row says that is nothing but one range across the table, such as a title or a remark.
    pub(super) fn note_in(&self, row: &Row<'_>) -> Option<String> {
        let mut filled = row.cells.iter().enumerate().filter(|(_, cell)| !trim(cell).is_empty());
        let (only, text) = filled.next()?;
        if filled.next().is_some() {
            return None;
        }
        let start = self.ranges.partition_point(|range| range.rows.0 < row.number);
        let here = self.ranges[start..].iter().take_while(|range| range.rows.0 == row.number);
        let is_note = |range: &Range| {
            range.columns.0 as usize == only && range.columns.1 - range.columns.0 + 1 >= NOTE_COLUMNS
        };
        here.copied().any(|range| is_note(&range)).then(|| trim(text).to_owned())
    }

    /// Fills the blank cells of a row from ranges of one column that began above it, and opens those that begin.
    pub(super) fn fill(&mut self, row: &mut Row<'_>) {
        self.open.retain(|(range, _)| range.rows.1 >= row.number);
        while let Some(range) = self.ranges.get(self.next).filter(|range| range.rows.0 <= row.number) {
            self.next += 1;
            let text = row.cells.get(range.columns.0 as usize).map_or("", |cell| trim(cell));
            if range.rows.0 < row.number || text.is_empty() {
                continue;
            }
            if self.begun.len() < LIMIT {
                self.begun.push(*range);
            }
            if range.rows.1 > row.number && !range.is_wide() && self.open.len() < OPEN {
                self.open.push((*range, text.to_owned()));
            }
        }
        for (range, text) in self.open.iter().filter(|(range, _)| range.rows.0 < row.number) {
            let column = range.columns.0 as usize;
            let width = row.cells.len().max(column + 1);
            row.cells.resize(width, Cow::Borrowed(""));
            if trim(&row.cells[column]).is_empty() {
                row.cells[column] = Cow::Owned(text.clone());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(number: u32, cells: &[&'static str]) -> Row<'static> {
        Row { number, cells: cells.iter().map(|cell| Cow::Borrowed(*cell)).collect(), ..Row::default() }
    }

    fn merges(texts: &[&str]) -> Merges {
        let mut ranges: Vec<Range> = texts.iter().filter_map(|text| Range::of(text)).collect();
        ranges.sort_unstable();
        Merges { ranges, ..Merges::default() }
    }

    #[test]
    fn a_tall_range_counts_for_every_row() {
        let mut merges = merges(&["B2:B3", "A2:A4", "C3:D3", "x"]);
        let mut rows =
            [row(2, &["a", "b", "c"]), row(3, &["", "", "d"]), row(4, &["", "own"]), row(5, &["", "", "e"])];
        for row in &mut rows {
            merges.fill(row);
        }
        let texts: Vec<Vec<&str>> =
            rows.iter().map(|row| row.cells.iter().map(AsRef::as_ref).collect()).collect();
        assert_eq!(texts, [vec!["a", "b", "c"], vec!["a", "b", "d"], vec!["a", "own"], vec!["", "", "e"]]);
        let torn = Range { rows: (3, 3), columns: (2, 3) };
        assert_eq!(merges.unclear((1, 1), &[Some(0), Some(3)]), [torn]);
        // Beside the columns that are read it does not matter.
        assert_eq!(merges.unclear((1, 1), &[Some(0), Some(1)]), []);
        // Header cells over two rows want a header of two rows.
        assert_eq!(merges.unclear((2, 2), &[Some(1)]), [Range { rows: (2, 3), columns: (1, 1) }]);
        assert_eq!(merges.unclear((2, 3), &[Some(1)]), []);
    }

    #[test]
    fn a_note_is_alone_in_its_row() {
        let merges = merges(&["A1:H1", "A9:B9"]);
        assert_eq!(merges.note_in(&row(1, &["标题"])), Some("标题".to_owned()));
        assert_eq!(merges.note_in(&row(1, &["标题", "x"])), None);
        assert_eq!(merges.note_in(&row(9, &["a"])), None);
        assert_eq!(merges.note_in(&row(2, &["a"])), None);
    }
}
