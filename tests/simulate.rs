//! What happens when elements fail together, on the chains that are shipped.

use crate::program::{dataset, json, run};
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

/// Ajinomoto alone holds more than 95 % of build-up film: possibly a stop, surely next to everything.
#[test]
fn japan_leaves_hardly_any_build_up_film() {
    let chips = dataset("integrated-circuits");
    let found = json("simulate", &chips, &["--fail", "region:日本"]);
    let film = finding(&found, "abf").expect("build-up film");
    assert_eq!((&film["certainty"], &film["percentage"]), (&"possible".into(), &true.into()));
    assert!(film["certain_loss"].as_f64().expect("a number") > 0.95);
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
    use liantu_testkit::sketch::Sketch;
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
    let expected = "component,tts_weeks,tts_uncoordinated_weeks\n\
                    van,0,0\nwheel,3,2\ncar,2,2\npaint,≥2,≥2\nspare,inf,inf\n";
    assert_eq!((found.code, found.stdout.as_str()), (0, expected), "{}", found.stderr);
    let document = json("simulate", folder.path(), &["--time-to-survive", "--depth", "50"]);
    let wheel = finding_of(&document, "wheel").expect("wheels");
    assert_eq!(wheel["tts_weeks"], serde_json::json!([6.0, 6.0]), "40 + 40 (t − 2) − 80 = 20 t");
    assert_eq!(finding_of(&document, "paint").expect("paint")["gaps"], serde_json::json!(["blank-stock"]));
    assert_eq!(ask(&["--fail", "component:wheel"]).code, 2, "one question at a time");
}

fn finding_of<'a>(document: &'a Value, id: &str) -> Option<&'a Value> {
    let mut findings = document["findings"].as_array().expect("findings").iter();
    findings.find(|one| one["component"]["id"] == id)
}
