//! Cut sets against SCRAM, an independent fault-tree tool (Debian package `scram`), where it is installed.

use crate::program::{dataset, json, run};
use std::collections::BTreeSet;
use std::process::Command;

#[test]
#[expect(clippy::print_stdout, reason = "a skipped comparison is said where it is seen")]
fn scram_finds_the_same_cut_sets() {
    if Command::new("scram").arg("--version").output().is_err() {
        println!("SKIPPED: scram is not installed (apt-get install scram)");
        return;
    }
    let ships = dataset("high-tech-ships");
    let folder = tempfile::tempdir().expect("a folder");
    let (tree, report) = (folder.path().join("tree.xml"), folder.path().join("report.xml"));
    let export = run([
        "export".as_ref(),
        ships.as_os_str(),
        "--to".as_ref(),
        "openpsa".as_ref(),
        "--target".as_ref(),
        "lng-carrier".as_ref(),
        "-o".as_ref(),
        tree.as_os_str(),
    ]);
    assert_eq!(export.code, 0, "{}", export.stderr);
    let status = Command::new("scram").args(["--zbdd", "-l", "3"]).arg(&tree).arg("-o").arg(&report).status();
    assert!(status.expect("scram runs").success());
    let theirs = their_sets(&std::fs::read_to_string(&report).expect("a report"), &tree);
    let ours = json("cutsets", &ships, &["--target", "lng-carrier", "--max-order", "3"]);
    let ours: BTreeSet<BTreeSet<String>> = ours["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .map(|set| {
            let ids = set["elements"].as_array().expect("elements").iter();
            ids.map(|one| format!("supplier.{}", one["id"].as_str().expect("id"))).collect()
        })
        .collect();
    assert!(ours.len() > 10, "the comparison is about something");
    assert_eq!(ours, theirs);
}

/// The products of a SCRAM report, events by the labels of the exported tree.
fn their_sets(report: &str, tree: &std::path::Path) -> BTreeSet<BTreeSet<String>> {
    let tree = std::fs::read_to_string(tree).expect("the tree");
    let label = |event: &str| {
        let start = tree.find(&format!("<define-basic-event name=\"{event}\">")).expect("a known event");
        let text = &tree[start..];
        let from = text.find("<label>").expect("a label") + "<label>".len();
        let to = text.find("</label>").expect("a label");
        text[from..to].to_owned()
    };
    let names = |product: &str| -> BTreeSet<String> {
        let parts = product.split("<basic-event name=\"").skip(1);
        parts.filter_map(|part| part.split('"').next()).map(label).collect()
    };
    report.split("<product ").skip(1).filter_map(|part| part.split("</product>").next()).map(names).collect()
}
