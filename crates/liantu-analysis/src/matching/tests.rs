use super::*;
use crate::example::{Answers, Example, percent};
use crate::{Certainty, Grade, Level, Nearness};
use liantu_graph::{Horizon, OfferSource};
use liantu_model::{ComponentKind, RequirementRow, Role, SupplierIx, SupplyRow, SupplyStatus, TechLevel};

fn found(graph: &ChainGraph) -> Matching {
    let answers = Answers::of(graph, &[Level::Supplier, Level::Country, Level::Component]);
    matching(graph, answers.inputs(), &MatchOptions::default())
}

fn gap<'m>(graph: &ChainGraph, matching: &'m Matching, id: &str) -> &'m Gap {
    let gap = matching.gaps.iter().find(|gap| graph.model().component(gap.component).id == id);
    gap.expect("it is a gap")
}

fn firm(graph: &ChainGraph, supplier: SupplierIx) -> &str {
    &graph.model().supplier(supplier).id
}

/// A fab in Nanjing makes `p` from `c`, which one firm in Japan delivers.
fn example() -> Example {
    Example::complete()
        .component_with("p", |row| row.target = true)
        .component("c")
        .requires("p", "c", |_| {})
        .supplier("fab", "CN-32-NJ", |row| (row.latitude, row.longitude) = (Some(0.0), Some(0.0)))
        .supplier("fab2", "CN-44", |_| {})
        .row("p", |row| row.supplier = "fab".to_owned())
        .row("p", |row| row.supplier = "fab2".to_owned())
        .source("maker", "JP", |row| row.share = percent(100.0))
}

fn candidate(row: &mut SupplyRow) {
    row.status = Some(SupplyStatus::Candidate);
}

fn qualified(row: &mut SupplyRow) {
    row.status = Some(SupplyStatus::Qualified);
}

#[test]
fn the_nearest_candidate_comes_first_and_says_what_it_lacks() {
    let graph = example()
        .source("south", "CN-44", qualified)
        .source("delta", "CN-31", qualified)
        .source("suzhou", "CN-32-SZ", candidate)
        .source("korean", "KR", qualified)
        .graph();
    let found = found(&graph);
    let gap = gap(&graph, &found, "c");
    let lines: Vec<_> =
        gap.candidates.iter().map(|one| (firm(&graph, one.supplier), one.nearness, one.missing)).collect();
    let expected = [
        ("suzhou", Nearness::Home, MissingStep::Verify),
        ("delta", Nearness::Delta, MissingStep::Adopt),
        ("south", Nearness::Domestic, MissingStep::Adopt),
    ];
    assert_eq!(lines, expected);
    assert_eq!(
        (gap.grade, gap.rule, gap.rule.action()),
        (Grade::Red, ActionRule::BackupKnown, Action::Qualify)
    );
    assert!(gap.reasons.contains(&GapReason::Red) && gap.essential);
    assert!(gap.reasons.contains(&GapReason::SinglePoint(Certainty::Confirmed)));
}

/// One more source of `c` removes the firm, and Japan as a whole being derived, nothing else.
#[test]
fn a_source_removes_what_hangs_on_the_only_one() {
    let graph = example().graph();
    let found = found(&graph);
    let gap = gap(&graph, &found, "c");
    assert_eq!((gap.relief.points.len(), gap.relief.pairs), (1, 0));
    assert_eq!(gap.relief.targets, [graph.model().find_component("p").expect("the product")]);
    assert!(gap.relief.restored.is_empty());
}

/// Two firms deliver: a pair. A third source removes it.
#[test]
fn a_source_removes_a_pair() {
    let graph = example().source("second", "KR", |_| {}).graph();
    let found = found(&graph);
    let gap = gap(&graph, &found, "c");
    assert!(gap.reasons.contains(&GapReason::Pair));
    assert_eq!((gap.relief.points.len(), gap.relief.pairs), (0, 1));
}

/// Nobody delivers `c`: the target is down, and one source lifts it.
#[test]
fn a_source_lifts_a_target_that_is_down() {
    let graph = Example::complete()
        .component_with("p", |row| row.target = true)
        .component("c")
        .requires("p", "c", |_| {})
        .supplier("fab", "CN-32-NJ", |_| {})
        .row("p", |row| row.supplier = "fab".to_owned())
        .source("hopeful", "CN-31", candidate)
        .graph();
    let found = found(&graph);
    let gap = gap(&graph, &found, "c");
    assert!(gap.reasons.contains(&GapReason::NoSource));
    assert_eq!(gap.relief.restored, [graph.model().find_component("p").expect("the product")]);
    assert_eq!(gap.relief.targets, gap.relief.restored);
}

#[test]
fn each_rule_proposes_its_action() {
    let rule = |example: Example| {
        let graph = example.graph();
        let found = found(&graph);
        gap(&graph, &found, "c").rule
    };
    let with_level = |level| {
        let mut example = example();
        example.0.components[1].tech_level = Some(level);
        example
    };
    assert_eq!(rule(example()), ActionRule::FewPlaces);
    assert_eq!(rule(with_level(TechLevel::Gap)), ActionRule::Lagging);
    assert_eq!(rule(example().source("own", "CN-31", |_| {})), ActionRule::DomesticAlone);
    let many = example().source("k", "KR", |_| {}).source("n", "NL", |_| {}).source("u", "US", |_| {});
    assert_eq!(rule(many), ActionRule::ManyPlaces);
}

/// A consumed input without a domestic source wants a stock; one that is only installed does not.
#[test]
fn stock_is_for_what_stops_soon() {
    let graph = example().graph();
    assert!(gap(&graph, &found(&graph), "c").stockpile);
    let in_time = |row: &mut SupplyRow| {
        qualified(row);
        row.switch_weeks = Some(20.0);
    };
    let graph = example().source("south", "CN-44", in_time).graph();
    assert!(!gap(&graph, &found(&graph), "c").stockpile, "a domestic backup is in time");
    let mut installed = example();
    installed.0.requires[0].role = Some(Role::Installed);
    let graph = installed.graph();
    assert!(!gap(&graph, &found(&graph), "c").stockpile);
}

#[test]
fn buyers_at_home_meet_candidates() {
    let graph = example()
        .supplier("suzhou", "CN-32-SZ", |row| (row.latitude, row.longitude) = (Some(0.0), Some(1.0)))
        .row("c", |row| {
            row.supplier = "suzhou".to_owned();
            candidate(row);
        })
        .graph();
    let found = found(&graph);
    assert_eq!(found.dockings.len(), 1, "fab2 is not at home; nothing needs p");
    let row = &found.dockings[0];
    assert_eq!(row.buyer.map(|one| firm(&graph, one)), Some("fab"));
    assert_eq!((row.horizon, row.sellers_known), (Horizon::Short, false));
    assert_eq!(row.current.len(), 1);
    let (one, distance) = row.candidates[0];
    assert_eq!((firm(&graph, one.supplier), one.missing), ("suzhou", MissingStep::Verify));
    assert!((distance.expect("both are placed") - 111.195).abs() < 0.001);
}

/// A buyer that buys by name may turn to whoever delivers to others.
#[test]
fn a_bound_buyer_may_turn_to_the_market() {
    let graph = example().source("own", "CN-31", |_| {}).purchase("fab", "c", "maker").graph();
    let found = found(&graph);
    let row = &found.dockings[0];
    assert!(row.sellers_known);
    assert_eq!(row.current, [OfferSource::Named(graph.model().find_supplier("maker").expect("there"))]);
    let lines: Vec<_> =
        row.candidates.iter().map(|(one, _)| (firm(&graph, one.supplier), one.missing)).collect();
    assert_eq!(lines, [("own", MissingStep::Expand)]);
}

#[test]
fn leads_are_for_what_is_on_its_way() {
    let with_kind = |kind| {
        let mut example = example().source("hopeful", "CN-31", candidate);
        example.0.components[1].kind = Some(kind);
        example
    };
    let lead = |example: Example| found(&example.graph()).leads.first().map(|lead| lead.kind);
    assert_eq!(lead(with_kind(ComponentKind::Equipment)), Some(LeadKind::Equipment));
    assert_eq!(lead(with_kind(ComponentKind::Material)), Some(LeadKind::Material));
    assert_eq!(lead(with_kind(ComponentKind::Software)), Some(LeadKind::Software));
    assert_eq!(lead(with_kind(ComponentKind::Part)), None);
    assert_eq!(lead(with_kind(ComponentKind::Material).source("own", "CN-44", |_| {})), None);
}

#[test]
fn cover_is_low_only_when_it_surely_is() {
    let graph = Example::complete()
        .component_with("p", |row| row.target = true)
        .component("c")
        .requires("p", "c", |row: &mut RequirementRow| row.role = Some(Role::Consumed))
        .source("large", "CN-32-NJ", |row| row.share = percent(60.0))
        .source("small", "CN-31", |row| row.share = percent(40.0))
        .graph();
    let found = found(&graph);
    assert!(gap(&graph, &found, "c").reasons.contains(&GapReason::LowCover), "40 after the worst loss");
    let graph = Example::complete()
        .component_with("p", |row| row.target = true)
        .component("c")
        .requires("p", "c", |_| {})
        .source("large", "CN-32-NJ", |_| {})
        .source("small", "CN-31", |_| {})
        .graph();
    let found = self::found(&graph);
    let is_low = found.gaps.iter().any(|gap| gap.reasons.contains(&GapReason::LowCover));
    assert!(!is_low, "shares are blank: nothing is known");
}
