//! Reports of several datasets in one folder, and the summary across them. One that is bad loses none of the others.

use super::{Job, write};
use crate::exit::{Exit, Mistake, report_error};
use crate::output::stderr_line;
use liantu_ingest::{SETTINGS_FILE, is_table_name, is_workbook_name};
use liantu_render::catalogue::Catalogue;
use liantu_render::chains::{ChainDigest, LeftOut, chains};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

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
pub(super) fn run(job: &Job<'_>, datasets: &[PathBuf]) -> anyhow::Result<Exit> {
    if job.own.previous.is_some() {
        return Err(Mistake::new("chains-no-previous", &[]).into());
    }
    let words = Catalogue::new(job.arguments.language());
    let mut all = Digests::default();
    let mut names = BTreeSet::new();
    for dataset in datasets {
        let name = free_name(dataset, &mut names);
        if !job.arguments.global.quiet {
            stderr_line(&words.format("chains-heading", &[("dataset", &dataset.display().to_string())]));
        }
        all.add(job, &words, dataset, &name);
    }
    let as_of = all.as_of.unwrap_or_default();
    let files = chains(&words, &all.chains, &all.left_out, as_of, &job.formats);
    let exit = write(&words, &job.own.output, job.own.force, files)?;
    Ok(all.end(&words, exit))
}

#[derive(Default)]
struct Digests {
    chains: Vec<ChainDigest>,
    left_out: Vec<LeftOut>,
    as_of: Option<(i16, u8, u8)>,
    incomplete: bool,
}

impl Digests {
    fn add(&mut self, job: &Job<'_>, words: &Catalogue, dataset: &Path, name: &str) {
        let mut seen = None;
        let made = job.report(dataset, &job.own.output.join(name), |results| {
            seen = Some((ChainDigest::of(results, name), results.naming.model.dataset().as_of));
        });
        let reason = match made {
            Ok(Exit::DataErrors) => words.text("chains-not-read"),
            Ok(exit) => {
                self.incomplete |= exit == Exit::Incomplete;
                if let Some((digest, as_of)) = seen {
                    self.as_of = self.as_of.max(Some(as_of));
                    self.chains.push(digest);
                }
                return;
            }
            Err(error) => report_error(&error, words),
        };
        self.left_out.push(LeftOut { dataset: shown(dataset), reason });
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
