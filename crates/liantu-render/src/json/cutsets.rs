//! `cutsets` as JSON.

use super::{ElementRow, element, horizon_key};
use crate::names::Naming;
use liantu_analysis::{CutSetAnalysis, ElementImportance, MaxOrder, MinimalCutSet, TargetCutSets};
use liantu_graph::{Control, Qualified, Reading};
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;

/// The document.
#[derive(Debug, Serialize)]
pub struct CutSetDocument<'a> {
    analysis: &'static str,
    dataset: &'a str,
    parameters: Parameters,
    findings: Findings<'a>,
    complete_to_order: Option<u32>,
    complete: bool,
    counts: BTreeMap<String, String>,
    probability: Option<f64>,
    importance: Vec<ImportanceRow<'a>>,
    targets: Vec<TargetRow<'a>>,
    already_down: Vec<String>,
    notes: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Parameters {
    levels: Vec<&'static str>,
    targets: Vec<String>,
    max_order: Option<u32>,
    reading: &'static str,
    horizon: &'static str,
    dominant: bool,
    count_qualified: bool,
    control: bool,
}

/// Sets can be many: they are written one by one.
#[derive(Debug)]
struct Findings<'a> {
    naming: Naming<'a>,
    result: &'a CutSetAnalysis,
}

impl Serialize for Findings<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let sets = self.result.targets.iter().flat_map(|target| &target.sets);
        serializer.collect_seq(sets.map(|set| finding(self.naming, set)))
    }
}

#[derive(Debug, Serialize)]
struct Finding<'a> {
    target: &'a str,
    elements: Vec<ElementRow<'a>>,
    order: usize,
    certainty: &'static str,
    own_site: bool,
}

#[derive(Debug, Serialize)]
struct TargetRow<'a> {
    id: String,
    name: String,
    already_down: bool,
    /// At least this far; `null` when all orders were asked for and every set is there.
    complete_to_order: Option<u32>,
    complete: bool,
    stopped_by: Option<String>,
    counts: BTreeMap<String, String>,
    unlisted: String,
    probability: Option<f64>,
    without_probability: usize,
    importance: Vec<ImportanceRow<'a>>,
}

#[derive(Debug, Clone, Serialize)]
struct ImportanceRow<'a> {
    element: ElementRow<'a>,
    structural: BTreeMap<String, String>,
    birnbaum: Option<f64>,
    criticality: Option<f64>,
    diagnostic: Option<f64>,
    raw: Option<f64>,
    rrw: Option<f64>,
}

/// The document; top-level figures are those of the only target, when there is one.
pub fn cut_sets<'a>(
    naming: Naming<'a>,
    result: &'a CutSetAnalysis,
    notes: Vec<String>,
) -> CutSetDocument<'a> {
    let rows: Vec<TargetRow<'a>> =
        result.targets.iter().map(|target| target_row(naming, result, target)).collect();
    let only = if let [only] = rows.as_slice() { Some(only) } else { None };
    CutSetDocument {
        analysis: "cutsets",
        dataset: &naming.model.dataset().id,
        parameters: parameters(naming, result),
        findings: Findings { naming, result },
        complete_to_order: rows.iter().filter_map(|row| row.complete_to_order).min(),
        complete: rows.iter().all(|row| row.complete),
        counts: only.map(|row| row.counts.clone()).unwrap_or_default(),
        probability: only.and_then(|row| row.probability),
        importance: only.map(|row| row.importance.clone()).unwrap_or_default(),
        already_down: rows.iter().filter(|row| row.already_down).map(|row| row.id.clone()).collect(),
        targets: rows,
        notes,
    }
}

fn parameters(naming: Naming<'_>, result: &CutSetAnalysis) -> Parameters {
    let options = &result.options;
    let targets = options.targets.iter().flatten();
    Parameters {
        levels: options.levels.iter().map(|level| level.key()).collect(),
        targets: targets.map(|&target| naming.model.component(target).id.clone()).collect(),
        max_order: match options.max_order {
            MaxOrder::UpTo(order) => Some(order),
            MaxOrder::All => None,
        },
        reading: match options.reading {
            Reading::Pessimistic => "pessimistic",
            Reading::Optimistic => "optimistic",
        },
        horizon: horizon_key(options.horizon),
        dominant: options.dominant,
        count_qualified: options.qualified == Qualified::Counted,
        control: options.control == Control::Falls,
    }
}

fn finding<'a>(naming: Naming<'a>, set: &MinimalCutSet) -> Finding<'a> {
    Finding {
        target: &naming.model.component(set.target).id,
        elements: set.elements.iter().map(|&one| element(naming, one)).collect(),
        order: set.elements.len(),
        certainty: set.certainty.key(),
        own_site: set.own_site,
    }
}

/// Numbers beyond 2^53 are no JSON numbers, so counts are written as text.
fn by_order(counts: &[u128]) -> BTreeMap<String, String> {
    let some = counts.iter().enumerate().filter(|(_, count)| **count > 0);
    some.map(|(order, count)| (order.to_string(), count.to_string())).collect()
}

fn target_row<'a>(naming: Naming<'a>, result: &CutSetAnalysis, target: &TargetCutSets) -> TargetRow<'a> {
    let asked = match result.options.max_order {
        MaxOrder::UpTo(order) => Some(order),
        MaxOrder::All => None,
    };
    let complete_to_order = target.complete_to_order().or(asked);
    TargetRow {
        id: naming.model.component(target.target).id.clone(),
        name: naming.component(target.target).to_owned(),
        already_down: target.already_down,
        complete: target.complete_to_order().is_none(),
        complete_to_order,
        stopped_by: target.stopped_by.map(|stop| format!("{stop:?}").to_lowercase()),
        counts: target.counts.as_deref().map(by_order).unwrap_or_default(),
        unlisted: target.unlisted.to_string(),
        probability: target.probability,
        without_probability: target.without_probability,
        importance: target.importance.iter().map(|one| importance(naming, one)).collect(),
    }
}

fn importance<'a>(naming: Naming<'a>, row: &ElementImportance) -> ImportanceRow<'a> {
    let measures = row.measures;
    ImportanceRow {
        element: element(naming, row.element),
        structural: by_order(&row.structural),
        birnbaum: measures.map(|one| one.birnbaum),
        criticality: measures.and_then(|one| one.criticality),
        diagnostic: measures.and_then(|one| one.diagnostic),
        raw: measures.and_then(|one| one.risk_achievement_worth),
        rrw: measures.and_then(|one| one.risk_reduction_worth),
    }
}
