//! Which cell of a header is which column.

use crate::columns::{Column, TableFormat};
use crate::problems::{Argument, Problems};
use crate::sheet::Row;
use crate::text::{fold, trim};
use liantu_model::{Code, Table, nearest};
use rustc_hash::FxHashMap;

/// Unknown columns beyond this many get no suggestion.
const NEAREST_SEARCHES: usize = 100;

/// The columns of a table by the cells they stand in.
#[derive(Debug)]
pub(crate) struct Header {
    /// For each column of the format the position of its cell, from 0.
    pub(crate) positions: Vec<Option<usize>>,
    /// How many cells there are, up to the last with a name.
    pub(crate) width: usize,
    /// Whether every required column is there.
    pub(crate) is_complete: bool,
}

impl Header {
    /// Reads a header of one row, or of two, reporting unknown, doubled and missing columns. O(cells).
    pub(crate) fn read(names: &HeaderNames, rows: &[Row<'_>], problems: &mut Problems) -> Self {
        let format = names.format;
        let width = rows.iter().map(filled_width).max().unwrap_or(0);
        let mut header = Self { positions: vec![None; format.columns.len()], width, is_complete: true };
        let mut searches = NEAREST_SEARCHES;
        for cell in 0..width {
            let (row, text) = name_at(rows, cell);
            let Some(column) = names.column_of(text) else {
                let near = if searches > 0 { nearest_header(text, format) } else { None };
                searches = searches.saturating_sub(1);
                problems
                    .report(Code::UnknownColumn, (row, Some(cell)), None, trim(text))
                    .argue("nearest", near.unwrap_or_default());
                continue;
            };
            if let Some(first) = header.positions[column] {
                problems
                    .report(
                        Code::DuplicateColumn,
                        (row, Some(cell)),
                        Some(format.columns[column].key),
                        trim(text),
                    )
                    .argue("first", trim(name_at(rows, first).1));
                continue;
            }
            header.positions[column] = Some(cell);
        }
        let unread: Vec<&str> = (0..width)
            .filter(|cell| !header.positions.contains(&Some(*cell)))
            .map(|cell| trim(name_at(rows, cell).1))
            .collect();
        header.report_missing(format, &unread, rows.last().map_or(1, |row| row.number), problems);
        header
    }

    /// `unread`: headers that are no column; one of them may be the missing one, misspelt.
    fn report_missing(&mut self, format: &TableFormat, unread: &[&str], row: u32, problems: &mut Problems) {
        let missing = missing(format, |column| self.positions[column].is_some());
        self.is_complete = missing.is_empty();
        for (key, column) in missing {
            let misspelt = misspelt(unread, format, key).unwrap_or_default();
            problems
                .report(Code::MissingColumn, (row, None), Some(key), "")
                .argue("column", column)
                .argue("misspelt", misspelt);
        }
    }
}

/// Cells up to the last that is not blank.
fn filled_width(row: &Row<'_>) -> usize {
    row.cells.iter().rposition(|cell| !trim(cell).is_empty()).map_or(0, |last| last + 1)
}

/// The name over a column and the row it stands in: of two rows the lower one, unless it is blank there.
fn name_at<'r>(rows: &'r [Row<'_>], cell: usize) -> (u32, &'r str) {
    let text = |row: &'r Row<'_>| row.cells.get(cell).map_or("", |text| text.as_ref());
    let named = rows.iter().rev().find(|row| !trim(text(row)).is_empty()).or(rows.last());
    named.map_or((1, ""), |row| (row.number, text(row)))
}

/// Keys and names of the required columns that are not there.
fn missing(format: &TableFormat, has: impl Fn(usize) -> bool) -> Vec<(&'static str, String)> {
    let lacks =
        |key: &str| format.columns.iter().enumerate().any(|(column, about)| about.key == key && !has(column));
    let mut missing: Vec<(&'static str, String)> = format
        .columns
        .iter()
        .filter(|column| column.required && lacks(column.key))
        .map(|column| (column.key, both_names(column)))
        .collect();
    if format.table == Some(Table::Supplies) && lacks("supplier") && lacks("region") {
        missing.insert(0, ("supplier", "supplier 企业 / region 地区".to_owned()));
    }
    missing
}

fn both_names(column: &Column) -> String {
    format!("{} {}", column.key, column.chinese())
}

/// The names of a table's columns.
#[derive(Debug)]
pub(crate) struct HeaderNames {
    pub(crate) format: &'static TableFormat,
    columns: FxHashMap<String, usize>,
}

impl HeaderNames {
    pub(crate) fn new(format: &'static TableFormat) -> Self {
        let columns = format.columns.iter().enumerate();
        let names =
            columns.flat_map(|(position, column)| column.all_names().map(move |name| (name, position)));
        Self { format, columns: names.map(|(name, position)| (fold(name), position)).collect() }
    }

    /// The column of a header, which may carry the mark of a required column and a unit: `份额（%）`, `编号*`.
    pub(crate) fn column_of(&self, text: &str) -> Option<usize> {
        if text.len() > 1000 {
            return None;
        }
        let folded = fold(text);
        let plain = folded.trim_matches('*');
        let find = |name: &str| self.columns.get(name).copied();
        find(plain).or_else(|| {
            let (name, unit) = plain.strip_suffix([')', ']', '】'])?.split_once(['(', '[', '【'])?;
            find(name.trim_end_matches('*'))
                .filter(|&column| is_own_unit(self.format.columns[column].key, unit))
        })
    }

    /// How many cells of a row are names of columns.
    pub(crate) fn known(&self, row: &Row<'_>) -> usize {
        row.cells.iter().filter(|cell| self.column_of(cell).is_some()).count()
    }

    /// Whether the rows together name every required column.
    pub(crate) fn is_complete(&self, rows: &[Row<'_>]) -> bool {
        let width = rows.iter().map(filled_width).max().unwrap_or(0);
        let named: Vec<Option<usize>> =
            (0..width).map(|cell| self.column_of(name_at(rows, cell).1)).collect();
        missing(self.format, |column| named.contains(&Some(column))).is_empty()
    }

    /// Whether the lower row is a second row of the header: it holds nothing but names, and contradicts none above.
    pub(crate) fn is_second(&self, upper: &Row<'_>, lower: &Row<'_>) -> bool {
        let mut named = 0;
        let agrees = (0..filled_width(lower)).all(|cell| {
            let text = trim(&lower.cells[cell]);
            let column = self.column_of(text);
            let above = upper.cells.get(cell).and_then(|text| self.column_of(text));
            named += usize::from(column.is_some());
            text.is_empty() || column.is_some() && above.is_none_or(|above| Some(above) == column)
        });
        agrees && named > 0
    }
}

/// Quantities over time have a fixed unit; under another one (`产能（套/月）`) they would be misread.
fn is_own_unit(key: &str, unit: &str) -> bool {
    const TIMES: [&[&str]; 4] =
        [&["天", "日", "day"], &["周", "week"], &["月", "季", "month", "quarter"], &["年", "year"]];
    let own = match key {
        "stock_days" => 0,
        "demand" | "capacity" | "switch_weeks" | "recovery_weeks" => 1,
        "value" => 3,
        _ => return true,
    };
    let names = |words: &[&str]| words.iter().any(|word| unit.contains(word));
    (0..TIMES.len()).all(|time| time == own || !names(TIMES[time]))
}

fn nearest_header(text: &str, format: &TableFormat) -> Option<&'static str> {
    let names = || format.columns.iter().flat_map(Column::all_names);
    nearest(text, names()).or_else(|| names().find(|name| is_one_off(text, name)))
}

/// The header that was meant for a column, if one is close to its names.
fn misspelt<'h>(unread: &[&'h str], format: &TableFormat, key: &str) -> Option<&'h str> {
    let column = format.columns.iter().find(|column| column.key == key)?;
    let is_close = |header: &str| {
        let header = fold(header);
        nearest(&header, column.all_names()).is_some()
            || column.all_names().any(|name| is_one_off(&header, name))
    };
    unread.iter().take(NEAREST_SEARCHES).copied().find(|header| is_close(header))
}

/// One character of two or three is another: too unlike by measure, and the usual slip in Chinese.
fn is_one_off(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let is_short = (2..=3).contains(&one.len()) && !one.iter().all(char::is_ascii);
    is_short && one.len() == other.len() && one.iter().zip(&other).filter(|(a, b)| a != b).count() == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::format_of;

    #[test]
    fn headers_are_matched_in_any_dress() {
        let names = HeaderNames::new(format_of(Table::Supplies));
        let column_of = |text: &str| names.column_of(text);
        let expected = column_of("share");
        assert!(expected.is_some());
        for text in [
            "份额",
            " Share ",
            "ＳＨＡＲＥ",
            "份额（%）",
            "份额 [%]",
            "*份额*",
            "share_percent",
            "share-percent",
        ] {
            assert_eq!(column_of(text), expected, "{text}");
        }
        assert_eq!(column_of("(%)"), None);
        assert_eq!(column_of(""), None);
        assert!(column_of("产能（套/周）").is_some() && column_of("切换周期(周)").is_some());
        assert_eq!((column_of("产能（套/月）"), column_of("切换周期(月)")), (None, None));
    }
}
