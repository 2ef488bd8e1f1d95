//! The worlds in which findings are tried against errors.

use super::faults::{Faults, SupplyEdit, is_in};
use super::search::{Order, Search, numbered};
use super::{FindingRobustness, LossRobustness, statements};
use crate::outcome::Certainty;
use crate::world::{Question, World, WorldKey, embargoing};
use crate::{SinglePoint, SinglePoints, elements};
use liantu_graph::{Buyers, ChainGraph, CompileOptions, Control, Horizon, Node, OfferSource, Reading, State};
use liantu_model::{ComponentIx, Confidence, Element, Index, Model, RegionIx, RequirementIx, Scope};
use rustc_hash::FxHashMap;

/// Everything that stays the same from finding to finding.
pub(super) struct Bench<'g> {
    pub(super) graph: &'g ChainGraph,
    pub(super) faults: Faults<'g>,
    pub(super) most: u32,
    pub(super) control: Control,
    pub(super) worlds: Vec<Watched>,
    targets: Vec<ComponentIx>,
}

/// A world with what is down in it from the start.
pub(super) struct Watched {
    pub(super) world: World,
    /// What gates are about, by node.
    pub(super) about: FxHashMap<Node, About>,
    /// For each reading, when each node that is down from the start fell.
    pub(super) start: [Order; 2],
    /// For each reading, whether the world's market has the inputs of a component; for embargoes only.
    pub(super) abroad: [Vec<bool>; 2],
}

/// What a gate that can be lent a support is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum About {
    /// Sources of a component, of the market or of the target watched; those that need nothing here, or those that need
    /// the market's inputs.
    Sources { component: ComponentIx, of_target: bool, ways: bool },
    /// What a requirement asks for.
    Input(RequirementIx),
}

/// Scratch of one thread: the baselines of every world.
pub(super) type Scratch<'w> = Vec<[State<'w>; 2]>;

impl<'g> Bench<'g> {
    pub(super) fn new(graph: &'g ChainGraph, found: &SinglePoints, most: u32) -> Self {
        let options = &found.options;
        let question = Question {
            graph,
            targets: &found.targets,
            qualified: options.qualified,
            control: options.control,
        };
        let embargo = found.findings.iter().any(|one| WorldKey::buyers_of(one.element) == Buyers::Domestic);
        let mut keys = Vec::new();
        for buyers in [Buyers::Everyone, Buyers::Domestic] {
            if buyers == Buyers::Everyone || embargo {
                keys.extend([Horizon::Long, Horizon::Short].map(|horizon| WorldKey { buyers, horizon }));
            }
        }
        Self::about(graph, question, &keys, most)
    }

    /// Worlds of one question.
    pub(super) fn about(graph: &'g ChainGraph, question: Question<'_>, keys: &[WorldKey], most: u32) -> Self {
        Self {
            graph,
            faults: Faults::new(graph, question.qualified, most),
            most,
            control: question.control,
            worlds: keys.iter().map(|&key| Watched::compile(question, key)).collect(),
            targets: question.targets.to_vec(),
        }
    }

    /// The leaves that fail with some elements.
    pub(super) fn leaves(&self, watched: &Watched, elements: &[Element]) -> Vec<Node> {
        let leaves = |&one: &Element| watched.world.leaves(self.graph.model(), one, self.control);
        elements.iter().flat_map(leaves).collect()
    }

    /// Open lists may lack somebody.
    pub(super) fn with_open_lists(self) -> Self {
        Self { faults: self.faults.with_open_lists(), ..self }
    }

    pub(super) fn scratch(&self) -> Scratch<'_> {
        self.worlds.iter().map(|watched| watched.world.baselines()).collect()
    }

    /// The robustness of each loss of a finding.
    pub(super) fn judge(&self, scratch: &mut Scratch<'_>, finding: &SinglePoint) -> FindingRobustness {
        let buyers = WorldKey::buyers_of(finding.element);
        let mut losses: Vec<LossRobustness> = Vec::new();
        for (at, watched) in self.worlds.iter().enumerate().filter(|(_, one)| one.world.key.buyers == buyers)
        {
            for (reading, certainty) in Certainty::ALL.into_iter().enumerate() {
                let horizon = watched.world.key.horizon;
                let wanted: Vec<ComponentIx> = statements(finding)
                    .filter(|&(_, sure, when)| (sure, when) == (certainty, horizon))
                    .map(|(target, ..)| target)
                    .collect();
                if wanted.is_empty() {
                    continue;
                }
                let search = Search::new(self, watched, certainty.reading(), &[finding.element]);
                let nodes = wanted.iter().map(|&target| watched.world.target_node(self.position(target)));
                let judged = search.run(&mut scratch[at][reading], &nodes.collect::<Vec<_>>());
                losses.extend(wanted.iter().zip(judged).map(|(&target, robustness)| LossRobustness {
                    target,
                    certainty,
                    horizon,
                    robustness,
                }));
            }
        }
        losses.sort_by_key(|loss| self.position(loss.target));
        FindingRobustness { element: finding.element, losses }
    }

    fn position(&self, target: ComponentIx) -> u32 {
        let at = self.targets.iter().position(|&one| one == target);
        at.expect("findings are about the targets watched") as u32
    }

    /// Whether some elements take a source away.
    pub(super) fn reach(&self, elements: &[Element], source: OfferSource) -> bool {
        elements.iter().any(|&element| self.reaches(element, source))
    }

    fn reaches(&self, element: Element, source: OfferSource) -> bool {
        let model = self.graph.model();
        if WorldKey::buyers_of(element) == Buyers::Everyone {
            return elements::covers(model, element, source);
        }
        let places = embargoing(model, element);
        let inside = |region: Option<RegionIx>| {
            region.is_some_and(|region| places.iter().any(|&place| model.contains(place, region)))
        };
        let (place, control) = seat(model, source);
        match (place.is_some_and(|place| model.is_domestic(place)), self.control) {
            (true, Control::Stays) => false,
            (true, Control::Falls) => inside(control),
            (false, _) => inside(place) || inside(control),
        }
    }
}

impl Watched {
    fn compile(question: Question<'_>, key: WorldKey) -> Self {
        let world = World::compile_with_doubts(question, key);
        let structure = &world.structure;
        let mut about = FxHashMap::default();
        for component in question.graph.model().component_indices() {
            for gates in structure.source_gates(component) {
                let of_target = gates.of_target;
                about.insert(gates.pool, About::Sources { component, of_target, ways: false });
                about.insert(gates.ways, About::Sources { component, of_target, ways: true });
            }
        }
        about.extend(structure.all_input_gates().iter().map(|&(row, gate)| (gate, About::Input(row))));
        let start = Reading::BOTH.map(|reading| numbered(structure.falls_from_start(reading, &[])));
        let abroad = match key.buyers {
            Buyers::Everyone => [Vec::new(), Vec::new()],
            Buyers::Domestic => inputs_abroad(question, key.horizon),
        };
        Self { world, about, start, abroad }
    }

    /// Whether a gate rises once a set of errors has brought sources to light.
    pub(super) fn lifts(
        &self,
        bench: &Bench<'_>,
        elements: &[Element],
        reading: Reading,
        gate: About,
        edit: &SupplyEdit,
    ) -> bool {
        let About::Sources { ways, .. } = gate else { return false };
        let lifts = |source| {
            self.stands(bench, elements, reading, gate, source) && !buys_by_name(bench.graph, source)
        };
        (edit.untracked && !ways)
            || edit.sources.iter().any(|&(source, presence)| is_in(presence, reading) && lifts(source))
    }

    /// Whether a source that exists in a reading supports a gate once some elements have failed; of a gate of those that
    /// need the market's inputs, as far as these are there.
    pub(super) fn stands(
        &self,
        bench: &Bench<'_>,
        elements: &[Element],
        reading: Reading,
        gate: About,
        source: OfferSource,
    ) -> bool {
        let About::Sources { component, of_target, ways } = gate else { return false };
        let model = bench.graph.model();
        let scope = if of_target { model.component(component).scope } else { Scope::World };
        let foreign = self.is_foreign(model, source);
        let has_inputs = || self.abroad[usize::from(reading == Reading::Optimistic)][component.position()];
        liantu_graph::in_scope(model, source, scope)
            && foreign == ways
            && (!foreign || has_inputs())
            && !bench.reach(elements, source)
    }

    /// Whether domestic buyers under an embargo see the source as one from abroad.
    fn is_foreign(&self, model: &Model, source: OfferSource) -> bool {
        let domestic = || seat(model, source).0.is_some_and(|place| model.is_domestic(place));
        self.world.key.buyers == Buyers::Domestic && !domestic()
    }
}

/// Whoever names sellers may stop with one of them; what that does is not followed.
pub(super) fn buys_by_name(graph: &ChainGraph, source: OfferSource) -> bool {
    matches!(source, OfferSource::Named(supplier) if graph.names_sellers(supplier))
}

/// Where a source sits and where it is controlled from.
fn seat(model: &Model, source: OfferSource) -> (Option<RegionIx>, Option<RegionIx>) {
    match source {
        OfferSource::Named(supplier) => {
            let row = model.supplier(supplier);
            (row.region, row.control)
        }
        OfferSource::Unnamed(region) => (Some(region), Some(region)),
        OfferSource::Unknown => (None, None),
    }
}

/// For each reading, whether the world's market has the inputs of each component before any embargo.
fn inputs_abroad(question: Question<'_>, horizon: Horizon) -> [Vec<bool>; 2] {
    let graph = question.graph;
    let options = CompileOptions {
        qualified: question.qualified,
        horizon,
        buyers: Buyers::Everyone,
        trust: Confidence::Low,
        targets: Vec::new(),
    };
    let structure = liantu_graph::Structure::compile(graph, &options);
    Reading::BOTH.map(|reading| {
        let state = State::new(&structure, reading);
        let components = graph.model().component_indices();
        components.map(|component| state.has_inputs(graph, &options, component)).collect()
    })
}
