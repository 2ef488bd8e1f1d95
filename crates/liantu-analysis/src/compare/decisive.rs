//! Which single rows a grade hangs on: with one small error in them it would be another.
//!
//! Admissible errors are those of supply rows below high confidence: the row absent, or its status one step off.

use super::book::{Book, Row, RowKey, book};
use super::mapping::Mapping;
use super::observe::model_of;
use super::slice::slice;
use crate::sensitivity::steps;
use crate::{Chokepoint, Chokepoints, Grade, chokepoints};
use liantu_graph::ChainGraph;
use liantu_model::{ComponentIx, Confidence, Model, SupplyIx, SupplyStatus};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Rows that may be looked at in all; above that nothing is said of anybody.
const BUDGET_ROWS: usize = 20_000_000;

/// A small error in a supply row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowError {
    /// There is no such supply.
    Absent,
    /// The status is this one.
    Status(SupplyStatus),
}

/// A row an error in which gives another grade.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DecisiveRow {
    /// The row.
    pub supply: SupplyIx,
    /// The error.
    pub error: RowError,
    /// The pessimistic grade with it.
    pub grade: Grade,
}

/// The decisive rows of components that are graded yellow or worse.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decisive {
    rows: BTreeMap<ComponentIx, Vec<DecisiveRow>>,
}

impl Decisive {
    /// The decisive rows of a component in file order, errors of a row in theirs; empty when no single error
    /// gives another grade, `None` when nobody looked.
    pub fn of(&self, component: ComponentIx) -> Option<&[DecisiveRow]> {
        self.rows.get(&component).map(Vec::as_slice)
    }
}

/// Tries every admissible error of every component graded yellow or worse, judging it anew from its own rows.
///
/// Components in parallel; O(components × rows of the dataset + errors × rows of the component). Datasets for which that is
/// more than 2·10⁷ are not looked at.
pub fn decisive(graph: &ChainGraph, found: &Chokepoints) -> Decisive {
    let model = graph.model();
    let weak = |row: &&Chokepoint| row.pessimistic.grade >= Grade::Yellow;
    let weak: Vec<&Chokepoint> = found.rows.iter().filter(weak).collect();
    if weak.len().saturating_mul(model.supplies().len() + model.requirements().len()) > BUDGET_ROWS {
        return Decisive::default();
    }
    let whole = book(model, &Mapping::default());
    let rows = weak.into_par_iter().map(|point| {
        let case = Case::of(model, found, &whole, point);
        (point.component, case.decisive(model, point))
    });
    Decisive { rows: rows.collect() }
}

/// One component with the rows that bear on it.
struct Case<'m> {
    found: &'m Chokepoints,
    as_of: (i16, u8, u8),
    id: &'m str,
    component: ComponentIx,
    base: Book,
}

impl<'m> Case<'m> {
    fn of(model: &'m Model, found: &'m Chokepoints, whole: &Book, point: &Chokepoint) -> Self {
        let id = model.component(point.component).id.as_str();
        let as_of = model.dataset().as_of;
        Self { found, as_of, id, component: point.component, base: slice(whole, id, &[]) }
    }

    fn decisive(&self, model: &Model, point: &Chokepoint) -> Vec<DecisiveRow> {
        let own: Vec<(&RowKey, &Row)> = self
            .base
            .iter()
            .filter(|(key, _)| matches!(key, RowKey::Supply { component, .. } if component == self.id))
            .collect();
        let mut rows: Vec<DecisiveRow> = point
            .evidence
            .iter()
            .filter(|&&supply| model.supply(supply).confidence != Some(Confidence::High))
            .flat_map(|&supply| {
                let at = model.supply(supply).at;
                let key = own.iter().find(|(_, row)| row.at() == Some(at)).map(|(key, _)| *key);
                errors(model.supply(supply).status).into_iter().filter_map(move |error| {
                    let grade = self.with(key?, error)?;
                    Some(DecisiveRow { supply, error, grade })
                })
            })
            .filter(|row| row.grade != point.pessimistic.grade)
            .collect();
        rows.sort_by_key(|row| (row.supply, row.error));
        rows
    }

    /// The grade with an error in a row.
    fn with(&self, key: &RowKey, error: RowError) -> Option<Grade> {
        let mut book = self.base.clone();
        match (error, book.get_mut(key)) {
            (RowError::Status(status), Some(Row::Supply(row))) => row.status = Some(status),
            _ => {
                book.remove(key);
            }
        }
        let graph = ChainGraph::new(model_of(&book, self.as_of)?);
        let component = graph.model().find_component(self.id).ok()?;
        let is_dependent = self.found.options.trade_dependent.binary_search(&self.component).is_ok();
        let mut options = self.found.options.clone();
        options.trade_dependent = if is_dependent { vec![component] } else { Vec::new() };
        let judged = chokepoints(&graph, &options);
        let row = judged.rows.iter().find(|row| row.component == component);
        Some(row.map_or(Grade::Unknown, |row| row.pessimistic.grade))
    }
}

/// The admissible errors of a row: absent, one step down, one step up.
fn errors(status: SupplyStatus) -> Vec<RowError> {
    std::iter::once(RowError::Absent)
        .chain(steps(status).iter().map(|&status| RowError::Status(status)))
        .collect()
}
