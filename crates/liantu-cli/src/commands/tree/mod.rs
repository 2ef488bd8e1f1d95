//! `liantu tree`: the tree of the chain.

mod picture;

use super::diff::comparison;
use crate::arguments::{Arguments, TreeArguments, TreeDirection};
use crate::elements::failed;
use crate::exit::{Exit, Mistake};
use crate::findings::{Findings, Questions};
use crate::session::Session;
use liantu_analysis::{Assume, Level, WhatIfOptions, what_if};
use liantu_graph::{Control, Direction, Horizon, Qualified};
use liantu_model::{ComponentIx, Element, Percent};
use liantu_render::chart::{Chart, collapse_below};
use liantu_render::comparison::Compared;
use liantu_render::report::provenance;
use liantu_render::results::Results;
use liantu_render::tree::{AroundOptions, TreeOptions, around, colour_by, lanes, mark_changes, tree};
use std::path::Path;

pub(crate) fn run(arguments: &Arguments, own: &TreeArguments) -> anyhow::Result<Exit> {
    picture::check(own)?;
    let questions = Questions::about(levels()).graded_by(&own.grades)?;
    let session = match Session::open(arguments, &own.dataset)? {
        Ok(session) => session,
        Err(exit) => return Ok(exit),
    };
    let centre = own.around.as_deref().map(|text| session.component(text)).transpose()?;
    let roots = own.root.iter().map(|text| session.component(text)).collect::<Result<Vec<_>, _>>()?;
    let findings = Findings::of(&session, questions);
    let results = findings.results(&session);
    let options = TreeOptions {
        roots: if roots.is_empty() { results.single_points.targets.clone() } else { without_repeats(roots) },
        direction: match own.direction {
            TreeDirection::Upstream => Direction::Upstream,
            TreeDirection::Downstream => Direction::Downstream,
        },
    };
    let mut chart = match centre {
        Some(centre) => neighbourhood(&session, &results, own, centre)?,
        None if own.lanes => lanes(&results, &provenance(&results, &session.hash)),
        None => drawing(&session, &results, &options),
    };
    if !own.fail.is_empty() {
        let scenario = what_if(&session.graph, &stopping(failed(&session, &own.fail)?));
        colour_by(&mut chart, session.naming(), &scenario);
    }
    let exit = if let Some(old) = &own.diff {
        match changes(arguments, own, old, &session, &results, &mut chart)? {
            Ok(exit) => exit,
            Err(exit) => return Ok(exit),
        }
    } else {
        Exit::Done
    };
    if let Some(depth) = own.depth {
        collapse_below(&mut chart, depth);
    }
    picture::write(&session.words, &chart, own)?;
    Ok(exit)
}

/// The components and firms around one.
fn neighbourhood(
    session: &Session,
    results: &Results<'_>,
    own: &TreeArguments,
    centre: ComponentIx,
) -> Result<Chart, Mistake> {
    let options = AroundOptions { centre, hops: own.hops };
    around(results, options, &provenance(results, &session.hash)).map_err(|count| {
        let (hops, count) = (own.hops.to_string(), count.to_string());
        let read = results.naming.component(centre);
        Mistake::new("around-too-many", &[("read", read), ("hops", &hops), ("count", &count)])
    })
}

/// Marks what changed since earlier data.
fn changes(
    arguments: &Arguments,
    own: &TreeArguments,
    old: &Path,
    session: &Session,
    results: &Results<'_>,
    chart: &mut Chart,
) -> anyhow::Result<Result<Exit, Exit>> {
    let asked = || Questions::about(levels()).graded_by(&own.grades);
    let old = match Session::open(arguments, old)? {
        Ok(old) => old,
        Err(exit) => return Ok(Err(exit)),
    };
    let comparison = comparison(&old, session, &own.mapping, asked()?.grading())?;
    let before = Findings::of(&old, asked()?);
    mark_changes(chart, &Compared::new(&comparison, &before.results(&old), results));
    Ok(Ok(if comparison.exhausted { Exit::Incomplete } else { Exit::Done }))
}

/// The tree with its sources.
pub(super) fn drawing(session: &Session, results: &Results<'_>, options: &TreeOptions) -> Chart {
    tree(results, options, &provenance(results, &session.hash))
}

/// A full failure of some elements, at both horizons.
fn stopping(failed: Vec<Element>) -> WhatIfOptions {
    WhatIfOptions {
        failed,
        depth: Percent::HUNDRED,
        qualified: Qualified::Ignored,
        control: Control::Stays,
        horizons: vec![Horizon::Short, Horizon::Long],
        assume: Assume::Nothing,
        min_share: None,
        targets: None,
    }
}

/// Levels whose single points get a heavy border.
pub(super) fn levels() -> Vec<Level> {
    vec![Level::Supplier, Level::Group, Level::City, Level::Province, Level::Country]
}

fn without_repeats<T: PartialEq>(all: Vec<T>) -> Vec<T> {
    let mut kept = Vec::with_capacity(all.len());
    for one in all {
        if !kept.contains(&one) {
            kept.push(one);
        }
    }
    kept
}
