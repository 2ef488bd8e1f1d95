//! The summary across chains: a page, a document, a workbook, Markdown.

use super::digest::CONCENTRATED;
use super::{ChainDigest, common};
use crate::catalogue::Catalogue;
use crate::report::html::{page, table_section};
use crate::report::{ReportFile, ReportFiles, ReportFormat};
use crate::table::{Cell, Table};
use crate::tables::{Form, VERSION};
use crate::write::{self, Block, Document, Orientation, orientation};
use maud::html;
use std::collections::BTreeSet;
use std::fmt::Write as _;

const COLUMNS: [&str; 23] = [
    "number",
    "chain",
    "folder",
    "date",
    "components",
    "essential",
    "targets",
    "red",
    "orange",
    "yellow",
    "green",
    "unknown",
    "points",
    "confirmed",
    "embargoes",
    "cover",
    "assured-short",
    "assured-long",
    "single-place",
    "concentrated",
    "home",
    "delta",
    "judgement",
];
const FAILED_COLUMNS: [&str; 2] = ["dataset", "reason"];
const COMPARISON: Form = Form::new("C1", &COLUMNS);
const FAILED: Form = Form::new("C4", &FAILED_COLUMNS);

/// A dataset of which no report was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// What it is called.
    pub dataset: String,
    /// Why.
    pub reason: String,
}

/// The files of the summary. The same chains give the same bytes.
pub fn chains(
    words: &Catalogue,
    chains: &[ChainDigest],
    left_out: &[LeftOut],
    as_of: (i16, u8, u8),
    formats: &BTreeSet<ReportFormat>,
) -> ReportFiles {
    let mut tables =
        vec![comparison(words, chains), common::components(words, chains), common::firms(words, chains)];
    if !left_out.is_empty() {
        tables.push(failed(words, left_out));
    }
    let summary = Summary { words, paragraph: paragraph(words, chains, &tables, left_out), tables, as_of };
    let mut made = ReportFiles::default();
    let mut add = |format, name: &str, content: Result<Vec<u8>, String>| {
        if !formats.contains(&format) {
            return;
        }
        match content {
            Ok(content) => made.files.push(ReportFile { name: name.to_owned(), content }),
            Err(reason) => {
                let arguments = [("file", name), ("reason", reason.as_str())];
                made.missing.push(words.format("chains-refused", &arguments));
            }
        }
    };
    add(ReportFormat::Html, "summary.html", Ok(summary.html().into_bytes()));
    add(ReportFormat::Markdown, "summary.md", Ok(summary.markdown().into_bytes()));
    add(ReportFormat::Docx, "summary.docx", summary.document());
    add(ReportFormat::Xlsx, "summary.xlsx", summary.workbook());
    made
}

fn comparison(words: &Catalogue, chains: &[ChainDigest]) -> Table {
    let mut table = COMPARISON.table_of(words, |_| true);
    for (position, chain) in chains.iter().enumerate() {
        let mut cells = vec![Cell::count(position + 1), Cell::text(chain.title.clone())];
        cells.extend(chain.cells.iter().cloned());
        table.push(cells);
    }
    table.notes = vec![
        words.format("note-version", &[("version", VERSION)]),
        words.text("note-list-only"),
        words.format("c1-note", &[("hhi", &CONCENTRATED.to_string())]),
    ];
    table
}

fn failed(words: &Catalogue, left_out: &[LeftOut]) -> Table {
    let mut table = FAILED.table_of(words, |_| true);
    for one in left_out {
        table.push(vec![Cell::text(one.dataset.clone()), Cell::text(one.reason.clone())]);
    }
    table
}

fn paragraph(words: &Catalogue, chains: &[ChainDigest], tables: &[Table], left_out: &[LeftOut]) -> String {
    let numbers = [chains.len(), tables[1].rows.len(), tables[2].rows.len()].map(|one| one.to_string());
    let arguments = [("chains", &*numbers[0]), ("components", &*numbers[1]), ("firms", &*numbers[2])];
    let mut text = words.format("chains-summary", &arguments);
    if !left_out.is_empty() {
        text += &words.format("chains-summary-left-out", &[("count", &left_out.len().to_string())]);
    }
    text
}

struct Summary<'w> {
    words: &'w Catalogue,
    paragraph: String,
    tables: Vec<Table>,
    as_of: (i16, u8, u8),
}

impl Summary<'_> {
    fn title(&self) -> String {
        self.words.text("chains-title")
    }

    fn html(&self) -> String {
        let body = html! {
            section { p { (self.paragraph) } }
            @for table in &self.tables { (table_section(self.words, table)) }
        };
        page(self.words, &self.title(), &self.subtitle(), &body)
    }

    fn subtitle(&self) -> String {
        let (year, month, day) = self.as_of;
        self.words.format("chains-subtitle", &[("date", &format!("{year:04}-{month:02}-{day:02}"))])
    }

    fn markdown(&self) -> String {
        let escape = write::escape_markdown;
        let mut out = String::new();
        let _ = writeln!(
            out,
            "# {}\n\n{}\n\n{}\n",
            escape(&self.title()),
            escape(&self.subtitle()),
            escape(&self.paragraph)
        );
        for table in &self.tables {
            out.push_str(&write::markdown(table));
            out.push('\n');
        }
        out
    }

    fn document(&self) -> Result<Vec<u8>, String> {
        let mut blocks = vec![
            Block::Title(self.title()),
            Block::Subtitle(self.subtitle()),
            Block::Paragraph(self.paragraph.clone()),
        ];
        for (number, table) in (1..).zip(&self.tables) {
            let arguments = [("number", &*i32::to_string(&number)), ("title", &*table.heading())];
            blocks.push(Block::Turn(orientation(table)));
            blocks.push(Block::TableCaption(self.words.format("document-table", &arguments)));
            blocks.push(Block::Table(table));
            blocks.extend(table.notes.iter().map(|note| Block::Note(note.clone())));
        }
        blocks.push(Block::Turn(Orientation::Portrait));
        let document = Document {
            title: self.title(),
            language: self.words.language().tag().to_owned(),
            made: self.as_of,
            empty: self.words.text("document-empty"),
            blocks,
        };
        write::docx(&document).map_err(|error| error.to_string())
    }

    fn workbook(&self) -> Result<Vec<u8>, String> {
        let tables: Vec<&Table> = self.tables.iter().collect();
        write::workbook(&tables, self.as_of).map_err(|error| error.to_string())
    }
}
