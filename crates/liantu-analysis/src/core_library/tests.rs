use super::*;
use crate::Level;
use crate::example::{Answers, Example, percent};

fn found(graph: &ChainGraph) -> CoreLibrary {
    core_library(graph, Answers::of(graph, &[Level::Supplier, Level::Country]).inputs())
}

/// Two makers of the product; `a` has one maker, at home; `b` two, one at home; `d` comes from Japan.
fn example() -> Example {
    let offers = [
        ("fab", "CN-32-NJ", "p"),
        ("fab2", "CN-44", "p"),
        ("only", "CN-32-SZ", "a"),
        ("near", "CN-32-SZ", "b"),
        ("far", "KR", "b"),
        ("japanese", "JP", "d"),
    ];
    let example = Example::complete()
        .component_with("p", |row| row.target = true)
        .component("a")
        .component("b")
        .component("d")
        .requires("p", "a", |_| {})
        .requires("p", "b", |_| {})
        .requires("p", "d", |_| {});
    offers.into_iter().fold(example, |example, (supplier, region, component)| {
        example
            .supplier(supplier, region, |_| {})
            .row(component, |row| supplier.clone_into(&mut row.supplier))
    })
}

fn firm(graph: &ChainGraph, supplier: SupplierIx) -> &str {
    &graph.model().supplier(supplier).id
}

#[test]
fn firms_are_ordered_by_what_hangs_on_them() {
    let graph = example().graph();
    let found = found(&graph);
    let lines: Vec<_> = found.firms.iter().map(|one| (firm(&graph, one.firm), one.smallest_set)).collect();
    // fab and fab2 together make all of p: a local standstill, so that p is not key.
    assert_eq!(lines, [("only", Some(1)), ("near", Some(2))]);
    assert!(found.firms.iter().all(|one| (one.weight_lost - 1.0).abs() < 1e-12));
    let reasons: Vec<_> = found.firms[0].components[0].reasons.iter().map(|one| one.key()).collect();
    assert_eq!(reasons, ["single-point"], "graded yellow only");
    assert_eq!(found.firms[1].components[0].reasons, [CoreReason::Pair]);
}

#[test]
fn what_nobody_at_home_holds_is_to_be_invited() {
    let graph = example()
        .supplier("hopeful", "CN-32-NJ", |_| {})
        .row("d", |row| {
            row.supplier = "hopeful".to_owned();
            row.status = Some(SupplyStatus::Candidate);
        })
        .graph();
    let found = found(&graph);
    assert_eq!(found.key_components, 3, "a, b, d");
    let [invitation] = found.invitations.as_slice() else { panic!("{:?}", found.invitations) };
    assert_eq!(graph.model().component(invitation.component).id, "d");
    assert!(invitation.reasons.contains(&CoreReason::Red));
    assert_eq!(invitation.home_candidates.len(), 1, "a candidate is no holder yet");
    assert_eq!(invitation.sources.len(), 1);
    let mut qualified = example().supplier("hopeful", "CN-32-NJ", |_| {});
    qualified = qualified.row("d", |row| {
        row.supplier = "hopeful".to_owned();
        row.status = Some(SupplyStatus::Qualified);
    });
    let graph = qualified.graph();
    assert!(self::found(&graph).invitations.is_empty(), "a qualified one is");
}

#[test]
fn a_long_link_is_key_by_the_share_of_the_world() {
    let graph = Example::complete()
        .component_with("p", |row| row.target = true)
        .component("c")
        .requires("p", "c", |_| {})
        .source("x", "CN-32-NJ", |row| row.share = percent(35.0))
        .source("y", "CN-31", |row| row.share = percent(35.0))
        .source("z", "CN-44", |row| row.share = percent(30.0))
        .graph();
    let found = found(&graph);
    assert_eq!(found.firms.len(), 1);
    assert_eq!(found.firms[0].components[0].reasons, [CoreReason::LongLink(Certainty::Confirmed)]);
    assert_eq!(found.firms[0].share, percent(35.0).map(|share| share.low));
}

/// The only maker of `a` is a champion: it alone in the country, one component. The maker of the product, qualified
/// in `d`, leads two other owners at home, one too few; with a third it leads.
#[test]
fn roles_follow_from_the_graph() {
    let with_fab = || {
        example().row("d", |row| {
            row.supplier = "fab".to_owned();
            row.status = Some(SupplyStatus::Qualified);
        })
    };
    let roles = |graph: &ChainGraph, id: &str| {
        let found = found(graph);
        let own = found.firms.iter().find(|one| firm(graph, one.firm) == id).expect("a core firm");
        own.roles.iter().map(|role| role.key()).collect::<Vec<_>>()
    };
    let graph = with_fab().graph();
    assert_eq!(roles(&graph, "only"), ["champion-alone"]);
    assert_eq!(roles(&graph, "near"), ["champion-alone"], "the other one is in Korea");
    assert!(roles(&graph, "fab").is_empty());
    let third = with_fab().supplier("third", "CN-32-NJ", |_| {});
    let graph = third.row("b", |row| row.supplier = "third".to_owned()).graph();
    assert_eq!(roles(&graph, "fab"), ["leader"]);
}

/// What an owner makes in many places of the chain is no speciality, whatever its share.
#[test]
fn a_champion_is_specialised() {
    let broad = ["b", "d"].into_iter().fold(example().component("e"), |example, id| {
        example.row(id, |row| row.supplier = "only".to_owned())
    });
    let of_only = |graph: &ChainGraph| {
        let found = found(graph);
        let own = found.firms.iter().find(|one| firm(graph, one.firm) == "only").expect("a core firm");
        own.roles.len()
    };
    assert_eq!(of_only(&broad.clone().graph()), 1, "three components");
    assert_eq!(of_only(&broad.row("e", |row| row.supplier = "only".to_owned()).graph()), 0);
}
