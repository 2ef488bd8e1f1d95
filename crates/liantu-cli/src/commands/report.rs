//! `liantu report`: everything in one folder.

use crate::arguments::{Arguments, ReportArguments};
use crate::exit::Exit;
use crate::findings::{Findings, Questions};
use crate::folder::write_folder;
use crate::output::{stderr_line, stdout_text};
use crate::rules::rules;
use crate::session::Session;
use liantu_analysis::{Level, RegionOptions, regions};
use liantu_render::report::{ReportFiles, report};

pub(crate) fn run(arguments: &Arguments, own: &ReportArguments) -> anyhow::Result<Exit> {
    let questions = Questions::about(Level::ALL.to_vec())
        .within(own.within)?
        .covering(own.cover)?
        .ruled_by(rules(own.rules.as_deref())?);
    let session = match Session::open(arguments, &own.dataset)? {
        Ok(session) => session,
        Err(exit) => return Ok(exit),
    };
    let findings = Findings::of(&session, questions);
    let regions = regions(&session.graph, &RegionOptions::default());
    let results = findings.results(&session).with_regions(&regions);
    let ReportFiles { files, missing } = report(&results, &session.hash);
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
