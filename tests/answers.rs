//! What the three chains are known to answer, found by hand in their rows.

use crate::program::{CHAINS, dataset, json, run};
use serde_json::{Value, json as value};

fn finding<'a>(document: &'a Value, kind: &str, id: &str) -> Option<&'a Value> {
    let findings = document["findings"].as_array().expect("findings");
    findings.iter().find(|one| one["element"]["kind"] == kind && one["element"]["id"] == id)
}

fn lost<'a>(finding: &'a Value, target: &str) -> Option<&'a Value> {
    finding["targets"].as_array().expect("targets").iter().find(|one| one["id"] == target)
}

#[test]
fn every_dataset_loads_without_a_word() {
    for name in all().into_iter().filter(|name| dataset(name).join("dataset.toml").exists()) {
        let outcome = run(["check".as_ref(), dataset(&name).as_os_str()]);
        assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""), "{name}: {}", outcome.stdout);
    }
}

/// A folder without settings holds trade tables, and a page that says what they may be used for.
#[test]
fn every_other_folder_holds_trade_tables() {
    let others: Vec<String> =
        all().into_iter().filter(|name| !dataset(name).join("dataset.toml").exists()).collect();
    assert_eq!(others, ["trade-critical-materials"]);
    for year in ["2022", "2024"] {
        let table = dataset(&others[0]).join(format!("baci-hs17-{year}.csv"));
        let outcome = run(["trade".as_ref(), table.as_os_str(), "--strict".as_ref()]);
        assert_eq!(outcome.code, 0, "{}", outcome.stderr);
        assert!(outcome.stdout.contains("720293"), "{}", outcome.stdout);
    }
    let page = std::fs::read_to_string(dataset(&others[0]).join("README.md")).expect("a page");
    assert!(page.contains("Etalab") && page.contains("不得用于"));
}

/// Components of which nobody knows a supplier are not judged, and named as such.
#[test]
fn nothing_is_green_for_want_of_data() {
    let folder = dataset("chokepoint-35");
    let found = json("chokepoints", &folder, &["--quiet"]);
    assert_eq!(found["findings"], serde_json::json!([]));
    let outcome = run(["chokepoints".as_ref(), folder.as_os_str(), "--quiet".as_ref()]);
    let note = outcome.stdout.lines().find(|line| line.starts_with("未展开")).expect("a note");
    assert_eq!(note.matches('、').count(), 34, "{note}");
}

fn all() -> Vec<String> {
    let folders = std::fs::read_dir(dataset("")).expect("datasets");
    let mut names: Vec<String> =
        folders.map(|entry| entry.expect("a folder").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// GTT alone licenses the membrane systems; independent tanks are qualified, not active.
#[test]
fn gtt_is_a_single_point_of_the_lng_carrier_until_qualified_tanks_count() {
    let ships = dataset("high-tech-ships");
    let found = json("spof", &ships, &["--level", "supplier"]);
    let gtt = finding(&found, "supplier", "gtt").expect("GTT is a single point");
    let loss = lost(gtt, "lng-carrier").expect("of the LNG carrier");
    assert_eq!(loss["certainty"], "possible", "the list of independent tanks is open");
    assert_eq!(loss["horizon"], "long", "a licence stops no ship that is being built");
    assert_eq!(gtt["remedy"]["verified"], true);
    let qualified = json("spof", &ships, &["--level", "supplier", "--count-qualified"]);
    assert!(finding(&qualified, "supplier", "gtt").is_none());
}

/// Mask blanks of the highest grade come from Japan only, as far as the list goes.
#[test]
fn no_chip_is_down_already_and_japan_stops_every_one() {
    let chips = dataset("integrated-circuits");
    let found = json("spof", &chips, &["--level", "country,embargo"]);
    assert_eq!(found["already_down"], serde_json::json!([]));
    let japan = finding(&found, "region", "JP").expect("Japan is a single point");
    for chip in ["ic-logic-adv", "ic-logic-mature", "ic-dram"] {
        assert_eq!(lost(japan, chip).expect(chip)["certainty"], "possible", "{chip}");
    }
    assert_eq!(japan["own_site"], false);
    let usa = finding(&found, "region", "US").expect("the USA");
    let short = |one: &Value| one["horizon"] == "short";
    assert!(!usa["targets"].as_array().expect("targets").iter().any(short), "tools already stand");
    let embargo = finding(&found, "embargo", "JP");
    let stopped = embargo.map_or(0, |one| one["targets"].as_array().expect("targets").len());
    assert!(stopped < 3, "fewer chips stop under embargo than when Japan stops altogether");
}

/// The winding machines of hydrogen cylinders have a candidate only.
#[test]
fn the_hydrogen_cylinder_is_down_already_as_far_as_the_list_goes() {
    let found = json("spof", &dataset("advanced-carbon"), &["--level", "supplier"]);
    let down = &found["already_down"][0];
    assert_eq!(down["id"], "cf-h2-cylinder");
    assert_eq!(down["certainty"], "possible");
    assert_eq!((&down["reason"], &down["cause"]), (&"no-active-offer".into(), &"fil-wind".into()));
    assert_eq!(found["already_down"].as_array().expect("list").len(), 1);
}

#[test]
fn the_home_region_is_a_local_standstill_and_no_single_point() {
    let found = json("spof", &dataset("high-tech-ships"), &["--level", "country"]);
    let china = finding(&found, "region", "CN").expect("China contains the home region");
    assert_eq!(china["own_site"], true);
}

#[test]
fn cut_sets_of_order_one_are_the_single_points() {
    let ships = dataset("high-tech-ships");
    let single = json("spof", &ships, &["--level", "supplier", "--target", "lng-carrier"]);
    let sets =
        json("cutsets", &ships, &["--level", "supplier", "--target", "lng-carrier", "--max-order", "2"]);
    let ids = |one: &Value| one["element"]["id"].as_str().map(str::to_owned);
    let mut singles: Vec<String> =
        single["findings"].as_array().expect("list").iter().filter_map(ids).collect();
    let order_one = |one: &&Value| one["order"] == 1;
    let first = |one: &Value| one["elements"][0]["id"].as_str().map(str::to_owned);
    let mut cuts: Vec<String> =
        sets["findings"].as_array().expect("list").iter().filter(order_one).filter_map(first).collect();
    singles.sort();
    cuts.sort();
    assert_eq!(singles, cuts);
    assert_eq!(sets["complete_to_order"], 2);
}

/// In brief the same points are told, and nothing that was not asked looks like an answer.
#[test]
fn brief_single_points_are_the_same_points() {
    for name in CHAINS {
        let (full, brief) = (json("spof", &dataset(name), &[]), json("spof", &dataset(name), &["--brief"]));
        let told = |document: &Value| -> Vec<Value> {
            let findings = document["findings"].as_array().expect("findings");
            let lost = |finding: &Value| -> Vec<Value> {
                let targets = finding["targets"].as_array().expect("targets");
                targets.iter().map(|one| value!([one["id"], one["certainty"], one["horizon"]])).collect()
            };
            findings.iter().map(|one| value!([one["element"], lost(one), one["components_lost"]])).collect()
        };
        assert_eq!(told(&full), told(&brief));
        assert!(!told(&brief).is_empty());
        let first = &brief["findings"][0];
        assert_eq!([&first["evidence_grade"], &first["remedy"]], [&Value::Null, &Value::Null]);
        assert_eq!(brief["parameters"]["explained"], false);
        assert_eq!(full["parameters"]["explained"], true);
    }
}

#[test]
fn the_same_question_gives_the_same_bytes_for_any_number_of_threads() {
    let chips = dataset("integrated-circuits");
    let ask = |command: &str, threads: &str| {
        assert_cmd::Command::new(env!("CARGO_BIN_EXE_liantu"))
            .args([command, "--format", "json", "--lang", "zh"])
            .arg(&chips)
            .env("RAYON_NUM_THREADS", threads)
            .output()
            .expect("runs")
            .stdout
    };
    for command in ["spof", "regions", "match", "core"] {
        assert!(ask(command, "1") == ask(command, "5"), "{command}");
    }
}

#[test]
fn exit_codes_say_what_was_found() {
    let ships = dataset("high-tech-ships");
    let ships = ships.to_str().expect("UTF-8");
    assert_eq!(run(["spof", ships, "--level", "supplier", "--fail-on", "possible"]).code, 1);
    assert_eq!(run(["spof", ships, "--level", "supplier", "--fail-on", "confirmed"]).code, 0);
    assert_eq!(
        run(["cutsets", ships, "--max-order", "all", "--budget-nodes", "10", "--level", "supplier"]).code,
        4
    );
}

/// Both makers of hydrogen cylinders sit in Suzhou; valves come from abroad, and winding machines from nobody.
#[test]
fn hydrogen_cylinders_are_made_in_suzhou_only_and_lack_two_inputs() {
    let found = json("regions", &dataset("advanced-carbon"), &[]);
    let findings = found["findings"].as_array().expect("findings");
    let of_kind = |kind: &'static str| findings.iter().filter(move |one| one["kind"] == kind);
    let suzhou = of_kind("city").find(|one| one["region"]["id"] == "CN-320500").expect("Suzhou");
    let exclusive: Vec<&Value> = suzhou["exclusive"].as_array().expect("list").iter().collect();
    let cylinder = exclusive.iter().find(|one| one["component"]["id"] == "cf-h2-cylinder");
    assert_eq!(cylinder.expect("made there only")["within"], "list");
    let lacking: Vec<(&str, &Value)> = of_kind("dependence")
        .filter(|one| one["product"]["id"] == "cf-h2-cylinder")
        .map(|one| (one["inputs"][0]["id"].as_str().expect("id"), &one["nearest"]))
        .collect();
    assert_eq!(lacking, [("bottle-valve", &Value::from("foreign")), ("fil-wind", &Value::Null)]);
}

/// Nobody in China licenses membranes: research, not qualification; two yards at home need the licence. An
/// independent tank or another membrane, which no yard builds today, would do as well against GTT and removes pairs
/// beside.
#[test]
fn the_membrane_licence_is_a_project_without_a_candidate() {
    let found = json("match", &dataset("high-tech-ships"), &[]);
    let findings = found["findings"].as_array().expect("findings");
    let of = |kind: &'static str| {
        let own = move |one: &&Value| one["kind"] == kind && one["component"]["id"] == "gtt-lic";
        findings.iter().filter(own)
    };
    let gap = of("gap").next().expect("it is a gap");
    assert_eq!(
        (&gap["priority"], &gap["action"], &gap["rule"]),
        (&4.into(), &"research".into(), &"few-places".into())
    );
    let against_gtt = findings.iter().filter(|one| one["relief"]["single_points"][0]["id"] == "gtt");
    let components: Vec<&Value> = against_gtt.map(|one| &one["component"]["id"]).collect();
    assert_eq!(
        components,
        ["membrane-other", "typea-b", "gtt-lic"],
        "another tank removes it, or one more licensor"
    );
    assert_eq!(gap["relief"]["targets"][0]["id"], "lng-carrier");
    assert_eq!(gap["candidates"], serde_json::json!([]));
    let buyers: Vec<&str> = of("docking").map(|one| one["buyer"]["id"].as_str().expect("a buyer")).collect();
    assert_eq!(buyers, ["cmhi-js", "yzj"]);
    let core = json("core", &dataset("high-tech-ships"), &[]);
    let mut invited =
        core["findings"].as_array().expect("findings").iter().filter(|one| one["kind"] == "invitation");
    assert!(invited.any(|one| one["component"]["id"] == "gtt-lic"), "nobody at home holds it");
}
