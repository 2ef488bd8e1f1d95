//! One module per command.

mod ask;
mod backup;
mod check;
mod chokepoints;
mod cutsets;
mod diff;
mod explain;
mod export;
mod import;
mod matching;
mod plan;
mod regions;
mod report;
mod sensitivity;
mod shell;
mod simulate;
mod spof;
pub(crate) mod systemic;
mod template;
pub(crate) mod trade;
mod tree;

use crate::arguments::{Arguments, Command};
use crate::exit::Exit;

/// Runs the command that was typed.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Exit> {
    match &arguments.command {
        Command::Check(own) => check::run(arguments, own),
        Command::Cutsets(own) => cutsets::run(arguments, own),
        Command::Explain(own) => explain::run(arguments, own),
        Command::Export(own) => export::run(arguments, own),
        Command::Simulate(own) => simulate::run(arguments, own),
        Command::Import(own) => import::run(arguments, own),
        Command::Spof(own) => spof::run(arguments, own),
        Command::Ask(own) => ask::run(arguments, own),
        Command::Sensitivity(own) => sensitivity::run(arguments, own),
        Command::Chokepoints(own) => chokepoints::run(arguments, own),
        Command::Backup(own) => backup::run(arguments, own),
        Command::Plan(own) => plan::run(arguments, own),
        Command::Systemic(own) => systemic::run(arguments, own),
        Command::Template(own) => template::run(arguments, own),
        Command::Trade(own) => trade::run(arguments, own),
        Command::Match(own) => matching::run(arguments, own),
        Command::Core(own) => matching::core(arguments, own),
        Command::Regions(own) => regions::run(arguments, own),
        Command::Tree(own) => tree::run(arguments, own),
        Command::Diff(own) => diff::run(arguments, own),
        Command::Report(own) => report::run(arguments, own),
        Command::Completions(own) => shell::completions(own),
        Command::Man(own) => shell::manual(own),
    }
}
