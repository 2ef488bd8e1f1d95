//! `liantu plan`: the cheapest verified backup plan; with `--frontier` the cost–cover curve, with
//! `--scope-only` the distance to autonomy.

mod autonomy;
mod frontier;
mod new_sources;
mod shared;

use crate::arguments::{Arguments, OrderArgument, PlanArguments};
use crate::exit::{Exit, Mistake};
use crate::findings::{COVER, WEEKS, in_range};
use crate::output::deliver_tables;
use crate::progress::SolveBar;
use crate::session::{Session, levels};
use liantu_analysis::{Assumed, Level, Upstream};
use liantu_model::{Model, Percent};
use liantu_plan::covering::Effort;
use liantu_plan::{Goal, Order, PlanOptions, RegionCap, plan};
use liantu_render::{json, tables};

/// Levels that can be asked for: those at which sources are lost.
const ALLOWED: [Level; 6] =
    [Level::Supplier, Level::Group, Level::City, Level::Province, Level::Country, Level::Coalition];
/// The greatest sum of money, and the greatest gap in percent.
const MONEY: (f64, f64) = (0.0, 1e12);
const GAP: (f64, f64) = (0.0, 100.0);

pub(crate) fn run(arguments: &Arguments, own: &PlanArguments) -> anyhow::Result<Exit> {
    if let Some(scope) = own.autonomy.scope_only {
        return autonomy::run(arguments, own, scope);
    }
    let asked = match ask(arguments, own)? {
        Ok(asked) => asked,
        Err(exit) => return Ok(exit),
    };
    if own.frontier {
        return frontier::run(arguments, own, asked);
    }
    if own.shared_capacity {
        return shared::run(own, &asked);
    }
    let Asked { session, options } = asked;
    let bar = SolveBar::new(session.words.text("plan-progress"), arguments.global.quiet)?;
    let found = plan(&session.graph, &options, &bar);
    bar.finish();
    let naming = session.naming();
    let notes = tables::plan_notes(naming, &found);
    deliver_tables(
        &own.output,
        || tables::plan(naming, &found),
        |out| json::write(&json::plan(naming, &found, notes), out),
    )?;
    Ok(if found.is_complete && found.is_verified { Exit::Done } else { Exit::Incomplete })
}

/// A dataset, and what to ask of it.
struct Asked {
    session: Session,
    options: PlanOptions,
}

fn ask(arguments: &Arguments, own: &PlanArguments) -> anyhow::Result<Result<Asked, Exit>> {
    let question = question(own)?;
    let session = match Session::open(arguments, &own.dataset)? {
        Ok(session) => session,
        Err(exit) => return Ok(Err(exit)),
    };
    let targets = session.targets(&own.target)?.unwrap_or_default();
    let session = new_sources::with_new_sources(session, own, &targets)?;
    let options = PlanOptions { targets, caps: caps(session.graph.model(), &own.cap)?, ..question };
    Ok(Ok(Asked { session, options }))
}

/// What was asked, as far as it does not speak of the dataset.
fn question(own: &PlanArguments) -> Result<PlanOptions, Mistake> {
    if own.shared_capacity {
        shared::allow(own)?;
    }
    let within_weeks = in_range("within", own.within, WEEKS)?;
    if within_weeks <= 0.0 {
        return Err(Mistake::new("plan-zero-within", &[]));
    }
    Ok(PlanOptions {
        required_cover: percentage("cover", own.cover)?,
        within_weeks,
        levels: levels(&own.levels, &ALLOWED)?.levels,
        order: match own.order {
            OrderArgument::Single => Order::Single,
            OrderArgument::Pairs => Order::Pairs,
        },
        upstream: if own.direct { Upstream::Ignored } else { Upstream::Followed },
        goal: goal(own)?,
        assumed: Assumed {
            cover: own.assume_cover.map(|percent| percentage("assume-cover", percent)).transpose()?,
            weeks: own.assume_weeks.map(|weeks| in_range("assume-weeks", weeks, WEEKS)).transpose()?,
        },
        effort: Effort { gap: in_range("gap", own.gap, GAP)? / 100.0, ..Effort::default() },
        ..PlanOptions::default()
    })
}

fn goal(own: &PlanArguments) -> Result<Goal, Mistake> {
    match (own.shortfall_penalty, own.budget) {
        (None, None) => Ok(Goal::Full),
        (Some(penalty), _) => Ok(Goal::Penalty(in_range("shortfall-penalty", penalty, MONEY)?)),
        (None, Some(budget)) => Ok(Goal::Budget(in_range("budget", budget, MONEY)?)),
    }
}

fn percentage(option: &str, points: f64) -> Result<Percent, Mistake> {
    let points = in_range(option, points, COVER)?;
    Ok(Percent::from_points(points).unwrap_or(Percent::HUNDRED))
}

/// Understands `--cap REGION=N`; the same region twice must say the same.
fn caps(model: &Model, texts: &[String]) -> Result<Vec<RegionCap>, Mistake> {
    let mut caps: Vec<RegionCap> = Vec::new();
    for text in texts {
        let bad = || Mistake::new("plan-bad-cap", &[("read", text)]);
        let (name, most) = text.rsplit_once(['=', '=']).ok_or_else(bad)?;
        let most: u32 = most.trim().parse().map_err(|_| bad())?;
        let region = model.find_region(name.trim()).map_err(|nearest| {
            let nearest = nearest.unwrap_or_default();
            Mistake::new("unknown-region-option", &[("read", name), ("nearest", &nearest)])
        })?;
        match caps.iter().find(|cap| cap.region == region) {
            Some(cap) if cap.most != most => {
                let (first, second) = (cap.most.to_string(), most.to_string());
                return Err(Mistake::new(
                    "plan-cap-twice",
                    &[("region", name), ("first", &first), ("second", &second)],
                ));
            }
            Some(_) => {}
            None => caps.push(RegionCap { region, most }),
        }
    }
    Ok(caps)
}
