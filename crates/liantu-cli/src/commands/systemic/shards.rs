//! `--shard`: the blocks of one shard, those that are there already left out; and `merge`.

use super::analysis::{Findings, result};
use super::fingerprint::Fingerprint;
use super::input::Input;
use super::parts::{Blocks, Part, Shard, all, is_done, path_of};
use crate::arguments::{MergeArguments, SystemicArguments};
use crate::exit::{Exit, Mistake};
use crate::output::{stderr_line, to_file, to_screen};
use liantu_render::catalogue::Catalogue;
use liantu_render::write::systemic_csv;
use liantu_systemic::EsriOptions;
use std::io::Write;
use std::path::Path;

/// Computes the blocks of a shard that are not there yet, and says what was done.
pub(super) fn run(
    words: &Catalogue,
    own: &SystemicArguments,
    input: &Input,
    options: EsriOptions<'_>,
    (shard, folder): (Shard, &Path),
) -> anyhow::Result<Exit> {
    std::fs::create_dir_all(folder).map_err(|error| {
        let (path, reason) = (folder.display().to_string(), error.to_string());
        Mistake::new("cannot-write", &[("path", &path), ("reason", &reason)])
    })?;
    let fingerprint = Fingerprint::new(input, options, own);
    let blocks = Blocks { scenarios: input.scenarios.len() };
    let (mut computed, mut found) = (0_usize, 0_usize);
    for block in blocks.of(shard) {
        let path = path_of(folder, block);
        if is_done(&path, &fingerprint)? {
            found += 1;
            continue;
        }
        let text = part(own, input, options, &fingerprint, block)?.text();
        to_file(&path, true, Box::new(|out| out.write_all(text.as_bytes())))?;
        computed += 1;
    }
    let (computed, found) = (computed.to_string(), found.to_string());
    let all = blocks.count().to_string();
    let arguments = [("computed", computed.as_str()), ("found", &found), ("all", &all)];
    stderr_line(&words.format("systemic-shard-done", &arguments));
    Ok(Exit::Done)
}

fn part(
    own: &SystemicArguments,
    input: &Input,
    options: EsriOptions<'_>,
    fingerprint: &Fingerprint,
    block: usize,
) -> anyhow::Result<Part> {
    let blocks = Blocks { scenarios: input.scenarios.len() };
    let found = Findings::compute(input, options, blocks.range(block));
    let result = result(input, options, own, &found);
    let mut table = Vec::new();
    systemic_csv(&mut table, &result)?;
    let table = String::from_utf8(table)?;
    let (header, lines) = table.split_once('\n').unwrap_or_default();
    Ok(Part {
        fingerprint: fingerprint.clone(),
        scenarios: blocks.scenarios,
        block,
        unsettled: result.unsettled(),
        header: header.to_owned(),
        lines: lines.to_owned(),
    })
}

/// Puts the parts of a folder together, one after the other.
pub(super) fn merge(own: &MergeArguments) -> anyhow::Result<Exit> {
    let paths = all(&own.parts)?;
    let (mut unsettled, mut failed) = (0, None);
    let write = |out: &mut dyn Write| {
        for (at, path) in paths.iter().enumerate() {
            let part = Part::read(path).map_err(|mistake| {
                failed = Some(mistake);
                std::io::Error::other("a part changed while it was read")
            })?;
            if at == 0 {
                writeln!(out, "{}", part.header)?;
            }
            out.write_all(part.lines.as_bytes())?;
            unsettled += part.unsettled;
        }
        Ok(())
    };
    let written = match &own.output {
        Some(path) => to_file(path, own.force, Box::new(write)),
        None => to_screen(Box::new(write)).map_err(Into::into),
    };
    written.map_err(|error| failed.map_or(error, Into::into))?;
    Ok(if unsettled > 0 { Exit::Incomplete } else { Exit::Done })
}
