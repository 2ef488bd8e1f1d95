//! Distance to autonomy: the fewest, or cheapest, components for which a source must be added in scope so that
//! the targets survive with supply in scope only.
//!
//! Exact on the AND/OR graph, with whatever several targets share counted once: an implicit hitting set. Every
//! choice that leaves a target down shows a set of components of which one at least must be added; the smallest
//! choice that meets all sets shown so far is evaluated next, until a target is up with it.

use crate::covering::{Arc, Cut, Effort, Instance, Objective, Progress, solve};
use crate::problem::essential;
use liantu_analysis::{Ring, place_of};
use liantu_graph::{
    Buyers, ChainGraph, CompileOptions, Horizon, Node, OfferSource, Qualified, Reading, State, Structure,
};
use liantu_model::{ComponentIx, Confidence, Model, Provider, SupplyIx};
use rayon::prelude::*;

/// What is least.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// The number of components.
    Fewest,
    /// First the number of components nobody in scope states a cost for, then the cost of the others.
    Cheapest,
}

/// What to ask of [`autonomy`].
#[derive(Debug, Clone, PartialEq)]
pub struct AutonomyOptions {
    /// Where supply may come from.
    pub scope: Ring,
    /// Targets; blank = [`ChainGraph::default_targets`].
    pub targets: Vec<ComponentIx>,
    /// Whether qualified sources in scope count as supply.
    pub qualified: Qualified,
    /// What is least.
    pub measure: Measure,
    /// How far to go.
    pub effort: Effort,
}

/// How far the targets are from living on supply in scope.
#[derive(Debug, Clone, PartialEq)]
pub struct Autonomy {
    /// What was asked; targets filled in.
    pub options: AutonomyOptions,
    /// For all targets together, in the order in which additions bring most: 攻关 list.
    pub steps: Vec<Step>,
    /// The measure of the steps, and what none can be below.
    pub distance: f64,
    /// See `distance`.
    pub lower_bound: f64,
    /// The same when only consumed inputs count.
    pub short_distance: f64,
    /// Each target by itself.
    pub targets: Vec<TargetAutonomy>,
    /// 保障率 now: essential components that can be had in scope, short and long horizon.
    pub reach: Reach,
    /// Essential components without any supply row and input, taken as available and not counted.
    pub untracked: Vec<ComponentIx>,
    /// Whether all minima are proven.
    pub is_complete: bool,
}

/// Essential components that can be had with supply in scope only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reach {
    /// When only consumed inputs count.
    pub short: usize,
    /// When inputs of every role count.
    pub long: usize,
    /// Of so many: components that reach a target through essential inputs and have supply rows.
    pub essential: usize,
}

/// One target by itself.
#[derive(Debug, Clone, PartialEq)]
pub struct TargetAutonomy {
    /// Which.
    pub target: ComponentIx,
    /// The measure of what it needs; 0 when it is up already.
    pub distance: f64,
    /// What it needs.
    pub needs: Vec<ComponentIx>,
    /// The measure when only consumed inputs count.
    pub short_distance: f64,
    /// No addition of sources helps.
    pub is_out_of_reach: bool,
}

/// A component to find a source for.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Which.
    pub component: ComponentIx,
    /// Qualified rows and candidates in scope, by source.
    pub leads: Vec<SupplyIx>,
    /// Cost of the cheapest of them, where one is stated.
    pub cost: Option<f64>,
    /// Targets that stay down without it, all other steps done.
    pub targets: Vec<ComponentIx>,
    /// Targets up after this and all earlier steps.
    pub targets_up: usize,
    /// 保障率 after this and all earlier steps.
    pub reach: Reach,
}

/// The distance to autonomy.
pub fn autonomy(graph: &ChainGraph, options: &AutonomyOptions, progress: &dyn Progress) -> Autonomy {
    let mut options = options.clone();
    if options.targets.is_empty() {
        options.targets = graph.default_targets();
    }
    let long = Question::new(graph, &options, Horizon::Long);
    let short = Question::new(graph, &options, Horizon::Short);
    let everything: Vec<usize> = (0..options.targets.len()).collect();
    let reachable: Vec<usize> =
        everything.iter().copied().filter(|&target| long.up(&vec![true; long.costs.len()])[target]).collect();
    let joint = long.least(&reachable, &options, progress);
    let joint_short = short.least(&reachable, &options, progress);
    let targets: Vec<(TargetAutonomy, bool)> = everything
        .par_iter()
        .map(|&target| one_target(&long, &short, &options, target, reachable.contains(&target), progress))
        .collect();
    let proven = joint.is_proven && joint_short.is_proven && targets.iter().all(|(_, proven)| *proven);
    let untracked = cone(graph, &options).into_iter().filter(|&one| graph.is_untracked(one)).collect();
    Autonomy {
        steps: steps(&long, &short, &joint.chosen),
        distance: joint.measure,
        lower_bound: joint.lower_bound,
        short_distance: joint_short.measure,
        targets: targets.into_iter().map(|(target, _)| target).collect(),
        reach: reach(&long, &short, &vec![false; long.costs.len()]),
        untracked,
        is_complete: proven,
        options,
    }
}

fn cone(graph: &ChainGraph, options: &AutonomyOptions) -> Vec<ComponentIx> {
    let upstream = liantu_graph::Direction::Upstream;
    graph.query(upstream, options.targets.iter().copied()).essential().resolve().iter().collect()
}

fn one_target(
    long: &Question,
    short: &Question,
    options: &AutonomyOptions,
    target: usize,
    is_reachable: bool,
    progress: &dyn Progress,
) -> (TargetAutonomy, bool) {
    let wanted: &[usize] = if is_reachable { &[target] } else { &[] };
    let (own, own_short) = (long.least(wanted, options, progress), short.least(wanted, options, progress));
    let needs = (0..own.chosen.len()).filter(|&arc| own.chosen[arc]).map(|arc| long.components[arc]);
    let found = TargetAutonomy {
        target: options.targets[target],
        distance: own.measure,
        needs: needs.collect(),
        short_distance: own_short.measure,
        is_out_of_reach: !is_reachable,
    };
    (found, own.is_proven && own_short.is_proven)
}

/// One horizon.
struct Question {
    structure: Structure,
    outside: Vec<Node>,
    /// Components for which a source can be added, by id: those with supply rows.
    components: Vec<ComponentIx>,
    leads: Vec<Vec<SupplyIx>>,
    stated: Vec<Option<f64>>,
    /// What each counts.
    costs: Vec<f64>,
}

/// The least choice found.
struct Least {
    chosen: Vec<bool>,
    measure: f64,
    lower_bound: f64,
    is_proven: bool,
}

impl Question {
    fn new(graph: &ChainGraph, options: &AutonomyOptions, horizon: Horizon) -> Self {
        let model = graph.model();
        let compile = CompileOptions {
            qualified: options.qualified,
            horizon,
            buyers: Buyers::Domestic,
            trust: Confidence::Low,
            targets: options.targets.clone(),
        };
        let structure = Structure::compile(graph, &compile);
        let members = options.scope.members(model);
        let mut components = essential(graph, &options.targets);
        components.sort_by_key(|&one| model.component(one).id.as_str());
        let leads: Vec<Vec<SupplyIx>> =
            components.iter().map(|&one| leads(graph, one, &members, options.qualified)).collect();
        let stated: Vec<Option<f64>> = leads.iter().map(|rows| cheapest(model, rows)).collect();
        // More than all stated costs together.
        let unstated = 1.0 + stated.iter().flatten().sum::<f64>();
        let costs = match options.measure {
            Measure::Fewest => vec![1.0; components.len()],
            Measure::Cheapest => stated.iter().map(|cost| cost.unwrap_or(unstated)).collect(),
        };
        let outside = structure.leaves_outside(model, &members);
        Self { structure, outside, components, leads, stated, costs }
    }

    /// The state with sources added for some components, and nothing from outside.
    fn state(&self, added: &[bool]) -> State<'_> {
        let chosen = self.components.iter().zip(added).filter(|(_, added)| **added);
        let gates: Vec<Node> = chosen.flat_map(|(&one, _)| self.structure.pools(one)).collect();
        let mut state = State::reinforced(&self.structure, Reading::Pessimistic, &gates);
        state.fail(&self.outside);
        state
    }

    /// Which targets are up.
    fn up(&self, added: &[bool]) -> Vec<bool> {
        let state = self.state(added);
        self.structure.targets().iter().map(|target| state.is_up(target.node)).collect()
    }

    fn obtainable(&self, added: &[bool]) -> usize {
        let state = self.state(added);
        self.components.iter().filter(|&&one| state.is_up(self.structure.available(one))).count()
    }

    /// The least choice that has all of some targets up. Each must be up with everything added.
    fn least(&self, targets: &[usize], options: &AutonomyOptions, progress: &dyn Progress) -> Least {
        let mut instance = Instance {
            arcs: (0..)
                .zip(&self.costs)
                .map(|(component, &cost)| Arc { component, group: None, cost, cover: 0 })
                .collect(),
            floors: vec![0; self.costs.len()],
            ..Instance::default()
        };
        let objective = Objective::priced(vec![0.0; self.costs.len()]);
        loop {
            let solution = solve(&instance, &objective, options.effort, None, progress);
            let up = self.up(&solution.chosen);
            let down: Vec<usize> = targets.iter().copied().filter(|&target| !up[target]).collect();
            if down.is_empty() || progress.is_stopped() {
                return self.finish(&instance, solution.chosen, solution.lower_bound, targets);
            }
            instance.cuts.extend(down.iter().flat_map(|&target| self.cuts(&solution.chosen, target)));
        }
    }

    /// A choice that is stopped early is made whole by adding everything: far from least, but it holds.
    fn finish(&self, instance: &Instance, chosen: Vec<bool>, lower_bound: f64, targets: &[usize]) -> Least {
        let up = self.up(&chosen);
        let chosen = if targets.iter().all(|&target| up[target]) { chosen } else { vec![true; chosen.len()] };
        let measure = instance.cost(&chosen);
        let is_proven = measure - lower_bound <= 1e-9 * (1.0 + measure.abs());
        Least { chosen, measure, lower_bound: lower_bound.min(measure), is_proven }
    }

    /// Cuts without a component in common: after each, all its components are added, until the target is up.
    fn cuts(&self, chosen: &[bool], target: usize) -> Vec<Cut> {
        let mut added = chosen.to_vec();
        let mut cuts = Vec::new();
        while !self.up(&added)[target] {
            let cut = self.cut(&added, target);
            for &arc in &cut.arcs {
                added[arc as usize] = true;
            }
            cuts.push(cut);
        }
        cuts
    }

    /// Of these components one at least must be added: all that cannot be without the target standing.
    fn cut(&self, chosen: &[bool], target: usize) -> Cut {
        let mut added = chosen.to_vec();
        let mut needed = Vec::new();
        for arc in 0..added.len() {
            if added[arc] {
                continue;
            }
            added[arc] = true;
            if self.up(&added)[target] {
                added[arc] = false;
                needed.push(arc as u32);
            }
        }
        Cut { component: None, need: 1, lost: Vec::new(), arcs: needed }
    }
}

/// Backup rows in scope: those that do not count as supply already, by id of source.
fn leads(
    graph: &ChainGraph,
    component: ComponentIx,
    members: &[liantu_model::RegionIx],
    qualified: Qualified,
) -> Vec<SupplyIx> {
    let model = graph.model();
    let source = |row: SupplyIx| match model.supply(row).provider {
        Provider::Supplier(supplier) => Some(OfferSource::Named(supplier)),
        Provider::Region(region) => Some(OfferSource::Unnamed(region)),
        Provider::Placeholder => None,
    };
    let inside = |row: &SupplyIx| {
        let place = source(*row).and_then(|source| place_of(model, source));
        place.is_some_and(|place| members.iter().any(|&member| model.contains(member, place)))
    };
    let counts = |row: &SupplyIx| {
        let status = model.supply(*row).status;
        status == liantu_model::SupplyStatus::Candidate || qualified == Qualified::Ignored
    };
    let mut rows: Vec<SupplyIx> =
        graph.backup_rows(component).iter().copied().filter(|row| inside(row) && counts(row)).collect();
    rows.sort_by_key(|&row| match model.supply(row).provider {
        Provider::Supplier(supplier) => (0, model.supplier(supplier).id.as_str()),
        Provider::Region(region) => (1, model.region(region).id.as_str()),
        Provider::Placeholder => (2, ""),
    });
    rows
}

fn cheapest(model: &Model, rows: &[SupplyIx]) -> Option<f64> {
    rows.iter().filter_map(|&row| model.supply(row).cost).min_by(f64::total_cmp)
}

fn reach(long: &Question, short: &Question, added: &[bool]) -> Reach {
    Reach { short: short.obtainable(added), long: long.obtainable(added), essential: long.components.len() }
}

/// The chosen components, each time the one that brings most: targets, then components of the long horizon,
/// then of the short; then by id.
fn steps(long: &Question, short: &Question, chosen: &[bool]) -> Vec<Step> {
    let mut added = vec![false; chosen.len()];
    let mut left: Vec<usize> = (0..chosen.len()).filter(|&arc| chosen[arc]).collect();
    let mut steps = Vec::new();
    while !left.is_empty() {
        let gain = |&arc: &usize| {
            let mut with = added.clone();
            with[arc] = true;
            let targets = long.up(&with).into_iter().filter(|up| *up).count();
            (targets, long.obtainable(&with), short.obtainable(&with))
        };
        let gains: Vec<(usize, usize, usize)> = left.iter().map(gain).collect();
        let best = (0..left.len()).max_by_key(|&at| (gains[at], std::cmp::Reverse(at))).unwrap_or(0);
        let arc = left.remove(best);
        added[arc] = true;
        steps.push(step(long, short, chosen, &added, arc, gains[best].0));
    }
    steps
}

fn step(
    long: &Question,
    short: &Question,
    chosen: &[bool],
    added: &[bool],
    arc: usize,
    targets_up: usize,
) -> Step {
    let mut without = chosen.to_vec();
    without[arc] = false;
    let (with, without) = (long.up(chosen), long.up(&without));
    let all = long.structure.targets().iter().zip(with.iter().zip(without));
    Step {
        component: long.components[arc],
        leads: long.leads[arc].clone(),
        cost: long.stated[arc],
        targets: all
            .filter(|(_, (with, without))| **with && !*without)
            .map(|(target, _)| target.component)
            .collect(),
        targets_up,
        reach: reach(long, short, added),
    }
}

impl Autonomy {
    /// How many of the steps have no stated cost.
    pub fn without_cost(&self) -> usize {
        self.steps.iter().filter(|step| step.cost.is_none()).count()
    }

    /// Stated costs of the steps together.
    pub fn stated_cost(&self) -> f64 {
        self.steps.iter().filter_map(|step| step.cost).sum()
    }
}
