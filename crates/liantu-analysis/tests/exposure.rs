//! What falls with foreign sources, against evaluating every act of every party from the definitions.

use liantu_analysis::{Act, Certainty, Exposure, ExposureOptions, Fall, Party, PartyLoss, exposure};
use liantu_graph::{ChainGraph, Horizon};
use liantu_model::{ComponentIx, Draft, Element, Index, InputKind, Model, RegionIx, SupplyRow};
use liantu_testkit::oracle;
use liantu_testkit::sketch::{Sketch, percent};
use liantu_testkit::strategies::drafts;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const HORIZONS: [(oracle::Horizon, Horizon); 2] =
    [(oracle::Horizon::Long, Horizon::Long), (oracle::Horizon::Short, Horizon::Short)];
const READINGS: [(oracle::Reading, Certainty); 2] = [
    (oracle::Reading::Pessimistic, Certainty::Possible),
    (oracle::Reading::Optimistic, Certainty::Confirmed),
];

type Falls = BTreeMap<ComponentIx, (Certainty, Horizon)>;

fn options(horizon: oracle::Horizon) -> oracle::Options {
    oracle::Options { counting: oracle::Counting::Active, horizon }
}

fn foreign_places(model: &Model) -> Vec<RegionIx> {
    model.region_indices().filter(|&one| model.place(one) == one && !model.is_domestic(one)).collect()
}

fn places_of(model: &Model, party: Party) -> Vec<RegionIx> {
    match party {
        Party::Place(place) => vec![place],
        Party::Coalition(coalition) => model.coalition(coalition).members.clone(),
        Party::Imports => foreign_places(model),
    }
}

/// What is up before and after.
fn outcomes(
    model: &Model,
    places: &[RegionIx],
    act: Act,
    horizon: oracle::Horizon,
    reading: oracle::Reading,
) -> [oracle::Outcome; 2] {
    let stay = oracle::ControlledPlants::Stay;
    let stopped: Vec<Element> = places.iter().map(|&place| Element::Region(place)).collect();
    match act {
        Act::Embargo => [&[][..], places]
            .map(|places| oracle::evaluate_embargo(model, options(horizon), reading, places, stay)),
        Act::Stop => {
            [&[][..], &stopped].map(|failed| oracle::evaluate(model, options(horizon), reading, failed))
        }
    }
}

/// The surest fall of each, and the shorter horizon at which it is that sure: of targets, and on the market.
fn expected(model: &Model, targets: &[ComponentIx], places: &[RegionIx], act: Act) -> [Falls; 2] {
    let mut falls = [Falls::new(), Falls::new()];
    for (theirs, horizon) in HORIZONS {
        for (reading, sure) in READINGS {
            let [before, after] = outcomes(model, places, act, theirs, reading);
            let mut note = |at: usize, one: ComponentIx, up: fn(&oracle::Outcome) -> &[bool]| {
                if up(&before)[one.position()] && !up(&after)[one.position()] {
                    let held = falls[at].get(&one).filter(|held| held.0 > sure).copied();
                    falls[at].insert(one, held.unwrap_or((sure, horizon)));
                }
            };
            for &one in targets {
                note(0, one, |outcome| &outcome.target_up);
            }
            for one in model.component_indices() {
                note(1, one, |outcome| &outcome.available);
            }
        }
    }
    falls
}

fn as_falls(found: &[Fall]) -> Falls {
    found.iter().map(|fall| (fall.component, (fall.certainty, fall.horizon))).collect()
}

/// Weight of the targets lost at a horizon in any of some readings, over that of all up at the start.
fn expected_weight(
    model: &Model,
    targets: &[ComponentIx],
    places: &[RegionIx],
    act: Act,
    (theirs, readings): (oracle::Horizon, &[oracle::Reading]),
) -> f64 {
    let given = |one: ComponentIx| model.component(one).weight;
    let blank = targets.iter().all(|&one| given(one).is_none());
    let weight = |one: ComponentIx| if blank { 1.0 } else { given(one).unwrap_or(0.0) };
    let optimistic = oracle::Reading::Optimistic;
    let [start, _] = outcomes(model, &[], Act::Stop, oracle::Horizon::Long, optimistic);
    let counted: Vec<ComponentIx> =
        targets.iter().copied().filter(|one| start.target_up[one.position()]).collect();
    let outcomes: Vec<_> =
        readings.iter().map(|&reading| outcomes(model, places, act, theirs, reading)).collect();
    let lost = |one: &&ComponentIx| {
        let is_lost = |[before, after]: &[oracle::Outcome; 2]| {
            before.target_up[one.position()] && !after.target_up[one.position()]
        };
        outcomes.iter().any(is_lost)
    };
    let total: f64 = counted.iter().map(|&one| weight(one)).sum();
    let gone: f64 = counted.iter().filter(lost).map(|&one| weight(one)).sum();
    if total > 0.0 { gone / total } else { 0.0 }
}

/// Origins by walking up from a component through what fell, stopping where every listed source is withdrawn.
fn origins(model: &Model, loss: &PartyLoss, component: ComponentIx) -> BTreeSet<ComponentIx> {
    let places = places_of(model, loss.party);
    let fallen: BTreeSet<ComponentIx> =
        loss.by(Act::Embargo).components.iter().map(|fall| fall.component).collect();
    let accounts = oracle::offers(model, options(oracle::Horizon::Long));
    let inside =
        |one: Option<RegionIx>| one.is_some_and(|one| places.iter().any(|&place| model.contains(place, one)));
    let withdrawn = |seat: oracle::Seat| {
        let (place, control) = match seat {
            oracle::Seat::Supplier(supplier) => {
                (model.supplier(supplier).region, model.supplier(supplier).control)
            }
            oracle::Seat::Region(region) => (Some(region), Some(region)),
            oracle::Seat::Unknown => (None, None),
        };
        !place.is_some_and(|place| model.is_domestic(place)) && (inside(place) || inside(control))
    };
    let by_sources = |one: ComponentIx| {
        let offers = &accounts[one.position()].offers;
        let listed: Vec<_> = offers.iter().filter(|offer| offer.readings == oracle::Readings::Both).collect();
        !listed.is_empty() && listed.iter().all(|offer| withdrawn(offer.seat))
    };
    let (mut seen, mut found) = (BTreeSet::new(), BTreeSet::new());
    let mut stack =
        if fallen.contains(&component) && !by_sources(component) { vec![component] } else { Vec::new() };
    while let Some(one) = stack.pop() {
        if !seen.insert(one) {
            continue;
        }
        for group in model.groups().iter().filter(|group| group.product == one) {
            if !matches!(group.kind, InputKind::Essential | InputKind::Variants) {
                continue;
            }
            for input in group.members.iter().map(|&member| model.requirement(member).input) {
                match (fallen.contains(&input), by_sources(input)) {
                    (true, true) => {
                        found.insert(input);
                    }
                    (true, false) => stack.push(input),
                    (false, _) => {}
                }
            }
        }
    }
    found
}

fn found(graph: &ChainGraph) -> Exposure {
    exposure(graph, &ExposureOptions::default())
}

/// The car needs a gearbox and tyres; both come from abroad in part. Gearboxes: half from a plant at home, half from
/// abroad; the plant needs bearings, 80 % of which are foreign. Tyres: 30 % foreign. The only maker of cars is at home.
fn car() -> Draft {
    let share = |points| move |row: &mut SupplyRow| row.share = percent(points);
    Sketch::new("car")
        .target("car")
        .component("gearbox")
        .component("bearing")
        .component("tyre")
        .requires("car", &["gearbox"])
        .requires("car", &["tyre"])
        .requires("gearbox", &["bearing"])
        .supplier("works", "XA-1-1")
        .supplier("plant", "XA-1-1")
        .supplier("abroad", "XB")
        .supplier("far", "XC")
        .supply_with("works", "car", share(100.0))
        .supply_with("plant", "gearbox", share(50.0))
        .supply_with("abroad", "gearbox", share(50.0))
        .supply_with("plant", "bearing", share(20.0))
        .supply_with("far", "bearing", share(80.0))
        .supply_with("plant", "tyre", share(70.0))
        .supply_with("abroad", "tyre", share(30.0))
        .draft()
}

/// All foreign offers gone: bearings 0.2 left; gearboxes 0.5 · 0.2 = 0.1; tyres 0.7; the car goes by the scarcest
/// input, 0.1.
#[test]
fn look_through_dependence_by_hand() {
    let graph = ChainGraph::new(liantu_testkit::model(&car()));
    let found = found(&graph);
    let lost = |id: &str| {
        let through = found.look_through(graph.model().find_component(id).expect("there"));
        through.horizons.map(|at| (at.lost.low, at.lost.high, at.percentage))
    };
    for (id, expected) in [("bearing", 0.8), ("gearbox", 0.9), ("tyre", 0.3), ("car", 0.9)] {
        for (low, high, percentage) in lost(id) {
            assert!((low - expected).abs() < 1e-12 && (high - expected).abs() < 1e-12, "{id} {low} {high}");
            assert!(percentage);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// One less the level when all foreign places withdraw, at both horizons, over both readings.
    #[test]
    fn look_through_dependence_is_as_defined(draft in drafts()) {
        let graph = ChainGraph::new(liantu_testkit::model(&draft));
        let model = graph.model();
        let found = found(&graph);
        let places = foreign_places(model);
        for (at, horizon) in [oracle::Horizon::Short, oracle::Horizon::Long].into_iter().enumerate() {
            let levels = oracle::Reading::ALL
                .map(|reading| oracle::levels_under_embargo(model, options(horizon), reading, &places));
            for component in model.component_indices() {
                let left = [0, 1].map(|reading| levels[reading][component.position()]);
                let ours = found.look_through(component).horizons[at].lost;
                prop_assert!((ours.low - (1.0 - left[0].high.max(left[1].high))).abs() < 1e-6);
                prop_assert!((ours.high - (1.0 - left[0].low.min(left[1].low))).abs() < 1e-6);
            }
        }
    }

    #[test]
    fn every_act_of_every_party_is_as_defined(draft in drafts()) {
        let graph = ChainGraph::new(liantu_testkit::model(&draft));
        let model = graph.model();
        let found = found(&graph);
        for loss in &found.parties {
            let places = places_of(model, loss.party);
            for act in Act::BOTH {
                let ours = loss.by(act);
                let [targets, components] = expected(model, &found.targets, &places, act);
                prop_assert_eq!(as_falls(&ours.targets), targets, "{:?} {:?}", loss.party, act);
                prop_assert_eq!(as_falls(&ours.components), components, "{:?} {:?}", loss.party, act);
                for (theirs, horizon) in HORIZONS {
                    let weight = |readings| expected_weight(model, &found.targets, &places, act, (theirs, readings));
                    let at = ours.at(horizon);
                    prop_assert!((at.weight.high - weight(&oracle::Reading::ALL)).abs() < 1e-12);
                    prop_assert!((at.weight.low - weight(&[oracle::Reading::Optimistic])).abs() < 1e-12);
                    prop_assert!(at.weight.high <= at.capacity.high + 1e-9, "what stops is gone");
                    prop_assert!(at.capacity.low <= at.capacity.high);
                }
            }
        }
    }

    #[test]
    fn origins_are_the_nearest_withdrawn(draft in drafts()) {
        let graph = ChainGraph::new(liantu_testkit::model(&draft));
        let model = graph.model();
        let found = found(&graph);
        for component in model.component_indices() {
            let expected: BTreeSet<ComponentIx> = found
                .parties
                .iter()
                .filter(|loss| loss.party != Party::Imports)
                .flat_map(|loss| origins(model, loss, component))
                .collect();
            let ours: BTreeSet<ComponentIx> = found.inherited_from(component).iter().copied().collect();
            prop_assert_eq!(ours, expected);
        }
    }

    #[test]
    fn parties_left_out_take_nothing_down(draft in drafts()) {
        let graph = ChainGraph::new(liantu_testkit::model(&draft));
        let model = graph.model();
        let found = found(&graph);
        for place in foreign_places(model).into_iter().filter(|&place| found.of(Party::Place(place)).is_none()) {
            for act in Act::BOTH {
                let [targets, components] = expected(model, &found.targets, &[place], act);
                prop_assert!(targets.is_empty() && components.is_empty());
            }
        }
    }

    #[test]
    fn threads_do_not_matter(draft in drafts()) {
        let graph = ChainGraph::new(liantu_testkit::model(&draft));
        let with = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
            pool.install(|| found(&graph))
        };
        prop_assert_eq!(with(1), with(3));
    }
}
