//! Examples solved by hand, and agreement with a recursion week by week.
#![expect(clippy::unwrap_used, reason = "what the examples name is there")]

use super::*;
use crate::Level;
use crate::example::Example;
use crate::example::percent;
use liantu_model::{ComponentRow, Draft, Element, Index, Need};
use liantu_testkit::oracle;
use liantu_testkit::random::Random;
use liantu_testkit::sketch::Sketch;
use proptest::prelude::*;
use std::collections::BTreeSet;

const NEVER: f64 = f64::INFINITY;

fn clocks(graph: &ChainGraph, id: &str) -> ComponentSurvival {
    let component = graph.model().find_component(id).unwrap();
    let result = time_to_survive(graph, &SurvivalOptions::default());
    result.components.into_iter().find(|one| one.component == component).unwrap()
}

fn wanted(row: &mut ComponentRow, demand: f64, stock: f64) {
    (row.target, row.demand, row.stock) = (true, Some(demand), Some(stock));
}

/// Cars (10 a week, 20 in stock) and vans (5 a week, none) take 2 and 4 wheels: 40 a week, 80 in stock. Nobody
/// rations: 2 weeks, then vans stop. Rationed, vans take 20 a week until the cars' own stock ends in week 2; then
/// 40: 40 + 40 (t − 2) = 80 in week 3. Rubber, 1 a wheel, 100 in stock: 80 + 100 = 40 + 40 (t − 2), t = 5.5.
fn wheels() -> Example {
    Example::new()
        .component_with("car", |row| wanted(row, 10.0, 20.0))
        .component_with("van", |row| wanted(row, 5.0, 0.0))
        .component_with("wheel", |row| row.stock = Some(80.0))
        .component_with("rubber", |row| row.stock = Some(100.0))
        .requires("car", "wheel", |row| row.quantity = Some(2.0))
        .requires("van", "wheel", |row| row.quantity = Some(4.0))
        .requires("wheel", "rubber", |row| row.quantity = Some(1.0))
}

#[test]
fn stocks_along_the_chain_add_up() {
    let graph = wheels().graph();
    for (id, coordinated, uncoordinated) in
        [("car", 2.0, 2.0), ("van", 0.0, 0.0), ("wheel", 3.0, 2.0), ("rubber", 5.5, 4.5)]
    {
        let found = clocks(&graph, id);
        assert!((found.coordinated.low - coordinated).abs() < 1e-12, "{id}: {found:?}");
        assert!((found.uncoordinated.low - uncoordinated).abs() < 1e-12, "{id}: {found:?}");
        assert_eq!((found.coordinated.low, &found.gaps), (found.coordinated.high, &vec![]));
    }
}

/// Half of the wheels lost: 20 a week go on. 40 + 40 (t − 2) − 80 = 20 t in week 6; nobody rations: 2 ÷ 0.5.
#[test]
fn half_a_loss_lasts_longer() {
    let graph = wheels().graph();
    let depth = Percent::from_points(50.0).unwrap();
    let result = time_to_survive(&graph, &SurvivalOptions { depth, ..SurvivalOptions::default() });
    let wheel = graph.model().find_component("wheel").unwrap();
    let wheel = result.components.iter().find(|one| one.component == wheel).unwrap();
    assert!((wheel.coordinated.low - 6.0).abs() < 1e-12, "{wheel:?}");
    assert!((wheel.uncoordinated.low - 4.0).abs() < 1e-12, "{wheel:?}");
}

fn element(result: &ElementSurvival, graph: &ChainGraph, kind: &str, id: &str) -> ElementClock {
    let model = graph.model();
    let wanted = match kind {
        "supplier" => Element::Supplier(model.find_supplier(id).unwrap()),
        "group" => Element::Group(model.find_supplier(id).unwrap()),
        _ => Element::Region(model.find_region(id).unwrap()),
    };
    result.elements.iter().find(|one| one.element == wanted).unwrap().clone()
}

/// Wheels come from `near` (60 %) and `far` (40 %, abroad), rubber from `gum` abroad, who is back in 8 weeks; all lists are
/// complete. Without rubber: 5.5 weeks. Without `far`, 24 a week go on: 40 (t − 3) = 24 t in week 7.5.
fn makers(complete: bool) -> ChainGraph {
    let mut example = wheels();
    example.0.settings.lists_complete = complete;
    let mut example = example
        .supplier("near", "CN-32", |_| {})
        .supplier("holding", "US", |_| {})
        .supplier("far", "JP", |row| "holding".clone_into(&mut row.parent))
        .supplier("gum", "JP", |row| {
            "holding".clone_into(&mut row.parent);
            row.recovery_weeks = Some(8.0);
        })
        .supplier("works", "CN-44", |_| {});
    for (supplier, component, share) in
        [("near", "wheel", 60.0), ("far", "wheel", 40.0), ("gum", "rubber", 100.0), ("works", "car", 100.0)]
    {
        example = example.row(component, |row| {
            supplier.clone_into(&mut row.supplier);
            row.share = percent(share).filter(|_| complete);
        });
    }
    example.graph()
}

#[test]
fn an_element_is_survived_as_long_as_the_first_of_what_it_takes() {
    let graph = makers(true);
    let levels = vec![Level::Supplier, Level::Group, Level::Country];
    let result = element_survival(&graph, &ElementSurvivalOptions { levels, ..Default::default() });
    let gum = element(&result, &graph, "supplier", "gum");
    assert!((gum.coordinated.low - 5.5).abs() < 1e-12 && gum.coordinated.is_exact(), "{gum:?}");
    assert!((gum.uncoordinated.low - 4.5).abs() < 1e-12, "{gum:?}");
    assert_eq!((gum.exposure, gum.lost[0].recovery_weeks), (Exposure::Exposed, Some(8.0)));
    let far = element(&result, &graph, "supplier", "far");
    assert_eq!((far.lost.len(), far.coordinated.low), (0, NEVER));
    assert!((far.without_help - 7.5).abs() < 1e-9, "{far:?}");
    assert!((far.parts[0].lost.low - 0.4).abs() < 1e-9 && !far.parts[0].in_stages);
    assert_eq!(far.exposure, Exposure::Unknown, "nothing says when it is back");
    for (kind, id) in [("group", "holding"), ("region", "JP")] {
        let both = element(&result, &graph, kind, id);
        assert!((both.coordinated.low - 5.5).abs() < 1e-12, "{both:?}");
        assert!(both.parts[0].in_stages, "wheels of `near` stop for want of rubber");
        assert!((both.without_help - 3.0).abs() < 1e-9, "{both:?}");
    }
    assert_eq!(result.without_effect, 2, "the holding itself makes nothing, nor does anybody in its country");
}

#[test]
fn lists_that_may_be_longer_leave_the_end_open() {
    let graph = makers(false);
    let options = ElementSurvivalOptions { levels: vec![Level::Supplier], ..Default::default() };
    let gum = element(&element_survival(&graph, &options), &graph, "supplier", "gum");
    assert_eq!((gum.coordinated.low, gum.coordinated.high), (5.5, NEVER));
    assert_eq!((gum.exposure, gum.gaps), (Exposure::Possible, vec![ClockGap::Unlisted]));
    let half = ElementSurvivalOptions { depth: Percent::from_points(50.0).unwrap(), ..options };
    let gum = element(&element_survival(&graph, &half), &graph, "supplier", "gum");
    assert_eq!((gum.lost.len(), gum.parts[0].lost), (0, Interval::exactly(0.5)));
    // Rubber: 40 (t − 5.5) = 20 t in week 11.
    assert!((gum.without_help - 11.0).abs() < 1e-9, "{gum:?}");
}

/// Nothing is made up: what is not known keeps an open end, and says why.
#[test]
fn what_is_blank_stays_open() {
    let open = |example: Example, id: &str| {
        let found = clocks(&example.graph(), id);
        (found.coordinated.low, found.coordinated.high, found.gaps)
    };
    let mut blank = wheels();
    blank.0.components[3].stock = None;
    assert_eq!(open(blank, "rubber"), (3.0, NEVER, vec![ClockGap::BlankStock]));
    let mut demand = wheels();
    demand.0.components[1].demand = None;
    let (low, high, gaps) = open(demand, "wheel");
    assert_eq!((low, high), (0.0, 6.0), "cars alone need 20 a week from week 2 on");
    assert_eq!(gaps, vec![ClockGap::BlankDemand]);
    let other = wheels().component_with("track", |row| row.stock = Some(0.0));
    let either = ["wheel", "track"].into_iter().fold(other, |example, input| {
        example.component(&format!("x-{input}")).requires("car", &format!("x-{input}"), |row| {
            "drive".clone_into(&mut row.group);
            row.need = Some(Need::AtLeast(1));
            row.quantity = Some(1.0);
        })
    });
    let (low, high, gaps) = open(either, "x-track");
    assert_eq!((low, high), (2.0, NEVER), "cars last two weeks; wheels may do");
    assert_eq!(gaps, vec![ClockGap::BlankStock, ClockGap::Alternatives]);
}

/// Days of stock need no quantities where there is one way: 14 and 7 days are 3 weeks.
#[test]
fn days_of_stock_add_up_without_quantities() {
    let graph = Example::new()
        .component_with("phone", |row| (row.target, row.stock_days) = (true, Some(14.0)))
        .component_with("chip", |row| row.stock_days = Some(7.0))
        .component_with("scanner", |row| row.stock_days = Some(70.0))
        .component("museum")
        .requires("phone", "chip", |_| {})
        .requires("chip", "scanner", |row| row.role = Some(liantu_model::Role::Installed))
        .requires("museum", "chip", |row| row.essential = Some(false))
        .graph();
    assert_eq!(clocks(&graph, "phone").coordinated, Interval::exactly(2.0));
    let chip = clocks(&graph, "chip");
    assert_eq!((chip.coordinated.low, chip.coordinated.high), (3.0, NEVER), "the museum may take most");
    let scanner = clocks(&graph, "scanner");
    assert_eq!((scanner.coordinated.low, scanner.gaps), (13.0, vec![ClockGap::Standing]), "spares first");
    assert_eq!(clocks(&graph, "museum").coordinated, Interval::exactly(NEVER), "no target");
}

/// Two components that need each other: bounds, and a word why.
#[test]
fn a_cycle_has_bounds() {
    let mut graph = wheels();
    graph = graph.requires("rubber", "wheel", |row| row.quantity = Some(0.01));
    let wheel = clocks(&graph.graph(), "wheel");
    assert!(wheel.coordinated.low <= 3.0 && wheel.coordinated.high >= 3.0 - 1e-12, "{wheel:?}");
    assert!(wheel.gaps.contains(&ClockGap::Cycle));
}

/// A random chain: inputs have larger numbers, one in four components is wanted.
fn chain(seed: u64) -> Draft {
    let mut random = Random::new(seed);
    let size = 2 + random.below(9);
    let mut sketch = Sketch::new("chain");
    for at in 0..size {
        let last = at == 0 || random.chance(0.25);
        let (demand, stock) = (random.below(5) as f64, random.below(4) as f64 * 5.5);
        sketch = sketch.component_with(&format!("c{at}"), |row| {
            row.target = last;
            row.demand = last.then_some(demand);
            row.stock = Some(stock);
        });
    }
    for input in 1..size {
        for product in 0..input {
            if random.chance(0.35) {
                let quantity = 0.5 + random.below(4) as f64;
                sketch = sketch.requires_with(&format!("c{product}"), &format!("c{input}"), |row| {
                    row.quantity = Some(quantity);
                });
            }
        }
    }
    sketch.draft()
}

fn result(draft: &Draft, points: f64) -> Vec<ComponentSurvival> {
    let graph = ChainGraph::new(liantu_testkit::model(draft));
    let depth = Percent::from_points(points).unwrap();
    time_to_survive(&graph, &SurvivalOptions { depth, ..SurvivalOptions::default() }).components
}

fn close(a: f64, b: f64) -> bool {
    a.total_cmp(&b).is_eq() || (a - b).abs() <= 1e-7 * a.abs().max(1.0)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn equals_the_recursion_week_by_week(seed in any::<u64>(), half in any::<bool>()) {
        let draft = chain(seed);
        let model = liantu_testkit::model(&draft);
        let lost = if half { 0.5 } else { 1.0 };
        for found in result(&draft, lost * 100.0) {
            let coordinated = oracle::weeks_coordinated(&model, found.component, lost);
            let uncoordinated = oracle::weeks_uncoordinated(&model, found.component, lost);
            prop_assert!(close(found.coordinated.low, coordinated), "{:?} {} {}", found, coordinated, seed);
            prop_assert!(close(found.uncoordinated.low, uncoordinated), "{:?} {}", found, uncoordinated);
            prop_assert!(found.coordinated.is_exact());
            prop_assert!(uncoordinated <= coordinated * (1.0 + 1e-7));
        }
    }

    /// Suppliers by lot: lost are the components of which the supplier is the only maker, and the first of their clocks, from
    /// the definition, is the supplier's.
    #[test]
    fn the_clock_of_a_supplier_is_that_of_what_only_it_makes(seed in any::<u64>()) {
        let mut draft = chain(seed);
        let mut random = Random::new(seed ^ 2);
        let made = (0..4).fold(Sketch::new("chain"), |sketch, at| sketch.supplier(&format!("s{at}"), "XA"));
        let mut makers: Vec<BTreeSet<usize>> = Vec::new();
        let made = draft.components.iter().fold(made, |sketch, row| {
            let of: BTreeSet<usize> = (0..=random.below(2)).map(|_| random.below(4)).collect();
            let sketch = of.iter().fold(sketch, |sketch, at| sketch.supply(&format!("s{at}"), &row.id));
            makers.push(of);
            sketch
        }).draft();
        (draft.suppliers, draft.supplies) = (made.suppliers, made.supplies);
        draft.regions.clone_from(&made.regions);
        let graph = ChainGraph::new(liantu_testkit::model(&draft));
        let options = ElementSurvivalOptions { levels: vec![Level::Supplier], ..Default::default() };
        let result = element_survival(&graph, &options);
        for at in 0..4 {
            let only = makers.iter().enumerate().filter(|(_, of)| of.len() == 1 && of.contains(&at));
            let weeks = only.map(|(component, _)| {
                oracle::weeks_coordinated(graph.model(), ComponentIx::new(component), 1.0)
            });
            let weeks = weeks.fold(NEVER, f64::min);
            let wanted = Element::Supplier(graph.model().find_supplier(&format!("s{at}")).unwrap());
            let found = result.elements.iter().find(|one| one.element == wanted);
            let found = found.map_or(NEVER, |one| one.coordinated.low);
            prop_assert!(close(found, weeks), "s{} {} {} {}", at, found, weeks, seed);
        }
    }

    /// Whatever a blank cell holds, and however alternatives share the load, the truth lies inside.
    #[test]
    fn bounds_hold_whatever_is_not_known(seed in any::<u64>(), half in any::<bool>()) {
        let full = chain(seed);
        let (mut blank, mut filled) = (full.clone(), full.clone());
        let mut random = Random::new(seed ^ 1);
        for (row, other) in blank.components.iter_mut().zip(&mut filled.components) {
            let blank = random.below(5);
            if blank == 0 {
                (row.stock, row.stock_days) = (None, None);
            } else if blank == 1 {
                (row.stock, row.stock_days) = (None, Some(14.0));
                (other.stock, other.stock_days) = (None, Some(14.0));
            }
            if row.target && row.demand > Some(0.0) && random.chance(0.2) {
                row.demand = None;
            }
        }
        for row in &mut blank.requires {
            if random.chance(0.15) {
                row.quantity = None;
            } else if random.chance(0.3) {
                "either".clone_into(&mut row.group);
                row.need = Some(Need::AtLeast(1));
            }
        }
        let either: Vec<String> = blank
            .requires.iter().filter(|row| !row.group.is_empty()).map(|row| row.product.clone()).collect();
        for (row, other) in blank.requires.iter_mut().zip(&mut filled.requires) {
            if either.iter().filter(|&product| *product == row.product).count() < 2 {
                (row.group, row.need) = (String::new(), None);
            } else if !row.group.is_empty() {
                other.quantity = other.quantity.map(|quantity| quantity * random.unit());
            }
        }
        let points = if half { 50.0 } else { 100.0 };
        for (bounds, truth) in result(&blank, points).iter().zip(&result(&filled, points)) {
            let inside = |bounds: Interval<f64>, truth: Interval<f64>| {
                bounds.low <= truth.low * (1.0 + 1e-9) && truth.high <= bounds.high * (1.0 + 1e-9)
            };
            prop_assert!(inside(bounds.coordinated, truth.coordinated), "{:?} {:?} {}", bounds, truth, seed);
            prop_assert!(inside(bounds.uncoordinated, truth.uncoordinated), "{:?} {:?} {}", bounds, truth, seed);
        }
    }

    #[test]
    fn the_order_of_rows_is_nothing(seed in any::<u64>()) {
        let draft = chain(seed);
        let by_id = |draft: &Draft| {
            let (rows, model) = (result(draft, 70.0), liantu_testkit::model(draft));
            let text = |one: &ComponentSurvival| {
                (model.component(one.component).id.clone(),
                 one.coordinated.low.to_bits(), one.uncoordinated.low.to_bits())
            };
            let mut rows: Vec<_> = rows.iter().map(text).collect();
            rows.sort();
            rows
        };
        let mut shuffled = draft.clone();
        let mut random = Random::new(seed);
        random.shuffle(&mut shuffled.components);
        random.shuffle(&mut shuffled.requires);
        prop_assert_eq!(by_id(&draft), by_id(&shuffled));
    }
}
