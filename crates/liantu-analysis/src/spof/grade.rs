//! The evidence grade: the highest trust at which a finding still holds.
//!
//! At a trust level, requirement rows and completeness claims trusted less are dropped and supply rows are
//! kept; a finding has the grade of the highest level at which one of its surest losses is still a loss.

use super::impact::{Impact, Study};
use crate::outcome::Certainty;
use crate::world::{World, WorldKey};
use liantu_graph::Horizon;
use liantu_model::Confidence;

/// The worlds of the higher trust levels.
pub(super) struct Grader<'s> {
    study: &'s Study<'s>,
    worlds: Vec<(Confidence, Vec<World>)>,
}

impl<'s> Grader<'s> {
    pub(super) fn new(study: &'s Study<'_>) -> Self {
        let compile = |trust| {
            let worlds = study.worlds.iter().map(|world| World::compile(study.question, world.key, trust));
            (trust, worlds.collect())
        };
        Self { study, worlds: [Confidence::High, Confidence::Medium].map(compile).into() }
    }

    /// The grade of an impact.
    pub(super) fn grade(&self, impact: &Impact) -> Confidence {
        let surest =
            impact.lost.iter().map(|(_, loss)| loss.certainty()).max().unwrap_or(Certainty::Possible);
        let holds = |worlds: &[World]| self.holds(impact, surest, worlds);
        self.worlds.iter().find(|(_, worlds)| holds(worlds)).map_or(Confidence::Low, |(trust, _)| *trust)
    }

    fn holds(&self, impact: &Impact, surest: Certainty, worlds: &[World]) -> bool {
        let model = self.study.question.graph.model();
        let buyers = WorldKey::buyers_of(impact.element);
        worlds.iter().filter(|world| world.key.buyers == buyers).any(|world| {
            let leaves = world.leaves(model, impact.element, self.study.question.control);
            let mut state = world.reinforced(surest, &[]);
            state.fail(&leaves);
            let lost: Vec<u32> = world.fallen_targets(&state).collect();
            impact.lost.iter().any(|(at, loss)| {
                let at_horizon = match world.key.horizon {
                    Horizon::Long => loss.long,
                    Horizon::Short => loss.short,
                };
                at_horizon == Some(surest) && lost.contains(at)
            })
        })
    }
}
