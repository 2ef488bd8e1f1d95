//! Single points of failure: elements whose failure alone takes a target down.
//!
//! Every element of the chosen levels is failed once in each reading and undone; the cost of an element is
//! the edges its failure touches, and elements run in parallel with scratch per thread.

use crate::evidence::{self, EvidenceRow, Triggers};
use crate::outcome::{AlreadyDown, Certainty, DownReason};
use crate::{Level, elements};
use liantu_graph::{
    ChainGraph, CompileOptions, ComponentSet, Direction, Horizon, Node, Qualified, Reading, State, Structure,
};
use liantu_model::{ComponentIx, Element, Index, InputKind};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// What to look for.
#[derive(Debug, Clone)]
pub struct SpofOptions {
    /// Levels of elements.
    pub levels: Vec<Level>,
    /// Leave out groups of a single firm.
    pub several_members_only: bool,
    /// Whether qualified backups count as offers.
    pub qualified: Qualified,
    /// Targets; `None` for the dataset's own.
    pub targets: Option<Vec<ComponentIx>>,
}

/// A target that an element takes down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LostTarget {
    /// The target.
    pub component: ComponentIx,
    /// How sure.
    pub certainty: Certainty,
    /// A strictly contained element already takes it down in the same reading.
    pub derived: bool,
    /// The element contains every offer in scope, or the home region: a local standstill (本地停摆情景).
    pub own_site: bool,
    /// Components from the element to the target through which the loss runs.
    pub path: Vec<ComponentIx>,
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
    /// The rows it rests on, in table order.
    pub evidence: Vec<EvidenceRow>,
}

impl SinglePoint {
    /// The surest of its losses.
    pub fn certainty(&self) -> Certainty {
        self.targets.iter().map(|lost| lost.certainty).max().unwrap_or(Certainty::Possible)
    }
}

/// How well the upstream cone of the targets is known: what “no single point found” is worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpstreamCone {
    /// Components that reach a target through inputs that can stop it.
    pub components: usize,
    /// Those with a supplier list or inputs.
    pub broken_down: usize,
    /// Those assumed available because nothing is listed.
    pub untracked: Vec<ComponentIx>,
    /// Those whose supplier list is not complete.
    pub open_lists: usize,
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
}

/// Finds all single points of the chosen levels.
///
/// Complexity: the sum over elements of the edges their failure touches, in each reading.
pub fn single_points(graph: &ChainGraph, options: &SpofOptions) -> SinglePoints {
    let targets = options.targets.clone().unwrap_or_else(|| graph.default_targets());
    let compile =
        CompileOptions { qualified: options.qualified, horizon: Horizon::Long, targets: targets.clone() };
    let structure = Structure::compile(graph, &compile);
    let baseline = Baseline::new(&structure);
    let watch = Watch::new(graph, &structure, &baseline);
    let impacts = watch.impacts(&elements_to_try(graph, &structure, options));
    let findings = watch.findings(&impacts, options);
    SinglePoints {
        already_down: already_down(graph, &structure, &baseline),
        cone: upstream_cone(graph, &targets),
        options: SpofOptions { targets: Some(targets.clone()), ..options.clone() },
        targets,
        findings,
    }
}

/// The elements of the levels, and those inside them, which decide what is derived.
fn elements_to_try(graph: &ChainGraph, structure: &Structure, options: &SpofOptions) -> Vec<Element> {
    let model = graph.model();
    let contains_others = |level: &Level| !matches!(level, Level::Supplier | Level::Component);
    let mut levels: BTreeSet<Level> = options.levels.iter().copied().collect();
    if levels.iter().any(contains_others) {
        levels.extend([Level::Supplier, Level::Group, Level::City, Level::Province, Level::Country]);
    }
    let mut found: Vec<Element> =
        levels.iter().flat_map(|&level| elements::elements_at(model, structure, level, false)).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// The baseline of both readings.
struct Baseline<'s> {
    pessimistic: State<'s>,
    optimistic: State<'s>,
    /// Components down from the start in the pessimistic reading.
    down: Vec<bool>,
}

impl<'s> Baseline<'s> {
    fn new(structure: &'s Structure) -> Self {
        let pessimistic = State::new(structure, Reading::Pessimistic);
        let down = structure.component_nodes().map(|node| !pessimistic.is_up(node)).collect();
        Self { optimistic: State::new(structure, Reading::Optimistic), pessimistic, down }
    }

    fn is_up(&self, node: Node, certainty: Certainty) -> bool {
        match certainty {
            Certainty::Possible => self.pessimistic.is_up(node),
            Certainty::Confirmed => self.optimistic.is_up(node),
        }
    }
}

/// What one element's failure does.
struct Impact {
    element: Element,
    /// Positions of lost targets with certainty, in order.
    lost: Vec<(u32, Certainty)>,
    components_lost: u32,
}

struct Watch<'g, 's> {
    graph: &'g ChainGraph,
    structure: &'s Structure,
    baseline: &'s Baseline<'s>,
    /// Target positions by node.
    target_at: FxHashMap<Node, u32>,
    weights: Vec<f64>,
    total_weight: f64,
}

impl<'g, 's> Watch<'g, 's> {
    fn new(graph: &'g ChainGraph, structure: &'s Structure, baseline: &'s Baseline<'s>) -> Self {
        let targets = structure.targets();
        let target_at = targets.iter().enumerate().map(|(at, target)| (target.node, at as u32)).collect();
        let weights = target_weights(graph, structure);
        let up = |at: &usize| baseline.is_up(targets[*at].node, Certainty::Confirmed);
        let total_weight = (0..targets.len()).filter(up).map(|at| weights[at]).sum();
        Self { graph, structure, baseline, target_at, weights, total_weight }
    }

    fn impacts(&self, elements: &[Element]) -> Vec<Impact> {
        elements
            .par_iter()
            .map_init(
                || (self.baseline.pessimistic.clone(), self.baseline.optimistic.clone()),
                |(pessimistic, optimistic), &element| self.impact(pessimistic, optimistic, element),
            )
            .filter(|impact| !impact.lost.is_empty())
            .collect()
    }

    fn impact(&self, pessimistic: &mut State<'_>, optimistic: &mut State<'_>, element: Element) -> Impact {
        let leaves = self.structure.leaves_of(element);
        pessimistic.fail(&leaves);
        optimistic.fail(&leaves);
        let mut lost: FxHashMap<u32, Certainty> = FxHashMap::default();
        for (state, certainty) in [(&*pessimistic, Certainty::Possible), (&*optimistic, Certainty::Confirmed)]
        {
            let hit = state.fallen().iter().filter_map(|node| self.target_at.get(node));
            lost.extend(hit.map(|&at| (at, certainty)));
        }
        if let Element::Component(component) = element {
            lost.retain(|&at, _| self.structure.targets()[at as usize].component != component);
        }
        let mut lost: Vec<(u32, Certainty)> = lost.into_iter().collect();
        lost.sort_unstable();
        let components_lost = self.components_lost(pessimistic, optimistic);
        pessimistic.undo();
        optimistic.undo();
        Impact { element, lost, components_lost }
    }

    /// Lost in the pessimistic reading, or in the optimistic one from a start that was already down in the
    /// pessimistic one: what falls in the optimistic reading is down in the pessimistic one too.
    fn components_lost(&self, pessimistic: &State<'_>, optimistic: &State<'_>) -> u32 {
        let components = |state: &State<'_>| -> Vec<ComponentIx> {
            state.fallen().iter().filter_map(|&node| self.structure.component_of(node)).collect()
        };
        let was_down = |one: &&ComponentIx| self.baseline.down[one.position()];
        (components(pessimistic).len() + components(optimistic).iter().filter(was_down).count()) as u32
    }

    fn findings(&self, impacts: &[Impact], options: &SpofOptions) -> Vec<SinglePoint> {
        let wanted: BTreeSet<Level> = options.levels.iter().copied().collect();
        let mut findings: Vec<(Level, SinglePoint)> = impacts
            .par_iter()
            .filter_map(|impact| Some((self.level_of(impact.element, &wanted, options)?, impact)))
            .map(|(level, impact)| (level, self.finding(impact, impacts)))
            .collect();
        findings.sort_by(|(level_a, a), (level_b, b)| {
            let by_loss =
                b.weight_lost.total_cmp(&a.weight_lost).then(b.components_lost.cmp(&a.components_lost));
            level_a.cmp(level_b).then(by_loss).then(a.element.cmp(&b.element))
        });
        findings.into_iter().map(|(_, finding)| finding).collect()
    }

    /// The wanted level an element is reported at, if any.
    fn level_of(&self, element: Element, wanted: &BTreeSet<Level>, options: &SpofOptions) -> Option<Level> {
        let model = self.graph.model();
        wanted.iter().copied().find(|&level| match (level, element) {
            (Level::Supplier, Element::Supplier(_))
            | (Level::Coalition, Element::Coalition(_))
            | (Level::Component, Element::Component(_)) => true,
            (Level::Group, Element::Group(root)) => {
                !options.several_members_only || self.structure.group_members(root).len() > 1
            }
            (level, Element::Region(region)) => {
                level.region_level().is_some_and(|level| model.is_at_level(region, level))
            }
            _ => false,
        })
    }

    fn finding(&self, impact: &Impact, impacts: &[Impact]) -> SinglePoint {
        let inside = self.lost_inside(impact.element, impacts);
        let mut rows = BTreeSet::new();
        let paths = self.paths(impact, &mut rows);
        let targets: Vec<LostTarget> = impact
            .lost
            .iter()
            .zip(paths)
            .map(|(&(at, certainty), path)| LostTarget {
                component: self.structure.targets()[at as usize].component,
                certainty,
                derived: inside.get(&at).is_some_and(|found| *found >= certainty),
                own_site: self.is_own_site(impact.element, at),
                path,
            })
            .collect();
        let lost_weight: f64 = impact.lost.iter().map(|(at, _)| self.weights[*at as usize]).sum();
        SinglePoint {
            element: impact.element,
            derived: targets.iter().all(|lost| lost.derived),
            own_site: targets.iter().all(|lost| lost.own_site),
            components_lost: impact.components_lost,
            weight_lost: if self.total_weight > 0.0 { lost_weight / self.total_weight } else { 0.0 },
            evidence: rows.into_iter().collect(),
            targets,
        }
    }

    /// The surest loss of each target by an element strictly inside.
    fn lost_inside(&self, outer: Element, impacts: &[Impact]) -> FxHashMap<u32, Certainty> {
        let mut inside = FxHashMap::default();
        if matches!(outer, Element::Supplier(_) | Element::Component(_)) {
            return inside;
        }
        for impact in impacts {
            if elements::strictly_contains(self.graph.model(), self.structure, outer, impact.element) {
                for &(at, certainty) in &impact.lost {
                    let held = inside.entry(at).or_insert(certainty);
                    *held = (*held).max(certainty);
                }
            }
        }
        inside
    }

    fn is_own_site(&self, element: Element, at: u32) -> bool {
        let model = self.graph.model();
        let in_scope = &self.structure.targets()[at as usize].in_scope;
        elements::contains_home(model, element)
            || (!in_scope.is_empty()
                && in_scope.iter().all(|&source| elements::covers(model, element, source)))
    }

    /// The path to each lost target, in the reading of its certainty, and the rows behind them.
    fn paths(&self, impact: &Impact, rows: &mut BTreeSet<EvidenceRow>) -> Vec<Vec<ComponentIx>> {
        let mut traced: [Option<(State<'_>, Triggers)>; 2] = [None, None];
        let leaves = self.structure.leaves_of(impact.element);
        impact
            .lost
            .iter()
            .map(|&(at, certainty)| {
                let (state, triggers) = traced[usize::from(certainty == Certainty::Confirmed)]
                    .get_or_insert_with(|| {
                        let mut state = match certainty {
                            Certainty::Possible => self.baseline.pessimistic.clone(),
                            Certainty::Confirmed => self.baseline.optimistic.clone(),
                        };
                        let triggers = state.fail_traced(&leaves);
                        (state, triggers)
                    });
                let target = &self.structure.targets()[at as usize];
                let path = evidence::path(self.structure, triggers, target.node);
                evidence::rows_of_path(self.graph, state, &path, target.component, rows);
                path
            })
            .collect()
    }
}

/// Weights of the targets: as given, 1 each when none is.
fn target_weights(graph: &ChainGraph, structure: &Structure) -> Vec<f64> {
    let given: Vec<Option<f64>> =
        structure.targets().iter().map(|target| graph.model().component(target.component).weight).collect();
    if given.iter().all(Option::is_none) {
        return vec![1.0; given.len()];
    }
    given.into_iter().map(|weight| weight.unwrap_or(0.0)).collect()
}

fn already_down(graph: &ChainGraph, structure: &Structure, baseline: &Baseline<'_>) -> Vec<AlreadyDown> {
    structure
        .targets()
        .iter()
        .filter(|target| !baseline.is_up(target.node, Certainty::Possible))
        .map(|target| {
            let confirmed = !baseline.is_up(target.node, Certainty::Confirmed);
            let certainty = if confirmed { Certainty::Confirmed } else { Certainty::Possible };
            let state = if confirmed { &baseline.optimistic } else { &baseline.pessimistic };
            let reason = down_reason(graph, structure, state, certainty, target.component);
            AlreadyDown { target: target.component, certainty, reason }
        })
        .collect()
}

/// Walks down essential inputs to the first component that is down by itself.
fn down_reason(
    graph: &ChainGraph,
    structure: &Structure,
    state: &State<'_>,
    certainty: Certainty,
    target: ComponentIx,
) -> DownReason {
    let is_down = |component: ComponentIx| !state.is_up(structure.available(component));
    let mut seen = ComponentSet::empty(graph.model().components().len());
    let mut stack = vec![target];
    let mut last = target;
    while let Some(component) = stack.pop() {
        if !seen.insert(component) {
            continue;
        }
        last = component;
        let offers = graph.offers(component);
        let exists = |offer: &liantu_graph::Offer| {
            certainty == Certainty::Confirmed || offer.presence == liantu_graph::Presence::Listed
        };
        if graph.supply_list(component).has_rows && !offers.iter().any(exists) && is_down(component) {
            return DownReason::NoActiveOffer(component);
        }
        let needed = |kind| matches!(kind, InputKind::Essential | InputKind::Variants);
        stack.extend(graph.inputs_of(component, needed).filter(|&input| is_down(input)));
    }
    if last == target && !is_down(target) {
        DownReason::NoOfferInScope
    } else {
        DownReason::TooFewInputs(last)
    }
}

fn upstream_cone(graph: &ChainGraph, targets: &[ComponentIx]) -> UpstreamCone {
    let cone = graph.query(Direction::Upstream, targets.iter().copied()).essential().resolve();
    let untracked: Vec<ComponentIx> = cone.iter().filter(|&one| graph.is_untracked(one)).collect();
    let open = |one: &ComponentIx| graph.supply_list(*one).has_rows && !graph.supply_list(*one).complete;
    UpstreamCone {
        components: cone.len(),
        broken_down: cone.len() - untracked.len(),
        open_lists: cone.iter().filter(open).count(),
        untracked,
    }
}
