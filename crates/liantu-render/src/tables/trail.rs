//! 证据链: every finding of the tables with the rows it rests on, and what these rest on.

use super::sensitivity::says;
use super::{Form, backups, chokepoints, named, risks, single_points};
use crate::names::{Naming, cite, place_text};
use crate::results::Results;
use crate::table::{Cell, Table};
use liantu_analysis::{
    EvidenceRow, Fault, Fewest, FindingRobustness, Robustness, rows_of_backup, rows_of_grade,
};
use liantu_model::{Element, FindingKey, Model, SourceKind};
use std::collections::{BTreeSet, HashMap};

const COLUMNS: [&str; 12] = [
    "number",
    "at",
    "named",
    "finding",
    "place",
    "says",
    "year",
    "confidence",
    "decides",
    "source",
    "source-title",
    "accessed",
];
pub(crate) const FORM: Form = Form::new("E", &COLUMNS);
/// What of it is said of one finding alone.
const ROW_COLUMNS: [&str; 8] =
    ["place", "says", "year", "confidence", "decides", "source", "source-title", "accessed"];

/// A finding, where it stands, and what it rests on.
pub(crate) struct Traced {
    /// The table.
    pub(crate) form: Form,
    /// Its row there, from 1.
    pub(crate) row: usize,
    /// What it is.
    pub(crate) key: FindingKey,
    /// The rows of the dataset, in table order.
    pub(crate) evidence: Vec<EvidenceRow>,
}

impl Traced {
    /// Table and row as one word: `T3-1`.
    pub(crate) fn at(&self) -> String {
        place_in_report(self.form.id, self.row)
    }
}

/// Table and row as one word.
pub(crate) fn place_in_report(form: &str, row: usize) -> String {
    format!("{form}-{row}")
}

/// One row for each row of the dataset that a finding of the tables rests on, in the order of the tables.
pub fn trail(results: &Results<'_>) -> Table {
    let naming = results.naming;
    let deciding = Deciding::of(results);
    let mut table = FORM.table(naming);
    for traced in traced(results) {
        let (at, key, name) = (traced.at(), traced.key.text(naming.model), named(naming, &traced.key));
        for (row, decides) in deciding.with(results, &traced.key, &traced.evidence) {
            let number = table.rows.len() + 1;
            let mut cells = vec![Cell::count(number), Cell::text(&at), Cell::text(&key), Cell::text(&name)];
            cells.extend(evidence_cells(naming, row, decides));
            table.push(cells);
        }
    }
    table.notes = vec![naming.words.text("e-note")];
    table
}

/// The rows one finding rests on, as a table of its own.
pub(crate) fn rows_table(results: &Results<'_>, key: &FindingKey, rows: &[EvidenceRow]) -> Table {
    let naming = results.naming;
    let mut table = FORM.table_of(naming.words, |column| ROW_COLUMNS.contains(&column));
    for (row, decides) in Deciding::of(results).with(results, key, rows) {
        table.push(evidence_cells(naming, row, decides));
    }
    table.notes = vec![naming.words.text("e-note-rows")];
    table
}

/// A row of the dataset, what it says, and whether an error in it overturns the finding by itself.
pub(crate) struct ToldRow {
    pub(crate) row: EvidenceRow,
    pub(crate) says: String,
    pub(crate) decides: bool,
}

/// The rows one finding rests on, and those that decide it, by table and line.
pub(crate) fn told_rows(results: &Results<'_>, key: &FindingKey, rows: &[EvidenceRow]) -> Vec<ToldRow> {
    let told = |(row, decides)| ToldRow { row, says: in_full(results.naming, row), decides };
    Deciding::of(results).with(results, key, rows).into_iter().map(told).collect()
}

/// Every finding that a table of the report shows, each once, at the first place where it stands.
pub(crate) fn traced(results: &Results<'_>) -> Vec<Traced> {
    let model = results.naming.model;
    let mut found = Vec::new();
    for (at, grade) in chokepoints::weak(results).into_iter().enumerate() {
        let (key, evidence) = (FindingKey::Grade(grade.component), rows_of_grade(model, grade));
        found.push(Traced { form: chokepoints::FORM, row: at + 1, key, evidence });
    }
    let mut seen: BTreeSet<Element> = BTreeSet::new();
    let lists = std::iter::once((risks::FORM, risks::points(results)))
        .chain(single_points::lists(results.single_points));
    for (form, points) in lists {
        for (at, point) in points.into_iter().enumerate() {
            if seen.insert(point.element) {
                let (key, evidence) = (FindingKey::Point(point.element), point.evidence.clone());
                found.push(Traced { form, row: at + 1, key, evidence });
            }
        }
    }
    let counted = |finding| backups::counted_level(results, finding);
    let backed = results.backups.findings.iter().filter_map(|one| Some((one, counted(one)?)));
    for (at, (finding, level)) in backed.enumerate() {
        let key = FindingKey::Backup(level.level, finding.component);
        let evidence = rows_of_backup(model, finding);
        found.push(Traced { form: backups::FORM, row: at + 1, key, evidence });
    }
    found
}

/// The rows an error in which overturns a finding by itself.
struct Deciding<'a> {
    points: HashMap<Element, &'a FindingRobustness>,
}

impl<'a> Deciding<'a> {
    fn of(results: &Results<'a>) -> Self {
        let all = results.robustness.unwrap_or_default();
        Self { points: all.iter().map(|one| (one.element, one)).collect() }
    }

    /// Evidence with the rows that decide, some of which are none (a firm that may supply already is no evidence of who
    /// does), by table and line; and whether each decides.
    fn with(
        &self,
        results: &Results<'_>,
        key: &FindingKey,
        evidence: &[EvidenceRow],
    ) -> Vec<(EvidenceRow, bool)> {
        let model = results.naming.model;
        let decides = self.rows(results, key);
        let all: BTreeSet<EvidenceRow> = evidence.iter().chain(&decides).copied().collect();
        let mut rows: Vec<_> = all.into_iter().map(|row| (row, decides.contains(&row))).collect();
        rows.sort_by_key(|&(row, _)| (cite(model, row).table, row.at(model)));
        rows
    }

    fn rows(&self, results: &Results<'_>, key: &FindingKey) -> BTreeSet<EvidenceRow> {
        match *key {
            FindingKey::Point(element) => {
                let losses = self.points.get(&element).into_iter().flat_map(|one| &one.losses);
                losses.flat_map(|loss| alone(&loss.robustness)).collect()
            }
            FindingKey::Grade(component) => {
                let own = results.decisive.and_then(|found| found.grade(component));
                own.into_iter().flat_map(|own| alone(&own.robustness)).collect()
            }
            FindingKey::Backup(_, component) => {
                let own = results.decisive.and_then(|found| found.backup(component));
                own.into_iter().flat_map(alone).collect()
            }
            FindingKey::Set(_) => {
                results.set_robustness.into_iter().flat_map(|own| alone(&own.robustness)).collect()
            }
        }
    }
}

fn alone(robustness: &Robustness) -> Vec<EvidenceRow> {
    let is_one = robustness.fewest == Fewest::Errors(1);
    let rows = robustness.sets.iter().flatten().copied().map(Fault::row);
    rows.filter(|_| is_one).collect()
}

fn evidence_cells(naming: Naming<'_>, row: EvidenceRow, decides: bool) -> Vec<Cell> {
    let model = naming.model;
    let citation = row.citation(model).map(|one| model.citation(one));
    let source = citation.and_then(|citation| citation.source).map(|source| model.source(source));
    let year = row.year(model).map_or_else(Cell::missing, |year| Cell {
        number: Some(f64::from(year)),
        ..Cell::text(year.to_string())
    });
    let title = source.map_or_else(String::new, |source| {
        if source.kind == Some(SourceKind::Knowledge) {
            naming.words.text("report-knowledge-title")
        } else {
            source.title.clone()
        }
    });
    vec![
        Cell::text(place_text(model, row)),
        Cell::text(in_full(naming, row)),
        year,
        Cell::text(naming.grade_of_evidence(Model::trust(row.confidence(model)))),
        if decides { Cell::text(naming.words.text("answer-yes")) } else { Cell::blank() },
        Cell::text(citation.map_or("", |citation| &citation.text)),
        Cell::text(title),
        Cell::text(source.map_or("", |source| &source.accessed)),
    ]
}

/// What a row says, with the share it states.
fn in_full(naming: Naming<'_>, row: EvidenceRow) -> String {
    let said = says(naming, row);
    let EvidenceRow::Supply(supply) = row else { return said };
    let Some(share) = &naming.model.supply(supply).share else { return said };
    let share = crate::table::percent_interval(share.low, share.high);
    naming.words.format("row-with-share", &[("row", &said), ("share", &share)])
}
