//! Raising the bound: a subgradient ascent with Polyak's step.

use super::fixing::{CutState, Fixings};
use super::instance::Instance;
use super::layout::ALONE;
use super::objective::Limit;
use super::relaxation::{Multipliers, Relaxation, cost_factor};

/// How an ascent runs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Schedule {
    /// Evaluations at most.
    pub(super) rounds: usize,
    /// Part of Polyak's step to begin with.
    pub(super) step: f64,
    /// Evaluations without a better bound before the step is halved.
    pub(super) patience: usize,
}

impl Schedule {
    /// For a new problem.
    pub(super) const ROOT: Self = Self { rounds: 160, step: 1.0, patience: 6 };
    /// From multipliers that were good for a neighbour.
    pub(super) const AGAIN: Self = Self { rounds: 24, step: 0.5, patience: 3 };
}

/// Steps smaller than this part of Polyak's lead nowhere.
const LEAST_STEP: f64 = 0.004;

/// Raises the bound towards `enough`, leaving the relaxation evaluated at the best multipliers found; calls
/// `meanwhile` after each evaluation with the relaxation, its bound and the round, for the value to aim at.
pub(super) fn ascend(
    relaxation: &mut Relaxation<'_>,
    fixings: &Fixings,
    schedule: Schedule,
    mut enough: f64,
    mut meanwhile: impl FnMut(&Relaxation<'_>, f64, usize) -> f64,
) -> f64 {
    keep_multipliers(relaxation, fixings);
    let open: Vec<usize> = fixings.open_groups(relaxation.layout).collect();
    let mut best: Option<(f64, Multipliers)> = None;
    let (mut step, mut waited) = (schedule.step, 0);
    for round in 0..schedule.rounds {
        let bound = relaxation.evaluate(fixings);
        enough = enough.min(meanwhile(relaxation, bound, round));
        if best.as_ref().is_none_or(|(value, _)| bound > *value) {
            best = Some((bound, relaxation.at.clone()));
            waited = 0;
        } else {
            waited += 1;
        }
        if bound >= enough || bound == f64::INFINITY {
            return bound;
        }
        if waited >= schedule.patience {
            step /= 2.0;
            waited = 0;
            if let Some((_, at)) = &best {
                relaxation.at.clone_from(at);
                relaxation.touch_all();
                relaxation.evaluate(fixings);
            }
        }
        if step < LEAST_STEP || !take_step(relaxation, fixings, &open, step, enough - bound) {
            break;
        }
    }
    let Some((_, at)) = best else { return f64::NEG_INFINITY };
    relaxation.at = at;
    relaxation.touch_all();
    relaxation.evaluate(fixings)
}

/// Moves the multipliers; `false` when the subgradient vanishes.
fn take_step(
    relaxation: &mut Relaxation<'_>,
    fixings: &Fixings,
    open: &[usize],
    step: f64,
    gap: f64,
) -> bool {
    let slopes = Slopes::of(relaxation, fixings, open);
    let norm = slopes.norm(relaxation);
    if norm <= 0.0 {
        return false;
    }
    let gap = if gap.is_finite() { gap.max(0.0) } else { 1.0 };
    let length = step * gap.max(1e-9) / norm;
    slopes.apply(relaxation, fixings, length);
    true
}

/// A subgradient of the bound.
struct Slopes {
    /// By arc; those of other arcs are 0.
    shares: Vec<(usize, f64)>,
    /// Groups with such arcs.
    groups: Vec<usize>,
    cuts: Vec<f64>,
    caps: Vec<f64>,
    limit: f64,
}

impl Slopes {
    fn of(relaxation: &Relaxation<'_>, fixings: &Fixings, open: &[usize]) -> Self {
        let instance = relaxation.instance();
        let mut shares = Vec::new();
        let mut groups = Vec::new();
        for &group in open {
            let before = shares.len();
            share_slopes(relaxation, fixings, group, &mut shares);
            if shares.len() > before {
                groups.push(group);
            }
        }
        let chosen =
            |arcs: &[u32]| arcs.iter().filter(|&&arc| relaxation.chosen[arc as usize]).count() as f64;
        let mut done = vec![0.0; instance.cuts.len()];
        for arc in (0..relaxation.chosen.len()).filter(|&arc| relaxation.chosen[arc]) {
            for part in relaxation.layout.parts_of(arc) {
                done[part.cut] += part.share;
            }
        }
        let cut_slope = |cut: usize| {
            if fixings.cuts[cut] != CutState::Open {
                return 0.0;
            }
            let row = &instance.cuts[cut];
            let short = |component: u32| relaxation.shortfalls[component as usize] as f64 / row.need as f64;
            let short = row.component.map_or(0.0, short);
            upwards_only(1.0 - short - done[cut], relaxation.at.cuts[cut])
        };
        let cap_slope = |cap: usize| {
            let row = &instance.caps[cap];
            upwards_only(chosen(&row.arcs) - f64::from(row.most), relaxation.at.caps[cap])
        };
        Self {
            shares,
            groups,
            cuts: (0..instance.cuts.len()).map(cut_slope).collect(),
            caps: (0..instance.caps.len()).map(cap_slope).collect(),
            limit: upwards_only(limit_slope(relaxation, fixings), relaxation.at.limit),
        }
    }

    fn norm(&self, relaxation: &Relaxation<'_>) -> f64 {
        let square = |slopes: &[f64]| slopes.iter().map(|slope| slope * slope).sum::<f64>();
        let scale = limit_scale(relaxation);
        let shares: f64 = self.shares.iter().map(|(_, slope)| slope * slope).sum();
        shares + square(&self.cuts) + square(&self.caps) + (scale * self.limit).powi(2)
    }

    fn apply(&self, relaxation: &mut Relaxation<'_>, fixings: &Fixings, length: f64) {
        let old = relaxation.cost_factor();
        let move_up = |prices: &mut [f64], slopes: &[f64]| {
            for (price, slope) in prices.iter_mut().zip(slopes) {
                *price = (*price + length * slope).max(0.0);
            }
        };
        for &(arc, slope) in &self.shares {
            relaxation.at.shares[arc] += length * slope;
            relaxation.touch(arc);
        }
        move_up(&mut relaxation.at.cuts, &self.cuts);
        move_up(&mut relaxation.at.caps, &self.caps);
        let scale = limit_scale(relaxation);
        relaxation.at.limit = (relaxation.at.limit + length * scale * scale * self.limit).max(0.0);
        if relaxation.is_linked() {
            let open: Vec<usize> = fixings.open_groups(relaxation.layout).collect();
            keep_shares(relaxation, fixings, &open, old);
            keep_cuts(relaxation, fixings);
            relaxation.touch_all();
        } else {
            keep_shares(relaxation, fixings, &self.groups, old);
        }
    }
}

fn upwards_only(slope: f64, at: f64) -> f64 {
    if at <= 0.0 { slope.max(0.0) } else { slope }
}

/// What one arc pays more, the others pay less.
fn share_slopes(
    relaxation: &Relaxation<'_>,
    fixings: &Fixings,
    group: usize,
    slopes: &mut Vec<(usize, f64)>,
) {
    let free = || {
        let members = relaxation.layout.members.of(group).iter().map(|&arc| arc as usize);
        members.filter(|&arc| fixings.arcs[arc] == super::local::Fixed::Free)
    };
    // A share of nothing cannot fall.
    let moves = |arc: &usize| relaxation.chosen[*arc] || relaxation.at.shares[*arc] > 0.0;
    let chosen = free().filter(|&arc| relaxation.chosen[arc]).count();
    let count = free().filter(moves).count();
    if chosen == 0 || chosen == count {
        return;
    }
    let mean = chosen as f64 / count as f64;
    for arc in free().filter(moves) {
        slopes.push((arc, f64::from(u8::from(relaxation.chosen[arc])) - mean));
    }
}

fn limit_slope(relaxation: &Relaxation<'_>, fixings: &Fixings) -> f64 {
    match &relaxation.objective.limit {
        None => 0.0,
        Some(Limit::Shortfall { weights, most }) => {
            super::objective::weigh(weights, &relaxation.shortfalls) - most
        }
        Some(Limit::Cost(most)) => relaxed_cost(relaxation, fixings) - most,
    }
}

/// Cost of the relaxed choice: an arc pays its share of an open group.
fn relaxed_cost(relaxation: &Relaxation<'_>, fixings: &Fixings) -> f64 {
    let (layout, instance) = (relaxation.layout, relaxation.instance());
    let factor = relaxation.cost_factor();
    let paid: f64 = (0..instance.groups.len())
        .filter(|&group| fixings.paid[group])
        .map(|group| instance.groups[group])
        .sum();
    let own = |arc: usize| {
        let group = layout.group[arc];
        let is_open = group != ALONE && !fixings.paid[group as usize] && factor > 0.0;
        layout.cost[arc] + if is_open { relaxation.at.shares[arc] / factor } else { 0.0 }
    };
    paid + (0..relaxation.chosen.len()).filter(|&arc| relaxation.chosen[arc]).map(own).sum::<f64>()
}

/// How far the price of the limit moves, against the prices of the others: what is minimised per unit of what
/// is limited.
fn limit_scale(relaxation: &Relaxation<'_>) -> f64 {
    if relaxation.objective.limit.is_none() {
        return 0.0;
    }
    let instance: &Instance = relaxation.instance();
    let cost: f64 =
        instance.arcs.iter().map(|arc| arc.cost).sum::<f64>() + instance.groups.iter().sum::<f64>();
    let needs = |prices: &[f64]| -> f64 {
        let finite = instance.rows.iter().map(|row| (prices[row.component as usize], row.need));
        finite.filter(|(price, _)| price.is_finite()).map(|(price, need)| price * need.max(0) as f64).sum()
    };
    match &relaxation.objective.limit {
        None => 0.0,
        Some(Limit::Cost(_)) => needs(&relaxation.objective.prices).max(1e-12) / cost.max(1e-12),
        Some(Limit::Shortfall { weights, .. }) => cost.max(1e-12) / needs(weights).max(1e-12),
    }
}

/// Puts the multipliers where they must be for some fixings: what settled arcs paid, the others pay.
pub(super) fn keep_multipliers(relaxation: &mut Relaxation<'_>, fixings: &Fixings) {
    let factor = relaxation.cost_factor();
    let open: Vec<usize> = fixings.open_groups(relaxation.layout).collect();
    keep_shares(relaxation, fixings, &open, factor);
    relaxation.touch_all();
    keep_cuts(relaxation, fixings);
}

/// Puts the shares of every open group back where they are at least 0 and add up to its fixed cost.
fn keep_shares(relaxation: &mut Relaxation<'_>, fixings: &Fixings, open: &[usize], old: f64) {
    let layout = relaxation.layout;
    let new = cost_factor(relaxation.objective, relaxation.at.limit);
    let mut free = Vec::new();
    for &group in open {
        free.clear();
        let members = layout.members.of(group).iter().map(|&arc| arc as usize);
        free.extend(members.filter(|&arc| fixings.arcs[arc] == super::local::Fixed::Free));
        let whole = new * layout.instance.groups[group];
        let scale = if old > 0.0 { new / old } else { 0.0 };
        for &arc in &free {
            relaxation.at.shares[arc] *= scale;
        }
        onto_simplex(&mut relaxation.at.shares, &free, whole);
    }
}

/// The nearest point at which the shares of `arcs` are at least 0 and sum to `whole`.
fn onto_simplex(shares: &mut [f64], arcs: &[usize], whole: f64) {
    let mut sorted: Vec<f64> = arcs.iter().map(|&arc| shares[arc]).collect();
    sorted.sort_unstable_by(|a, b| b.total_cmp(a));
    let (mut sum, mut shift) = (0.0, 0.0);
    for (position, share) in sorted.iter().enumerate() {
        sum += share;
        let candidate = (sum - whole) / (position + 1) as f64;
        if *share > candidate {
            shift = candidate;
        }
    }
    for &arc in arcs {
        shares[arc] = (shares[arc] - shift).max(0.0);
    }
}

/// Scales the prices of cuts down to what the shortfall they compete with costs.
fn keep_cuts(relaxation: &mut Relaxation<'_>, fixings: &Fixings) {
    let layout = relaxation.layout;
    if relaxation.at.cuts.is_empty() {
        return;
    }
    for component in 0..layout.components() {
        let full = relaxation.full_price(component);
        let cuts = layout.cuts_of_component.of(component);
        let open = || cuts.iter().map(|&cut| cut as usize).filter(|&cut| fixings.cuts[cut] == CutState::Open);
        let need = |cut: usize| layout.instance.cuts[cut].need as f64;
        let used: f64 = open().map(|cut| relaxation.at.cuts[cut] / need(cut)).sum();
        if used > full {
            let scale = full / used;
            for cut in open() {
                relaxation.at.cuts[cut] *= scale;
            }
        }
    }
}
