//! What random drafts show, and properties of the oracle on them.

use super::*;
use crate::oracle::{
    Counting, Horizon, Options, Reading, evaluate, evaluate_embargo, minimal_cut_sets, targets,
};
use liantu_model::Index;
use proptest::prelude::{ProptestConfig, prop_assert, prop_assert_eq, proptest};

fn options() -> impl Strategy<Value = Options> {
    let counting = select(&[Counting::Active, Counting::ActiveAndQualified][..]);
    let horizon = select(&[Horizon::Short, Horizon::Long][..]);
    (counting, horizon).prop_map(|(counting, horizon)| Options { counting, horizon })
}

/// Everything that is up in `less` is up in `more`.
fn is_within(less: &[bool], more: &[bool]) -> bool {
    less.iter().zip(more).all(|(&less, &more)| more || !less)
}

/// What random drafts must show often enough for a test on them to mean something.
#[derive(Debug, Default)]
struct Seen {
    possible: usize,
    confirmed: usize,
    down: usize,
    by_purchases: usize,
    by_variants: usize,
    by_roles: usize,
    by_embargo_only_in_part: usize,
}

fn look(seen: &mut Seen, draft: &Draft) {
    use crate::oracle::{Certainty, ControlledPlants, all_elements, single_points};
    let model = crate::model(draft);
    let long = Options::default();
    let found = single_points(&model, long, &all_elements(&model));
    let lost = || found.findings.iter().flat_map(|finding| &finding.lost);
    seen.possible += usize::from(lost().any(|lost| lost.certainty == Certainty::Possible));
    seen.confirmed += usize::from(lost().any(|lost| lost.certainty == Certainty::Confirmed));
    seen.by_roles += usize::from(lost().any(|lost| lost.short.is_none()));
    seen.down += usize::from(!found.already_down.is_empty());
    let mut without = draft.clone();
    without.purchases.clear();
    let without = crate::model(&without);
    let other = single_points(&without, long, &all_elements(&without));
    seen.by_purchases += usize::from(other != found);
    let mut without = draft.clone();
    without.requires.retain(|row| row.group != "variant" || row.need.is_none());
    let without = crate::model(&without);
    let other = single_points(&without, long, &all_elements(&without));
    seen.by_variants += usize::from(other.findings != found.findings);
    seen.by_embargo_only_in_part += usize::from(["XB", "XC"].iter().any(|id| {
        let place = crate::fixture::region(&model, id);
        let reading = Reading::Optimistic;
        let embargo = evaluate_embargo(&model, long, reading, &[place], ControlledPlants::Stay);
        let stop = evaluate(&model, long, reading, &[Element::Region(place)]);
        embargo.available != stop.available
    }));
}

#[test]
fn draws_show_what_tests_look_for() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut seen = Seen::default();
    for _ in 0..400 {
        look(&mut seen, &drafts().new_tree(&mut runner).expect("nothing is rejected").current());
    }
    let counts = [
        seen.possible,
        seen.confirmed,
        seen.down,
        seen.by_purchases,
        seen.by_variants,
        seen.by_roles,
        seen.by_embargo_only_in_part,
    ];
    assert!(counts.iter().all(|&count| count >= 20), "{seen:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn up_in_the_pessimistic_reading_is_up_in_the_optimistic(
        draft in drafts(), options in options(), picks in vec(any::<u16>(), 0..4)
    ) {
        let model = crate::model(&draft);
        let failed = pick_elements(&model, &picks);
        let [low, high] = Reading::ALL.map(|reading| evaluate(&model, options, reading, &failed));
        prop_assert!(is_within(&low.available, &high.available));
        prop_assert!(is_within(&low.target_up, &high.target_up));
    }

    #[test]
    fn more_failures_never_help(
        draft in drafts(), options in options(), picks in vec(any::<u16>(), 1..4)
    ) {
        let model = crate::model(&draft);
        let failed = pick_elements(&model, &picks);
        for reading in Reading::ALL {
            let after = evaluate(&model, options, reading, &failed);
            let before = evaluate(&model, options, reading, &failed[1..]);
            prop_assert!(is_within(&after.available, &before.available));
            prop_assert!(is_within(&after.target_up, &before.target_up));
        }
    }

    #[test]
    fn what_is_lost_at_once_is_lost_in_the_long_run(
        draft in drafts(), picks in vec(any::<u16>(), 0..4)
    ) {
        let model = crate::model(&draft);
        let failed = pick_elements(&model, &picks);
        for reading in Reading::ALL {
            let [short, long] = [Horizon::Short, Horizon::Long].map(|horizon| {
                evaluate(&model, Options { horizon, ..Options::default() }, reading, &failed)
            });
            prop_assert!(is_within(&long.available, &short.available));
        }
    }

    #[test]
    fn an_embargo_never_helps_and_one_of_nobody_does_nothing(
        draft in drafts(), options in options(), picks in vec(any::<u16>(), 1..3)
    ) {
        use crate::oracle::ControlledPlants::{Fall, Stay};
        let model = crate::model(&draft);
        let places: Vec<_> = picks
            .iter()
            .map(|&pick| liantu_model::RegionIx::new(usize::from(pick) % model.regions().len()))
            .collect();
        for reading in Reading::ALL {
            let before = evaluate(&model, options, reading, &[]);
            let nobody = evaluate_embargo(&model, options, reading, &[], Fall);
            let stay = evaluate_embargo(&model, options, reading, &places, Stay);
            let fall = evaluate_embargo(&model, options, reading, &places, Fall);
            prop_assert_eq!(&nobody, &before);
            prop_assert!(is_within(&stay.available, &before.available));
            prop_assert!(is_within(&fall.available, &stay.available));
        }
    }

    #[test]
    fn the_order_of_rows_does_not_matter(
        draft in drafts(), options in options(), seed in any::<u64>(), fresh in any::<bool>()
    ) {
        let numbers = if fresh { RowNumbers::Fresh } else { RowNumbers::Kept };
        let (model, other) =
            (crate::model(&draft), crate::model(&shuffled(&draft, seed, numbers)));
        for reading in Reading::ALL {
            let (first, second) =
                (evaluate(&model, options, reading, &[]), evaluate(&other, options, reading, &[]));
            for (position, component) in model.components().iter().enumerate() {
                let moved = crate::fixture::component(&other, &component.id).position();
                prop_assert_eq!(first.available[position], second.available[moved]);
                prop_assert_eq!(first.target_up[position], second.target_up[moved]);
            }
        }
    }

    /// Down to the order of its tables and the numbers of its citations: whatever is computed of it is the same, too.
    #[test]
    fn a_model_is_the_same_for_every_order_of_rows(draft in drafts(), seed in any::<u64>()) {
        let model = |draft: &Draft| format!("{:#?}", crate::model(draft));
        prop_assert_eq!(model(&draft), model(&shuffled(&draft, seed, RowNumbers::Kept)));
    }

    #[test]
    fn cut_sets_cut_and_are_minimal(draft in drafts(), picks in vec(any::<u16>(), 1..7)) {
        let model = crate::model(&draft);
        let elements: Vec<Element> =
            pick_elements(&model, &picks).into_iter().collect::<BTreeSet<_>>().into_iter().collect();
        let Some(&target) = targets(&model).first() else { return Ok(()) };
        let is_up = |failed: &[Element]| {
            evaluate(&model, Options::default(), Reading::Pessimistic, failed).target_up
                [target.position()]
        };
        let cuts = minimal_cut_sets(
            &model, Options::default(), Reading::Pessimistic, &elements, target, elements.len(),
        );
        prop_assert_eq!(cuts.is_empty(), is_up(&elements));
        for cut in cuts {
            prop_assert!(!is_up(&cut));
            for left_out in 0..cut.len() {
                let mut fewer = cut.clone();
                fewer.remove(left_out);
                prop_assert!(is_up(&fewer));
            }
        }
    }

    #[test]
    fn levels_agree_with_what_is_up(draft in drafts(), picks in vec(any::<u16>(), 0..3)) {
        use crate::oracle::levels;
        let model = crate::model(&draft);
        let failed = pick_elements(&model, &picks);
        for reading in Reading::ALL {
            let up = evaluate(&model, Options::default(), reading, &failed).available;
            let left = levels(&model, Options::default(), reading, &failed, 1.0);
            for (up, left) in up.into_iter().zip(left) {
                prop_assert!(0.0 <= left.low && left.low <= left.high && left.high <= 1.0 + 1e-9);
                prop_assert!(up || left.high < 1e-9);
            }
        }
    }
}
