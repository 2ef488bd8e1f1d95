//! What happens when elements fail together, on the chains that are shipped.

use crate::program::{dataset, json, run};
use liantu_testkit::sketch::Sketch;
use serde_json::Value;

fn finding<'a>(document: &'a Value, id: &str) -> Option<&'a Value> {
    document["findings"].as_array().expect("findings").iter().find(|one| one["id"] == id)
}

/// Only ASML makes EUV scanners; the chips of this month do not need a new one.
#[test]
fn losing_asml_stops_euv_and_no_chip_now() {
    let chips = dataset("integrated-circuits");
    let found = json("simulate", &chips, &["--fail", "supplier:asml"]);
    let stopped: Vec<&Value> = found["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .filter(|one| !one["certainty"].is_null())
        .map(|one| &one["id"])
        .collect();
    assert_eq!(stopped, ["euv-scanner"]);
    let euv = finding(&found, "euv-scanner").expect("EUV");
    assert_eq!(euv["certainty"], "confirmed");
    assert_eq!(euv["level"], serde_json::json!({"pessimistic": [0.0, 0.0], "optimistic": [0.0, 0.0]}));
    let chip = finding(&found, "ic-logic-adv").expect("the chip is held back in the long run");
    assert_eq!((&chip["levels"][0]["horizon"], &chip["felt"]), (&"short".into(), &"long".into()));
    assert_eq!(chip["levels"][0]["after"], chip["levels"][0]["before"]);
}

/// Ajinomoto alone holds “>95 %” of build-up film: possibly a stop, surely at least 95 of 100.
#[test]
fn japan_leaves_hardly_any_build_up_film() {
    let chips = dataset("integrated-circuits");
    let found = json("simulate", &chips, &["--fail", "region:日本"]);
    let film = finding(&found, "abf").expect("build-up film");
    assert_eq!((&film["certainty"], &film["percentage"]), (&"possible".into(), &true.into()));
    let surely = film["certain_loss"].as_f64().expect("a number");
    assert!((surely - 0.95).abs() < 1e-9, "{surely}");
    let less = json("simulate", &chips, &["--fail", "region:JP", "--depth", "50"]);
    let film = finding(&less, "abf").expect("build-up film");
    assert!(film["certainty"].is_null(), "half of it goes on");
    let worst = film["worst_loss"].as_f64().expect("a number");
    assert!((worst - 0.5).abs() < 1e-9, "the list is all in Japan: {worst}");
    let strict = json("simulate", &chips, &["--fail", "region:JP", "--min-share", "10"]);
    assert_eq!(finding(&strict, "abf").expect("build-up film")["certainty"], "confirmed");
}

#[test]
fn what_was_mistyped_is_said_with_what_is_near() {
    let chips = dataset("integrated-circuits");
    for (typed, near) in
        [("supplier:asmll", "asml"), ("asml", "supplier"), ("embargo:export-contrl", "export-control")]
    {
        let outcome = run(["simulate".as_ref(), chips.as_os_str(), "--fail".as_ref(), typed.as_ref()]);
        assert_eq!(outcome.code, 2, "{typed}");
        assert!(outcome.stderr.contains(near), "{typed}: {}", outcome.stderr);
    }
}

/// Cars (10 a week, 20 in stock) and vans (5 a week) take 2 and 4 wheels, of which 80 are in stock: two weeks when
/// nobody rations, three when vans come first. Paint has no stock written down; of a spare nobody needs anything.
#[test]
fn how_long_stocks_last_is_plain_numbers() {
    let quantity = |units: f64| move |row: &mut liantu_model::RequirementRow| row.quantity = Some(units);
    let draft = Sketch::new("cars")
        .component_with("van", |row| (row.target, row.demand, row.stock) = (true, Some(5.0), Some(0.0)))
        .component_with("wheel", |row| row.stock = Some(80.0))
        .component_with("car", |row| (row.target, row.demand, row.stock) = (true, Some(10.0), Some(20.0)))
        .component("paint")
        .component("spare")
        .requires_with("car", "wheel", quantity(2.0))
        .requires_with("van", "wheel", quantity(4.0))
        .requires_with("car", "paint", quantity(1.0))
        .draft();
    let folder = tempfile::tempdir().expect("a folder");
    liantu_testkit::dataset::write_dataset(&draft, folder.path()).expect("written");
    let ask = |more: &[&str]| {
        let mut line = vec!["simulate", folder.path().to_str().expect("a path"), "--time-to-survive"];
        line.extend(more);
        run(line)
    };
    let found = ask(&["--format", "csv"]);
    // In the order of the file.
    let expected = "component,tts_weeks,tts_uncoordinated_weeks\n\
                    van,0,0\nwheel,3,2\ncar,2,2\npaint,≥2,≥2\nspare,inf,inf\n";
    assert_eq!((found.code, found.stdout.as_str()), (0, expected), "{}", found.stderr);
    let document = json("simulate", folder.path(), &["--time-to-survive", "--depth", "50"]);
    let wheel = finding_of(&document, "wheel").expect("wheels");
    assert_eq!(wheel["tts_weeks"], serde_json::json!([6.0, 6.0]), "40 + 40 (t − 2) − 80 = 20 t");
    assert_eq!(finding_of(&document, "paint").expect("paint")["gaps"], serde_json::json!(["blank-stock"]));
    assert_eq!(ask(&["--fail", "component:wheel"]).code, 2, "one question at a time");
}

/// A phone (10 a week, 30 in stock) takes a chip (100 in stock) from a foundry that is back in 20 weeks: the chip can be
/// missed for 13 weeks, the phone maker for 3, and nobody knows when that one is back.
#[test]
fn how_long_a_firm_can_be_missed_is_set_against_its_recovery() {
    let sketch = Sketch::new("clock")
        .settings(|row| row.lists_complete = true)
        .component_with("phone", |row| (row.target, row.demand, row.stock) = (true, Some(10.0), Some(30.0)))
        .component_with("chip", |row| row.stock = Some(100.0))
        .requires_with("phone", "chip", |row| row.quantity = Some(1.0))
        .supplier("maker", "XA-1-1")
        .supplier_with("foundry", "XB", |row| row.recovery_weeks = Some(20.0))
        .supply("maker", "phone")
        .supply("foundry", "chip");
    let folder = tempfile::tempdir().expect("a folder");
    liantu_testkit::dataset::write_dataset(&sketch.draft(), folder.path()).expect("written");
    let level = ["--time-to-survive", "--level", "supplier,region"];
    let path = folder.path().to_str().expect("a path");
    let csv = run([&["simulate", path][..], &level, &["--format", "csv", "--quiet"]].concat());
    assert_eq!(csv.code, 0, "{}", csv.stderr);
    assert!(csv.stdout.contains("supplier,maker,unknown,3,3,—,phone,3\n"), "{}", csv.stdout);
    assert!(csv.stdout.contains("supplier,foundry,exposed,13,13,20,chip,13\n"), "{}", csv.stdout);
    assert!(csv.stdout.contains("country,XB,exposed,13,13,20,chip,13\n"), "{}", csv.stdout);
    let document = json("simulate", folder.path(), &level);
    let foundry = document["findings"].as_array().expect("findings").iter();
    let foundry = foundry.into_iter().find(|one| one["element"]["id"] == "foundry").expect("the foundry");
    assert_eq!(
        (&foundry["exposure"], &foundry["lost"][0]["recovery_weeks"]),
        (&"exposed".into(), &20.0.into())
    );
    for language in ["zh", "en"] {
        let table = run([&["simulate", path][..], &level, &["--lang", language, "--quiet"]].concat()).stdout;
        assert!(!table.contains('⟦') && (table.contains("暴露") || table.contains("exposed")), "{table}");
    }
}

/// Three makers without shares, one fails: something is lost, nobody can say how much.
#[test]
fn shares_that_are_not_known_give_no_percentage_over_time() {
    let sketch =
        ["one", "two", "three"].into_iter().fold(Sketch::new("scarce").target("c"), |sketch, maker| {
            sketch.supplier(maker, "XB").supply(maker, "c")
        });
    let folder = tempfile::tempdir().expect("a folder");
    liantu_testkit::dataset::write_dataset(&sketch.draft(), folder.path()).expect("written");
    let file = folder.path().join("strike.toml");
    let text = "horizon_weeks = 10\n[[disruption]]\nelement = \"supplier:one\"\nweeks = 4\n";
    std::fs::write(&file, text).expect("a scenario");
    let file = file.display().to_string();
    let document = json("simulate", folder.path(), &["--scenario", &file]);
    assert_eq!(document["findings"][0]["targets"][0]["percentage"], false, "{document}");
    let table =
        run(["simulate", &folder.path().display().to_string(), "--quiet", "--scenario", &file]).stdout;
    assert!(table.contains("份额不足,仅作有无判断"), "{table}");
}

fn finding_of<'a>(document: &'a Value, id: &str) -> Option<&'a Value> {
    let mut findings = document["findings"].as_array().expect("findings").iter();
    findings.find(|one| one["component"]["id"] == id)
}

/// A car needs castings from one foundry; two weeks of them are in stock, and of cars half a week.
fn foundry() -> tempfile::TempDir {
    use liantu_testkit::sketch::{Sketch, percent};
    let draft = Sketch::new("cars")
        .settings(|row| row.lists_complete = true)
        .component_with("car", |row| (row.target, row.stock_days) = (true, Some(3.5)))
        .component_with("casting", |row| row.stock_days = Some(14.0))
        .requires("car", &["casting"])
        .supplier("foundry", "XB")
        .supply_with("foundry", "casting", |row| row.share = percent(100.0))
        .draft();
    let folder = tempfile::tempdir().expect("a folder");
    liantu_testkit::dataset::write_dataset(&draft, folder.path()).expect("written");
    folder
}

const OUT_FOR_FOUR_WEEKS: &str =
    "horizon_weeks = 8\n[[disruption]]\nelement = \"supplier:foundry\"\nstart_week = 1\nweeks = [4, 4]\n";

/// Out for four weeks from week 1: 2.5 are bridged, 1.5 lost; whole again after week 5. The same bytes each time.
#[test]
fn a_scenario_runs_from_its_file() {
    let folder = foundry();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let file = path("out.toml");
    std::fs::write(&file, OUT_FOR_FOUR_WEEKS).expect("written");
    let found = json("simulate", folder.path(), &["--scenario", &file]);
    let target = &found["findings"][0]["targets"][0];
    let case = &target["unfavourable"];
    assert_eq!((case["survives_weeks"].as_f64(), case["lost_weeks"].as_f64()), (Some(2.0), Some(1.5)));
    assert_eq!((&case["recovers_weeks"], &target["favourable"]), (&4.0.into(), case));
    let levels: Vec<f64> = target["steps"]
        .as_array()
        .expect("steps")
        .iter()
        .map(|step| step["level"]["optimistic"][1].as_f64().expect("a level"))
        .collect();
    assert_eq!(levels, [1.0, 1.0, 1.0, 0.5, 0.0, 1.0, 1.0, 1.0]);
    assert_eq!(target["steps"][4]["binding_favourable"]["origin"], "casting");
    let charts = path("charts");
    let dataset = folder.path().display().to_string();
    let line = ["simulate", &dataset, "--scenario", &file, "--charts", &charts];
    let (first, second) = (run(line), run(line.into_iter().chain(["--force"])));
    assert_eq!((first.code, second.code), (0, 0), "{}", first.stderr);
    assert_eq!(first.stdout, second.stdout);
    let svg = std::fs::read_to_string(path("charts/out.svg")).expect("a chart");
    roxmltree::Document::parse(&svg).expect("valid XML");
}

#[test]
fn a_scenario_that_cannot_be_is_refused() {
    let folder = foundry();
    let file = folder.path().join("bad.toml").display().to_string();
    let dataset = folder.path().display().to_string();
    for (more, part) in [
        ("[[disruption]]\nelement = \"supplier:foundry\"\nstart_week = 2\n", "bad.toml:6:1"),
        ("[[disruption]]\nelement = \"component:castings\"\n", "casting"),
        ("[[disruption]]\nelement = \"component:casting\"\nweeks = 9\n", "horizon_weeks"),
        ("depth = -5\n", "bad.toml:6:9"),
    ] {
        std::fs::write(&file, format!("{OUT_FOR_FOUR_WEEKS}{more}")).expect("written");
        for lang in ["zh", "en"] {
            let found = run(["simulate", &dataset, "--scenario", &file, "--lang", lang]);
            assert_eq!(found.code, 2, "{more}");
            assert!(found.stderr.contains(part), "{more}: {}", found.stderr);
        }
    }
}

/// Every scenario that is shipped runs, and is reproducible.
#[test]
fn scenarios_that_are_shipped_run() {
    for name in ["integrated-circuits", "high-tech-ships", "advanced-carbon"] {
        let chain = dataset(name);
        let mut files: Vec<String> = std::fs::read_dir(chain.join("scenarios"))
            .expect("scenarios")
            .map(|entry| entry.expect("an entry").path().display().to_string())
            .collect();
        files.sort();
        assert_eq!(files.len(), 3, "{name}");
        let mut more = vec!["--scenario"];
        more.extend(files.iter().map(String::as_str));
        let found = json("simulate", &chain, &more);
        assert_eq!(found["findings"].as_array().expect("findings").len(), 3);
    }
}
