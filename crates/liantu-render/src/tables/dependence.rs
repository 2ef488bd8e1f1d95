//! T9 进口依赖度.

use super::Form;
use super::{common_notes, phrases};
use crate::results::Results;
use crate::table::{Cell, Table, percent_interval};
use crate::trade::TradeEvidence;
use liantu_analysis::{Breadth, Chokepoint, DependenceBasis};
use liantu_graph::Market;
use liantu_model::Percent;

const COLUMNS: [&str; 12] = [
    "number",
    "component",
    "top",
    "top-three",
    "supply-hhi",
    "import-hhi",
    "localisation",
    "dependence",
    "look-through",
    "year",
    "sources",
    "trade",
];
pub(crate) const FORM: Form = Form::new("T9", &COLUMNS);

/// Where components come from, in the order of the dataset; those without a known place are left out.
pub fn dependence(results: &Results<'_>) -> Table {
    let naming = results.naming;
    let mut table = FORM.table_of(naming.words, |column| column != "trade" || results.trade.is_some());
    for point in results.chokepoints.rows.iter().filter(|point| !point.sources.is_empty()) {
        let number = table.rows.len() + 1;
        table.push(row(results, point, number));
    }
    table.notes = common_notes(naming);
    table.notes.push(naming.words.text("t9-note"));
    table.notes.extend(results.trade.map(TradeEvidence::note));
    table
}

fn row(results: &Results<'_>, point: &Chokepoint, number: usize) -> Vec<Cell> {
    let naming = results.naming;
    let place = |source| phrases::place_with_share(naming, source);
    let localisation = point.localisation_rate.as_ref();
    let dependence = point.import_dependence.as_ref().map(|own| {
        let value = percent_interval(own.range.low, own.range.high);
        let mut remarks = vec![naming.words.text(&format!("dependence-{}", own.basis.key()))];
        if own.breadth == Breadth::Wider {
            remarks.push(naming.words.text("localisation-wider"));
        }
        remarks.extend(own.year.map(|year| year.to_string()));
        let component = naming.model.component(point.component);
        if own.basis == DependenceBasis::Stated
            && component.import_dependence.is_some()
            && component.citation.is_none()
        {
            remarks.push(naming.words.text("dependence-unsourced"));
        }
        naming.words.format("with-remarks", &[("value", &value), ("remarks", &naming.list(remarks))])
    });
    let mut cells = vec![
        Cell::count(number),
        Cell::text(naming.component(point.component)),
        Cell::text(point.top_source().map_or_else(String::new, place)),
        Cell::text(naming.list(point.sources.iter().take(3).map(place))),
        phrases::index_cell(point.supply_hhi),
        phrases::index_cell(point.import_hhi),
        Cell::text(localisation.map_or_else(String::new, |rate| phrases::localisation_text(naming, rate))),
        Cell::text(dependence.unwrap_or_default()),
        look_through(results, point),
        Cell::text(years(results, point)),
        Cell::text(results.cited_figures(point)),
    ];
    cells.extend(results.trade.map(|trade| Cell::text(trade.phrase(point.component))));
    cells
}

/// Look-through dependence at the long horizon, with the shares it was weighed by.
fn look_through(results: &Results<'_>, point: &Chokepoint) -> Cell {
    let naming = results.naming;
    let found = results.exposure.look_through(point.component);
    let long = found.horizons[1];
    if !long.percentage {
        return Cell::text(naming.words.text("look-through-scarce"));
    }
    let points = |part: f64| Percent::from_points((1000.0 * part).round() / 10.0);
    let Some((low, high)) = points(long.lost.low).zip(points(long.lost.high)) else { return Cell::missing() };
    let basis = match found.market {
        None => naming.words.text("look-through-inputs"),
        Some(Market::World) => naming.words.text("look-through-world"),
        Some(Market::Region(region)) => {
            naming.words.format("look-through-market", &[("region", naming.region(region))])
        }
    };
    let text =
        naming.words.format("with-remarks", &[("value", &percent_interval(low, high)), ("remarks", &basis)]);
    Cell { number: Some(low.points()), ..Cell::text(text) }
}

/// The years of the rows it rests on: `2023` or `2021–2024`.
fn years(results: &Results<'_>, point: &Chokepoint) -> String {
    let years = || point.evidence.iter().filter_map(|&row| results.naming.model.supply(row).year);
    match (years().min(), years().max()) {
        (Some(first), Some(last)) if first == last => first.to_string(),
        (Some(first), Some(last)) => format!("{first}–{last}"),
        _ => String::new(),
    }
}
