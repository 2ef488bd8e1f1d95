//! Exports, read back by other readers: an XML and a JSON reader always, networkx where it is installed.

use crate::program::{CHAINS, dataset, json, run};
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

fn export(chain: &Path, format: &str) -> String {
    let outcome = run(["export".as_ref(), chain.as_os_str(), "--to".as_ref(), format.as_ref()]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    outcome.stdout
}

/// Rows of a table of the dataset, counted in the file itself.
fn rows(chain: &Path, table: &str) -> usize {
    let path = chain.join(format!("{table}.csv"));
    let rows: Result<Vec<_>, _> = csv::Reader::from_path(path).expect("a table").into_records().collect();
    rows.expect("every row can be read").len()
}

#[test]
fn every_graph_holds_every_component_firm_and_requirement() {
    for chain in CHAINS.map(dataset) {
        let (nodes, requirements) =
            (rows(&chain, "components") + rows(&chain, "suppliers"), rows(&chain, "requires"));
        let graph: serde_json::Value = serde_json::from_str(&export(&chain, "json-graph")).expect("JSON");
        let edges = graph["graph"]["edges"].as_array().expect("edges");
        let keys: BTreeSet<&String> = graph["graph"]["nodes"].as_object().expect("nodes").keys().collect();
        assert_eq!(keys.len(), nodes);
        assert_eq!(edges.iter().filter(|edge| edge["relation"] == "requires").count(), requirements);
        for edge in edges {
            for end in ["source", "target"] {
                assert!(keys.contains(&edge[end].as_str().expect("a key").to_owned()), "{edge}");
            }
        }
        for (format, node) in [("graphml", "node"), ("gexf", "node")] {
            let text = export(&chain, format);
            let document = roxmltree::Document::parse(&text).expect("well-formed");
            let count =
                |name: &str| document.descendants().filter(|one| one.tag_name().name() == name).count();
            assert_eq!(count(node), nodes, "{format}");
            assert_eq!(count("edge"), edges.len(), "{format}");
        }
    }
}

/// Rules that are asked for hold wherever grades are shown: in graph, tree and the table of the industrial foundation.
#[test]
fn rules_hold_wherever_grades_are_shown() {
    let chain = dataset("integrated-circuits");
    let folder = tempfile::tempdir().expect("a folder");
    let rules = folder.path().join("rules.toml");
    std::fs::write(&rules, "few_places = 5").expect("written");
    let rules = ["--rules", rules.to_str().expect("UTF-8")];
    let findings = json("chokepoints", &chain, &rules);
    let usual = json("chokepoints", &chain, &[]);
    let chosen = |document: &serde_json::Value, id: &str| {
        let findings = document["findings"].as_array().expect("findings");
        let found = findings.iter().find(|one| one["component"]["id"] == id).expect("a finding");
        found["grade"].as_str().expect("a grade").to_owned()
    };
    assert_eq!((&*chosen(&usual, "mask-insp"), &*chosen(&findings, "mask-insp")), ("yellow", "orange"));
    let said = |command: &str, more: &[&str]| {
        let arguments = [&[command, chain.to_str().expect("UTF-8")], more].concat();
        let outcome = run(arguments);
        assert_eq!(outcome.code, 0, "{}", outcome.stderr);
        outcome.stdout
    };
    let graph = said("export", &["--to", "json-graph", rules[0], rules[1]]);
    let graph: serde_json::Value = serde_json::from_str(&graph).expect("JSON");
    assert_eq!(graph["graph"]["nodes"]["component.mask-insp"]["metadata"]["grade"], "orange");
    for (command, root) in [("tree", &["--root", "mask-insp"][..]), ("regions", &[])] {
        assert_ne!(said(command, root), said(command, &[root, &rules].concat()), "{command}");
    }
    assert!(said("tree", &["--root", "mask-insp", rules[0], rules[1]]).contains('▲'));
}

/// The grade in a graph is the one `chokepoints` gives.
#[test]
fn grades_in_the_graph_are_those_of_the_analysis() {
    let chain = dataset("integrated-circuits");
    let graph: serde_json::Value = serde_json::from_str(&export(&chain, "json-graph")).expect("JSON");
    let findings = json("chokepoints", &chain, &[]);
    let findings = findings["findings"].as_array().expect("findings");
    assert!(findings.iter().any(|finding| finding["grade"] == "red"));
    for finding in findings {
        let key = format!("component.{}", finding["component"]["id"].as_str().expect("id"));
        assert_eq!(graph["graph"]["nodes"][&key]["metadata"]["grade"], finding["grade"], "{key}");
    }
}

#[test]
fn outlines_have_an_entry_per_component_drawn() {
    let chain = dataset("advanced-carbon");
    let list = export(&chain, "outline");
    let items = list.lines().filter(|line| line.trim_start().starts_with("- ")).count();
    for (format, element) in [("opml", "outline"), ("freemind", "node")] {
        let text = export(&chain, format);
        let document = roxmltree::Document::parse(&text).expect("well-formed");
        let entries = document.descendants().filter(|node| node.has_tag_name(element)).count();
        let middle = usize::from(format == "freemind");
        assert_eq!(entries, items + middle, "{format}");
    }
    let mermaid = export(&chain, "mermaid");
    assert_eq!(mermaid.lines().filter(|line| line.contains("[\"")).count(), items);
}

#[test]
fn a_fault_tree_is_of_one_target() {
    let outcome =
        run(["export".as_ref(), dataset("advanced-carbon").as_os_str(), "--to".as_ref(), "openpsa".as_ref()]);
    assert_eq!(outcome.code, 2);
    assert!(outcome.stderr.contains("--target"), "{}", outcome.stderr);
}

/// networkx reads both XML formats and sees as many nodes and edges as the JSON has.
#[test]
#[expect(clippy::print_stdout, reason = "a skipped comparison is said where it is seen")]
fn networkx_reads_the_graphs() {
    if !Command::new("python3").args(["-c", "import networkx"]).output().is_ok_and(|out| out.status.success())
    {
        println!("SKIPPED: networkx is not installed (pip install networkx)");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let chain = dataset("high-tech-ships");
    let graph: serde_json::Value = serde_json::from_str(&export(&chain, "json-graph")).expect("JSON");
    let expected = format!(
        "{} {}",
        graph["graph"]["nodes"].as_object().expect("nodes").len(),
        graph["graph"]["edges"].as_array().expect("edges").len()
    );
    for (format, reader) in [("graphml", "read_graphml"), ("gexf", "read_gexf")] {
        let path = folder.path().join(format);
        std::fs::write(&path, export(&chain, format)).expect("written");
        let script = "import sys, networkx; g = getattr(networkx, sys.argv[1])(sys.argv[2]); \
                      print(g.number_of_nodes(), g.number_of_edges())";
        let output =
            Command::new("python3").args(["-c", script, reader]).arg(&path).output().expect("python runs");
        assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), expected, "{format}");
    }
}
