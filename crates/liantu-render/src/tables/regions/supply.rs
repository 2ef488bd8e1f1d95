//! Local supply rates of chains and components, each by what it counts.

use super::{ends, part, rate};
use crate::names::Naming;
use crate::table::{Cell, Table, percent_interval};
use crate::tables::Form;
use liantu_analysis::{ChainRing, ChainSupply, ComponentSupply, Regions, Ring, RingSupply};
use liantu_graph::Market;

const CHAIN_COLUMNS: [&str; 8] =
    ["chain", "inputs", "unsupplied", "unlisted", "ring", "by-component", "by-share", "with-share"];
pub(crate) const CHAIN_FORM: Form = Form::new("T10A", &CHAIN_COLUMNS);
const COMPONENT_COLUMNS: [&str; 9] = [
    "number",
    "component",
    "market",
    "home-share",
    "delta-share",
    "domestic-share",
    "home-sources",
    "delta-sources",
    "domestic-sources",
];
pub(crate) const COMPONENT_FORM: Form = Form::new("T10B", &COMPONENT_COLUMNS);

/// One row for each chain and ring.
pub(super) fn chains(naming: Naming<'_>, regions: &Regions) -> Table {
    let mut table = CHAIN_FORM.table(naming);
    for chain in &regions.chains {
        for ring in &chain.rings {
            table.push(chain_row(naming, chain, ring));
        }
    }
    table.notes = vec![naming.words.text("t10a-note")];
    table
}

fn chain_row(naming: Naming<'_>, chain: &ChainSupply, ring: &ChainRing) -> Vec<Cell> {
    let name = match chain.chain {
        Some(chain) => naming.model.chain(chain).name.clone(),
        None => naming.words.text("chain-none"),
    };
    let supplied = rate(ring.supplied, ring.perhaps, chain.inputs);
    let parts = part(ring.supplied, ring.perhaps, chain.inputs);
    vec![
        Cell::text(name),
        Cell::count(chain.inputs),
        Cell::count(chain.unsupplied),
        Cell::count(chain.unlisted),
        Cell::text(naming.words.text(&format!("ring-{}", ring.ring.key()))),
        supplied.map_or_else(Cell::missing, |(low, high)| Cell {
            number: Some(low.points()),
            ..Cell::text(format!("{} ({parts})", percent_interval(low, high)))
        }),
        Cell::percent(ring.mean_share.map(ends)),
        Cell::count(ring.with_share),
    ]
}

/// One row for each component with active sources.
pub(super) fn components(naming: Naming<'_>, regions: &Regions) -> Table {
    let mut table = COMPONENT_FORM.table(naming);
    for (position, component) in regions.components.iter().enumerate() {
        table.push(component_row(naming, component, position + 1));
    }
    table.notes = vec![naming.words.text("t10b-note")];
    table
}

fn component_row(naming: Naming<'_>, component: &ComponentSupply, number: usize) -> Vec<Cell> {
    let market = match component.market {
        Market::World => naming.words.text("market-world"),
        Market::Region(region) => naming.words.format("market-region", &[("region", naming.region(region))]),
    };
    let has_shares = component.rings.iter().any(|ring| ring.share.is_some());
    let mut cells = vec![
        Cell::count(number),
        Cell::text(naming.component(component.component)),
        Cell::text(if has_shares { market } else { String::new() }),
    ];
    cells.extend(component.rings.iter().map(|ring| Cell::percent(ring.share.map(ends))));
    cells.extend(component.rings.iter().map(sources));
    debug_assert_eq!(component.rings.len(), Ring::ALL.len());
    cells
}

fn sources(ring: &RingSupply) -> Cell {
    let count = ring.sources;
    Cell { number: Some(count.inside as f64), ..Cell::text(part(count.inside, count.perhaps, count.all)) }
}
