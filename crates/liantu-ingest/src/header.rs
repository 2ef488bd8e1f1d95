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
    /// Reads a header, reporting unknown, doubled and missing columns. O(cells).
    pub(crate) fn read(format: &TableFormat, row: &Row<'_>, problems: &mut Problems) -> Self {
        let names = names(format);
        let width = row.cells.iter().rposition(|cell| !trim(cell).is_empty()).map_or(0, |last| last + 1);
        let mut header = Self { positions: vec![None; format.columns.len()], width, is_complete: true };
        let mut searches = NEAREST_SEARCHES;
        for (cell, text) in row.cells[..width].iter().enumerate() {
            let place = (row.number, Some(cell));
            let Some(column) = column_of(text, &names, format) else {
                let near = if searches > 0 { nearest_header(text, format) } else { None };
                searches = searches.saturating_sub(1);
                problems
                    .report(Code::UnknownColumn, place, None, trim(text))
                    .argue("nearest", near.unwrap_or_default());
                continue;
            };
            if let Some(first) = header.positions[column] {
                problems
                    .report(Code::DuplicateColumn, place, Some(format.columns[column].key), trim(text))
                    .argue("first", trim(&row.cells[first]));
                continue;
            }
            header.positions[column] = Some(cell);
        }
        header.report_missing(format, row.number, problems);
        header
    }

    fn report_missing(&mut self, format: &TableFormat, row: u32, problems: &mut Problems) {
        let lacks = |key: &str| {
            format.columns.iter().zip(&self.positions).any(|(column, at)| column.key == key && at.is_none())
        };
        let mut missing: Vec<(&'static str, String)> = format
            .columns
            .iter()
            .filter(|column| column.required && lacks(column.key))
            .map(|column| (column.key, both_names(column)))
            .collect();
        if format.table == Table::Supplies && lacks("supplier") && lacks("region") {
            missing.insert(0, ("supplier", "supplier 企业 / region 地区".to_owned()));
        }
        self.is_complete = missing.is_empty();
        for (key, column) in missing {
            problems.report(Code::MissingColumn, (row, None), Some(key), "").argue("column", column);
        }
    }
}

fn both_names(column: &Column) -> String {
    format!("{} {}", column.key, column.chinese())
}

fn names(format: &TableFormat) -> FxHashMap<String, usize> {
    let mut names = FxHashMap::default();
    for (position, column) in format.columns.iter().enumerate() {
        for name in [column.key].iter().chain(column.aliases) {
            names.insert(fold(name), position);
        }
    }
    names
}

/// A header may carry the mark of a required column and a unit: `份额（%）`, `编号*`.
fn column_of(text: &str, names: &FxHashMap<String, usize>, format: &TableFormat) -> Option<usize> {
    if text.len() > 1000 {
        return None;
    }
    let folded = fold(text);
    let plain = folded.trim_matches('*');
    let find = |name: &str| names.get(name).copied();
    find(plain).or_else(|| {
        let (name, unit) = plain.strip_suffix([')', ']', '】'])?.split_once(['(', '[', '【'])?;
        find(name.trim_end_matches('*')).filter(|&column| is_own_unit(format.columns[column].key, unit))
    })
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
    let names = |column: &'static Column| [column.key].into_iter().chain(column.aliases.iter().copied());
    nearest(text, format.columns.iter().flat_map(names))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::format_of;

    #[test]
    fn headers_are_matched_in_any_dress() {
        let format = format_of(Table::Supplies);
        let names = names(format);
        let column_of = |text: &str| column_of(text, &names, format);
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
