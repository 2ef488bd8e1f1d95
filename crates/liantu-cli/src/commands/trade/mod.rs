//! `liantu trade`: import dependence from bilateral trade tables.

mod answer;
mod evidence;
mod question;

pub(crate) use evidence::Evidence;

use crate::arguments::{Arguments, TradeArguments};
use crate::exit::{Exit, Mistake};
use crate::output::{deliver, stderr_line};
use crate::progress::ByteBar;
use crate::session::Session;
use liantu_render::catalogue::Catalogue;
use liantu_render::trade::{has_faults, reading_lines, reading_warnings};
use liantu_trade::{InputFile, PRESETS, ReadOptions, ReadReport, Trade, TradeError, read_years};
use question::Asked;
use std::path::PathBuf;

pub(crate) fn run(arguments: &Arguments, own: &TradeArguments) -> anyhow::Result<Exit> {
    if let Some(name) = &own.print_preset {
        return print_preset(own, name);
    }
    let words = Catalogue::new(arguments.language());
    let session = match &own.dataset {
        Some(dataset) => match Session::open(arguments, dataset)? {
            Ok(session) => Some(session),
            Err(exit) => return Ok(exit),
        },
        None => None,
    };
    let asked = Asked::of(arguments, own, session)?;
    let mut trade = read(&words, arguments.global.quiet, &own.files, &asked.read)?;
    say(&words, arguments, &trade.report);
    if arguments.global.strict && has_faults(&trade.report) {
        return Ok(Exit::DataErrors);
    }
    if !asked.question.takes_years() && trade.years.len() > 1 {
        return Err(TradeError::SeveralYears { years: trade.report.years }.into());
    }
    let mut absent = asked.products.clone();
    if !asked.products.is_empty() {
        for year in &mut trade.years {
            let not_here = year.keep_products(&asked.products);
            absent.retain(|product| not_here.contains(product));
        }
    }
    answer::deliver(&words, own, &asked, &trade, &absent)?;
    Ok(Exit::Done)
}

/// Reads the files with a bar on the terminal.
fn read(
    words: &Catalogue,
    quiet: bool,
    files: &[PathBuf],
    options: &ReadOptions,
) -> Result<Trade, TradeError> {
    let files: Vec<InputFile> = files.iter().map(InputFile::from).collect();
    let mut bar = ByteBar::new(words.text("trade-progress"), quiet);
    let trade = read_years(&files, options, &mut |progress| bar.show(progress.done, progress.total));
    bar.finish();
    trade
}

/// Rows read, used and dropped, and what looks wrong.
fn say(words: &Catalogue, arguments: &Arguments, report: &ReadReport) {
    if arguments.global.quiet {
        return;
    }
    for line in reading_lines(words, report) {
        stderr_line(&line);
    }
    let severity = words.text("severity-warning");
    for line in reading_warnings(words, report) {
        stderr_line(&format!("{severity}: {line}"));
    }
}

fn print_preset(own: &TradeArguments, name: &str) -> anyhow::Result<Exit> {
    let (_, text) = PRESETS.iter().find(|(preset, _)| *preset == name).ok_or_else(|| unknown_preset(name))?;
    deliver(&own.output, Box::new(|out| out.write_all(text.as_bytes())))?;
    Ok(Exit::Done)
}

fn unknown_preset(name: &str) -> Mistake {
    let names = PRESETS.map(|(preset, _)| preset).join(", ");
    Mistake::new("trade-error-unknown-preset", &[("read", name), ("presets", &names)])
}
