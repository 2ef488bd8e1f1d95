//! Scenarios over time as tables: T11 for all of them, and for each its targets and their course.

use super::date_note;
use crate::names::Naming;
use crate::table::{Cell, Table, short_number};
use liantu_analysis::{
    BackupStart, Binding, Case, Course, Disruption, DrawnCase, Quantiles, Timeline, Uncertain,
};
use liantu_graph::OfferSource;
use liantu_model::{ComponentIx, Element};
use std::collections::BTreeSet;

/// A scenario that was run, and the file it came from.
#[derive(Debug, Clone, PartialEq)]
pub struct ScenarioRun {
    /// Name of the file without its ending.
    pub name: String,
    /// Title.
    pub title: String,
    /// SHA-256 of the file.
    pub hash: String,
    /// What came of it.
    pub timeline: Timeline,
}

const SUMMARY: [&str; 9] =
    ["scenario", "failed", "reduced", "targets", "left", "survives", "lost", "recovers", "backups"];
const TARGETS: [&str; 7] = ["target", "case", "survives", "lowest", "lost", "recovers", "binding"];
const COURSE: [&str; 6] = ["target", "weeks", "unfavourable", "favourable", "binding", "binding-favourable"];
const DRAWS: [&str; 7] = ["target", "case", "hit", "survives", "lowest", "lost", "recovers"];
/// Levels this close are the same.
const CLOSE: f64 = 5e-4;

/// T11 with a row for each scenario, then S5 targets, S6 course and, where numbers were drawn, S7 for each.
pub fn timeline(naming: Naming<'_>, runs: &[ScenarioRun]) -> Vec<Table> {
    let mut tables = vec![summary(naming, runs)];
    for run in runs {
        tables.push(targets(naming, run));
        tables.push(course(naming, run));
        tables.extend(draws(naming, run));
    }
    tables
}

fn headed(naming: Naming<'_>, id: &str, title: &str, columns: &[&str]) -> Table {
    let headers = columns.iter().map(|key| naming.words.text(&format!("timeline-{key}")));
    Table::new(id, title, headers)
}

fn summary(naming: Naming<'_>, runs: &[ScenarioRun]) -> Table {
    let words = naming.words;
    let mut table = headed(naming, "T11", &words.text("timeline-title"), &SUMMARY);
    for run in runs {
        table.push(summary_row(naming, run));
    }
    table.notes = vec![date_note(naming)];
    for key in ["cases", "measures", "model", "standing"] {
        table.notes.push(words.text(&format!("timeline-note-{key}")));
    }
    table
}

fn summary_row(naming: Naming<'_>, run: &ScenarioRun) -> Vec<Cell> {
    let (words, result) = (naming.words, &run.timeline);
    let certain = result.reduced.iter().filter(|one| one.is_certain()).count();
    let all = result.reduced.len();
    let reduced = [("certain", certain.to_string()), ("possible", (all - certain).to_string())];
    let reduced = reduced.each_ref().map(|(key, text)| (*key, text.as_str()));
    let worst = |pick: fn(&Course) -> Case, of: fn(Case) -> f64, fold: fn(f64, f64) -> f64| {
        result.courses.iter().filter(|one| is_there(one)).map(|one| of(pick(one))).reduce(fold)
    };
    let both = |of: fn(Case) -> f64, fold: fn(f64, f64) -> f64| {
        worst(|one| one.case.unfavourable, of, fold).zip(worst(|one| one.case.favourable, of, fold))
    };
    let weeks = |of: fn(Case) -> f64, fold: fn(f64, f64) -> f64, never: &str| {
        let Some((bad, good)) = both(of, fold) else { return Cell::missing() };
        Cell::text(weeks_range(naming, (finite(bad), finite(good)), never))
    };
    vec![
        Cell::text(&run.title),
        Cell::text(failed(naming, result)),
        Cell::text(words.format("timeline-reduced-count", &reduced)),
        Cell::text(outcome(naming, result)),
        Cell::text(both(|one| one.lowest, f64::min).map_or_else(String::new, parts_range)),
        weeks(|one| or_never(one.survives_weeks), f64::min, "timeline-never-missing"),
        weeks(|one| one.lost_weeks, f64::max, "timeline-never-missing"),
        weeks(|one| or_never(one.recovers_weeks), f64::max, "timeline-not-back"),
        Cell::text(backups(naming, result)),
    ]
}

fn or_never(weeks: Option<f64>) -> f64 {
    weeks.unwrap_or(f64::INFINITY)
}

fn finite(weeks: f64) -> Option<f64> {
    Some(weeks).filter(|weeks| weeks.is_finite())
}

/// How many targets go on, go on with less, and stop; those down from the start apart.
fn outcome(naming: Naming<'_>, result: &Timeline) -> String {
    let words = naming.words;
    let there = || result.courses.iter().filter(|one| is_there(one));
    let count = |pick: fn(&Course) -> Case| {
        let cases: Vec<Case> = there().map(pick).collect();
        let whole = cases.iter().filter(|one| one.survives_weeks.is_none()).count();
        let stopped = cases.iter().filter(|one| one.survives_weeks.is_some() && one.lowest < CLOSE).count();
        format!("{whole}/{}/{stopped}", cases.len() - whole - stopped)
    };
    let (bad, good) = (count(|one| one.case.unfavourable), count(|one| one.case.favourable));
    let mut text = if bad == good {
        bad
    } else {
        words.format("timeline-outcomes", &[("unfavourable", &bad), ("favourable", &good)])
    };
    let down = result.courses.len() - there().count();
    if down > 0 {
        text.push_str(&words.format("timeline-down-before", &[("count", &down.to_string())]));
    }
    text
}

/// Whether there was anything of a target to lose.
fn is_there(course: &Course) -> bool {
    course.case.favourable.normal >= CLOSE
}

/// What fails, when and how much.
fn failed(naming: Naming<'_>, result: &Timeline) -> String {
    naming.list(result.scenario.disruptions.iter().map(|one| disruption(naming, one)))
}

/// One disruption in words.
pub(crate) fn disruption(naming: Naming<'_>, one: &Disruption) -> String {
    let words = naming.words;
    let lasts = match one.weeks {
        None => words.text("timeline-lasts"),
        Some(weeks) if one.recovery_weeks.high > 0.0 => words.format(
            "timeline-weeks-and-recovery",
            &[("weeks", &range(weeks, 1.0)), ("recovery", &range(one.recovery_weeks, 1.0))],
        ),
        Some(weeks) => words.format("timeline-weeks-only", &[("weeks", &range(weeks, 1.0))]),
    };
    let arguments = [
        ("element", element(naming, one.element)),
        ("depth", range(one.depth, 100.0)),
        ("start", range(one.start_weeks, 1.0)),
        ("lasts", lasts),
    ];
    words.format("timeline-disruption", &arguments.each_ref().map(|(key, text)| (*key, text.as_str())))
}

fn element(naming: Naming<'_>, element: Element) -> String {
    let arguments = [("level", naming.level_word(element)), ("name", naming.element(element).into_owned())];
    naming.words.format("what-if-element", &arguments.each_ref().map(|(key, text)| (*key, text.as_str())))
}

/// `8`, or `4–12`.
fn range(value: Uncertain, factor: f64) -> String {
    crate::table::interval_short(value.low * factor, value.high * factor)
}

/// What was switched on, and where something is still missing for which nothing is switched on.
fn backups(naming: Naming<'_>, result: &Timeline) -> String {
    let words = naming.words;
    let on = &result.scenario.backups;
    let mut parts = Vec::new();
    if !on.is_empty() {
        let names = naming.list(on.iter().map(|one| backup(naming, one)));
        parts.push(words.format("timeline-backups-on", &[("names", &names)]));
    }
    let open: BTreeSet<ComponentIx> = result
        .courses
        .iter()
        .flat_map(|course| &course.bindings)
        .filter_map(|step| step[0])
        .map(|binding| binding.origin)
        .filter(|origin| on.iter().all(|one| one.component != *origin))
        .collect();
    if !open.is_empty() {
        let names = naming.list(open.into_iter().map(|one| naming.component(one)));
        parts.push(words.format("timeline-backups-missing", &[("names", &names)]));
    }
    if parts.is_empty() { words.text("timeline-backups-none") } else { parts.join(";") }
}

fn backup(naming: Naming<'_>, one: &BackupStart) -> String {
    let source = match one.source {
        OfferSource::Named(supplier) => naming.supplier(supplier).to_owned(),
        OfferSource::Unnamed(region) => naming.region(region).to_owned(),
        OfferSource::Unknown => String::new(),
    };
    let arguments = [("component", naming.component(one.component)), ("source", &source)];
    naming.words.format("timeline-backup", &arguments)
}

fn targets(naming: Naming<'_>, run: &ScenarioRun) -> Table {
    let words = naming.words;
    let title = words.format("timeline-targets-title", &[("title", &run.title)]);
    let mut table = headed(naming, "S5", &title, &TARGETS);
    for course in &run.timeline.courses {
        let is_scarce = run.timeline.scarce.contains(&course.target);
        let unless_scarce = |cell: Cell| if is_scarce { Cell::text(words.text("loss-scarce")) } else { cell };
        for (which, case) in [course.case.unfavourable, course.case.favourable].into_iter().enumerate() {
            table.push(vec![
                Cell::text(naming.component(course.target)),
                Cell::text(case_word(naming, which)),
                weeks_cell(naming, case.survives_weeks, "timeline-never-missing"),
                unless_scarce(Cell { number: Some(case.lowest * 100.0), ..Cell::text(part(case.lowest)) }),
                unless_scarce(Cell {
                    number: Some(case.lost_weeks),
                    ..Cell::text(short_number(case.lost_weeks))
                }),
                weeks_cell(naming, case.recovers_weeks, "timeline-not-back"),
                Cell::text(worst_binding(naming, course, which)),
            ]);
        }
    }
    table.notes = scenario_notes(naming, run);
    table
}

fn case_word(naming: Naming<'_>, which: usize) -> String {
    naming.words.text(["timeline-unfavourable", "timeline-favourable"][which])
}

fn weeks_cell(naming: Naming<'_>, weeks: Option<f64>, never: &str) -> Cell {
    let text = weeks.map_or_else(|| naming.words.text(never), short_number);
    Cell { number: weeks, ..Cell::text(text) }
}

fn weeks_range(naming: Naming<'_>, (bad, good): (Option<f64>, Option<f64>), never: &str) -> String {
    let text = |weeks: Option<f64>| weeks.map_or_else(|| naming.words.text(never), short_number);
    let (bad, good) = (text(bad), text(good));
    if bad == good { bad } else { format!("{bad} – {good}") }
}

fn parts_range((bad, good): (f64, f64)) -> String {
    let (bad, good) = (part(bad), part(good));
    if bad == good { bad } else { format!("{bad} – {good}") }
}

/// A part of one as a percentage.
pub(crate) fn part(part: f64) -> String {
    let text = format!("{:.1}", part * 100.0 + 0.0);
    format!("{}%", text.strip_suffix(".0").unwrap_or(&text))
}

/// What holds a target back when least of it is left.
fn worst_binding(naming: Naming<'_>, course: &Course, which: usize) -> String {
    let level = |step: &usize| {
        let pair = course.levels[*step];
        if which == 0 { pair[0].low } else { pair[1].high }
    };
    let held = (0..course.levels.len()).filter(|&step| course.bindings[step][which].is_some());
    let worst = held.reduce(|a, b| if level(&b) < level(&a) { b } else { a });
    worst.and_then(|step| course.bindings[step][which]).map_or_else(String::new, |one| binding(naming, one))
}

/// “光刻胶(源自 光敏树脂)”.
fn binding(naming: Naming<'_>, one: Binding) -> String {
    let words = naming.words;
    match one.input {
        None => words.text("timeline-own-supply"),
        Some(input) if input == one.origin => naming.component(input).to_owned(),
        Some(input) => {
            let names = [("input", naming.component(input)), ("origin", naming.component(one.origin))];
            words.format("timeline-through", &names)
        }
    }
}

/// Levels by stretches in which nothing changes.
fn course(naming: Naming<'_>, run: &ScenarioRun) -> Table {
    let title = naming.words.format("timeline-course-title", &[("title", &run.title)]);
    let mut table = headed(naming, "S6", &title, &COURSE);
    for course in &run.timeline.courses {
        for (from, to) in stretches(course) {
            let begins = |step: usize| short_number(run.timeline.scenario.step.begins(step));
            let [bad, good] = envelope(course, from);
            let held = |which: usize| {
                let one = course.bindings[from][which];
                Cell::text(one.map_or_else(String::new, |one| binding(naming, one)))
            };
            table.push(vec![
                Cell::text(naming.component(course.target)),
                Cell::text(format!("{}–{}", begins(from), begins(to))),
                Cell { number: Some(bad * 100.0), ..Cell::text(part(bad)) },
                Cell { number: Some(good * 100.0), ..Cell::text(part(good)) },
                held(0),
                held(1),
            ]);
        }
    }
    table.notes.push(naming.words.text("timeline-note-course"));
    table
}

/// The lowest and the highest of both readings in a step.
pub(crate) fn envelope(course: &Course, step: usize) -> [f64; 2] {
    let [pessimistic, optimistic] = course.levels[step];
    [pessimistic.low.min(optimistic.low), pessimistic.high.max(optimistic.high)]
}

/// Steps from and to, the latter not included, in which the same is left and the same holds it back.
fn stretches(course: &Course) -> Vec<(usize, usize)> {
    let same = |a: usize, b: usize| {
        let (x, y) = (envelope(course, a), envelope(course, b));
        let is_close = x.iter().zip(&y).all(|(x, y)| (x - y).abs() < CLOSE);
        is_close && course.bindings[a] == course.bindings[b]
    };
    let mut found = Vec::new();
    let mut from = 0;
    for step in 1..=course.levels.len() {
        if step == course.levels.len() || !same(from, step) {
            found.push((from, step));
            from = step;
        }
    }
    found
}

fn draws(naming: Naming<'_>, run: &ScenarioRun) -> Option<Table> {
    let words = naming.words;
    let asked = run.timeline.options.draws?;
    if run.timeline.courses.iter().all(|course| course.draws.is_none()) {
        return None;
    }
    let (count, seed) = (asked.count.to_string(), asked.seed.to_string());
    let title =
        words.format("timeline-draws-title", &[("title", &run.title), ("count", &count), ("seed", &seed)]);
    let mut table = headed(naming, "S7", &title, &DRAWS);
    for course in &run.timeline.courses {
        let Some(draws) = course.draws else { continue };
        for (which, one) in [draws.unfavourable, draws.favourable].into_iter().enumerate() {
            table.push(drawn_row(naming, course.target, which, &one));
        }
    }
    table.notes.push(words.text("timeline-note-draws"));
    Some(table)
}

fn drawn_row(naming: Naming<'_>, target: ComponentIx, which: usize, one: &DrawnCase) -> Vec<Cell> {
    let weeks = |quantiles: Quantiles, never: &str| {
        let text = |value: Option<f64>| value.map_or_else(|| naming.words.text(never), short_number);
        Cell::text([quantiles.low, quantiles.median, quantiles.high].map(text).join(" / "))
    };
    let lowest = [one.lowest.low, one.lowest.median, one.lowest.high];
    vec![
        Cell::text(naming.component(target)),
        Cell::text(case_word(naming, which)),
        Cell::text(part(one.hit)),
        weeks(one.survives_weeks, "timeline-never-missing"),
        Cell::text(lowest.map(|value| value.map_or_else(String::new, part)).join(" / ")),
        weeks(one.lost_weeks, "timeline-never-missing"),
        weeks(one.recovers_weeks, "timeline-not-back"),
    ]
}

/// What must be said with one scenario.
pub(crate) fn scenario_notes(naming: Naming<'_>, run: &ScenarioRun) -> Vec<String> {
    let (words, result) = (naming.words, &run.timeline);
    let scenario = &result.scenario;
    let step = words.text(match scenario.step {
        liantu_analysis::Step::Week => "timeline-step-week",
        liantu_analysis::Step::Day => "timeline-step-day",
    });
    let asked = [
        ("failed", failed(naming, result)),
        ("horizon", short_number(scenario.horizon_weeks)),
        ("step", step),
        ("name", run.name.clone()),
        ("hash", run.hash.chars().take(12).collect()),
    ];
    let mut notes =
        vec![words.format("timeline-note-asked", &asked.each_ref().map(|(key, text)| (*key, text.as_str())))];
    if let Some(blank) = scenario.blank_stock_weeks {
        let days = range(blank, 7.0);
        let count = result.blank_stocks.len().to_string();
        notes.push(words.format("timeline-note-blank-assumed", &[("days", &days), ("count", &count)]));
    } else if !result.blank_stocks.is_empty() {
        let names = listed(naming, &result.blank_stocks);
        notes.push(words.format("timeline-note-blank", &[("names", &names)]));
    }
    if !result.scarce.is_empty() {
        let names = listed(naming, &result.scarce);
        notes.push(words.format("timeline-note-scarce", &[("names", &names)]));
    }
    if !scenario.retirements.is_empty() {
        notes.push(words.text("timeline-note-retirement"));
    }
    if scenario.is_uncertain() {
        notes.push(words.text("timeline-note-middle"));
    }
    if result.courses.iter().any(|one| one.normal[0].low < 1.0 - CLOSE) {
        let short = result.courses.iter().filter(|one| one.normal[0].low < 1.0 - CLOSE);
        let names = naming.list(short.map(|one| naming.component(one.target)));
        notes.push(words.format("timeline-note-not-whole", &[("names", &names)]));
    }
    if !result.uncounted_losses.is_empty() {
        let count = result.uncounted_losses.len().to_string();
        notes.push(words.format("timeline-note-uncounted", &[("count", &count)]));
    }
    if !result.settled_cycles {
        notes.push(words.text("what-if-note-unsettled"));
    }
    notes
}

/// At most eight names, and how many there are.
fn listed(naming: Naming<'_>, components: &[ComponentIx]) -> String {
    const MOST: usize = 8;
    let names = naming.list(components.iter().take(MOST).map(|&one| naming.component(one)));
    if components.len() <= MOST {
        return names;
    }
    let count = components.len().to_string();
    naming.words.format("timeline-and-more", &[("names", &names), ("count", &count)])
}
