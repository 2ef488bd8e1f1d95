//! Where output goes: the screen, or files that are there whole or not at all.

use crate::arguments::{Format, OutputArguments};
use crate::exit::Mistake;
use liantu_ingest::{TextFile, is_table_name};
use liantu_render::table::Table;
use liantu_render::write;
use std::io::{self, IsTerminal, Write};
use std::path::Path;

/// Writes a line to the error stream.
pub(crate) fn stderr_line(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// Writes text to the screen.
pub(crate) fn stdout_text(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// Writes a file whole or not at all: to a neighbour first, then renamed.
pub(crate) fn write_file(path: &Path, text: &str, force: bool) -> anyhow::Result<()> {
    if path.exists() && !force {
        return Err(Mistake::new("file-exists", &[("path", &path.display().to_string())]).into());
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let failed = |error: &io::Error| {
        Mistake::new("cannot-write", &[("path", &path.display().to_string()), ("reason", &error.to_string())])
    };
    let mut file =
        tempfile::Builder::new().prefix(".liantu-").tempfile_in(folder).map_err(|error| failed(&error))?;
    file.write_all(text.as_bytes()).map_err(|error| failed(&error))?;
    set_plain_permissions(file.as_file()).map_err(|error| failed(&error))?;
    file.persist(path).map_err(|error| failed(&error.error))?;
    Ok(())
}

/// Writes the files of a dataset folder: first it is seen that all may be written, then they are.
///
/// A folder that is there may hold other things, but no table that is not among the files: it would be read
/// together with them.
pub(crate) fn write_dataset(folder: &Path, files: &[TextFile], force: bool) -> anyhow::Result<()> {
    let shown = |path: &Path| path.display().to_string();
    let failed = |error: &io::Error| {
        Mistake::new("cannot-write", &[("path", &shown(folder)), ("reason", &error.to_string())])
    };
    std::fs::create_dir_all(folder).map_err(|error| failed(&error))?;
    for entry in std::fs::read_dir(folder).map_err(|error| failed(&error))? {
        let path = entry.map_err(|error| failed(&error))?.path();
        let is_ours =
            files.iter().any(|file| path.file_name().is_some_and(|name| name == file.name.as_str()));
        if is_ours && !force {
            return Err(Mistake::new("file-exists", &[("path", &shown(&path))]).into());
        }
        if !is_ours && path.file_name().and_then(|name| name.to_str()).is_some_and(is_table_name) {
            return Err(Mistake::new("other-table", &[("path", &shown(&path))]).into());
        }
    }
    files.iter().try_for_each(|file| write_file(&folder.join(&file.name), &file.text, force))
}

/// Temporary files are private; what the user keeps is readable as usual.
#[cfg(unix)]
fn set_plain_permissions(file: &std::fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn set_plain_permissions(_file: &std::fs::File) -> io::Result<()> {
    Ok(())
}

/// Writes text where the arguments say.
pub(crate) fn deliver(arguments: &OutputArguments, text: &str) -> anyhow::Result<()> {
    match &arguments.output {
        Some(path) => write_file(path, text, arguments.force),
        None => Ok(stdout_text(text)?),
    }
}

/// Tables in the format asked for; JSON is made only when asked for.
pub(crate) fn deliver_tables(
    arguments: &OutputArguments,
    tables: &[Table],
    json: impl FnOnce() -> String,
) -> anyhow::Result<()> {
    let joined = |one: &dyn Fn(&Table) -> String| tables.iter().map(one).collect::<Vec<_>>().join("\n");
    let text = match arguments.format {
        Format::Json => json(),
        Format::Csv => joined(&write::csv),
        Format::Md => joined(&write::markdown),
        Format::Text => joined(&|table| write::text(table, screen_width(arguments))),
    };
    deliver(arguments, &text)
}

/// The width of the terminal, when the output goes to one.
fn screen_width(arguments: &OutputArguments) -> Option<u16> {
    let to_screen = arguments.output.is_none() && io::stdout().is_terminal();
    let columns = std::env::var("COLUMNS").ok().and_then(|text| text.parse().ok());
    to_screen.then(|| columns.unwrap_or(120))
}
