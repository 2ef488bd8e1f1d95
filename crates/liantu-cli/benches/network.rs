//! A generated national network of firms: one cascade, and all of them.
//!
//! `LIANTU_SCALE` shrinks it (default 1: 10⁶ suppliers, 10⁵ components, about 10⁷ links between firms). Nothing is
//! read from files: rows are generated, validated and dropped before anything is measured, links one by one, and what
//! each step holds is told as it is done (`VmRSS` and `VmHWM` of this process, on Linux).

use criterion::{Criterion, criterion_group, criterion_main};
use liantu_analysis::{Depth, Level, SpofOptions, single_points};
use liantu_graph::{Buyers, ChainGraph, CompileOptions, Horizon, Qualified, Reading, State, Structure};
use liantu_model::{Confidence, Element};
use liantu_testkit::province::Parameters;
use std::hint::black_box;
use std::time::Instant;

fn scale() -> f64 {
    std::env::var("LIANTU_SCALE").ok().and_then(|text| text.parse().ok()).unwrap_or(1.0)
}

#[expect(clippy::print_stderr, reason = "what a bench finds is printed")]
fn tell(what: &str) {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let memory = status.lines().filter(|line| line.starts_with("VmRSS") || line.starts_with("VmHWM"));
    let memory: Vec<String> =
        memory.map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    eprintln!("{what} [{}]", memory.join(", "));
}

/// Forgets the peak so far, so that the next one told is of what comes next. Linux only, else nothing.
fn forget_peak() {
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

fn network(criterion: &mut Criterion) {
    let parameters = Parameters::network().scaled(scale());
    let (draft, purchases) = parameters.draft_and_purchases();
    tell(&format!("generated, seed {}, but for the links", parameters.seed));
    let model = liantu_testkit::model_with(draft, purchases);
    tell(&format!("links generated and all validated: {} links", model.purchases().len()));
    let graph = ChainGraph::new(model);
    tell("graph");
    forget_peak();
    cascades(criterion, &graph);
    tell("one structure, one state");
    everything(&graph);
}

/// One failure after the other, suppliers in turn.
fn cascades(criterion: &mut Criterion, graph: &ChainGraph) {
    let compile = CompileOptions {
        qualified: Qualified::Ignored,
        horizon: Horizon::Long,
        buyers: Buyers::Everyone,
        trust: Confidence::Low,
        targets: graph.default_targets(),
    };
    let structure = Structure::compile(graph, &compile);
    tell(&format!("compiled: {} nodes", structure.len()));
    for (name, reading) in [("pessimistic", Reading::Pessimistic), ("optimistic", Reading::Optimistic)] {
        let mut state = State::new(&structure, reading);
        let (start, mut edges) = (Instant::now(), 0);
        for supplier in graph.model().supplier_indices() {
            state.fail(&structure.leaves_of(Element::Supplier(supplier)));
            edges += state.edges_touched();
            state.undo();
        }
        let (seconds, count) = (start.elapsed().as_secs_f64(), graph.model().suppliers().len() as f64);
        tell(&format!(
            "{name}: {count} cascades, mean {:.1} edges and {:.3} ms, {:.1} ns per edge",
            edges as f64 / count,
            seconds * 1e3 / count,
            seconds * 1e9 / edges as f64
        ));
        let mut suppliers = graph.model().supplier_indices().cycle();
        criterion.bench_function(&format!("network/cascade/{name}"), |bencher| {
            bencher.iter(|| {
                let supplier = suppliers.next().expect("a network has suppliers");
                state.fail(&structure.leaves_of(Element::Supplier(supplier)));
                black_box(state.edges_touched());
                state.undo();
            });
        });
    }
}

/// Every supplier, both readings and horizons.
fn everything(graph: &ChainGraph) {
    let options =
        SpofOptions { levels: vec![Level::Supplier], depth: Depth::Losses, ..SpofOptions::default() };
    let start = Instant::now();
    let found = black_box(single_points(graph, &options));
    tell(&format!(
        "all suppliers, both readings and horizons: {:.1} s, {} single points of {} targets",
        start.elapsed().as_secs_f64(),
        found.findings.len(),
        found.targets.len()
    ));
}

criterion_group!(benches, network);
criterion_main!(benches);
