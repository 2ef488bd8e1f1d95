//! What of long tables a Word document has: the gravest rows, and where the rest stands.

use super::{Extent, Report, ReportFormat, ReportOptions, sources};
use crate::chart::Grade as Shade;
use crate::results::Results;
use crate::table::{Cell, Table};
use crate::tables::forms;
use liantu_analysis::Grade;
use std::borrow::Cow;

/// Rows of a table in a document.
const MOST_ROWS: usize = 15;
const INDEX_COLUMNS: [&str; 4] = ["table", "title-column", "rows", "shown"];

/// The tables of a document.
pub(super) struct Shown {
    /// Those an office hands in.
    pub(super) main: Vec<Table>,
    /// What goes with them as far as it is short, the index of all tables, and the sources.
    pub(super) supplements: Vec<Table>,
}

impl Shown {
    pub(super) fn of(report: &Report<'_, '_>, options: &ReportOptions<'_>) -> Self {
        let pages: Vec<Cow<'_, Table>> = report.tables().map(Table::for_pages).collect();
        let tables: Vec<&Table> = pages.iter().map(|table| &**table).collect();
        let whole = |tables: &[&Table]| tables.iter().map(|&table| table.clone()).collect();
        let (Extent::Short, Some(file)) = (options.extent, whole_file(options)) else {
            return Self { main: whole(&tables), supplements: Vec::new() };
        };
        let short = |table: &Table| {
            if table.id == forms::TRAIL.id {
                return short_trail(report, table, Some(file));
            }
            shortened(report.results, table, file)
        };
        if options.template.is_some() {
            return Self { main: tables.into_iter().map(short).collect(), supplements: Vec::new() };
        }
        let (supplements, main): (Vec<&Table>, Vec<&Table>) =
            tables.iter().partition(|table| is_supplement(table));
        let is_shown = |table: &&Table| table.id == sources::FORM.id || table.rows.len() <= MOST_ROWS;
        let is_trail = |table: &&Table| table.id == forms::TRAIL.id;
        let trail = supplements.iter().copied().find(is_trail).map(short);
        let others = supplements.into_iter().filter(|table| !is_trail(table));
        let mut shown: Vec<Table> = others.filter(is_shown).cloned().collect();
        shown.splice(shown.len().saturating_sub(1)..shown.len().saturating_sub(1), trail);
        let at = shown.len().saturating_sub(1);
        shown.insert(at, index(report, &tables, file));
        Self { main: main.into_iter().map(short).collect(), supplements: shown }
    }
}

/// The file of the report in which every table is whole.
fn whole_file(options: &ReportOptions<'_>) -> Option<&'static str> {
    let files = [
        (ReportFormat::Xlsx, "report.xlsx"),
        (ReportFormat::Html, "report.html"),
        (ReportFormat::Markdown, "report.md"),
    ];
    files.into_iter().find(|(format, _)| options.formats.contains(format)).map(|(_, file)| file)
}

/// Not one of the numbered tables but what goes with one: `T3b`.
fn is_supplement(table: &Table) -> bool {
    !table.id.strip_prefix('T').is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()))
}

fn shortened(results: &Results<'_>, table: &Table, file: &str) -> Table {
    let mut short = table.clone();
    if table.id == sources::FORM.id || table.rows.len() <= MOST_ROWS {
        return short;
    }
    let mut rows: Vec<(u8, &Vec<Cell>)> =
        table.rows.iter().map(|row| (gravity(results, table, row), row)).collect();
    let is_ranked = rows.iter().any(|row| row.0 != rows[0].0);
    rows.sort_by_key(|row| row.0);
    short.rows = rows.into_iter().take(MOST_ROWS).map(|(_, row)| row.clone()).collect();
    let words = results.naming.words;
    let key = if is_ranked { "document-shortened-by-grade" } else { "document-shortened" };
    let (all, shown) = (table.rows.len().to_string(), MOST_ROWS.to_string());
    let arguments = [("all", &*all), ("shown", &*shown), ("file", file), ("table", &*table.heading())];
    short.notes.insert(0, words.format(key, &arguments));
    short
}

/// Of the evidence trail what the sentences of the summary rest on, the rows that decide first; and where the rest is.
pub(super) fn short_trail(report: &Report<'_, '_>, table: &Table, file: Option<&str>) -> Table {
    let at = |row: &[Cell]| row[1].text.clone();
    let decides = table.columns.iter().position(|column| column.key == "decides").unwrap_or_default();
    let mut short = Table { rows: Vec::new(), ..table.clone() };
    for headline in &report.headlines {
        let mut own: Vec<&Vec<Cell>> = table.rows.iter().filter(|row| at(row) == *headline).collect();
        own.sort_by_key(|row| row[decides].text.is_empty());
        short.rows.extend(own.into_iter().take(MOST_ROWS).cloned());
    }
    for (number, row) in (1..).zip(&mut short.rows) {
        row[0] = Cell::count(number);
    }
    let words = report.results.naming.words;
    let (all, most) = (table.rows.len().to_string(), MOST_ROWS.to_string());
    let arguments = [("all", &*all), ("most", &*most), ("file", file.unwrap_or_default())];
    let key = if file.is_some() { "e-shortened-in" } else { "e-shortened" };
    short.notes.insert(0, words.format(key, &arguments));
    short
}

/// How far down a row stands: by the grade it shows, else by that of its component; 0 is the gravest.
fn gravity(results: &Results<'_>, table: &Table, row: &[Cell]) -> u8 {
    if let Some(tone) = row.iter().find_map(|cell| cell.tone) {
        return rank(tone.into());
    }
    let component = table.columns.iter().position(|column| column.key == "component");
    let found = component.and_then(|at| results.naming.model.find_component(&row[at].text).ok());
    found.map_or(0, |component| match results.grade(component) {
        Grade::Red => rank(Shade::Red),
        Grade::Orange => rank(Shade::Orange),
        Grade::Yellow => rank(Shade::Yellow),
        Grade::Unknown => rank(Shade::Unknown),
        Grade::Green => rank(Shade::Green),
    })
}

fn rank(shade: Shade) -> u8 {
    match shade {
        Shade::Red => 0,
        Shade::Orange => 1,
        Shade::Yellow => 2,
        Shade::Unknown => 3,
        Shade::Green => 4,
    }
}

/// Every table, how many rows it has, and how many stand here.
fn index(report: &Report<'_, '_>, tables: &[&Table], file: &str) -> Table {
    let words = report.results.naming.words;
    let headers = INDEX_COLUMNS.map(|column| words.text(&format!("document-index-{column}")));
    let mut index = Table::new("I", words.text("document-index-title"), headers);
    index.label = String::new();
    for table in tables {
        let rows = table.rows.len();
        let here = if table.id == sources::FORM.id || rows <= MOST_ROWS {
            rows
        } else if table.id == forms::TRAIL.id {
            short_trail(report, table, None).rows.len()
        } else if is_supplement(table) {
            0
        } else {
            MOST_ROWS
        };
        index.push(vec![
            Cell { text: table.label.clone(), number: None, tone: None },
            Cell::text(table.title.clone()),
            Cell::count(rows),
            Cell::count(here),
        ]);
    }
    index.notes.push(words.format("document-index-note", &[("file", file)]));
    index
}
