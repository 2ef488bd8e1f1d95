//! The chosen components in an order, each with what it brings.

use super::question::Question;
use super::{Reach, Step};
use liantu_graph::Horizon;
use liantu_model::ComponentIx;
use rayon::prelude::*;
use std::cmp::Reverse;

/// What can be had with sources added for some components.
pub(super) fn reach(long: &Question<'_>, short: &Question<'_>, added: &[bool]) -> Reach {
    Reach { short: short.obtainable(added), long: long.obtainable(added), essential: long.components.len() }
}

/// The chosen components, each time the one that brings most: targets, then components of the long horizon,
/// then of the short; then by id. O(chosen² × nodes).
pub(super) fn steps(long: &Question<'_>, short: &Question<'_>, chosen: &[bool]) -> Vec<Step> {
    let mut added = vec![false; chosen.len()];
    let mut left: Vec<usize> = (0..chosen.len()).filter(|&arc| chosen[arc]).collect();
    let mut steps = Vec::new();
    while !left.is_empty() {
        let gain = |&arc: &usize| {
            let with = toggled(&added, arc);
            let targets = long.up(&with).into_iter().filter(|up| *up).count();
            (targets, long.obtainable(&with), short.obtainable(&with))
        };
        let gains: Vec<(usize, usize, usize)> = left.par_iter().map(gain).collect();
        let best = (0..left.len()).max_by_key(|&at| (gains[at], Reverse(at))).unwrap_or(0);
        let arc = left.remove(best);
        added[arc] = true;
        let (targets_up, in_long, in_short) = gains[best];
        let reach = Reach { short: in_short, long: in_long, essential: chosen.len() };
        steps.push(Step { targets_up, reach, ..step(long, short, chosen, arc, reach) });
    }
    steps
}

/// What a component is chosen for, whatever the order.
fn step(long: &Question<'_>, short: &Question<'_>, chosen: &[bool], arc: usize, reach: Reach) -> Step {
    let without = toggled(chosen, arc);
    let targets = lost(long, chosen, &without);
    let stops = !lost(short, chosen, &without).is_empty();
    let everything_else = toggled(&vec![true; chosen.len()], arc);
    Step {
        component: long.components[arc],
        leads: long.leads[arc].clone(),
        cost: long.stated[arc],
        is_unavoidable: long.up(&everything_else).contains(&false),
        targets,
        horizon: if stops { Horizon::Short } else { Horizon::Long },
        targets_up: 0,
        reach,
    }
}

/// Targets up with one choice and not with another.
fn lost(question: &Question<'_>, with: &[bool], without: &[bool]) -> Vec<ComponentIx> {
    let (with, without) = (question.up(with), question.up(without));
    let all = question.structure.targets().iter().zip(with.iter().zip(without));
    all.filter(|(_, (with, without))| **with && !*without).map(|(target, _)| target.component).collect()
}

fn toggled(chosen: &[bool], arc: usize) -> Vec<bool> {
    let mut chosen = chosen.to_vec();
    chosen[arc] = !chosen[arc];
    chosen
}
