//! T6 断链断供风险清单.

use super::{common_notes, headed, phrases};
use crate::results::Results;
use crate::table::{Cell, Table, short_number};
use liantu_analysis::{Grade, SinglePoint, WitnessReason};
use liantu_model::{ComponentIx, Element, SupplierIx};
use std::cmp::Reverse;

const COLUMNS: [&str; 15] = [
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
];

/// One row for each proper single point above component level, the graver first.
pub fn risks(results: &Results<'_>) -> Table {
    let naming = results.naming;
    let mut table = headed(naming, "T6", &COLUMNS);
    for (position, point) in points(results).into_iter().enumerate() {
        table.push(row(results, point, position + 1));
    }
    table.notes = common_notes(naming);
    table.notes.push(naming.words.text("t6-note"));
    table
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

fn row(results: &Results<'_>, point: &SinglePoint, number: usize) -> Vec<Cell> {
    let naming = results.naming;
    let hit = hit(point);
    let grade =
        hit.and_then(|one| results.chokepoint(one)).map_or(Grade::Unknown, |row| row.pessimistic.grade);
    let stock = hit.and_then(|one| naming.model.component(one).stock_days);
    let targets: Vec<&str> = point.targets.iter().map(|lost| naming.component(lost.component)).collect();
    vec![
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
        Cell::text(naming.certainty(point.certainty())),
        Cell::text(naming.grade_of_evidence(point.evidence_grade)),
        Cell::blank(),
        Cell::blank(),
    ]
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
    phrases::some_names(naming, &names)
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
        Some(WitnessReason::SoleSupplier(_)) => words.text("answer-yes"),
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
    let horizon = naming.horizon(point.horizon());
    let names = phrases::some_names(naming, targets);
    naming
        .words
        .format("risk-affected", &[("names", &names), ("lost", &lost), ("all", &all), ("horizon", &horizon)])
}
