//! `liantu ask`: the few questions that settle most of what is doubtful.

mod questionnaire;

use crate::arguments::{Arguments, AskArguments};
use crate::exit::{Exit, Mistake};
use crate::findings::{Findings, Questions};
use crate::output::deliver_tables;
use crate::session::{Session, levels};
use liantu_analysis::{AskOptions, DecisiveOptions, Level, QuestionKind, ask};
use liantu_render::{json, tables};
use std::collections::BTreeSet;

pub(crate) fn run(arguments: &Arguments, own: &AskArguments) -> anyhow::Result<Exit> {
    let chosen = levels(&own.losses.level, Level::ALL)?;
    let options = AskOptions { count: own.count as usize, kinds: kinds(&own.about)? };
    let session = match Session::open(arguments, &own.dataset)? {
        Ok(session) => session,
        Err(exit) => return Ok(exit),
    };
    let questions = Questions::about(chosen.levels).with_plain_points();
    let questions =
        Questions { targets: session.targets(&own.losses.target)?, ..questions.graded_by(&own.grades)? };
    let findings = Findings::of(&session, questions);
    let decisive = findings.decisive(&session, &DecisiveOptions::at_most(2));
    let results = findings.results(&session);
    let (graph, naming) = (&session.graph, session.naming());
    let asked = ask(graph, results.single_points, Some(&decisive), &options);
    if !own.formats.is_empty() {
        return questionnaire::write(&session, own, &asked);
    }
    deliver_tables(
        &own.output,
        || vec![tables::questions(graph, naming, &asked)],
        |out| {
            let notes = tables::ask_notes(naming, &asked);
            json::write(&json::ask(graph, naming, results.single_points, &asked, decisive.level, notes), out)
        },
    )?;
    Ok(Exit::Done)
}

/// The kinds typed.
fn kinds(typed: &[String]) -> Result<BTreeSet<QuestionKind>, Mistake> {
    let known = || QuestionKind::ALL.map(QuestionKind::key).join(", ");
    let find = |text: &String| {
        let text = text.trim();
        let found = QuestionKind::ALL.into_iter().find(|kind| kind.key() == text);
        found.ok_or_else(|| Mistake::new("bad-question-kind", &[("read", text), ("known", &known())]))
    };
    typed.iter().map(find).collect()
}
