//! What to ask next, on the three chains: as docs/robustness-by-hand.md lets a person conclude.

use crate::program::{dataset, json, run};
use serde_json::Value;
use std::collections::BTreeSet;

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

/// No maker of independent tanks is active (finding 1): an active one would take GTT and France away.
#[test]
fn another_tank_takes_the_licence_away() {
    let found = found("high-tech-ships", &["--count", "3"]);
    assert_eq!(found["findings"][0]["key"], "list:typea-b");
    let refuted = settled(&found["findings"][0], "unlisted", "refuted");
    assert!(refuted.is_superset(&set(&["spof:supplier:gtt>lng-carrier", "spof:region:FR>lng-carrier"])));
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
    assert!(table.stdout.contains("核实清单") && table.stdout.contains("独立舱系统"), "{}", table.stdout);
}
