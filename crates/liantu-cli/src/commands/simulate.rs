//! `liantu simulate`: what if some elements fail together? And over time?

use crate::arguments::{
    Arguments, AssumeArgument, FailOnCertainty, Format, HorizonArgument, SimulateArguments,
};
use crate::elements::failed;
use crate::exit::{Exit, Mistake};
use crate::output::{deliver, deliver_tables, write_file};
use crate::scenario::{self, ScenarioFile};
use crate::session::{Levels, Session, levels};
use liantu_analysis::{
    Assume, Certainty, ElementSurvivalOptions, Level, SurvivalOptions, TimelineOptions, WhatIf,
    WhatIfOptions, element_survival, time_to_survive, timeline, what_if,
};
use liantu_graph::{Control, Horizon, Qualified};
use liantu_model::{ComponentIx, Percent};
use liantu_render::tables::ScenarioRun;
use liantu_render::{course_chart, json, tables};
use rayon::prelude::*;
use std::path::{Path, PathBuf};

pub(crate) fn run(arguments: &Arguments, own: &SimulateArguments) -> anyhow::Result<Exit> {
    let depth = percentage("--depth", own.depth)?;
    let min_share = own.min_share.map(|share| percentage("--min-share", share)).transpose()?;
    let session = match Session::open(arguments, &own.dataset)? {
        Ok(session) => session,
        Err(exit) => return Ok(exit),
    };
    if own.time_to_survive {
        return survive(&session, own, depth);
    }
    if !own.scenario.is_empty() {
        return over_time(&session, own);
    }
    let options = WhatIfOptions {
        failed: failed(&session, &own.fail)?,
        depth,
        qualified: if own.count_qualified { Qualified::Counted } else { Qualified::Ignored },
        control: if own.control { Control::Falls } else { Control::Stays },
        horizons: match own.horizon {
            Some(HorizonArgument::Short) => vec![Horizon::Short],
            Some(HorizonArgument::Long) => vec![Horizon::Long],
            None => vec![Horizon::Short, Horizon::Long],
        },
        assume: match own.assume {
            Some(AssumeArgument::Equal) => Assume::EqualSplit,
            None => Assume::Nothing,
        },
        min_share,
        targets: session.targets(&own.target)?,
    };
    let result = what_if(&session.graph, &options);
    let naming = session.naming();
    let notes = tables::what_if_notes(naming, &result);
    deliver_tables(
        &own.output,
        || tables::what_if(naming, &result),
        |out| json::write(&json::simulate(naming, &result, notes), out),
    )?;
    Ok(if fails(own, &result) { Exit::Findings } else { Exit::Done })
}

/// `--time-to-survive`: the clock of every component.
fn survive(session: &Session, own: &SimulateArguments, depth: Percent) -> anyhow::Result<Exit> {
    let targets = session.targets(&own.target)?.unwrap_or_default();
    if !own.level.is_empty() {
        return survive_elements(session, own, targets, depth);
    }
    let result = time_to_survive(&session.graph, &SurvivalOptions { targets, depth });
    let naming = session.naming();
    if own.output.format == Format::Csv {
        let text = tables::survival_csv(naming, &result);
        deliver(&own.output, Box::new(move |out| out.write_all(text.as_bytes())))?;
        return Ok(Exit::Done);
    }
    deliver_tables(
        &own.output,
        || vec![tables::survival(naming, &result)],
        |out| json::write(&json::survival(naming, &result, tables::survival_notes(naming, &result)), out),
    )?;
    Ok(Exit::Done)
}

/// Levels that can be lost and have a clock.
const CLOCK_LEVELS: &[Level] =
    &[Level::Supplier, Level::Group, Level::City, Level::Province, Level::Country, Level::Coalition];

/// `--time-to-survive --level`: the clock of every supplier, group, region, coalition.
fn survive_elements(
    session: &Session,
    own: &SimulateArguments,
    targets: Vec<ComponentIx>,
    depth: Percent,
) -> anyhow::Result<Exit> {
    let Levels { levels, several_members_only } = levels(&own.level, CLOCK_LEVELS)?;
    let options = ElementSurvivalOptions { targets, levels, several_members_only, depth };
    let result = element_survival(&session.graph, &options);
    let naming = session.naming();
    if own.output.format == Format::Csv {
        let text = tables::element_survival_csv(naming, &result);
        deliver(&own.output, Box::new(move |out| out.write_all(text.as_bytes())))?;
        return Ok(Exit::Done);
    }
    let notes = || tables::element_survival_notes(naming, &result);
    deliver_tables(
        &own.output,
        || vec![tables::element_survival(naming, &result)],
        |out| json::write(&json::element_survival(naming, &result, notes()), out),
    )?;
    Ok(Exit::Done)
}

/// `--scenario`: every file step by step, all of them at once.
fn over_time(session: &Session, own: &SimulateArguments) -> anyhow::Result<Exit> {
    let files = own.scenario.iter().map(|path| scenario::read(session, path));
    let files: Vec<ScenarioFile> = files.collect::<Result<_, _>>()?;
    if own.charts.is_some() {
        names_differ(&files, &own.scenario)?;
    }
    let targets = session.targets(&own.target)?;
    let runs: Vec<ScenarioRun> =
        files.into_par_iter().map(|file| run_one(session, own, targets.as_ref(), file)).collect();
    let naming = session.naming();
    deliver_tables(
        &own.output,
        || tables::timeline(naming, &runs),
        |out| json::write(&json::timeline(naming, &runs, &session.hash), out),
    )?;
    if let Some(folder) = &own.charts {
        for run in &runs {
            create_folder(folder)?;
            write_file(
                &folder.join(format!("{}.svg", run.name)),
                &course_chart(naming, run),
                own.output.force,
            )?;
        }
    }
    let settled = runs.iter().all(|run| run.timeline.settled_cycles);
    Ok(if settled { Exit::Done } else { Exit::Incomplete })
}

fn run_one(
    session: &Session,
    own: &SimulateArguments,
    targets: Option<&Vec<ComponentIx>>,
    file: ScenarioFile,
) -> ScenarioRun {
    let options = TimelineOptions {
        targets: targets.cloned().unwrap_or(file.targets),
        assume: match own.assume {
            Some(AssumeArgument::Equal) => Assume::EqualSplit,
            None => Assume::Nothing,
        },
        draws: file.draws,
    };
    let timeline = timeline(&session.graph, &file.scenario, &options);
    ScenarioRun { name: file.name, title: file.title, hash: file.hash, timeline }
}

/// Charts are named after their files.
fn names_differ(files: &[ScenarioFile], paths: &[PathBuf]) -> Result<(), Mistake> {
    for (later, file) in files.iter().enumerate() {
        if let Some(first) = files[..later].iter().position(|held| held.name == file.name) {
            let (first, second) = (paths[first].display().to_string(), paths[later].display().to_string());
            return Err(Mistake::new("scenario-same-name", &[("first", &first), ("second", &second)]));
        }
    }
    Ok(())
}

fn create_folder(folder: &Path) -> Result<(), Mistake> {
    std::fs::create_dir_all(folder).map_err(|error| {
        let (path, reason) = (folder.display().to_string(), error.to_string());
        Mistake::new("cannot-write", &[("path", &path), ("reason", &reason)])
    })
}

/// Whether a target stops as surely as asked about.
fn fails(own: &SimulateArguments, result: &WhatIf) -> bool {
    let Some(least) = own.fail_on else { return false };
    let mut stops = result.affected.iter().filter_map(|one| one.target.as_ref()?.stop);
    match least {
        FailOnCertainty::Possible => stops.next().is_some(),
        FailOnCertainty::Confirmed => stops.any(|stop| stop.certainty == Certainty::Confirmed),
    }
}

/// More than 0 and up to 100 percent.
pub(super) fn percentage(option: &str, points: f64) -> Result<Percent, Mistake> {
    let inside = points > 0.0 && points <= 100.0;
    Percent::from_points(points).filter(|_| inside).ok_or_else(|| {
        let read = points.to_string();
        Mistake::new("not-a-percentage", &[("option", option), ("from", "0"), ("read", &read)])
    })
}
