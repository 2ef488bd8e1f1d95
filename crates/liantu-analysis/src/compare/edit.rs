//! A dataset with one row otherwise.

use super::book::{Row, RowKey, book};
use super::mapping::Mapping;
use super::observe::model_of;
use crate::evidence::EvidenceRow;
use crate::sensitivity::{End, Fault};
use liantu_model::{Model, PercentRange, SupplyRow};

/// The dataset with an error in one of its rows taken out, or put in; `None` when it then contradicts itself, or for
/// somebody unlisted, whom no row is about.
/// O(rows of the dataset).
pub fn with_fault(model: &Model, fault: Fault) -> Option<Model> {
    if matches!(fault, Fault::Unlisted(_)) {
        return None;
    }
    let mut book = book(model, &Mapping::default());
    let at = fault.row().at(model);
    let is_it = |key: &RowKey, row: &Row| {
        let own = match key {
            RowKey::Component(_) => matches!(fault.row(), EvidenceRow::Component(_)),
            RowKey::Requirement { .. } => matches!(fault.row(), EvidenceRow::Requirement(_)),
            RowKey::Supply { .. } => matches!(fault.row(), EvidenceRow::Supply(_)),
            RowKey::Fact { .. } => matches!(fault.row(), EvidenceRow::Fact(_)),
            _ => false,
        };
        own && row.at() == Some(at)
    };
    let key = book.iter().find(|(key, row)| is_it(key, row)).map(|(key, _)| key.clone())?;
    match (fault, book.get_mut(&key)) {
        (Fault::Status(_, status), Some(Row::Supply(row))) => row.status = Some(status),
        (Fault::Share(_, end), Some(Row::Supply(row))) => at_end(row, end),
        (Fault::Unclaimed(_), Some(Row::Component(row))) => row.complete = None,
        _ => {
            book.remove(&key);
        }
    }
    model_of(&book, model.dataset().as_of)
}

/// Puts what a supply states in percent at one end of what is written.
fn at_end(row: &mut SupplyRow, end: End) {
    for range in [&mut row.share, &mut row.takeover].into_iter().flatten() {
        *range = PercentRange::exactly(end.of(range));
    }
}
