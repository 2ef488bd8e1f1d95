//! `liantu plan --scope-only`: the distance to autonomy.

use crate::arguments::{Arguments, PlanArguments, ScopeArgument};
use crate::exit::Exit;
use crate::output::deliver_tables;
use crate::progress::SolveBar;
use crate::session::Session;
use liantu_analysis::Ring;
use liantu_graph::Qualified;
use liantu_plan::covering::Effort;
use liantu_plan::{AutonomyOptions, Measure, autonomy};
use liantu_render::{json, tables};

pub(super) fn run(arguments: &Arguments, own: &PlanArguments, scope: ScopeArgument) -> anyhow::Result<Exit> {
    let session = match Session::open(arguments, &own.dataset)? {
        Ok(session) => session,
        Err(exit) => return Ok(exit),
    };
    let options = AutonomyOptions {
        scope: match scope {
            ScopeArgument::Domestic => Ring::Domestic,
            ScopeArgument::Delta => Ring::Delta,
            ScopeArgument::Home => Ring::Home,
        },
        targets: session.targets(&own.target)?.unwrap_or_default(),
        qualified: if own.autonomy.count_qualified { Qualified::Counted } else { Qualified::Ignored },
        measure: if own.autonomy.cheapest { Measure::Cheapest } else { Measure::Fewest },
        effort: Effort::default(),
    };
    let bar = SolveBar::new(session.words.text("autonomy-progress"), arguments.global.quiet)?;
    let found = autonomy(&session.graph, &options, &bar);
    bar.finish();
    let naming = session.naming();
    let notes = tables::autonomy_notes(naming, &found);
    deliver_tables(
        &own.output,
        || tables::autonomy(naming, &found),
        |out| json::write(&json::autonomy(naming, &found, notes), out),
    )?;
    Ok(if found.is_complete { Exit::Done } else { Exit::Incomplete })
}
