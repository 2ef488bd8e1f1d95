//! Datasets that are not: with sources that do not exist yet, or with rows that say something else.

use crate::rare::{Blank, Rare, SupplierDetails, SupplyDetails};
use crate::{
    ComponentIx, Index, Model, Percent, PercentRange, Provider, RegionIx, RowAt, Supplier, SupplierIx,
    Supply, SupplyIx, SupplyStatus, Visibility,
};
use std::sync::OnceLock;

/// A source that somebody could build: a candidate from a firm of its own, which supplies nothing else.
#[derive(Debug, Clone, PartialEq)]
pub struct NewSource {
    /// What it is called.
    pub name: String,
    /// Of what.
    pub component: ComponentIx,
    /// Where.
    pub region: RegionIx,
    /// What it costs.
    pub cost: f64,
    /// What it could take over, percent of demand.
    pub takeover: Percent,
    /// Weeks until it delivers.
    pub switch_weeks: f64,
}

/// The file of rows that are in none.
const NO_FILE: u16 = u16::MAX;

impl Model {
    /// The same model with some more candidates. O(sources).
    #[must_use]
    pub fn with_new_sources(mut self, sources: &[NewSource]) -> Self {
        for (position, source) in sources.iter().enumerate() {
            let at = RowAt { file: NO_FILE, row: position as u32 + 1 };
            let supplier = self.add_firm(at, source);
            let details = SupplyDetails {
                takeover: Some(PercentRange::exactly(source.takeover)),
                switch_weeks: Some(source.switch_weeks),
                cost: Some(source.cost),
                ..SupplyDetails::BLANK.clone()
            };
            self.supplies.push(Supply {
                at,
                provider: Provider::Supplier(supplier),
                component: source.component,
                status: SupplyStatus::Candidate,
                market: None,
                year: None,
                visibility: Visibility::Public,
                citation: None,
                confidence: None,
                current: true,
                details: Rare::new(details),
            });
        }
        self
    }

    /// The same model with its rows of supply as they would be if some were wrong: the same rows in the same order, some
    /// left out, some with another status or other percentages. What was asked of the model before is forgotten; nothing
    /// is checked. O(1).
    #[must_use]
    pub fn with_supplies(mut self, supplies: Vec<Supply>) -> Self {
        self.supplies = supplies;
        self.rough = OnceLock::new();
        self
    }

    /// The same model where the list of suppliers of a component is, is not, or is not said to be complete. O(1).
    #[must_use]
    pub fn with_claim(mut self, component: ComponentIx, complete: Option<bool>) -> Self {
        self.components[component.position()].complete = complete;
        self
    }

    fn add_firm(&mut self, at: RowAt, source: &NewSource) -> SupplierIx {
        let supplier = SupplierIx::new(self.suppliers.len());
        let own = format!("new:{}", self.component(source.component).id);
        let mut id = own.clone();
        let mut number = 2;
        while self.supplier_names.add_id(&id, supplier).is_some() {
            id = format!("{own}:{number}");
            number += 1;
        }
        self.supplier_names.add_name(&source.name, supplier);
        self.suppliers.push(Supplier {
            at,
            id,
            name: source.name.clone(),
            region: Some(source.region),
            parent: None,
            root: supplier,
            control: Some(source.region),
            visibility: Visibility::Public,
            citation: None,
            details: Rare::new(SupplierDetails::BLANK.clone()),
        });
        supplier
    }

    /// Whether a supply row was added by [`Model::with_new_sources`].
    pub fn is_hypothetical(&self, supply: SupplyIx) -> bool {
        self.supply(supply).at.file == NO_FILE
    }
}

impl Supply {
    /// The same row with what it states in percent, share and takeover, said otherwise.
    #[must_use]
    pub fn with_percentages(mut self, otherwise: impl Fn(&PercentRange) -> PercentRange) -> Self {
        let SupplyDetails { share, capacity, takeover, switch_weeks, cost } = (*self.details).clone();
        let [share, takeover] = [share, takeover].map(|range| range.as_ref().map(&otherwise));
        self.details = Rare::new(SupplyDetails { share, capacity, takeover, switch_weeks, cost });
        self
    }
}
