//! Reports of several datasets in one folder, and the summary across them. One that is bad loses none of the others.

use super::{Job, write};
use crate::exit::{Exit, Mistake, report_error};
use crate::output::{Held, stderr_line};
use liantu_ingest::{SETTINGS_FILE, is_table_name, is_workbook_name};
use liantu_render::catalogue::Catalogue;
use liantu_render::chains::{ChainDigest, LeftOut, chains};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::channel;

/// The datasets in a folder that is none itself, by name; `None` when it is a dataset, or nothing of the kind.
pub(super) fn datasets(folder: &Path) -> Option<Vec<PathBuf>> {
    let entries: Vec<PathBuf> = std::fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path()).collect();
    if is_dataset(&entries) {
        return None;
    }
    let mut found: Vec<PathBuf> = entries.into_iter().filter(|path| is_one(path)).collect();
    found.sort();
    (!found.is_empty()).then_some(found)
}

fn is_one(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    // A spreadsheet program leaves ~$name.xlsx beside a workbook that is open.
    if name.starts_with(['.', '~']) {
        return false;
    }
    if path.is_file() {
        return is_workbook_name(path);
    }
    let entries = std::fs::read_dir(path).into_iter().flatten().flatten().map(|entry| entry.path());
    is_dataset(&entries.collect::<Vec<_>>())
}

fn is_dataset(entries: &[PathBuf]) -> bool {
    let name = |path: &PathBuf| path.file_name().map(|name| name.to_string_lossy().into_owned());
    entries.iter().filter_map(name).any(|name| name == SETTINGS_FILE || is_table_name(&name))
}

/// A report for each, a folder for each, and the summary beside the folders.
///
/// As many are made at a time as there are threads, and no more are in memory; what each of them says is written in
/// the order of the datasets.
pub(super) fn run(job: &Job<'_>, datasets: &[PathBuf]) -> anyhow::Result<Exit> {
    if job.own.previous.is_some() {
        return Err(Mistake::new("chains-no-previous", &[]).into());
    }
    let words = Catalogue::new(job.arguments.language());
    let mut taken = BTreeSet::new();
    let named: Vec<(&Path, String)> =
        datasets.iter().map(|dataset| (dataset.as_path(), free_name(dataset, &mut taken))).collect();
    let mut all = Digests::default();
    in_order(&named, |(dataset, name)| Made::of(job, dataset, name), |made| all.add(made))?;
    let as_of = all.as_of.unwrap_or_default();
    let files = chains(&words, &all.chains, &all.left_out, as_of, &job.formats);
    let exit = write(&words, &job.own.output, job.own.force, files)?;
    Ok(all.end(&words, exit))
}

/// Does every piece of work, several at a time, and hands on what was made and said, in order and as soon as it is
/// its turn.
///
/// The workers are threads of their own, not tasks of the pool that the analyses use: a thread of the pool that waits
/// for a part of one chain would begin another meanwhile, and then another.
fn in_order<W: Sync, T: Send>(
    pieces: &[W],
    work: impl Fn(&W) -> T + Sync,
    mut next: impl FnMut(T),
) -> anyhow::Result<()> {
    let begun = AtomicUsize::new(0);
    let workers = rayon::current_num_threads().min(pieces.len());
    let (sender, receiver) = channel();
    std::thread::scope(|scope| {
        for _ in 0..workers {
            let (sender, begun, work) = (sender.clone(), &begun, &work);
            scope.spawn(move || {
                while let Some((at, piece)) = take(pieces, begun) {
                    if sender.send((at, Held::of(|| work(piece)))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        let (mut waiting, mut turn) = (BTreeMap::new(), 0);
        for (at, done) in receiver {
            waiting.insert(at, done);
            while let Some((made, said)) = waiting.remove(&turn) {
                said.release()?;
                next(made);
                turn += 1;
            }
        }
        Ok(())
    })
}

/// The next piece that nobody has begun, and its place.
fn take<'p, W>(pieces: &'p [W], begun: &AtomicUsize) -> Option<(usize, &'p W)> {
    let at = begun.fetch_add(1, Ordering::Relaxed);
    pieces.get(at).map(|piece| (at, piece))
}

/// What became of one dataset.
enum Made {
    Report { digest: Box<ChainDigest>, as_of: (i16, u8, u8), exit: Exit },
    Nothing(Exit),
    LeftOut(LeftOut),
}

impl Made {
    fn of(job: &Job<'_>, dataset: &Path, name: &str) -> Self {
        let words = Catalogue::new(job.arguments.language());
        if !job.arguments.global.quiet {
            stderr_line(&words.format("chains-heading", &[("dataset", &dataset.display().to_string())]));
        }
        let mut seen = None;
        let made = job.report(dataset, &job.own.output.join(name), |results| {
            seen = Some((Box::new(ChainDigest::of(results, name)), results.naming.model.dataset().as_of));
        });
        let left_out = |reason| Self::LeftOut(LeftOut { dataset: shown(dataset), reason });
        match (made, seen) {
            (Ok(Exit::DataErrors), _) => left_out(words.text("chains-not-read")),
            (Ok(exit), Some((digest, as_of))) => Self::Report { digest, as_of, exit },
            (Ok(exit), None) => Self::Nothing(exit),
            (Err(error), _) => left_out(report_error(&error, &words)),
        }
    }
}

#[derive(Default)]
struct Digests {
    chains: Vec<ChainDigest>,
    left_out: Vec<LeftOut>,
    as_of: Option<(i16, u8, u8)>,
    incomplete: bool,
}

impl Digests {
    fn add(&mut self, made: Made) {
        match made {
            Made::Report { digest, as_of, exit } => {
                self.incomplete |= exit == Exit::Incomplete;
                self.as_of = self.as_of.max(Some(as_of));
                self.chains.push(*digest);
            }
            Made::Nothing(exit) => self.incomplete |= exit == Exit::Incomplete,
            Made::LeftOut(one) => self.left_out.push(one),
        }
    }

    fn end(&self, words: &Catalogue, summary: Exit) -> Exit {
        if self.left_out.is_empty() {
            return if self.incomplete { Exit::Incomplete } else { summary };
        }
        let names: Vec<&str> = self.left_out.iter().map(|one| one.dataset.as_str()).collect();
        let (count, names) = (names.len().to_string(), names.join(&words.text("list-separator")));
        stderr_line(&words.format("chains-several-fail", &[("count", &count), ("names", &names)]));
        Exit::DataErrors
    }
}

fn shown(dataset: &Path) -> String {
    dataset.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

/// The name of a dataset without its ending, told apart by a number where that makes two alike.
fn free_name(dataset: &Path, taken: &mut BTreeSet<String>) -> String {
    let stem = if dataset.is_dir() { dataset.file_name() } else { dataset.file_stem() };
    let stem = stem.map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    let names = std::iter::once(stem.clone()).chain((2_u32..).map(|number| format!("{stem}-{number}")));
    let name = names.into_iter().find(|name| !taken.contains(&name.to_lowercase())).unwrap_or_default();
    taken.insert(name.to_lowercase());
    name
}
