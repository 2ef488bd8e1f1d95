//! One claim put into the rows of a draft.

use super::claims::{Basis, Claim, Day, Needed, Source, Statement};
use super::{AnswerCode, NOWHERE};
use liantu_model::{
    ComponentIx, Confidence, Draft, FactRow, Model, Need, PercentRange, Provider, RequirementIx,
    RequirementRow, RowAt, SourceKind, SourceRow, SupplierRow, SupplyIx, SupplyRow, SupplyStatus,
};
use std::collections::BTreeMap;

/// What became of a claim: what there is to tell, each with what it is compared with.
pub(super) type Told = Vec<(AnswerCode, String)>;

/// A draft into which answers are put.
#[derive(Clone)]
pub(super) struct Desk<'m> {
    pub(super) model: &'m Model,
    pub(super) draft: Draft,
    /// The source of every basis that was cited.
    cited: BTreeMap<Basis, String>,
    /// What the workbook is called, for answers without a source.
    workbook: &'m str,
}

impl<'m> Desk<'m> {
    pub(super) fn new(model: &'m Model, draft: Draft, workbook: &'m str) -> Self {
        Self { model, draft, cited: BTreeMap::new(), workbook }
    }

    /// Takes a claim over.
    ///
    /// # Errors
    /// Why not; then nothing is changed.
    pub(super) fn apply(&mut self, claim: &Claim) -> Result<Told, (AnswerCode, String)> {
        let basis = &claim.basis;
        let mut told = match &claim.says {
            Statement::Complete(component, complete) => self.complete(*component, *complete, basis)?,
            Statement::Supplies { component, source, status, share, switch_weeks } => {
                let wanted = Wanted { status: *status, share: share.clone(), switch_weeks: *switch_weeks };
                self.supplies(*component, source, &wanted, basis)?
            }
            Statement::Status { row, status: Some(status), share } => {
                let wanted = Wanted { status: *status, share: share.clone(), switch_weeks: None };
                self.restate(*row, &wanted, basis)?
            }
            Statement::Status { row, status: None, .. } => self.withdraw(*row, basis)?,
            Statement::Needs(requirement, needed) => self.needs(*requirement, *needed, basis)?,
            Statement::Stock { component, firm, days } => self.stock(*component, *firm, *days, basis)?,
            Statement::Switch(row, weeks) => {
                let at = self.model.supply(*row).at;
                if let Some(row) = self.draft.supplies.iter_mut().find(|one| one.at == at) {
                    row.switch_weeks = Some(*weeks);
                }
                Told::new()
            }
        };
        if basis.confidence() < Confidence::High {
            told.push((AnswerCode::NoSource, String::new()));
        }
        if let Some(day) = basis.day {
            let as_of = self.draft.settings.as_of.get_or_insert(day);
            *as_of = (*as_of).max(day);
        }
        Ok(told)
    }

    /// The key of the source of a basis, declared when it is not yet.
    fn cite(&mut self, basis: &Basis) -> String {
        if let Some(id) = self.cited.get(basis) {
            return id.clone();
        }
        let declared = self.draft.sources.iter().find(|one| one.id == basis.source);
        let id = match declared {
            Some(source) => source.id.clone(),
            None => self.declare(basis),
        };
        self.cited.insert(basis.clone(), id.clone());
        id
    }

    fn declare(&mut self, basis: &Basis) -> String {
        let taken = |id: &String| self.draft.sources.iter().any(|one| one.id == *id);
        let ids = (1_u32..).map(|number| format!("answer-{number}"));
        let id = ids.into_iter().find(|id| !taken(id)).unwrap_or_default();
        let what = if basis.source.is_empty() { self.workbook } else { &basis.source };
        let title = if basis.by.is_empty() { what.to_owned() } else { format!("{what} · {}", basis.by) };
        let accessed = basis.day.map(written).unwrap_or_default();
        let kind = Some(SourceKind::Firm);
        self.draft.sources.push(SourceRow {
            at: NOWHERE,
            id: id.clone(),
            kind,
            title,
            url: String::new(),
            accessed,
        });
        id
    }

    fn complete(
        &mut self,
        component: ComponentIx,
        complete: bool,
        basis: &Basis,
    ) -> Result<Told, (AnswerCode, String)> {
        let row = self.model.component(component);
        let others = self.others(component);
        let is_sure = |confidence| confidence == Some(Confidence::High);
        if row.complete.is_some_and(|said| said != complete) && is_sure(row.confidence) {
            return Err((AnswerCode::AgainstHigh, self.place(row.at)));
        }
        if let Some(&sure) = others.iter().find(|&&one| is_sure(self.model.supply(one).confidence))
            && complete
        {
            return Err((AnswerCode::AgainstHigh, self.place(self.model.supply(sure).at)));
        }
        let source = self.cite(basis);
        let mut told = Told::new();
        if let Some(own) = self.draft.components.iter_mut().find(|one| one.at == row.at) {
            let was = [("source", own.source.as_str()), ("confidence", confidence_key(own.confidence))];
            remember(&mut own.note, &was);
            own.complete = Some(complete);
            own.source = source;
            own.confidence = Some(basis.confidence());
        }
        if complete {
            for other in others {
                told.push((AnswerCode::RowRemoved, self.place(self.model.supply(other).at)));
                self.remove(other);
            }
        }
        Ok(told)
    }

    /// Rows that say that there are others.
    fn others(&self, component: ComponentIx) -> Vec<SupplyIx> {
        let model = self.model;
        let is_others = |&row: &SupplyIx| {
            let row = model.supply(row);
            row.component == component && row.provider == Provider::Placeholder && row.current
        };
        model.supply_indices().filter(is_others).collect()
    }

    fn supplies(
        &mut self,
        component: ComponentIx,
        source: &Source,
        wanted: &Wanted,
        basis: &Basis,
    ) -> Result<Told, (AnswerCode, String)> {
        let provider = match source {
            Source::Firm(firm) => Some(Provider::Supplier(*firm)),
            Source::Place(place) => Some(Provider::Region(*place)),
            Source::New(..) => None,
        };
        let model = self.model;
        let existing = model.supply_indices().find(|&row| {
            let row = model.supply(row);
            row.current && row.component == component && Some(row.provider) == provider
        });
        if let Some(row) = existing {
            return self.restate(row, wanted, basis);
        }
        let (mut supplier, mut region, mut told) = (String::new(), String::new(), Told::new());
        match source {
            Source::Firm(firm) => supplier.clone_from(&model.supplier(*firm).id),
            Source::Place(place) => region.clone_from(&model.region(*place).id),
            Source::New(name, place) => {
                supplier.clone_from(name);
                told.extend(self.add_firm(name, &model.region(*place).id, basis));
            }
        }
        let row = SupplyRow {
            at: NOWHERE,
            supplier,
            region,
            component: model.component(component).id.clone(),
            status: Some(wanted.status),
            share: wanted.share.clone(),
            switch_weeks: wanted.switch_weeks,
            // Since when was not asked: that we hear of it now is no change in the world.
            year: None,
            source: self.cite(basis),
            confidence: Some(basis.confidence()),
            ..SupplyRow::default()
        };
        self.draft.supplies.push(row);
        Ok(told)
    }

    /// A firm that the dataset lacks, unless an answer before named it.
    fn add_firm(&mut self, name: &str, region: &str, basis: &Basis) -> Option<(AnswerCode, String)> {
        if self.draft.suppliers.iter().any(|one| one.id == name) {
            return None;
        }
        let source = self.cite(basis);
        let (id, region) = (name.to_owned(), region.to_owned());
        let row = SupplierRow { at: NOWHERE, name: id.clone(), id, region, source, ..SupplierRow::default() };
        self.draft.suppliers.push(row);
        Some((AnswerCode::NewFirm, self.model.find_supplier(name).err().flatten().unwrap_or_default()))
    }

    /// A supply as it is now: a row of its own year, the old one kept as history, where the year is later.
    fn restate(
        &mut self,
        row: SupplyIx,
        wanted: &Wanted,
        basis: &Basis,
    ) -> Result<Told, (AnswerCode, String)> {
        let now = self.model.supply(row);
        let is_same = now.status == wanted.status;
        if now.confidence == Some(Confidence::High) && !is_same {
            return Err((AnswerCode::AgainstHigh, self.place(now.at)));
        }
        let source = self.cite(basis);
        let Some(position) = self.draft.supplies.iter().position(|one| one.at == now.at) else {
            return Err((AnswerCode::Contradiction, self.place(now.at)));
        };
        let mut stated = self.draft.supplies[position].clone();
        stated.status = Some(wanted.status);
        stated.share = wanted.share.clone().or(stated.share);
        stated.switch_weeks = wanted.switch_weeks.or(stated.switch_weeks);
        stated.source = source;
        stated.confidence = Some(basis.confidence());
        let year = basis.day.map(|day| day.0);
        if year > now.year {
            stated.year = year;
            stated.at = NOWHERE;
            self.draft.supplies.push(stated);
            let changed = (!is_same).then(|| (AnswerCode::RowChanged, self.place(now.at)));
            return Ok(changed.into_iter().collect());
        }
        self.draft.supplies[position] = stated;
        Ok(vec![(AnswerCode::RowChanged, self.place(now.at))])
    }

    fn withdraw(&mut self, row: SupplyIx, basis: &Basis) -> Result<Told, (AnswerCode, String)> {
        let now = self.model.supply(row);
        if now.confidence == Some(Confidence::High) {
            return Err((AnswerCode::AgainstHigh, self.place(now.at)));
        }
        if !basis.is_whole() {
            return Err((AnswerCode::UnsourcedRemoval, self.place(now.at)));
        }
        let told = vec![(AnswerCode::RowRemoved, self.place(now.at))];
        self.remove(row);
        Ok(told)
    }

    /// Takes a supply out, with its history.
    fn remove(&mut self, row: SupplyIx) {
        let model = self.model;
        let gone = model.supply(row);
        let is_it = |one: &SupplyIx| {
            let one = model.supply(*one);
            (one.component, one.provider, one.market) == (gone.component, gone.provider, gone.market)
        };
        let places: Vec<RowAt> =
            model.supply_indices().filter(is_it).map(|one| model.supply(one).at).collect();
        self.draft.supplies.retain(|one| !places.contains(&one.at));
    }

    fn needs(
        &mut self,
        requirement: RequirementIx,
        needed: Needed,
        basis: &Basis,
    ) -> Result<Told, (AnswerCode, String)> {
        let row = self.model.requirement(requirement);
        let is_essential = matches!(
            self.model.group(row.group).kind,
            liantu_model::InputKind::Essential | liantu_model::InputKind::Variants
        );
        let is_same = match needed {
            Needed::Essential => is_essential,
            Needed::NotEssential => !is_essential,
            Needed::NotUsed => false,
        };
        if row.confidence == Some(Confidence::High) && !is_same {
            return Err((AnswerCode::AgainstHigh, self.place(row.at)));
        }
        let place = self.place(row.at);
        if needed == Needed::NotUsed && !basis.is_whole() {
            return Err((AnswerCode::UnsourcedRemoval, place));
        }
        let source = self.cite(basis);
        let Some(position) = self.draft.requires.iter().position(|one| one.at == row.at) else {
            return Err((AnswerCode::Contradiction, place));
        };
        let old = self.draft.requires[position].clone();
        if needed == Needed::NotUsed {
            self.draft.requires.remove(position);
            self.cap_need(&old);
            return Ok(vec![(AnswerCode::RowRemoved, place)]);
        }
        let own = &mut self.draft.requires[position];
        let was = [("source", own.source.as_str()), ("confidence", confidence_key(own.confidence))];
        remember(&mut own.note, &was);
        own.source = source;
        own.confidence = Some(basis.confidence());
        if is_same {
            return Ok(Told::new());
        }
        own.essential = Some(needed == Needed::Essential);
        if needed == Needed::NotEssential && !own.group.is_empty() {
            own.group = String::new();
            own.need = None;
            self.cap_need(&old);
        }
        Ok(vec![(AnswerCode::RowChanged, place)])
    }

    /// A group that lost a member asks for no more than are left.
    fn cap_need(&mut self, gone: &RequirementRow) {
        if gone.group.is_empty() {
            return;
        }
        let is_member = |row: &RequirementRow| row.product == gone.product && row.group == gone.group;
        let left = self.draft.requires.iter().filter(|row| is_member(row)).count() as u32;
        for row in self.draft.requires.iter_mut().filter(|row| is_member(row)) {
            if let Some(Need::AtLeast(need)) = &mut row.need {
                *need = (*need).min(left);
            }
        }
    }

    /// Days in stock at a firm: a fact of its own, and the least of them for the component, where nothing stands there.
    fn stock(
        &mut self,
        component: ComponentIx,
        firm: liantu_model::SupplierIx,
        days: f64,
        basis: &Basis,
    ) -> Result<Told, (AnswerCode, String)> {
        let row = self.model.component(component);
        if let Some(known) = row.stock_days.filter(|known| (known - days).abs() > f64::EPSILON) {
            return Err((AnswerCode::Occupied, format!("{known} ({})", self.place(row.at))));
        }
        let source = self.cite(basis);
        self.draft.facts.push(FactRow {
            at: NOWHERE,
            component: row.id.clone(),
            metric: "stock_days".to_owned(),
            value: days.to_string(),
            unit: "days".to_owned(),
            scope: self.model.supplier(firm).id.clone(),
            year: basis.day.map(|day| day.0),
            source,
            confidence: Some(basis.confidence()),
        });
        if let Some(own) = self.draft.components.iter_mut().find(|one| one.at == row.at) {
            own.stock_days = Some(own.stock_days.map_or(days, |other| other.min(days)));
        }
        Ok(Told::new())
    }

    /// `supplies.csv:12`.
    fn place(&self, at: RowAt) -> String {
        let file = self.model.files().get(usize::from(at.file)).map_or("", String::as_str);
        format!("{file}:{}", at.row)
    }
}

/// What a supply is to say.
pub(super) struct Wanted {
    status: SupplyStatus,
    share: Option<PercentRange>,
    switch_weeks: Option<f64>,
}

fn confidence_key(confidence: Option<Confidence>) -> &'static str {
    confidence.map_or("", Confidence::key)
}

/// Keeps in a note what a row said before, in the words of the columns.
fn remember(note: &mut String, was: &[(&str, &str)]) {
    let said: Vec<String> = was
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(column, value)| format!("{column}={value}"))
        .collect();
    if said.is_empty() {
        return;
    }
    if !note.is_empty() {
        note.push_str("; ");
    }
    note.extend(["was ", &said.join(" ")]);
}

fn written((year, month, day): Day) -> String {
    format!("{year:04}-{month:02}-{day:02}")
}
