//! Minimal cut sets: the smallest sets of elements whose joint failure takes a target down.
//!
//! The compiled structure of a target is a coherent fault tree: a gate fails when more supports have failed
//! than it can spare. Suppliers, owners, regions and coalitions are events that fail the leaves they contain;
//! cycles are least fixpoints of failure. The engine is [`liantu_faulttree`].

mod dominance;
mod fault_tree;
mod importance;
mod known;
mod openpsa;

pub use importance::ElementImportance;
pub use known::{cut_set, rows_of_set};
pub use openpsa::open_psa;

pub(crate) use known::parts;

use crate::outcome::Certainty;
use crate::world::{Question, World, WorldKey};
use crate::{Level, elements};
use fault_tree::TargetTree;
use liantu_faulttree::{Budget, Completeness, CutSets, Exhausted};
use liantu_graph::{Buyers, ChainGraph, Control, Horizon, Qualified, Reading, State};
use liantu_model::{ComponentIx, Confidence, Element, Model};
use rayon::prelude::*;
use std::time::Duration;

/// Up to which order to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MaxOrder {
    /// Sets of at most so many elements, at least 1.
    UpTo(u32),
    /// All minimal cut sets.
    All,
}

/// What to look for.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "independent switches of one search")]
pub struct CutSetOptions {
    /// Levels of elements; several mix. [`Level::Embargo`] stands alone.
    pub levels: Vec<Level>,
    /// Leave out groups of a single firm.
    pub several_members_only: bool,
    /// Only foreign places for [`Level::Embargo`], no coalitions.
    pub places_only: bool,
    /// Whether qualified backups count as offers.
    pub qualified: Qualified,
    /// What an embargo does to plants at home controlled from where it comes.
    pub control: Control,
    /// Targets; `None` for the dataset's own.
    pub targets: Option<Vec<ComponentIx>>,
    /// Largest order.
    pub max_order: MaxOrder,
    /// The reading searched.
    pub reading: Reading,
    /// Which inputs count.
    pub horizon: Horizon,
    /// Drop a set when one of its elements can be replaced by one it contains.
    pub dominant: bool,
    /// List the sets, or only count them.
    pub listing: Listing,
    /// Whether to compute importance and probability from the dataset's probabilities.
    pub importance: bool,
    /// Diagram nodes per attempt.
    pub budget_nodes: usize,
    /// Wall time per target.
    pub budget_time: Option<Duration>,
}

/// Single suppliers and pairs of them, in the pessimistic reading at the long horizon: what [`crate::matching`]
/// reads gaps from.
impl Default for CutSetOptions {
    fn default() -> Self {
        Self {
            levels: vec![Level::Supplier],
            several_members_only: true,
            places_only: false,
            qualified: Qualified::Ignored,
            control: Control::Stays,
            targets: None,
            max_order: MaxOrder::UpTo(2),
            reading: Reading::Pessimistic,
            horizon: Horizon::Long,
            dominant: false,
            listing: Listing::First(usize::MAX),
            importance: false,
            budget_nodes: 5_000_000,
            budget_time: None,
        }
    }
}

/// Whether sets are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listing {
    /// At most so many, the smallest first.
    First(usize),
    /// None: they are counted only.
    CountOnly,
    /// Minimal path sets in place of cut sets: the smallest sets that keep the target up.
    Paths(usize),
}

/// A minimal cut set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MinimalCutSet {
    /// The target it takes down.
    pub target: ComponentIx,
    /// Its elements, in element order.
    pub elements: Vec<Element>,
    /// Confirmed when the target is down in the optimistic reading too.
    pub certainty: Certainty,
    /// An element contains the home region or every offer in scope.
    pub own_site: bool,
}

/// The analysis of one target.
#[derive(Debug, Clone)]
pub struct TargetCutSets {
    /// The target.
    pub target: ComponentIx,
    /// It is down with nothing failed in the reading searched: its only cut set is empty.
    pub already_down: bool,
    /// The sets, by order, then by element. Path sets when those were asked for.
    pub sets: Vec<MinimalCutSet>,
    /// How many sets there are beyond those listed, where sets are listed and counted.
    pub unlisted: u128,
    /// Up to which order the list is whole.
    pub completeness: Completeness,
    /// What ran out, when it is not as far as was asked for.
    pub stopped_by: Option<Exhausted>,
    /// Number of sets by order, from order 0; `None` beyond 128 bits.
    pub counts: Option<Vec<u128>>,
    /// Exact probability that the target is lost in a year, when asked for and within budget.
    pub probability: Option<f64>,
    /// Importance of each element that occurs in a set, in element order.
    pub importance: Vec<ElementImportance>,
    /// Elements without a probability: held not to fail on their own.
    pub without_probability: usize,
}

impl TargetCutSets {
    /// Before anything is found.
    fn none(target: ComponentIx) -> Self {
        Self {
            target,
            already_down: false,
            sets: Vec::new(),
            unlisted: 0,
            completeness: Completeness::All,
            stopped_by: None,
            counts: None,
            probability: None,
            importance: Vec::new(),
            without_probability: 0,
        }
    }

    /// Up to which order the list is whole; `None` when every set is there.
    pub fn complete_to_order(&self) -> Option<u32> {
        match self.completeness {
            Completeness::All => None,
            Completeness::ToOrder(order) => Some(order),
        }
    }
}

/// The result of [`cut_sets`].
#[derive(Debug, Clone)]
pub struct CutSetAnalysis {
    /// The options used, targets filled in.
    pub options: CutSetOptions,
    /// One entry per target.
    pub targets: Vec<TargetCutSets>,
}

impl CutSetAnalysis {
    /// Whether any target's list ends below what was asked for.
    pub fn is_incomplete(&self) -> bool {
        self.targets.iter().any(|target| target.stopped_by.is_some())
    }
}

/// Finds minimal cut sets of each target, exactly, within a budget.
///
/// # Errors
/// Levels that cannot be mixed, or an order of 0.
pub fn cut_sets(graph: &ChainGraph, options: &CutSetOptions) -> Result<CutSetAnalysis, CutSetError> {
    if options.max_order == MaxOrder::UpTo(0) {
        return Err(CutSetError::ZeroOrder);
    }
    let embargo = options.levels.contains(&Level::Embargo);
    if embargo && options.levels.len() > 1 {
        return Err(CutSetError::EmbargoMixed);
    }
    let targets = options.targets.clone().unwrap_or_else(|| graph.default_targets());
    let question =
        Question { graph, targets: &targets, qualified: options.qualified, control: options.control };
    let buyers = if embargo { Buyers::Domestic } else { Buyers::Everyone };
    let key = WorldKey { buyers, horizon: options.horizon };
    let world = World::compile(question, key, Confidence::Low);
    let search = Search { graph, world: &world, options };
    let found = (0..targets.len() as u32).into_par_iter().map(|at| search.target(at)).collect();
    let options = CutSetOptions { targets: Some(targets.clone()), ..options.clone() };
    Ok(CutSetAnalysis { options, targets: found })
}

/// Why cut sets cannot be looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CutSetError {
    /// An order of 0.
    ZeroOrder,
    /// Embargoes concern domestic buyers only and cannot be mixed with failures that concern all.
    EmbargoMixed,
}

/// One search, shared by the targets.
struct Search<'s> {
    graph: &'s ChainGraph,
    world: &'s World,
    options: &'s CutSetOptions,
}

impl Search<'_> {
    fn target(&self, at: u32) -> TargetCutSets {
        let target = self.world.structure.targets()[at as usize].component;
        let tree = TargetTree::build(self.graph, self.world, self.options, at);
        let mut found = TargetCutSets::none(target);
        let state = State::new(&self.world.structure, self.options.reading);
        found.already_down = !state.is_up(self.world.target_node(at));
        if let Some(sets) = self.sets(&tree, &mut found) {
            found.completeness = sets.completeness();
            found.stopped_by = sets.stopped_by();
            found.counts = sets.counts().ok();
            self.list(&tree, &sets, at, &mut found);
            importance::add(self.graph.model(), self.options, &tree, &sets, &mut found);
        }
        found
    }

    fn sets(&self, tree: &TargetTree, found: &mut TargetCutSets) -> Option<CutSets> {
        let budget = budget(self.options);
        let wants_all =
            self.options.max_order == MaxOrder::All || matches!(self.options.listing, Listing::Paths(_));
        if wants_all {
            let solved = tree.tree.solve(tree.top, &budget).and_then(|solution| match self.options.listing {
                Listing::Paths(_) => solution.minimal_path_sets(&budget),
                Listing::First(_) | Listing::CountOnly => solution.minimal_cut_sets(&budget),
            });
            match solved {
                Ok(sets) => return Some(sets),
                Err(liantu_faulttree::Error::BudgetExceeded(exhausted)) => found.stopped_by = Some(exhausted),
                Err(_) => return None,
            }
            if matches!(self.options.listing, Listing::Paths(_)) {
                found.completeness = Completeness::ToOrder(0);
                return None;
            }
        }
        let order = match self.options.max_order {
            MaxOrder::UpTo(order) => order,
            MaxOrder::All => tree.events.len().max(1) as u32,
        };
        tree.tree.minimal_cut_sets(tree.top, order, &budget).ok()
    }

    fn list(&self, tree: &TargetTree, sets: &CutSets, at: u32, found: &mut TargetCutSets) {
        let cap = match self.options.listing {
            Listing::CountOnly => return,
            Listing::First(cap) | Listing::Paths(cap) => cap,
        };
        let mut optimistic = State::new(&self.world.structure, Reading::Optimistic);
        let is_path = matches!(self.options.listing, Listing::Paths(_));
        let sure = self.options.reading == Reading::Optimistic || !tree.rests_on_unlisted;
        for set in sets.iter().take(cap) {
            let members: Vec<Element> = set.iter().map(|event| tree.events[event.index()]).collect();
            if self.options.dominant && !is_path && dominance::is_dominated(self, at, &members) {
                continue;
            }
            let certainty =
                if sure { Certainty::Confirmed } else { self.certainty(&mut optimistic, at, &members) };
            let own_site = self.is_own_site(at, &members);
            found.sets.push(MinimalCutSet { target: found.target, elements: members, certainty, own_site });
        }
        let total: u128 = found.counts.iter().flatten().fold(0, |sum, count| sum.saturating_add(*count));
        found.unlisted = total.saturating_sub(cap as u128);
    }

    fn certainty(&self, optimistic: &mut State<'_>, at: u32, members: &[Element]) -> Certainty {
        optimistic.fail(&self.leaves(members));
        let down = !optimistic.is_up(self.world.target_node(at));
        optimistic.undo();
        if down { Certainty::Confirmed } else { Certainty::Possible }
    }

    fn leaves(&self, members: &[Element]) -> Vec<u32> {
        let leaves = |&element: &Element| self.world.leaves(self.model(), element, self.options.control);
        members.iter().flat_map(leaves).collect()
    }

    fn is_own_site(&self, at: u32, members: &[Element]) -> bool {
        let in_scope = &self.world.structure.targets()[at as usize].in_scope;
        let covered = |&source: &liantu_graph::OfferSource| {
            members.iter().any(|&element| elements::covers(self.model(), element, source))
        };
        members.iter().any(|&element| elements::contains_home(self.model(), element))
            || (!in_scope.is_empty() && in_scope.iter().all(covered))
    }

    fn model(&self) -> &Model {
        self.graph.model()
    }
}

fn budget(options: &CutSetOptions) -> Budget {
    let budget = Budget::nodes(options.budget_nodes);
    options.budget_time.map_or(budget, |time| budget.with_time(time))
}

/// The elements that may fail, in element order, the target itself left out.
pub(crate) fn events(
    graph: &ChainGraph,
    world: &World,
    options: &CutSetOptions,
    target: ComponentIx,
) -> Vec<Element> {
    let mut events: Vec<Element> = options
        .levels
        .iter()
        .flat_map(|&level| {
            elements::elements_at(graph.model(), &world.structure, level, options.several_members_only)
        })
        .filter(|&element| element != Element::Component(target))
        .filter(|element| !(options.places_only && matches!(element, Element::JointEmbargo(_))))
        .collect();
    events.sort_unstable();
    events.dedup();
    events
}
