//! A dataset with one row otherwise.

use super::book::{Row, RowKey, book};
use super::mapping::Mapping;
use super::observe::model_of;
use crate::evidence::EvidenceRow;
use crate::sensitivity::Fault;
use liantu_model::Model;

/// The dataset with an error in one of its rows taken out, or put in; `None` when it then contradicts itself.
/// O(rows of the dataset).
pub fn with_fault(model: &Model, fault: Fault) -> Option<Model> {
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
        (Fault::Unclaimed(_), Some(Row::Component(row))) => row.complete = None,
        _ => {
            book.remove(&key);
        }
    }
    model_of(&book, model.dataset().as_of)
}
