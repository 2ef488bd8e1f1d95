//! Importing published data: from the files of others to findings, and nothing of the user's lost.

use crate::program::{Outcome, json, root, run};
use liantu_ingest::eto::NoteCode;
use liantu_render::catalogue::{Catalogue, Language, MISSING};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

fn source() -> PathBuf {
    root().join("crates/liantu-ingest/tests/fixtures/eto/source")
}

fn import(to: &Path, more: &[&str]) -> Outcome {
    let folders = ["import".into(), "eto".into(), source().into_os_string(), "-o".into(), to.into()];
    run(folders.into_iter().chain(more.iter().map(Into::into)))
}

/// Ids and certainties of the findings for a target.
fn findings(dataset: &Path, level: &str, target: &str) -> Vec<(String, String)> {
    let result = json("spof", dataset, &["--level", level, "--target", target]);
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let findings = result["findings"].as_array().expect("a list").iter();
    let pair = |finding: &Value| (text(&finding["element"]["id"]), text(&finding["targets"][0]["certainty"]));
    findings.map(pair).collect()
}

fn confirmed(id: &str) -> Vec<(String, String)> {
    vec![(id.to_owned(), "confirmed".to_owned())]
}

#[test]
fn a_sole_source_is_a_single_point() {
    let folder = tempfile::tempdir().expect("a folder");
    let dataset = folder.path().join("new/eto");
    let outcome = import(&dataset, &[]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    assert!(outcome.stdout.contains("--variants all") && outcome.stdout.contains("CC BY-NC 4.0"));
    assert_eq!(findings(&dataset, "supplier", "N5"), confirmed("P12"));
    assert_eq!(findings(&dataset, "country", "N5"), confirmed("EUR"));
    // Presses need every kind of press, and one kind has one maker.
    assert!(findings(&dataset, "supplier", "N3").contains(&confirmed("P12")[0]));
}

#[test]
fn kinds_decide_what_falls() {
    for variants in ["any", "taxonomy"] {
        let folder = tempfile::tempdir().expect("a folder");
        let outcome = import(folder.path(), &["--variants", variants]);
        assert!(outcome.stdout.contains(&format!("--variants {variants}")), "{}", outcome.stdout);
        assert_eq!(findings(folder.path(), "supplier", "N5"), confirmed("P12"));
        assert_eq!(findings(folder.path(), "supplier", "N3"), [], "{variants}");
    }
}

#[test]
fn what_was_not_taken_over_is_told_in_both_languages() {
    let folder = tempfile::tempdir().expect("a folder");
    let chinese = import(&folder.path().join("zh"), &[]).stderr;
    let english = import(&folder.path().join("en"), &["--lang", "en"]).stderr;
    assert!(chinese.contains("provision.csv:22: 未导入[ragged-row]"), "{chinese}");
    assert!(english.contains("provision.csv:22: dropped[ragged-row]"), "{english}");
    assert_eq!(chinese.lines().count(), english.lines().count());
    assert_eq!(import(&folder.path().join("quiet"), &["--quiet"]).stderr, "");
}

#[test]
fn every_note_has_its_words() {
    for language in [Language::Chinese, Language::English] {
        let words = Catalogue::new(language);
        for code in NoteCode::ALL {
            for key in [code.key(), code.effect().key()] {
                let text = words.format(&format!("import-{key}"), &[("read", "r"), ("other", "o")]);
                assert!(!text.contains(MISSING), "{text}");
            }
        }
    }
}

#[test]
fn the_same_source_gives_the_same_bytes() {
    let folder = tempfile::tempdir().expect("a folder");
    let [one, two] = ["one", "two"].map(|name| folder.path().join(name));
    import(&one, &[]);
    import(&two, &["--lang", "en"]);
    for entry in fs::read_dir(&one).expect("written") {
        let name = entry.expect("an entry").file_name();
        let read = |folder: &Path| fs::read(folder.join(&name)).expect("both have it");
        assert_eq!(read(&one), read(&two), "{}", name.display());
    }
}

#[test]
fn nothing_of_the_users_is_overwritten() {
    let folder = tempfile::tempdir().expect("a folder");
    let own = folder.path().join("supplies.csv");
    fs::write(&own, "mine").expect("written");
    let refused = import(folder.path(), &[]);
    assert_eq!(refused.code, 2);
    assert!(
        refused.stderr.contains("supplies.csv") && refused.stderr.contains("--force"),
        "{}",
        refused.stderr
    );
    let names = |folder: &Path| fs::read_dir(folder).expect("a folder").count();
    assert_eq!((names(folder.path()), fs::read_to_string(&own).expect("there")), (1, "mine".to_owned()));
    assert_eq!(import(folder.path(), &["--force"]).code, 0);
    assert!(fs::read_to_string(&own).expect("there").starts_with("supplier,region,component"));
}

#[test]
fn a_table_left_over_is_not_read_together_with_the_imported_ones() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("采购.csv"), "").expect("written");
    let refused = import(folder.path(), &["--force"]);
    assert_eq!(refused.code, 2);
    assert!(refused.stderr.contains("采购.csv"), "{}", refused.stderr);
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
}

#[test]
fn mistakes_leave_no_folder_behind() {
    let folder = tempfile::tempdir().expect("a folder");
    let to = folder.path().join("new");
    let mistakes: [(&[&str], i32); 3] =
        [(&["--as-of", "31.12.2024"], 2), (&["--home", "Atlantic"], 3), (&["--strict"], 3)];
    for (more, code) in mistakes {
        let outcome = import(&to, more);
        assert_eq!(outcome.code, code, "{more:?}: {}", outcome.stderr);
        assert!(!outcome.stderr.is_empty() && !outcome.stderr.contains(MISSING), "{}", outcome.stderr);
        assert!(!to.exists(), "{more:?}");
    }
    let lacking =
        run(["import".as_ref(), "eto".as_ref(), folder.path().as_os_str(), "-o".as_ref(), to.as_os_str()]);
    assert_eq!(lacking.code, 2);
    assert!(lacking.stderr.contains("inputs.csv"), "{}", lacking.stderr);
}
