//! `liantu chokepoints`: where others can choke us.

use super::trade;
use crate::arguments::{Arguments, ChokepointArguments, FailOnGrade};
use crate::exit::Exit;
use crate::findings::{Findings, Questions};
use crate::output::{deliver, deliver_tables, keyed};
use crate::rules::DEFAULT;
use crate::session::Session;
use crate::weights::weighting;
use liantu_analysis::{DecisiveOptions, Grade, Level, RankingOptions, ranking};
use liantu_render::{json, tables};

pub(crate) fn run(arguments: &Arguments, own: &ChokepointArguments) -> anyhow::Result<Exit> {
    let Some(dataset) = own.dataset.as_deref().filter(|_| !own.print_rules) else {
        deliver(&own.output, Box::new(|out| out.write_all(DEFAULT.as_bytes())))?;
        return Ok(Exit::Done);
    };
    let questions = Questions::about(vec![Level::Component]).without_backups().with_plain_points();
    let questions = questions.within(own.within)?.graded_by(&own.grades)?;
    let weighting = own.rank.as_deref().map(weighting).transpose()?;
    let session = match Session::open(arguments, dataset)? {
        Ok(session) => session,
        Err(exit) => return Ok(exit),
    };
    let trade = match trade::Evidence::read(arguments, &session, &own.evidence)? {
        Ok(trade) => trade,
        Err(exit) => return Ok(exit),
    };
    let findings = Findings::of(&session, questions.warned_by(trade.as_ref()));
    let evidence = trade.as_ref().map(|trade| trade.evidence(&session.words));
    let decisive = findings.decisive(&session, &DecisiveOptions::at_most(2));
    let reviews = findings.reviews_of_grades(&session);
    let results = findings.results(&session).with_trade(evidence).with_decisive(&decisive);
    let results = results.with_reviews(&reviews);
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
        all.extend(tables::reviews(results.naming, results.reviews));
        all.extend(ranked.as_ref().map(|ranked| tables::ranking(&results, ranked)));
        keyed(all, &own.keys)
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
