//! Good choices: a choice that keeps its own account, improved one component at a time.

use super::Cover;
use super::fixing::Fixings;
use super::layout::{ALONE, Layout, NOTHING};
use super::local::{Fixed, Local, Scratch};
use super::objective::{Limit, Objective, priced, slack};
use super::relaxation::cost_factor;
use std::borrow::Cow;
use std::cmp::Ordering;

/// Passes over all components at most.
const PASSES: usize = 8;

/// How good a choice is: first what it must not do, then the objective.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Score {
    violation: f64,
    value: f64,
}

impl Score {
    fn is_better(self, other: Self) -> bool {
        match self.violation.total_cmp(&other.violation) {
            Ordering::Less => true,
            Ordering::Equal => self.value < other.value - 1e-12 * (1.0 + other.value.abs()),
            Ordering::Greater => false,
        }
    }
}

/// A choice with what follows from it, kept up to date as arcs go in and out.
#[derive(Debug)]
pub(super) struct Choice<'p> {
    layout: &'p Layout<'p>,
    objective: &'p Objective,
    pub(super) chosen: Vec<bool>,
    users: Vec<u32>,
    sums: Vec<Cover>,
    totals: Vec<Cover>,
    met: Vec<u32>,
    held: Vec<u32>,
    shortfalls: Vec<Cover>,
}

impl<'p> Choice<'p> {
    /// O(size of the instance).
    pub(super) fn new(layout: &'p Layout<'p>, objective: &'p Objective, chosen: &[bool]) -> Self {
        let instance = layout.instance;
        let mut choice = Self {
            layout,
            objective,
            chosen: vec![false; chosen.len()],
            users: vec![0; instance.groups.len()],
            sums: layout.needs.clone(),
            totals: vec![0; layout.components()],
            met: vec![0; instance.cuts.len()],
            held: vec![0; instance.caps.len()],
            shortfalls: vec![0; layout.components()],
        };
        for arc in (0..chosen.len()).filter(|&arc| chosen[arc]) {
            choice.flip_quietly(arc);
        }
        for component in 0..layout.components() {
            choice.shortfalls[component] = choice.shortfall(component);
        }
        choice
    }

    fn flip_quietly(&mut self, arc: usize) {
        let layout = self.layout;
        self.chosen[arc] = !self.chosen[arc];
        let on = self.chosen[arc];
        let step = |count: &mut u32| *count = if on { *count + 1 } else { *count - 1 };
        let component = layout.instance.arcs[arc].component as usize;
        let cover = if on { layout.cover[arc] } else { -layout.cover[arc] };
        self.totals[component] += cover;
        let first = layout.rows_of(component).start;
        for &row in layout.rows_losing.of(arc) {
            self.sums[first + row as usize] += cover;
        }
        if layout.group[arc] != ALONE {
            step(&mut self.users[layout.group[arc] as usize]);
        }
        for part in layout.parts_of(arc).iter().filter(|part| part.lifts) {
            step(&mut self.met[part.cut]);
        }
        layout.caps_of_arc.of(arc).iter().for_each(|&cap| step(&mut self.held[cap as usize]));
    }

    /// Puts an arc in or takes it out.
    fn flip(&mut self, arc: usize) {
        self.flip_quietly(arc);
        let layout = self.layout;
        let own = layout.instance.arcs[arc].component as usize;
        self.shortfalls[own] = self.shortfall(own);
        for part in layout.parts_of(arc).iter().filter(|part| part.lifts) {
            if let Some(component) = layout.instance.cuts[part.cut].component {
                self.shortfalls[component as usize] = self.shortfall(component as usize);
            }
        }
    }

    fn shortfall(&self, component: usize) -> Cover {
        let layout = self.layout;
        let total = self.totals[component];
        let rows = self.sums[layout.rows_of(component)].iter().map(|sum| sum - total);
        let unmet = layout.cuts_of_component.of(component).iter().filter(|&&cut| self.met[cut as usize] == 0);
        let cuts = unmet.map(|&cut| {
            let (row, need) = (layout.row_of_cut[cut as usize], layout.instance.cuts[cut as usize].need);
            self.sums[row as usize] - NOTHING + need - total
        });
        rows.chain(cuts).max().unwrap_or(0).max(layout.instance.floors[component]).max(0)
    }

    /// O(size of the instance): sums are made anew, so that they do not drift.
    pub(super) fn score(&self) -> Score {
        let (layout, instance) = (self.layout, self.layout.instance);
        let own: f64 =
            (0..self.chosen.len()).filter(|&arc| self.chosen[arc]).map(|arc| layout.cost[arc]).sum();
        let shared: f64 = self
            .users
            .iter()
            .zip(&instance.groups)
            .filter(|(users, _)| **users > 0)
            .map(|(_, fixed)| fixed)
            .sum();
        let cost = own + shared;
        let (mut value, mut violation) = (self.objective.cost * cost, 0.0);
        for (&price, &shortfall) in self.objective.prices.iter().zip(&self.shortfalls) {
            if price.is_finite() {
                value += priced(price, shortfall);
            } else {
                violation += shortfall as f64;
            }
        }
        let unmet =
            instance.cuts.iter().zip(&self.met).filter(|(cut, met)| cut.component.is_none() && **met == 0);
        violation += unmet.map(|(cut, _)| cut.need.max(1) as f64).sum::<f64>();
        let over = instance.caps.iter().zip(&self.held).map(|(cap, &held)| held.saturating_sub(cap.most));
        violation += over.map(f64::from).sum::<f64>();
        let excess = match &self.objective.limit {
            None => 0.0,
            Some(Limit::Cost(most)) => over_limit(cost, *most),
            Some(Limit::Shortfall { weights, most }) => {
                over_limit(super::objective::weigh(weights, &self.shortfalls), *most)
            }
        };
        Score { violation: violation + excess, value }
    }

    /// The objective, infinite for what is not allowed.
    pub(super) fn value(&self) -> f64 {
        let score = self.score();
        if score.violation > 0.0 { f64::INFINITY } else { score.value }
    }

    /// Changes in part of the objective that `arcs` have anything to do with: cheaper than two scores when
    /// nothing but groups links components.
    fn local_cost(&self, component: usize) -> f64 {
        let layout = self.layout;
        let price = self.objective.prices[component];
        let mut cost = priced(price, self.shortfalls[component]);
        for arc in layout.arcs_of(component).filter(|&arc| self.chosen[arc]) {
            let group = layout.group[arc];
            let first_user = group != ALONE && {
                let own = layout
                    .arcs_of(component)
                    .filter(|&other| self.chosen[other] && layout.group[other] == group);
                let mut own = own.peekable();
                own.peek() == Some(&arc) && own.count() as u32 == self.users[group as usize]
            };
            let fixed = if first_user { layout.instance.groups[group as usize] } else { 0.0 };
            cost += self.objective.cost * (layout.cost[arc] + fixed);
        }
        cost
    }

    /// Whether components are linked by anything but groups.
    fn is_linked(&self) -> bool {
        let instance = self.layout.instance;
        !instance.cuts.is_empty() || !instance.caps.is_empty() || self.objective.limit.is_some()
    }

    /// Solves one component after the other against the rest as it is, until nothing improves. `limit` is the
    /// price of a unit within the limit. Returns how many components were searched.
    pub(super) fn improve(&mut self, fixings: &Fixings, limit: f64, first: impl Fn(usize) -> bool) -> u64 {
        let mut searches = 0;
        let mut scratch = Scratch::default();
        let mut weights = vec![0.0; self.chosen.len()];
        let mut fixed = fixings.arcs.clone();
        let mut look = (0..self.layout.components()).map(first).collect::<Vec<_>>();
        for _ in 0..PASSES {
            let mut next = vec![false; look.len()];
            for component in (0..look.len()).filter(|&component| look[component]) {
                searches += 1;
                self.set_weights(component, limit, fixings, &mut weights, &mut fixed);
                if self.resolve(component, limit, &weights, &fixed, &mut scratch) {
                    self.touch(component, &mut next);
                }
            }
            if !next.contains(&true) {
                break;
            }
            look = next;
        }
        searches
    }

    /// Marks the components for which a change in this one may matter.
    fn touch(&self, component: usize, next: &mut [bool]) {
        let layout = self.layout;
        if self.is_linked() {
            next.fill(true);
            return;
        }
        for arc in layout.arcs_of(component).filter(|&arc| layout.group[arc] != ALONE) {
            for &member in layout.members.of(layout.group[arc] as usize) {
                next[layout.instance.arcs[member as usize].component as usize] = true;
            }
        }
    }

    /// What each arc of a component adds to the rest, were it alone.
    fn set_weights(
        &self,
        component: usize,
        limit: f64,
        fixings: &Fixings,
        weights: &mut [f64],
        fixed: &mut [Fixed],
    ) {
        let layout = self.layout;
        let factor = cost_factor(self.objective, limit);
        let own_users = |group: u32| {
            let mut count = 0;
            for arc in layout.arcs_of(component) {
                count += u32::from(layout.group[arc] == group && self.chosen[arc]);
            }
            count
        };
        for arc in layout.arcs_of(component) {
            let group = layout.group[arc];
            let mut weight = factor * layout.cost[arc];
            if group != ALONE {
                let users = self.users[group as usize];
                if users == 0 || users == own_users(group) {
                    weight += factor * layout.instance.groups[group as usize];
                }
            }
            weights[arc] = weight - self.worth_to_cuts(component, arc);
            let full = |&cap: &u32| {
                let cap = cap as usize;
                self.held[cap] >= layout.instance.caps[cap].most && !self.chosen[arc]
            };
            let barred = fixings.arcs[arc] == Fixed::Free && layout.caps_of_arc.of(arc).iter().any(full);
            fixed[arc] = if barred { Fixed::Out } else { fixings.arcs[arc] };
        }
    }

    /// What an arc spares the cuts that no arc of another component meets.
    fn worth_to_cuts(&self, component: usize, arc: usize) -> f64 {
        let layout = self.layout;
        let mut worth = 0.0;
        for part in layout.parts_of(arc).iter().filter(|part| part.lifts) {
            let row = &layout.instance.cuts[part.cut];
            let own = row.arcs.iter().filter(|&&other| {
                self.chosen[other as usize]
                    && layout.instance.arcs[other as usize].component as usize == component
            });
            if self.met[part.cut] == own.count() as u32 {
                let price = row.component.map_or(f64::INFINITY, |one| self.objective.prices[one as usize]);
                worth += if price.is_finite() { price * row.need as f64 } else { f64::MAX / 1e30 };
            }
        }
        worth
    }

    /// Replaces a component's choice by the best against the rest, if that is better for the whole.
    fn resolve(
        &mut self,
        component: usize,
        limit: f64,
        weights: &[f64],
        fixed: &[Fixed],
        scratch: &mut Scratch,
    ) -> bool {
        let layout = self.layout;
        let arcs = layout.arcs_of(component);
        let mut price = self.objective.prices[component];
        if let Some(Limit::Shortfall { weights, .. }) = &self.objective.limit {
            price += limit * weights[component];
        }
        let needs = self.needs(component);
        let floor = layout.instance.floors[component];
        let local = Local::new(layout, component, weights, fixed, &needs, price, floor);
        let mut wanted = self.chosen[arcs.clone()].to_vec();
        local.solve(scratch, &mut wanted);
        let changed: Vec<usize> =
            arcs.clone().filter(|&arc| wanted[arc - arcs.start] != self.chosen[arc]).collect();
        if changed.is_empty() {
            return false;
        }
        let linked = self.is_linked();
        let before = if linked { self.score() } else { self.plain_score(component) };
        for &arc in &changed {
            self.flip(arc);
        }
        let after = if linked { self.score() } else { self.plain_score(component) };
        if after.is_better(before) {
            return true;
        }
        for &arc in &changed {
            self.flip(arc);
        }
        false
    }

    /// What the rows want of a component: those of cuts too that no arc of another component lifts.
    fn needs(&self, component: usize) -> Cow<'p, [Cover]> {
        let layout = self.layout;
        let cuts = layout.cuts_of_component.of(component);
        let mut needs = Cow::Borrowed(layout.needs.as_slice());
        for cut in cuts.iter().map(|&cut| cut as usize) {
            let own = layout.instance.cuts[cut].arcs.iter().filter(|&&arc| {
                self.chosen[arc as usize]
                    && layout.instance.arcs[arc as usize].component as usize == component
            });
            if self.met[cut] == own.count() as u32 {
                needs.to_mut()[layout.row_of_cut[cut] as usize] = layout.instance.cuts[cut].need;
            }
        }
        needs
    }

    fn plain_score(&self, component: usize) -> Score {
        let cost = self.local_cost(component);
        if cost.is_finite() {
            return Score { violation: 0.0, value: cost };
        }
        Score { violation: self.shortfalls[component] as f64, value: 0.0 }
    }

    /// Meets cuts that must be met, then drops and adds single arcs while that improves. For linked problems.
    pub(super) fn polish(&mut self, fixings: &Fixings) {
        self.meet_cuts(fixings);
        let free: Vec<usize> =
            (0..self.chosen.len()).filter(|&arc| fixings.arcs[arc] == Fixed::Free).collect();
        let mut by_cost = free;
        by_cost.sort_by(|&a, &b| self.layout.cost[b].total_cmp(&self.layout.cost[a]).then(a.cmp(&b)));
        for _ in 0..PASSES {
            let mut improved = false;
            for &arc in &by_cost {
                let before = self.score();
                self.flip(arc);
                if self.score().is_better(before) {
                    improved = true;
                } else {
                    self.flip(arc);
                }
            }
            if !improved {
                break;
            }
        }
    }

    fn meet_cuts(&mut self, fixings: &Fixings) {
        let instance = self.layout.instance;
        for (position, cut) in instance.cuts.iter().enumerate().filter(|(_, cut)| cut.component.is_none()) {
            if self.met[position] > 0 {
                continue;
            }
            let open =
                cut.arcs.iter().map(|&arc| arc as usize).filter(|&arc| fixings.arcs[arc] != Fixed::Out);
            let cheapest =
                open.min_by(|&a, &b| self.layout.cost[a].total_cmp(&self.layout.cost[b]).then(a.cmp(&b)));
            if let Some(arc) = cheapest {
                self.flip(arc);
            }
        }
    }
}

fn over_limit(sum: f64, most: f64) -> f64 {
    let over = sum - most - slack(most);
    if over > 0.0 { over } else { 0.0 }
}
