//! Reviews beside findings, from end to end.

#![expect(clippy::unwrap_used, reason = "a test that cannot run is a test that fails")]

use crate::program::{json, run};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const SETTINGS: &str = r#"[dataset]
id = "reviewed"
title = "复核"
as_of = "2025-12-31"
home = "CN-32"

[[source]]
id = "EARLY"
accessed = "2025-05-01"

[[source]]
id = "LATE"
accessed = "2026-06-01"
"#;
const COMPONENTS: &str = "id,name,target\nchip,芯片,yes\nresist,光刻胶,\n";
const REQUIRES: &str = "product,input\nchip,resist\n";
const SUPPLIERS: &str = "id,name,region\nfab,晶圆厂,CN-32\njsr,甲胶,JP\ntok,乙胶,JP\n";
const SUPPLIES: &str = "supplier,component,status,year,source\n\
    fab,chip,active,2024,EARLY\njsr,resist,active,2024,EARLY\ntok,resist,active,2025,LATE\n";
const REVIEWS: &str = "finding,verdict,reason,by,date\n\
    chokepoint:resist,采信,已走访,张三,2026-03-01\n\
    spof:region:JP,不采信,,李四,2024-06-30\n\
    spof:region:JP,存疑,,王五,2026-07-01\n\
    backup:group:resist,存疑,,,\n\
    spof:supplier:jsr,采信,,张三,2026-07-01\n\
    chokepoint:mask,采信,,张三,2026-07-01\n";

fn dataset(folder: &Path, name: &str, changes: &[(&str, String)]) -> PathBuf {
    let path = folder.join(name);
    fs::create_dir(&path).unwrap();
    let files = [
        ("dataset.toml", SETTINGS),
        ("components.csv", COMPONENTS),
        ("requires.csv", REQUIRES),
        ("suppliers.csv", SUPPLIERS),
        ("supplies.csv", SUPPLIES),
        ("reviews.csv", REVIEWS),
    ];
    for (file, text) in files {
        fs::write(path.join(file), text).unwrap();
    }
    for (file, text) in changes {
        fs::write(path.join(file), text).unwrap();
    }
    path
}

/// Each review of a finding: verdict, standing, and what changed since as `cause file:row`.
fn told(reviews: &Value) -> Vec<(String, String, Vec<String>)> {
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let cause = |one: &Value| format!("{} {}:{}", text(&one["cause"]), text(&one["file"]), one["row"]);
    let review = |one: &Value| {
        let mut causes: Vec<String> = one["causes"].as_array().unwrap().iter().map(cause).collect();
        causes.sort();
        (text(&one["verdict"]), text(&one["standing"]), causes)
    };
    reviews.as_array().unwrap().iter().map(review).collect()
}

fn of_finding(document: &Value, key: &str) -> Vec<(String, String, Vec<String>)> {
    let findings = document["findings"].as_array().unwrap();
    let finding = findings.iter().find(|one| one["key"] == key).unwrap_or_else(|| panic!("{key}"));
    told(&finding["reviews"])
}

fn review(verdict: &str, standing: &str, causes: &[&str]) -> (String, String, Vec<String>) {
    (verdict.to_owned(), standing.to_owned(), causes.iter().map(|&one| one.to_owned()).collect())
}

fn keys(reviews: &Value) -> Vec<(&str, &str)> {
    let all = reviews.as_array().unwrap().iter();
    all.map(|one| (one["finding"].as_str().unwrap(), one["standing"].as_str().unwrap())).collect()
}

#[test]
fn reviews_stand_beside_their_findings_and_none_is_dropped() {
    let folder = TempDir::new().unwrap();
    let path = dataset(folder.path(), "now", &[]);
    let grades = json("chokepoints", &path, &["--quiet"]);
    let accessed = review("accepted", "stale", &["accessed supplies.csv:4"]);
    assert_eq!(of_finding(&grades, "chokepoint:resist"), [accessed]);
    assert_eq!(keys(&grades["reviews"]), [("chokepoint:mask", "unknown")]);

    let points = json("spof", &path, &["--quiet", "--level", "all"]);
    let early = review("rejected", "stale", &["accessed supplies.csv:3", "year supplies.csv:4"]);
    assert_eq!(
        of_finding(&points, "spof:region:JP"),
        [review("doubted", "current", &[]), early],
        "the latest first"
    );
    assert_eq!(keys(&points["reviews"]), [("chokepoint:mask", "unknown"), ("spof:supplier:jsr", "absent")]);
    let firms = json("spof", &path, &["--quiet", "--level", "country"]);
    assert_eq!(keys(&firms["reviews"]), [("chokepoint:mask", "unknown")], "firms were not asked for");

    let backups = json("backup", &path, &["--quiet"]);
    assert_eq!(of_finding(&backups, "backup:group:resist"), [review("doubted", "undated", &[])]);
}

/// What changed between two states of the data makes a review stale, unless it was made in sight of the new one.
#[test]
fn a_changed_row_asks_for_another_review() {
    let folder = TempDir::new().unwrap();
    let before = dataset(folder.path(), "before", &[]);
    let supplies = SUPPLIES.replace("jsr,resist,active", "jsr,resist,qualified");
    let reviews = REVIEWS.to_owned() + "backup:group:resist,采信,,赵六,2026-07-02\n";
    let after =
        dataset(folder.path(), "after", &[("supplies.csv", supplies.clone()), ("reviews.csv", reviews)]);
    let diff = json("diff", &before, &[after.to_str().unwrap(), "--quiet"]);
    let backups = of_finding(&diff, "backup:group:resist");
    assert_eq!(backups[0], review("accepted", "current", &[]), "it was made in sight of the change");
    assert_eq!(backups[1], review("doubted", "stale", &["changed supplies.csv:3", "result -:null"]));
    let firm = of_finding(&diff, "spof:supplier:tok");
    assert!(firm.is_empty(), "nobody said anything of the new single point");
    let text = run(["diff", before.to_str().unwrap(), after.to_str().unwrap(), "--quiet", "--lang", "zh"]);
    assert!(text.stdout.contains("已改supplies.csv:3"), "{}", text.stdout);

    let without = supplies.lines().filter(|row| !row.starts_with("tok")).collect::<Vec<_>>().join("\n");
    let shrunk = dataset(folder.path(), "shrunk", &[("supplies.csv", without + "\n")]);
    let diff = json("diff", &before, &[shrunk.to_str().unwrap(), "--quiet"]);
    let all = diff["reviews"].as_array().unwrap();
    assert_eq!(all.len(), 6, "whether what they speak of changed or not");
    let grade = all.iter().filter(|one| one["finding"] == "chokepoint:resist").cloned().collect();
    let gone = "gone supplies.csv:4".to_owned();
    assert!(told(&Value::Array(grade))[0].2.contains(&gone), "{all:?}");
}

#[test]
fn tables_show_the_verdict_and_spreadsheets_the_key() {
    let folder = TempDir::new().unwrap();
    let path = dataset(folder.path(), "shown", &[]);
    let said = |command: &str, more: &[&str]| {
        let fixed = [command, path.to_str().unwrap(), "--quiet", "--lang", "zh"];
        let outcome = run(fixed.iter().chain(more));
        assert_eq!(outcome.code, 0, "{}", outcome.stderr);
        outcome.stdout
    };
    let plain = said("chokepoints", &[]);
    assert!(plain.contains("采信(张三 2026-03-01),需复核"), "{plain}");
    let table = plain.split("各环节灯号").next().unwrap();
    assert!(!table.contains("chokepoint:resist"), "{table}");
    assert!(said("chokepoints", &["--keys"]).contains("chokepoint:chip"));
    assert!(said("spof", &["--format", "csv"]).contains("spof:region:JP"));
    assert!(said("backup", &["--format", "csv"]).contains("backup:group:resist"));
    let unreviewed = dataset(folder.path(), "unreviewed", &[("reviews.csv", "finding,verdict\n".to_owned())]);
    let outcome = run(["chokepoints", unreviewed.to_str().unwrap(), "--quiet", "--lang", "zh"]);
    assert!(!outcome.stdout.contains("复核意见"), "{}", outcome.stdout);
}

/// The public edition has none: a reason may say anything.
#[test]
fn reviews_are_in_the_report_but_not_in_the_public_one() {
    let folder = TempDir::new().unwrap();
    let path = dataset(folder.path(), "reported", &[]);
    for (edition, is_there) in [("internal", true), ("public", false)] {
        let out = folder.path().join(edition);
        let arguments = ["report", path.to_str().unwrap(), "-o", out.to_str().unwrap(), "--quiet"];
        let more = ["--lang", "zh", "--formats", "html,md", "--edition", edition];
        let outcome = run(arguments.iter().chain(&more));
        assert_eq!(outcome.code, 0, "{}", outcome.stderr);
        let page = fs::read_to_string(out.join("report.html")).unwrap();
        assert_eq!(page.contains("已走访"), is_there, "{edition}");
        assert_eq!(page.contains("复核意见"), is_there, "{edition}");
    }
}

#[test]
fn an_unknown_verdict_names_the_words() {
    let folder = TempDir::new().unwrap();
    let reviews = "finding,verdict\nchokepoint:resist,采用\n".to_owned();
    let path = dataset(folder.path(), "words", &[("reviews.csv", reviews)]);
    let outcome = run(["check", path.to_str().unwrap(), "--lang", "zh"]);
    assert_eq!(outcome.code, 3);
    assert!(
        outcome.stderr.contains("reviews.csv:2") && outcome.stderr.contains("采信"),
        "{}",
        outcome.stderr
    );
}
