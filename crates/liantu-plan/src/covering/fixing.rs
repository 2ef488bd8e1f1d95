//! What is settled, and settling more of it by reduced costs.

use super::layout::{ALONE, Layout};
use super::local::{Fixed, Scratch};
use super::relaxation::Relaxation;
use super::{Cover, Instance};

/// What the settled arcs make of a cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CutState {
    /// One of its arcs may still be chosen or not.
    Open,
    /// One of its arcs is chosen.
    Met,
    /// None can be.
    Failed,
}

/// What is settled.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fixings {
    pub(super) arcs: Vec<Fixed>,
    /// Groups (that share their cost) whose fixed cost is paid, used or not.
    pub(super) paid: Vec<bool>,
    /// Follows from `arcs`.
    pub(super) cuts: Vec<CutState>,
    /// What each row wants; rows of cuts that failed too. Follows from `cuts`.
    pub(super) needs: Vec<Cover>,
    /// Whether a cut without a component has failed, or a cap is exceeded.
    pub(super) impossible: bool,
}

impl Fixings {
    /// Nothing settled but what the instance says.
    pub(super) fn none(layout: &Layout<'_>) -> Self {
        let instance = layout.instance;
        let mut fixings = Self {
            arcs: vec![Fixed::Free; instance.arcs.len()],
            paid: vec![false; instance.groups.len()],
            cuts: vec![CutState::Open; instance.cuts.len()],
            needs: layout.needs.clone(),
            impossible: false,
        };
        fixings.settle_links(layout);
        fixings
    }

    /// Chooses an arc for good, and pays its group.
    pub(super) fn choose(&mut self, layout: &Layout<'_>, arc: usize) {
        self.arcs[arc] = Fixed::In;
        let group = layout.group[arc];
        if group != ALONE {
            self.paid[group as usize] = true;
        }
    }

    /// Bars every free arc of a group.
    pub(super) fn bar(&mut self, layout: &Layout<'_>, group: usize) {
        for &arc in layout.members.of(group) {
            if self.arcs[arc as usize] == Fixed::Free {
                self.arcs[arc as usize] = Fixed::Out;
            }
        }
    }

    /// What follows from the arcs for cuts, floors and caps. O(arcs in cuts and caps).
    pub(super) fn settle_links(&mut self, layout: &Layout<'_>) {
        let instance = layout.instance;
        for (position, cut) in instance.cuts.iter().enumerate() {
            let is = |fixed: Fixed| cut.arcs.iter().any(|&arc| self.arcs[arc as usize] == fixed);
            self.cuts[position] = match (is(Fixed::In), is(Fixed::Free)) {
                (true, _) => CutState::Met,
                (false, true) => CutState::Open,
                (false, false) => CutState::Failed,
            };
            if self.cuts[position] == CutState::Failed {
                match cut.component {
                    Some(_) => self.needs[layout.row_of_cut[position] as usize] = cut.need,
                    None => self.impossible = true,
                }
            }
        }
        for cap in &instance.caps {
            let chosen = cap.arcs.iter().filter(|&&arc| self.arcs[arc as usize] == Fixed::In).count();
            self.impossible |= chosen > cap.most as usize;
            if chosen == cap.most as usize {
                for &arc in &cap.arcs {
                    let arc = &mut self.arcs[arc as usize];
                    *arc = if *arc == Fixed::Free { Fixed::Out } else { *arc };
                }
            }
        }
    }

    /// Groups that still share an unpaid fixed cost among free arcs.
    pub(super) fn open_groups<'l>(&'l self, layout: &'l Layout<'_>) -> impl Iterator<Item = usize> + 'l {
        (0..layout.members.len()).filter(move |&group| {
            !self.paid[group]
                && layout.members.of(group).iter().any(|&arc| self.arcs[arc as usize] == Fixed::Free)
        })
    }
}

/// What barring and paying an open group make of the bound.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Probe {
    pub(super) group: usize,
    pub(super) barred: f64,
    pub(super) paid: f64,
}

/// Probes every open group at the multipliers of the relaxation (just evaluated to `bound`), settling groups
/// that cannot go the other way for less than `enough`. Returns the probes of those left open, and how many
/// were settled. O(arcs) searches.
pub(super) fn probe_groups(
    relaxation: &mut Relaxation<'_>,
    fixings: &mut Fixings,
    bound: f64,
    enough: f64,
) -> (Vec<Probe>, usize) {
    let layout = relaxation.layout;
    let mut left = Vec::new();
    let mut settled = 0;
    let groups: Vec<usize> = fixings.open_groups(layout).collect();
    let mut trial = Trial::new(relaxation, fixings);
    for group in groups {
        let probe = trial.group(group, bound);
        match (probe.barred >= enough, probe.paid >= enough) {
            (_, true) => {
                fixings.bar(layout, group);
                settled += 1;
            }
            (true, false) => {
                fixings.paid[group] = true;
                settled += 1;
            }
            (false, false) => left.push(probe),
        }
    }
    let searches = trial.searches;
    relaxation.searches += searches;
    (left, settled)
}

/// Settles free arcs that cannot go the other way for less than `enough`. Returns how many. O(arcs) searches.
pub(super) fn probe_arcs(
    relaxation: &mut Relaxation<'_>,
    fixings: &mut Fixings,
    bound: f64,
    enough: f64,
) -> usize {
    let layout = relaxation.layout;
    let mut settled = Vec::new();
    let mut trial = Trial::new(relaxation, fixings);
    for component in 0..layout.components() {
        for arc in layout.arcs_of(component) {
            if fixings.arcs[arc] != Fixed::Free {
                continue;
            }
            let other = if trial.relaxation.chosen[arc] { Fixed::Out } else { Fixed::In };
            if trial.arc(component, arc, other, bound) >= enough {
                settled.push((arc, other));
            }
        }
    }
    relaxation.searches += trial.searches;
    for &(arc, other) in &settled {
        match other {
            Fixed::Out => fixings.choose(layout, arc),
            Fixed::In | Fixed::Free => fixings.arcs[arc] = Fixed::Out,
        }
    }
    settled.len()
}

/// Copies that probes change and restore.
struct Trial<'r, 'p> {
    relaxation: &'r Relaxation<'p>,
    weights: Vec<f64>,
    fixed: Vec<Fixed>,
    needs: Vec<Cover>,
    scratch: Scratch,
    searches: u64,
}

impl<'r, 'p> Trial<'r, 'p> {
    fn new(relaxation: &'r Relaxation<'p>, fixings: &Fixings) -> Self {
        Self {
            relaxation,
            weights: relaxation.weights.clone(),
            fixed: fixings.arcs.clone(),
            needs: fixings.needs.clone(),
            scratch: Scratch::default(),
            searches: 0,
        }
    }

    fn group(&mut self, group: usize, bound: f64) -> Probe {
        let layout = self.relaxation.layout;
        let members: Vec<usize> = layout
            .members
            .of(group)
            .iter()
            .map(|&arc| arc as usize)
            .filter(|&arc| self.fixed[arc] == Fixed::Free)
            .collect();
        let components = components_of(layout.instance, &members);
        let barred = if members.iter().any(|&arc| self.relaxation.chosen[arc]) {
            for &arc in &members {
                self.fixed[arc] = Fixed::Out;
            }
            let delta = self.delta(&components);
            for &arc in &members {
                self.fixed[arc] = Fixed::Free;
            }
            bound + delta
        } else {
            bound
        };
        let own = self.relaxation.cost_factor() * layout.instance.groups[group];
        for &arc in &members {
            self.weights[arc] -= self.relaxation.at.shares[arc];
        }
        let paid = bound + own + self.delta(&components);
        for &arc in &members {
            self.weights[arc] = self.relaxation.weights[arc];
        }
        Probe { group, barred, paid }
    }

    fn arc(&mut self, component: usize, arc: usize, fixed: Fixed, bound: f64) -> f64 {
        let old = std::mem::replace(&mut self.fixed[arc], fixed);
        let delta = self.delta(&[component]);
        self.fixed[arc] = old;
        bound + delta
    }

    fn delta(&mut self, components: &[usize]) -> f64 {
        self.searches += components.len() as u64;
        let mut delta = 0.0;
        for &component in components {
            let probed =
                self.relaxation.probe(component, &self.weights, &self.fixed, &self.needs, &mut self.scratch);
            delta += probed - self.relaxation.bound_of(component);
        }
        delta
    }
}

fn components_of(instance: &Instance, arcs: &[usize]) -> Vec<usize> {
    let mut components: Vec<usize> = arcs.iter().map(|&arc| instance.arcs[arc].component as usize).collect();
    components.sort_unstable();
    components.dedup();
    components
}
