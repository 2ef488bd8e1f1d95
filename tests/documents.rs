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
        assert_eq!(rows.len(), 10, "{name}");
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
