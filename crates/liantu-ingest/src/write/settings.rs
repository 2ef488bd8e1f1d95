//! Settings to `dataset.toml`.

use liantu_model::{CoalitionRow, Draft, SettingsRow, SourceRow};
use std::fmt::Write;

/// The text of the settings file. Blank settings are left out.
pub(crate) fn settings(draft: &Draft) -> String {
    let mut text = String::from("[dataset]\n");
    dataset(&mut text, &draft.settings);
    text.push_str("\n[defaults]\n");
    line(&mut text, "supply_lists", if draft.settings.lists_complete { "complete" } else { "unknown" });
    line(&mut text, "target_scope", draft.settings.target_scope.map_or("", liantu_model::Scope::key));
    for row in &draft.coalitions {
        coalition(&mut text, row);
    }
    for row in &draft.sources {
        source(&mut text, row);
    }
    text
}

fn dataset(text: &mut String, row: &SettingsRow) {
    line(text, "id", &row.id);
    line(text, "title", &row.title);
    line(text, "title_en", &row.title_en);
    let as_of = row.as_of.map(|(year, month, day)| format!("{year:04}-{month:02}-{day:02}"));
    line(text, "as_of", &as_of.unwrap_or_default());
    line(text, "home", &row.home);
    list(text, "domestic", &row.domestic);
}

fn coalition(text: &mut String, row: &CoalitionRow) {
    text.extend(["\n[coalitions.", &quoted(&row.id), "]\n"]);
    line(text, "name", &row.name);
    line(text, "name_en", &row.name_en);
    list(text, "members", &row.members);
    line(text, "basis", &row.basis);
}

fn source(text: &mut String, row: &SourceRow) {
    text.push_str("\n[[source]]\n");
    line(text, "id", &row.id);
    line(text, "kind", row.kind.map_or("", liantu_model::SourceKind::key));
    line(text, "title", &row.title);
    line(text, "url", &row.url);
    line(text, "accessed", &row.accessed);
}

fn line(text: &mut String, key: &str, value: &str) {
    if !value.is_empty() {
        text.extend([key, " = ", &quoted(value), "\n"]);
    }
}

fn list(text: &mut String, key: &str, values: &[String]) {
    if !values.is_empty() {
        let values: Vec<String> = values.iter().map(|value| quoted(value)).collect();
        text.extend([key, " = [", &values.join(", "), "]\n"]);
    }
}

/// A TOML basic string.
fn quoted(value: &str) -> String {
    let mut text = String::from("\"");
    for character in value.chars() {
        match character {
            '"' | '\\' => text.extend(['\\', character]),
            control if control.is_control() => {
                write!(text, "\\u{:04X}", control as u32).expect("writing to a string does not fail");
            }
            plain => text.push(plain),
        }
    }
    text.push('"');
    text
}
