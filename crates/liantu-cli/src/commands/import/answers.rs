//! `liantu import answers`: what a filled questionnaire says, into a new dataset.

use crate::arguments::{AnswersArguments, Arguments};
use crate::commands::template::{TemplateTexts, headers, write_book};
use crate::exit::{Exit, Mistake};
use crate::output::{stderr_line, stdout_text, write_dataset};
use crate::session::say;
use liantu_ingest::answers::{self, AnswerEffect, AnswerNote, AnswersError, Merged};
use liantu_ingest::{Look, is_workbook_name, load_rows, write_folder};
use liantu_model::Draft;
use liantu_render::catalogue::Catalogue;
use std::path::Path;

pub(crate) fn run(arguments: &Arguments, own: &AnswersArguments) -> anyhow::Result<Exit> {
    let words = Catalogue::new(arguments.language());
    let answers = answers::read_file(&own.filled).map_err(|error| unreadable(error, &own.filled))?;
    let (loaded, draft) = load_rows(&own.into)?;
    say(&words, &arguments.global, &loaded.diagnostics);
    let Some(model) = loaded.model else { return Ok(Exit::DataErrors) };
    let before = draft.settings.as_of;
    let name = own.filled.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let Merged { draft, taken, notes } = answers::merge(&model, draft, &answers, &name);
    let refused = notes.iter().filter(|note| note.code.effect() == AnswerEffect::Refused).count();
    let is_left = arguments.global.strict && refused > 0;
    if !is_left {
        // Nothing is said to be merged before it is.
        write(&words, own, &draft)?;
    }
    for note in &notes {
        let is_told = note.code.effect() == AnswerEffect::Refused || !arguments.global.quiet;
        if is_told {
            stderr_line(&line(&words, note));
        }
    }
    if is_left {
        return Ok(Exit::DataErrors);
    }
    let moved = draft.settings.as_of.filter(|_| draft.settings.as_of != before);
    stdout_text(&summary(&words, own, (taken, refused), moved))?;
    Ok(if refused > 0 { Exit::Incomplete } else { Exit::Done })
}

fn unreadable(error: AnswersError, path: &Path) -> anyhow::Error {
    match error {
        AnswersError::Unreadable(error) => error.into(),
        AnswersError::NoAnswers => {
            Mistake::new("answers-no-sheet", &[("path", &path.display().to_string())]).into()
        }
    }
}

fn write(words: &Catalogue, own: &AnswersArguments, draft: &Draft) -> anyhow::Result<()> {
    if !is_workbook_name(&own.output) {
        return write_dataset(&own.output, &write_folder(draft), own.force);
    }
    let texts = TemplateTexts::without_guide(words);
    let look = Look { headers: headers(words), all_tables: false, texts: &texts };
    write_book(draft, &look, &own.output, own.force)
}

fn line(words: &Catalogue, note: &AnswerNote) -> String {
    let effect = words.text(&format!("answers-{}", note.code.effect().key()));
    let plain = format!("answers-{}", note.code.key());
    let nearest = if note.other.is_empty() { None } else { words.find(&format!("{plain}-near")) };
    let message = match nearest {
        Some(_) => words.format(&format!("{plain}-near"), &[("read", &note.read), ("other", &note.other)]),
        None => words.format(&plain, &[("read", &note.read), ("other", &note.other)]),
    };
    format!("{}: {effect}[{}]: {message}", note.at, note.code.key())
}

fn summary(
    words: &Catalogue,
    own: &AnswersArguments,
    (taken, refused): (usize, usize),
    moved: Option<(i16, u8, u8)>,
) -> String {
    let path = own.output.display().to_string();
    let (taken, refused) = (taken.to_string(), refused.to_string());
    let mut text =
        words.format("answers-done", &[("path", &path), ("taken", &taken), ("refused", &refused)]) + "\n";
    if let Some((year, month, day)) = moved {
        let date = format!("{year:04}-{month:02}-{day:02}");
        text += &(words.format("answers-as-of", &[("date", &date)]) + "\n");
    }
    text
}
