//! `liantu report`: everything in one folder.

use super::matching::Sets;
use super::trade;
use crate::arguments::{Arguments, ReportArguments};
use crate::commands::diff::comparison;
use crate::exit::{Exit, Mistake};
use crate::findings::{Findings, Questions};
use crate::folder::write_folder;
use crate::fonts::fonts;
use crate::output::{stderr_line, stdout_text};
use crate::session::Session;
use liantu_analysis::{Level, RegionOptions, SensitivityOptions, regions};
use liantu_picture::Fonts;
use liantu_render::comparison::Compared;
use liantu_render::report::{ReportFiles, ReportFormat, ReportOptions, report};
use std::collections::BTreeSet;

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
    let formats = formats(own);
    let fonts =
        if formats.iter().any(|format| format.uses_fonts()) { fonts(&own.fonts)? } else { Fonts::none() };
    let options = ReportOptions { formats, fonts: &fonts };
    let findings = Findings::of(&session, asked.warned_by(trade.as_ref()));
    let regions = regions(&session.graph, &RegionOptions::default());
    let sets = Sets::of(&session, findings.targets())?;
    let (matching, core) = (sets.matching(&session, &findings), sets.core(&session, &findings));
    let evidence = trade.as_ref().map(|trade| trade.evidence(&session.words));
    let results = findings.results(&session).with_regions(&regions).with_actions(&matching, &core);
    let decisive = findings.decisive(&session);
    let robustness = findings.robustness(&session, SensitivityOptions { most: 2 });
    let results = results.with_trade(evidence).with_decisive(&decisive).with_robustness(&robustness);
    let Some(previous) = &own.previous else {
        return write(&session, own, report(&results, None, &session.hash, &options));
    };
    let old = match Session::open(arguments, previous)? {
        Ok(old) => old,
        Err(exit) => return Ok(exit),
    };
    let comparison = comparison(&old, &session, &own.mapping, questions()?.grading())?;
    let before = Findings::of(&old, questions()?);
    let before = before.results(&old);
    let compared = Compared::new(&comparison, &before, &results);
    let exit = write(&session, own, report(&results, Some(&compared), &session.hash, &options))?;
    Ok(if comparison.exhausted { Exit::Incomplete } else { exit })
}

/// The kinds of files asked for, else all.
fn formats(own: &ReportArguments) -> BTreeSet<ReportFormat> {
    if own.formats.is_empty() {
        return ReportFormat::ALL.into();
    }
    own.formats.iter().map(|&format| format.into()).collect()
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
