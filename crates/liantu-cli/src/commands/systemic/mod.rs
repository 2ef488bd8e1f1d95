//! `liantu systemic`: how much of all output is lost when a firm closes?

mod analysis;
mod derived;
mod fingerprint;
mod input;
mod parts;
mod scenarios;
mod shards;

pub(crate) use parts::Shard;

use crate::arguments::{Arguments, Format, SystemicArguments, SystemicCommand};
use crate::exit::{Exit, Mistake};
use crate::output::{deliver, deliver_tables, write_file};
use analysis::{Findings, result};
use input::{Input, Stop};
use liantu_render::catalogue::Catalogue;
use liantu_render::systemic::SystemicResult;
use liantu_render::write::systemic_csv;
use liantu_render::{json, systemic_chart, tables};
use liantu_systemic::{EsriOptions, Replaceability, Solution};

pub(crate) fn run(arguments: &Arguments, own: &SystemicArguments) -> anyhow::Result<Exit> {
    if let Some(SystemicCommand::Merge(own)) = &own.command {
        return shards::merge(own);
    }
    let solution = solution(own)?;
    let words = Catalogue::new(arguments.language());
    let input = match Input::read(arguments, own, &words) {
        Ok(input) => input,
        Err(Stop::Tables(error)) => return Ok(input::say(&words, &error)),
        Err(Stop::Said(exit)) => return Ok(exit),
        Err(Stop::Other(error)) => return Err(error),
    };
    let options = EsriOptions { solution, replaceability: replaceability(own, &input) };
    if let (Some(shard), Some(folder)) = (own.shard, &own.parts) {
        return shards::run(&words, own, &input, options, (shard, folder));
    }
    let found = Findings::compute(&input, options, 0..input.scenarios.len());
    let result = result(&input, options, own, &found);
    write(&words, own, &input, &result)?;
    Ok(if result.unsettled() > 0 { Exit::Incomplete } else { Exit::Done })
}

fn write(
    words: &Catalogue,
    own: &SystemicArguments,
    input: &Input,
    result: &SystemicResult<'_>,
) -> anyhow::Result<()> {
    if own.output.format == Format::Csv {
        deliver(&own.output, Box::new(|out| systemic_csv(out, result)))?;
    } else {
        deliver_tables(
            &own.output,
            || tables::systemic(words, result, own.top),
            |out| json::write(&json::systemic(words, result, &input.name), out),
        )?;
    }
    match &own.chart {
        Some(path) => write_file(path, &systemic_chart(words, result, &input.name), own.output.force),
        None => Ok(()),
    }
}

fn solution(own: &SystemicArguments) -> Result<Solution, Mistake> {
    if let Some(eps) = own.eps.filter(|eps| !(eps.is_finite() && *eps > 0.0)) {
        return Err(Mistake::new("systemic-bad-eps", &[("read", &eps.to_string())]));
    }
    Ok(if own.compat {
        Solution::Compat { eps: own.eps.unwrap_or(1e-2) }
    } else {
        Solution::FixedPoint { error: own.eps.unwrap_or(1e-10) }
    })
}

fn replaceability<'a>(own: &SystemicArguments, input: &'a Input) -> Replaceability<'a> {
    match &input.backups {
        Some(backups) => Replaceability::Named(&backups.backing),
        None if own.no_replaceability => Replaceability::Off,
        None => Replaceability::MarketShare,
    }
}
