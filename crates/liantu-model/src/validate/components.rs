//! Chains, components, and the rows that speak about them.

use super::Lookup;
use super::collector::Collector;
use super::supplies::check_share;
use crate::entities::{Chain, Component, Fact, HsCode, Probability, Review};
use crate::names::{Match, Names};
use crate::{
    ChainIx, ChainRow, Code, ComponentIx, ComponentRow, Element, ElementKind, FactRow, HsFit, Index,
    ProbabilityRow, ReviewRow, RowAt, Scope, Visibility,
};

pub(super) fn components(
    chain_rows: Vec<ChainRow>,
    rows: Vec<ComponentRow>,
    default_scope: Option<Scope>,
    collector: &mut Collector,
) -> (Vec<Chain>, Vec<Component>, Names<ComponentIx>) {
    if rows.is_empty() {
        collector.report(Code::EmptyDataset, RowAt::default(), "", "");
    }
    let (chains, chain_names) = chains(chain_rows, collector);
    let mut components: Vec<Component> = Vec::with_capacity(rows.len());
    let mut names = Names::new();
    for row in rows {
        collector.is_missing(&row.name, row.at, "name");
        if collector.is_missing(&row.id, row.at, "id") {
            continue;
        }
        let index = ComponentIx::new(components.len());
        if let Some(earlier) = names.add_id(&row.id, index) {
            let row_number = components[earlier.position()].at.row;
            collector.report(Code::DuplicateId, row.at, "id", &row.id).add("earlier", row_number.to_string());
            continue;
        }
        names.add_name(&row.name, index);
        names.add_name(&row.name_en, index);
        let chain = chain_of(&row, &chains, &chain_names, collector);
        components.push(component(row, chain, default_scope.unwrap_or(Scope::World), collector));
    }
    (chains, components, names)
}

fn chains(rows: Vec<ChainRow>, collector: &mut Collector) -> (Vec<Chain>, Names<ChainIx>) {
    let mut chains = Vec::new();
    let mut names = Names::new();
    let mut lines: Vec<u32> = Vec::new();
    for row in rows {
        if collector.is_missing(&row.id, row.at, "id") {
            continue;
        }
        let index = ChainIx::new(chains.len());
        if let Some(earlier) = names.add_id(&row.id, index) {
            let earlier = lines[earlier.position()].to_string();
            collector.report(Code::DuplicateId, row.at, "id", &row.id).add("earlier", earlier);
            continue;
        }
        lines.push(row.at.row);
        names.add_name(&row.name, index);
        let name = if row.name.is_empty() { row.id.clone() } else { row.name };
        chains.push(Chain {
            id: row.id,
            name,
            tier: row.tier,
            cluster: row.cluster,
            plan_year: row.plan_year,
        });
    }
    (chains, names)
}

/// Without a table of chains the column is free text and names none.
fn chain_of(
    row: &ComponentRow,
    chains: &[Chain],
    names: &Names<ChainIx>,
    collector: &mut Collector,
) -> Option<ChainIx> {
    if row.chain.is_empty() || chains.is_empty() {
        return None;
    }
    if let Match::One(index) = names.find(&row.chain) {
        return Some(index);
    }
    collector.report_unknown(Code::UnknownChain, row.at, "chain", &row.chain, names);
    None
}

fn component(
    row: ComponentRow,
    chain: Option<ChainIx>,
    default_scope: Scope,
    collector: &mut Collector,
) -> Component {
    not_negative(row.weight, row.at, "weight", collector);
    not_negative(row.demand, row.at, "demand", collector);
    not_negative(row.stock, row.at, "stock", collector);
    not_negative(row.stock_days, row.at, "stock_days", collector);
    check_share(row.import_dependence.as_ref(), row.at, "import_dependence", collector);
    let citation = collector.cite(&row.source, row.at);
    let has_no_hs = row.hs.is_empty() && row.hs_fit.first() == Some(&HsFit::None);
    let hs = customs_codes(row.at, row.hs, &row.hs_fit, collector);
    Component {
        at: row.at,
        id: row.id,
        name: row.name,
        name_en: row.name_en,
        chain,
        stage: row.stage,
        kind: row.kind,
        foundation: row.foundation,
        hs,
        has_no_hs,
        target: row.target,
        scope: row.scope.unwrap_or(default_scope),
        weight: row.weight,
        complete: row.complete,
        inputs_complete: row.inputs_complete,
        tech_level: row.tech_level,
        import_dependence: row.import_dependence,
        demand: row.demand,
        stock: row.stock,
        stock_days: row.stock_days,
        visibility: row.visibility.unwrap_or(Visibility::Public),
        note: row.note,
        citation,
        confidence: row.confidence,
    }
}

/// Headings with their fits: one for all of them, or one each. A single `none` goes with no heading only.
fn customs_codes(at: RowAt, codes: Vec<String>, fits: &[HsFit], collector: &mut Collector) -> Vec<HsCode> {
    let agree = match fits {
        [] => true,
        [HsFit::None] => codes.is_empty(),
        [_] => !codes.is_empty(),
        _ => fits.len() == codes.len() && !fits.contains(&HsFit::None),
    };
    if !agree {
        let words: Vec<&str> = fits.iter().map(|fit| fit.key()).collect();
        let count = codes.len().to_string();
        collector.report(Code::HsFitMismatch, at, "hs_fit", words.join(";")).add("codes", count);
    }
    let fit = |position: usize| if fits.len() == 1 { Some(fits[0]) } else { fits.get(position).copied() };
    let coded = codes.into_iter().enumerate().map(|(position, code)| {
        if !is_customs_code(&code) {
            collector.report(Code::MalformedHs, at, "hs", code.clone());
        }
        HsCode { code, fit: fit(position) }
    });
    coded.collect()
}

/// Six digits, or the eight or ten of a national nomenclature; dots between them are usual.
fn is_customs_code(code: &str) -> bool {
    let digits = code.bytes().filter(u8::is_ascii_digit).count();
    matches!(digits, 6 | 8 | 10) && code.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

/// Reports a number below zero.
pub(super) fn not_negative(value: Option<f64>, at: RowAt, field: &'static str, collector: &mut Collector) {
    if let Some(value) = value.filter(|value| *value < 0.0) {
        collector.report(Code::NumberOutOfRange, at, field, value.to_string()).add("range", "≥ 0");
    }
}

/// The component `text` names, reporting what cannot be understood. Ids only: names may repeat.
pub(super) fn component_of(
    text: &str,
    at: RowAt,
    field: &'static str,
    names: &Names<ComponentIx>,
    collector: &mut Collector,
) -> Option<ComponentIx> {
    if collector.is_missing(text, at, field) {
        return None;
    }
    let found = names.by_id(text);
    if found.is_none() {
        collector.report_unknown(Code::UnknownComponent, at, field, text, names);
    }
    found
}

pub(super) fn facts(
    rows: Vec<FactRow>,
    names: &Names<ComponentIx>,
    as_of_year: i16,
    collector: &mut Collector,
) -> Vec<Fact> {
    let mut facts = Vec::new();
    for row in rows {
        let Some(component) = component_of(&row.component, row.at, "component", names, collector) else {
            continue;
        };
        if let Some(year) = row.year.filter(|year| *year > as_of_year) {
            collector.report(Code::DateAfterAsOf, row.at, "year", year.to_string());
        }
        let citation = collector.cite(&row.source, row.at);
        facts.push(Fact {
            at: row.at,
            component,
            metric: row.metric,
            value: row.value,
            unit: row.unit,
            scope: row.scope,
            year: row.year,
            citation,
            confidence: row.confidence,
        });
    }
    facts
}

pub(super) fn reviews(rows: Vec<ReviewRow>, collector: &mut Collector) -> Vec<Review> {
    let mut reviews = Vec::new();
    for row in rows {
        if collector.is_missing(&row.finding, row.at, "finding") {
            continue;
        }
        let Some(verdict) = row.verdict else {
            collector.report(Code::MissingValue, row.at, "verdict", "");
            continue;
        };
        reviews.push(Review {
            at: row.at,
            finding: row.finding,
            key: None,
            verdict,
            reason: row.reason,
            by: row.by,
            date: row.date,
        });
    }
    reviews
}

pub(super) fn probabilities(
    rows: Vec<ProbabilityRow>,
    lookup: &Lookup<'_>,
    collector: &mut Collector,
) -> Vec<Probability> {
    let mut probabilities: Vec<Probability> = Vec::new();
    let mut seen = rustc_hash::FxHashMap::default();
    for row in rows {
        let (Some(kind), Some(probability)) = (row.kind, row.probability) else {
            let field = if row.kind.is_none() { "kind" } else { "probability" };
            collector.report(Code::MissingValue, row.at, field, "");
            continue;
        };
        if !(0.0..=1.0).contains(&probability) {
            collector
                .report(Code::NumberOutOfRange, row.at, "probability", probability.to_string())
                .add("range", "0..1");
            continue;
        }
        let Some(element) = element_of(kind, &row, lookup, collector) else { continue };
        if let Some(earlier) = seen.insert(element, row.at.row) {
            collector.report(Code::DuplicateId, row.at, "id", &row.id).add("earlier", earlier.to_string());
            continue;
        }
        let citation = collector.cite(&row.source, row.at);
        probabilities.push(Probability { element, probability, citation });
    }
    super::order::probabilities(&mut probabilities);
    probabilities
}

fn element_of(
    kind: ElementKind,
    row: &ProbabilityRow,
    lookup: &Lookup<'_>,
    collector: &mut Collector,
) -> Option<Element> {
    match kind {
        ElementKind::Supplier => {
            super::suppliers::supplier_of(&row.id, row.at, "id", lookup.suppliers, collector)
                .map(Element::Supplier)
        }
        ElementKind::Group => {
            super::suppliers::supplier_of(&row.id, row.at, "id", lookup.suppliers, collector)
                .map(Element::Group)
        }
        ElementKind::Region => match lookup.places.find(&row.id, row.at, "id", collector) {
            super::places::Place::At(region) => Some(Element::Region(region)),
            super::places::Place::Nowhere | super::places::Place::Unknown => None,
        },
        ElementKind::Component => {
            component_of(&row.id, row.at, "id", lookup.components, collector).map(Element::Component)
        }
        ElementKind::Coalition | ElementKind::Embargo => {
            collector
                .report(Code::UnknownWord, row.at, "kind", kind.key())
                .add("words", "supplier, group, region, component")
                .add("nearest", "");
            None
        }
    }
}
