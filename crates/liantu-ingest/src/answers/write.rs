//! A questionnaire to a workbook: what is asked on grey, what is to be filled in on yellow, drop-downs for answers.

use super::format::WRITTEN;
use super::{AnswerKind, CHECKLIST, LIST_ANSWERS, NEED_ANSWERS, Questionnaire, STATUS_ANSWERS, VISITS};
use crate::columns::{CellKind, Column, TableFormat};
use crate::words::WordList;
use crate::write::{Headers, write_guide};
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format, FormatAlign,
    FormatBorder, Note, Workbook, Worksheet, XlsxError,
};

/// Paints: a header, what is asked, what is to be filled in.
const HEADER: Color = Color::RGB(0x00DD_E7F0);
const ASKED: Color = Color::RGB(0x00F2_F2F2);
const TO_FILL: Color = Color::RGB(0x00FF_FBE0);
/// Points of a line of text.
const LINE: f64 = 15.0;

/// A workbook to be filled in; `notes` says of a column how it is filled in, blank for nothing. The same questionnaire
/// gives the same bytes: the date of the data is its date of creation. O(cells).
///
/// # Errors
/// When a text is longer than a cell.
pub fn write(
    form: &Questionnaire,
    headers: Headers,
    notes: &dyn Fn(&TableFormat, &Column) -> String,
) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let (year, month, day) = form.as_of;
    let made = ExcelDateTime::from_ymd(year as u16, month, day)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    write_guide(book.add_worksheet(), &form.guide.0, &form.guide.1)?;
    let questions = form.questions.iter().map(|one| (one.key.as_str(), &one.texts[..], one.kind));
    write_sheet(
        book.add_worksheet(),
        &Sheet { format: CHECKLIST, written: WRITTEN[0], headers, notes },
        questions,
    )?;
    if !form.visits.is_empty() {
        let visits = form.visits.iter().map(|one| (one.key.as_str(), &one.texts[..], AnswerKind::Need));
        write_sheet(
            book.add_worksheet(),
            &Sheet { format: VISITS, written: WRITTEN[1], headers, notes },
            visits,
        )?;
    }
    book.save_to_buffer()
}

struct Sheet<'n> {
    format: &'static TableFormat,
    written: &'static [&'static str],
    headers: Headers,
    notes: &'n dyn Fn(&TableFormat, &Column) -> String,
}

fn write_sheet<'r>(
    sheet: &mut Worksheet,
    about: &Sheet<'_>,
    rows: impl Iterator<Item = (&'r str, &'r [String], AnswerKind)>,
) -> Result<(), XlsxError> {
    let format = about.format;
    sheet.set_name(match about.headers {
        Headers::Chinese => format.chinese(),
        Headers::English => format.key,
    })?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    sheet.set_freeze_panes(1, 2)?;
    for (at, column) in (0_u16..).zip(format.columns) {
        write_header(sheet, at, column, about)?;
    }
    for (row, (key, texts, kind)) in (1_u32..).zip(rows) {
        let mut lines = 1;
        for (at, column) in (0_u16..).zip(format.columns) {
            let text = match about.written.iter().position(|one| *one == column.key) {
                _ if column.key == "key" => Some(key),
                position => position.map(|position| texts[position].as_str()),
            };
            match text {
                Some(text) => {
                    sheet.write_string_with_format(row, at, text, &cell(ASKED))?;
                    lines = lines.max((columns(text) as f64 / width(column)).ceil() as usize);
                }
                None => _ = sheet.write_blank(row, at, &to_fill(column))?,
            }
            if let Some(choice) = choice(column, kind, about.headers)? {
                sheet.add_data_validation(row, at, row, at, &choice)?;
            }
        }
        sheet.set_row_height(row, LINE * lines.clamp(2, 25) as f64)?;
    }
    Ok(())
}

fn write_header(sheet: &mut Worksheet, at: u16, column: &Column, about: &Sheet<'_>) -> Result<(), XlsxError> {
    let name = match about.headers {
        Headers::Chinese => column.chinese(),
        Headers::English => column.key,
    };
    sheet.set_column_width(at, width(column))?;
    let is_asked = column.key == "key" || about.written.contains(&column.key);
    let look = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::VerticalCenter)
        .set_background_color(if is_asked { HEADER } else { Color::RGB(0x00FF_E699) });
    sheet.write_string_with_format(0, at, name, &look)?;
    let note = (about.notes)(about.format, column);
    if !note.is_empty() {
        let lines = note.lines().map(|line| 1 + line.chars().count() / 22).sum::<usize>() as u32;
        let note = Note::new(note).add_author_prefix(false).set_width(300).set_height(24 + 18 * lines);
        sheet.insert_note(0, at, &note)?;
    }
    Ok(())
}

fn cell(paint: Color) -> Format {
    Format::new()
        .set_text_wrap()
        .set_border(FormatBorder::Thin)
        .set_border_color(Color::RGB(0x00BF_BFBF))
        .set_align(FormatAlign::Top)
        .set_background_color(paint)
}

/// What is typed stays as it is typed, numbers aside.
fn to_fill(column: &Column) -> Format {
    match column.kind {
        CellKind::Number | CellKind::Percent => cell(TO_FILL),
        _ => cell(TO_FILL).set_num_format("@"),
    }
}

/// The drop-down of a cell. Other forms that are read may be typed after a warning.
fn choice(column: &Column, kind: AnswerKind, headers: Headers) -> Result<Option<DataValidation>, XlsxError> {
    let list = match (column.key, kind, column.kind) {
        ("answer", AnswerKind::List, _) => LIST_ANSWERS,
        ("answer", AnswerKind::Status, _) => STATUS_ANSWERS,
        ("answer", AnswerKind::Need, _) => NEED_ANSWERS,
        (_, _, CellKind::Word(list)) => list,
        _ => return Ok(None),
    };
    let words = words(list, headers);
    let rule = DataValidation::new().allow_list_strings(&words)?;
    Ok(Some(rule.set_error_style(DataValidationErrorStyle::Warning)))
}

/// The usual form of each word of a list.
pub(super) fn words(list: &WordList, headers: Headers) -> Vec<&'static str> {
    let one = |word: &crate::words::WordForms| match headers {
        Headers::Chinese => word.forms.first().copied().unwrap_or(word.key),
        Headers::English => word.key,
    };
    list.words.iter().map(one).collect()
}

fn width(column: &Column) -> f64 {
    match column.key {
        "key" => 22.0,
        "question" | "why" => 34.0,
        "recorded" | "known" | "others" | "note" => 26.0,
        "component" | "firm" | "product" | "input" | "ask" | "other_firms" | "source" => 18.0,
        _ => 11.0,
    }
}

/// How many columns of a fixed font a text takes, Chinese characters two.
fn columns(text: &str) -> usize {
    text.chars().map(|one| if one.is_ascii() { 1 } else { 2 }).sum()
}
