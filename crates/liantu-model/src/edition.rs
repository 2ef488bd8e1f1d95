//! The public edition of a dataset: what rows marked internal say is taken out before anything is computed, so that
//! no result can say it either.

use crate::rare::{Rare, SupplierDetails, SupplyDetails};
use crate::{ComponentIx, Index, Model, Provider, Supplier, SupplierIx, Visibility};
use std::collections::BTreeSet;
use std::ops::Bound;

/// What several datasets mark internal between them, so that none says what another keeps back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Withheld {
    /// Ids, names and codes of firms whose row is internal.
    firms: BTreeSet<String>,
    /// Components and firms (by id) of internal supply rows of firms.
    supplies: BTreeSet<[String; 2]>,
    /// Components with internal rows of supply.
    thinned: BTreeSet<String>,
    /// Components whose row is internal.
    components: BTreeSet<String>,
    /// Firms that are not disclosed, by id, in the order of which they are numbered.
    undisclosed: BTreeSet<String>,
}

/// What a dataset's own ids are in the ids that several share.
pub struct SharedIds<'i> {
    /// Of a component.
    pub component: &'i dyn Fn(&str) -> String,
    /// Of a firm.
    pub firm: &'i dyn Fn(&str) -> String,
}

impl SharedIds<'_> {
    /// Ids as they are.
    pub const OWN: SharedIds<'static> =
        SharedIds { component: &|id: &str| id.to_owned(), firm: &|id: &str| id.to_owned() };
}

impl Withheld {
    /// What these datasets mark internal. O(rows · log rows).
    pub fn of(models: &[(&Model, &SharedIds<'_>)]) -> Self {
        let mut withheld = Self::default();
        for (model, ids) in models {
            withheld.add_marks(model, ids);
        }
        for (model, ids) in models {
            let rows = model.withheld_rows(&withheld, ids);
            for (row, _) in model.supplies.iter().zip(&rows).filter(|(_, is_withheld)| **is_withheld) {
                withheld.thinned.insert((ids.component)(&model.component(row.component).id));
            }
            let firms = model.suppliers.iter().zip(model.undisclosed(&withheld, ids, &rows));
            let firms = firms.filter(|(_, is_undisclosed)| *is_undisclosed);
            withheld.undisclosed.extend(firms.map(|(firm, _)| (ids.firm)(&firm.id)));
        }
        withheld
    }

    fn add_marks(&mut self, model: &Model, ids: &SharedIds<'_>) {
        let is_internal = |visibility| visibility == Visibility::Internal;
        for firm in model.suppliers.iter().filter(|row| is_internal(row.visibility)) {
            self.firms.insert((ids.firm)(&firm.id));
            let names = [&firm.name, &firm.name_en, &firm.uscc].into_iter().chain(&firm.aliases);
            self.firms.extend(names.filter(|name| !name.is_empty()).cloned());
        }
        for row in model.supplies.iter().filter(|row| is_internal(row.visibility)) {
            let component = (ids.component)(&model.component(row.component).id);
            if let Provider::Supplier(firm) = row.provider {
                self.supplies.insert([component.clone(), (ids.firm)(&model.supplier(firm).id)]);
            }
            self.thinned.insert(component);
        }
        let internal = model.components.iter().filter(|row| is_internal(row.visibility));
        self.components.extend(internal.map(|row| (ids.component)(&row.id)));
    }

    fn has_firm(&self, firm: &Supplier, ids: &SharedIds<'_>) -> bool {
        firm.visibility == Visibility::Internal
            || self.firms.contains(&(ids.firm)(&firm.id))
            || [&firm.name, &firm.uscc].into_iter().any(|own| self.firms.contains(own))
    }

    /// The number of an undisclosed firm, from 1.
    fn number(&self, id: &str) -> usize {
        self.undisclosed.range::<str, _>((Bound::Unbounded, Bound::Included(id))).count()
    }
}

impl Model {
    /// The same model without the firms, stocks and shares of internal rows: its own, and those that `withheld` says are
    /// internal in another dataset that is published with it.
    ///
    /// A firm is *undisclosed* when its row is internal or one of its supply rows is; it keeps its place and owner and
    /// is called what `named` gives for its number, in both languages. A supply row is withheld when it is internal or
    /// its firm's row is. Components with a withheld row lose the quantities of all their rows: the one share that is
    /// missing from a whole could be worked out. `is_complete` says whether a list of suppliers was complete before;
    /// where firms alone were listed it still is. Reviews are taken out: their reasons may say anything. O(rows).
    #[must_use]
    pub fn public_edition(
        mut self,
        withheld: &Withheld,
        ids: &SharedIds<'_>,
        is_complete: impl Fn(ComponentIx) -> bool,
        named: impl Fn(usize) -> [String; 2],
    ) -> Self {
        self.rough = std::sync::OnceLock::new();
        let rows = self.withheld_rows(withheld, ids);
        let undisclosed = self.undisclosed(withheld, ids, &rows);
        self.withhold_quantities(withheld, ids, &rows, &is_complete);
        self.withhold_stocks(withheld, ids);
        self.rename(&undisclosed, &|firm| named(withheld.number(&(ids.firm)(firm))), withheld, ids);
        self.reviews.clear();
        for purchase in &mut self.purchases {
            if undisclosed[purchase.buyer.position()] || undisclosed[purchase.seller.position()] {
                purchase.details = Rare::new(crate::rare::PurchaseDetails { share: None, value: None });
                purchase.citation = None;
            }
        }
        self.undisclosed = undisclosed;
        self
    }

    /// Whether the edition keeps back who a firm is.
    pub fn is_undisclosed(&self, firm: SupplierIx) -> bool {
        self.undisclosed.get(firm.position()).copied().unwrap_or(false)
    }

    /// Whether anything is marked internal.
    pub fn has_internal_rows(&self) -> bool {
        let internal = |visibility: Visibility| visibility == Visibility::Internal;
        self.suppliers.iter().any(|row| internal(row.visibility))
            || self.supplies.iter().any(|row| internal(row.visibility))
            || self.components.iter().any(|row| internal(row.visibility))
    }

    fn withheld_rows(&self, withheld: &Withheld, ids: &SharedIds<'_>) -> Vec<bool> {
        let firms: Vec<bool> = self.suppliers.iter().map(|firm| withheld.has_firm(firm, ids)).collect();
        let is_withheld = |row: &crate::Supply| match row.provider {
            _ if row.visibility == Visibility::Internal => true,
            Provider::Supplier(firm) => {
                firms[firm.position()] || {
                    let component = (ids.component)(&self.component(row.component).id);
                    withheld.supplies.contains(&[component, (ids.firm)(&self.supplier(firm).id)])
                }
            }
            Provider::Region(_) | Provider::Placeholder => false,
        };
        self.supplies.iter().map(is_withheld).collect()
    }

    fn undisclosed(&self, withheld: &Withheld, ids: &SharedIds<'_>, rows: &[bool]) -> Vec<bool> {
        let mut undisclosed: Vec<bool> =
            self.suppliers.iter().map(|firm| withheld.has_firm(firm, ids)).collect();
        for (row, _) in self.supplies.iter().zip(rows).filter(|(_, is_withheld)| **is_withheld) {
            if let Provider::Supplier(firm) = row.provider {
                undisclosed[firm.position()] = true;
            }
        }
        for (firm, undisclosed) in self.suppliers.iter().zip(&mut undisclosed) {
            *undisclosed |= withheld.undisclosed.contains(&(ids.firm)(&firm.id));
        }
        undisclosed
    }

    fn withhold_quantities(
        &mut self,
        marks: &Withheld,
        ids: &SharedIds<'_>,
        withheld: &[bool],
        is_complete: &impl Fn(ComponentIx) -> bool,
    ) {
        let is_thinned = |row: &crate::Component| marks.thinned.contains(&(ids.component)(&row.id));
        let mut thinned: Vec<bool> = self.components.iter().map(is_thinned).collect();
        let mut has_totals = vec![false; self.components.len()];
        for (row, &withheld) in self.supplies.iter().zip(withheld) {
            thinned[row.component.position()] |= withheld;
            has_totals[row.component.position()] |= !matches!(row.provider, Provider::Supplier(_));
        }
        for (row, &withheld) in self.supplies.iter_mut().zip(withheld) {
            if withheld {
                row.citation = None;
            }
            if thinned[row.component.position()] {
                let switch_weeks = row.switch_weeks.filter(|_| !withheld);
                let blank =
                    SupplyDetails { share: None, capacity: None, takeover: None, switch_weeks, cost: None };
                row.details = Rare::new(blank);
            }
        }
        for at in (0..thinned.len()).filter(|&at| thinned[at]) {
            let complete = !has_totals[at] && is_complete(ComponentIx::new(at));
            self.components[at].complete = Some(complete);
        }
    }

    fn withhold_stocks(&mut self, withheld: &Withheld, ids: &SharedIds<'_>) {
        let is_internal = |row: &crate::Component| {
            row.visibility == Visibility::Internal || withheld.components.contains(&(ids.component)(&row.id))
        };
        for row in self.components.iter_mut().filter(|row| is_internal(row)) {
            (row.stock, row.stock_days, row.demand, row.import_dependence) = (None, None, None, None);
            (row.note, row.citation) = (String::new(), None);
        }
    }

    fn rename(
        &mut self,
        undisclosed: &[bool],
        named: &impl Fn(&str) -> [String; 2],
        withheld: &Withheld,
        ids: &SharedIds<'_>,
    ) {
        for at in (0..undisclosed.len()).filter(|&at| undisclosed[at]) {
            let row = &mut self.suppliers[at];
            let [name, name_en] = named(&row.id);
            row.id = format!("undisclosed-{}", withheld.number(&(ids.firm)(&row.id)));
            row.name = name;
            row.citation = None;
            row.details = Rare::new(SupplierDetails { name_en, ..SupplierDetails::nothing() });
        }
    }
}
