//! T2 重点企业清单(核心企业库).

use super::{Form, common_notes, phrases};
use crate::names::Naming;
use crate::results::{Necessity, Results};
use crate::table::{Cell, Table, percent_interval};
use liantu_analysis::{Certainty, Grade};
use liantu_model::{Element, Index, Supply, SupplyIx, SupplyStatus};
use std::cmp::Reverse;

const COLUMNS: [&str; 13] = [
    "number",
    "firm",
    "place",
    "group",
    "labels",
    "component",
    "grade",
    "share",
    "market",
    "year",
    "status",
    "single-point",
    "sources",
];
pub(crate) const FORM: Form = Form::new("T2", &COLUMNS);

/// Firms that matter, one row for each component they supply: those at home, those that are single points, and
/// those that supply a needed component graded red or orange. Home firms first, then by single point and grade.
pub fn firms(results: &Results<'_>) -> Table {
    let naming = results.naming;
    let mut table = FORM.table(naming);
    let points = points_by_supplier(results);
    let mut rows: Vec<Listed> = naming
        .model
        .supply_indices()
        .filter_map(|row| listed(results, &points, row))
        .filter(|row| row.at_home || row.single_point.is_some() || row.at_chokepoint)
        .collect();
    rows.sort_by_key(|row| {
        let supply = naming.model.supply(row.supply);
        (Reverse(row.at_home), Reverse(row.single_point), results.supplier_of(row.supply), supply.component)
    });
    for (position, row) in rows.iter().enumerate() {
        table.push(cells(results, row, position + 1));
    }
    table.notes = common_notes(naming);
    let (shown, all) = (count_firms(results, &rows), naming.model.suppliers().len());
    table
        .notes
        .push(naming.words.format("t2-note", &[("shown", &shown.to_string()), ("all", &all.to_string())]));
    table
}

struct Listed {
    supply: SupplyIx,
    at_home: bool,
    at_chokepoint: bool,
    single_point: Option<Certainty>,
}

/// How sure it is that a firm, alone or with its group, stops a final product.
fn points_by_supplier(results: &Results<'_>) -> Vec<Option<Certainty>> {
    let model = results.naming.model;
    let mut points: Vec<Option<Certainty>> = vec![None; model.suppliers().len()];
    for finding in results.proper_points() {
        let mut raise = |at: usize| points[at] = Some(finding.certainty()).max(points[at]);
        match finding.element {
            Element::Supplier(supplier) => raise(supplier.position()),
            Element::Group(root) => {
                let members = model.supplier_indices().filter(|&one| model.supplier(one).root == root);
                members.for_each(|one| raise(one.position()));
            }
            _ => {}
        }
    }
    points
}

fn listed(results: &Results<'_>, points: &[Option<Certainty>], row: SupplyIx) -> Option<Listed> {
    let model = results.naming.model;
    let supply = model.supply(row);
    let supplier = results.supplier_of(row).filter(|_| supply.current)?;
    let home = model.dataset().home;
    let grade = results.chokepoint(supply.component).map(|point| point.pessimistic.grade);
    Some(Listed {
        supply: row,
        at_home: model.supplier(supplier).region.is_some_and(|region| model.contains(home, region)),
        at_chokepoint: grade >= Some(Grade::Orange)
            && supply.status == SupplyStatus::Active
            && results.necessity(supply.component) != Necessity::NonEssential,
        single_point: points[supplier.position()],
    })
}

fn cells(results: &Results<'_>, row: &Listed, number: usize) -> Vec<Cell> {
    let naming = results.naming;
    let supply = naming.model.supply(row.supply);
    let Some(supplier) = results.supplier_of(row.supply) else { return Vec::new() };
    let own = naming.model.supplier(supplier);
    let group = if own.root == supplier { "" } else { naming.supplier(own.root) };
    let grade = results.chokepoint(supply.component).map(|point| point.pessimistic.grade);
    let single_point = match row.single_point {
        None => "answer-no",
        Some(Certainty::Possible) => "answer-possible",
        Some(Certainty::Confirmed) => "answer-confirmed",
    };
    vec![
        Cell::count(number),
        Cell::text(naming.supplier(supplier)),
        Cell::text(naming.place_of(supplier)),
        Cell::text(group),
        Cell::text(naming.list(naming.labels(supplier))),
        Cell::text(naming.component(supply.component)),
        phrases::grade_cell(naming, grade.unwrap_or(Grade::Unknown)),
        share(naming, supply),
        Cell::text(supply.share.as_ref().map_or_else(String::new, |_| market(results, supply))),
        supply.year.map_or_else(Cell::missing, |year| Cell {
            number: Some(f64::from(year)),
            ..Cell::text(year.to_string())
        }),
        Cell::text(naming.words.text(&format!("status-{}", supply.status.key()))),
        Cell::text(naming.words.text(single_point)),
        Cell::text(naming.citation(supply.citation)),
    ]
}

fn share(naming: Naming<'_>, supply: &Supply) -> Cell {
    let Some(share) = &supply.share else { return Cell::missing() };
    let mut text = percent_interval(share.low, share.high);
    if share.is_rough() {
        text = naming.words.format("share-rough", &[("share", &text)]);
    }
    Cell { number: Some(share.midpoint().points()), ..Cell::text(text) }
}

fn market(results: &Results<'_>, supply: &Supply) -> String {
    let naming = results.naming;
    match supply.market {
        None => naming.words.text("market-world"),
        Some(region) => naming.words.format("market-region", &[("region", naming.region(region))]),
    }
}

fn count_firms(results: &Results<'_>, rows: &[Listed]) -> usize {
    let mut firms: Vec<_> = rows.iter().filter_map(|row| results.supplier_of(row.supply)).collect();
    firms.sort_unstable();
    firms.dedup();
    firms.len()
}
