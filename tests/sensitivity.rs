//! Robustness of the three chains' findings, as checked by hand in the rows (docs/robustness-by-hand.md).

use crate::program::{dataset, json, run};
use serde_json::Value;
use std::collections::BTreeSet;

/// Rows that overturn a loss by themselves, as `file:line=error`, with the file's extension left out.
fn decisive(found: &Value, key: &str, target: &str) -> BTreeSet<String> {
    let findings = found["findings"].as_array().expect("findings");
    let finding = findings.iter().find(|one| one["key"] == key).unwrap_or_else(|| panic!("{key}"));
    let losses = finding["losses"].as_array().expect("losses");
    let loss =
        losses.iter().find(|one| one["target"]["id"] == target).unwrap_or_else(|| panic!("{key} {target}"));
    let sets = loss["robustness"]["sets"].as_array().expect("sets");
    let alone = sets.iter().filter(|set| set.as_array().is_some_and(|set| set.len() == 1));
    alone
        .map(|set| {
            let fault = &set[0];
            let file = fault["row"]["file"].as_str().expect("a file").trim_end_matches(".csv");
            format!("{file}:{}={}", fault["row"]["row"], fault["error"].as_str().expect("an error"))
        })
        .collect()
}

fn rows(rows: &[&str]) -> BTreeSet<String> {
    rows.iter().map(|&row| row.to_owned()).collect()
}

fn found(name: &str) -> Value {
    json("sensitivity", &dataset(name), &["--quiet", "--level", "all"])
}

#[test]
fn the_ships_hang_on_what_a_person_finds() {
    let found = found("high-tech-ships");
    let tanks = ["supplies:97=active", "supplies:98=active", "supplies:99=active", "supplies:100=active"];
    let licence = ["supplies:83=absent", "supplies:83=qualified", "requires:4=absent", "requires:74=absent"];
    let france = rows(&[&tanks[..], &licence[..]].concat());
    assert_eq!(decisive(&found, "spof:region:FR", "lng-carrier"), france);
    let gtt = &france | &rows(&["requires:80=absent"]);
    assert_eq!(decisive(&found, "spof:supplier:gtt", "lng-carrier"), gtt);
    assert_eq!(decisive(&found, "spof:embargo:JP", "lng-carrier"), rows(&["requires:9=absent"]));
}

#[test]
fn the_chips_hang_on_what_a_person_finds() {
    let found = found("integrated-circuits");
    let blanks = ["requires:133=absent", "supplies:406=active"];
    let mature = ["requires:8=absent", "requires:45=absent", "requires:69=absent"];
    let mature = rows(&[&blanks[..], &mature[..]].concat());
    assert_eq!(decisive(&found, "spof:region:JP", "ic-logic-mature"), mature);
    let dram = ["requires:13=absent", "requires:33=absent", "requires:61=absent"];
    assert_eq!(decisive(&found, "spof:region:JP", "ic-dram"), rows(&[&blanks[..], &dram[..]].concat()));
    assert_eq!(decisive(&found, "spof:region:US", "ic-logic-adv"), rows(&["requires:3=absent"]));
    assert_eq!(decisive(&found, "spof:embargo:US", "ic-logic-adv"), rows(&["requires:3=absent"]));
    assert_eq!(decisive(&found, "spof:region:JP", "ic-logic-adv"), rows(&[]));
}

/// The machine that knits carbon fabric has one active maker: the finding hangs on that row, and says so.
#[test]
fn the_carbon_chain_hangs_on_the_row_of_one_supplier() {
    let found = found("advanced-carbon");
    let rail = decisive(&found, "spof:embargo:wassenaar", "cf-rail-body");
    let expected = [
        "requires:99=absent",
        "requires:107=absent",
        "supplies:203=absent",
        "supplies:203=qualified",
        "supplies:204=active",
    ];
    assert_eq!(rail, rows(&expected));
    let valve = decisive(&found, "spof:embargo:wassenaar", "cf-h2-cylinder");
    assert_eq!(valve, rows(&["requires:13=absent", "supplies:195=active"]));
    let oil = decisive(&found, "spof:region:JP", "cf-h2-cylinder");
    assert_eq!(oil, rows(&["requires:10=absent", "requires:35=absent", "requires:60=absent"]));
    let carbon = dataset("advanced-carbon");
    let shown = run([
        "sensitivity".as_ref(),
        carbon.as_os_str(),
        "--quiet".as_ref(),
        "--lang".as_ref(),
        "zh".as_ref(),
    ]);
    assert_eq!(shown.code, 0, "{}", shown.stderr);
    assert!(shown.stdout.contains("supplies.csv:203"), "{}", shown.stdout);
}

/// Grades and backups as a person reads them in the rows: the second table of the document.
#[test]
fn grades_and_backups_hang_on_what_a_person_finds() {
    let sets = |name: &str, command: &str, key: &str| -> BTreeSet<String> {
        let found = json(command, &dataset(name), &["--quiet"]);
        let all = found["findings"].as_array().expect("findings");
        let own = all.iter().find(|one| one["key"] == key).unwrap_or_else(|| panic!("{key}"));
        let sets = own["robustness"]["sets"].as_array().expect("sets");
        let fault = |one: &Value| format!("{}={}", one["row"]["row"], one["error"].as_str().expect("a word"));
        let set = |set: &Value| {
            let mut faults: Vec<String> = set.as_array().expect("a set").iter().map(fault).collect();
            faults.sort();
            faults.join(" ")
        };
        sets.iter().map(set).collect()
    };
    assert_eq!(sets("integrated-circuits", "chokepoints", "chokepoint:mask-blank"), rows(&["406=active"]));
    assert_eq!(sets("advanced-carbon", "chokepoints", "chokepoint:multi-axial"), rows(&["204=active"]));
    let makers = ["44=absent", "44=qualified", "45=absent", "45=qualified"];
    let sizing = &rows(&makers) | &rows(&["46=active"]);
    assert_eq!(sets("advanced-carbon", "chokepoints", "chokepoint:sizing"), sizing);
    assert_eq!(sets("advanced-carbon", "backup", "backup:group:sizing"), rows(&makers));
    let mut pairs = BTreeSet::new();
    for (one, other) in [(182, 183), (182, 185), (183, 185)] {
        for first in ["absent", "qualified"] {
            for second in ["absent", "qualified"] {
                pairs.insert(format!("{one}={first} {other}={second}"));
            }
        }
    }
    assert_eq!(sets("advanced-carbon", "chokepoints", "chokepoint:release-paper"), pairs);
    let licence = ["83=absent", "83=qualified"];
    assert_eq!(sets("high-tech-ships", "backup", "backup:group:gtt-lic"), rows(&licence));
}

/// What one changed row changes is what `diff` shows of the edited dataset.
#[test]
fn a_changed_row_shows_what_it_changes() {
    let chips = dataset("integrated-circuits");
    let changed = json("sensitivity", &chips, &["--quiet", "--what-if", "supplies.csv:406=active"]);
    let text = changed.to_string();
    assert!(text.contains("ic-dram") || text.contains("region:JP"), "{text}");
    let refused = |change: &str| {
        let chips = chips.to_str().expect("UTF-8");
        run(["sensitivity", chips, "--quiet", "--lang", "en", "--what-if", change])
    };
    for (change, says) in [
        ("supplies.csv:99999=absent", "no such row"),
        ("supplies.csv:406", "no such row"),
        ("supplies.csv:406=gone", "absent(无), candidate"),
        ("requires.csv:3=active", "it can: absent(无)"),
    ] {
        let outcome = refused(change);
        assert_eq!(outcome.code, 2, "{change}");
        assert!(outcome.stderr.contains(says), "{change}: {}", outcome.stderr);
    }
}
