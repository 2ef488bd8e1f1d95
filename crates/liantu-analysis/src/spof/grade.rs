//! The evidence grade: the highest trust at which a finding still holds.
//!
//! At a trust level, requirement rows and completeness claims trusted less are dropped and supply rows are
//! kept; a finding has the grade of the highest level at which one of its surest losses is still a loss.

use super::impact::{Impact, Study};
use crate::outcome::Certainty;
use crate::world::{World, WorldKey};
use liantu_graph::{Horizon, State};
use liantu_model::Confidence;

/// The worlds of one trust level.
pub(super) struct TrustedWorlds {
    trust: Confidence,
    worlds: Vec<World>,
}

/// The worlds of the higher trust levels, the highest first.
pub(super) fn trusted_worlds(study: &Study<'_>) -> Vec<TrustedWorlds> {
    let compile = |trust| {
        let worlds = study.worlds.iter().map(|world| World::compile(study.question, world.key, trust));
        TrustedWorlds { trust, worlds: worlds.collect() }
    };
    [Confidence::High, Confidence::Medium].map(compile).into()
}

/// Scratch for grading: the baselines of every trusted world.
#[derive(Clone)]
pub(super) struct Grader<'t> {
    levels: Vec<(Confidence, Vec<Trusted<'t>>)>,
}

/// A trusted world with its baselines.
type Trusted<'t> = (&'t World, [State<'t>; 2]);

impl<'t> Grader<'t> {
    pub(super) fn new(trusted: &'t [TrustedWorlds]) -> Self {
        let with_baselines =
            |level: &'t TrustedWorlds| level.worlds.iter().map(|world| (world, world.baselines())).collect();
        Self { levels: trusted.iter().map(|level| (level.trust, with_baselines(level))).collect() }
    }

    /// The grade of an impact. O(edges it touches, at each trust level).
    pub(super) fn grade(&mut self, study: &Study<'_>, impact: &Impact) -> Confidence {
        let surest =
            impact.lost.iter().map(|(_, loss)| loss.certainty()).max().unwrap_or(Certainty::Possible);
        let mut levels = self.levels.iter_mut();
        let holding =
            levels.find_map(|(trust, worlds)| holds(study, impact, surest, worlds).then_some(*trust));
        holding.unwrap_or(Confidence::Low)
    }
}

fn holds(study: &Study<'_>, impact: &Impact, surest: Certainty, worlds: &mut [Trusted<'_>]) -> bool {
    let model = study.question.graph.model();
    let buyers = WorldKey::buyers_of(impact.element);
    worlds.iter_mut().filter(|(world, _)| world.key.buyers == buyers).any(|(world, states)| {
        let leaves = world.leaves(model, impact.element, study.question.control);
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
    })
}
