//! Which changed rows a change comes from: with them taken back, it is gone.

use super::book::{Book, RowKey};
use super::changes::Change;
use super::observe::{Observation, observe};
use super::{CompareOptions, Explanation, Outcome, Subject};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// More changed rows than this are not searched for the few that matter together.
const TOGETHER_LIMIT: usize = 48;

/// One step from the old dataset to the new: the state after it, and the changes it makes.
pub(super) struct Step<'c> {
    pub(super) after: &'c Book,
    pub(super) as_of: (i16, u8, u8),
    pub(super) changes: &'c [Change],
    /// Positions of the step's changes.
    pub(super) own: Vec<usize>,
    /// What became different in it, with what was found before.
    pub(super) differing: Vec<(&'c Subject, Option<&'c Outcome>)>,
}

/// Explains everything that differs in a step; `evaluations` is what may still be spent.
pub(super) fn explain<'c>(
    step: &Step<'c>,
    options: &CompareOptions,
    evaluations: &mut usize,
) -> BTreeMap<&'c Subject, Explanation> {
    let suppliers = suppliers_of(step.after);
    let near: Vec<Vec<usize>> =
        step.differing.iter().map(|(subject, _)| step.concerning(subject, &suppliers)).collect();
    let wanted: BTreeSet<usize> = near.iter().flatten().copied().collect();
    let single = step.without_each(wanted, options, evaluations);
    let mut explanations = BTreeMap::new();
    for ((subject, before), near) in step.differing.iter().zip(near) {
        let undone_by = |row: &usize| single.get(row).is_some_and(|found| found.get(subject) == *before);
        let alone: Vec<usize> = near.iter().copied().filter(undone_by).collect();
        let explanation = if alone.is_empty() {
            step.together(subject, *before, &near, options, evaluations)
        } else {
            Explanation { rows: alone, verified: true, together: false }
        };
        explanations.insert(*subject, explanation);
    }
    explanations
}

/// Components that each supplier supplies.
fn suppliers_of(book: &Book) -> BTreeSet<(String, String)> {
    let pair = |key: &RowKey| match key {
        RowKey::Supply { component, provider: super::book::ProviderKey::Supplier(supplier), .. } => {
            Some((component.clone(), supplier.clone()))
        }
        _ => None,
    };
    book.keys().filter_map(pair).collect()
}

impl Step<'_> {
    /// The changed rows that can bear on a subject: for a component those that speak of it, of its suppliers and of the
    /// dataset as a whole; owners of its suppliers count when nothing nearer is left.
    fn concerning(&self, subject: &Subject, supplies: &BTreeSet<(String, String)>) -> Vec<usize> {
        let Some(component) = subject.component() else { return self.own.clone() };
        let speaks = |at: &&usize| match self.changes[**at].key() {
            RowKey::Setting(_) | RowKey::Coalition(_) | RowKey::Region(_) => true,
            RowKey::Target(id) | RowKey::Component(id) => id == component,
            RowKey::Requirement { product, input } => product == component || input == component,
            RowKey::Supplier(id) => supplies.contains(&(component.to_owned(), id.clone())),
            RowKey::Supply { component: id, .. } | RowKey::Fact { component: id, .. } => id == component,
            RowKey::Purchase { .. } => false,
        };
        let near: Vec<usize> = self.own.iter().filter(speaks).copied().collect();
        if near.is_empty() { self.own.clone() } else { near }
    }

    fn without(&self, rows: &[usize], options: &CompareOptions) -> Option<Observation> {
        let mut book = self.after.clone();
        for &row in rows {
            self.changes[row].undo(&mut book);
        }
        Some(observe(&book, self.as_of, options)?.found)
    }

    fn without_each(
        &self,
        wanted: BTreeSet<usize>,
        options: &CompareOptions,
        evaluations: &mut usize,
    ) -> BTreeMap<usize, Observation> {
        let rows: Vec<usize> = wanted.into_iter().take(*evaluations).collect();
        *evaluations -= rows.len();
        let look = |row: usize| Some((row, self.without(&[row], options)?));
        rows.into_par_iter().filter_map(look).collect()
    }

    /// A smallest set of rows that takes the change back together: none of them can be left out.
    fn together(
        &self,
        subject: &Subject,
        before: Option<&Outcome>,
        near: &[usize],
        options: &CompareOptions,
        evaluations: &mut usize,
    ) -> Explanation {
        let mut undone = |rows: &[usize]| {
            let left = *evaluations > 0 && rows.len() <= TOGETHER_LIMIT;
            *evaluations = evaluations.saturating_sub(usize::from(left));
            left && self.without(rows, options).is_some_and(|found| found.get(subject) == before)
        };
        let unverified = Explanation { rows: near.to_vec(), verified: false, together: true };
        let whole = [near, &self.own].into_iter().find(|rows| undone(rows));
        let Some(whole) = whole else { return unverified };
        let mut rows = whole.to_vec();
        for row in whole {
            let fewer: Vec<usize> = rows.iter().copied().filter(|one| one != row).collect();
            if !fewer.is_empty() && undone(&fewer) {
                rows = fewer;
            }
        }
        Explanation { together: rows.len() > 1, rows, verified: true }
    }
}
