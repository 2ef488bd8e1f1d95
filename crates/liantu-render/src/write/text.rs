//! Tables for the terminal.

use crate::table::Table;
use comfy_table::{Cell, CellAlignment, ContentArrangement, presets};
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// Characters that a column needs to be read, at least; a Chinese one counts two.
const LEGIBLE: usize = 9;
/// Cells of at most so many characters share a line with others.
const SHORT: usize = 24;

/// The table within `width` columns (`None`: as wide as it needs), with its title and notes. A table with too many
/// columns for the width comes as records, a line to a long cell.
pub fn text(table: &Table, width: Option<u16>) -> String {
    let table = &*table.for_pages();
    let is_legible = width.is_none_or(|width| usize::from(width) >= LEGIBLE * table.columns.len());
    let body = if is_legible { grid(table, width) } else { records(table) };
    let mut out = String::new();
    let _ = writeln!(out, "{}", table.title);
    let _ = writeln!(out, "{body}");
    for note in &table.notes {
        let _ = writeln!(out, "{note}");
    }
    out
}

/// Every row with the names of its cells.
fn records(table: &Table) -> String {
    let all = table.rows.len();
    let record = |(at, row): (usize, &Vec<crate::table::Cell>)| {
        let mut lines = vec![format!("── {}/{all} ──", at + 1)];
        let mut is_open = false;
        for (cell, column) in row.iter().zip(&table.columns) {
            let text = format!("{}: {}", column.header, cell.text);
            let is_short = UnicodeWidthStr::width(cell.text.as_str()) <= SHORT;
            match lines.last_mut() {
                Some(line) if is_open && is_short && UnicodeWidthStr::width(line.as_str()) < 2 * SHORT => {
                    line.push_str("    ");
                    line.push_str(&text);
                }
                _ => lines.push(text),
            }
            is_open = is_short;
        }
        lines.join("\n")
    };
    table.rows.iter().enumerate().map(record).collect::<Vec<String>>().join("\n")
}

fn grid(table: &Table, width: Option<u16>) -> String {
    let mut drawing = comfy_table::Table::new();
    drawing.load_style(presets::UTF8_HORIZONTAL_ONLY);
    match width {
        Some(width) => {
            drawing.set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
        }
        None => {
            drawing.set_content_arrangement(ContentArrangement::Disabled);
        }
    }
    drawing.set_header(table.columns.iter().map(|column| &column.header));
    for row in &table.rows {
        drawing.add_row(row.iter().zip(&table.columns).map(|(cell, column)| {
            let alignment = if column.numeric { CellAlignment::Right } else { CellAlignment::Left };
            Cell::new(&cell.text).set_alignment(alignment)
        }));
    }
    drawing.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Cell;

    fn wide() -> Table {
        let headers = (0..12).map(|at| format!("栏{at}"));
        let mut table = Table::new("T0", "标题".to_owned(), headers);
        let long = "很长的说明,一行放不下,须另起一行,写明原因与补救";
        table.push(
            (0..12).map(|at| Cell::text(if at == 3 { long.to_owned() } else { format!("值{at}") })).collect(),
        );
        table
    }

    #[test]
    fn a_table_too_wide_to_read_comes_as_records_and_loses_nothing() {
        let (table, narrow) = (wide(), text(&wide(), Some(80)));
        for (cell, column) in table.rows[0].iter().zip(&table.columns) {
            assert!(narrow.contains(&format!("{}: {}", column.header, cell.text)), "{narrow}");
        }
        assert!(narrow.lines().all(|line| UnicodeWidthStr::width(line) <= 80), "{narrow}");
        assert!(text(&table, Some(200)).contains('─') && !text(&table, Some(200)).contains("1/1"));
        assert!(!text(&table, None).contains("1/1"));
    }
}
