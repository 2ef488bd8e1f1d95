//! Whom each supplier buys from.

use liantu_model::{ComponentIx, Index, Model, SupplierIx};

/// Sellers by buyer and component, then in the order of the rows: eight bytes for each purchase.
#[derive(Debug)]
pub(crate) struct Sellers {
    start: Vec<u32>,
    bought: Vec<(ComponentIx, SupplierIx)>,
}

impl Sellers {
    pub(crate) fn of_model(model: &Model) -> Self {
        let purchases = model.purchases();
        let mut start = vec![0_u32; if purchases.is_empty() { 0 } else { model.suppliers().len() + 1 }];
        for purchase in purchases {
            start[purchase.buyer.position()] += 1;
        }
        for position in 1..start.len() {
            start[position] += start[position - 1];
        }
        let nothing = (ComponentIx::new(0), SupplierIx::new(0));
        let mut bought = vec![nothing; purchases.len()];
        for purchase in purchases.iter().rev() {
            let slot = &mut start[purchase.buyer.position()];
            *slot -= 1;
            bought[*slot as usize] = (purchase.component, purchase.seller);
        }
        for stretch in start.windows(2) {
            bought[stretch[0] as usize..stretch[1] as usize].sort_by_key(|(component, _)| *component);
        }
        Self { start, bought }
    }

    fn by(&self, buyer: SupplierIx) -> &[(ComponentIx, SupplierIx)] {
        let Some(&[from, to]) = self.start.get(buyer.position()..buyer.position() + 2) else { return &[] };
        &self.bought[from as usize..to as usize]
    }

    /// Whether a supplier names any seller.
    pub(crate) fn buys(&self, buyer: SupplierIx) -> bool {
        !self.by(buyer).is_empty()
    }

    /// Whether it names a seller of `component`.
    pub(crate) fn has(&self, buyer: SupplierIx, component: ComponentIx) -> bool {
        self.of(buyer, component).next().is_some()
    }

    /// The sellers it names for `component`. O(log purchases of the buyer + sellers).
    pub(crate) fn of(
        &self,
        buyer: SupplierIx,
        component: ComponentIx,
    ) -> impl Iterator<Item = SupplierIx> + '_ {
        let all = self.by(buyer);
        let first = all.partition_point(|(bought, _)| *bought < component);
        all[first..].iter().take_while(move |(bought, _)| *bought == component).map(|&(_, seller)| seller)
    }
}
