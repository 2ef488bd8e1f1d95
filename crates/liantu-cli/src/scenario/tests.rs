//! What is wrong in a scenario file is said with its place and what to do.
#![expect(clippy::unwrap_used, reason = "a missing value fails the test")]

use super::*;
use liantu_graph::ChainGraph;
use liantu_model::SupplyStatus;
use liantu_render::catalogue::{Catalogue, Language};
use liantu_testkit::sketch::{Sketch, percent};

fn session(language: Language) -> Session {
    let draft = Sketch::new("scenarios")
        .target("car")
        .component("casting")
        .requires("car", &["casting"])
        .supplier("foundry", "XB")
        .supplier("second", "XC")
        .supplier("third", "XA-1-1")
        .supply_with("foundry", "casting", |row| row.share = percent(100.0))
        .supply_with("second", "casting", |row| {
            row.status = Some(SupplyStatus::Qualified);
            row.takeover = percent(60.0);
            row.switch_weeks = Some(8.0);
        })
        .supply_with("third", "casting", |row| row.status = Some(SupplyStatus::Candidate))
        .draft();
    let graph = ChainGraph::new(liantu_testkit::model(&draft));
    Session { graph, words: Catalogue::new(language), hash: String::new() }
}

fn said(text: &str) -> String {
    let session = session(Language::English);
    parse(&session, text, "s.toml").err().unwrap().to_string()
}

const SOUND: &str = r#"
title = "两地同时停产"
step = "day"
horizon_weeks = 40
targets = ["car"]
blank_stock_days = [0, 7, 28]
[[disruption]]
element = "supplier:foundry"
depth = 80
start_week = 1
weeks = [4, 12]
recovery = "linear"
recovery_weeks = 6
[[disruption]]
element = "supplier:foundry"
start_week = 20
[[backup]]
component = "casting"
ramp_weeks = 4
[[backup]]
component = "casting"
supplier = "third"
switch_weeks = 30
cover = [10, 30]
[[stock]]
component = "casting"
days = 14
[[retirement]]
percent_per_year = 10
[draws]
count = 50
seed = 3
"#;

#[test]
fn a_sound_file_is_read_whole() {
    let found = parse(&session(Language::English), SOUND, "s.toml").unwrap();
    let scenario = &found.scenario;
    assert_eq!((scenario.step, scenario.steps()), (Step::Day, 280));
    let first = &scenario.disruptions[0];
    assert_eq!((first.depth, first.recovery_weeks), (Uncertain::exactly(0.8), Uncertain::exactly(6.0)));
    assert_eq!(first.weeks, Some(Uncertain { low: 4.0, likely: None, high: 12.0 }));
    assert_eq!(
        (scenario.disruptions[1].weeks, scenario.disruptions[1].depth),
        (None, Uncertain::exactly(1.0))
    );
    assert_eq!(scenario.blank_stock_weeks, Some(Uncertain { low: 0.0, likely: Some(1.0), high: 4.0 }));
    let [second, third] = scenario.backups.as_slice() else { panic!("{:?}", scenario.backups) };
    assert_eq!((second.switch_weeks, second.cover.low), (Uncertain::exactly(8.0), 0.6), "as the row says");
    assert_eq!((third.switch_weeks, third.cover.low, third.cover.high), (Uncertain::exactly(30.0), 0.1, 0.3));
    assert_eq!(scenario.stocks[0].weeks, Uncertain::exactly(2.0));
    assert_eq!(found.draws, Some(Draws { count: 50, seed: 3 }));
}

/// What follows `horizon_weeks` on line 1 and a disruption on lines 2 to 4.
fn with(more: &str) -> String {
    said(&format!("horizon_weeks = 20\n[[disruption]]\nelement = \"supplier:foundry\"\nweeks = 4\n{more}"))
}

#[test]
fn what_is_wrong_is_said_with_its_place_and_what_to_do() {
    let says = |message: String, parts: &[&str]| {
        assert!(parts.iter().all(|part| message.contains(part)), "{message}");
    };
    says(said("horizon = 3"), &["s.toml:1:1", "horizon_weeks"]);
    says(said("horizon_weeks = -3"), &["s.toml:1:17", "-3", "1–1040"]);
    says(said("horizon_weeks = 9"), &["[[disruption]]", "missing"]);
    says(said("horizon_weeks = 9\n[[disruption]]\nweeks = 3"), &["s.toml:2:1", "element"]);
    says(
        said("horizon_weeks = 9\n[[disruption]]\nelement = \"supplier:foundri\""),
        &["s.toml:3:11", "foundry"],
    );
    says(with("depth = 120"), &["s.toml:5:9", "depth", "0–100"]);
    says(with("start_week = [5, 2]"), &["s.toml:5:14", "a ≤ b"]);
    says(with("start_week = -1"), &["s.toml:5:14", "-1"]);
    says(with("start_week = nan"), &["s.toml:5:14"]);
    says(with("recovery = \"linear\""), &["s.toml:2:1", "recovery_weeks"]);
    says(with("start_week = 17"), &["s.toml:2:1", "20", "21", "leave out weeks"]);
    let again = "[[disruption]]\nelement = \"supplier:foundry\"\nstart_week = 3\nweeks = 2";
    says(with(again), &["s.toml:5:1", "s.toml:2:1", "same element"]);
    says(with("[[stock]]\ncomponent = \"castin\"\ndays = 3"), &["s.toml:6:13", "casting"]);
    says(with("[[stock]]\ncomponent = \"casting\"\ndays = -3"), &["s.toml:7:8", "-3"]);
    says(
        with("[[stock]]\ncomponent = \"car\"\ndays = 3\n[[stock]]\ncomponent = \"car\"\ndays = 4"),
        &["s.toml:8:1", "s.toml:5:1"],
    );
    says(with("[[backup]]\ncomponent = \"car\""), &["s.toml:5:1", "—"]);
    says(with("[[backup]]\ncomponent = \"casting\"\nsupplier = \"foundry\""), &["second, third"]);
    says(with("[[backup]]\ncomponent = \"casting\"\nsupplier = \"third\""), &["s.toml:5:1", "switch_weeks"]);
    says(with("[[backup]]\ncomponent = \"casting\"\nsupplier = \"thirt\""), &["s.toml:7:12", "third"]);
    says(with("[draws]\ncount = 0"), &["s.toml:6:9", "1–100000"]);
    says(with("disruption = 3"), &["s.toml:5:1", "disruption"]);
    says(said("horizon_weeks"), &["s.toml:1:", "TOML"]);
}

#[test]
fn and_in_chinese() {
    let session = session(Language::Chinese);
    let text = "horizon_weeks = 9\n[[disruption]]\nelement = \"企业:foundri\"";
    let message = parse(&session, text, "s.toml").err().unwrap().text(&session.words);
    assert!(message.contains("s.toml:3:11") && message.contains("是否应为"), "{message}");
}
