//! A draft to a workbook: a sheet per table, with drop-downs and notes from the lists the reader uses.

use super::{Grid, grids};
use crate::columns::{CellKind, Column, TableFormat};
use crate::words::{WordForms, WordList, YES_NO};
use crate::workbook::SETTINGS;
use liantu_model::{Draft, Scope};
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format, FormatAlign,
    FormatBorder, Note, Workbook, Worksheet, XlsxError,
};

/// The last row of a sheet, from 0.
const LAST_ROW: u32 = (1 << 20) - 1;
/// The most characters a cell holds.
const CELL_CHARACTERS: usize = 32_767;
/// Columns of a line of the guide.
const GUIDE_WIDTH: usize = 76;
/// Columns of a note beside a setting.
const NOTE_WIDTH: usize = 70;
/// Whole numbers from here on are written as text: a spreadsheet keeps 15 digits.
const IMPRECISE: f64 = 1e15;
/// Paints: a required header, another one, a line of the guide that heads others.
const REQUIRED: Color = Color::RGB(0x001F_4E79);
const OPTIONAL: Color = Color::RGB(0x00DD_E7F0);

/// The language of headers and words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Headers {
    /// 编号、在供
    Chinese,
    /// `id`, `active`
    English,
}

/// Words that go into a workbook beside its data.
pub trait Texts {
    /// What a column holds and how it is filled in; blank for no note.
    fn note(&self, format: &TableFormat, column: &Column) -> String;

    /// Name of the sheet that explains the others, and its lines; a line that begins with `#` is a heading.
    fn guide(&self) -> Option<(String, Vec<String>)>;

    /// Above the names of settings, above their values, above the remarks.
    fn setting_headers(&self) -> [String; 3];
}

/// How a workbook looks.
#[derive(Clone, Copy)]
pub struct Look<'t> {
    /// The language of headers and words.
    pub headers: Headers,
    /// Whether tables without rows have a sheet too, to be filled in.
    pub all_tables: bool,
    /// Notes and guide.
    pub texts: &'t dyn Texts,
}

impl std::fmt::Debug for Look<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { headers, all_tables, texts: _ } = self;
        f.debug_struct("Look")
            .field("headers", headers)
            .field("all_tables", all_tables)
            .finish_non_exhaustive()
    }
}

/// What a workbook cannot hold.
#[derive(Debug, thiserror::Error)]
pub enum WorkbookError {
    /// More rows than a sheet has.
    #[error("{table}: more rows than a sheet holds")]
    TooManyRows {
        /// Key of the table.
        table: &'static str,
    },
    /// A text longer than a cell.
    #[error("{table}, row {row}, {column}: longer than a cell holds")]
    TextTooLong {
        /// Key of the table.
        table: &'static str,
        /// Row of the sheet, from 1.
        row: u32,
        /// Key of the column.
        column: &'static str,
    },
    /// A failure of the writer itself.
    #[error("{0}")]
    Writer(#[from] XlsxError),
}

/// A workbook that reads back as the draft. The same draft gives the same bytes: the date of the data is its date of
/// creation. O(cells).
///
/// Texts are written as texts, whatever they begin with; numbers as numbers where a spreadsheet keeps them exactly.
///
/// # Errors
/// When the draft is larger than a workbook.
pub fn write_workbook(draft: &Draft, look: &Look<'_>) -> Result<Vec<u8>, WorkbookError> {
    let mut book = Workbook::new();
    if let Some((year, month, day)) = draft.settings.as_of {
        let made = ExcelDateTime::from_ymd(year as u16, month, day)?;
        book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    }
    if let Some((name, lines)) = look.texts.guide() {
        write_guide(book.add_worksheet(), &name, &lines)?;
    }
    write_settings(book.add_worksheet(), draft, look)?;
    for grid in grids(draft).into_iter().filter(|grid| look.all_tables || grid.is_needed) {
        // Rows go to a temporary file as they are written: a million of them need not be in memory twice.
        write_grid(book.add_worksheet_with_low_memory()?, grid, look)?;
    }
    Ok(book.save_to_buffer()?)
}

impl Look<'_> {
    fn sheet_name(&self, format: &TableFormat) -> &'static str {
        match self.headers {
            Headers::Chinese => format.chinese(),
            Headers::English => format.key,
        }
    }

    fn header(&self, column: &Column) -> String {
        let name = match self.headers {
            Headers::Chinese => column.chinese(),
            Headers::English => column.key,
        };
        if column.required { format!("{name}*") } else { name.to_owned() }
    }

    fn word(&self, word: &WordForms) -> &'static str {
        match self.headers {
            Headers::Chinese => word.forms.first().copied().unwrap_or(word.key),
            Headers::English => word.key,
        }
    }

    /// A cell as it is written in English, in the language of the workbook.
    fn text(&self, text: String, kind: CellKind) -> String {
        let one = |list: &WordList, text: &str| match list.find(text) {
            Some(position) => self.word(&list.words[position]).to_owned(),
            None => text.to_owned(),
        };
        match kind {
            _ if text.is_empty() => text,
            CellKind::YesNo => one(YES_NO, &text),
            CellKind::Word(list) => one(list, &text),
            CellKind::Words(list) => {
                text.split(';').map(|text| one(list, text)).collect::<Vec<_>>().join(";")
            }
            _ => text,
        }
    }
}

fn write_grid(sheet: &mut Worksheet, grid: Grid<'_>, look: &Look<'_>) -> Result<(), WorkbookError> {
    let format = grid.format;
    sheet.set_name(look.sheet_name(format))?;
    sheet.set_freeze_panes(1, 1)?;
    set_page(sheet)?;
    for (at, column) in (0_u16..).zip(format.columns) {
        write_header(sheet, at, format, column, look)?;
    }
    for (row, cells) in (1_u32..).zip(grid.rows) {
        if row > LAST_ROW {
            return Err(WorkbookError::TooManyRows { table: format.key });
        }
        for ((at, column), text) in (0_u16..).zip(format.columns).zip(cells) {
            let text = look.text(text, column.kind);
            if text.encode_utf16().count() > CELL_CHARACTERS {
                return Err(WorkbookError::TextTooLong {
                    table: format.key,
                    row: row + 1,
                    column: column.key,
                });
            }
            write_cell(sheet, (row, at), &text, column.kind)?;
        }
    }
    Ok(())
}

/// Printed on A4 across, all columns on a page, the header on every page.
fn set_page(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_footer("&C&P / &N");
    sheet.set_repeat_rows(0, 0)?;
    Ok(())
}

fn write_header(
    sheet: &mut Worksheet,
    at: u16,
    format: &TableFormat,
    column: &Column,
    look: &Look<'_>,
) -> Result<(), XlsxError> {
    let header = look.header(column);
    sheet.set_column_width(at, width(column))?;
    if is_text(column.kind) {
        // What is typed stays as it is typed: ids keep their zeros, codes their digits.
        sheet.set_column_format(at, &text_format())?;
    }
    sheet.write_string_with_format(0, at, &header, &header_format(column.required))?;
    let note = look.texts.note(format, column);
    if !note.is_empty() {
        sheet.insert_note(0, at, &note_of(&note))?;
    }
    if let Some(choice) = choice(column.kind, look)? {
        sheet.add_data_validation(1, at, LAST_ROW, at, &choice)?;
    }
    Ok(())
}

/// A drop-down of the words of a column. Other forms that are read may be typed after a warning.
fn choice(kind: CellKind, look: &Look<'_>) -> Result<Option<DataValidation>, XlsxError> {
    let list = match kind {
        CellKind::YesNo => YES_NO,
        CellKind::Word(list) => list,
        _ => return Ok(None),
    };
    let words: Vec<&str> = list.words.iter().map(|word| look.word(word)).collect();
    let rule = DataValidation::new().allow_list_strings(&words)?;
    Ok(Some(rule.set_error_style(DataValidationErrorStyle::Warning)))
}

fn write_cell(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    text: &str,
    kind: CellKind,
) -> Result<(), XlsxError> {
    if text.is_empty() {
        return Ok(());
    }
    // Cells take the format of their column.
    match exact_number(text).filter(|_| !is_text(kind)) {
        Some(value) => sheet.write_number(row, column, value)?,
        None => sheet.write_string(row, column, text)?,
    };
    Ok(())
}

/// A number that comes back as the same text.
fn exact_number(text: &str) -> Option<f64> {
    let value: f64 = text.parse().ok()?;
    (value.is_finite() && value.abs() < IMPRECISE && value.to_string() == text).then_some(value)
}

fn is_text(kind: CellKind) -> bool {
    matches!(kind, CellKind::Id | CellKind::Text | CellKind::List | CellKind::Date)
}

fn text_format() -> Format {
    Format::new().set_num_format("@")
}

fn header_format(required: bool) -> Format {
    let format = Format::new()
        .set_bold()
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::VerticalCenter)
        .set_background_color(if required { REQUIRED } else { OPTIONAL });
    if required { format.set_font_color(Color::White) } else { format }
}

fn note_of(text: &str) -> Note {
    let lines = text.lines().map(|line| 1 + line.chars().count() / 22).sum::<usize>() as u32;
    Note::new(text).add_author_prefix(false).set_width(300).set_height(24 + 18 * lines)
}

fn width(column: &Column) -> f64 {
    match column.kind {
        CellKind::Text if column.key == "name" => 26.0,
        CellKind::Id => 16.0,
        CellKind::Text | CellKind::List => 20.0,
        _ => 12.0,
    }
}

/// The settings, one a row, each with its note beside it.
fn write_settings(sheet: &mut Worksheet, draft: &Draft, look: &Look<'_>) -> Result<(), WorkbookError> {
    sheet.set_name(look.sheet_name(SETTINGS))?;
    sheet.set_freeze_panes(1, 0)?;
    set_page(sheet)?;
    for (column, (header, width)) in
        (0_u16..).zip(look.texts.setting_headers().iter().zip([18.0, 34.0, NOTE_WIDTH as f64 * 1.1]))
    {
        sheet.set_column_width(column, width)?;
        sheet.write_string_with_format(0, column, header, &header_format(false))?;
    }
    sheet.set_column_format(1, &text_format())?;
    for (row, (column, value)) in (1_u32..).zip(SETTINGS.columns.iter().zip(settings(draft))) {
        sheet.write_string_with_format(row, 0, look.header(column), &header_format(column.required))?;
        let value = look.text(value, column.kind);
        if !value.is_empty() {
            sheet.write_string_with_format(row, 1, &value, &text_format())?;
        }
        let note = look.texts.note(SETTINGS, column).replace('\n', " · ");
        if !note.is_empty() {
            sheet.set_row_height(row, line_height(&note, NOTE_WIDTH))?;
            sheet.write_string_with_format(row, 2, &note, &wrapped())?;
        }
        if let Some(choice) = choice(column.kind, look)? {
            sheet.add_data_validation(row, 1, row, 1, &choice)?;
        }
    }
    Ok(())
}

/// The values of the settings in the order of their list.
fn settings(draft: &Draft) -> [String; 8] {
    let row = &draft.settings;
    let as_of = row.as_of.map(|(year, month, day)| format!("{year:04}-{month:02}-{day:02}"));
    [
        row.id.clone(),
        row.title.clone(),
        row.title_en.clone(),
        as_of.unwrap_or_default(),
        row.home.clone(),
        row.domestic.join(";"),
        if row.lists_complete { "complete" } else { "unknown" }.to_owned(),
        row.target_scope.map_or("", Scope::key).to_owned(),
    ]
}

/// How many columns of a fixed font a line takes, Chinese characters two.
fn columns(line: &str) -> usize {
    line.chars().map(|one| if one.is_ascii() { 1 } else { 2 }).sum()
}

/// High enough for a text in lines of so many columns.
fn line_height(text: &str, width: usize) -> f64 {
    18.0 * columns(text).div_ceil(width).max(1) as f64
}

/// Marks that begin no line.
const CLOSING: &str = "。,、;:?!)》”’,.;:?!)";

/// A text in lines of at most so many columns: broken at blanks, and between characters of which one is not ASCII.
fn broken(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for piece in pieces(text) {
        let last = lines.last_mut().expect("there is always one");
        if !last.is_empty() && columns(last) + columns(piece.trim_end()) > width {
            lines.push(piece.to_owned());
        } else {
            last.push_str(piece);
        }
    }
    lines.iter().map(|line| line.trim_end().to_owned()).collect()
}

/// The parts of a text between which a line may be broken.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut start, mut before) = (0, None);
    for (at, one) in text.char_indices() {
        let may_break = before.is_some_and(|before: char| {
            let is_word = before.is_ascii() && one.is_ascii();
            before == ' ' || !(is_word || "《“‘(".contains(before))
        });
        if may_break && one != ' ' && !CLOSING.contains(one) {
            pieces.push(&text[start..at]);
            start = at;
        }
        before = Some(one);
    }
    pieces.push(&text[start..]);
    pieces
}

fn wrapped() -> Format {
    Format::new().set_text_wrap().set_align(FormatAlign::Top)
}

pub(crate) fn write_guide(sheet: &mut Worksheet, name: &str, lines: &[String]) -> Result<(), XlsxError> {
    sheet.set_name(name)?;
    sheet.set_column_width(0, GUIDE_WIDTH as f64 * 1.1)?;
    sheet.set_paper_size(9).set_print_fit_to_pages(1, 0);
    let plain = wrapped();
    let heading = Format::new()
        .set_bold()
        .set_font_size(13)
        .set_font_color(REQUIRED)
        .set_align(FormatAlign::Bottom)
        .set_text_wrap();
    for (row, line) in (0_u32..).zip(lines) {
        if let Some(text) = line.strip_prefix('#') {
            sheet.set_row_height(row, 26.0)?;
            sheet.write_string_with_format(row, 0, text.trim(), &heading)?;
        } else {
            // Broken here and not by the program that shows it: fonts differ, and so does what fits.
            let lines = broken(line, GUIDE_WIDTH);
            sheet.set_row_height(row, 18.0 * lines.len() as f64)?;
            sheet.write_string_with_format(row, 0, lines.join("\n"), &plain)?;
        }
    }
    Ok(())
}
