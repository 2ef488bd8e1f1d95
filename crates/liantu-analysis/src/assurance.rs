//! What can be had with domestic supply alone (保障).

use liantu_graph::{Buyers, ChainGraph, CompileOptions, Horizon, Qualified, Reading, State, Structure};
use liantu_model::{ComponentIx, Confidence, Index};

/// Whether a component can be had without any foreign offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Assured {
    /// Not even if unlisted supply, wherever it is, counts.
    No,
    /// Only if unlisted supply, or supply of no known place, is domestic.
    Perhaps,
    /// By listed domestic supply.
    Yes,
}

impl Assured {
    /// The canonical key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::No => "no",
            Self::Perhaps => "perhaps",
            Self::Yes => "yes",
        }
    }
}

/// Whether each component can be had with domestic supply alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assurance {
    short: Vec<Assured>,
    long: Vec<Assured>,
}

impl Assurance {
    /// Of one component at one horizon. An untracked component is assumed available, hence `Yes`.
    pub fn of(&self, component: ComponentIx, horizon: Horizon) -> Assured {
        match horizon {
            Horizon::Short => self.short[component.position()],
            Horizon::Long => self.long[component.position()],
        }
    }
}

/// The structure function for domestic buyers with every offer withdrawn that is not known to sit in the
/// domestic territory (in the optimistic reading: that is known not to): the greatest fixpoint of what is left, at both horizons and in both readings. Plants at
/// home count whoever controls them. O(offers + requirements).
pub fn assurance(graph: &ChainGraph) -> Assurance {
    Assurance { short: at(graph, Horizon::Short), long: at(graph, Horizon::Long) }
}

fn at(graph: &ChainGraph, horizon: Horizon) -> Vec<Assured> {
    let options = CompileOptions {
        qualified: Qualified::Ignored,
        horizon,
        buyers: Buyers::Domestic,
        trust: Confidence::Low,
        targets: Vec::new(),
    };
    let structure = Structure::compile(graph, &options);
    let [listed, unlisted] = Reading::BOTH.map(|reading| {
        let mut state = State::new(&structure, reading);
        state.fail(&structure.foreign_leaves(reading));
        structure.component_nodes().map(|node| state.is_up(node)).collect::<Vec<bool>>()
    });
    let outcome = |(listed, unlisted): (bool, bool)| match (listed, unlisted) {
        (true, _) => Assured::Yes,
        (false, true) => Assured::Perhaps,
        (false, false) => Assured::No,
    };
    listed.into_iter().zip(unlisted).map(outcome).collect()
}
