//! What crosses borders, how far buyers reach, who could supply whom, and how much one owner holds.

use super::super::phrases;
use super::place;
use crate::names::Naming;
use crate::table::{Cell, Table, percent_interval};
use crate::tables::Form;
use liantu_analysis::{BuyerReach, Dependence, Integration, Regions};
use liantu_model::{Percent, RegionIx};
use std::collections::BTreeMap;

const DEPENDENCE_COLUMNS: [&str; 5] = ["number", "product", "inputs", "choice", "nearest"];
/// The columns are cities.
pub(crate) const PARTNER_FORM: Form = Form::new("T10E", &[]);
pub(crate) const DEPENDENCE_FORM: Form = Form::new("T10C", &DEPENDENCE_COLUMNS);
const BUYER_COLUMNS: [&str; 9] =
    ["number", "buyer", "place", "needs", "first", "second", "unplaced", "unsupplied", "unlisted"];
pub(crate) const BUYER_FORM: Form = Form::new("T10D", &BUYER_COLUMNS);
const INTEGRATION_COLUMNS: [&str; 8] =
    ["number", "target", "group", "breadth", "depth", "offered", "next", "rest"];
pub(crate) const INTEGRATION_FORM: Form = Form::new("T10F", &INTEGRATION_COLUMNS);

/// One row for each need of a product made at home that is not met at home.
pub(super) fn dependences(naming: Naming<'_>, regions: &Regions) -> Table {
    let mut table = DEPENDENCE_FORM.table(naming);
    for (position, one) in regions.dependences.iter().enumerate() {
        table.push(dependence_row(naming, one, position + 1));
    }
    table.notes = vec![naming.words.text("t10c-note")];
    table
}

fn dependence_row(naming: Naming<'_>, one: &Dependence, number: usize) -> Vec<Cell> {
    let inputs: Vec<&str> = one.inputs.iter().map(|&input| naming.component(input)).collect();
    let (least, of) = (one.least.to_string(), one.of.to_string());
    let choice = match one.of {
        1 => naming.words.text("necessity-essential"),
        _ => naming.words.format("needs-of", &[("least", &least), ("of", &of)]),
    };
    let nearest = one.nearest.map_or("nearest-none".to_owned(), |near| format!("nearest-{}", near.key()));
    let mut nearest = naming.words.text(&nearest);
    if one.perhaps_home {
        nearest = naming.words.format("nearest-perhaps-home", &[("nearest", &nearest)]);
    }
    vec![
        Cell::count(number),
        Cell::text(naming.component(one.product)),
        Cell::text(phrases::some_names(naming, &inputs)),
        Cell::text(choice),
        Cell::text(nearest),
    ]
}

/// One row for each firm at home that needs inputs.
pub(super) fn buyers(naming: Naming<'_>, regions: &Regions) -> Table {
    let mut table = BUYER_FORM.table(naming);
    let percent = regions.options.reach_percent.map(|percent| percent.to_string());
    for (column, percent) in table.columns[4..6].iter_mut().zip(&percent) {
        column.header = column.header.replace('%', &format!("{percent}%"));
    }
    for (position, buyer) in regions.buyers.iter().enumerate() {
        table.push(buyer_row(naming, buyer, position + 1));
    }
    table.notes = vec![naming.words.text("t10d-note")];
    table
}

fn buyer_row(naming: Naming<'_>, one: &BuyerReach, number: usize) -> Vec<Cell> {
    let kilometres = |radius: Option<f64>| radius.map_or_else(Cell::missing, |km| Cell::number(km, 0));
    let place = if one.placed {
        naming.place_of(one.buyer)
    } else {
        naming.words.format("city-unknown", &[("place", &naming.place_of(one.buyer))])
    };
    vec![
        Cell::count(number),
        Cell::text(naming.supplier(one.buyer)),
        Cell::text(place),
        Cell::count(one.needs),
        kilometres(one.radius_km[0]),
        kilometres(one.radius_km[1]),
        Cell::count(one.unreached.unplaced),
        Cell::count(one.unreached.unsupplied),
        Cell::count(one.unlisted),
    ]
}

/// Partner localities by core localities: how many of the inputs the core needs the partner has, and from how
/// many firms.
pub(super) fn partners(naming: Naming<'_>, regions: &Regions) -> Table {
    let mut cores: Vec<RegionIx> = regions.partners.iter().map(|one| one.core).collect();
    cores.dedup();
    let mut rows: BTreeMap<RegionIx, BTreeMap<RegionIx, (usize, usize)>> = BTreeMap::new();
    for one in &regions.partners {
        let counts = (one.components.len(), one.firms.len());
        rows.entry(one.partner).or_default().insert(one.core, counts);
    }
    let mut rows: Vec<_> = rows.into_iter().collect();
    let id = |region: RegionIx| &naming.model.region(region).id;
    let total = |row: &BTreeMap<RegionIx, (usize, usize)>| row.values().map(|one| one.0).sum::<usize>();
    rows.sort_by(|a, b| total(&b.1).cmp(&total(&a.1)).then_with(|| id(a.0).cmp(id(b.0))));
    let headers = std::iter::once(naming.words.text("t10e-partner"))
        .chain(cores.iter().map(|&core| format!("#{}", place(naming, core))));
    let mut table = Table::new(PARTNER_FORM.id, PARTNER_FORM.title(naming.words), headers);
    for (partner, counts) in rows {
        let cell = |core: &RegionIx| {
            counts.get(core).map_or_else(Cell::missing, |&(components, firms)| Cell {
                number: Some(components as f64),
                ..Cell::text(format!("{components} ({firms})"))
            })
        };
        let mut cells = vec![Cell::text(place(naming, partner))];
        cells.extend(cores.iter().map(cell));
        table.push(cells);
    }
    table.notes = vec![naming.words.text("t10e-note")];
    table
}

/// One row for each owner with several components of a target's cone.
pub(super) fn integration(naming: Naming<'_>, regions: &Regions) -> Table {
    let mut table = INTEGRATION_FORM.table(naming);
    for (position, one) in regions.integration.iter().enumerate() {
        table.push(integration_row(naming, one, position + 1));
    }
    let least = regions.options.least_breadth.to_string();
    table.notes = vec![naming.words.format("t10f-note", &[("least", &least)])];
    table
}

fn integration_row(naming: Naming<'_>, one: &Integration, number: usize) -> Vec<Cell> {
    let names = |components: &[liantu_model::ComponentIx]| {
        let names: Vec<&str> = components.iter().map(|&one| naming.component(one)).collect();
        phrases::some_names(naming, &names)
    };
    let breadth = Percent::from_points(100.0 * one.breadth()).unwrap_or(Percent::ZERO);
    let breadth = format!("{} ({}/{})", percent_interval(breadth, breadth), one.offered.len(), one.cone);
    vec![
        Cell::count(number),
        Cell::text(naming.component(one.target)),
        Cell::text(naming.supplier(one.group)),
        Cell { number: Some(one.breadth()), ..Cell::text(breadth) },
        Cell::count(one.depth),
        Cell::text(names(&one.offered)),
        Cell::text(names(&one.next)),
        Cell::count(one.not_covered.len()),
    ]
}
