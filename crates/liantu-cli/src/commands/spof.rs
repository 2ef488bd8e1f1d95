//! `liantu spof`: single points of failure.

use crate::arguments::{Arguments, AssumeArgument, FailOnCertainty, SpofArguments};
use crate::commands::simulate::percentage;
use crate::exit::Exit;
use crate::output::{deliver_tables, keyed};
use crate::session::{Session, levels};
use liantu_analysis::{
    Assume, Certainty, Depth, Found, Level, LossOptions, Losses, SpofOptions, reviews, single_points,
};
use liantu_graph::{Control, Qualified};
use liantu_render::{json, tables};

pub(crate) fn run(arguments: &Arguments, own: &SpofArguments) -> anyhow::Result<Exit> {
    let chosen = levels(&own.level, Level::ALL)?;
    let loss = LossOptions {
        assume: match own.assume {
            Some(AssumeArgument::Equal) => Assume::EqualSplit,
            None => Assume::Nothing,
        },
        min_share: own.min_share.map(|share| percentage("--min-share", share)).transpose()?,
        least: percentage("--least-loss", own.least_loss)?,
        limit: own.measure,
    };
    let session = match Session::open(arguments, &own.dataset)? {
        Ok(session) => session,
        Err(exit) => return Ok(exit),
    };
    let options = SpofOptions {
        levels: chosen.levels,
        several_members_only: chosen.several_members_only,
        qualified: if own.count_qualified { Qualified::Counted } else { Qualified::Ignored },
        control: if own.control { Control::Falls } else { Control::Stays },
        targets: session.targets(&own.target)?,
        depth: if own.brief { Depth::Losses } else { Depth::Explained },
        loss: (!own.brief).then_some(loss),
    };
    let result = single_points(&session.graph, &options);
    let naming = session.naming();
    let found = Found { points: Some(&result), ..Found::default() };
    let reviewed = reviews(&session.graph, found, None);
    let beside = tables::Beside {
        reviews: (!reviewed.standings.is_empty()).then_some(&reviewed),
        ..tables::Beside::default()
    };
    let written = || {
        let mut written = tables::single_points(naming, &result, beside);
        written.extend(tables::already_down(naming, &result));
        written.extend(tables::reviews(naming, beside.reviews));
        keyed(written, &own.keys)
    };
    let notes = tables::single_point_notes(naming, &result);
    deliver_tables(&own.output, written, |out| {
        json::write(&json::spof(naming, &result, beside.reviews, notes), out)
    })?;
    let fails = |certainty: Certainty| match own.fail_on {
        None => false,
        Some(FailOnCertainty::Possible) => true,
        Some(FailOnCertainty::Confirmed) => certainty == Certainty::Confirmed,
    };
    let thin_left_out = |losses: &Losses| losses.options.min_share.is_some() && losses.left_out > 0;
    if result.losses.as_ref().is_some_and(thin_left_out) {
        return Ok(Exit::Incomplete);
    }
    let counted = result.findings.iter().filter(|finding| !finding.own_site);
    Ok(if counted.map(liantu_analysis::SinglePoint::certainty).any(fails) {
        Exit::Findings
    } else {
        Exit::Done
    })
}
