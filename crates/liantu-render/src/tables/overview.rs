//! T1 产业链环节总表.

use super::reviews::tag;
use super::{Form, common_notes, phrases, rules_note};
use crate::results::Results;
use crate::table::{Cell, Table};
use liantu_analysis::Grade;
use liantu_model::{ComponentIx, FindingKey};

const COLUMNS: [&str; 19] = [
    "number",
    "id",
    "component",
    "other-name",
    "kind",
    "stage",
    "steps",
    "foundation",
    "hs",
    "world",
    "domestic",
    "home",
    "necessity",
    "alternatives",
    "tier",
    "grade",
    "inherited",
    "review",
    "key",
];
pub(crate) const FORM: Form = Form::new("T1", &COLUMNS);

/// Every component of the dataset, in its order.
pub fn overview(results: &Results<'_>) -> Table {
    let naming = results.naming;
    let mut table = FORM.table(naming);
    let mut keys = Vec::new();
    for component in naming.model.component_indices() {
        let number = table.rows.len() + 1;
        table.push(row(results, component, number));
        keys.push(FindingKey::Grade(component).text(naming.model));
    }
    table.notes = common_notes(naming);
    table.notes.push(naming.words.text("t1-note"));
    table.notes.push(rules_note(results));
    tag(&mut table, FORM, naming, results.reviews, &keys);
    table
}

fn row(results: &Results<'_>, component: ComponentIx, number: usize) -> Vec<Cell> {
    let naming = results.naming;
    let own = naming.model.component(component);
    let numbers = results.supplier_numbers(component);
    let count = |pick: fn(&crate::results::SupplierNumbers) -> usize| match &numbers {
        None => Cell::missing(),
        Some(numbers) => at_least(pick(numbers), numbers.open),
    };
    let other_name = if naming.component(component) == own.name { &own.name_en } else { &own.name };
    vec![
        Cell::count(number),
        Cell::text(&own.id),
        Cell::text(naming.component(component)),
        Cell::text(other_name),
        Cell::text(phrases::kind_word(naming, component)),
        Cell::text(phrases::stage_word(naming, component)),
        results.steps(component).map_or_else(Cell::missing, |steps| Cell::count(steps as usize)),
        Cell::text(naming.term(&own.foundation)),
        Cell::text(naming.list(own.hs.iter().map(|one| &one.code))),
        count(|numbers| numbers.world),
        count(|numbers| numbers.domestic),
        count(|numbers| numbers.home),
        Cell::text(naming.words.text(results.necessity(component).key())),
        Cell::text(phrases::alternatives(results, component).join(&naming.words.text("clause-separator"))),
        Cell::text(tier(results, component)),
        results.chokepoint(component).map_or_else(
            || phrases::grade_cell(naming, Grade::Unknown),
            |point| phrases::grades_cell(naming, point),
        ),
        Cell::text(origins(results, component)),
    ]
}

fn origins(results: &Results<'_>, component: ComponentIx) -> String {
    let naming = results.naming;
    let origins = results.inherited_from(component);
    let names: Vec<&str> = origins.iter().map(|&one| naming.component(one)).collect();
    phrases::some_names(naming, &names)
}

fn at_least(count: usize, open: bool) -> Cell {
    let text = if open && count > 0 { format!("≥{count}") } else { count.to_string() };
    Cell { number: Some(count as f64), ..Cell::text(text) }
}

fn tier(results: &Results<'_>, component: ComponentIx) -> String {
    let level = results.backup(component).and_then(|finding| super::backups::counted_level(results, finding));
    level.map_or_else(String::new, |level| super::backups::tier_text(results.naming, level.tier))
}
