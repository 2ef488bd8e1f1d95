//! ESRI against plain sweeps from the definition, on random networks, and properties of the result.

use std::collections::BTreeMap;

use liantu_systemic::{
    Backing, Backup, Binding, Channels, Esri, EsriOptions, Essentiality, Firm, FirmIx, FirmNetwork, Hit,
    Link, Outcome, OutputWeights, Replaceability, Shock, Solution, esri, trace,
};
use liantu_testkit::firm_network::{MOST_STEPS, Market, PlainNetwork};
use proptest::prelude::*;

/// The same network, each money value times `unit`, its firms in another order.
fn network(plain: &PlainNetwork, unit: f64, order: &[usize]) -> FirmNetwork {
    let mut place = vec![0_u32; order.len()];
    order.iter().enumerate().for_each(|(at, &firm)| place[firm] = at as u32);
    let sector = |sector: usize| format!("{sector:03}");
    let firms = order.iter().map(|&firm| Firm { id: format!("f{firm}"), sector: sector(plain.sector[firm]) });
    let links = plain.links.iter().rev().map(|&(seller, buyer, money)| Link {
        supplier: FirmIx(place[seller]),
        customer: FirmIx(place[buyer]),
        weight: money * unit,
    });
    let mut matrix = BTreeMap::new();
    for (from, row) in plain.matrix.iter().enumerate() {
        for (to, &class) in row.iter().enumerate() {
            matrix.insert((sector(from), sector(to)), Essentiality::from_code(class).expect("0, 1 or 2"));
        }
    }
    FirmNetwork::new(firms.collect(), links.collect(), &matrix).expect("a sound network")
}

fn straight(plain: &PlainNetwork) -> Vec<usize> {
    (0..plain.sector.len()).collect()
}

fn solve(network: &FirmNetwork, options: &EsriOptions<'_>) -> Vec<Outcome> {
    let channels = Channels::new(network);
    let weights = OutputWeights::sales(&channels);
    esri(&channels, &weights, options, network.len(), &|at| Shock::closing(FirmIx(at as u32)), &|_| {})
}

fn options(solution: Solution, replaceability: Replaceability<'_>) -> EsriOptions<'_> {
    EsriOptions { solution, replaceability }
}

fn close(one: &Esri, [total, down, up]: [f64; 3], tolerance: f64) -> bool {
    (one.total - total).abs() < tolerance
        && (one.downstream - down).abs() < tolerance
        && (one.upstream - up).abs() < tolerance
}

fn networks() -> impl Strategy<Value = PlainNetwork> {
    (any::<u64>(), 2_usize..60, 1_usize..9, 0.3..7.0_f64)
        .prop_map(|(seed, firms, sectors, degree)| PlainNetwork::random(seed, firms, sectors, degree))
}

/// One backup in three firms, of a part of what the supplier sells.
fn backups(plain: &PlainNetwork, seed: u64) -> Vec<(usize, usize, f64)> {
    let mut random = liantu_testkit::random::Random::new(seed);
    let firms = plain.sector.len();
    let mut backups = Vec::new();
    for &(supplier, _, money) in &plain.links {
        let backup = random.below(firms);
        if backup != supplier && random.chance(0.3) {
            backups.push((supplier, backup, money * random.unit() * 2.0));
        }
    }
    backups
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn compat_is_the_plain_sweep(plain in networks(), small in any::<bool>()) {
        let unit = if small { 1e-3 } else { 1.0 };
        let mut scaled = plain.clone();
        scaled.links.iter_mut().for_each(|link| link.2 *= unit);
        let network = network(&plain, unit, &straight(&plain));
        for (market, replaceability) in
            [(Market::Published, Replaceability::MarketShare), (Market::Off, Replaceability::Off)]
        {
            let outcomes = solve(&network, &options(Solution::PUBLISHED, replaceability));
            for (firm, outcome) in outcomes.iter().enumerate() {
                let mut loss = vec![0.0; plain.sector.len()];
                loss[firm] = 1.0;
                let sweeps = scaled.sweep(market, 1e-2, &loss, &loss);
                prop_assert_eq!(outcome.iterations, sweeps.steps);
                let swings = sweeps.steps == MOST_STEPS;
                prop_assert!(swings || close(&outcome.esri[0], scaled.esri(&sweeps), 1e-12), "{firm} {outcome:?}");
            }
        }
    }

    #[test]
    fn the_fixed_point_is_where_sweeps_end(plain in networks()) {
        let network = network(&plain, 1.0, &straight(&plain));
        for (market, replaceability) in
            [(Market::Fixed, Replaceability::MarketShare), (Market::Off, Replaceability::Off)]
        {
            let outcomes = solve(&network, &options(EsriOptions::default().solution, replaceability));
            for (firm, outcome) in outcomes.iter().enumerate().step_by(7) {
                let mut loss = vec![0.0; plain.sector.len()];
                loss[firm] = 1.0;
                let sweeps = plain.sweep(market, 1e-15, &loss, &loss);
                prop_assert!(close(&outcome.esri[0], plain.esri(&sweeps), 1e-9), "{firm} {outcome:?}");
            }
        }
    }

    #[test]
    fn the_fixed_point_keeps_its_order(plain in networks()) {
        let network = network(&plain, 1.0, &straight(&plain));
        let with = solve(&network, &EsriOptions::default());
        let fixed = EsriOptions::default().solution;
        let without = solve(&network, &options(fixed, Replaceability::Off));
        for (one, off) in with.iter().zip(&without) {
            let Esri { total, downstream, upstream } = one.esri[0];
            prop_assert!(total >= downstream.max(upstream) - 1e-12);
            prop_assert!(total <= (downstream + upstream).min(1.0) + 1e-12);
            prop_assert!(off.esri[0].total >= total - 1e-9, "rivals never make it worse");
        }
    }

    #[test]
    fn neither_unit_nor_order_of_rows_nor_threads_matter(plain in networks(), seed in any::<u64>()) {
        let plain_network = network(&plain, 1.0, &straight(&plain));
        let one = solve(&plain_network, &EsriOptions::default());
        let scaled = solve(&network(&plain, 1000.0, &straight(&plain)), &EsriOptions::default());
        for (one, other) in one.iter().zip(&scaled) {
            prop_assert!((one.esri[0].total - other.esri[0].total).abs() < 1e-9);
        }
        let mut order = straight(&plain);
        liantu_testkit::random::Random::new(seed).shuffle(&mut order);
        let shuffled = solve(&network(&plain, 1.0, &order), &EsriOptions::default());
        for (at, &firm) in order.iter().enumerate() {
            prop_assert_eq!(&shuffled[at], &one[firm]);
        }
        let pool = |threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        for threads in [1, 3] {
            prop_assert_eq!(&pool(threads).install(|| solve(&plain_network, &EsriOptions::default())), &one);
        }
    }

    #[test]
    fn named_backups_are_the_plain_sweep(mut plain in networks(), seed in any::<u64>()) {
        plain.backups = backups(&plain, seed);
        let network = network(&plain, 1.0, &straight(&plain));
        let channels = Channels::new(&network);
        let named: Vec<Backup> = plain.backups.iter().map(|&(supplier, backup, capacity)| Backup {
            supplier: FirmIx(supplier as u32), backup: FirmIx(backup as u32), capacity,
        }).collect();
        let backing = Backing::new(&channels, &named).expect("sound backups");
        let compat = solve(&network, &options(Solution::PUBLISHED, Replaceability::Named(&backing)));
        let fixed = solve(&network, &options(EsriOptions::default().solution, Replaceability::Named(&backing)));
        let none = solve(&network, &options(EsriOptions::default().solution, Replaceability::Off));
        for firm in 0..plain.sector.len() {
            let mut loss = vec![0.0; plain.sector.len()];
            loss[firm] = 1.0;
            let sweeps = plain.sweep(Market::Named, 1e-2, &loss, &loss);
            prop_assert_eq!(compat[firm].iterations, sweeps.steps);
            prop_assert!(close(&compat[firm].esri[0], plain.esri(&sweeps), 1e-12), "{firm} {:?}", compat[firm]);
            let sweeps = plain.sweep(Market::Named, 1e-15, &loss, &loss);
            prop_assert!(close(&fixed[firm].esri[0], plain.esri(&sweeps), 1e-9), "{firm} {:?}", fixed[firm]);
            let (with, without) = (fixed[firm].esri[0], none[firm].esri[0]);
            prop_assert!(with.total <= without.total + 1e-9, "a backup never makes it worse");
            prop_assert!((with.upstream - without.upstream).abs() < 1e-12, "orders stay as they are");
        }
    }

    #[test]
    fn what_binds_adds_up_to_what_is_lost(plain in networks(), firm in any::<prop::sample::Index>()) {
        let network = network(&plain, 1.0, &straight(&plain));
        let channels = Channels::new(&network);
        let weights = OutputWeights::sales(&channels);
        let shock = Shock::closing(FirmIx(firm.index(network.len()) as u32));
        for options in [EsriOptions::default(), options(Solution::PUBLISHED, Replaceability::Off)] {
            let total = esri(&channels, &weights, &options, 1, &|_| shock.clone(), &|_| {})[0].esri[0].total;
            let hits = trace(&channels, &options, &shock);
            let sum: f64 = hits.iter().map(|hit| weights.of_firm(hit.firm)[0] * hit.loss).sum();
            prop_assert!((sum - total).abs() < 1e-12);
            for hit in hits {
                let missing = match hit.binding {
                    Binding::Essential { missing, .. } | Binding::NonEssential { missing, .. } => missing,
                    Binding::Orders { .. } => hit.loss,
                    Binding::Shock => { prop_assert_eq!(hit.since, 0); continue }
                };
                prop_assert!(hit.since > 0 && (missing - hit.loss).abs() < 1e-9, "{:?}", hit);
            }
        }
    }

    #[test]
    fn more_shock_is_more_loss(plain in networks(), firm in any::<prop::sample::Index>(), loss in 0.0..1.0_f64) {
        let network = network(&plain, 1.0, &straight(&plain));
        let channels = Channels::new(&network);
        let weights = OutputWeights::sales(&channels);
        let firm = FirmIx(firm.index(network.len()) as u32);
        let shock = |at: usize| {
            let losses = vec![(firm, if at == 0 { loss } else { loss + (1.0 - loss) / 2.0 })];
            Shock::new(losses.clone(), losses).expect("losses within 0 and 1")
        };
        let outcomes = esri(&channels, &weights, &EsriOptions::default(), 2, &shock, &|_| {});
        prop_assert!(outcomes[0].esri[0].total <= outcomes[1].esri[0].total + 1e-9);
    }
}

/// Three firms in three sectors: A sells 60 to B and 40 to C, B sells 50 to C; A and B are essential to C, A is
/// non-essential to B. Closing A: B lacks 60 of its 60 non-essential purchases and stops; C stops. Closing B: C
/// stops for want of B; A loses 60 of 100 orders at once and the other 40 as C, without customers, keeps its own.
#[test]
fn three_firms_by_hand() {
    let firm = |id: &str| Firm { id: id.to_owned(), sector: id.to_owned() };
    let link =
        |supplier, customer, weight| Link { supplier: FirmIx(supplier), customer: FirmIx(customer), weight };
    let pair = |from: &str, to: &str| (from.to_owned(), to.to_owned());
    let matrix = BTreeMap::from([
        (pair("A", "C"), Essentiality::Essential),
        (pair("B", "C"), Essentiality::Essential),
        (pair("A", "B"), Essentiality::NonEssential),
    ]);
    let network = FirmNetwork::new(
        vec![firm("A"), firm("B"), firm("C")],
        vec![link(0, 1, 60.0), link(0, 2, 40.0), link(1, 2, 50.0)],
        &matrix,
    )
    .expect("a sound network");
    let outcomes = solve(&network, &EsriOptions::default());
    // Weights: A 100/150, B 50/150, C 0.
    let expected = [
        [1.0, 1.0, 100.0 / 150.0],
        [(60.0 + 50.0) / 150.0, 50.0 / 150.0, (60.0 + 50.0) / 150.0],
        // Closing C: B loses all orders, then A all of its own.
        [1.0, 0.0, 1.0],
    ];
    for (outcome, expected) in outcomes.iter().zip(expected) {
        assert!(close(&outcome.esri[0], expected, 1e-12), "{outcome:?} {expected:?}");
    }
    let channels = Channels::new(&network);
    let bound = |closed: u32| trace(&channels, &EsriOptions::default(), &Shock::closing(FirmIx(closed)));
    let hit = |firm, loss, since, binding| Hit { firm: FirmIx(firm), loss, since, binding };
    let (a, b) = (FirmIx(0), FirmIx(1));
    let essential = |supplier| Binding::Essential { supplier, missing: 1.0 };
    let of_b = Binding::NonEssential { supplier: a, missing: 1.0 };
    assert_eq!(
        bound(0),
        [hit(0, 1.0, 0, Binding::Shock), hit(1, 1.0, 1, of_b), hit(2, 1.0, 1, essential(a))]
    );
    let of_a = Binding::Orders { customer: b };
    assert_eq!(
        bound(1),
        [hit(0, 0.6, 1, of_a), hit(1, 1.0, 0, Binding::Shock), hit(2, 1.0, 1, essential(b))]
    );
}
