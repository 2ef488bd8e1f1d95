//! CSV for spreadsheets: UTF-8 with BOM, and no cell that a spreadsheet would run.

use crate::table::Table;

/// The table as CSV; notes are left out.
pub fn csv(table: &Table) -> String {
    let mut out = String::from("\u{feff}");
    let headers: Vec<String> = table.columns.iter().map(|column| quote(&column.header)).collect();
    out.push_str(&headers.join(","));
    out.push_str("\r\n");
    for row in &table.rows {
        let cells: Vec<String> = row
            .iter()
            .map(|cell| if cell.number.is_some() { quote(&cell.text) } else { quote(&inert(&cell.text)) })
            .collect();
        out.push_str(&cells.join(","));
        out.push_str("\r\n");
    }
    out
}

/// One field of a CSV for other programs: quoted where it must be, and never a formula.
pub fn plain_field(text: &str) -> String {
    quote(&inert(text))
}

/// Text that begins like a formula is written so that it stays text.
pub(super) fn inert(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

pub(super) fn quote(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Cell;

    #[test]
    fn formulas_stay_text_and_numbers_stay_numbers() {
        let mut table = Table::new("T", "t", ["a".to_owned(), "#b".to_owned()]);
        table.push(vec![Cell::text("=1+1"), Cell::number(-1.0, 0)]);
        table.push(vec![Cell::text("a,\"b\""), Cell::missing()]);
        assert_eq!(csv(&table), "\u{feff}a,b\r\n'=1+1,-1\r\n\"a,\"\"b\"\"\",—\r\n");
    }
}
