//! From levels to what is said of each component.

use super::{HorizonLevel, Outlook, Status, Stop, TargetOutlook, WhatIfOptions};
use crate::capacity::{Capacity, Failure, Levels, Remaining};
use crate::evidence::{self, EvidenceRow, Triggers};
use crate::outcome::Certainty;
use crate::spof::{WitnessStep, steps_along};
use crate::world::{Question, World, WorldKey};
use liantu_graph::{Buyers, ChainGraph, Horizon, Market, Node, Reading, State};
use liantu_model::{ComponentIx, Confidence, Element, Index, RequirementIx, Scope};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::{Ordering, Reverse};
use std::collections::BTreeSet;

/// A fall below this is rounding.
const NOTHING: f64 = 1e-9;

/// One horizon, evaluated.
struct View<'c> {
    horizon: Horizon,
    capacity: &'c Capacity<'c>,
    levels: Levels<'c>,
    without_percentage: FxHashSet<ComponentIx>,
}

/// A failure traced in one world and reading.
struct Trace<'w> {
    state: State<'w>,
    triggers: Triggers,
}

/// All horizons of one question, after one failure.
pub(crate) struct Views<'c> {
    graph: &'c ChainGraph,
    targets: &'c Positions,
    /// The shorter horizon first.
    horizons: Vec<View<'c>>,
}

/// Positions of the targets watched.
pub(crate) type Positions = FxHashMap<ComponentIx, usize>;

/// Where each target is in the list.
pub(crate) fn positions(targets: &[ComponentIx]) -> Positions {
    targets.iter().enumerate().map(|(position, &target)| (target, position)).collect()
}

impl<'c> Views<'c> {
    pub(crate) fn new(
        graph: &'c ChainGraph,
        targets: &'c Positions,
        capacities: &'c [Capacity<'c>],
        failure: &Failure<'_>,
    ) -> Self {
        let view = |capacity: &'c Capacity<'c>| {
            let levels = capacity.after(failure);
            let without_percentage = levels.without_percentage();
            View { horizon: capacity.options().horizon, capacity, levels, without_percentage }
        };
        Self { graph, targets, horizons: capacities.iter().map(view).collect() }
    }

    pub(crate) fn is_settled(&self) -> bool {
        self.horizons.iter().all(|view| view.levels.is_settled())
    }

    /// What is hit, in model order, without why.
    pub(crate) fn outlooks(&self) -> Vec<Outlook> {
        let mut hit: Vec<ComponentIx> = self.targets.keys().copied().collect();
        hit.extend(self.horizons.iter().flat_map(|view| view.levels.changed().iter().copied()));
        hit.sort_unstable();
        hit.dedup();
        hit.into_iter().filter_map(|component| self.outlook(component)).collect()
    }

    /// `None` when nothing of the component is lost.
    fn outlook(&self, component: ComponentIx) -> Option<Outlook> {
        let of = |view: &View<'_>, reading| {
            [view.levels.component_before(reading, component), view.levels.component(reading, component)]
        };
        let target = self.targets.get(&component).map(|&position| self.target(component, position));
        let (levels, own_felt) = self.levels_of(of, |view| !view.without_percentage.contains(&component));
        let list = self.graph.supply_list(component);
        let in_scope_felt = target.as_ref().and_then(|(_, felt)| *felt);
        Some(Outlook {
            component,
            stop: self.stop_of(of),
            target: target.map(|(target, _)| target),
            felt: own_felt.into_iter().chain(in_scope_felt).min()?,
            levels,
            basis: list.has_shares.then_some(list.market),
            witness: Vec::new(),
            evidence: Vec::new(),
        })
    }

    fn target(&self, component: ComponentIx, position: usize) -> (TargetOutlook, Option<Horizon>) {
        let of = |view: &View<'_>, reading| {
            [view.capacity.target_before(reading, position), view.levels.target(reading, position)]
        };
        let list = self.graph.supply_list(component);
        let narrow = self.graph.model().component(component).scope != Scope::World && list.has_rows;
        let (levels, felt) = self.levels_of(of, |view| {
            let own = narrow && (list.market == Market::World || view.capacity.scarce_shares(component));
            !own && !view.without_percentage.contains(&component)
        });
        (TargetOutlook { stop: self.stop_of(of), levels }, felt)
    }

    /// Levels at each horizon, and the shortest at which something is lost.
    fn levels_of(
        &self,
        of: impl Fn(&View<'c>, Reading) -> [Remaining; 2],
        percentage: impl Fn(&View<'c>) -> bool,
    ) -> (Vec<HorizonLevel>, Option<Horizon>) {
        let levels = self.horizons.iter().map(|view| {
            let [before, after] = [0, 1].map(|at| Reading::BOTH.map(|reading| of(view, reading)[at].level));
            HorizonLevel { horizon: view.horizon, before, after, percentage: percentage(view) }
        });
        let is_felt = |view: &&View<'c>| {
            Reading::BOTH.iter().any(|&reading| {
                let [before, after] = of(view, reading);
                before.level.low - after.level.low > NOTHING
                    || before.level.high - after.level.high > NOTHING
                    || (before.up && !after.up)
            })
        };
        (levels.collect(), self.horizons.iter().find(is_felt).map(|view| view.horizon))
    }

    /// The surest stop over the horizons, and the shorter horizon at which it is that sure.
    fn stop_of(&self, of: impl Fn(&View<'c>, Reading) -> [Remaining; 2]) -> Option<Stop> {
        let mut found: Option<Stop> = None;
        for view in &self.horizons {
            let [pessimistic, optimistic] = Reading::BOTH.map(|reading| of(view, reading));
            let lost = |[before, after]: [Remaining; 2]| before.up && !after.up;
            let certainty = if lost(optimistic) && !pessimistic[1].up {
                Certainty::Confirmed
            } else if lost(pessimistic) || lost(optimistic) {
                Certainty::Possible
            } else {
                continue;
            };
            if found.is_none_or(|held| certainty > held.certainty) {
                found = Some(Stop { certainty, horizon: view.horizon });
            }
        }
        found
    }
}

/// A question with its views, to be explained.
pub(super) struct Study<'c> {
    graph: &'c ChainGraph,
    options: &'c WhatIfOptions,
    targets: &'c [ComponentIx],
    views: Views<'c>,
}

impl<'c> Study<'c> {
    pub(super) fn new(options: &'c WhatIfOptions, targets: &'c [ComponentIx], views: Views<'c>) -> Self {
        Self { graph: views.graph, options, targets, views }
    }

    pub(super) fn is_settled(&self) -> bool {
        self.views.is_settled()
    }

    /// What is hit, in the order it is reported.
    pub(super) fn affected(&self) -> Vec<Outlook> {
        let mut affected = self.views.outlooks();
        self.explain(&mut affected);
        affected.sort_by(order);
        affected
    }

    /// Adds why each of them stops: among buyers at home, when places withdraw; what stops everywhere, whatever they do,
    /// among all buyers.
    fn explain(&self, affected: &mut [Outlook]) {
        let withdraws = |one: &&Element| WorldKey::buyers_of(**one) == Buyers::Domestic;
        let (withdrawn, stopped): (Vec<&Element>, Vec<&Element>) =
            self.options.failed.iter().partition(withdraws);
        let all: Vec<Element> = self.options.failed.clone();
        let stopped: Vec<Element> = stopped.into_iter().copied().collect();
        if withdrawn.is_empty() {
            return self.explain_among(affected, Buyers::Everyone, &all);
        }
        self.explain_among(affected, Buyers::Domestic, &all);
        if !stopped.is_empty() {
            self.explain_among(affected, Buyers::Everyone, &stopped);
        }
    }

    /// Adds why the failure of some elements stops what is not explained yet.
    fn explain_among(&self, affected: &mut [Outlook], buyers: Buyers, failed: &[Element]) {
        for view in &self.views.horizons {
            for certainty in Certainty::ALL {
                let stop = Stop { certainty, horizon: view.horizon };
                let is_open = |one: &Outlook| one.surest_stop() == Some(stop) && one.witness.is_empty();
                if affected.iter().any(is_open) {
                    self.explain_stops(affected, stop, WorldKey { buyers, horizon: view.horizon }, failed);
                }
            }
        }
    }

    fn explain_stops(&self, affected: &mut [Outlook], stop: Stop, key: WorldKey, failed: &[Element]) {
        let question = Question {
            graph: self.graph,
            targets: self.targets,
            qualified: self.options.qualified,
            control: self.options.control,
        };
        let world = World::compile(question, key, Confidence::Low);
        let mut trace = Trace { state: world.reinforced(stop.certainty, &[]), triggers: Triggers::default() };
        let (model, control) = (self.graph.model(), self.options.control);
        let leaves: Vec<Node> =
            failed.iter().flat_map(|&element| world.leaves(model, element, control)).collect();
        trace.triggers = trace.state.fail_traced(&leaves);
        let is_open = |one: &&mut Outlook| one.surest_stop() == Some(stop) && one.witness.is_empty();
        for one in affected.iter_mut().filter(is_open) {
            let node = if one.stop == Some(stop) {
                world.structure.available(one.component)
            } else {
                let position = self.views.targets.get(&one.component).copied().unwrap_or_default();
                world.target_node(position as u32)
            };
            if !trace.state.is_up(node) {
                (one.witness, one.evidence) = self.witness(&trace, node, one.component);
            }
        }
    }

    fn witness(
        &self,
        trace: &Trace<'_>,
        node: Node,
        component: ComponentIx,
    ) -> (Vec<WitnessStep>, Vec<EvidenceRow>) {
        let path = evidence::path(trace.state.structure(), &trace.triggers, node);
        let mut rows = BTreeSet::new();
        evidence::rows_of_path(self.graph, &trace.state, &path, component, &mut rows);
        (steps_along(self.graph, &trace.state, path, component), rows.into_iter().collect())
    }

    /// Non-essential inputs that shrink and whose loss is blank.
    pub(super) fn uncounted_losses(&self) -> Vec<RequirementIx> {
        let model = self.graph.model();
        let hit: FxHashSet<ComponentIx> =
            self.views.horizons.iter().flat_map(|view| view.levels.changed().iter().copied()).collect();
        let rows = self.views.horizons.iter().flat_map(|view| view.capacity.uncounted_losses());
        let mut rows: Vec<RequirementIx> =
            rows.filter(|&row| hit.contains(&model.requirement(row).input)).collect();
        rows.sort_unstable();
        rows.dedup();
        rows
    }

    /// What became of every component.
    pub(super) fn statuses(&self, affected: &[Outlook]) -> Vec<Status> {
        let longest = &self.views.horizons[self.views.horizons.len() - 1];
        let before = |component| {
            let up = |reading| longest.levels.component_before(reading, component).up;
            match (up(Reading::Pessimistic), up(Reading::Optimistic)) {
                (_, false) => Status::AlreadyDown(Certainty::Confirmed),
                (false, true) => Status::AlreadyDown(Certainty::Possible),
                (true, true) => Status::Up,
            }
        };
        let mut statuses: Vec<Status> = self.graph.model().component_indices().map(before).collect();
        for one in affected {
            let status = &mut statuses[one.component.position()];
            match (one.surest_stop(), *status) {
                (Some(stop), _) => *status = Status::Down(stop.certainty),
                (None, Status::Up) => *status = Status::Reduced,
                (None, _) => {}
            }
        }
        statuses
    }
}

/// The surest and soonest stops first; then what has a percentage, by how much is lost; then as in the model.
fn order(a: &Outlook, b: &Outlook) -> Ordering {
    let stop = |one: &Outlook| Reverse(one.surest_stop().map(|stop| (stop.certainty, Reverse(stop.horizon))));
    let loss = |one: &Outlook| {
        let level = one.level();
        if level.percentage { (level.certain_loss(), level.worst_loss()) } else { (-1.0, -1.0) }
    };
    let ((certain_a, worst_a), (certain_b, worst_b)) = (loss(a), loss(b));
    let by_loss = certain_b.total_cmp(&certain_a).then(worst_b.total_cmp(&worst_a));
    stop(a).cmp(&stop(b)).then(by_loss).then(a.component.cmp(&b.component))
}
