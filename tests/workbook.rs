//! Workbooks end to end. `fixtures/analyst.xlsx` was typed as analysts do and saved by a spreadsheet program: title and
//! note rows, a header of two rows, merged, hidden and percent-formatted cells, dates, numbers as text.

use crate::program::{CHAINS, dataset, json, root, run};
use liantu_ingest::{COALITIONS, SOURCES, TABLES};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

fn analyst() -> PathBuf {
    root().join("tests/fixtures/analyst.xlsx")
}

#[test]
fn a_workbook_as_analysts_type_it_loads_with_helpful_messages() {
    let outcome = run(["check".as_ref(), analyst().as_os_str(), "-v".as_ref()]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    for place in [
        "供应!1:1: 提示[title-row]",
        "供应!9:9: 提示[title-row]",
        "供应!7:7: 警告[hidden-cells]",
        "说明: 提示[ignored-sheet]",
    ] {
        assert!(outcome.stderr.contains(place), "{place}: {}", outcome.stderr);
    }
    assert_eq!(outcome.stderr.matches("警告").count(), 1, "{}", outcome.stderr);
    let found = json("check", &analyst(), &[]);
    let hidden =
        found.as_array().expect("a list").iter().find(|one| one["code"] == "hidden-cells").expect("told");
    assert_eq!((&hidden["file"], &hidden["row"]), (&"供应".into(), &7.into()));
}

#[test]
fn percentages_and_merged_cells_reach_the_analyses() {
    // The hull of the engine is merged down: both makers supply it. Shares are 20 % and 20 to 30 %.
    let found = json("backup", &analyst(), &["--quiet"]);
    let text = found.to_string();
    assert!(text.contains("\"engine\""), "{text}");
    let csv = run(["export".as_ref(), analyst().as_os_str(), "--to".as_ref(), "json-graph".as_ref()]);
    let graph: serde_json::Value = serde_json::from_str(&csv.stdout).expect("JSON");
    let edges = graph["graph"]["edges"].as_array().expect("edges");
    let supplies: Vec<_> = edges
        .iter()
        .filter(|edge| edge["relation"] == "supplies")
        .map(|edge| {
            (edge["source"].as_str().unwrap_or_default(), edge["target"].as_str().unwrap_or_default())
        })
        .collect();
    for maker in ["supplier.maker", "supplier.mill"] {
        assert!(supplies.contains(&(maker, "component.engine")), "{supplies:?}");
    }
}

#[test]
fn every_command_takes_a_workbook() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).into_os_string();
    let commands: [(&str, Vec<OsString>); 9] = [
        ("check", vec![]),
        ("spof", vec![]),
        ("chokepoints", vec![]),
        ("backup", vec![]),
        ("regions", vec![]),
        ("cutsets", vec!["--target".into(), "ship".into()]),
        ("simulate", vec!["--fail".into(), "supplier:maker".into()]),
        ("tree", vec!["-o".into(), path("tree.svg")]),
        ("report", vec!["-o".into(), path("report"), "--formats".into(), "html,md,xlsx".into()]),
    ];
    for (command, more) in commands {
        let start = [OsString::from(command), analyst().into_os_string(), "--quiet".into()];
        let outcome = run(start.into_iter().chain(more));
        assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""), "{command}");
    }
    let report = fs::read_to_string(folder.path().join("report/report.md")).expect("a report");
    assert!(report.contains("船舶试填"));
    let old_and_new =
        ["diff".into(), analyst().into_os_string(), analyst().into_os_string(), "--quiet".into()];
    assert_eq!(run(old_and_new).code, 0);
}

#[track_caller]
fn refused(bytes: &[u8], name: &str, reason: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    fs::write(&path, bytes).expect("written");
    let outcome = run(["spof".as_ref(), path.as_os_str()]);
    assert_eq!(outcome.code, 2, "{}", outcome.stderr);
    assert!(outcome.stderr.contains(reason), "{}", outcome.stderr);
    let english = run(["spof".as_ref(), path.as_os_str(), "--lang".as_ref(), "en".as_ref()]);
    assert!(english.stderr.contains(name) && !english.stderr.contains('⟦'), "{}", english.stderr);
}

#[test]
fn what_is_no_workbook_is_said_with_the_remedy() {
    refused(b"id,name\n", "a.xlsx", "另存为 .xlsx");
    let compound = |stream: &str| {
        let name: Vec<u8> = stream.encode_utf16().flat_map(u16::to_le_bytes).collect();
        [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice(), &name].concat()
    };
    refused(&compound("EncryptedPackage"), "b.xlsx", "密码");
    refused(&compound("Workbook"), "c.xls", "旧版");
    refused(b"PK\x03\x04 cut short", "d.xlsx", "已损坏");
    refused(b"id,name\n", "e.csv", "既不是文件夹");
    assert_eq!(run(["check".as_ref(), Path::new("no/such.xlsx").as_os_str()]).code, 2);
}

/// Graph and findings of a dataset, which say all that the analyses read, but for the names of its files.
fn all_of(dataset: &Path) -> (String, String) {
    let of = |command: &str, option: &str, value: &str| {
        let outcome =
            run([command.as_ref(), dataset.as_os_str(), option.as_ref(), value.as_ref(), "--quiet".as_ref()]);
        assert_eq!(outcome.code, 0, "{}", outcome.stderr);
        outcome.stdout
    };
    let findings = of("spof", "--format", "json");
    let is_kept = |line: &&str| !line.trim_start().starts_with("\"file\":");
    (of("export", "--to", "json-graph"), findings.lines().filter(is_kept).collect::<Vec<_>>().join("\n"))
}

#[test]
fn a_template_loads_as_it_is_and_makes_a_report() {
    let folder = tempfile::tempdir().expect("a folder");
    for (lang, name) in [("zh", "模板.xlsx"), ("en", "template.xlsx")] {
        let path = folder.path().join(name);
        let outcome =
            run(["template".as_ref(), "-o".as_ref(), path.as_os_str(), "--lang".as_ref(), lang.as_ref()]);
        assert_eq!(outcome.code, 0, "{}", outcome.stderr);
        let found = json("check", &path, &[]);
        let codes: Vec<&str> =
            found.as_array().expect("a list").iter().filter_map(|one| one["code"].as_str()).collect();
        assert_eq!(codes, ["ignored-sheet"], "the guide, and nothing else");
        let report = folder.path().join(lang);
        let outcome = run([
            "report".as_ref(),
            path.as_os_str(),
            "-o".as_ref(),
            report.as_os_str(),
            "--quiet".as_ref(),
            "--formats".as_ref(),
            "html,xlsx".as_ref(),
        ]);
        assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));
        assert!(report.join("report.html").is_file());
    }
    let again = run(["template".as_ref(), "-o".as_ref(), folder.path().join("模板.xlsx").as_os_str()]);
    assert_eq!(again.code, 2, "a workbook of the user's is not overwritten");
    let other = run(["template".as_ref(), "-o".as_ref(), folder.path().join("模板.csv").as_os_str()]);
    assert_eq!(other.code, 2);
}

#[test]
fn no_text_of_a_template_is_missing() {
    let folder = tempfile::tempdir().expect("a folder");
    for lang in ["zh", "en"] {
        let path = folder.path().join(format!("{lang}.xlsx"));
        let outcome = run([
            "template".as_ref(),
            "--blank".as_ref(),
            "-o".as_ref(),
            path.as_os_str(),
            "--lang".as_ref(),
            lang.as_ref(),
        ]);
        assert_eq!(outcome.code, 0, "{}", outcome.stderr);
        let mut zip = zip::ZipArchive::new(fs::File::open(&path).expect("a file")).expect("a ZIP");
        let mut notes = 0;
        for at in 0..zip.len() {
            let mut part = zip.by_index(at).expect("a part");
            let mut text = String::new();
            std::io::Read::read_to_string(&mut part, &mut text).expect("text");
            assert!(!text.contains('⟦'), "{at}: {text}");
            notes += text.matches("<comment ").count();
        }
        let columns: usize =
            TABLES.iter().chain([&SOURCES, &COALITIONS]).map(|format| format.columns.len()).sum();
        assert_eq!(notes, columns, "a note on every header");
    }
}

#[test]
fn datasets_go_to_workbooks_and_folders_and_back() {
    for chain in CHAINS.map(dataset) {
        let folder = tempfile::tempdir().expect("a folder");
        let (book, tables) = (folder.path().join("a.xlsx"), folder.path().join("b"));
        let export = |from: &Path, to: &str, path: &Path| {
            let outcome = run([
                "export".as_ref(),
                from.as_os_str(),
                "--to".as_ref(),
                to.as_ref(),
                "-o".as_ref(),
                path.as_os_str(),
            ]);
            assert_eq!((outcome.code, outcome.stdout.as_str()), (0, ""), "{}", outcome.stderr);
        };
        export(&chain, "xlsx", &book);
        export(&book, "csv", &tables);
        let expected = all_of(&chain);
        assert_eq!(all_of(&book), expected);
        assert_eq!(all_of(&tables), expected);
    }
}

#[test]
fn exports_of_data_want_a_path() {
    for to in ["xlsx", "csv"] {
        let outcome = run(["export".as_ref(), analyst().as_os_str(), "--to".as_ref(), to.as_ref()]);
        assert_eq!(outcome.code, 2, "{}", outcome.stderr);
        assert!(outcome.stderr.contains("-o"), "{}", outcome.stderr);
    }
}
