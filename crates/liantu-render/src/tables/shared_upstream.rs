//! T13 共同上游穿透表: sources that look independent and stand on the same thing upstream.

use super::{Form, common_notes, headed, phrases};
use crate::names::Naming;
use crate::results::Results;
use crate::table::{Cell, Table, percent_interval};
use liantu_analysis::{BackupFinding, SharedUpstream};
use liantu_graph::OfferSource;

const COLUMNS: [&str; 8] = ["number", "component", "backup", "shared", "level", "path", "certainty", "left"];
pub(crate) const FORM: Form = Form::new("T13", &COLUMNS);

/// One row for each backup, or for all active sources of a component together, and each thing they stand on.
pub fn shared_upstream(results: &Results<'_>) -> Table {
    let naming = results.naming;
    let mut table = FORM.table(naming);
    for finding in &results.backups.findings {
        for shared in &finding.shared_upstream {
            let number = table.rows.len() + 1;
            table.push(row(naming, finding, &naming.words.text("t13-all-active"), shared, number));
        }
        for backup in &finding.backups {
            let status = naming.words.text(&format!("status-{}", backup.status.key()));
            let name = match backup.source {
                OfferSource::Named(supplier) => naming.supplier(supplier).to_owned(),
                other => phrases::source_with_place(naming, other),
            };
            let name = naming.words.format("with-remarks", &[("value", &name), ("remarks", &status)]);
            for shared in &backup.shared_upstream {
                let number = table.rows.len() + 1;
                table.push(row(naming, finding, &name, shared, number));
            }
        }
    }
    table.notes = common_notes(naming);
    table.notes.push(naming.words.text("t13-note"));
    table
}

fn row(
    naming: Naming<'_>,
    finding: &BackupFinding,
    backup: &str,
    shared: &SharedUpstream,
    number: usize,
) -> Vec<Cell> {
    let mut path: Vec<&str> = shared.path.iter().map(|&one| naming.component(one)).collect();
    path.push(naming.component(finding.component));
    vec![
        Cell::count(number),
        Cell::text(naming.component(finding.component)),
        Cell::text(backup),
        Cell::text(naming.element(shared.element)),
        Cell::text(naming.level_word(shared.element)),
        Cell::text(path_text(naming, shared, &path)),
        Cell::text(naming.certainty(shared.certainty)),
        Cell {
            number: Some(shared.left.low.points()),
            ..Cell::text(percent_interval(shared.left.low, shared.left.high))
        },
    ]
}

/// The path, and which other inputs are lost with the last but one.
fn path_text(naming: Naming<'_>, shared: &SharedUpstream, path: &[&str]) -> String {
    let path = path.join(" → ");
    if shared.other_inputs.is_empty() {
        return path;
    }
    let others: Vec<&str> = shared.other_inputs.iter().map(|&one| naming.component(one)).collect();
    let others = phrases::some_names(naming, &others);
    naming.words.format("t13-other-inputs", &[("path", &path), ("others", &others)])
}

const PAIR_COLUMNS: [&str; 5] = ["component", "level", "pair", "direct", "upstream"];

/// The worst two losses together, one row for each component and level that has two.
pub fn worst_pairs(results: &Results<'_>) -> Table {
    let naming = results.naming;
    let mut table = headed(naming, "T7p", &PAIR_COLUMNS);
    for finding in &results.backups.findings {
        for (level, pair) in finding.levels.iter().filter_map(|level| Some((level.level, level.pair?))) {
            let names = naming.list(pair.elements.iter().map(|&one| naming.element(one)));
            table.push(vec![
                Cell::text(naming.component(finding.component)),
                Cell::text(naming.words.text(&format!("level-{}", level.key()))),
                Cell::text(names),
                Cell::percent(Some((pair.direct.low, pair.direct.high))),
                Cell::percent(pair.with_upstream.map(|cover| (cover.low, cover.high))),
            ]);
        }
    }
    table.notes = common_notes(naming);
    table
}
