//! Capacity loss: how much of each component is left after a failure, beside whether it is up at all.
//!
//! With w the weights of the offers of c in a reading (shares, normalised to 1 over the reading's offers), v
//! the levels of its inputs and F the failed set at some depth,
//!
//! ```text
//! q(s,c)   = (1 − depth if s ∈ F) · min( min_g v_g , 1 − Σ_{i non-essential} loss_i (1 − v_i) )
//! level(c) = (1 − depth if c ∈ F) · min( Σ w q , variants )       q(market,c) without supply rows
//! ```
//!
//! Levels start at 1 and fall to the greatest fixpoint. What is not known is an interval, never a guess:
//! blank shares hold anything between nothing and what is not covered, jointly; of a group of alternatives the
//! high end is full substitution (the need-th largest level) and the low end no added capacity (the lowest). A
//! loss that is blank is not counted. Something that is down has level 0. The reverse need not hold: offers
//! that are up may hold no share, and a cycle that loses something every round runs dry.

pub(crate) mod blend;
pub(crate) mod failure;
pub(crate) mod plan;
mod scarce;
mod sellers;
mod solve;
#[cfg(test)]
mod tests;
pub(crate) mod weights;

pub use failure::Failure;
pub use solve::Remaining;

use crate::Interval;
use failure::{Embargo, Hits};
use liantu_graph::{ChainGraph, Horizon, Market, OfferSource, Qualified, Reading};
use liantu_model::{ComponentIx, InputKind, Percent, RequirementIx, Scope, SupplierIx};
use plan::Plan;
use solve::{Solver, Values};

/// What is assumed of shares that are blank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Assume {
    /// Nothing: an interval.
    #[default]
    Nothing,
    /// Blank offers, and the unlisted ones as one of them, hold as much each (假设).
    EqualSplit,
}

/// What levels are computed for.
#[derive(Debug, Clone)]
pub struct CapacityOptions {
    /// Whether qualified backups count as offers.
    pub qualified: Qualified,
    /// Which inputs count.
    pub horizon: Horizon,
    /// What is assumed of blank shares.
    pub assume: Assume,
    /// Offers that are up must hold this much of the weight for a component, or a target in its scope, to
    /// count as up; `None`: any offer will do.
    pub min_share: Option<Percent>,
    /// The components to watch in their scope, in the order of [`Levels::target`].
    pub targets: Vec<ComponentIx>,
    /// Backups switched on: what they cover comes on top of what active offers leave, up to all of it.
    pub standby: Vec<Standby>,
}

/// A backup switched on for one component.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Standby {
    /// Of what.
    pub component: ComponentIx,
    /// Whose; none of the component's active offers.
    pub source: OfferSource,
    /// What it covers of demand, 0..=1.
    pub cover: Interval<f64>,
    /// Whether it is there for certain; else only in the optimistic reading.
    pub certain: bool,
}

/// Rows times failures that are looked at unless more is asked for; a failure touches a part of the rows.
const AFFORDABLE: usize = 100_000_000;

/// How many failures are measured when nobody says: all of them in any dataset but a large one, at least one.
/// Depends on the number of rows alone, so that what is left out is the same everywhere.
pub(crate) fn affordable(graph: &ChainGraph) -> usize {
    let model = graph.model();
    let rows = model.supplies().len() + model.requirements().len() + model.purchases().len();
    (AFFORDABLE / rows.max(1)).max(1)
}

/// A graph weighed for one horizon, with its levels when nothing has failed.
#[derive(Debug)]
pub struct Capacity<'g> {
    plan: Plan<'g>,
    baselines: [Vec<Remaining>; 2],
    target_baselines: [Vec<Remaining>; 2],
}

/// Levels after a failure, in both readings.
#[derive(Debug)]
pub struct Levels<'c> {
    capacity: &'c Capacity<'c>,
    values: [Values<'c>; 2],
    targets: [Vec<Remaining>; 2],
    hits: Hits,
    /// Components that changed in either reading, in order.
    changed: Vec<ComponentIx>,
    settled: bool,
}

impl<'g> Capacity<'g> {
    /// Weighs a graph. O(offers + requirements), up to a sort, and the cost of the cycles.
    pub fn new(graph: &'g ChainGraph, mut options: CapacityOptions) -> Self {
        options.standby.sort_by_key(|one| one.component);
        Self::of(Plan::new(graph, options))
    }

    /// The same graph weighed for another horizon. What does not depend on it is shared.
    #[must_use]
    pub fn at(&self, horizon: Horizon) -> Self {
        Self::of(self.plan.at(horizon))
    }

    fn of(plan: Plan<'g>) -> Self {
        let full = vec![Remaining::FULL; plan.len()];
        let nothing = Hits::default();
        let [pessimistic, optimistic] = Reading::BOTH.map(|reading| {
            let values = Values::new(&full);
            let mut solver = Solver { plan: &plan, reading, hits: &nothing, abroad: None, values };
            solver.settle(plan.model().component_indices());
            let targets = targets(&solver);
            let values = solver.finish();
            ((0..plan.len() as u32).map(|node| values.get(node)).collect(), targets)
        });
        let target_baselines = [pessimistic.1, optimistic.1];
        Self { plan, baselines: [pessimistic.0, optimistic.0], target_baselines }
    }

    /// What it was computed for.
    pub fn options(&self) -> &CapacityOptions {
        &self.plan.options
    }

    /// The market whose shares weigh the offers of a component: the world (全球口径) or some buyers'.
    pub fn basis(&self, component: ComponentIx) -> Market {
        self.plan.graph.supply_list(component).market
    }

    /// Non-essential inputs whose loss is blank, and so not counted, in table order.
    pub fn uncounted_losses(&self) -> impl Iterator<Item = RequirementIx> + '_ {
        let model = self.plan.model();
        model.requirement_indices().filter(|&row| {
            let requirement = model.requirement(row);
            requirement.loss.is_none() && model.group(requirement.group).kind == InputKind::NonEssential
        })
    }

    /// The most that a failure takes for certain of any component by the offers it hits alone, their inputs
    /// there, 0..=1. When it is zero the failure takes nothing for certain from anything. An offer that is bought
    /// from by name counts as all of its component. O(offers of the components hit).
    pub(crate) fn direct_loss(&self, failure: &Failure<'_>) -> f64 {
        let (hits, embargo) = (Hits::new(&self.plan, failure), Embargo::new(&self.plan, failure));
        let mut touched = hits.touched.clone();
        touched.extend(embargo.iter().flat_map(|embargo| embargo.touched.iter().copied()));
        touched.sort_unstable();
        touched.dedup();
        let left_of = |source: &weights::Source| {
            if hits.takes(self.plan.model(), source) {
                return hits.left();
            }
            embargo.as_ref().map_or(1.0, |embargo| embargo.left_of(source))
        };
        let of = |component: ComponentIx| {
            let account = &self.plan.accounts[Plan::node(component) as usize];
            if account.sources.iter().any(|source| source.plant.is_some() && left_of(source) < 1.0) {
                return 1.0;
            }
            let level = |at: u32| Interval::exactly(left_of(&account.sources[at as usize]));
            let highs = account.blends.each_ref().map(|blend| blend.mix(level, |_| true).high);
            1.0 - highs[0].max(highs[1]).min(1.0) * hits.left_of(component)
        };
        touched.into_iter().map(of).fold(0.0, f64::max)
    }

    /// Levels after a failure. Cost: the offers of what changes, once outside cycles.
    pub fn after(&self, failure: &Failure<'_>) -> Levels<'_> {
        let hits = Hits::new(&self.plan, failure);
        let embargo = Embargo::new(&self.plan, failure);
        let mut settled = true;
        let mut in_scope = [Vec::new(), Vec::new()];
        let values = Reading::BOTH.map(|reading| {
            let base = Values::new(&self.baselines[reading as usize]);
            let mut world = self.solver(reading, &hits, base);
            settled &= world.settle(hits.touched.iter().copied());
            let Some(embargo) = &embargo else {
                in_scope[reading as usize] = targets(&world);
                return world.finish();
            };
            let world = world.finish();
            let mut home =
                Solver { abroad: Some((&world, embargo)), ..self.solver(reading, &hits, world.clone()) };
            settled &= home.settle(embargo.touched.iter().copied());
            in_scope[reading as usize] = targets(&home);
            home.finish()
        });
        let mut changed: Vec<ComponentIx> = values
            .iter()
            .flat_map(|values| values.changed().iter().filter_map(|&node| self.plan.component_of(node).ok()))
            .collect();
        changed.sort_unstable();
        changed.dedup();
        Levels { capacity: self, values, targets: in_scope, hits, changed, settled }
    }

    fn solver<'a, 'p>(&'p self, reading: Reading, hits: &'p Hits, values: Values<'a>) -> Solver<'a, 'p> {
        Solver { plan: &self.plan, reading, hits, abroad: None, values }
    }

    /// What there was of the target at a position of the options, of its offers in scope, with nothing failed.
    pub fn target_before(&self, reading: Reading, position: usize) -> Remaining {
        self.target_baselines[reading as usize][position]
    }
}

/// The targets in their scope.
fn targets(solver: &Solver<'_, '_>) -> Vec<Remaining> {
    let model = solver.plan.model();
    let in_scope = |source: &weights::Source, scope: Scope| match scope {
        Scope::World => true,
        Scope::Domestic => source.domestic,
        Scope::Home => source.place.is_some_and(|place| model.contains(model.dataset().home, place)),
    };
    let one = |&target: &ComponentIx| {
        let scope = model.component(target).scope;
        solver.component(target, |source| in_scope(source, scope))
    };
    solver.plan.options.targets.iter().map(one).collect()
}

impl Levels<'_> {
    /// What is left of a component in a reading.
    pub fn component(&self, reading: Reading, component: ComponentIx) -> Remaining {
        self.values[reading as usize].get(Plan::node(component))
    }

    /// What there was of a component with nothing failed.
    pub fn component_before(&self, reading: Reading, component: ComponentIx) -> Remaining {
        self.values[reading as usize].before(Plan::node(component))
    }

    /// What is left of the target at a position of the options, of its offers in scope.
    pub fn target(&self, reading: Reading, position: usize) -> Remaining {
        self.targets[reading as usize][position]
    }

    /// Components of which something is lost in either reading, in order.
    pub fn changed(&self) -> &[ComponentIx] {
        &self.changed
    }

    /// The part of a component that is gone even if unlisted makers exist and every unknown is as good as it
    /// can be, 0..=1.
    pub fn certain_loss(&self, component: ComponentIx) -> f64 {
        certain_loss(Reading::BOTH.map(|reading| self.component(reading, component).level))
    }

    /// The part of a component that may be gone, 0..=1.
    pub fn worst_loss(&self, component: ComponentIx) -> f64 {
        worst_loss(Reading::BOTH.map(|reading| self.component(reading, component).level))
    }

    /// Components whose offers the failure hits or that have less of an input, in order; not for an embargo.
    pub(crate) fn touched(&self) -> Vec<ComponentIx> {
        let plan = &self.capacity.plan;
        let mut touched = self.hits.touched.clone();
        let changed = self.values.iter().flat_map(Values::changed);
        let nodes = changed.flat_map(|&node| plan.dependents.from(node).iter().copied().chain([node]));
        touched.extend(nodes.map(|node| plan.component_of(node).unwrap_or_else(|plant| plant.component)));
        touched.sort_unstable();
        touched.dedup();
        touched
    }

    /// What is left of each offer of some components in a reading, those switched on last, in the order of
    /// [`ChainGraph::offers`] and of the options; not for an embargo. O(offers and inputs of the components).
    pub(crate) fn offers(&self, reading: Reading, components: &[ComponentIx]) -> Vec<Vec<Remaining>> {
        let solver = self.solver(reading);
        components.iter().map(|&component| solver.offers_of(component)).collect()
    }

    /// What is left in a reading of the inputs of a component for each buyer (`None`: the market), after the
    /// failure and with nothing failed. O(inputs).
    pub(crate) fn inputs(
        &self,
        reading: Reading,
        component: ComponentIx,
        buyers: &[Option<SupplierIx>],
    ) -> Vec<[Remaining; 2]> {
        let solver = self.solver(reading);
        let before = Values::new(&self.capacity.baselines[reading as usize]);
        let of = |&buyer: &Option<SupplierIx>| {
            [solver.inputs(buyer, component, &before), solver.inputs(buyer, component, &solver.values)]
        };
        buyers.iter().map(of).collect()
    }

    /// Whether a buyer takes an input from named sellers of whom some delivered and none does any more.
    pub(crate) fn lost_sellers(&self, reading: Reading, buyer: SupplierIx, input: ComponentIx) -> bool {
        let values = &self.values[reading as usize];
        let Some(sellers) = self.capacity.plan.sellers.of(buyer, input) else { return false };
        sellers.plants.iter().any(|&plant| values.before(plant).up)
            && !sellers.plants.iter().any(|&plant| values.get(plant).up)
    }

    fn solver(&self, reading: Reading) -> Solver<'_, '_> {
        self.capacity.solver(reading, &self.hits, self.values[reading as usize].clone())
    }

    /// Whether every cycle came to rest; else the levels are upper bounds.
    pub fn is_settled(&self) -> bool {
        self.settled
    }
}

/// One minus the highest level. Nearly always that of the optimistic reading, but not where the unlisted fare
/// worse than the listed.
pub fn certain_loss(readings: [Interval<f64>; 2]) -> f64 {
    1.0 - readings[0].high.max(readings[1].high)
}

/// One minus the lowest level.
pub fn worst_loss(readings: [Interval<f64>; 2]) -> f64 {
    1.0 - readings[0].low.min(readings[1].low)
}
