//! One file or sheet to the rows of one table.

use crate::batches::batches;
use crate::columns::TableFormat;
use crate::encoding::decode;
use crate::problems::{Problem, Problems};
use crate::read::{Outcome, read_each, read_table};
use crate::sheet::{Rows, TextRows};
use crate::tables::{COALITIONS, TableRow, format_of};
use liantu_model::{Draft, Table, Validation};
use std::borrow::Cow;
use std::thread;

/// One table, read: its rows stand in a draft that holds nothing else.
pub(crate) struct Part<'b> {
    pub(crate) places: Places<'b>,
    pub(crate) draft: Draft,
    pub(crate) problems: Vec<Problem>,
    /// For each column of the table the position of its cell, from 0.
    pub(crate) positions: Vec<Option<usize>>,
    /// Whether rows may be missing.
    pub(crate) is_broken: bool,
    /// Whether its rows, purchases, are still to be read.
    pub(crate) is_pending: bool,
}

/// What rows and cells of a part are places in.
pub(crate) enum Places<'b> {
    /// Lines and characters of a text.
    Text(Cow<'b, str>),
    /// Rows and columns of a sheet.
    Sheet,
}

/// Reads one table from the bytes of a text; purchases are put off. O(bytes).
pub(crate) fn part<'b>(format: &'static TableFormat, file: u16, name: &str, bytes: &'b [u8]) -> Part<'b> {
    let text = match decode(bytes) {
        Ok(text) => text,
        Err(bad) => {
            let mut problems = Problems::new(name);
            problems.report_bad_byte(&bad);
            return Part {
                places: Places::Text(Cow::Borrowed("")),
                draft: Draft::default(),
                problems: problems.list,
                positions: vec![None; format.columns.len()],
                is_broken: true,
                is_pending: false,
            };
        }
    };
    if format.table == Some(Table::Purchases) {
        return Part::pending(text);
    }
    let (draft, outcome) = read_rows(format, &mut TextRows::new(&text), file, name);
    let Outcome { problems, positions, is_broken, .. } = outcome;
    Part { places: Places::Text(text), draft, problems, positions, is_broken, is_pending: false }
}

impl<'b> Part<'b> {
    /// Purchases to be read when they are wanted: there may be ten million of them.
    fn pending(text: Cow<'b, str>) -> Self {
        Self {
            places: Places::Text(text),
            draft: Draft::default(),
            problems: Vec::new(),
            positions: vec![None; format_of(Table::Purchases).columns.len()],
            is_broken: false,
            is_pending: true,
        }
    }

    /// Reads what is pending into the draft of the part. O(cells).
    pub(crate) fn read_pending(&mut self, file: u16, name: &str) {
        if let (true, Places::Text(text)) = (self.is_pending, &self.places) {
            let (purchases, outcome) = read_table(&mut TextRows::new(text), file, name);
            self.draft.purchases = purchases;
            self.finish(outcome);
        }
    }

    /// Checks a dataset while its pending purchases are read, a few thousand at a time, so that they are never
    /// held as they were written.
    pub(crate) fn validate_pending(&mut self, draft: Draft, file: u16, name: &str) -> Validation {
        let Places::Text(text) = &self.places else { return draft.validate() };
        let (mut batches, purchases) = batches();
        let (validation, outcome) = thread::scope(|scope| {
            let reading =
                scope.spawn(move || read_each(&mut TextRows::new(text), file, name, |row| batches.push(row)));
            let validation = draft.validate_with(purchases.into_iter().flatten());
            (validation, reading.join().expect("reading does not panic"))
        });
        self.finish(outcome);
        validation
    }

    fn finish(&mut self, outcome: Outcome) {
        self.problems.extend(outcome.problems);
        self.positions = outcome.positions;
        self.is_broken = outcome.is_broken;
        self.is_pending = false;
    }
}

/// Reads the rows of one table. O(cells).
pub(crate) fn read_rows<'a>(
    format: &'static TableFormat,
    source: &mut impl Rows<'a>,
    file: u16,
    name: &str,
) -> (Draft, Outcome) {
    let mut draft = Draft::default();
    let outcome = match format.table {
        Some(Table::Components) => fill(&mut draft.components, source, file, name),
        Some(Table::Requires) => fill(&mut draft.requires, source, file, name),
        Some(Table::Suppliers) => fill(&mut draft.suppliers, source, file, name),
        Some(Table::Supplies) => fill(&mut draft.supplies, source, file, name),
        Some(Table::Purchases) => fill(&mut draft.purchases, source, file, name),
        Some(Table::Regions) => fill(&mut draft.regions, source, file, name),
        Some(Table::Probabilities) => fill(&mut draft.probabilities, source, file, name),
        Some(Table::Chains) => fill(&mut draft.chains, source, file, name),
        Some(Table::Facts) => fill(&mut draft.facts, source, file, name),
        Some(Table::Reviews) => fill(&mut draft.reviews, source, file, name),
        None if format.key == COALITIONS.key => fill(&mut draft.coalitions, source, file, name),
        None => fill(&mut draft.sources, source, file, name),
    };
    (draft, outcome)
}

fn fill<'a, T: TableRow>(rows: &mut Vec<T>, source: &mut impl Rows<'a>, file: u16, name: &str) -> Outcome {
    let (read, outcome) = read_table(source, file, name);
    *rows = read;
    outcome
}

/// Moves the rows of `part` into `draft`, in which only regions and what the settings hold have rows already.
pub(crate) fn merge(draft: &mut Draft, mut part: Draft) {
    draft.regions.append(&mut part.regions);
    draft.sources.append(&mut part.sources);
    draft.coalitions.append(&mut part.coalitions);
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
