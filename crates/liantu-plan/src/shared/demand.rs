//! What each failure asks of all components at once.

use crate::covering::{Cover, Row};
use crate::problem::{Failure, Problem};
use std::collections::BTreeMap;

/// What one failure asks of the sources it leaves: of every component that falls short.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Demand {
    /// What fails; nothing, for what falls short by itself.
    pub(crate) failure: Failure,
    /// By component.
    pub(crate) rows: Vec<Asked>,
}

/// What a failure asks of a component.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Asked {
    /// What has to be covered.
    pub(crate) row: Row,
    /// What is missing beyond: nobody could cover it.
    pub(crate) beyond: Cover,
}

/// The demands of a problem, by failure. Those of components that a failure does not touch are as with nothing failed.
/// O(failures × components that fall short).
pub(crate) fn demands(problem: &Problem<'_>) -> Vec<Demand> {
    let mut of: BTreeMap<Failure, Vec<Asked>> = BTreeMap::new();
    let mut whole: Vec<Asked> = Vec::new();
    for component in 0..problem.components.len() {
        for (failure, row) in problem.demands_of(component) {
            let asked = Asked { beyond: problem.beyond(component as u32, &failure), row };
            if failure.is_empty() { whole.push(asked) } else { of.entry(failure).or_default().push(asked) }
        }
    }
    let with_rest = |(failure, mut rows): (Failure, Vec<Asked>)| {
        let touched: Vec<u32> = rows.iter().map(|asked| asked.row.component).collect();
        let is_rest = |asked: &&Asked| touched.binary_search(&asked.row.component).is_err();
        rows.extend(whole.iter().filter(is_rest).cloned());
        Demand { failure, rows }
    };
    let mut demands: Vec<Demand> = of.into_iter().map(with_rest).collect();
    demands.insert(0, Demand { failure: Vec::new(), rows: whole });
    for demand in &mut demands {
        demand.rows.retain(|asked| asked.row.need + asked.beyond > 0);
        demand.rows.sort_by_key(|asked| asked.row.component);
    }
    demands.retain(|demand| !demand.rows.is_empty());
    demands
}
