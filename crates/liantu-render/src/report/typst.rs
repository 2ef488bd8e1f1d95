//! The report as Typst source: the long document, complete in one file, for who has the typesetter.
//!
//! Every word stands in a string literal, so no text can be markup. Trees are embedded as SVG.

use super::{FigureKind, Report, ReportPart};
use crate::chart::palette::grade_paint;
use crate::chart::{Page, Sheet, SvgOptions, sheets, svg};
use crate::table::{Cell, Table};
use crate::write::widths::column_ems;
use std::fmt::Write;

/// Layout after GB/T 9704-2012: A4, 156 × 225 mm of text, size 3 on 22 lines, page numbers between dashes outside.
const PREAMBLE: &str = include_str!("preamble.typ");
/// Em of a row in 9 pt upright, in 9 pt across on A4, in 7.5 pt across on A3.
const UPRIGHT: usize = 48;
const ACROSS: usize = 70;

/// The source.
pub(super) fn typst(report: &Report<'_, '_>) -> String {
    let words = report.results.naming.words;
    let (year, month, day) = report.results.naming.model.dataset().as_of;
    let mut out = String::new();
    let _ = writeln!(
        out,
        "#set document(title: {}, date: datetime(year: {year}, month: {month}, day: {day}))",
        literal(&report.title)
    );
    let language = words.language().tag().split('-').next().unwrap_or("zh");
    let _ = writeln!(out, "#set text(lang: {})", literal(language));
    out.push_str(PREAMBLE);
    let _ = writeln!(out, "#titled({}, {})", literal(&report.title), literal(&report.subtitle));
    if let Some(summary) = &report.summary {
        push_heading(&mut out, &summary.heading);
        push_paragraph(&mut out, &summary.paragraph);
        for (number, line) in (1..).zip(&summary.headlines) {
            push_paragraph(&mut out, &format!("{number}. {line}"));
        }
    }
    let mut in_tables = false;
    for part in &report.parts {
        match part {
            ReportPart::Figure { kind: FigureKind::Tree, heading } => {
                push_sheets(&mut out, &report.sheets, heading);
            }
            ReportPart::Figure { kind: FigureKind::Lanes, heading } => {
                let lanes = report.lanes.iter();
                let cut: Vec<Sheet> =
                    lanes.flat_map(|lanes| sheets(lanes, &[Page::A4Portrait, Page::A4Landscape])).collect();
                push_sheets(&mut out, &cut, heading);
            }
            ReportPart::Figure { kind: FigureKind::Regions, heading } => {
                if let Some(drawn) = &report.regions {
                    let (heading, drawn) = (literal(heading), literal(drawn));
                    let _ = writeln!(out, "#sheet({heading}, {drawn}, true, {heading})");
                }
            }
            ReportPart::Table(table) => {
                let table = &*report.on_page(table);
                let heading = (!in_tables).then_some(report.tables_heading.as_str());
                push_table(&mut out, table, heading, &words.text("document-empty"));
            }
        }
        in_tables = matches!(part, ReportPart::Table(_));
    }
    push_heading(&mut out, &report.caveats_heading);
    for line in &report.caveats {
        push_paragraph(&mut out, line);
    }
    let _ = writeln!(out, "#note({})", literal(&report.made));
    out
}

/// A string literal of Typst.
fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for one in text.chars() {
        match one {
            '"' | '\\' => {
                out.push('\\');
                out.push(one);
            }
            '\n' | '\r' | '\t' => out.push(' '),
            one if one.is_control() => {}
            one => out.push(one),
        }
    }
    out.push('"');
    out
}

fn push_heading(out: &mut String, text: &str) {
    let _ = writeln!(out, "#heading({})", literal(text));
}

fn push_paragraph(out: &mut String, text: &str) {
    let _ = writeln!(out, "#par({})", literal(text));
}

/// A picture on its sheets, each on a page, the heading on the first.
fn push_sheets(out: &mut String, sheets: &[Sheet], heading: &str) {
    for (number, sheet) in sheets.iter().enumerate() {
        let options =
            SvgOptions { page: sheet.page, id_prefix: format!("sheet{number}-"), ..SvgOptions::default() };
        let flipped = sheet.page.millimetres().is_some_and(|(width, height)| width > height);
        let drawn = literal(&svg(&sheet.chart, &options));
        let heading = if number == 0 { literal(heading) } else { "none".to_owned() };
        let _ = writeln!(out, "#sheet({heading}, {drawn}, {flipped}, {})", literal(&sheet.chart.title));
    }
}

fn push_table(out: &mut String, table: &Table, heading: Option<&str>, empty: &str) {
    let ems = column_ems(table);
    let total: usize = ems.iter().sum();
    let paper = if total <= UPRIGHT {
        "upright"
    } else if total <= ACROSS {
        "across"
    } else {
        "wide"
    };
    let columns: Vec<String> = ems.iter().map(|em| format!("{em}fr")).collect();
    let _ = write!(out, "#{paper}(");
    let heading = heading.map_or_else(|| "none".to_owned(), literal);
    let _ = writeln!(out, "{heading}, {}, ({},), (", literal(&table.heading()), columns.join(","));
    for column in &table.columns {
        let _ = write!(out, "{},", literal(&column.header));
    }
    out.push_str("), (\n");
    for row in &table.rows {
        for (cell, column) in row.iter().zip(&table.columns) {
            push_cell(out, cell, column.numeric);
        }
        out.push('\n');
    }
    if table.rows.is_empty() {
        let _ = writeln!(out, "table.cell(colspan: {}, {}),", table.columns.len().max(1), literal(empty));
    }
    out.push_str("), (");
    for note in &table.notes {
        let _ = write!(out, "{},", literal(note));
    }
    out.push_str("))\n");
}

fn push_cell(out: &mut String, cell: &Cell, numeric: bool) {
    let text = literal(&cell.text);
    match cell.tone {
        Some(tone) => {
            let paint = grade_paint(tone.into());
            let _ = write!(out, "graded({}, {}, {text}),", literal(paint.fill), literal(paint.ink));
        }
        None if numeric => {
            let _ = write!(out, "number({text}),");
        }
        None => {
            let _ = write!(out, "{text},");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_can_be_markup() {
        assert_eq!(literal("a\"b\\c\n#d\u{1}"), "\"a\\\"b\\\\c #d\"");
        let mut out = String::new();
        push_cell(&mut out, &Cell::text("\") #eval(\"1"), false);
        assert_eq!(out, "\"\\\") #eval(\\\"1\",");
    }
}
