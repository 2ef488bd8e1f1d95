//! `liantu check`: is the dataset sound?

use crate::arguments::{Arguments, CheckArguments, Format};
use crate::exit::Exit;
use crate::output::deliver;
use crate::session::{say, with_home};
use liantu_ingest::Loaded;
use liantu_model::{Model, Severity};
use liantu_render::catalogue::Catalogue;
use liantu_render::names::Naming;
use liantu_render::{diagnostics, json};

pub(crate) fn run(arguments: &Arguments, own: &CheckArguments) -> anyhow::Result<Exit> {
    let words = Catalogue::new(arguments.language());
    let mut loaded = liantu_ingest::load(&own.dataset)?;
    loaded.model = loaded.model.map(|model| with_home(model, &arguments.global)).transpose()?;
    let count = |severity| loaded.diagnostics.iter().filter(|one| one.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    if own.output.format == Format::Json {
        let rows: Vec<_> = loaded.diagnostics.iter().map(|one| diagnostics::in_words(&words, one)).collect();
        deliver(&own.output, Box::new(|out| json::write(&rows, out)))?;
    } else {
        say(&words, &arguments.global, &loaded.diagnostics);
        let line = verdict(&words, &loaded, errors + warnings);
        deliver(&own.output, Box::new(move |out| writeln!(out, "{line}")))?;
    }
    Ok(match (errors, warnings) {
        (0, 0) => Exit::Done,
        (0, _) if arguments.global.strict => Exit::DataErrors,
        (0, _) if own.fail_on.is_some() => Exit::Findings,
        (0, _) => Exit::Done,
        _ => Exit::DataErrors,
    })
}

fn verdict(words: &Catalogue, loaded: &Loaded, problems: usize) -> String {
    let summary = diagnostics::summary(words, &loaded.diagnostics);
    match &loaded.model {
        Some(model) if problems == 0 => clean(words, model),
        _ => summary,
    }
}

fn clean(words: &Catalogue, model: &Model) -> String {
    let counts = [
        ("title", Naming::new(model, words).title().to_owned()),
        ("components", model.components().len().to_string()),
        ("suppliers", model.suppliers().len().to_string()),
        ("requirements", model.requirements().len().to_string()),
        ("supplies", model.supplies().len().to_string()),
    ];
    let counts: Vec<(&str, &str)> = counts.iter().map(|(name, value)| (*name, value.as_str())).collect();
    words.format("check-clean", &counts)
}
