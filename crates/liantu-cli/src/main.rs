//! Command line of liantu: arguments in, exit code out. Everything else is in the libraries.

mod arguments;
mod commands;
mod elements;
mod exit;
mod findings;
mod folder;
mod fonts;
mod office;
mod output;
mod progress;
mod rules;
mod scenario;
mod session;
mod toml_file;
mod usage;
mod weights;

use exit::Exit;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = match arguments::parse() {
        Ok(arguments) => arguments,
        Err(error) => return usage::usage(&error, &std::env::args_os().collect::<Vec<_>>()).into(),
    };
    commands::run(&arguments).unwrap_or_else(|error| exit::report(&error, arguments.language())).into()
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}
