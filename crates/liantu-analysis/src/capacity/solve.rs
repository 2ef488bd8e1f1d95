//! The greatest fixpoint: everything where it was, then lowered until nothing changes.
//!
//! A node is computed again when something it rests on fell. Nodes are taken in the order of their rank, so
//! what is outside a cycle is computed once; inside a cycle first come, first served, until no end of an
//! interval falls by more than [`STILL`]. The order, and so every bit of the result, depends on the graph only.

use super::blend::Blend;
use super::failure::{Embargo, Hits};
use super::plan::{Node, Plan};
use super::weights::Source;
use crate::Interval;
use liantu_graph::Reading;
use liantu_model::{ComponentIx, InputGroup, InputKind, RequirementIx, SupplierIx};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::{BTreeMap, VecDeque};

/// A fall below this is none. A cycle that shrinks by the factor r a round is then off by at most r/(1 − r) of it.
const STILL: f64 = 1e-13;
/// How often a node may be computed again before what is reached is taken as it is.
const ROUNDS: usize = 10_000;

/// What is left of something.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Remaining {
    /// Of what it was with nothing failed and everything needed there, 0..=1.
    pub level: Interval<f64>,
    /// Whether it is up in the sense of the structure function.
    pub up: bool,
}

impl Remaining {
    pub(super) const FULL: Self = Self { level: Interval { low: 1.0, high: 1.0 }, up: true };
    pub(super) const NONE: Self = Self { level: Interval { low: 0.0, high: 0.0 }, up: false };

    fn least(self, other: Self) -> Self {
        let level = Interval {
            low: self.level.low.min(other.level.low),
            high: self.level.high.min(other.level.high),
        };
        Self { level, up: self.up && other.up }
    }

    fn times(self, left: f64) -> Self {
        let level = Interval { low: self.level.low * left, high: self.level.high * left };
        Self { level, up: self.up && left > 0.0 }
    }

    fn is_below(self, other: Self) -> bool {
        other.level.low - self.level.low > STILL
            || other.level.high - self.level.high > STILL
            || (other.up && !self.up)
    }
}

/// What is left of every node: that of `base`, unless it changed.
#[derive(Debug, Clone)]
pub(super) struct Values<'a> {
    base: &'a [Remaining],
    changed: FxHashMap<Node, Remaining>,
    /// Keys of `changed`, in the order they changed first.
    order: Vec<Node>,
}

impl<'a> Values<'a> {
    pub(super) fn new(base: &'a [Remaining]) -> Self {
        Self { base, changed: FxHashMap::default(), order: Vec::new() }
    }

    pub(super) fn get(&self, node: Node) -> Remaining {
        self.changed.get(&node).copied().unwrap_or(self.base[node as usize])
    }

    pub(super) fn before(&self, node: Node) -> Remaining {
        self.base[node as usize]
    }

    /// What changed, in no particular order.
    pub(super) fn changed(&self) -> &[Node] {
        &self.order
    }

    fn set(&mut self, node: Node, value: Remaining) {
        if self.changed.insert(node, value).is_none() {
            self.order.push(node);
        }
    }
}

/// Evaluation in one reading.
pub(super) struct Solver<'a, 'p> {
    pub(super) plan: &'p Plan<'p>,
    pub(super) reading: Reading,
    pub(super) hits: &'p Hits,
    /// When only domestic buyers are looked at: what the world was, and what is withdrawn from them.
    pub(super) abroad: Option<(&'p Values<'a>, &'p Embargo)>,
    pub(super) values: Values<'a>,
}

impl<'a> Solver<'a, '_> {
    /// Lowers what rests on the components given; `false` when a cycle was given up on.
    pub(super) fn settle(&mut self, touched: impl IntoIterator<Item = ComponentIx>) -> bool {
        let mut queue = Queue::default();
        for component in touched {
            for node in self.plan.nodes_of(component) {
                queue.push(self.plan.rank[node as usize], node);
            }
        }
        let mut left = ROUNDS.saturating_mul(self.plan.len().max(1));
        while let Some(node) = queue.pop() {
            if left == 0 {
                return false;
            }
            left -= 1;
            let value = self.compute(node);
            let held = self.values.get(node);
            if value.is_below(held) {
                self.values.set(node, value);
                for &dependent in self.plan.dependents.from(node) {
                    queue.push(self.plan.rank[dependent as usize], dependent);
                }
            }
        }
        true
    }

    pub(super) fn finish(self) -> Values<'a> {
        self.values
    }

    fn compute(&self, node: Node) -> Remaining {
        match self.plan.component_of(node) {
            Ok(component) => self.component(component, |_| true),
            Err(plant) => {
                let account = &self.plan.accounts[Plan::node(plant.component) as usize];
                let source = account.sources.iter().find(|source| source.plant == Some(node));
                source.map_or(Remaining::NONE, |source| self.plant(node, plant, source))
            }
        }
    }

    fn plant(&self, node: Node, plant: super::plan::Plant, source: &Source) -> Remaining {
        match self.abroad {
            Some((world, _)) if !source.domestic => world.get(node).times(self.left_to(source)),
            _ => self
                .inputs(Some(plant.supplier), plant.component, &self.values)
                .times(self.left_of_source(source)),
        }
    }

    /// A component as supplied by the offers that `counts` counts.
    pub(super) fn component(&self, component: ComponentIx, counts: impl Fn(&Source) -> bool) -> Remaining {
        let has_rows = self.plan.graph.supply_list(component).has_rows;
        let inputs = self.inputs(None, component, &self.values);
        let supplied = if has_rows { self.supply(component, inputs, counts) } else { inputs };
        let variants = self.plan.groups(component).filter(|group| group.kind == InputKind::Variants);
        let kinds = variants.map(|group| group_level(group, |row| self.market(row, &self.values)).1);
        kinds.fold(supplied, Remaining::least).times(self.hits.left_of(component))
    }

    fn supply(
        &self,
        component: ComponentIx,
        inputs: Remaining,
        counts: impl Fn(&Source) -> bool,
    ) -> Remaining {
        let account = &self.plan.accounts[Plan::node(component) as usize];
        let abroad = self.abroad.map(|(world, _)| self.inputs(None, component, world));
        let offers: Vec<Remaining> =
            account.sources.iter().map(|source| self.offer(source, inputs, abroad)).collect();
        let blend = &account.blends[self.reading as usize];
        let counts = |at: u32| counts(&account.sources[at as usize]);
        let mut level = blend.mix(|at| offers[at as usize].level, counts);
        let mut up = self.is_enough(blend, &offers, counts);
        for standby in account.standby.iter().filter(|standby| counts(standby.at)) {
            let own = offers[standby.at as usize];
            level.low = (level.low + standby.cover.low * own.level.low).min(1.0);
            level.high = (level.high + standby.cover.high * own.level.high).min(1.0);
            up |= own.up && (standby.certain || self.reading == Reading::Optimistic);
        }
        Remaining { level, up }
    }

    /// What is left of each offer of a component, for everybody.
    pub(super) fn offers_of(&self, component: ComponentIx) -> Vec<Remaining> {
        let inputs = self.inputs(None, component, &self.values);
        let sources = &self.plan.accounts[Plan::node(component) as usize].sources;
        let left = self.hits.left_of(component);
        sources.iter().map(|source| self.offer(source, inputs, None).times(left)).collect()
    }

    /// Whether any offer is up, and those that are hold the least share asked for: in the pessimistic reading
    /// however the unknown shares fall, in the optimistic one if they can.
    fn is_enough(&self, blend: &Blend, offers: &[Remaining], counts: impl Fn(u32) -> bool) -> bool {
        if !blend.members().any(|at| counts(at) && offers[at as usize].up) {
            return false;
        }
        let Some(least) = self.plan.options.min_share else { return true };
        let standing = |at: u32| Interval::exactly(f64::from(u8::from(offers[at as usize].up)));
        let held = blend.mix(standing, counts);
        let held = if self.reading == Reading::Pessimistic { held.low } else { held.high };
        held * 100.0 >= least.points() - 1e-9
    }

    fn offer(&self, source: &Source, inputs: Remaining, abroad: Option<Remaining>) -> Remaining {
        match (source.plant, abroad) {
            (Some(plant), _) => self.values.get(plant),
            (None, Some(abroad)) if !source.domestic => {
                let hit = self.hits.takes(self.plan.model(), source);
                abroad.times(if hit { self.hits.left() } else { self.left_to(source) })
            }
            (None, _) => inputs.times(self.left_of_source(source)),
        }
    }

    /// What a failure leaves of an offer; hit twice it fails once.
    fn left_of_source(&self, source: &Source) -> f64 {
        if self.hits.takes(self.plan.model(), source) { self.hits.left() } else { self.left_to(source) }
    }

    /// What an embargo leaves of an offer that has not failed anyway.
    fn left_to(&self, source: &Source) -> f64 {
        let model = self.plan.model();
        match self.abroad {
            Some((_, embargo)) if !self.hits.takes(model, source) => embargo.left_of(source),
            _ => 1.0,
        }
    }

    /// `min( min_g v_g , 1 − Σ loss (1 − v) )`, bought by `buyer` or else from the market.
    pub(super) fn inputs(
        &self,
        buyer: Option<SupplierIx>,
        product: ComponentIx,
        values: &Values<'_>,
    ) -> Remaining {
        let level = |row: RequirementIx| self.input(buyer, row, values);
        let mut inputs = Remaining::FULL;
        let mut lost = Interval::exactly(0.0);
        for group in self.plan.groups(product) {
            match group.kind {
                InputKind::Essential => {
                    let (lowest, wanted) = group_level(group, level);
                    let low = lowest.level.low;
                    inputs = inputs.least(Remaining { level: Interval { low, ..wanted.level }, ..wanted });
                }
                InputKind::NonEssential => {
                    for &row in &group.members {
                        self.add_loss(row, level(row), &mut lost);
                    }
                }
                InputKind::Variants | InputKind::Taxonomy => {}
            }
        }
        let quantity = Interval { low: (1.0 - lost.high).max(0.0), high: (1.0 - lost.low).max(0.0) };
        inputs.least(Remaining { level: quantity, up: true })
    }

    /// A blank loss is not counted.
    fn add_loss(&self, row: RequirementIx, left: Remaining, lost: &mut Interval<f64>) {
        if let Some(loss) = &self.plan.model().requirement(row).loss {
            lost.low += loss.low.points() / 100.0 * (1.0 - left.level.high);
            lost.high += loss.high.points() / 100.0 * (1.0 - left.level.low);
        }
    }

    fn input(&self, buyer: Option<SupplierIx>, row: RequirementIx, values: &Values<'_>) -> Remaining {
        let requirement = self.plan.model().requirement(row);
        if self.plan.is_standing(requirement) {
            return Remaining::FULL;
        }
        let sellers = buyer.and_then(|buyer| self.plan.sellers.of(buyer, requirement.input));
        let Some(sellers) = sellers else { return self.market(row, values) };
        let sold = |at: u32| values.get(sellers.plants[at as usize]);
        let level = sellers.blend.mix(|at| sold(at).level, |_| true);
        let up = sellers.blend.members().any(|at| sold(at).up);
        Remaining { level, up }.times(self.hits.left_of(requirement.input))
    }

    fn market(&self, row: RequirementIx, values: &Values<'_>) -> Remaining {
        values.get(Plan::node(self.plan.model().requirement(row).input))
    }
}

/// The lowest level of a group, and the need-th largest with whether enough are up.
fn group_level(group: &InputGroup, level: impl Fn(RequirementIx) -> Remaining) -> (Remaining, Remaining) {
    if let [only] = group.members.as_slice() {
        let only = level(*only);
        return (only, only);
    }
    let members: Vec<Remaining> = group.members.iter().map(|&row| level(row)).collect();
    let up = members.iter().filter(|member| member.up).count() >= group.need as usize;
    let sorted = |end: fn(&Remaining) -> f64| {
        let mut ends: Vec<f64> = members.iter().map(end).collect();
        ends.sort_by(f64::total_cmp);
        (ends[0], ends[ends.len() - group.need as usize])
    };
    let (low, high) = (sorted(|one| one.level.low), sorted(|one| one.level.high));
    let of = |low, high| Remaining { level: Interval { low, high }, up };
    (of(low.0, high.0), of(low.1, high.1))
}

/// Nodes to compute, by rank; each waits once.
#[derive(Default)]
struct Queue {
    waiting: BTreeMap<u32, VecDeque<Node>>,
    inside: FxHashSet<Node>,
}

impl Queue {
    fn push(&mut self, rank: u32, node: Node) {
        if self.inside.insert(node) {
            self.waiting.entry(rank).or_default().push_back(node);
        }
    }

    fn pop(&mut self) -> Option<Node> {
        let mut first = self.waiting.first_entry()?;
        let node = first.get_mut().pop_front();
        if first.get().is_empty() {
            first.remove();
        }
        if let Some(node) = node {
            self.inside.remove(&node);
        }
        node
    }
}
