//! Who provides what to supply rows.

use super::Context;
use super::components::Components;
use super::notes::{Note, NoteCode};
use super::providers::{NOWHERE, Provider, Providers};
use super::source::{Record, Sheet};
use crate::dates::year;
use crate::percents::percent;
use liantu_model::{Confidence, Percent, PercentRange, SupplyRow, SupplyStatus};
use rustc_hash::FxHashMap;

/// What one supply row is about: provider, id of the provider when it is nobody, component, year.
type Key = (Provider, String, String, Option<i16>);

/// Supply rows from the rows of provision. O(rows).
pub(super) fn supplies(
    sheet: &Sheet,
    components: &Components,
    providers: &mut Providers,
    context: &mut Context,
) -> Vec<SupplyRow> {
    let mut supplies = Vec::with_capacity(sheet.records.len());
    let mut seen: FxHashMap<Key, Option<PercentRange>> = FxHashMap::default();
    for record in &sheet.records {
        let Some((provider, id, component)) = parties(sheet, record, components, providers, context) else {
            continue;
        };
        let (share, year) = (share(sheet, record, context), year_of(sheet, record, context));
        let nobody = if provider == Provider::Nobody { id.clone() } else { String::new() };
        let key = (provider, nobody, component, year);
        if let Some(earlier) = seen.get(&key) {
            context.notes.add(
                sheet.file,
                record.line,
                repetition(&id, &key.2, share.as_ref(), earlier.as_ref()),
            );
            continue;
        }
        let text = sheet.get(record, "source");
        let source = context.cite(text, sheet.file, record.line);
        let confidence = Some(if text.is_empty() { Confidence::Low } else { Confidence::Medium });
        let status = Some(SupplyStatus::Active);
        let (supplier, region) = match &key.0 {
            Provider::Supplier(id) => (id.clone(), String::new()),
            Provider::Region(id) => (String::new(), id.clone()),
            Provider::Nobody => (String::new(), NOWHERE.to_owned()),
        };
        let component = key.2.clone();
        seen.insert(key, share.clone());
        let row = SupplyRow { supplier, region, component, status, share, year, ..SupplyRow::default() };
        supplies.push(SupplyRow { source, confidence, ..row });
    }
    supplies
}

/// The provider, its id, and what it provides.
fn parties(
    sheet: &Sheet,
    record: &Record,
    components: &Components,
    providers: &mut Providers,
    context: &mut Context,
) -> Option<(Provider, String, String)> {
    let (id, component) = (sheet.line(record, "provider_id"), sheet.line(record, "provided_id"));
    let (name, provided) = (sheet.line(record, "provider_name"), sheet.line(record, "provided_name"));
    let provider = providers.find(&id).cloned();
    let known = components.known.get(component.as_ref());
    let refusal = match (&provider, known) {
        _ if id.is_empty() => Some(Note::new(NoteCode::MissingId, &name)),
        _ if component.is_empty() => Some(Note::new(NoteCode::MissingId, &provided)),
        (None, _) => Some(Note::new(NoteCode::UnknownProvider, &id)),
        (_, None) => Some(Note::new(NoteCode::UnknownComponent, &component)),
        _ => None,
    };
    if let Some(note) = refusal {
        context.notes.add(sheet.file, record.line, note);
        return None;
    }
    if providers.learn(&id, &name) {
        context.notes.add(sheet.file, record.line, Note::new(NoteCode::NameDiffers, &name).with(&id));
    }
    context.compare_name(sheet.file, record.line, (&component, &provided), &known?.name);
    Some((provider?, id.into_owned(), component.into_owned()))
}

fn repetition(
    provider: &str,
    component: &str,
    share: Option<&PercentRange>,
    earlier: Option<&PercentRange>,
) -> Note {
    let code = if share == earlier { NoteCode::DuplicateProvision } else { NoteCode::ContradictoryProvision };
    Note::new(code, provider).with(component)
}

/// A share that is none is left blank: that the provider provides is still said.
fn share(sheet: &Sheet, record: &Record, context: &mut Context) -> Option<PercentRange> {
    let text = sheet.get(record, "share_provided");
    if text.is_empty() {
        return None;
    }
    let read = percent(text);
    let code = match &read {
        None => NoteCode::UnreadableShare,
        Some(range) if range.low < Percent::ZERO || range.high > Percent::HUNDRED => {
            NoteCode::ShareOutOfRange
        }
        Some(_) => return read,
    };
    context.notes.add(sheet.file, record.line, Note::new(code, text));
    None
}

fn year_of(sheet: &Sheet, record: &Record, context: &mut Context) -> Option<i16> {
    let text = sheet.get(record, "year");
    let found = year(text);
    if found.is_none() && !text.is_empty() {
        context.notes.add(sheet.file, record.line, Note::new(NoteCode::UnreadableYear, text));
    }
    found
}
