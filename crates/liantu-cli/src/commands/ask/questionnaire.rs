//! Questions on paper and as a workbook to be filled in.

use crate::arguments::{AskArguments, QuestionnaireFormat};
use crate::commands::template::headers;
use crate::exit::{Exit, Mistake};
use crate::folder::write_folder;
use crate::output::stdout_text;
use crate::session::Session;
use liantu_analysis::{Ask, QuestionKind};
use liantu_ingest::answers::{self, AnswerKind, QuestionLine, Questionnaire, VisitLine};
use liantu_ingest::{Column, TableFormat};
use liantu_render::catalogue::Catalogue;
use liantu_render::questionnaire::{Visit, firms_to_visit, outline, question_lines, visit_lines, visits};
use liantu_render::report::ReportFile;

const DOCUMENT: &str = "questions.docx";
const WORKBOOK: &str = "questions.xlsx";

/// Writes the files asked for into the folder; what was filled in there is not overwritten.
pub(crate) fn write(session: &Session, own: &AskArguments, asked: &Ask) -> anyhow::Result<Exit> {
    let Some(folder) = &own.output.output else {
        return Err(Mistake::new("ask-output-missing", &[]).into());
    };
    let (graph, naming) = (&session.graph, session.naming());
    let (firms, left_out) = firms_to_visit(graph, asked, own.firms as usize);
    let visits = visits(graph, asked, &firms);
    let mut files = Vec::new();
    let failed = |reason: String| Mistake::new("cannot-write", &[("path", WORKBOOK), ("reason", &reason)]);
    if own.formats.contains(&QuestionnaireFormat::Docx) {
        let content =
            outline(graph, naming, asked, &visits, left_out).map_err(|error| failed(error.to_string()))?;
        files.push(ReportFile { name: DOCUMENT.to_owned(), content });
    }
    if own.formats.contains(&QuestionnaireFormat::Xlsx) {
        let form = form(session, asked, &visits);
        let note = |format: &TableFormat, column: &Column| note(&session.words, format, column);
        let content = answers::write(&form, headers(&session.words), &note)
            .map_err(|error| failed(error.to_string()))?;
        files.push(ReportFile { name: WORKBOOK.to_owned(), content });
    }
    let written = write_folder(folder, &files, own.output.force)?;
    for path in written {
        stdout_text(&(session.words.format("written", &[("path", &path.display().to_string())]) + "\n"))?;
    }
    Ok(Exit::Done)
}

fn form(session: &Session, asked: &Ask, visits: &[Visit]) -> Questionnaire {
    let (graph, naming) = (&session.graph, session.naming());
    let kind = |kind: QuestionKind| match kind {
        QuestionKind::List => AnswerKind::List,
        QuestionKind::Status => AnswerKind::Status,
        QuestionKind::Need => AnswerKind::Need,
    };
    let questions = question_lines(graph, naming, asked).into_iter();
    let lines = session.words.text("questionnaire-guide");
    Questionnaire {
        guide: (session.words.text("template-guide-sheet"), lines.lines().map(str::to_owned).collect()),
        questions: questions
            .map(|line| QuestionLine { key: line.key, kind: kind(line.kind), texts: line.texts })
            .collect(),
        visits: visit_lines(naming, visits)
            .into_iter()
            .map(|line| VisitLine { key: line.key, texts: line.texts })
            .collect(),
        as_of: naming.model.dataset().as_of,
    }
}

/// How a column is filled in.
fn note(words: &Catalogue, format: &TableFormat, column: &Column) -> String {
    let own = words.find(&format!("fill-{}-{}", format.key, column.key));
    own.or_else(|| words.find(&format!("fill-answer-{}", column.key))).unwrap_or_default()
}
