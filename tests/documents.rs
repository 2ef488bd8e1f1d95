//! Documents say what is true.

use crate::program::{dataset, json, root};
use liantu_model::Code;
use std::fs;

#[test]
fn every_code_has_a_section() {
    let page = fs::read_to_string(root().join("docs/diagnostics.md")).expect("docs/diagnostics.md");
    for code in Code::ALL {
        let heading = format!("## {}", code.key());
        assert!(page.lines().any(|line| line.replace('`', "") == heading), "no section for {}", code.key());
    }
}

#[test]
fn the_readme_is_short() {
    let readme = fs::read_to_string(root().join("README.md")).expect("README.md");
    assert!(readme.lines().count() <= 150);
}

/// Each row of the page gives component, k, rule and grade.
#[test]
fn grades_by_hand_are_the_grades() {
    let page = fs::read_to_string(root().join("docs/grades-by-hand.md")).expect("docs/grades-by-hand.md");
    for section in page.split("\n## ").skip(1) {
        let name =
            section.split("datasets/").nth(1).and_then(|rest| rest.split('`').next()).expect("a dataset");
        let found = json("chokepoints", &dataset(name), &["--quiet"]);
        let rows: Vec<Vec<&str>> = section
            .lines()
            .filter(|line| line.starts_with("| `"))
            .map(|line| line.split('|').map(str::trim).collect())
            .collect();
        assert!(rows.len() >= 10, "{name}");
        for row in rows {
            let id = row[1].trim_matches('`');
            let finding = found["findings"].as_array().expect("findings").iter();
            let finding = finding.clone().find(|one| one["component"]["id"] == id).expect("is judged");
            let k = row[3].split([' ', ';']).next().and_then(|text| text.parse::<u64>().ok());
            assert_eq!(finding["k"].as_u64(), k, "{name} {id}");
            assert_eq!(finding["rule"], row[5].trim_matches('`'), "{name} {id}");
            assert_eq!(finding["grade"], row[6], "{name} {id}");
        }
    }
}

/// Each row of the page: component, sources, what they stand on, through which input.
#[test]
fn what_a_person_finds_upstream_is_in_the_table() {
    let page = fs::read_to_string(root().join("docs/shared-upstream-by-hand.md")).expect("the page");
    for section in page.split("\n## ").skip(1) {
        let name =
            section.split("datasets/").nth(1).and_then(|rest| rest.split('`').next()).expect("a dataset");
        let found = json("backup", &dataset(name), &["--quiet"]);
        let findings = found["findings"].as_array().expect("findings");
        let mut rows = 0;
        for line in section.lines().filter(|line| line.starts_with("| `")) {
            let cells: Vec<&str> = line.split('|').map(|cell| cell.trim().trim_matches('`')).collect();
            let [_, component, sources, stands_on, input, ..] = cells[..] else { panic!("{line}") };
            let finding = findings.iter().find(|one| one["component"]["id"] == component).expect("a finding");
            let is_told = |shared: &serde_json::Value| {
                let element = &shared["element"];
                let of = format!("{}:{}", text(&element["level"]), text(&element["id"]));
                let others = shared["other_inputs"].as_array().expect("inputs").iter();
                of == stands_on
                    && (shared["input"]["id"] == input || others.clone().any(|one| one["id"] == input))
            };
            let has = |holder: &serde_json::Value| {
                holder["shared_upstream"].as_array().expect("a list").iter().any(is_told)
            };
            if sources == "all" {
                assert!(has(finding), "{name}: {line}");
            } else {
                for id in sources.split(", ") {
                    let backups = finding["backups"].as_array().expect("backups").iter();
                    let mut own = backups.filter(|backup| backup["supplier"] == id);
                    assert!(own.any(has), "{name}: {id}: {line}");
                }
            }
            rows += 1;
        }
        assert!(rows >= 4, "{name}");
    }
}

fn text(value: &serde_json::Value) -> &str {
    value.as_str().expect("a text")
}
