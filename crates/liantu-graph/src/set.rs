//! Sets of components.

use fixedbitset::FixedBitSet;
use liantu_model::{ComponentIx, Index};

/// A set of components of one model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComponentSet {
    bits: FixedBitSet,
}

impl ComponentSet {
    /// The empty set over `size` components.
    pub fn empty(size: usize) -> Self {
        Self { bits: FixedBitSet::with_capacity(size) }
    }

    /// Adds a component; `true` when it was not there.
    pub fn insert(&mut self, component: ComponentIx) -> bool {
        !self.bits.put(component.position())
    }

    /// Whether it is in the set.
    pub fn contains(&self, component: ComponentIx) -> bool {
        self.bits.contains(component.position())
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.bits.count_ones(..)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.bits.is_clear()
    }

    /// The members, in order.
    pub fn iter(&self) -> impl Iterator<Item = ComponentIx> + '_ {
        self.bits.ones().map(ComponentIx::new)
    }

    /// Members of either.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        Self { bits: &self.bits | &other.bits }
    }

    /// Members of both.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Self {
        Self { bits: &self.bits & &other.bits }
    }

    /// Members of this one only.
    #[must_use]
    pub fn difference(&self, other: &Self) -> Self {
        let mut bits = self.bits.clone();
        bits.difference_with(&other.bits);
        Self { bits }
    }
}
