//! Single points and cut sets against trying everything, on random small datasets.

use liantu_analysis::{
    Certainty, CutSetOptions, Depth, Level, MaxOrder, SpofOptions, cut_sets, single_points,
};
use liantu_graph::{ChainGraph, Control, Horizon, Qualified, Reading};
use liantu_model::{ComponentIx, Element, RegionIx};
use liantu_testkit::oracle;
use liantu_testkit::strategies::{RowNumbers, drafts, shuffled};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::time::Duration;

fn spof_options(levels: &[Level], qualified: bool, depth: Depth) -> SpofOptions {
    SpofOptions {
        levels: levels.to_vec(),
        several_members_only: false,
        qualified: if qualified { Qualified::Counted } else { Qualified::Ignored },
        depth,
        ..SpofOptions::default()
    }
}

fn oracle_options(qualified: bool, horizon: oracle::Horizon) -> oracle::Options {
    let counting = if qualified { oracle::Counting::ActiveAndQualified } else { oracle::Counting::Active };
    oracle::Options { counting, horizon }
}

fn certainty(certainty: oracle::Certainty) -> Certainty {
    match certainty {
        oracle::Certainty::Possible => Certainty::Possible,
        oracle::Certainty::Confirmed => Certainty::Confirmed,
    }
}

type Losses = BTreeMap<Element, BTreeMap<ComponentIx, (Certainty, Horizon)>>;

/// Losses of both horizons, joined as the definition says: the surest, and the shorter horizon at which it is
/// that sure.
fn expected_losses(graph: &ChainGraph, elements: &[Element], qualified: bool) -> Losses {
    let mut losses = Losses::new();
    for (theirs, ours) in [(oracle::Horizon::Long, Horizon::Long), (oracle::Horizon::Short, Horizon::Short)] {
        let found = oracle::single_points(graph.model(), oracle_options(qualified, theirs), elements);
        for point in found.findings {
            for lost in point.lost {
                let held = losses.entry(point.element).or_default();
                let new = (certainty(lost.certainty), ours);
                let best = held.get(&lost.target).filter(|best| best.0 > new.0).copied().unwrap_or(new);
                held.insert(lost.target, best);
            }
        }
    }
    losses
}

const STOPS: [Level; 7] = [
    Level::Supplier,
    Level::Group,
    Level::City,
    Level::Province,
    Level::Country,
    Level::Coalition,
    Level::Component,
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn single_points_are_those_found_by_trying_everything(draft in drafts(), qualified in any::<bool>()) {
        let graph = ChainGraph::new(liantu_testkit::model(&draft));
        let found = single_points(&graph, &spof_options(&STOPS, qualified, Depth::Explained));
        let elements = oracle::all_elements(graph.model());
        let expected = expected_losses(&graph, &elements, qualified);
        let losses: Losses = found
            .findings
            .iter()
            .map(|point| {
                let lost = point.targets.iter().map(|lost| (lost.component, (lost.certainty, lost.horizon)));
                (point.element, lost.collect())
            })
            .collect();
        prop_assert_eq!(&losses, &expected);
        let long = oracle::single_points(graph.model(), oracle_options(qualified, oracle::Horizon::Long), &elements);
        let by_element: BTreeMap<Element, _> = long.findings.iter().map(|one| (one.element, one)).collect();
        for point in &found.findings {
            let Some(theirs) = by_element.get(&point.element) else { continue };
            prop_assert_eq!(point.components_lost as usize, theirs.components_lost);
        }
        let down: Vec<_> = found.already_down.iter().map(|one| (one.target, one.certainty)).collect();
        let expected: Vec<_> = long.already_down.iter().map(|one| (one.target, certainty(one.certainty))).collect();
        prop_assert_eq!(down, expected);
    }

    #[test]
    fn embargoes_are_those_found_by_trying_everything(draft in drafts(), falls in any::<bool>()) {
        let graph = ChainGraph::new(liantu_testkit::model(&draft));
        let mut options = spof_options(&[Level::Embargo], false, Depth::Explained);
        if falls {
            options.control = Control::Falls;
        }
        let found = single_points(&graph, &options);
        for (element, places) in embargoes(&graph) {
            let point = found.findings.iter().find(|point| point.element == element);
            let ours: BTreeMap<ComponentIx, (Certainty, Horizon)> = point
                .iter()
                .flat_map(|point| &point.targets)
                .map(|lost| (lost.component, (lost.certainty, lost.horizon)))
                .collect();
            prop_assert_eq!(ours, embargo_losses(&graph, &found.targets, &places, plants(falls)));
            let failure = oracle::Failure::Embargo(&places, plants(falls));
            let grade = oracle::evidence_grade(&draft, oracle::Counting::Active, failure);
            prop_assert_eq!(point.map(|point| point.evidence_grade), grade);
        }
    }

    #[test]
    fn evidence_grades_are_those_found_by_trying_everything(draft in drafts(), qualified in any::<bool>()) {
        let graph = ChainGraph::new(liantu_testkit::model(&draft));
        let found = single_points(&graph, &spof_options(&STOPS, qualified, Depth::Explained));
        let counting = oracle_options(qualified, oracle::Horizon::Long).counting;
        for point in &found.findings {
            let grade = oracle::evidence_grade(&draft, counting, oracle::Failure::Stop(point.element));
            prop_assert_eq!(Some(point.evidence_grade), grade, "{:?}", point.element);
        }
    }

    #[test]
    fn cut_sets_are_those_found_by_trying_everything(draft in drafts(), optimistic in any::<bool>(), short in any::<bool>()) {
        let graph = ChainGraph::new(liantu_testkit::model(&draft));
        let levels = [Level::Supplier, Level::Country, Level::Component];
        let options = CutSetOptions {
            levels: levels.to_vec(),
            several_members_only: false,
            max_order: MaxOrder::UpTo(3),
            reading: if optimistic { Reading::Optimistic } else { Reading::Pessimistic },
            horizon: if short { Horizon::Short } else { Horizon::Long },
            budget_time: Some(Duration::from_mins(1)),
            ..CutSetOptions::default()
        };
        let found = cut_sets(&graph, &options).expect("sound options");
        let all = CutSetOptions { max_order: MaxOrder::All, ..options.clone() };
        let everything = cut_sets(&graph, &all).expect("sound options");
        let horizon = if short { oracle::Horizon::Short } else { oracle::Horizon::Long };
        let reading = if optimistic { oracle::Reading::Optimistic } else { oracle::Reading::Pessimistic };
        for (target, whole) in found.targets.iter().zip(&everything.targets) {
            let elements: Vec<Element> = oracle::all_elements(graph.model())
                .into_iter()
                .filter(|&element| is_tried(&graph, element, target.target))
                .collect();
            let mut expected = oracle::minimal_cut_sets(
                graph.model(), oracle_options(false, horizon), reading, &elements, target.target, 3,
            );
            for set in &mut expected {
                set.sort_unstable();
            }
            expected.sort();
            let mut ours: Vec<Vec<Element>> = target.sets.iter().map(|set| set.elements.clone()).collect();
            ours.sort();
            prop_assert_eq!(&ours, &expected);
            let mut low: Vec<Vec<Element>> =
                whole.sets.iter().map(|set| set.elements.clone()).filter(|set| set.len() <= 3).collect();
            low.sort();
            prop_assert_eq!(&low, &expected, "the engine for all orders agrees");
            prop_assert!(whole.complete_to_order().is_none());
        }
    }

    #[test]
    fn the_order_of_rows_does_not_matter(draft in drafts(), seed in any::<u64>()) {
        let first = ChainGraph::new(liantu_testkit::model(&draft));
        let second = ChainGraph::new(liantu_testkit::model(&shuffled(&draft, seed, RowNumbers::Fresh)));
        prop_assert_eq!(summary(&first), summary(&second));
    }

    #[test]
    fn a_remedy_removes_the_finding(draft in drafts()) {
        let graph = ChainGraph::new(liantu_testkit::model(&draft));
        let found = single_points(&graph, &spof_options(&[Level::Supplier], false, Depth::Explained));
        for point in &found.findings {
            prop_assert!(!point.witness.is_empty());
            let Some(remedy) = &point.remedy else { continue };
            let lost: Vec<ComponentIx> = point.targets.iter().map(|lost| lost.component).collect();
            prop_assert!(!is_lost_after(&draft, &graph, point.element, &lost, &remedy.additions));
        }
    }
}

#[test]
fn grades_are_as_solved_by_hand() {
    for example in liantu_testkit::fixture::all() {
        let graph = ChainGraph::new(liantu_testkit::model(&example.draft));
        let found = single_points(&graph, &spof_options(&STOPS, false, Depth::Explained));
        for &(failed, grade) in &example.grades {
            let element = liantu_testkit::fixture::element(graph.model(), failed);
            let point = found.findings.iter().find(|point| point.element == element);
            let found = point.map(|point| point.evidence_grade);
            assert_eq!(found, Some(grade), "{}: {failed:?}", example.name);
        }
    }
}

/// The venture makes part and product at home, controlled from XB. That it is the only maker of the product is a
/// claim of low confidence: where that is not trusted somebody unlisted, outside the embargo, may sell as
/// before, although the part is gone at home. So the loss of the product is certain at low trust only.
#[test]
fn a_list_opened_by_distrust_is_foreign_to_an_embargo() {
    use liantu_model::Confidence;
    use liantu_testkit::sketch::{Sketch, percent};
    let draft = Sketch::new("opened")
        .component_with("product", |row| {
            row.target = true;
            row.complete = Some(true);
        })
        .component("part")
        .requires_with("product", "part", |row| row.confidence = Some(Confidence::High))
        .supplier_with("venture", "XA", |row| "XB".clone_into(&mut row.control))
        .supply("venture", "product")
        .supply_with("venture", "part", |row| row.share = percent(100.0))
        .draft();
    let graph = ChainGraph::new(liantu_testkit::model(&draft));
    let mut options = spof_options(&[Level::Embargo], false, Depth::Explained);
    options.control = Control::Falls;
    let found = single_points(&graph, &options);
    let [point] = found.findings.as_slice() else { panic!("one finding, not {:?}", found.findings) };
    assert_eq!((point.certainty(), point.evidence_grade), (Certainty::Confirmed, Confidence::Low));
}

fn is_tried(graph: &ChainGraph, element: Element, target: ComponentIx) -> bool {
    let model = graph.model();
    match element {
        Element::Supplier(_) => true,
        Element::Region(region) => model.region(region).level == liantu_model::RegionLevel::Country,
        Element::Component(component) => component != target,
        _ => false,
    }
}

fn plants(falls: bool) -> oracle::ControlledPlants {
    if falls { oracle::ControlledPlants::Fall } else { oracle::ControlledPlants::Stay }
}

/// Every foreign place and every coalition, with the places that withdraw.
fn embargoes(graph: &ChainGraph) -> Vec<(Element, Vec<RegionIx>)> {
    let model = graph.model();
    let foreign = |one: &RegionIx| model.place(*one) == *one && !model.is_domestic(*one);
    let places = model.region_indices().filter(foreign).map(|one| (Element::Embargo(one), vec![one]));
    let joint = model
        .coalition_indices()
        .map(|one| (Element::JointEmbargo(one), model.coalition(one).members.clone()));
    places.chain(joint).collect()
}

/// The surest loss of each target, and the shorter horizon at which it is that sure.
fn embargo_losses(
    graph: &ChainGraph,
    targets: &[ComponentIx],
    places: &[RegionIx],
    plants: oracle::ControlledPlants,
) -> BTreeMap<ComponentIx, (Certainty, Horizon)> {
    use liantu_model::Index;
    let model = graph.model();
    let mut lost: BTreeMap<ComponentIx, (Certainty, Horizon)> = BTreeMap::new();
    for (theirs, ours) in [(oracle::Horizon::Long, Horizon::Long), (oracle::Horizon::Short, Horizon::Short)] {
        for (reading, sure) in [
            (oracle::Reading::Pessimistic, Certainty::Possible),
            (oracle::Reading::Optimistic, Certainty::Confirmed),
        ] {
            let options = oracle_options(false, theirs);
            let up = |places: &[RegionIx]| {
                oracle::evaluate_embargo(model, options, reading, places, plants).target_up
            };
            let (before, after) = (up(&[]), up(places));
            for &target in targets {
                if before[target.position()] && !after[target.position()] {
                    let held = lost.get(&target).filter(|held| held.0 > sure).copied();
                    lost.insert(target, held.unwrap_or((sure, ours)));
                }
            }
        }
    }
    lost
}

/// Findings by ids, so that two row orders can be compared.
fn summary(graph: &ChainGraph) -> Vec<String> {
    let model = graph.model();
    let found = single_points(graph, &spof_options(&[Level::Supplier, Level::Country], false, Depth::Losses));
    let mut lines: Vec<String> = found
        .findings
        .iter()
        .map(|point| {
            let element = match point.element {
                Element::Supplier(one) => model.supplier(one).id.clone(),
                Element::Region(one) => model.region(one).id.clone(),
                other => format!("{other:?}"),
            };
            let mut targets: Vec<String> = point
                .targets
                .iter()
                .map(|lost| {
                    let id = &model.component(lost.component).id;
                    format!("{id} {:?} {:?} {} {}", lost.certainty, lost.horizon, lost.derived, lost.own_site)
                })
                .collect();
            targets.sort();
            format!("{element}: {targets:?} {} {:.9}", point.components_lost, point.weight_lost)
        })
        .collect();
    lines.sort();
    lines
}

/// Adds the sources to the data as rows, from a place of their own, and tries again by brute force.
fn is_lost_after(
    draft: &liantu_model::Draft,
    graph: &ChainGraph,
    element: Element,
    targets: &[ComponentIx],
    additions: &[liantu_analysis::Addition],
) -> bool {
    use liantu_analysis::Addition;
    use liantu_model::{Index, Provider, SupplierRow, SupplyRow, SupplyStatus};
    let model = graph.model();
    let mut changed = draft.clone();
    let region_for = |component: ComponentIx| match model.component(component).scope {
        liantu_model::Scope::Domestic => model.region(model.dataset().domestic[0]).id.clone(),
        liantu_model::Scope::Home | liantu_model::Scope::World => {
            model.region(model.dataset().home).id.clone()
        }
    };
    for (at, addition) in additions.iter().enumerate() {
        let (component, supplier) = match *addition {
            Addition::NewSource(component) => {
                let id = format!("added-{at}");
                let row = SupplierRow {
                    id: id.clone(),
                    name: id.clone(),
                    region: region_for(component),
                    ..SupplierRow::default()
                };
                changed.suppliers.push(row);
                (component, id)
            }
            Addition::Row(row) => {
                let supply = model.supply(row);
                let Provider::Supplier(supplier) = supply.provider else { return true };
                (supply.component, model.supplier(supplier).id.clone())
            }
        };
        let component = model.component(component).id.clone();
        changed.supplies.retain(|row| !(row.supplier == supplier && row.component == component));
        changed.supplies.push(SupplyRow {
            supplier,
            component,
            status: Some(SupplyStatus::Active),
            ..SupplyRow::default()
        });
    }
    let after = liantu_testkit::model(&changed);
    let Element::Supplier(failed) = element else { return true };
    let failed = after.find_supplier(&model.supplier(failed).id).expect("still there");
    [oracle::Horizon::Long, oracle::Horizon::Short].into_iter().any(|horizon| {
        let found =
            oracle::single_points(&after, oracle_options(false, horizon), &[Element::Supplier(failed)]);
        let lost = found.findings.iter().flat_map(|point| &point.lost);
        lost.into_iter().any(|lost| targets.iter().any(|target| target.position() == lost.target.position()))
    })
}
