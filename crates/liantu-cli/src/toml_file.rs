//! Values of a TOML file, each with its place.

use crate::exit::Mistake;
use liantu_analysis::Uncertain;
use liantu_model::nearest;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

/// The text of a file and what it is called.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'t> {
    pub(crate) text: &'t str,
    pub(crate) path: &'t str,
}

impl Reader<'_> {
    /// `file:line:column`, in characters.
    pub(crate) fn place(&self, offset: usize) -> String {
        let before = self.text.get(..offset).unwrap_or(self.text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        format!("{}:{line}:{column}", self.path)
    }

    fn wrong(&self, key: &str, span: Range<usize>, allowed: &str) -> Mistake {
        let read: String = self.text.get(span.clone()).unwrap_or("").chars().take(40).collect();
        let place = self.place(span.start);
        Mistake::new(
            "file-wrong-value",
            &[("place", &place), ("key", key), ("read", &read), ("allowed", allowed)],
        )
    }
}

/// A table of the file.
#[derive(Clone)]
pub(crate) struct Section<'t> {
    pub(crate) reader: Reader<'t>,
    table: &'t DeTable<'t>,
    /// What it is called, as written.
    name: &'static str,
    /// Where it begins.
    pub(crate) at: usize,
}

/// One of a list: a text or a table.
pub(crate) enum Item<'t> {
    Text(Text),
    Table(Section<'t>),
}

/// A text and where it stands.
pub(crate) struct Text {
    pub(crate) text: String,
    pub(crate) at: usize,
}

impl<'t> Section<'t> {
    /// The whole file.
    pub(crate) fn root(reader: Reader<'t>, table: &'t DeTable<'t>) -> Self {
        Self { reader, table, name: "", at: 0 }
    }

    /// Nothing but these keys.
    pub(crate) fn only(&self, keys: &[&str]) -> Result<(), Mistake> {
        for key in self.table.keys() {
            if keys.contains(&key.get_ref().as_ref()) {
                continue;
            }
            let read = key.get_ref().as_ref();
            let near = nearest(read, keys.iter().copied()).unwrap_or("—");
            let known = keys.join(", ");
            let place = self.reader.place(key.span().start);
            return Err(Mistake::new(
                "file-unknown-key",
                &[("place", &place), ("read", read), ("nearest", near), ("known", &known)],
            ));
        }
        Ok(())
    }

    /// The tables `[[name]]`, in order.
    pub(crate) fn tables(&self, name: &'static str) -> Result<Vec<Section<'t>>, Mistake> {
        let Some(value) = self.table.get(name) else { return Ok(Vec::new()) };
        let wrong = |span| self.reader.wrong(name, span, &format!("[[{name}]]"));
        let DeValue::Array(all) = value.get_ref() else { return Err(wrong(value.span())) };
        all.iter()
            .map(|one| match one.get_ref() {
                DeValue::Table(table) => Ok(Self { reader: self.reader, table, name, at: one.span().start }),
                _ => Err(wrong(one.span())),
            })
            .collect()
    }

    /// The table `[name]`.
    pub(crate) fn table(&self, name: &'static str) -> Result<Option<Section<'t>>, Mistake> {
        let Some(value) = self.table.get(name) else { return Ok(None) };
        match value.get_ref() {
            DeValue::Table(table) => {
                Ok(Some(Self { reader: self.reader, table, name, at: value.span().start }))
            }
            _ => Err(self.reader.wrong(name, value.span(), &format!("[{name}]"))),
        }
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// What must be there is not.
    pub(crate) fn missing(&self, key: &str) -> Mistake {
        let place = self.reader.place(self.at);
        let table = if self.name.is_empty() { String::new() } else { format!("[[{}]] ", self.name) };
        Mistake::new("file-missing-key", &[("place", &place), ("table", &table), ("key", key)])
    }

    pub(crate) fn text(&self, key: &str) -> Result<Option<Text>, Mistake> {
        let Some(value) = self.table.get(key) else { return Ok(None) };
        let text = value.get_ref().as_str().map(str::trim).filter(|text| !text.is_empty());
        let text = text.filter(|text| is_plain(text));
        let text = text.ok_or_else(|| self.reader.wrong(key, value.span(), "\"…\""))?;
        Ok(Some(Text { text: text.to_owned(), at: value.span().start }))
    }

    pub(crate) fn texts(&self, key: &str) -> Result<Vec<Text>, Mistake> {
        let Some(value) = self.table.get(key) else { return Ok(Vec::new()) };
        let wrong = |span| self.reader.wrong(key, span, "[\"…\", \"…\"]");
        let DeValue::Array(all) = value.get_ref() else { return Err(wrong(value.span())) };
        let one = |one: &Spanned<DeValue<'_>>| {
            let text = one.get_ref().as_str().map(str::trim).filter(|text| !text.is_empty());
            let text = text.ok_or_else(|| wrong(one.span()))?;
            Ok(Text { text: text.to_owned(), at: one.span().start })
        };
        all.iter().map(one).collect()
    }

    /// Texts and tables, in order.
    pub(crate) fn items(&self, key: &'static str) -> Result<Vec<Item<'t>>, Mistake> {
        let Some(value) = self.table.get(key) else { return Ok(Vec::new()) };
        let wrong = |span| self.reader.wrong(key, span, "[\"…\", { … }]");
        let DeValue::Array(all) = value.get_ref() else { return Err(wrong(value.span())) };
        let one = |one: &'t Spanned<DeValue<'t>>| match one.get_ref() {
            DeValue::Table(table) => {
                Ok(Item::Table(Self { reader: self.reader, table, name: key, at: one.span().start }))
            }
            value => {
                let text = value.as_str().map(str::trim).filter(|text| is_plain(text));
                let text = text.ok_or_else(|| wrong(one.span()))?;
                Ok(Item::Text(Text { text: text.to_owned(), at: one.span().start }))
            }
        };
        all.iter().map(one).collect()
    }

    /// One of some words.
    pub(crate) fn word<'w>(&self, key: &str, words: &[&'w str]) -> Result<Option<&'w str>, Mistake> {
        let Some(value) = self.table.get(key) else { return Ok(None) };
        let read = value.get_ref().as_str().unwrap_or_default();
        let found = words.iter().copied().find(|word| *word == read);
        found.map(Some).ok_or_else(|| self.reader.wrong(key, value.span(), &words.join(" | ")))
    }

    pub(crate) fn flag(&self, key: &str) -> Result<bool, Mistake> {
        let Some(value) = self.table.get(key) else { return Ok(false) };
        value.get_ref().as_bool().ok_or_else(|| self.reader.wrong(key, value.span(), "true | false"))
    }

    /// A number in a range.
    pub(crate) fn number(&self, key: &str, (low, high): (f64, f64)) -> Result<Option<f64>, Mistake> {
        let Some(value) = self.table.get(key) else { return Ok(None) };
        let number = number_of(value.get_ref()).filter(|number| (low..=high).contains(number));
        number.map(Some).ok_or_else(|| self.reader.wrong(key, value.span(), &format!("{low}–{high}")))
    }

    /// A number in a range, or two or three of them in order: least, likely, most.
    pub(crate) fn uncertain(&self, key: &str, (low, high): (f64, f64)) -> Result<Option<Uncertain>, Mistake> {
        let Some(value) = self.table.get(key) else { return Ok(None) };
        let allowed = format!("{low}–{high} | [a, b] | [a, b, c], a ≤ b ≤ c");
        let wrong = || self.reader.wrong(key, value.span(), &allowed);
        let numbers = match value.get_ref() {
            DeValue::Array(all) => numbers_of(all).ok_or_else(wrong)?,
            one => vec![number_of(one).ok_or_else(wrong)?],
        };
        let sound = numbers.iter().all(|number| (low..=high).contains(number)) && numbers.is_sorted();
        match *numbers.as_slice() {
            [only] if sound => Ok(Some(Uncertain::exactly(only))),
            [low, high] if sound => Ok(Some(Uncertain { low, likely: None, high })),
            [low, likely, high] if sound => Ok(Some(Uncertain { low, likely: Some(likely), high })),
            _ => Err(wrong()),
        }
    }
}

/// Something to print on a line.
fn is_plain(text: &str) -> bool {
    !text.is_empty() && !text.chars().any(char::is_control)
}

fn number_of(value: &DeValue<'_>) -> Option<f64> {
    match value {
        DeValue::Integer(number) => number.as_str().parse().ok(),
        DeValue::Float(number) => number.as_str().parse().ok(),
        _ => None,
    }
}

fn numbers_of(values: &DeArray<'_>) -> Option<Vec<f64>> {
    values.iter().map(|one| number_of(one.get_ref())).collect()
}
