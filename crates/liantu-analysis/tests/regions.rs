//! The regional view against the definitions, on random small datasets.

use liantu_analysis::{Assured, Nearness, RegionOptions, Regions, Ring, assurance, regions};
use liantu_graph::{ChainGraph, Horizon, OfferSource, Presence};
use liantu_model::{ComponentIx, Index, InputKind, Model, RegionIx};
use liantu_testkit::oracle;
use liantu_testkit::strategies::{RowNumbers, drafts, shuffled};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn view(graph: &ChainGraph) -> Regions {
    regions(graph, &RegionOptions { least_breadth: 1, ..RegionOptions::default() })
}

/// Regions of listed active sources.
fn places(graph: &ChainGraph, component: ComponentIx) -> Vec<Option<RegionIx>> {
    let listed = graph.offers(component).iter().filter(|offer| offer.presence == Presence::Listed);
    listed
        .map(|offer| match offer.source {
            OfferSource::Named(supplier) => graph.model().supplier(supplier).region,
            OfferSource::Unnamed(region) => Some(region),
            OfferSource::Unknown => None,
        })
        .collect()
}

fn is_home(model: &Model, region: RegionIx) -> bool {
    model.contains(model.dataset().home, region)
}

/// Needs of products made at home that no listed source at home meets: product, least, number of inputs,
/// nearest ring that meets them.
fn dependences(graph: &ChainGraph) -> BTreeSet<(ComponentIx, usize, usize, Option<Nearness>)> {
    let model = graph.model();
    let home = |one: ComponentIx| places(graph, one).into_iter().flatten().any(|place| is_home(model, place));
    let mut found = BTreeSet::new();
    for group in model.groups().iter().filter(|one| one.kind == InputKind::Essential && home(one.product)) {
        let inputs: BTreeSet<ComponentIx> =
            group.members.iter().map(|&row| model.requirement(row).input).collect();
        let enough = |has: &dyn Fn(ComponentIx) -> bool| {
            inputs.iter().filter(|&&input| has(input)).count() >= group.need as usize
        };
        if !enough(&|input| graph.supply_list(input).has_rows) || enough(&home) {
            continue;
        }
        let domestic = |place: &Option<RegionIx>| place.is_some_and(|place| model.is_domestic(place));
        let has_any =
            |keep: &dyn Fn(&Option<RegionIx>) -> bool| enough(&|input| places(graph, input).iter().any(keep));
        // Home first: what is at home is not counted as elsewhere, and no random region is in the delta.
        let at_home = |place: &Option<RegionIx>| place.is_some_and(|place| is_home(model, place));
        let nearest = if has_any(&|place| domestic(place) || at_home(place)) {
            Some(Nearness::Domestic)
        } else if has_any(&Option::is_some) {
            Some(Nearness::Foreign)
        } else if has_any(&|_| true) {
            Some(Nearness::Unknown)
        } else {
            None
        };
        found.insert((group.product, group.need as usize, inputs.len(), nearest));
    }
    found
}

/// Everything found, by ids.
fn summary(graph: &ChainGraph) -> BTreeSet<String> {
    let model = graph.model();
    let component = |one: &ComponentIx| model.component(*one).id.clone();
    let sorted = |ones: &[ComponentIx]| ones.iter().map(component).collect::<BTreeSet<_>>();
    let region = |one: RegionIx| &model.region(one).id;
    let found = view(graph);
    let mut lines = BTreeSet::new();
    for one in &found.components {
        lines.insert(format!("{} {:?}", component(&one.component), one.rings));
    }
    for one in &found.cities {
        let exclusive: BTreeSet<_> =
            one.exclusive.iter().map(|own| (component(&own.component), own.within, own.certainty)).collect();
        lines.insert(format!(
            "{} {:?} {} {} {:?} {:?} {exclusive:?} {:?} {:?} {:?}",
            region(one.region),
            sorted(&one.components),
            one.firms.len(),
            one.backups.len(),
            one.single_points.iter().map(|point| &model.supplier(point.0).id).collect::<BTreeSet<_>>(),
            one.common_cause,
            one.in_province,
            one.in_delta,
            sorted(&one.from_outside),
        ));
    }
    for one in &found.dependences {
        lines.insert(format!("{} {:?} {:?}", component(&one.product), sorted(&one.inputs), one.nearest));
    }
    for one in &found.partners {
        let components = sorted(&one.components);
        lines.insert(format!(
            "{} {} {components:?} {}",
            region(one.core),
            region(one.partner),
            one.firms.len()
        ));
    }
    for one in &found.buyers {
        let id = &model.supplier(one.buyer).id;
        lines.insert(format!("{id} {} {} {:?} {:?}", one.needs, one.unlisted, one.radius_km, one.unreached));
    }
    for one in &found.integration {
        let (target, group) = (component(&one.target), &model.supplier(one.group).id);
        lines.insert(format!("{target} {group} {:?} {} {}", sorted(&one.offered), one.cone, one.depth));
    }
    lines.insert(format!("{:?}", found.chains));
    lines
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn what_is_assured_stands_with_every_foreign_offer_withdrawn(draft in drafts()) {
        let graph = ChainGraph::new(liantu_testkit::model(&draft));
        let model = graph.model();
        let foreign: Vec<RegionIx> = model.region_indices().filter(|&one| !model.is_domestic(one)).collect();
        // A supplier of no known place counts as foreign in the pessimistic reading, never withdrawn in the other.
        let all_placed = model.suppliers().iter().all(|one| one.region.is_some());
        let found = assurance(&graph);
        for (ours, theirs) in [(Horizon::Short, oracle::Horizon::Short), (Horizon::Long, oracle::Horizon::Long)] {
            let options = oracle::Options { counting: oracle::Counting::Active, horizon: theirs };
            let up = |reading| {
                let plants = oracle::ControlledPlants::Stay;
                oracle::evaluate_embargo(model, options, reading, &foreign, plants).available
            };
            let (listed, unlisted) = (up(oracle::Reading::Pessimistic), up(oracle::Reading::Optimistic));
            for component in model.component_indices() {
                let expected = match (listed[component.position()], unlisted[component.position()]) {
                    (true, _) => Assured::Yes,
                    (false, true) => Assured::Perhaps,
                    (false, false) => Assured::No,
                };
                let held = found.of(component, ours);
                if all_placed {
                    prop_assert_eq!(held, expected);
                } else {
                    prop_assert!(held != Assured::Yes || expected == Assured::Yes);
                    prop_assert!(held != Assured::No || expected == Assured::No);
                }
            }
        }
    }

    #[test]
    fn dependences_are_the_needs_not_met_at_home(draft in drafts()) {
        let graph = ChainGraph::new(liantu_testkit::model(&draft));
        let found = view(&graph).dependences;
        let ours: BTreeSet<_> = found.iter().map(|one| (one.product, one.least, one.of, one.nearest)).collect();
        // Home may lie outside the domestic territory in random data; then what is at home is nearest of all.
        prop_assume!(graph.model().is_domestic(graph.model().dataset().home));
        prop_assert_eq!(ours, dependences(&graph));
    }

    #[test]
    fn rings_hold_each_other(draft in drafts()) {
        let graph = ChainGraph::new(liantu_testkit::model(&draft));
        prop_assume!(graph.model().is_domestic(graph.model().dataset().home));
        for component in view(&graph).components {
            let [home, _, domestic] = component.rings;
            prop_assert_eq!((home.ring, domestic.ring), (Ring::Home, Ring::Domestic));
            prop_assert!(home.sources.inside <= domestic.sources.inside);
            let known = |ring: liantu_analysis::RingSupply| ring.sources.inside + ring.sources.perhaps;
            prop_assert!(known(home) <= known(domestic));
            if let (Some(home), Some(domestic)) = (home.share, domestic.share) {
                prop_assert!(home.low <= domestic.low && home.high <= domestic.high);
            }
        }
    }

    #[test]
    fn the_order_of_rows_does_not_matter(draft in drafts(), seed in any::<u64>()) {
        let first = ChainGraph::new(liantu_testkit::model(&draft));
        let second = ChainGraph::new(liantu_testkit::model(&shuffled(&draft, seed, RowNumbers::Fresh)));
        prop_assert_eq!(summary(&first), summary(&second));
    }
}
