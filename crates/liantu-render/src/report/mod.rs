//! The report: one folder with a page for the browser and the printer, the same as Markdown, as a Word
//! document and as a workbook, and the trees.

mod contents;
mod document;
pub(crate) mod html;
mod markdown;
mod office;
mod pictures;
mod shortened;
mod sources;
mod typst;

pub use contents::contents;
pub use office::{FigureKind, Headings, OfficeColumn, OfficePart, OfficeTemplate, What, Wording};

use crate::catalogue::Catalogue;
use crate::chart::{Chart, Page, Sheet, SvgOptions, sheets, svg};
use crate::comparison::Compared;
use crate::names::Naming;
use crate::region_chart::filled_region_chart;
use crate::results::Results;
use crate::summary::{Headline, summary};
use crate::table::Table;
use crate::tables::{VERSION, forms, place_in_report};
use crate::tree::{TreeOptions, lanes, tree};
use crate::write;
use liantu_graph::Direction;
use liantu_picture::Fonts;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// A kind of file that can be left out. The trees as SVG are always written: pages and Markdown refer to them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReportFormat {
    /// The page.
    Html,
    /// The same as Markdown.
    Markdown,
    /// The same as a Word document.
    Docx,
    /// The tables as a workbook.
    Xlsx,
    /// The trees as pixels.
    Png,
    /// The trees as printed pages.
    Pdf,
    /// The same as source for the typesetter Typst, with everything in it.
    Typst,
    /// That source set as pages, by programs built with the typesetter.
    LongPdf,
}

impl ReportFormat {
    /// Those that every build can make.
    pub const USUAL: [Self; 7] =
        [Self::Html, Self::Markdown, Self::Docx, Self::Xlsx, Self::Png, Self::Pdf, Self::Typst];

    /// Whether it is drawn with fonts. Without them a Word document lists the tree instead of showing it.
    pub const fn uses_fonts(self) -> bool {
        matches!(self, Self::Docx | Self::Png | Self::Pdf | Self::LongPdf)
    }
}

/// What to write.
#[derive(Debug, Clone)]
pub struct ReportOptions<'f> {
    /// The kinds of files.
    pub formats: BTreeSet<ReportFormat>,
    /// What pictures are drawn with.
    pub fonts: &'f Fonts,
    /// The set of an office; everything without one.
    pub template: Option<&'f OfficeTemplate>,
    /// Who it is for: the public one says so.
    pub edition: Edition,
    /// How much of long tables the Word document has.
    pub extent: Extent,
}

/// How much of long tables a document has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Extent {
    /// What is gravest, and where the rest stands.
    #[default]
    Short,
    /// Every row.
    Whole,
}

/// Who a report is for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Edition {
    /// Those who may see everything.
    #[default]
    Internal,
    /// Everybody: the results are those of a model without what is internal.
    Public,
}

/// A file of the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportFile {
    /// Its name, without a folder.
    pub name: String,
    /// Its content: text in UTF-8, or a document.
    pub content: Vec<u8>,
}

/// The files of a report, and what could not be made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReportFiles {
    /// The files.
    pub files: Vec<ReportFile>,
    /// What is missing and why, one sentence each.
    pub missing: Vec<String>,
}

/// Everything the report says, before it is written in one way or another.
#[derive(Debug)]
struct Report<'r, 'a> {
    results: &'r Results<'a>,
    title: String,
    subtitle: String,
    made: String,
    /// What stands above the summary, its paragraph and its sentences; none where the office wants none.
    summary: Option<Prologue>,
    /// What stands above the tables.
    tables_heading: String,
    /// What stands above the caveats.
    caveats_heading: String,
    /// The tree of the whole chain.
    tree: Chart,
    /// The chain in lanes, where stages are given.
    lanes: Option<Chart>,
    /// What is made where, as an SVG document, where anything is.
    regions: Option<String>,
    /// One for each target when there are several.
    target_trees: Vec<Figure>,
    /// The tree of the whole chain, cut for the printer.
    sheets: Vec<Sheet>,
    parts: Vec<ReportPart>,
    /// Where the findings stand that the summary has a sentence of, as the evidence trail names them.
    headlines: Vec<String>,
    caveats: Vec<String>,
}

/// The summary as it is written.
#[derive(Debug)]
struct Prologue {
    heading: String,
    paragraph: String,
    headlines: Vec<String>,
}

/// A picture or a table.
#[derive(Debug)]
enum ReportPart {
    Figure { kind: FigureKind, heading: String },
    Table(Table),
}

impl ReportPart {
    /// A picture under the usual heading.
    fn figure(words: &Catalogue, kind: FigureKind) -> Self {
        let key = match kind {
            FigureKind::Tree => "report-tree",
            FigureKind::Lanes => "report-lanes",
            FigureKind::Regions => "report-regions",
        };
        Self::Figure { kind, heading: words.text(key) }
    }
}

/// A picture in a file of its own.
#[derive(Debug)]
struct Figure {
    file: String,
    title: String,
    chart: Chart,
}

/// The file of the tree of the whole chain.
const TREE_FILE: &str = "tree.svg";
const PNG_FILE: &str = "tree.png";
const PDF_FILE: &str = "tree.pdf";
const LONG_PDF_FILE: &str = "report.pdf";
const LANES_FILE: &str = "lanes.svg";
const LANES_PNG_FILE: &str = "lanes.png";
const REGIONS_FILE: &str = "regions.svg";
const REGIONS_PNG_FILE: &str = "regions.png";
const LANES_PDF_FILE: &str = "lanes.pdf";

/// The files of the report, with what changed where there are earlier data to compare with. The same results and
/// fonts give the same bytes.
pub fn report(
    results: &Results<'_>,
    compared: Option<&Compared<'_, '_>>,
    dataset_hash: &str,
    options: &ReportOptions<'_>,
) -> ReportFiles {
    let report = Report::of(results, compared, dataset_hash, options);
    let mut made = ReportFiles { files: report.texts(options), missing: Vec::new() };
    let refused = |reason: &dyn std::fmt::Display, key: &str| {
        results.naming.words.format(key, &[("reason", &reason.to_string())])
    };
    if options.formats.contains(&ReportFormat::Docx) {
        match document::document(&report, options) {
            Ok(content) => made.files.push(ReportFile { name: "report.docx".to_owned(), content }),
            Err(error) => made.missing.push(refused(&error, "report-document-refused")),
        }
    }
    if options.formats.contains(&ReportFormat::Xlsx) {
        match report.workbook() {
            Ok(content) => made.files.push(ReportFile { name: "report.xlsx".to_owned(), content }),
            Err(error) => made.missing.push(refused(&error, "report-workbook-refused")),
        }
    }
    made.files.extend(report.vector_trees());
    let (pictures, refused) = pictures::pictures(&report, options);
    made.files.extend(pictures);
    made.missing.extend(refused);
    made
}

/// The last line of every picture: dataset, date, version, hash.
pub fn provenance(results: &Results<'_>, dataset_hash: &str) -> Vec<String> {
    vec![dataset_line(results.naming, dataset_hash)]
}

/// Dataset, date, version, hash.
pub fn dataset_line(naming: Naming<'_>, dataset_hash: &str) -> String {
    naming.words.format(
        "tree-provenance",
        &[("title", naming.title()), ("date", &naming.as_of()), ("version", VERSION), ("hash", dataset_hash)],
    )
}

impl<'r, 'a> Report<'r, 'a> {
    fn of(
        results: &'r Results<'a>,
        compared: Option<&Compared<'_, '_>>,
        hash: &str,
        options: &ReportOptions<'_>,
    ) -> Self {
        let naming = results.naming;
        let words = naming.words;
        let provenance = provenance(results, hash);
        let targets = &results.single_points.targets;
        let draw = |roots: &[liantu_model::ComponentIx]| {
            let options = TreeOptions { roots: roots.to_vec(), direction: Direction::Upstream };
            tree(results, &options, &provenance)
        };
        let tree = draw(targets);
        let home = naming.region(naming.model.dataset().home);
        let made = [("version", VERSION), ("id", &naming.model.dataset().id), ("hash", hash)];
        let has_stages = naming.model.components().iter().any(|row| row.stage.is_some());
        let parts = office::parts(results, compared, options.template);
        let everything = OfficeTemplate { summary: true, ..OfficeTemplate::default() };
        let template = options.template.unwrap_or(&everything);
        let worded = |own: &Wording, usual: &str| {
            own.pick(words.language()).map_or_else(|| words.text(usual), str::to_owned)
        };
        let own_title = template.title.pick(words.language());
        Self {
            title: own_title.map_or_else(
                || words.format("report-title", &[("title", naming.title())]),
                |title| title.replace("{title}", naming.title()),
            ),
            subtitle: words.format("report-subtitle", &[("home", home), ("date", &naming.as_of())]),
            made: words.format("report-made", &made),
            summary: template.summary.then(|| prologue(results, template, &parts)),
            tables_heading: worded(&template.headings.tables, "report-tables"),
            caveats_heading: worded(&template.headings.caveats, "report-caveats"),
            lanes: has_stages.then(|| lanes(results, &provenance)),
            regions: filled_region_chart(results, &provenance),
            sheets: sheets(&tree, &[Page::A4Portrait, Page::A4Landscape]),
            tree,
            target_trees: target_trees(results, &draw),
            parts,
            headlines: summary(results)
                .headlines
                .iter()
                .map(|line| place_in_report(line.form.id, line.row))
                .collect(),
            caveats: caveats(results, options.edition),
            results,
        }
    }
}

impl Report<'_, '_> {
    fn texts(&self, options: &ReportOptions<'_>) -> Vec<ReportFile> {
        let mut texts = Vec::new();
        let mut add = |format, name: &str, text: &dyn Fn() -> String| {
            if options.formats.contains(&format) {
                texts.push(ReportFile { name: name.to_owned(), content: text().into_bytes() });
            }
        };
        add(ReportFormat::Html, "report.html", &|| html::html(self));
        add(ReportFormat::Markdown, "report.md", &|| markdown::markdown(self));
        add(ReportFormat::Typst, "report.typ", &|| typst::typst(self));
        texts
    }

    fn vector_trees(&self) -> Vec<ReportFile> {
        let picture = |name: &str, chart: &Chart| ReportFile {
            name: name.to_owned(),
            content: svg(chart, &SvgOptions::default()).into_bytes(),
        };
        let others = self.target_trees.iter().map(|figure| picture(&figure.file, &figure.chart));
        let lanes = self.lanes.iter().map(|lanes| picture(LANES_FILE, lanes));
        let regions = self
            .regions
            .iter()
            .map(|drawn| ReportFile { name: REGIONS_FILE.to_owned(), content: drawn.clone().into_bytes() });
        std::iter::once(picture(TREE_FILE, &self.tree)).chain(lanes).chain(regions).chain(others).collect()
    }

    /// Every table on a sheet.
    fn workbook(&self) -> Result<Vec<u8>, write::WorkbookError> {
        let tables: Vec<&Table> = self.tables().collect();
        write::workbook(&tables, self.results.naming.model.dataset().as_of)
    }

    /// A table as a page that is read from end to end has it.
    fn on_page<'t>(&self, table: &'t Table) -> Cow<'t, Table> {
        if table.id == forms::TRAIL.id {
            return Cow::Owned(shortened::short_trail(self, &table.for_pages(), None));
        }
        table.for_pages()
    }

    /// The tables among the parts.
    fn tables(&self) -> impl Iterator<Item = &Table> {
        self.parts.iter().filter_map(|part| match part {
            ReportPart::Table(table) => Some(table),
            ReportPart::Figure { .. } => None,
        })
    }
}

fn target_trees(results: &Results<'_>, draw: &impl Fn(&[liantu_model::ComponentIx]) -> Chart) -> Vec<Figure> {
    let (naming, targets) = (results.naming, &results.single_points.targets);
    if targets.len() < 2 {
        return Vec::new();
    }
    let mut taken = BTreeSet::from([TREE_FILE.to_owned()]);
    let mut figures = Vec::new();
    for &target in targets {
        let product = naming.component(target);
        figures.push(Figure {
            file: free_name(&naming.model.component(target).id, &mut taken),
            title: naming.words.format("report-tree-of", &[("product", product)]),
            chart: draw(&[target]),
        });
    }
    figures
}

/// `tree-<id>.svg` with what no file system minds, told apart by a number where that makes two alike.
fn free_name(id: &str, taken: &mut BTreeSet<String>) -> String {
    let plain = |one: char| if one.is_alphanumeric() || one == '-' || one == '_' { one } else { '-' };
    let stem: String = id.chars().take(60).map(plain).collect();
    let names = std::iter::once(format!("tree-{stem}.svg"))
        .chain((2_u32..).map(|number| format!("tree-{stem}-{number}.svg")));
    let folded = |name: &str| name.to_lowercase();
    let name = names.into_iter().find(|name| !taken.contains(&folded(name))).unwrap_or_default();
    taken.insert(folded(&name));
    name
}

fn prologue(results: &Results<'_>, template: &OfficeTemplate, parts: &[ReportPart]) -> Prologue {
    let words = results.naming.words;
    let summary = summary(results);
    let heading = template.headings.summary.pick(words.language());
    Prologue {
        heading: heading.map_or_else(|| words.text("summary-heading"), str::to_owned),
        paragraph: summary.paragraph,
        headlines: summary.headlines.iter().map(|line| referred(words, line, parts)).collect(),
    }
}

/// A sentence with the table and row it rests on, where that table is in the report.
fn referred(words: &Catalogue, line: &Headline, parts: &[ReportPart]) -> String {
    let table = parts.iter().find_map(|part| match part {
        ReportPart::Table(table) if table.id == line.form.id => Some(table),
        _ => None,
    });
    let Some(table) = table else { return line.text.clone() };
    let row = line.row.to_string();
    words.format("headline-reference", &[("text", &line.text), ("table", &table.label), ("row", &row)])
}

fn caveats(results: &Results<'_>, edition: Edition) -> Vec<String> {
    let naming = results.naming;
    let keys = ["list", "structure", "missing", "knowledge", "embargo"];
    let mut caveats: Vec<String> =
        keys.iter().map(|key| naming.words.text(&format!("caveat-{key}"))).collect();
    if edition == Edition::Public {
        caveats.insert(0, naming.words.text("caveat-public"));
    }
    for coalition in naming.model.coalition_indices() {
        let (name, basis) = (naming.coalition(coalition), &naming.model.coalition(coalition).basis);
        caveats.push(naming.words.format("caveat-coalition", &[("name", &name), ("basis", basis)]));
    }
    caveats
}
