//! Large random instances of the choice of backups: suppliers in regions and groups, what each could supply, how
//! soon and at what cost.
//!
//! Components have one to three incumbents of much of the demand each; others cover a quarter in the median, are
//! ready within a year, and half of them too late. Regions are unequal (the first is the largest), a quarter of
//! the suppliers belong to groups.

use crate::random::Random;

/// How large an instance is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SelectionSize {
    /// Components to cover.
    pub components: usize,
    /// Suppliers; each supplies a bit more than two components.
    pub suppliers: usize,
    /// Regions.
    pub regions: usize,
    /// Groups.
    pub groups: usize,
}

/// A supplier.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SelectionSupplier {
    /// Where it is.
    pub region: usize,
    /// Whose it is, if anybody's.
    pub group: Option<usize>,
    /// Cost of taking it on.
    pub onboarding: f64,
}

/// What a supplier does or could supply.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SelectionArc {
    /// Which supplier.
    pub supplier: usize,
    /// Of which component.
    pub component: usize,
    /// Part of demand, in thousandths.
    pub cover: u32,
    /// Weeks until it delivers.
    pub lead_weeks: u32,
    /// Cost to qualify.
    pub cost: f64,
    /// Whether it supplies already.
    pub incumbent: bool,
}

/// An instance.
#[derive(Debug, Clone, PartialEq)]
pub struct Selection {
    /// Its size.
    pub size: SelectionSize,
    /// Suppliers.
    pub suppliers: Vec<SelectionSupplier>,
    /// What they supply, each pair once.
    pub arcs: Vec<SelectionArc>,
}

/// A random instance; the same for the same seed.
pub fn selection(size: SelectionSize, seed: u64) -> Selection {
    let random = &mut Random::new(seed);
    let suppliers: Vec<SelectionSupplier> = (0..size.suppliers).map(|_| supplier(random, size)).collect();
    let mut arcs = Vec::new();
    let mut wanted: Vec<usize> = (0..size.components).map(|_| 1 + random.below(3)).collect();
    for supplier in 0..size.suppliers {
        let mut own: Vec<usize> = (0..count(random)).map(|_| random.below(size.components)).collect();
        own.sort_unstable();
        own.dedup();
        for component in own {
            let incumbent = wanted[component] > 0;
            wanted[component] = wanted[component].saturating_sub(1);
            arcs.push(arc(random, supplier, component, incumbent));
        }
    }
    Selection { size, suppliers, arcs }
}

fn supplier(random: &mut Random, size: SelectionSize) -> SelectionSupplier {
    let skewed = random.unit() * random.unit();
    SelectionSupplier {
        region: (skewed * size.regions as f64) as usize,
        group: random.chance(0.24).then(|| random.below(size.groups)),
        onboarding: thousandths(0.5 + 1.5 * random.unit()),
    }
}

/// One to five components.
fn count(random: &mut Random) -> usize {
    match random.below(100) {
        0..19 => 1,
        19..60 => 2,
        60..92 => 3,
        92..99 => 4,
        _ => 5,
    }
}

fn arc(random: &mut Random, supplier: usize, component: usize, incumbent: bool) -> SelectionArc {
    let cover = if incumbent { 0.31 + 0.69 * random.unit() } else { 0.24 * random.log_normal(0.8) };
    let cover = (cover.clamp(0.024, 1.0) * 1000.0).round();
    let cost = 1.5 * random.unit() + (0.1 + 0.9 * random.unit()) * cover / 1000.0;
    SelectionArc {
        supplier,
        component,
        cover: cover as u32,
        lead_weeks: if incumbent { 0 } else { random.below(53) as u32 },
        cost: if incumbent { 0.0 } else { thousandths(cost) },
        incumbent,
    }
}

fn thousandths(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn pairs_are_different_and_every_component_has_an_incumbent() {
        let size = SelectionSize { components: 30, suppliers: 300, regions: 20, groups: 12 };
        let found = selection(size, 1);
        let pairs: BTreeSet<_> = found.arcs.iter().map(|arc| (arc.supplier, arc.component)).collect();
        assert_eq!(pairs.len(), found.arcs.len());
        let supplied: BTreeSet<_> =
            found.arcs.iter().filter(|arc| arc.incumbent).map(|arc| arc.component).collect();
        assert_eq!(supplied.len(), size.components);
        assert!(found.arcs.iter().all(|arc| (24..=1000).contains(&arc.cover)));
        assert_eq!(found, selection(size, 1));
    }
}
