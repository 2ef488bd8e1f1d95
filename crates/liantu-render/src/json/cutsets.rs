//! `cutsets` as JSON.

use super::sensitivity::{FaultJson, RobustnessJson, robustness};
use super::{ElementRow, ReviewJson, element, horizon_key, reviews};
use crate::names::Naming;
use crate::tables::{BesideSets, cut_set_key};
use liantu_analysis::{
    CutSetAnalysis, ElementImportance, Listing, MaxOrder, MinimalCutSet, SetRobustness, TargetCutSets,
};
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
    /// Of sets that are not there.
    reviews: Vec<ReviewJson>,
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
    beside: BesideSets<'a>,
}

impl Serialize for Findings<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let is_path = matches!(self.result.options.listing, Listing::Paths(_));
        let sets = self.result.targets.iter().enumerate().flat_map(|(at, target)| {
            let sure = self.beside.robustness.and_then(|all| all.get(at));
            let of = move |position: usize| sure.and_then(|all| all.get(position));
            target.sets.iter().enumerate().map(move |(position, set)| (set, of(position)))
        });
        serializer.collect_seq(sets.map(|(set, sure)| finding(self.naming, self.beside, set, sure, is_path)))
    }
}

#[derive(Debug, Serialize)]
struct Finding<'a> {
    target: &'a str,
    elements: Vec<ElementRow<'a>>,
    order: usize,
    certainty: &'static str,
    own_site: bool,
    /// Null of path sets, and of the empty set.
    key: Option<String>,
    /// Null unless asked for.
    robustness: Option<SetRobustnessJson<'a>>,
    reviews: Vec<ReviewJson>,
}

/// How many errors overturn a cut set, and which.
#[derive(Debug, Serialize)]
struct SetRobustnessJson<'a> {
    r: Option<u32>,
    bound: &'static str,
    tried: Option<u32>,
    sets: Vec<Vec<FaultJson>>,
    /// For each of `sets` the elements that are enough then; null where the target is there although all have failed.
    enough: Vec<Option<Vec<ElementRow<'a>>>>,
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
    beside: BesideSets<'a>,
    notes: Vec<String>,
) -> CutSetDocument<'a> {
    let rows: Vec<TargetRow<'a>> =
        result.targets.iter().map(|target| target_row(naming, result, target)).collect();
    let only = if let [only] = rows.as_slice() { Some(only) } else { None };
    CutSetDocument {
        analysis: "cutsets",
        dataset: &naming.model.dataset().id,
        parameters: parameters(naming, result),
        findings: Findings { naming, result, beside },
        complete_to_order: rows.iter().filter_map(|row| row.complete_to_order).min(),
        complete: rows.iter().all(|row| row.complete),
        counts: only.map(|row| row.counts.clone()).unwrap_or_default(),
        probability: only.and_then(|row| row.probability),
        importance: only.map(|row| row.importance.clone()).unwrap_or_default(),
        already_down: rows.iter().filter(|row| row.already_down).map(|row| row.id.clone()).collect(),
        targets: rows,
        notes,
        reviews: reviews::unattached(naming, beside.reviews),
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

fn finding<'a>(
    naming: Naming<'a>,
    beside: BesideSets<'_>,
    set: &MinimalCutSet,
    sure: Option<&SetRobustness>,
    is_path: bool,
) -> Finding<'a> {
    let key = Some(cut_set_key(naming, set)).filter(|key| !key.is_empty() && !is_path);
    let named = key.as_deref().and_then(|key| naming.model.find_finding(key).ok());
    Finding {
        reviews: named.map_or_else(Vec::new, |key| reviews::of(naming, beside.reviews, &key)),
        robustness: sure.map(|sure| set_robustness(naming, sure)),
        key,
        target: &naming.model.component(set.target).id,
        elements: set.elements.iter().map(|&one| element(naming, one)).collect(),
        order: set.elements.len(),
        certainty: set.certainty.key(),
        own_site: set.own_site,
    }
}

fn set_robustness<'a>(naming: Naming<'a>, sure: &SetRobustness) -> SetRobustnessJson<'a> {
    let RobustnessJson { r, bound, tried, sets } = robustness(naming, &sure.robustness);
    let part = |part: &Vec<_>| part.iter().map(|&one| element(naming, one)).collect();
    SetRobustnessJson {
        r,
        bound,
        tried,
        sets,
        enough: sure.enough.iter().map(|one| one.as_ref().map(part)).collect(),
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
