#![expect(clippy::unwrap_used, reason = "a missing value fails the test")]

use super::losses::{hits, id_of};
use super::*;
use crate::example::{Example, percent, range};
use liantu_model::{Index, SupplyRow};
use proptest::prelude::*;

fn found(example: Example) -> (ChainGraph, Backups) {
    let graph = example.graph();
    let found = backup(&graph, &BackupOptions::default());
    (graph, found)
}

/// The worst loss at a level: its key, ends of the cover, tier.
fn worst(example: Example, level: Level) -> (String, (f64, f64), TierFinding) {
    let (graph, found) = found(example);
    let at = found.findings[0].levels.iter().find(|one| one.level == level).unwrap();
    let key = at.element.map_or(String::new(), |element| id_of(graph.model(), element).to_owned());
    (key, (at.direct.low.points(), at.direct.high.points()), at.tier)
}

fn tier(example: Example, level: Level) -> Tier {
    worst(example, level).2.tier
}

fn c() -> Example {
    Example::complete().component("c")
}

fn share(points: f64) -> impl FnOnce(&mut SupplyRow) {
    move |row| row.share = percent(points)
}

fn qualified(takeover: f64, weeks: f64) -> impl FnOnce(&mut SupplyRow) {
    move |row| {
        row.status = Some(SupplyStatus::Qualified);
        row.takeover = percent(takeover);
        row.switch_weeks = Some(weeks);
    }
}

#[test]
fn the_greatest_source_is_the_worst_loss() {
    let example =
        c().source("a", "JP", share(60.0)).source("b", "US", share(25.0)).source("d", "KR", share(15.0));
    let (key, ends, found) = worst(example.clone(), Level::Supplier);
    assert_eq!((key.as_str(), ends, found.tier), ("a", (40.0, 40.0), Tier::ForeignSeveral));
    let (key, ends, found) = worst(example.coalition("east", &["JP", "KR"]), Level::Coalition);
    assert_eq!((key.as_str(), ends, found.tier), ("east", (25.0, 25.0), Tier::ForeignSingle));
}

#[test]
fn owners_and_regions_take_more_with_them() {
    let example = c()
        .supplier("a", "CN-32-NJ", |row| "owner".clone_into(&mut row.parent))
        .supplier("b", "CN-44", |row| "owner".clone_into(&mut row.parent))
        .supplier("owner", "CN-44", |_| {})
        .row("c", |row| {
            "a".clone_into(&mut row.supplier);
            row.share = percent(30.0);
        })
        .row("c", |row| {
            "b".clone_into(&mut row.supplier);
            row.share = percent(30.0);
        })
        .source("d", "CN-32-SZ", share(40.0));
    let low = |level| worst(example.clone(), level);
    assert_eq!((low(Level::Supplier).0.as_str(), low(Level::Supplier).1), ("d", (60.0, 60.0)));
    assert_eq!((low(Level::Group).0.as_str(), low(Level::Group).1), ("owner", (40.0, 40.0)));
    assert_eq!((low(Level::City).0.as_str(), low(Level::City).1), ("CN-32-SZ", (60.0, 60.0)));
    assert_eq!((low(Level::Province).0.as_str(), low(Level::Province).1), ("CN-32", (30.0, 30.0)));
    assert_eq!((low(Level::Country).0.as_str(), low(Level::Country).1), ("CN", (0.0, 0.0)));
    assert_eq!(low(Level::Country).2.tier, Tier::None);
}

#[test]
fn an_embargo_follows_control_and_spares_plants_at_home() {
    let controlled = |example: Example, id: &str, region: &str, points: f64| {
        let id = id.to_owned();
        example.supplier(&id, region, |row| "US".clone_into(&mut row.control)).row("c", |row| {
            row.supplier.clone_from(&id);
            row.share = percent(points);
        })
    };
    let example =
        controlled(controlled(c().source("a", "JP", share(40.0)), "b", "KR", 50.0), "d", "CN", 10.0);
    let graph = example.graph();
    let options = BackupOptions { levels: vec![Level::Embargo], ..BackupOptions::default() };
    let found = backup(&graph, &options);
    let at = &found.findings[0].levels[0];
    // JP withdraws 40; KR or its controller US withdraws 50; the plant at home stays.
    assert_eq!((at.losses, at.direct), (3, Interval::exactly(Percent::from_points(50.0).unwrap())));
    assert_eq!(at.element.map(|element| id_of(graph.model(), element)), Some("KR"));
}

#[test]
fn a_municipality_is_a_city_and_a_province() {
    let example = c().source("a", "CN-31", share(100.0));
    assert_eq!(worst(example.clone(), Level::City).0, "CN-31");
    assert_eq!(worst(example, Level::Province).0, "CN-31");
}

#[test]
fn backups_count_when_qualified_in_time_and_not_hit() {
    let example =
        |region, weeks| c().source("a", "JP", share(100.0)).source("b", region, qualified(40.0, weeks));
    assert_eq!(worst(example("CN", 26.0), Level::Country).1, (40.0, 40.0));
    assert_eq!(worst(example("CN", 27.0), Level::Country).1, (0.0, 0.0));
    assert_eq!(worst(example("JP", 26.0), Level::Country).1, (0.0, 0.0));
    assert_eq!(worst(example("JP", 26.0), Level::Supplier).1, (40.0, 40.0));
}

#[test]
fn blank_quantities_give_an_interval() {
    let example = c().source("a", "JP", |row| row.share = range(50.0, 60.0)).source("b", "CN", |row| {
        row.status = Some(SupplyStatus::Qualified);
    });
    assert_eq!(worst(example, Level::Supplier).1, (0.0, 100.0));
}

#[test]
fn unnamed_offers_count_and_unknown_ones_never() {
    let example = Example::new().component("c").total("JP", percent(30.0)).source("a", "US", share(50.0));
    assert_eq!(worst(example.clone(), Level::Supplier).1, (30.0, 30.0));
    assert_eq!(worst(example, Level::Country).1, (30.0, 30.0));
}

#[test]
fn without_a_loss_the_rest_is_what_stands() {
    let (graph, found) = found(c().total("JP", percent(90.0)));
    let at = &found.findings[0].levels[0];
    assert_eq!((at.level, at.losses, at.element), (Level::Supplier, 0, None));
    assert_eq!(at.direct, Interval::exactly(Percent::from_points(90.0).unwrap()));
    assert_eq!(at.tier.tier, Tier::ForeignSingle);
    assert_eq!(graph.model().suppliers().len(), 0);
}

#[test]
fn tiers_run_from_home_to_none() {
    let with = |region: &str| c().source("a", "JP", share(90.0)).source("b", region, share(10.0));
    let at = Level::Country;
    let (_, _, home) = worst(with("CN-32-NJ"), at);
    assert_eq!(home, TierFinding { tier: Tier::Home, same_place: false, foreign_controlled: false });
    assert_eq!(tier(with("CN-31"), at), Tier::Delta);
    assert_eq!(tier(with("CN-44"), at), Tier::Domestic);
    assert_eq!(tier(with("US"), at), Tier::ForeignSingle);
    assert_eq!(tier(with("US").source("d", "NL", |_| {}), at), Tier::ForeignSeveral);
    let joined = with("US").source("d", "NL", |_| {}).coalition("west", &["US", "NL"]);
    assert_eq!(tier(joined, at), Tier::ForeignSingle);
    assert_eq!(tier(with("JP"), at), Tier::None);
    assert_eq!(tier(with("JP").source("d", "CN", qualified(10.0, 99.0)), at), Tier::None);
    assert_eq!(tier(with("JP").source("d", "CN", qualified(10.0, 1.0)), at), Tier::Domestic);
}

#[test]
fn home_behind_home_is_the_same_place() {
    let example = c().source("a", "CN-32-NJ", share(60.0)).source("b", "CN-32-SZ", share(40.0));
    assert!(worst(example.clone(), Level::Supplier).2.same_place);
    assert_eq!(tier(example, Level::Province), Tier::None);
}

#[test]
fn a_tier_held_from_abroad_is_marked() {
    let example = |control: &'static str| {
        c().source("a", "JP", share(60.0))
            .supplier("b", "CN-44", |row| control.clone_into(&mut row.control))
            .row("c", |row| {
                "b".clone_into(&mut row.supplier);
                row.share = percent(40.0);
            })
    };
    assert!(worst(example("US"), Level::Supplier).2.foreign_controlled);
    assert!(!worst(example(""), Level::Supplier).2.foreign_controlled);
    assert!(worst(example("US").source("d", "CN-44", |_| {}), Level::Supplier).0 == "a");
}

#[test]
fn backups_are_listed_with_what_they_share() {
    let (_, found) = found(
        c().coalition("east", &["JP", "KR"])
            .source("a", "JP", |_| {})
            .source("b", "CN-32-NJ", |_| {})
            .source("d", "KR", qualified(20.0, 8.0))
            .source("e", "CN-32", |row| row.status = Some(SupplyStatus::Candidate))
            .source("f", "CN-32-SZ", qualified(20.0, 80.0)),
    );
    let [korean, suzhou, home] = found.findings[0].backups.as_slice() else { panic!("three backups") };
    let free =
        Independence { group: true, city: true, province: true, place: true, coalition: true, control: true };
    assert_eq!(korean.independent, Independence { coalition: false, ..free });
    assert_eq!((korean.switch_weeks, korean.counted, korean.cover.low.points()), (Some(8.0), true, 20.0));
    let shares_province = Independence { province: false, place: false, control: false, ..free };
    assert_eq!((suzhou.independent, suzhou.counted), (shares_province, false));
    // Somewhere in the province may be the same city.
    assert_eq!(home.independent, Independence { city: false, ..shares_province });
    assert_eq!((home.status, home.counted), (SupplyStatus::Candidate, false));
}

#[test]
fn coverage_counts_essential_components_with_rows() {
    let example = Example::complete()
        .component("c")
        .component("solid")
        .component("idle")
        .component("bare")
        .component("spare")
        .component_with("product", |row| row.target = true)
        .requires("product", "c", |_| {})
        .requires("product", "solid", |_| {})
        .requires("product", "idle", |_| {})
        .requires("product", "bare", |_| {})
        .requires("product", "spare", |row| row.essential = Some(false))
        .source("a", "JP", share(70.0))
        .source("b", "US", share(30.0));
    let supply = |example: Example, component: &str, name: &str, region: &str, status| {
        example.supplier(name, region, |_| {}).row(component, |row| {
            name.clone_into(&mut row.supplier);
            row.status = Some(status);
            row.capacity = Some(80.0);
        })
    };
    let mut example = supply(example, "solid", "x", "JP", SupplyStatus::Active);
    example = supply(example, "solid", "y", "CN", SupplyStatus::Qualified);
    example = supply(example, "idle", "z", "CN", SupplyStatus::Candidate);
    example = supply(example, "spare", "w", "CN", SupplyStatus::Active);
    example.0.components[1].demand = Some(100.0);
    example.0.supplies[3].switch_weeks = Some(4.0);
    let (graph, found) = found(example);
    // c keeps 30, solid 80, idle has nobody; bare and the product list nobody, spare is not essential.
    let country = found.coverage.iter().find(|one| one.level == Level::Country).unwrap();
    assert_eq!((country.covered, country.uncertain, country.essential), (1, 0, 3));
    assert!((country.share().unwrap() - 1.0 / 3.0).abs() < 1e-12);
    assert_eq!(found.options.targets, [graph.model().find_component("product").unwrap()]);
}

/// Rows: region, share, status, takeover, weeks.
type Row = (usize, Option<u8>, usize, Option<u8>, Option<u8>);

const REGIONS: &[&str] = &["CN-32-NJ", "CN-32-SZ", "CN-31", "CN-44", "JP", "KR", "US", "不详"];

fn any_row() -> impl Strategy<Value = Row> {
    let status = prop_oneof![3 => Just(2_usize), 2 => Just(1), 1 => Just(0)];
    let points = || proptest::option::of(1..30_u8);
    (0..REGIONS.len(), points(), status, points(), proptest::option::of(20..32_u8))
}

fn random(rows: &[Row]) -> (ChainGraph, Backups) {
    let mut example =
        Example::new().component("c").coalition("east", &["JP", "KR"]).coalition("d", &["CN", "US"]);
    for (number, &(region, share, status, takeover, weeks)) in rows.iter().enumerate() {
        example = example.source(&format!("s{number}"), REGIONS[region], |row| {
            row.share = share.and_then(|points| percent(f64::from(points)));
            row.status = Some(SupplyStatus::ALL[status]);
            row.takeover = takeover.and_then(|points| percent(f64::from(points)));
            row.switch_weeks = weeks.map(f64::from);
        });
    }
    found(example)
}

proptest! {
    /// From the definition: with stated shares only, what survives adds up row by row.
    #[test]
    fn stated_rows_equal_the_definition(rows in proptest::collection::vec(any_row(), 1..5)) {
        let rows: Vec<Row> = rows
            .into_iter()
            .map(|(region, share, status, takeover, weeks)| {
                (region, share.or(Some(3)), status, takeover.or(Some(7)), weeks.or(Some(26)))
            })
            .collect();
        let (graph, found) = random(&rows);
        let model = graph.model();
        for at in found.findings.iter().flat_map(|finding| &finding.levels) {
            let left = |element: Option<Element>| -> f64 {
                let survives = |number: usize| {
                    let supplier = model.find_supplier(&format!("s{number}")).unwrap();
                    element.is_none_or(|lost| !hits(model, lost, OfferSource::Named(supplier)))
                };
                let cover = |row: &Row| match row.2 {
                    2 => f64::from(row.1.unwrap()),
                    1 if row.4.unwrap() <= 26 => f64::from(row.3.unwrap()),
                    _ => 0.0,
                };
                rows.iter().enumerate().filter(|&(number, _)| survives(number)).map(|(_, row)| cover(row)).sum()
            };
            let suppliers = model.supplier_indices().filter(|supplier| rows[supplier.position()].2 == 2);
            let regions = suppliers.clone().filter_map(|supplier| model.supplier(supplier).region);
            let losses: Vec<Element> = match at.level {
                Level::Supplier => suppliers.map(Element::Supplier).collect(),
                Level::Group => suppliers.map(Element::Group).collect(),
                Level::Coalition => model
                    .coalition_indices()
                    .map(Element::Coalition)
                    .filter(|&lost| {
                        regions.clone().any(|region| hits(model, lost, OfferSource::Unnamed(region)))
                    })
                    .collect(),
                Level::City | Level::Province | Level::Country => {
                    let level = at.level.region_level().unwrap();
                    regions
                        .flat_map(|region| model.around(region))
                        .filter(|&region| model.is_at_level(region, level))
                        .map(Element::Region)
                        .collect()
                }
                Level::Embargo | Level::Component => unreachable!("not asked for"),
            };
            let expected =
                losses.iter().map(|&lost| left(Some(lost))).reduce(f64::min).unwrap_or_else(|| left(None));
            let expected = Percent::from_points(expected.min(100.0)).unwrap();
            prop_assert_eq!(at.direct, Interval::exactly(expected));
        }
    }

    #[test]
    fn ends_are_in_order_and_a_group_leaves_no_more_than_a_supplier(rows in proptest::collection::vec(any_row(), 1..6)) {
        let (_, found) = random(&rows);
        for finding in &found.findings {
            for at in &finding.levels {
                prop_assert!(Percent::ZERO <= at.direct.low && at.direct.low <= at.direct.high);
                prop_assert!(at.direct.high <= Percent::HUNDRED);
            }
            let low = |level| finding.levels.iter().find(|at| at.level == level).unwrap().direct.low;
            prop_assert!(low(Level::Group) <= low(Level::Supplier));
        }
    }

    #[test]
    fn the_order_of_rows_does_not_matter(
        rows in proptest::collection::vec(any_row(), 1..6).prop_flat_map(|rows| {
            (Just(rows.clone()), Just(rows).prop_shuffle())
        }),
    ) {
        let ((first_graph, first), (second_graph, second)) = (random(&rows.0), random(&rows.1));
        prop_assert_eq!(first.findings.len(), second.findings.len());
        for (a, b) in first.findings.iter().zip(&second.findings) {
            for (a, b) in a.levels.iter().zip(&b.levels) {
                prop_assert_eq!((a.direct, a.tier.tier, a.losses), (b.direct, b.tier.tier, b.losses));
                // Suppliers are renamed by the shuffle, regions and coalitions are not.
                if a.level > Level::Group {
                    let key = |graph: &ChainGraph, one: &LevelCover| {
                        one.element.map(|element| id_of(graph.model(), element).to_owned())
                    };
                    prop_assert_eq!(key(&first_graph, a), key(&second_graph, b));
                }
            }
        }
    }
}
