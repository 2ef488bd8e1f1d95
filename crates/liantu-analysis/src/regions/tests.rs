use super::*;
use crate::distance::great_circle_km;
use crate::example::{Example, percent};
use crate::{Certainty, Interval, Nearness, Ring};
use liantu_model::{ComponentRow, Percent, SupplierRow, SupplyStatus};
use proptest::prelude::*;

fn points(low: f64, high: f64) -> Option<Interval<Percent>> {
    Some(Interval { low: Percent::from_points(low)?, high: Percent::from_points(high)? })
}

fn found(graph: &ChainGraph) -> Regions {
    regions(graph, &RegionOptions::default())
}

fn shares(graph: &ChainGraph) -> [Option<Interval<Percent>>; 3] {
    found(graph).components[0].rings.map(|ring| ring.share)
}

fn component_ids(graph: &ChainGraph, components: &[ComponentIx]) -> Vec<String> {
    components.iter().map(|&one| graph.model().component(one).id.clone()).collect()
}

fn city<'r>(graph: &ChainGraph, regions: &'r Regions, id: &str) -> &'r City {
    let city = regions.cities.iter().find(|city| graph.model().region(city.region).id == id);
    city.expect("the city is listed")
}

/// Stated shares of an open list: what is not listed may be anywhere.
#[test]
fn unlisted_supply_may_be_local() {
    let graph = Example::new()
        .component("c")
        .source("nj", "CN-32-NJ", |row| row.share = percent(20.0))
        .source("sh", "CN-31", |row| row.share = percent(10.0))
        .source("gd", "CN-44", |row| row.share = percent(30.0))
        .source("jp", "JP", |row| row.share = percent(15.0))
        .graph();
    // 25 are not listed.
    assert_eq!(shares(&graph), [points(20.0, 45.0), points(30.0, 55.0), points(60.0, 85.0)]);
}

/// A stated total around the territory leaves nothing unlisted inside it.
#[test]
fn a_total_bounds_what_is_local() {
    let graph = Example::new()
        .component("c")
        .total("CN", percent(40.0))
        .source("nj", "CN-32-NJ", |row| row.share = percent(25.0))
        .source("jp", "JP", |row| row.share = percent(30.0))
        .graph();
    // Somebody unnamed in CN holds 15: at home or not. 30 of the rest may be nowhere in CN.
    assert_eq!(shares(&graph), [points(25.0, 40.0), points(25.0, 40.0), points(40.0, 40.0)]);
}

#[test]
fn a_complete_list_adds_up() {
    let graph = Example::complete()
        .component("c")
        .source("nj", "CN-32-NJ", |_| {})
        .source("sz", "CN-32-SZ", |_| {})
        .source("jp", "JP", |row| row.share = percent(30.0))
        .graph();
    assert_eq!(shares(&graph)[0], points(70.0, 70.0), "both are at home, whoever holds what");
    let graph = Example::new().component("c").source("nj", "CN-32-NJ", |_| {}).graph();
    assert_eq!(shares(&graph), [None; 3], "nothing is known");
    let graph = Example::complete().component("c").source("jp", "JP", |_| {}).graph();
    assert_eq!(shares(&graph)[2], points(0.0, 0.0));
}

/// A source known to the country only may be at home; one of no known place may be anywhere.
#[test]
fn sources_are_counted_by_what_is_known_of_their_place() {
    let graph = Example::new()
        .component("c")
        .source("nj", "CN-32-NJ", |_| {})
        .source("cn", "CN", |_| {})
        .source("jp", "JP", |_| {})
        .source("somewhere", "其他", |_| {})
        .graph();
    let counts = found(&graph).components[0].rings.map(|ring| ring.sources);
    assert_eq!(counts[0], SourceCount { inside: 1, perhaps: 2, all: 4 });
    assert_eq!(counts[2], SourceCount { inside: 2, perhaps: 1, all: 4 });
    assert_eq!(counts[2].rate(), Some(Interval { low: 0.5, high: 0.75 }));
}

/// Two chip makers need resist and gas; a lamp maker in Shanghai; a tool from Japan or the Netherlands.
fn chain() -> Example {
    let place = |row: &mut SupplierRow, at: (f64, f64)| {
        row.latitude = Some(at.0);
        row.longitude = Some(at.1);
    };
    let offers = [
        ("fab", "chip"),
        ("fab2", "chip"),
        ("gasman", "gas"),
        ("lampman", "lamp"),
        ("dryman", "dry"),
        ("wetman", "wet"),
        ("resistman", "resist"),
    ];
    let either = |row: &mut liantu_model::RequirementRow| {
        row.group = "tool".to_owned();
        row.need = Some(liantu_model::Need::AtLeast(1));
    };
    let example = ["chip", "gas", "lamp", "dry", "wet", "resist", "film"]
        .into_iter()
        .fold(Example::new(), |example, id| {
            example.component_with(id, |row: &mut ComponentRow| row.target = id == "chip")
        })
        .requires("chip", "gas", |_| {})
        .requires("chip", "resist", |_| {})
        .requires("chip", "lamp", |_| {})
        .requires("chip", "dry", either)
        .requires("chip", "wet", either)
        .requires("chip", "film", |_| {})
        .requires("resist", "gas", |_| {})
        // On the equator one degree is 111.195 km.
        .supplier("fab", "CN-32-NJ", |row| place(row, (0.0, 0.0)))
        .supplier("fab2", "CN-32-SZ", |_| {})
        .supplier("gasman", "CN-32-NJ", |row| place(row, (0.0, 1.0)))
        .supplier("lampman", "CN-31", |row| place(row, (0.0, 2.0)))
        .supplier("dryman", "JP", |_| {})
        .supplier("wetman", "CN-44", |row| place(row, (0.0, -10.0)))
        .supplier("resistman", "US", |_| {})
        .supplier("newman", "CN-32-SZ", |_| {});
    let example = offers.into_iter().fold(example, |example, (supplier, component)| {
        example.row(component, |row| supplier.clone_into(&mut row.supplier))
    });
    example.row("resist", |row| {
        row.supplier = "newman".to_owned();
        row.status = Some(SupplyStatus::Candidate);
    })
}

#[test]
fn a_city_is_what_it_makes_and_what_it_lacks() {
    let graph = chain().graph();
    let regions = found(&graph);
    let nanjing = city(&graph, &regions, "CN-32-NJ");
    assert_eq!(component_ids(&graph, &nanjing.components), ["chip", "gas"]);
    assert_eq!(nanjing.firms.len(), 2);
    assert_eq!(nanjing.single_points.len(), 1, "gas has one maker");
    let exclusive: Vec<_> = nanjing.exclusive.iter().map(|one| (one.within, one.certainty)).collect();
    assert_eq!(exclusive, [(None, Certainty::Possible)], "gas only");
    // gas; resist, lamp and the tools come from elsewhere; film has no rows.
    let in_province = nanjing.in_province.expect("the province is known");
    assert_eq!((in_province.met, in_province.perhaps, in_province.all), (1, 0, 4));
    assert_eq!((nanjing.in_delta.met, nanjing.in_delta.all), (2, 4));
    assert_eq!(component_ids(&graph, &nanjing.from_outside), ["dry", "lamp", "resist", "wet"]);
    let suzhou = city(&graph, &regions, "CN-32-SZ");
    assert_eq!((suzhou.firms.len(), suzhou.backups.len()), (1, 1));
    let shanghai = city(&graph, &regions, "CN-31");
    assert_eq!((shanghai.is_city, shanghai.nearness), (true, Nearness::Delta));
    assert!(!city(&graph, &regions, "CN-44").is_city, "a province: the city is not known");
    let order: Vec<Nearness> = regions.cities.iter().map(|city| city.nearness).collect();
    assert_eq!(order, [Nearness::Home, Nearness::Home, Nearness::Delta, Nearness::Domestic]);
}

/// The only domestic source of the wet tool is in no city, so that it is exclusive to none.
#[test]
fn what_is_made_in_one_city_only_is_its_own() {
    let graph = Example::complete()
        .component("c")
        .source("nj", "CN-32-NJ", |_| {})
        .source("jp", "JP", |_| {})
        .graph();
    let own = city(&graph, &found(&graph), "CN-32-NJ").exclusive[0];
    assert_eq!((own.within, own.certainty), (Some(Ring::Domestic), Certainty::Confirmed));
    let graph = Example::new()
        .component("c")
        .source("nj", "CN-32-NJ", |_| {})
        .source("somewhere", "其他", |_| {})
        .graph();
    assert!(city(&graph, &found(&graph), "CN-32-NJ").exclusive.is_empty(), "it may be elsewhere in China");
}

#[test]
fn a_need_met_at_home_crosses_no_border() {
    let graph = chain().graph();
    let found = found(&graph).dependences;
    let lines: Vec<_> = found
        .iter()
        .map(|one| (component_ids(&graph, &one.inputs).join("+"), one.least, one.of, one.nearest))
        .collect();
    let expected = [
        ("dry+wet".to_owned(), 1, 2, Some(Nearness::Domestic)),
        ("lamp".to_owned(), 1, 1, Some(Nearness::Delta)),
        ("resist".to_owned(), 1, 1, Some(Nearness::Foreign)),
    ];
    assert_eq!(lines, expected);
}

/// Distances of fab: gas 1°, lamp 2°, wet tool 10°, resist not placed.
#[test]
fn a_radius_is_reached_when_enough_inputs_are() {
    let graph = chain().graph();
    let found = found(&graph);
    let id = |one: &BuyerReach| graph.model().supplier(one.buyer).id.clone();
    let fab = found.buyers.iter().find(|one| id(one) == "fab").expect("it needs inputs");
    let degree = 6371.0088 * std::f64::consts::PI / 180.0;
    let half = fab.radius_km[0].expect("half of four");
    assert!((half - 2.0 * degree).abs() < 1e-6, "{half}");
    assert_eq!(fab.radius_km[1], None, "one in four is not placed");
    assert_eq!((fab.needs, fab.unlisted), (4, 1));
    assert_eq!(fab.unreached, Unreached { unplaced: 1, unsupplied: 0 });
    let fab2 = found.buyers.iter().find(|one| id(one) == "fab2").expect("it needs inputs");
    assert_eq!((fab2.placed, fab2.radius_km), (false, [None; 2]), "the example's cities have no coordinates");
}

/// Paris to London, city to city: 343.6 km on a sphere of the mean radius, by the haversine formula.
#[test]
fn great_circles_are_measured() {
    let quarter = great_circle_km((0.0, 0.0), (90.0, 0.0));
    assert!((quarter - 6371.0088 * std::f64::consts::FRAC_PI_2).abs() < 1e-9);
    assert!((great_circle_km((0.0, 179.0), (0.0, -179.0)) - 2.0 * quarter / 90.0).abs() < 1e-9);
    let paris = (48.8566, 2.3522);
    assert!((great_circle_km(paris, (51.5074, -0.1278)) - 343.6).abs() < 0.1);
    assert!(great_circle_km(paris, paris).abs() < f64::EPSILON);
}

#[test]
fn partners_have_what_the_core_needs() {
    let graph = chain().graph();
    let model = graph.model();
    let found = found(&graph);
    let name = |region: RegionIx| model.region(region).id.as_str();
    let pairs: Vec<_> = found
        .partners
        .iter()
        .map(|one| (name(one.core), name(one.partner), one.components.len(), one.firms.len()))
        .collect();
    let expected = [
        ("CN-32-NJ", "CN-31", 1, 1),
        ("CN-32-NJ", "CN-32-NJ", 1, 1),
        ("CN-32-NJ", "CN-44", 1, 1),
        ("CN-32-SZ", "CN-31", 1, 1),
        ("CN-32-SZ", "CN-32-NJ", 1, 1),
        ("CN-32-SZ", "CN-44", 1, 1),
    ];
    assert_eq!(pairs, expected);
}

/// One owner makes the chip, the resist and, through a subsidiary, the gas for both.
#[test]
fn an_owner_is_as_broad_as_what_it_offers_and_as_deep_as_its_longest_chain() {
    let graph = chain()
        .supplier("child", "CN-32-NJ", |row| row.parent = "fab".to_owned())
        .row("resist", |row| row.supplier = "fab".to_owned())
        .row("gas", |row| row.supplier = "child".to_owned())
        .graph();
    let found = found(&graph).integration;
    assert_eq!(found.len(), 1, "others offer one component each");
    let own = &found[0];
    assert_eq!(graph.model().supplier(own.group).id, "fab");
    assert_eq!(component_ids(&graph, &own.offered), ["chip", "gas", "resist"]);
    assert_eq!((own.cone, own.depth), (6, 3), "chip, resist, gas; film has no rows");
    assert!((own.breadth() - 0.5).abs() < 1e-12);
    assert_eq!(component_ids(&graph, &own.not_covered), ["dry", "lamp", "wet"]);
    assert_eq!(own.next, own.not_covered);
}

#[test]
fn chains_count_inputs_by_ring() {
    let graph = chain().graph();
    let found = found(&graph).chains;
    assert_eq!(found.len(), 1, "no component names a chain");
    let own = &found[0];
    assert_eq!((own.chain, own.inputs, own.unsupplied, own.unlisted), (None, 5, 0, 1));
    assert_eq!(own.rings.map(|ring| ring.supplied), [1, 2, 3]);
    assert_eq!(own.rings.map(|ring| ring.with_share), [0, 0, 0]);
}

/// A chain of knots is a sequence of components, each reaching the next and none of them on a common cycle.
fn extend(last: usize, size: usize, reach: &[Vec<bool>], together: &dyn Fn(usize, usize) -> bool) -> usize {
    let next = (0..size).filter(|&one| reach[last][one] && !together(last, one));
    1 + next.map(|one| extend(one, size, reach, together)).max().unwrap_or(0)
}

/// The longest path of a condensation, by trying every simple path and counting knots once.
fn brute_force_longest(next: &[Vec<usize>]) -> usize {
    let size = next.len();
    let mut reach = vec![vec![false; size]; size];
    for (from, ends) in next.iter().enumerate() {
        for &to in ends {
            reach[from][to] = true;
        }
    }
    for middle in 0..size {
        for from in 0..size {
            for to in 0..size {
                reach[from][to] |= reach[from][middle] && reach[middle][to];
            }
        }
    }
    let together = |a: usize, b: usize| a == b || (reach[a][b] && reach[b][a]);
    (0..size).map(|start| extend(start, size, &reach, &together)).max().unwrap_or(0)
}

proptest! {
    #[test]
    fn the_longest_chain_equals_brute_force(
        size in 1..7_usize,
        edges in proptest::collection::vec((0..7_usize, 0..7_usize), 0..14),
    ) {
        let mut next = vec![Vec::new(); size];
        for (from, to) in edges {
            next[from % size].push(to % size);
        }
        prop_assert_eq!(super::integration::longest_chain(&next), brute_force_longest(&next));
    }
}

#[test]
fn a_long_chain_needs_no_stack() {
    let next: Vec<Vec<usize>> = (0..200_000).map(|at| vec![(at + 1).min(199_999)]).collect();
    assert_eq!(super::integration::longest_chain(&next), 200_000);
}

/// By hand: one part in two provinces, one in one only, one abroad.
#[test]
fn makers_are_counted_by_place() {
    let of = |component: &'static str| {
        move |row: &mut liantu_model::SupplyRow| component.clone_into(&mut row.component)
    };
    let graph = Example::new()
        .component("both")
        .component("one")
        .component("abroad")
        .source("nj", "CN-32-NJ", of("both"))
        .source("sh", "CN-31", of("both"))
        .source("nj2", "CN-32-NJ", of("one"))
        .source("js", "CN-32", of("one"))
        .source("jp", "JP", of("abroad"))
        .graph();
    let made: Vec<(String, Vec<String>, Vec<String>)> = makers(&graph)
        .iter()
        .map(|one| {
            let ids = |components: &[ComponentIx]| component_ids(&graph, components);
            (graph.model().region(one.place).id.clone(), ids(&one.made), ids(&one.alone))
        })
        .collect();
    let row = |place: &str, made: &[&str], alone: &[&str]| {
        let texts = |all: &[&str]| all.iter().map(|&one| one.to_owned()).collect::<Vec<_>>();
        (place.to_owned(), texts(made), texts(alone))
    };
    let mut expected = vec![
        row("CN-31", &["both"], &[]),
        row("CN-32", &["both", "one"], &["one"]),
        row("JP", &["abroad"], &["abroad"]),
    ];
    let mut found = made;
    found.sort();
    expected.sort();
    for (_, made, _) in &mut found {
        made.sort();
    }
    assert_eq!(found, expected);
}
