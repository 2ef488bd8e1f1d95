//! One finding in full: what it says, what it rests on, what was said of it; and the list of all keys.

use super::single_points::worst_loss_of;
use super::trail::{rows_table, traced};
use super::{Form, backups, chokepoints, cut_sets, named, reviews, robustness, single_points};
use crate::names::Naming;
use crate::results::Results;
use crate::table::{Cell, Column, Table};
use liantu_analysis::{Found, SinglePoint, Sought, Standing};
use liantu_model::FindingKey;

const COLUMNS: [&str; 2] = ["item", "content"];
const FORM: Form = Form::new("X1", &COLUMNS);
const TARGET_COLUMNS: [&str; 5] = ["target", "certainty", "horizon", "loss", "robustness"];
const TARGET_FORM: Form = Form::new("X2", &TARGET_COLUMNS);
const KEY_COLUMNS: [&str; 5] = ["number", "named", "finding", "says", "review"];
const KEY_FORM: Form = Form::new("X0", &KEY_COLUMNS);

/// Columns of a table of findings that say nothing of the finding itself, or are said elsewhere.
const LEFT_OUT: [&str; 6] = ["number", "order", "office", "deadline", "review", "key"];

/// The finding a key names, as its table has it, then its losses, its rows, its reviews.
pub fn explain(results: &Results<'_>, found: Found<'_>, key: &FindingKey) -> Vec<Table> {
    let naming = results.naming;
    let mut sheet = FORM.table(naming);
    sheet.push(vec![
        Cell::text(naming.words.text("x1-finding")),
        Cell::text(format!("{} ({})", named(naming, key), key.text(naming.model))),
    ]);
    let rows = match found.seek(results.graph, key) {
        Sought::Found(rows) => rows,
        Sought::Absent | Sought::NotAsked => {
            let standing = super::reviews::standing_text(naming, &Standing::Absent);
            sheet.push(vec![Cell::text(naming.words.text("x1-standing")), Cell::text(standing)]);
            return [Some(sheet), said(results, key)].into_iter().flatten().collect();
        }
    };
    if let Some((columns, cells)) = told(results, found, key) {
        for (column, cell) in columns.into_iter().zip(cells) {
            if !LEFT_OUT.contains(&column.key) && !cell.text.is_empty() {
                sheet.push(vec![Cell::text(column.header), cell]);
            }
        }
    }
    sheet.notes = super::common_notes(naming);
    if let FindingKey::Set(_) = key {
        sheet.notes.extend(cut_sets::robustness_notes(naming));
    }
    let losses = found.point(key).map(|point| losses(results, point));
    let rows = rows_table(results, key, &rows);
    [Some(sheet), losses, Some(rows), said(results, key)].into_iter().flatten().collect()
}

/// The row of the finding in its own table.
fn told(results: &Results<'_>, found: Found<'_>, key: &FindingKey) -> Option<(Vec<Column>, Vec<Cell>)> {
    let naming = results.naming;
    match key {
        FindingKey::Grade(_) => {
            let cells = chokepoints::row(results, found.grade(key)?, 1);
            Some((chokepoints::FORM.table(naming).columns, cells))
        }
        FindingKey::Backup(level, _) => {
            let finding = found.backup(key)?;
            let level = finding.levels.iter().find(|one| one.level == *level)?;
            let cells = backups::row(results, finding, level, 1);
            Some((backups::form_table(results).columns, cells))
        }
        FindingKey::Point(_) => Some(single_points::sheet(naming, found.point(key)?)),
        FindingKey::Set(_) => {
            let set = found.set(key)?;
            Some(cut_sets::sheet(naming, set, results.set_robustness))
        }
    }
}

/// Each target lost, how surely and when, how much of it, and how sure that is.
fn losses(results: &Results<'_>, point: &SinglePoint) -> Table {
    let naming = results.naming;
    let mut table = TARGET_FORM.table(naming);
    let all = results.robustness.unwrap_or_default();
    let own = all.iter().find(|one| one.element == point.element);
    for lost in &point.targets {
        let loss = own.and_then(|own| own.losses.iter().find(|loss| loss.target == lost.component));
        table.push(vec![
            Cell::text(naming.component(lost.component)),
            Cell::text(naming.certainty(lost.certainty)),
            Cell::text(naming.horizon(lost.horizon)),
            worst_loss_of(naming, lost),
            loss.map_or_else(Cell::missing, |loss| Cell::text(robustness(naming, &loss.robustness))),
        ]);
    }
    table.notes = vec![naming.words.text("sensitivity-note")];
    table
}

/// The reviews of one finding.
fn said(results: &Results<'_>, key: &FindingKey) -> Option<Table> {
    let naming = results.naming;
    let mut table = reviews(naming, results.reviews)?;
    let text = key.text(naming.model);
    table.rows.retain(|row| row[1].text == text);
    for (number, row) in (1..).zip(&mut table.rows) {
        row[0] = Cell::count(number);
    }
    (!table.rows.is_empty()).then_some(table)
}

/// Every finding of the tables by its key: what it is, what it says, what was said of it.
pub fn finding_keys(results: &Results<'_>, found: Found<'_>) -> Table {
    let naming = results.naming;
    let mut table = KEY_FORM.table(naming);
    table.columns.push(Column::of("review", &KEY_FORM.message(naming.words, "review")));
    for one in traced(results) {
        let number = table.rows.len() + 1;
        let review = results.reviews.map(|all| super::reviews::review_cell(naming, all, &one.key));
        table.push(vec![
            Cell::count(number),
            Cell::text(one.key.text(naming.model)),
            Cell::text(named(naming, &one.key)),
            Cell::text(in_short(results, found, &one.key)),
            review.unwrap_or_else(Cell::missing),
        ]);
    }
    table.notes = vec![naming.words.text("x0-note")];
    table
}

/// What a finding says in a few words.
fn in_short(results: &Results<'_>, found: Found<'_>, key: &FindingKey) -> String {
    let naming = results.naming;
    match *key {
        FindingKey::Grade(component) => results
            .chokepoint(component)
            .map_or_else(String::new, |point| super::phrases::grades_cell(naming, point).text),
        FindingKey::Backup(level, component) => {
            let finding = results.backup(component);
            let own = finding.and_then(|one| one.levels.iter().find(|one| one.level == level));
            own.map_or_else(String::new, |own| backups::tier_text(naming, own.tier))
        }
        FindingKey::Point(_) => {
            found.point(key).map_or_else(String::new, |point| point_in_short(naming, point))
        }
        FindingKey::Set(_) => found.set(key).map_or_else(String::new, |set| naming.certainty(set.certainty)),
    }
}

fn point_in_short(naming: Naming<'_>, point: &SinglePoint) -> String {
    let names: Vec<&str> = point.targets.iter().map(|lost| naming.component(lost.component)).collect();
    let (certainty, horizon) =
        (super::phrases::certainties(naming, point), super::phrases::horizons(naming, point));
    let targets = super::phrases::some_names(naming, &names);
    let arguments = [("certainty", &*certainty), ("horizon", &*horizon), ("targets", &*targets)];
    naming.words.format("t5-point", &arguments)
}
