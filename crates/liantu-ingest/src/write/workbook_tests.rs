//! What is written to a workbook, or to a folder, is what was read.

#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use super::*;
use crate::dataset::{Gathered, rows_of};
use crate::folder;
use crate::listing::sort_out;
use crate::workbook::gather;
use crate::{CellKind, Column, WordList, YES_NO, example};
use liantu_model::{ComponentRow, RowAt, Severity};
use liantu_testkit::strategies::drafts;
use proptest::prelude::*;
use roxmltree::Document;
use std::io::{Cursor, Read as _};
use std::path::Path;

struct NoTexts;

impl Texts for NoTexts {
    fn note(&self, _: &TableFormat, column: &Column) -> String {
        column.key.to_owned()
    }

    fn guide(&self) -> Option<(String, Vec<String>)> {
        Some(("说明".to_owned(), vec!["# 怎样填写".to_owned()]))
    }

    fn setting_headers(&self) -> [String; 3] {
        ["项目", "内容", "说明"].map(str::to_owned)
    }
}

const CHINESE: Look<'_> = Look { headers: Headers::Chinese, all_tables: false, texts: &NoTexts };
const ENGLISH: Look<'_> = Look { headers: Headers::English, all_tables: true, texts: &NoTexts };

/// The rows of a draft in full, but for where they were read and the built-in regions.
fn values(draft: &Draft) -> String {
    let regions = draft.regions.iter().filter(|row| row.at.is_some()).cloned().collect();
    let mut text = format!("{:?}", Draft { regions, files: Vec::new(), ..draft.clone() });
    while let Some(start) = text.find("RowAt {") {
        let end = start + text[start..].find('}').unwrap();
        text.replace_range(start..=end, "");
    }
    text
}

fn sound(gathered: Gathered<'_>) -> Draft {
    let told = gathered.parts.iter().flat_map(|part| &part.problems).chain(&gathered.settings.problems);
    let errors: Vec<_> = told.filter(|one| one.diagnostic.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:?}");
    rows_of(gathered)
}

fn through_workbook(draft: &Draft, look: &Look<'_>) -> Draft {
    let bytes = write_workbook(draft, look).unwrap();
    sound(gather(&bytes, None).unwrap())
}

fn through_folder(draft: &Draft) -> Draft {
    let written = write_folder(draft);
    let (files, problems) = sort_out(written.iter().map(|file| file.name.clone()).collect());
    let text = |name: &str| written.iter().find(|file| file.name == name).unwrap().text.clone();
    let contents: Vec<Vec<u8>> = files.iter().map(|file| text(&file.name).into_bytes()).collect();
    sound(folder::gather(files, &contents, problems))
}

fn part_of(bytes: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn shipped_datasets_come_back() {
    let datasets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../datasets");
    let folders = std::fs::read_dir(datasets).unwrap().map(|entry| entry.unwrap().path());
    for folder in folders.filter(|folder| folder.join(SETTINGS_FILE).is_file()) {
        let (_, draft) = crate::load_rows(&folder).unwrap();
        for look in [CHINESE, ENGLISH] {
            assert_eq!(values(&through_workbook(&draft, &look)), values(&draft), "{}", folder.display());
        }
        assert_eq!(values(&through_folder(&draft)), values(&draft), "{}", folder.display());
    }
}

#[test]
fn the_same_draft_gives_the_same_bytes() {
    let write = || write_workbook(&example(), &ENGLISH).unwrap();
    assert_eq!(write(), write());
}

#[test]
fn the_choices_are_the_words_of_the_reader() {
    let bytes = write_workbook(&example(), &Look { all_tables: true, ..CHINESE }).unwrap();
    let book = part_of(&bytes, "xl/workbook.xml");
    let names: Vec<String> = Document::parse(&book)
        .unwrap()
        .descendants()
        .filter(|node| node.tag_name().name() == "sheet")
        .map(|node| node.attribute("name").unwrap().to_owned())
        .collect();
    let lists = [crate::SOURCES, crate::COALITIONS];
    for format in crate::TABLES.iter().copied().chain(lists) {
        let sheet = names.iter().position(|name| name == format.chinese()).unwrap() + 1;
        let xml = part_of(&bytes, &format!("xl/worksheets/sheet{sheet}.xml"));
        let document = Document::parse(&xml).unwrap();
        for (at, column) in format.columns.iter().enumerate() {
            let words: Option<&WordList> = match column.kind {
                CellKind::YesNo => Some(YES_NO),
                CellKind::Word(list) => Some(list),
                _ => None,
            };
            let first = format!("{}2", liantu_model::column_letters(at as u32 + 1));
            let rule = document.descendants().find(|node| {
                node.tag_name().name() == "dataValidation"
                    && node.attribute("sqref").is_some_and(|range| range.split(':').next() == Some(&first))
            });
            let chosen: Option<String> = rule.map(|rule| {
                rule.descendants().filter(roxmltree::Node::is_text).filter_map(|node| node.text()).collect()
            });
            let expected = words.map(|list| {
                let forms: Vec<&str> = list.words.iter().map(|word| word.forms[0]).collect();
                format!("\"{}\"", forms.join(","))
            });
            assert_eq!(chosen, expected, "{} {}", format.key, column.key);
        }
    }
}

#[test]
fn texts_are_texts_whatever_they_begin_with() {
    let notes = ["=1+1", "+86 25", "-x", "@a", "00123", "1e5", "20%", "TRUE", "2025-01-02", "_x0041_", "#x"];
    let row = |note: &&str| ComponentRow {
        at: RowAt::default(),
        id: format!("id {note}"),
        name: (*note).to_owned(),
        note: (*note).to_owned(),
        ..ComponentRow::default()
    };
    let draft = Draft { components: notes.iter().map(row).collect(), ..Draft::default() };
    for look in [CHINESE, ENGLISH] {
        assert_eq!(values(&through_workbook(&draft, &look)), values(&draft));
        let bytes = write_workbook(&draft, &look).unwrap();
        for sheet in 1..=3 {
            assert!(
                !part_of(&bytes, &format!("xl/worksheets/sheet{sheet}.xml")).contains("<f>"),
                "no formula"
            );
        }
    }
    assert_eq!(values(&through_folder(&draft)), values(&draft));
}

#[test]
fn what_a_workbook_cannot_hold_is_refused() {
    let row = ComponentRow { note: "长".repeat(40_000), ..ComponentRow::default() };
    let draft = Draft { components: vec![row], ..Draft::default() };
    let error = write_workbook(&draft, &CHINESE).unwrap_err();
    assert!(
        matches!(error, WorkbookError::TextTooLong { table: "components", row: 2, column: "note" }),
        "{error}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_dataset_comes_back(draft in drafts()) {
        prop_assert_eq!(values(&through_workbook(&draft, &CHINESE)), values(&draft));
        prop_assert_eq!(values(&through_workbook(&draft, &ENGLISH)), values(&draft));
        prop_assert_eq!(values(&through_folder(&draft)), values(&draft));
    }

    #[test]
    fn any_text_and_number_come_back(
        note in "[a-c,;\"\n=@+ 环—_x0-9-]{0,12}",
        id in "[a-c,;\"=@+环0-9-]{1,6}",
        weight in any::<f64>().prop_filter("finite", |value| value.is_finite()),
    ) {
        let row = ComponentRow {
            id,
            name: "n".to_owned(),
            note: note.trim().to_owned(),
            weight: Some(weight),
            ..ComponentRow::default()
        };
        let draft = Draft { components: vec![row], ..Draft::default() };
        prop_assert_eq!(values(&through_workbook(&draft, &CHINESE)), values(&draft));
    }
}
