//! Time to draw trees of the size of a report page and of a whole chain.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use liantu_render::chart::{
    Chart, ChartNode, Grade, NodeIx, SupplierCount, SvgOptions, TextStyle, dot, svg, text,
};

/// `boxes` boxes, up to five under each.
fn chart(boxes: usize) -> Chart {
    let mut chart = Chart::new("集成电路产业链");
    let mut places: Vec<NodeIx> = Vec::with_capacity(boxes);
    for index in 0..boxes {
        let mut node = ChartNode::new(format!("N{index}"), "氟化氩浸没式光刻胶ArF");
        node.grade = Some(Grade::ALL[index % Grade::ALL.len()]);
        node.import_share = Some((40.0, 70.0));
        node.suppliers = Some(SupplierCount::default());
        let parent = index.checked_sub(1).map(|previous| places[previous / 5]);
        places.push(chart.tree.add(parent, node));
    }
    chart
}

fn draw(criterion: &mut Criterion) {
    for boxes in [161, 5_000] {
        let chart = chart(boxes);
        let options = SvgOptions::default();
        criterion.bench_function(&format!("svg/{boxes}"), |bencher| {
            bencher.iter(|| svg(black_box(&chart), &options));
        });
        criterion.bench_function(&format!("dot/{boxes}"), |bencher| {
            bencher.iter(|| dot(black_box(&chart)));
        });
        criterion.bench_function(&format!("text/{boxes}"), |bencher| {
            bencher.iter(|| text(black_box(&chart), TextStyle::Unicode));
        });
    }
}

criterion_group!(benches, draw);
criterion_main!(benches);
