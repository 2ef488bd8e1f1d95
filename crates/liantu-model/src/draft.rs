//! A dataset as read: cells parsed, references still names.

use crate::{
    ChainTier, ComponentKind, Confidence, Diagnostic, ElementKind, HsFit, Model, Need, PercentRange,
    RegionLevel, Role, Scope, SourceKind, Stage, SupplyStatus, TechLevel, Verdict, Visibility,
};

/// Where a row was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct RowAt {
    /// Position in [`Draft::files`].
    pub file: u16,
    /// Line in the file, from 1.
    pub row: u32,
}

/// `dataset.toml`.
#[derive(Debug, Clone, Default)]
pub struct SettingsRow {
    /// Where it was read.
    pub at: RowAt,
    /// Key of the dataset.
    pub id: String,
    /// Title.
    pub title: String,
    /// English title.
    pub title_en: String,
    /// Date of the data, `YYYY-MM-DD`; year, month, day.
    pub as_of: Option<(i16, u8, u8)>,
    /// The region the analyst works for.
    pub home: String,
    /// The customs territory that counts as domestic; empty = the country of `home`.
    pub domestic: Vec<String>,
    /// Whether supplier lists are exhaustive unless a component says otherwise.
    pub lists_complete: bool,
    /// Whose offers keep a target up unless a component says otherwise.
    pub target_scope: Option<Scope>,
}

/// A source of the dataset.
#[derive(Debug, Clone, Default)]
pub struct SourceRow {
    /// Where it was read.
    pub at: RowAt,
    /// Key.
    pub id: String,
    /// What it is.
    pub kind: Option<SourceKind>,
    /// Title.
    pub title: String,
    /// Address.
    pub url: String,
    /// Day it was read.
    pub accessed: String,
}

/// Places that can act together.
#[derive(Debug, Clone, Default)]
pub struct CoalitionRow {
    /// Where it was read.
    pub at: RowAt,
    /// Key.
    pub id: String,
    /// Name; blank = the key.
    pub name: String,
    /// English name; blank = the name.
    pub name_en: String,
    /// Regions.
    pub members: Vec<String>,
    /// Legal basis and date.
    pub basis: String,
}

/// A region, built in or of the dataset.
#[derive(Debug, Clone, Default)]
pub struct RegionRow {
    /// Where it was read; `None` for the built-in gazetteer.
    pub at: Option<RowAt>,
    /// Key.
    pub id: String,
    /// Chinese (or only) name.
    pub name: String,
    /// English name.
    pub name_en: String,
    /// Other names and codes.
    pub aliases: Vec<String>,
    /// Level.
    pub level: Option<RegionLevel>,
    /// A province that is also a city (直辖市).
    pub municipality: bool,
    /// The region around it.
    pub parent: String,
    /// Degrees north.
    pub latitude: Option<f64>,
    /// Degrees east.
    pub longitude: Option<f64>,
}

/// A row of `chains`.
#[derive(Debug, Clone, Default)]
#[expect(missing_docs, reason = "the columns are defined in docs/data-format.md")]
pub struct ChainRow {
    pub at: RowAt,
    pub id: String,
    pub name: String,
    pub tier: Option<ChainTier>,
    pub cluster: String,
    pub plan_year: Option<i16>,
}

/// A row of `components`.
#[derive(Debug, Clone, Default)]
#[expect(missing_docs, reason = "the columns are defined in docs/data-format.md")]
pub struct ComponentRow {
    pub at: RowAt,
    pub id: String,
    pub name: String,
    pub name_en: String,
    pub chain: String,
    pub stage: Option<Stage>,
    pub kind: Option<ComponentKind>,
    pub foundation: String,
    pub hs: Vec<String>,
    pub hs_fit: Vec<HsFit>,
    pub target: bool,
    pub scope: Option<Scope>,
    pub weight: Option<f64>,
    pub complete: Option<bool>,
    pub inputs_complete: Option<bool>,
    pub tech_level: Option<TechLevel>,
    pub import_dependence: Option<PercentRange>,
    pub demand: Option<f64>,
    pub stock: Option<f64>,
    pub stock_days: Option<f64>,
    pub visibility: Option<Visibility>,
    pub note: String,
    pub source: String,
    pub confidence: Option<Confidence>,
}

/// A row of `requires`.
#[derive(Debug, Clone, Default)]
#[expect(missing_docs, reason = "the columns are defined in docs/data-format.md")]
pub struct RequirementRow {
    pub at: RowAt,
    pub product: String,
    pub input: String,
    pub group: String,
    pub need: Option<Need>,
    pub essential: Option<bool>,
    pub role: Option<Role>,
    pub quantity: Option<f64>,
    pub loss: Option<PercentRange>,
    pub note: String,
    pub source: String,
    pub confidence: Option<Confidence>,
}

/// A row of `suppliers`.
#[derive(Debug, Clone, Default)]
#[expect(missing_docs, reason = "the columns are defined in docs/data-format.md")]
pub struct SupplierRow {
    pub at: RowAt,
    pub id: String,
    pub name: String,
    pub name_en: String,
    pub aliases: Vec<String>,
    pub region: String,
    pub parent: String,
    pub control: String,
    pub labels: Vec<String>,
    pub uscc: String,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub recovery_weeks: Option<f64>,
    pub onboarding_cost: Option<f64>,
    pub visibility: Option<Visibility>,
    pub note: String,
    pub source: String,
}

/// A row of `supplies`.
#[derive(Debug, Clone, Default)]
#[expect(missing_docs, reason = "the columns are defined in docs/data-format.md")]
pub struct SupplyRow {
    pub at: RowAt,
    pub supplier: String,
    pub region: String,
    pub component: String,
    pub status: Option<SupplyStatus>,
    pub share: Option<PercentRange>,
    pub market: String,
    pub capacity: Option<f64>,
    pub takeover: Option<PercentRange>,
    pub unit: String,
    pub year: Option<i16>,
    pub switch_weeks: Option<f64>,
    pub cost: Option<f64>,
    pub visibility: Option<Visibility>,
    pub source: String,
    pub confidence: Option<Confidence>,
}

/// A row of `purchases`.
#[derive(Debug, Clone, Default)]
#[expect(missing_docs, reason = "the columns are defined in docs/data-format.md")]
pub struct PurchaseRow {
    pub at: RowAt,
    pub buyer: String,
    pub component: String,
    pub seller: String,
    pub share: Option<PercentRange>,
    pub value: Option<f64>,
    pub source: String,
}

/// A row of `probabilities`.
#[derive(Debug, Clone, Default)]
#[expect(missing_docs, reason = "the columns are defined in docs/data-format.md")]
pub struct ProbabilityRow {
    pub at: RowAt,
    pub kind: Option<ElementKind>,
    pub id: String,
    pub probability: Option<f64>,
    pub source: String,
}

/// A row of `facts`.
#[derive(Debug, Clone, Default)]
#[expect(missing_docs, reason = "the columns are defined in docs/data-format.md")]
pub struct FactRow {
    pub at: RowAt,
    pub component: String,
    pub metric: String,
    pub value: String,
    pub unit: String,
    pub scope: String,
    pub year: Option<i16>,
    pub source: String,
    pub confidence: Option<Confidence>,
}

/// A row of `reviews`.
#[derive(Debug, Clone, Default)]
#[expect(missing_docs, reason = "the columns are defined in docs/data-format.md")]
pub struct ReviewRow {
    pub at: RowAt,
    pub finding: String,
    pub verdict: Option<Verdict>,
    pub reason: String,
    pub by: String,
    pub date: String,
}

/// Everything that was read.
#[derive(Debug, Clone, Default)]
#[expect(missing_docs, reason = "one field per table")]
pub struct Draft {
    pub files: Vec<String>,
    pub settings: SettingsRow,
    pub sources: Vec<SourceRow>,
    pub coalitions: Vec<CoalitionRow>,
    pub regions: Vec<RegionRow>,
    pub chains: Vec<ChainRow>,
    pub components: Vec<ComponentRow>,
    pub requires: Vec<RequirementRow>,
    pub suppliers: Vec<SupplierRow>,
    pub supplies: Vec<SupplyRow>,
    pub purchases: Vec<PurchaseRow>,
    pub probabilities: Vec<ProbabilityRow>,
    pub facts: Vec<FactRow>,
    pub reviews: Vec<ReviewRow>,
}

/// The outcome of [`Draft::validate`].
#[derive(Debug)]
pub struct Validation {
    /// The model; `None` when there is an error among the diagnostics.
    pub model: Option<Model>,
    /// All problems, sorted by place.
    pub diagnostics: Vec<Diagnostic>,
}

impl Draft {
    /// Checks everything in one pass. O(rows), apart from the search for the nearest name of unknown ones.
    pub fn validate(self) -> Validation {
        self.validate_with(std::iter::empty())
    }

    /// As [`Draft::validate`], with purchases after the draft's own: a national network has ten million of them, of
    /// which none need be held.
    pub fn validate_with(self, purchases: impl IntoIterator<Item = PurchaseRow>) -> Validation {
        crate::validate::validate(self, purchases.into_iter())
    }
}
