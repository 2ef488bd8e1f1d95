//! Tables for the terminal.

use crate::table::Table;
use comfy_table::{Cell, CellAlignment, ContentArrangement, presets};
use std::fmt::Write;

/// The table within `width` columns (`None`: as wide as it needs), with its title and notes.
pub fn text(table: &Table, width: Option<u16>) -> String {
    let table = &*table.for_pages();
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
    let mut out = String::new();
    let _ = writeln!(out, "{}", table.title);
    let _ = writeln!(out, "{drawing}");
    for note in &table.notes {
        let _ = writeln!(out, "{note}");
    }
    out
}
