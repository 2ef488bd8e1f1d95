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

/// A generated network of so many firms, as tables.
fn generated(folder: &Path, firms: usize) {
    use std::fmt::Write as _;
    let plain = liantu_testkit::firm_network::PlainNetwork::random(7, firms, 30, 5.0);
    let write = |name: &str, text: &str| std::fs::write(folder.join(name), text).expect("a file");
    let mut nodes = "id,sector\n".to_owned();
    for (firm, sector) in plain.sector.iter().enumerate() {
        let _ = writeln!(nodes, "f{firm},s{sector}");
    }
    let mut edges = "supplier,customer,weight\n".to_owned();
    for (seller, buyer, money) in &plain.links {
        let _ = writeln!(edges, "f{seller},f{buyer},{money}");
    }
    let mut matrix = "supplier_sector,customer_sector,type\n".to_owned();
    for (from, row) in plain.matrix.iter().enumerate() {
        for (to, class) in row.iter().enumerate() {
            let _ = writeln!(matrix, "s{from},s{to},{class}");
        }
    }
    write("nodes.csv", &nodes);
    write("edges.csv", &edges);
    write("essentiality.csv", &matrix);
}

/// Parts in a folder.
fn parts(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut parts: Vec<_> =
        entries.filter(|path| path.extension().is_some_and(|one| one == "part")).collect();
    parts.sort();
    parts
}

/// Three processes at a time as in an array of jobs; one is killed once it has written something and begun again.
#[test]
fn shards_may_be_killed_and_resumed() {
    let folder = tempfile::tempdir().expect("a folder");
    generated(folder.path(), 2_400);
    let network = folder.path().display().to_string();
    let direct = systemic(folder.path(), &["--compat", "--format", "csv"]);
    let into = folder.path().join("parts");
    let into_text = into.display().to_string();
    let arguments = |shard: &str| {
        ["systemic", &network, "--compat", "--shard", shard, "--parts", &into_text].map(str::to_owned)
    };
    let spawn = |shard: &str| {
        std::process::Command::new(env!("CARGO_BIN_EXE_liantu"))
            .args(arguments(shard))
            .stderr(std::process::Stdio::null())
            .spawn()
            .expect("a process")
    };
    let mut killed = spawn("2/3");
    while parts(&into).is_empty() {
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    killed.kill().expect("it is ours");
    killed.wait().expect("it ends");
    // Should it have been too fast, its last block goes: what a kill before it would have left.
    if parts(&into).len() == 3 {
        std::fs::remove_file(into.join("esri-00000007.part")).expect("its last block");
    }
    let kept = std::fs::metadata(&parts(&into)[0]).and_then(|one| one.modified()).expect("a time");
    let mut others = [spawn("1/3"), spawn("3/3")];
    for one in &mut others {
        assert!(one.wait().expect("it ends").success());
    }
    let early = run(["systemic", "merge", &into_text]);
    assert_eq!((early.code, early.stdout.as_str()), (2, ""));
    assert!(early.stderr.contains("缺") && early.stderr.contains("esri-0000000"), "{}", early.stderr);
    assert_eq!(run(arguments("2/3")).code, 0);
    let again = std::fs::metadata(&parts(&into)[1]).and_then(|one| one.modified()).expect("a time");
    assert_eq!(again, kept, "what was there is not computed again");
    let merged = run(["systemic", "merge", &into_text]);
    assert_eq!(merged.code, direct.code);
    assert!(merged.stdout == direct.stdout, "the same bytes as in one run");

    for of in [1, 4, 20] {
        let other = folder.path().join(format!("of-{of}")).display().to_string();
        for which in 1..=of {
            let shard = format!("{which}/{of}");
            let done = run(["systemic", &network, "--compat", "--shard", &shard, "--parts", &other]);
            assert_eq!(done.code, 0, "{}", done.stderr);
        }
        assert!(run(["systemic", "merge", &other]).stdout == direct.stdout, "{of} shards");
    }
}

#[test]
fn parts_that_do_not_belong_together_are_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    generated(folder.path(), 600);
    let at = |name: &str| folder.path().join(name).display().to_string();
    let shard = |which: &str, into: &str, more: &[&str]| {
        systemic(folder.path(), &[&["--shard", which, "--parts", &at(into), "--compat"], more].concat())
    };
    assert_eq!(shard("1/1", "a", &[]).code, 0);
    let refused = |outcome: crate::program::Outcome, part: &str| {
        assert_eq!((outcome.code, outcome.stdout.as_str()), (2, ""), "{part}");
        assert!(outcome.stderr.contains(part) && !outcome.stderr.contains('⟦'), "{part}: {}", outcome.stderr);
    };
    refused(shard("1/1", "a", &["--no-replaceability"]), "另一套参数");
    refused(shard("0/3", "a", &[]), "0/3");
    assert_eq!(shard("1/1", "b", &["--eps", "0.1"]).code, 0);
    std::fs::copy(at("b/esri-00000001.part"), at("a/esri-00000001.part")).expect("copied");
    refused(run(["systemic", "merge", &at("a")]), "参数或程序版本不同");
    let edges = std::fs::read_to_string(at("edges.csv")).expect("edges");
    std::fs::write(at("edges.csv"), edges.replacen(",f1,", ",f2,", 1)).expect("edges");
    refused(shard("1/1", "b", &["--eps", "0.1"]), "另一个网络");
    let text = std::fs::read_to_string(at("b/esri-00000000.part")).expect("a part");
    std::fs::write(at("b/esri-00000000.part"), &text[..text.len() / 2]).expect("cut");
    refused(run(["systemic", "merge", &at("b")]), "esri-00000000.part");
    std::fs::copy(at("b/esri-00000001.part"), at("b/esri-00000000.part")).expect("copied");
    refused(run(["systemic", "merge", &at("b")]), "esri-00000000.part");
    refused(run(["systemic", "merge", &at("nowhere")]), "nowhere");
}

/// The car maker buys batteries for 60 and steel for 40; the cell maker buys aluminium for 20. Only batteries are
/// essential to cars.
fn with_money(folder: &Path, last: Option<f64>) {
    use liantu_testkit::sketch::Sketch;
    let mut draft = Sketch::new("money")
        .target("car")
        .component("battery")
        .component("steel")
        .component("aluminium")
        .requires("car", &["battery"])
        .group("car", "metal", liantu_model::Need::AtLeast(1), &["steel", "aluminium"])
        .requires("battery", &["aluminium"])
        .coalition("bloc", &["XB", "XC"])
        .supplier("maker", "XA-1-1")
        .supplier_with("cells", "XA-2", |row| "电池厂".clone_into(&mut row.name))
        .supplier("steelworks", "XB")
        .supplier("smelter", "XC")
        .supply("maker", "car")
        .supply("cells", "battery")
        .supply("steelworks", "steel")
        .supply("smelter", "aluminium")
        .purchase("maker", "battery", "cells")
        .purchase("maker", "steel", "steelworks")
        .purchase("cells", "aluminium", "smelter")
        .draft();
    for (row, value) in draft.purchases.iter_mut().zip([Some(60.0), Some(40.0), last]) {
        row.value = value;
    }
    liantu_testkit::dataset::write_dataset(&draft, folder).expect("written");
}

#[test]
fn a_network_is_derived_from_purchases_with_money() {
    let folder = tempfile::tempdir().expect("a folder");
    with_money(folder.path(), Some(20.0));
    let csv = systemic(folder.path(), &["--format", "csv", "--quiet"]);
    assert_eq!(csv.code, 0, "{}", csv.stderr);
    let line = |id: &str| csv.stdout.lines().position(|line| line.starts_with(id)).expect("a firm");
    // Closing the smelter stops the cells (60 of 120) and itself (20); cars sell nothing here. Closing the steelworks
    // takes 40 of the car maker's 100, which takes no orders from anybody.
    assert!((number(&csv.stdout, line("smelter"), 1) - 80.0 / 120.0).abs() < 1e-12, "{}", csv.stdout);
    assert!((number(&csv.stdout, line("steelworks"), 1) - 40.0 / 120.0).abs() < 1e-12, "{}", csv.stdout);
    // Without the car maker nobody has orders.
    assert!((number(&csv.stdout, line("maker"), 1) - 1.0).abs() < 1e-12, "{}", csv.stdout);
    for element in ["coalition:bloc", "地区:XB"] {
        let outcome = systemic(folder.path(), &["--fail", element, "--format", "csv", "--quiet"]);
        let expected = if element.ends_with("bloc") { 1.0 } else { 40.0 / 120.0 };
        assert!((number(&outcome.stdout, 1, 1) - expected).abs() < 1e-12, "{element} {}", outcome.stdout);
    }
    let table = systemic(folder.path(), &["--fail", "firm:电池厂", "--quiet"]).stdout;
    assert!(table.contains("电池厂") && table.contains("采购金额"), "{table}");
}

#[test]
fn without_money_per_link_there_is_no_network() {
    let folder = tempfile::tempdir().expect("a folder");
    with_money(folder.path(), None);
    for language in ["zh", "en"] {
        let outcome = systemic(folder.path(), &["--quiet", "--lang", language]);
        assert_eq!((outcome.code, outcome.stdout.as_str()), (2, ""));
        for part in ["purchases.value", "purchases.csv:4"] {
            assert!(outcome.stderr.contains(part) && !outcome.stderr.contains('⟦'), "{}", outcome.stderr);
        }
    }
    let chain = crate::program::dataset("integrated-circuits");
    let outcome = systemic(&chain, &["--quiet"]);
    assert!(outcome.code == 2 && outcome.stderr.contains("purchases"), "{}", outcome.stderr);
}

#[test]
fn parquet_is_read_as_text_is() {
    let folder = tempfile::tempdir().expect("a folder");
    generated(folder.path(), 60);
    let expected = systemic(folder.path(), &["--format", "csv"]).stdout;
    for name in ["nodes", "edges", "essentiality"] {
        let text = folder.path().join(format!("{name}.csv"));
        parquet_of(&text, &folder.path().join(format!("{name}.parquet")));
        std::fs::remove_file(text).expect("removed");
    }
    assert_eq!(systemic(folder.path(), &["--format", "csv"]).stdout, expected);
    std::fs::write(folder.path().join("edges.parquet"), b"PAR1 and nothing of the kind").expect("a file");
    let refused = systemic(folder.path(), &[]);
    assert!(refused.code == 2 && refused.stderr.contains("edges.parquet"), "{}", refused.stderr);
}

/// A delimited text as Parquet: the last column as numbers where all of it are, its columns in reverse.
fn parquet_of(text: &Path, path: &Path) {
    use parquet::data_type::{ByteArray, ByteArrayType, DoubleType};
    use parquet::file::writer::SerializedFileWriter;
    let text = std::fs::read_to_string(text).expect("a text");
    let mut rows = text.lines().map(|line| line.split(',').collect::<Vec<&str>>());
    let header = rows.next().expect("a header");
    let rows: Vec<Vec<&str>> = rows.collect();
    let number =
        |column: usize| rows.iter().map(|row| row[column].parse().ok()).collect::<Option<Vec<f64>>>();
    let is_money = |column: usize| header[column] == "weight";
    let kind = |column: usize| if is_money(column) { "double" } else { "binary" };
    let annotation = |column: usize| if is_money(column) { "" } else { " (UTF8)" };
    let columns: Vec<usize> = (0..header.len()).rev().collect();
    let field = |&at: &usize| format!("required {} {}{};", kind(at), header[at], annotation(at));
    let fields: Vec<String> = columns.iter().map(field).collect();
    let schema =
        parquet::schema::parser::parse_message_type(&format!("message t {{ {} }}", fields.join(" ")));
    let file = std::fs::File::create(path).expect("a file");
    let schema = std::sync::Arc::new(schema.expect("a schema"));
    let mut writer = SerializedFileWriter::new(file, schema, std::sync::Arc::default()).expect("a writer");
    let mut group = writer.next_row_group().expect("a group");
    for at in columns {
        let mut column = group.next_column().expect("a column").expect("one more");
        if is_money(at) {
            let numbers = number(at).expect("numbers");
            column.typed::<DoubleType>().write_batch(&numbers, None, None).expect("written");
        } else {
            let texts: Vec<ByteArray> = rows.iter().map(|row| ByteArray::from(row[at])).collect();
            column.typed::<ByteArrayType>().write_batch(&texts, None, None).expect("written");
        }
        column.close().expect("closed");
    }
    group.close().expect("closed");
    writer.close().expect("closed");
}

/// `b` buys 99,999 parts in 100,000 of what it needs from `a`, who needs `b`; the rest from `s`, who closes. The losses of `a`
/// and `b` come to 1, by a hundred-thousandth of what is left every other step: a hundred thousand steps are not enough.
#[test]
fn what_does_not_settle_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("a file");
    write("nodes.csv", "id,sector\na,X\ns,X\nb,Y\n");
    write("edges.csv", "supplier,customer,weight\na,b,99999\ns,b,1\nb,a,1\n");
    write("essentiality.csv", "supplier_sector,customer_sector,type\nX,Y,2\nY,X,2\n");
    let more = ["--no-replaceability", "--fail", "firm:s", "--binding", "0"];
    let outcome = systemic(folder.path(), &more);
    assert_eq!(outcome.code, 4, "{}", outcome.stderr);
    assert!(
        outcome.stdout.contains("迭代十万步仍未收敛") && outcome.stdout.contains("100000"),
        "{}",
        outcome.stdout
    );
    let json = systemic(folder.path(), &[&more[..], &["--format", "json"]].concat());
    let document: serde_json::Value = serde_json::from_str(&json.stdout).expect("JSON");
    assert_eq!((json.code, &document["findings"][0]["settled"]), (4, &false.into()));
    let total = document["findings"][0]["esri"][0]["downstream"].as_f64().expect("a number");
    assert!(total > 0.3 && total < 0.5, "still on the way to all of it: {total}");
    let parts = folder.path().join("parts").display().to_string();
    assert_eq!(
        systemic(folder.path(), &[&more[..], &["--shard", "1/1", "--parts", &parts]].concat()).code,
        0
    );
    assert_eq!(run(["systemic", "merge", &parts]).code, 4);
}

/// What a network may hold that looks wrong and is not: a firm that sells to itself, one without customers, rows of the
/// matrix in any order. And what is wrong: two disruptions of one firm are one, the larger.
#[test]
fn odd_networks_are_computed() {
    let folder = tempfile::tempdir().expect("a folder");
    network(folder.path());
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("a file");
    let csv = |more: &[&str]| systemic(folder.path(), &[&["--format", "csv"], more].concat()).stdout;
    let before = csv(&[]);
    write("essentiality.csv", "customer_sector,type,supplier_sector\nC,2,A\nB,1,A\nC,2,B\n");
    assert_eq!(csv(&[]), before, "the matrix is read by name");
    write("psi.csv", "firm,scenario,loss\n乙,s,0.2\n乙,s,0.5\n");
    let path = folder.path().join("psi.csv").display().to_string();
    let twice = csv(&["--shock", &path]);
    write("psi.csv", "firm,scenario,loss\n乙,s,0.5\n");
    assert_eq!(csv(&["--shock", &path]), twice, "of two losses of a firm the larger counts");
    // 甲 also sells 100 to itself: closed, it has no more to lose; half of 甲's purchases are its own.
    write("edges.csv", "supplier,customer,weight\n甲,甲,100\n甲,乙,60\n甲,丙,40\n乙,丙,50\n");
    let own = csv(&[]);
    assert!((number(&own, 1, 1) - 1.0).abs() < 1e-12, "{own}");
    assert!((number(&own, 1, 1) - number(&before, 1, 1)).abs() < 1e-12);
    // 丁 buys and sells nothing to anybody.
    write("nodes.csv", "id,sector\n甲,A\n乙,B\n丙,C\n丁,C\n");
    assert!(number(&csv(&[]), 4, 1).abs() < 1e-12);
    for bad in ["-5", "1e999", "nan", "12 万"] {
        write("edges.csv", &format!("supplier,customer,weight\n甲,乙,{bad}\n"));
        let refused = systemic(folder.path(), &[]);
        assert!(
            refused.code == 3 && refused.stderr.contains("edges.csv:2 [weight]"),
            "{bad} {}",
            refused.stderr
        );
    }
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
