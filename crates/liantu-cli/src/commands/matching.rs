//! `liantu match` and `liantu core`: what to do about gaps, and the firms that matter.

use crate::arguments::{Arguments, MatchArguments};
use crate::exit::Exit;
use crate::findings::{Findings, Questions};
use crate::output::deliver_tables;
use crate::session::Session;
use liantu_analysis::{
    CoreLibrary, CutSetAnalysis, CutSetOptions, Level, MatchOptions, Matching, core_library, cut_sets,
    matching,
};
use liantu_render::{json, tables};

/// What `match` and `core` read gaps from.
pub(crate) struct Sets(CutSetAnalysis);

impl Sets {
    /// Minimal cut sets of suppliers up to order two.
    pub(crate) fn of(session: &Session, targets: &[liantu_model::ComponentIx]) -> anyhow::Result<Self> {
        let options = CutSetOptions { targets: Some(targets.to_vec()), ..CutSetOptions::default() };
        Ok(Self(cut_sets(&session.graph, &options).map_err(super::cutsets::mistake)?))
    }

    /// Gaps and what to do about them.
    pub(crate) fn matching(&self, session: &Session, findings: &Findings) -> Matching {
        matching(&session.graph, findings.match_inputs(&self.0), &MatchOptions::default())
    }

    /// Core firms.
    pub(crate) fn core(&self, session: &Session, findings: &Findings) -> CoreLibrary {
        core_library(&session.graph, findings.match_inputs(&self.0))
    }
}

/// `liantu match`.
pub(crate) fn run(arguments: &Arguments, own: &MatchArguments) -> anyhow::Result<Exit> {
    let (session, findings) = match prepare(arguments, own)? {
        Ok(ready) => ready,
        Err(exit) => return Ok(exit),
    };
    let sets = Sets::of(&session, findings.targets())?;
    let found = sets.matching(&session, &findings);
    let results = findings.results(&session);
    let notes = tables::match_notes(&results, &found);
    deliver_tables(
        &own.output,
        || tables::matching(&results, &found),
        |out| json::write(&json::matching(&results, &found, notes), out),
    )?;
    Ok(if found.sets_complete { Exit::Done } else { Exit::Incomplete })
}

/// `liantu core`.
pub(crate) fn core(arguments: &Arguments, own: &MatchArguments) -> anyhow::Result<Exit> {
    let (session, findings) = match prepare(arguments, own)? {
        Ok(ready) => ready,
        Err(exit) => return Ok(exit),
    };
    let sets = Sets::of(&session, findings.targets())?;
    let found = sets.core(&session, &findings);
    let results = findings.results(&session);
    let notes = tables::core_notes(&results, &found);
    deliver_tables(
        &own.output,
        || {
            let mut all = tables::core_library(&results, &found);
            all.push(tables::firms(&results));
            all
        },
        |out| json::write(&json::core_library(&results, &found, notes), out),
    )?;
    Ok(if found.sets_complete { Exit::Done } else { Exit::Incomplete })
}

fn prepare(arguments: &Arguments, own: &MatchArguments) -> anyhow::Result<Result<(Session, Findings), Exit>> {
    let mut questions = Questions::about(Level::ALL.to_vec())
        .within(own.within)?
        .covering(own.cover)?
        .graded_by(&own.grades)?;
    let session = match Session::open(arguments, &own.dataset)? {
        Ok(session) => session,
        Err(exit) => return Ok(Err(exit)),
    };
    questions.targets = session.targets(&own.target)?;
    let findings = Findings::of(&session, questions);
    Ok(Ok((session, findings)))
}
