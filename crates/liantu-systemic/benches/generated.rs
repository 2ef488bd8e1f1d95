//! ESRI on a generated network, beside plain sweeps over every firm: `cargo bench -p liantu-systemic`.

use std::collections::BTreeMap;

use criterion::{Criterion, criterion_group, criterion_main};
use liantu_systemic::{
    Channels, EsriOptions, Essentiality, Firm, FirmIx, FirmNetwork, Link, OutputWeights, Shock, Solution,
    esri,
};
use liantu_testkit::firm_network::{Market, PlainNetwork};

const FIRMS: usize = 2_000;
const SAMPLE: usize = 16;

fn network(plain: &PlainNetwork) -> FirmNetwork {
    let sector = |sector: usize| format!("{sector:03}");
    let firms = plain.sector.iter().enumerate();
    let firms = firms.map(|(at, &one)| Firm { id: at.to_string(), sector: sector(one) });
    let links = plain.links.iter().map(|&(seller, buyer, weight)| Link {
        supplier: FirmIx(seller as u32),
        customer: FirmIx(buyer as u32),
        weight,
    });
    let mut matrix = BTreeMap::new();
    for (from, row) in plain.matrix.iter().enumerate() {
        for (to, &class) in row.iter().enumerate() {
            matrix.insert((sector(from), sector(to)), Essentiality::from_code(class).expect("0, 1 or 2"));
        }
    }
    FirmNetwork::new(firms.collect(), links.collect(), &matrix).expect("a sound network")
}

/// Every 125th firm.
fn firm(at: usize) -> usize {
    at * (FIRMS / SAMPLE)
}

fn benches(criterion: &mut Criterion) {
    let plain = PlainNetwork::random(20_261_127, FIRMS, 76, 8.0);
    let network = network(&plain);
    let channels = Channels::new(&network);
    let weights = OutputWeights::sales(&channels);
    let shock = |at: usize| Shock::closing(FirmIx(firm(at) as u32));
    let mut group = criterion.benchmark_group("esri of 16 of 2,000 firms");
    group.sample_size(10);
    for (name, solution) in
        [("compat", Solution::PUBLISHED), ("fixed point", EsriOptions::default().solution)]
    {
        let options = EsriOptions { solution, ..EsriOptions::default() };
        group.bench_function(name, |bencher| {
            bencher.iter(|| esri(&channels, &weights, &options, SAMPLE, &shock, &|_| {}));
        });
    }
    group.bench_function("compat, plain sweeps", |bencher| {
        bencher.iter(|| {
            let sweep = |at: usize| {
                let mut loss = vec![0.0; FIRMS];
                loss[firm(at)] = 1.0;
                plain.sweep(Market::Published, 1e-2, &loss, &loss).steps
            };
            (0..SAMPLE).map(sweep).sum::<u32>()
        });
    });
    group.finish();
}

criterion_group!(generated, benches);
criterion_main!(generated);
