//! T4 长板清单: where the world depends on us.

use super::{Form, common_notes, phrases, rules_note};
use crate::results::Results;
use crate::table::{Cell, Table};
use liantu_analysis::Chokepoint;
use liantu_graph::Market;
use liantu_model::{ComponentIx, InputKind, SupplierIx};

const COLUMNS: [&str; 8] =
    ["number", "component", "product", "firms", "world", "domestic", "level", "dependents"];
pub(crate) const FORM: Form = Form::new("T4", &COLUMNS);

/// Components of which the domestic share of world supply may reach the threshold of the rules, the greatest first.
pub fn long_links(results: &Results<'_>) -> Table {
    let naming = results.naming;
    let mut table = FORM.table(naming);
    for (position, point) in links(results).into_iter().enumerate() {
        table.push(row(results, point, position + 1));
    }
    table.notes = common_notes(naming);
    table.notes.push(rules_note(results));
    let least = results.chokepoints.options.rules.long_link_share.to_string();
    table.notes.push(naming.words.format("t4-note", &[("share", &least)]));
    table
}

/// Whether the domestic share of world supply reaches the threshold for certain.
pub(crate) fn is_long_for_certain(results: &Results<'_>, point: &Chokepoint) -> bool {
    let least = results.chokepoints.options.rules.long_link_share.points();
    results.graph.supply_list(point.component).market == Market::World
        && point.domestic_share.is_some_and(|share| share.low >= least)
}

fn links<'a>(results: &Results<'a>) -> Vec<&'a Chokepoint> {
    let least = results.chokepoints.options.rules.long_link_share.points();
    let ends =
        |point: &Chokepoint| point.domestic_share.map_or((-1.0, -1.0), |share| (share.low, share.high));
    let is_long = |point: &&Chokepoint| {
        results.graph.supply_list(point.component).market == Market::World && ends(point).1 >= least
    };
    let mut links: Vec<&Chokepoint> = results.chokepoints.rows.iter().filter(is_long).collect();
    links.sort_by(|a, b| {
        let (a, b) = (ends(a), ends(b));
        b.0.total_cmp(&a.0).then(b.1.total_cmp(&a.1))
    });
    links
}

fn row(results: &Results<'_>, point: &Chokepoint, number: usize) -> Vec<Cell> {
    let (naming, model) = (results.naming, results.naming.model);
    let firms = results
        .active_suppliers(point.component, |region| region.is_some_and(|region| model.is_domestic(region)));
    let names: Vec<&str> = firms.iter().map(|&firm| naming.supplier(firm)).collect();
    let level = model.component(point.component).tech_level;
    let dependents = dependents(results, point.component);
    let dependents: Vec<&str> = dependents.iter().map(|&one| naming.component(one)).collect();
    vec![
        Cell::count(number),
        Cell::text(naming.component(point.component)),
        Cell::text(phrases::kind_word(naming, point.component)),
        Cell::text(phrases::some_firms(naming, &names)),
        point.domestic_share.map_or_else(Cell::missing, |share| Cell {
            number: Some(share.low),
            ..Cell::text(phrases::points_text(share).unwrap_or_default())
        }),
        Cell::text(
            point
                .localisation_rate
                .as_ref()
                .map_or_else(String::new, |rate| phrases::localisation_text(naming, rate)),
        ),
        Cell::text(
            level.map_or_else(String::new, |level| naming.words.text(&format!("tech-{}", level.key()))),
        ),
        Cell::text(phrases::some_names(naming, &dependents)),
    ]
}

/// Products that need it directly and have a listed active maker abroad, in model order.
fn dependents(results: &Results<'_>, component: ComponentIx) -> Vec<ComponentIx> {
    let model = results.naming.model;
    let mut products: Vec<ComponentIx> = model
        .groups()
        .iter()
        .filter(|group| group.kind == InputKind::Essential)
        .filter(|group| group.members.iter().any(|&one| model.requirement(one).input == component))
        .map(|group| group.product)
        .filter(|&product| {
            let abroad: Vec<SupplierIx> = results
                .active_suppliers(product, |region| region.is_some_and(|region| !model.is_domestic(region)));
            !abroad.is_empty()
        })
        .collect();
    products.sort_unstable();
    products.dedup();
    products
}
