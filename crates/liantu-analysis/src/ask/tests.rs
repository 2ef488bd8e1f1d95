//! The choice against the best of all choices; what is said of its worth.

use super::{Chosen, choose};
use proptest::prelude::*;

/// How many settlements a choice reaches.
fn worth(sets: &[Vec<Vec<u32>>], chosen: u32) -> usize {
    let has = |set: &Vec<u32>| set.iter().all(|one| chosen & (1 << one) != 0);
    sets.iter().filter(|ways| ways.iter().any(has)).count()
}

fn best(questions: u32, sets: &[Vec<Vec<u32>>], count: u32) -> usize {
    let choices = (0_u32..1 << questions).filter(|one| one.count_ones() <= count);
    choices.map(|one| worth(sets, one)).max().unwrap_or(0)
}

fn set(questions: u32, pairs: bool) -> BoxedStrategy<Vec<u32>> {
    let single = (0..questions).prop_map(|one| vec![one]);
    if !pairs {
        return single.boxed();
    }
    let pair = (0..questions, 1..questions).prop_map(move |(one, step)| {
        let mut pair = vec![one, (one + step) % questions];
        pair.sort_unstable();
        pair
    });
    prop_oneof![single, pair].boxed()
}

fn instances(pairs: bool) -> impl Strategy<Value = (u32, Vec<Vec<Vec<u32>>>, usize)> {
    (3_u32..10).prop_flat_map(move |questions| {
        let ways = prop::collection::vec(set(questions, pairs), 1..4);
        (Just(questions), prop::collection::vec(ways, 0..25), 1_usize..5)
    })
}

fn check(questions: u32, sets: &[Vec<Vec<u32>>], count: usize) -> Result<(usize, Chosen), TestCaseError> {
    let chosen = choose(questions as usize, sets, count);
    let taken = chosen.picks.iter().fold(0, |set, pick| set | 1 << pick.question);
    prop_assert_eq!(chosen.reached, worth(sets, taken));
    prop_assert_eq!(chosen.reached, chosen.picks.iter().map(|pick| pick.adds).sum::<usize>());
    prop_assert!(chosen.picks.len() <= count);
    let best = best(questions, sets, count as u32);
    prop_assert!(chosen.at_most >= best, "{} is no bound of {best}", chosen.at_most);
    Ok((best, chosen))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn single_questions_reach_their_part_of_the_best((questions, sets, count) in instances(false)) {
        let (best, chosen) = check(questions, &sets, count)?;
        prop_assert_eq!(chosen.partners, 0);
        prop_assert!(chosen.reached as f64 >= Chosen::guarantee(count, 0) * best as f64);
    }

    #[test]
    fn so_do_pairs((questions, sets, count) in instances(true)) {
        let (best, chosen) = check(questions, &sets, count)?;
        prop_assert!(chosen.reached as f64 >= Chosen::guarantee(count, chosen.partners) * best as f64);
    }
}

/// Two questions that settle three conclusions only together, against one that settles one.
#[test]
fn a_pair_is_seen() {
    let sets = vec![vec![vec![0, 1]], vec![vec![0, 1]], vec![vec![0, 1]], vec![vec![2]]];
    let chosen = choose(3, &sets, 2);
    assert_eq!(chosen.picks.iter().map(|pick| pick.question).collect::<Vec<_>>(), [0, 1]);
    assert_eq!((chosen.reached, chosen.at_most, chosen.partners), (3, 3, 1));
}

/// The pair does not fit in one place.
#[test]
fn one_question_is_the_single_one() {
    let sets = vec![vec![vec![0, 1]], vec![vec![0, 1]], vec![vec![2]]];
    let chosen = choose(3, &sets, 1);
    assert_eq!(chosen.picks[0].question, 2);
    assert_eq!(chosen.reached, 1);
}
