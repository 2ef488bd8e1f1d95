//! Robustness of findings against making every set of errors and evaluating everything anew; solved by hand.

mod doubts;
mod overturned;

use doubts::{found, row_of};
use liantu_analysis::{
    Certainty, End, Fault, Fewest, FindingRobustness, Level, LossRobustness, SensitivityOptions,
    SinglePoints, sensitivity,
};
use liantu_graph::{ChainGraph, Horizon};
use liantu_model::{Confidence, Draft, Element, Index, SupplyStatus};
use liantu_testkit::oracle::{self, ControlledPlants, Counting, Failure, WrongRow};
use liantu_testkit::sketch::{Sketch, percent, range};
use liantu_testkit::strategies::{Size, drafts_of};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn robust(graph: &ChainGraph, found: &SinglePoints, most: u32) -> Vec<FindingRobustness> {
    sensitivity(graph, found, &SensitivityOptions { most })
}

fn statement(loss: &LossRobustness) -> oracle::Statement {
    let reading = match loss.certainty {
        Certainty::Possible => oracle::Reading::Pessimistic,
        Certainty::Confirmed => oracle::Reading::Optimistic,
    };
    let horizon = match loss.horizon {
        Horizon::Short => oracle::Horizon::Short,
        Horizon::Long => oracle::Horizon::Long,
    };
    (loss.target.position(), reading, horizon)
}

fn check(draft: &Draft, levels: &[Level], qualified: bool, most: u32) -> Result<(), TestCaseError> {
    let graph = ChainGraph::new(liantu_testkit::model(draft));
    let model = graph.model();
    let counting = if qualified { Counting::ActiveAndQualified } else { Counting::Active };
    let found = found(&graph, levels, qualified);
    for finding in robust(&graph, &found, most) {
        let places: Vec<_> = match finding.element {
            Element::Embargo(region) => vec![region],
            Element::JointEmbargo(coalition) => model.coalitions()[coalition.position()].members.clone(),
            _ => Vec::new(),
        };
        let failure = match finding.element {
            Element::Embargo(_) | Element::JointEmbargo(_) => {
                Failure::Embargo(&places, ControlledPlants::Stay)
            }
            element => Failure::Stop(element),
        };
        let statements: Vec<oracle::Statement> = finding.losses.iter().map(statement).collect();
        let expected = oracle::overturning(draft, counting, failure, &statements, most as usize);
        for (loss, expected) in finding.losses.iter().zip(expected) {
            overturned::is_that_of(draft, model, &loss.robustness, &expected, most)?;
        }
    }
    Ok(())
}

fn small() -> Size {
    Size { components: 1..=4, suppliers: 1..=4, requires: 0..=5, supplies: 0..=8, purchases: 0..=0 }
}

const STOPS: [Level; 5] = [Level::Supplier, Level::Group, Level::Country, Level::Coalition, Level::Component];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn the_fewest_errors_are_those_of_trying_every_set(draft in drafts_of(&small()), qualified in any::<bool>()) {
        check(&draft, &STOPS, qualified, 2)?;
    }

    /// Datasets where everything is there before the embargo: abroad, nothing is taken to be otherwise.
    #[test]
    fn so_are_those_of_embargoes(draft in drafts_of(&small())) {
        let graph = ChainGraph::new(liantu_testkit::model(&draft));
        let options = oracle::Options::default();
        let before = oracle::evaluate(graph.model(), options, oracle::Reading::Pessimistic, &[]);
        prop_assume!(before.available.iter().all(|&up| up));
        check(&draft, &[Level::Embargo], false, 2)?;
    }

    /// With every row of high confidence nothing may be wrong, and nothing is overturned.
    #[test]
    fn rows_of_high_confidence_overturn_nothing(draft in drafts_of(&small())) {
        let mut draft = draft;
        draft.components.iter_mut().for_each(|row| row.confidence = Some(Confidence::High));
        draft.requires.iter_mut().for_each(|row| row.confidence = Some(Confidence::High));
        draft.supplies.iter_mut().for_each(|row| row.confidence = Some(Confidence::High));
        let graph = ChainGraph::new(liantu_testkit::model(&draft));
        for finding in robust(&graph, &found(&graph, &STOPS, false), 3) {
            for loss in finding.losses {
                prop_assert_eq!(loss.robustness.fewest, Fewest::Never);
            }
        }
    }

    /// Settling one row never makes a loss easier to overturn.
    #[test]
    fn a_settled_row_lowers_nothing(draft in drafts_of(&small()), pick in any::<prop::sample::Index>()) {
        prop_assume!(!draft.supplies.is_empty());
        let graph = ChainGraph::new(liantu_testkit::model(&draft));
        let before = robust(&graph, &found(&graph, &STOPS, false), 2);
        let mut settled = draft.clone();
        settled.supplies[pick.index(draft.supplies.len())].confidence = Some(Confidence::High);
        let graph = ChainGraph::new(liantu_testkit::model(&settled));
        let after = robust(&graph, &found(&graph, &STOPS, false), 2);
        for (before, after) in before.iter().zip(&after) {
            for (before, after) in before.losses.iter().zip(&after.losses) {
                prop_assert!(before.robustness.fewest <= after.robustness.fewest);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn three_errors_too(draft in drafts_of(&Size { supplies: 0..=6, requires: 0..=4, ..small() })) {
        check(&draft, &[Level::Supplier, Level::Country], false, 3)?;
    }
}

fn of<'r>(graph: &ChainGraph, rows: &'r [FindingRobustness], supplier: &str) -> &'r LossRobustness {
    let supplier = graph.model().find_supplier(supplier).expect("a supplier");
    let finding = rows.iter().find(|one| one.element == Element::Supplier(supplier)).expect("a finding");
    finding.weakest().expect("a loss")
}

/// One maker of a part that a machine needs; a second is qualified. Three single rows overturn “the maker stops the
/// machine”: it is not the maker, the other one delivers already, or the machine does without the part.
#[test]
fn a_part_with_one_maker_and_a_qualified_one() {
    let sketch = Sketch::new("robust")
        .target("machine")
        .component("part")
        .requires("machine", &["part"])
        .supplier("maker", "XB")
        .supplier("other", "XC")
        .supply("maker", "part")
        .supply_with("other", "part", |row| row.status = Some(SupplyStatus::Qualified));
    let draft = sketch.draft();
    let graph = ChainGraph::new(liantu_testkit::model(&draft));
    let rows = robust(&graph, &found(&graph, &[Level::Supplier], false), 3);
    let loss = of(&graph, &rows, "maker");
    assert_eq!(loss.robustness.fewest, Fewest::Errors(1));
    let rows: BTreeSet<WrongRow> =
        loss.robustness.sets.iter().map(|set| row_of(&draft, graph.model(), set[0].row())).collect();
    let expected = [WrongRow::Requirement(0), WrongRow::Supply(0), WrongRow::Supply(1)];
    assert_eq!(rows, BTreeSet::from(expected));
}

/// Of a country's 60 % the maker named there holds 50 to 60: nobody else is sure to be there. At the low end of its share
/// somebody is, and the part is there without it. At the high end nothing changes.
#[test]
fn a_share_at_its_end_uncovers_somebody() {
    let mut draft = Sketch::new("robust")
        .target("machine")
        .component("part")
        .requires("machine", &["part"])
        .supplier("maker", "XB")
        .supply_with("maker", "part", |row| {
            row.share = range(50.0, 60.0);
        })
        .supply_row("part", |row| {
            row.region = "XB".to_owned();
            row.share = percent(60.0);
            row.confidence = Some(Confidence::High);
        })
        .draft();
    draft.requires[0].confidence = Some(Confidence::High);
    let graph = ChainGraph::new(liantu_testkit::model(&draft));
    let rows = robust(&graph, &found(&graph, &[Level::Supplier], false), 2);
    let loss = of(&graph, &rows, "maker");
    assert_eq!(loss.robustness.fewest, Fewest::Errors(1));
    let ends: Vec<_> = loss.robustness.sets.iter().flatten().copied().collect();
    assert!(ends.iter().any(|fault| matches!(fault, Fault::Share(_, End::Low))), "{ends:?}");
    assert!(!ends.iter().any(|fault| matches!(fault, Fault::Share(_, End::High))), "{ends:?}");
}

/// Both makers sit in one country; what overturns “the country stops the machine” is both being wrong.
#[test]
fn two_makers_in_one_country_are_two_errors() {
    let mut draft = Sketch::new("robust")
        .target("machine")
        .component("part")
        .requires("machine", &["part"])
        .supplier("one", "XB")
        .supplier("two", "XB")
        .supply("one", "part")
        .supply("two", "part")
        .draft();
    draft.requires[0].confidence = Some(Confidence::High);
    let graph = ChainGraph::new(liantu_testkit::model(&draft));
    let rows = robust(&graph, &found(&graph, &[Level::Country], false), 3);
    let loss = rows[0].weakest().expect("a loss");
    assert_eq!(loss.robustness.fewest, Fewest::Errors(2));
    let [set] = &loss.robustness.sets[..] else { panic!("one set") };
    let rows: BTreeSet<WrongRow> =
        set.iter().map(|&fault| row_of(&draft, graph.model(), fault.row())).collect();
    assert_eq!(rows, BTreeSet::from([WrongRow::Supply(0), WrongRow::Supply(1)]));
}

/// Of a component with so many rows that not every set of three errors is tried, no more is said than that two do not do it.
#[test]
fn sets_that_are_not_tried_are_no_bound() {
    let sketch = Sketch::new("robust").target("machine").component("part").requires("machine", &["part"]);
    let makers: Vec<String> = (0..40).map(|at| format!("m{at:02}")).collect();
    let sketch = makers.iter().fold(sketch, |sketch, maker| {
        sketch.supplier(maker, "XB").supply_with(maker, "part", |row| row.share = percent(1.0))
    });
    let mut draft = sketch.draft();
    draft.requires[0].confidence = Some(Confidence::High);
    let graph = ChainGraph::new(liantu_testkit::model(&draft));
    let points = found(&graph, &[Level::Country], false);
    let fewest = |most| robust(&graph, &points, most)[0].losses[0].robustness.fewest;
    assert_eq!(fewest(2), Fewest::MoreThan(2));
    assert_eq!(fewest(3), Fewest::MoreThan(2), "82,160 sets of three");
}
