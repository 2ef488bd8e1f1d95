//! How sure grades and backups are, against making every set of errors in the rows of the whole dataset and judging it
//! anew.

mod judged;

use judged::{Kind, Said, Wrong, asked, expected, ours};
use liantu_analysis::{
    ChokepointOptions, Decisive, DecisiveOptions, End, EvidenceRow, Fault, Fewest, Grade, Robustness, backup,
    chokepoints, decisive,
};
use liantu_graph::ChainGraph;
use liantu_model::{ComponentIx, Confidence, Model, Percent, PercentRange, SupplyStatus};
use liantu_testkit::sketch::Sketch;
use liantu_testkit::strategies::drafts;
use proptest::prelude::*;

fn said(model: &Model, robustness: &Robustness) -> Said {
    let wrong = |&fault: &Fault| match fault {
        Fault::Absent(EvidenceRow::Supply(row)) => (model.supply(row).at, Kind::Gone),
        Fault::Status(row, status) => (model.supply(row).at, Kind::Status(status)),
        Fault::Share(row, End::Low) => (model.supply(row).at, Kind::Low),
        Fault::Share(row, End::High) => (model.supply(row).at, Kind::High),
        Fault::Unclaimed(component) => (model.component(component).at, Kind::Open),
        Fault::Absent(_) | Fault::Unlisted(_) => panic!("{fault:?} is in no row of the component"),
    };
    let set = |set: &Vec<Fault>| {
        let mut set: Vec<Wrong> = set.iter().map(wrong).collect();
        set.sort_unstable();
        set
    };
    (robustness.fewest, robustness.sets.iter().map(set).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_fewest_errors_are_those_of_trying_every_set(draft in drafts()) {
        let graph = ChainGraph::new(liantu_testkit::model(&draft));
        let model = graph.model();
        let (found, ours) = ours(&graph, 2);
        for component in model.component_indices() {
            let row = found.rows.iter().find(|row| row.component == component);
            match ours.grade(component) {
                None => prop_assert!(row.is_none_or(|row| row.pessimistic.grade < Grade::Yellow)),
                Some(own) => {
                    let expected = expected(&draft, component, 2, |held| held.0);
                    prop_assert_eq!(said(model, &own.robustness), expected, "{}", &model.component(component).id);
                    prop_assert_eq!(own.grades.len(), own.robustness.sets.len());
                }
            }
            if let Some(own) = ours.backup(component) {
                let expected = expected(&draft, component, 2, |held| held.1);
                prop_assert_eq!(said(model, own), expected, "{}", &model.component(component).id);
            }
        }
    }

    #[test]
    fn with_every_row_sure_nothing_can_be_wrong(mut draft in drafts()) {
        draft.supplies.iter_mut().for_each(|row| row.confidence = Some(Confidence::High));
        draft.components.iter_mut().for_each(|row| row.confidence = Some(Confidence::High));
        let graph = ChainGraph::new(liantu_testkit::model(&draft));
        let (_, ours) = ours(&graph, 2);
        for component in graph.model().component_indices() {
            let grade = ours.grade(component).map(|own| own.robustness.fewest);
            let backup = ours.backup(component).map(|own| own.fewest);
            prop_assert!([grade, backup].into_iter().flatten().all(|fewest| fewest == Fewest::Never));
        }
    }
}

fn of_part(sketch: Sketch, most: u32) -> (ChainGraph, ComponentIx, Decisive) {
    let graph = ChainGraph::new(liantu_testkit::model(&sketch.draft()));
    let part = graph.model().find_component("part").expect("there");
    let (_, decisive) = ours(&graph, most);
    (graph, part, decisive)
}

/// One maker abroad, one backup at home that is qualified: red. Were the backup in supply, it would be yellow; were the
/// maker not there, nobody would supply: red still. Only the backup decides.
#[test]
fn a_backup_that_may_be_in_supply_decides() {
    let sketch = Sketch::new("one")
        .target("part")
        .supplier("maker", "XB")
        .supplier("home", "XA-1-1")
        .supply("maker", "part")
        .supply_with("home", "part", |row| row.status = Some(SupplyStatus::Qualified));
    let (graph, part, decisive) = of_part(sketch, 2);
    let own = decisive.grade(part).expect("looked at");
    assert_eq!(own.robustness.fewest, Fewest::Errors(1));
    assert_eq!(own.grades, [Grade::Yellow]);
    let [Fault::Status(row, SupplyStatus::Active)] = own.robustness.sets[0][..] else {
        panic!("{:?}", own.robustness.sets)
    };
    assert_eq!(graph.model().supply(row).status, SupplyStatus::Qualified);
}

/// Two makers in one place abroad and nobody else: red whichever of them is wrong; with neither, nothing is known of any
/// supply.
#[test]
fn two_rows_together_decide() {
    let sketch = Sketch::new("two")
        .target("part")
        .supplier("one", "XB")
        .supplier("other", "XB")
        .supply("one", "part")
        .supply("other", "part");
    let (_, part, decisive) = of_part(sketch, 2);
    let own = decisive.grade(part).expect("looked at");
    assert_eq!(own.robustness.fewest, Fewest::Errors(2));
    assert_eq!(own.grades, [Grade::Unknown]);
    assert!(matches!(own.robustness.sets[0][..], [Fault::Absent(_), Fault::Absent(_)]));
}

/// A maker at home with 20 to 40 %, one abroad with 60 %: at home 30 % is enough, so that the upper end is green.
#[test]
fn a_share_at_its_end_decides() {
    let points = |points: f64| Percent::from_points(points).expect("a percentage");
    let range = PercentRange { low: points(20.0), high: points(40.0), written: None };
    let sketch = Sketch::new("share")
        .target("part")
        .supplier("home", "XA-1-1")
        .supplier("abroad", "XB")
        .supply_with("home", "part", |row| {
            row.share = Some(range.clone());
            row.market = "XA".to_owned();
        })
        .supply_with("abroad", "part", |row| {
            row.share = Some(PercentRange::exactly(points(60.0)));
            row.market = "XA".to_owned();
            row.confidence = Some(Confidence::High);
        });
    let (_, part, decisive) = of_part(sketch, 2);
    let own = decisive.grade(part).expect("looked at");
    let at_high = own.robustness.sets.iter().position(|set| matches!(set[..], [Fault::Share(_, End::High)]));
    assert_eq!(own.robustness.fewest, Fewest::Errors(1));
    assert_eq!(at_high.map(|at| own.grades[at]), Some(Grade::Green));
}

/// A size that takes more sets than are tried is not begun, and the bound says so.
#[test]
fn what_was_not_tried_is_a_bound() {
    let sketch = Sketch::new("many").target("part");
    let names = ["a", "b", "c", "d", "e", "f"];
    let sketch = names.iter().fold(sketch, |sketch, name| sketch.supplier(name, "XB").supply(name, "part"));
    let graph = ChainGraph::new(liantu_testkit::model(&sketch.draft()));
    let found = chokepoints(&graph, &ChokepointOptions::default());
    let few = DecisiveOptions { sets: 10, ..DecisiveOptions::at_most(3) };
    let part = graph.model().find_component("part").expect("there");
    let own = decisive(&graph, &found, None, &few);
    assert_eq!(own.grade(part).map(|own| own.robustness.fewest), Some(Fewest::MoreThan(1)));
    assert_eq!(own.backup(part), None, "nobody asked");
}

/// Where it takes too long for backups, grades are still tried; where it does for these, nothing is said.
#[test]
fn large_datasets_are_not_tried() {
    let sketch = Sketch::new("large").target("part").component("other");
    let sketch =
        sketch.supplier("a", "XB").supplier("h", "XA-1-1").supplier("i", "XA-1-2").supply("a", "part");
    let sketch = sketch.supply("h", "other").supply("i", "other");
    let graph = ChainGraph::new(liantu_testkit::model(&sketch.draft()));
    let (part, other) = (
        graph.model().find_component("part").expect("there"),
        graph.model().find_component("other").expect("there"),
    );
    let (found, backups) = (chokepoints(&graph, &ChokepointOptions::default()), backup(&graph, &asked()));
    let within = |rows| {
        let options = DecisiveOptions { rows, ..DecisiveOptions::default() };
        let ours = decisive(&graph, &found, Some(&backups), &options);
        (ours.grade(part).is_some(), ours.backup(other).is_some(), ours.level.is_some())
    };
    // One row and two: 3 and 12 rows looked at; only the part is yellow or worse.
    assert_eq!(within(15), (true, true, true));
    assert_eq!(within(14), (true, false, false));
    assert_eq!(within(2), (false, false, false));
}
