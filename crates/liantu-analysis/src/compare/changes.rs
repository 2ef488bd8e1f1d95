//! Rows that differ, and what kind of difference that is.

use super::book::{Book, ProviderKey, Row, RowKey};
use super::fields::{FieldValue, fields};
use std::collections::{BTreeMap, BTreeSet};

/// What kind of change something is. In this order the changes are made to the old dataset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangeKind {
    /// 口径变化: settings, places, coalitions, what is a target and whose offers keep it up.
    Basis,
    /// 数据补充: a row or cell that was not there.
    Supplement,
    /// 数据更正: a row or cell that said something else, or is gone.
    Correction,
    /// 实际变化: a row of a year after the date of the old dataset.
    Actual,
}

impl ChangeKind {
    /// Every kind, in the order of [`ChangeKind`].
    pub const ALL: [Self; 4] = [Self::Basis, Self::Supplement, Self::Correction, Self::Actual];

    /// The canonical key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Basis => "basis",
            Self::Supplement => "supplement",
            Self::Correction => "correction",
            Self::Actual => "actual",
        }
    }
}

/// One difference between two books.
#[derive(Debug, Clone)]
pub(super) struct Change {
    pub(super) kind: ChangeKind,
    /// The row as it was.
    pub(super) before: Option<(RowKey, Row)>,
    /// The row as it is.
    pub(super) after: Option<(RowKey, Row)>,
}

/// A column of a row that differs.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldChange {
    /// Its canonical name.
    pub field: &'static str,
    /// What it said.
    pub before: FieldValue,
    /// What it says.
    pub after: FieldValue,
}

/// All differences, in the order of keys. O(rows · log rows).
pub(super) fn changes(old: &Book, new: &Book, old_year: i16) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut gone: BTreeMap<RowKey, Vec<&RowKey>> = BTreeMap::new();
    for key in old.keys().filter(|key| !new.contains_key(key)) {
        gone.entry(slot(key)).or_default().push(key);
    }
    let with_row = |book: &Book, key: &RowKey| Some((key.clone(), book[key].clone()));
    for (key, row) in new {
        let before = if old.contains_key(key) { Some(key) } else { newest(&mut gone, key) };
        let change = Change {
            kind: ChangeKind::Basis,
            before: before.and_then(|key| with_row(old, key)),
            after: Some((key.clone(), row.clone())),
        };
        changes.push(change);
    }
    changes.extend(gone.values().flatten().map(|key| Change {
        kind: ChangeKind::Basis,
        before: with_row(old, key),
        after: None,
    }));
    changes.retain(|change| !change.fields().is_empty());
    for change in &mut changes {
        change.kind = change.classify(old_year);
    }
    agree_by_product(&mut changes);
    changes.sort_by(|a, b| a.key().cmp(b.key()));
    changes
}

/// Rows of one slot are one row over the years, or one figure however it was corrected.
fn slot(key: &RowKey) -> RowKey {
    match key.clone() {
        RowKey::Supply { component, provider, market, .. } => {
            RowKey::Supply { component, provider, market, year: None }
        }
        RowKey::Fact { component, metric, unit, scope, .. } => RowKey::Fact {
            component,
            metric,
            unit,
            scope,
            year: None,
            source: String::new(),
            value: String::new(),
        },
        key => key,
    }
}

/// The row a new one took the place of: of those gone from its slot the one of the same year, else the newest.
fn newest<'b>(gone: &mut BTreeMap<RowKey, Vec<&'b RowKey>>, key: &RowKey) -> Option<&'b RowKey> {
    let held = gone.get_mut(&slot(key))?;
    let same_year = held.iter().position(|one| year_of(one) == year_of(key));
    let at = same_year.or_else(|| (0..held.len()).max_by_key(|&at| (year_of(held[at]), at)))?;
    Some(held.remove(at))
}

fn year_of(key: &RowKey) -> Option<i16> {
    match key {
        RowKey::Supply { year, .. } | RowKey::Fact { year, .. } => *year,
        _ => None,
    }
}

/// Rows that say what a product needs speak of each other (`need`, groups), so they change together.
fn agree_by_product(changes: &mut [Change]) {
    let product = |change: &Change| match change.key() {
        RowKey::Requirement { product, .. } => Some(product.clone()),
        _ => None,
    };
    let corrected: BTreeSet<String> =
        changes.iter().filter(|change| change.kind == ChangeKind::Correction).filter_map(product).collect();
    for change in
        changes.iter_mut().filter(|change| product(change).is_some_and(|one| corrected.contains(&one)))
    {
        change.kind = ChangeKind::Correction;
    }
}

impl Change {
    /// The row it is about.
    pub(super) fn key(&self) -> &RowKey {
        let row = self.after.as_ref().or(self.before.as_ref());
        &row.expect("a change has a row before or after").0
    }

    /// The columns that differ.
    pub(super) fn fields(&self) -> Vec<FieldChange> {
        let say = |row: &Option<(RowKey, Row)>| row.as_ref().map(|(key, row)| fields(key, row));
        let (before, after) = (say(&self.before), say(&self.after));
        let blank = |said: &[(&'static str, FieldValue)]| {
            said.iter().map(|(field, _)| (*field, FieldValue::Missing)).collect::<Vec<_>>()
        };
        let is_whole = before.is_none() || after.is_none();
        let before = before.unwrap_or_else(|| after.as_deref().map(blank).unwrap_or_default());
        let after = after.unwrap_or_else(|| blank(&before));
        let differing = before.into_iter().zip(after).filter(|(old, new)| old.1 != new.1);
        let mut changes: Vec<FieldChange> =
            differing.map(|((field, before), (_, after))| FieldChange { field, before, after }).collect();
        if is_whole && changes.is_empty() {
            changes.push(FieldChange {
                field: "id",
                before: FieldValue::Missing,
                after: FieldValue::Missing,
            });
        }
        changes
    }

    fn classify(&self, old_year: i16) -> ChangeKind {
        let year = |row: &Option<(RowKey, Row)>| row.as_ref().and_then(|(_, row)| row.year());
        match self.key() {
            RowKey::Setting(_) | RowKey::Coalition(_) | RowKey::Region(_) | RowKey::Target(_) => {
                ChangeKind::Basis
            }
            _ if year(&self.after).is_some_and(|year| year > old_year) => ChangeKind::Actual,
            _ if self.before.is_none() => ChangeKind::Supplement,
            _ if self.after.is_none() => ChangeKind::Correction,
            _ if self.fields().iter().all(|field| field.before == FieldValue::Missing) => {
                ChangeKind::Supplement
            }
            _ => ChangeKind::Correction,
        }
    }

    /// Makes the change to a book.
    pub(super) fn make(&self, book: &mut Book) {
        exchange(book, self.before.as_ref(), self.after.as_ref());
    }

    /// Takes the change back.
    pub(super) fn undo(&self, book: &mut Book) {
        exchange(book, self.after.as_ref(), self.before.as_ref());
    }

    /// Who supplies, when it is about a supply.
    pub(super) fn provider(&self) -> Option<(&str, &ProviderKey)> {
        match self.key() {
            RowKey::Supply { component, provider, .. } => Some((component, provider)),
            _ => None,
        }
    }
}

fn exchange(book: &mut Book, out: Option<&(RowKey, Row)>, inn: Option<&(RowKey, Row)>) {
    if let Some((key, _)) = out {
        book.remove(key);
    }
    if let Some((key, row)) = inn {
        book.insert(key.clone(), row.clone());
    }
}
