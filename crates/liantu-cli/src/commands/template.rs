//! `liantu template`: a workbook to fill in.

use crate::arguments::{Arguments, TemplateArguments};
use crate::exit::{Exit, Mistake};
use crate::office;
use crate::output::{stdout_text, to_file, write_file};
use liantu_ingest::{COALITIONS, SOURCES, WorkbookError};
use liantu_ingest::{
    CellKind, Column, Headers, Look, SETTINGS, TABLES, TableFormat, Texts, WordList, YES_NO, example,
    write_workbook,
};
use liantu_model::Draft;
use liantu_render::catalogue::{Catalogue, Language};
use std::path::Path;

pub(crate) fn run(arguments: &Arguments, own: &TemplateArguments) -> anyhow::Result<Exit> {
    let words = Catalogue::new(arguments.language());
    if let Some(name) = &own.office {
        return print_office(&words, name, own);
    }
    let Some(output) = &own.output else {
        return Err(Mistake::new("template-output-missing", &[]).into());
    };
    let draft = if own.blank { Draft::default() } else { example() };
    let texts = TemplateTexts { words: &words, has_guide: true };
    let look = Look { headers: headers(&words), all_tables: true, texts: &texts };
    write_book(&draft, &look, output, own.force)?;
    let path = output.display().to_string();
    stdout_text(&(words.format("template-written", &[("path", &path)]) + "\n"))?;
    Ok(Exit::Done)
}

/// A template of an office as it stands, the names of all, or what they can choose from.
fn print_office(words: &Catalogue, name: &str, own: &TemplateArguments) -> anyhow::Result<Exit> {
    let text = match name {
        "list" => office::list(words),
        "columns" => office::columns(words),
        name => office::shipped(name)?.to_owned(),
    };
    match &own.output {
        Some(path) => write_file(path, &text, own.force)?,
        None => stdout_text(&text)?,
    }
    Ok(Exit::Done)
}

/// Writes a workbook whole or not at all.
pub(crate) fn write_book(draft: &Draft, look: &Look<'_>, path: &Path, force: bool) -> anyhow::Result<()> {
    let shown = path.display().to_string();
    let is_xlsx = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("xlsx"));
    if !is_xlsx {
        return Err(Mistake::new("workbook-name", &[("path", &shown)]).into());
    }
    let bytes = write_workbook(draft, look).map_err(|error| too_large(&error, &shown))?;
    to_file(path, force, Box::new(|out| out.write_all(&bytes)))
}

fn too_large(error: &WorkbookError, path: &str) -> Mistake {
    match error {
        WorkbookError::TooManyRows { table } => {
            Mistake::new("workbook-too-many-rows", &[("path", path), ("table", table)])
        }
        WorkbookError::TextTooLong { table, row, column } => {
            let arguments =
                [("path", path), ("table", *table), ("row", &row.to_string()), ("column", column)];
            Mistake::new("workbook-text-too-long", &arguments)
        }
        WorkbookError::Writer(reason) => {
            Mistake::new("cannot-write", &[("path", path), ("reason", &reason.to_string())])
        }
    }
}

/// Headers in the language of the output.
pub(crate) fn headers(words: &Catalogue) -> Headers {
    match words.language() {
        Language::Chinese => Headers::Chinese,
        Language::English => Headers::English,
    }
}

/// Notes and the guide, from the catalogue.
pub(crate) struct TemplateTexts<'w> {
    words: &'w Catalogue,
    has_guide: bool,
}

impl<'w> TemplateTexts<'w> {
    /// Notes alone.
    pub(crate) fn without_guide(words: &'w Catalogue) -> Self {
        Self { words, has_guide: false }
    }
}

impl Texts for TemplateTexts<'_> {
    fn note(&self, format: &TableFormat, column: &Column) -> String {
        note(self.words, format, column)
    }

    fn guide(&self) -> Option<(String, Vec<String>)> {
        let words = self.words;
        if !self.has_guide {
            return None;
        }
        let start = words.text("template-guide");
        let end = words.text("template-guide-end");
        let tables = [SETTINGS].into_iter().chain(TABLES.iter().copied()).chain([SOURCES, COALITIONS]);
        let tables = tables.map(|format| {
            let name = match headers(words) {
                Headers::Chinese => format.chinese(),
                Headers::English => format.key,
            };
            let about = words.text(&format!("table-about-{}", format.key));
            words.format("table-line", &[("name", name), ("about", &about)])
        });
        let lines = start.lines().map(str::to_owned).chain(tables).chain(end.lines().map(str::to_owned));
        Some((words.text("template-guide-sheet"), lines.collect()))
    }

    fn setting_headers(&self) -> [String; 3] {
        ["template-setting", "template-value", "template-remark"].map(|key| self.words.text(key))
    }
}

/// What a column holds, whether it is required, and how it is filled in.
fn note(words: &Catalogue, format: &TableFormat, column: &Column) -> String {
    let own = words.find(&format!("column-{}-{}", format.key, column.key));
    let about = own.unwrap_or_else(|| words.text(&format!("column-{}", column.key)));
    let required = if column.required { words.text("fill-required") } else { String::new() };
    format!("{about}\n{required}{}", filling(words, column.kind))
}

fn filling(words: &Catalogue, kind: CellKind) -> String {
    let of = |key: &str, list: &WordList| words.format(key, &[("words", &forms(list, headers(words)))]);
    match kind {
        CellKind::Id => words.text("fill-id"),
        CellKind::Text => words.text("fill-text"),
        CellKind::List => words.text("fill-list"),
        CellKind::Number => words.text("fill-number"),
        CellKind::Probability => words.text("fill-probability"),
        CellKind::Percent => words.text("fill-percent"),
        CellKind::Need => words.text("fill-need"),
        CellKind::Year => words.text("fill-year"),
        CellKind::Date => words.text("fill-date"),
        CellKind::YesNo => of("fill-word", YES_NO),
        CellKind::Word(list) => of("fill-word", list),
        CellKind::Words(list) => of("fill-words", list),
    }
}

fn forms(list: &WordList, headers: Headers) -> String {
    let one = |word: &liantu_ingest::WordForms| match headers {
        Headers::Chinese => word.forms.first().copied().unwrap_or(word.key),
        Headers::English => word.key,
    };
    list.words.iter().map(one).collect::<Vec<_>>().join(match headers {
        Headers::Chinese => "、",
        Headers::English => ", ",
    })
}
