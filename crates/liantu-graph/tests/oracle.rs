//! The compiled structure function against the definitions, evaluated by brute force.

use liantu_graph::{
    Buyers, ChainGraph, CompileOptions, Control, Horizon, Qualified, Reading, State, Structure,
};
use liantu_model::{Confidence, Element, RegionIx};
use liantu_testkit::oracle;
use liantu_testkit::strategies::{drafts, pick_elements};
use proptest::prelude::*;

fn reading(reading: Reading) -> oracle::Reading {
    match reading {
        Reading::Pessimistic => oracle::Reading::Pessimistic,
        Reading::Optimistic => oracle::Reading::Optimistic,
    }
}

fn question(
    graph: &ChainGraph,
    qualified: bool,
    short: bool,
    buyers: Buyers,
) -> (CompileOptions, oracle::Options) {
    let ours = CompileOptions {
        qualified: if qualified { Qualified::Counted } else { Qualified::Ignored },
        horizon: if short { Horizon::Short } else { Horizon::Long },
        buyers,
        trust: Confidence::Low,
        targets: graph.model().component_indices().collect(),
    };
    let theirs = oracle::Options {
        counting: if qualified { oracle::Counting::ActiveAndQualified } else { oracle::Counting::Active },
        horizon: if short { oracle::Horizon::Short } else { oracle::Horizon::Long },
    };
    (ours, theirs)
}

fn observed(structure: &Structure, state: &State<'_>) -> (Vec<bool>, Vec<bool>) {
    let available = structure.component_nodes().map(|node| state.is_up(node)).collect();
    (available, structure.targets().iter().map(|target| state.is_up(target.node)).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn failures_spread_as_defined(
        draft in drafts(),
        picks in proptest::collection::vec(any::<u16>(), 0..4),
        qualified in any::<bool>(),
        short in any::<bool>(),
    ) {
        let graph = ChainGraph::new(liantu_testkit::model(&draft));
        graph.verify().map_err(|broken| TestCaseError::fail(broken.0))?;
        let (ours, theirs) = question(&graph, qualified, short, Buyers::Everyone);
        let structure = Structure::compile(&graph, &ours);
        let failed: Vec<Element> = pick_elements(graph.model(), &picks);
        for one in Reading::BOTH {
            let expected = oracle::evaluate(graph.model(), theirs, reading(one), &failed);
            let mut state = State::new(&structure, one);
            let before = observed(&structure, &state);
            let leaves: Vec<u32> = failed.iter().flat_map(|&element| structure.leaves_of(element)).collect();
            state.fail(&leaves);
            let (available, targets) = observed(&structure, &state);
            prop_assert_eq!(available, expected.available);
            prop_assert_eq!(targets, expected.target_up);
            state.undo();
            prop_assert_eq!(observed(&structure, &state), before);
        }
    }

    #[test]
    fn embargoes_spread_as_defined(
        draft in drafts(),
        picks in proptest::collection::vec(any::<u16>(), 0..3),
        qualified in any::<bool>(),
        short in any::<bool>(),
        falls in any::<bool>(),
    ) {
        let graph = ChainGraph::new(liantu_testkit::model(&draft));
        let (ours, theirs) = question(&graph, qualified, short, Buyers::Domestic);
        let structure = Structure::compile(&graph, &ours);
        let places: Vec<RegionIx> = pick_elements(graph.model(), &picks)
            .into_iter()
            .filter_map(|element| match element {
                Element::Region(region) => Some(region),
                _ => None,
            })
            .collect();
        let (control, plants) = if falls {
            (Control::Falls, oracle::ControlledPlants::Fall)
        } else {
            (Control::Stays, oracle::ControlledPlants::Stay)
        };
        for one in Reading::BOTH {
            let expected = oracle::evaluate_embargo(graph.model(), theirs, reading(one), &places, plants);
            let mut state = State::new(&structure, one);
            state.fail(&structure.withdrawn_by(graph.model(), &places, control));
            let (available, targets) = observed(&structure, &state);
            prop_assert_eq!(available, expected.available);
            prop_assert_eq!(targets, expected.target_up);
        }
    }
}
