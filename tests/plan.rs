//! The backup plan, end to end.

use crate::program::{dataset, json, run};
use liantu_model::SupplyStatus;
use liantu_testkit::dataset::write_dataset;
use liantu_testkit::sketch::{Sketch, percent};
use std::path::{Path, PathBuf};

/// A product, its part from one firm, and ore that only one country digs. A rival of the part's maker needs the
/// same ore; another digs elsewhere.
fn chain() -> Sketch {
    let backup = |status, takeover, weeks, cost| {
        move |row: &mut liantu_model::SupplyRow| {
            row.status = Some(status);
            row.takeover = percent(takeover);
            row.switch_weeks = Some(weeks);
            row.cost = cost;
        }
    };
    let qualified = SupplyStatus::Qualified;
    let candidate = SupplyStatus::Candidate;
    Sketch::new("ore")
        .settings(|row| row.lists_complete = true)
        .target("product")
        .component("part")
        .component("ore")
        .requires("product", &["part"])
        .requires("part", &["ore"])
        .supplier("maker", "XA-1-1")
        .supplier_with("rival", "XC", |row| row.onboarding_cost = Some(2.0))
        .supplier("mine", "XB")
        .supplier_with("pit", "XC", |row| row.onboarding_cost = Some(1.0))
        .supply_with("maker", "part", |row| row.share = percent(100.0))
        .supply_with("mine", "ore", |row| row.share = percent(100.0))
        .supply_with("rival", "part", backup(qualified, 80.0, 10.0, None))
        .supply_with("pit", "ore", backup(candidate, 90.0, 20.0, Some(4.0)))
}

fn folder(sketch: Sketch) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().to_owned();
    write_dataset(&sketch.draft(), &path).expect("written");
    (folder, path)
}

fn chosen(document: &serde_json::Value) -> Vec<&str> {
    let rows = document["chosen"].as_array().expect("chosen").iter();
    rows.map(|row| row["supplier"]["id"].as_str().expect("a supplier")).collect()
}

/// Both are needed: the rival when the maker falls, the pit when the mine does. Cost 2 + (4 + 1).
#[test]
fn the_cheapest_plan_follows_inputs() {
    let (_keep, path) = folder(chain());
    let found = json("plan", &path, &[]);
    assert_eq!(chosen(&found), ["pit", "rival"]);
    assert_eq!((&found["objective"], &found["cost"], &found["gap"]), (&7.0.into(), &7.0.into(), &0.0.into()));
    assert_eq!((&found["verified"], &found["complete"]), (&true.into(), &true.into()));
    let pit = &found["chosen"][0];
    let components: Vec<&str> = pit["removes"]
        .as_array()
        .expect("removes")
        .iter()
        .map(|one| one["component"]["id"].as_str().expect("an id"))
        .collect();
    assert!(components.contains(&"part"), "without the pit the part falls with the mine: {components:?}");
}

/// A penalty below what a backup costs buys none.
#[test]
fn a_small_penalty_buys_nothing() {
    let (_keep, path) = folder(chain());
    let found = json("plan", &path, &["--shortfall-penalty", "1"]);
    assert!(chosen(&found).is_empty());
    assert_eq!(found["objective"], 1.4, "0.7 of the part and 0.7 of the ore");
    let direct = json("plan", &path, &["--shortfall-penalty", "50", "--direct", "--levels", "supplier"]);
    assert_eq!((&direct["objective"], &direct["parameters"]["direct"]), (&7.0.into(), &true.into()));
}

/// For 3 only the rival can be had; for nothing, nobody.
#[test]
fn a_budget_buys_the_most_cover() {
    let (_keep, path) = folder(chain());
    let found = json("plan", &path, &["--budget", "3", "--levels", "supplier"]);
    // The mine takes ore and part; only the pit would help, and it costs 5.
    assert_eq!(found["objective"], 1.4);
    assert!(chosen(&found).is_empty());
    let found = json("plan", &path, &["--budget", "5", "--levels", "supplier"]);
    assert_eq!((chosen(&found), &found["objective"]), (vec!["pit"], &0.7.into()));
}

#[test]
fn caps_hold_and_contradictions_are_refused() {
    let (_keep, path) = folder(chain());
    let found = json("plan", &path, &["--cap", "XC=1"]);
    assert_eq!(chosen(&found), ["pit"], "the pit leaves less uncovered than the rival");
    let text = path.display().to_string();
    let refused = run(["plan", &text, "--cap", "XC=1", "--cap", "XC=2"]);
    assert_eq!(refused.code, 2);
    assert!(refused.stderr.contains("XC"), "{}", refused.stderr);
    let english = run(["plan", &text, "--within", "0", "--lang", "en"]);
    assert_eq!(english.code, 2);
    assert!(english.stderr.contains("--within 26"), "{}", english.stderr);
}

/// A candidate without a cost: actions are counted, and the row is named.
#[test]
fn missing_costs_count_actions() {
    let (_keep, path) = folder(chain().supplier("other", "XA-2-1").supply_with("other", "part", |row| {
        row.status = Some(SupplyStatus::Candidate);
        row.takeover = percent(100.0);
        row.switch_weeks = Some(1.0);
    }));
    let found = json("plan", &path, &[]);
    assert_eq!(found["objective"], 2.0, "one for the part, one for the ore");
    assert_eq!(found["costs_missing"].as_array().expect("rows").len(), 1);
    let text = run(["plan", &path.display().to_string()]);
    assert!(text.stdout.contains("行动数最少") && text.stdout.contains("supplies.csv:"), "{}", text.stdout);
}

#[test]
fn nobody_to_bring_in_and_what_nobody_can_cover() {
    let sketch =
        Sketch::new("alone")
            .target("part")
            .supplier("maker", "XA-1-1")
            .supply_with("maker", "part", |row| row.share = percent(100.0));
    let (_keep, path) = folder(sketch);
    let found = json("plan", &path, &[]);
    assert!(chosen(&found).is_empty());
    let uncovered = found["uncovered"].as_array().expect("uncovered");
    assert!(!uncovered.is_empty());
    assert!(uncovered.iter().all(|one| one["best"] == 0.0));
    assert!(run(["plan", &path.display().to_string()]).stdout.contains("没有可引入的来源"));
}

/// On the shipped chains, sources by presence: every action says what comes back without it.
#[test]
fn every_action_on_the_shipped_chains_is_explained() {
    for name in crate::program::CHAINS {
        let found = json("plan", &dataset(name), &["--assume-cover", "100", "--assume-weeks", "26"]);
        assert_eq!((&found["verified"], &found["gap"]), (&true.into(), &0.0.into()), "{name}");
        let rows = found["chosen"].as_array().expect("chosen");
        assert!(!rows.is_empty(), "{name}");
        for row in rows {
            assert!(!row["removes"].as_array().expect("removes").is_empty(), "{name}: {row}");
            assert!(row["marginal"].as_f64().expect("a number") > 0.0, "{name}: {row}");
        }
    }
}

/// Other membrane systems than GTT's have only candidates behind them, and they are called that; for its licence itself
/// nobody can be brought in.
#[test]
fn backups_of_the_membrane_licence_have_their_true_status() {
    let found = json("plan", &dataset("high-tech-ships"), &["--assume-cover", "100", "--assume-weeks", "26"]);
    let rows = found["chosen"].as_array().expect("chosen").iter();
    let of = |id: &'static str| rows.clone().filter(move |row| row["component"]["id"] == id);
    assert_eq!(of("gtt-lic").count(), 0);
    assert!(of("membrane-other").count() > 0);
    assert!(of("membrane-other").all(|row| row["status"] == "candidate" && row["cover_stated"] == false));
}

#[test]
fn the_same_bytes_for_any_number_of_threads() {
    let run_with = |threads: &str| {
        let path: &Path = &dataset("integrated-circuits");
        assert_cmd::Command::new(env!("CARGO_BIN_EXE_liantu"))
            .args(["plan", &path.display().to_string(), "--assume-cover", "100", "--assume-weeks", "1"])
            .args(["--format", "json", "--quiet"])
            .env("RAYON_NUM_THREADS", threads)
            .output()
            .expect("the program runs")
            .stdout
    };
    assert_eq!(run_with("1"), run_with("5"));
}

/// With domestic supply only the part's maker stands but has no ore: one domestic pit is missing, nobody is a lead.
#[test]
fn the_distance_to_autonomy_is_counted_and_listed() {
    let (_keep, path) = folder(chain());
    let found = json("plan", &path, &["--scope-only", "domestic"]);
    assert_eq!((&found["analysis"], &found["complete"]), (&"autonomy".into(), &true.into()));
    assert_eq!((&found["distance"]["components"], &found["distance"]["least"]), (&1.into(), &1.into()));
    let step = &found["steps"][0];
    assert_eq!((&step["component"]["id"], &step["unavoidable"]), (&"ore".into(), &true.into()));
    assert_eq!((step["leads"].as_array().expect("leads").len(), &step["targets_up"]), (0, &1.into()));
    assert_eq!(step["assured"], serde_json::json!({"short": 2, "long": 2, "essential": 2}));
    assert_eq!(found["assured"], serde_json::json!({"short": 0, "long": 0, "essential": 2}));
    let abroad = json("plan", &path, &["--scope-only", "domestic", "--domestic", "XC", "--cheapest"]);
    assert_eq!(
        abroad["distance"],
        serde_json::json!({"components": 2, "without_cost": 1, "cost": 4.0, "least": null})
    );
    let text = run(["plan", &path.display().to_string(), "--scope-only", "home"]).stdout;
    assert!(text.contains("攻关清单") && text.contains("必经") && text.contains("保障率"), "{text}");
    let refused = run(["plan", &path.display().to_string(), "--scope-only", "home", "--budget", "3"]);
    assert_eq!(refused.code, 2);
}

/// Without the pit nothing helps against the mine; rival alone helps against the maker only on paper, since what
/// the mine takes is worse. So: nothing, the pit (5), both (7).
#[test]
fn the_curve_has_every_efficient_plan() {
    let (keep, path) = folder(chain());
    let picture = keep.path().join("curve.svg");
    let found = json("plan", &path, &["--frontier", "--picture", &picture.display().to_string()]);
    let points: Vec<(f64, f64)> = found["points"]
        .as_array()
        .expect("points")
        .iter()
        .map(|one| (one["cost"].as_f64().expect("a cost"), one["missing"].as_f64().expect("missing cover")))
        .collect();
    assert_eq!(points, [(0.0, 1.4), (5.0, 0.7), (7.0, 0.0)]);
    assert_eq!((&found["whole"], &found["verified"]), (&true.into(), &true.into()));
    let drawn = std::fs::read_to_string(&picture).expect("the picture");
    let drawn = roxmltree::Document::parse(&drawn).expect("well-formed");
    assert_eq!(drawn.descendants().filter(|node| node.has_tag_name("circle")).count(), 3);
    let again =
        run(["plan", &path.display().to_string(), "--frontier", "--picture", &picture.display().to_string()]);
    assert_eq!(again.code, 2, "a file that is there is not overwritten");
    let part = run(["plan", &path.display().to_string(), "--frontier", "--points", "2"]);
    assert_eq!(part.code, 4, "{}", part.stderr);
    assert!(part.stdout.contains("只列 2 个点"), "{}", part.stdout);
}

/// A new pit at home for 1 is cheaper than the one abroad; it is called what it is.
#[test]
fn new_sources_are_weighed_against_those_there_are() {
    let (_keep, path) = folder(chain());
    let found = json("plan", &path, &["--new", "ore=1"]);
    assert_eq!(chosen(&found), ["new:ore", "rival"]);
    assert_eq!((&found["objective"], &found["chosen"][0]["status"]), (&3.0.into(), &"new".into()));
    let dear = json("plan", &path, &["--new", "ore@XA-2=6"]);
    assert_eq!(chosen(&dear), ["pit", "rival"]);
    let all = json("plan", &path, &["--new", "all=1"]);
    assert_eq!(
        chosen(&all),
        ["new:ore", "rival"],
        "a new part maker at home would fall with the old one's country"
    );
    let firms = json("plan", &path, &["--new", "all=1", "--levels", "supplier,group"]);
    assert_eq!(chosen(&firms), ["new:ore", "new:part"]);
    let text = path.display().to_string();
    let text = run(["plan", &text, "--new", "ore=1"]);
    assert!(text.stdout.contains("尚无(假设新建)") && text.stdout.contains("--new:"), "{}", text.stdout);
    for (wrong, said) in
        [("ore", "环节=费用"), ("ore@XB=1", "境内"), ("ore@nowhere=1", "nowhere"), ("or=1", "ore")]
    {
        let refused = run(["plan", &path.display().to_string(), "--new", wrong]);
        assert_eq!(refused.code, 2, "{wrong}");
        assert!(refused.stderr.contains(said), "{}", refused.stderr);
    }
}
