//! The oracle against examples solved by hand.

use super::{
    Accounting, Certainty, Counting, Failure, Horizon, Market, Offer, Options, Reading, Readings, Seat,
    Share, all_elements, evaluate, evaluate_embargo, evidence_grade, levels, minimal_cut_sets, offers,
    single_points, targets,
};
use crate::fixture::{self, Embargo, Fixture, Loss, component, element, region};
use crate::sketch::{Sketch, percent};
use liantu_model::{ComponentIx, Element, ElementKind, Index, Model, Percent};
use std::collections::BTreeSet;

fn certainty(before: [bool; 2], after: [bool; 2]) -> Option<Certainty> {
    let goes_down = |reading: usize| before[reading] && !after[reading];
    if goes_down(1) {
        return Some(Certainty::Confirmed);
    }
    goes_down(0).then_some(Certainty::Possible)
}

fn up(model: &Model, horizon: Horizon, failed: &[Element], target: ComponentIx) -> [bool; 2] {
    let options = Options { horizon, ..Options::default() };
    Reading::ALL.map(|reading| evaluate(model, options, reading, failed).target_up[target.position()])
}

fn lost(
    model: &Model,
    before: impl Fn(ComponentIx) -> [bool; 2],
    after: impl Fn(ComponentIx) -> [bool; 2],
) -> Vec<(&str, Certainty)> {
    let lost = targets(model).into_iter();
    let mut lost: Vec<_> = lost
        .filter_map(|target| {
            Some((model.component(target).id.as_str(), certainty(before(target), after(target))?))
        })
        .collect();
    lost.sort_by_key(|&(id, _)| id);
    lost
}

fn by_id(lost: &[(&'static str, Certainty)]) -> Vec<(&'static str, Certainty)> {
    let mut lost = lost.to_vec();
    lost.sort_by_key(|&(id, _)| id);
    lost
}

/// A failure of the target itself is no finding, so the examples leave it out.
fn check_loss(fixture: &Fixture, model: &Model, loss: &Loss) {
    let failed: Vec<Element> = loss.failed.iter().map(|&named| element(model, named)).collect();
    let mut found = lost(
        model,
        |target| up(model, loss.horizon, &[], target),
        |target| up(model, loss.horizon, &failed, target),
    );
    found.retain(|&(id, _)| !failed.contains(&Element::Component(component(model, id))));
    assert_eq!(found, by_id(&loss.lost), "{}: {:?}", fixture.name, loss.failed);
}

fn check_embargo(fixture: &Fixture, model: &Model, embargo: &Embargo) {
    let places: Vec<_> = embargo.places.iter().map(|id| region(model, id)).collect();
    let under = |target: ComponentIx| {
        Reading::ALL.map(|reading| {
            let outcome = evaluate_embargo(model, Options::default(), reading, &places, embargo.plants);
            outcome.target_up[target.position()]
        })
    };
    let found = lost(model, |target| up(model, Horizon::Long, &[], target), under);
    assert_eq!(found, by_id(&embargo.lost), "{}: {:?}", fixture.name, embargo.places);
}

#[test]
fn solves_the_examples() {
    for fixture in fixture::all() {
        let model = crate::model(&fixture.draft);
        for loss in &fixture.losses {
            check_loss(&fixture, &model, loss);
        }
        for embargo in &fixture.embargoes {
            check_embargo(&fixture, &model, embargo);
        }
        for &(failed, grade) in &fixture.grades {
            let failure = Failure::Stop(element(&model, failed));
            let found = evidence_grade(&fixture.draft, Counting::Active, failure);
            assert_eq!(found, Some(grade), "{}: {failed:?}", fixture.name);
        }
        let found = single_points(&model, Options::default(), &[]).already_down;
        let found: Vec<_> =
            found.iter().map(|down| (model.component(down.target).id.as_str(), down.certainty)).collect();
        assert_eq!(found, fixture.already_down, "{}", fixture.name);
    }
}

fn points(low: f64, high: f64) -> Share {
    let percent = |points| Percent::from_points(points).expect("a number");
    Share { low: percent(low), high: percent(high) }
}

fn account(model: &Model, options: Options, id: &str) -> Accounting {
    offers(model, options).swap_remove(component(model, id).position())
}

fn supplier(model: &Model, id: &str) -> Seat {
    Seat::Supplier(model.find_supplier(id).expect("a supplier of that id"))
}

/// What belongs to which total is compared apart.
fn plain(offers: &[Offer]) -> Vec<Offer> {
    offers.iter().map(|&one| Offer { within: None, held: Percent::ZERO, ..one }).collect()
}

fn offer(seat: Seat, share: Option<Share>, readings: Readings) -> Offer {
    Offer { seat, share, readings, within: None, held: Percent::ZERO }
}

/// See the example: 20 % unnamed at XA for certain, up to 40 % at XB, and the totals make 100.
#[test]
fn accounts_remainders() {
    let model = crate::model(&fixture::remainders().draft);
    let found = account(&model, Options::default(), "part");
    let expected = [
        offer(supplier(&model, "a"), Some(points(40.0, 40.0)), Readings::Both),
        offer(supplier(&model, "b"), None, Readings::Both),
        offer(Seat::Region(region(&model, "XA")), Some(points(20.0, 20.0)), Readings::Both),
        offer(Seat::Region(region(&model, "XB")), Some(points(0.0, 40.0)), Readings::OptimisticOnly),
    ];
    assert_eq!(plain(&found.offers), expected);
    assert_eq!((found.covered, found.complete), (points(100.0, 100.0), true));
}

/// See the example: 10 % left at XA, somebody without a share at XA-2, nobody at XA-1 and XB, 65 % covered.
#[test]
fn accounts_nested_totals() {
    let model = crate::model(&fixture::nested_totals().draft);
    let found = account(&model, Options::default(), "part");
    let expected = [
        offer(supplier(&model, "a"), Some(points(50.0, 50.0)), Readings::Both),
        offer(supplier(&model, "b"), Some(points(5.0, 5.0)), Readings::Both),
        offer(Seat::Region(region(&model, "XA")), Some(points(10.0, 10.0)), Readings::Both),
        offer(Seat::Region(region(&model, "XA-2")), None, Readings::Both),
    ];
    assert_eq!(plain(&found.offers), expected);
    assert_eq!((found.covered, found.complete), (points(65.0, 65.0), true));
}

/// See the example: the world market counts where there is one, else the one with most covered; a supplier of
/// another market has no share; the unknown offer takes the rest; a qualified supplier counts when asked for.
#[test]
fn accounts_markets_and_qualified_suppliers() {
    let model = crate::model(&fixture::qualified_and_markets().draft);
    let (far, near, ready) = (supplier(&model, "far"), supplier(&model, "near"), supplier(&model, "ready"));
    let both = account(&model, Options::default(), "both");
    let expected = [
        offer(far, Some(points(60.0, 60.0)), Readings::Both),
        offer(near, None, Readings::Both),
        offer(Seat::Unknown, Some(points(40.0, 40.0)), Readings::OptimisticOnly),
    ];
    assert_eq!((plain(&both.offers).as_slice(), both.market), (expected.as_slice(), Some(Market::World)));
    let options = Options { counting: Counting::ActiveAndQualified, ..Options::default() };
    let home = account(&model, options, "home");
    let expected = [
        offer(far, None, Readings::Both),
        offer(near, Some(points(99.5, 99.5)), Readings::Both),
        offer(ready, None, Readings::Both),
    ];
    assert_eq!(plain(&home.offers), expected);
    assert_eq!(home.market, Some(Market::Region(region(&model, "XA"))));
}

/// In the diamond each of base, right and their suppliers stops the top; a supplier alone is its own group;
/// XA holds right and left, XB the base. base-1 takes base, left, right and top; weights are blank.
#[test]
fn finds_single_points_of_the_diamond() {
    let model = crate::model(&fixture::diamond().draft);
    let found = single_points(&model, Options::default(), &all_elements(&model));
    let named = |kind, id| element(&model, (kind, id));
    let expected = [
        named(ElementKind::Supplier, "right-1"),
        named(ElementKind::Supplier, "base-1"),
        named(ElementKind::Group, "right-1"),
        named(ElementKind::Group, "base-1"),
        named(ElementKind::Region, "XA"),
        named(ElementKind::Region, "XA-1"),
        named(ElementKind::Region, "XA-1-2"),
        named(ElementKind::Region, "XB"),
        named(ElementKind::Component, "left"),
        named(ElementKind::Component, "right"),
        named(ElementKind::Component, "base"),
    ];
    let all: BTreeSet<Element> = found.findings.iter().map(|finding| finding.element).collect();
    assert_eq!((all, found.findings.len()), (BTreeSet::from(expected), expected.len()));
    let base = found.findings.iter().find(|one| one.element == expected[1]).expect("the base");
    assert_eq!((base.components_lost, base.lost[0].short), (4, Some(Certainty::Confirmed)));
    assert!((base.weight_lost - 1.0).abs() < 1e-12);
}

/// Two of three alternatives: every pair of the three suppliers is minimal, no single one is a cut.
#[test]
fn finds_the_pairs_of_two_of_three() {
    let model = crate::model(&fixture::alternatives().draft);
    let suppliers: Vec<Element> =
        all_elements(&model).into_iter().filter(|one| one.kind() == ElementKind::Supplier).collect();
    let target = component(&model, "top");
    let cuts = |reading| minimal_cut_sets(&model, Options::default(), reading, &suppliers, target, 3);
    let [a, b, c] = suppliers[..] else { panic!("three suppliers") };
    assert_eq!(cuts(Reading::Pessimistic), [vec![a, b], vec![a, c], vec![b, c]]);
    // Somebody unlisted may make c, so only the loss of a and b is certain.
    assert_eq!(cuts(Reading::Optimistic), [vec![a, b]]);
}

/// With nothing marked, the family of the example is required by nobody, and taxonomy rows require nothing.
#[test]
fn takes_what_nobody_requires_as_targets() {
    let mut draft = fixture::variants().draft;
    for row in &mut draft.components {
        row.target = false;
    }
    draft.requires.retain(|row| row.product == "family" || row.product == "fab");
    let model = crate::model(&draft);
    let ids: Vec<&str> = targets(&model).iter().map(|&target| model.component(target).id.as_str()).collect();
    assert_eq!(ids, ["duv", "euv", "fab", "family"]);
}

fn level(
    model: &Model,
    reading: Reading,
    failed: &[(ElementKind, &str)],
    depth: f64,
    id: &str,
) -> (f64, f64) {
    let failed: Vec<Element> = failed.iter().map(|&named| element(model, named)).collect();
    let found = levels(model, Options::default(), reading, &failed, depth)[component(model, id).position()];
    (found.low, found.high)
}

fn assert_close(found: (f64, f64), expected: (f64, f64)) {
    let apart = (found.0 - expected.0).abs().max((found.1 - expected.1).abs());
    assert!(apart < 1e-9, "{found:?}, not {expected:?}");
}

/// Lithography: three makers with 91, 6 and 3 %. Without the first it is “alive”, yet 91 % is gone, and the fab
/// that needs it with it; at half depth half of that. Dust filters cost a fifth of what they are short of.
#[test]
fn solves_levels_with_known_shares() {
    let maker = |id: &'static str, points: f64| (id, points);
    let sketch = Sketch::new("levels")
        .target("fab")
        .component("litho")
        .component("filter")
        .requires("fab", &["litho"])
        .requires_with("fab", "filter", |row| {
            row.essential = Some(false);
            row.loss = percent(20.0);
        })
        .supplier("filter-1", "XC")
        .supply_with("filter-1", "filter", |row| row.share = percent(100.0));
    let makers = [maker("a", 91.0), maker("b", 6.0), maker("c", 3.0)];
    let sketch = makers.into_iter().fold(sketch, |sketch, (id, points)| {
        sketch.supplier(id, "XB").supply_with(id, "litho", |row| row.share = percent(points))
    });
    let model = crate::model(&sketch.draft());
    for reading in Reading::ALL {
        let left = |failed: &[(ElementKind, &str)], depth| level(&model, reading, failed, depth, "fab");
        assert_close(left(&[(ElementKind::Supplier, "a")], 1.0), (0.09, 0.09));
        assert_close(left(&[(ElementKind::Supplier, "a")], 0.5), (0.545, 0.545));
        assert_close(left(&[(ElementKind::Supplier, "filter-1")], 1.0), (0.8, 0.8));
        assert_close(left(&[(ElementKind::Component, "litho")], 0.25), (0.75, 0.75));
    }
}

/// 60 % are known to be a's and nobody knows what b has: between nothing and 40 %. Pessimistically only these two
/// exist, so without a between 0 and 40/100 is left; optimistically whoever else there is has what b has not, and
/// 40 % are left either way.
#[test]
fn solves_levels_with_a_blank_share() {
    let draft = Sketch::new("blank")
        .target("part")
        .supplier("a", "XB")
        .supplier("b", "XC")
        .supply_with("a", "part", |row| row.share = percent(60.0))
        .supply("b", "part")
        .draft();
    let model = crate::model(&draft);
    let failed = [(ElementKind::Supplier, "a")];
    assert_close(level(&model, Reading::Pessimistic, &failed, 1.0, "part"), (0.0, 0.4));
    assert_close(level(&model, Reading::Optimistic, &failed, 1.0, "part"), (0.4, 0.4));
}

/// One of two alternatives: without a, all of it if b can take over, nothing if b cannot.
#[test]
fn solves_levels_of_alternatives() {
    let draft = Sketch::new("either")
        .settings(|settings| settings.lists_complete = true)
        .target("top")
        .component("a")
        .component("b")
        .group("top", "either", liantu_model::Need::AtLeast(1), &["a", "b"])
        .supplier("a-1", "XB")
        .supplier("b-1", "XC")
        .supply("a-1", "a")
        .supply("b-1", "b")
        .draft();
    let model = crate::model(&draft);
    let failed = [(ElementKind::Supplier, "a-1")];
    assert_close(level(&model, Reading::Pessimistic, &failed, 1.0, "top"), (0.0, 1.0));
}

/// Two markets with as much covered: the smaller id counts, in whatever order the regions are listed.
#[test]
fn settles_ties_of_markets_by_id() {
    let draft = Sketch::new("tie")
        .target("part")
        .supplier("a", "XA-1")
        .supplier("b", "XB")
        .supply_with("a", "part", |row| {
            "XA".clone_into(&mut row.market);
            row.share = percent(60.0);
        })
        .supply_with("b", "part", |row| {
            "XB".clone_into(&mut row.market);
            row.share = percent(60.0);
        })
        .draft();
    let mut reversed = draft.clone();
    reversed.regions.reverse();
    for draft in [draft, reversed] {
        let model = crate::model(&draft);
        let found = account(&model, Options::default(), "part");
        assert_eq!(found.market, Some(Market::Region(region(&model, "XA"))));
    }
}
