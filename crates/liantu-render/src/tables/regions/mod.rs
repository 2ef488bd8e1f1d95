//! T10 区域布局与本地配套率 with its supplements, and T17 五基薄弱环节.

mod cities;
mod edges;
mod foundations;
mod supply;

/// What the tables are.
pub(super) mod forms {
    pub(crate) use super::cities::FORM as CITIES;
    pub(crate) use super::edges::{
        BUYER_FORM as RADII, DEPENDENCE_FORM as OUTSIDE, INTEGRATION_FORM as INTEGRATION,
        PARTNER_FORM as PARTNERS,
    };
    pub(crate) use super::foundations::{CATEGORY_FORM as CATEGORIES, FORM as FOUNDATIONS};
    pub(crate) use super::supply::{CHAIN_FORM as CHAIN_SUPPLY, COMPONENT_FORM as COMPONENT_SUPPLY};
}

use super::date_note;
use crate::names::Naming;
use crate::results::Results;
use crate::table::Table;
use liantu_analysis::{Interval, Regions};
use liantu_model::{Percent, RegionIx, RegionLevel};

/// T10 and its supplements: cities, chains, components, needs from outside, radii, partners, integration.
pub fn regions(naming: Naming<'_>, regions: &Regions) -> Vec<Table> {
    let mut tables = vec![
        cities::cities(naming, regions),
        supply::chains(naming, regions),
        supply::components(naming, regions),
        edges::dependences(naming, regions),
        edges::buyers(naming, regions),
        edges::partners(naming, regions),
        edges::integration(naming, regions),
    ];
    for table in &mut tables {
        table.notes.extend(region_notes(naming));
    }
    tables
}

/// T17 五基薄弱环节, and the state of each category.
pub fn foundations(results: &Results<'_>, regions: &Regions) -> Vec<Table> {
    vec![foundations::weak(results, regions), foundations::categories(results, regions)]
}

/// What must be said with every regional result.
pub fn region_notes(naming: Naming<'_>) -> Vec<String> {
    vec![date_note(naming), naming.words.text("regions-note")]
}

/// A region by name; one that is no city is marked.
fn place(naming: Naming<'_>, region: RegionIx) -> String {
    let name = naming.place(region);
    let is_city = naming.model.is_at_level(region, RegionLevel::City);
    if is_city { name } else { naming.words.format("city-unknown", &[("place", &name)]) }
}

/// `3/7` with what may come on top: `3–5/7`.
fn part(low: usize, more: usize, all: usize) -> String {
    if more == 0 { format!("{low}/{all}") } else { format!("{low}–{}/{all}", low + more) }
}

/// The same as a rate in percent, rounded to a tenth of a point.
fn rate(low: usize, more: usize, all: usize) -> Option<(Percent, Percent)> {
    let percent = |count: usize| Percent::from_points(100.0 * count as f64 / all as f64);
    (all > 0).then(|| percent(low).zip(percent(low + more)))?
}

fn ends(range: Interval<Percent>) -> (Percent, Percent) {
    (range.low, range.high)
}
