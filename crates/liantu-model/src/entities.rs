//! What a validated dataset consists of: its rows, every reference a dense index.

use crate::rare::{PurchaseDetails, Rare, SupplierDetails, SupplyDetails};
use crate::{
    ChainIx, ChainTier, CitationIx, ComponentIx, ComponentKind, Confidence, Element, FindingKey, GroupIx,
    HsFit, Need, Percent, PercentRange, RegionIx, RegionLevel, RequirementIx, Role, RowAt, Scope, SourceIx,
    SourceKind, Stage, SupplierIx, SupplyStatus, TechLevel, Verdict, Visibility,
};
use std::ops::Deref;

/// The dataset as a whole.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the settings are defined in docs/data-format.md")]
pub struct Dataset {
    pub id: String,
    pub title: String,
    pub title_en: String,
    /// Year, month, day of the data.
    pub as_of: (i16, u8, u8),
    pub home: RegionIx,
    pub domestic: Vec<RegionIx>,
    pub lists_complete: bool,
}

/// A declared source.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the columns are defined in docs/data-format.md")]
pub struct Source {
    pub id: String,
    pub kind: Option<SourceKind>,
    pub title: String,
    pub url: String,
    pub accessed: String,
}

/// A distinct content of a `source` cell.
#[derive(Debug, Clone)]
pub struct Citation {
    /// As written.
    pub text: String,
    /// The declared source it names, if it does.
    pub source: Option<SourceIx>,
}

/// Places that can act together.
#[derive(Debug, Clone)]
pub struct Coalition {
    /// Key.
    pub id: String,
    /// Name.
    pub name: String,
    /// English name; blank where there is none.
    pub name_en: String,
    /// Its regions, sorted.
    pub members: Vec<RegionIx>,
    /// Legal basis and date.
    pub basis: String,
}

/// A region.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the columns are defined in docs/data-format.md")]
pub struct Region {
    pub id: String,
    pub name: String,
    pub name_en: String,
    pub level: RegionLevel,
    /// A province that is also a city (直辖市).
    pub municipality: bool,
    pub parent: Option<RegionIx>,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
}

/// An industrial chain.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the columns are defined in docs/data-format.md")]
pub struct Chain {
    pub id: String,
    pub name: String,
    pub tier: Option<ChainTier>,
    pub cluster: String,
    pub plan_year: Option<i16>,
}

/// A customs heading of a component.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HsCode {
    /// The code as written.
    pub code: String,
    /// How well it covers the component, as far as that is stated; never [`HsFit::None`].
    pub fit: Option<HsFit>,
}

/// A component (环节).
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the columns are defined in docs/data-format.md")]
pub struct Component {
    pub at: RowAt,
    pub id: String,
    pub name: String,
    pub name_en: String,
    pub chain: Option<ChainIx>,
    pub stage: Option<Stage>,
    pub kind: Option<ComponentKind>,
    pub foundation: String,
    pub hs: Vec<HsCode>,
    /// Whether it is known that no customs heading covers it.
    pub has_no_hs: bool,
    pub target: bool,
    /// Whose offers keep it up when it is a target.
    pub scope: Scope,
    pub weight: Option<f64>,
    pub complete: Option<bool>,
    pub inputs_complete: Option<bool>,
    pub tech_level: Option<TechLevel>,
    pub import_dependence: Option<PercentRange>,
    /// Units per week.
    pub demand: Option<f64>,
    /// Units.
    pub stock: Option<f64>,
    pub stock_days: Option<f64>,
    pub visibility: Visibility,
    pub note: String,
    pub citation: Option<CitationIx>,
    pub confidence: Option<Confidence>,
}

/// One input of one product.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the columns are defined in docs/data-format.md")]
pub struct Requirement {
    pub at: RowAt,
    pub product: ComponentIx,
    pub input: ComponentIx,
    pub group: GroupIx,
    pub role: Role,
    pub quantity: Option<f64>,
    pub loss: Option<PercentRange>,
    pub note: String,
    pub citation: Option<CitationIx>,
    pub confidence: Option<Confidence>,
}

/// What a group of inputs means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum InputKind {
    /// Essential: the product stops unless `need` of them are there.
    Essential,
    /// Its loss lowers the quantity only.
    NonEssential,
    /// The inputs are kinds of the product; `need` of them must be there.
    Variants,
    /// The inputs are kinds of the product, for drawing only.
    Taxonomy,
}

/// Inputs of one product of which `need` must be present.
#[derive(Debug, Clone)]
pub struct InputGroup {
    /// The product.
    pub product: ComponentIx,
    /// Name of the group; blank for an input that stands alone.
    pub name: String,
    /// What it means.
    pub kind: InputKind,
    /// How many must be present, `1..=members.len()`; 0 for a taxonomy.
    pub need: u32,
    /// Its rows, by input.
    pub members: Vec<RequirementIx>,
}

/// A supplier (企业). The columns of [`SupplierDetails`] are read as fields of it.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the columns are defined in docs/data-format.md")]
pub struct Supplier {
    pub at: RowAt,
    pub id: String,
    pub name: String,
    /// Where it is; `None` when only a placeholder was given.
    pub region: Option<RegionIx>,
    pub parent: Option<SupplierIx>,
    /// Ultimate owner; itself when it has none.
    pub root: SupplierIx,
    /// Where it is controlled from: its own or its nearest owner's `control`, else the ultimate owner's
    /// region.
    pub control: Option<RegionIx>,
    pub visibility: Visibility,
    pub citation: Option<CitationIx>,
    pub(crate) details: Rare<SupplierDetails>,
}

impl Deref for Supplier {
    type Target = SupplierDetails;

    fn deref(&self) -> &SupplierDetails {
        &self.details
    }
}

/// Who stands behind a supply row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Provider {
    /// A named supplier.
    Supplier(SupplierIx),
    /// A region's total, named suppliers there included.
    Region(RegionIx),
    /// “Others”: no place, no source.
    Placeholder,
}

/// A row of `supplies`. The columns of [`SupplyDetails`] are read as fields of it.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the columns are defined in docs/data-format.md")]
pub struct Supply {
    pub at: RowAt,
    pub provider: Provider,
    pub component: ComponentIx,
    pub status: SupplyStatus,
    /// `None` is the world market.
    pub market: Option<RegionIx>,
    pub year: Option<i16>,
    pub visibility: Visibility,
    pub citation: Option<CitationIx>,
    pub confidence: Option<Confidence>,
    /// Whether this is the newest row of its key not after the dataset's date; others are history.
    pub current: bool,
    pub(crate) details: Rare<SupplyDetails>,
}

impl Deref for Supply {
    type Target = SupplyDetails;

    fn deref(&self) -> &SupplyDetails {
        &self.details
    }
}

/// A buyer that takes an input only from the sellers listed. The columns of [`PurchaseDetails`] are read as fields
/// of it.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the columns are defined in docs/data-format.md")]
pub struct Purchase {
    pub at: RowAt,
    pub buyer: SupplierIx,
    pub component: ComponentIx,
    pub seller: SupplierIx,
    pub citation: Option<CitationIx>,
    pub(crate) details: Rare<PurchaseDetails>,
}

impl Deref for Purchase {
    type Target = PurchaseDetails;

    fn deref(&self) -> &PurchaseDetails {
        &self.details
    }
}

/// A failure probability.
#[derive(Debug, Clone)]
pub struct Probability {
    /// What fails.
    pub element: Element,
    /// Per year, 0..=1.
    pub probability: f64,
    /// Its source.
    pub citation: Option<CitationIx>,
}

/// A published figure about a component.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the columns are defined in docs/data-format.md")]
pub struct Fact {
    pub at: RowAt,
    pub component: ComponentIx,
    pub metric: String,
    pub value: String,
    pub unit: String,
    pub scope: String,
    pub year: Option<i16>,
    pub citation: Option<CitationIx>,
    pub confidence: Option<Confidence>,
}

/// A reviewer's word on a finding.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the columns are defined in docs/data-format.md")]
pub struct Review {
    pub at: RowAt,
    /// The key as written.
    pub finding: String,
    /// What it names; `None` when nothing in the dataset is called so.
    pub key: Option<FindingKey>,
    pub verdict: Verdict,
    pub reason: String,
    pub by: String,
    pub date: String,
}

impl Supply {
    /// Middle of the share, if one is given.
    pub fn share_midpoint(&self) -> Option<Percent> {
        self.share.as_ref().map(PercentRange::midpoint)
    }
}

impl Need {
    /// As a number, for a group of `members`.
    pub fn count(self, members: usize) -> u32 {
        match self {
            Self::All => members as u32,
            Self::AtLeast(count) => count,
        }
    }
}
