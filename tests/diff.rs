//! `diff` and `report --previous` from end to end.

#![expect(clippy::unwrap_used, reason = "a test that cannot run is a test that fails")]

use crate::program::{CHAINS, Outcome, dataset, run};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn compared(arguments: &[&str]) -> Value {
    let outcome = run([&["diff", "--quiet", "--lang", "en", "--format", "json"], arguments].concat());
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    serde_json::from_str(&outcome.stdout).unwrap()
}

/// A copy of the ships a year later, with more rows of `supplies`.
fn ships_later(folder: &Path, rows: &str) -> PathBuf {
    let later = ships_with(&folder.join("later"), rows);
    edit(&later.join("dataset.toml"), |text| text.replace("2025-12-31", "2026-12-31"));
    later
}

/// A copy of the ships with more rows of `supplies`.
fn ships_with(copy: &Path, rows: &str) -> PathBuf {
    fs::create_dir(copy).unwrap();
    for entry in fs::read_dir(dataset("high-tech-ships")).unwrap() {
        let entry = entry.unwrap();
        if entry.path().is_dir() {
            continue; // scenarios are no part of the tables
        }
        fs::copy(entry.path(), copy.join(entry.file_name())).unwrap();
    }
    edit(&copy.join("supplies.csv"), |text| text + rows);
    copy.to_owned()
}

fn edit(path: &Path, change: impl FnOnce(String) -> String) {
    let text = fs::read_to_string(path).unwrap();
    fs::write(path, change(text)).unwrap();
}

fn status_of<'a>(document: &'a Value, key: &str) -> Option<&'a str> {
    let risks = document["parameters"]["risks"].as_array().unwrap();
    risks.iter().find(|risk| risk["key"] == key).map(|risk| risk["status"].as_str().unwrap())
}

#[test]
fn a_dataset_does_not_differ_from_itself() {
    for name in CHAINS {
        let path = dataset(name);
        let document = compared(&[text(&path), text(&path)]);
        assert_eq!(document["findings"], Value::Array(Vec::new()), "{name}");
        assert_eq!(document["parameters"]["rows"], Value::Array(Vec::new()), "{name}");
        let risks = document["parameters"]["risks"].as_array().unwrap();
        assert!(risks.iter().all(|risk| risk["status"] == "ongoing"), "{name}");
    }
}

/// Who owns the only licence in use is a single point; another licence in use takes that away.
#[test]
fn a_second_licence_clears_the_only_one_when_it_is_trusted_and_eases_it_when_qualified() {
    let folder = TempDir::new().unwrap();
    let before = ships_with(&folder.path().join("before"), "kogas,,gtt-lic,candidate,,2024,KC1TW,medium\n");
    for (row, status, certain) in [
        ("kogas,,gtt-lic,active,,2026,KC1TW,medium\n", "cleared", true),
        ("kogas,,gtt-lic,active,,2026,KC1TW,low\n", "easing", true),
        ("kogas,,gtt-lic,qualified,,2026,KC1TW,medium\n", "easing", false),
        ("", "ongoing", false),
    ] {
        let folder = TempDir::new().unwrap();
        let later = ships_later(folder.path(), row);
        let document = compared(&[text(&before), text(&later)]);
        assert_eq!(status_of(&document, "spof:supplier:gtt"), Some(status), "{row}");
        let findings = document["findings"].as_array().unwrap();
        let gone = findings.iter().find(|one| one["key"] == "spof:supplier:gtt");
        assert_eq!(gone.is_some(), certain, "{row}");
        assert!(gone.is_none_or(|one| one["after"].is_null() && one["steps"][0]["kind"] == "actual"));
    }
}

#[test]
fn a_requirement_deleted_clears_nothing() {
    let folder = TempDir::new().unwrap();
    let later = ships_later(folder.path(), "");
    edit(&later.join("requires.csv"), |text| {
        let kept: Vec<&str> = text.lines().filter(|line| !line.contains("gtt-lic")).collect();
        kept.join("\n")
    });
    let document = compared(&[text(&dataset("high-tech-ships")), text(&later)]);
    assert_eq!(status_of(&document, "spof:supplier:gtt"), Some("to-verify"));
}

/// Three years of growing knowledge: everything that changes falls into steps, and says what it rests on.
#[test]
fn two_dates_of_one_dataset_are_compared() {
    for name in CHAINS {
        let path = dataset(name);
        let document = compared(&[text(&path), "--from", "2023-12-31", "--to", "2025-12-31"]);
        let rows = document["parameters"]["rows"].as_array().unwrap();
        assert!(rows.iter().all(|row| row["kind"] == "actual"), "{name}: what is new is newer");
        for finding in document["findings"].as_array().unwrap() {
            for step in finding["steps"].as_array().unwrap() {
                assert_ne!(step["rows"], Value::Array(Vec::new()), "{name}: {finding}");
            }
        }
    }
}

#[test]
fn every_word_is_there_in_both_languages() {
    let path = dataset("high-tech-ships");
    for language in ["zh", "en"] {
        let arguments = [
            "diff",
            text(&path),
            "--from",
            "2023-12-31",
            "--to",
            "2025-12-31",
            "--quiet",
            "--lang",
            language,
        ];
        let said = run(arguments).stdout;
        assert!(!said.contains('⟦'), "{said}");
        for word in ["国别", "国外", "外国", "海外"] {
            assert!(!said.replace("境外国家", "境外").contains(word), "{word}");
        }
    }
}

#[test]
fn the_report_has_the_dynamic_table_and_the_status_of_risks() {
    let folder = TempDir::new().unwrap();
    let later = ships_later(folder.path(), "kogas,,gtt-lic,active,,2026,KC1TW,medium\n");
    let out = folder.path().join("out");
    let ships = dataset("high-tech-ships");
    let arguments = [
        "report",
        text(&later),
        "--previous",
        text(&ships),
        "-o",
        text(&out),
        "--lang",
        "zh",
        "--quiet",
        "--formats",
        "md",
    ];
    let outcome = run(arguments);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let page = fs::read_to_string(out.join("report.md")).unwrap();
    for part in ["关键核心技术短板长板动态表", "已清零", "持续", "实际变化"] {
        assert!(page.contains(part), "{part}");
    }
}

/// The tree marks what `diff` says, and nothing else.
#[test]
fn the_tree_marks_what_changed() {
    let folder = TempDir::new().unwrap();
    let later = ships_later(folder.path(), "kogas,,gtt-lic,active,,2026,KC1TW,medium\n");
    let ships = dataset("high-tech-ships");
    let outcome = run(["tree", text(&later), "--diff", text(&ships), "--lang", "zh", "--quiet"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    assert!(outcome.stdout.contains("框内标签为变化"), "{}", outcome.stdout);
    let line = |name: &str| {
        let mut lines = outcome.stdout.lines().filter(|line| line.contains(name) && !line.contains('↺'));
        lines.next_back().unwrap().to_owned()
    };
    let marked = |text: &str| text.contains('→') || text.contains("其他变化");
    assert!(marked(&line("薄膜型围护系统专利许可")), "{}", line("薄膜型围护系统专利许可"));
    assert!(!marked(&line("殷瓦焊丝")), "{}", line("殷瓦焊丝"));
    let same = run(["tree", text(&ships), "--diff", text(&ships), "--lang", "zh", "--quiet"]);
    assert_eq!(same.code, 0, "{}", same.stderr);
    assert!(!same.stdout.lines().filter(|line| line.contains('─')).any(marked), "{}", same.stdout);
}

fn refused(arguments: &[&str], part: &str) {
    for language in ["zh", "en"] {
        let Outcome { code, stdout, stderr } =
            run([&["diff", "--quiet", "--lang", language], arguments].concat());
        assert_eq!((code, stdout.as_str()), (2, ""), "{stderr}");
        assert!(stderr.contains(part), "{stderr}");
    }
}

#[test]
fn bad_questions_are_refused() {
    let (ships, chips) = (dataset("high-tech-ships"), dataset("integrated-circuits"));
    let (ships, chips) = (text(&ships), text(&chips));
    refused(&[ships, chips], "--mapping");
    refused(&[ships], "--from");
    refused(&[ships, ships, "--from", "2024-12-31"], "--from");
    refused(&[ships, "--from", "2024", "--to", "2025-12-31"], "2025-12-31");
    refused(&[ships, "--from", "2025-12-31", "--to", "2024-12-31"], "2024-12-31");
    refused(&[ships, "no-such-folder"], "no-such-folder");
    let folder = TempDir::new().unwrap();
    let mapping = folder.path().join("ids.csv");
    for (content, part) in [
        ("old,new\nnobody,gtt\n", "nobody"),
        ("gtt,nobody\n", "nobody"),
        ("gtt\n", "1"),
        ("hudong,gtt\n", "gtt"),
    ] {
        fs::write(&mapping, content).unwrap();
        refused(&[ships, ships, "--mapping", text(&mapping)], part);
    }
}

/// Components and firms that are called something else now, and the tables in another order of rows: nothing changed.
#[test]
fn renamed_is_not_changed() {
    let ships = dataset("high-tech-ships");
    let folder = TempDir::new().unwrap();
    let later = ships_later(folder.path(), "");
    edit(&later.join("dataset.toml"), |text| text.replace("2026-12-31", "2025-12-31"));
    for table in ["components.csv", "requires.csv", "supplies.csv", "suppliers.csv", "facts.csv"] {
        edit(&later.join(table), |text| renamed(&text));
    }
    let mapping = folder.path().join("ids.csv");
    fs::write(&mapping, "old,new\ngtt-lic,membrane-licence\ngtt,gaztransport\n").unwrap();
    let document = compared(&[text(&ships), text(&later), "--mapping", text(&mapping)]);
    assert_eq!(document["findings"], Value::Array(Vec::new()));
    assert_eq!(document["parameters"]["rows"], Value::Array(Vec::new()));
    let unmapped = compared(&[text(&ships), text(&later)]);
    assert!(!unmapped["findings"].as_array().unwrap().is_empty(), "without the file they are other things");
}

/// Whole cells with new ids, the rows below the header the other way round.
fn renamed(table: &str) -> String {
    let new = |cell: &str| {
        match cell {
            "gtt-lic" => "membrane-licence",
            "gtt" => "gaztransport",
            other => other,
        }
        .to_owned()
    };
    let mut lines: Vec<String> =
        table.lines().map(|line| line.split(',').map(new).collect::<Vec<String>>().join(",")).collect();
    lines[1..].reverse();
    lines.join("\n") + "\n"
}

/// Striking the only maker from the list does not make the risk go away.
#[test]
fn a_supply_deleted_clears_nothing() {
    let ships = dataset("high-tech-ships");
    let folder = TempDir::new().unwrap();
    let later = ships_later(folder.path(), "");
    edit(&later.join("supplies.csv"), |text| {
        let lines = text.lines().filter(|line| !line.starts_with("gtt,,gtt-lic,active"));
        lines.collect::<Vec<&str>>().join("\n") + "\n"
    });
    let document = compared(&[text(&ships), text(&later)]);
    assert_eq!(status_of(&document, "spof:supplier:gtt"), Some("to-verify"));
}
