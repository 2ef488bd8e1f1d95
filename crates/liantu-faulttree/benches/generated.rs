//! Time on a family of generated trees: layers of small gates over shared events, one in three an AND.

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use liantu_faulttree::{Budget, FaultTree, FaultTreeBuilder, GateIx, Input};

/// Weyl sequence with a multiplicative finish: the same tree on every machine.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 31)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        (mixed >> 33) as usize % limit
    }
}

/// `width` gates on each of six layers, each over three nodes close to it in the layer below.
fn tree(width: usize) -> (FaultTree, GateIx) {
    let mut numbers = Numbers(width as u64);
    let mut builder = FaultTreeBuilder::default();
    let mut layer: Vec<Input> = (0..width).map(|_| builder.event().into()).collect();
    for _ in 0..6 {
        layer = (0..width)
            .map(|place| {
                let inputs: Vec<Input> = (0..3).map(|_| layer[(place + numbers.below(5)) % width]).collect();
                let threshold = if numbers.below(3) == 0 { 3 } else { 1 };
                builder.at_least(threshold, inputs).into()
            })
            .collect();
    }
    let top = builder.any_of(layer);
    (builder.build().expect("the generator names known nodes only"), top)
}

fn generated(criterion: &mut Criterion) {
    let budget = Budget::default();
    let mut group = criterion.benchmark_group("generated");
    group.sample_size(10);
    for width in [30, 60, 120] {
        let (tree, top) = tree(width);
        group.bench_function(BenchmarkId::new("cut sets to order 3", width), |bencher| {
            bencher.iter(|| tree.minimal_cut_sets(top, 3, &budget));
        });
        group.bench_function(BenchmarkId::new("single points of all gates", width), |bencher| {
            let gates: Vec<GateIx> = (0..tree.gate_count() as u32).map(GateIx).collect();
            bencher.iter(|| tree.single_points(&gates));
        });
        group.bench_function(BenchmarkId::new("full solution and counts", width), |bencher| {
            bencher.iter(|| tree.solve(top, &budget)?.minimal_cut_sets(&budget)?.counts());
        });
    }
    group.finish();
}

criterion_group!(benches, generated);
criterion_main!(benches);
