//! A dataset as rows under keys that do not depend on where a row stands or how it is written.
//!
//! Every reference is an id, every default is filled in, and only what was known at the dataset's date is
//! there. Two datasets can so be compared row by row, and rows be put into one that come from the other.

use super::mapping::Mapping;
use liantu_model::{
    CoalitionRow, ComponentIx, ComponentRow, Draft, FactRow, InputGroup, InputKind, Model, Need, Provider,
    PurchaseRow, RegionIx, RegionRow, RequirementIx, RequirementRow, RowAt, Scope, SettingsRow, SupplierIx,
    SupplierRow, Supply, SupplyRow,
};
use std::collections::BTreeMap;

/// What a row of any table is about. Ordered by table, then by ids.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum RowKey {
    Setting(&'static str),
    Coalition(String),
    Region(String),
    /// Whether a component is a target, and whose offers keep it up.
    Target(String),
    Component(String),
    Requirement {
        product: String,
        input: String,
    },
    Supplier(String),
    Supply {
        component: String,
        provider: ProviderKey,
        market: String,
        year: Option<i16>,
    },
    Purchase {
        buyer: String,
        component: String,
        seller: String,
    },
    /// Facts may repeat but for their value and source.
    Fact {
        component: String,
        metric: String,
        unit: String,
        scope: String,
        year: Option<i16>,
        source: String,
        value: String,
    },
}

/// Who stands behind a supply row.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum ProviderKey {
    Supplier(String),
    Region(String),
    Placeholder,
}

/// A row of any table.
#[derive(Debug, Clone)]
pub(super) enum Row {
    /// Ids, or a word.
    Setting(Vec<String>),
    Coalition(CoalitionRow),
    Region(RegionRow),
    Target {
        at: RowAt,
        target: bool,
        scope: Scope,
        counts: bool,
    },
    Component(ComponentRow),
    Requirement(RequirementRow),
    Supplier(SupplierRow),
    Supply(SupplyRow),
    Purchase(PurchaseRow),
    Fact(FactRow),
}

/// The rows of a dataset.
pub(super) type Book = BTreeMap<RowKey, Row>;

/// A word for “nowhere”, as datasets write it.
const PLACEHOLDER: &str = "其他";
pub(super) const HOME: &str = "home";
pub(super) const DOMESTIC: &str = "domestic";
pub(super) const LISTS: &str = "supply_lists";

/// The rows of a model known at its date, ids renamed. O(rows · log rows).
pub(super) fn book(model: &Model, mapping: &Mapping) -> Book {
    let clerk = Clerk { model, mapping };
    let year = model.dataset().as_of.0;
    let known = |row: Option<i16>| row.is_none_or(|row| row <= year);
    let mut book = Book::new();
    clerk.settings(&mut book);
    clerk.places(&mut book);
    clerk.components(&mut book);
    clerk.requirements(&mut book);
    clerk.suppliers(&mut book);
    for row in model.supplies().iter().filter(|row| known(row.year)) {
        clerk.supply(row, &mut book);
    }
    clerk.purchases(&mut book);
    for fact in model.facts().iter().filter(|fact| known(fact.year)) {
        clerk.fact(fact, &mut book);
    }
    book
}

struct Clerk<'m> {
    model: &'m Model,
    mapping: &'m Mapping,
}

impl Clerk<'_> {
    fn component(&self, component: ComponentIx) -> String {
        self.mapping.component(&self.model.component(component).id).to_owned()
    }

    fn supplier(&self, supplier: SupplierIx) -> String {
        self.mapping.supplier(&self.model.supplier(supplier).id).to_owned()
    }

    fn region(&self, region: RegionIx) -> String {
        self.model.region(region).id.clone()
    }

    fn regions(&self, regions: &[RegionIx]) -> Vec<String> {
        let mut ids: Vec<String> = regions.iter().map(|&one| self.region(one)).collect();
        ids.sort_unstable();
        ids
    }

    fn source(&self, citation: Option<liantu_model::CitationIx>) -> String {
        citation.map_or_else(String::new, |one| self.model.citation(one).text.clone())
    }

    fn settings(&self, book: &mut Book) {
        let dataset = self.model.dataset();
        let lists = if dataset.lists_complete { "complete" } else { "unknown" };
        book.insert(RowKey::Setting(HOME), Row::Setting(vec![self.region(dataset.home)]));
        book.insert(RowKey::Setting(DOMESTIC), Row::Setting(self.regions(&dataset.domestic)));
        book.insert(RowKey::Setting(LISTS), Row::Setting(vec![lists.to_owned()]));
    }

    fn places(&self, book: &mut Book) {
        for row in self.model.coalitions() {
            let members = self.regions(&row.members);
            let coalition = CoalitionRow { id: row.id.clone(), members, ..CoalitionRow::default() };
            book.insert(RowKey::Coalition(row.id.clone()), Row::Coalition(coalition));
        }
        for row in self.model.regions() {
            let region = RegionRow {
                id: row.id.clone(),
                name: row.id.clone(),
                level: Some(row.level),
                municipality: row.municipality,
                parent: row.parent.map_or_else(String::new, |parent| self.region(parent)),
                latitude: row.latitude,
                longitude: row.longitude,
                ..RegionRow::default()
            };
            book.insert(RowKey::Region(row.id.clone()), Row::Region(region));
        }
    }

    fn components(&self, book: &mut Book) {
        let all_are = !self.model.components().iter().any(|row| row.target);
        for (index, row) in self.model.component_indices().zip(self.model.components()) {
            let id = self.component(index);
            let counts = row.target || all_are;
            let target = Row::Target { at: row.at, target: row.target, scope: row.scope, counts };
            book.insert(RowKey::Target(id.clone()), target);
            let component = ComponentRow {
                at: row.at,
                id: id.clone(),
                name: id.clone(),
                weight: row.weight,
                complete: row.complete,
                inputs_complete: row.inputs_complete,
                tech_level: row.tech_level,
                import_dependence: row.import_dependence.clone(),
                demand: row.demand,
                stock: row.stock,
                stock_days: row.stock_days,
                confidence: row.confidence,
                ..ComponentRow::default()
            };
            book.insert(RowKey::Component(id), Row::Component(component));
        }
    }

    fn requirements(&self, book: &mut Book) {
        for group in self.model.groups() {
            for &member in &group.members {
                let row = self.requirement(group, member);
                let key = RowKey::Requirement { product: row.product.clone(), input: row.input.clone() };
                book.insert(key, Row::Requirement(row));
            }
        }
    }

    fn requirement(&self, group: &InputGroup, member: RequirementIx) -> RequirementRow {
        let row = self.model.requirement(member);
        RequirementRow {
            at: row.at,
            product: self.component(row.product),
            input: self.component(row.input),
            group: group.name.clone(),
            need: need(group),
            essential: Some(group.kind != InputKind::NonEssential),
            role: Some(row.role),
            quantity: row.quantity,
            loss: row.loss.clone(),
            source: self.source(row.citation),
            confidence: row.confidence,
            ..RequirementRow::default()
        }
    }

    fn suppliers(&self, book: &mut Book) {
        let place = |region: Option<RegionIx>| {
            region.map_or_else(|| PLACEHOLDER.to_owned(), |region| self.region(region))
        };
        for (index, row) in self.model.supplier_indices().zip(self.model.suppliers()) {
            let id = self.supplier(index);
            let supplier = SupplierRow {
                at: row.at,
                id: id.clone(),
                name: id.clone(),
                region: place(row.region),
                parent: row.parent.map_or_else(String::new, |parent| self.supplier(parent)),
                control: self.control(row),
                recovery_weeks: row.recovery_weeks,
                onboarding_cost: row.onboarding_cost,
                ..SupplierRow::default()
            };
            book.insert(RowKey::Supplier(id), Row::Supplier(supplier));
        }
    }

    /// Where a supplier is controlled from when that is neither its owner's word nor its own place.
    fn control(&self, row: &liantu_model::Supplier) -> String {
        let usual = match row.parent {
            Some(parent) => self.model.supplier(parent).control,
            None => row.region,
        };
        row.control.filter(|_| row.control != usual).map_or_else(String::new, |region| self.region(region))
    }

    /// Only placeholders may repeat; of those of one year the last counts, as in the model.
    fn supply(&self, row: &Supply, book: &mut Book) {
        let market = row.market.map_or_else(String::new, |market| self.region(market));
        let (provider, supplier, region) = match row.provider {
            Provider::Supplier(one) => {
                (ProviderKey::Supplier(self.supplier(one)), self.supplier(one), String::new())
            }
            Provider::Region(one) => (ProviderKey::Region(self.region(one)), String::new(), self.region(one)),
            Provider::Placeholder => (ProviderKey::Placeholder, String::new(), PLACEHOLDER.to_owned()),
        };
        let component = self.component(row.component);
        let key =
            RowKey::Supply { component: component.clone(), provider, market: market.clone(), year: row.year };
        let written = SupplyRow {
            at: row.at,
            supplier,
            region,
            component,
            status: Some(row.status),
            share: row.share.clone(),
            market,
            capacity: row.capacity,
            takeover: row.takeover.clone(),
            year: row.year,
            switch_weeks: row.switch_weeks,
            cost: row.cost,
            source: self.source(row.citation),
            confidence: row.confidence,
            ..SupplyRow::default()
        };
        let is_later = book.get(&key).and_then(Row::at).is_none_or(|held| held < row.at);
        if is_later {
            book.insert(key, Row::Supply(written));
        }
    }

    fn purchases(&self, book: &mut Book) {
        for row in self.model.purchases() {
            let purchase = PurchaseRow {
                at: row.at,
                buyer: self.supplier(row.buyer),
                component: self.component(row.component),
                seller: self.supplier(row.seller),
                share: row.share.clone(),
                value: row.value,
                ..PurchaseRow::default()
            };
            let (buyer, seller) = (purchase.buyer.clone(), purchase.seller.clone());
            let key = RowKey::Purchase { buyer, component: purchase.component.clone(), seller };
            book.insert(key, Row::Purchase(purchase));
        }
    }

    fn fact(&self, row: &liantu_model::Fact, book: &mut Book) {
        let fact = FactRow {
            at: row.at,
            component: self.component(row.component),
            metric: row.metric.clone(),
            value: row.value.clone(),
            unit: row.unit.clone(),
            scope: row.scope.clone(),
            year: row.year,
            source: self.source(row.citation),
            confidence: row.confidence,
        };
        let key = RowKey::Fact {
            component: fact.component.clone(),
            metric: fact.metric.clone(),
            unit: fact.unit.clone(),
            scope: fact.scope.clone(),
            year: fact.year,
            source: fact.source.clone(),
            value: fact.value.clone(),
        };
        book.insert(key, Row::Fact(fact));
    }
}

/// What a group needs: “all” stays so when an alternative is added, one of one stays one.
fn need(group: &InputGroup) -> Option<Need> {
    match (group.kind, group.members.len()) {
        (InputKind::Taxonomy, _) => None,
        (_, 1) if group.kind != InputKind::Variants && group.name.is_empty() => None,
        (_, 1) => Some(Need::AtLeast(1)),
        (_, members) if members == group.need as usize => Some(Need::All),
        _ => Some(Need::AtLeast(group.need)),
    }
}

impl Row {
    /// Where it stands; nothing for settings and places, which may be built in.
    pub(super) fn at(&self) -> Option<RowAt> {
        match self {
            Self::Setting(_) | Self::Coalition(_) | Self::Region(_) => None,
            Self::Target { at, .. } => Some(*at),
            Self::Component(row) => Some(row.at),
            Self::Requirement(row) => Some(row.at),
            Self::Supplier(row) => Some(row.at),
            Self::Supply(row) => Some(row.at),
            Self::Purchase(row) => Some(row.at),
            Self::Fact(row) => Some(row.at),
        }
    }

    /// The year it is about, where its table has one.
    pub(super) fn year(&self) -> Option<i16> {
        match self {
            Self::Supply(row) => row.year,
            Self::Fact(row) => row.year,
            _ => None,
        }
    }

    pub(super) fn status(&self) -> Option<liantu_model::SupplyStatus> {
        match self {
            Self::Supply(row) => row.status,
            _ => None,
        }
    }
}

/// A draft of a book, its rows numbered in the order of their keys. O(rows).
pub(super) fn draft(book: &Book, as_of: (i16, u8, u8)) -> Draft {
    let mut draft = Draft {
        settings: SettingsRow { id: "compared".to_owned(), as_of: Some(as_of), ..SettingsRow::default() },
        ..Draft::default()
    };
    for (number, (key, row)) in book.iter().enumerate() {
        enter(&mut draft, key, row, RowAt { file: 0, row: number as u32 + 1 });
    }
    draft
}

fn enter(draft: &mut Draft, key: &RowKey, row: &Row, at: RowAt) {
    match (key, row) {
        (RowKey::Setting(HOME), Row::Setting(ids)) => draft.settings.home = ids.concat(),
        (RowKey::Setting(DOMESTIC), Row::Setting(ids)) => draft.settings.domestic.clone_from(ids),
        (RowKey::Setting(_), Row::Setting(words)) => {
            draft.settings.lists_complete = words.concat() == "complete";
        }
        (_, Row::Setting(_) | Row::Target { .. }) => {}
        (_, Row::Coalition(row)) => draft.coalitions.push(CoalitionRow { at, ..row.clone() }),
        (_, Row::Region(row)) => draft.regions.push(RegionRow { at: None, ..row.clone() }),
        (_, Row::Component(row)) => draft.components.push(ComponentRow { at, ..row.clone() }),
        (_, Row::Requirement(row)) => draft.requires.push(RequirementRow { at, ..row.clone() }),
        (_, Row::Supplier(row)) => draft.suppliers.push(SupplierRow { at, ..row.clone() }),
        (_, Row::Supply(row)) => draft.supplies.push(SupplyRow { at, ..row.clone() }),
        (_, Row::Purchase(row)) => draft.purchases.push(PurchaseRow { at, ..row.clone() }),
        (_, Row::Fact(row)) => draft.facts.push(FactRow { at, ..row.clone() }),
    }
}

/// Marks the targets of a draft.
pub(super) fn mark_targets(draft: &mut Draft, book: &Book) {
    for component in &mut draft.components {
        if let Some(Row::Target { target, scope, .. }) = book.get(&RowKey::Target(component.id.clone())) {
            component.target = *target;
            component.scope = Some(*scope);
        }
    }
}
