#![expect(clippy::unwrap_used, reason = "a missing value fails the test")]

use super::*;
use crate::example::{Example, id, percent, range};
use liantu_graph::{OfferSource, Presence};
use liantu_model::{RegionIx, SupplierRow, SupplyRow, SupplyStatus};
use proptest::prelude::*;

fn first(example: Example) -> (ChainGraph, Chokepoint) {
    let graph = example.graph();
    let row = chokepoints(&graph, &ChokepointOptions::default()).rows.remove(0);
    (graph, row)
}

fn rules(example: Example) -> (&'static str, &'static str) {
    let (_, row) = first(example);
    (row.pessimistic.rule.key(), row.optimistic.rule.key())
}

/// Stands for an infinite k.
const NEVER: usize = usize::MAX;

/// k, if the component is judged.
fn k(judgement: &Judgement) -> Option<usize> {
    judgement.fewest_places.as_ref().map(|fewest| fewest.k().unwrap_or(NEVER))
}

/// Component `c`, with an incomplete list.
fn open() -> Example {
    Example::new().component("c")
}

/// Component `c`, with a complete list.
fn closed() -> Example {
    Example::complete().component("c")
}

fn share(points: f64) -> impl FnOnce(&mut SupplyRow) {
    move |row| row.share = percent(points)
}

fn backup(status: SupplyStatus, takeover: f64) -> impl FnOnce(&mut SupplyRow) {
    move |row| {
        row.status = Some(status);
        row.takeover = percent(takeover);
        row.switch_weeks = Some(26.0);
    }
}

#[test]
fn components_without_rows_or_inputs_are_left_out() {
    let graph =
        Example::new().component("product").component("part").requires("product", "part", |_| {}).graph();
    let found = chokepoints(&graph, &ChokepointOptions::default());
    let [product, part] = ["product", "part"].map(|id| graph.model().find_component(id).unwrap());
    assert_eq!((found.rows.len(), found.rows[0].component), (1, product));
    assert_eq!(found.untracked, [part]);
    assert_eq!(found.rows[0].pessimistic.rule, GradeRule::NoSupplyRows);
    assert_eq!((found.rows[0].domestic_cover, k(&found.rows[0].pessimistic)), (None, None));
}

#[test]
fn a_placeholder_is_no_known_place() {
    let example = open().row("c", |row| "其他".clone_into(&mut row.region));
    assert_eq!(rules(example), ("no-known-place", "no-known-place"));
}

#[test]
fn one_foreign_place_without_cover_is_red() {
    assert_eq!(rules(closed().source("a", "JP", |_| {})), ("one-place-no-cover", "one-place-no-cover"));
    let unlisted_elsewhere = rules(open().source("a", "JP", |_| {}));
    assert_eq!(unlisted_elsewhere, ("one-place-no-cover", "unlisted-only"));
}

#[test]
fn nobody_in_active_supply_is_red_however_many_candidates() {
    let candidate = |row: &mut SupplyRow| row.status = Some(SupplyStatus::Candidate);
    let (_, row) = first(closed().source("a", "CN", candidate));
    assert_eq!(row.pessimistic.rule, GradeRule::NoSource);
    assert_eq!(k(&row.pessimistic), Some(0));
    assert_eq!(row.domestic, DomesticGroups { active: 0, qualified: 0, candidate: 1 });
}

#[test]
fn a_qualified_domestic_backup_softens_one_place() {
    let with = |takeover| {
        closed().source("a", "JP", share(100.0)).source("b", "CN", backup(SupplyStatus::Qualified, takeover))
    };
    assert_eq!(rules(with(30.0)).0, "one-place-covered");
    assert_eq!(rules(with(29.0)).0, "one-place-no-cover");
    let none_active = closed().source("b", "CN", backup(SupplyStatus::Qualified, 30.0));
    assert_eq!(rules(none_active).0, "one-place-covered");
}

#[test]
fn two_places_and_coalitions_are_orange() {
    let two = closed().source("a", "JP", |_| {}).source("b", "US", |_| {});
    assert_eq!(rules(two.clone()).0, "two-places");
    let three = two.source("d", "NL", |_| {});
    assert_eq!(rules(three.clone()).0, "several-places");
    let (graph, row) = first(three.coalition("west", &["JP", "US", "NL", "KR"]));
    assert_eq!(row.pessimistic.rule, GradeRule::Coalition);
    let coalition = row.pessimistic.sufficient_coalitions[0];
    assert_eq!(graph.model().coalition(coalition).id, "west");
}

#[test]
fn control_from_abroad_shortens_the_embargo() {
    let owned = |row: &mut SupplierRow| "US".clone_into(&mut row.control);
    let example = closed()
        .source("a", "US", |_| {})
        .supplier("b", "JP", owned)
        .row("c", |row| "b".clone_into(&mut row.supplier))
        .supplier("d", "KR", owned)
        .row("c", |row| "d".clone_into(&mut row.supplier));
    let (graph, row) = first(example);
    let Some(FewestPlaces::Set(places)) = row.pessimistic.fewest_places else { panic!("all are foreign") };
    assert_eq!(places.iter().map(|&place| id(&graph, place)).collect::<Vec<_>>(), ["US"]);
}

#[test]
fn a_domestic_offer_is_out_of_reach() {
    let thin = closed().source("a", "JP", share(80.0)).source("b", "CN", share(20.0));
    assert_eq!(rules(thin).0, "domestic-thin");
    let sufficient = closed().source("a", "JP", share(70.0)).source("b", "CN", share(30.0));
    assert_eq!(rules(sufficient).0, "domestic-cover");
    let single = closed().source("a", "JP", |_| {}).source("b", "CN", |_| {});
    assert_eq!(rules(single.clone()).0, "single-domestic-group");
    assert_eq!(rules(single.source("d", "CN-44", |_| {})).0, "domestic-groups");
}

/// Two groups at home of unknown size: green for want of quantities. A published rate of the component itself says
/// that they do not suffice; a wider one, or one that reaches the threshold, says nothing against them.
#[test]
fn a_low_localisation_rate_keeps_groups_of_unknown_size_from_green() {
    let with = |value: &str, scope: &str| {
        let example = open().source("a", "CN-32", |_| {}).source("b", "CN-31", |_| {});
        rules(example.fact(|row| {
            "localisation_rate".clone_into(&mut row.metric);
            value.clone_into(&mut row.value);
            scope.clone_into(&mut row.scope);
            row.year = Some(2024);
        }))
    };
    assert_eq!(with("8", "国内"), ("low-localisation", "low-localisation"));
    assert_eq!(with("20-29", "国内").0, "low-localisation");
    assert_eq!(with("8", "国内,光刻胶总体").0, "domestic-groups");
    assert_eq!(with("20-30", "国内").0, "domestic-groups");
    assert_eq!(with("<15", "国内").0, "low-localisation");
}

/// Shares that suffice are not overruled by a published rate: both stand in the table.
#[test]
fn known_cover_stands_beside_a_low_localisation_rate() {
    let example = open().source("a", "CN-32", share(20.0)).source("b", "CN-31", share(20.0));
    let found = rules(example.fact(|row| {
        "localisation_rate".clone_into(&mut row.metric);
        "8".clone_into(&mut row.value);
    }));
    assert_eq!(found.0, "domestic-cover");
}

#[test]
fn a_backup_of_unknown_capacity_does_not_thicken_thin_supply() {
    let example = closed()
        .source("a", "JP", share(80.0))
        .source("b", "CN", |_| {})
        .source("d", "CN-44", |_| {})
        .source("e", "CN-31", |row| row.status = Some(SupplyStatus::Qualified));
    let (_, row) = first(example);
    assert_eq!(row.pessimistic.rule, GradeRule::DomesticThin);
    assert_eq!(row.domestic_cover.map(|cover| cover.high), Some(Percent::HUNDRED));
    assert_eq!(row.domestic_ceiling, Percent::from_points(20.0));
}

#[test]
fn one_owner_is_one_group() {
    let example = closed()
        .supplier("b", "CN", |row| "owner".clone_into(&mut row.parent))
        .supplier("d", "CN-44", |row| "owner".clone_into(&mut row.parent))
        .supplier("owner", "CN-31", |_| {})
        .row("c", |row| "b".clone_into(&mut row.supplier))
        .row("c", |row| "d".clone_into(&mut row.supplier));
    let (_, row) = first(example);
    assert_eq!(row.pessimistic.rule, GradeRule::SingleDomesticGroup);
    assert_eq!(row.domestic.active, 1);
}

#[test]
fn domestic_plants_controlled_from_abroad_are_yellow() {
    let example = closed().supplier("b", "CN", |row| "US".clone_into(&mut row.control)).row("c", |row| {
        "b".clone_into(&mut row.supplier);
        row.share = percent(100.0);
    });
    let (_, row) = first(example);
    assert_eq!(row.pessimistic.rule, GradeRule::ForeignControlled);
    assert_eq!((row.foreign_controlled, row.domestic.active), (1, 1));
}

#[test]
fn concentrated_imports_matter_when_much_is_imported() {
    let example = |dependence| {
        Example::complete()
            .component_with("c", |row| row.import_dependence = dependence)
            .source("a", "JP", share(60.0))
            .source("b", "CN", share(40.0))
    };
    assert_eq!(rules(example(None)).0, "domestic-cover");
    assert_eq!(rules(example(percent(29.0))).0, "domestic-cover");
    assert_eq!(rules(example(percent(60.0))), ("concentrated-imports", "concentrated-imports"));
    assert_eq!(rules(example(range(20.0, 60.0))), ("concentrated-imports", "domestic-cover"));
    let nobody_abroad = Example::complete()
        .component_with("c", |row| row.import_dependence = percent(60.0))
        .source("b", "CN", share(100.0));
    assert_eq!(rules(nobody_abroad).0, "concentrated-imports");
}

#[test]
fn a_total_covers_though_its_makers_shares_are_blank() {
    let (_, row) =
        first(closed().total("CN", percent(45.0)).total("JP", percent(55.0)).source("b", "CN-32", |_| {}));
    assert_eq!(row.pessimistic.rule, GradeRule::DomesticCover);
    let cover = row.domestic_cover.unwrap();
    assert_eq!((cover.low.points(), cover.high.points()), (45.0, 45.0));
    let hhi = row.supply_hhi.unwrap();
    assert!((hhi.low - (0.2025 + 0.3025)).abs() < 1e-12 && (hhi.high - hhi.low).abs() < 1e-12);
    assert_eq!(row.import_hhi, Some(Interval { low: 1.0, high: 1.0 }));
}

#[test]
fn sources_are_sorted_by_share_then_id() {
    let (graph, row) = first(
        open()
            .source("a", "US", share(20.0))
            .source("b", "JP", share(20.0))
            .source("d", "KR", |_| {})
            .source("e", "NL", share(30.0))
            .source("f", "JP", |row| row.share = percent(5.0))
            .coalition("east", &["JP", "KR"])
            .coalition("none", &["CN"]),
    );
    let sources: Vec<(&str, Option<f64>, usize)> = row
        .sources
        .iter()
        .map(|source| (id(&graph, source.region), source.midpoint(), source.suppliers))
        .collect();
    let expected = [("NL", Some(30.0), 1), ("JP", Some(25.0), 2), ("US", Some(20.0), 1), ("KR", None, 1)];
    assert_eq!(sources, expected);
    assert_eq!(id(&graph, row.top_source().unwrap().region), "NL");
    assert_eq!(row.coalitions.len(), 1);
    // Both places together hold 25 and may hold all of the remaining 25.
    assert_eq!(row.coalitions[0].share, Some(Interval { low: 25.0, high: 50.0 }));
    let merged = row.coalitions[0].merged_hhi.unwrap();
    assert!((merged.low - (0.09 + 0.04 + 0.0625)).abs() < 1e-12);
    // NL may hold the rest: 55, and 25 and 20 beside it.
    assert!((merged.high - (0.3025 + 0.0625 + 0.04)).abs() < 1e-12);
}

#[test]
fn effective_sources_are_the_inverse() {
    let (_, row) = first(closed().source("a", "JP", share(50.0)).source("b", "US", share(50.0)));
    let effective = row.effective_sources().unwrap();
    assert!((effective.low - 2.0).abs() < 1e-12 && (effective.high - 2.0).abs() < 1e-12);
    let (_, range) = first(open().source("a", "JP", share(50.0)));
    let effective = range.effective_sources().unwrap();
    assert!((effective.low - 1.0).abs() < 1e-12 && (effective.high - 4.0).abs() < 1e-12);
    let (_, blank) = first(open().source("a", "JP", |_| {}));
    assert_eq!(blank.effective_sources(), None);
    assert_eq!(blank.top_source().unwrap().share, None);
}

#[test]
fn a_source_without_a_place_helps_only_the_optimistic_reading() {
    let (_, row) = first(closed().source("a", "JP", |_| {}).source("b", "不详", |_| {}));
    assert_eq!(k(&row.pessimistic), Some(1));
    assert_eq!(row.optimistic.fewest_places, Some(FewestPlaces::Never));
    assert_eq!(row.unplaced, 1);
}

#[test]
fn the_number_of_threads_does_not_matter() {
    let graph = (0..40)
        .fold(Example::new(), |example, number| {
            let name = format!("c{number}");
            example.component(&name).supplier(&format!("s{number}"), "JP", |_| {}).row(&name, |row| {
                row.supplier = format!("s{number}");
                row.share = percent(f64::from(number));
            })
        })
        .graph();
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            (
                chokepoints(&graph, &ChokepointOptions::default()),
                crate::backup(&graph, &crate::BackupOptions::default()),
            )
        })
    };
    assert_eq!(with(1), with(4));
}

/// One row of a random source list.
#[derive(Debug, Clone)]
struct Row {
    place: usize,
    control: Option<usize>,
    owner: Option<usize>,
    status: SupplyStatus,
    share: Option<u8>,
    takeover: Option<u8>,
    weeks: Option<u8>,
}

const PLACES: &[&str] = &["CN-32", "CN-44", "JP", "KR", "NL", "US", "不详"];

fn any_status() -> impl Strategy<Value = SupplyStatus> {
    prop_oneof![
        3 => Just(SupplyStatus::Active),
        1 => Just(SupplyStatus::Qualified),
        1 => Just(SupplyStatus::Candidate),
    ]
}

fn any_row() -> impl Strategy<Value = Row> {
    let place = prop_oneof![9 => 0..6_usize, 1 => Just(6)];
    (
        place,
        proptest::option::weighted(0.2, 0..6_usize),
        proptest::option::weighted(0.2, 0..2_usize),
        any_status(),
        proptest::option::weighted(0.4, 1..40_u8),
        proptest::option::weighted(0.3, 1..60_u8),
        proptest::option::weighted(0.7, 20..32_u8),
    )
        .prop_map(|(place, control, owner, status, share, takeover, weeks)| Row {
            place,
            control,
            owner,
            status,
            share,
            takeover,
            weeks,
        })
}

fn any_rows() -> impl Strategy<Value = Vec<Row>> {
    proptest::collection::vec(any_row(), 0..7)
}

/// What is said of the list, and the import dependence.
fn any_settings() -> impl Strategy<Value = (Option<bool>, Option<u8>)> {
    (proptest::option::of(any::<bool>()), proptest::option::of(10..60_u8))
}

fn judged(rows: &[Row], settings: (Option<bool>, Option<u8>)) -> (ChainGraph, Chokepoint) {
    first(listed(rows, settings))
}

/// Any rules that a file may hold.
fn any_rules() -> impl Strategy<Value = GradeRules> {
    (1..=100_u8, 1..6_usize, 1..6_usize, 0..=100_u8, 0..=100_u8).prop_map(
        |(cover, few_places, independent_groups, index, dependence)| GradeRules {
            sufficient_cover: Percent::from_points(f64::from(cover)).unwrap(),
            few_places,
            independent_groups,
            concentrated_imports: f64::from(index) / 100.0,
            relevant_dependence: Percent::from_points(f64::from(dependence)).unwrap(),
            ..GradeRules::default()
        },
    )
}

/// Both grades of a list under some rules.
fn grades(example: Example, rules: &GradeRules) -> [Grade; 2] {
    let options = ChokepointOptions { rules: rules.clone(), ..ChokepointOptions::default() };
    let row = chokepoints(&example.graph(), &options).rows.remove(0);
    [row.pessimistic.grade, row.optimistic.grade]
}

fn is_no_worse(before: [Grade; 2], after: [Grade; 2]) -> bool {
    before.into_iter().zip(after).all(|(before, after)| before == Grade::Unknown || after <= before)
}

fn listed(rows: &[Row], settings: (Option<bool>, Option<u8>)) -> Example {
    let mut example = Example::new()
        .component_with("c", |row| {
            row.complete = settings.0;
            row.import_dependence = settings.1.and_then(|points| percent(f64::from(points)));
        })
        .component("always")
        .requires("c", "always", |_| {})
        .coalition("east", &["JP", "KR"])
        .coalition("west", &["NL", "US", "JP"])
        .supplier("owner0", "CN", |_| {})
        .supplier("owner1", "US", |_| {});
    for (number, row) in rows.iter().enumerate() {
        let name = format!("s{number}");
        example = example
            .supplier(&name, PLACES[row.place], |supplier| {
                supplier.control = row.control.map_or(String::new(), |place| PLACES[place].to_owned());
                supplier.parent = row.owner.map_or(String::new(), |owner| format!("owner{owner}"));
            })
            .row("c", |supply| {
                supply.supplier = name;
                supply.status = Some(row.status);
                supply.share = row.share.and_then(|points| percent(f64::from(points)));
                supply.takeover = row.takeover.and_then(|points| percent(f64::from(points)));
                supply.switch_weeks = row.weeks.map(f64::from);
            });
    }
    example
}

/// The fewest places by trying every set of them.
fn fewest_by_trying(graph: &ChainGraph, optimistic: bool) -> Option<usize> {
    let model = graph.model();
    let component = model.find_component("c").unwrap();
    let foreign: Vec<RegionIx> =
        ["JP", "KR", "NL", "US"].iter().map(|place| model.find_region(place).unwrap()).collect();
    let withdrawn = |source: OfferSource, embargo: &[RegionIx]| match source {
        OfferSource::Unknown => false,
        OfferSource::Unnamed(region) => embargo.contains(&region),
        OfferSource::Named(supplier) => {
            let supplier = model.supplier(supplier);
            match supplier.region {
                None => !optimistic,
                Some(region) => {
                    !id(graph, region).starts_with("CN")
                        && (embargo.contains(&region)
                            || supplier.control.is_some_and(|control| embargo.contains(&control)))
                }
            }
        }
    };
    (0..1_usize << foreign.len())
        .filter(|set| {
            let embargo: Vec<RegionIx> =
                (0..foreign.len()).filter(|bit| set >> bit & 1 == 1).map(|bit| foreign[bit]).collect();
            let mut offers = graph
                .offers(component)
                .iter()
                .filter(|offer| optimistic || offer.presence == Presence::Listed);
            offers.all(|offer| withdrawn(offer.source, &embargo))
        })
        .map(|set| set.count_ones() as usize)
        .min()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn k_equals_brute_force(rows in any_rows(), settings in any_settings()) {
        let (graph, found) = judged(&rows, settings);
        for (judgement, optimistic) in [(found.pessimistic, false), (found.optimistic, true)] {
            let expected = (judgement.grade != Grade::Unknown).then(|| fewest_by_trying(&graph, optimistic).unwrap_or(NEVER));
            prop_assert_eq!(k(&judgement), expected);
        }
    }

    #[test]
    fn the_optimistic_grade_is_never_graver(rows in any_rows(), settings in any_settings()) {
        let (_, found) = judged(&rows, settings);
        prop_assert!(found.optimistic.grade <= found.pessimistic.grade, "{found:?}");
        let unknown = |judgement: &Judgement| judgement.grade == Grade::Unknown;
        prop_assert_eq!(unknown(&found.optimistic), unknown(&found.pessimistic));
    }

    /// An offer with a share also says something of everybody else's share; one without only adds.
    #[test]
    fn one_more_offer_never_worsens_a_grade(
        rows in any_rows(),
        more in any_row(),
        settings in any_settings(),
    ) {
        let (_, before) = judged(&rows, settings);
        let more = Row { share: None, ..more };
        let (_, after) = judged(&[rows, vec![more]].concat(), settings);
        for (before, after) in [(before.pessimistic, after.pessimistic), (before.optimistic, after.optimistic)] {
            let known = before.grade != Grade::Unknown;
            prop_assert!(!known || after.grade <= before.grade, "{before:?} {after:?}");
        }
    }

    #[test]
    fn a_higher_status_never_worsens_a_grade(
        rows in proptest::collection::vec(any_row(), 1..7),
        which in any::<prop::sample::Index>(),
        settings in any_settings(),
    ) {
        let mut rows = rows;
        let which = which.index(rows.len());
        rows[which].share = None;
        let (_, before) = judged(&rows, settings);
        rows[which].status = match rows[which].status {
            SupplyStatus::Candidate => SupplyStatus::Qualified,
            SupplyStatus::Qualified | SupplyStatus::Active => SupplyStatus::Active,
        };
        let (_, after) = judged(&rows, settings);
        for (before, after) in [(before.pessimistic, after.pessimistic), (before.optimistic, after.optimistic)] {
            let known = before.grade != Grade::Unknown;
            prop_assert!(!known || after.grade <= before.grade, "{before:?} {after:?}");
        }
    }

    #[test]
    fn under_any_rules_more_supply_is_no_worse(
        rows in proptest::collection::vec(any_row(), 1..7),
        more in any_row(),
        which in any::<prop::sample::Index>(),
        settings in any_settings(),
        rules in any_rules(),
    ) {
        let mut rows = rows;
        let which = which.index(rows.len());
        rows[which].share = None;
        let before = grades(listed(&rows, settings), &rules);
        let more = Row { share: None, ..more };
        let added = grades(listed(&[rows.clone(), vec![more]].concat(), settings), &rules);
        prop_assert!(is_no_worse(before, added), "{before:?} {added:?}");
        rows[which].status = match rows[which].status {
            SupplyStatus::Candidate => SupplyStatus::Qualified,
            SupplyStatus::Qualified | SupplyStatus::Active => SupplyStatus::Active,
        };
        let raised = grades(listed(&rows, settings), &rules);
        prop_assert!(is_no_worse(before, raised), "{before:?} {raised:?}");
    }

    #[test]
    fn the_order_of_rows_does_not_matter(
        rows in any_rows().prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle())),
        settings in any_settings(),
    ) {
        let ((_, first), (_, second)) = (judged(&rows.0, settings), judged(&rows.1, settings));
        prop_assert_eq!(first.pessimistic, second.pessimistic);
        prop_assert_eq!(first.optimistic, second.optimistic);
        prop_assert_eq!(first.domestic_cover, second.domestic_cover);
        prop_assert_eq!(first.sources.iter().map(|source| source.region).collect::<Vec<_>>(),
            second.sources.iter().map(|source| source.region).collect::<Vec<_>>());
    }
}
