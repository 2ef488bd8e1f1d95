//! `explain` as JSON: one finding as its own analysis writes it, and the rows it rests on.

use super::sensitivity::{RobustnessJson, robustness};
use super::{Document, EvidenceJson, ReviewJson, down, evidence, reviews};
use crate::names::Naming;
use crate::results::Results;
use crate::tables::{ToldRow, named, told_rows};
use liantu_analysis::{EvidenceRow, Found, Sought};
use liantu_model::FindingKey;
use serde::Serialize;
use serde_json::{Value, to_value};

/// What was asked.
#[derive(Debug, Serialize)]
pub struct Parameters {
    key: String,
    name: String,
}

/// A finding with everything it rests on.
#[derive(Debug, Serialize)]
pub struct Explained {
    /// As `spof`, `chokepoints` or `backup` write it.
    finding: Value,
    rows: Vec<ToldJson>,
    /// Of the loss overturned most easily, of a single point; null where nobody looked.
    robustness: Option<RobustnessJson>,
    reviews: Vec<ReviewJson>,
}

/// A row of the dataset, and what stands behind it.
#[derive(Debug, Serialize)]
struct ToldJson {
    row: Option<EvidenceJson>,
    /// In words.
    says: String,
    /// Whether an error in it overturns the finding by itself.
    decides: bool,
    title: Option<String>,
    url: Option<String>,
    accessed: Option<String>,
}

/// The document; no finding where the key is that of none.
pub fn explain(
    results: &Results<'_>,
    found: Found<'_>,
    key: &FindingKey,
    notes: Vec<String>,
) -> Document<Parameters, Explained> {
    let naming = results.naming;
    let findings = match found.seek(results.graph, key) {
        Sought::Found(rows) => vec![explained(results, found, key, &rows)],
        Sought::Absent | Sought::NotAsked => Vec::new(),
    };
    Document {
        analysis: "explain",
        dataset: naming.model.dataset().id.clone(),
        parameters: Parameters { key: key.text(naming.model), name: named(naming, key) },
        findings,
        already_down: down(naming, &results.single_points.already_down),
        notes,
        reviews: Some(reviews::of(naming, results.reviews, key)),
    }
}

fn explained(results: &Results<'_>, found: Found<'_>, key: &FindingKey, rows: &[EvidenceRow]) -> Explained {
    let naming = results.naming;
    let sure = match *key {
        FindingKey::Point(element) => results.weakest_loss(element).map(|loss| &loss.robustness),
        FindingKey::Grade(one) => results.decisive.and_then(|all| all.grade(one)).map(|own| &own.robustness),
        FindingKey::Backup(_, one) => results.decisive.and_then(|all| all.backup(one)),
        FindingKey::Set(_) => results.set_robustness.map(|own| &own.robustness),
    };
    Explained {
        finding: finding(results, found, key),
        rows: told_rows(results, key, rows).into_iter().map(|told| row(naming, told)).collect(),
        robustness: sure.map(|own| robustness(naming, own)),
        reviews: reviews::of(naming, results.reviews, key),
    }
}

fn row(naming: Naming<'_>, told: ToldRow) -> ToldJson {
    let model = naming.model;
    let source = told.row.citation(model).and_then(|one| model.citation(one).source);
    let source = source.map(|one| model.source(one));
    let said = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    ToldJson {
        row: evidence(model, &[told.row]).pop(),
        says: told.says,
        decides: told.decides,
        title: source.and_then(|source| said(&source.title)),
        url: source.and_then(|source| said(&source.url)),
        accessed: source.and_then(|source| said(&source.accessed)),
    }
}

/// The finding as the document of its own analysis has it.
fn finding(results: &Results<'_>, found: Found<'_>, key: &FindingKey) -> Value {
    let value = match key {
        FindingKey::Point(_) => found.points.and_then(|points| {
            to_value(super::spof(results.naming, points, results.reviews, Vec::new())).ok()
        }),
        FindingKey::Grade(_) => to_value(super::chokepoints(results, None, Vec::new())).ok(),
        FindingKey::Backup(..) => to_value(super::backup(results, Vec::new())).ok(),
        FindingKey::Set(_) => found.sets.and_then(|sets| {
            let sure = results.set_robustness.map(|own| vec![vec![own.clone()]]);
            let beside = crate::tables::BesideSets { robustness: sure.as_deref(), reviews: results.reviews };
            to_value(super::cut_sets(results.naming, sets, beside, Vec::new())).ok()
        }),
    };
    let text = key.text(results.naming.model);
    let all = value.as_ref().and_then(|value| value["findings"].as_array());
    all.and_then(|all| all.iter().find(|one| one["key"] == *text)).cloned().unwrap_or(Value::Null)
}
