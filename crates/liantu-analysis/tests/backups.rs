//! Backups with upstream included.

use liantu_analysis::{
    Assumed, BackupFinding, BackupOptions, Backups, Certainty, CoverQuestion, Interval, Level, PaperReason,
    SharedUpstream, SwitchRow, Switchboard, Upstream, backup,
};
use liantu_graph::{ChainGraph, Horizon, OfferSource};
use liantu_model::{Draft, Element, Model, Percent, Provider, SupplierIx, SupplyRow, SupplyStatus};
use liantu_testkit::oracle;
use liantu_testkit::sketch::{Sketch, percent};
use liantu_testkit::strategies::drafts;
use proptest::prelude::*;

const LEVELS: [Level; 6] =
    [Level::Supplier, Level::Group, Level::City, Level::Province, Level::Country, Level::Coalition];

fn ask(graph: &ChainGraph) -> Backups {
    backup(
        graph,
        &BackupOptions {
            levels: LEVELS.to_vec(),
            measure: Some(usize::MAX),
            pairs: true,
            ..BackupOptions::default()
        },
    )
}

fn interval(low: f64, high: f64) -> Interval<Percent> {
    let points = |points| Percent::from_points(points).expect("a number");
    Interval { low: points(low), high: points(high) }
}

fn qualified(takeover: f64, weeks: f64) -> impl Fn(&mut SupplyRow) {
    move |row| {
        row.status = Some(SupplyStatus::Qualified);
        row.takeover = percent(takeover);
        row.switch_weeks = Some(weeks);
    }
}

fn whole(row: &mut SupplyRow) {
    row.share = percent(100.0);
}

/// `a` makes the part, `b` could take over 80 % of it in four weeks, and both need ore.
fn part() -> Sketch {
    Sketch::new("part")
        .target("part")
        .component("ore")
        .requires("part", &["ore"])
        .supplier_with("a", "XA-1-1", |row| row.recovery_weeks = Some(10.0))
        .supplier("b", "XC")
        .supplier("m", "XB-1")
        .supply_with("a", "part", whole)
        .supply_with("b", "part", qualified(80.0, 4.0))
}

fn graph(sketch: Sketch) -> ChainGraph {
    ChainGraph::new(liantu_testkit::model(&sketch.draft()))
}

fn supplier(graph: &ChainGraph, id: &str) -> Element {
    Element::Supplier(graph.model().find_supplier(id).expect("a supplier of that id"))
}

fn finding<'b>(graph: &ChainGraph, found: &'b Backups, id: &str) -> &'b BackupFinding {
    let component = graph.model().find_component(id).expect("a component of that id");
    found.findings.iter().find(|one| one.component == component).expect("a finding")
}

/// The ore comes from one mine. Losing `a` leaves the 80 % of `b`; losing the mine leaves nothing, and it is what
/// `b` and `a` both stand on. `b` restores 70 % after four weeks, sooner than `a` recovers.
#[test]
fn a_shared_mine_is_found() {
    let graph = graph(part().supply_with("m", "ore", whole));
    let found = ask(&graph);
    let part = finding(&graph, &found, "part");
    let level = &part.levels[0];
    assert_eq!(level.element, Some(supplier(&graph, "a")));
    assert_eq!((level.direct, level.with_upstream), (interval(80.0, 80.0), Some(interval(80.0, 80.0))));
    let worst = level.upstream.expect("followed");
    assert_eq!((worst.element, worst.cover), (Some(supplier(&graph, "m")), interval(0.0, 0.0)));
    assert_eq!(level.restored_weeks, Some(4.0));
    let backup = &part.backups[0];
    let [shared] = backup.shared_upstream.as_slice() else { panic!("{:?}", backup.shared_upstream) };
    let ore = graph.model().find_component("ore").expect("there");
    assert_eq!((shared.element, shared.certainty), (supplier(&graph, "m"), Certainty::Confirmed));
    assert_eq!((shared.input, shared.path.as_slice()), (ore, [ore].as_slice()));
    assert_eq!(backup.independent_upstream, Some(false));
    assert_eq!(backup.paper, [PaperReason::SharedUpstream]);
    assert!(part.shared_upstream.is_empty(), "a single active source shares with nobody");
    assert_eq!(found.coverage[0].covered_with_upstream, 0);
}

/// A second mine can take over 30 % of the ore in time: losing the first leaves every source 30 % of its ore, so
/// 0.3 × (100 + 80) = 54 % of the part, less than the loss of `a` does, and nothing is shared any more.
#[test]
fn a_backup_upstream_counts_by_how_much_it_covers() {
    let sketch = part().supplier("n", "XC").supply_with("m", "ore", whole).supply_with(
        "n",
        "ore",
        qualified(30.0, 0.0),
    );
    let graph = graph(sketch);
    let found = ask(&graph);
    let part = finding(&graph, &found, "part");
    let worst = part.levels[0].upstream.expect("followed");
    assert_eq!((worst.element, worst.cover), (Some(supplier(&graph, "m")), interval(54.0, 54.0)));
    assert!(part.backups[0].shared_upstream.is_empty());
    assert_eq!(part.backups[0].independent_upstream, Some(true));
    assert!(part.backups[0].paper.is_empty());
    let ore = finding(&graph, &found, "ore");
    assert_eq!(ore.levels[0].upstream.expect("followed").cover, interval(30.0, 30.0));
}

/// `a` digs the ore itself: its loss takes the backup too, which directly looks like 80 %. There is only one active
/// source, and so no pair of losses.
#[test]
fn a_backup_that_buys_from_the_incumbent_is_none() {
    let graph = graph(part().supply_with("a", "ore", whole));
    let found = ask(&graph);
    let level = &finding(&graph, &found, "part").levels[0];
    assert_eq!((level.direct, level.with_upstream), (interval(80.0, 80.0), Some(interval(0.0, 0.0))));
    assert_eq!(level.pair, None);
    let backup = &finding(&graph, &found, "part").backups[0];
    assert_eq!(backup.shared_upstream[0].element, supplier(&graph, "a"));
}

/// Two makers of the part, of 60 and 40, stand on one mine: they only look independent. Losing both leaves nothing.
#[test]
fn active_sources_on_one_mine_only_look_independent() {
    let sketch = Sketch::new("two")
        .target("part")
        .component("ore")
        .requires("part", &["ore"])
        .supplier("a", "XA-1-1")
        .supplier("b", "XC")
        .supplier("m", "XB")
        .supply_with("a", "part", |row| row.share = percent(60.0))
        .supply_with("b", "part", |row| row.share = percent(40.0))
        .supply("m", "ore");
    let graph = graph(sketch);
    let found = ask(&graph);
    let part = finding(&graph, &found, "part");
    let [shared] = part.shared_upstream.as_slice() else { panic!("{:?}", part.shared_upstream) };
    assert_eq!(shared.element, supplier(&graph, "m"));
    assert_eq!(shared.certainty, Certainty::Possible, "the list of mines is open");
    assert_eq!(shared.left, interval(0.0, 100.0));
    let pair = part.levels[0].pair.expect("asked for");
    assert_eq!((pair.direct, pair.with_upstream), (interval(0.0, 0.0), Some(interval(0.0, 0.0))));
}

/// With a limit, what was not followed is not claimed.
#[test]
fn a_limit_claims_nothing() {
    let graph = graph(part().supply_with("m", "ore", whole));
    let found = backup(
        &graph,
        &BackupOptions { levels: vec![Level::Supplier], measure: Some(1), ..BackupOptions::default() },
    );
    assert_eq!(found.extent.measured, 1);
    assert!(found.extent.left_out > 0);
    assert_eq!(finding(&graph, &found, "part").backups[0].independent_upstream, None);
}

/// Named suppliers of the world market with exact shares, and nothing by capacity.
fn plain(draft: &Draft) -> Draft {
    let mut draft = draft.clone();
    draft.supplies.retain(|row| row.region.is_empty());
    let mut seen = std::collections::BTreeSet::new();
    draft.supplies.retain(|row| seen.insert((row.supplier.clone(), row.component.clone())));
    for row in &mut draft.supplies {
        row.market.clear();
        row.capacity = None;
        row.year = None;
        if let Some(share) = &mut row.share {
            *share = liantu_model::PercentRange::exactly(share.midpoint());
        }
    }
    let active = |buyer: &str| {
        draft.supplies.iter().any(|row| row.supplier == buyer && row.status == Some(SupplyStatus::Active))
    };
    draft.purchases.retain(|row| {
        let sells = draft.supplies.iter().any(|supply| {
            supply.supplier == row.seller
                && supply.component == row.component
                && supply.status == Some(SupplyStatus::Active)
        });
        sells && active(&row.buyer)
    });
    draft.components.iter_mut().for_each(|row| row.demand = None);
    draft
}

/// The qualified backups in time, with what they cover at both ends.
fn standby(graph: &ChainGraph) -> Vec<oracle::Standby> {
    let model = graph.model();
    let mut all = Vec::new();
    for component in model.component_indices() {
        for offer in graph.qualified_offers(component) {
            let row = model.supply(offer.row.expect("a row"));
            let Provider::Supplier(supplier) = row.provider else { continue };
            if row.switch_weeks.is_some_and(|weeks| weeks > 26.0) {
                continue;
            }
            let stated = row.takeover.as_ref().or(row.share.as_ref());
            let part = |percent: Percent| percent.points() / 100.0;
            let (low, high) = stated.map_or((0.0, 1.0), |range| (part(range.low), part(range.high)));
            let low = if row.switch_weeks.is_some() { low } else { 0.0 };
            all.push(oracle::Standby { component, supplier, cover: oracle::Level { low, high } });
        }
    }
    all
}

fn close(ours: Interval<Percent>, theirs: (f64, f64)) -> bool {
    (ours.low.points() - theirs.0).abs() < 1e-4 && (ours.high.points() - theirs.1).abs() < 1e-4
}

fn is_at(graph: &ChainGraph, element: Element, level: Level) -> bool {
    let model = graph.model();
    match (element, level) {
        (Element::Supplier(_), Level::Supplier)
        | (Element::Group(_), Level::Group)
        | (Element::Coalition(_), Level::Coalition) => true,
        (Element::Region(region), level) => {
            level.region_level().is_some_and(|level| model.is_at_level(region, level))
        }
        _ => false,
    }
}

/// Whether an element takes a supplier itself.
fn contains(model: &Model, element: Element, supplier: SupplierIx) -> bool {
    let place = model.supplier(supplier).region;
    let lies_in = |region| place.is_some_and(|place| model.contains(region, place));
    match element {
        Element::Supplier(one) => one == supplier,
        Element::Group(root) => model.supplier(supplier).root == root,
        Element::Region(region) => lies_in(region),
        Element::Coalition(one) => model.coalition(one).members.iter().any(|&member| lies_in(member)),
        _ => false,
    }
}

/// Nothing but what is expected is told, and of that everything that does not follow from something inside.
fn told(found: &[SharedUpstream], expected: &[(Element, Certainty)]) -> Result<(), TestCaseError> {
    for one in found {
        prop_assert!(expected.contains(&(one.element, one.certainty)), "{:?} {:?}", one, expected);
        prop_assert!(one.path.last() == Some(&one.input));
    }
    prop_assert_eq!(found.is_empty(), expected.is_empty(), "{:?}", expected);
    for (element, certainty) in expected {
        let is_told = found.iter().any(|one| one.element == *element);
        let inside = found.iter().any(|one| one.certainty >= *certainty);
        prop_assert!(is_told || inside, "{:?}", element);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn cover_with_upstream_is_that_of_brute_force(draft in drafts()) {
        let graph = ChainGraph::new(liantu_testkit::model(&plain(&draft)));
        let model = graph.model();
        let found = ask(&graph);
        let (options, standby) = (oracle::Options::default(), standby(&graph));
        let elements = oracle::all_elements(model);
        for finding in &found.findings {
            let left = |failed: &[Element]| oracle::cover_left(model, options, &standby, failed, finding.component);
            let Some(before) = left(&[]) else { continue };
            for level in &finding.levels {
                let failed: Vec<Element> = level.element.into_iter().collect();
                let with_upstream = level.with_upstream.expect("followed");
                let theirs = left(&failed).expect("exact");
                prop_assert!(close(with_upstream, theirs), "{:?} {:?} {:?}", level, theirs, failed);
                let worst = level.upstream.expect("followed");
                let at_level = elements.iter().filter(|&&one| is_at(&graph, one, level.level));
                let least = at_level.map(|&one| left(&[one]).expect("exact")).fold(before, |a, b| {
                    if b.0 < a.0 - 1e-7 || ((b.0 - a.0).abs() < 1e-7 && b.1 < a.1) { b } else { a }
                });
                prop_assert!(close(worst.cover, least), "{:?} {:?}", worst, least);
                if let Some(pair) = &level.pair {
                    let theirs = left(&pair.elements).expect("exact");
                    prop_assert!(close(pair.with_upstream.expect("followed"), theirs));
                }
            }
        }
    }

    /// Backups that surely deliver made active rows without a share, and everything tried.
    #[test]
    fn what_is_shared_upstream_is_found_by_trying_everything(draft in drafts()) {
        let mut draft = plain(&draft);
        for row in &mut draft.supplies {
            if row.status == Some(SupplyStatus::Qualified) {
                row.switch_weeks = Some(1.0);
            }
        }
        let graph = ChainGraph::new(liantu_testkit::model(&draft));
        let found = ask(&graph);
        for row in &mut draft.supplies {
            if row.status == Some(SupplyStatus::Qualified) {
                row.status = Some(SupplyStatus::Active);
                row.share = None;
            }
        }
        let switched = liantu_testkit::model(&draft);
        let model = graph.model();
        let tried: Vec<Element> = oracle::all_elements(model)
            .into_iter()
            .filter(|&one| [Level::Supplier, Level::Group, Level::Country, Level::City, Level::Province, Level::Coalition].iter().any(|&level| is_at(&graph, one, level)))
            .collect();
        for finding in &found.findings {
            let active: Vec<_> = graph.offers(finding.component).iter().filter_map(|offer| match offer.source {
                OfferSource::Named(supplier) => Some(supplier),
                _ => None,
            }).collect();
            for backup in finding.backups.iter().filter(|one| one.status == SupplyStatus::Qualified) {
                let OfferSource::Named(own) = backup.source else { continue };
                let options = oracle::Options::default();
                let shared = |element: Element, reading| {
                    let falls = |supplier| oracle::falls_by_inputs(&switched, options, reading, element, supplier, finding.component);
                    falls(own) && active.iter().any(|&one| contains(model, element, one) || falls(one))
                };
                let mut expected = Vec::new();
                for &element in &tried {
                    if shared(element, oracle::Reading::Pessimistic) {
                        let sure = shared(element, oracle::Reading::Optimistic);
                        expected.push((element, if sure { Certainty::Confirmed } else { Certainty::Possible }));
                    }
                }
                told(&backup.shared_upstream, &expected)?;
            }
            let all = |element: Element, reading| {
                let options = oracle::Options::default();
                let falls = |supplier| oracle::falls_by_inputs(&switched, options, reading, element, supplier, finding.component);
                let down = |one| contains(model, element, one) || falls(one);
                active.len() > 1
                    && active.iter().all(|&one| down(one))
                    && active.iter().any(|&one| !contains(model, element, one) && falls(one))
            };
            let mut expected = Vec::new();
            for &element in &tried {
                if all(element, oracle::Reading::Pessimistic) {
                    let sure = all(element, oracle::Reading::Optimistic);
                    expected.push((element, if sure { Certainty::Confirmed } else { Certainty::Possible }));
                }
            }
            told(&finding.shared_upstream, &expected)?;
        }
    }
}

proptest! {
    /// Whether a source delivers is never less than how much: what the switches leave bounds what levels leave.
    #[test]
    fn whether_is_never_below_how_much(draft in drafts()) {
        let graph = ChainGraph::new(liantu_testkit::model(&draft));
        let found = ask(&graph);
        let question = CoverQuestion {
            within_weeks: found.options.within_weeks,
            upstream: Upstream::Followed,
            horizon: Horizon::Long,
            assumed: Assumed::default(),
            targets: Vec::new(),
        };
        let switchboard = Switchboard::new(&graph, question);
        let is_on = |row: &SwitchRow| row.status == SupplyStatus::Qualified && row.in_time == Some(true);
        let on: Vec<bool> = switchboard.rows().iter().map(is_on).collect();
        let mut board = switchboard.board(&on);
        for finding in &found.findings {
            for level in &finding.levels {
                let Some(worst) = level.upstream else { continue };
                if let Some(element) = worst.element {
                    board.fail(element);
                }
                let left = board.cover(finding.component);
                // Levels are floating-point numbers.
                let slack = Percent::from_millionths(10);
                prop_assert!(left + slack >= worst.cover.low, "{:?} {left} {:?}", worst.element, worst.cover);
                board.undo();
            }
        }
    }
}
