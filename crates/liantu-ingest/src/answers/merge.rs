//! All answers put into a draft: what is contradictory among them is left out, and what would have the dataset contradict
//! itself.

use super::apply::Desk;
use super::claims::{Claim, Needed, Reader, Source, Statement};
use super::{AnswerCode, AnswerNote, Answers, CellAt};
use liantu_model::{Draft, Model, Severity};
use std::collections::BTreeMap;

/// A dataset with the answers in it.
#[derive(Debug, Clone)]
pub struct Merged {
    /// Its rows.
    pub draft: Draft,
    /// Answers taken over: cells.
    pub taken: usize,
    /// What there is to tell, by place.
    pub notes: Vec<AnswerNote>,
}

/// Puts answers into the rows of a dataset; `workbook` is what answers without a source are said to come from. Answers that
/// cannot be taken over are told and left out.
///
/// A row that is answered gets the confidence high where a source and a day are given, else medium. A supply with a later
/// day gets a row of its own year, and the old one is history; otherwise the row itself is changed and told. The date of the
/// data becomes the latest day of an answer where that is later. O(answers × rows).
pub fn merge(model: &Model, draft: Draft, answers: &Answers, workbook: &str) -> Merged {
    let mut reader = Reader::new(model);
    reader.read(answers);
    let Reader { claims, mut notes, .. } = reader;
    let claims = agreed(model, claims, &mut notes);
    let desk = Desk::new(model, draft, workbook);
    let mut merged = all_at_once(desk.clone(), &claims);
    if !is_sound(&merged.draft) {
        merged = one_by_one(desk, &claims);
    }
    merged.notes.append(&mut notes);
    merged.notes.sort();
    merged.notes.dedup();
    merged
}

fn all_at_once(mut desk: Desk<'_>, claims: &[Claim]) -> Merged {
    let (mut taken, mut notes) = (Vec::new(), Vec::new());
    for claim in claims {
        put(&mut desk, claim, &mut taken, &mut notes);
    }
    counted(desk, taken, notes)
}

/// Claims after which the dataset contradicts itself are left out, each by itself.
fn one_by_one(mut desk: Desk<'_>, claims: &[Claim]) -> Merged {
    let (mut taken, mut notes) = (Vec::new(), Vec::new());
    for claim in claims {
        let before = (desk.clone(), taken.len(), notes.len());
        put(&mut desk, claim, &mut taken, &mut notes);
        if !is_sound(&desk.draft) {
            taken.truncate(before.1);
            notes.truncate(before.2);
            desk = before.0;
            notes.push(note(claim, AnswerCode::Contradiction, String::new()));
        }
    }
    counted(desk, taken, notes)
}

fn put(desk: &mut Desk<'_>, claim: &Claim, taken: &mut Vec<CellAt>, notes: &mut Vec<AnswerNote>) {
    match desk.apply(claim) {
        Ok(told) => {
            taken.push(claim.at.clone());
            notes.extend(told.into_iter().map(|(code, other)| note(claim, code, other)));
        }
        Err((code, other)) => notes.push(note(claim, code, other)),
    }
}

fn counted(desk: Desk<'_>, mut taken: Vec<CellAt>, notes: Vec<AnswerNote>) -> Merged {
    taken.sort();
    taken.dedup();
    Merged { draft: desk.draft, taken: taken.len(), notes }
}

fn note(claim: &Claim, code: AnswerCode, other: String) -> AnswerNote {
    AnswerNote { at: claim.at.clone(), code, read: claim.read.clone(), other }
}

fn is_sound(draft: &Draft) -> bool {
    let found = draft.clone().validate();
    found.diagnostics.iter().all(|one| one.severity != Severity::Error)
}

/// Claims that no other contradicts; those that do are told, each with the place of another.
fn agreed(model: &Model, claims: Vec<Claim>, notes: &mut Vec<AnswerNote>) -> Vec<Claim> {
    let mut by_subject: BTreeMap<String, Vec<Claim>> = BTreeMap::new();
    let mut order = Vec::new();
    for claim in claims {
        let (subject, _) = subject(model, &claim.says);
        if !by_subject.contains_key(&subject) {
            order.push(subject.clone());
        }
        by_subject.entry(subject).or_default().push(claim);
    }
    let mut kept = Vec::new();
    for claims in order.iter().filter_map(|subject| by_subject.remove(subject)) {
        let says = |claim: &Claim| subject(model, &claim.says).1;
        let first = says(&claims[0]);
        let Some(other) = claims.iter().find(|one| says(one) != first) else {
            kept.extend(claims.into_iter().next());
            continue;
        };
        let (other, own) = (other.at.to_string(), claims[0].at.to_string());
        for claim in &claims {
            let with = if says(claim) == first { &other } else { &own };
            notes.push(note(claim, AnswerCode::Disagreement, with.clone()));
        }
    }
    kept
}

/// What a statement is about, and what it says of it.
fn subject(model: &Model, says: &Statement) -> (String, String) {
    match says {
        Statement::Complete(component, complete) => (model.list_key(*component), complete.to_string()),
        Statement::Supplies { component, source, status, share, switch_weeks } => {
            let who = match source {
                Source::Firm(firm) => model.supplier(*firm).id.clone(),
                Source::Place(place) => format!("@{}", model.region(*place).id),
                Source::New(name, _) => name.clone(),
            };
            let about = format!("status:{}:{who}", model.component(*component).id);
            (about, format!("{} {share:?} {switch_weeks:?}", status.key()))
        }
        Statement::Status { row, status, share } => {
            let status = status.map_or("absent", liantu_model::SupplyStatus::key);
            (model.supply_key(*row), format!("{status} {share:?} None"))
        }
        Statement::Needs(requirement, needed) => {
            let needed = match needed {
                Needed::Essential => "essential",
                Needed::NotEssential => "non-essential",
                Needed::NotUsed => "not-used",
            };
            (model.requirement_key(*requirement), needed.to_owned())
        }
        // Firms may well have different stocks.
        Statement::Stock { component, firm, days } => {
            let about = format!("stock:{}:{}", model.component(*component).id, model.supplier(*firm).id);
            (about, days.to_string())
        }
        Statement::Switch(row, weeks) => (format!("weeks:{}", model.supply_key(*row)), weeks.to_string()),
    }
}
