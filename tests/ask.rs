//! What to ask next, on the three chains: as docs/robustness-by-hand.md lets a person conclude.

use crate::program::{dataset, json, root, run};
use serde_json::Value;
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;

fn found(name: &str, more: &[&str]) -> Value {
    json("ask", &dataset(name), &[&["--quiet"], more].concat())
}

fn question<'v>(found: &'v Value, key: &str) -> &'v Value {
    let findings = found["findings"].as_array().expect("findings");
    findings.iter().find(|one| one["key"] == key).unwrap_or_else(|| panic!("{key}"))
}

/// What an answer to a question settles by itself: the findings, with their targets.
fn settled(question: &Value, answer: &str, effect: &str) -> BTreeSet<String> {
    let rows = question["settles"].as_array().expect("settlements").iter();
    let is_it = |row: &&Value| {
        let answers = row["answers"].as_array().expect("answers");
        answers.len() == 1 && answers[0]["answer"] == answer && row["effect"] == effect
    };
    let name = |row: &Value| {
        let target = row["conclusion"]["target"]["id"].as_str().unwrap_or("-");
        format!("{}>{target}", row["conclusion"]["key"].as_str().expect("a key"))
    };
    rows.filter(is_it).map(name).collect()
}

fn set(rows: &[&str]) -> BTreeSet<String> {
    rows.iter().map(|&row| row.to_owned()).collect()
}

/// Japan stops DRAM and mature logic by mask blanks alone (findings 4 and 5), advanced logic by ABF film, too (7): somebody
/// else’s blanks overturn the first two only.
#[test]
fn blanks_of_somebody_else_leave_what_hangs_on_film_too() {
    let found = found("integrated-circuits", &[]);
    let blanks = question(&found, "list:mask-blank");
    let japan = ["spof:region:JP>ic-dram", "spof:region:JP>ic-logic-mature"];
    assert_eq!(settled(blanks, "unlisted", "refuted"), set(&japan));
    let certain = settled(blanks, "stands", "certain");
    assert!(certain.is_superset(&set(&[japan[0], japan[1], "spof:region:JP>ic-logic-adv"])), "{certain:?}");
}

/// No maker of independent tanks or of other membranes is active (finding 1): an active one of either would take GTT and
/// France away; only both lists together, if they stand, make the loss certain.
#[test]
fn another_tank_takes_the_licence_away() {
    let found = found("high-tech-ships", &["--count", "100"]);
    for list in ["list:typea-b", "list:membrane-other"] {
        let question = question(&found, list);
        let refuted = settled(question, "unlisted", "refuted");
        assert!(refuted.is_superset(&set(&["spof:supplier:gtt>lng-carrier", "spof:region:FR>lng-carrier"])));
        assert_eq!(settled(question, "stands", "certain"), set(&[]), "{list} alone");
        let together = question["settles"].as_array().expect("settlements").iter().any(|row| {
            row["answers"].as_array().is_some_and(|answers| answers.len() == 2)
                && row["effect"] == "certain"
                && row["conclusion"]["key"] == "spof:supplier:gtt"
        });
        assert!(together, "{list}");
    }
}

/// Finding 8: Japan stops cylinders by spin finish; makers of precursor at home buy it.
#[test]
fn spin_finish_is_asked_of_who_spins() {
    let found = found("advanced-carbon", &["--count", "1", "--about", "list"]);
    let first = &found["findings"][0];
    assert_eq!(first["key"], "list:spin-finish");
    assert!(settled(first, "unlisted", "refuted").contains("spof:region:JP>cf-h2-cylinder"));
    let ids: BTreeSet<&str> =
        first["addressees"].as_array().expect("firms").iter().filter_map(|one| one["id"].as_str()).collect();
    assert!(!ids.is_empty());
    assert!(found["reached"].as_u64() <= found["at_most"].as_u64());
}

#[test]
fn kinds_of_questions_can_be_chosen_and_must_exist() {
    let needs = found("integrated-circuits", &["--about", "need"]);
    let kinds: Vec<_> =
        needs["findings"].as_array().expect("findings").iter().map(|one| &one["kind"]).collect();
    assert!(!kinds.is_empty() && kinds.iter().all(|kind| *kind == "need"));
    let ships = dataset("high-tech-ships");
    let ships = ships.to_str().expect("a path");
    let refused = run(["ask", ships, "--about", "colour", "--lang", "en"]);
    assert_eq!(refused.code, 2);
    assert!(
        refused.stderr.contains("“colour”") && refused.stderr.contains("list, status, need"),
        "{}",
        refused.stderr
    );
    let table = run(["ask", ships, "--quiet", "--lang", "zh", "--count", "2"]);
    assert!(
        table.stdout.contains("核实清单") && table.stdout.contains("薄膜型围护系统专利许可"),
        "{}",
        table.stdout
    );
}

/// A questionnaire on paper and to be filled in: the same bytes each time, and what was filled in is not overwritten.
#[test]
fn questionnaires_are_the_same_each_time_and_keep_what_was_filled_in() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str| {
        let to = folder.path().join(name);
        let ships = dataset("high-tech-ships");
        let words =
            ["--quiet", "--formats", "docx,xlsx", "--lang", "zh", "--count", "3", "--firms", "2", "-o"];
        let words = words.iter().map(OsStr::new);
        run(["ask".as_ref(), ships.as_os_str()].into_iter().chain(words).chain([to.as_os_str()]))
    };
    assert_eq!(write("one").code, 0);
    assert_eq!(write("two").code, 0);
    for name in ["questions.docx", "questions.xlsx"] {
        let read = |folder_name: &str| fs::read(folder.path().join(folder_name).join(name)).expect("a file");
        assert!(read("one") == read("two"), "{name}");
    }
    let filled = folder.path().join("one/questions.xlsx");
    fs::write(&filled, b"filled in").expect("written");
    assert_eq!(write("one").code, 2, "what was filled in would be lost");
    assert_eq!(fs::read(&filled).expect("a file"), b"filled in");
}

/// From a filled questionnaire (typed with full-width digits, blanks and mistakes, and saved by a spreadsheet program) to a new
/// dataset and to the report that says what was settled.
#[test]
fn answers_go_into_a_new_dataset_and_the_next_report_says_what_they_settled() {
    let folder = tempfile::tempdir().expect("a folder");
    let (ships, new) = (dataset("high-tech-ships"), folder.path().join("new"));
    let filled = root().join("tests/fixtures/answers.xlsx");
    let import = |more: &[&str]| {
        let words =
            ["import".as_ref(), "answers".as_ref(), filled.as_os_str(), "--into".as_ref(), ships.as_os_str()];
        let to = ["-o".as_ref(), new.as_os_str()];
        run(words.into_iter().chain(to).chain(more.iter().map(OsStr::new)))
    };
    let strict = import(&["--lang", "en", "--strict"]);
    assert_eq!(strict.code, 3);
    assert!(strict.stderr.contains("核实清单!K4: left out[bad-share]"), "{}", strict.stderr);
    assert!(!new.exists(), "nothing is written");

    let outcome = import(&["--lang", "zh"]);
    assert_eq!(outcome.code, 4, "{}", outcome.stderr);
    for told in [
        "核实清单!I2: 已并入[row-changed]: “LNT Marine”",
        "核实清单!H3: 未并入[unknown-answer]: “完整”",
        "核实清单!K4: 未并入[bad-share]: “１３０%”",
        "核实清单!H6: 已并入[row-removed]: “不供应”",
        "企业走访!I3: 未并入[unknown-firm]",
        "企业走访!I4: 已并入[new-firm]",
    ] {
        assert!(outcome.stderr.contains(told), "{told}: {}", outcome.stderr);
    }
    assert_eq!(import(&[]).code, 2, "an existing dataset is not overwritten");
    assert_eq!(run(["check".as_ref(), new.as_os_str(), "--quiet".as_ref()]).code, 0);
    let supplies = fs::read_to_string(new.join("supplies.csv")).expect("a table");
    assert!(
        supplies.lines().any(|row| row.starts_with("lnt,,typea-b,active,约60%") && row.contains(",2026,")),
        "{supplies}"
    );

    let report = folder.path().join("report");
    let words = ["report".as_ref(), new.as_os_str(), "--previous".as_ref(), ships.as_os_str()];
    let more = ["--quiet", "--lang", "zh", "--formats", "md", "-o"].map(OsStr::new);
    run(words.into_iter().chain(more).chain([report.as_os_str()]));
    let text = fs::read_to_string(report.join("report.md")).expect("a report");
    let settled = text.split("上次的问题:已核实的").nth(1).expect("the table");
    let settled = settled.split("\n## ").next().expect("a table");
    assert!(settled.contains("另有来源:LNT Marine"), "{settled}");
    assert!(settled.contains("GTT→17.4万方大型LNG运输船"), "{settled}");
    assert!(text.contains("核实清单"), "the questions that are left");
}

/// An input that turned out to be replaceable is recorded so, not as essential still.
#[test]
fn an_input_that_can_be_replaced_is_recorded_so() {
    let carbon = dataset("advanced-carbon");
    let folder = tempfile::tempdir().expect("a folder");
    let new = folder.path().join("new");
    fs::create_dir(&new).expect("a folder");
    for file in fs::read_dir(&carbon).expect("a dataset") {
        let file = file.expect("a file").path();
        if file.is_file() {
            fs::copy(&file, new.join(file.file_name().expect("a name"))).expect("a copy");
        }
    }
    let requires = new.join("requires.csv");
    let text = fs::read_to_string(&requires).expect("a table");
    let row = "pultruded,cf-large,,,yes,";
    assert!(text.contains(row), "the row that is answered");
    let line = text.lines().find(|line| line.starts_with(row)).expect("the row");
    let answered = line.replace(",yes,", ",no,").replace(",low", ",high");
    fs::write(&requires, text.replace(line, &answered)).expect("written");

    let report = folder.path().join("report");
    let words = ["report".as_ref(), new.as_os_str(), "--previous".as_ref(), carbon.as_os_str()];
    let more = ["--quiet", "--lang", "zh", "--formats", "md", "-o"].map(OsStr::new);
    run(words.into_iter().chain(more).chain([report.as_os_str()]));
    let text = fs::read_to_string(report.join("report.md")).expect("a report");
    let settled = text.split("上次的问题:已核实的").nth(1).expect("the table");
    let row = settled.lines().find(|line| line.contains("拉挤碳板")).expect("the question");
    assert!(row.contains("必需(可信度低)") && row.contains("非必需(可信度高)"), "{row}");
}
