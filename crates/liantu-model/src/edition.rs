//! The public edition of a dataset: what rows marked internal say is taken out before anything is computed, so that
//! no result can say it either.

use crate::rare::{Rare, SupplierDetails, SupplyDetails};
use crate::{ComponentIx, Index, Model, Provider, SupplierIx, Visibility};

impl Model {
    /// The same model without the firms, stocks and shares of internal rows.
    ///
    /// A firm is *undisclosed* when its row is internal or one of its supply rows is; it keeps its place and owner and
    /// is called what `named` gives for its number, in both languages. A supply row is withheld when it is internal or
    /// its firm's row is. Components with a withheld row lose the quantities of all their rows: the one share that is
    /// missing from a whole could be worked out. `is_complete` says whether a list of suppliers was complete before;
    /// where firms alone were listed it still is. Reviews are taken out: their reasons may say anything. O(rows).
    #[must_use]
    pub fn public_edition(
        mut self,
        is_complete: impl Fn(ComponentIx) -> bool,
        named: impl Fn(usize) -> [String; 2],
    ) -> Self {
        self.rough = std::sync::OnceLock::new();
        let withheld = self.withheld_rows();
        let undisclosed = self.undisclosed(&withheld);
        self.withhold_quantities(&withheld, &is_complete);
        self.withhold_stocks();
        self.rename(&undisclosed, &named);
        self.reviews.clear();
        for purchase in &mut self.purchases {
            if undisclosed[purchase.buyer.position()] || undisclosed[purchase.seller.position()] {
                purchase.details = Rare::new(crate::rare::PurchaseDetails { share: None, value: None });
                purchase.citation = None;
            }
        }
        self
    }

    /// Whether anything is marked internal.
    pub fn has_internal_rows(&self) -> bool {
        let internal = |visibility: Visibility| visibility == Visibility::Internal;
        self.suppliers.iter().any(|row| internal(row.visibility))
            || self.supplies.iter().any(|row| internal(row.visibility))
            || self.components.iter().any(|row| internal(row.visibility))
    }

    fn withheld_rows(&self) -> Vec<bool> {
        let firm_is_internal = |provider| match provider {
            Provider::Supplier(firm) => self.supplier(firm).visibility == Visibility::Internal,
            Provider::Region(_) | Provider::Placeholder => false,
        };
        let is_withheld =
            |row: &crate::Supply| row.visibility == Visibility::Internal || firm_is_internal(row.provider);
        self.supplies.iter().map(is_withheld).collect()
    }

    fn undisclosed(&self, withheld: &[bool]) -> Vec<bool> {
        let mut undisclosed: Vec<bool> =
            self.suppliers.iter().map(|row| row.visibility == Visibility::Internal).collect();
        for (row, _) in self.supplies.iter().zip(withheld).filter(|(_, withheld)| **withheld) {
            if let Provider::Supplier(firm) = row.provider {
                undisclosed[firm.position()] = true;
            }
        }
        undisclosed
    }

    fn withhold_quantities(&mut self, withheld: &[bool], is_complete: &impl Fn(ComponentIx) -> bool) {
        let mut thinned = vec![false; self.components.len()];
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

    fn withhold_stocks(&mut self) {
        for row in self.components.iter_mut().filter(|row| row.visibility == Visibility::Internal) {
            (row.stock, row.stock_days, row.demand, row.import_dependence) = (None, None, None, None);
            (row.note, row.citation) = (String::new(), None);
        }
    }

    fn rename(&mut self, undisclosed: &[bool], named: &impl Fn(usize) -> [String; 2]) {
        let firms = (0..undisclosed.len()).filter(|&at| undisclosed[at]);
        for (number, firm) in (1..).zip(firms.map(SupplierIx::new)) {
            let [name, name_en] = named(number);
            let row = &mut self.suppliers[firm.position()];
            row.id = format!("undisclosed-{number}");
            row.name = name;
            row.citation = None;
            row.details = Rare::new(SupplierDetails { name_en, ..SupplierDetails::nothing() });
        }
    }
}
