//! Which levels rest on shares that are mostly not known.

use super::plan::Plan;
use super::weights::middle;
use super::{Capacity, Levels};
use liantu_graph::Reading;
use liantu_model::{ComponentIx, InputKind};
use rustc_hash::FxHashSet;

/// Known shares below this many points say too little for a percentage.
const ENOUGH: f64 = 50.0;
/// Levels this close are the same.
const CLOSE: f64 = 1e-9;

impl Capacity<'_> {
    /// Whether a component has several offers of which known shares cover less than half.
    pub fn scarce_shares(&self, component: ComponentIx) -> bool {
        let list = self.plan.graph.supply_list(component);
        let several = self.plan.accounts[Plan::node(component) as usize].sources.len() > 1;
        list.has_rows && several && middle(list.covered) < ENOUGH
    }
}

impl Levels<'_> {
    /// Components whose level cannot be given as a percentage (份额不足,仅作有无判断): their own shares are scarce
    /// and their offers fared differently, or the input that holds them back is one of those. What is lost
    /// altogether is exact. O(offers and inputs of what changed).
    pub fn without_percentage(&self) -> FxHashSet<ComponentIx> {
        let plan = &self.capacity.plan;
        let mut order = self.changed.clone();
        order.sort_by_key(|&one| (plan.rank[Plan::node(one) as usize], one));
        let mut found = FxHashSet::default();
        // The second round is for cycles.
        for &component in order.iter().chain(&order) {
            if !self.is_nothing(component)
                && (self.rests_on_own_shares(component) || self.is_held_back_by(component, &found))
            {
                found.insert(component);
            }
        }
        found
    }

    fn is_nothing(&self, component: ComponentIx) -> bool {
        Reading::BOTH.iter().all(|&reading| self.component(reading, component).level.high <= 0.0)
    }

    /// Whether its shares are scarce and matter: its level is another than that of its inputs.
    fn rests_on_own_shares(&self, component: ComponentIx) -> bool {
        let inputs = self.least_inputs(component, |_| true);
        let differs = |reading: Reading, least: (f64, f64)| {
            let level = self.component(reading, component).level;
            (level.low - least.0).abs() > CLOSE || (level.high - least.1).abs() > CLOSE
        };
        self.capacity.scarce_shares(component)
            && Reading::BOTH.iter().zip(inputs).any(|(&reading, least)| differs(reading, least))
    }

    fn is_held_back_by(&self, component: ComponentIx, found: &FxHashSet<ComponentIx>) -> bool {
        let all = self.least_inputs(component, |_| true);
        let flagged = self.least_inputs(component, |input| found.contains(&input));
        all.iter().zip(flagged).any(|(all, flagged)| {
            let binds = |flagged: f64, all: f64| flagged < 1.0 - CLOSE && flagged <= all + CLOSE;
            binds(flagged.0, all.0) || binds(flagged.1, all.1)
        })
    }

    /// The least low and the least high end among inputs that count, in each reading.
    fn least_inputs(&self, component: ComponentIx, counts: impl Fn(ComponentIx) -> bool) -> [(f64, f64); 2] {
        let plan = &self.capacity.plan;
        let mut least = [(1.0_f64, 1.0_f64); 2];
        for group in plan.groups(component).filter(|group| group.kind != InputKind::Taxonomy) {
            for &member in &group.members {
                let requirement = plan.model().requirement(member);
                if plan.is_standing(requirement) || !counts(requirement.input) {
                    continue;
                }
                for (least, reading) in least.iter_mut().zip(Reading::BOTH) {
                    let level = self.component(reading, requirement.input).level;
                    *least = (least.0.min(level.low), least.1.min(level.high));
                }
            }
        }
        least
    }
}
