//! Templates of offices: files that say which tables a report has, and the few that come with the program.

mod reader;
#[cfg(test)]
mod tests;

use crate::exit::Mistake;
use liantu_model::nearest;
use liantu_render::catalogue::Catalogue;
use liantu_render::report::{FigureKind, OfficeTemplate, contents};
use std::fmt::Write;
use std::path::Path;

/// A file larger than this is no template.
const MOST_BYTES: u64 = 1 << 20;

/// What comes with the program: names and files.
const SHIPPED: [(&str, &str); 4] = [
    ("jiangsu", include_str!("jiangsu.toml")),
    ("six-maps-six-lists", include_str!("six-maps-six-lists.toml")),
    ("five-five", include_str!("five-five.toml")),
    ("one-plus-n", include_str!("one-plus-n.toml")),
];

/// The template of a name, else of a file.
///
/// # Errors
/// What is not known or cannot be read, and everything that is wrong in the file, each with its place.
pub(crate) fn template(named: &str) -> anyhow::Result<OfficeTemplate> {
    if let Some((_, text)) = SHIPPED.iter().find(|(name, _)| *name == named) {
        return Ok(reader::parse(text, named)?);
    }
    let path = Path::new(named);
    if !path.exists() {
        return Err(unknown(named).into());
    }
    let unreadable =
        |reason: String| Mistake::new("office-unreadable", &[("path", named), ("reason", &reason)]);
    let size = std::fs::metadata(path).map_err(|error| unreadable(error.to_string()))?.len();
    if size > MOST_BYTES {
        return Err(unreadable(format!("{size} > {MOST_BYTES}")).into());
    }
    let text = std::fs::read_to_string(path).map_err(|error| unreadable(error.to_string()))?;
    Ok(reader::parse(text.trim_start_matches('\u{feff}'), named)?)
}

/// The file of a name.
pub(crate) fn shipped(named: &str) -> Result<&'static str, Mistake> {
    let found = SHIPPED.iter().find(|(name, _)| *name == named);
    found.map(|(_, text)| *text).ok_or_else(|| unknown(named))
}

fn unknown(named: &str) -> Mistake {
    let names = SHIPPED.map(|(name, _)| name);
    let keys = ("office-unknown", "office-unknown-near");
    Mistake::unknown(keys, nearest(named, names), &[("read", named), ("known", &names.join(", "))])
}

/// The names, a line each.
pub(crate) fn list(words: &Catalogue) -> String {
    let mut out = String::new();
    for (name, text) in SHIPPED {
        let title = reader::parse(text, name).map_or_else(
            |error| error.to_string(),
            |template| template.name.either(words.language()).to_owned(),
        );
        let _ =
            writeln!(out, "{}", words.format("office-template-line", &[("name", name), ("title", &title)]));
    }
    out + &words.text("office-list-hint") + "\n"
}

/// All tables with their columns, and the pictures: what a template can choose from.
pub(crate) fn columns(words: &Catalogue) -> String {
    let mut out = String::new();
    for form in contents() {
        let title = form.title(words);
        let line = words.format("office-columns-line", &[("id", form.id), ("title", &title)]);
        let _ = writeln!(out, "{line}");
        for column in form.columns {
            let _ = writeln!(out, "    {column}  {}", form.header(words, column));
        }
        if form.columns.is_empty() {
            let _ = writeln!(out, "    {}", words.text("office-columns-dynamic"));
        }
    }
    let figures: Vec<&str> = FigureKind::ALL.iter().map(|kind| kind.key()).collect();
    let _ = writeln!(out, "figure = {}", figures.join(" | "));
    out
}
