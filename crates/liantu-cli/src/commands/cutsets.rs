//! `liantu cutsets`: minimal cut sets.

use crate::arguments::{Arguments, CutSetArguments, HorizonArgument, ReadingArgument};
use crate::exit::{Exit, Mistake};
use crate::output::{deliver_tables, keyed};
use crate::session::{Session, levels};
use liantu_analysis::{
    CutSetError, CutSetOptions, Found, Level, Listing, MaxOrder, SensitivityOptions, cut_sets, reviews,
    set_robustness,
};
use liantu_graph::{Control, Horizon, Qualified, Reading};
use liantu_render::{json, tables};
use std::time::Duration;

pub(crate) fn run(arguments: &Arguments, own: &CutSetArguments) -> anyhow::Result<Exit> {
    let chosen = if own.foreign { &["embargo".to_owned()] } else { own.level.as_slice() };
    let chosen = levels(chosen, Level::ALL)?;
    let max_order = max_order(&own.max_order)?;
    let session = match Session::open_with(arguments, &own.dataset, own.probabilities.as_deref())? {
        Ok(session) => session,
        Err(exit) => return Ok(exit),
    };
    let options = CutSetOptions {
        levels: chosen.levels,
        several_members_only: chosen.several_members_only,
        places_only: own.foreign,
        qualified: if own.count_qualified { Qualified::Counted } else { Qualified::Ignored },
        control: if own.control { Control::Falls } else { Control::Stays },
        targets: session.targets(&own.target)?,
        max_order,
        reading: match own.reading {
            ReadingArgument::Pessimistic => Reading::Pessimistic,
            ReadingArgument::Optimistic => Reading::Optimistic,
        },
        horizon: match own.horizon {
            HorizonArgument::Short => Horizon::Short,
            HorizonArgument::Long => Horizon::Long,
        },
        dominant: own.dominant,
        listing: match (own.count, own.paths) {
            (true, _) => Listing::CountOnly,
            (false, true) => Listing::Paths(own.limit),
            (false, false) => Listing::First(own.limit),
        },
        importance: own.importance || own.probabilities.is_some(),
        budget_nodes: own.budget_nodes,
        budget_time: own.budget_seconds.map(Duration::try_from_secs_f64).and_then(Result::ok),
    };
    let result = cut_sets(&session.graph, &options).map_err(mistake)?;
    let naming = session.naming();
    let sure =
        own.max_errors.map(|most| set_robustness(&session.graph, &result, &SensitivityOptions { most }));
    let found = Found { sets: Some(&result), ..Found::default() };
    let reviewed = reviews(&session.graph, found, None);
    let beside = tables::BesideSets {
        robustness: sure.as_deref(),
        reviews: (!reviewed.standings.is_empty()).then_some(&reviewed),
    };
    let told = |target| tables::cut_set_notes(naming, &result, target, sure.is_some());
    let notes = result.targets.iter().flat_map(told).collect();
    deliver_tables(
        &own.output,
        || keyed(tables::cut_sets(naming, &result, beside), &own.keys),
        |out| json::write(&json::cut_sets(naming, &result, beside, notes), out),
    )?;
    Ok(if result.is_incomplete() { Exit::Incomplete } else { Exit::Done })
}

pub(super) fn mistake(error: CutSetError) -> Mistake {
    Mistake::new(
        match error {
            CutSetError::ZeroOrder => "order-zero",
            CutSetError::EmbargoMixed => "embargo-mixed",
        },
        &[],
    )
}

fn max_order(text: &str) -> Result<MaxOrder, Mistake> {
    match text.parse() {
        _ if text == "all" => Ok(MaxOrder::All),
        Ok(0) => Err(mistake(CutSetError::ZeroOrder)),
        Ok(order) => Ok(MaxOrder::UpTo(order)),
        Err(_) => Err(Mistake::new("bad-order", &[("read", text)])),
    }
}
