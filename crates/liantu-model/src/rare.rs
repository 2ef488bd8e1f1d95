//! Columns that most rows leave blank, kept out of the rows that leave all of them blank.
//!
//! A national network has ten million rows; a row costs what it says, not what it could say.

use crate::PercentRange;
use std::ops::Deref;

/// Values that stand for a row with nothing in these columns.
pub(crate) trait Blank: PartialEq + 'static {
    /// Nothing in any column.
    const BLANK: &'static Self;
}

/// Columns of a row, stored only when one of them has something in it.
#[derive(Debug, Clone)]
pub(crate) struct Rare<T>(Option<Box<T>>);

impl<T: Blank> Rare<T> {
    pub(crate) fn new(columns: T) -> Self {
        Self((columns != *T::BLANK).then(|| Box::new(columns)))
    }
}

impl<T: Blank> Deref for Rare<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0.as_deref().unwrap_or(T::BLANK)
    }
}

/// Columns of `suppliers` that are mostly blank. Read as fields of [`crate::Supplier`].
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the columns are defined in docs/data-format.md")]
pub struct SupplierDetails {
    pub name_en: String,
    pub aliases: Vec<String>,
    pub labels: Vec<String>,
    pub uscc: String,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub recovery_weeks: Option<f64>,
    pub onboarding_cost: Option<f64>,
    pub note: String,
}

impl SupplierDetails {
    /// Nothing in any column.
    pub(crate) fn nothing() -> Self {
        Self::BLANK.clone()
    }
}

impl Blank for SupplierDetails {
    const BLANK: &'static Self = &Self {
        name_en: String::new(),
        aliases: Vec::new(),
        labels: Vec::new(),
        uscc: String::new(),
        latitude: None,
        longitude: None,
        recovery_weeks: None,
        onboarding_cost: None,
        note: String::new(),
    };
}

/// Columns of `supplies` that are mostly blank. Read as fields of [`crate::Supply`].
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the columns are defined in docs/data-format.md")]
pub struct SupplyDetails {
    pub share: Option<PercentRange>,
    /// Units per week.
    pub capacity: Option<f64>,
    pub takeover: Option<PercentRange>,
    pub switch_weeks: Option<f64>,
    pub cost: Option<f64>,
}

impl Blank for SupplyDetails {
    const BLANK: &'static Self =
        &Self { share: None, capacity: None, takeover: None, switch_weeks: None, cost: None };
}

/// Columns of `purchases` that are mostly blank. Read as fields of [`crate::Purchase`].
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the columns are defined in docs/data-format.md")]
pub struct PurchaseDetails {
    pub share: Option<PercentRange>,
    /// Money per year.
    pub value: Option<f64>,
}

impl Blank for PurchaseDetails {
    const BLANK: &'static Self = &Self { share: None, value: None };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Percent, Purchase, Supplier, Supply};

    #[test]
    fn blank_columns_take_no_room_and_read_as_blank() {
        let blank = Rare::new(PurchaseDetails::BLANK.clone());
        assert!(blank.0.is_none());
        assert_eq!(*blank, *PurchaseDetails::BLANK);
        let share = Some(PercentRange::exactly(Percent::HUNDRED));
        let said = Rare::new(PurchaseDetails { share: share.clone(), value: None });
        assert_eq!(said.share, share);
    }

    /// What docs/benchmarks.md says of the memory of a national network rests on these.
    #[test]
    fn rows_of_large_tables_are_small() {
        assert!(size_of::<Purchase>() <= 32);
        assert!(size_of::<Supply>() <= 48);
        assert!(size_of::<Supplier>() <= 96);
    }
}
