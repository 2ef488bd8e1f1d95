//! Against every subset, on small random instances.

use super::objective::weigh;
use super::{Arc, Cap, Cut, Effort, Instance, Limit, Objective, Row, solve};
use liantu_testkit::random::Random;

/// What a random instance has.
#[derive(Debug, Clone, Copy)]
struct Kind {
    components: usize,
    arcs: usize,
    groups: usize,
    cuts: usize,
    caps: usize,
}

fn instance(random: &mut Random, kind: Kind) -> Instance {
    let mut arcs: Vec<Arc> = (0..kind.arcs)
        .map(|_| Arc {
            component: random.below(kind.components) as u32,
            group: (kind.groups > 0 && random.chance(0.8)).then(|| random.below(kind.groups) as u32),
            cost: random.below(12) as f64 / 4.0,
            cover: [0, 10, 20, 30, 45, 70, 100][random.below(7)],
        })
        .collect();
    arcs.sort_by_key(|arc| arc.component);
    let of = |component: usize| {
        (0..arcs.len() as u32)
            .filter(|&arc| arcs[arc as usize].component as usize == component)
            .collect::<Vec<_>>()
    };
    let mut rows = Vec::new();
    for component in 0..kind.components {
        for _ in 0..=random.below(4) {
            let lost = of(component).into_iter().filter(|_| random.chance(0.35)).collect();
            rows.push(Row {
                component: component as u32,
                need: [0, 10, 20, 30, 40, 50, 60, 70][random.below(8)],
                lost,
            });
        }
    }
    let some =
        |random: &mut Random| -> Vec<u32> { (0..arcs.len() as u32).filter(|_| random.chance(0.4)).collect() };
    let mut cuts = Vec::new();
    for _ in 0..kind.cuts {
        let component = random.chance(0.8).then(|| random.below(kind.components) as u32);
        let own = component.map_or(Vec::new(), |component| of(component as usize));
        let lost = own.into_iter().filter(|_| random.chance(0.5)).collect();
        let need = [10, 20, 30, 40, 50, 60, 70][random.below(7)];
        let arcs = some(random);
        if component.is_some() || !arcs.is_empty() {
            cuts.push(Cut { component, need, lost, arcs });
        }
    }
    let caps = (0..kind.caps).map(|_| Cap { arcs: some(random), most: random.below(3) as u32 }).collect();
    Instance {
        groups: (0..kind.groups).map(|_| random.below(10) as f64 / 3.0).collect(),
        floors: (0..kind.components).map(|_| if random.chance(0.1) { 20 } else { 0 }).collect(),
        arcs,
        rows,
        cuts,
        caps,
    }
}

/// The least objective over all subsets.
fn least(instance: &Instance, objective: &Objective) -> f64 {
    let arcs = instance.arcs.len();
    let subsets =
        (0..1_u32 << arcs).map(|bits| (0..arcs).map(|arc| bits >> arc & 1 == 1).collect::<Vec<_>>());
    subsets.map(|chosen| objective.value(instance, &chosen).objective).fold(f64::INFINITY, f64::min)
}

fn check(seed: u64, instance: &Instance, objective: &Objective) {
    let solution = solve(instance, objective, Effort::default(), None, &());
    let least = least(instance, objective);
    assert_eq!(objective.value(instance, &solution.chosen), solution.value, "seed {seed}");
    if least == f64::INFINITY {
        assert!(solution.value.objective.is_infinite(), "seed {seed}");
        return;
    }
    assert!(
        (solution.value.objective - least).abs() < 1e-7,
        "seed {seed}: {} {least}",
        solution.value.objective
    );
    assert!(
        (solution.lower_bound - least).abs() < 1e-7,
        "seed {seed}: bound {} {least}",
        solution.lower_bound
    );
}

fn prices(random: &mut Random, instance: &Instance) -> Vec<f64> {
    let choices = [0.0, 0.01, 0.05, 0.2, 1.0];
    instance.floors.iter().map(|_| choices[random.below(5)]).collect()
}

fn each(kind: Kind, count: u64, objective: impl Fn(&mut Random, &Instance) -> Objective) {
    for seed in 0..count {
        let mut random = Random::new(seed);
        let instance = instance(&mut random, kind);
        let objective = objective(&mut random, &instance);
        check(seed, &instance, &objective);
    }
}

const PLAIN: Kind = Kind { components: 4, arcs: 11, groups: 5, cuts: 0, caps: 0 };
const LINKED: Kind = Kind { cuts: 4, ..PLAIN };
const CAPPED: Kind = Kind { cuts: 2, caps: 2, ..PLAIN };

#[test]
fn shared_fixed_costs() {
    each(PLAIN, 300, |random, instance| Objective::priced(prices(random, instance)));
}

#[test]
fn links_between_components() {
    each(LINKED, 200, |random, instance| Objective::priced(prices(random, instance)));
}

#[test]
fn caps() {
    each(CAPPED, 150, |random, instance| Objective::priced(prices(random, instance)));
}

#[test]
fn no_shortfall_allowed() {
    each(LINKED, 200, |_, instance| {
        let prices = vec![f64::INFINITY; instance.floors.len()];
        Objective::priced(prices)
    });
}

#[test]
fn within_a_budget() {
    each(LINKED, 120, |random, instance| Objective {
        cost: 0.0,
        prices: prices(random, instance),
        limit: Some(Limit::Cost(random.below(30) as f64 / 4.0)),
    });
}

#[test]
fn within_a_shortfall() {
    each(LINKED, 120, |random, instance| {
        let weights = prices(random, instance);
        let all = vec![true; instance.arcs.len()];
        let most = weigh(&weights, &instance.shortfalls(&all)) + random.below(4) as f64;
        Objective {
            cost: 1.0,
            prices: vec![0.0; weights.len()],
            limit: Some(Limit::Shortfall { weights, most }),
        }
    });
}

#[test]
fn many_components_sharing_groups() {
    let kind = Kind { components: 8, arcs: 16, groups: 4, cuts: 0, caps: 0 };
    each(kind, 25, |random, instance| Objective::priced(prices(random, instance)));
}

#[test]
fn threads_do_not_matter() {
    let mut random = Random::new(5);
    let instance = instance(&mut random, Kind { components: 700, arcs: 3000, groups: 600, cuts: 0, caps: 0 });
    let objective = Objective::priced(vec![0.05; 700]);
    let effort = Effort { gap: 0.001, ..Effort::default() };
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        pool.install(|| solve(&instance, &objective, effort, None, &()))
    };
    assert_eq!(with(1), with(3));
}
