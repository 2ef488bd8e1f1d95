//! T15 核实清单.

use super::decisive::provider;
use super::{Form, date_note, phrases};
use crate::names::{Naming, cite};
use crate::table::{Cell, Table};
use liantu_analysis::{Answer, Ask, Conclusion, Effect, End, EvidenceRow, Fault, Pick, Question, addressees};
use liantu_graph::ChainGraph;
use liantu_model::{ComponentIx, InputKind, Model, RequirementIx};
use std::collections::BTreeSet;

const COLUMNS: [&str; 7] = ["number", "question", "component", "firm", "recorded", "why", "ask"];
pub(crate) const FORM: Form = Form::new("T15", &COLUMNS);

/// The questions chosen, in the order in which they are worth asking.
pub fn questions(graph: &ChainGraph, naming: Naming<'_>, ask: &Ask) -> Table {
    let mut table = FORM.table(naming);
    for pick in &ask.chosen.picks {
        let question = ask.questions[pick.question as usize];
        let whom = addressees(graph, question);
        let names: Vec<&str> = whom.iter().map(|&one| naming.supplier(one)).collect();
        table.push(vec![
            Cell::count(table.rows.len() + 1),
            Cell::text(wording(naming, graph, question)),
            Cell::text(naming.component(component_of(naming.model, question))),
            Cell::text(firm_of(naming, question)),
            Cell::text(recorded(naming, graph, question)),
            Cell::text(why(naming, graph, ask, pick)),
            Cell::text(phrases::some_firms(naming, &names)),
        ]);
    }
    table.notes = ask_notes(naming, ask);
    table
}

/// What must be said with the questions.
pub fn ask_notes(naming: Naming<'_>, ask: &Ask) -> Vec<String> {
    let words = naming.words;
    let mut notes = vec![date_note(naming), words.text("ask-note")];
    if ask.chosen.picks.is_empty() {
        notes.push(words.text("ask-none"));
        return notes;
    }
    let chosen = &ask.chosen;
    let [of, count, reached, asked, most] =
        [chosen.of, chosen.picks.len(), chosen.reached, ask.options.count, chosen.at_most]
            .map(|count| count.to_string());
    let worth =
        [("of", &*of), ("count", &*count), ("reached", &*reached), ("asked", &*asked), ("at-most", &*most)];
    notes.push(words.format("ask-note-worth", &worth));
    let home = naming.region(naming.model.dataset().home);
    notes.push(words.format("ask-note-addressee", &[("home", home)]));
    notes
}

/// The question in words.
pub(crate) fn wording(naming: Naming<'_>, graph: &ChainGraph, question: Question) -> String {
    let words = naming.words;
    match question {
        Question::List(component) => {
            let is_claimed = graph.supply_list(component).complete;
            let key = if is_claimed { "ask-list-claimed" } else { "ask-list-open" };
            words.format(key, &[("component", naming.component(component))])
        }
        Question::Supply(row) => {
            let component = naming.component(naming.model.supply(row).component);
            words.format("ask-status", &[("who", provider(naming, row)), ("component", component)])
        }
        Question::Requirement(row) => {
            let row = naming.model.requirement(row);
            let (product, input) = (naming.component(row.product), naming.component(row.input));
            words.format("ask-need", &[("product", product), ("input", input)])
        }
    }
}

/// The component a question is about: what is supplied, or needed.
pub(crate) fn component_of(model: &Model, question: Question) -> ComponentIx {
    match question {
        Question::List(component) => component,
        Question::Supply(row) => model.supply(row).component,
        Question::Requirement(row) => model.requirement(row).input,
    }
}

/// The firm or place a question is about; blank where it is about none.
pub(crate) fn firm_of(naming: Naming<'_>, question: Question) -> String {
    match question {
        Question::Supply(row) => provider(naming, row).to_owned(),
        Question::List(_) | Question::Requirement(_) => String::new(),
    }
}

/// What the dataset says now, how sure that is, and where.
pub(crate) fn recorded(naming: Naming<'_>, graph: &ChainGraph, question: Question) -> String {
    let words = naming.words;
    let cited = cite(naming.model, question.row());
    let what = said(naming, graph, question);
    let what = match question {
        Question::List(_) => what,
        Question::Supply(_) | Question::Requirement(_) => {
            let confidence = naming.grade_of_evidence(Model::trust(cited.confidence));
            words.format("ask-recorded-sure", &[("what", &what), ("confidence", &confidence)])
        }
    };
    let place = format!("{}:{}", cited.file, cited.row);
    words.format("fault-at", &[("what", &what), ("place", &place)])
}

/// What the dataset says now, as it may be shown to a firm that is asked.
pub(crate) fn said(naming: Naming<'_>, graph: &ChainGraph, question: Question) -> String {
    let words = naming.words;
    match question {
        Question::List(component) => {
            let claim =
                match (graph.supply_list(component).complete, naming.model.component(component).complete) {
                    (true, _) => "complete",
                    (false, Some(false)) => "incomplete",
                    (false, _) => "open",
                };
            let claim = words.text(&format!("ask-recorded-{claim}"));
            let count = graph.offers(component).iter();
            let count = count.filter(|offer| offer.source != liantu_graph::OfferSource::Unknown).count();
            let key = if count == 0 { "ask-recorded-nobody" } else { "ask-recorded-list" };
            words.format(key, &[("count", &count.to_string()), ("claim", &claim)])
        }
        Question::Supply(row) => words.text(&format!("status-{}", naming.model.supply(row).status.key())),
        Question::Requirement(row) => needed(naming, row),
    }
}

fn needed(naming: Naming<'_>, row: RequirementIx) -> String {
    let group = naming.model.group(naming.model.requirement(row).group);
    let (count, need) = (group.members.len().to_string(), group.need.to_string());
    let stands_alone = group.need as usize == group.members.len() || group.kind != InputKind::Essential;
    let key = match group.kind {
        InputKind::NonEssential => "ask-recorded-not-needed",
        _ if stands_alone => "ask-recorded-need",
        _ => "ask-recorded-need-group",
    };
    naming.words.format(key, &[("count", &count), ("need", &need)])
}

/// What the answers settle.
fn why(naming: Naming<'_>, graph: &ChainGraph, ask: &Ask, pick: &Pick) -> String {
    let words = naming.words;
    let alone = ask.alone(pick.question);
    let mut settled: BTreeSet<Conclusion> = BTreeSet::new();
    let mut parts = Vec::new();
    for (&answer, settlements) in &alone {
        settled.extend(settlements.iter().map(|&at| ask.settlements[at].conclusion));
        let effects = effects(naming, ask, settlements);
        parts.push(answered(naming, graph, ask.questions[pick.question as usize], answer, &effects));
    }
    for (number, other) in (1..).zip(&ask.chosen.picks) {
        let together: BTreeSet<Conclusion> = ask
            .together(pick.question, other.question)
            .into_iter()
            .map(|at| ask.settlements[at].conclusion)
            .filter(|conclusion| !settled.contains(conclusion))
            .collect();
        if other != pick && !together.is_empty() {
            let (number, count) = (i32::to_string(&number), together.len().to_string());
            parts.push(words.format("ask-why-together", &[("number", &number), ("count", &count)]));
        }
    }
    let parts = parts.join(&words.text("clause-separator"));
    let key = if settled.is_empty() { "ask-why-only-together" } else { "ask-why" };
    words.format(key, &[("count", &settled.len().to_string()), ("answers", &parts)])
}

fn effects(naming: Naming<'_>, ask: &Ask, settlements: &[usize]) -> String {
    let words = naming.words;
    let of = |effect: Effect| {
        let count = settlements.iter().filter(|&&at| ask.settlements[at].effect == effect).count();
        let key = format!("ask-effect-{}", effect.key());
        (count > 0).then(|| words.format(&key, &[("count", &count.to_string())]))
    };
    let effects: Vec<String> =
        [Effect::Refuted, Effect::Certain, Effect::Firm].into_iter().filter_map(of).collect();
    effects.join(&words.text("ask-effect-separator"))
}

pub(crate) fn answered(
    naming: Naming<'_>,
    graph: &ChainGraph,
    question: Question,
    answer: Answer,
    effects: &str,
) -> String {
    let words = naming.words;
    let is_list = matches!(question, Question::List(one) if !graph.supply_list(one).complete);
    let key = match answer {
        Answer::Stands if is_list => "ask-answer-stands-list",
        Answer::Stands => "ask-answer-stands",
        Answer::Otherwise(Fault::Absent(EvidenceRow::Requirement(_))) => "ask-answer-replaceable",
        Answer::Otherwise(Fault::Absent(_)) => "ask-answer-absent",
        Answer::Otherwise(Fault::Unclaimed(_)) => "ask-answer-unclaimed",
        Answer::Otherwise(Fault::Unlisted(_)) => "ask-answer-unlisted",
        Answer::Otherwise(Fault::Share(_, End::Low)) => "ask-answer-share-low",
        Answer::Otherwise(Fault::Share(_, End::High)) => "ask-answer-share-high",
        Answer::Otherwise(Fault::Status(_, status)) => {
            let status = words.text(&format!("status-{}", status.key()));
            return words.format("ask-answer-status", &[("status", &status), ("effects", effects)]);
        }
    };
    words.format(key, &[("effects", effects)])
}
