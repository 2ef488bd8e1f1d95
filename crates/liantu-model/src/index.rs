//! Dense indices into the tables of one [`crate::Model`]. None of them is zero inside, so that an optional index is
//! no larger than an index.

use std::num::NonZeroU32;

/// A dense index: `0..n` within one table of one model.
pub trait Index: Copy + Eq + Ord + std::hash::Hash + Send + Sync + 'static {
    /// The index of position `position`.
    fn new(position: usize) -> Self;
    /// The position in the table.
    fn position(self) -> usize;
}

macro_rules! indices {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(NonZeroU32);

        impl Index for $name {
            fn new(position: usize) -> Self {
                let number = u32::try_from(position + 1).ok().and_then(NonZeroU32::new);
                Self(number.expect("tables hold fewer than 2^32 - 1 rows"))
            }
            fn position(self) -> usize {
                self.0.get() as usize - 1
            }
        }
    )*};
}

indices! {
    /// A component (环节).
    ComponentIx
    /// A supplier (企业).
    SupplierIx
    /// A row of `supplies` (供应).
    SupplyIx
    /// A row of `requires` (需要).
    RequirementIx
    /// A group of inputs of one product.
    GroupIx
    /// A region (地区), built in or of the dataset.
    RegionIx
    /// A coalition (管制情景组).
    CoalitionIx
    /// A declared source.
    SourceIx
    /// A distinct content of a `source` cell.
    CitationIx
    /// An industrial chain (产业链).
    ChainIx
    /// A published figure about a component (事实).
    FactIx
}
