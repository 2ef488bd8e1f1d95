//! `liantu simulate`: what if some elements fail together?

use crate::arguments::{
    Arguments, AssumeArgument, FailOnCertainty, Format, HorizonArgument, SimulateArguments,
};
use crate::elements::failed;
use crate::exit::{Exit, Mistake};
use crate::output::{deliver, deliver_tables};
use crate::session::Session;
use liantu_analysis::{Assume, Certainty, SurvivalOptions, WhatIf, WhatIfOptions, time_to_survive, what_if};
use liantu_graph::{Control, Horizon, Qualified};
use liantu_model::Percent;
use liantu_render::{json, tables};

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
