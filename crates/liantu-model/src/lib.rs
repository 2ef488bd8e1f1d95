//! Vocabulary of industrial chains and the validated, immutable [`Model`].
//!
//! A [`Draft`] holds what was read, row by row, with every reference still a name. [`Draft::validate`]
//! checks all of it in one pass and gives either a [`Model`] whose references are dense indices, or the
//! complete list of [`Diagnostic`]s. This crate does no input or output and knows no file format and no
//! message text: a diagnostic is a code with arguments, worded elsewhere.

mod diagnostic;
mod draft;
mod edition;
mod element;
mod entities;
mod finding_key;
mod hypothetical;
mod index;
mod level;
mod model;
mod names;
mod percent;
mod rare;
mod rough;
mod row_keys;
mod texts;
mod totals;
mod validate;
mod vocabulary;

pub use diagnostic::{Code, Diagnostic, Place, Severity, column_letters};
pub use draft::{
    ChainRow, CoalitionRow, ComponentRow, Draft, FactRow, ProbabilityRow, PurchaseRow, RegionRow,
    RequirementRow, ReviewRow, RowAt, SettingsRow, SourceRow, SupplierRow, SupplyRow, Validation,
};
pub use edition::{SharedIds, Withheld};
pub use element::Element;
pub use entities::{
    Chain, Citation, Coalition, Component, Dataset, Fact, HsCode, InputGroup, InputKind, Probability,
    Provider, Purchase, Region, Requirement, Review, Source, Supplier, Supply,
};
pub use finding_key::{FindingKey, SetKey};
pub use hypothetical::NewSource;
pub use index::{
    ChainIx, CitationIx, CoalitionIx, ComponentIx, FactIx, GroupIx, Index, RegionIx, RequirementIx, SourceIx,
    SupplierIx, SupplyIx,
};
pub use level::Level;
pub use model::Model;
pub use names::{is_placeholder, nearest};
pub use percent::{Percent, PercentRange};
pub use rare::{PurchaseDetails, SupplierDetails, SupplyDetails};
pub use totals::{Total, Totals};
pub use vocabulary::{
    ChainTier, ComponentKind, Confidence, ElementKind, HsFit, Need, RegionLevel, Role, Scope, SourceKind,
    Stage, SupplyStatus, Table, TechLevel, Verdict, Visibility,
};
