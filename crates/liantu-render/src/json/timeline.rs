//! `simulate --scenario` as JSON.

use super::loss::rounded;
use super::{Document, ElementRow, Named, element, named};
use crate::names::Naming;
use crate::tables::{ScenarioRun, scenario_notes};
use liantu_analysis::{
    Binding, Case, Course, DrawnCase, Interval, Quantiles, Step, TargetCase, TargetDraws, Timeline, Uncertain,
};
use liantu_graph::{Control, OfferSource};
use liantu_model::{ComponentIx, Model};
use serde::Serialize;

/// What was asked.
#[derive(Debug, Serialize)]
pub struct Parameters {
    scenarios: Vec<String>,
    dataset_sha256: String,
    version: &'static str,
}

/// A scenario.
#[derive(Debug, Serialize)]
pub struct Finding<'a> {
    name: String,
    title: String,
    sha256: String,
    scenario: ScenarioJson<'a>,
    reduced: Vec<ReducedJson>,
    targets: Vec<TargetJson>,
    blank_stocks: Vec<String>,
    settled: bool,
    notes: Vec<String>,
}

#[derive(Debug, Serialize)]
struct ScenarioJson<'a> {
    step: &'static str,
    horizon_weeks: f64,
    control: bool,
    blank_stock_weeks: Option<Numbers>,
    disruptions: Vec<DisruptionJson<'a>>,
    backups: Vec<BackupJson>,
    stocks: Vec<StockJson>,
    retirements: Vec<RetirementJson>,
    draws: Option<DrawsAsked>,
}

/// Least, likely (or `null`), most.
type Numbers = [Option<f64>; 3];

#[derive(Debug, Serialize)]
struct DisruptionJson<'a> {
    element: ElementRow<'a>,
    /// Part of its supply that is gone, 0..1.
    depth: Numbers,
    start_week: Numbers,
    /// `null`: to the end of the run.
    weeks: Option<Numbers>,
    recovery_weeks: Numbers,
}

#[derive(Debug, Serialize)]
struct BackupJson {
    component: String,
    supplier: Option<String>,
    region: Option<String>,
    decided_week: Numbers,
    switch_weeks: Numbers,
    ramp_weeks: Numbers,
    cover: [f64; 2],
}

#[derive(Debug, Serialize)]
struct StockJson {
    component: String,
    weeks: Numbers,
}

#[derive(Debug, Serialize)]
struct RetirementJson {
    component: Option<String>,
    per_week: f64,
}

#[derive(Debug, Serialize)]
struct DrawsAsked {
    count: usize,
    seed: u64,
}

#[derive(Debug, Serialize)]
struct ReducedJson {
    id: String,
    certain: bool,
    normal: [f64; 2],
    lowest: [f64; 2],
}

#[derive(Debug, Serialize)]
struct TargetJson {
    component: Named,
    /// Whether known shares suffice for a percentage.
    percentage: bool,
    normal: Ends,
    unfavourable: CaseJson,
    favourable: CaseJson,
    draws: Option<DrawsJson>,
    steps: Vec<StepJson>,
}

#[derive(Debug, Serialize)]
struct Ends {
    pessimistic: [f64; 2],
    optimistic: [f64; 2],
}

#[derive(Debug, Serialize)]
struct CaseJson {
    survives_weeks: Option<f64>,
    lowest: f64,
    lost_weeks: f64,
    recovers_weeks: Option<f64>,
}

#[derive(Debug, Serialize)]
struct DrawsJson {
    unfavourable: DrawnJson,
    favourable: DrawnJson,
}

#[derive(Debug, Serialize)]
struct DrawnJson {
    hit: f64,
    survives_weeks: Numbers,
    lowest: Numbers,
    lost_weeks: Numbers,
    recovers_weeks: Numbers,
}

#[derive(Debug, Serialize)]
struct StepJson {
    week: f64,
    level: Ends,
    binding_unfavourable: Option<BindingJson>,
    binding_favourable: Option<BindingJson>,
}

#[derive(Debug, Serialize)]
struct BindingJson {
    input: Option<String>,
    origin: String,
}

/// The document.
pub fn timeline<'a>(
    naming: Naming<'a>,
    runs: &[ScenarioRun],
    dataset_hash: &str,
) -> Document<Parameters, Finding<'a>> {
    Document {
        analysis: "simulate",
        dataset: naming.model.dataset().id.clone(),
        parameters: Parameters {
            scenarios: runs.iter().map(|run| run.name.clone()).collect(),
            dataset_sha256: dataset_hash.to_owned(),
            version: crate::tables::VERSION,
        },
        findings: runs.iter().map(|run| finding(naming, run)).collect(),
        already_down: Vec::new(),
        notes: Vec::new(),
        reviews: None,
    }
}

fn id(model: &Model, component: ComponentIx) -> String {
    model.component(component).id.clone()
}

fn finding<'a>(naming: Naming<'a>, run: &ScenarioRun) -> Finding<'a> {
    let (model, result) = (naming.model, &run.timeline);
    let reduced = result.reduced.iter().map(|one| ReducedJson {
        id: id(model, one.component),
        certain: one.is_certain(),
        normal: pair(one.normal),
        lowest: pair(one.lowest),
    });
    Finding {
        name: run.name.clone(),
        title: run.title.clone(),
        sha256: run.hash.clone(),
        scenario: scenario(naming, result),
        reduced: reduced.collect(),
        targets: result.courses.iter().map(|one| target(naming, result, one)).collect(),
        blank_stocks: result.blank_stocks.iter().map(|&one| id(model, one)).collect(),
        settled: result.settled_cycles,
        notes: scenario_notes(naming, run),
    }
}

fn scenario<'a>(naming: Naming<'a>, result: &Timeline) -> ScenarioJson<'a> {
    let (model, scenario) = (naming.model, &result.scenario);
    let disruptions = scenario.disruptions.iter().map(|one| DisruptionJson {
        element: element(naming, one.element),
        depth: numbers(one.depth),
        start_week: numbers(one.start_weeks),
        weeks: one.weeks.map(numbers),
        recovery_weeks: numbers(one.recovery_weeks),
    });
    let backups = scenario.backups.iter().map(|one| BackupJson {
        component: id(model, one.component),
        supplier: match one.source {
            OfferSource::Named(supplier) => Some(model.supplier(supplier).id.clone()),
            OfferSource::Unnamed(_) | OfferSource::Unknown => None,
        },
        region: match one.source {
            OfferSource::Unnamed(region) => Some(model.region(region).id.clone()),
            OfferSource::Named(_) | OfferSource::Unknown => None,
        },
        decided_week: numbers(one.decided_weeks),
        switch_weeks: numbers(one.switch_weeks),
        ramp_weeks: numbers(one.ramp_weeks),
        cover: pair(one.cover),
    });
    let stocks = scenario.stocks.iter();
    let stocks =
        stocks.map(|one| StockJson { component: id(model, one.component), weeks: numbers(one.weeks) });
    let retirements = scenario.retirements.iter().map(|one| RetirementJson {
        component: one.component.map(|one| id(model, one)),
        per_week: one.per_week,
    });
    ScenarioJson {
        step: match scenario.step {
            Step::Week => "week",
            Step::Day => "day",
        },
        horizon_weeks: scenario.horizon_weeks,
        control: scenario.control == Control::Falls,
        blank_stock_weeks: scenario.blank_stock_weeks.map(numbers),
        disruptions: disruptions.collect(),
        backups: backups.collect(),
        stocks: stocks.collect(),
        retirements: retirements.collect(),
        draws: result.options.draws.map(|one| DrawsAsked { count: one.count, seed: one.seed }),
    }
}

fn numbers(value: Uncertain) -> Numbers {
    [Some(rounded(value.low)), value.likely.map(rounded), Some(rounded(value.high))]
}

fn pair(interval: Interval<f64>) -> [f64; 2] {
    [rounded(interval.low), rounded(interval.high)]
}

fn ends([pessimistic, optimistic]: [Interval<f64>; 2]) -> Ends {
    Ends { pessimistic: pair(pessimistic), optimistic: pair(optimistic) }
}

fn target(naming: Naming<'_>, result: &Timeline, course: &Course) -> TargetJson {
    let scenario = &result.scenario;
    let is_scarce = result.scarce.contains(&course.target);
    let TargetCase { unfavourable, favourable } = course.case;
    let steps =
        course.levels.iter().zip(&course.bindings).enumerate().map(|(step, (level, held))| StepJson {
            week: rounded(scenario.step.begins(step)),
            level: ends(*level),
            binding_unfavourable: held[0].map(|one| binding(naming.model, one)),
            binding_favourable: held[1].map(|one| binding(naming.model, one)),
        });
    TargetJson {
        component: named(naming, course.target),
        percentage: !is_scarce,
        normal: ends(course.normal),
        unfavourable: case(unfavourable),
        favourable: case(favourable),
        draws: course.draws.map(|TargetDraws { unfavourable, favourable }| DrawsJson {
            unfavourable: drawn(unfavourable),
            favourable: drawn(favourable),
        }),
        steps: steps.collect(),
    }
}

fn binding(model: &Model, one: Binding) -> BindingJson {
    BindingJson { input: one.input.map(|one| id(model, one)), origin: id(model, one.origin) }
}

fn case(one: Case) -> CaseJson {
    CaseJson {
        survives_weeks: one.survives_weeks.map(rounded),
        lowest: rounded(one.lowest),
        lost_weeks: rounded(one.lost_weeks),
        recovers_weeks: one.recovers_weeks.map(rounded),
    }
}

fn drawn(one: DrawnCase) -> DrawnJson {
    let numbers =
        |quantiles: Quantiles| [quantiles.low, quantiles.median, quantiles.high].map(|one| one.map(rounded));
    DrawnJson {
        hit: rounded(one.hit),
        survives_weeks: numbers(one.survives_weeks),
        lowest: numbers(one.lowest),
        lost_weeks: numbers(one.lost_weeks),
        recovers_weeks: numbers(one.recovers_weeks),
    }
}
