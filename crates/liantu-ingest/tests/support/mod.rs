//! Workbooks spelled out part by part, so that nothing under test has a hand in writing them.

#![allow(dead_code, reason = "every test file uses some of it")]
#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A cell as it is stored.
#[derive(Debug, Clone)]
pub(crate) enum Cell {
    /// Nothing.
    Blank,
    /// A text of its own.
    Text(String),
    /// A text of the shared list, by position in [`SHARED`].
    Shared(usize),
    /// A number in the format of a style, see [`STYLES`].
    Number(f64, usize),
    /// A formula and its stored value.
    Formula(&'static str, &'static str),
    /// A failed formula.
    Failed(&'static str),
    /// Yes or no.
    Bool(bool),
}

/// Texts that cells refer to: plain, in runs with a reading, with an escape, blank.
pub(crate) const SHARED: &str = "<si><t>船厂</t></si><si><r><t>主</t></r><r><t>机厂</t></r><rPh sb=\"0\" eb=\"1\"><t>zhu</t></rPh></si>\
    <si><t>a_x0041_&amp;b</t></si><si/><si><t>江苏</t></si>";

/// 0 plain, 1 `0%`, 2 a date, 3 `0.0%`, 4 `000`, 5 a Chinese date.
pub(crate) const STYLES: &str = "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><numFmts>\
    <numFmt numFmtId=\"164\" formatCode=\"0.0%\"/><numFmt numFmtId=\"165\" formatCode=\"000\"/>\
    <numFmt numFmtId=\"166\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;\"/></numFmts>\
    <cellStyleXfs><xf numFmtId=\"9\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"9\"/><xf numFmtId=\"14\"/>\
    <xf numFmtId=\"164\"/><xf numFmtId=\"165\"/><xf numFmtId=\"166\"/></cellXfs></styleSheet>";

/// A sheet in the making.
#[derive(Debug, Clone)]
pub(crate) struct Sheet {
    pub(crate) name: &'static str,
    pub(crate) rows: Vec<Vec<Cell>>,
    /// Merged ranges.
    pub(crate) merged: Vec<&'static str>,
    /// Hidden rows, from 1.
    pub(crate) hidden_rows: Vec<usize>,
    /// Hidden columns, from 1.
    pub(crate) hidden_columns: Vec<usize>,
    pub(crate) is_hidden: bool,
}

pub(crate) fn t(text: &str) -> Cell {
    if text.is_empty() { Cell::Blank } else { Cell::Text(text.to_owned()) }
}

/// A sheet of texts, its cells separated by `|`.
pub(crate) fn sheet(name: &'static str, rows: &[&str]) -> Sheet {
    let row = |row: &&str| row.split('|').map(t).collect();
    cells(name, rows.iter().map(row).collect())
}

pub(crate) fn cells(name: &'static str, rows: Vec<Vec<Cell>>) -> Sheet {
    Sheet {
        name,
        rows,
        merged: Vec::new(),
        hidden_rows: Vec::new(),
        hidden_columns: Vec::new(),
        is_hidden: false,
    }
}

impl Sheet {
    #[must_use]
    pub(crate) fn merged(mut self, ranges: &[&'static str]) -> Self {
        self.merged = ranges.to_vec();
        self
    }

    #[must_use]
    pub(crate) fn hidden(mut self, rows: &[usize], columns: &[usize]) -> Self {
        self.hidden_rows = rows.to_vec();
        self.hidden_columns = columns.to_vec();
        self
    }

    fn xml(&self) -> String {
        let mut xml =
            String::from("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">");
        if !self.hidden_columns.is_empty() {
            xml.push_str("<cols>");
            for column in &self.hidden_columns {
                write!(xml, "<col min=\"{column}\" max=\"{column}\" hidden=\"1\"/>").unwrap();
            }
            xml.push_str("</cols>");
        }
        xml.push_str("<sheetData>");
        for (row, cells) in self.rows.iter().enumerate() {
            let hidden = if self.hidden_rows.contains(&(row + 1)) { " hidden=\"1\"" } else { "" };
            write!(xml, "<row r=\"{}\"{hidden}>", row + 1).unwrap();
            for (column, cell) in cells.iter().enumerate() {
                xml.push_str(&cell.xml(&format!("{}{}", char::from(b'A' + column as u8), row + 1)));
            }
            xml.push_str("</row>");
        }
        xml.push_str("</sheetData>");
        if !self.merged.is_empty() {
            xml.push_str("<mergeCells>");
            for range in &self.merged {
                write!(xml, "<mergeCell ref=\"{range}\"/>").unwrap();
            }
            xml.push_str("</mergeCells>");
        }
        xml + "</worksheet>"
    }
}

impl Cell {
    fn xml(&self, at: &str) -> String {
        match self {
            Self::Blank => String::new(),
            Self::Text(text) => {
                format!(
                    "<c r=\"{at}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
                    escaped(text)
                )
            }
            Self::Shared(position) => format!("<c r=\"{at}\" t=\"s\"><v>{position}</v></c>"),
            Self::Number(value, style) => format!("<c r=\"{at}\" s=\"{style}\"><v>{value}</v></c>"),
            Self::Formula(formula, value) => format!("<c r=\"{at}\"><f>{formula}</f><v>{value}</v></c>"),
            Self::Failed(text) => format!("<c r=\"{at}\" t=\"e\"><f>B1</f><v>{text}</v></c>"),
            Self::Bool(yes) => format!("<c r=\"{at}\" t=\"b\"><v>{}</v></c>", u8::from(*yes)),
        }
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The parts of a workbook by name.
pub(crate) fn parts(sheets: &[Sheet]) -> Vec<(String, Vec<u8>)> {
    const KIND: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let mut list = String::new();
    let mut relations = String::new();
    let mut parts = Vec::new();
    for (position, sheet) in sheets.iter().enumerate() {
        let state = if sheet.is_hidden { " state=\"hidden\"" } else { "" };
        let name = escaped(sheet.name);
        write!(list, "<sheet name=\"{name}\" sheetId=\"{}\"{state} r:id=\"rId{position}\"/>", position + 7)
            .unwrap();
        write!(
            relations,
            "<Relationship Id=\"rId{position}\" Type=\"{KIND}/worksheet\" Target=\"worksheets/s{position}.xml\"/>"
        )
        .unwrap();
        parts.push((format!("xl/worksheets/s{position}.xml"), sheet.xml().into_bytes()));
    }
    let workbook = format!("<workbook xmlns:r=\"{KIND}\"><sheets>{list}</sheets></workbook>");
    let root = format!(
        "<Relationships><Relationship Id=\"r\" Type=\"{KIND}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    let mut all: Vec<(String, Vec<u8>)> = [
        ("_rels/.rels", root),
        ("xl/workbook.xml", workbook),
        ("xl/_rels/workbook.xml.rels", format!("<Relationships>{relations}</Relationships>")),
        ("xl/sharedStrings.xml", format!("<sst>{SHARED}</sst>")),
        ("xl/styles.xml", STYLES.to_owned()),
    ]
    .into_iter()
    .map(|(name, text)| (name.to_owned(), text.into_bytes()))
    .collect();
    all.extend(parts);
    all
}

pub(crate) fn zipped(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in parts {
        zip.start_file(name.as_str(), options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

pub(crate) fn workbook(sheets: &[Sheet]) -> Vec<u8> {
    zipped(&parts(sheets))
}
