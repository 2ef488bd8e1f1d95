//! Single points of failure: elements whose failure alone takes a target down.
//!
//! Every element of the chosen levels is failed once in each reading and horizon and undone; the cost of an
//! element is the edges its failure touches, and elements run in parallel with scratch per thread.

mod absence;
mod finding;
mod grade;
mod impact;
mod loss;
mod remedy;
mod witness;

pub(crate) use absence::already_down;
pub(crate) use finding::foreign_controlled;
pub(crate) use impact::{Loss, target_weights};
pub(crate) use witness::steps_along;

pub use absence::UpstreamCone;
pub use loss::{LossOptions, Losses, NearPoint, Reduced};
pub use remedy::{Addition, Remedy};
pub use witness::{WitnessReason, WitnessStep};

use crate::evidence::EvidenceRow;
use crate::outcome::{AlreadyDown, Certainty};
use crate::what_if::HorizonLevel;
use crate::world::{Question, World, WorldKey};
use crate::{Level, elements};
use impact::{Impact, Study};
use liantu_graph::{Buyers, ChainGraph, Control, Horizon, Qualified};
use liantu_model::{ComponentIx, Confidence, Element, SupplierIx};
use std::collections::{BTreeMap, BTreeSet};

/// What to look for.
#[derive(Debug, Clone)]
pub struct SpofOptions {
    /// Levels of elements.
    pub levels: Vec<Level>,
    /// Leave out groups of a single firm.
    pub several_members_only: bool,
    /// Whether qualified backups count as offers.
    pub qualified: Qualified,
    /// What an embargo does to plants at home controlled from where it comes.
    pub control: Control,
    /// Targets; `None` for the dataset's own.
    pub targets: Option<Vec<ComponentIx>>,
    /// Whether to explain findings: witness, remedy, evidence grade.
    pub depth: Depth,
    /// How much is lost beside what stops; `None`: not asked.
    pub loss: Option<LossOptions>,
}

impl Default for SpofOptions {
    fn default() -> Self {
        Self {
            levels: Level::ALL.to_vec(),
            several_members_only: true,
            qualified: Qualified::Ignored,
            control: Control::Stays,
            targets: None,
            depth: Depth::Explained,
            loss: None,
        }
    }
}

/// How much is said about each finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// Who takes down what, how surely and how soon.
    Losses,
    /// Also the witness, the evidence and its grade, and the remedy.
    Explained,
}

/// A target that an element takes down.
#[derive(Debug, Clone, PartialEq)]
pub struct LostTarget {
    /// The target.
    pub component: ComponentIx,
    /// How sure, at the horizon at which it is surest.
    pub certainty: Certainty,
    /// The shorter horizon at which it is lost with that certainty.
    pub horizon: Horizon,
    /// A strictly contained element already takes it down in the same reading.
    pub derived: bool,
    /// The element contains every offer in scope, or the home region: a local standstill (本地停摆情景).
    pub own_site: bool,
    /// Some supply goes on, but less than the least share asked for.
    pub thin: bool,
    /// How much is left of its offers in scope, at the horizon of the loss; `None` where not measured.
    pub level: Option<Box<HorizonLevel>>,
}

/// An element whose failure alone takes targets down.
#[derive(Debug, Clone, PartialEq)]
pub struct SinglePoint {
    /// The element.
    pub element: Element,
    /// The targets it takes down, in target order.
    pub targets: Vec<LostTarget>,
    /// Components lost in either reading, the failed one included.
    pub components_lost: u32,
    /// Weight of the lost targets over that of all targets up in the optimistic reading, 0..=1.
    pub weight_lost: f64,
    /// Every loss is derived.
    pub derived: bool,
    /// Every loss is a local standstill.
    pub own_site: bool,
    /// The highest trust at which the surest of its losses still holds.
    pub evidence_grade: Confidence,
    /// The rows it rests on, in table order.
    pub evidence: Vec<EvidenceRow>,
    /// One chain of dependencies from the element to the surest and soonest lost target.
    pub witness: Vec<WitnessStep>,
    /// The smallest addition found that removes it; `None` when no addition of sources does.
    pub remedy: Option<Remedy>,
    /// Plants at home controlled from where an embargo comes (外方控制).
    pub foreign_controlled: Vec<SupplierIx>,
    /// Targets that go on with less, and components upstream that go on but lose much, the worst first; empty
    /// where not measured.
    pub reduced: Vec<Reduced>,
}

impl SinglePoint {
    /// The surest of its losses.
    pub fn certainty(&self) -> Certainty {
        self.targets.iter().map(|lost| lost.certainty).max().unwrap_or(Certainty::Possible)
    }

    /// The soonest of its losses.
    pub fn horizon(&self) -> Horizon {
        self.targets.iter().map(|lost| lost.horizon).min().unwrap_or(Horizon::Long)
    }
}

/// The result of [`single_points`].
#[derive(Debug, Clone)]
pub struct SinglePoints {
    /// The options used, targets filled in.
    pub options: SpofOptions,
    /// The targets watched.
    pub targets: Vec<ComponentIx>,
    /// Findings by level, then by weight and count lost, then in model order.
    pub findings: Vec<SinglePoint>,
    /// Targets down with nothing failed.
    pub already_down: Vec<AlreadyDown>,
    /// What is known of the cone.
    pub cone: UpstreamCone,
    /// How much failures take away, if that was asked.
    pub losses: Option<Losses>,
}

/// Finds all single points of the chosen levels.
///
/// Complexity: the sum over elements of the edges their failure touches, in each reading and horizon.
pub fn single_points(graph: &ChainGraph, options: &SpofOptions) -> SinglePoints {
    let targets = options.targets.clone().unwrap_or_else(|| graph.default_targets());
    let question =
        Question { graph, targets: &targets, qualified: options.qualified, control: options.control };
    let keys = world_keys(&options.levels);
    let worlds = compiled(question, &keys);
    let (wanted, mut impacts) = found(&Study::new(question, &worlds), options);
    // The structures of a national network take as much memory as its links, and so do the worlds of grades and the scales
    // of losses. Where these come next, compiling again is cheaper than room for both.
    let kept = (options.depth == Depth::Losses && options.loss.is_none()).then_some(worlds);
    let by_share = options.loss.is_some_and(|losses| losses.min_share.is_some());
    let early = (!by_share).then(|| finding::grades(question, &keys, &impacts, &wanted, options));
    let ledger = loss::measure(question, &wanted, &impacts, options);
    if let Some(ledger) = ledger.as_ref().filter(|_| by_share) {
        ledger.add_thin(&mut impacts, &targets);
    }
    let grades = early.unwrap_or_else(|| finding::grades(question, &keys, &impacts, &wanted, options));
    let worlds = kept.unwrap_or_else(|| compiled(question, &keys));
    let study = Study::new(question, &worlds);
    let findings = finding::findings(&study, &impacts, &wanted, &grades, options, ledger.as_ref());
    let losses = ledger.zip(options.loss).map(|(ledger, losses)| ledger.losses(&study, &impacts, losses));
    SinglePoints {
        already_down: already_down(graph, &worlds[0], &study.baselines[0]),
        cone: absence::upstream_cone(graph, &targets),
        options: SpofOptions { targets: Some(targets.clone()), ..options.clone() },
        losses,
        findings,
        targets: targets.clone(),
    }
}

/// The elements that are reported if they do something, with their levels, and what failures do.
fn found(study: &Study<'_>, options: &SpofOptions) -> (BTreeMap<Element, Level>, Vec<Impact>) {
    let elements = elements_to_try(study.question.graph, &study.worlds[0], options);
    (finding::wanted(study, &elements, options), study.impacts(&elements))
}

/// The worlds of a question in which every row is believed.
fn compiled(question: Question<'_>, keys: &[WorldKey]) -> Vec<World> {
    keys.iter().map(|&key| World::compile(question, key, Confidence::Low)).collect()
}

/// The long horizon comes first: its world is the one components are counted in.
fn world_keys(levels: &[Level]) -> Vec<WorldKey> {
    let mut keys = Vec::new();
    for buyers in [Buyers::Everyone, Buyers::Domestic] {
        if buyers == Buyers::Everyone || levels.contains(&Level::Embargo) {
            keys.extend([Horizon::Long, Horizon::Short].map(|horizon| WorldKey { buyers, horizon }));
        }
    }
    keys
}

/// The elements of the levels, and those inside them, which decide what is derived.
fn elements_to_try(graph: &ChainGraph, world: &World, options: &SpofOptions) -> Vec<Element> {
    let model = graph.model();
    let contains_others =
        |level: &Level| !matches!(level, Level::Supplier | Level::Component | Level::Embargo);
    let mut levels: BTreeSet<Level> = options.levels.iter().copied().collect();
    if levels.iter().any(contains_others) {
        levels.extend([Level::Supplier, Level::Group, Level::City, Level::Province, Level::Country]);
    }
    let mut found: Vec<Element> = levels
        .iter()
        .flat_map(|&level| elements::elements_at(model, &world.structure, level, false))
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}
