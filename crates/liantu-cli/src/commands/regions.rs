//! `liantu regions`: where the chain is, and what it has close by.

use crate::arguments::{Arguments, RegionsArguments};
use crate::exit::Exit;
use crate::findings::{Findings, Questions};
use crate::output::{deliver_tables, write_file};
use crate::session::Session;
use liantu_analysis::{Level, RegionOptions, makers, regions};
use liantu_render::region_chart::region_chart;
use liantu_render::{json, tables};

/// Levels of the single points that the table of the industrial foundation marks.
pub(crate) const POINT_LEVELS: [Level; 4] = [Level::Supplier, Level::Group, Level::City, Level::Country];

pub(crate) fn run(arguments: &Arguments, own: &RegionsArguments) -> anyhow::Result<Exit> {
    let questions = Questions::about(POINT_LEVELS.to_vec()).graded_by(&own.grades)?;
    let session = match Session::open(arguments, &own.dataset)? {
        Ok(session) => session,
        Err(exit) => return Ok(exit),
    };
    let targets = session.targets(&own.target)?;
    let options = RegionOptions { targets: targets.clone().unwrap_or_default(), ..RegionOptions::default() };
    let found = regions(&session.graph, &options);
    let naming = session.naming();
    let findings = || Findings::of(&session, Questions { targets, ..questions });
    let findings = std::cell::LazyCell::new(findings);
    if let Some(path) = &own.picture {
        let provenance = liantu_render::report::dataset_line(naming, &session.hash);
        let picture = region_chart(&findings.results(&session), &makers(&session.graph), &[provenance]);
        write_file(path, &picture, own.output.force)?;
    }
    let with_foundations = || {
        let mut all = tables::regions(naming, &found);
        all.extend(tables::foundations(&findings.results(&session), &found));
        all
    };
    deliver_tables(&own.output, with_foundations, |out| {
        json::write(&json::regions(naming, &found, tables::region_notes(naming)), out)
    })?;
    Ok(Exit::Done)
}
