//! What does not change during a run: who makes what, what each maker keeps of its inputs, what is normal.

use super::scenario::Scenario;
use super::state::{Moment, State};
use crate::Interval;
use crate::capacity::failure::{Embargo, Failure, Hits};
use crate::capacity::plan::{Node, Plan};
use crate::capacity::weights::Source;
use crate::capacity::{Assume, CapacityOptions, Standby};
use crate::survival::throughput_weeks;
use liantu_graph::{ChainGraph, Horizon, Qualified, Reading};
use liantu_model::{ComponentIx, Element, Index, InputKind, RequirementIx, Role, SupplierIx};
use rustc_hash::FxHashSet;
use std::ops::Range;

/// One maker of a component, or the market where nobody is named.
#[derive(Debug)]
pub(super) struct Line {
    /// Position among the sources of its component; `None`: the market.
    pub(super) source: Option<u32>,
    /// Who buys its inputs, if from named sellers.
    pub(super) buyer: Option<SupplierIx>,
    /// Its node, if it has one of its own.
    pub(super) plant: Option<Node>,
    pub(super) domestic: bool,
    /// What it keeps of each input, in the order of the groups.
    pub(super) slots: Range<usize>,
}

/// How an input of a line is there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Keeps {
    /// Used up.
    Stock,
    /// Stands; this part of it is retired a week.
    Wearing(f64),
    /// Stands, and does not wear out.
    Standing,
}

/// One input of one line.
#[derive(Debug)]
pub(super) struct Slot {
    pub(super) row: RequirementIx,
    pub(super) input: ComponentIx,
    pub(super) keeps: Keeps,
    /// What there is of it with nothing failed.
    pub(super) normal: [Interval<f64>; 2],
}

/// Components that need each other, or one alone.
#[derive(Debug)]
pub(super) struct Knot {
    pub(super) components: Vec<ComponentIx>,
}

/// A disruption hits a line, a component, or what a line sells to domestic buyers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hit {
    pub(super) what: usize,
    pub(super) disruption: usize,
}

/// Everything that stays as it is.
#[derive(Debug)]
pub(super) struct Works<'g> {
    pub(super) plan: Plan<'g>,
    pub(super) lines: Vec<Line>,
    lines_of: Vec<u32>,
    pub(super) slots: Vec<Slot>,
    /// For each line the first of its component that fares just the same: only that one is computed.
    pub(super) twins: Vec<usize>,
    /// Stocks of kinds, by component.
    kinds_of: Vec<Range<usize>>,
    /// What the scenario can change, inputs first.
    pub(super) knots: Vec<Knot>,
    pub(super) line_hits: Vec<Hit>,
    pub(super) component_hits: Vec<Hit>,
    pub(super) withdrawals: Vec<Hit>,
    /// Whether anything is withdrawn from domestic buyers only.
    pub(super) has_embargo: bool,
    /// By scenario position: where each backup stands among those of its component.
    pub(super) backups: Vec<usize>,
    /// Everything with nothing failed and nothing in stock, by reading.
    pub(super) normal: [State; 2],
    /// Levels of the targets in their scope with nothing failed.
    pub(super) normal_targets: [Vec<Interval<f64>>; 2],
    /// What the dataset says is in stock, in weeks of normal use; by component.
    pub(super) stocks: Vec<Interval<f64>>,
    /// Whether anything is said of the stock; by component.
    pub(super) states_stock: Vec<bool>,
    pub(super) settled: bool,
}

impl<'g> Works<'g> {
    /// O(offers × inputs + requirements), up to a sort.
    pub(super) fn new<N: Clone>(
        graph: &'g ChainGraph,
        scenario: &Scenario<N>,
        targets: &[ComponentIx],
        assume: Assume,
    ) -> Self {
        let (standby, backups) = standby(scenario);
        let plan = Plan::new(
            graph,
            CapacityOptions {
                qualified: Qualified::Ignored,
                horizon: Horizon::Short,
                assume,
                min_share: None,
                targets: targets.to_vec(),
                standby,
            },
        );
        let weeks = throughput_weeks(graph, targets);
        let mut works = Self {
            lines: Vec::new(),
            lines_of: vec![0],
            slots: Vec::new(),
            twins: Vec::new(),
            kinds_of: Vec::new(),
            knots: Vec::new(),
            line_hits: Vec::new(),
            component_hits: Vec::new(),
            withdrawals: Vec::new(),
            has_embargo: false,
            backups,
            normal: [State::default(), State::default()],
            normal_targets: [Vec::new(), Vec::new()],
            stocks: weeks.iter().map(|one| one.0).collect(),
            states_stock: weeks.iter().map(|one| one.1).collect(),
            settled: true,
            plan,
        };
        let wear = Wear::new(scenario);
        for component in graph.model().component_indices() {
            works.add_lines(component, &wear);
        }
        works.twins = (0..works.lines.len()).collect();
        works.set_normal();
        works.add_hits(scenario);
        works.find_twins();
        works
    }

    fn add_lines(&mut self, component: ComponentIx, wear: &Wear) {
        let sources: Vec<Source> = self.plan.accounts[component.position()].sources.clone();
        let has_rows = self.plan.graph.supply_list(component).has_rows;
        let makers = if has_rows { sources.as_slice() } else { &[] };
        for (at, source) in makers.iter().enumerate() {
            let buyer = source.plant.and_then(|node| self.plan.component_of(node).err());
            let slots = self.add_slots(component, wear, |kind| {
                matches!(kind, InputKind::Essential | InputKind::NonEssential)
            });
            self.lines.push(Line {
                source: Some(at as u32),
                buyer: buyer.map(|plant| plant.supplier),
                plant: source.plant,
                domestic: source.domestic,
                slots,
            });
        }
        if !has_rows {
            let slots = self.add_slots(component, wear, |kind| {
                matches!(kind, InputKind::Essential | InputKind::NonEssential)
            });
            self.lines.push(Line { source: None, buyer: None, plant: None, domestic: true, slots });
        }
        self.lines_of.push(self.lines.len() as u32);
        let kinds = self.add_slots(component, wear, |kind| kind == InputKind::Variants);
        self.kinds_of.push(kinds);
    }

    fn add_slots(
        &mut self,
        product: ComponentIx,
        wear: &Wear,
        counts: impl Fn(InputKind) -> bool,
    ) -> Range<usize> {
        let start = self.slots.len();
        let model = self.plan.model();
        for group in self.plan.groups(product).filter(|group| counts(group.kind)) {
            for &row in &group.members {
                let requirement = model.requirement(row);
                let is_used_up = requirement.role == Role::Consumed || group.kind == InputKind::Variants;
                let keeps = if is_used_up { Keeps::Stock } else { wear.of(requirement.input) };
                let normal = [Interval::exactly(1.0); 2];
                self.slots.push(Slot { row, input: requirement.input, keeps, normal });
            }
        }
        start..self.slots.len()
    }

    /// Nothing failed, nothing in stock, no backup: the levels of the static account.
    fn set_normal(&mut self) {
        self.knots = self.knots_of(&self.plan.model().component_indices().collect::<Vec<_>>());
        for reading in Reading::BOTH {
            let moment = Moment::quiet(self, reading);
            let mut state = State::blank(self);
            let settled = state.settle(self, &moment, None);
            let targets = state.targets(self, &moment);
            for (slot, flow) in self.slots.iter_mut().zip(&state.flows) {
                if slot.keeps != Keeps::Standing {
                    slot.normal[reading as usize] = *flow;
                }
            }
            self.settled &= settled;
            self.normal[reading as usize] = state;
            self.normal_targets[reading as usize] = targets;
        }
    }

    fn add_hits<N>(&mut self, scenario: &Scenario<N>) {
        let mut touched: Vec<ComponentIx> = scenario.backups.iter().map(|one| one.component).collect();
        for (disruption, one) in scenario.disruptions.iter().enumerate() {
            let elements = [one.element];
            let failure = Failure { elements: &elements, depth: 1.0, control: scenario.control };
            let hits = Hits::new(&self.plan, &failure);
            self.add_line_hits(&hits.touched, disruption, |works, source| {
                hits.takes(works.plan.model(), source).then_some(false)
            });
            touched.extend(&hits.touched);
            if let Element::Component(component) = one.element {
                self.component_hits.push(Hit { what: component.position(), disruption });
            }
            if let Some(embargo) = Embargo::new(&self.plan, &failure) {
                self.has_embargo = true;
                self.add_line_hits(&embargo.touched, disruption, |_, source| {
                    embargo.withdraws(source).then_some(true)
                });
                touched.extend(&embargo.touched);
            }
        }
        let affected = self.downstream(touched);
        self.knots = self.knots_of(&affected);
    }

    /// Adds what is hit among the lines of some components; `takes` says whether it is only withdrawn.
    fn add_line_hits(
        &mut self,
        components: &[ComponentIx],
        disruption: usize,
        takes: impl Fn(&Self, &Source) -> Option<bool>,
    ) {
        let mut components = components.to_vec();
        components.sort_unstable();
        components.dedup();
        for component in components {
            for what in self.lines_of(component) {
                let Some(at) = self.lines[what].source else { continue };
                let source = &self.plan.accounts[component.position()].sources[at as usize];
                match takes(self, source) {
                    Some(true) => self.withdrawals.push(Hit { what, disruption }),
                    Some(false) => self.line_hits.push(Hit { what, disruption }),
                    None => {}
                }
            }
        }
    }

    /// Makers that buy from the market, and that the same disruptions hit, make the same of the same stocks.
    fn find_twins(&mut self) {
        let mut hits = vec![(Vec::new(), Vec::new()); self.lines.len()];
        for hit in &self.line_hits {
            hits[hit.what].0.push(hit.disruption);
        }
        for hit in &self.withdrawals {
            hits[hit.what].1.push(hit.disruption);
        }
        for component in self.plan.model().component_indices() {
            let lines = self.lines_of(component);
            let same = |a: usize, b: usize| {
                let (x, y) = (&self.lines[a], &self.lines[b]);
                x.plant.is_none() && y.plant.is_none() && x.domestic == y.domestic && hits[a] == hits[b]
            };
            let twins: Vec<usize> =
                lines.clone().map(|at| (lines.start..at).find(|&one| same(one, at)).unwrap_or(at)).collect();
            self.twins[lines].copy_from_slice(&twins);
        }
    }

    /// Some components and all that rests on them, in order.
    fn downstream(&self, components: Vec<ComponentIx>) -> Vec<ComponentIx> {
        let mut found: FxHashSet<ComponentIx> = components.iter().copied().collect();
        let mut open = components;
        while let Some(component) = open.pop() {
            for node in self.plan.nodes_of(component) {
                for &dependent in self.plan.dependents.from(node) {
                    let component = self.plan.component_of(dependent).unwrap_or_else(|plant| plant.component);
                    if found.insert(component) {
                        open.push(component);
                    }
                }
            }
        }
        let all = self.plan.model().component_indices();
        all.filter(|component| found.contains(component)).collect()
    }

    fn knots_of(&self, components: &[ComponentIx]) -> Vec<Knot> {
        let rank = |component: &ComponentIx| self.plan.rank[Plan::node(*component) as usize];
        let mut order = components.to_vec();
        order.sort_by_key(|component| (rank(component), *component));
        order.chunk_by(|a, b| rank(a) == rank(b)).map(|one| Knot { components: one.to_vec() }).collect()
    }

    /// What the scenario can change, inputs first.
    pub(super) fn affected(&self) -> impl Iterator<Item = ComponentIx> + '_ {
        self.knots.iter().flat_map(|knot| knot.components.iter().copied())
    }

    pub(super) fn lines_of(&self, component: ComponentIx) -> Range<usize> {
        let position = component.position();
        self.lines_of[position] as usize..self.lines_of[position + 1] as usize
    }

    pub(super) fn kinds_of(&self, component: ComponentIx) -> Range<usize> {
        self.kinds_of[component.position()].clone()
    }
}

/// The backups as the plan wants them, and the position of each among those of its component.
fn standby<N>(scenario: &Scenario<N>) -> (Vec<Standby>, Vec<usize>) {
    let mut order: Vec<usize> = (0..scenario.backups.len()).collect();
    order.sort_by_key(|&at| scenario.backups[at].component);
    let mut positions = vec![0; order.len()];
    let mut standby: Vec<Standby> = Vec::with_capacity(order.len());
    for at in order {
        let one = &scenario.backups[at];
        positions[at] = standby.iter().filter(|held| held.component == one.component).count();
        let (component, source, cover) = (one.component, one.source, one.cover);
        standby.push(Standby { component, source, cover, certain: true });
    }
    (standby, positions)
}

/// How fast what stands wears out.
struct Wear {
    general: Option<f64>,
    own: Vec<(ComponentIx, f64)>,
}

impl Wear {
    fn new<N>(scenario: &Scenario<N>) -> Self {
        let rows = scenario.retirements.iter();
        let own = rows.clone().filter_map(|one| Some((one.component?, one.per_week))).collect();
        let general = rows.filter(|one| one.component.is_none()).map(|one| one.per_week).next_back();
        Self { general, own }
    }

    fn of(&self, component: ComponentIx) -> Keeps {
        let own = self.own.iter().find(|(named, _)| *named == component).map(|(_, rate)| *rate);
        match own.or(self.general) {
            Some(rate) if rate > 0.0 => Keeps::Wearing(rate),
            _ => Keeps::Standing,
        }
    }
}
