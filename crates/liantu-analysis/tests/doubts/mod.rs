//! Findings, and the rows they hang on, in the terms of the oracles.

use liantu_analysis::{Depth, EvidenceRow, Level, SinglePoints, SpofOptions, single_points};
use liantu_graph::{ChainGraph, Qualified};
use liantu_model::{Draft, Model, RowAt};
use liantu_testkit::oracle::WrongRow;

/// Who takes down what, of groups of one firm as well.
pub(crate) fn found(graph: &ChainGraph, levels: &[Level], qualified: bool) -> SinglePoints {
    let options = SpofOptions {
        levels: levels.to_vec(),
        several_members_only: false,
        qualified: if qualified { Qualified::Counted } else { Qualified::Ignored },
        depth: Depth::Losses,
        ..SpofOptions::default()
    };
    single_points(graph, &options)
}

/// Which row of the draft a row of its model is.
pub(crate) fn row_of(draft: &Draft, model: &Model, row: EvidenceRow) -> WrongRow {
    let position =
        |rows: Vec<RowAt>, at: RowAt| rows.into_iter().position(|row| row == at).expect("a row of the draft");
    match row {
        EvidenceRow::Component(one) => {
            let rows = draft.components.iter().map(|row| row.at).collect();
            WrongRow::Component(position(rows, model.component(one).at))
        }
        EvidenceRow::Requirement(one) => {
            let rows = draft.requires.iter().map(|row| row.at).collect();
            WrongRow::Requirement(position(rows, model.requirement(one).at))
        }
        EvidenceRow::Supply(one) => {
            let rows = draft.supplies.iter().map(|row| row.at).collect();
            WrongRow::Supply(position(rows, model.supply(one).at))
        }
        EvidenceRow::Fact(_) => unreachable!("facts are not doubted"),
    }
}
