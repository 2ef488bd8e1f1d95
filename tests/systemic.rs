//! `liantu systemic`.

use crate::program::run;
use std::path::Path;

/// Three firms of three sectors; what closing each does is worked out by hand in the crate's own tests.
fn network(folder: &Path) {
    let write = |name: &str, text: &str| std::fs::write(folder.join(name), text).expect("a file");
    write("nodes.csv", "id,sector\n甲,A\n乙,B\n丙,C\n");
    write("edges.csv", "supplier,customer,weight\n甲,乙,60\n甲,丙,40\n乙,丙,50\n");
    write("essentiality.csv", "supplier_sector,customer_sector,type\nB,C,2\nA,B,1\nA,C,2\n");
}

fn systemic(folder: &Path, more: &[&str]) -> crate::program::Outcome {
    let mut arguments = vec!["systemic".to_owned(), folder.display().to_string()];
    arguments.extend(more.iter().map(|one| (*one).to_owned()));
    run(arguments)
}

/// The number in a column of a row.
fn number(csv: &str, row: usize, column: usize) -> f64 {
    let line = csv.lines().nth(row).expect("a row");
    line.split(',').nth(column).and_then(|cell| cell.parse().ok()).expect("a number")
}

#[test]
fn every_firm_closes_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    network(folder.path());
    let outcome = systemic(folder.path(), &["--format", "csv"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    assert_eq!(
        outcome.stdout.lines().next(),
        Some("id,esri,esri_downstream,esri_upstream,iterations,residual")
    );
    let expected = [[1.0, 1.0, 100.0 / 150.0], [110.0 / 150.0, 50.0 / 150.0, 110.0 / 150.0], [1.0, 0.0, 1.0]];
    for (firm, expected) in expected.into_iter().enumerate() {
        for (column, expected) in expected.into_iter().enumerate() {
            assert!((number(&outcome.stdout, firm + 1, column + 1) - expected).abs() < 1e-12, "{firm}");
        }
    }
    let table = systemic(folder.path(), &["--top", "2"]).stdout;
    assert!(table.contains("非概率、非预测") && table.contains('甲') && !table.contains('乙'), "{table}");
    let json = systemic(folder.path(), &["--format", "json", "--no-replaceability"]).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["parameters"]["replaceability"], false);
    assert_eq!(json["findings"][0]["id"], "甲");
}

#[test]
fn scenarios_and_weights_come_from_tables() {
    let folder = tempfile::tempdir().expect("a folder");
    network(folder.path());
    let path = |name: &str| folder.path().join(name).display().to_string();
    std::fs::write(path("psi.csv"), "firm,scenario,loss\n乙,罢工,0.5\n").expect("a file");
    std::fs::write(path("up.csv"), "firm,scenario,loss\n丙,罢工,1\n").expect("a file");
    std::fs::write(path("weights.csv"), "id,staff,sales\n丙,1,0\n乙,0,1\n甲,1,0\n").expect("a file");
    let outcome = systemic(
        folder.path(),
        &[
            "--format",
            "csv",
            "--shock",
            &path("psi.csv"),
            "--shock-upstream",
            &path("up.csv"),
            "--weights",
            &path("weights.csv"),
        ],
    );
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    // Half of 乙 is half of 丙's essential input; without 丙's orders everybody has none.
    let expected = [1.0, 0.25, 1.0, 1.0, 0.5, 1.0];
    for (column, expected) in expected.into_iter().enumerate() {
        assert!((number(&outcome.stdout, 1, column + 1) - expected).abs() < 1e-12, "{}", outcome.stdout);
    }
    assert!(outcome.stdout.contains("罢工"));
}

#[test]
fn bad_tables_are_told_with_their_places() {
    let cases: [(&str, &str, &str, i32); 8] = [
        ("edges.csv", "supplier,customer,weight\n甲,丁,60\n", "edges.csv:2 [customer]", 3),
        ("edges.csv", "supplier,customer,weight\n甲,乙,-1\n", "edges.csv:2 [weight]", 3),
        ("edges.csv", "supplier,customer,weight\n甲,乙,1\n甲,乙,2\n", "甲 → 乙", 3),
        ("edges.csv", "supplier,customer\n甲,乙\n", "weight", 2),
        ("nodes.csv", "id,sector\n甲,A\n乙,B\n丙,D\n", "nodes.csv:4 [sector]", 3),
        ("nodes.csv", "id,sector\n甲,A\n甲,B\n", "nodes.csv:3 [id]", 3),
        ("essentiality.csv", "supplier_sector,customer_sector,type\nA,B,3\n", "essentiality.csv:2 [type]", 3),
        ("essentiality.csv", "", "essentiality.csv", 2),
    ];
    for (name, text, place, code) in cases {
        let folder = tempfile::tempdir().expect("a folder");
        network(folder.path());
        std::fs::write(folder.path().join(name), text).expect("a file");
        for language in ["zh", "en"] {
            let outcome = systemic(folder.path(), &["--lang", language]);
            assert_eq!(outcome.code, code, "{name} {text}: {}", outcome.stderr);
            assert!(outcome.stderr.contains(place) && outcome.stdout.is_empty(), "{}", outcome.stderr);
            assert!(!outcome.stderr.contains('⟦'), "{}", outcome.stderr);
        }
    }
    let nowhere = systemic(Path::new("/nowhere"), &[]);
    assert_eq!(nowhere.code, 2);
}
