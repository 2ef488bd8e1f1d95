//! `dataset.toml`.
//!
//! The document is walked value by value, so that every wrong value is reported at its place, not only the
//! first.

use crate::dates::{day, real_day};
use crate::encoding::decode;
use crate::problems::{Argument, Problem, Problems};
use crate::words::{SUPPLY_LISTS, Word, WordList};
use liantu_model::{
    CoalitionRow, Code, Diagnostic, RowAt, Scope, SettingsRow, SourceKind, SourceRow, nearest,
};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Unknown settings beyond this many are not listed.
const UNKNOWN_LIMIT: usize = 100;

const SECTIONS: &[&str] = &["dataset", "defaults", "coalitions", "source"];
const DATASET: &[&str] = &["id", "title", "title_en", "as_of", "home", "domestic"];
const DEFAULTS: &[&str] = &["supply_lists", "target_scope"];
const COALITION: &[&str] = &["members", "basis", "name", "name_en"];
const SOURCE: &[&str] = &["id", "kind", "title", "url", "accessed"];

/// The settings as read.
#[derive(Debug, Default)]
pub(crate) struct Settings {
    pub(crate) row: SettingsRow,
    pub(crate) sources: Vec<SourceRow>,
    pub(crate) coalitions: Vec<CoalitionRow>,
    pub(crate) problems: Vec<Problem>,
    /// Whether the file could not be read as a whole.
    pub(crate) is_broken: bool,
    /// Whether they stand on a sheet of a workbook.
    pub(crate) is_sheet: bool,
    marks: Vec<Mark>,
}

/// Where a value stands.
#[derive(Debug)]
struct Mark {
    /// Row of what it belongs to: 0, or the line of the coalition or source.
    owner: u32,
    field: &'static str,
    text: String,
    place: (u32, u32),
}

impl Settings {
    /// Reads `dataset.toml`, the first of the files.
    pub(crate) fn read(bytes: &[u8], name: &str) -> Self {
        let text = match decode(bytes) {
            Ok(text) => text,
            Err(bad) => {
                let mut problems = Problems::new(name);
                problems.report_bad_byte(&bad);
                return Self { problems: problems.list, is_broken: true, ..Self::default() };
            }
        };
        let mut walk = Walk::new(&text, name);
        let (table, errors) = DeTable::parse_recoverable(&text);
        for error in &errors {
            let offset = error.span().map_or(0, |span| span.start);
            walk.report(Code::MalformedSettings, offset, None, "").argue("message", error.message());
        }
        if errors.is_empty() {
            walk.document(table.get_ref());
        }
        let mut settings = walk.settings;
        settings.problems = walk.problems.list;
        settings.is_broken = !errors.is_empty();
        settings
    }

    /// Settings that stand on a sheet, still blank.
    pub(crate) fn of_sheet() -> Self {
        Self { is_sheet: true, ..Self::default() }
    }

    /// Remembers the row and column, from 1, of a setting on a sheet.
    pub(crate) fn mark_cell(&mut self, field: &'static str, text: &str, place: (u32, u32)) {
        self.marks.push(Mark { owner: 0, field, text: text.to_owned(), place });
    }

    /// Gives a problem the model found in a setting its line and column.
    pub(crate) fn locate(&self, diagnostic: &mut Diagnostic) {
        let place = &diagnostic.place;
        let owner = place.row.unwrap_or(0);
        let own = || self.marks.iter().filter(|mark| mark.owner == owner && Some(mark.field) == place.field);
        if let Some(mark) = own().find(|mark| mark.text == diagnostic.read).or_else(|| own().next()) {
            diagnostic.place.row = Some(mark.place.0);
            diagnostic.place.column = Some(mark.place.1);
        }
    }
}

type Value<'t> = Spanned<DeValue<'t>>;

/// A walk through the document.
struct Walk<'t> {
    text: &'t str,
    /// Byte offsets at which lines begin.
    lines: Vec<usize>,
    problems: Problems,
    settings: Settings,
    unknown_left: usize,
}

impl<'t> Walk<'t> {
    fn new(text: &'t str, name: &str) -> Self {
        let starts = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Self {
            text,
            lines: std::iter::once(0).chain(starts).collect(),
            problems: Problems::new(name),
            settings: Settings::default(),
            unknown_left: UNKNOWN_LIMIT,
        }
    }

    fn document(&mut self, root: &DeTable<'_>) {
        self.report_unknown("", root, SECTIONS);
        if let Some(table) = self.section(root, "dataset", DATASET) {
            self.dataset(table);
        }
        if let Some(table) = self.section(root, "defaults", DEFAULTS) {
            let lists = self.word(table, "supply_lists", 0, SUPPLY_LISTS);
            self.settings.row.lists_complete = lists.is_some_and(|position| position == 1);
            self.settings.row.target_scope = self.word(table, "target_scope", 0, Scope::LIST).map(Scope::at);
        }
        if let Some(value) = root.get("coalitions") {
            self.coalitions(value);
        }
        if let Some(value) = root.get("source") {
            self.sources(value);
        }
    }

    fn dataset(&mut self, table: &DeTable<'_>) {
        self.settings.row.id = self.text(table, "id", 0);
        self.settings.row.title = self.text(table, "title", 0);
        self.settings.row.title_en = self.text(table, "title_en", 0);
        self.settings.row.home = self.text(table, "home", 0);
        self.settings.row.domestic = self.texts(table, "domestic", 0);
        self.settings.row.as_of = self.day(table);
    }

    fn coalitions(&mut self, value: &Value<'_>) {
        let Some(table) = value.get_ref().as_table() else {
            self.report_type(value, "coalitions", "a table for each coalition");
            return;
        };
        for (key, value) in table {
            let (line, _) = self.place(key.span().start);
            let id = key.get_ref().to_string();
            let Some(table) = value.get_ref().as_table() else {
                self.report_type(value, "coalitions", "a table");
                continue;
            };
            self.report_unknown(&format!("coalitions.{id}."), table, COALITION);
            let row = CoalitionRow {
                at: RowAt { file: 0, row: line },
                name: self.text(table, "name", line),
                name_en: self.text(table, "name_en", line),
                members: self.texts(table, "members", line),
                basis: self.text(table, "basis", line),
                id,
            };
            self.settings.coalitions.push(row);
        }
    }

    fn sources(&mut self, value: &Value<'_>) {
        let Some(array) = value.get_ref().as_array() else {
            self.report_type(value, "source", "[[source]] tables");
            return;
        };
        for value in array {
            let Some(table) = value.get_ref().as_table() else {
                self.report_type(value, "source", "a table");
                continue;
            };
            self.report_unknown("source.", table, SOURCE);
            let (line, _) = self.place(value.span().start);
            let row = SourceRow {
                at: RowAt { file: 0, row: line },
                id: self.text(table, "id", line),
                kind: self.word(table, "kind", line, SourceKind::LIST).map(SourceKind::at),
                title: self.text(table, "title", line),
                url: self.text(table, "url", line),
                accessed: self.text(table, "accessed", line),
            };
            if row.id.is_empty() {
                self.report(Code::MissingSetting, value.span().start, Some("id"), "");
                continue;
            }
            self.settings.sources.push(row);
        }
    }

    /// A table of settings, its unknown keys reported.
    fn section<'d, 'i>(
        &mut self,
        root: &'d DeTable<'i>,
        name: &'static str,
        keys: &[&str],
    ) -> Option<&'d DeTable<'i>> {
        let value = root.get(name)?;
        let Some(table) = value.get_ref().as_table() else {
            self.report_type(value, name, "a table");
            return None;
        };
        self.report_unknown(&format!("{name}."), table, keys);
        Some(table)
    }

    fn report_unknown(&mut self, path: &str, table: &DeTable<'_>, keys: &[&str]) {
        for key in table.keys().filter(|key| !keys.contains(&key.get_ref().as_ref())) {
            if self.unknown_left == 0 {
                return;
            }
            self.unknown_left -= 1;
            let near = nearest(key.get_ref(), keys.iter().copied()).unwrap_or_default();
            let read = format!("{path}{}", key.get_ref());
            self.report(Code::UnknownSetting, key.span().start, None, &read).argue("nearest", near);
        }
    }

    /// A text; a date is a text too.
    fn text(&mut self, table: &DeTable<'_>, field: &'static str, owner: u32) -> String {
        let Some(value) = table.get(field) else { return String::new() };
        match value.get_ref() {
            DeValue::String(text) => self.mark(value, field, owner, text.trim()),
            DeValue::Datetime(date) => self.mark(value, field, owner, &date.to_string()),
            _ => {
                self.mark(value, field, owner, "");
                self.report_type(value, field, "a text in quotes");
                String::new()
            }
        }
    }

    /// A text, or a list of them.
    fn texts(&mut self, table: &DeTable<'_>, field: &'static str, owner: u32) -> Vec<String> {
        let Some(value) = table.get(field) else { return Vec::new() };
        let items = match value.get_ref() {
            DeValue::Array(items) => items.iter().collect(),
            _ => vec![value],
        };
        let mut texts = Vec::new();
        for item in items {
            match item.get_ref().as_str().map(str::trim) {
                Some("") => {}
                Some(text) => texts.push(self.mark(item, field, owner, text)),
                None => self.report_type(item, field, "a text in quotes, or a list of them"),
            }
        }
        if texts.is_empty() {
            self.mark(value, field, owner, "");
        }
        texts
    }

    fn word(
        &mut self,
        table: &DeTable<'_>,
        field: &'static str,
        owner: u32,
        list: &WordList,
    ) -> Option<usize> {
        let text = self.text(table, field, owner);
        let found = list.find(&text);
        if found.is_none() && !text.is_empty() {
            let offset = table.get(field).map_or(0, |value| value.span().start);
            self.report(Code::UnknownWord, offset, Some(field), &text)
                .argue("words", list.summary())
                .argue("nearest", list.nearest(&text).unwrap_or_default());
        }
        found
    }

    fn day(&mut self, table: &DeTable<'_>) -> Option<(i16, u8, u8)> {
        let value = table.get("as_of")?;
        let (read, found) = match value.get_ref() {
            DeValue::String(text) => (text.trim().to_owned(), day(text)),
            DeValue::Datetime(date) => {
                let year = |year: u16| i16::try_from(year).ok();
                let date_only = date.date.and_then(|date| real_day(year(date.year)?, date.month, date.day));
                (date.to_string(), date_only)
            }
            _ => {
                self.mark(value, "as_of", 0, "");
                self.report_type(value, "as_of", "a date such as \"2025-12-31\"");
                return None;
            }
        };
        self.mark(value, "as_of", 0, &read);
        if found.is_none() && !read.is_empty() {
            self.report(Code::MalformedDate, value.span().start, Some("as_of"), &read);
        }
        found
    }

    fn mark(&mut self, value: &Value<'_>, field: &'static str, owner: u32, text: &str) -> String {
        let place = self.place(value.span().start);
        self.settings.marks.push(Mark { owner, field, text: text.to_owned(), place });
        text.to_owned()
    }

    fn report_type(&mut self, value: &Value<'_>, field: &'static str, expected: &str) {
        let span = value.span();
        let read = self.text.get(span.clone()).unwrap_or_default().to_owned();
        let message = format!("expected {expected}, found {}", value.get_ref().type_str());
        self.report(Code::MalformedSettings, span.start, Some(field), &read).argue("message", message);
    }

    fn report(
        &mut self,
        code: Code,
        offset: usize,
        field: Option<&'static str>,
        read: &str,
    ) -> &mut Diagnostic {
        let (line, column) = self.place(offset);
        let diagnostic = self.problems.report(code, (line, None), field, read);
        diagnostic.place.column = Some(column);
        diagnostic
    }

    /// Line and column of a byte offset.
    fn place(&self, offset: usize) -> (u32, u32) {
        let line = self.lines.partition_point(|start| *start <= offset);
        let before = self.text.get(self.lines[line - 1]..offset).unwrap_or_default();
        (line as u32, before.chars().count() as u32 + 1)
    }
}
