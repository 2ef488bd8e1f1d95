//! What became of the questions of an earlier report.

use super::ask::{recorded, wording};
use super::{Form, date_note, phrases};
use crate::comparison::Compared;
use crate::keys::question_key;
use crate::names::Naming;
use crate::results::Results;
use crate::table::{Cell, Table};
use liantu_analysis::{Answer, Ask, Conclusion, EvidenceRow, Fault, Question, is_doubtful};
use liantu_graph::OfferSource;
use liantu_model::{ComponentIx, InputKind, SupplyIx};
use std::collections::{BTreeMap, BTreeSet};

const COLUMNS: [&str; 7] = ["number", "question", "before", "now", "result", "count", "conclusions"];
pub(crate) const FORM: Form = Form::new("T15-settled", &COLUMNS);

/// The questions of the earlier data that have been answered since, with what their answers settle; `None` when nobody
/// asked.
pub fn settled(compared: &Compared<'_, '_>) -> Option<Table> {
    let (old, new) = (compared.old, compared.new);
    let asked = old.asked?;
    let now = Now::of(new);
    let mut table = FORM.table(compared.naming());
    for (at, &question) in (0_u32..).zip(&asked.questions) {
        let Some(found) = now.answer(old, question) else { continue };
        let settled = conclusions(asked, at, found.answer);
        let names: Vec<String> = settled.iter().map(|&one| named(old.naming, one)).collect();
        table.push(vec![
            Cell::count(table.rows.len() + 1),
            Cell::text(wording(old.naming, old.graph, question)),
            Cell::text(recorded(old.naming, old.graph, question)),
            Cell::text(found.now),
            Cell::text(found.result),
            Cell::count(names.len()),
            Cell::text(phrases::some_names(
                old.naming,
                &names.iter().map(String::as_str).collect::<Vec<_>>(),
            )),
        ]);
    }
    table.notes = vec![date_note(compared.naming()), compared.naming().words.text("t15-settled-note")];
    Some(table)
}

/// What an answer settles by itself.
fn conclusions(asked: &Ask, question: u32, answer: Answer) -> BTreeSet<Conclusion> {
    let alone = asked.alone(question);
    let settlements = alone.get(&answer).map_or(&[][..], Vec::as_slice);
    settlements.iter().map(|&at| asked.settlements[at].conclusion).collect()
}

fn named(naming: Naming<'_>, conclusion: Conclusion) -> String {
    match conclusion {
        Conclusion::Loss { element, target, .. } => naming.words.format(
            "sensitivity-finding",
            &[("element", &naming.element(element)), ("target", naming.component(target))],
        ),
        Conclusion::Grade(component) => {
            naming.words.format("t15-settled-grade", &[("component", naming.component(component))])
        }
        Conclusion::Backup(component) => {
            naming.words.format("t15-settled-backup", &[("component", naming.component(component))])
        }
    }
}

/// What a question turned out to be.
struct Found {
    answer: Answer,
    now: String,
    result: String,
}

/// Rows of the new data by the keys of questions.
struct Now<'r, 'a> {
    results: &'r Results<'a>,
    rows: BTreeMap<String, Question>,
}

impl<'r, 'a> Now<'r, 'a> {
    fn of(results: &'r Results<'a>) -> Self {
        let model = results.naming.model;
        let lists = model.component_indices().map(Question::List);
        let supplies = model.supply_indices().filter(|&row| model.supply(row).current).map(Question::Supply);
        let needs = model.requirement_indices().map(Question::Requirement);
        let all = lists.chain(supplies).chain(needs);
        Self { results, rows: all.map(|one| (question_key(model, one), one)).collect() }
    }

    /// What the new data answer, if they do: a row that is gone, says something else, or is of high confidence now.
    fn answer(&self, old: &Results<'_>, question: Question) -> Option<Found> {
        let key = question_key(old.naming.model, question);
        let now = self.rows.get(&key).copied();
        match (question, now) {
            (Question::List(component), Some(Question::List(now))) => self.list(old, component, now),
            (Question::List(_), _) => None,
            (Question::Supply(row), Some(Question::Supply(now))) => self.supply(old, row, now),
            (Question::Requirement(_), Some(Question::Requirement(now))) => {
                let model = self.results.naming.model;
                let group = model.group(model.requirement(now).group);
                let is_essential = group.kind != InputKind::NonEssential;
                let gone = Answer::Otherwise(Fault::Absent(question.row()));
                match (is_essential, is_doubtful(model, EvidenceRow::Requirement(now))) {
                    (true, true) => None,
                    (true, false) => Some(self.found(Answer::Stands, Question::Requirement(now), "stands")),
                    (false, _) => Some(self.found(gone, Question::Requirement(now), "otherwise")),
                }
            }
            (_, _) => {
                let result = self.results.naming.words.text("t15-settled-gone");
                let answer = Answer::Otherwise(Fault::Absent(question.row()));
                Some(Found { answer, now: String::new(), result })
            }
        }
    }

    fn supply(&self, old: &Results<'_>, row: SupplyIx, now: SupplyIx) -> Option<Found> {
        let model = self.results.naming.model;
        let (was, is) = (old.naming.model.supply(row).status, model.supply(now).status);
        if was != is {
            let answer = Answer::Otherwise(Fault::Status(row, is));
            return Some(self.found(answer, Question::Supply(now), "otherwise"));
        }
        let is_sure = !is_doubtful(model, EvidenceRow::Supply(now));
        is_sure.then(|| self.found(Answer::Stands, Question::Supply(now), "stands"))
    }

    /// A list that is complete now, or that names somebody whom it did not.
    fn list(&self, old: &Results<'_>, component: ComponentIx, now: ComponentIx) -> Option<Found> {
        let model = self.results.naming.model;
        let was_complete = old.graph.supply_list(component).complete;
        let is_complete = self.results.graph.supply_list(now).complete;
        let before: BTreeSet<String> = sources(old, component).collect();
        let others: Vec<String> = sources(self.results, now).filter(|one| !before.contains(one)).collect();
        if !others.is_empty() {
            let fault = if was_complete { Fault::Unclaimed(component) } else { Fault::Unlisted(component) };
            let names = self.results.naming.list(&others);
            let result = self.results.naming.words.format("t15-settled-others", &[("names", &names)]);
            let found = self.found(Answer::Otherwise(fault), Question::List(now), "otherwise");
            return Some(Found { result, ..found });
        }
        let is_sure = !is_doubtful(model, EvidenceRow::Component(now));
        match (was_complete, is_complete) {
            (false, true) => Some(self.found(Answer::Stands, Question::List(now), "complete")),
            (true, true) if is_sure => Some(self.found(Answer::Stands, Question::List(now), "complete")),
            (true, false) => {
                let answer = Answer::Otherwise(Fault::Unclaimed(component));
                Some(self.found(answer, Question::List(now), "otherwise"))
            }
            _ => None,
        }
    }

    fn found(&self, answer: Answer, now: Question, result: &str) -> Found {
        let Results { naming, graph, .. } = self.results;
        let result = naming.words.text(&format!("t15-settled-{result}"));
        Found { answer, now: recorded(*naming, graph, now), result }
    }
}

/// Names of those who supply a component.
fn sources<'s>(results: &'s Results<'_>, component: ComponentIx) -> impl Iterator<Item = String> + 's {
    let naming = results.naming;
    results.graph.offers(component).iter().filter_map(move |offer| match offer.source {
        OfferSource::Named(firm) => Some(naming.supplier(firm).to_owned()),
        OfferSource::Unnamed(region) => Some(naming.region(region).to_owned()),
        OfferSource::Unknown => None,
    })
}
