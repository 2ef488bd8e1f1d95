//! `liantu chokepoints`: where others can choke us.

use super::trade;
use crate::arguments::{Arguments, ChokepointArguments, FailOnGrade};
use crate::exit::Exit;
use crate::findings::{Findings, Questions};
use crate::output::{deliver, deliver_tables};
use crate::rules::{DEFAULT, rules};
use crate::session::Session;
use crate::weights::weighting;
use liantu_analysis::{Grade, Level, RankingOptions, ranking};
use liantu_render::{json, tables};

pub(crate) fn run(arguments: &Arguments, own: &ChokepointArguments) -> anyhow::Result<Exit> {
    let Some(dataset) = own.dataset.as_deref().filter(|_| !own.print_rules) else {
        deliver(&own.output, Box::new(|out| out.write_all(DEFAULT.as_bytes())))?;
        return Ok(Exit::Done);
    };
    let rules = rules(own.rules.as_deref())?;
    let weighting = own.rank.as_deref().map(weighting).transpose()?;
    let session = match Session::open(arguments, dataset)? {
        Ok(session) => session,
        Err(exit) => return Ok(exit),
    };
    let trade = match trade::Evidence::read(arguments, &session, &own.trade)? {
        Ok(trade) => trade,
        Err(exit) => return Ok(exit),
    };
    let dependent = trade.as_ref().map(trade::Evidence::dependent).unwrap_or_default();
    let questions = Questions::about(vec![Level::Component]).within(own.within)?;
    let findings = Findings::of(&session, questions.ruled_by(rules).warned_by_trade(dependent));
    let results = findings.results(&session);
    let results = match &trade {
        Some(trade) => results.with_trade(trade.evidence(&session.words)),
        None => results,
    };
    let ranked = weighting.map(|weighting| {
        let options = RankingOptions { weighting, samples: own.samples as usize, seed: own.seed };
        ranking(&session.graph, results.chokepoints, results.exposure, &options)
    });
    let written = || {
        let mut all = vec![
            tables::chokepoints(&results),
            tables::all_grades(&results),
            tables::withdrawals(&results),
            tables::withdrawals_by_component(&results),
            tables::dependence(&results),
            tables::long_links(&results),
        ];
        all.extend(results.trade.map(|trade| tables::trade(&trade.results(results.naming))));
        all.extend(ranked.as_ref().map(|ranked| tables::ranking(&results, ranked)));
        all
    };
    let notes = tables::chokepoint_notes(&results);
    deliver_tables(&own.output, written, |out| {
        json::write(&json::chokepoints(&results, ranked.as_ref(), notes), out)
    })?;
    let fails = |grade: Grade| match own.fail_on {
        None => false,
        Some(FailOnGrade::Yellow) => grade >= Grade::Yellow,
        Some(FailOnGrade::Orange) => grade >= Grade::Orange,
        Some(FailOnGrade::Red) => grade >= Grade::Red,
    };
    let any = results.chokepoints.rows.iter().any(|row| fails(row.pessimistic.grade));
    Ok(if any { Exit::Findings } else { Exit::Done })
}
