//! The Lagrangian relaxation: what links components is priced, and each component answers for itself.
//!
//! | symbol | here |
//! |---|---|
//! | λ_a ≥ 0, Σ_{a of g} λ_a = fixed_g | `Multipliers::shares`: what an arc pays of its group's fixed cost |
//! | μ_r ≥ 0, Σ_{r of c} μ_r / need_r ≤ price_c | `cuts`: what meeting a cut is worth |
//! | ν_k ≥ 0 | `caps`: what a place within a cap costs |
//! | θ ≥ 0 | `limit`: what a unit within the limit costs |

use super::fixing::{CutState, Fixings};
use super::layout::{ALONE, Layout};
use super::local::{Local, Scratch};
use super::objective::{Limit, Objective};
use super::{Cover, instance::Instance};
use rayon::prelude::*;
use std::cmp::Ordering;

/// Components that are worth a thread switch together.
const CHUNK: usize = 256;

/// Prices of the links.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Multipliers {
    pub(super) shares: Vec<f64>,
    pub(super) cuts: Vec<f64>,
    pub(super) caps: Vec<f64>,
    pub(super) limit: f64,
}

/// The relaxation at some multipliers, with the choices it makes.
#[derive(Debug)]
pub(super) struct Relaxation<'p> {
    pub(super) layout: &'p Layout<'p>,
    pub(super) objective: &'p Objective,
    pub(super) at: Multipliers,
    pub(super) weights: Vec<f64>,
    prices: Vec<f64>,
    pub(super) chosen: Vec<bool>,
    pub(super) shortfalls: Vec<Cover>,
    bounds: Vec<f64>,
    stale: Vec<bool>,
    /// Components whose prices may have changed since the last evaluation.
    touched: Vec<bool>,
    /// Searches of components so far.
    pub(super) searches: u64,
}

impl Multipliers {
    /// Fixed costs shared evenly, links free.
    pub(super) fn even(layout: &Layout<'_>, objective: &Objective) -> Self {
        let limit = f64::from(u8::from(objective.limit.is_some()));
        let factor = cost_factor(objective, limit);
        let share = |group: u32| {
            let members = layout.members.of(group as usize).len();
            factor * layout.instance.groups[group as usize] / members as f64
        };
        let of = |&group: &u32| if group == ALONE { 0.0 } else { share(group) };
        Self {
            shares: layout.group.iter().map(of).collect(),
            cuts: vec![0.0; layout.instance.cuts.len()],
            caps: vec![0.0; layout.instance.caps.len()],
            limit,
        }
    }
}

/// Weight of the cost at a price of the limit.
pub(super) fn cost_factor(objective: &Objective, limit: f64) -> f64 {
    match objective.limit {
        Some(Limit::Cost(_)) => objective.cost + limit,
        _ => objective.cost,
    }
}

impl<'p> Relaxation<'p> {
    pub(super) fn new(layout: &'p Layout<'p>, objective: &'p Objective, at: Multipliers) -> Self {
        let (arcs, components) = (layout.cost.len(), layout.components());
        Self {
            layout,
            objective,
            at,
            weights: vec![f64::NAN; arcs],
            prices: vec![f64::NAN; components],
            chosen: vec![false; arcs],
            shortfalls: vec![0; components],
            bounds: vec![0.0; components],
            stale: vec![true; components],
            touched: vec![true; components],
            searches: 0,
        }
    }

    pub(super) fn instance(&self) -> &'p Instance {
        self.layout.instance
    }

    pub(super) fn cost_factor(&self) -> f64 {
        cost_factor(self.objective, self.at.limit)
    }

    /// Everything is to be searched again.
    pub(super) fn forget(&mut self) {
        self.stale.fill(true);
        self.touched.fill(true);
    }

    /// The price of an arc has changed.
    pub(super) fn touch(&mut self, arc: usize) {
        let component = self.instance().arcs[arc].component as usize;
        self.touched[component] = true;
    }

    /// Any price may have changed.
    pub(super) fn touch_all(&mut self) {
        self.touched.fill(true);
    }

    /// Whether anything but groups links components.
    pub(super) fn is_linked(&self) -> bool {
        let instance = self.instance();
        !instance.cuts.is_empty() || !instance.caps.is_empty() || self.objective.limit.is_some()
    }

    /// The bound at the multipliers: no allowed choice within the fixings is worth less. Components whose
    /// answer cannot have changed are not searched again.
    pub(super) fn evaluate(&mut self, fixings: &Fixings) -> f64 {
        self.set_weights(fixings);
        self.set_prices(fixings);
        self.search(fixings);
        self.touched.fill(false);
        self.bounds.iter().sum::<f64>() + self.constant(fixings)
    }

    fn set_weights(&mut self, fixings: &Fixings) {
        let factor = self.cost_factor();
        let layout = self.layout;
        for component in 0..layout.components() {
            if !self.touched[component] {
                continue;
            }
            let mut stale = self.stale[component];
            for arc in layout.arcs_of(component) {
                let group = layout.group[arc];
                let mut weight = factor * layout.cost[arc];
                if group != ALONE && !fixings.paid[group as usize] {
                    weight += self.at.shares[arc];
                }
                weight += self.linked(fixings, arc);
                let old = self.weights[arc];
                let keeps = if self.chosen[arc] { weight <= old } else { weight >= old };
                stale |= !keeps;
                self.weights[arc] = weight;
            }
            self.stale[component] = stale;
        }
    }

    /// What the links beside its group make of an arc.
    fn linked(&self, fixings: &Fixings, arc: usize) -> f64 {
        let parts = self.layout.parts_of(arc).iter().filter(|part| fixings.cuts[part.cut] == CutState::Open);
        let cuts: f64 = parts.map(|part| part.share * self.at.cuts[part.cut]).sum();
        let caps: f64 = self.layout.caps_of_arc.of(arc).iter().map(|&cap| self.at.caps[cap as usize]).sum();
        caps - cuts
    }

    fn set_prices(&mut self, fixings: &Fixings) {
        for component in 0..self.layout.components() {
            if !self.touched[component] {
                continue;
            }
            let full = self.full_price(component);
            let mut price = full;
            for &cut in self.layout.cuts_of_component.of(component) {
                if fixings.cuts[cut as usize] == CutState::Open {
                    price -= self.at.cuts[cut as usize] / self.instance().cuts[cut as usize].need as f64;
                }
            }
            let price = price.max(0.0);
            let old = self.prices[component];
            let keeps = match price.total_cmp(&old) {
                Ordering::Equal => true,
                Ordering::Greater => self.shortfalls[component] == 0,
                Ordering::Less => false,
            };
            self.stale[component] |= !keeps;
            self.prices[component] = price;
        }
    }

    /// Price of a component's shortfall before cuts take their part.
    pub(super) fn full_price(&self, component: usize) -> f64 {
        let limited = match &self.objective.limit {
            Some(Limit::Shortfall { weights, .. }) => self.at.limit * weights[component],
            _ => 0.0,
        };
        self.objective.prices[component] + limited
    }

    fn search(&mut self, fixings: &Fixings) {
        let (layout, weights, prices, touched) = (self.layout, &self.weights, &self.prices, &self.touched);
        let one = |component: usize, scratch: &mut Scratch, out: &mut Slot<'_>| {
            if !touched[component] && !*out.stale {
                return 0;
            }
            let (needs, floor) = (&fixings.needs, layout.instance.floors[component]);
            let local =
                Local::new(layout, component, weights, &fixings.arcs, needs, prices[component], floor);
            if *out.stale {
                let answer = local.solve(scratch, out.chosen);
                (*out.bound, *out.shortfall) = (answer.bound, answer.shortfall);
                let (value, _) = local.value(out.chosen, scratch.sums());
                *out.stale = answer.bound < value - 1e-12 * (1.0 + value.abs());
                1
            } else {
                (*out.bound, *out.shortfall) = local.value(out.chosen, scratch.sums());
                0
            }
        };
        let slots = Slots {
            layout,
            first: 0,
            chosen: &mut self.chosen,
            shortfalls: &mut self.shortfalls,
            bounds: &mut self.bounds,
            stale: &mut self.stale,
        };
        let chunks = slots.chunks();
        let run = |mut slots: Slots<'_, '_>| {
            let mut scratch = Scratch::default();
            slots.each(|component, out| one(component, &mut scratch, out))
        };
        self.searches += if chunks.len() > 1 {
            chunks.into_par_iter().map(run).sum::<u64>()
        } else {
            chunks.into_iter().map(run).sum()
        };
    }

    fn constant(&self, fixings: &Fixings) -> f64 {
        let instance = self.instance();
        let factor = self.cost_factor();
        let paid: f64 = (0..instance.groups.len())
            .filter(|&group| fixings.paid[group])
            .map(|group| factor * instance.groups[group])
            .sum();
        let cuts: f64 = (0..instance.cuts.len())
            .filter(|&cut| fixings.cuts[cut] == CutState::Open)
            .map(|cut| self.at.cuts[cut])
            .sum();
        let caps: f64 =
            instance.caps.iter().zip(&self.at.caps).map(|(cap, price)| price * f64::from(cap.most)).sum();
        paid + cuts - caps - self.at.limit * self.limit()
    }

    /// The limit, in its own unit.
    pub(super) fn limit(&self) -> f64 {
        match &self.objective.limit {
            None => 0.0,
            Some(Limit::Cost(most) | Limit::Shortfall { most, .. }) => *most,
        }
    }

    /// One component with other fixings or weights: its bound. For probing.
    pub(super) fn probe(
        &self,
        component: usize,
        weights: &[f64],
        fixed: &[super::local::Fixed],
        needs: &[Cover],
        scratch: &mut Scratch,
    ) -> f64 {
        let arcs = self.layout.arcs_of(component);
        let mut chosen = self.chosen[arcs].to_vec();
        let (price, floor) = (self.prices[component], self.instance().floors[component]);
        let local = Local::new(self.layout, component, weights, fixed, needs, price, floor);
        local.solve(scratch, &mut chosen).bound
    }

    /// The bound of one component at the multipliers.
    pub(super) fn bound_of(&self, component: usize) -> f64 {
        self.bounds[component]
    }
}

/// What one component answers, to be filled in.
struct Slot<'a> {
    chosen: &'a mut [bool],
    shortfall: &'a mut Cover,
    bound: &'a mut f64,
    stale: &'a mut bool,
}

/// The answers of consecutive components.
struct Slots<'a, 'i> {
    layout: &'a Layout<'i>,
    first: usize,
    chosen: &'a mut [bool],
    shortfalls: &'a mut [Cover],
    bounds: &'a mut [f64],
    stale: &'a mut [bool],
}

impl Slots<'_, '_> {
    /// Cut into runs of [`CHUNK`] components.
    fn chunks(self) -> Vec<Self> {
        let mut chunks = Vec::new();
        let mut rest = self;
        while rest.bounds.len() > CHUNK {
            let (head, tail) = rest.split(CHUNK);
            chunks.push(head);
            rest = tail;
        }
        chunks.push(rest);
        chunks
    }

    fn split(self, components: usize) -> (Self, Self) {
        let middle = self.first + components;
        let arcs = self.layout.arcs_of(middle).start - self.layout.arcs_of(self.first).start;
        let (chosen, chosen_tail) = self.chosen.split_at_mut(arcs);
        let (shortfalls, shortfalls_tail) = self.shortfalls.split_at_mut(components);
        let (bounds, bounds_tail) = self.bounds.split_at_mut(components);
        let (stale, stale_tail) = self.stale.split_at_mut(components);
        let head = Self { chosen, shortfalls, bounds, stale, ..self };
        let tail = Self {
            first: middle,
            chosen: chosen_tail,
            shortfalls: shortfalls_tail,
            bounds: bounds_tail,
            stale: stale_tail,
            ..head
        };
        (head, tail)
    }

    /// Calls for each component in turn; sums what it returns.
    fn each(&mut self, mut one: impl FnMut(usize, &mut Slot<'_>) -> u64) -> u64 {
        let mut done = 0;
        let mut at = 0;
        for position in 0..self.bounds.len() {
            let component = self.first + position;
            let arcs = self.layout.arcs_of(component).len();
            let mut slot = Slot {
                chosen: &mut self.chosen[at..at + arcs],
                shortfall: &mut self.shortfalls[position],
                bound: &mut self.bounds[position],
                stale: &mut self.stale[position],
            };
            done += one(component, &mut slot);
            at += arcs;
        }
        done
    }
}
