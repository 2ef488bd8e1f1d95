//! A folder of files to a model with all its problems.

use crate::encoding::decode;
use crate::error::IngestError;
use crate::locate::locate;
use crate::problems::{Argument, Problem, Problems, curb};
use crate::read::{Read, read_table};
use crate::settings::Settings;
use crate::sheet::TextRows;
use crate::tables::{TABLES, TableRow, format_of};
use crate::text::fold;
use liantu_model::{Code, Diagnostic, Draft, Model, Severity, Table, nearest};
use rustc_hash::FxHashSet;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::thread;

/// The file every dataset has.
pub const SETTINGS_FILE: &str = "dataset.toml";

/// The most that is read of one folder, in bytes.
pub const FOLDER_LIMIT: u64 = 2 << 30;

/// The most that is read of [`SETTINGS_FILE`], in bytes.
const SETTINGS_LIMIT: u64 = 4 << 20;

/// A dataset as loaded.
#[derive(Debug)]
pub struct Loaded {
    /// The model; `None` when there is an error among the diagnostics.
    pub model: Option<Model>,
    /// All problems, sorted by place.
    pub diagnostics: Vec<Diagnostic>,
    /// SHA-256 over the files read, in hexadecimal: for each, by name, the name, a zero byte, the length in
    /// eight bytes (little-endian) and the content.
    pub hash: String,
}

/// Reads a dataset from its folder: `dataset.toml`, and each table from the file that has its English or
/// Chinese name. O(bytes); tables are read in parallel.
///
/// # Errors
/// What keeps the folder from being read at all. Problems in the data are diagnostics.
pub fn load(path: &Path) -> Result<Loaded, IngestError> {
    let (files, mut problems) = list(path)?;
    let mut contents = Vec::with_capacity(files.len());
    let mut total = 0;
    for file in files {
        let path = path.join(&file.name);
        let bytes = fs::metadata(&path).map_err(|source| IngestError::reading(&path, source))?.len();
        total += bytes;
        let limit = if file.table.is_some() { FOLDER_LIMIT } else { SETTINGS_LIMIT };
        if total > limit {
            return Err(IngestError::TooLarge { path, bytes: total, limit });
        }
        let bytes = fs::read(&path).map_err(|source| IngestError::reading(&path, source))?;
        contents.push((file, bytes));
    }
    absent_tables(&contents, &mut problems);
    Ok(assemble(&contents, problems))
}

/// A file of the dataset.
#[derive(Debug, Clone)]
struct File {
    name: String,
    /// What it holds; `None` for the settings.
    table: Option<Table>,
}

/// The files to read, the settings first, then by name; and what is wrong with the others.
fn list(path: &Path) -> Result<(Vec<File>, Vec<Problem>), IngestError> {
    let mut names = Vec::new();
    for entry in fs::read_dir(path).map_err(|source| IngestError::reading(path, source))? {
        let entry = entry.map_err(|source| IngestError::reading(path, source))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_hidden = name.starts_with(['.', '~']);
        if !is_hidden && fs::metadata(entry.path()).is_ok_and(|metadata| metadata.is_file()) {
            names.push(name);
        }
    }
    if !names.iter().any(|name| name == SETTINGS_FILE) {
        return Err(IngestError::NotADataset { path: path.to_owned() });
    }
    names.sort_unstable();
    Ok(sort_out(names))
}

fn sort_out(names: Vec<String>) -> (Vec<File>, Vec<Problem>) {
    let mut files: Vec<File> = vec![File { name: SETTINGS_FILE.to_owned(), table: None }];
    let mut problems = Vec::new();
    for name in names {
        let Some((stem, extension)) = name.rsplit_once('.') else { continue };
        let extension = extension.to_lowercase();
        let Some(table) = table_of(stem).filter(|_| ["csv", "tsv", "txt"].contains(&extension.as_str()))
        else {
            if ["csv", "tsv"].contains(&extension.as_str()) {
                let near = nearest(stem, table_names()).unwrap_or_default();
                report(&mut problems, Code::UnknownTable, &name, stem).argue("nearest", near);
            }
            continue;
        };
        if let Some(first) = files.iter().find(|file| file.table == Some(table)) {
            let first = first.name.clone();
            report(&mut problems, Code::DuplicateTable, &name, table.key()).argue("first", first);
            continue;
        }
        files.push(File { name, table: Some(table) });
    }
    (files, problems)
}

fn table_of(stem: &str) -> Option<Table> {
    let stem = fold(stem);
    let is_named = |name: &&str| fold(name) == stem;
    TABLES
        .iter()
        .find(|format| [format.table.key()].iter().chain(format.names).any(|name| is_named(&name)))
        .map(|format| format.table)
}

fn table_names() -> impl Iterator<Item = &'static str> {
    TABLES.iter().flat_map(|format| [format.table.key()].into_iter().chain(format.names.iter().copied()))
}

/// Without components there is no dataset; without these others there is one that says little.
fn absent_tables(files: &[(File, Vec<u8>)], problems: &mut Vec<Problem>) {
    for table in [Table::Components, Table::Requires, Table::Suppliers, Table::Supplies] {
        if files.iter().any(|(file, _)| file.table == Some(table)) {
            continue;
        }
        let code = if table == Table::Components { Code::MissingTable } else { Code::AbsentTable };
        let columns: Vec<&str> = format_of(table).required().collect();
        let name = format!("{}.csv", table.key());
        report(problems, code, &name, "").argue("table", table.key()).argue("columns", columns.join(", "));
    }
}

fn report<'p>(problems: &'p mut Vec<Problem>, code: Code, file: &str, read: &str) -> &'p mut Diagnostic {
    let mut one = Problems::new(file);
    one.report(code, (0, None), None, read);
    problems.append(&mut one.list);
    &mut problems.last_mut().expect("just added").diagnostic
}

/// One table, read: its rows stand in a draft that holds nothing else.
struct Part<'b> {
    text: Cow<'b, str>,
    draft: Draft,
    problems: Vec<Problem>,
    positions: Vec<Option<usize>>,
    is_broken: bool,
}

fn assemble(files: &[(File, Vec<u8>)], problems: Vec<Problem>) -> Loaded {
    let (settings, mut parts, hash) = read_files(files);
    let mut draft = Draft {
        files: files.iter().map(|(file, _)| file.name.clone()).collect(),
        settings: settings.row.clone(),
        sources: settings.sources.clone(),
        coalitions: settings.coalitions.clone(),
        regions: crate::gazetteer().to_vec(),
        ..Draft::default()
    };
    for part in &mut parts {
        merge(&mut draft, std::mem::take(&mut part.draft));
    }
    let validation = draft.validate();
    let mut findings = Findings { files, settings, parts, problems };
    findings.add(validation.diagnostics);
    let diagnostics = findings.finish();
    let is_sound = diagnostics.iter().all(|one| one.severity != Severity::Error);
    Loaded { model: validation.model.filter(|_| is_sound), diagnostics, hash }
}

fn read_files(files: &[(File, Vec<u8>)]) -> (Settings, Vec<Part<'_>>, String) {
    thread::scope(|scope| {
        let hash = scope.spawn(|| hash(files));
        let tables: Vec<_> = files
            .iter()
            .enumerate()
            .filter_map(|(index, (file, bytes))| Some((index, file.table?, file.name.as_str(), bytes)))
            .map(|(index, table, name, bytes)| scope.spawn(move || part(table, index as u16, name, bytes)))
            .collect();
        let settings = Settings::read(&files[0].1, &files[0].0.name);
        let parts = tables.into_iter().map(|thread| thread.join().expect("reading does not panic")).collect();
        (settings, parts, hash.join().expect("hashing does not panic"))
    })
}

fn hash(files: &[(File, Vec<u8>)]) -> String {
    let mut sorted: Vec<&(File, Vec<u8>)> = files.iter().collect();
    sorted.sort_by(|a, b| a.0.name.cmp(&b.0.name));
    let mut hasher = Sha256::new();
    for (file, bytes) in sorted {
        hasher.update(file.name.as_bytes());
        hasher.update([0]);
        hasher.update((bytes.len() as u64).to_le_bytes());
        hasher.update(bytes);
    }
    hasher.finalize().iter().fold(String::with_capacity(64), |mut hex, byte| {
        write!(hex, "{byte:02x}").expect("writing to a string does not fail");
        hex
    })
}

fn part<'b>(table: Table, file: u16, name: &str, bytes: &'b [u8]) -> Part<'b> {
    let text = match decode(bytes) {
        Ok(text) => text,
        Err(bad) => {
            let mut problems = Problems::new(name);
            problems.report_bad_byte(&bad);
            return Part {
                text: Cow::Borrowed(""),
                draft: Draft::default(),
                problems: problems.list,
                positions: vec![None; format_of(table).columns.len()],
                is_broken: true,
            };
        }
    };
    let mut draft = Draft::default();
    let (problems, positions, is_broken) = match table {
        Table::Components => fill(&mut draft.components, &text, file, name),
        Table::Requires => fill(&mut draft.requires, &text, file, name),
        Table::Suppliers => fill(&mut draft.suppliers, &text, file, name),
        Table::Supplies => fill(&mut draft.supplies, &text, file, name),
        Table::Purchases => fill(&mut draft.purchases, &text, file, name),
        Table::Regions => fill(&mut draft.regions, &text, file, name),
        Table::Probabilities => fill(&mut draft.probabilities, &text, file, name),
        Table::Chains => fill(&mut draft.chains, &text, file, name),
        Table::Facts => fill(&mut draft.facts, &text, file, name),
        Table::Reviews => fill(&mut draft.reviews, &text, file, name),
    };
    Part { text, draft, problems, positions, is_broken }
}

fn fill<T: TableRow>(
    rows: &mut Vec<T>,
    text: &str,
    file: u16,
    name: &str,
) -> (Vec<Problem>, Vec<Option<usize>>, bool) {
    let read: Read<T> = read_table(&mut TextRows::new(text), file, name);
    *rows = read.rows;
    (read.problems, read.positions, read.is_broken)
}

/// Moves the rows of `part` into `draft`, in which only the regions have rows already.
fn merge(draft: &mut Draft, mut part: Draft) {
    draft.regions.append(&mut part.regions);
    take(&mut draft.components, part.components);
    take(&mut draft.requires, part.requires);
    take(&mut draft.suppliers, part.suppliers);
    take(&mut draft.supplies, part.supplies);
    take(&mut draft.purchases, part.purchases);
    take(&mut draft.probabilities, part.probabilities);
    take(&mut draft.chains, part.chains);
    take(&mut draft.facts, part.facts);
    take(&mut draft.reviews, part.reviews);
}

fn take<T>(rows: &mut Vec<T>, read: Vec<T>) {
    if !read.is_empty() {
        *rows = read;
    }
}

/// Problems of every step, brought together.
struct Findings<'b> {
    files: &'b [(File, Vec<u8>)],
    settings: Settings,
    /// The tables, in the order of the files after the settings.
    parts: Vec<Part<'b>>,
    /// Problems of no file that was read.
    problems: Vec<Problem>,
}

impl Findings<'_> {
    /// Adds what the model found, except where reading has already told the cause.
    fn add(&mut self, diagnostics: Vec<Diagnostic>) {
        let told: FxHashSet<(String, Option<u32>, Option<&'static str>)> = self
            .parts
            .iter()
            .flat_map(|part| &part.problems)
            .chain(&self.settings.problems)
            .map(|problem| &problem.diagnostic)
            .filter(|diagnostic| diagnostic.severity == Severity::Error && diagnostic.place.field.is_some())
            .map(|diagnostic| (diagnostic.place.file.clone(), diagnostic.place.row, diagnostic.place.field))
            .collect();
        for mut diagnostic in diagnostics {
            if self.is_consequence(&diagnostic) {
                continue;
            }
            let Some(index) = self.files.iter().position(|(file, _)| file.name == diagnostic.place.file)
            else {
                self.problems.push(Problem { diagnostic, cell: None });
                continue;
            };
            if index == 0 {
                self.settings.locate(&mut diagnostic);
            }
            let place = &diagnostic.place;
            if told.contains(&(place.file.clone(), place.row, place.field)) {
                continue;
            }
            self.place(index, diagnostic);
        }
    }

    fn place(&mut self, index: usize, mut diagnostic: Diagnostic) {
        if diagnostic.code == Code::EmptyDataset {
            let components = self.files.iter().find(|(file, _)| file.table == Some(Table::Components));
            diagnostic.place.file = components.map(|(file, _)| file.name.clone()).unwrap_or_default();
        }
        if index == 0 {
            self.settings.problems.push(Problem { diagnostic, cell: None });
            return;
        }
        let columns = self.files[index].0.table.map_or(&[][..], |table| format_of(table).columns);
        let column = columns.iter().position(|column| Some(column.key) == diagnostic.place.field);
        let part = &mut self.parts[index - 1];
        let cell = column.and_then(|column| part.positions[column]);
        part.problems.push(Problem { diagnostic, cell });
    }

    /// Whether a problem may be nothing but the shadow of a table or setting that could not be read.
    fn is_consequence(&self, diagnostic: &Diagnostic) -> bool {
        match diagnostic.code {
            Code::UnknownComponent | Code::EmptyDataset => self.is_broken(Table::Components),
            Code::UnknownSupplier => self.is_broken(Table::Suppliers),
            Code::UnknownRegion => self.is_broken(Table::Regions),
            Code::UnknownChain => self.is_broken(Table::Chains),
            Code::PurchaseWithoutSupply => {
                self.is_broken(Table::Supplies) || self.is_broken(Table::Suppliers)
            }
            Code::MissingSetting => self.settings.is_broken,
            _ => false,
        }
    }

    fn is_broken(&self, table: Table) -> bool {
        match self.files.iter().position(|(file, _)| file.table == Some(table)) {
            Some(index) => self.parts[index - 1].is_broken,
            None => table == Table::Components,
        }
    }

    /// All problems with their lines and columns, sorted.
    fn finish(mut self) -> Vec<Diagnostic> {
        for part in &mut self.parts {
            part.problems.sort_by_key(Problem::row);
            locate(&part.text, &mut part.problems);
        }
        let of_tables = self.parts.into_iter().flat_map(|part| part.problems);
        let all = of_tables.chain(self.settings.problems).chain(self.problems);
        let mut diagnostics: Vec<Diagnostic> = all.map(|problem| problem.diagnostic).collect();
        diagnostics.iter_mut().for_each(curb);
        diagnostics.sort_by(|a, b| (&a.place, a.code, &a.read).cmp(&(&b.place, b.code, &b.read)));
        diagnostics
    }
}
