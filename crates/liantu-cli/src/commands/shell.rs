//! `liantu completions` and `liantu man`: what a shell and a manual reader need to know of the command line.

use crate::arguments::{Arguments, CompletionsArguments, ManArguments};
use crate::exit::{Exit, Mistake};
use crate::output::{to_file, to_screen};
use clap::CommandFactory;
use clap_mangen::Man;
use std::fs;

/// Writes the completion script of a shell to the screen.
pub(crate) fn completions(own: &CompletionsArguments) -> anyhow::Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(own.shell, &mut Arguments::command(), "liantu", &mut script);
    to_screen(Box::new(|out| out.write_all(&script)))?;
    Ok(Exit::Done)
}

/// Writes `liantu.1` and a page per command, named as `man` finds them.
pub(crate) fn manual(own: &ManArguments) -> anyhow::Result<Exit> {
    let folder = own.output.display().to_string();
    fs::create_dir_all(&own.output).map_err(|error| {
        Mistake::new("cannot-write", &[("path", &folder), ("reason", &error.to_string())])
    })?;
    let mut program = Arguments::command().disable_help_subcommand(true);
    program.build();
    let mut pages = vec![program.clone()];
    while let Some(command) = pages.pop() {
        let name = command.get_display_name().unwrap_or_else(|| command.get_name()).to_owned();
        pages.extend(command.get_subcommands().cloned());
        let path = own.output.join(format!("{name}.1"));
        to_file(&path, own.force, Box::new(|out| Man::new(command.flatten_help(false)).render(out)))?;
    }
    Ok(Exit::Done)
}
