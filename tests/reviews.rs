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

/// The sources of the two makers stand in one place: with either of them wrong nothing is left behind the other.
#[test]
fn backups_say_on_which_rows_they_hang() {
    let folder = TempDir::new().unwrap();
    let path = dataset(folder.path(), "backed", &[]);
    let backups = json("backup", &path, &["--quiet", "--level", "supplier,group"]);
    let finding = |key: &str| {
        let findings = backups["findings"].as_array().unwrap();
        findings.iter().find(|one| one["key"] == key).unwrap()["robustness"].clone()
    };
    let own = finding("backup:group:resist");
    assert_eq!(own["r"], 1);
    let absent: Vec<&Value> = own["sets"].as_array().unwrap().iter().map(|set| &set[0]).collect();
    for row in [3, 4] {
        let is_it = |one: &&&Value| one["row"]["row"] == row && one["error"] == "absent";
        assert!(absent.iter().any(|one| is_it(&one)), "{own}");
    }
    assert!(finding("backup:supplier:resist").is_null(), "it is asked of one level");
    let shown = run(["backup", path.to_str().unwrap(), "--quiet", "--lang", "zh"]);
    assert!(shown.stdout.contains("1:甲胶无此供应(supplies.csv:3)"), "{}", shown.stdout);
}

/// What decides is what a person found in the rows (docs/robustness-by-hand.md, finding 1), and everything else said of a
/// finding is what its own command says.
#[test]
fn a_finding_is_explained_with_everything_it_rests_on() {
    let ships = crate::program::dataset("high-tech-ships");
    let explain = |key: &str| json("explain", &ships, &[key, "--quiet"]);
    let points = json("spof", &ships, &["--quiet", "--level", "supplier"]);
    let explained = explain("spof:supplier:gtt");
    let own = points["findings"].as_array().unwrap().iter().find(|one| one["key"] == "spof:supplier:gtt");
    let found = &explained["findings"][0];
    assert_eq!(Some(&found["finding"]), own);
    let rows = found["rows"].as_array().unwrap();
    for evidence in own.unwrap()["evidence"].as_array().unwrap() {
        assert!(rows.iter().any(|row| row["row"] == *evidence), "{evidence}");
    }
    let deciding: Vec<String> = rows
        .iter()
        .filter(|row| row["decides"] == true)
        .map(|row| format!("{}:{}", row["row"]["table"].as_str().unwrap(), row["row"]["row"]))
        .collect();
    let by_hand = ["requires:4", "requires:74", "requires:80", "supplies:83"];
    let qualified = ["supplies:97", "supplies:98", "supplies:99", "supplies:100"];
    assert_eq!(deciding, [&by_hand[..], &qualified[..]].concat(), "some of them are no evidence");
    let grade = explain("chokepoint:gtt-lic");
    assert_eq!(grade["findings"][0]["finding"]["component"]["id"], "gtt-lic");
    assert!(!grade["findings"][0]["robustness"].is_null());
    let backup = explain("backup:group:gtt-lic");
    assert_eq!(backup["findings"][0]["finding"]["level"], "group");
    assert_eq!(explain("spof:supplier:hudong")["parameters"]["key"], "spof:supplier:hudong");
}

/// Two makers of the resist, of one of whom the source was looked up after the first review.
#[test]
fn cut_sets_have_keys_reviews_and_rows_that_decide() {
    let folder = tempfile::tempdir().unwrap();
    let pair = "cutset:chip:supplier:jsr+supplier:tok";
    let reviews = format!(
        "finding,verdict,reason,by,date\n{pair},采信,,张三,2026-03-01\n\
         cutset:芯片:supplier:乙胶+supplier:甲胶,存疑,,李四,2026-07-01\n\
         cutset:chip:supplier:fab+supplier:tok,采信,,张三,2026-07-01\n"
    );
    let path = dataset(folder.path(), "data", &[("reviews.csv", reviews)]);
    let found = json("cutsets", &path, &["--max-order", "2", "--max-errors", "1"]);
    assert_eq!(
        of_finding(&found, pair),
        [review("doubted", "current", &[]), review("accepted", "stale", &["accessed supplies.csv:4"])]
    );
    assert_eq!(keys(&found["reviews"]), [("cutset:chip:supplier:fab+supplier:tok", "absent")]);
    let set = found["findings"].as_array().unwrap().iter().find(|one| one["key"] == pair).unwrap();
    assert_eq!(set["robustness"]["r"], 1);
    let ways: Vec<(u64, Option<&str>)> = (set["robustness"]["sets"].as_array().unwrap().iter())
        .zip(set["robustness"]["enough"].as_array().unwrap())
        .filter(|(errors, _)| errors[0]["error"] == "absent")
        .map(|(errors, part)| (errors[0]["row"]["row"].as_u64().unwrap(), part[0]["id"].as_str()))
        .collect();
    assert_eq!(ways, [(2, None), (3, Some("tok")), (4, Some("jsr"))]);

    let path = path.to_str().unwrap();
    let shown = run(["explain", path, pair]);
    for said in ["甲胶 + 乙胶", "supplies.csv:3", "仅 乙胶 失效即中断", "李四"] {
        assert!(shown.stdout.contains(said), "{said}: {}", shown.stdout);
    }
    let none = json("explain", Path::new(path), &["cutset:chip:supplier:fab+supplier:tok"]);
    assert_eq!(none["findings"], Value::Array(Vec::new()));
    let near = run(["explain", path, "cutset:chip:supplier:jsr+supplier:tokk"]);
    assert_eq!(near.code, 2);
    assert!(near.stderr.contains(pair), "{}", near.stderr);
    assert_eq!(run(["explain", path, "cutset:chip:supplier:jsr+embargo:JP"]).code, 2);
    let shown = |more: &[&str]| run([&["cutsets", path], more].concat()).stdout.matches(pair).count();
    assert_eq!(shown(&["--keys"]), shown(&[]) + 1);
}

#[test]
fn explain_lists_all_keys_and_names_the_nearest() {
    let folder = TempDir::new().unwrap();
    let path = dataset(folder.path(), "listed", &[]);
    let path = path.to_str().unwrap();
    let listed = run(["explain", path, "--quiet", "--lang", "zh", "--format", "csv"]);
    assert_eq!(listed.code, 0, "{}", listed.stderr);
    for key in ["chokepoint:resist", "spof:region:JP", "spof:component:resist", "backup:group:resist"] {
        assert!(listed.stdout.contains(key), "{key}: {}", listed.stdout);
    }
    for (key, says) in [
        ("spof:suplier:jsr", "spof:supplier:jsr"),
        ("chokepoint:resit", "chokepoint:resist"),
        ("nothing:at:all", "spof:KIND:ID"),
    ] {
        let refused = run(["explain", path, key, "--quiet", "--lang", "en"]);
        assert_eq!(refused.code, 2, "{key}");
        assert!(refused.stderr.contains(says), "{key}: {}", refused.stderr);
    }
    let no_finding = run(["explain", path, "spof:supplier:jsr", "--quiet", "--lang", "zh"]);
    assert_eq!(no_finding.code, 0);
    assert!(no_finding.stdout.contains("现无此结论") && no_finding.stdout.contains("张三"));
}

/// Every row that a finding of a table rests on, in the workbook and folded up on the page; in the document those of the
/// summary.
#[test]
fn the_report_traces_its_findings_to_rows_and_sources() {
    let folder = TempDir::new().unwrap();
    let path = dataset(folder.path(), "traced", &[]);
    let out = folder.path().join("out");
    let fixed = ["report", path.to_str().unwrap(), "-o", out.to_str().unwrap(), "--quiet", "--lang", "zh"];
    let outcome = run(fixed.iter().chain(&["--formats", "html,xlsx,md"]));
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let page = fs::read_to_string(out.join("report.html")).unwrap();
    let trail = page.split("<section id=\"table-e\"").nth(1).unwrap().split("</section>").next().unwrap();
    assert!(trail.contains("<details>") && !page.contains("<details open"));
    let rows: Vec<&str> = trail.split("<tbody>").nth(1).unwrap().split("<tr>").skip(1).collect();
    let of = |key: &str| rows.iter().filter(|row| row.contains(&format!(">{key}<"))).count();
    assert_eq!(of("chokepoint:resist"), 2, "two makers");
    assert_eq!(of("backup:group:resist"), 2);
    assert_eq!(of("backup:group:chip"), 1, "one maker");
    assert_eq!(of("spof:region:JP"), 3, "two makers, and that the chip needs what they make");
    assert!(rows.iter().any(|row| row.contains("supplies.csv:4") && row.contains("2026-06-01")));
    let text = fs::read_to_string(out.join("report.md")).unwrap();
    let short = text.split("### E 证据链").nth(1).unwrap();
    assert!(short.contains("T3-1") && !short.contains("T7-1"), "{short}");
}
