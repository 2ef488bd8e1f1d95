//! T17: weak components by category of the industrial foundation (五基), and what each category can rely on.

use super::super::{common_notes, phrases, rules_note};
use super::{part, rate};
use crate::results::Results;
use crate::table::{Cell, Table, percent_interval};
use crate::tables::Form;
use liantu_analysis::{Assured, Certainty, Grade, Regions};
use liantu_graph::Horizon;
use liantu_model::ComponentIx;

/// The five categories in the order of the national programme; others follow by name, none last.
const CATEGORIES: [&str; 5] =
    ["核心基础零部件/元器件", "关键基础材料", "先进基础工艺", "产业技术基础", "工业基础软件"];
const COLUMNS: [&str; 7] = ["number", "category", "component", "grade", "single-point", "assured", "lead"];
pub(crate) const FORM: Form = Form::new("T17", &COLUMNS);
const CATEGORY_COLUMNS: [&str; 10] =
    ["category", "components", "red", "orange", "yellow", "green", "unknown", "points", "short", "long"];
pub(crate) const CATEGORY_FORM: Form = Form::new("T17A", &CATEGORY_COLUMNS);

/// Components graded red, orange or yellow, or hit by a single point: by category, the gravest first.
pub(super) fn weak(results: &Results<'_>, regions: &Regions) -> Table {
    let naming = results.naming;
    let mut table = FORM.table(naming);
    for component in ordered(results).into_iter().filter(|&one| is_weak(results, one)) {
        let number = table.rows.len() + 1;
        table.push(row(results, regions, component, number));
    }
    table.notes = common_notes(naming);
    table.notes.push(naming.words.text("t17-note"));
    table.notes.push(rules_note(results));
    table
}

/// One row for each category.
pub(super) fn categories(results: &Results<'_>, regions: &Regions) -> Table {
    let naming = results.naming;
    let mut table = CATEGORY_FORM.table(naming);
    let all = ordered(results);
    for own in all.chunk_by(|&a, &b| category(results, a) == category(results, b)) {
        table.push(category_row(results, regions, own));
    }
    table.notes = vec![super::date_note(naming), naming.words.text("t17a-note")];
    table
}

/// Tracked components by category, then grade, in model order.
fn ordered(results: &Results<'_>) -> Vec<ComponentIx> {
    let tracked = results.naming.model.component_indices().filter(|&one| !results.graph.is_untracked(one));
    let mut components: Vec<ComponentIx> = tracked.collect();
    components.sort_by_cached_key(|&one| (category(results, one), std::cmp::Reverse(grade(results, one))));
    components
}

/// Where a category stands, and its name.
fn category<'a>(results: &Results<'a>, component: ComponentIx) -> (usize, &'a str) {
    let name = results.naming.model.component(component).foundation.as_str();
    let known = CATEGORIES.iter().position(|category| *category == name);
    (known.unwrap_or(CATEGORIES.len() + usize::from(name.is_empty())), name)
}

fn category_name(results: &Results<'_>, component: ComponentIx) -> String {
    let naming = results.naming;
    let name = naming.model.component(component).foundation.as_str();
    if name.is_empty() { naming.words.text("foundation-none") } else { naming.term(name).into_owned() }
}

fn grade(results: &Results<'_>, component: ComponentIx) -> Grade {
    results.chokepoint(component).map_or(Grade::Unknown, |point| point.pessimistic.grade)
}

fn is_weak(results: &Results<'_>, component: ComponentIx) -> bool {
    matches!(grade(results, component), Grade::Red | Grade::Orange | Grade::Yellow)
        || results.hit_by_single_point(component).is_some()
}

fn row(results: &Results<'_>, regions: &Regions, component: ComponentIx, number: usize) -> Vec<Cell> {
    let naming = results.naming;
    let single_point = match results.hit_by_single_point(component) {
        None => "answer-no",
        Some(Certainty::Possible) => "answer-possible",
        Some(Certainty::Confirmed) => "answer-confirmed",
    };
    let assured =
        |horizon| naming.words.text(&format!("assured-{}", regions.assurance.of(component, horizon).key()));
    let rows = results.chokepoint(component).map_or(&[][..], |point| &point.evidence);
    vec![
        Cell::count(number),
        Cell::text(category_name(results, component)),
        Cell::text(naming.component(component)),
        phrases::grade_cell(naming, grade(results, component)),
        Cell::text(naming.words.text(single_point)),
        Cell::text(format!("{} / {}", assured(Horizon::Short), assured(Horizon::Long))),
        Cell::text(phrases::suggestion(results, rows)),
    ]
}

fn category_row(results: &Results<'_>, regions: &Regions, own: &[ComponentIx]) -> Vec<Cell> {
    let count = |keep: &dyn Fn(ComponentIx) -> bool| own.iter().filter(|&&one| keep(one)).count();
    let graded = |wanted: Grade| Cell::count(count(&|one| grade(results, one) == wanted));
    let assured = |horizon| {
        let with = |wanted: Assured| count(&|one| regions.assurance.of(one, horizon) == wanted);
        let (sure, more) = (with(Assured::Yes), with(Assured::Perhaps));
        rate(sure, more, own.len()).map_or_else(Cell::missing, |(low, high)| Cell {
            number: Some(low.points()),
            ..Cell::text(format!("{} ({})", percent_interval(low, high), part(sure, more, own.len())))
        })
    };
    vec![
        Cell::text(category_name(results, own[0])),
        Cell::count(own.len()),
        graded(Grade::Red),
        graded(Grade::Orange),
        graded(Grade::Yellow),
        graded(Grade::Green),
        graded(Grade::Unknown),
        Cell::count(count(&|one| results.hit_by_single_point(one).is_some())),
        assured(Horizon::Short),
        assured(Horizon::Long),
    ]
}
