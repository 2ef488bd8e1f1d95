//! Shards: scenarios in blocks, each a file that is there whole or not at all, and the way back to one table.
//!
//! Blocks are the same whatever the number of shards, so that shards can be run again, in other numbers, at the same
//! time or after they were killed, and the merged table has the same bytes. A part carries hashes of the network and of
//! what was asked, and one of itself.

use super::fingerprint::{Fingerprint, hex};
use crate::exit::Mistake;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// Scenarios of a block.
const BLOCK: usize = 256;
const MAGIC: &str = "liantu-systemic-part 1";

/// A shard: which, from 1, of how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shard {
    which: usize,
    of: usize,
}

impl std::str::FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let numbers =
            text.split_once('/').and_then(|(which, of)| Some((which.parse().ok()?, of.parse().ok()?)));
        match numbers {
            Some((which, of)) if 1 <= which && which <= of => Ok(Self { which, of }),
            _ => Err(format!("i/n, 1 ≤ i ≤ n: {text}")),
        }
    }
}

/// How scenarios are cut into blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Blocks {
    pub(super) scenarios: usize,
}

impl Blocks {
    pub(super) fn count(self) -> usize {
        self.scenarios.div_ceil(BLOCK)
    }

    pub(super) fn range(self, block: usize) -> Range<usize> {
        block * BLOCK..((block + 1) * BLOCK).min(self.scenarios)
    }

    /// The blocks of a shard, dealt out in turn.
    pub(super) fn of(self, shard: Shard) -> impl Iterator<Item = usize> {
        (shard.which - 1..self.count()).step_by(shard.of)
    }
}

/// The file of a block.
pub(super) fn path_of(folder: &Path, block: usize) -> PathBuf {
    folder.join(format!("esri-{block:08}.part"))
}

/// A part: a block of a table, and what it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) fingerprint: Fingerprint,
    pub(super) scenarios: usize,
    pub(super) block: usize,
    /// How many scenarios did not settle.
    pub(super) unsettled: usize,
    /// The header of the table.
    pub(super) header: String,
    /// Its lines, each with its end.
    pub(super) lines: String,
}

impl Part {
    /// As text; the last line is the hash of all before it.
    pub(super) fn text(&self) -> String {
        let Fingerprint { model, options } = &self.fingerprint;
        let Self { scenarios, block, unsettled, header, lines, .. } = self;
        let mut text = format!(
            "{MAGIC}\nmodel {model}\noptions {options}\nscenarios {scenarios}\nblock {block}\nunsettled {unsettled}\n{header}\n{lines}"
        );
        let end = hex(&Sha256::digest(text.as_bytes()));
        let _ = writeln!(text, "end {end}");
        text
    }

    /// Reads a part.
    ///
    /// # Errors
    /// A file that cannot be read, or is no part, or not whole, or not that of its name.
    pub(super) fn read(path: &Path) -> Result<Self, Mistake> {
        let shown = path.display().to_string();
        let text = std::fs::read_to_string(path).map_err(|error| {
            Mistake::new("systemic-part-unreadable", &[("path", &shown), ("reason", &error.to_string())])
        })?;
        let part = parsed(&text).filter(|part| {
            path.file_name() == path_of(Path::new(""), part.block).file_name()
                && part.lines.lines().count() == Blocks { scenarios: part.scenarios }.range(part.block).len()
        });
        part.ok_or_else(|| Mistake::new("systemic-part-damaged", &[("path", &shown)]))
    }
}

fn parsed(text: &str) -> Option<Part> {
    let (body, end) = text.strip_suffix('\n')?.rsplit_once('\n')?;
    let body = &text[..=body.len()];
    if end.strip_prefix("end ")? != hex(&Sha256::digest(body.as_bytes())) {
        return None;
    }
    let mut rest = body.strip_prefix(MAGIC)?.strip_prefix('\n')?;
    let mut field = |name: &str| {
        let (line, after) = rest.split_once('\n')?;
        rest = after;
        line.strip_prefix(name)?.strip_prefix(' ')
    };
    let fingerprint =
        Fingerprint { model: field("model")?.to_owned(), options: field("options")?.to_owned() };
    let mut number = |name: &str| field(name)?.parse::<usize>().ok();
    let (scenarios, block, unsettled) = (number("scenarios")?, number("block")?, number("unsettled")?);
    let (header, lines) = rest.split_once('\n')?;
    let (header, lines) = (header.to_owned(), lines.to_owned());
    (block < Blocks { scenarios }.count()).then_some(Part {
        fingerprint,
        scenarios,
        block,
        unsettled,
        header,
        lines,
    })
}

/// Whether a block is there already.
///
/// # Errors
/// A part that is damaged, or of another network or other options.
pub(super) fn is_done(path: &Path, fingerprint: &Fingerprint) -> Result<bool, Mistake> {
    if !path.exists() {
        return Ok(false);
    }
    let part = Part::read(path)?;
    if part.fingerprint == *fingerprint {
        Ok(true)
    } else {
        Err(mismatch(&part.fingerprint, fingerprint, path, ""))
    }
}

/// A part that does not belong to the others, and in what.
fn mismatch(one: &Fingerprint, other: &Fingerprint, path: &Path, first: &str) -> Mistake {
    let key = match (one.model == other.model, first.is_empty()) {
        (false, true) => "systemic-part-other-model",
        (true, true) => "systemic-part-other-options",
        (false, false) => "systemic-parts-models-differ",
        (true, false) => "systemic-parts-options-differ",
    };
    Mistake::new(key, &[("path", &path.display().to_string()), ("first", first)])
}

/// Every part of a folder, in order: one table.
///
/// # Errors
/// No part; one that cannot be used; parts of different networks or options; missing ones.
pub(super) fn all(folder: &Path) -> Result<Vec<PathBuf>, Mistake> {
    let shown = folder.display().to_string();
    let unreadable = |error: std::io::Error| {
        Mistake::new("systemic-part-unreadable", &[("path", &shown), ("reason", &error.to_string())])
    };
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.extension().is_some_and(|extension| extension == "part") {
            paths.push(path);
        }
    }
    paths.sort_unstable();
    let Some(first) = paths.first() else {
        return Err(Mistake::new("systemic-no-parts", &[("path", &shown)]));
    };
    let expected = Part::read(first)?;
    let mut blocks = Vec::new();
    for path in &paths {
        let part = Part::read(path)?;
        let belongs = part.fingerprint == expected.fingerprint && part.scenarios == expected.scenarios;
        if !belongs {
            return Err(mismatch(
                &part.fingerprint,
                &expected.fingerprint,
                path,
                &first.display().to_string(),
            ));
        }
        blocks.push(part.block);
    }
    let all = Blocks { scenarios: expected.scenarios }.count();
    let missing: Vec<usize> = (0..all).filter(|block| blocks.binary_search(block).is_err()).collect();
    if missing.is_empty() { Ok(paths) } else { Err(missing_parts(folder, all, &missing)) }
}

/// So many missing parts are named.
const NAMED: usize = 5;

fn missing_parts(folder: &Path, all: usize, missing: &[usize]) -> Mistake {
    let name = |block: &usize| path_of(Path::new(""), *block).display().to_string();
    let mut names: Vec<String> = missing.iter().take(NAMED).map(name).collect();
    names.extend((missing.len() > NAMED).then(|| "…".to_owned()));
    Mistake::new(
        "systemic-parts-missing",
        &[
            ("path", &folder.display().to_string()),
            ("count", &missing.len().to_string()),
            ("all", &all.to_string()),
            ("names", &names.join(", ")),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part() -> Part {
        Part {
            fingerprint: Fingerprint { model: "a1".to_owned(), options: "b2".to_owned() },
            scenarios: BLOCK + 2,
            block: 1,
            unsettled: 1,
            header: "id,esri".to_owned(),
            lines: "甲,0.5\n乙,1\n".to_owned(),
        }
    }

    #[test]
    fn a_part_reads_back_and_nothing_else_does() {
        let text = part().text();
        assert_eq!(parsed(&text), Some(part()));
        for (at, _) in text.char_indices() {
            assert_eq!(parsed(&text[..at]), None, "cut at {at}");
        }
        assert_eq!(parsed(&text.replace("0.5", "0.6")), None);
        assert_eq!(parsed(&text.replace("block 1", "block 0")), None);
    }

    #[test]
    fn every_block_is_of_one_shard() {
        let blocks = Blocks { scenarios: 10 * BLOCK + 1 };
        assert_eq!((blocks.count(), blocks.range(10)), (11, 10 * BLOCK..10 * BLOCK + 1));
        for of in 1..15 {
            let mut all: Vec<usize> = (1..=of).flat_map(|which| blocks.of(Shard { which, of })).collect();
            all.sort_unstable();
            assert_eq!(all, (0..11).collect::<Vec<usize>>());
        }
        assert!("0/3".parse::<Shard>().is_err() && "4/3".parse::<Shard>().is_err());
        assert_eq!("2/3".parse(), Ok(Shard { which: 2, of: 3 }));
    }
}
