//! What would remove a single point, on examples solved by hand.

use liantu_analysis::{Addition, Depth, Level, SpofOptions, single_points};
use liantu_graph::ChainGraph;
use liantu_model::{Need, SupplyStatus};
use liantu_testkit::sketch::Sketch;

/// A ship needs one of two tanks. Both yards that build the first stand on one licence; nobody builds the second.
fn tanks() -> Sketch {
    Sketch::new("tanks")
        .target("ship")
        .component("membrane")
        .component("independent")
        .component("licence")
        .group("ship", "tank", Need::AtLeast(1), &["membrane", "independent"])
        .requires("membrane", &["licence"])
        .supplier("yard", "XA")
        .supplier("other-yard", "XA")
        .supplier("licensor", "XB")
        .supplier("builder", "XC")
        .supply("yard", "ship")
        .supply("other-yard", "ship")
        .supply("yard", "membrane")
        .supply("other-yard", "membrane")
        .supply("licensor", "licence")
}

/// What removes the licensor, in words.
fn remedy(sketch: Sketch) -> Vec<String> {
    let graph = ChainGraph::new(liantu_testkit::model(&sketch.draft()));
    let options = SpofOptions {
        levels: vec![Level::Supplier],
        depth: Depth::Explained,
        loss: None,
        ..SpofOptions::default()
    };
    let found = single_points(&graph, &options);
    let model = graph.model();
    let licensor = found.findings.iter().find(|point| {
        matches!(point.element, liantu_model::Element::Supplier(one) if model.supplier(one).id == "licensor")
    });
    let additions = &licensor.expect("a finding").remedy.as_ref().expect("a remedy").additions;
    let words = additions.iter().map(|addition| match *addition {
        Addition::Row(row) => format!("row of {}", model.component(model.supply(row).component).id),
        Addition::NewSource(one) => format!("source of {}", model.component(one).id),
    });
    words.collect()
}

/// Beside the licensor nobody is recorded, for the other tank neither: a second source of the licence.
#[test]
fn with_nobody_else_recorded_it_is_a_new_source_of_the_nearest() {
    let sketch =
        tanks().supply_with("licensor", "independent", |row| row.status = Some(SupplyStatus::Qualified));
    assert_eq!(remedy(sketch), ["source of licence"]);
}

/// A builder of the other tank is recorded: it holds the ship, and it is somebody.
#[test]
fn a_recorded_source_of_an_alternative_comes_before_a_source_nobody_has_named() {
    let sketch =
        tanks().supply_with("builder", "independent", |row| row.status = Some(SupplyStatus::Candidate));
    assert_eq!(remedy(sketch), ["row of independent"]);
}

/// Of two alternatives the one with a qualified source comes first.
#[test]
fn a_qualified_source_comes_before_a_candidate() {
    let sketch = tanks()
        .component("another-membrane")
        .group("ship", "tank", Need::AtLeast(1), &["another-membrane"])
        .supply_with("builder", "another-membrane", |row| row.status = Some(SupplyStatus::Candidate))
        .supply_with("builder", "independent", |row| row.status = Some(SupplyStatus::Qualified));
    assert_eq!(remedy(sketch), ["row of independent"]);
}

/// But a recorded source of the licence itself is nearer.
#[test]
fn a_recorded_source_of_what_is_hit_comes_first() {
    let sketch = tanks()
        .supply_with("builder", "independent", |row| row.status = Some(SupplyStatus::Qualified))
        .supply_with("builder", "licence", |row| row.status = Some(SupplyStatus::Candidate));
    assert_eq!(remedy(sketch), ["row of licence"]);
}

/// The other tank stands on the same licence: its builder helps nobody.
#[test]
fn an_alternative_on_the_same_licence_is_none() {
    let sketch = tanks()
        .requires("independent", &["licence"])
        .supply_with("builder", "independent", |row| row.status = Some(SupplyStatus::Qualified));
    assert_eq!(remedy(sketch), ["source of licence"]);
}
