//! Tables as an Excel workbook: one sheet each.

use crate::chart::palette;
use crate::table::{Cell, Table, Tone};
use crate::write::widths::column_ems;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};
use std::collections::BTreeSet;
use unicode_width::UnicodeWidthStr;

/// The row of the headers; the title stands above.
const HEADER_ROW: u32 = 1;
/// Least width of a column, in characters.
const LEAST_WIDTH: usize = 6;
/// Height of a line and greatest height of a row, in points.
const LINE_HEIGHT: f64 = 15.0;
const GREATEST_HEIGHT: f64 = 405.0;
/// Paper sizes as Excel numbers them.
const A4: u8 = 9;
const A3: u8 = 8;
/// A table with more characters in a row than this would be too small to read on A4.
const A4_CHARACTERS: f64 = 170.0;
/// Characters of a line of notes below a table, over all its columns.
const NOTE_WIDTH: usize = 90;

/// A workbook with one sheet per table: title, frozen header with filters, grades coloured and in words, numbers
/// as numbers, notes below. The same tables give the same bytes: `as_of` is its date of creation.
///
/// # Errors
/// When a table is larger than a sheet (1,048,576 rows, 16,384 columns).
pub fn workbook(tables: &[&Table], as_of: (i16, u8, u8)) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let made = ExcelDateTime::from_ymd(as_of.0 as u16, as_of.1, as_of.2)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let mut taken = BTreeSet::new();
    for table in tables {
        let sheet = book.add_worksheet();
        sheet.set_name(sheet_name(table, &mut taken))?;
        write_sheet(sheet, table)?;
    }
    book.save_to_buffer()
}

/// `T3 短板清单`: at most 31 characters, none that Excel forbids, no two alike.
fn sheet_name(table: &Table, taken: &mut BTreeSet<String>) -> String {
    let full = table.heading();
    let plain = |one: char| if "[]:*?/\\'".contains(one) || one.is_control() { ' ' } else { one };
    let clean: String = full.chars().map(plain).collect();
    let cut = |end: &str| -> String {
        let room = 31 - end.chars().count();
        clean.trim().chars().take(room).collect::<String>() + end
    };
    let names = std::iter::once(cut("")).chain((2_u32..).map(|number| cut(&format!(" ({number})"))));
    let folded = |name: &str| name.to_lowercase();
    let name = names.into_iter().find(|name| !taken.contains(&folded(name))).unwrap_or_default();
    taken.insert(folded(&name));
    name
}

fn write_sheet(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    let first_row = HEADER_ROW + 1;
    sheet.write_string_with_format(0, 0, &table.title, &Format::new().set_bold().set_font_size(14))?;
    let widths = widths(table);
    for (column, about) in (0_u16..).zip(&table.columns) {
        sheet.write_string_with_format(HEADER_ROW, column, &about.header, &header_format())?;
        sheet.set_column_width(column, widths[column as usize])?;
    }
    sheet.set_row_height(
        HEADER_ROW,
        height(table.columns.iter().map(|about| about.header.as_str()), &widths),
    )?;
    for (row, cells) in (first_row..).zip(&table.rows) {
        sheet.set_row_height(row, height(cells.iter().map(|cell| cell.text.as_str()), &widths))?;
        for (column, cell) in (0_u16..).zip(cells) {
            write_cell(sheet, row, column, cell)?;
        }
    }
    let end = first_row + table.rows.len() as u32;
    if let (Some(last), false) = ((table.columns.len() as u16).checked_sub(1), table.rows.is_empty()) {
        sheet.autofilter(HEADER_ROW, 0, end - 1, last)?;
    }
    sheet.set_freeze_panes(first_row, 0)?;
    let paper = if widths.iter().sum::<f64>() > A4_CHARACTERS { A3 } else { A4 };
    sheet.set_landscape().set_paper_size(paper).set_print_fit_to_pages(1, 0);
    sheet.set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
    sheet.set_repeat_rows(HEADER_ROW, HEADER_ROW)?;
    sheet.set_footer("&C&P / &N");
    for (row, line) in (end + 1..).zip(&table.notes) {
        write_note(sheet, row, line, table.columns.len())?;
    }
    Ok(())
}

/// A note over all columns, so that it does not widen the first.
fn write_note(sheet: &mut Worksheet, row: u32, line: &str, columns: usize) -> Result<(), XlsxError> {
    let format =
        Format::new().set_text_wrap().set_align(FormatAlign::Top).set_font_color(Color::RGB(0x0040_4040));
    let lines = line.width().div_ceil(NOTE_WIDTH).max(1);
    sheet.set_row_height(row, 15.0 * lines as f64)?;
    match (columns as u16).checked_sub(1) {
        Some(last) if last > 0 => {
            sheet.merge_range(row, 0, row, last, line, &format)?;
        }
        _ => {
            sheet.write_string_with_format(row, 0, line, &format)?;
        }
    }
    Ok(())
}

fn header_format() -> Format {
    Format::new()
        .set_bold()
        .set_text_wrap()
        .set_border(FormatBorder::Thin)
        .set_background_color(Color::RGB(0x00EE_EEEE))
        .set_align(FormatAlign::VerticalCenter)
}

/// Numbers and percentages as such when the cell shows just one; everything else as text, which Excel never runs.
fn write_cell(sheet: &mut Worksheet, row: u32, column: u16, cell: &Cell) -> Result<(), XlsxError> {
    let format = cell_format(cell.tone);
    match shown_number(cell) {
        Some((value, pattern)) => {
            let format = format.set_num_format(pattern);
            sheet.write_number_with_format(row, column, value, &format)?;
        }
        None if cell.text.is_empty() => {
            sheet.write_blank(row, column, &format)?;
        }
        None => {
            sheet.write_string_with_format(row, column, &cell.text, &format)?;
        }
    }
    Ok(())
}

/// The number that the text of a cell shows, with a pattern that shows as many decimals.
fn shown_number(cell: &Cell) -> Option<(f64, String)> {
    cell.number?;
    let (digits, percent) = match cell.text.strip_suffix('%') {
        Some(digits) => (digits, true),
        None => (cell.text.as_str(), false),
    };
    if !digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b'-') {
        return None;
    }
    let value: f64 = digits.parse().ok()?;
    let decimals = digits.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    let zeros = if decimals == 0 { "0".to_owned() } else { format!("0.{}", "0".repeat(decimals)) };
    Some(if percent { (value / 100.0, zeros + "%") } else { (value, zeros) })
}

fn cell_format(tone: Option<Tone>) -> Format {
    let format = Format::new().set_text_wrap().set_border(FormatBorder::Thin).set_align(FormatAlign::Top);
    let Some(tone) = tone else { return format };
    let paint = palette::grade_paint(tone.into());
    format.set_background_color(paint.fill).set_font_color(paint.ink)
}

/// As wide as the columns want to be on paper, in characters, with room for the arrow of the filter; long texts wrap.
fn widths(table: &Table) -> Vec<f64> {
    column_ems(table).iter().map(|&em| (2 * em + 1).max(LEAST_WIDTH) as f64).collect()
}

/// High enough for the wrapped texts of a row: not every program works that out when it opens a workbook.
fn height<'t>(texts: impl Iterator<Item = &'t str>, widths: &[f64]) -> f64 {
    let lines = texts.zip(widths).map(|(text, width)| (text.width() as f64 / (width - 1.5)).ceil());
    (lines.fold(1.0, f64::max) * LINE_HEIGHT).min(GREATEST_HEIGHT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheet_names_are_what_excel_takes() {
        let mut taken = BTreeSet::new();
        let long = Table::new("T3", "短板[清单]:一二三四五六七八九十一二三四五六七八九十一二三四五", []);
        let first = sheet_name(&long, &mut taken);
        let second = sheet_name(&long, &mut taken);
        assert_ne!(first, second);
        for name in [first, second] {
            assert!(name.chars().count() <= 31 && !name.contains(['[', ']', ':']), "{name}");
        }
    }

    #[test]
    fn rows_are_as_high_as_their_longest_text() {
        let widths = [11.5, 21.5];
        let lines = |texts: [&str; 2]| height(texts.into_iter(), &widths) / LINE_HEIGHT;
        let wanted = [
            (["", ""], 1.0),
            (["甲乙丙丁戊", "a"], 1.0),
            (["甲乙丙丁戊己", "a"], 2.0),
            (["a", "12345678901234567890123456789012345678901"], 3.0),
        ];
        for (texts, count) in wanted {
            assert!((lines(texts) - count).abs() < 1e-9, "{texts:?}");
        }
        assert!(height(["长".repeat(100_000).as_str()].into_iter(), &widths) <= GREATEST_HEIGHT);
    }

    #[test]
    fn only_what_shows_one_number_is_one() {
        let as_number = |cell: Cell| shown_number(&cell);
        assert_eq!(as_number(Cell::number(0.4, 2)), Some((0.4, "0.00".to_owned())));
        assert_eq!(
            as_number(Cell { text: "12.5%".into(), number: Some(12.5), tone: None }),
            Some((0.125, "0.0%".into()))
        );
        assert_eq!(as_number(Cell::interval(0.4, 1.0, 2)), None);
        assert_eq!(as_number(Cell::text("2024")), None);
        assert_eq!(as_number(Cell::missing()), None);
    }
}
