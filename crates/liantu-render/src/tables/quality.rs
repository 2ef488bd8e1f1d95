//! T14 数据质量.

use super::{Form, common_notes, phrases};
use crate::results::Results;
use crate::table::{Cell, Table};
use liantu_model::{ComponentIx, Fact, Model, Percent, Supply};
use std::collections::BTreeMap;

const COLUMNS: [&str; 9] = [
    "number",
    "component",
    "suppliers",
    "with-share",
    "with-source",
    "published",
    "oldest",
    "complete",
    "conflicts",
];
pub(crate) const FORM: Form = Form::new("T14", &COLUMNS);

/// How well each component is documented, in the order of the dataset.
pub fn quality(results: &Results<'_>) -> Table {
    let naming = results.naming;
    let mut table = FORM.table(naming);
    let rows = rows_by_component(naming.model);
    for component in naming.model.component_indices() {
        let number = table.rows.len() + 1;
        let rows = rows.get(&component).map_or(&[][..], Vec::as_slice);
        table.push(row(results, component, rows, number));
    }
    table.notes = common_notes(naming);
    table.notes.push(naming.words.text("t14-note"));
    table
}

fn rows_by_component(model: &Model) -> BTreeMap<ComponentIx, Vec<&Supply>> {
    let mut rows: BTreeMap<ComponentIx, Vec<&Supply>> = BTreeMap::new();
    for supply in model.supplies().iter().filter(|supply| supply.current) {
        rows.entry(supply.component).or_default().push(supply);
    }
    rows
}

fn row(results: &Results<'_>, component: ComponentIx, rows: &[&Supply], number: usize) -> Vec<Cell> {
    let naming = results.naming;
    let part = |keep: &dyn Fn(&Supply) -> bool| {
        let kept = rows.iter().filter(|row| keep(row)).count();
        Cell::percent(ratio(kept, rows.len()).map(|share| (share, share)))
    };
    let oldest = rows.iter().filter_map(|row| row.year).min();
    let list = results.graph.supply_list(component);
    let completeness = match (list.has_rows, list.complete) {
        (false, _) => "list-none",
        (true, true) => "list-complete",
        (true, false) => "list-open",
    };
    vec![
        Cell::count(number),
        Cell::text(naming.component(component)),
        results.supplier_numbers(component).map_or_else(Cell::missing, |one| Cell::count(one.world)),
        part(&|row| row.share.is_some()),
        part(&|row| row.citation.is_some()),
        part(&|row| is_published(naming.model, row)),
        oldest.map_or_else(Cell::missing, |year| Cell {
            number: Some(f64::from(year)),
            ..Cell::text(year.to_string())
        }),
        Cell::text(naming.words.text(completeness)),
        Cell::text(conflicts(results, component)),
    ]
}

fn ratio(part: usize, whole: usize) -> Option<Percent> {
    (whole > 0).then(|| Percent::from_points((100.0 * part as f64 / whole as f64).round()))?
}

/// A source that others can look up: declared, and more than industry knowledge.
fn is_published(model: &Model, row: &Supply) -> bool {
    let source = row.citation.and_then(|citation| model.citation(citation).source);
    source.is_some_and(|source| model.source(source).kind != Some(liantu_model::SourceKind::Knowledge))
}

/// Figures of one metric, scope and year that differ.
fn conflicts(results: &Results<'_>, component: ComponentIx) -> String {
    let naming = results.naming;
    let mut facts: BTreeMap<(&str, &str, Option<i16>), Vec<&Fact>> = BTreeMap::new();
    for fact in naming.model.facts().iter().filter(|fact| fact.component == component) {
        facts.entry((&fact.metric, &fact.scope, fact.year)).or_default().push(fact);
    }
    let mut texts = Vec::new();
    for ((metric, _, year), facts) in facts {
        let mut values: Vec<String> =
            facts.iter().map(|fact| phrases::with_unit(&fact.value, &fact.unit)).collect();
        values.dedup();
        if values.len() < 2 {
            continue;
        }
        let metric = phrases::metric_word(naming, metric);
        let year = year.map_or_else(String::new, |year| year.to_string());
        let values = values.join(" / ");
        texts.push(
            naming.words.format("conflict", &[("metric", &metric), ("year", &year), ("values", &values)]),
        );
    }
    texts.join(&naming.words.text("clause-separator"))
}
