//! How wide the columns of a table want to be on paper.

use crate::table::Table;
use unicode_width::UnicodeWidthStr;

/// Widest and narrowest column, in em.
pub(crate) const WIDEST: usize = 24;
pub(crate) const NARROWEST: usize = 3;
/// A column left blank is wide enough to write in, in em.
const BLANK_COLUMN: usize = 6;

/// Column widths in em: what short columns need, and for long texts the root of their length, so that rows get
/// no higher than they must.
pub(crate) fn column_ems(table: &Table) -> Vec<usize> {
    let ems = |text: &str| text.width().div_ceil(2);
    (0..table.columns.len())
        .map(|column| {
            let lengths = || table.rows.iter().map(|row| ems(&row[column].text));
            let longest = lengths().max().unwrap_or(0);
            if longest == 0 {
                return BLANK_COLUMN;
            }
            let mean = lengths().sum::<usize>() / table.rows.len().max(1);
            let header = ems(&table.columns[column].header).min(4);
            let flowing = ((mean.max(longest / 3) * 6) as f64).sqrt().ceil() as usize;
            longest.min(7).max(flowing.min(longest)).max(header).clamp(NARROWEST - 1, WIDEST - 1) + 1
        })
        .collect()
}
