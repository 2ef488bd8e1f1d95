//! Sources that do not exist yet, beside those of the dataset.

use crate::rare::{Blank, Rare, SupplierDetails, SupplyDetails};
use crate::{
    ComponentIx, Index, Model, Percent, PercentRange, Provider, RegionIx, RowAt, Supplier, SupplierIx,
    Supply, SupplyIx, SupplyStatus, Visibility,
};

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
