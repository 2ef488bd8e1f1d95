//! T6 断链断供风险清单.

use super::reviews::tag;
use super::single_points::worst_loss;
use super::{Form, common_notes, phrases, robustness};
use crate::comparison::Compared;
use crate::results::Results;
use crate::table::{Cell, Table, short_number};
use liantu_analysis::{Grade, RiskChange, SinglePoint, WitnessReason};
use liantu_model::{ComponentIx, Element, FindingKey, SupplierIx};
use std::cmp::Reverse;

const COLUMNS: [&str; 18] = [
    "number",
    "risk",
    "firm",
    "product",
    "source",
    "sole",
    "necessity",
    "kind",
    "grade",
    "stock",
    "affected",
    "certainty",
    "evidence",
    "measures",
    "status",
    "robustness",
    "review",
    "key",
];
pub(crate) const FORM: Form = Form::new("T6", &COLUMNS);

/// One row for each proper single point above component level, the graver first. With earlier data to compare
/// with, each has a status, and those that are gone follow as they were.
pub fn risks(results: &Results<'_>, compared: Option<&Compared<'_, '_>>) -> Table {
    let naming = results.naming;
    let mut table =
        FORM.table_of(naming.words, |column| column != "robustness" || results.robustness.is_some());
    let mut keys = Vec::new();
    for point in points(results) {
        let risk = compared.and_then(|compared| compared.risk_of(point.element));
        let status = compared.map(|compared| status_cell(compared, risk));
        let number = table.rows.len() + 1;
        table.push(row(results, point, number, status));
        keys.push(FindingKey::Point(point.element).text(naming.model));
    }
    table.notes = common_notes(naming);
    table.notes.push(naming.words.text("t6-note"));
    table.notes.extend(results.robustness.map(|_| naming.words.text("sensitivity-note")));
    if let Some(compared) = compared {
        push_gone(&mut table, compared, &mut keys);
        table.notes.push(naming.words.format("t6-note-status", &[("old", &compared.old.naming.as_of())]));
    }
    tag(&mut table, FORM, naming, results.reviews, &keys);
    table
}

/// Risks of the old data that the rows above do not have.
fn push_gone(table: &mut Table, compared: &Compared<'_, '_>, keys: &mut Vec<String>) {
    let is_listed = |risk: &RiskChange| {
        let listed = points(compared.new).into_iter().filter_map(|point| compared.risk_of(point.element));
        listed.into_iter().any(|one| one.subject == risk.subject)
    };
    for point in points(compared.old) {
        let Some(risk) = compared.risk_of_old(point.element).filter(|risk| !is_listed(risk)) else {
            continue;
        };
        let number = table.rows.len() + 1;
        let mut cells = row(compared.old, point, number, Some(status_cell(compared, Some(risk))));
        cells.resize(table.columns.len(), Cell::missing());
        table.push(cells);
        keys.push(compared.key(&risk.subject));
    }
}

fn status_cell(compared: &Compared<'_, '_>, risk: Option<&RiskChange>) -> Cell {
    let words = compared.naming().words;
    let Some(risk) = risk else { return Cell::missing() };
    let status = words.text(&format!("risk-status-{}", risk.status.key()));
    if risk.rows.is_empty() {
        return Cell::text(status);
    }
    let rows: Vec<String> =
        risk.rows.iter().map(|&row| compared.about(&compared.comparison.rows[row])).collect();
    let rows = phrases::some_names(compared.naming(), &rows.iter().map(String::as_str).collect::<Vec<_>>());
    Cell::text(words.format("risk-status-because", &[("status", &status), ("rows", &rows)]))
}

/// Proper single points above component level, the graver first.
pub(crate) fn points<'a>(results: &Results<'a>) -> Vec<&'a SinglePoint> {
    let is_risk = |point: &&SinglePoint| !matches!(point.element, Element::Component(_));
    let mut points: Vec<&SinglePoint> = results.proper_points().filter(is_risk).collect();
    points.sort_by_key(|point| {
        let grade = hit(point).and_then(|one| results.chokepoint(one)).map(|row| row.pessimistic.grade);
        let targets = Reverse(point.targets.len());
        (Reverse(point.certainty()), targets, Reverse(grade), Reverse(point.components_lost))
    });
    points
}

/// The component that is hit first.
fn hit(point: &SinglePoint) -> Option<ComponentIx> {
    point.witness.first().map(|step| step.component)
}

fn row(results: &Results<'_>, point: &SinglePoint, number: usize, status: Option<Cell>) -> Vec<Cell> {
    let naming = results.naming;
    let hit = hit(point);
    let grade =
        hit.and_then(|one| results.chokepoint(one)).map_or(Grade::Unknown, |row| row.pessimistic.grade);
    let stock = hit.and_then(|one| stock_days(results, one));
    let targets: Vec<&str> = point.targets.iter().map(|lost| naming.component(lost.component)).collect();
    let mut cells = vec![
        Cell::count(number),
        Cell::text(naming.element(point.element)),
        Cell::text(firms_at_risk(results, point)),
        Cell::text(hit.map_or("", |one| naming.component(one))),
        Cell::text(source(results, point)),
        Cell::text(sole(results, point)),
        Cell::text(hit.map_or_else(String::new, |one| naming.words.text(results.necessity(one).key()))),
        Cell::text(naming.words.text(&format!("risk-{}", naming.level_of(point.element)))),
        phrases::grade_cell(naming, grade),
        stock
            .map_or_else(Cell::missing, |days| Cell { number: Some(days), ..Cell::text(short_number(days)) }),
        Cell::text(affected(results, point, &targets)),
        Cell::text(phrases::certainties(naming, point)),
        Cell::text(naming.grade_of_evidence(point.evidence_grade)),
        hit.map_or_else(Cell::blank, |one| measures(results, one)),
        status.unwrap_or_else(Cell::blank),
    ];
    cells.extend(results.robustness.map(|_| robustness_cell(results, point)));
    cells
}

fn robustness_cell(results: &Results<'_>, point: &SinglePoint) -> Cell {
    let weakest = results.weakest_loss(point.element);
    weakest.map_or_else(Cell::missing, |loss| Cell::text(robustness(results.naming, &loss.robustness)))
}

/// Days of stock as stated, else stock over stated demand.
fn stock_days(results: &Results<'_>, component: ComponentIx) -> Option<f64> {
    let row = results.naming.model.component(component);
    let derived =
        || row.stock.zip(row.demand.filter(|demand| *demand > 0.0)).map(|(stock, week)| 7.0 * stock / week);
    row.stock_days.or_else(derived)
}

/// Measures that the data tell of: sources qualified or in qualification; left blank for the office without any.
fn measures(results: &Results<'_>, component: ComponentIx) -> Cell {
    let naming = results.naming;
    let backups = results.backup(component).map_or(&[][..], |finding| &finding.backups);
    let texts: Vec<String> = backups
        .iter()
        .map(|backup| {
            let source = phrases::source_with_place(naming, backup.source);
            let status = naming.words.text(&format!("status-{}", backup.status.key()));
            naming.words.format("with-remarks", &[("value", &source), ("remarks", &status)])
        })
        .collect();
    if texts.is_empty() {
        return Cell::blank();
    }
    Cell::text(phrases::some_firms(naming, &texts.iter().map(String::as_str).collect::<Vec<_>>()))
}

/// Home firms that make the final products lost, else those that make what is hit.
fn firms_at_risk(results: &Results<'_>, point: &SinglePoint) -> String {
    let (naming, model) = (results.naming, results.naming.model);
    let home = model.dataset().home;
    let at_home = |component: ComponentIx| {
        results.active_suppliers(component, |region| region.is_some_and(|one| model.contains(home, one)))
    };
    let mut firms: Vec<SupplierIx> = point.targets.iter().flat_map(|lost| at_home(lost.component)).collect();
    firms.sort_unstable();
    firms.dedup();
    let names: Vec<&str> = firms.iter().map(|&one| naming.supplier(one)).collect();
    phrases::some_firms(naming, &names)
}

/// Who or what fails, with its place.
fn source(results: &Results<'_>, point: &SinglePoint) -> String {
    let naming = results.naming;
    match point.element {
        Element::Supplier(supplier) => phrases::supplier_with_place(naming, supplier),
        Element::Group(_) | Element::Region(_) | Element::Coalition(_) => match first_reason(point) {
            Some(WitnessReason::AllSuppliers(suppliers)) => phrases::suppliers_with_places(naming, suppliers),
            Some(WitnessReason::SoleSupplier(supplier)) => phrases::supplier_with_place(naming, *supplier),
            _ => naming.element(point.element).into_owned(),
        },
        other => naming.element(other).into_owned(),
    }
}

fn first_reason(point: &SinglePoint) -> Option<&WitnessReason> {
    point.witness.first().map(|step| &step.reason)
}

fn sole(results: &Results<'_>, point: &SinglePoint) -> String {
    let words = results.naming.words;
    match first_reason(point) {
        Some(WitnessReason::SoleSupplier(_)) => {
            let certainty = results.naming.certainty(point.certainty());
            words.format("with-remarks", &[("value", &words.text("answer-yes")), ("remarks", &certainty)])
        }
        Some(WitnessReason::AllSuppliers(all)) => {
            words.format("sole-together", &[("count", &all.len().to_string())])
        }
        Some(WitnessReason::AllSources) => words.text("sole-place"),
        _ => String::new(),
    }
}

fn affected(results: &Results<'_>, point: &SinglePoint, targets: &[&str]) -> String {
    let naming = results.naming;
    let (lost, all) = (targets.len().to_string(), results.single_points.targets.len().to_string());
    let horizon = phrases::horizons(naming, point);
    let names = phrases::some_names(naming, targets);
    let affected = naming
        .words
        .format("risk-affected", &[("names", &names), ("lost", &lost), ("all", &all), ("horizon", &horizon)]);
    let loss = worst_loss(naming, point);
    if loss == Cell::missing() {
        return affected;
    }
    naming.words.format("risk-loss", &[("affected", &affected), ("loss", &loss.text)])
}
