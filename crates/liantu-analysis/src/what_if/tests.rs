//! Examples solved by hand, and agreement with single points.
#![expect(clippy::unwrap_used, reason = "what the examples name is there")]

use super::*;
use crate::example::{Example, percent};
use crate::{Depth, Level, SpofOptions, WitnessReason, single_points};
use liantu_model::Role;
use liantu_testkit::strategies::drafts;
use proptest::prelude::*;
use std::collections::BTreeMap;

fn options(failed: Vec<Element>) -> WhatIfOptions {
    WhatIfOptions {
        failed,
        depth: Percent::HUNDRED,
        qualified: Qualified::Ignored,
        control: Control::Stays,
        horizons: vec![Horizon::Long, Horizon::Short],
        assume: Assume::Nothing,
        min_share: None,
        targets: None,
    }
}

/// A fab uses up gas (jp 60, kr 40), and has scanners standing (nl alone). Power is not broken down.
fn fab() -> ChainGraph {
    Example::complete()
        .component_with("fab", |row| row.target = true)
        .component("c")
        .component("scanner")
        .component("power")
        .requires("fab", "c", |_| {})
        .requires("fab", "scanner", |row| row.role = Some(Role::Installed))
        .requires("fab", "power", |_| {})
        .source("jp", "JP", |row| row.share = percent(60.0))
        .source("kr", "KR", |row| row.share = percent(40.0))
        .supplier("nl", "NL", |_| {})
        .row("scanner", |row| "nl".clone_into(&mut row.supplier))
        .graph()
}

fn supplier(graph: &ChainGraph, id: &str) -> Element {
    Element::Supplier(graph.model().find_supplier(id).unwrap())
}

fn statuses(graph: &ChainGraph, result: &WhatIf) -> BTreeMap<String, Status> {
    let model = graph.model();
    model.component_indices().map(|one| (model.component(one).id.clone(), result.status(one))).collect()
}

fn expected(list: &[(&str, Status)]) -> BTreeMap<String, Status> {
    list.iter().map(|&(id, status)| (id.to_owned(), status)).collect()
}

#[test]
fn one_of_two_makers_shrinks_what_follows() {
    let graph = fab();
    let result = what_if(&graph, &options(vec![supplier(&graph, "jp")]));
    let all =
        [("c", Status::Reduced), ("fab", Status::Reduced), ("power", Status::Up), ("scanner", Status::Up)];
    assert_eq!(statuses(&graph, &result), expected(&all));
    assert_eq!((result.stopped().count(), result.shrunk().count(), result.staying()), (0, 2, 2));
    for one in result.shrunk() {
        assert_eq!(one.felt, Horizon::Short);
        assert!((one.level().certain_loss() - 0.6).abs() < 1e-9);
        assert!(one.levels.iter().all(|level| level.percentage));
    }
}

/// Losing the scanners is felt in the long run only; both gas makers stop the fab at once. Together the fab stops
/// now, the scanner in the long run of its own maker.
#[test]
fn a_stop_carries_the_shorter_horizon() {
    let graph = fab();
    let of = |failed: &[&str], id: &str| {
        let failed = failed.iter().map(|one| supplier(&graph, one)).collect();
        let component = graph.model().find_component(id).unwrap();
        let result = what_if(&graph, &options(failed));
        result.affected.iter().find(|one| one.component == component).unwrap().clone()
    };
    let stop = |horizon| Some(Stop { certainty: Certainty::Confirmed, horizon });
    let scanner = of(&["nl"], "fab");
    assert_eq!((scanner.stop, scanner.felt), (stop(Horizon::Long), Horizon::Long));
    assert_eq!(scanner.levels[0].after[1], Interval::exactly(1.0), "this month's chips");
    assert_eq!(scanner.levels[1].after[1], Interval::exactly(0.0));
    let input = graph.model().find_component("scanner").unwrap();
    assert_eq!(scanner.witness.last().unwrap().reason, WitnessReason::InputLost(input));
    assert!(!scanner.evidence.is_empty());
    assert_eq!(of(&["jp", "kr"], "fab").stop, stop(Horizon::Short));
    assert_eq!(of(&["jp", "kr", "nl"], "fab").stop, stop(Horizon::Short));
}

/// At 60 % of the larger maker's 60, 36 are gone; nothing stops. θ = 50 % makes the whole loss of it a stop.
#[test]
fn depth_shrinks_and_the_least_share_stops() {
    let graph = fab();
    let shallow =
        WhatIfOptions { depth: Percent::from_points(60.0).unwrap(), ..options(vec![supplier(&graph, "jp")]) };
    let result = what_if(&graph, &shallow);
    assert_eq!(result.stopped().count(), 0);
    assert!(result.shrunk().all(|one| (one.level().worst_loss() - 0.36).abs() < 1e-9));
    let strict =
        WhatIfOptions { min_share: Percent::from_points(50.0), ..options(vec![supplier(&graph, "jp")]) };
    let result = what_if(&graph, &strict);
    assert_eq!(result.stopped().count(), 2);
    assert!(result.stopped().all(|one| one.witness.is_empty()), "the structure still holds");
}

/// A loss that is blank is listed, and a category that is down from the start is said to be so.
#[test]
fn what_is_not_counted_is_listed() {
    let graph = Example::complete()
        .component_with("product", |row| row.target = true)
        .component("c")
        .component("planned")
        .requires("product", "c", |row| row.essential = Some(false))
        .source("jp", "JP", |_| {})
        .row("planned", |row| {
            "jp".clone_into(&mut row.supplier);
            row.status = Some(liantu_model::SupplyStatus::Candidate);
        })
        .graph();
    let result = what_if(&graph, &options(vec![supplier(&graph, "jp")]));
    assert_eq!(result.uncounted_losses.len(), 1);
    let all = [
        ("c", Status::Down(Certainty::Confirmed)),
        ("planned", Status::AlreadyDown(Certainty::Confirmed)),
        ("product", Status::Up),
    ];
    assert_eq!(statuses(&graph, &result), expected(&all));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    /// What one element stops is what single points say of it.
    #[test]
    fn one_element_stops_what_it_is_a_single_point_of(draft in drafts(), falls in any::<bool>()) {
        let graph = ChainGraph::new(liantu_testkit::model(&draft));
        let control = if falls { Control::Falls } else { Control::Stays };
        let points = single_points(&graph, &SpofOptions {
            levels: Level::ALL.to_vec(),
            several_members_only: false,
            control,
            depth: Depth::Losses,
            ..SpofOptions::default()
        });
        for point in &points.findings {
            let result = what_if(&graph, &WhatIfOptions { control, ..options(vec![point.element]) });
            let lost = |target: ComponentIx| {
                let found = result.affected.iter().find(|one| one.component == target)?;
                let stop = found.target.as_ref()?.stop?;
                (Element::Component(target) != point.element).then_some((stop.certainty, stop.horizon))
            };
            for &target in &points.targets {
                let expected = point.targets.iter().find(|lost| lost.component == target);
                prop_assert_eq!(lost(target), expected.map(|lost| (lost.certainty, lost.horizon)));
            }
            prop_assert_eq!(&result.already_down, &points.already_down);
            let stopped = result.affected.iter().filter(|one| one.stop.is_some());
            for one in stopped {
                prop_assert!(!one.witness.is_empty(), "{:?} without a reason", one.component);
            }
        }
    }
}
