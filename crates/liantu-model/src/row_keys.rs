//! Readable keys of rows that stay the same from one dataset to the next.

use crate::{ComponentIx, Model, Provider, RequirementIx, SupplyIx};

impl Model {
    /// `list:COMPONENT`: the list of its suppliers.
    pub fn list_key(&self, component: ComponentIx) -> String {
        format!("list:{}", self.component(component).id)
    }

    /// `status:COMPONENT:SUPPLIER`; a region stands behind `@`, nobody in particular as `@` alone, a market other than
    /// the world behind `>`. All years of one supply have the same key.
    pub fn supply_key(&self, row: SupplyIx) -> String {
        let row = self.supply(row);
        let provider = match row.provider {
            Provider::Supplier(one) => self.supplier(one).id.clone(),
            Provider::Region(one) => format!("@{}", self.region(one).id),
            Provider::Placeholder => "@".to_owned(),
        };
        let market = row.market.map(|one| format!(">{}", self.region(one).id));
        format!("status:{}:{provider}{}", self.component(row.component).id, market.unwrap_or_default())
    }

    /// `need:PRODUCT:INPUT`.
    pub fn requirement_key(&self, row: RequirementIx) -> String {
        let row = self.requirement(row);
        format!("need:{}:{}", self.component(row.product).id, self.component(row.input).id)
    }
}
