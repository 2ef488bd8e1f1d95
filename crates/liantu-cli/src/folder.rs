//! The folder of a report: it may be written again, but a file the user made or changed is never lost.

use crate::exit::Mistake;
use crate::output::{to_file, write_file};
use liantu_render::report::ReportFile;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// What was written into the folder before: names and SHA-256.
const MANIFEST: &str = ".liantu-report.json";

/// Files of every report, apart from the trees of single targets.
const OURS: [&str; 17] = [
    "lanes.pdf",
    "lanes.png",
    "lanes.svg",
    "regions.png",
    "regions.svg",
    "report.docx",
    "report.html",
    "report.md",
    "report.pdf",
    "report.typ",
    "report.xlsx",
    "summary.docx",
    "summary.html",
    "summary.md",
    "summary.xlsx",
    "tree.pdf",
    "tree.png",
];

/// Writes all files, or none when one of them would replace a file that is not as this program left it.
/// Files of an earlier report that this one lacks are removed if they are unchanged.
///
/// # Errors
/// [`Mistake`] when the folder cannot be used, or when a file is not ours and `force` is not given.
pub(crate) fn write_folder(folder: &Path, files: &[ReportFile], force: bool) -> anyhow::Result<Vec<PathBuf>> {
    if folder.exists() && !folder.is_dir() {
        return Err(Mistake::new("report-not-a-folder", &[("path", &shown(folder))]).into());
    }
    fs::create_dir_all(folder).map_err(|error| cannot_write(folder, &error))?;
    let earlier = earlier(folder);
    if !force {
        for file in files {
            let path = folder.join(&file.name);
            if !may_replace(&path, earlier.get(&file.name), &file.content) {
                return Err(Mistake::new("report-foreign-file", &[("path", &shown(&path))]).into());
            }
        }
    }
    let mut written = Vec::with_capacity(files.len());
    for file in files {
        let path = folder.join(&file.name);
        to_file(&path, true, Box::new(|out| out.write_all(&file.content)))?;
        written.push(path);
    }
    write_file(&folder.join(MANIFEST), &manifest(files), true)?;
    remove_outdated(folder, files, &earlier);
    Ok(written)
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

fn cannot_write(path: &Path, error: &io::Error) -> Mistake {
    Mistake::new("cannot-write", &[("path", &shown(path)), ("reason", &error.to_string())])
}

/// A file may be replaced when it is not there, is what we left, or already says what it is to say.
fn may_replace(path: &Path, left: Option<&String>, content: &[u8]) -> bool {
    match fs::read(path) {
        Ok(bytes) => bytes == content || left == Some(&hash(&bytes)),
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    }
}

/// The manifest of an earlier report; one that cannot be read vouches for nothing.
fn earlier(folder: &Path) -> BTreeMap<String, String> {
    let text = fs::read_to_string(folder.join(MANIFEST)).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_default()
}

fn manifest(files: &[ReportFile]) -> String {
    let hashes: BTreeMap<&str, String> =
        files.iter().map(|file| (file.name.as_str(), hash(&file.content))).collect();
    serde_json::to_string_pretty(&hashes).expect("a map of strings always serialises") + "\n"
}

/// Only names of a report: a manifest is no licence to delete elsewhere.
fn remove_outdated(folder: &Path, files: &[ReportFile], earlier: &BTreeMap<String, String>) {
    for (name, left) in earlier {
        let is_ours =
            OURS.contains(&name.as_str()) || name.starts_with("tree-") && !name.contains(['/', '\\']);
        let path = folder.join(name);
        let is_outdated = is_ours && files.iter().all(|file| file.name != *name);
        if is_outdated && fs::read(&path).is_ok_and(|bytes| hash(&bytes) == *left) {
            // A picture that stays behind is no harm.
            let _ = fs::remove_file(&path);
        }
    }
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
