//! Sellers that buyers name, and how much each of them sells.

use super::blend::{At, Blend, Pool};
use super::plan::Node;
use super::weights::points;
use super::{Assume, CapacityOptions};
use crate::Interval;
use liantu_model::{ComponentIx, Model, Purchase, SupplierIx};
use rustc_hash::FxHashMap;

/// Sellers of one input to one buyer, and how much each of them sells.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sold<'s> {
    pub(crate) plants: &'s [Node],
    pub(crate) blend: &'s Blend,
}

/// All of them, in flat arrays: there may be ten million. Hardly any says how much is bought of it, and those
/// that do not share alike what is said of as many.
#[derive(Debug)]
pub(crate) struct Sellers {
    /// Buyer and input, sorted.
    pairs: Vec<(SupplierIx, ComponentIx)>,
    /// The sellers of pair `p` are `plants[start[p]..start[p + 1]]`.
    start: Vec<u32>,
    plants: Vec<Node>,
    /// Weights of the pairs with a share given.
    given: FxHashMap<u32, Blend>,
    /// Weights of so many sellers without any share.
    blank: FxHashMap<usize, Blend>,
}

impl Sellers {
    /// `node_of` knows the nodes of sellers that sell. O(purchases): a model has them in order.
    pub(crate) fn new(
        model: &Model,
        options: &CapacityOptions,
        node_of: &FxHashMap<(SupplierIx, ComponentIx), Node>,
    ) -> Self {
        let rows = model.purchases();
        let mut sellers = Self {
            pairs: Vec::new(),
            start: vec![0],
            plants: Vec::with_capacity(rows.len()),
            given: FxHashMap::default(),
            blank: FxHashMap::default(),
        };
        for rows in rows.chunk_by(|a, b| (a.buyer, a.component) == (b.buyer, b.component)) {
            sellers.add(rows, options.assume, node_of);
        }
        sellers
    }

    fn add(
        &mut self,
        rows: &[Purchase],
        assume: Assume,
        node_of: &FxHashMap<(SupplierIx, ComponentIx), Node>,
    ) {
        let node = |row: &&Purchase| node_of.get(&(row.seller, row.component)).copied();
        let known: Vec<&Purchase> = rows.iter().filter(|row| node(row).is_some()).collect();
        self.plants.extend(rows.iter().filter_map(|row| node(&row)));
        if known.iter().any(|row| row.share.is_some()) {
            self.given.insert(self.pairs.len() as u32, blend(&known, assume));
        }
        self.blank.entry(known.len()).or_insert_with(|| blank(known.len(), assume));
        self.pairs.push((rows[0].buyer, rows[0].component));
        self.start.push(self.plants.len() as u32);
    }

    /// The sellers a buyer names for an input, if it names any. O(log pairs).
    pub(crate) fn of(&self, buyer: SupplierIx, input: ComponentIx) -> Option<Sold<'_>> {
        let pair = self.pairs.binary_search(&(buyer, input)).ok()?;
        let plants = &self.plants[self.start[pair] as usize..self.start[pair + 1] as usize];
        let blend = self.given.get(&(pair as u32)).unwrap_or_else(|| &self.blank[&plants.len()]);
        Some(Sold { plants, blend })
    }
}

/// Weighed by the shares given; blank ones take the rest jointly.
fn blend(known: &[&Purchase], assume: Assume) -> Blend {
    let share = |at: usize| known[at].share.as_ref().map(|share| points((share.low, share.high)));
    let fixed: Vec<(At, Interval<f64>)> =
        (0..known.len()).filter_map(|at| Some((at as At, share(at)?))).collect();
    let blanks: Vec<At> = (0..known.len()).filter(|&at| share(at).is_none()).map(|at| at as At).collect();
    let given: f64 = fixed.iter().map(|(_, points)| points.low).sum();
    Blend::new(fixed, pool((100.0 - given).max(0.0), blanks), assume)
}

fn blank(sellers: usize, assume: Assume) -> Blend {
    Blend::new(Vec::new(), pool(100.0, (0..sellers as At).collect()), assume)
}

fn pool(room: f64, blanks: Vec<At>) -> Vec<Pool> {
    if blanks.is_empty() { Vec::new() } else { vec![Pool { least: 0.0, room, blanks, rest: None }] }
}
