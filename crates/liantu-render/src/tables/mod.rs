//! The tables offices hand in, and those of single commands.

mod cut_sets;
mod single_points;
mod what_if;

pub use cut_sets::{cut_sets, notes as cut_set_notes};
pub use single_points::{already_down, notes as single_point_notes, single_points};
pub use what_if::{loss_text, what_if, what_if_notes};

use crate::names::{Naming, cite};
use liantu_analysis::EvidenceRow;
use std::collections::BTreeSet;

/// The sources of some rows, as cited, `IK` and blank ones in words.
pub(crate) fn sources(naming: Naming<'_>, rows: &[EvidenceRow]) -> String {
    let cited: BTreeSet<String> = rows
        .iter()
        .map(|&row| cite(naming.model, row).source)
        .filter(|source| !source.is_empty())
        .map(str::to_owned)
        .collect();
    naming.list(cited)
}

/// The note every table ends with: date, and where the analyst stands.
pub(crate) fn date_note(naming: Naming<'_>) -> String {
    let dataset = naming.model.dataset();
    naming.words.format(
        "note-date",
        &[("date", &naming.as_of()), ("title", naming.title()), ("home", naming.region(dataset.home))],
    )
}
