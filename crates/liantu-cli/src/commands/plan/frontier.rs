//! `liantu plan --frontier`: the cost–cover curve.

use super::{Asked, Exit};
use crate::arguments::{Arguments, PlanArguments};
use crate::output::{deliver_tables, write_file};
use crate::progress::SolveBar;
use liantu_plan::{FrontierOptions, frontier};
use liantu_render::{curve, json, tables};

pub(super) fn run(arguments: &Arguments, own: &PlanArguments, asked: Asked) -> anyhow::Result<Exit> {
    let Asked { session, options } = asked;
    let options = FrontierOptions { plan: options, most_points: own.points };
    let bar = SolveBar::new(session.words.text("frontier-progress"), arguments.global.quiet)?;
    let found = frontier(&session.graph, &options, &bar);
    bar.finish();
    let naming = session.naming();
    if let Some(path) = &own.picture {
        let provenance = liantu_render::report::dataset_line(naming, &session.hash);
        let picture = curve::frontier_picture(naming, &found, &[provenance]);
        write_file(path, &picture, own.output.force)?;
    }
    let notes = tables::frontier_notes(naming, &found);
    deliver_tables(
        &own.output,
        || vec![tables::frontier(naming, &found)],
        |out| json::write(&json::frontier(naming, &found, notes), out),
    )?;
    Ok(if found.is_whole && found.is_complete { Exit::Done } else { Exit::Incomplete })
}
