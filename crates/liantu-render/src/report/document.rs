//! The report as a Word document.

use super::shortened::Shown;
use super::{FigureKind, LANES_FILE, REGIONS_FILE, Report, ReportOptions, ReportPart};
use crate::catalogue::Language;
use crate::chart::{Chart, Page, Sheet, listing, sheets};
use crate::pictures::{pixels_of, png, problem};
use crate::table::{Cell, Table};
use crate::write::{Block, Document, DocumentError, Orientation, Picture, docx, orientation};
use liantu_picture::{Fonts, PictureError};

const NUMERALS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

/// The file. Where the tree cannot be drawn it is listed, with the reason; long tables are shortened where they stand
/// whole in another file of the report.
pub(super) fn document(
    report: &Report<'_, '_>,
    options: &ReportOptions<'_>,
) -> Result<Vec<u8>, DocumentError> {
    let naming = report.results.naming;
    let listed = tree_table(report);
    let shown = Shown::of(report, options);
    let mut writing = Writing {
        report,
        blocks: Vec::new(),
        headings: 0,
        pictures: 0,
        tables: 0,
        lying: Orientation::Portrait,
    };
    writing.front();
    for part in &report.parts {
        match part {
            ReportPart::Figure { kind: FigureKind::Tree, heading } => {
                writing.figure(heading, &listed, options.fonts);
            }
            ReportPart::Figure { kind: FigureKind::Lanes, heading } => writing.lanes(heading, options.fonts),
            ReportPart::Figure { kind: FigureKind::Regions, heading } => {
                writing.regions(heading, options.fonts);
            }
            ReportPart::Table(_) => {}
        }
    }
    writing.listed(&shown.main, &report.tables_heading);
    writing.listed(&shown.supplements, &naming.words.text("document-supplements"));
    writing.caveats();
    docx(&Document {
        title: report.title.clone(),
        language: naming.words.language().tag().to_owned(),
        made: naming.model.dataset().as_of,
        empty: naming.words.text("document-empty"),
        blocks: writing.blocks,
    })
}

struct Writing<'w> {
    report: &'w Report<'w, 'w>,
    blocks: Vec<Block<'w>>,
    headings: usize,
    pictures: usize,
    tables: usize,
    /// How the page lies on which the last table stands.
    lying: Orientation,
}

/// Millimetres of a page across that a picture and its caption have.
const LANDSCAPE_TEXT: (f64, f64) = (225.0, 145.0);

/// A table of no more rows stays on the wider page it comes to.
const SHORT_TABLE: usize = 6;

impl<'w> Writing<'w> {
    fn heading(&mut self, text: &str) {
        let words = self.report.results.naming.words;
        let plain = (self.headings + 1).to_string();
        let number = match (words.language(), NUMERALS.get(self.headings)) {
            (Language::Chinese, Some(numeral)) => *numeral,
            _ => plain.as_str(),
        };
        let heading = words.format("document-heading", &[("number", number), ("text", text)]);
        self.blocks.push(Block::Heading(heading));
        self.headings += 1;
    }

    fn front(&mut self) {
        let report = self.report;
        self.blocks.push(Block::Title(report.title.clone()));
        self.blocks.push(Block::Subtitle(report.subtitle.clone()));
        let Some(summary) = &report.summary else { return };
        self.heading(&summary.heading);
        self.blocks.push(Block::Paragraph(summary.paragraph.clone()));
        let numbered = (1..).zip(&summary.headlines);
        self.blocks.extend(numbered.map(|(number, line)| Block::Paragraph(format!("{number}. {line}"))));
    }

    /// The tree, drawn or listed.
    fn figure(&mut self, heading: &str, listed: &'w Table, fonts: &Fonts) {
        match tree_pictures(self.report, fonts) {
            Ok(pictures) => self.pictures(heading, pictures),
            Err(error) => self.listed_tree(heading, listed, &error),
        }
    }

    fn pictures(&mut self, title: &str, pictures: Vec<(Picture, Orientation)>) {
        self.blocks.push(Block::Turn(Orientation::Portrait));
        let words = self.report.results.naming.words;
        let parts = pictures.len().to_string();
        self.heading(title);
        self.blocks.push(Block::Paragraph(words.format("document-tree-intro", &[("parts", &parts)])));
        for (part, (picture, lying)) in (1..).zip(pictures) {
            self.pictures += 1;
            let (number, part) = (self.pictures.to_string(), i32::to_string(&part));
            let key = if parts == "1" { "document-picture" } else { "document-picture-part" };
            let values =
                [("number", number.as_str()), ("title", title), ("part", part.as_str()), ("parts", &parts)];
            self.blocks.push(Block::Turn(lying));
            self.blocks.push(Block::Picture(picture));
            self.blocks.push(Block::PictureCaption(words.format(key, &values)));
        }
        self.blocks.push(Block::Turn(Orientation::Portrait));
    }

    fn listed_tree(&mut self, heading: &str, listed: &'w Table, error: &PictureError) {
        let words = self.report.results.naming.words;
        let reason = problem(words, error);
        self.heading(heading);
        self.blocks.push(Block::Paragraph(words.format("document-tree-listed", &[("reason", &reason)])));
        self.table(listed);
    }

    /// Tables under a heading, which stands on the page of the first.
    fn listed(&mut self, tables: &'w [Table], heading: &str) {
        let Some(first) = tables.first() else { return };
        self.turn_for(first);
        self.heading(heading);
        for table in tables {
            self.table(table);
        }
    }

    /// The chain in lanes, or why it is not there.
    fn lanes(&mut self, heading: &str, fonts: &Fonts) {
        let Some(lanes) = &self.report.lanes else { return };
        let [sheet] = &sheets(lanes, &[Page::TextPortrait, Page::TextLandscape])[..] else { return };
        self.whole_page(heading, picture(sheet, fonts), LANES_FILE);
    }

    /// What is made where, or why it is not there.
    fn regions(&mut self, heading: &str, fonts: &Fonts) {
        let Some(drawn) = &self.report.regions else { return };
        let made = pixels_of(drawn, fonts).map(|png| {
            let millimetres = within(LANDSCAPE_TEXT, (png.width, png.height));
            (Picture { png: png.bytes, millimetres, description: heading.to_owned() }, Orientation::Landscape)
        });
        self.whole_page(heading, made, REGIONS_FILE);
    }

    /// A picture that fills its page, so that no heading stands above it; or why it is not there.
    fn whole_page(&mut self, heading: &str, made: Result<(Picture, Orientation), PictureError>, file: &str) {
        let words = self.report.results.naming.words;
        match made {
            Ok((picture, lying)) => {
                self.pictures += 1;
                let arguments = [("number", &*self.pictures.to_string()), ("title", heading)];
                let caption = words.format("document-picture", &arguments);
                self.blocks.push(Block::Turn(lying));
                self.blocks.extend([Block::Picture(picture), Block::PictureCaption(caption)]);
            }
            Err(error) => {
                self.heading(heading);
                let reason = problem(words, &error);
                let arguments = [("reason", &*reason), ("file", file)];
                self.blocks.push(Block::Paragraph(words.format("document-lanes-missing", &arguments)));
            }
        }
        self.blocks.push(Block::Turn(Orientation::Portrait));
    }

    fn table(&mut self, table: &'w Table) {
        self.tables += 1;
        let words = self.report.results.naming.words;
        let title = table.heading();
        let caption =
            words.format("document-table", &[("number", &self.tables.to_string()), ("title", &title)]);
        self.turn_for(table);
        self.blocks.push(Block::TableCaption(caption));
        self.blocks.push(Block::Table(table));
        self.blocks.extend(table.notes.iter().map(|note| Block::Note(note.clone())));
    }

    /// Turns the page for a table that needs it: to a wider one always, to a narrower one for long tables only, since
    /// every turn begins a new page.
    fn turn_for(&mut self, table: &Table) {
        let own = orientation(table);
        if own.is_wider_than(self.lying) || table.rows.len() > SHORT_TABLE {
            self.lying = own;
        }
        self.blocks.push(Block::Turn(self.lying));
    }

    fn caveats(&mut self) {
        let report = self.report;
        self.blocks.push(Block::Turn(Orientation::Portrait));
        self.heading(&report.caveats_heading);
        self.blocks.extend(report.caveats.iter().map(|line| Block::Paragraph(line.clone())));
        // Small, so that it does not take a page for itself.
        self.blocks.push(Block::Note(report.made.clone()));
    }
}

/// As large as a picture of so many pixels can be within so many millimetres.
fn within(millimetres: (f64, f64), (width, height): (u32, u32)) -> (f64, f64) {
    let (width, height) = (f64::from(width), f64::from(height));
    let scale = (millimetres.0 / width).min(millimetres.1 / height);
    (width * scale, height * scale)
}

/// The tree on as many pages as it takes to be read.
fn tree_pictures(
    report: &Report<'_, '_>,
    fonts: &Fonts,
) -> Result<Vec<(Picture, Orientation)>, PictureError> {
    let cut = sheets(&report.tree, &[Page::TextPortrait, Page::TextWide]);
    cut.iter().map(|sheet| picture(sheet, fonts)).collect()
}

fn picture(sheet: &Sheet, fonts: &Fonts) -> Result<(Picture, Orientation), PictureError> {
    let png = png(&sheet.chart, sheet.page, fonts)?.bytes;
    let millimetres = sheet.page.millimetres().unwrap_or_default();
    let lying = match sheet.page {
        Page::TextPortrait => Orientation::Portrait,
        Page::TextWide => Orientation::Wide,
        _ => Orientation::Landscape,
    };
    Ok((Picture { png, millimetres, description: sheet.chart.title.clone() }, lying))
}

/// The tree as a table, a row for each box, its level shown by an indent.
fn tree_table(report: &Report<'_, '_>) -> Table {
    let words = report.results.naming.words;
    let columns = ["component", "id", "link", "grade", "suppliers", "remarks"];
    let headers = columns.map(|column| words.text(&format!("document-tree-{column}")));
    let mut table = Table::new("F1", words.text("report-tree"), headers);
    for row in listing(&report.tree) {
        let indent = "　".repeat(row.depth as usize);
        table.push(vec![
            Cell::text(format!("{indent}{}", row.label)),
            plain(row.id),
            plain(row.link),
            row.grade.map_or_else(Cell::missing, |grade| {
                Cell::text(report.tree.legend.grades.word(grade)).toned(Some(grade.into()))
            }),
            Cell::text(row.suppliers),
            plain(row.remarks),
        ]);
    }
    table.notes = footnotes(&report.tree);
    table
}

fn footnotes(chart: &Chart) -> Vec<String> {
    std::iter::once(&chart.subtitle).chain(&chart.footnote).cloned().collect()
}

/// What need not be there is no missing value.
fn plain(text: String) -> Cell {
    if text.is_empty() { Cell::blank() } else { Cell::text(text) }
}
