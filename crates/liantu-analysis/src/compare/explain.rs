//! Which changed rows a change comes from: with them taken back, it is gone.

use super::book::{Book, ProviderKey, RowKey};
use super::changes::Change;
use super::observe::{Observation, observe};
use super::slice::slice;
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
    /// What became different in it, with what was found before and after.
    pub(super) differing: Vec<Difference<'c>>,
}

/// What became different in a step.
pub(super) struct Difference<'c> {
    pub(super) subject: &'c Subject,
    pub(super) before: Option<&'c Outcome>,
    pub(super) after: Option<&'c Outcome>,
}

/// Explains everything that differs in a step; `budget` is the rows that may still be evaluated.
pub(super) fn explain<'c>(
    step: &Step<'c>,
    options: &CompareOptions,
    budget: &mut usize,
) -> BTreeMap<&'c Subject, Explanation> {
    let mut explanations = BTreeMap::new();
    let mut by_component: BTreeMap<&str, Vec<&Difference<'c>>> = BTreeMap::new();
    let mut others: Vec<&Difference<'c>> = Vec::new();
    for difference in &step.differing {
        match difference.subject.component() {
            Some(component) => by_component.entry(component).or_default().push(difference),
            None => others.push(difference),
        }
    }
    let narrow = CompareOptions { point_levels: Vec::new(), ..options.clone() };
    let supplies = step.supplies();
    for (component, differences) in by_component {
        let near = step.concerning(component, &supplies);
        let mut search = Search::near(step, component, near, &narrow, &differences, budget);
        for one in differences {
            explanations.insert(one.subject, search.explain(one, budget));
        }
    }
    if !others.is_empty() {
        let mut search = Search::whole(step, step.own.clone(), options);
        for one in others {
            explanations.insert(one.subject, search.explain(one, budget));
        }
    }
    explanations
}

impl Step<'_> {
    /// Who supplies what, or did.
    fn supplies(&self) -> BTreeSet<(&str, &str)> {
        let changed = self.changes.iter().flat_map(|change| change.before.iter().chain(&change.after));
        let keys = self.after.keys().chain(changed.map(|(key, _)| key));
        keys.filter_map(|key| match key {
            RowKey::Supply { component, provider: ProviderKey::Supplier(supplier), .. } => {
                Some((component.as_str(), supplier.as_str()))
            }
            _ => None,
        })
        .collect()
    }

    /// The changed rows that speak of a component, of its suppliers, or of the dataset as a whole.
    fn concerning(&self, component: &str, supplies: &BTreeSet<(&str, &str)>) -> Vec<usize> {
        let speaks = |at: &&usize| match self.changes[**at].key() {
            RowKey::Setting(_) | RowKey::Coalition(_) | RowKey::Region(_) => true,
            RowKey::Requirement { product, input } => product == component || input == component,
            RowKey::Supplier(id) => supplies.contains(&(component, id.as_str())),
            RowKey::Target(id)
            | RowKey::Component(id)
            | RowKey::Supply { component: id, .. }
            | RowKey::Fact { component: id, .. } => id == component,
            RowKey::Purchase { .. } => false,
        };
        self.own.iter().filter(speaks).copied().collect()
    }
}

/// Takes rows back and looks, remembering what was seen.
struct Search<'s, 'c> {
    step: &'s Step<'c>,
    /// The state after the step, or what of it bears on a component.
    base: Book,
    /// The changed rows that may matter.
    rows: Vec<usize>,
    options: &'s CompareOptions,
    seen: BTreeMap<Vec<usize>, Option<Observation>>,
    alone_seen: bool,
}

impl<'s, 'c> Search<'s, 'c> {
    fn whole(step: &'s Step<'c>, rows: Vec<usize>, options: &'s CompareOptions) -> Self {
        Self { step, base: step.after.clone(), rows, options, seen: BTreeMap::new(), alone_seen: false }
    }

    /// Among the rows that speak of a component, on the rows that bear on it, if these tell the same of both
    /// states; else among all, on all.
    fn near(
        step: &'s Step<'c>,
        component: &str,
        rows: Vec<usize>,
        options: &'s CompareOptions,
        differences: &[&Difference<'c>],
        budget: &mut usize,
    ) -> Self {
        let concerning: Vec<&Change> = rows.iter().map(|&row| &step.changes[row]).collect();
        let base = slice(step.after, component, &concerning);
        let mut search = Self { step, base, rows, options, seen: BTreeMap::new(), alone_seen: false };
        let price = 2 * search.base.len();
        if *budget < price {
            return search;
        }
        *budget -= price;
        let (after, before) = (search.look(&[]), search.look(&search.rows));
        let tells = |found: &Option<Observation>, subject, wanted| {
            found.as_ref().is_some_and(|found| found.get(subject) == wanted)
        };
        let is_same = differences
            .iter()
            .all(|one| tells(&after, one.subject, one.after) && tells(&before, one.subject, one.before));
        if is_same {
            let all = search.rows.clone();
            search.seen.insert(all, before);
            return search;
        }
        Self::whole(step, step.own.clone(), options)
    }

    fn look(&self, rows: &[usize]) -> Option<Observation> {
        let mut book = self.base.clone();
        for &row in rows {
            self.step.changes[row].undo(&mut book);
        }
        self.restore_suppliers(rows, &mut book);
        Some(observe(&book, self.step.as_of, self.options)?.found)
    }

    /// A supply taken back needs its supplier, with its owners.
    fn restore_suppliers(&self, rows: &[usize], book: &mut Book) {
        let named = rows.iter().filter_map(|&row| match self.step.changes[row].before.as_ref()?.0 {
            RowKey::Supply { provider: ProviderKey::Supplier(ref id), .. } => Some(id.clone()),
            _ => None,
        });
        let mut waiting: Vec<String> = named.collect();
        while let Some(id) = waiting.pop() {
            let key = RowKey::Supplier(id);
            if book.contains_key(&key) {
                continue;
            }
            let gone = self
                .step
                .changes
                .iter()
                .find_map(|change| change.before.as_ref().filter(|(one, _)| *one == key));
            if let Some((key, super::book::Row::Supplier(row))) = gone {
                waiting.extend(Some(row.parent.clone()).filter(|parent| !parent.is_empty()));
                book.insert(key.clone(), super::book::Row::Supplier(row.clone()));
            }
        }
    }

    fn explain(&mut self, difference: &Difference<'_>, budget: &mut usize) -> Explanation {
        self.look_at_each_alone(budget);
        let alone: Vec<usize> =
            self.rows.iter().copied().filter(|&row| self.is_undone(&[row], difference)).collect();
        if alone.is_empty() {
            self.together(difference, budget)
        } else {
            Explanation { rows: alone, verified: true, together: false }
        }
    }

    fn look_at_each_alone(&mut self, budget: &mut usize) {
        if std::mem::replace(&mut self.alone_seen, true) {
            return;
        }
        let affordable = *budget / self.base.len().max(1);
        let rows: Vec<usize> = self.rows.iter().copied().take(affordable).collect();
        *budget -= rows.len() * self.base.len();
        if rows.len() < self.rows.len() {
            *budget = 0;
        }
        let found: Vec<_> = rows.into_par_iter().map(|row| (vec![row], self.look(&[row]))).collect();
        self.seen.extend(found);
    }

    fn is_undone(&self, rows: &[usize], difference: &Difference<'_>) -> bool {
        let found = self.seen.get(rows).and_then(Option::as_ref);
        found.is_some_and(|found| found.get(difference.subject) == difference.before)
    }

    /// A smallest set of rows that takes the change back together: none of them can be left out.
    fn together(&mut self, difference: &Difference<'_>, budget: &mut usize) -> Explanation {
        let mut rows = self.rows.clone();
        if rows.len() > TOGETHER_LIMIT || !self.is_undone_now(&rows, difference, budget) {
            return Explanation { rows, verified: false, together: true };
        }
        for row in self.rows.clone() {
            let fewer: Vec<usize> = rows.iter().copied().filter(|&one| one != row).collect();
            if !fewer.is_empty() && self.is_undone_now(&fewer, difference, budget) {
                rows = fewer;
            }
        }
        Explanation { together: rows.len() > 1, rows, verified: *budget > 0 }
    }

    fn is_undone_now(&mut self, rows: &[usize], difference: &Difference<'_>, budget: &mut usize) -> bool {
        if !self.seen.contains_key(rows) {
            if *budget < self.base.len() {
                *budget = 0;
                return false;
            }
            *budget -= self.base.len();
            let found = self.look(rows);
            self.seen.insert(rows.to_vec(), found);
        }
        self.is_undone(rows, difference)
    }
}
