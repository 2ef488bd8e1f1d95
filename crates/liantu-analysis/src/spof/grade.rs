//! The evidence grade: the highest trust at which a finding still holds.
//!
//! At a trust level, requirement rows and completeness claims trusted less are dropped and supply rows are
//! kept; a finding has the grade of the highest level at which one of its surest losses is still a loss.

use super::impact::Impact;
use crate::outcome::Certainty;
use crate::world::{Question, World, WorldKey};
use liantu_graph::{Horizon, State};
use liantu_model::Confidence;
use rayon::prelude::*;

/// The grades of impacts. One world after the other is compiled for each trust level, the highest first, and asked of
/// those that have no grade yet: of a national network there is room for one. O(the edges that each of them touches, at
/// each trust level).
pub(super) fn grades(question: Question<'_>, worlds: &[WorldKey], impacts: &[&Impact]) -> Vec<Confidence> {
    let mut grades: Vec<Option<Confidence>> = vec![None; impacts.len()];
    for trust in [Confidence::High, Confidence::Medium] {
        for &key in worlds {
            let is_open =
                |&at: &usize| grades[at].is_none() && WorldKey::buyers_of(impacts[at].element) == key.buyers;
            let open: Vec<usize> = (0..impacts.len()).filter(is_open).collect();
            if open.is_empty() {
                continue;
            }
            let trusted = World::compile(question, key, trust);
            let baselines = trusted.baselines();
            let holding: Vec<usize> = open
                .into_par_iter()
                .map_init(
                    || baselines.clone(),
                    |states, at| holds(question, impacts[at], &trusted, states).then_some(at),
                )
                .flatten()
                .collect();
            for at in holding {
                grades[at] = Some(trust);
            }
        }
    }
    grades.into_iter().map(|grade| grade.unwrap_or(Confidence::Low)).collect()
}

/// Whether one of the surest losses of an impact is as sure in a world.
fn holds(question: Question<'_>, impact: &Impact, world: &World, states: &mut [State<'_>; 2]) -> bool {
    let surest = impact.lost.iter().map(|(_, loss)| loss.certainty()).max().unwrap_or(Certainty::Possible);
    let leaves = world.leaves(question.graph.model(), impact.element, question.control);
    let state = &mut states[usize::from(surest == Certainty::Confirmed)];
    state.fail(&leaves);
    let lost: Vec<u32> = world.fallen_targets(state).collect();
    state.undo();
    impact.lost.iter().any(|(at, loss)| {
        let at_horizon = match world.key.horizon {
            Horizon::Long => loss.long,
            Horizon::Short => loss.short,
        };
        at_horizon == Some(surest) && lost.contains(at)
    })
}
