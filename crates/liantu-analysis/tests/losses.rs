//! How much failures take away beside what they stop.

use liantu_analysis::{
    Assume, Certainty, HorizonLevel, Level, LossOptions, SinglePoints, SpofOptions, WhatIfOptions,
    WitnessReason, single_points, what_if,
};
use liantu_graph::{ChainGraph, Control, Direction, Horizon, Qualified};
use liantu_model::{ComponentIx, Draft, Element, Index, Percent};
use liantu_testkit::oracle;
use liantu_testkit::sketch::{Sketch, percent};
use liantu_testkit::strategies::drafts;
use proptest::prelude::*;
use std::collections::BTreeSet;

fn points(points: f64) -> Percent {
    Percent::from_points(points).expect("a number")
}

fn ask(graph: &ChainGraph, loss: LossOptions) -> SinglePoints {
    let levels = vec![
        Level::Supplier,
        Level::Group,
        Level::City,
        Level::Province,
        Level::Country,
        Level::Coalition,
        Level::Component,
    ];
    let options =
        SpofOptions { levels, several_members_only: false, loss: Some(loss), ..SpofOptions::default() };
    single_points(graph, &options)
}

/// The chip needs scanners, of which `big` makes 91 % and `small` 9 %, and nobody else does.
fn scanners() -> Draft {
    Sketch::new("scanners")
        .target("chip")
        .component("scanner")
        .requires("chip", &["scanner"])
        .supplier("fab", "XA-1-1")
        .supplier("big", "XB")
        .supplier("small", "XC")
        .supply_with("fab", "chip", |row| row.share = percent(100.0))
        .supply_with("big", "scanner", |row| row.share = percent(91.0))
        .supply_with("small", "scanner", |row| row.share = percent(9.0))
        .draft()
}

/// `big` stops nothing but takes 91 % of the scanners, and so of the chips, for certain. `small` takes 9 %: not
/// much.
#[test]
fn a_big_maker_is_no_single_point_but_nearly() {
    let graph = ChainGraph::new(liantu_testkit::model(&scanners()));
    let found = ask(&graph, LossOptions::default());
    let big = Element::Supplier(graph.model().find_supplier("big").expect("there"));
    assert!(found.findings.iter().all(|point| point.element != big));
    let losses = found.losses.expect("asked for");
    let near = losses.near.iter().find(|near| near.element == big).expect("told");
    assert_eq!(near.reduced.len(), 2);
    for one in &near.reduced {
        assert!((one.taken() - 0.91).abs() < 1e-12 && one.level.percentage);
    }
    assert!(near.reduced[0].is_target);
    let country = Element::Region(graph.model().find_region("XB").expect("there"));
    let outer = losses.near.iter().find(|near| near.element == country).expect("told");
    assert!(outer.derived && !near.derived, "the country takes no more than its firm");
    let small = Element::Supplier(graph.model().find_supplier("small").expect("there"));
    assert!(losses.near.iter().all(|near| near.element != small));
}

/// With a least share of 10 % the 9 % of `small` are not enough: `big` stops the chip, for certain and at once.
/// With 9 % they are.
#[test]
fn below_the_least_share_it_stops() {
    let graph = ChainGraph::new(liantu_testkit::model(&scanners()));
    let big = Element::Supplier(graph.model().find_supplier("big").expect("there"));
    let with = |share| LossOptions { min_share: Some(points(share)), ..LossOptions::default() };
    let found = ask(&graph, with(10.0));
    let point = found.findings.iter().find(|point| point.element == big).expect("it stops");
    assert_eq!((point.certainty(), point.horizon()), (Certainty::Confirmed, Horizon::Short));
    assert!(point.targets[0].thin && point.remedy.is_none());
    assert_eq!(point.witness[0].reason, WitnessReason::LeastShare);
    assert_eq!(graph.model().component(point.witness[0].component).id, "scanner");
    assert!(ask(&graph, with(9.0)).findings.iter().all(|point| point.element != big));
}

/// A limit says what it left out, and single points come first.
#[test]
fn a_limit_is_told() {
    let graph = ChainGraph::new(liantu_testkit::model(&scanners()));
    let everything = ask(&graph, LossOptions::default());
    let stopping = everything.findings.len();
    let all = everything.losses.expect("asked for");
    assert_eq!((all.left_out, all.points_left_out), (0, 0));
    let some = ask(&graph, LossOptions { limit: Some(1), ..LossOptions::default() });
    let losses = some.losses.expect("asked for");
    assert_eq!((losses.measured, losses.left_out), (1, all.measured - 1));
    assert_eq!(losses.points_left_out, stopping - 1);
    assert_eq!(some.findings.iter().filter(|point| point.targets[0].level.is_some()).count(), 1);
}

fn what_if_alone(
    graph: &ChainGraph,
    element: Element,
    min_share: Option<Percent>,
) -> liantu_analysis::WhatIf {
    what_if(
        graph,
        &WhatIfOptions {
            failed: vec![element],
            depth: Percent::HUNDRED,
            qualified: Qualified::Ignored,
            control: Control::Stays,
            horizons: vec![Horizon::Short, Horizon::Long],
            assume: Assume::Nothing,
            min_share,
            targets: None,
        },
    )
}

fn taken(level: &HorizonLevel) -> f64 {
    let highest = |ends: [liantu_analysis::Interval<f64>; 2]| ends[0].high.max(ends[1].high);
    (highest(level.before) - highest(level.after)).max(0.0)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// Every element one by one, by the what-if analysis and by the levels of brute force.
    #[test]
    fn losses_are_those_of_each_failure_by_itself(draft in drafts(), theta in proptest::option::of(1_u8..60)) {
        let graph = ChainGraph::new(liantu_testkit::model(&draft));
        let min_share = theta.map(|theta| points(f64::from(theta)));
        let options = LossOptions { min_share, least: points(30.0), limit: Some(usize::MAX), ..LossOptions::default() };
        let found = ask(&graph, options);
        let losses = found.losses.as_ref().expect("asked for");
        let cone = graph.query(Direction::Upstream, found.targets.iter().copied()).essential().resolve();
        for element in oracle::all_elements(graph.model()) {
            let alone = what_if_alone(&graph, element, min_share);
            let point = found.findings.iter().find(|point| point.element == element);
            for one in &alone.affected {
                let Some(target) = &one.target else { continue };
                if element == Element::Component(one.component) { continue }
                let lost = point.and_then(|point| point.targets.iter().find(|lost| lost.component == one.component));
                if let Some(stop) = target.stop {
                    let lost = lost.expect("what stops is found");
                    prop_assert!(lost.certainty >= stop.certainty);
                    prop_assert!(!lost.thin || (lost.certainty, lost.horizon) == (stop.certainty, stop.horizon));
                }
                if let Some(lost) = lost {
                    let level = target.levels.iter().find(|level| level.horizon == lost.horizon);
                    prop_assert_eq!(lost.level.as_deref(), level);
                }
            }
            let much: BTreeSet<ComponentIx> = alone
                .affected
                .iter()
                .filter(|one| match &one.target {
                    Some(target) => target.stop.is_none(),
                    None => one.stop.is_none() && cone.contains(one.component),
                })
                .filter(|one| {
                    let levels = one.target.as_ref().map_or(&one.levels, |target| &target.levels);
                    levels[1].percentage && taken(&levels[1]) >= 0.3 - 1e-9
                })
                .map(|one| one.component)
                .collect();
            let near = losses.near.iter().find(|near| near.element == element);
            let told: BTreeSet<ComponentIx> =
                near.iter().flat_map(|near| &near.reduced).map(|one| one.component).collect();
            if point.is_none() {
                prop_assert_eq!(&told, &much, "{:?}", element);
            } else {
                prop_assert!(near.is_none());
            }
            for one in near.iter().flat_map(|near| &near.reduced).filter(|one| !one.is_target) {
                for (at, reading) in oracle::Reading::ALL.into_iter().enumerate() {
                    let levels =
                        oracle::levels(graph.model(), oracle::Options::default(), reading, &[element], 1.0);
                    let level = levels[one.component.position()];
                    let ours = one.level.after[at];
                    prop_assert!((level.low - ours.low).abs() < 1e-6 && (level.high - ours.high).abs() < 1e-6);
                }
            }
        }
    }
}
