//! Where output goes: the screen, or files that are there whole or not at all.

use crate::arguments::{Format, KeyArguments, OutputArguments};
use crate::exit::Mistake;
use liantu_ingest::{TextFile, is_table_name};
use liantu_render::table::Table;
use liantu_render::write;
use std::cell::RefCell;
use std::io::{self, IsTerminal, Write};
use std::path::Path;

thread_local! {
    /// What this thread would write, while it must not.
    static HELD: RefCell<Option<Held>> = const { RefCell::new(None) };
}

/// What work beside other work has to say: written when its turn comes, so that the order is always the same.
#[derive(Debug, Default)]
pub(crate) struct Held {
    out: String,
    errors: String,
}

impl Held {
    /// Does some work, all on this thread, and keeps what it would write.
    pub(crate) fn of<T>(work: impl FnOnce() -> T) -> (T, Self) {
        HELD.set(Some(Self::default()));
        let done = work();
        (done, HELD.take().unwrap_or_default())
    }

    /// Writes it now.
    pub(crate) fn release(&self) -> io::Result<()> {
        let _ = io::stderr().lock().write_all(self.errors.as_bytes());
        stdout_text(&self.out)
    }
}

/// Writes a line to the error stream.
pub(crate) fn stderr_line(text: &str) {
    let is_held =
        HELD.with_borrow_mut(|held| held.as_mut().map(|held| held.errors.extend([text, "\n"])).is_some());
    if !is_held {
        let _ = writeln!(io::stderr().lock(), "{text}");
    }
}

/// What writes itself.
pub(crate) type Writing<'a> = dyn FnOnce(&mut dyn Write) -> io::Result<()> + 'a;

/// Writes to the screen.
pub(crate) fn to_screen(write: Box<Writing<'_>>) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    write(&mut out)?;
    out.flush()
}

/// Writes text to the screen.
pub(crate) fn stdout_text(text: &str) -> io::Result<()> {
    if HELD.with_borrow_mut(|held| held.as_mut().map(|held| held.out.push_str(text)).is_some()) {
        return Ok(());
    }
    to_screen(Box::new(|out| out.write_all(text.as_bytes())))
}

/// Writes a file whole or not at all.
pub(crate) fn write_file(path: &Path, text: &str, force: bool) -> anyhow::Result<()> {
    to_file(path, force, Box::new(|out| out.write_all(text.as_bytes())))
}

/// Writes a file whole or not at all: to a neighbour first, then renamed.
///
/// A device or a pipe (`/dev/null`, `/dev/stdout`) is written to, never replaced.
pub(crate) fn to_file(path: &Path, force: bool, write: Box<Writing<'_>>) -> anyhow::Result<()> {
    let failed = |error: &io::Error| {
        Mistake::new("cannot-write", &[("path", &path.display().to_string()), ("reason", &error.to_string())])
    };
    if is_stream(path) {
        let open = std::fs::OpenOptions::new().write(true).open(path).map_err(|error| failed(&error))?;
        let mut out = io::BufWriter::new(open);
        return Ok(write(&mut out).and_then(|()| out.flush()).map_err(|error| failed(&error))?);
    }
    if path.exists() && !force {
        return Err(Mistake::new("file-exists", &[("path", &path.display().to_string())]).into());
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let file =
        tempfile::Builder::new().prefix(".liantu-").tempfile_in(folder).map_err(|error| failed(&error))?;
    let mut out = io::BufWriter::new(file);
    write(&mut out).map_err(|error| failed(&error))?;
    let file = out.into_inner().map_err(|error| failed(error.error()))?;
    set_plain_permissions(file.as_file()).map_err(|error| failed(&error))?;
    file.persist(path).map_err(|error| failed(&error.error))?;
    Ok(())
}

/// Whether what is there is neither a file nor a folder.
fn is_stream(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir())
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

/// Writes where the arguments say.
pub(crate) fn deliver(arguments: &OutputArguments, write: Box<Writing<'_>>) -> anyhow::Result<()> {
    match &arguments.output {
        Some(path) => to_file(path, arguments.force, write),
        None => Ok(to_screen(write)?),
    }
}

/// Tables of findings with their keys, if those are to be shown.
pub(crate) fn keyed(tables: Vec<Table>, own: &KeyArguments) -> Vec<Table> {
    if own.keys { tables.into_iter().map(Table::with_every_column).collect() } else { tables }
}

/// Tables in the format asked for; tables and JSON are made only when asked for.
pub(crate) fn deliver_tables(
    arguments: &OutputArguments,
    tables: impl FnOnce() -> Vec<Table>,
    json: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> anyhow::Result<()> {
    if arguments.format == Format::Json {
        return deliver(arguments, Box::new(json));
    }
    let tables = tables();
    let width = screen_width(arguments);
    let one = |table: &Table| match arguments.format {
        Format::Csv => write::csv(table),
        Format::Md => write::markdown(table),
        Format::Text | Format::Json => write::text(table, width),
    };
    deliver(
        arguments,
        Box::new(move |out| {
            for (position, table) in tables.iter().enumerate() {
                let gap = if position == 0 { "" } else { "\n" };
                out.write_all(gap.as_bytes())?;
                out.write_all(one(table).as_bytes())?;
            }
            Ok(())
        }),
    )
}

/// The width of the terminal, when the output goes to one.
fn screen_width(arguments: &OutputArguments) -> Option<u16> {
    let to_screen = arguments.output.is_none() && io::stdout().is_terminal();
    let columns = std::env::var("COLUMNS").ok().and_then(|text| text.parse().ok());
    to_screen.then(|| columns.unwrap_or(120))
}
