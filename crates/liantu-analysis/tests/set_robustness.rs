//! How sure cut sets are, against making every set of errors and evaluating everything anew; solved by hand.

mod doubts;
mod overturned;

use doubts::row_of;
use liantu_analysis::{
    Certainty, CutSetAnalysis, CutSetOptions, Fault, Fewest, Level, MaxOrder, MinimalCutSet,
    SensitivityOptions, SetRobustness, cut_set, cut_sets, sensitivity, set_robustness,
};
use liantu_graph::{ChainGraph, Horizon, Qualified, Reading};
use liantu_model::{Confidence, Draft, Index, SetKey, SupplyStatus};
use liantu_testkit::oracle::{self, Counting, SetStatement, WrongRow};
use liantu_testkit::sketch::Sketch;
use liantu_testkit::strategies::{Size, drafts_of};
use proptest::prelude::*;
use std::collections::BTreeSet;

const STOPS: [Level; 4] = [Level::Supplier, Level::Country, Level::Coalition, Level::Component];

fn options(levels: &[Level], order: u32, qualified: bool) -> CutSetOptions {
    CutSetOptions {
        levels: levels.to_vec(),
        several_members_only: false,
        qualified: if qualified { Qualified::Counted } else { Qualified::Ignored },
        max_order: MaxOrder::UpTo(order),
        ..CutSetOptions::default()
    }
}

fn robust(graph: &ChainGraph, found: &CutSetAnalysis, most: u32) -> Vec<(MinimalCutSet, SetRobustness)> {
    let sets = found.targets.iter().flat_map(|target| target.sets.iter().cloned());
    sets.zip(set_robustness(graph, found, &SensitivityOptions { most }).into_iter().flatten()).collect()
}

fn rows(draft: &Draft, graph: &ChainGraph, set: &[Fault]) -> BTreeSet<WrongRow> {
    set.iter().map(|&fault| row_of(draft, graph.model(), fault.row())).collect()
}

fn of_reading(reading: Reading) -> oracle::Reading {
    match reading {
        Reading::Pessimistic => oracle::Reading::Pessimistic,
        Reading::Optimistic => oracle::Reading::Optimistic,
    }
}

fn check(draft: &Draft, options: &CutSetOptions, most: u32) -> Result<(), TestCaseError> {
    let graph = ChainGraph::new(liantu_testkit::model(draft));
    let found = cut_sets(&graph, options).expect("sound options");
    let counting = match options.qualified {
        Qualified::Counted => Counting::ActiveAndQualified,
        Qualified::Ignored => Counting::Active,
    };
    for (set, ours) in robust(&graph, &found, most) {
        let whole = match set.certainty {
            Certainty::Possible => oracle::Reading::Pessimistic,
            Certainty::Confirmed => oracle::Reading::Optimistic,
        };
        let said = SetStatement {
            target: set.target.position(),
            elements: &set.elements,
            whole,
            parts: of_reading(options.reading),
            horizon: match options.horizon {
                Horizon::Short => oracle::Horizon::Short,
                Horizon::Long => oracle::Horizon::Long,
            },
        };
        let expected = oracle::overturning_of_set(draft, counting, said, most as usize);
        overturned::is_that_of(draft, graph.model(), &ours.robustness, &expected, most)?;
    }
    Ok(())
}

fn small() -> Size {
    Size { components: 1..=4, suppliers: 1..=4, requires: 0..=5, supplies: 0..=8, purchases: 0..=0 }
}

/// With enough in it that targets fall to several only.
fn dense() -> Size {
    Size { components: 2..=4, suppliers: 3..=5, requires: 2..=6, supplies: 5..=10, purchases: 0..=0 }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_fewest_errors_are_those_of_trying_every_set(
        draft in prop_oneof![drafts_of(&small()), drafts_of(&dense())],
        qualified in any::<bool>(),
        optimistic in any::<bool>(),
        short in any::<bool>(),
    ) {
        let options = CutSetOptions {
            reading: if optimistic { Reading::Optimistic } else { Reading::Pessimistic },
            horizon: if short { Horizon::Short } else { Horizon::Long },
            ..options(&STOPS, 3, qualified)
        };
        check(&draft, &options, 2)?;
    }

    /// Datasets where everything is there before the embargo: abroad, nothing is taken to be otherwise.
    #[test]
    fn so_are_those_of_embargoes(draft in drafts_of(&small())) {
        let graph = ChainGraph::new(liantu_testkit::model(&draft));
        let before = oracle::evaluate(graph.model(), oracle::Options::default(), oracle::Reading::Pessimistic, &[]);
        prop_assume!(before.available.iter().all(|&up| up));
        check(&draft, &options(&[Level::Embargo], 2, false), 2)?;
    }

    /// One set looked at by its key is what the list of all sets has of it; any other key is of no minimal cut set.
    #[test]
    fn a_set_by_its_key_is_that_of_the_list(draft in drafts_of(&small()), picks in proptest::collection::vec(any::<u16>(), 1..3)) {
        let graph = ChainGraph::new(liantu_testkit::model(&draft));
        let wanted = options(&STOPS, 2, false);
        let all = cut_sets(&graph, &wanted).expect("sound options");
        let sets: Vec<&MinimalCutSet> = all.targets.iter().flat_map(|target| &target.sets).collect();
        for set in sets.iter().filter(|set| !set.elements.is_empty()) {
            let key = SetKey::new(set.target, set.elements.clone());
            let one = cut_set(&graph, &wanted, &key).expect("sound elements");
            prop_assert_eq!(&one.targets[0].sets, &vec![(*set).clone()]);
        }
        let elements = oracle::all_elements(graph.model());
        let is_asked = |element: &liantu_model::Element| {
            matches!(element, liantu_model::Element::Supplier(_) | liantu_model::Element::Component(_))
        };
        let elements: Vec<_> = elements.into_iter().filter(is_asked).collect();
        let picked: Vec<_> = picks.iter().map(|&pick| elements[usize::from(pick) % elements.len()]).collect();
        for target in &all.targets {
            if picked.contains(&liantu_model::Element::Component(target.target)) {
                continue;
            }
            let key = SetKey::new(target.target, picked.clone());
            let one = cut_set(&graph, &wanted, &key).expect("sound elements");
            let listed = target.sets.iter().any(|set| set.elements == key.elements());
            prop_assert_eq!(one.targets[0].sets.len(), usize::from(listed));
        }
    }

    /// A set of one is as sure as the loss that it is.
    #[test]
    fn a_set_of_one_is_as_sure_as_the_loss(draft in drafts_of(&small())) {
        let graph = ChainGraph::new(liantu_testkit::model(&draft));
        let points = doubts::found(&graph, &STOPS, false);
        let losses = sensitivity(&graph, &points, &SensitivityOptions { most: 2 });
        let found = cut_sets(&graph, &options(&STOPS, 1, false)).expect("sound options");
        for (set, ours) in robust(&graph, &found, 2) {
            let [element] = set.elements[..] else { continue };
            let own = losses.iter().find(|one| one.element == element).into_iter().flat_map(|one| &one.losses);
            for loss in own.filter(|loss| loss.target == set.target && loss.horizon == Horizon::Long) {
                if loss.certainty == set.certainty {
                    prop_assert_eq!(&loss.robustness, &ours.robustness);
                }
            }
        }
    }

    /// With every row of high confidence nothing may be wrong, and nothing is overturned.
    #[test]
    fn rows_of_high_confidence_overturn_nothing(draft in drafts_of(&small())) {
        let mut draft = draft;
        draft.components.iter_mut().for_each(|row| row.confidence = Some(Confidence::High));
        draft.requires.iter_mut().for_each(|row| row.confidence = Some(Confidence::High));
        draft.supplies.iter_mut().for_each(|row| row.confidence = Some(Confidence::High));
        let graph = ChainGraph::new(liantu_testkit::model(&draft));
        let found = cut_sets(&graph, &options(&STOPS, 3, false)).expect("sound options");
        for (_, ours) in robust(&graph, &found, 3) {
            prop_assert_eq!(ours.robustness.fewest, Fewest::Never);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn three_errors_too(draft in drafts_of(&Size { supplies: 3..=7, requires: 1..=5, ..dense() })) {
        check(&draft, &options(&[Level::Supplier, Level::Country], 3, false), 3)?;
    }
}

/// A part from two makers, a machine that surely needs it. That the pair stops the machine hangs on each maker being one:
/// without either row the other alone is enough; a third that is qualified and delivers already is a way out.
#[test]
fn a_pair_hangs_on_each_of_its_makers() {
    let mut draft = Sketch::new("pairs")
        .target("machine")
        .component("part")
        .requires("machine", &["part"])
        .supplier("one", "XB")
        .supplier("two", "XC")
        .supplier("third", "XB")
        .supply("one", "part")
        .supply("two", "part")
        .supply_with("third", "part", |row| row.status = Some(SupplyStatus::Qualified))
        .draft();
    draft.requires[0].confidence = Some(Confidence::High);
    let graph = ChainGraph::new(liantu_testkit::model(&draft));
    let found = cut_sets(&graph, &options(&[Level::Supplier], 2, false)).expect("sound options");
    let all = robust(&graph, &found, 3);
    let [(set, ours)] = &all[..] else { panic!("one pair") };
    assert_eq!(ours.robustness.fewest, Fewest::Errors(1));
    let model = graph.model();
    let name = |id: &str| liantu_model::Element::Supplier(model.find_supplier(id).expect("named"));
    assert_eq!(BTreeSet::from_iter(set.elements.clone()), BTreeSet::from([name("one"), name("two")]));
    let said: BTreeSet<(BTreeSet<WrongRow>, Option<Vec<liantu_model::Element>>)> = ours
        .robustness
        .sets
        .iter()
        .zip(&ours.enough)
        .map(|(set, enough)| (rows(&draft, &graph, set), enough.clone()))
        .collect();
    let supply = |at| BTreeSet::from([WrongRow::Supply(at)]);
    let expected =
        [(supply(0), Some(vec![name("two")])), (supply(1), Some(vec![name("one")])), (supply(2), None)];
    assert_eq!(said, BTreeSet::from(expected));
}
