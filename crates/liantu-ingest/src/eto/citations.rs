//! Texts about sources to entries of `dataset.toml`.

use super::source::one_line;
use crate::text::shorten;
use liantu_model::{SourceKind, SourceRow};
use rustc_hash::FxHashMap;

/// The id of the source dataset itself.
pub(super) const ITSELF: &str = "ETO";

/// Characters of a title.
const TITLE_LIMIT: usize = 300;

/// The sources cited so far; ids `E1`, `E2`, … in the order of their first mention.
#[derive(Debug)]
pub(super) struct Citations {
    rows: Vec<SourceRow>,
    ids: FxHashMap<String, String>,
}

/// A citation and whether its title had to be cut.
pub(super) struct Cited {
    pub(super) id: String,
    pub(super) is_shortened: bool,
}

impl Citations {
    pub(super) fn new() -> Self {
        let itself = SourceRow {
            id: ITSELF.to_owned(),
            kind: Some(SourceKind::Academic),
            title: "Emerging Technology Observatory / CSET, Georgetown University: Advanced Semiconductor \
                    Supply Chain Dataset (CC BY-NC 4.0)"
                .to_owned(),
            url: "https://github.com/georgetown-cset/eto-chip-explorer".to_owned(),
            ..SourceRow::default()
        };
        Self { rows: vec![itself], ids: FxHashMap::default() }
    }

    /// The id of what a text names; a blank one names the dataset itself.
    pub(super) fn cite(&mut self, text: &str) -> Cited {
        let text = one_line(text);
        if text.is_empty() {
            return Cited { id: ITSELF.to_owned(), is_shortened: false };
        }
        if let Some(id) = self.ids.get(text.as_ref()) {
            return Cited { id: id.clone(), is_shortened: false };
        }
        let id = format!("E{}", self.rows.len());
        let (words, url) = without_link(&text);
        let title = shorten(&words, TITLE_LIMIT).into_owned();
        let is_shortened = title != words;
        let kind = Some(SourceKind::Academic);
        self.rows.push(SourceRow { id: id.clone(), kind, title, url, ..SourceRow::default() });
        self.ids.insert(text.into_owned(), id.clone());
        Cited { id, is_shortened }
    }

    pub(super) fn into_rows(self) -> Vec<SourceRow> {
        self.rows
    }
}

/// The text with Markdown links as words, and the address of the first; addresses of others stay behind their
/// words.
fn without_link(text: &str) -> (String, String) {
    let (mut words, mut url, mut rest) = (String::new(), String::new(), text);
    while let Some((before, label, address, after)) = first_link(rest) {
        words.extend([before, label]);
        if url.is_empty() {
            address.clone_into(&mut url);
        } else {
            words.extend([" (", address, ")"]);
        }
        rest = after;
    }
    words.push_str(rest);
    (words, url)
}

fn first_link(text: &str) -> Option<(&str, &str, &str, &str)> {
    let middle = text.find("](")?;
    let open = text[..middle].rfind('[')?;
    let close = middle + text[middle..].find(')')?;
    Some((&text[..open], &text[open + 1..middle], &text[middle + 2..close], &text[close + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_become_words_and_an_address() {
        let both = |text: &str| without_link(text);
        assert_eq!(both("[A](u) (citing B)"), ("A (citing B)".to_owned(), "u".to_owned()));
        assert_eq!(both("x [A](u), [B](v)."), ("x A, B (v).".to_owned(), "u".to_owned()));
        assert_eq!(both("A](u"), ("A](u".to_owned(), String::new()));
        assert_eq!(both("[A](u"), ("[A](u".to_owned(), String::new()));
    }

    #[test]
    fn one_text_is_one_source() {
        let mut citations = Citations::new();
        assert_eq!(citations.cite("a\n b").id, "E1");
        assert_eq!(citations.cite("a b").id, "E1");
        assert_eq!(citations.cite("").id, "ETO");
        let long = citations.cite(&"x".repeat(301));
        assert!(long.is_shortened && long.id == "E2");
        let titles: Vec<usize> =
            citations.into_rows().iter().skip(1).map(|row| row.title.chars().count()).collect();
        assert_eq!(titles, [3, 301]);
    }
}
