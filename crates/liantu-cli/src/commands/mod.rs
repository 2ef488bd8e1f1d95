//! One module per command.

mod check;
mod cutsets;
mod import;
mod spof;

use crate::arguments::{Arguments, Command};
use crate::exit::Exit;

/// Runs the command that was typed.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Exit> {
    match &arguments.command {
        Command::Check(own) => check::run(arguments, own),
        Command::Cutsets(own) => cutsets::run(arguments, own),
        Command::Export(own) => cutsets::export(arguments, own),
        Command::Import(own) => import::run(arguments, own),
        Command::Spof(own) => spof::run(arguments, own),
        Command::Chokepoints(_) | Command::Backup(_) | Command::Tree(_) | Command::Report(_) => {
            unreachable!()
        }
    }
}
