//! The backup plan: what to bring in and why, and what nobody can cover.

use super::phrases::{some_names, source_with_place};
use super::{date_note, headed, sources};
use crate::names::Naming;
use crate::table::{Cell, Table, percent_interval, short_number};
use liantu_analysis::{EvidenceRow, Upstream};
use liantu_graph::OfferSource;
use liantu_model::{ComponentIx, Element, Percent, SupplyIx, SupplyStatus};
use liantu_plan::{Action, Failure, Goal, Order, Plan, PlanOptions, Removed, SharedPlan, Uncovered};
use std::collections::BTreeSet;

/// Losses listed per action before the rest is counted.
const SHOWN: usize = 4;

const ACTIONS: [&str; 14] = [
    "number",
    "component",
    "source",
    "place",
    "status",
    "action",
    "cover",
    "cost",
    "firm-cost",
    "removes",
    "cuts",
    "lifts",
    "marginal",
    "sources",
];
const UNCOVERED: [&str; 5] = ["component", "failures", "count", "cover", "best"];

/// The actions, and what stays uncovered.
pub fn plan(naming: Naming<'_>, plan: &Plan) -> Vec<Table> {
    let mut actions = headed(naming, "P1", &ACTIONS);
    for (position, action) in plan.chosen.iter().enumerate() {
        actions.push(action_row(naming, plan, position + 1, action));
    }
    actions.notes = plan_notes(naming, plan);
    let mut tables = vec![actions];
    if !plan.uncovered.is_empty() {
        tables.push(uncovered(naming, plan));
    }
    tables
}

fn action_row(naming: Naming<'_>, plan: &Plan, number: usize, action: &Action) -> Vec<Cell> {
    let words = naming.words;
    vec![
        Cell::count(number),
        Cell::text(naming.component(action.component)),
        Cell::text(source_with_place(naming, action.source)),
        Cell::text(place(naming, action.source)),
        Cell::text(words.text(&status_key(naming, action.row, action.status))),
        Cell::text(words.text(action_key(naming, action))),
        cover_cell(naming, action.cover, action.states_cover),
        action.cost.map_or_else(Cell::missing, money),
        money(action.onboarding),
        Cell::text(removes(naming, &action.removes)),
        cut_sets(naming, action),
        Cell::text(lifts_of(naming, action)),
        marginal(plan, action),
        Cell::text(sources(naming, &[EvidenceRow::Supply(action.row)])),
    ]
}

/// What a source can take over; said to be assumed where it is not stated.
pub(super) fn cover_cell(naming: Naming<'_>, cover: Percent, is_stated: bool) -> Cell {
    let text = percent(cover);
    let text = if is_stated { text } else { naming.words.format("plan-cover-assumed", &[("cover", &text)]) };
    Cell { number: Some(cover.points()), ..Cell::text(text) }
}

pub(super) fn status_key(naming: Naming<'_>, row: SupplyIx, status: SupplyStatus) -> String {
    if naming.model.is_hypothetical(row) {
        return "plan-status-new".to_owned();
    }
    format!("status-{}", status.key())
}

fn action_key(naming: Naming<'_>, action: &Action) -> &'static str {
    if naming.model.is_hypothetical(action.row) {
        return "plan-action-new";
    }
    match action.status {
        SupplyStatus::Qualified => "plan-action-qualified",
        _ => "plan-action-candidate",
    }
}

/// Failures that take a target down without it; when others stand in for it, without any of the plan.
fn cut_sets(naming: Naming<'_>, action: &Action) -> Cell {
    let count = |lifts: &[(ComponentIx, Failure)]| {
        lifts.iter().map(|(_, failure)| failure).collect::<BTreeSet<_>>().len()
    };
    let (own, alone) = (count(&action.lifts), count(&action.lifts_alone));
    if own > 0 || alone == 0 {
        return Cell::count(own);
    }
    let text = naming.words.format("plan-cuts-alone", &[("count", &alone.to_string())]);
    Cell { number: Some(alone as f64), ..Cell::text(text) }
}

fn marginal(plan: &Plan, action: &Action) -> Cell {
    match plan.options.goal {
        Goal::Full => percent_cell(action.marginal),
        Goal::Penalty(_) | Goal::Budget(_) => number(action.marginal),
    }
}

/// A part of demand, as a percentage.
fn percent_cell(part: f64) -> Cell {
    Cell::percent(Percent::from_points(part * 100.0).map(|points| (points, points)))
}

pub(super) fn money(value: f64) -> Cell {
    Cell { number: Some(value), ..Cell::text(short_number(value)) }
}

/// Up to four decimals.
fn number(value: f64) -> Cell {
    Cell { number: Some(value), ..Cell::text(precise(value)) }
}

fn precise(value: f64) -> String {
    let text = format!("{:.4}", value + 0.0);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

pub(super) fn percent(cover: Percent) -> String {
    percent_interval(cover, cover)
}

pub(super) fn place(naming: Naming<'_>, source: OfferSource) -> String {
    match source {
        OfferSource::Named(supplier) => naming.place_of(supplier),
        OfferSource::Unnamed(region) => naming.place(region),
        OfferSource::Unknown => String::new(),
    }
}

/// The component's own worst losses first.
fn removes(naming: Naming<'_>, removed: &[Removed]) -> String {
    let mut worst: Vec<&Removed> = removed.iter().collect();
    worst.sort_by_key(|one| (one.without, std::cmp::Reverse(one.with), one.component));
    let text = |one: &&Removed| {
        let (without, with) = (percent(one.without), percent(one.with));
        naming.words.format(
            "plan-removed",
            &[
                ("component", naming.component(one.component)),
                ("failure", &failure(naming, &one.failure)),
                ("without", &without),
                ("with", &with),
            ],
        )
    };
    shortened(naming, &worst.iter().map(text).collect::<Vec<String>>())
}

fn shortened(naming: Naming<'_>, texts: &[String]) -> String {
    let shown = naming.list(texts.iter().take(SHOWN));
    if texts.len() <= SHOWN {
        return shown;
    }
    let count = (texts.len() - SHOWN).to_string();
    naming.words.format("plan-more", &[("text", &shown), ("count", &count)])
}

/// What falls without it; when others stand in for it, what it would lift by itself.
fn lifts_of(naming: Naming<'_>, action: &Action) -> String {
    if !action.lifts.is_empty() || action.lifts_alone.is_empty() {
        return lifts(naming, &action.lifts);
    }
    let text = lifts(naming, &action.lifts_alone);
    naming.words.format("plan-lifted-alone", &[("text", &text)])
}

fn lifts(naming: Naming<'_>, lifts: &[(ComponentIx, Failure)]) -> String {
    let mut targets: Vec<ComponentIx> = lifts.iter().map(|&(target, _)| target).collect();
    targets.dedup();
    let text = |&target: &ComponentIx| {
        let own = lifts.iter().filter(|(one, _)| *one == target);
        let failures: Vec<String> = own.map(|(_, lost)| failure(naming, lost)).collect();
        let failures: Vec<&str> = failures.iter().map(String::as_str).collect();
        let failures = some_names(naming, &failures);
        naming.words.format("plan-lifted", &[("target", naming.component(target)), ("failures", &failures)])
    };
    shortened(naming, &targets.iter().map(text).collect::<Vec<String>>())
}

/// What fails together, in words.
pub(crate) fn failure(naming: Naming<'_>, failure: &[Element]) -> String {
    if failure.is_empty() {
        return naming.words.text("plan-no-loss");
    }
    let one = |&element: &Element| {
        let arguments =
            [("level", naming.level_word(element)), ("name", naming.element(element).into_owned())];
        naming.words.format("what-if-element", &arguments.each_ref().map(|(key, text)| (*key, text.as_str())))
    };
    failure.iter().map(one).collect::<Vec<String>>().join(&naming.words.text("plan-jointly"))
}

/// One row per component: its losses, the worst first.
fn uncovered(naming: Naming<'_>, plan: &Plan) -> Table {
    let mut table = headed(naming, "P2", &UNCOVERED);
    for of_one in plan.uncovered.chunk_by(|a, b| a.component == b.component) {
        let mut worst: Vec<&Uncovered> = of_one.iter().collect();
        worst.sort_by_key(|one| (one.cover, one.best));
        let shown = if of_one[0].failure.is_empty() { &of_one[..1] } else { of_one };
        let failures: Vec<String> = shown.iter().map(|one| failure(naming, &one.failure)).collect();
        let failures: Vec<&str> = failures.iter().map(String::as_str).collect();
        table.push(vec![
            Cell::text(naming.component(of_one[0].component)),
            Cell::text(some_names(naming, &failures)),
            Cell::count(of_one.len()),
            Cell::percent(Some((worst[0].cover, worst[0].cover))),
            Cell::percent(Some((worst[0].best, worst[0].best))),
        ]);
    }
    table.notes.push(date_note(naming));
    table
}

/// What must be said with the plan.
pub fn plan_notes(naming: Naming<'_>, plan: &Plan) -> Vec<String> {
    let words = naming.words;
    let mut notes = vec![
        date_note(naming),
        question_note(naming, &plan.options, plan.components.len(), Some(plan.failures)),
        goal_note(naming, &Reached::from(plan)),
    ];
    let [before, after] = plan.covered.map(|count| count.to_string());
    let all = plan.components.len().to_string();
    let covered = [("before", before.as_str()), ("after", after.as_str()), ("all", all.as_str())];
    notes.push(words.format("plan-note-covered", &covered));
    notes.push(words.text(if plan.is_verified { "plan-note-verified" } else { "plan-note-unverified" }));
    if !plan.is_complete {
        notes.push(words.text("plan-note-incomplete"));
    }
    if !plan.lifts.is_empty() {
        notes.push(words.format("plan-note-lifts", &[("lifts", &lifts(naming, &plan.lifts))]));
    }
    if plan.chosen.is_empty() {
        notes.push(nothing_chosen_note(naming, plan));
    }
    notes.extend(cost_note(naming, plan));
    notes.push(words.text(match plan.options.goal {
        Goal::Full => "plan-note-marginal-full",
        Goal::Penalty(_) | Goal::Budget(_) => "plan-note-marginal-objective",
    }));
    notes.extend(left_out_notes(naming, plan));
    notes.extend(assumption_notes(naming, &plan.options));
    let is_new = |action: &Action| naming.model.is_hypothetical(action.row);
    if naming.model.supply_indices().any(|row| naming.model.is_hypothetical(row)) {
        let built = plan.chosen.iter().filter(|action| is_new(action)).count().to_string();
        notes.push(words.format("plan-note-new", &[("count", &built)]));
    }
    if !plan.options.caps.is_empty() {
        let cap = |cap: &liantu_plan::RegionCap| {
            let most = cap.most.to_string();
            words.format("plan-cap", &[("region", naming.region(cap.region)), ("most", &most)])
        };
        let caps = naming.list(plan.options.caps.iter().map(cap));
        notes.push(words.format("plan-note-caps", &[("caps", &caps)]));
    }
    notes
}

/// What was asked of every component.
pub(super) fn question_note(
    naming: Naming<'_>,
    options: &PlanOptions,
    components: usize,
    failures: Option<usize>,
) -> String {
    let words = naming.words;
    let levels =
        naming.list(options.levels.iter().map(|level| words.text(&format!("level-{}", level.key()))));
    let order = words.text(match options.order {
        Order::Single => "plan-order-single",
        Order::Pairs => "plan-order-pairs",
    });
    let upstream = words.text(match options.upstream {
        Upstream::Followed => "plan-upstream-followed",
        Upstream::Ignored => "plan-upstream-ignored",
    });
    let (weeks, cover) = (short_number(options.within_weeks), percent(options.required_cover));
    let components = components.to_string();
    let failures = failures.map(|count| count.to_string());
    let key = if failures.is_some() { "plan-note-question" } else { "frontier-note-question" };
    words.format(
        key,
        &[
            ("levels", &levels),
            ("order", &order),
            ("weeks", &weeks),
            ("cover", &cover),
            ("upstream", &upstream),
            ("components", &components),
            ("failures", failures.as_deref().unwrap_or_default()),
        ],
    )
}

/// What a plan of backups comes to.
pub(super) struct Reached {
    pub(super) goal: Goal,
    pub(super) objective: f64,
    pub(super) lower_bound: f64,
    /// Part of the objective, 0..=1.
    pub(super) gap: f64,
    pub(super) cost: f64,
    /// Whether actions are counted, for want of costs.
    pub(super) is_counted: bool,
}

/// Both plans name what they reached alike.
macro_rules! reached_by {
    ($($plan:ty),*) => {$(
        impl From<&$plan> for Reached {
            fn from(plan: &$plan) -> Self {
                Self {
                    goal: plan.options.goal,
                    objective: plan.objective,
                    lower_bound: plan.lower_bound,
                    gap: plan.gap(),
                    cost: plan.cost,
                    is_counted: !plan.missing_costs.is_empty(),
                }
            }
        }
    )*};
}

reached_by!(Plan, SharedPlan);

pub(super) fn goal_note(naming: Naming<'_>, reached: &Reached) -> String {
    let words = naming.words;
    let measure = words.text(if reached.is_counted { "plan-measure-actions" } else { "plan-measure-cost" });
    let [objective, bound, cost] = [reached.objective, reached.lower_bound, reached.cost].map(precise);
    let gap = words.format("plan-gap-percent", &[("gap", &precise(reached.gap * 100.0))]);
    let (objective, bound, gap) = (("objective", &*objective), ("bound", &*bound), ("gap", &*gap));
    let cost = ("cost", &*cost);
    match reached.goal {
        Goal::Full => words.format("plan-note-full", &[objective, bound, gap, ("measure", &measure)]),
        Goal::Penalty(penalty) => words
            .format("plan-note-penalty", &[objective, bound, gap, cost, ("penalty", &short_number(penalty))]),
        Goal::Budget(budget) => {
            let budget = short_number(budget);
            let arguments = [objective, bound, gap, cost, ("measure", &measure), ("budget", &budget)];
            words.format("plan-note-budget", &arguments)
        }
    }
}

/// Why there is nothing to do, or nothing that can be done: a cost of 0 must not be read as “enough”.
fn nothing_chosen_note(naming: Naming<'_>, plan: &Plan) -> String {
    let (late, untimed) = (plan.left_out.late.len(), plan.left_out.untimed.len());
    if plan.uncovered.is_empty() || late + untimed == 0 {
        return naming.words.text(if plan.choices == 0 { "plan-note-nothing" } else { "plan-note-enough" });
    }
    let [all, late, untimed] = [late + untimed, late, untimed].map(|count| count.to_string());
    naming.words.format("plan-note-unusable", &[("count", &all), ("late", &late), ("untimed", &untimed)])
}

fn cost_note(naming: Naming<'_>, plan: &Plan) -> Option<String> {
    let words = naming.words;
    if plan.missing_costs.is_empty() {
        return plan
            .chosen
            .iter()
            .any(|one| one.status == SupplyStatus::Qualified)
            .then(|| words.text("plan-note-qualified"));
    }
    counted_note(naming, &plan.missing_costs)
}

/// That actions are counted, since these rows state no cost.
pub(super) fn counted_note(naming: Naming<'_>, missing: &[SupplyIx]) -> Option<String> {
    if missing.is_empty() {
        return None;
    }
    let words = naming.words;
    let count = missing.len().to_string();
    let row = |&row: &SupplyIx| {
        let supply = naming.model.supply(row);
        let place = supply.at;
        let file = naming.model.files().get(usize::from(place.file)).map_or("", String::as_str);
        format!("{file}:{}", place.row)
    };
    let rows: Vec<String> = missing.iter().map(row).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let rows = some_names(naming, &rows);
    Some(words.format("plan-note-counted", &[("count", &count), ("rows", &rows)]))
}

fn left_out_notes(naming: Naming<'_>, plan: &Plan) -> Vec<String> {
    let left_out = &plan.left_out;
    [
        ("plan-note-late", left_out.late.len()),
        ("plan-note-untimed", left_out.untimed.len()),
        ("plan-note-unmeasured", left_out.unmeasured.len()),
        ("plan-note-unstated", if plan.options.assumed.cover.is_none() { plan.unstated.len() } else { 0 }),
    ]
    .into_iter()
    .filter(|&(_, count)| count > 0)
    .map(|(key, count)| naming.words.format(key, &[("count", &count.to_string())]))
    .collect()
}

pub(super) fn assumption_notes(naming: Naming<'_>, options: &PlanOptions) -> Vec<String> {
    let assumed = options.assumed;
    let cover = assumed
        .cover
        .map(|cover| naming.words.format("plan-note-assumed-cover", &[("cover", &percent(cover))]));
    let weeks = assumed
        .weeks
        .map(|count| naming.words.format("plan-note-assumed-weeks", &[("weeks", &short_number(count))]));
    cover.into_iter().chain(weeks).collect()
}
