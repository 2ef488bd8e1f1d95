//! What is only known to lie between two ends.

/// From `low` to `high`, both included; `low <= high`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Interval<T> {
    /// Lower end.
    pub low: T,
    /// Upper end.
    pub high: T,
}

impl<T: Copy> Interval<T> {
    /// A value that is known.
    pub const fn exactly(value: T) -> Self {
        Self { low: value, high: value }
    }

    /// Whether both ends are the same.
    pub fn is_exact(self) -> bool
    where
        T: PartialEq,
    {
        self.low == self.high
    }
}
