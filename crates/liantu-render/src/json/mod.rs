//! The JSON contract: versioned mirror types of the results. See `docs/json.md`.

mod ask;
mod autonomy;
mod backup;
mod chokepoints;
mod cutsets;
mod diff;
mod element_survival;
mod explain;
mod exposure;
mod frontier;
mod loss;
mod matching;
mod plan;
mod ranking;
mod regions;
mod reviews;
mod sensitivity;
mod shared_plan;
mod simulate;
mod spof;
mod survival;
mod systemic;
mod timeline;
mod trade;
mod trade_evidence;

pub use ask::ask;
pub use autonomy::autonomy;
pub use backup::backup;
pub use chokepoints::chokepoints;
pub use cutsets::cut_sets;
pub use diff::diff;
pub use element_survival::element_survival;
pub use explain::explain;
pub use frontier::frontier;
pub use matching::{core_library, matching};
pub use plan::plan;
pub use regions::regions;
pub use sensitivity::sensitivity;
pub use shared_plan::shared_plan;
pub use simulate::{simulate, status_key};
pub use spof::spof;
pub use survival::survival;
pub use systemic::systemic;
pub use timeline::timeline;
pub use trade::trade;

pub use reviews::ReviewJson;

use crate::names::{Naming, cite};
use liantu_analysis::{AlreadyDown, DownReason, EvidenceRow, Interval};
use liantu_model::{ComponentIx, Element, Model, Percent, SupplyIx};
use serde::Serialize;
use std::borrow::Cow;

/// The one object every analysis writes.
#[derive(Debug, Serialize)]
pub struct Document<P, F> {
    /// Key of the analysis.
    pub analysis: &'static str,
    /// Key of the dataset.
    pub dataset: String,
    /// What was asked.
    pub parameters: P,
    /// What was found.
    pub findings: Vec<F>,
    /// Targets down with nothing failed.
    pub already_down: Vec<DownRow>,
    /// What must be said with it.
    pub notes: Vec<String>,
    /// Reviews of findings that are not there, where findings have keys.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reviews: Option<Vec<ReviewJson>>,
}

/// A thing with its key and name.
#[derive(Debug, Serialize)]
pub struct Named {
    /// Key.
    pub id: String,
    /// Name in the language of the output.
    pub name: String,
}

/// An element.
#[derive(Debug, Clone, Serialize)]
pub struct ElementRow<'a> {
    /// `supplier`, `group`, `region`, `coalition`, `component`, `embargo`.
    pub kind: &'static str,
    /// For regions `city`, `province` or `country`; else the kind.
    pub level: &'static str,
    /// Key.
    pub id: &'a str,
    /// Name.
    pub name: Cow<'a, str>,
}

/// A target down with nothing failed.
#[derive(Debug, Serialize)]
pub struct DownRow {
    /// Key.
    pub id: String,
    /// Name.
    pub name: String,
    /// `confirmed` or `possible`.
    pub certainty: &'static str,
    /// `no-active-offer`, `no-offer-in-scope`, `too-few-inputs`.
    pub reason: &'static str,
    /// The component the reason is about.
    pub cause: Option<String>,
}

/// A row of the dataset.
#[derive(Debug, Serialize)]
pub struct EvidenceJson {
    /// Table.
    pub table: &'static str,
    /// File.
    pub file: String,
    /// Line, from 1.
    pub row: u32,
    /// Source cell.
    pub source: Option<String>,
    /// Year.
    pub year: Option<i16>,
    /// `high`, `medium`, `low`.
    pub confidence: Option<&'static str>,
}

pub(crate) fn element(naming: Naming<'_>, element: Element) -> ElementRow<'_> {
    ElementRow {
        kind: element.kind().key(),
        level: naming.level_of(element),
        id: naming.element_id(element),
        name: naming.element(element),
    }
}

pub(crate) fn named(naming: Naming<'_>, component: ComponentIx) -> Named {
    Named { id: naming.model.component(component).id.clone(), name: naming.component(component).to_owned() }
}

pub(crate) fn down(naming: Naming<'_>, rows: &[AlreadyDown]) -> Vec<DownRow> {
    rows.iter()
        .map(|row| {
            let Named { id, name } = named(naming, row.target);
            let cause = reason_component(row.reason).map(|cause| naming.model.component(cause).id.clone());
            DownRow { id, name, certainty: row.certainty.key(), reason: reason_key(row.reason), cause }
        })
        .collect()
}

/// The key of a horizon.
pub fn horizon_key(horizon: liantu_graph::Horizon) -> &'static str {
    match horizon {
        liantu_graph::Horizon::Short => "short",
        liantu_graph::Horizon::Long => "long",
    }
}

/// The key of a reason.
pub fn reason_key(reason: DownReason) -> &'static str {
    match reason {
        DownReason::NoActiveOffer(_) => "no-active-offer",
        DownReason::NoOfferInScope => "no-offer-in-scope",
        DownReason::TooFewInputs(_) => "too-few-inputs",
    }
}

/// The component a reason is about.
pub fn reason_component(reason: DownReason) -> Option<ComponentIx> {
    match reason {
        DownReason::NoActiveOffer(component) | DownReason::TooFewInputs(component) => Some(component),
        DownReason::NoOfferInScope => None,
    }
}

pub(crate) fn evidence(model: &Model, rows: &[EvidenceRow]) -> Vec<EvidenceJson> {
    rows.iter()
        .map(|&row| {
            let cited = cite(model, row);
            EvidenceJson {
                table: cited.table.key(),
                file: cited.file.to_owned(),
                row: cited.row,
                source: (!cited.source.is_empty()).then(|| cited.source.to_owned()),
                year: cited.year,
                confidence: cited.confidence.map(liantu_model::Confidence::key),
            }
        })
        .collect()
}

/// Supply rows as evidence.
pub(crate) fn supply_evidence(model: &Model, rows: &[SupplyIx]) -> Vec<EvidenceJson> {
    let rows: Vec<EvidenceRow> = rows.iter().map(|&row| EvidenceRow::Supply(row)).collect();
    evidence(model, &rows)
}

/// Both ends of an interval of percentages, 0..=100.
pub(crate) fn percents(range: Interval<Percent>) -> [f64; 2] {
    [range.low.points(), range.high.points()]
}

/// Writes a document, indented, with a line end.
///
/// # Errors
/// What the writer says.
pub fn write(document: &impl Serialize, out: &mut dyn std::io::Write) -> std::io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, document)?;
    out.write_all(b"\n")
}
