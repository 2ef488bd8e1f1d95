//! How sure cut sets are.

use super::bench::{Bench, Watched};
use super::fewer::Part;
use super::search::Search;
use super::{Fault, Fewest, Robustness, SensitivityOptions};
use crate::cutsets::parts;
use crate::world::{Question, WorldKey};
use crate::{CutSetAnalysis, MinimalCutSet};
use liantu_graph::{Buyers, ChainGraph, Reading, State};
use liantu_model::{Element, Level};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// How sure it is that a set cuts, and that no part of it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetRobustness {
    /// What overturns it.
    pub robustness: Robustness,
    /// For each of the smallest sets of errors: the first part that is enough then, in element order; `None` where the target
    /// is there although all have failed.
    pub enough: Vec<Option<Vec<Element>>>,
}

/// A part of a set of a target, by the target's position, and what makes it enough.
type Parts = FxHashMap<(u32, Vec<Element>), Enough>;

/// The fewest errors that make a part enough, and every set of so many.
type Enough = (Fewest, BTreeSet<Vec<Fault>>);

/// The robustness of every set listed, by target and set, in their order: the fewest admissible errors with which the target
/// is there although all of the set have failed (of a confirmed set in the optimistic reading, as of losses), or is lost
/// already, in the reading searched, with a part of the set, having been there before.
///
/// Sets in parallel. The first half as [`super::sensitivity`]. The second once for each set less one element: depth-first over
/// errors that touch what holds the target up, so that every smallest set is found.
pub fn set_robustness(
    graph: &ChainGraph,
    found: &CutSetAnalysis,
    options: &SensitivityOptions,
) -> Vec<Vec<SetRobustness>> {
    let asked = &found.options;
    let targets: Vec<_> = found.targets.iter().map(|one| one.target).collect();
    let question = Question { graph, targets: &targets, qualified: asked.qualified, control: asked.control };
    let embargo = asked.levels.contains(&Level::Embargo);
    let buyers = if embargo { Buyers::Domestic } else { Buyers::Everyone };
    let bench =
        Bench::about(graph, question, &[WorldKey { buyers, horizon: asked.horizon }], options.most.max(1));
    let watched = &bench.worlds[0];
    let known = parts_of(&bench, watched, found);
    let judge = |scratch: &mut [State<'_>; 2], at: u32, set: &MinimalCutSet| {
        let whole = whole(&bench, watched, scratch, at, set);
        let parts = parts(&set.elements).filter_map(|part| Some((known.get(&(at, part.clone()))?, part)));
        together(whole, parts.collect())
    };
    let sets: Vec<(u32, &MinimalCutSet)> = (0..)
        .zip(&found.targets)
        .flat_map(|(at, target)| target.sets.iter().map(move |set| (at, set)))
        .collect();
    let mut judged = sets
        .into_par_iter()
        .map_init(|| watched.world.baselines(), |scratch, (at, set)| judge(scratch, at, set))
        .collect::<Vec<_>>()
        .into_iter();
    found.targets.iter().map(|target| judged.by_ref().take(target.sets.len()).collect()).collect()
}

/// What brings the target back although all have failed.
fn whole(
    bench: &Bench<'_>,
    watched: &Watched,
    scratch: &mut [State<'_>; 2],
    at: u32,
    set: &MinimalCutSet,
) -> Robustness {
    let reading = set.certainty.reading();
    let state = &mut scratch[usize::from(reading == Reading::Optimistic)];
    let search = Search::new(bench, watched, reading, &set.elements);
    let mut judged = search.run(state, &[watched.world.target_node(at)]);
    judged.pop().expect("one target, one answer")
}

/// What makes each set less one element enough.
fn parts_of(bench: &Bench<'_>, watched: &Watched, found: &CutSetAnalysis) -> Parts {
    let of_target = |(at, target): (u32, &crate::TargetCutSets)| -> Vec<(u32, Vec<Element>)> {
        let all = target.sets.iter().flat_map(|set| parts(&set.elements).collect::<Vec<_>>());
        all.filter(|part| !part.is_empty()).map(|part| (at, part)).collect()
    };
    let wanted: BTreeSet<(u32, Vec<Element>)> = (0..).zip(&found.targets).flat_map(of_target).collect();
    let reading = found.options.reading;
    let judge = |state: &mut State<'_>, key: (u32, Vec<Element>)| {
        let judged = Part::new(bench, watched, reading, &key.1, watched.world.target_node(key.0)).run(state);
        (key, judged)
    };
    wanted
        .into_par_iter()
        .map_init(|| State::new(&watched.world.structure, reading), |state, key| judge(state, key))
        .collect::<Vec<_>>()
        .into_iter()
        .collect()
}

/// Both halves as one.
fn together(whole: Robustness, mut parts: Vec<(&Enough, Vec<Element>)>) -> SetRobustness {
    let all = parts.iter().map(|(enough, _)| enough.0);
    // Of bounds the least, of numbers of errors the least; a number within the bounds of all.
    let fewest = all.fold(whole.fewest, least);
    let mut sets: BTreeMap<Vec<Fault>, Option<Vec<Element>>> = BTreeMap::new();
    if whole.fewest == fewest {
        sets.extend(whole.sets.into_iter().map(|set| (set, None)));
    }
    parts.retain(|(enough, _)| enough.0 == fewest);
    parts.sort_by(|a, b| a.1.cmp(&b.1));
    for ((_, own), part) in parts {
        for set in own {
            sets.entry(set.clone()).or_insert_with(|| Some(part.clone()));
        }
    }
    let (sets, enough) = sets.into_iter().unzip();
    SetRobustness { robustness: Robustness { fewest, sets }, enough }
}

/// The fewest errors of two statements, either of which overturns: a number of errors, unless the other was not tried as far.
fn least(one: Fewest, other: Fewest) -> Fewest {
    match (one, other) {
        (Fewest::Errors(a), Fewest::MoreThan(tried)) | (Fewest::MoreThan(tried), Fewest::Errors(a))
            if a > tried + 1 =>
        {
            Fewest::MoreThan(tried)
        }
        (Fewest::Errors(a), Fewest::MoreThan(_)) | (Fewest::MoreThan(_), Fewest::Errors(a)) => {
            Fewest::Errors(a)
        }
        (one, other) => one.min(other),
    }
}
