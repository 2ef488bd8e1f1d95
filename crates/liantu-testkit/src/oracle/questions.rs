//! What answers settle, by giving them in the rows and evaluating everything anew; the best questions by trying all.
//!
//! - A question is a row below high confidence that may be wrong, or the list of a component.
//! - *Refuted*: the answers make the errors of [`super::overturning`], or say that an open list lacks somebody.
//! - *Certain*: open lists are complete (`complete = yes`, and no active row of “others”), and then the statement holds in the optimistic reading, the
//!   target being up there before anything fails.
//! - *Firm*: every smallest set of what refutes has a row that is said to be right.
//! - Two questions at most; of each only the smallest sets.

use super::robustness::{OpenLists, Statement, WrongRow, is_up, open_lists, overturning_with};
use super::structure::World;
use super::{Counting, Failure, Options, Reading};
use liantu_model::{Draft, Model, Provider, RowAt, Supply, SupplyStatus};
use std::collections::BTreeSet;

/// The questions that settle something of a statement: every smallest set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settled {
    /// Some answers refute it.
    pub refuted: BTreeSet<BTreeSet<WrongRow>>,
    /// Some answers make it certain; of statements in the pessimistic reading.
    pub certain: BTreeSet<BTreeSet<WrongRow>>,
    /// Some answers leave nothing as small that refutes it.
    pub firm: BTreeSet<BTreeSet<WrongRow>>,
}

/// What settles each statement. O(pairs of errors and lists × statements) evaluations.
///
/// # Panics
/// When the draft does not validate.
pub fn settled(
    draft: &Draft,
    counting: Counting,
    failure: Failure<'_>,
    statements: &[Statement],
) -> Vec<Settled> {
    let refuted = overturning_with(draft, counting, failure, statements, 2, OpenLists::MayLackSomebody);
    let one = |(&statement, refuted): (&Statement, BTreeSet<BTreeSet<WrongRow>>)| Settled {
        firm: transversals(&refuted),
        refuted,
        certain: certain(draft, counting, failure, statement),
    };
    statements.iter().zip(refuted).map(one).collect()
}

/// The most of some settlements, each with the sets of questions that reach it, that `count` questions reach.
pub fn best_worth(settlements: &[BTreeSet<BTreeSet<WrongRow>>], count: usize) -> usize {
    let questions: Vec<WrongRow> =
        settlements.iter().flatten().flatten().copied().collect::<BTreeSet<_>>().into_iter().collect();
    let worth = |asked: &BTreeSet<WrongRow>| {
        settlements.iter().filter(|sets| sets.iter().any(|set| set.is_subset(asked))).count()
    };
    subsets(&questions, count).iter().map(worth).max().unwrap_or(0)
}

/// Every set of at most `count` of some rows.
fn subsets(rows: &[WrongRow], count: usize) -> Vec<BTreeSet<WrongRow>> {
    let mut all = vec![BTreeSet::new()];
    for &row in rows {
        let smaller = all.iter().filter(|set| set.len() < count);
        let larger: Vec<_> = smaller.map(|set| set.iter().copied().chain([row]).collect()).collect();
        all.extend(larger);
    }
    all
}

/// The smallest sets, of two at most, that meet every one of some sets.
pub fn transversals(sets: &BTreeSet<BTreeSet<WrongRow>>) -> BTreeSet<BTreeSet<WrongRow>> {
    if sets.is_empty() {
        return BTreeSet::new();
    }
    let rows: Vec<WrongRow> = sets.iter().flatten().copied().collect::<BTreeSet<_>>().into_iter().collect();
    smallest(&subsets(&rows, 2), |one| sets.iter().all(|set| !set.is_disjoint(one)))
}

fn certain(
    draft: &Draft,
    counting: Counting,
    failure: Failure<'_>,
    statement: Statement,
) -> BTreeSet<BTreeSet<WrongRow>> {
    let (target, reading, horizon) = statement;
    if reading == Reading::Optimistic {
        return BTreeSet::new();
    }
    let lists: Vec<WrongRow> =
        open_lists(draft, &crate::model(draft)).into_iter().map(WrongRow::Component).collect();
    let sure = (target, Reading::Optimistic, horizon);
    let is_certain = |complete: &BTreeSet<WrongRow>| {
        let model = with_complete(draft, complete);
        let before = World::new(&model, Options { counting, horizon }, Reading::Optimistic).after(&[]);
        before.target_up[target] && !is_up(&model, counting, failure, sure)
    };
    smallest(&subsets(&lists, 2), is_certain)
}

fn with_complete(draft: &Draft, complete: &BTreeSet<WrongRow>) -> Model {
    let others = |row: &&Supply| row.provider == Provider::Placeholder && row.status == SupplyStatus::Active;
    let others: BTreeSet<RowAt> =
        crate::model(draft).supplies().iter().filter(others).map(|row| row.at).collect();
    let mut draft = draft.clone();
    for row in complete {
        if let WrongRow::Component(at) = row {
            draft.components[*at].complete = Some(true);
            let id = draft.components[*at].id.clone();
            draft.supplies.retain(|row| row.component != id || !others.contains(&row.at));
        }
    }
    crate::model(&draft)
}

/// Those of some sets for which something holds that are smallest.
fn smallest(
    sets: &[BTreeSet<WrongRow>],
    holds: impl Fn(&BTreeSet<WrongRow>) -> bool,
) -> BTreeSet<BTreeSet<WrongRow>> {
    for size in 1..=2 {
        let found: BTreeSet<_> = sets.iter().filter(|set| set.len() == size && holds(set)).cloned().collect();
        if !found.is_empty() {
            return found;
        }
    }
    BTreeSet::new()
}
