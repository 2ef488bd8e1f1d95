//! Tables.

use super::markup::run;
use super::{Orientation, styles};
use crate::chart::palette::grade_paint;
use crate::table::{Cell, Table};
use crate::write::widths::column_ems;
use std::fmt::Write;

/// Twentieths of a point between the text of two columns.
const PADDING: u32 = 80;

/// How a table is set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Setting {
    pub(super) orientation: Orientation,
    style: &'static str,
    /// Width of each column in twentieths of a point.
    columns: Vec<u32>,
}

impl Setting {
    /// Upright in 9 pt where its columns have room, else across, in 9 pt or 7.5 pt, else across on A3.
    pub(super) fn of(table: &Table) -> Self {
        let ems = column_ems(table);
        let needed =
            |points: f64| ems.iter().map(|&em| (em as f64 * points * 20.0) as u32 + PADDING).sum::<u32>();
        let (upright, across, wide) = (Orientation::Portrait, Orientation::Landscape, Orientation::Wide);
        let (orientation, style, points) = if needed(9.0) <= upright.text_width() {
            (upright, "Cell", 9.0)
        } else if needed(9.0) <= across.text_width() {
            (across, "Cell", 9.0)
        } else if needed(7.5) <= across.text_width() {
            (across, "CellSmall", 7.5)
        } else if needed(9.0) <= wide.text_width() {
            (wide, "Cell", 9.0)
        } else {
            (wide, "CellSmall", 7.5)
        };
        Self { orientation, style, columns: shares(&ems, points, orientation.text_width()) }
    }

    /// On a page that lies so already: over its whole width where the table needs no more.
    fn on(table: &Table, lying: Orientation) -> Self {
        let own = Self::of(table);
        if lying.text_width() <= own.orientation.text_width() {
            return own;
        }
        Self {
            orientation: lying,
            style: "Cell",
            columns: shares(&column_ems(table), 9.0, lying.text_width()),
        }
    }
}

/// Columns up to this width, in em, hold numbers and short words, and give nothing away.
const SHORT: usize = 5;

/// The width of a page, shared out: when there is not enough, short columns keep what they need as long as that is
/// half of the page at most, and the others share the rest.
fn shares(ems: &[usize], points: f64, width: u32) -> Vec<u32> {
    let wanted: Vec<u32> = ems.iter().map(|&em| (em as f64 * points * 20.0) as u32 + PADDING).collect();
    let is_short = |column: usize| ems[column] <= SHORT;
    let total = |short: bool| -> u32 {
        (0..ems.len()).filter(|&column| is_short(column) == short).map(|column| wanted[column]).sum()
    };
    let (short, long) = (total(true), total(false));
    let keep = short + long > width && short <= width / 2 && long > 0;
    let part = |column: usize| match (keep, is_short(column)) {
        (true, true) => wanted[column],
        (true, false) => (u64::from(width - short) * u64::from(wanted[column]) / u64::from(long)) as u32,
        _ => (u64::from(width) * u64::from(wanted[column]) / u64::from((short + long).max(1))) as u32,
    };
    let mut columns: Vec<u32> = (0..ems.len()).map(part).collect();
    let rest = width - columns.iter().sum::<u32>();
    if let Some(last) = columns.last_mut() {
        *last += rest;
    }
    columns
}

/// The table on a page that lies so, its header row repeated on every page.
pub(super) fn table(table: &Table, lying: Orientation, empty: &str) -> String {
    let setting = Setting::on(table, lying);
    let mut out = opening(&setting);
    out.push_str("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
    for (column, &width) in table.columns.iter().zip(&setting.columns) {
        let content = run(&styles::header_run(), &column.header);
        let shade = r#"<w:shd w:val="clear" w:color="auto" w:fill="EEEEEE"/><w:vAlign w:val="center"/>"#;
        push_cell(&mut out, &format!("{}{shade}", cell_width(width)), &setting, "center", &content);
    }
    out.push_str("</w:tr>");
    for row in &table.rows {
        out.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        for ((cell, column), &width) in row.iter().zip(&table.columns).zip(&setting.columns) {
            let side = if column.numeric { "right" } else { "left" };
            let (shade, ink) = paint(cell);
            let properties = cell_width(width) + &shade;
            push_cell(&mut out, &properties, &setting, side, &run(&ink, &cell.text));
        }
        out.push_str("</w:tr>");
    }
    if table.rows.is_empty() {
        let span = format!(
            r#"{}<w:gridSpan w:val="{}"/>"#,
            cell_width(setting.orientation.text_width()),
            table.columns.len()
        );
        out.push_str("<w:tr>");
        push_cell(&mut out, &span, &setting, "center", &run("", empty));
        out.push_str("</w:tr>");
    }
    out.push_str("</w:tbl>");
    out
}

fn opening(setting: &Setting) -> String {
    let width = setting.orientation.text_width();
    let sides = ["top", "left", "bottom", "right", "insideH", "insideV"];
    let border = |side: &str| format!(r#"<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>"#);
    let borders: String = sides.into_iter().map(border).collect();
    let half = PADDING / 2;
    let mut out = format!(
        r#"<w:tbl><w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="{half}" w:type="dxa"/><w:right w:w="{half}" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>"#
    );
    for column in &setting.columns {
        let _ = write!(out, r#"<w:gridCol w:w="{column}"/>"#);
    }
    out.push_str("</w:tblGrid>");
    out
}

fn cell_width(width: u32) -> String {
    format!(r#"<w:tcW w:w="{width}" w:type="dxa"/>"#)
}

fn push_cell(out: &mut String, properties: &str, setting: &Setting, side: &str, content: &str) {
    let style = setting.style;
    let _ = write!(
        out,
        r#"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:pPr><w:pStyle w:val="{style}"/><w:jc w:val="{side}"/></w:pPr>{content}</w:p></w:tc>"#
    );
}

/// Shading of a cell and colour of its text, for a grade.
fn paint(cell: &Cell) -> (String, String) {
    let Some(tone) = cell.tone else { return (String::new(), String::new()) };
    let paint = grade_paint(tone.into());
    let [fill, ink] = [paint.fill, paint.ink].map(|colour| colour.trim_start_matches('#'));
    (
        format!(r#"<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>"#),
        format!(r#"<w:color w:val="{ink}"/>"#),
    )
}
