//! The file of a template: every problem of it is told at once.

use crate::exit::{Mistake, Mistakes};
use crate::toml_file::{Item, Reader, Section, Text};
use liantu_model::nearest;
use liantu_render::catalogue::{Catalogue, Language};
use liantu_render::report::{
    FigureKind, Headings, OfficeColumn, OfficePart, OfficeTemplate, What, Wording, contents,
};
use liantu_render::tables::Form;
use std::collections::BTreeSet;
use toml::de::DeTable;

const KEYS: [&str; 7] = ["name", "name_en", "title", "title_en", "summary", "headings", "part"];
const HEADING_KEYS: [&str; 6] = ["summary", "summary_en", "tables", "tables_en", "caveats", "caveats_en"];
const PART_KEYS: [&str; 10] =
    ["table", "figure", "label", "label_en", "title", "title_en", "note", "note_en", "columns", "rows"];
const COLUMN_KEYS: [&str; 3] = ["column", "title", "title_en"];
/// Rows of a table to fill in.
const ROWS: (f64, f64) = (1.0, 200.0);
const USUAL_ROWS: usize = 5;

/// The template of a text.
///
/// # Errors
/// Everything that is wrong, each with its place.
pub(super) fn parse(text: &str, path: &str) -> Result<OfficeTemplate, Mistakes> {
    let reader = Reader { text, path };
    let table = DeTable::parse(text).map_err(|error| {
        let offset = error.span().map_or(0, |span| span.start);
        let place = reader.place(offset);
        Mistakes(vec![Mistake::new("office-malformed", &[("place", &place), ("reason", error.message())])])
    })?;
    let mut reading = Reading { reader, problems: Vec::new(), tongues: Tongues::new() };
    let template = reading.template(&Section::root(reader, table.get_ref()));
    if reading.problems.is_empty() { Ok(template) } else { Err(Mistakes(reading.problems)) }
}

/// The words of both languages: tables and columns go by their keys and by either name.
struct Tongues([Catalogue; 2]);

impl Tongues {
    fn new() -> Self {
        Self([Catalogue::new(Language::Chinese), Catalogue::new(Language::English)])
    }

    fn names(&self, key: &str, name: impl Fn(&Catalogue) -> String) -> [String; 3] {
        let [chinese, english] = &self.0;
        [key.to_owned(), name(chinese), name(english)]
    }
}

struct Reading<'t> {
    reader: Reader<'t>,
    problems: Vec<Mistake>,
    tongues: Tongues,
}

impl<'t> Reading<'t> {
    /// What was read, or nothing and one more problem.
    fn keep<T: Default>(&mut self, read: Result<T, Mistake>) -> T {
        read.unwrap_or_else(|problem| {
            self.problems.push(problem);
            T::default()
        })
    }

    fn wrong(&mut self, key: &'static str, at: usize, more: &[(&'static str, &str)]) {
        let place = self.reader.place(at);
        self.problems.push(Mistake::new(key, &[&[("place", place.as_str())], more].concat()));
    }

    /// What is called neither this nor that, with the nearest that is there.
    fn unknown<'n>(
        &mut self,
        keys: (&'static str, &'static str),
        read: &Text,
        names: impl IntoIterator<Item = &'n str>,
        more: &[(&'static str, &str)],
    ) {
        let place = self.reader.place(read.at);
        let arguments = [&[("place", place.as_str()), ("read", read.text.as_str())], more].concat();
        self.problems.push(Mistake::unknown(keys, nearest(&read.text, names), &arguments));
    }

    fn template(&mut self, root: &Section<'t>) -> OfficeTemplate {
        self.keep(root.only(&KEYS));
        let name = self.wording(root, ["name", "name_en"]);
        if name == Wording::default() {
            self.problems.push(root.missing("name"));
        }
        let sections = self.keep(root.tables("part"));
        if sections.is_empty() {
            self.wrong("office-no-parts", 0, &[]);
        }
        let mut taken = BTreeSet::new();
        OfficeTemplate {
            name,
            title: self.wording(root, ["title", "title_en"]),
            summary: !root.has("summary") || self.keep(root.flag("summary")),
            headings: self.headings(root),
            parts: sections.iter().filter_map(|section| self.part(section, &mut taken)).collect(),
        }
    }

    fn headings(&mut self, root: &Section<'t>) -> Headings {
        let Some(section) = self.keep(root.table("headings")) else { return Headings::default() };
        self.keep(section.only(&HEADING_KEYS));
        Headings {
            summary: self.wording(&section, ["summary", "summary_en"]),
            tables: self.wording(&section, ["tables", "tables_en"]),
            caveats: self.wording(&section, ["caveats", "caveats_en"]),
        }
    }

    fn wording(&mut self, section: &Section<'t>, [chinese, english]: [&str; 2]) -> Wording {
        Wording {
            chinese: self.keep(section.text(chinese)).map(|text| text.text),
            english: self.keep(section.text(english)).map(|text| text.text),
        }
    }

    fn part(&mut self, section: &Section<'t>, taken: &mut BTreeSet<String>) -> Option<OfficePart> {
        self.keep(section.only(&PART_KEYS));
        let title = self.wording(section, ["title", "title_en"]);
        let what = self.what(section, &title, taken)?;
        let label = self.wording(section, ["label", "label_en"]);
        let note = self.wording(section, ["note", "note_en"]);
        Some(OfficePart { what, label, title, note, columns: self.columns(section, what) })
    }

    fn what(&mut self, section: &Section<'t>, title: &Wording, taken: &mut BTreeSet<String>) -> Option<What> {
        let table = self.keep(section.text("table"));
        let figure = self.keep(section.text("figure"));
        let rows = self.keep(section.number("rows", ROWS));
        if rows.is_some() && (table.is_some() || figure.is_some()) {
            self.wrong("office-needless-rows", section.at, &[]);
        }
        let (what, read) = match (table, figure) {
            (Some(_), Some(_)) => {
                self.wrong("office-several", section.at, &[]);
                return None;
            }
            (Some(table), None) => (What::Table(self.form(&table)?), table),
            (None, Some(figure)) => (What::Figure(self.figure(&figure)?), figure),
            (None, None) if section.has("table") || section.has("figure") => return None,
            (None, None) => {
                self.check_blank(section, title);
                return Some(What::Blank(rows.map_or(USUAL_ROWS, |rows| rows as usize)));
            }
        };
        if !taken.insert(what_key(what)) {
            self.wrong("office-twice", read.at, &[("read", &read.text)]);
        }
        Some(what)
    }

    fn check_blank(&mut self, section: &Section<'t>, title: &Wording) {
        if *title == Wording::default() {
            self.wrong("office-no-title", section.at, &[]);
        }
        if !section.has("columns") {
            self.wrong("office-no-columns", section.at, &[]);
        }
    }

    fn form(&mut self, read: &Text) -> Option<Form> {
        let named = |form: &Form| self.tongues.names(form.id, |words| form.title(words));
        let all: Vec<(Form, [String; 3])> = contents().map(|form| (form, named(&form))).collect();
        let found = all.iter().find(|(_, names)| is_one_of(&read.text, names));
        if found.is_none() {
            let keys = ("office-unknown-table", "office-unknown-table-near");
            let names: Vec<&str> =
                all.iter().flat_map(|(_, names)| names.iter().map(String::as_str)).collect();
            self.unknown(keys, read, names, &[]);
        }
        found.map(|(form, _)| *form)
    }

    fn figure(&mut self, read: &Text) -> Option<FigureKind> {
        let found = FigureKind::ALL.into_iter().find(|kind| kind.key() == read.text);
        if found.is_none() {
            let known: Vec<&str> = FigureKind::ALL.iter().map(|kind| kind.key()).collect();
            let place = self.reader.place(read.at);
            let allowed = known.join(" | ");
            let arguments =
                [("place", &*place), ("key", "figure"), ("read", &*read.text), ("allowed", &*allowed)];
            self.problems.push(Mistake::new("file-wrong-value", &arguments));
        }
        found
    }

    fn columns(&mut self, section: &Section<'t>, what: What) -> Vec<OfficeColumn> {
        let items = self.keep(section.items("columns"));
        if items.is_empty() {
            return Vec::new();
        }
        match what {
            What::Figure(_) => {
                self.wrong("office-figure-columns", section.at, &[("key", "columns")]);
                return Vec::new();
            }
            What::Table(form) if form.columns.is_empty() => {
                self.wrong("office-whole-only", section.at, &[("table", form.id)]);
                return Vec::new();
            }
            What::Table(_) | What::Blank(_) => {}
        }
        let mut taken = BTreeSet::new();
        items.iter().filter_map(|item| self.column(item, what, &mut taken)).collect()
    }

    fn column(&mut self, item: &Item<'t>, what: What, taken: &mut BTreeSet<String>) -> Option<OfficeColumn> {
        let (read, title, at) = match item {
            Item::Text(text) => {
                (Some(Text { text: text.text.clone(), at: text.at }), Wording::default(), text.at)
            }
            Item::Table(section) => {
                self.keep(section.only(&COLUMN_KEYS));
                let title = self.wording(section, ["title", "title_en"]);
                (self.keep(section.text("column")), title, section.at)
            }
        };
        let column = match (what, read) {
            (What::Table(form), Some(read)) => OfficeColumn { key: Some(self.key(form, &read)?), title },
            (_, Some(read)) => {
                OfficeColumn { key: None, title: Wording { chinese: Some(read.text), ..title } }
            }
            (_, None) if title == Wording::default() => {
                let place = self.reader.place(at);
                let arguments = [("place", &*place), ("table", ""), ("key", "title")];
                self.problems.push(Mistake::new("file-missing-key", &arguments));
                return None;
            }
            (_, None) => OfficeColumn { key: None, title },
        };
        let own = column.key.unwrap_or_else(|| column.title.either(Language::Chinese)).to_owned();
        if !taken.insert(own.clone()) {
            self.wrong("office-twice", at, &[("read", &own)]);
        }
        Some(column)
    }

    fn key(&mut self, form: Form, read: &Text) -> Option<&'static str> {
        let named = |column: &str| self.tongues.names(column, |words| form.header(words, column));
        let all: Vec<(&'static str, [String; 3])> =
            form.columns.iter().map(|&column| (column, named(column))).collect();
        let found = all.iter().find(|(_, names)| is_one_of(&read.text, names));
        if found.is_none() {
            let keys = ("office-unknown-column", "office-unknown-column-near");
            let known: Vec<String> = all.iter().map(|(key, names)| format!("{key} {}", names[1])).collect();
            let names: Vec<&str> =
                all.iter().flat_map(|(_, names)| names.iter().map(String::as_str)).collect();
            self.unknown(keys, read, names, &[("table", form.id), ("known", &known.join(", "))]);
        }
        found.map(|(key, _)| *key)
    }
}

fn what_key(what: What) -> String {
    match what {
        What::Figure(kind) => format!("figure {}", kind.key()),
        What::Table(form) => form.id.to_owned(),
        What::Blank(_) => String::new(),
    }
}

fn is_one_of(read: &str, names: &[String; 3]) -> bool {
    names.iter().any(|name| name.eq_ignore_ascii_case(read))
}
