//! The ETO layout, on an invented source, against tables written by hand.

#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use liantu_ingest::eto::{Effect, Import, NoteCode, Options, SourceFile, Variants, import};
use liantu_ingest::{IngestError, load, write_folder};
use liantu_model::{Need, Severity};
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn fixture(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/eto").join(folder)
}

fn imported(variants: Variants) -> Import {
    import(&fixture("source"), &Options { variants, ..Options::default() }).unwrap()
}

/// The fixture in a folder of its own, some files replaced.
fn source(changes: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for file in SourceFile::ALL {
        fs::copy(fixture("source").join(file.name()), folder.path().join(file.name())).unwrap();
    }
    for (name, bytes) in changes {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    folder
}

fn written(import: &Import) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for file in write_folder(&import.draft) {
        fs::write(folder.path().join(file.name), file.text).unwrap();
    }
    folder
}

#[test]
fn the_tables_are_those_worked_out_by_hand() {
    let files = write_folder(&imported(Variants::All).draft);
    let expected: BTreeSet<String> = fs::read_dir(fixture("expected"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(files.iter().map(|file| file.name.clone()).collect::<BTreeSet<_>>(), expected);
    for file in files {
        let expected = fs::read_to_string(fixture("expected").join(&file.name)).unwrap();
        assert_eq!(file.text, expected, "{}", file.name);
    }
}

#[test]
fn every_row_that_is_not_written_is_named() {
    use NoteCode as N;
    use SourceFile::{Inputs, Providers, Provision, Sequence};
    let import = imported(Variants::All);
    let found: BTreeSet<(SourceFile, u32, NoteCode)> =
        import.notes.iter().map(|note| (note.file, note.row, note.code)).collect();
    let expected = [
        (Inputs, 14, N::UnknownType),
        (Inputs, 14, N::UnknownStage),
        (Inputs, 15, N::DuplicateComponent),
        (Providers, 6, N::UnknownCountry),
        (Providers, 11, N::PlaceholderOrganisation),
        (Providers, 12, N::MissingCountry),
        (Providers, 13, N::MissingName),
        (Providers, 14, N::ContradictoryProvider),
        (Providers, 15, N::MissingId),
        (Sequence, 11, N::ContradictoryRelation),
        (Sequence, 12, N::NameDiffers),
        (Sequence, 12, N::DuplicateRelation),
        (Sequence, 13, N::SelfRelation),
        (Sequence, 14, N::NoRelation),
        (Sequence, 15, N::UnknownComponent),
        (Provision, 7, N::NameDiffers),
        (Provision, 10, N::DuplicateProvision),
        (Provision, 11, N::ContradictoryProvision),
        (Provision, 13, N::UnreadableShare),
        (Provision, 14, N::ShareOutOfRange),
        (Provision, 15, N::UnreadableYear),
        (Provision, 20, N::UnknownProvider),
        (Provision, 21, N::UnknownComponent),
        (Provision, 22, N::RaggedRow),
    ];
    assert_eq!(found, BTreeSet::from(expected));
    assert!(import.notes.is_sorted());
    let dropped = |file| {
        let dropped = import.notes.iter().filter(|note| note.file == file);
        dropped.filter(|note| note.code.effect() == Effect::Dropped).count()
    };
    // What is read is written or dropped; two processes stand under a stage.
    assert_eq!(import.rows, [12, 2, 14, 14, 20]);
    let draft = &import.draft;
    assert_eq!(draft.components.len(), 12 - dropped(Inputs) + 2);
    assert_eq!(draft.requires.len(), 14 - dropped(Sequence) + 2);
    assert_eq!(draft.supplies.len(), 20 - dropped(Provision));
}

#[test]
fn kinds_are_read_as_asked() {
    let needs = |variants: Variants| -> Vec<(String, Option<Need>)> {
        let draft = imported(variants).draft;
        let kinds = draft.requires.into_iter().filter(|row| row.group == "variant");
        kinds.map(|row| (row.product, row.need)).collect()
    };
    let expected = |need: Option<Need>| {
        [("N3", need), ("N3", need), ("S2", None), ("S1", None)]
            .map(|(id, need)| (id.to_owned(), need))
            .to_vec()
    };
    assert_eq!(needs(Variants::All), expected(Some(Need::All)));
    assert_eq!(needs(Variants::Any), expected(Some(Need::AtLeast(1))));
    assert_eq!(needs(Variants::Taxonomy), expected(None));
}

#[test]
fn the_dataset_loads_without_errors() {
    for variants in [Variants::All, Variants::Any, Variants::Taxonomy] {
        let loaded = load(written(&imported(variants)).path()).unwrap();
        let errors: Vec<_> =
            loaded.diagnostics.iter().filter(|one| one.severity == Severity::Error).collect();
        assert!(errors.is_empty(), "{errors:?}");
        assert_eq!(loaded.model.unwrap().components().len(), 13);
    }
}

#[test]
fn the_notice_names_licence_source_and_choice() {
    let notice = imported(Variants::Any).notice;
    assert_eq!(notice.name, "NOTICE.md");
    for text in ["CC BY-NC 4.0", "georgetown-cset/eto-chip-explorer", "--variants any", "2024-12-31"] {
        assert!(notice.text.contains(text), "{text}");
    }
    assert!(!notice.text.contains(['{', '}']), "a choice is left open");
}

#[test]
fn date_home_and_domestic_are_the_users() {
    let options = Options {
        as_of: Some((2023, 6, 30)),
        home: "CN-32".to_owned(),
        domestic: vec!["CN".to_owned()],
        ..Options::default()
    };
    let settings = import(&fixture("source"), &options).unwrap().draft.settings;
    assert_eq!((settings.as_of, settings.home.as_str()), (Some((2023, 6, 30)), "CN-32"));
    assert_eq!(settings.domestic, ["CN"]);
}

#[test]
fn what_is_not_the_layout_is_refused_with_its_place() {
    let options = Options::default();
    let error = |folder: &Path| import(folder, &options).unwrap_err();
    assert!(matches!(error(&fixture("nowhere")), IngestError::NotFound { .. }));
    assert!(matches!(error(&fixture("source/inputs.csv")), IngestError::NotAFolder { .. }));
    let folder = source(&[]);
    fs::remove_file(folder.path().join("stages.csv")).unwrap();
    assert!(matches!(error(folder.path()), IngestError::MissingFile { file: "stages.csv", .. }));
    let folder = source(&[("sequence.csv", b"input_id,is_type_of_id\n")]);
    let found = error(folder.path());
    assert!(
        matches!(&found, IngestError::MissingColumns { columns, .. } if columns == "goes_into_id"),
        "{found}"
    );
    let folder = source(&[("stages.csv", b"stage_id,stage_name\nS1,Design\nS2,\"Open\n")]);
    assert!(matches!(error(folder.path()), IngestError::UnclosedQuote { row: 3, .. }));
    let folder = source(&[("stages.csv", b"stage_id,stage_name\nS1,\xFF\xFF\n")]);
    assert!(matches!(error(folder.path()), IngestError::BadByte { row: 2, column: 4, .. }));
    let folder = source(&[("provision.csv", b"provider_id,provided_id,share_provided,year\nP1,N1,,\n")]);
    assert!(matches!(error(folder.path()), IngestError::NoYear { .. }));
}

#[test]
fn an_unknown_column_is_named() {
    let folder = source(&[("stages.csv", "stage_id,stage_name,颜色\nS1,Design,红\n".as_bytes())]);
    let notes = import(folder.path(), &Options::default()).unwrap().notes;
    let note = notes.iter().find(|note| note.code == NoteCode::UnknownColumn).unwrap();
    assert_eq!((note.file, note.read.as_str()), (SourceFile::Stages, "颜色"));
}

/// A table with cells from a short list, so that ids repeat, clash and refer to each other.
fn table(header: &'static str) -> impl Strategy<Value = String> {
    let cell = prop::sample::select(vec![
        "",
        "A",
        "B",
        "C",
        "S",
        "CHN",
        "EUR",
        "JP",
        "CN-32",
        "XYZ",
        "Various countries",
        "country",
        "organization",
        "process",
        "tool_resource",
        "ultimate_output",
        "2024",
        "1800",
        "50",
        "-1",
        "a;b",
        "=1+1",
        "\"x\ny\"",
        "\u{1}",
    ]);
    let width = header.split(',').count();
    vec(vec(cell, width), 0..8).prop_map(move |rows| {
        let rows = rows.into_iter().map(|row| row.join(",") + "\n");
        std::iter::once(format!("{header}\n")).chain(rows).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn whatever_the_rows_the_dataset_has_no_errors(
        inputs in table("input_id,input_name,type,stage_id,description,year"),
        stages in table("stage_id,stage_name,description"),
        providers in table("provider_name,alias,provider_id,provider_type,country"),
        sequence in table("input_id,goes_into_id,is_type_of_id"),
        provision in table("provider_name,provider_id,provided_id,share_provided,year,source"),
    ) {
        let inputs = inputs + "A,Alpha,ultimate_output,,,\nB,Beta,process,S,,\n";
        let providers = providers + "USA,,A,country,\nFirm,,B,organization,XYZ\n";
        let folder = source(&[
            ("inputs.csv", inputs.as_bytes()),
            ("stages.csv", stages.as_bytes()),
            ("providers.csv", providers.as_bytes()),
            ("sequence.csv", sequence.as_bytes()),
            ("provision.csv", provision.as_bytes()),
        ]);
        let options = Options { as_of: Some((2024, 12, 31)), ..Options::default() };
        let loaded = load(written(&import(folder.path(), &options).unwrap()).path()).unwrap();
        let errors: Vec<_> =
            loaded.diagnostics.iter().filter(|one| one.severity == Severity::Error).collect();
        prop_assert!(errors.is_empty(), "{:?}", errors);
    }
}
