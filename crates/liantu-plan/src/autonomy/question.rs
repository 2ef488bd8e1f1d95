//! One horizon's question: what is up when sources are added for some components, and which least additions
//! have targets up.

use super::{AutonomyOptions, Distance, Measure};
use crate::covering::{Arc, Cut, Instance, Objective, Progress, solve};
use crate::grow::grow;
use crate::problem::essential;
use liantu_analysis::place_of;
use liantu_graph::{
    Buyers, ChainGraph, CompileOptions, Horizon, Node, OfferSource, Qualified, Reading, State, Structure,
};
use liantu_model::{ComponentIx, Confidence, Model, Provider, RegionIx, SupplyIx, SupplyStatus};

/// One horizon.
pub(super) struct Question<'o> {
    pub(super) options: &'o AutonomyOptions,
    pub(super) structure: Structure,
    outside: Vec<Node>,
    /// Components for which a source can be added, by id: those with supply rows.
    pub(super) components: Vec<ComponentIx>,
    pub(super) leads: Vec<Vec<SupplyIx>>,
    pub(super) stated: Vec<Option<f64>>,
    /// What each counts.
    costs: Vec<f64>,
}

/// The least choice found.
pub(super) struct Least {
    pub(super) chosen: Vec<bool>,
    lower_bound: f64,
    pub(super) is_proven: bool,
}

/// Sums of costs are the same up to this much, relatively.
const ROUNDING: f64 = 1e-9;

impl<'o> Question<'o> {
    pub(super) fn new(graph: &ChainGraph, options: &'o AutonomyOptions, horizon: Horizon) -> Self {
        let model = graph.model();
        let compile = CompileOptions {
            qualified: options.qualified,
            horizon,
            buyers: Buyers::Everyone,
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
        let costs = costs(options.measure, &stated);
        let outside = structure.leaves_outside(&members);
        Self { options, structure, outside, components, leads, stated, costs }
    }

    /// The state with sources added for some components, and nothing from outside.
    fn state(&self, added: &[bool]) -> State<'_> {
        let chosen = self.components.iter().zip(added).filter(|(_, added)| **added);
        let gates: Vec<Node> = chosen.flat_map(|(&one, _)| self.structure.pools(one)).collect();
        let mut state = State::reinforced(&self.structure, Reading::Pessimistic, &gates);
        state.fail(&self.outside);
        state
    }

    /// Which targets are up. O(nodes).
    pub(super) fn up(&self, added: &[bool]) -> Vec<bool> {
        let state = self.state(added);
        self.structure.targets().iter().map(|target| state.is_up(target.node)).collect()
    }

    /// How many of the components can be had. O(nodes).
    pub(super) fn obtainable(&self, added: &[bool]) -> usize {
        let state = self.state(added);
        self.components.iter().filter(|&&one| state.is_up(self.structure.available(one))).count()
    }

    /// The least choice that has all of some targets up.
    pub(super) fn least(&self, targets: &[usize], progress: &dyn Progress) -> Least {
        let mut instance = self.instance();
        let objective = Objective::priced(vec![0.0; self.costs.len()]);
        loop {
            let solution = solve(&instance, &objective, self.options.effort, None, progress);
            let up = self.up(&solution.chosen);
            let down: Vec<usize> = targets.iter().copied().filter(|&target| !up[target]).collect();
            if down.is_empty() {
                return found(&instance, solution.chosen, solution.lower_bound);
            }
            if progress.is_stopped() {
                // Far from least, but enough.
                return found(&instance, vec![true; self.costs.len()], solution.lower_bound);
            }
            instance.cuts.extend(down.iter().flat_map(|&target| self.cuts(&solution.chosen, target)));
        }
    }

    fn instance(&self) -> Instance {
        let arc = |(component, &cost): (u32, &f64)| Arc { component, group: None, cost, cover: 0 };
        Instance {
            arcs: (0..).zip(&self.costs).map(arc).collect(),
            floors: vec![0; self.costs.len()],
            ..Instance::default()
        }
    }

    /// Cuts without a component in common: after each, all its components are added, until the target is up.
    fn cuts(&self, chosen: &[bool], target: usize) -> Vec<Cut> {
        let mut added = chosen.to_vec();
        let mut cuts = Vec::new();
        while !self.up(&added)[target] {
            let cut = self.cut(&added, target);
            debug_assert!(!cut.arcs.is_empty(), "everything added has every target up");
            for &arc in &cut.arcs {
                added[arc as usize] = true;
            }
            cuts.push(cut);
        }
        cuts
    }

    /// Of these components one at least must be added: all that cannot be without the target standing.
    fn cut(&self, chosen: &[bool], target: usize) -> Cut {
        let arcs = grow(&mut chosen.to_vec(), |added| !self.up(added)[target]);
        Cut { component: None, need: 1, lost: Vec::new(), arcs }
    }

    /// What a choice amounts to.
    pub(super) fn distance(&self, least: &Least) -> Distance {
        let chosen = self.stated.iter().zip(&least.chosen).filter(|(_, chosen)| **chosen);
        let (mut components, mut without_cost, mut cost) = (0, 0, 0.0);
        for (stated, _) in chosen {
            components += 1;
            without_cost += usize::from(stated.is_none());
            cost += stated.unwrap_or(0.0);
        }
        let fewest = (least.lower_bound - ROUNDING * (1.0 + least.lower_bound.abs())).ceil().max(0.0);
        let least = if least.is_proven { components } else { fewest as usize };
        Distance { components, without_cost, cost, least }
    }
}

fn found(instance: &Instance, chosen: Vec<bool>, lower_bound: f64) -> Least {
    let measure = instance.cost(&chosen);
    let is_proven = measure - lower_bound <= ROUNDING * (1.0 + measure.abs());
    Least { chosen, lower_bound: lower_bound.min(measure), is_proven }
}

/// What each component counts: one, or its cost, with more than all stated costs together for an unstated one.
fn costs(measure: Measure, stated: &[Option<f64>]) -> Vec<f64> {
    let unstated = 1.0 + stated.iter().flatten().sum::<f64>();
    match measure {
        Measure::Fewest => vec![1.0; stated.len()],
        Measure::Cheapest => stated.iter().map(|cost| cost.unwrap_or(unstated)).collect(),
    }
}

/// Backup rows in scope: those that do not count as supply already, by id of source.
fn leads(
    graph: &ChainGraph,
    component: ComponentIx,
    members: &[RegionIx],
    qualified: Qualified,
) -> Vec<SupplyIx> {
    let model = graph.model();
    let inside = |row: &SupplyIx| {
        let source = match model.supply(*row).provider {
            Provider::Supplier(supplier) => OfferSource::Named(supplier),
            Provider::Region(region) => OfferSource::Unnamed(region),
            Provider::Placeholder => OfferSource::Unknown,
        };
        place_of(model, source)
            .is_some_and(|place| members.iter().any(|&member| model.contains(member, place)))
    };
    let counts = |row: &SupplyIx| {
        let status = model.supply(*row).status;
        status == SupplyStatus::Candidate || qualified == Qualified::Ignored
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
