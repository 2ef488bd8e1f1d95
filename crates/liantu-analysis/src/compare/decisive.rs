//! How sure the conclusions are that rest on a component's own rows, its grade and its backups: the fewest small errors in
//! these rows that give another one.
//!
//! Admissible are, in rows below high confidence: no such supply (nor in earlier years), a status one step off,
//! percentages at one end of what is written; and a claim of completeness that is false. Every set of errors is tried by
//! judging the component anew from its own rows.

mod bench;
mod case;

use super::book::{Book, book};
use super::mapping::Mapping;
use super::slice::Shelf;
use crate::sensitivity::Robustness;
use crate::{Backups, Chokepoint, Chokepoints, Grade, Level};
use case::Case;
use liantu_graph::ChainGraph;
use liantu_model::{ComponentIx, Percent};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// How far to look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisiveOptions {
    /// The most errors at once, at least 1.
    pub most: u32,
    /// Sets of errors tried for one component; sizes that would take more are not begun.
    pub sets: usize,
    /// Rows looked at in trying single errors, at most: above that nothing is said of backups, and if grades alone take
    /// more, of nobody.
    pub rows: usize,
    /// One component alone.
    pub only: Option<ComponentIx>,
}

impl Default for DecisiveOptions {
    fn default() -> Self {
        Self { most: 3, sets: 400, rows: 400_000, only: None }
    }
}

impl DecisiveOptions {
    /// At most so many errors at once.
    #[must_use]
    pub fn at_most(most: u32) -> Self {
        Self { most, ..Self::default() }
    }
}

/// How many errors give another grade, and which.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GradeRobustness {
    /// How many.
    pub robustness: Robustness,
    /// The pessimistic grade with each of the smallest sets.
    pub grades: Vec<Grade>,
}

/// How sure the grades that are yellow or worse are, and what stands behind components.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decisive {
    grades: BTreeMap<ComponentIx, GradeRobustness>,
    backups: BTreeMap<ComponentIx, Robustness>,
    /// The level of loss of the backups; `None` when nobody asked.
    pub level: Option<Level>,
}

impl Decisive {
    /// Of the grade of a component; `None` when it is no weak one, or nobody looked.
    pub fn grade(&self, component: ComponentIx) -> Option<&GradeRobustness> {
        self.grades.get(&component)
    }

    /// Of the backups of every component that was looked at, in model order.
    pub fn backups(&self) -> impl Iterator<Item = (ComponentIx, &Robustness)> {
        self.backups.iter().map(|(&component, own)| (component, own))
    }

    /// Of the backups of a component: of the tier after the worst loss, and whether its cover is enough; `None` when nobody
    /// looked.
    pub fn backup(&self, component: ComponentIx) -> Option<&Robustness> {
        self.backups.get(&component)
    }
}

/// What is asked about backups.
#[derive(Debug, Clone, Copy)]
struct AskedOfBackups {
    level: Level,
    within_weeks: f64,
    required: Percent,
}

/// Tries the errors in the rows of every component that is graded yellow or worse, or has backups at the level of groups
/// (else at the first that was asked for).
///
/// Components in parallel; O(sets of errors × rows of the component and of what it goes into, where demand derives from
/// that).
pub fn decisive(
    graph: &ChainGraph,
    found: &Chokepoints,
    backups: Option<&Backups>,
    options: &DecisiveOptions,
) -> Decisive {
    let model = graph.model();
    let is_wanted = |point: &&Chokepoint| options.only.is_none_or(|only| point.component == only);
    let all: Vec<&Chokepoint> = found.rows.iter().filter(is_wanted).collect();
    let asked = backups.and_then(asked).filter(|_| work(&all) <= options.rows);
    let level = asked.map(|asked| asked.level);
    let points: Vec<&Chokepoint> =
        all.into_iter().filter(|point| asked.is_some() || point.pessimistic.grade >= Grade::Yellow).collect();
    if work(&points) > options.rows {
        return Decisive::default();
    }
    let whole: Book = book(model, &Mapping::default());
    let shelf = Shelf::new(&whole);
    let judged: Vec<_> = points
        .into_par_iter()
        .map(|point| (point, Case::of(model, found, asked, &shelf, point).search(options)))
        .collect();
    let mut decisive = Decisive { level, ..Decisive::default() };
    for (point, (grade, backup)) in judged {
        if point.pessimistic.grade >= Grade::Yellow {
            decisive.grades.insert(point.component, grade);
        }
        if let Some(backup) = backup {
            decisive.backups.insert(point.component, backup);
        }
    }
    decisive
}

/// Rows that are looked at when the errors of some components are tried one by one: three of each row, in sight of all of
/// them.
fn work(points: &[&Chokepoint]) -> usize {
    points.iter().map(|point| 3 * point.evidence.len() * point.evidence.len()).sum()
}

fn asked(backups: &Backups) -> Option<AskedOfBackups> {
    let options = &backups.options;
    let group = options.levels.iter().copied().find(|&level| level == Level::Group);
    let level = group.or_else(|| options.levels.first().copied())?;
    Some(AskedOfBackups { level, within_weeks: options.within_weeks, required: options.required_cover })
}
