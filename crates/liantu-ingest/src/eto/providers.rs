//! Countries to regions, organisations to suppliers.

use super::Context;
use super::citations::ITSELF;
use super::notes::{Note, NoteCode};
use super::source::{Record, Sheet, one_line};
use crate::text::fold;
use liantu_model::{RegionLevel, RegionRow, RowAt, SupplierRow, is_placeholder};
use rustc_hash::FxHashMap;

/// What the tables write for a place that is none.
pub(super) const NOWHERE: &str = "其他";

/// Europe as a whole, which the source counts like a country.
const EUROPE: &str = "EUR";

/// Said of a supplier that is not one firm at one place.
const SEVERAL: &str = "可能是多家企业的合计或没有确定的地区;点名它的单点不是真实单点。\
                       Possibly several firms, or no single place: a finding that names it is no single point.";

/// What a provider became.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Provider {
    /// The supplier of this id.
    Supplier(String),
    /// The region of this id.
    Region(String),
    /// Nobody in particular.
    Nobody,
}

/// What was made of the providers.
#[derive(Debug, Default)]
pub(super) struct Providers {
    pub(super) suppliers: Vec<SupplierRow>,
    /// Regions that are not in the gazetteer.
    pub(super) regions: Vec<RegionRow>,
    by_id: FxHashMap<String, Entry>,
}

#[derive(Debug)]
struct Entry {
    provider: Provider,
    /// All names so far, folded.
    names: Vec<String>,
    /// Position among the suppliers.
    position: Option<usize>,
    /// Type and country as they were read first.
    said: (String, String),
}

/// Regions and suppliers from the rows of providers; rows of one id are one provider. O(rows · countries).
pub(super) fn providers(sheet: &Sheet, context: &mut Context) -> Providers {
    let mut providers = Providers::default();
    for record in &sheet.records {
        let id = sheet.line(record, "provider_id").into_owned();
        let names = names(sheet, record);
        if id.is_empty() {
            let read = names.first().map_or("", String::as_str);
            context.notes.add(sheet.file, record.line, Note::new(NoteCode::MissingId, read));
        } else if providers.by_id.contains_key(&id) {
            providers.merge(sheet, record, &id, &names, context);
        } else {
            providers.add(sheet, record, id, &names, context);
        }
    }
    providers
}

impl Providers {
    /// What an id became.
    pub(super) fn find(&self, id: &str) -> Option<&Provider> {
        self.by_id.get(id).map(|entry| &entry.provider)
    }

    /// Takes a name that another table uses for an id; `true` when it was unknown.
    pub(super) fn learn(&mut self, id: &str, name: &str) -> bool {
        let Some(entry) = self.by_id.get_mut(id) else { return false };
        let folded = fold(name);
        let is_known = name.is_empty() || entry.names.contains(&folded);
        if is_known || (entry.provider == Provider::Nobody && is_placeholder(name)) {
            return false;
        }
        entry.names.push(folded);
        if let Some(position) = entry.position {
            self.suppliers[position].aliases.push(name.replace([';', '；'], ","));
        }
        true
    }

    fn merge(&mut self, sheet: &Sheet, record: &Record, id: &str, names: &[String], context: &mut Context) {
        let (said, now) = (&self.by_id[id].said, said(sheet, record));
        for (before, now) in [(&said.0, &now.0), (&said.1, &now.1)] {
            if before != now && !now.is_empty() {
                let note = Note::new(NoteCode::ContradictoryProvider, &format!("{id} {now}")).with(before);
                context.notes.add(sheet.file, record.line, note);
            }
        }
        for name in names {
            self.learn(id, name);
        }
    }

    fn add(&mut self, sheet: &Sheet, record: &Record, id: String, names: &[String], context: &mut Context) {
        let said = said(sheet, record);
        let provider = match said.0.as_str() {
            "country" => self.country(sheet, record, names, context),
            "organization" | "organisation" => self.organisation(sheet, record, &id, names, context),
            other => {
                let note = Note::new(NoteCode::UnknownProviderType, other).with("organization");
                context.notes.add(sheet.file, record.line, note);
                self.organisation(sheet, record, &id, names, context)
            }
        };
        let position = matches!(provider, Provider::Supplier(_)).then(|| self.suppliers.len() - 1);
        let names = names.iter().map(|name| fold(name)).collect();
        self.by_id.insert(id, Entry { provider, names, position, said });
    }

    fn country(
        &mut self,
        sheet: &Sheet,
        record: &Record,
        names: &[String],
        context: &mut Context,
    ) -> Provider {
        let Some(first) = names.first() else {
            context.notes.add(sheet.file, record.line, Note::new(NoteCode::MissingName, "").with(NOWHERE));
            return Provider::Nobody;
        };
        if is_placeholder(first) {
            return Provider::Nobody;
        }
        let known = names.iter().find_map(|name| self.known_region(name));
        let region = known.unwrap_or_else(|| self.new_region(sheet, record, first, &names[1..], context));
        Provider::Region(region)
    }

    /// An organisation is a supplier in its country, also one that stands for several: what they provide is
    /// listed, though not by whom.
    fn organisation(
        &mut self,
        sheet: &Sheet,
        record: &Record,
        id: &str,
        names: &[String],
        context: &mut Context,
    ) -> Provider {
        let name = names.first().cloned().unwrap_or_else(|| {
            context.notes.add(sheet.file, record.line, Note::new(NoteCode::MissingName, id).with(id));
            id.to_owned()
        });
        let region = self.place(sheet, record, context);
        let is_several = is_placeholder(&name) || is_placeholder(sheet.get(record, "country"));
        if is_several {
            let note = Note::new(NoteCode::PlaceholderOrganisation, &name).with(&region);
            context.notes.add(sheet.file, record.line, note);
        }
        let note = if is_several { SEVERAL.to_owned() } else { String::new() };
        let (id, source) = (id.to_owned(), ITSELF.to_owned());
        let aliases = names.iter().skip(1).cloned().collect();
        let (name_en, written) = (name.clone(), id.clone());
        self.suppliers.push(SupplierRow {
            id,
            name,
            name_en,
            aliases,
            region,
            note,
            source,
            ..SupplierRow::default()
        });
        Provider::Supplier(written)
    }

    /// The region of an organisation.
    fn place(&mut self, sheet: &Sheet, record: &Record, context: &mut Context) -> String {
        let country = sheet.line(record, "country");
        if country.is_empty() {
            context.notes.add(sheet.file, record.line, Note::new(NoteCode::MissingCountry, "").with(NOWHERE));
        }
        if country.is_empty() || is_placeholder(&country) {
            return NOWHERE.to_owned();
        }
        let known = self.known_region(&country);
        known.unwrap_or_else(|| self.new_region(sheet, record, &country, &[], context))
    }

    /// The id of a country of the gazetteer by its code or name, or of a region made before.
    fn known_region(&self, text: &str) -> Option<String> {
        let is = |region: &RegionRow| {
            let names = [&region.name, &region.name_en].into_iter().chain(&region.aliases);
            region.id == text || names.into_iter().any(|name| fold(name) == fold(text))
        };
        let countries = crate::gazetteer().iter().filter(|row| row.level == Some(RegionLevel::Country));
        self.regions.iter().chain(countries).find(|region| is(region)).map(|region| region.id.clone())
    }

    fn new_region(
        &mut self,
        sheet: &Sheet,
        record: &Record,
        id: &str,
        names: &[String],
        context: &mut Context,
    ) -> String {
        let region = if id == EUROPE {
            europe()
        } else {
            context.notes.add(sheet.file, record.line, Note::new(NoteCode::UnknownCountry, id));
            unknown_country(id, names)
        };
        let id = region.id.clone();
        self.regions.push(region);
        id
    }
}

/// The name and the aliases of a row; a list of aliases is several.
fn names(sheet: &Sheet, record: &Record) -> Vec<String> {
    let aliases = sheet.get(record, "alias").split([';', '；']);
    let mut names: Vec<String> = Vec::new();
    for name in std::iter::once(sheet.get(record, "provider_name")).chain(aliases) {
        let name = one_line(name.trim()).into_owned();
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn said(sheet: &Sheet, record: &Record) -> (String, String) {
    (sheet.get(record, "provider_type").to_owned(), sheet.line(record, "country").into_owned())
}

fn europe() -> RegionRow {
    RegionRow {
        at: Some(RowAt::default()),
        id: EUROPE.to_owned(),
        name: "欧洲(未细分国家/地区)".to_owned(),
        name_en: "Europe (country or region not told)".to_owned(),
        aliases: vec!["Europe".to_owned(), "欧洲".to_owned()],
        level: Some(RegionLevel::Country),
        ..RegionRow::default()
    }
}

/// A place without an ISO code keeps its own; one that a province or city has already gets a mark.
fn unknown_country(id: &str, names: &[String]) -> RegionRow {
    let is_taken = crate::gazetteer().iter().any(|region| region.id == id);
    let name = names.first().map_or(id, String::as_str).to_owned();
    RegionRow {
        at: Some(RowAt::default()),
        id: if is_taken { format!("ETO-{id}") } else { id.to_owned() },
        name_en: name.clone(),
        name,
        aliases: names.iter().skip(1).cloned().collect(),
        level: Some(RegionLevel::Country),
        ..RegionRow::default()
    }
}
