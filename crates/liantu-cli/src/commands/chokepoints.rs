//! `liantu chokepoints`: where others can choke us.

use crate::arguments::{Arguments, ChokepointArguments, FailOnGrade};
use crate::exit::Exit;
use crate::findings::{Findings, Questions};
use crate::output::deliver_tables;
use crate::session::Session;
use liantu_analysis::{Grade, Level};
use liantu_render::{json, tables};

pub(crate) fn run(arguments: &Arguments, own: &ChokepointArguments) -> anyhow::Result<Exit> {
    let questions = Questions::about(vec![Level::Component]).within(own.within)?;
    let session = match Session::open(arguments, &own.dataset)? {
        Ok(session) => session,
        Err(exit) => return Ok(exit),
    };
    let findings = Findings::of(&session, questions);
    let results = findings.results(&session);
    let written = || {
        vec![
            tables::chokepoints(&results),
            tables::all_grades(&results),
            tables::withdrawals(&results),
            tables::withdrawals_by_component(&results),
            tables::dependence(&results),
        ]
    };
    let notes = tables::chokepoint_notes(&results);
    deliver_tables(&own.output, written, |out| json::write(&json::chokepoints(&results, notes), out))?;
    let fails = |grade: Grade| match own.fail_on {
        None => false,
        Some(FailOnGrade::Yellow) => grade >= Grade::Yellow,
        Some(FailOnGrade::Orange) => grade >= Grade::Orange,
        Some(FailOnGrade::Red) => grade >= Grade::Red,
    };
    let any = results.chokepoints.rows.iter().any(|row| fails(row.pessimistic.grade));
    Ok(if any { Exit::Findings } else { Exit::Done })
}
