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
    let table = systemic(folder.path(), &["--top", "2", "--binding", "0"]).stdout;
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

/// 甲 and 乙 are of one group and in one coalition; 丙 alone in its region.
fn grouped(folder: &Path) {
    network(folder);
    let write = |name: &str, text: &str| std::fs::write(folder.join(name), text).expect("a file");
    write("nodes.csv", "id,行业,集团,地区\n甲,A,大集团,XA;XA-1\n乙,B,大集团,XB\n丙,C,,XC\n");
    write("coalitions.csv", "coalition,region\n三方,XA\n三方,XB\n三方,XD\n");
}

#[test]
fn elements_fail_together_or_one_by_one() {
    let folder = tempfile::tempdir().expect("a folder");
    grouped(folder.path());
    let csv = |more: &[&str]| {
        let outcome = systemic(folder.path(), &[&["--format", "csv"], more].concat());
        assert_eq!(outcome.code, 0, "{}", outcome.stderr);
        outcome.stdout
    };
    // Without 甲's and 乙's sales nothing is left; 丙 sells nothing.
    for element in ["group:大集团", "集团:大集团", "coalition:三方", "管制情景组:三方"] {
        let text = csv(&["--fail", element]);
        assert!(text.lines().nth(1).is_some_and(|line| line.starts_with(element)), "{text}");
        assert!((number(&text, 1, 1) - 1.0).abs() < 1e-12, "{text}");
    }
    let together = csv(&["--fail", "region:XA", "--fail", "firm:乙"]);
    assert!((number(&together, 1, 1) - 1.0).abs() < 1e-12 && together.contains("region:XA + firm:乙"));
    // Half of 甲 is half of 乙's non-essential and of 丙's essential purchases.
    let half = csv(&["--fail", "企业:甲", "--depth", "50"]);
    assert!((number(&half, 1, 2) - 0.5).abs() < 1e-12, "{half}");
    let regions = csv(&["--level", "region"]);
    let ids: Vec<&str> = regions.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
    assert_eq!(ids, ["region:XA", "region:XA-1", "region:XB", "region:XC"]);
    for (row, firm) in [(1, 1), (3, 2), (4, 3)] {
        let alone = csv(&[]);
        assert!((number(&regions, row, 1) - number(&alone, firm, 1)).abs() < 1e-12);
    }
    let sectors = csv(&["--level", "sector", "--depth", "50"]);
    assert_eq!(sectors.lines().count(), 4);
}

#[test]
fn unknown_elements_are_named_with_the_nearest() {
    let folder = tempfile::tempdir().expect("a folder");
    grouped(folder.path());
    let cases = [
        ("group:大集", "大集团"),
        ("region:XA-2", "XA-1"),
        ("甲", "firm, sector"),
        ("port:甲", "firm, sector"),
    ];
    for (element, part) in cases {
        for language in ["zh", "en"] {
            let outcome = systemic(folder.path(), &["--fail", element, "--lang", language]);
            assert_eq!((outcome.code, outcome.stdout.as_str()), (2, ""), "{element}");
            assert!(outcome.stderr.contains(part) && !outcome.stderr.contains('⟦'), "{}", outcome.stderr);
        }
    }
    network(folder.path());
    let outcome = systemic(folder.path(), &["--level", "region"]);
    assert_eq!(outcome.code, 2);
    assert!(outcome.stderr.contains("nodes") && outcome.stderr.contains("region"), "{}", outcome.stderr);
    assert_eq!(systemic(folder.path(), &["--fail", "firm:甲", "--depth", "0"]).code, 2);
}

/// 丙's essential input from 乙 is backed by 甲 for 20 of 50: 0.6 of it is missed when 乙 closes. 丙 counts here.
#[test]
fn named_backups_show_what_they_remove() {
    let folder = tempfile::tempdir().expect("a folder");
    network(folder.path());
    let path = |name: &str| folder.path().join(name).display().to_string();
    std::fs::write(
        path("backups.csv"),
        "supplier,backup,capacity,status\n乙,甲,20,qualified\n甲,丙,1,candidate\n",
    )
    .expect("a file");
    std::fs::write(path("weights.csv"), "id,output\n丙,1\n乙,0\n甲,0\n").expect("a file");
    let more = ["--backups", &path("backups.csv"), "--weights", &path("weights.csv")];
    let outcome = systemic(folder.path(), &[&more[..], &["--format", "csv"]].concat());
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    assert!(outcome.stdout.lines().next().is_some_and(|line| line.ends_with(",esri_without_backups")));
    assert!((number(&outcome.stdout, 2, 1) - 0.6).abs() < 1e-12, "{}", outcome.stdout);
    assert!((number(&outcome.stdout, 2, 6) - 1.0).abs() < 1e-12, "{}", outcome.stdout);
    let table = systemic(folder.path(), &more).stdout;
    for part in ["40.000", "另有 1 条验证中的备份未计入", "单独消减"] {
        assert!(table.contains(part), "{table}");
    }
    let bad = "supplier,backup,capacity,status\n乙,乙,20,\n乙,甲,-1,\n乙,甲,1,perhaps\n丁,甲,1,\n";
    std::fs::write(path("backups.csv"), bad).expect("a file");
    let refused = systemic(folder.path(), &more);
    assert_eq!(refused.code, 3);
    for place in [
        "backups.csv:2 [backup]",
        "backups.csv:3 [capacity]",
        "backups.csv:4 [status]",
        "backups.csv:5 [supplier]",
    ] {
        assert!(refused.stderr.contains(place), "{}", refused.stderr);
    }
}

#[test]
fn ranges_ties_and_what_binds_are_told() {
    let folder = tempfile::tempdir().expect("a folder");
    network(folder.path());
    let csv = systemic(folder.path(), &["--format", "csv", "--range", "all"]).stdout;
    assert!(csv.lines().next().is_some_and(|line| line.ends_with(",esri_low,esri_high")), "{csv}");
    for row in 1..=3 {
        let (value, low, high) = (number(&csv, row, 1), number(&csv, row, 6), number(&csv, row, 7));
        assert!(low <= value && value <= high, "{csv}");
    }
    // 甲 and 丙 cost everything: they cannot be told apart.
    let table = systemic(folder.path(), &["--binding", "1"]).stdout;
    assert_eq!(table.matches(" 1–2 ").count(), 2, "{table}");
    assert!(table.contains("各口径范围") && table.contains("受制于"), "{table}");
    let json = systemic(folder.path(), &["--format", "json"]).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["findings"][1]["range"]["settings"].as_array().map(Vec::len), Some(4));
    let hits = &json["findings"][1]["binding"]["firms"];
    assert_eq!((&hits[0]["firm"], &hits[0]["by"]), (&"甲".into(), &"orders".into()));
    assert!(!systemic(folder.path(), &["--range", "none"]).stdout.contains("各口径范围"));
}

#[test]
fn the_distribution_is_a_picture() {
    let folder = tempfile::tempdir().expect("a folder");
    network(folder.path());
    let path = folder.path().join("chart.svg").display().to_string();
    assert_eq!(systemic(folder.path(), &["--chart", &path]).code, 0);
    let text = std::fs::read_to_string(&path).expect("a picture");
    let document = roxmltree::Document::parse(&text).expect("valid XML");
    assert_eq!(document.descendants().filter(|node| node.has_tag_name("circle")).count(), 3);
    assert!(text.contains("非概率、非预测"));
    assert_eq!(systemic(folder.path(), &["--chart", &path]).code, 2, "nothing is overwritten");
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
