//! A robustness against that of trying every set of errors.

use crate::doubts::row_of;
use liantu_analysis::{Fault, Fewest, Robustness};
use liantu_model::{Draft, Model};
use liantu_testkit::oracle::WrongRow;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Whether a robustness is that of the smallest sets of wrong rows, of at most `most`, found by trying every one.
pub(crate) fn is_that_of(
    draft: &Draft,
    model: &Model,
    ours: &Robustness,
    expected: &BTreeSet<BTreeSet<WrongRow>>,
    most: u32,
) -> Result<(), TestCaseError> {
    let rows = |set: &Vec<Fault>| set.iter().map(|&fault| row_of(draft, model, fault.row())).collect();
    let sets: BTreeSet<BTreeSet<WrongRow>> = ours.sets.iter().map(rows).collect();
    prop_assert_eq!(&sets, expected, "{:?}", ours);
    let fewest = expected.iter().map(|set| set.len() as u32).min();
    match ours.fewest {
        Fewest::Errors(count) => prop_assert_eq!(Some(count), fewest),
        Fewest::MoreThan(tried) => prop_assert!(fewest.is_none() && tried == most),
        Fewest::Never => prop_assert!(fewest.is_none()),
    }
    Ok(())
}
