//! The trade network of a product: countries as nodes, flows as arcs from exporter to importer.
//!
//! Degree centralisation after Freeman 1979; weighted directed clustering after Fagiolo 2007
//! (doi:10.1103/PhysRevE.76.026107), weights divided by the largest flow; betweenness after
//! Brandes 2001 on unweighted shortest paths, divided by (n−1)(n−2).

mod betweenness;
mod clustering;

use rayon::prelude::*;

use crate::country::CountryIx;
use crate::hs::Hs6;
use crate::totals::{Totals, largest, share};
use crate::trade::{ProductTrade, YearTrade};

/// The network of one product in one year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NetworkRow {
    /// The product.
    pub product: Hs6,
    /// Countries that trade it.
    pub nodes: u32,
    /// Flows.
    pub edges: u32,
    /// Most customers of one exporter.
    pub largest_outdegree: u32,
    /// Freeman's centralisation of out-degrees, Σ (max d − d) / (n − 1) with d = out-degree / (n − 1).
    pub outdegree_centralisation: f64,
    /// Standard deviation over all nodes of the share in world exports.
    pub export_share_deviation: f64,
    /// Largest share in world exports, in 0..=1.
    pub largest_export_share: f64,
    /// Mean clustering coefficient without directions, in 0..=1.
    pub mean_clustering: f64,
    /// Mean of Fagiolo's weighted directed clustering coefficient.
    pub mean_weighted_clustering: f64,
    /// Largest betweenness, in 0..=1.
    pub largest_betweenness: f64,
    /// The node that has it; the smaller code of equals.
    pub betweenness_node: CountryIx,
    /// The largest exporter; the smaller code of equals.
    pub top_exporter: CountryIx,
    /// Countries that import.
    pub importers: u32,
    /// Importers that buy more than half from the largest exporter.
    pub importers_reliant: u32,
    /// Their imports by world trade, in 0..=1.
    pub reliant_import_share: f64,
    /// Importers that have no other source.
    pub importers_cut_off: u32,
    /// Fewest exporters that hold half of world trade.
    pub exporters_for_half: u32,
    /// Fewest exporters that hold four fifths of world trade.
    pub exporters_for_four_fifths: u32,
}

impl NetworkRow {
    /// Flows by ordered pairs of nodes, in 0..=1.
    pub fn density(&self) -> f64 {
        f64::from(self.edges) / (f64::from(self.nodes) * f64::from(self.nodes - 1))
    }

    /// Most customers of one exporter, by the other nodes.
    pub fn outdegree_centrality(&self) -> f64 {
        f64::from(self.largest_outdegree) / f64::from(self.nodes - 1)
    }
}

/// Computes a row for every product, in order.
///
/// Time per product O(n·m) for betweenness and clustering, n nodes and m flows.
pub fn network_table(trade: &YearTrade) -> Vec<NetworkRow> {
    let countries = trade.countries().len();
    trade.products().par_iter().filter_map(|product| network_row(product, countries)).collect()
}

/// The flows of a product between densely numbered nodes, in the order of countries.
pub(crate) struct Network {
    /// The country of each node.
    pub(crate) countries: Vec<CountryIx>,
    /// The customers of each node with the value sold, ascending.
    pub(crate) sales: Vec<Vec<(usize, u64)>>,
}

impl Network {
    fn of(product: &ProductTrade, totals: &Totals) -> Self {
        let traders =
            (0..totals.exports.len()).filter(|&index| totals.exports[index] + totals.imports[index] > 0);
        let countries: Vec<CountryIx> = traders.map(|index| CountryIx(index as u16)).collect();
        let mut node = vec![0; totals.exports.len()];
        for (number, country) in countries.iter().enumerate() {
            node[country.index()] = number;
        }
        let mut sales = vec![Vec::new(); countries.len()];
        for flow in product.flows() {
            sales[node[flow.exporter.index()]].push((node[flow.importer.index()], flow.value));
        }
        Self { countries, sales }
    }

    pub(crate) fn len(&self) -> usize {
        self.countries.len()
    }
}

/// `None` for a product without flows, which a [`YearTrade`] has not.
fn network_row(product: &ProductTrade, countries: usize) -> Option<NetworkRow> {
    let totals = Totals::of(product, countries);
    let network = Network::of(product, &totals);
    let top_exporter = largest(&totals.exports)?;
    let (betweenness_node, largest_betweenness) = betweenness::largest(&network)?;
    let reliance = Reliance::of(product, top_exporter, &totals);
    let largest_outdegree = network.sales.iter().map(Vec::len).max()?;
    Some(NetworkRow {
        product: product.product(),
        nodes: network.len() as u32,
        edges: product.flow_count() as u32,
        largest_outdegree: largest_outdegree as u32,
        outdegree_centralisation: centralisation(network.len(), product.flow_count(), largest_outdegree),
        export_share_deviation: export_share_deviation(&network, &totals),
        largest_export_share: share(totals.exports[top_exporter.index()], totals.world),
        mean_clustering: clustering::mean_undirected(&network),
        mean_weighted_clustering: clustering::mean_weighted(&network),
        largest_betweenness,
        betweenness_node: network.countries[betweenness_node],
        top_exporter,
        importers: totals.imports.iter().filter(|&&imports| imports > 0).count() as u32,
        importers_reliant: reliance.importers,
        reliant_import_share: share(reliance.imports, totals.world),
        importers_cut_off: reliance.cut_off,
        exporters_for_half: fewest_exporters(&totals, 1, 2),
        exporters_for_four_fifths: fewest_exporters(&totals, 4, 5),
    })
}

/// Σ (max − d) over the nodes is n·max − edges.
fn centralisation(nodes: usize, edges: usize, largest: usize) -> f64 {
    let others = (nodes - 1) as f64;
    (nodes * largest - edges) as f64 / (others * others)
}

/// √(Σ (X/W − 1/n)² / n), from the integers n·X − W, so that nothing cancels.
fn export_share_deviation(network: &Network, totals: &Totals) -> f64 {
    let nodes = network.len() as f64;
    let squares: f64 = network
        .countries
        .iter()
        .map(|country| {
            let scaled = network.len() as i128 * i128::from(totals.exports[country.index()]);
            let deviation = (scaled - i128::from(totals.world)) as f64;
            deviation * deviation
        })
        .sum();
    (squares / nodes).sqrt() / (nodes * totals.world as f64)
}

/// Who depends on the largest exporter.
struct Reliance {
    importers: u32,
    imports: u64,
    cut_off: u32,
}

impl Reliance {
    fn of(product: &ProductTrade, top: CountryIx, totals: &Totals) -> Self {
        let mut reliance = Self { importers: 0, imports: 0, cut_off: 0 };
        for flow in product.flows().filter(|flow| flow.exporter == top) {
            let imports = totals.imports[flow.importer.index()];
            if flow.value > imports - flow.value {
                reliance.importers += 1;
                reliance.imports += imports;
            }
            reliance.cut_off += u32::from(flow.value == imports);
        }
        reliance
    }
}

/// The fewest exporters whose exports are at least the given part of world trade.
fn fewest_exporters(totals: &Totals, numerator: u128, denominator: u128) -> u32 {
    let mut exports = totals.exports.clone();
    exports.sort_unstable_by(|left, right| right.cmp(left));
    let mut held = 0_u128;
    let mut count = 0;
    for value in exports {
        if held * denominator >= numerator * u128::from(totals.world) {
            break;
        }
        held += u128::from(value);
        count += 1;
    }
    count
}
