//! What each failure asks of all components at once.

use crate::covering::Row;
use crate::problem::{Failure, Problem};
use std::collections::BTreeMap;

/// What one failure asks of the sources it leaves: of every component that falls short.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Demand {
    /// What fails; nothing, for what falls short by itself.
    pub(crate) failure: Failure,
    /// Each with a need above 0, by component.
    pub(crate) rows: Vec<Row>,
}

/// The demands of a problem, by failure. Those of components that a failure does not touch are as with nothing failed.
/// O(failures × components that fall short).
pub(crate) fn demands(problem: &Problem<'_>) -> Vec<Demand> {
    let mut of: BTreeMap<Failure, Vec<Row>> = BTreeMap::new();
    let mut whole: Vec<Row> = Vec::new();
    for component in 0..problem.components.len() {
        for (failure, row) in problem.demands_of(component) {
            if failure.is_empty() { whole.push(row) } else { of.entry(failure).or_default().push(row) }
        }
    }
    let with_rest = |(failure, mut rows): (Failure, Vec<Row>)| {
        let touched: Vec<u32> = rows.iter().map(|row| row.component).collect();
        rows.extend(whole.iter().filter(|row| touched.binary_search(&row.component).is_err()).cloned());
        Demand { failure, rows }
    };
    let mut demands: Vec<Demand> = of.into_iter().map(with_rest).collect();
    demands.insert(0, Demand { failure: Vec::new(), rows: whole });
    for demand in &mut demands {
        demand.rows.retain(|row| row.need > 0);
        demand.rows.sort_by_key(|row| row.component);
    }
    demands.retain(|demand| !demand.rows.is_empty());
    demands
}
