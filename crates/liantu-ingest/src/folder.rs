//! A folder of files to a model with all its problems.

use crate::error::IngestError;
use crate::findings::Findings;
use crate::listing::{File, absent_tables, list};
use crate::part::{Part, merge, part};
use crate::problems::Problem;
use crate::settings::Settings;
use liantu_model::{Diagnostic, Draft, Model, Severity, Table};
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
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
    let (files, problems) = list(path)?;
    let files = files.into_iter().map(|file| (path.join(&file.name), file)).collect();
    read(files, problems)
}

/// As [`load`], with the file `with` in place of the dataset's own file of `table`.
///
/// # Errors
/// What keeps the folder or the file from being read at all.
pub fn load_replacing(path: &Path, table: Table, with: &Path) -> Result<Loaded, IngestError> {
    let (mut files, problems) = list(path)?;
    files.retain(|file| file.table != Some(table));
    let mut files: Vec<(PathBuf, File)> =
        files.into_iter().map(|file| (path.join(&file.name), file)).collect();
    files.push((with.to_path_buf(), File { name: with.display().to_string(), table: Some(table) }));
    read(files, problems)
}

fn read(files: Vec<(PathBuf, File)>, mut problems: Vec<Problem>) -> Result<Loaded, IngestError> {
    let mut contents = Vec::with_capacity(files.len());
    let mut total = 0;
    for (path, file) in files {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::listing::sort_out;
    use liantu_model::Code;
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;

    const VALID: [(&str, &str); 7] = [
        (
            "dataset.toml",
            "[dataset]\nid = \"t\"\nas_of = \"2025-12-31\"\nhome = \"CN-32\"\n[[source]]\nid = \"S\"\n",
        ),
        (
            "components.csv",
            "id,name,stage,weight,import_dependence,note\na,环节,上游,1,20%—30%,\"x\ny\"\nb,B,下游,\"1,200\",<1%,\n",
        ),
        ("requires.csv", "product,input,group,need\na,b,g,all\n"),
        ("suppliers.csv", "id,name,region,aliases,parent\ns,企业,JP,甲;乙,\nt,T,南京,,s\n"),
        (
            "supplies.csv",
            "supplier,region,component,status,share,year\ns,,b,在供,12.5%,2024年\n,JPN,a,candidate,,\n",
        ),
        ("regions.csv", "id,name,level,parent\nX,某市,市,CN-32\n"),
        ("probabilities.csv", "kind,id,probability\n企业,s,2%\n"),
    ];

    /// Loads from memory, and checks what holds for any bytes.
    fn load_bytes(contents: &[(String, Vec<u8>)]) -> Loaded {
        let (files, problems) = sort_out(contents.iter().map(|(name, _)| name.clone()).collect());
        let bytes = |name: &str| {
            contents
                .iter()
                .find(|(other, _)| other == name)
                .map(|(_, bytes)| bytes.clone())
                .unwrap_or_default()
        };
        let files: Vec<(File, Vec<u8>)> = files
            .into_iter()
            .map(|file| {
                let bytes = bytes(&file.name);
                (file, bytes)
            })
            .collect();
        let loaded = assemble(&files, problems);
        let has_errors = loaded.diagnostics.iter().any(|one| one.severity == Severity::Error);
        assert_eq!(loaded.model.is_none(), has_errors, "{:?}", loaded.diagnostics);
        for one in &loaded.diagnostics {
            assert!(one.read.chars().count() <= 61);
            assert!(one.place.column.is_none() || one.place.row.is_some());
        }
        loaded
    }

    fn valid() -> Vec<(String, Vec<u8>)> {
        VALID.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect()
    }

    #[test]
    fn the_dataset_that_is_edited_is_sound() {
        let loaded = load_bytes(&valid());
        assert!(loaded.model.is_some(), "{:?}", loaded.diagnostics);
    }

    #[test]
    fn deep_nesting_is_refused() {
        let mut files = valid();
        files[0].1 = format!("x = {}", "[".repeat(100_000)).into_bytes();
        let loaded = load_bytes(&files);
        assert!(loaded.diagnostics.iter().any(|one| one.code == Code::MalformedSettings));
    }

    #[test]
    fn many_unknown_columns_keep_their_places() {
        let mut files = valid();
        let cells: Vec<String> = (0..200_000).map(|number| format!("column{number}")).collect();
        files[1].1 = format!("id,name,{}\n", cells.join(",")).into_bytes();
        let loaded = load_bytes(&files);
        let unknown = loaded.diagnostics.iter().filter(|one| one.code == Code::UnknownColumn).count();
        assert_eq!(unknown, 200_000);
        let last = loaded.diagnostics.iter().filter_map(|one| one.place.column).max();
        let width: usize = cells[..cells.len() - 1].iter().map(|cell| cell.len() + 1).sum();
        assert_eq!(last, Some("id,name,".len() as u32 + width as u32 + 1));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn any_bytes_are_read_without_a_panic(
            files in vec((select(VALID.map(|(name, _)| name).to_vec()), vec(any::<u8>(), 0..200)), 1..4)
        ) {
            let files: Vec<_> = files.into_iter().map(|(name, bytes)| (name.to_owned(), bytes)).collect();
            load_bytes(&files);
        }

        #[test]
        fn any_text_is_read_without_a_panic(
            name in select(VALID.map(|(name, _)| name).to_vec()),
            text in "[a,;\t\"\r\n=%—<>约环0-9\u{0}.\\[\\]']{0,120}",
            keeps_header in any::<bool>(),
        ) {
            let mut files = valid();
            for (other, bytes) in &mut files {
                if other == name {
                    let header = bytes.iter().position(|byte| *byte == b'\n').map_or(0, |end| end + 1);
                    bytes.truncate(if keeps_header { header } else { 0 });
                    bytes.extend_from_slice(text.as_bytes());
                }
            }
            load_bytes(&files);
        }

        #[test]
        fn any_edit_of_a_sound_dataset_is_read_without_a_panic(
            edits in vec((0..VALID.len(), any::<prop::sample::Index>(), 0..4_usize, vec(any::<u8>(), 0..4)), 1..6)
        ) {
            let mut files = valid();
            for (file, at, removed, inserted) in edits {
                let bytes = &mut files[file].1;
                let start = at.index(bytes.len() + 1);
                let end = (start + removed).min(bytes.len());
                bytes.splice(start..end, inserted);
            }
            load_bytes(&files);
        }
    }
}
