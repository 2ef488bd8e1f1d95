//! A dataset, from a folder or a workbook, to a model with all its problems.

use crate::error::IngestError;
use crate::findings::Findings;
use crate::folder;
use crate::listing::File;
use crate::part::{Part, merge};
use crate::problems::Problem;
use crate::settings::Settings;
use crate::tables::format_of;
use crate::workbook::{self, Replacement, is_container};
use liantu_model::{Diagnostic, Draft, Model, Severity, Table};
use std::fs;
use std::path::Path;

/// The most that is read of one dataset, in bytes.
pub const DATASET_LIMIT: u64 = 2 << 30;

/// A dataset as loaded.
#[derive(Debug)]
pub struct Loaded {
    /// The model; `None` when there is an error among the diagnostics.
    pub model: Option<Model>,
    /// All problems, sorted by place.
    pub diagnostics: Vec<Diagnostic>,
    /// SHA-256 in hexadecimal: of a workbook, that of the file; of a folder, over the files read: for each, by
    /// name, the name, a zero byte, the length in eight bytes (little-endian) and the content.
    pub hash: String,
}

/// What was read of a dataset, not yet put together.
pub(crate) struct Gathered<'b> {
    /// Files or sheets, the settings first.
    pub(crate) files: Vec<File>,
    pub(crate) settings: Settings,
    /// The tables, in the order of the files after the settings.
    pub(crate) parts: Vec<Part<'b>>,
    /// Problems of no file that was read.
    pub(crate) problems: Vec<Problem>,
    pub(crate) hash: String,
}

impl Gathered<'_> {
    /// Reads what was put off.
    fn read_pending(&mut self) {
        for (at, (part, file)) in self.parts.iter_mut().zip(&self.files[1..]).enumerate() {
            part.read_pending(at as u16 + 1, &file.name);
        }
    }
}

/// Reads a dataset: a folder of `dataset.toml` and tables, or a workbook whose sheets are these. O(bytes); tables
/// are read in parallel.
///
/// # Errors
/// What keeps the dataset from being read at all. Problems in the data are diagnostics.
pub fn load(path: &Path) -> Result<Loaded, IngestError> {
    read(path, None, loaded)
}

/// As [`load`], with the file `with` in place of the dataset's own `table`.
///
/// # Errors
/// What keeps the dataset or the file from being read at all.
pub fn load_replacing(path: &Path, table: Table, with: &Path) -> Result<Loaded, IngestError> {
    read(path, Some((table, with)), loaded)
}

/// As [`load`], with the rows as they were read, the built-in regions first among the regions.
///
/// # Errors
/// What keeps the dataset from being read at all.
pub fn load_rows(path: &Path) -> Result<(Loaded, Draft), IngestError> {
    read(path, None, |gathered| {
        let assembled = Assembled::whole(gathered);
        let rows = assembled.draft.clone();
        (assembled.validated(), rows)
    })
}

fn read<T>(
    path: &Path,
    replaced: Option<(Table, &Path)>,
    finish: impl FnOnce(Gathered<'_>) -> T,
) -> Result<T, IngestError> {
    let Some(bytes) = workbook_bytes(path)? else { return folder::read(path, replaced, finish) };
    let fault = |fault| IngestError::Workbook { path: path.to_owned(), fault };
    let Some((table, with)) = replaced else {
        return workbook::gather(&bytes, None).map(finish).map_err(fault);
    };
    let other = fs::read(with).map_err(|source| IngestError::reading(with, source))?;
    let with = Replacement { format: format_of(table), name: with.display().to_string(), bytes: &other };
    workbook::gather(&bytes, Some(&with)).map(finish).map_err(fault)
}

/// The content of a workbook; `None` for a folder.
fn workbook_bytes(path: &Path) -> Result<Option<Vec<u8>>, IngestError> {
    let reading = |source| IngestError::reading(path, source);
    let about = fs::metadata(path).map_err(reading)?;
    if about.is_dir() {
        return Ok(None);
    }
    if about.len() > DATASET_LIMIT {
        return Err(IngestError::TooLarge {
            path: path.to_owned(),
            bytes: about.len(),
            limit: DATASET_LIMIT,
        });
    }
    let bytes = fs::read(path).map_err(reading)?;
    let is_workbook = is_container(&bytes) || is_workbook_name(path);
    if is_workbook { Ok(Some(bytes)) } else { Err(IngestError::NotAFolder { path: path.to_owned() }) }
}

/// Whether a path is named like a workbook, of whatever kind.
pub fn is_workbook_name(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    ["xlsx", "xlsm", "xltx", "xltm", "xls", "xlsb", "et", "ods"].contains(&extension.to_lowercase().as_str())
}

/// Puts the rows together and validates them.
pub(crate) fn loaded(gathered: Gathered<'_>) -> Loaded {
    Assembled::of(gathered).validated()
}

/// The rows alone.
pub(crate) fn rows_of(gathered: Gathered<'_>) -> Draft {
    Assembled::whole(gathered).draft
}

/// The rows of all parts in one draft, and what is needed to place its problems.
struct Assembled<'b> {
    draft: Draft,
    gathered: Gathered<'b>,
}

impl<'b> Assembled<'b> {
    fn of(mut gathered: Gathered<'b>) -> Self {
        let settings = &gathered.settings;
        let mut draft = Draft {
            files: gathered.files.iter().map(|file| file.name.clone()).collect(),
            settings: settings.row.clone(),
            sources: settings.sources.clone(),
            coalitions: settings.coalitions.clone(),
            regions: crate::gazetteer().to_vec(),
            ..Draft::default()
        };
        for part in &mut gathered.parts {
            merge(&mut draft, std::mem::take(&mut part.draft));
        }
        Self { draft, gathered }
    }

    /// With what was put off.
    fn whole(mut gathered: Gathered<'b>) -> Self {
        gathered.read_pending();
        Self::of(gathered)
    }

    fn validated(self) -> Loaded {
        let Gathered { files, settings, mut parts, problems, hash } = self.gathered;
        let validation = match parts.iter_mut().zip(1..).find(|(part, _)| part.is_pending) {
            Some((part, at)) => part.validate_pending(self.draft, at as u16, &files[at].name),
            None => self.draft.validate(),
        };
        let mut findings = Findings { files: &files, settings, parts, problems };
        findings.add(validation.diagnostics);
        let diagnostics = findings.finish();
        let is_sound = diagnostics.iter().all(|one| one.severity != Severity::Error);
        Loaded { model: validation.model.filter(|_| is_sound), diagnostics, hash }
    }
}
