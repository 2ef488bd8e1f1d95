//! Phrases that several tables share.

use crate::catalogue::Catalogue;
use crate::names::Naming;
use crate::results::Results;
use crate::table::{Cell, Tone, percent_interval, short_number};
use liantu_analysis::{
    Chokepoint, Grade, Interval, LocalisationBasis, LocalisationRate, PlaceSource, SinglePoint,
};
use liantu_graph::{Horizon, OfferSource};
use liantu_model::{ComponentIx, Model, Percent, SupplierIx, SupplyIx, SupplyStatus};

/// More names than this are cut and counted.
const NAMES_SHOWN: usize = 5;

/// How sure the losses of a finding are: one word when all are equally sure, else how many are the surest.
pub(crate) fn certainties(naming: Naming<'_>, finding: &SinglePoint) -> String {
    let surest = finding.certainty();
    let some = finding.targets.iter().filter(|lost| lost.certainty == surest).count();
    let word = naming.certainty(surest);
    if some == finding.targets.len() {
        return word;
    }
    let (some, all) = (some.to_string(), finding.targets.len().to_string());
    naming.words.format("t8-some-certain", &[("word", &word), ("some", &some), ("all", &all)])
}

/// How soon the losses of a finding are felt: one word when all are felt as soon, else how many stop and how many are held
/// back. Only the former may be called a stop.
pub(crate) fn horizons(naming: Naming<'_>, finding: &SinglePoint) -> String {
    let of = |horizon: Horizon| finding.targets.iter().filter(|lost| lost.horizon == horizon).count();
    let [short, long] = [Horizon::Short, Horizon::Long].map(of);
    if short == 0 || long == 0 {
        return naming.horizon(finding.horizon());
    }
    let counted = [(Horizon::Short, short), (Horizon::Long, long)].map(|(horizon, count)| {
        let (word, count) = (naming.horizon(horizon), count.to_string());
        naming.words.format("horizon-count", &[("word", &word), ("count", &count)])
    });
    naming.list(&counted)
}

/// A grade as symbol and word.
pub(crate) fn grade_word(naming: Naming<'_>, grade: Grade) -> String {
    naming.words.text(&format!("grade-{}", grade.key()))
}

/// A grade as a cell; grave ones sort first.
pub(crate) fn grade_cell(naming: Naming<'_>, grade: Grade) -> Cell {
    grade_cell_in(naming.words, grade)
}

/// The same without a model.
pub(crate) fn grade_cell_in(words: &Catalogue, grade: Grade) -> Cell {
    let (tone, rank) = match grade {
        Grade::Red => (Tone::Red, 0.0),
        Grade::Orange => (Tone::Orange, 1.0),
        Grade::Yellow => (Tone::Yellow, 2.0),
        Grade::Green => (Tone::Green, 3.0),
        Grade::Unknown => (Tone::Unknown, 4.0),
    };
    Cell { number: Some(rank), ..Cell::text(words.text(&format!("grade-{}", grade.key()))) }.toned(Some(tone))
}

/// Both ends of a grade: one when they agree.
pub(crate) fn grades_cell(naming: Naming<'_>, point: &Chokepoint) -> Cell {
    let mut cell = grade_cell(naming, point.pessimistic.grade);
    if point.pessimistic.rule.is_unquantified() {
        cell.text = naming.words.format("grade-unquantified", &[("grade", &cell.text)]);
    }
    if point.pessimistic.grade != point.optimistic.grade {
        let other = grade_word(naming, point.optimistic.grade);
        cell.text = naming.words.format("grade-range", &[("grade", &cell.text), ("optimistic", &other)]);
    }
    cell
}

/// The first few names of things, and how many there are.
pub(crate) fn some_names(naming: Naming<'_>, names: &[&str]) -> String {
    some(naming, names, "and-so-many")
}

/// The first few names of firms, and how many there are.
pub(crate) fn some_firms(naming: Naming<'_>, names: &[&str]) -> String {
    some(naming, names, "and-so-many-firms")
}

fn some(naming: Naming<'_>, names: &[&str], key: &str) -> String {
    let shown = naming.list(names.iter().take(NAMES_SHOWN));
    if names.len() > NAMES_SHOWN {
        let count = names.len().to_string();
        return naming.words.format(key, &[("names", &shown), ("count", &count)]);
    }
    shown
}

/// Names of suppliers with their places, the first few.
pub(crate) fn suppliers_with_places(naming: Naming<'_>, suppliers: &[SupplierIx]) -> String {
    let texts: Vec<String> = suppliers.iter().map(|&one| supplier_with_place(naming, one)).collect();
    some_firms(naming, &texts.iter().map(String::as_str).collect::<Vec<_>>())
}

/// `名称(所在地)`.
pub(crate) fn supplier_with_place(naming: Naming<'_>, supplier: SupplierIx) -> String {
    let place = naming.place_of(supplier);
    if place.is_empty() {
        return naming.supplier(supplier).to_owned();
    }
    naming.words.format("with-place", &[("name", naming.supplier(supplier)), ("place", &place)])
}

/// Who a source is, with its place.
pub(crate) fn source_with_place(naming: Naming<'_>, source: OfferSource) -> String {
    match source {
        OfferSource::Named(supplier) => supplier_with_place(naming, supplier),
        OfferSource::Unnamed(region) => {
            naming.words.format("unnamed-source", &[("place", naming.region(region))])
        }
        OfferSource::Unknown => naming.words.text("unlisted-source"),
    }
}

/// A place and its share, if known: `日本 67%`.
pub(crate) fn place_with_share(naming: Naming<'_>, source: &PlaceSource) -> String {
    let name = naming.region(source.region);
    match source.share.and_then(points_text) {
        Some(share) => format!("{name} {share}"),
        None => name.to_owned(),
    }
}

/// An interval of percentage points.
pub(crate) fn points_text(range: Interval<f64>) -> Option<String> {
    Some(percent_interval(Percent::from_points(range.low)?, Percent::from_points(range.high)?))
}

/// A published localisation rate with what it counts and its year.
pub(crate) fn localisation_text(naming: Naming<'_>, rate: &LocalisationRate) -> String {
    let basis = match rate.basis {
        LocalisationBasis::Unstated => "localisation-unstated",
        LocalisationBasis::Plants => "localisation-plants",
        LocalisationBasis::Firms => "localisation-firms",
    };
    let mut remarks = vec![naming.words.text(basis)];
    if rate.breadth == liantu_analysis::Breadth::Wider {
        remarks.push(naming.words.text("localisation-wider"));
    }
    remarks.extend(rate.year.map(|year| year.to_string()));
    let value = percent_interval(rate.rate.low, rate.rate.high);
    naming.words.format("with-remarks", &[("value", &value), ("remarks", &naming.list(remarks))])
}

/// An index in 0..=1 as a cell.
pub(crate) fn index_cell(range: Option<Interval<f64>>) -> Cell {
    range.map_or_else(Cell::missing, |range| Cell::interval(range.low, range.high, 2))
}

/// Weeks as text.
pub(crate) fn weeks(naming: Naming<'_>, weeks: f64) -> String {
    naming.words.format("weeks", &[("count", &short_number(weeks))])
}

/// The kind of a component, in words.
pub(crate) fn kind_word(naming: Naming<'_>, component: ComponentIx) -> String {
    let kind = naming.model.component(component).kind;
    kind.map_or_else(String::new, |kind| naming.words.text(&format!("kind-{}", kind.key())))
}

/// The stage of a component, in words.
pub(crate) fn stage_word(naming: Naming<'_>, component: ComponentIx) -> String {
    let stage = naming.model.component(component).stage;
    stage.map_or_else(String::new, |stage| naming.words.text(&format!("stage-{}", stage.key())))
}

/// What can stand in for a component, by the groups it is an alternative in: `甲、乙(二者择一)`.
pub(crate) fn alternatives(results: &Results<'_>, component: ComponentIx) -> Vec<String> {
    let (naming, model) = (results.naming, results.naming.model);
    let mut texts: Vec<String> = Vec::new();
    for &at in results.alternative_in(component) {
        let group = model.group(at);
        let others: Vec<String> = group
            .members
            .iter()
            .map(|&member| model.requirement(member).input)
            .filter(|&other| other != component)
            .map(|other| graded_name(results, other))
            .collect();
        let (need, of) = (group.need.to_string(), group.members.len().to_string());
        let names = some_names(naming, &others.iter().map(String::as_str).collect::<Vec<_>>());
        let text = naming.words.format("alternative-to", &[("names", &names), ("need", &need), ("of", &of)]);
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    texts
}

/// A component with the word and symbol of its grade: `甲○ 绿`.
fn graded_name(results: &Results<'_>, component: ComponentIx) -> String {
    let grade = grade_word(results.naming, results.grade(component));
    format!("{}{grade}", results.naming.component(component))
}

/// Rows of a status among some rows whose supplier is in the domestic territory.
pub(crate) fn domestic_suppliers(
    results: &Results<'_>,
    rows: &[SupplyIx],
    status: SupplyStatus,
) -> Vec<SupplierIx> {
    let model = results.naming.model;
    let mut suppliers: Vec<SupplierIx> = rows
        .iter()
        .filter(|&&row| model.supply(row).status == status)
        .filter_map(|&row| results.supplier_of(row))
        .filter(|&one| is_domestic(model, one))
        .collect();
    suppliers.sort_unstable();
    suppliers.dedup();
    suppliers
}

pub(crate) fn is_domestic(model: &Model, supplier: SupplierIx) -> bool {
    model.supplier(supplier).region.is_some_and(|region| model.is_domestic(region))
}

/// What to do about a component, from who is there already: a lead, not a decision.
pub(crate) fn suggestion(results: &Results<'_>, rows: &[SupplyIx]) -> String {
    let naming = results.naming;
    for (status, key) in [
        (SupplyStatus::Qualified, "suggest-qualified"),
        (SupplyStatus::Candidate, "suggest-candidate"),
        (SupplyStatus::Active, "suggest-active"),
    ] {
        let suppliers = domestic_suppliers(results, rows, status);
        if !suppliers.is_empty() {
            let names: Vec<&str> = suppliers.iter().map(|&one| naming.supplier(one)).collect();
            return naming.words.format(key, &[("names", &some_firms(naming, &names))]);
        }
    }
    naming.words.text("suggest-none")
}

/// Metrics that have a word.
const KNOWN_METRICS: [&str; 6] =
    ["localisation_rate", "import_dependence", "production", "capacity", "demand", "stock_days"];

/// What a published figure measures, in words; one without a word as it is written.
pub(crate) fn metric_word(naming: Naming<'_>, metric: &str) -> String {
    if KNOWN_METRICS.contains(&metric) {
        return naming.words.text(&format!("metric-{}", metric.replace('_', "-")));
    }
    naming.words.format("metric-other", &[("metric", metric)])
}

/// A figure with its unit, as written.
pub(crate) fn with_unit(value: &str, unit: &str) -> String {
    let gap = if unit.is_empty() || unit == "%" { "" } else { " " };
    format!("{value}{gap}{unit}")
}
