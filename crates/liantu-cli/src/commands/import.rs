//! `liantu import`: published data in their own layout, or answers to questions, to a dataset.

mod answers;

use crate::arguments::{Arguments, EtoArguments, ImportCommand, VariantsArgument};
use crate::exit::{Exit, Mistake};
use crate::output::{stderr_line, stdout_text, write_dataset};
use crate::session::say;
use liantu_ingest::eto::{self, Effect, Import, ImportNote, Variants};
use liantu_ingest::{gazetteer, read_day, write_folder};
use liantu_model::{Diagnostic, Draft, Severity};
use liantu_render::catalogue::Catalogue;
use std::collections::BTreeMap;

/// At most this many notes of one code are written out; the rest is counted.
const SHOWN_PER_CODE: usize = 20;

pub(crate) fn run(arguments: &Arguments, own: &ImportCommand) -> anyhow::Result<Exit> {
    match own {
        ImportCommand::Eto(own) => eto(arguments, own),
        ImportCommand::Answers(own) => answers::run(arguments, own),
    }
}

fn eto(arguments: &Arguments, own: &EtoArguments) -> anyhow::Result<Exit> {
    let words = Catalogue::new(arguments.language());
    let import = eto::import(&own.source, &options(arguments, own)?)?;
    say_notes(&words, arguments, &import.notes);
    let is_changed = import.notes.iter().any(|note| note.code.effect() != Effect::Kept);
    if arguments.global.strict && is_changed {
        return Ok(Exit::DataErrors);
    }
    let errors = errors(&import.draft);
    if !errors.is_empty() {
        say(&words, &arguments.global, &errors);
        return Ok(Exit::DataErrors);
    }
    let mut files = write_folder(&import.draft);
    files.push(import.notice.clone());
    write_dataset(&own.output, &files, own.force)?;
    stdout_text(&summary(&words, own, &import))?;
    Ok(Exit::Done)
}

fn options(arguments: &Arguments, own: &EtoArguments) -> Result<eto::Options, Mistake> {
    let as_of = own
        .as_of
        .as_deref()
        .map(|text| read_day(text).ok_or_else(|| Mistake::new("bad-date", &[("read", text)])));
    let default = eto::Options::default();
    Ok(eto::Options {
        variants: match own.variants {
            VariantsArgument::All => Variants::All,
            VariantsArgument::Any => Variants::Any,
            VariantsArgument::Taxonomy => Variants::Taxonomy,
        },
        as_of: as_of.transpose()?,
        home: arguments.global.home.clone().unwrap_or(default.home),
        domestic: arguments.global.domestic.iter().cloned().collect(),
    })
}

/// What would keep the dataset from loading; a home region that is none, as the rows themselves are sound.
fn errors(draft: &Draft) -> Vec<Diagnostic> {
    let regions = gazetteer().iter().chain(&draft.regions).cloned().collect();
    let whole = Draft { files: vec![liantu_ingest::SETTINGS_FILE.to_owned()], regions, ..draft.clone() };
    let diagnostics = whole.validate().diagnostics;
    diagnostics.into_iter().filter(|one| one.severity == Severity::Error).collect()
}

/// What was not taken over as it is, unless quiet; what was, when verbose.
fn say_notes(words: &Catalogue, arguments: &Arguments, notes: &[ImportNote]) {
    if arguments.global.quiet {
        return;
    }
    let mut shown = BTreeMap::new();
    for note in notes {
        let count = shown.entry(note.code).or_insert(0_usize);
        *count += 1;
        if *count <= SHOWN_PER_CODE || arguments.global.verbose {
            stderr_line(&line(words, note));
        }
    }
    for (code, count) in shown.into_iter().filter(|(_, count)| *count > SHOWN_PER_CODE) {
        let more = (count - SHOWN_PER_CODE).to_string();
        if !arguments.global.verbose {
            stderr_line(&words.format("import-more", &[("code", code.key()), ("count", &more)]));
        }
    }
}

fn line(words: &Catalogue, note: &ImportNote) -> String {
    let place = if note.row == 0 {
        note.file.name().to_owned()
    } else {
        format!("{}:{}", note.file.name(), note.row)
    };
    let effect = words.text(&format!("import-{}", note.code.effect().key()));
    let message =
        words.format(&format!("import-{}", note.code.key()), &[("read", &note.read), ("other", &note.other)]);
    format!("{place}: {effect}[{}]: {message}", note.code.key())
}

fn summary(words: &Catalogue, own: &EtoArguments, import: &Import) -> String {
    let (draft, notes) = (&import.draft, &import.notes);
    let count = |effect: Effect| notes.iter().filter(|note| note.code.effect() == effect).count().to_string();
    let variants = import.variants.key();
    let kinds = draft.requires.iter().filter(|row| row.group == "variant" && row.need.is_some()).count();
    let lines = [
        words.format(
            "import-done",
            &[
                ("path", &own.output.display().to_string()),
                ("components", &draft.components.len().to_string()),
                ("suppliers", &draft.suppliers.len().to_string()),
                ("requirements", &draft.requires.len().to_string()),
                ("supplies", &draft.supplies.len().to_string()),
                ("facts", &draft.facts.len().to_string()),
            ],
        ),
        words.format(
            "import-rows",
            &[
                ("rows", &import.rows.iter().sum::<usize>().to_string()),
                ("dropped", &count(Effect::Dropped)),
                ("changed", &count(Effect::Changed)),
            ],
        ),
        words.format(&format!("import-variants-{variants}"), &[("count", &kinds.to_string())]),
        words.text("import-licence"),
    ];
    lines.map(|line| line + "\n").concat()
}
