//! One file to the rows of one table.

use crate::encoding::decode;
use crate::problems::{Problem, Problems};
use crate::read::{Read, read_table};
use crate::sheet::TextRows;
use crate::tables::{TableRow, format_of};
use liantu_model::{Draft, Table};
use std::borrow::Cow;

/// One table, read: its rows stand in a draft that holds nothing else.
pub(crate) struct Part<'b> {
    pub(crate) text: Cow<'b, str>,
    pub(crate) draft: Draft,
    pub(crate) problems: Vec<Problem>,
    /// For each column of the table the position of its cell, from 0.
    pub(crate) positions: Vec<Option<usize>>,
    /// Whether rows may be missing.
    pub(crate) is_broken: bool,
}

/// Reads one table from its bytes. O(bytes).
pub(crate) fn part<'b>(table: Table, file: u16, name: &str, bytes: &'b [u8]) -> Part<'b> {
    let text = match decode(bytes) {
        Ok(text) => text,
        Err(bad) => {
            let mut problems = Problems::new(name);
            problems.report_bad_byte(&bad);
            return Part {
                text: Cow::Borrowed(""),
                draft: Draft::default(),
                problems: problems.list,
                positions: vec![None; format_of(table).columns.len()],
                is_broken: true,
            };
        }
    };
    let mut draft = Draft::default();
    let (problems, positions, is_broken) = match table {
        Table::Components => fill(&mut draft.components, &text, file, name),
        Table::Requires => fill(&mut draft.requires, &text, file, name),
        Table::Suppliers => fill(&mut draft.suppliers, &text, file, name),
        Table::Supplies => fill(&mut draft.supplies, &text, file, name),
        Table::Purchases => fill(&mut draft.purchases, &text, file, name),
        Table::Regions => fill(&mut draft.regions, &text, file, name),
        Table::Probabilities => fill(&mut draft.probabilities, &text, file, name),
        Table::Chains => fill(&mut draft.chains, &text, file, name),
        Table::Facts => fill(&mut draft.facts, &text, file, name),
        Table::Reviews => fill(&mut draft.reviews, &text, file, name),
    };
    Part { text, draft, problems, positions, is_broken }
}

fn fill<T: TableRow>(
    rows: &mut Vec<T>,
    text: &str,
    file: u16,
    name: &str,
) -> (Vec<Problem>, Vec<Option<usize>>, bool) {
    let read: Read<T> = read_table(&mut TextRows::new(text), file, name);
    *rows = read.rows;
    (read.problems, read.positions, read.is_broken)
}

/// Moves the rows of `part` into `draft`, in which only the regions have rows already.
pub(crate) fn merge(draft: &mut Draft, mut part: Draft) {
    draft.regions.append(&mut part.regions);
    take(&mut draft.components, part.components);
    take(&mut draft.requires, part.requires);
    take(&mut draft.suppliers, part.suppliers);
    take(&mut draft.supplies, part.supplies);
    take(&mut draft.purchases, part.purchases);
    take(&mut draft.probabilities, part.probabilities);
    take(&mut draft.chains, part.chains);
    take(&mut draft.facts, part.facts);
    take(&mut draft.reviews, part.reviews);
}

fn take<T>(rows: &mut Vec<T>, read: Vec<T>) {
    if !read.is_empty() {
        *rows = read;
    }
}
