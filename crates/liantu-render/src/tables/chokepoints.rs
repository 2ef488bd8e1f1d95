//! T3 短板(“卡脖子”)清单, and the grades of all components.

use super::decisive::of_grade;
use super::reviews::tag;
use super::{Form, common_notes, headed, phrases, rules_note};
use crate::results::Results;
use crate::table::{Cell, Table};
use crate::trade::TradeEvidence;
use indexmap::IndexSet;
use liantu_analysis::{Chokepoint, FewestPlaces, Grade};
use liantu_model::{FindingKey, InputKind, SupplierIx};
use std::cmp::Reverse;

const COLUMNS: [&str; 21] = [
    "number",
    "component",
    "products",
    "grade",
    "rule",
    "foundation",
    "foreign",
    "import-hhi",
    "localisation",
    "domestic",
    "gap",
    "affected",
    "effect",
    "alternatives",
    "robustness",
    "suggestion",
    "sources",
    "office",
    "deadline",
    "review",
    "key",
];
pub(crate) const FORM: Form = Form::new("T3", &COLUMNS);

/// Components graded red, orange or yellow, the worst and most far-reaching first.
pub fn chokepoints(results: &Results<'_>) -> Table {
    let naming = results.naming;
    let mut table = FORM.table(naming);
    let mut keys = Vec::new();
    for (position, point) in weak(results).into_iter().enumerate() {
        table.push(row(results, point, position + 1));
        keys.push(FindingKey::Grade(point.component).text(naming.model));
    }
    table.notes = notes(results);
    tag(&mut table, FORM, naming, results.reviews, &keys);
    table
}

/// What must be said with grades.
pub fn notes(results: &Results<'_>) -> Vec<String> {
    let mut notes = common_notes(results.naming);
    notes.push(rules_note(results));
    notes.push(results.naming.words.text("t3-note"));
    notes.extend(results.decisive.map(|_| results.naming.words.text("t3-robustness-note")));
    notes.extend(unquantified(results));
    notes.extend(results.trade.map(TradeEvidence::note));
    notes
}

/// The components that are green by the number of groups alone, for want of quantities.
fn unquantified(results: &Results<'_>) -> Option<String> {
    let naming = results.naming;
    let rows = results.chokepoints.rows.iter().filter(|row| row.pessimistic.rule.is_unquantified());
    let names: Vec<&str> = rows.map(|row| naming.component(row.component)).collect();
    let (count, shown) = (names.len().to_string(), phrases::some_names(naming, &names));
    let arguments = [("count", &*count), ("names", &*shown)];
    (!names.is_empty()).then(|| naming.words.format("t3-unquantified", &arguments))
}

/// Chokepoints worth a row: yellow or worse, the worst first, then by final products lost.
pub(crate) fn weak<'a>(results: &Results<'a>) -> Vec<&'a Chokepoint> {
    let graded = |point: &&Chokepoint| point.pessimistic.grade >= Grade::Yellow;
    let mut weak: Vec<&Chokepoint> = results.chokepoints.rows.iter().filter(graded).collect();
    weak.sort_by_key(|point| {
        let sure = point.optimistic.grade;
        (Reverse(point.pessimistic.grade), Reverse(affected(results, point)), Reverse(sure), point.component)
    });
    weak
}

/// Final products that stop when the component does.
pub(crate) fn affected(results: &Results<'_>, point: &Chokepoint) -> usize {
    results.component_failure(point.component).map_or(0, |finding| finding.targets.len())
}

pub(super) fn row(results: &Results<'_>, point: &Chokepoint, number: usize) -> Vec<Cell> {
    let naming = results.naming;
    let own = naming.model.component(point.component);
    let alternatives = phrases::alternatives(results, point.component);
    let tech_level =
        own.tech_level.map_or_else(String::new, |level| naming.words.text(&format!("tech-{}", level.key())));
    vec![
        Cell::count(number),
        Cell::text(naming.component(point.component)),
        Cell::text(products(results, point)),
        phrases::grades_cell(naming, point),
        Cell::text(naming.words.text(&format!("rule-{}", point.pessimistic.rule.key()))),
        Cell::text(naming.term(&own.foundation)),
        Cell::text(foreign_suppliers(results, point)),
        phrases::index_cell(point.import_hhi),
        Cell::text(
            point
                .localisation_rate
                .as_ref()
                .map_or_else(String::new, |rate| phrases::localisation_text(naming, rate)),
        ),
        Cell::text(domestic_state(results, point)),
        Cell::text(tech_level),
        Cell::count(affected(results, point)),
        Cell::text(effect(results, point)),
        Cell::text(if alternatives.is_empty() {
            naming.words.text("no-alternative")
        } else {
            alternatives.join(&naming.words.text("clause-separator"))
        }),
        of_grade(results, point.component),
        Cell::text(phrases::suggestion(results, &point.evidence)),
        Cell::text(results.cited_figures(point)),
        Cell::blank(),
        Cell::blank(),
    ]
}

/// What it is, with its kinds where they are listed.
fn products(results: &Results<'_>, point: &Chokepoint) -> String {
    let naming = results.naming;
    let is_kind = |kind| matches!(kind, InputKind::Variants | InputKind::Taxonomy);
    let kinds: Vec<&str> =
        results.graph.inputs_of(point.component, is_kind).map(|one| naming.component(one)).collect();
    let word = phrases::kind_word(naming, point.component);
    if kinds.is_empty() {
        return word;
    }
    let names = phrases::some_names(naming, &kinds);
    naming.words.format("kind-with-kinds", &[("kind", &word), ("names", &names)])
}

/// Foreign suppliers by place, then foreign places without a named supplier.
fn foreign_suppliers(results: &Results<'_>, point: &Chokepoint) -> String {
    let (naming, model) = (results.naming, results.naming.model);
    let is_foreign =
        |region: Option<liantu_model::RegionIx>| region.is_some_and(|one| !model.is_domestic(one));
    let named: Vec<SupplierIx> = results.active_suppliers(point.component, is_foreign);
    if !named.is_empty() {
        return phrases::suppliers_with_places(naming, &named);
    }
    let places: Vec<&str> = point
        .sources
        .iter()
        .filter(|source| !model.is_domestic(source.region))
        .map(|source| naming.region(source.region))
        .collect();
    phrases::some_names(naming, &places)
}

fn domestic_state(results: &Results<'_>, point: &Chokepoint) -> String {
    let (naming, model) = (results.naming, results.naming.model);
    let groups = [
        ("active", point.domestic.active),
        ("qualified", point.domestic.qualified),
        ("candidate", point.domestic.candidate),
    ];
    let counts: Vec<String> = groups
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(status, count)| {
            let word = naming.words.text(&format!("status-{status}"));
            naming.words.format("groups-of-status", &[("status", &word), ("count", &count.to_string())])
        })
        .collect();
    if counts.is_empty() {
        return naming.words.text("no-domestic-source");
    }
    let suppliers: IndexSet<SupplierIx> = point
        .evidence
        .iter()
        .filter_map(|&row| results.supplier_of(row))
        .filter(|&one| phrases::is_domestic(model, one))
        .collect();
    let names: Vec<&str> = suppliers.iter().map(|&one| naming.supplier(one)).collect();
    let counts = naming.list(counts);
    if names.is_empty() {
        return counts;
    }
    let names = phrases::some_firms(naming, &names);
    naming.words.format("domestic-state", &[("counts", &counts), ("names", &names)])
}

fn effect(results: &Results<'_>, point: &Chokepoint) -> String {
    let naming = results.naming;
    match results.component_failure(point.component) {
        None if results.single_points.targets.contains(&point.component) => {
            naming.words.text("effect-target")
        }
        None => naming.words.text("effect-none"),
        Some(finding) => phrases::horizons(naming, finding),
    }
}

const ALL_COLUMNS: [&str; 10] =
    ["number", "component", "grade", "rule", "k", "places", "cover", "groups", "supply-hhi", "import-hhi"];

/// How every component was graded, in the order of the dataset.
pub fn all_grades(results: &Results<'_>) -> Table {
    let naming = results.naming;
    let mut table = headed(naming, "T3a", &ALL_COLUMNS);
    for (position, point) in results.chokepoints.rows.iter().enumerate() {
        let fewest = &point.pessimistic.fewest_places;
        let places = match fewest {
            None | Some(FewestPlaces::Never) => String::new(),
            Some(FewestPlaces::Set(places)) => naming.list(places.iter().map(|&place| naming.region(place))),
        };
        let domestic = point.domestic;
        table.push(vec![
            Cell::count(position + 1),
            Cell::text(naming.component(point.component)),
            phrases::grades_cell(naming, point),
            Cell::text(naming.words.text(&format!("rule-{}", point.pessimistic.rule.key()))),
            fewest.as_ref().map_or_else(Cell::missing, k_cell),
            Cell::text(places),
            Cell::percent(point.domestic_cover.map(|cover| (cover.low, cover.high))),
            Cell::text(format!("{}/{}/{}", domestic.active, domestic.qualified, domestic.candidate)),
            phrases::index_cell(point.supply_hhi),
            phrases::index_cell(point.import_hhi),
        ]);
    }
    table.notes = common_notes(naming);
    table.notes.push(rules_note(results));
    table.notes.extend(unquantified(results));
    let untracked = results.chokepoints.untracked.iter().map(|&one| naming.component(one));
    let names = naming.list(untracked);
    if !names.is_empty() {
        table.notes.push(naming.words.format("note-untracked", &[("names", &names)]));
    }
    table
}

fn k_cell(fewest: &FewestPlaces) -> Cell {
    fewest.k().map_or_else(|| Cell { number: Some(f64::INFINITY), ..Cell::text("∞") }, Cell::count)
}
