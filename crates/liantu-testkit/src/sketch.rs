//! A terse way to write small drafts by hand.
//!
//! ```
//! use liantu_testkit::sketch::{Sketch, percent};
//!
//! let draft = Sketch::new("one-maker")
//!     .target("product")
//!     .component("part")
//!     .requires("product", &["part"])
//!     .supplier("maker", "XA-1-1")
//!     .supply_with("maker", "part", |row| row.share = percent(100.0))
//!     .draft();
//! assert_eq!(liantu_testkit::model(&draft).supplies().len(), 1);
//! ```

use liantu_model::{
    CoalitionRow, ComponentRow, Draft, Need, Percent, PercentRange, PurchaseRow, RegionLevel, RegionRow,
    RequirementRow, RowAt, SettingsRow, SupplierRow, SupplyRow, SupplyStatus,
};

/// The regions of every sketch: id, level, parent. `XA` is domestic and `XA-1` home, unless said otherwise.
pub const REGIONS: &[(&str, RegionLevel, &str)] = &[
    ("XA", RegionLevel::Country, ""),
    ("XA-1", RegionLevel::Province, "XA"),
    ("XA-1-1", RegionLevel::City, "XA-1"),
    ("XA-1-2", RegionLevel::City, "XA-1"),
    ("XA-2", RegionLevel::Province, "XA"),
    ("XA-2-1", RegionLevel::City, "XA-2"),
    ("XB", RegionLevel::Country, ""),
    ("XB-1", RegionLevel::Province, "XB"),
    ("XB-1-1", RegionLevel::City, "XB-1"),
    ("XC", RegionLevel::Country, ""),
];

/// Tables in the order of [`Draft::files`].
const FILES: &[&str] = &[
    "dataset.toml",
    "components.csv",
    "requires.csv",
    "suppliers.csv",
    "supplies.csv",
    "purchases.csv",
    "regions.csv",
    "probabilities.csv",
    "chains.csv",
    "facts.csv",
    "reviews.csv",
];

/// An exact share.
///
/// # Panics
/// When `points` is no number.
pub fn percent(points: f64) -> Option<PercentRange> {
    Some(PercentRange::exactly(Percent::from_points(points).expect("a number")))
}

/// A share between two ends, written as `20%—30%`.
///
/// # Panics
/// When an end is no number.
pub fn range(low: f64, high: f64) -> Option<PercentRange> {
    let ends = (Percent::from_points(low)?, Percent::from_points(high)?);
    Some(PercentRange {
        low: ends.0, high: ends.1, written: Some(format!("{}%—{}%", ends.0, ends.1).into())
    })
}

/// A draft in the making. Every method adds one row (or one group of rows).
#[derive(Debug, Clone)]
pub struct Sketch {
    draft: Draft,
}

impl Sketch {
    /// An empty dataset of the end of 2025 with [`REGIONS`], whose lists are incomplete unless said otherwise.
    pub fn new(id: &str) -> Self {
        let settings = SettingsRow {
            at: at(0, 0),
            id: id.to_owned(),
            title: id.to_owned(),
            as_of: Some((2025, 12, 31)),
            home: "XA-1".to_owned(),
            ..SettingsRow::default()
        };
        let files = FILES.iter().map(|&file| file.to_owned()).collect();
        let regions = REGIONS.iter().enumerate().map(|(row, region)| region_row(row, region)).collect();
        Self { draft: Draft { files, settings, regions, ..Draft::default() } }
    }

    /// Changes the settings.
    #[must_use]
    pub fn settings(mut self, change: impl FnOnce(&mut SettingsRow)) -> Self {
        change(&mut self.draft.settings);
        self
    }

    /// A coalition.
    #[must_use]
    pub fn coalition(mut self, id: &str, members: &[&str]) -> Self {
        let members = members.iter().map(|&member| member.to_owned()).collect();
        self.draft.coalitions.push(CoalitionRow { id: id.to_owned(), members, ..CoalitionRow::default() });
        self
    }

    /// A component.
    #[must_use]
    pub fn component(self, id: &str) -> Self {
        self.component_with(id, |_| {})
    }

    /// A target.
    #[must_use]
    pub fn target(self, id: &str) -> Self {
        self.component_with(id, |row| row.target = true)
    }

    /// A component with more columns.
    #[must_use]
    pub fn component_with(mut self, id: &str, change: impl FnOnce(&mut ComponentRow)) -> Self {
        let at = at(1, self.draft.components.len());
        let mut row = ComponentRow { at, id: id.to_owned(), name: id.to_owned(), ..ComponentRow::default() };
        change(&mut row);
        self.draft.components.push(row);
        self
    }

    /// Inputs that are each needed.
    #[must_use]
    pub fn requires(self, product: &str, inputs: &[&str]) -> Self {
        inputs.iter().fold(self, |sketch, input| sketch.requires_with(product, input, |_| {}))
    }

    /// Alternatives of which `need` must be there.
    #[must_use]
    pub fn group(self, product: &str, group: &str, need: Need, inputs: &[&str]) -> Self {
        inputs.iter().fold(self, |sketch, input| {
            sketch.requires_with(product, input, |row| {
                group.clone_into(&mut row.group);
                row.need = Some(need);
            })
        })
    }

    /// One input with more columns.
    #[must_use]
    pub fn requires_with(
        mut self,
        product: &str,
        input: &str,
        change: impl FnOnce(&mut RequirementRow),
    ) -> Self {
        let at = at(2, self.draft.requires.len());
        let (product, input) = (product.to_owned(), input.to_owned());
        let mut row = RequirementRow { at, product, input, ..RequirementRow::default() };
        change(&mut row);
        self.draft.requires.push(row);
        self
    }

    /// A supplier somewhere.
    #[must_use]
    pub fn supplier(self, id: &str, region: &str) -> Self {
        self.supplier_with(id, region, |_| {})
    }

    /// A supplier with more columns.
    #[must_use]
    pub fn supplier_with(mut self, id: &str, region: &str, change: impl FnOnce(&mut SupplierRow)) -> Self {
        let at = at(3, self.draft.suppliers.len());
        let mut row = SupplierRow {
            at,
            id: id.to_owned(),
            name: id.to_owned(),
            region: region.to_owned(),
            ..SupplierRow::default()
        };
        change(&mut row);
        self.draft.suppliers.push(row);
        self
    }

    /// An active supply without a share.
    #[must_use]
    pub fn supply(self, supplier: &str, component: &str) -> Self {
        self.supply_with(supplier, component, |_| {})
    }

    /// An active supply with more columns.
    #[must_use]
    pub fn supply_with(self, supplier: &str, component: &str, change: impl FnOnce(&mut SupplyRow)) -> Self {
        self.supply_row(component, |row| {
            supplier.clone_into(&mut row.supplier);
            change(row);
        })
    }

    /// An active total of a region, or of a placeholder.
    #[must_use]
    pub fn total(self, region: &str, component: &str, share: Option<PercentRange>) -> Self {
        self.supply_row(component, |row| {
            region.clone_into(&mut row.region);
            row.share = share;
        })
    }

    /// An active supply row of `component`; `change` says of whom.
    #[must_use]
    pub fn supply_row(mut self, component: &str, change: impl FnOnce(&mut SupplyRow)) -> Self {
        let at = at(4, self.draft.supplies.len());
        let mut row = SupplyRow {
            at,
            component: component.to_owned(),
            status: Some(SupplyStatus::Active),
            ..SupplyRow::default()
        };
        change(&mut row);
        self.draft.supplies.push(row);
        self
    }

    /// A buyer that takes an input from a seller.
    #[must_use]
    pub fn purchase(mut self, buyer: &str, component: &str, seller: &str) -> Self {
        let at = at(5, self.draft.purchases.len());
        let (buyer, component, seller) = (buyer.to_owned(), component.to_owned(), seller.to_owned());
        self.draft.purchases.push(PurchaseRow { at, buyer, component, seller, ..PurchaseRow::default() });
        self
    }

    /// The draft.
    pub fn draft(self) -> Draft {
        self.draft
    }
}

fn at(file: u16, position: usize) -> RowAt {
    RowAt { file, row: position as u32 + 2 }
}

fn region_row(row: usize, &(id, level, parent): &(&str, RegionLevel, &str)) -> RegionRow {
    RegionRow {
        at: Some(at(6, row)),
        id: id.to_owned(),
        name: format!("Region {id}"),
        level: Some(level),
        parent: parent.to_owned(),
        ..RegionRow::default()
    }
}
