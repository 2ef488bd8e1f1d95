//! Markdown tables.

use crate::table::Table;
use std::fmt::Write;

/// The table as Markdown with its title and notes.
pub fn markdown(table: &Table) -> String {
    let table = &*table.for_pages();
    let mut out = format!("### {}\n\n", escape(&table.heading()));
    let headers: Vec<String> = table.columns.iter().map(|column| escape(&column.header)).collect();
    let rules: Vec<&str> =
        table.columns.iter().map(|column| if column.numeric { "--:" } else { "---" }).collect();
    let _ = writeln!(out, "| {} |\n|{}|", headers.join(" | "), rules.join("|"));
    for row in &table.rows {
        let cells: Vec<String> = row.iter().map(|cell| escape(&cell.text)).collect();
        let _ = writeln!(out, "| {} |", cells.join(" | "));
    }
    out.push('\n');
    for note in &table.notes {
        let _ = writeln!(out, "{}  ", escape(note));
    }
    out
}

/// Text that Markdown would read as markup.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for one in text.chars() {
        match one {
            '\\' | '|' | '`' | '*' | '_' | '<' | '>' | '[' | ']' | '#' => {
                out.push('\\');
                out.push(one);
            }
            '\n' | '\r' => out.push(' '),
            _ => out.push(one),
        }
    }
    out
}
