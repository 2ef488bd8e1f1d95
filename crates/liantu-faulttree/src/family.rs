//! Families of event sets held as diagrams of diagrams, and what can be counted without listing them.

use crate::error::Error;
use crate::modules::Element;
use crate::store::{Diagram, Node, ONE, Store, TERMINAL, ZERO};
use crate::tree::EventIx;

/// The sets of one module over its elements.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    /// By level.
    pub(crate) elements: Vec<Element>,
    pub(crate) sets: Diagram,
}

/// Sets of events: those of the last part, with every module in them replaced by each of that module's sets.
#[derive(Clone, Debug)]
pub(crate) struct Family {
    /// Children first.
    pub(crate) parts: Vec<Part>,
    /// Sets of a higher order do not belong to the family, whatever the diagrams hold.
    pub(crate) limit: Option<u32>,
}

/// Numbers of sets by order: entry *k* is for order *k*.
type Counts = Vec<u128>;

impl Family {
    /// No set at all, or the empty set alone.
    pub(crate) fn constant(holds_empty_set: bool) -> Self {
        let sets = Store::new().extract(if holds_empty_set { ONE } else { ZERO });
        Self { parts: vec![Part { elements: Vec::new(), sets }], limit: None }
    }

    pub(crate) fn root(&self) -> &Part {
        self.parts.last().expect("a family has at least its root part")
    }

    /// The family with the sets `{event}` of `singles`, which must not occur in it, added.
    pub(crate) fn with_singles(mut self, singles: &[EventIx]) -> Self {
        let rest = Element::Module(self.parts.len() as u32 - 1);
        let elements: Vec<Element> = singles.iter().copied().map(Element::Event).chain([rest]).collect();
        let mut nodes = self.root().sets.nodes[..2].to_vec();
        let mut low = ZERO;
        for level in (0..elements.len() as u32).rev() {
            nodes.push(Node { level, low, high: ONE });
            low = nodes.len() as u32 - 1;
        }
        self.parts.push(Part { elements, sets: Diagram { nodes, root: low } });
        self
    }

    /// Numbers of sets by order.
    pub(crate) fn counts(&self) -> Result<Counts, Error> {
        let by_part = self.counts_by_part()?;
        Ok(by_part.last().cloned().unwrap_or_default())
    }

    fn counts_by_part(&self) -> Result<Vec<Counts>, Error> {
        let mut by_part: Vec<Counts> = Vec::with_capacity(self.parts.len());
        for part in &self.parts {
            let mut nodes = self.node_counts(part, &by_part)?;
            by_part.push(std::mem::take(&mut nodes[part.sets.root as usize]));
        }
        Ok(by_part)
    }

    /// Numbers of sets by order below each node of a part.
    fn node_counts(&self, part: &Part, by_part: &[Counts]) -> Result<Vec<Counts>, Error> {
        let mut counts: Vec<Counts> = vec![Vec::new(); part.sets.nodes.len()];
        counts[ONE as usize] = vec![1];
        for (index, node) in part.sets.inner() {
            let mut sum = counts[node.low as usize].clone();
            self.add_product(&mut sum, &counts[node.high as usize], element_counts(part, node, by_part))?;
            counts[index] = sum;
        }
        Ok(counts)
    }

    /// For each event below `events`, the number of sets by order that contain it.
    ///
    /// Adjoint sweep: `contexts` counts the ways to complete a set above and beside a node.
    pub(crate) fn counts_containing(&self, events: usize) -> Result<Vec<Counts>, Error> {
        let by_part = self.counts_by_part()?;
        let mut containing: Vec<Counts> = vec![Vec::new(); events];
        let mut part_contexts: Vec<Counts> = vec![Vec::new(); self.parts.len()];
        part_contexts[self.parts.len() - 1] = vec![1];
        for (place, part) in self.parts.iter().enumerate().rev() {
            let counts = self.node_counts(part, &by_part)?;
            let mut contexts: Vec<Counts> = vec![Vec::new(); part.sets.nodes.len()];
            contexts[part.sets.root as usize] = std::mem::take(&mut part_contexts[place]);
            for (index, node) in part.sets.inner().rev() {
                let context = std::mem::take(&mut contexts[index]);
                let mut with = Vec::new();
                self.add_product(&mut with, &context, &counts[node.high as usize])?;
                match part.elements[node.level as usize] {
                    Element::Event(event) => {
                        self.add_product(&mut containing[event.index()], &with, &[0, 1])?;
                    }
                    Element::Module(module) => {
                        self.add_product(&mut part_contexts[module as usize], &with, &[1])?;
                    }
                }
                self.add_product(
                    &mut contexts[node.high as usize],
                    &context,
                    element_counts(part, node, &by_part),
                )?;
                self.add_product(&mut contexts[node.low as usize], &context, &[1])?;
            }
        }
        Ok(containing)
    }

    fn add_product(&self, sum: &mut Counts, a: &[u128], b: &[u128]) -> Result<(), Error> {
        if a.is_empty() || b.is_empty() {
            return Ok(());
        }
        let length = self.within_limit(a.len() + b.len() - 1);
        if sum.len() < length {
            sum.resize(length, 0);
        }
        for (shift, &factor) in b.iter().enumerate().filter(|(_, factor)| **factor != 0) {
            for (order, &count) in a.iter().enumerate().take(length.saturating_sub(shift)) {
                let product = count.checked_mul(factor).ok_or(Error::CountOverflow)?;
                let total = &mut sum[shift + order];
                *total = total.checked_add(product).ok_or(Error::CountOverflow)?;
            }
        }
        Ok(())
    }

    fn within_limit(&self, length: usize) -> usize {
        self.limit.map_or(length, |limit| length.min(limit as usize + 1))
    }

    /// Order of the largest set, as far as within the limit.
    pub(crate) fn largest_order(&self) -> u32 {
        let mut by_part: Vec<Option<u32>> = Vec::with_capacity(self.parts.len());
        for part in &self.parts {
            let mut largest: Vec<Option<u32>> = vec![None; part.sets.nodes.len()];
            largest[ONE as usize] = Some(0);
            for (index, node) in part.sets.inner() {
                let own = match part.elements[node.level as usize] {
                    Element::Event(_) => Some(1),
                    Element::Module(module) => by_part[module as usize],
                };
                let with = largest[node.high as usize].zip(own).map(|(rest, own)| rest.saturating_add(own));
                largest[index] = with.max(largest[node.low as usize]);
            }
            by_part.push(largest[part.sets.root as usize]);
        }
        let largest = by_part.last().copied().flatten().unwrap_or(0);
        self.limit.map_or(largest, |limit| largest.min(limit))
    }
}

fn element_counts<'counts>(part: &Part, node: Node, by_part: &'counts [Counts]) -> &'counts [u128] {
    debug_assert!(node.level < TERMINAL, "only variables have nodes");
    match part.elements[node.level as usize] {
        Element::Event(_) => &[0, 1],
        Element::Module(module) => &by_part[module as usize],
    }
}
