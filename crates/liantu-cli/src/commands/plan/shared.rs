//! `liantu plan --shared-capacity`: a firm's backups share its plant.

use super::Asked;
use crate::arguments::{OrderArgument, PlanArguments};
use crate::exit::{Exit, Mistake};

/// Refuses what the solver is not there for.
pub(super) fn allow(own: &PlanArguments) -> Result<(), Mistake> {
    if !liantu_plan::HAS_SOLVER {
        return Err(Mistake::new("shared-plan-unavailable", &[]));
    }
    if own.order == OrderArgument::Pairs {
        return Err(Mistake::new("shared-plan-pairs", &[]));
    }
    Ok(())
}

#[cfg(feature = "highs")]
pub(super) fn run(own: &PlanArguments, asked: &Asked) -> anyhow::Result<Exit> {
    use crate::output::deliver_tables;
    use liantu_render::{json, tables};

    let found = liantu_plan::shared_plan(&asked.session.graph, &asked.options);
    let naming = asked.session.naming();
    let notes = tables::shared_plan_notes(naming, &found);
    deliver_tables(
        &own.output,
        || tables::shared_plan(naming, &found),
        |out| json::write(&json::shared_plan(naming, &found, notes), out),
    )?;
    Ok(if found.is_complete && found.is_verified { Exit::Done } else { Exit::Incomplete })
}

#[cfg(not(feature = "highs"))]
pub(super) fn run(own: &PlanArguments, _asked: &Asked) -> anyhow::Result<Exit> {
    allow(own).map(|()| Exit::Done).map_err(Into::into)
}
