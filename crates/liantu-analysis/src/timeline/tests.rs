//! Runs solved by hand, the static account as their limit, and quantities that add up in every step.
#![expect(clippy::unwrap_used, reason = "what the examples name is there")]

use super::run::{Detail, Track, run};
use super::state::Booking;
use super::works::Works;
use super::*;
use crate::capacity::{Capacity, CapacityOptions, Failure, Standby};
use crate::example::{Example, percent};
use crate::{SurvivalOptions, time_to_survive};
use liantu_graph::{Control, Horizon, Qualified};
use liantu_model::{Element, Role};
use liantu_testkit::random::Random;
use liantu_testkit::sketch::Sketch;
use liantu_testkit::strategies::{drafts, pick_elements};
use proptest::prelude::*;

fn exactly(value: f64) -> Uncertain {
    Uncertain::exactly(value)
}

/// Nothing happens; blank stocks are taken for none.
fn calm(weeks: f64) -> Scenario {
    Scenario {
        step: Step::Week,
        horizon_weeks: weeks,
        disruptions: Vec::new(),
        backups: Vec::new(),
        stocks: Vec::new(),
        blank_stock_weeks: Some(exactly(0.0)),
        retirements: Vec::new(),
        control: Control::Stays,
    }
}

fn hit(element: Element, depth: f64, start: f64, weeks: Option<f64>, recovery: f64) -> Disruption {
    Disruption {
        element,
        depth: exactly(depth),
        start_weeks: exactly(start),
        weeks: weeks.map(exactly),
        recovery_weeks: exactly(recovery),
    }
}

fn component(graph: &ChainGraph, id: &str) -> ComponentIx {
    graph.model().find_component(id).unwrap()
}

fn supplier(graph: &ChainGraph, id: &str) -> Element {
    Element::Supplier(graph.model().find_supplier(id).unwrap())
}

/// The levels of a target in the pessimistic reading, low end; exact in the examples that use it.
fn levels(graph: &ChainGraph, scenario: &Scenario, target: &str) -> Vec<f64> {
    let targets = vec![component(graph, target)];
    let result = timeline(graph, scenario, &TimelineOptions { targets, ..TimelineOptions::default() });
    let course = &result.courses[0];
    course.levels.iter().map(|step| step[0].low).collect()
}

fn assert_levels(found: &[f64], expected: &[f64]) {
    assert_eq!(found.len(), expected.len(), "{found:?}");
    let close = |(a, b): (&f64, &f64)| (a - b).abs() < 1e-12;
    assert!(found.iter().zip(expected).all(close), "{found:?} {expected:?}");
}

/// A car needs an engine, the engine a casting from one maker. Of castings two weeks are in stock, of cars half a week.
fn cars() -> Example {
    Example::complete()
        .component_with("car", |row| {
            row.target = true;
            row.stock_days = Some(3.5);
            row.demand = Some(10.0);
        })
        .component("engine")
        .component_with("c", |row| row.stock_days = Some(14.0))
        .requires("car", "engine", |row| row.quantity = Some(1.0))
        .requires("engine", "c", |row| row.quantity = Some(1.0))
        .source("foundry", "JP", |row| row.share = percent(100.0))
}

/// The foundry stops in week 1 for four weeks: castings last through weeks 1 and 2, cars for half of week 3, nothing
/// in week 4; week 5 is as always. Two weeks and a half are bridged, so 1.5 of 4 are lost.
#[test]
fn stock_bridges_what_it_holds() {
    let graph = cars().graph();
    let disruptions = vec![hit(supplier(&graph, "foundry"), 1.0, 1.0, Some(4.0), 0.0)];
    let scenario = Scenario { disruptions, ..calm(7.0) };
    assert_levels(&levels(&graph, &scenario, "car"), &[1.0, 1.0, 1.0, 0.5, 0.0, 1.0, 1.0]);
    let result = timeline(&graph, &scenario, &TimelineOptions::default());
    let case = result.courses[0].case.unfavourable;
    assert_eq!(case, result.courses[0].case.favourable, "nothing is unknown");
    assert_eq!((case.survives_weeks, case.recovers_weeks, case.lowest), (Some(2.0), Some(4.0), 0.0));
    assert!((case.lost_weeks - 1.5).abs() < 1e-12, "{case:?}");
    let (c, engine) = (component(&graph, "c"), component(&graph, "engine"));
    let binding = Some(Binding { input: Some(engine), origin: c });
    let bindings: Vec<_> = result.courses[0].bindings.iter().map(|both| both[0]).collect();
    assert_eq!(bindings, [None, None, None, binding, binding, None, None]);
    let days = Scenario { step: Step::Day, ..scenario };
    let result = timeline(&graph, &days, &TimelineOptions::default());
    let case = result.courses[0].case.unfavourable;
    assert_eq!(case.survives_weeks, Some(17.0 / 7.0), "seventeen days and a half");
    assert!((case.lost_weeks - 1.5).abs() < 1e-12, "{case:?}");
}

/// No stock; the foundry is back evenly over four weeks: ⅞, ⅝, ⅜, ⅛ of it are missing on average.
#[test]
fn recovery_is_even() {
    let graph = cars().graph();
    let none = |id: &str| StockOf { component: component(&graph, id), weeks: exactly(0.0) };
    let stocks = vec![none("car"), none("c")];
    let disruptions = vec![hit(supplier(&graph, "foundry"), 1.0, 0.0, Some(1.0), 4.0)];
    let scenario = Scenario { disruptions, stocks, ..calm(6.0) };
    assert_levels(&levels(&graph, &scenario, "car"), &[0.0, 0.125, 0.375, 0.625, 0.875, 1.0]);
}

/// No stock; a qualified maker of 60 % is decided on in week 0, delivers from week 2 on, in full two weeks later.
#[test]
fn a_backup_ramps_up() {
    let graph = cars()
        .source("second", "KR", |row| {
            row.status = Some(SupplyStatus::Qualified);
            row.takeover = percent(60.0);
            row.switch_weeks = Some(2.0);
        })
        .graph();
    let c = component(&graph, "c");
    let row = backup_rows(&graph, c)[0];
    assert_eq!((row.cover, row.switch_weeks, row.states_cover), (Interval::exactly(0.6), Some(2.0), true));
    let backups = vec![BackupStart {
        component: c,
        source: row.source,
        decided_weeks: exactly(0.0),
        switch_weeks: exactly(2.0),
        ramp_weeks: exactly(2.0),
        cover: row.cover,
    }];
    let stocks = vec![
        StockOf { component: c, weeks: exactly(0.0) },
        StockOf { component: component(&graph, "car"), weeks: exactly(0.0) },
    ];
    let disruptions = vec![hit(supplier(&graph, "foundry"), 1.0, 0.0, None, 0.0)];
    let scenario = Scenario { disruptions, backups, stocks, ..calm(6.0) };
    assert_levels(&levels(&graph, &scenario, "car"), &[0.0, 0.0, 0.15, 0.45, 0.6, 0.6]);
}

/// Half of the castings: cars and pumps get half each, though pumps are held to a quarter by their seals and cannot use
/// more. Pumps keep what they do not need; when the castings stop altogether, a week later, they have ¼ for a week.
#[test]
fn everybody_gets_the_same_part() {
    let graph = Example::complete()
        .component_with("car", |row| row.target = true)
        .component_with("pump", |row| row.target = true)
        .component("c")
        .component("seal")
        .requires("car", "c", |_| {})
        .requires("pump", "c", |_| {})
        .requires("pump", "seal", |_| {})
        .source("foundry", "JP", |row| row.share = percent(100.0))
        .graph();
    let foundry = supplier(&graph, "foundry");
    let seal = Element::Component(component(&graph, "seal"));
    let disruptions = vec![
        hit(foundry, 0.5, 0.0, Some(1.0), 0.0),
        hit(foundry, 1.0, 1.0, Some(2.0), 0.0),
        hit(seal, 0.75, 0.0, None, 0.0),
    ];
    let stocks = vec![StockOf { component: component(&graph, "c"), weeks: exactly(0.25) }];
    let scenario = Scenario { disruptions, stocks, ..calm(4.0) };
    assert_levels(&levels(&graph, &scenario, "car"), &[0.75, 0.0, 0.0, 1.0]);
    assert_levels(&levels(&graph, &scenario, "pump"), &[0.25, 0.25, 0.0, 0.25]);
}

/// Ovens only stand: their maker stops and nothing happens; when a tenth is retired a week, 0.9, 0.81, … are left.
#[test]
fn what_stands_wears_out_only_when_a_rate_is_given() {
    let graph = Example::complete()
        .component_with("car", |row| row.target = true)
        .component("c")
        .requires("car", "c", |row| row.role = Some(Role::Installed))
        .source("ovens", "JP", |row| row.share = percent(100.0))
        .graph();
    let disruptions = vec![hit(supplier(&graph, "ovens"), 1.0, 0.0, Some(2.0), 0.0)];
    let stands = Scenario { disruptions, ..calm(4.0) };
    assert_levels(&levels(&graph, &stands, "car"), &[1.0; 4]);
    let wears =
        Scenario { retirements: vec![Retirement { component: None, per_week: 0.1 }], ..stands.clone() };
    assert_levels(&levels(&graph, &wears, "car"), &[1.0, 0.9, 0.81, 0.829]);
    let case = timeline(&graph, &wears, &TimelineOptions::default()).courses[0].case.unfavourable;
    assert_eq!((case.normal, case.survives_weeks, case.recovers_weeks), (1.0, Some(1.0), None));
    assert!((case.lost_weeks - 0.461).abs() < 1e-12, "{case:?}");
    let named = vec![
        Retirement { component: None, per_week: 0.5 },
        Retirement { component: Some(component(&graph, "c")), per_week: 0.0 },
    ];
    assert_levels(&levels(&graph, &Scenario { retirements: named, ..stands }, "car"), &[1.0; 4]);
}

/// Nobody sells ovens any more: what stands wears out in no scenario, since it is not renewed without one either.
#[test]
fn what_could_never_be_renewed_is_no_loss_of_a_scenario() {
    let graph = Example::complete()
        .component_with("car", |row| row.target = true)
        .component("c")
        .component("steel")
        .requires("car", "c", |row| row.role = Some(Role::Installed))
        .requires("car", "steel", |_| {})
        .source("ovens", "JP", |row| row.status = Some(SupplyStatus::Candidate))
        .graph();
    let steel = Element::Component(component(&graph, "steel"));
    let disruptions = vec![hit(steel, 0.5, 1.0, Some(1.0), 0.0)];
    let retirements = vec![Retirement { component: None, per_week: 0.1 }];
    let scenario = Scenario { disruptions, retirements, ..calm(3.0) };
    assert_levels(&levels(&graph, &scenario, "car"), &[1.0, 0.5, 1.0]);
}

/// Abroad the castings go on; at home they are missing once the stock of domestic users is gone.
#[test]
fn an_embargo_is_felt_at_home_only() {
    let graph = cars()
        .row("car", |row| {
            "foundry".clone_into(&mut row.supplier);
            row.share = percent(100.0);
        })
        .graph();
    let jp = graph.model().find_region("JP").unwrap();
    let disruptions = vec![hit(Element::Embargo(jp), 1.0, 0.0, None, 0.0)];
    let scenario = Scenario { disruptions, ..calm(5.0) };
    // The cars come from Japan too: their own stock is all that is left. Engines have castings for two weeks.
    assert_levels(&levels(&graph, &scenario, "car"), &[0.5, 0.0, 0.0, 0.0, 0.0]);
    assert_levels(&levels(&graph, &scenario, "engine"), &[1.0, 1.0, 0.0, 0.0, 0.0]);
}

/// A stock nobody states is nothing in the unfavourable run and endless in the favourable one.
#[test]
fn a_blank_stock_is_an_interval() {
    let mut example = cars();
    example.0.components[2].stock_days = None;
    let graph = example.graph();
    let disruptions = vec![hit(supplier(&graph, "foundry"), 1.0, 0.0, None, 0.0)];
    let scenario = Scenario { disruptions, blank_stock_weeks: None, ..calm(3.0) };
    let result = timeline(&graph, &scenario, &TimelineOptions::default());
    let case = result.courses[0].case;
    assert_eq!((case.unfavourable.survives_weeks, case.favourable.survives_weeks), (Some(0.0), None));
    assert_eq!(result.blank_stocks, vec![component(&graph, "c"), component(&graph, "engine")]);
}

#[test]
fn overlapping_disruptions_are_found() {
    let jp = Element::Region(liantu_model::Index::new(0));
    let at = |start, weeks| hit(jp, 1.0, start, weeks, 0.0);
    let of = |disruptions| overlapping(&Scenario { disruptions, ..calm(9.0) });
    assert_eq!(of(vec![at(0.0, Some(2.0)), at(2.0, Some(2.0))]), None);
    assert_eq!(of(vec![at(0.0, Some(2.5)), at(2.0, Some(2.0))]), Some((0, 1)));
    assert_eq!(of(vec![at(0.0, None), at(9.0, Some(2.0))]), Some((0, 1)));
}

/// Draws are the same for one thread and three, and those of a number that is known are that number.
#[test]
fn draws_do_not_depend_on_threads() {
    let graph = cars().graph();
    let length = Uncertain { low: 2.0, likely: None, high: 6.0 };
    let one = Disruption { weeks: Some(length), ..hit(supplier(&graph, "foundry"), 1.0, 0.0, None, 0.0) };
    let scenario = Scenario { disruptions: vec![one], ..calm(8.0) };
    let options =
        TimelineOptions { draws: Some(Draws { count: 400, seed: 7 }), ..TimelineOptions::default() };
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| timeline(&graph, &scenario, &options))
    };
    let result = with(1);
    assert_eq!(result, with(3));
    let draws = result.courses[0].draws.unwrap().unfavourable;
    // Lost are the weeks beyond 2.5: even on 2..6, half of the draws lose 1.5 or less, 95 % 3.3, an eighth nothing.
    let (median, high) = (draws.lost_weeks.median.unwrap(), draws.lost_weeks.high.unwrap());
    assert!((median - 1.5).abs() < 0.25 && (high - 3.3).abs() < 0.15, "{draws:?}");
    assert!((draws.hit - 0.875).abs() < 0.05, "{draws:?}");
    assert_eq!((draws.lost_weeks.low, draws.survives_weeks.low), (Some(0.0), Some(2.0)));
}

/// Runs a scenario in both readings, with the books.
fn booked(works: &Works<'_>, scenario: &Scenario<f64>) -> ([Track; 2], Vec<Booking>) {
    let mut books = Vec::new();
    let tracks = Reading::BOTH
        .map(|reading| run(works, scenario, reading, Detail::Bindings, |_, booking| books.push(booking)));
    (tracks, books)
}

/// A random scenario that hits a few elements, some of them for ever.
fn random_scenario(graph: &ChainGraph, elements: &[Element], seed: u64) -> Scenario {
    let mut random = Random::new(seed);
    let model = graph.model();
    let mut elements = elements.to_vec();
    elements.dedup();
    let one = |element, random: &mut Random| {
        let weeks = random.chance(0.7).then(|| random.below(5) as f64 + 0.5);
        let (depth, start) = (0.25 * (1 + random.below(4)) as f64, random.below(4) as f64 * 0.7);
        hit(element, depth, start, weeks, random.below(3) as f64)
    };
    let disruptions = elements.into_iter().map(|element| one(element, &mut random)).collect();
    let stocks = model
        .component_indices()
        .map(|component| StockOf { component, weeks: exactly(0.4 * random.below(5) as f64) })
        .collect();
    let retirements = vec![Retirement { component: None, per_week: 0.05 * random.below(3) as f64 }];
    let step = if random.chance(0.5) { Step::Week } else { Step::Day };
    Scenario { step, disruptions, stocks, retirements, ..calm(8.0) }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(250))]

    /// Without stock, backup and end every step is the static account.
    #[test]
    fn the_limit_is_the_static_account(
        draft in drafts(),
        picks in proptest::collection::vec(any::<u16>(), 0..4),
        depth in prop_oneof![Just(0.4), Just(1.0)],
        backup in any::<bool>(),
    ) {
        let graph = ChainGraph::new(liantu_testkit::model(&draft));
        let targets: Vec<ComponentIx> = graph.model().component_indices().collect();
        let mut failed = pick_elements(graph.model(), &picks);
        failed.sort_unstable();
        failed.dedup();
        let rows = graph.model().component_indices().filter(|_| backup);
        let rows: Vec<BackupRow> = rows.filter_map(|one| backup_rows(&graph, one).first().copied()).collect();
        let capacity = Capacity::new(&graph, CapacityOptions {
            qualified: Qualified::Ignored,
            horizon: Horizon::Short,
            assume: Assume::Nothing,
            min_share: None,
            targets: targets.clone(),
            standby: rows.iter().map(|row| Standby {
                component: row.component, source: row.source, cover: row.cover, certain: true,
            }).collect(),
        });
        let static_levels = capacity.after(&Failure { depth, ..Failure::full(&failed) });
        let scenario = Scenario {
            disruptions: failed.iter().map(|&one| hit(one, depth, 0.0, None, 0.0)).collect(),
            backups: rows.iter().map(|row| BackupStart {
                component: row.component, source: row.source, cover: row.cover,
                decided_weeks: exactly(0.0), switch_weeks: exactly(0.0), ramp_weeks: exactly(0.0),
            }).collect(),
            stocks: targets.iter().map(|&one| StockOf { component: one, weeks: exactly(0.0) }).collect(),
            ..calm(3.0)
        };
        let result =
            timeline(&graph, &scenario, &TimelineOptions { targets, ..TimelineOptions::default() });
        prop_assume!(static_levels.is_settled() && result.settled_cycles);
        for (position, course) in result.courses.iter().enumerate() {
            for step in &course.levels {
                for reading in Reading::BOTH {
                    let expected = static_levels.target(reading, position).level;
                    let found = step[reading as usize];
                    prop_assert!(
                        (found.low - expected.low).abs() < 1e-9 && (found.high - expected.high).abs() < 1e-9,
                        "{:?} {reading:?} {found:?} {expected:?}", course.target
                    );
                }
            }
        }
    }

    /// Nothing appears and nothing vanishes: opening stock and receipts are what was used and what is left, nobody
    /// receives more than there was, no stock is overdrawn or grows beyond what it was.
    #[test]
    fn quantities_add_up_in_every_step(
        draft in drafts(),
        picks in proptest::collection::vec(any::<u16>(), 1..5),
        seed in any::<u64>(),
    ) {
        let graph = ChainGraph::new(liantu_testkit::model(&draft));
        let failed = pick_elements(graph.model(), &picks);
        let scenario = random_scenario(&graph, &failed, seed);
        let targets: Vec<ComponentIx> = graph.model().component_indices().collect();
        let works = Works::new(&graph, &scenario, &targets, Assume::Nothing);
        let (tracks, books) = booked(&works, &scenario.settled(Uncertain::middle));
        prop_assert!(!books.is_empty());
        for one in books {
            let difference = one.opening + one.received - one.used - one.closing;
            prop_assert!(difference.abs() < 1e-9, "{one:?}");
            prop_assert!(one.received <= one.offered && one.received >= 0.0, "{one:?}");
            prop_assert!(one.used >= 0.0 && one.used <= one.opening + one.offered + 1e-9, "{one:?}");
            prop_assert!(one.closing >= 0.0 && one.closing <= 1.6 + 1e-9, "{one:?}");
        }
        for level in tracks.iter().flat_map(|track| &track.delivered).flatten() {
            prop_assert!(level.low >= 0.0 && level.high <= 1.0 + 1e-12, "{level:?}");
        }
    }

    /// Along a line of components what stocks hold is all that is saved, however the losses come: every product has
    /// made by a week what it always makes, less what was lost at the beginning of the line and not in stock.
    #[test]
    fn along_a_line_stocks_save_what_they_hold(seed in any::<u64>()) {
        let mut random = Random::new(seed);
        let size = 2 + random.below(5);
        let mut sketch = Sketch::new("line");
        let mut held = 0.0;
        for at in 0..size {
            let days = random.below(4) as f64 * 3.5;
            held += days / 7.0;
            sketch = sketch.component_with(&format!("c{at}"), |row| {
                (row.target, row.stock_days) = (at == 0, Some(days));
            });
            if at > 0 {
                sketch = sketch.requires(&format!("c{}", at - 1), &[&format!("c{at}")]);
            }
        }
        let graph = ChainGraph::new(liantu_testkit::model(&sketch.draft()));
        let root = Element::Component(component(&graph, &format!("c{}", size - 1)));
        let mut losses = [0.0; 16];
        let mut disruptions = Vec::new();
        for (week, lost) in losses.iter_mut().enumerate() {
            if random.chance(0.5) {
                continue;
            }
            *lost = 0.25 * (1 + random.below(4)) as f64;
            disruptions.push(hit(root, *lost, week as f64, Some(1.0), 0.0));
        }
        let found = levels(&graph, &Scenario { disruptions, ..calm(16.0) }, "c0");
        let (mut lost, mut made) = (0.0, 0.0);
        for (week, (loss, level)) in losses.iter().zip(&found).enumerate() {
            lost += loss;
            made += level;
            let expected = (week + 1) as f64 - (lost - held).max(0.0);
            prop_assert!((made - expected).abs() < 1e-9, "week {week}: {made} {expected} {found:?}");
        }
    }

    /// Where nobody rations a run lasts as long as the clock says.
    #[test]
    fn a_run_lasts_as_long_as_the_clock(seed in any::<u64>()) {
        let mut random = Random::new(seed);
        let size = 2 + random.below(7);
        let mut sketch = Sketch::new("clock");
        for at in 0..size {
            let last = at == 0 || random.chance(0.25);
            let weeks = random.below(4) as f64;
            sketch = sketch.component_with(&format!("c{at}"), |row| {
                (row.target, row.demand, row.stock_days) = (last, last.then_some(3.0), Some(weeks * 7.0));
            });
        }
        for input in 1..size {
            for product in 0..input {
                if random.chance(0.35) {
                    sketch = sketch.requires_with(&format!("c{product}"), &format!("c{input}"), |row| {
                        row.quantity = Some(2.0);
                    });
                }
            }
        }
        let graph = ChainGraph::new(liantu_testkit::model(&sketch.draft()));
        for clock in time_to_survive(&graph, &SurvivalOptions::default()).components {
            let disruptions = vec![hit(Element::Component(clock.component), 1.0, 0.0, None, 0.0)];
            let result =
                timeline(&graph, &Scenario { disruptions, ..calm(40.0) }, &TimelineOptions::default());
            let first = |course: &Course| course.case.unfavourable.survives_weeks.unwrap_or(f64::INFINITY);
            let found = result.courses.iter().map(first).fold(f64::INFINITY, f64::min);
            prop_assert!(found.total_cmp(&clock.uncoordinated.low).is_eq(), "{found} {clock:?}");
        }
    }
}
