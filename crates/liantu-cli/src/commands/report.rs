//! `liantu report`: everything in one folder.

use super::matching::Sets;
use super::trade;
use crate::arguments::{Arguments, ReportArguments};
use crate::commands::diff::comparison;
use crate::exit::{Exit, Mistake};
use crate::findings::{Findings, Questions};
use crate::folder::write_folder;
use crate::output::{stderr_line, stdout_text};
use crate::session::Session;
use liantu_analysis::{Level, RegionOptions, regions};
use liantu_render::comparison::Compared;
use liantu_render::report::{ReportFiles, report};

pub(crate) fn run(arguments: &Arguments, own: &ReportArguments) -> anyhow::Result<Exit> {
    let questions = || -> Result<Questions, Mistake> {
        let asked = Questions::about(Level::ALL.to_vec()).within(own.within)?.covering(own.cover)?;
        asked.graded_by(&own.grades)
    };
    let asked = questions()?;
    let session = match Session::open(arguments, &own.dataset)? {
        Ok(session) => session,
        Err(exit) => return Ok(exit),
    };
    let trade = match trade::Evidence::read(arguments, &session, &own.evidence)? {
        Ok(trade) => trade,
        Err(exit) => return Ok(exit),
    };
    let findings = Findings::of(&session, asked.warned_by(trade.as_ref()));
    let regions = regions(&session.graph, &RegionOptions::default());
    let sets = Sets::of(&session, findings.targets())?;
    let (matching, core) = (sets.matching(&session, &findings), sets.core(&session, &findings));
    let evidence = trade.as_ref().map(|trade| trade.evidence(&session.words));
    let results = findings.results(&session).with_regions(&regions).with_actions(&matching, &core);
    let results = results.with_trade(evidence);
    let Some(previous) = &own.previous else {
        return write(&session, own, report(&results, None, &session.hash));
    };
    let old = match Session::open(arguments, previous)? {
        Ok(old) => old,
        Err(exit) => return Ok(exit),
    };
    let comparison = comparison(&old, &session, &own.mapping, questions()?.grading())?;
    let before = Findings::of(&old, questions()?);
    let before = before.results(&old);
    let compared = Compared::new(&comparison, &before, &results);
    let exit = write(&session, own, report(&results, Some(&compared), &session.hash))?;
    Ok(if comparison.exhausted { Exit::Incomplete } else { exit })
}

fn write(session: &Session, own: &ReportArguments, report: ReportFiles) -> anyhow::Result<Exit> {
    let ReportFiles { files, missing } = report;
    let written = write_folder(&own.output, &files, own.force)?;
    let line = |path: &std::path::PathBuf| {
        session.words.format("written", &[("path", &path.display().to_string())]) + "\n"
    };
    stdout_text(&written.iter().map(line).collect::<String>())?;
    for line in &missing {
        stderr_line(line);
    }
    Ok(if missing.is_empty() { Exit::Done } else { Exit::Incomplete })
}
