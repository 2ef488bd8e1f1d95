//! Whether what reviewers said of findings still speaks of what is found.
//!
//! A review is out of date when one of the rows its finding rests on speaks of a later year, or names a source that
//! was looked up later; or, where there are earlier data to compare with, when one of those rows changed or the
//! finding did. A review that is not in the earlier data and is dated no earlier than the new data was written in
//! sight of them, and the comparison says nothing against it.

use crate::compare::{Comparison, RowPlace, Subject};
use crate::evidence::EvidenceRow;
use crate::found::{Found, Sought};
use liantu_graph::ChainGraph;
use liantu_model::{Element, FindingKey, Model, Review};
use std::collections::{BTreeMap, BTreeSet};

/// Why a finding should be looked at again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// This row speaks of a year after the review.
    Year(EvidenceRow),
    /// The source of this row was looked up after the review.
    Accessed(EvidenceRow),
    /// This row changed since the earlier data.
    Changed(RowPlace),
    /// A row that stood here in the earlier data is gone.
    Gone(RowPlace),
    /// The finding itself is not what it was in the earlier data.
    Result,
}

/// How a review stands to what is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// The finding is there, and nothing is known to have changed since.
    Current,
    /// The finding is there, and its rows may have changed since: the review has no date.
    Undated,
    /// Something has changed since (需复核).
    Stale(Vec<Cause>),
    /// The finding is no longer there.
    Absent,
    /// The key names nothing in the dataset.
    Unknown,
    /// What it speaks of was not asked for.
    NotAsked,
}

/// The reviews of a dataset, held against what was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reviews {
    /// One for each review of the model, in its order.
    pub standings: Vec<Standing>,
    by_key: BTreeMap<FindingKey, Vec<usize>>,
}

/// Earlier data and what was found about them.
#[derive(Debug, Clone, Copy)]
pub struct Earlier<'a> {
    /// What changed since.
    pub comparison: &'a Comparison,
    /// The earlier data.
    pub graph: &'a ChainGraph,
    /// What was found about them.
    pub found: Found<'a>,
}

impl Reviews {
    /// Positions of the reviews of a finding, the latest first.
    pub fn of(&self, key: &FindingKey) -> &[usize] {
        self.by_key.get(key).map_or(&[], Vec::as_slice)
    }
}

/// Holds every review against what was found. O(reviews × (findings + changed rows)).
pub fn reviews(graph: &ChainGraph, found: Found<'_>, earlier: Option<Earlier<'_>>) -> Reviews {
    let model = graph.model();
    let mut by_key: BTreeMap<FindingKey, Vec<usize>> = BTreeMap::new();
    for (at, review) in model.reviews().iter().enumerate() {
        if let Some(key) = &review.key {
            by_key.entry(key.clone()).or_default().push(at);
        }
    }
    for held in by_key.values_mut() {
        held.sort_by(|&a, &b| model.reviews()[b].date.cmp(&model.reviews()[a].date).then(a.cmp(&b)));
    }
    let standings = model.reviews().iter().map(|review| standing(graph, found, earlier, review)).collect();
    Reviews { standings, by_key }
}

fn standing(graph: &ChainGraph, found: Found<'_>, earlier: Option<Earlier<'_>>, review: &Review) -> Standing {
    let model = graph.model();
    let Some(key) = &review.key else { return Standing::Unknown };
    let rows = match found.seek(graph, key) {
        Sought::Found(rows) => rows,
        Sought::Absent => return Standing::Absent,
        Sought::NotAsked => return Standing::NotAsked,
    };
    let date = Days::of(&review.date);
    let mut causes = date.map_or_else(Vec::new, |date| later_rows(model, &rows, date));
    if let Some(earlier) = earlier.filter(|earlier| !earlier.is_seen_by(model, review, date)) {
        causes.extend(earlier.causes(model, key, &rows));
    }
    match (causes.is_empty(), date) {
        (false, _) => Standing::Stale(causes),
        (true, None) => Standing::Undated,
        (true, Some(_)) => Standing::Current,
    }
}

/// Rows that speak of a year after the review, or whose source was looked up after it.
fn later_rows(model: &Model, rows: &[EvidenceRow], date: Days) -> Vec<Cause> {
    let accessed = |row: EvidenceRow| {
        let source = model.citation(row.citation(model)?).source?;
        Days::of(&model.source(source).accessed)
    };
    let cause = |&row: &EvidenceRow| {
        if row.year(model).is_some_and(|year| year > date.last.0) {
            Some(Cause::Year(row))
        } else {
            accessed(row).filter(|day| day.first > date.last).map(|_| Cause::Accessed(row))
        }
    };
    let mut rows = rows.to_vec();
    rows.sort_by_key(|row| row.at(model));
    rows.iter().filter_map(cause).collect()
}

impl Earlier<'_> {
    /// Whether the reviewer had the new data in sight.
    fn is_seen_by(&self, model: &Model, review: &Review, date: Option<Days>) -> bool {
        let is_same = |other: &&Review| {
            (&other.finding, other.verdict, &other.by, &other.date)
                == (&review.finding, review.verdict, &review.by, &review.date)
        };
        let is_new = !self.graph.model().reviews().iter().any(|other| is_same(&other));
        is_new && date.is_some_and(|date| date.first >= model.dataset().as_of)
    }

    fn causes(&self, model: &Model, key: &FindingKey, rows: &[EvidenceRow]) -> Vec<Cause> {
        let places = places(model, rows);
        let old_places = match self.old_key(model, key).map(|key| self.found.seek(self.graph, &key)) {
            Some(Sought::Found(rows)) => self::places(self.graph.model(), &rows),
            _ => BTreeSet::new(),
        };
        let is_among = |places: &BTreeSet<(String, u32)>, place: &RowPlace| {
            place.row.is_some_and(|row| places.contains(&(place.file.clone(), row)))
        };
        let changed = self.comparison.rows.iter().filter_map(|row| match (&row.before, &row.after) {
            (_, Some(after)) if is_among(&places, after) => Some(Cause::Changed(after.clone())),
            (Some(before), Some(after)) if is_among(&old_places, before) => {
                Some(Cause::Changed(after.clone()))
            }
            (Some(before), None) if is_among(&old_places, before) => Some(Cause::Gone(before.clone())),
            _ => None,
        });
        let mut causes: Vec<Cause> = Vec::new();
        for cause in changed {
            if !causes.contains(&cause) {
                causes.push(cause);
            }
        }
        let is_other =
            self.comparison.changes.iter().any(|change| self.is_about(model, &change.subject, key));
        causes.extend(is_other.then_some(Cause::Result));
        causes
    }

    fn is_about(&self, model: &Model, subject: &Subject, key: &FindingKey) -> bool {
        let component = |one| &model.component(one).id;
        match (subject, key) {
            (Subject::Grade(id) | Subject::Localisation(id), FindingKey::Grade(one)) => id == component(*one),
            (Subject::Tier(id) | Subject::Cover(id), FindingKey::Backup(level, one)) => {
                *level == self.comparison.options.backup_level && id == component(*one)
            }
            (Subject::Point(kind, id), FindingKey::Point(element)) => {
                *kind == element.kind() && id == model.element_id(*element)
            }
            _ => false,
        }
    }

    /// The key in the earlier data.
    fn old_key(&self, model: &Model, key: &FindingKey) -> Option<FindingKey> {
        let mapping = &self.comparison.options.mapping;
        let old_id = |element: Element| {
            let id = model.element_id(element);
            match element {
                Element::Supplier(_) | Element::Group(_) => mapping.old_supplier(id),
                Element::Component(_) => mapping.old_component(id),
                _ => id,
            }
        };
        let text = match key {
            FindingKey::Grade(one) => FindingKey::of_grade(mapping.old_component(&model.component(*one).id)),
            FindingKey::Backup(level, one) => {
                FindingKey::of_backup(*level, mapping.old_component(&model.component(*one).id))
            }
            FindingKey::Point(element) => FindingKey::of_point(element.kind(), old_id(*element)),
            FindingKey::Set(set) => {
                let elements = set.elements().iter().map(|&one| (one.kind(), old_id(one)));
                FindingKey::of_set(mapping.old_component(&model.component(set.target).id), elements)
            }
        };
        self.graph.model().find_finding(&text).ok()
    }
}

/// Files and lines of rows.
fn places(model: &Model, rows: &[EvidenceRow]) -> BTreeSet<(String, u32)> {
    let place = |&row: &EvidenceRow| {
        let at = row.at(model);
        Some((model.files().get(usize::from(at.file))?.clone(), at.row))
    };
    rows.iter().filter_map(place).collect()
}

/// What a date that may lack its day or month can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Days {
    first: (i16, u8, u8),
    last: (i16, u8, u8),
}

impl Days {
    /// Reads `2026`, `2026-03`, `2026-03-05`.
    fn of(text: &str) -> Option<Self> {
        let mut parts = text.trim().split(['-', '/', '.', '年', '月', '日']).filter(|part| !part.is_empty());
        let year: i16 = parts.next()?.parse().ok()?;
        let month: Option<u8> = parts.next().map(str::parse).transpose().ok()?;
        let day: Option<u8> = parts.next().map(str::parse).transpose().ok()?;
        let first = (year, month.unwrap_or(1), day.unwrap_or(1));
        Some(Self { first, last: (year, month.unwrap_or(12), day.unwrap_or(31)) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_without_a_day_may_be_any_of_them() {
        assert_eq!(Days::of("2026-03-05").map(|days| days.first), Some((2026, 3, 5)));
        let month = Days { first: (2026, 3, 1), last: (2026, 3, 31) };
        assert_eq!(Days::of("2026-03"), Some(month));
        let year = Days { first: (2026, 1, 1), last: (2026, 12, 31) };
        assert_eq!(Days::of("2026年"), Some(year));
        assert_eq!(Days::of("today"), None);
        assert_eq!(Days::of(""), None);
    }
}
