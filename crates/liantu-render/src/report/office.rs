//! Templates of offices: which tables and pictures, in which order, with which titles, columns and words.

use super::contents::{Needs, all_tables, needs};
use super::{ReportPart, sources};
use crate::catalogue::{Catalogue, Language};
use crate::comparison::Compared;
use crate::results::Results;
use crate::table::{Cell, Column, Shown, Table};
use crate::tables::Form;

/// The set that an office hands in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OfficeTemplate {
    /// What the set is called.
    pub name: Wording,
    /// The title of the report; `{title}` stands for that of the dataset.
    pub title: Wording,
    /// Whether it begins with the summary.
    pub summary: bool,
    /// Headings in place of those of the program.
    pub headings: Headings,
    /// What follows.
    pub parts: Vec<OfficePart>,
}

/// Words of the office in both languages; what is not said is as usual.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wording {
    /// Chinese.
    pub chinese: Option<String>,
    /// English.
    pub english: Option<String>,
}

/// Headings that an office may word.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Headings {
    /// Of the summary.
    pub summary: Wording,
    /// Of the tables.
    pub tables: Wording,
    /// Of what must be said at the end.
    pub caveats: Wording,
}

/// A picture or a table of the set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficePart {
    /// What it is.
    pub what: What,
    /// What stands before its title: `清单一`.
    pub label: Wording,
    /// Its title.
    pub title: Wording,
    /// What the office says below it.
    pub note: Wording,
    /// Its columns; all of them when empty.
    pub columns: Vec<OfficeColumn>,
}

/// What a part of a set is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// A picture.
    Figure(FigureKind),
    /// A table of the program.
    Table(Form),
    /// An empty table that the office fills in, with so many rows.
    Blank(usize),
}

/// A picture of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FigureKind {
    /// The tree.
    Tree,
    /// Upstream, midstream, downstream side by side.
    Lanes,
    /// What is made where.
    Regions,
}

impl FigureKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Tree, Self::Lanes, Self::Regions];

    /// Its word in templates.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Tree => "tree",
            Self::Lanes => "lanes",
            Self::Regions => "regions",
        }
    }
}

/// A column of the program, or one that the office fills in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeColumn {
    /// Its key, `None` where it is the office's own.
    pub key: Option<&'static str>,
    /// What stands above it.
    pub title: Wording,
}

impl Wording {
    /// In a language, if it is said in that one.
    pub fn pick(&self, language: Language) -> Option<&str> {
        match language {
            Language::Chinese => self.chinese.as_deref(),
            Language::English => self.english.as_deref(),
        }
    }

    /// In a language if it can be, else in the other: for what only the office has words for.
    pub fn either(&self, language: Language) -> &str {
        let other = match language {
            Language::Chinese => &self.english,
            Language::English => &self.chinese,
        };
        self.pick(language).or(other.as_deref()).unwrap_or_default()
    }
}

/// The parts of a report: those of the template in its order, else all. The list of sources is never left out.
pub(super) fn parts(
    results: &Results<'_>,
    compared: Option<&Compared<'_, '_>>,
    template: Option<&OfficeTemplate>,
) -> Vec<ReportPart> {
    let words = results.naming.words;
    let sources = sources::sources(results.naming);
    let mut made = all_tables(results, compared);
    let Some(template) = template else {
        let tables = made.into_iter().chain([sources]).map(ReportPart::Table);
        return FigureKind::ALL
            .map(|kind| ReportPart::figure(words, kind))
            .into_iter()
            .chain(tables)
            .collect();
    };
    made.push(sources);
    let mut parts: Vec<ReportPart> =
        template.parts.iter().enumerate().map(|(at, part)| chosen(words, part, at, &mut made)).collect();
    let left = made.into_iter().filter(|table| table.id == sources::FORM.id);
    parts.extend(left.map(ReportPart::Table));
    parts
}

fn chosen(words: &Catalogue, part: &OfficePart, at: usize, made: &mut Vec<Table>) -> ReportPart {
    let language = words.language();
    let form = match part.what {
        What::Figure(kind) => return figure(words, part, kind),
        What::Blank(rows) => return ReportPart::Table(blank(language, part, at, rows)),
        What::Table(form) => form,
    };
    let found = made.iter().position(|table| table.id == form.id);
    let mut table = found.map_or_else(|| absent(words, form), |at| made.remove(at));
    if !part.columns.is_empty() {
        choose_columns(words, form, &mut table, part);
    }
    if let Some(label) = part.label.pick(language) {
        label.clone_into(&mut table.label);
    }
    if let Some(title) = part.title.pick(language) {
        title.clone_into(&mut table.title);
    }
    table.notes.extend(part.note.pick(language).map(str::to_owned));
    ReportPart::Table(table)
}

fn figure(words: &Catalogue, part: &OfficePart, kind: FigureKind) -> ReportPart {
    let mut made = ReportPart::figure(words, kind);
    if let ReportPart::Figure { heading, .. } = &mut made {
        let title = part.title.pick(words.language()).unwrap_or(heading);
        let label = part.label.pick(words.language()).unwrap_or_default();
        let titled = format!("{label} {title}");
        titled.trim_start().clone_into(heading);
    }
    made
}

/// An empty table with numbered rows to fill in.
fn blank(language: Language, part: &OfficePart, at: usize, rows: usize) -> Table {
    let headers = part.columns.iter().map(|column| column.title.either(language).to_owned());
    let mut table = Table::new(&format!("B{}", at + 1), part.title.either(language), headers);
    part.label.pick(language).unwrap_or_default().clone_into(&mut table.label);
    let columns = table.columns.len();
    table.rows = vec![vec![Cell::blank(); columns]; rows];
    table.notes.extend(part.note.pick(language).map(str::to_owned));
    table
}

/// A table that cannot be had: its columns, and why there are no rows.
fn absent(words: &Catalogue, form: Form) -> Table {
    let reason = match needs(form.id) {
        Needs::Previous => "office-needs-previous",
        Needs::Trade => "office-needs-trade",
        Needs::Nothing => "office-none",
    };
    let mut table = form.table_of(words, |_| true);
    table.notes.push(words.text(reason));
    table
}

fn choose_columns(words: &Catalogue, form: Form, table: &mut Table, part: &OfficePart) {
    let language = words.language();
    let at = |key: &str| table.columns.iter().position(|column| column.key == key);
    let places: Vec<Option<usize>> = part.columns.iter().map(|column| column.key.and_then(at)).collect();
    let columns = part.columns.iter().zip(&places).map(|(column, place)| {
        let own = place.map(|at| table.columns[at].clone());
        let usual = || column.key.map_or_else(String::new, |key| form.header(words, key));
        let own = own.unwrap_or_else(|| Column::of("", &usual()));
        let header = match column.key {
            Some(_) => column.title.pick(language).unwrap_or(&own.header),
            None => column.title.either(language),
        };
        Column { header: header.to_owned(), shown: Shown::Everywhere, ..own }
    });
    let columns = columns.collect();
    let cell = |row: &[Cell], (column, place): (&OfficeColumn, &Option<usize>)| match (place, column.key) {
        (Some(at), _) => row[*at].clone(),
        (None, Some(_)) => Cell::missing(),
        (None, None) => Cell::blank(),
    };
    for row in &mut table.rows {
        *row = part.columns.iter().zip(&places).map(|one| cell(row, one)).collect();
    }
    table.columns = columns;
}
