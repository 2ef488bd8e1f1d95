//! Region totals of one component in one market, and which named offers each of them counts.

use crate::{Index, Model, Provider, RegionIx, SupplyIx};

/// A region's total that states a share.
#[derive(Debug, Clone)]
pub struct Total {
    /// Its row.
    pub supply: SupplyIx,
    /// Its region.
    pub region: RegionIx,
    /// The smallest total around it, as a position in [`Totals::valued`].
    pub parent: Option<usize>,
    /// Rows of the named suppliers for which this is the smallest total around them.
    pub named: Vec<SupplyIx>,
    /// The totals directly inside it.
    pub children: Vec<usize>,
}

/// Rows of one component in one market, sorted into a forest of totals.
#[derive(Debug, Clone, Default)]
pub struct Totals {
    /// Totals that state a share, in row order.
    pub valued: Vec<Total>,
    /// Totals without a share.
    pub unvalued: Vec<(SupplyIx, RegionIx)>,
    /// Named suppliers outside every valued total.
    pub outside: Vec<SupplyIx>,
}

impl Model {
    /// Sorts supply rows of one component and one market into a forest. O(rows × totals).
    pub fn totals(&self, rows: &[SupplyIx]) -> Totals {
        let mut totals = Totals::default();
        for &row in rows {
            let supply = self.supply(row);
            match (supply.provider, &supply.share) {
                (Provider::Region(region), Some(_)) => totals.valued.push(Total {
                    supply: row,
                    region,
                    parent: None,
                    named: Vec::new(),
                    children: Vec::new(),
                }),
                (Provider::Region(region), None) => totals.unvalued.push((row, region)),
                (Provider::Supplier(_) | Provider::Placeholder, _) => {}
            }
        }
        self.link_totals(&mut totals);
        for &row in rows {
            let Provider::Supplier(supplier) = self.supply(row).provider else { continue };
            match self.supplier(supplier).region.and_then(|region| self.smallest_total(&totals, region)) {
                Some(total) => totals.valued[total].named.push(row),
                None => totals.outside.push(row),
            }
        }
        totals
    }

    fn link_totals(&self, totals: &mut Totals) {
        for position in 0..totals.valued.len() {
            let region = totals.valued[position].region;
            let parent = self.region(region).parent.and_then(|outer| self.smallest_total(totals, outer));
            totals.valued[position].parent = parent;
            if let Some(parent) = parent {
                totals.valued[parent].children.push(position);
            }
        }
    }

    /// Position of the smallest valued total at or around `region`.
    fn smallest_total(&self, totals: &Totals, region: RegionIx) -> Option<usize> {
        self.around(region).find_map(|around| totals.valued.iter().position(|total| total.region == around))
    }

    /// Supply rows by component: `rows[start[c]..start[c + 1]]` are those of component `c` that `keep` keeps.
    pub fn supplies_by_component(&self, keep: impl Fn(SupplyIx) -> bool) -> (Vec<u32>, Vec<SupplyIx>) {
        let mut start = vec![0_u32; self.components().len() + 1];
        let kept = || (0..self.supplies().len()).map(SupplyIx::new).filter(|&row| keep(row));
        for row in kept() {
            start[self.supply(row).component.position() + 1] += 1;
        }
        for position in 1..start.len() {
            start[position] += start[position - 1];
        }
        let mut next = start.clone();
        let mut rows = vec![SupplyIx::new(0); start.last().copied().unwrap_or(0) as usize];
        for row in kept() {
            let slot = &mut next[self.supply(row).component.position()];
            rows[*slot as usize] = row;
            *slot += 1;
        }
        (start, rows)
    }
}
