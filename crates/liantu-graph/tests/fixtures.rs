//! The hand-solved examples: every invariant holds, and every failure does what was worked out by hand.

use liantu_graph::{
    Buyers, ChainGraph, CompileOptions, Control, Horizon, Qualified, Reading, State, Structure,
};
use liantu_model::{Confidence, ElementKind, Model, RegionIx};
use liantu_testkit::fixture::{self, Fixture};
use liantu_testkit::oracle::{Certainty, ControlledPlants, Horizon as TheirHorizon};

fn compile(graph: &ChainGraph, buyers: Buyers, horizon: Horizon) -> Structure {
    let options = CompileOptions {
        qualified: Qualified::Ignored,
        horizon,
        buyers,
        trust: Confidence::Low,
        targets: graph.default_targets(),
    };
    Structure::compile(graph, &options)
}

/// Targets lost to failed leaves, with how sure.
fn lost(model: &Model, structure: &Structure, leaves: &[u32]) -> Vec<(String, Certainty)> {
    let fall = |reading| {
        let mut state = State::new(structure, reading);
        let up: Vec<bool> = structure.targets().iter().map(|target| state.is_up(target.node)).collect();
        state.fail(leaves);
        structure
            .targets()
            .iter()
            .zip(up)
            .map(|(target, up)| up && !state.is_up(target.node))
            .collect::<Vec<_>>()
    };
    let (possible, confirmed) = (fall(Reading::Pessimistic), fall(Reading::Optimistic));
    let targets = structure.targets().iter().enumerate();
    let mut lost: Vec<(String, Certainty)> = targets
        .filter_map(|(at, target)| {
            let id = model.component(target.component).id.clone();
            match (possible[at], confirmed[at]) {
                (_, true) => Some((id, Certainty::Confirmed)),
                (true, false) => Some((id, Certainty::Possible)),
                (false, false) => None,
            }
        })
        .collect();
    lost.sort_by(|a, b| a.0.cmp(&b.0));
    lost
}

fn named(expected: &[(&'static str, Certainty)]) -> Vec<(String, Certainty)> {
    let mut named: Vec<_> = expected.iter().map(|&(id, certainty)| (id.to_owned(), certainty)).collect();
    named.sort_by(|a, b| a.0.cmp(&b.0));
    named
}

fn check_losses(graph: &ChainGraph, example: &Fixture) {
    for loss in &example.losses {
        let horizon = match loss.horizon {
            TheirHorizon::Short => Horizon::Short,
            TheirHorizon::Long => Horizon::Long,
        };
        let structure = compile(graph, Buyers::Everyone, horizon);
        let failed = loss.failed.iter().map(|&one| fixture::element(graph.model(), one));
        let leaves: Vec<u32> = failed.flat_map(|element| structure.leaves_of(element)).collect();
        let mut found = lost(graph.model(), &structure, &leaves);
        found.retain(|(id, _)| !loss.failed.contains(&(ElementKind::Component, id.as_str())));
        assert_eq!(found, named(&loss.lost), "{}: {:?}", example.name, loss.failed);
    }
}

fn check_embargoes(graph: &ChainGraph, example: &Fixture) {
    let structure = compile(graph, Buyers::Domestic, Horizon::Long);
    for embargo in &example.embargoes {
        let places: Vec<RegionIx> =
            embargo.places.iter().map(|id| fixture::region(graph.model(), id)).collect();
        let control = match embargo.plants {
            ControlledPlants::Stay => Control::Stays,
            ControlledPlants::Fall => Control::Falls,
        };
        let leaves = structure.withdrawn_by(graph.model(), &places, control);
        let found = lost(graph.model(), &structure, &leaves);
        assert_eq!(found, named(&embargo.lost), "{}: {:?}", example.name, embargo.places);
    }
}

#[test]
fn every_example_is_as_solved_by_hand() {
    for example in fixture::all() {
        let graph = ChainGraph::new(liantu_testkit::model(&example.draft));
        assert_eq!(graph.verify(), Ok(()), "{}", example.name);
        check_losses(&graph, &example);
        check_embargoes(&graph, &example);
    }
}
