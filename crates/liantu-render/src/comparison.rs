//! Two datasets compared, with the results of both, so that tables can look names and rows up.

use crate::names::Naming;
use crate::results::Results;
use liantu_analysis::{Comparison, RiskChange, RowChange, Subject};
use liantu_model::{
    CoalitionIx, ComponentIx, Element, ElementKind, FindingKey, Model, RegionIx, SupplierIx, Table,
};
use std::collections::HashMap;

/// A comparison and the results on both sides of it, in one language.
#[derive(Debug)]
pub struct Compared<'r, 'a> {
    /// What changed.
    pub comparison: &'r Comparison,
    /// Results of the old data.
    pub old: &'r Results<'a>,
    /// Results of the new data.
    pub new: &'r Results<'a>,
    old_ids: Ids<'a>,
    new_ids: Ids<'a>,
}

/// Everything of one model by its id.
#[derive(Debug)]
struct Ids<'a> {
    components: HashMap<&'a str, ComponentIx>,
    suppliers: HashMap<&'a str, SupplierIx>,
    regions: HashMap<&'a str, RegionIx>,
    coalitions: HashMap<&'a str, CoalitionIx>,
}

impl<'a> Ids<'a> {
    fn of(model: &'a Model) -> Self {
        Self {
            components: model
                .component_indices()
                .map(|one| (model.component(one).id.as_str(), one))
                .collect(),
            suppliers: model.supplier_indices().map(|one| (model.supplier(one).id.as_str(), one)).collect(),
            regions: model.region_indices().map(|one| (model.region(one).id.as_str(), one)).collect(),
            coalitions: model
                .coalition_indices()
                .map(|one| (model.coalition(one).id.as_str(), one))
                .collect(),
        }
    }

    fn element(&self, kind: ElementKind, id: &str) -> Option<Element> {
        let supplier = self.suppliers.get(id).copied();
        let region = self.regions.get(id).copied();
        let coalition = self.coalitions.get(id).copied();
        match kind {
            ElementKind::Supplier => supplier.map(Element::Supplier),
            ElementKind::Group => supplier.map(Element::Group),
            ElementKind::Region => region.map(Element::Region),
            ElementKind::Coalition => coalition.map(Element::Coalition),
            ElementKind::Component => self.components.get(id).copied().map(Element::Component),
            ElementKind::Embargo => coalition.map(Element::JointEmbargo).or(region.map(Element::Embargo)),
        }
    }
}

impl<'r, 'a> Compared<'r, 'a> {
    /// Puts a comparison beside the results of both sides. O(rows).
    pub fn new(comparison: &'r Comparison, old: &'r Results<'a>, new: &'r Results<'a>) -> Self {
        let (old_ids, new_ids) = (Ids::of(old.naming.model), Ids::of(new.naming.model));
        Self { comparison, old, new, old_ids, new_ids }
    }

    /// Names of the new data; words are the same for both.
    pub fn naming(&self) -> Naming<'a> {
        self.new.naming
    }

    /// A component by its new id, in either dataset.
    pub fn component(&self, id: &str) -> (Option<ComponentIx>, Option<ComponentIx>) {
        let old_id = self.comparison.options.mapping.old_component(id);
        (self.old_ids.components.get(old_id).copied(), self.new_ids.components.get(id).copied())
    }

    /// The name of a component by its new id.
    pub fn component_name(&self, id: &str) -> String {
        match self.component(id) {
            (_, Some(new)) => self.new.naming.component(new).to_owned(),
            (Some(old), None) => self.old.naming.component(old).to_owned(),
            (None, None) => id.to_owned(),
        }
    }

    /// The name of a single point.
    pub fn point_name(&self, subject: &Subject) -> String {
        let Subject::Point(kind, id) = subject else { return String::new() };
        let new = self.new_ids.element(*kind, id).map(|one| self.new.naming.element(one));
        let old_id = self.comparison.options.mapping.old_supplier(id);
        let old = || self.old_ids.element(*kind, old_id).map(|one| self.old.naming.element(one));
        new.or_else(old).map_or_else(|| id.clone(), std::borrow::Cow::into_owned)
    }

    /// The key of the finding a subject belongs to, as reviews name it, by new ids.
    pub fn key(&self, subject: &Subject) -> String {
        match subject {
            Subject::Grade(id) | Subject::Localisation(id) => FindingKey::of_grade(id),
            Subject::Tier(id) | Subject::Cover(id) => {
                FindingKey::of_backup(self.comparison.options.backup_level, id)
            }
            Subject::Point(kind, id) => FindingKey::of_point(*kind, id),
        }
    }

    /// What became of the risk that is an element of the new data.
    pub fn risk_of(&self, element: Element) -> Option<&'r RiskChange> {
        let naming = self.new.naming;
        let wanted = Subject::Point(element.kind(), naming.element_id(element).to_owned());
        self.comparison.risks.iter().find(|risk| risk.subject == wanted)
    }

    /// What became of a risk of the old data.
    pub fn risk_of_old(&self, element: Element) -> Option<&'r RiskChange> {
        let id = self.old.naming.element_id(element);
        let id = match element {
            Element::Supplier(_) | Element::Group(_) => self.comparison.options.mapping.supplier(id),
            Element::Component(_) => self.comparison.options.mapping.component(id),
            _ => id,
        };
        let wanted = Subject::Point(element.kind(), id.to_owned());
        self.comparison.risks.iter().find(|risk| risk.subject == wanted)
    }

    /// What a changed row is about, by name.
    pub fn about(&self, row: &RowChange) -> String {
        let naming = self.naming();
        if row.table.is_none() {
            return naming.list(row.about.iter().map(|id| self.setting_name(id)));
        }
        naming.list(row.about.iter().map(|id| self.name_of(row.table, id)))
    }

    fn setting_name(&self, id: &str) -> String {
        let words = self.naming().words;
        match id {
            "home" | "domestic" | "supply_lists" => words.text(&format!("field-{}", id.replace('_', "-"))),
            id => {
                let naming = self.naming();
                let found = self.new_ids.coalitions.get(id);
                found.map_or_else(|| id.to_owned(), |&one| naming.coalition(one).into_owned())
            }
        }
    }

    /// Ids of components, suppliers and places by name; the words of facts as they are.
    fn name_of(&self, table: Option<Table>, id: &str) -> String {
        if let (old, new) = self.component(id)
            && (old.is_some() || new.is_some())
        {
            return self.component_name(id);
        }
        match table {
            Some(Table::Facts) => id.to_owned(),
            _ => self.supplier_name(id).unwrap_or_else(|| self.region_name(id)),
        }
    }

    /// The name of a supplier by its new id.
    pub fn supplier_name(&self, id: &str) -> Option<String> {
        let old_id = self.comparison.options.mapping.old_supplier(id);
        let new = self.new_ids.suppliers.get(id).map(|&one| self.new.naming.supplier(one));
        let old = || self.old_ids.suppliers.get(old_id).map(|&one| self.old.naming.supplier(one));
        new.or_else(old).map(str::to_owned)
    }

    /// The name of a place by its id.
    pub fn region_name(&self, id: &str) -> String {
        let new = self.new_ids.regions.get(id).map(|&one| self.new.naming.region(one));
        let old = || self.old_ids.regions.get(id).map(|&one| self.old.naming.region(one));
        new.or_else(old).unwrap_or(id).to_owned()
    }
}
