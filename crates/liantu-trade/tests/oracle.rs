//! Every indicator against a plain recomputation from the definition, and on hand-solved tables.

#![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::{Row, csv, read};
use liantu_trade::{
    Bloc, BlocExports, Importers, NetworkRow, SourceLimit, Thresholds, YearTrade, bloc_table, importer_table,
    network_table, product_table, source_table,
};
use proptest::prelude::*;

const CODES: [&str; 6] = ["4", "10", "36", "156", "842", "276"];

fn trade(rows: &[Row]) -> YearTrade {
    read("table.csv", csv(rows).as_bytes()).unwrap().0
}

fn close(left: f64, right: f64) -> bool {
    (left - right).abs() <= 1e-12 * right.abs()
}

/// The flows of one product from the definition: duplicates added, codes as numbers.
type Flows = BTreeMap<(u32, u32), u128>;

fn flows(rows: &[Row], product: u32) -> Flows {
    let mut flows = Flows::new();
    for (exporter, importer, _, value) in
        rows.iter().filter(|row| row.2 == product && row.0 != row.1 && row.3 > 0)
    {
        *flows.entry((exporter.parse().unwrap(), importer.parse().unwrap())).or_default() +=
            u128::from(*value);
    }
    flows
}

fn exports(flows: &Flows, country: u32) -> u128 {
    flows.iter().filter(|((exporter, _), _)| *exporter == country).map(|(_, value)| value).sum()
}

fn imports(flows: &Flows, country: u32) -> u128 {
    flows.iter().filter(|((_, importer), _)| *importer == country).map(|(_, value)| value).sum()
}

fn nodes(flows: &Flows) -> Vec<u32> {
    let all: BTreeSet<u32> = flows.keys().flat_map(|&(exporter, importer)| [exporter, importer]).collect();
    all.into_iter().collect()
}

/// Values by country, the largest first, the smaller number of equals first.
fn ranked(values: impl Iterator<Item = (u32, u128)>) -> Vec<(u32, u128)> {
    let mut ranked: Vec<(u32, u128)> = values.filter(|&(_, value)| value > 0).collect();
    ranked.sort_by_key(|&(country, value)| (std::cmp::Reverse(value), country));
    ranked
}

fn is_concentrated(values: &[u128]) -> bool {
    let total: u128 = values.iter().sum();
    5 * values.iter().map(|value| value * value).sum::<u128>() > 2 * total * total
}

fn hhi(values: &[u128]) -> f64 {
    let total: u128 = values.iter().sum();
    values.iter().map(|&value| (value as f64 / total as f64).powi(2)).sum()
}

fn number(trade: &YearTrade, country: liantu_trade::CountryIx) -> u32 {
    trade.countries().code(country).parse().unwrap()
}

fn check_importers(trade: &YearTrade, rows: &[Row]) {
    let table = importer_table(trade, Importers::All, &Thresholds::default());
    let mut expected = 0;
    for product in trade.products().iter().map(liantu_trade::ProductTrade::product) {
        let flows = flows(rows, product.number());
        let world: Vec<u128> = nodes(&flows).into_iter().map(|country| exports(&flows, country)).collect();
        for importer in nodes(&flows).into_iter().filter(|&country| imports(&flows, country) > 0) {
            expected += 1;
            let row = table
                .rows
                .iter()
                .find(|row| row.product == product && number(trade, row.importer) == importer)
                .unwrap();
            let sources = ranked(
                flows
                    .iter()
                    .filter(|((_, buyer), _)| *buyer == importer)
                    .map(|(&(exporter, _), &value)| (exporter, value)),
            );
            let values: Vec<u128> = sources.iter().map(|&(_, value)| value).collect();
            let own = exports(&flows, importer);
            assert_eq!(usize::from(row.sources), sources.len());
            assert_eq!((number(trade, row.top), u128::from(row.top_value)), sources[0]);
            assert_eq!(
                row.second.map(|(country, value)| (number(trade, country), u128::from(value))),
                sources.get(1).copied()
            );
            assert_eq!(
                (row.c1(), row.c2, row.c3),
                (is_concentrated(&values), is_concentrated(&world), values.iter().sum::<u128>() > own)
            );
            assert!(close(row.hhi, hhi(&values)) && close(row.world_export_hhi, hhi(&world)));
            let others =
                nodes(&flows).into_iter().filter(|&country| country != importer && country != sources[0].0);
            let spare: u128 = others
                .map(|country| exports(&flows, country) - flows.get(&(country, importer)).unwrap_or(&0))
                .sum();
            assert_eq!(u128::from(row.available), spare);
            assert_eq!(row.is_irreplaceable, spare < sources[0].1);
        }
    }
    assert_eq!(table.rows.len(), expected);
    let order: Vec<_> =
        table.rows.iter().map(|row| (table.countries.code(row.importer), row.product)).collect();
    assert!(order.is_sorted());
}

fn check_products_and_sources(trade: &YearTrade, rows: &[Row]) {
    let sources =
        trade.countries().exact("156").map(|china| source_table(trade, china, SourceLimit::Largest(2)));
    for row in product_table(trade, &Thresholds::default()) {
        let flows = flows(rows, row.product.number());
        let exporters = ranked(nodes(&flows).into_iter().map(|country| (country, exports(&flows, country))));
        let importers = ranked(nodes(&flows).into_iter().map(|country| (country, imports(&flows, country))));
        assert_eq!(u128::from(row.world_trade), flows.values().sum::<u128>());
        assert_eq!(
            (row.exporters as usize, row.importers as usize, row.links as usize),
            (exporters.len(), importers.len(), flows.len())
        );
        assert_eq!((number(trade, row.top_exporter), u128::from(row.top_exporter_value)), exporters[0]);
        assert_eq!((number(trade, row.top_importer), u128::from(row.top_importer_value)), importers[0]);
        assert!(close(
            row.world_import_hhi,
            hhi(&importers.iter().map(|&(_, value)| value).collect::<Vec<_>>())
        ));
        let listed = sources.iter().flatten().filter(|source| source.product == row.product);
        let listed: Vec<_> = listed
            .map(|source| {
                (number(trade, source.source), u128::from(source.world_exports), u128::from(source.value))
            })
            .collect();
        let others = exporters.iter().filter(|&&(country, _)| country != 156).take(2);
        let expected: Vec<_> = others
            .map(|&(country, value)| (country, value, *flows.get(&(country, 156)).unwrap_or(&0)))
            .collect();
        assert!(sources.is_none() || listed == expected);
    }
}

fn check_bloc(trade: &YearTrade, rows: &[Row]) {
    let Ok(bloc) = Bloc::from_list("B", "DEU, 156").resolve(trade.countries()) else {
        return;
    };
    let inside = |country: u32| country == 276 || country == 156;
    for row in bloc_table(trade, &bloc, &Thresholds::default()) {
        let flows = flows(rows, row.product.number());
        let sum = |from: bool, to: bool| {
            flows
                .iter()
                .filter(|(pair, _)| inside(pair.0) == from && inside(pair.1) == to)
                .map(|(_, value)| value)
                .sum::<u128>()
        };
        let (extra, intra, sold) = (sum(false, true), sum(true, true), sum(true, false));
        assert_eq!(
            (u128::from(row.extra_imports), u128::from(row.intra_imports), u128::from(row.extra_exports)),
            (extra, intra, sold)
        );
        let outside = nodes(&flows).into_iter().filter(|&country| !inside(country));
        let sources: Vec<u128> = outside
            .map(|country| [276, 156].iter().map(|&member| flows.get(&(country, member)).unwrap_or(&0)).sum())
            .collect();
        assert_eq!(
            (row.f1, row.f2, row.f3),
            (is_concentrated(&sources), 2 * extra > extra + intra, extra > intra + sold)
        );
        assert_eq!(row.source_hhi.is_some(), extra > 0);
        assert!(row.source_hhi.is_none_or(|value| close(value, hhi(&sources))));
    }
}

/// Distances and numbers of shortest paths by relaxing all pairs over all lengths.
fn shortest_paths(size: usize, arcs: &BTreeSet<(usize, usize)>) -> (Vec<Vec<usize>>, Vec<Vec<f64>>) {
    let mut distance = vec![vec![usize::MAX; size]; size];
    let mut count = vec![vec![0.0; size]; size];
    for source in 0..size {
        distance[source][source] = 0;
        count[source][source] = 1.0;
        for length in 1..size {
            for node in (0..size).filter(|&node| node != source) {
                let before = (0..size)
                    .filter(|&last| distance[source][last] == length - 1 && arcs.contains(&(last, node)));
                let paths: f64 = before.map(|last| count[source][last]).sum();
                if distance[source][node] == usize::MAX && paths > 0.0 {
                    distance[source][node] = length;
                    count[source][node] = paths;
                }
            }
        }
    }
    (distance, count)
}

fn plain_betweenness(size: usize, arcs: &BTreeSet<(usize, usize)>) -> Vec<f64> {
    let (distance, count) = shortest_paths(size, arcs);
    let mut scores = vec![0.0; size];
    for (node, score) in scores.iter_mut().enumerate() {
        for (source, target) in (0..size).flat_map(|source| (0..size).map(move |target| (source, target))) {
            let reached =
                distance[source][target] < usize::MAX && source != target && node != source && node != target;
            let through = distance[source][node].saturating_add(distance[node][target]);
            if reached && through == distance[source][target] {
                *score += count[source][node] * count[node][target] / count[source][target];
            }
        }
    }
    scores
}

/// Σ over all ordered pairs of neighbours and all eight directions, after Fagiolo's definition.
fn plain_clustering(size: usize, flows: &BTreeMap<(usize, usize), f64>) -> f64 {
    let largest = flows.values().copied().fold(0.0, f64::max);
    let root = |from: usize, to: usize| {
        flows.get(&(from, to)).map_or(0.0, |value| (value / largest).powf(1.0 / 3.0))
    };
    let both = |from: usize, to: usize| root(from, to) + root(to, from);
    let mut sum = 0.0;
    for node in 0..size {
        let mut triangles = 0.0;
        for (left, right) in (0..size)
            .flat_map(|left| (0..size).map(move |right| (left, right)))
            .filter(|(left, right)| left != right)
        {
            triangles += both(node, left) * both(left, right) * both(right, node);
        }
        let arcs = flows.keys().filter(|pair| pair.0 == node || pair.1 == node).count() as f64;
        let mutual = (0..size)
            .filter(|&other| flows.contains_key(&(node, other)) && flows.contains_key(&(other, node)))
            .count() as f64;
        if triangles > 0.0 {
            sum += triangles / (2.0 * (arcs * (arcs - 1.0) - 2.0 * mutual));
        }
    }
    sum / size as f64
}

fn plain_undirected_clustering(size: usize, arcs: &BTreeSet<(usize, usize)>) -> f64 {
    let linked = |left: usize, right: usize| arcs.contains(&(left, right)) || arcs.contains(&(right, left));
    let mut sum = 0.0;
    for node in 0..size {
        let own: Vec<usize> = (0..size).filter(|&other| linked(node, other)).collect();
        let pairs: Vec<(usize, usize)> = own
            .iter()
            .flat_map(|&left| own.iter().map(move |&right| (left, right)))
            .filter(|(left, right)| left < right)
            .collect();
        if !pairs.is_empty() {
            sum += pairs.iter().filter(|&&(left, right)| linked(left, right)).count() as f64
                / pairs.len() as f64;
        }
    }
    sum / size as f64
}

fn check_network(trade: &YearTrade, rows: &[Row]) {
    for row in network_table(trade) {
        let flows = flows(rows, row.product.number());
        let nodes = nodes(&flows);
        let size = nodes.len();
        let position = |country: u32| nodes.iter().position(|&node| node == country).unwrap();
        let weights: BTreeMap<(usize, usize), f64> = flows
            .iter()
            .map(|(&(from, to), &value)| ((position(from), position(to)), value as f64))
            .collect();
        let arcs: BTreeSet<(usize, usize)> = weights.keys().copied().collect();
        assert_eq!((row.nodes as usize, row.edges as usize), (size, arcs.len()));
        check_degrees(&row, size, &arcs);
        check_betweenness(trade, &row, &nodes, &plain_betweenness(size, &arcs));
        assert!(close(row.mean_weighted_clustering, plain_clustering(size, &weights)));
        assert!(close(row.mean_clustering, plain_undirected_clustering(size, &arcs)));
        check_reliance(trade, &row, &flows, &nodes);
    }
}

fn check_degrees(row: &NetworkRow, size: usize, arcs: &BTreeSet<(usize, usize)>) {
    let degrees: Vec<f64> = (0..size)
        .map(|node| arcs.iter().filter(|arc| arc.0 == node).count() as f64 / (size - 1) as f64)
        .collect();
    let largest = degrees.iter().copied().fold(0.0, f64::max);
    let freeman: f64 = degrees.iter().map(|degree| largest - degree).sum::<f64>() / (size - 1) as f64;
    assert!(close(row.outdegree_centrality(), largest));
    assert!((row.outdegree_centralisation - freeman).abs() < 1e-12);
}

fn check_betweenness(trade: &YearTrade, row: &NetworkRow, nodes: &[u32], scores: &[f64]) {
    let best = scores.iter().copied().fold(0.0, f64::max);
    let first = scores.iter().position(|&score| score >= best * (1.0 - 1e-9)).unwrap();
    let pairs = ((nodes.len() - 1) * nodes.len().saturating_sub(2)).max(1) as f64;
    assert!(close(row.largest_betweenness, best / pairs));
    assert_eq!(number(trade, row.betweenness_node), nodes[first]);
}

fn check_reliance(trade: &YearTrade, row: &NetworkRow, flows: &Flows, nodes: &[u32]) {
    let exporters = ranked(nodes.iter().map(|&country| (country, exports(flows, country))));
    let world: u128 = flows.values().sum();
    let top = exporters[0].0;
    assert_eq!(number(trade, row.top_exporter), top);
    let bought = |country: u32| *flows.get(&(top, country)).unwrap_or(&0);
    let reliant: Vec<u32> =
        nodes.iter().copied().filter(|&country| 2 * bought(country) > imports(flows, country)).collect();
    let without =
        nodes.iter().filter(|&&country| bought(country) > 0 && imports(flows, country) == bought(country));
    let held = reliant.iter().map(|&country| imports(flows, country)).sum::<u128>();
    assert_eq!(
        (row.importers_reliant as usize, row.importers_cut_off as usize),
        (reliant.len(), without.count())
    );
    assert!(close(row.reliant_import_share, held as f64 / world as f64));
    for (count, part) in [(row.exporters_for_half, 50), (row.exporters_for_four_fifths, 80)] {
        let holds = |count: usize| {
            100 * exporters.iter().take(count).map(|&(_, value)| value).sum::<u128>() >= part * world
        };
        assert!(holds(count as usize) && !holds(count as usize - 1));
    }
    let mean = 1.0 / nodes.len() as f64;
    let deviations =
        nodes.iter().map(|&country| (exports(flows, country) as f64 / world as f64 - mean).powi(2));
    let deviation = (deviations.sum::<f64>() * mean).sqrt();
    assert!((row.export_share_deviation - deviation).abs() < 1e-12);
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    // Few small values make ties and thresholds common; the large ones leave 32 bits.
    let value = prop_oneof![5 => 1_u64..5, 2 => 1_u64..100_000, 1 => 4_000_000_000_u64..5_000_000_000, 1 => Just(1_u64 << 50)];
    let row = (0..CODES.len(), 0..CODES.len(), prop_oneof![Just(10_121_u32), Just(850_511)], value);
    prop::collection::vec(
        row.prop_map(|(from, to, product, value)| (CODES[from], CODES[to], product, value)),
        1..40,
    )
    .prop_filter("some trade", |rows| rows.iter().any(|row| row.0 != row.1))
}

proptest! {
    #[test]
    fn all_tables_follow_from_the_definitions(rows in rows()) {
        let trade = trade(&rows);
        check_importers(&trade, &rows);
        check_products_and_sources(&trade, &rows);
        check_bloc(&trade, &rows);
        check_network(&trade, &rows);
    }

    #[test]
    fn order_and_splitting_of_rows_change_nothing(rows in rows(), seed in any::<prop::sample::Index>()) {
        let mut other = rows.clone();
        other.rotate_left(seed.index(rows.len()));
        other.reverse();
        let split: Vec<Row> = other.iter().flat_map(|row| if row.3 > 1 { vec![(row.0, row.1, row.2, 1), (row.0, row.1, row.2, row.3 - 1)] } else { vec![*row] }).collect();
        prop_assert_eq!(trade(&rows), trade(&other));
        prop_assert_eq!(trade(&rows), trade(&split));
    }
}

#[test]
fn a_ratio_on_its_threshold_raises_no_flag() {
    // (4 · 1 + 36) / 10² is two fifths.
    let parts: [u64; 5] = [1, 1, 1, 1, 6];
    let names = ["4", "10", "36", "276", "842"];
    for (excess, expected) in [(0, false), (1, true)] {
        let mut rows: Vec<Row> =
            names.iter().zip(parts).map(|(&name, part)| (name, "156", 850_511, part * 1_000_000)).collect();
        rows[4].3 += excess;
        let trade = trade(&rows);
        let table = importer_table(&trade, Importers::All, &Thresholds::default());
        assert_eq!((table.rows[0].c1(), table.rows[0].c2), (expected, expected));
        assert!((table.rows[0].hhi - 0.4).abs() < 1e-6);
    }
}

#[test]
fn imports_equal_to_exports_raise_no_flag() {
    for (sold, expected) in [(3_000, false), (2_999, true), (3_001, false)] {
        let trade = trade(&[
            ("842", "156", 850_511, 1_000),
            ("4", "156", 850_511, 2_000),
            ("156", "276", 850_511, sold),
        ]);
        let china = trade.countries().exact("156").unwrap();
        let table = importer_table(&trade, Importers::Only(china), &Thresholds::default());
        assert_eq!((table.rows.len(), table.rows[0].c3), (1, expected));
    }
}

#[test]
fn a_table_solved_by_hand() {
    // China buys 6 from the US and 2 from Germany; the US sells 4 to Germany, Germany 1 to Aruba.
    let rows = [
        ("842", "156", 850_511, 6_000),
        ("276", "156", 850_511, 2_000),
        ("842", "276", 850_511, 4_000),
        ("276", "533", 850_511, 1_000),
    ];
    let trade = trade(&rows);
    let china = trade.countries().find("CHN").unwrap();
    let row = importer_table(&trade, Importers::Only(china), &Thresholds::default()).rows[0];
    assert!(close(row.hhi, 40.0 / 64.0));
    assert!(close(row.world_export_hhi, 109.0 / 169.0));
    assert_eq!((trade.countries().code(row.top), row.top_share()), ("842", 0.75));
    assert_eq!((row.ratio(), row.exports_zero(), row.flags()), (9999.0, true, 3));
    // Germany sells 3, of which 2 go to China already: 1 can be diverted for the 6 of the US.
    assert!(close(row.excess_cover(), 1.0 / 6.0));
    let bloc = Bloc::eu27().resolve(trade.countries()).unwrap();
    let union = bloc_table(&trade, &bloc, &Thresholds::default())[0];
    assert_eq!((union.extra_imports, union.extra_exports, union.intra_imports), (4_000, 3_000, 0));
    assert_eq!((union.source_hhi, union.extra_import_share()), (Some(1.0), Some(1.0)));
    assert!(union.import_export_ratio(BlocExports::All).is_some_and(|ratio| close(ratio, 4.0 / 3.0)));
    assert!(union.is_dependent());
    let network = network_table(&trade)[0];
    // Only the US–Germany–Aruba path has a middle, of 3 · 2 ordered pairs.
    assert!(close(network.largest_betweenness, 1.0 / 6.0));
    assert_eq!(trade.countries().code(network.betweenness_node), "276");
    // Out-degrees 2, 2, 0, 0 of 3: Σ (2 − d) / 3 / 3.
    assert!(close(network.outdegree_centralisation, 4.0 / 9.0));
    assert!(close(network.mean_clustering, (1.0 + 1.0 + 1.0 / 3.0) / 4.0));
}
