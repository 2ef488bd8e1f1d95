//! A generated province: loading it, and all single points of all targets at supplier level.
//!
//! `LIANTU_SCALE` shrinks it (default 1: 50 chains, 2·10⁴ components, 8·10⁴ suppliers, 9·10⁵ supplies rows).

use criterion::{Criterion, criterion_group, criterion_main};
use liantu_analysis::{Depth, Level, SpofOptions, single_points};
use liantu_graph::{Buyers, ChainGraph, CompileOptions, Horizon, Qualified, Reading, State, Structure};
use liantu_model::{Confidence, Element};
use liantu_testkit::dataset::write_dataset;
use liantu_testkit::province::Parameters;
use std::hint::black_box;

fn scale() -> f64 {
    std::env::var("LIANTU_SCALE").ok().and_then(|text| text.parse().ok()).unwrap_or(1.0)
}

fn province(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder");
    write_dataset(&Parameters::province().scaled(scale()).draft(), folder.path()).expect("written");
    let mut group = criterion.benchmark_group("province");
    group.sample_size(10);
    group.bench_function("load", |bencher| bencher.iter(|| black_box(liantu_ingest::load(folder.path()))));
    let model = liantu_ingest::load(folder.path()).expect("readable").model.expect("sound");
    let graph = ChainGraph::new(model);
    for (name, depth) in [("losses", Depth::Losses), ("explained", Depth::Explained)] {
        let options = options(depth);
        group.bench_function(format!("single-points/{name}"), |bencher| {
            bencher.iter(|| black_box(single_points(&graph, &options)));
        });
    }
    group.finish();
    cascades(criterion, &graph, "province/cascade");
}

fn options(depth: Depth) -> SpofOptions {
    SpofOptions { levels: vec![Level::Supplier], depth, ..SpofOptions::default() }
}

/// One failure after the other, suppliers in turn.
fn cascades(criterion: &mut Criterion, graph: &ChainGraph, name: &str) {
    let compile = CompileOptions {
        qualified: Qualified::Ignored,
        horizon: Horizon::Long,
        buyers: Buyers::Everyone,
        trust: Confidence::Low,
        targets: graph.default_targets(),
    };
    let structure = Structure::compile(graph, &compile);
    let mut state = State::new(&structure, Reading::Pessimistic);
    let mut suppliers = graph.model().supplier_indices().cycle();
    criterion.bench_function(name, |bencher| {
        bencher.iter(|| {
            let supplier = suppliers.next().expect("a province has suppliers");
            state.fail(&structure.leaves_of(Element::Supplier(supplier)));
            black_box(state.edges_touched());
            state.undo();
        });
    });
}

criterion_group!(benches, province);
criterion_main!(benches);
