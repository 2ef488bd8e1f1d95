//! The evidence grade of a finding, by rewriting the dataset and trying again.
//!
//! At a trust, rows trusted less are taken out of the *rows* of the dataset and everything is evaluated anew:
//! - a requirement row trusted less asks for something of which nothing is listed instead (untracked, so it is
//!   there whatever fails), each row for one of its own;
//! - a claim `complete = yes` of a component trusted less is blanked; what shares or the dataset's default say
//!   remains;
//! - supply rows stay as they are. A blank confidence is low.
//!
//! A finding has the highest trust at which one of its surest losses is still a loss, as sure and at the same
//! horizon.

use super::structure::World;
use super::{Certainty, ControlledPlants, Counting, Horizon, Options, Reading, targets};
use liantu_model::{ComponentRow, Confidence, Draft, Element, Index, Model, RegionIx};
use std::collections::BTreeMap;

/// What fails.
#[derive(Debug, Clone, Copy)]
pub enum Failure<'f> {
    /// An element, for everybody.
    Stop(Element),
    /// Places withdraw their supply from domestic buyers.
    Embargo(&'f [RegionIx], ControlledPlants),
}

/// Losses by target and horizon, each as sure as it is there.
type Losses = BTreeMap<(usize, Horizon), Certainty>;

/// The grade of what a failure takes down of [`targets`]; `None` when that is nothing.
///
/// # Panics
/// When the draft does not validate.
pub fn evidence_grade(draft: &Draft, counting: Counting, failure: Failure<'_>) -> Option<Confidence> {
    let model = crate::model(draft);
    let watched: Vec<usize> = targets(&model).into_iter().map(Index::position).collect();
    let held = losses(&model, counting, failure, &watched);
    let surest = held.values().copied().max()?;
    let holds = |trust: &Confidence| {
        let trusted = crate::model(&without_distrusted(draft, *trust));
        let left = losses(&trusted, counting, failure, &watched);
        held.iter().any(|(key, &sure)| sure == surest && left.get(key).is_some_and(|&still| still >= surest))
    };
    [Confidence::High, Confidence::Medium].into_iter().find(holds).or(Some(Confidence::Low))
}

fn losses(model: &Model, counting: Counting, failure: Failure<'_>, watched: &[usize]) -> Losses {
    let mut losses = Losses::new();
    for horizon in [Horizon::Short, Horizon::Long] {
        for (reading, sure) in Reading::ALL.into_iter().zip([Certainty::Possible, Certainty::Confirmed]) {
            let world = World::new(model, Options { counting, horizon }, reading);
            let before = world.after(&[]);
            let after = match failure {
                Failure::Stop(element) => world.after(&[element]),
                Failure::Embargo(places, plants) => world.under_embargo(places, plants),
            };
            let own = |target: usize| matches!(failure, Failure::Stop(Element::Component(one)) if one.position() == target);
            for &target in watched.iter().filter(|&&target| !own(target)) {
                if before.target_up[target] && !after.target_up[target] {
                    losses.insert((target, horizon), sure);
                }
            }
        }
    }
    losses
}

/// The dataset as far as it is trusted. New components come last in the order of a model, so that every index stays.
fn without_distrusted(draft: &Draft, trust: Confidence) -> Draft {
    let is_distrusted = |confidence| Model::trust(confidence) < trust;
    let mut draft = draft.clone();
    for component in &mut draft.components {
        if is_distrusted(component.confidence) && component.complete == Some(true) {
            component.complete = None;
        }
    }
    let last_chain = draft.components.iter().map(|row| row.chain.clone()).max().unwrap_or_default();
    for (position, requirement) in draft.requires.iter_mut().enumerate() {
        if is_distrusted(requirement.confidence) {
            requirement.input = format!("{}present-{position}", char::MAX);
            draft.components.push(ComponentRow {
                at: requirement.at,
                id: requirement.input.clone(),
                name: requirement.input.clone(),
                chain: last_chain.clone(),
                ..ComponentRow::default()
            });
        }
    }
    draft
}
