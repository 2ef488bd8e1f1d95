//! T10: one row for each locality.

use super::super::phrases;
use super::{part, place, rate};
use crate::names::Naming;
use crate::table::{Cell, Table, percent_interval};
use crate::tables::Form;
use liantu_analysis::{Certainty, City, NeedCount, Regions};

const COLUMNS: [&str; 9] =
    ["number", "city", "components", "firms", "points", "exclusive", "province", "delta", "outside"];
pub(crate) const FORM: Form = Form::new("T10", &COLUMNS);

pub(super) fn cities(naming: Naming<'_>, regions: &Regions) -> Table {
    let mut table = FORM.table(naming);
    for (position, city) in regions.cities.iter().enumerate() {
        table.push(row(naming, city, position + 1));
    }
    table.notes = vec![naming.words.text("t10-note")];
    table
}

fn row(naming: Naming<'_>, city: &City, number: usize) -> Vec<Cell> {
    let outside: Vec<&str> = city.from_outside.iter().map(|&one| naming.component(one)).collect();
    vec![
        Cell::count(number),
        Cell::text(place(naming, city.region)),
        Cell::count(city.components.len()),
        Cell::count(city.firms.len()),
        points(naming, city),
        Cell::text(exclusive(naming, city)),
        city.in_province.map_or_else(Cell::missing, met),
        met(city.in_delta),
        Cell::text(phrases::some_names(naming, &outside)),
    ]
}

fn points(naming: Naming<'_>, city: &City) -> Cell {
    let mut cell = Cell::count(city.single_points.len());
    if let Some(certainty) = city.common_cause {
        let certainty = naming.certainty(certainty);
        cell.text =
            naming.words.format("t10-common-cause", &[("count", &cell.text), ("certainty", &certainty)]);
    }
    cell
}

fn exclusive(naming: Naming<'_>, city: &City) -> String {
    let name = |own: &liantu_analysis::ExclusiveComponent| {
        let key = match (own.within, own.certainty) {
            (None, Certainty::Confirmed) => "exclusive-confirmed",
            (None, Certainty::Possible) => "exclusive-listed",
            (Some(_), _) => "exclusive-domestic",
        };
        naming.words.format(key, &[("name", naming.component(own.component))])
    };
    let names: Vec<String> = city.exclusive.iter().map(name).collect();
    phrases::some_names(naming, &names.iter().map(String::as_str).collect::<Vec<_>>())
}

/// `43% (3/7)`.
fn met(count: NeedCount) -> Cell {
    let Some((low, high)) = rate(count.met, count.perhaps, count.all) else { return Cell::missing() };
    let parts = part(count.met, count.perhaps, count.all);
    Cell { number: Some(low.points()), ..Cell::text(format!("{} ({parts})", percent_interval(low, high))) }
}
