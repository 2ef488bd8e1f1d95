//! Reading a generated table, and the tables computed from it.

use std::fmt::Write as _;
use std::hint::black_box;
use std::path::PathBuf;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use liantu_trade::{
    Importers, InputFile, ReadOptions, Thresholds, YearTrade, importer_table, network_table, read_year,
    write_importer_table,
};
use tempfile::TempDir;

const COUNTRIES: u64 = 200;
const PRODUCTS: u64 = 100;
const FLOWS_PER_PRODUCT: u64 = 2_000;

/// A fixed sequence of well-mixed numbers (splitmix64).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

/// A table with the columns of BACI; exporters are few, values span six orders of magnitude.
fn table() -> String {
    let mut numbers = Numbers(20_210_401);
    let mut text = "t,i,j,k,v,q\n".to_owned();
    for product in 0..PRODUCTS {
        for _ in 0..FLOWS_PER_PRODUCT {
            let exporter = (numbers.next() % COUNTRIES).min(numbers.next() % COUNTRIES);
            let importer = (exporter + 1 + numbers.next() % (COUNTRIES - 1)) % COUNTRIES;
            let value = numbers.next() % 10_u64.pow((numbers.next() % 7) as u32 + 2) + 1;
            let (whole, rest) = (value / 1000, value % 1000);
            writeln!(
                text,
                "2022,{},{},{:06},{whole}.{rest:03},NA",
                exporter + 4,
                importer + 4,
                10_000 + product * 9_001
            )
            .expect("a string takes all");
        }
    }
    text
}

fn written(text: &str) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let path = folder.path().join("table.csv");
    std::fs::write(&path, text).expect("there is room for a file");
    (folder, path)
}

fn read(path: &PathBuf) -> YearTrade {
    let read = read_year(&[InputFile::from(path)], &ReadOptions::default(), &mut |_| {});
    read.expect("the generated table is readable").0
}

fn benchmark(criterion: &mut Criterion) {
    let text = table();
    let (_folder, path) = written(&text);
    let trade = read(&path);
    let thresholds = Thresholds::default();
    let mut group = criterion.benchmark_group("trade");
    group.sample_size(20);
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("read", |bencher| bencher.iter(|| read(black_box(&path))));
    group.throughput(Throughput::Elements(trade.flow_count() as u64));
    group.bench_function("importers", |bencher| {
        bencher.iter(|| importer_table(black_box(&trade), Importers::All, &thresholds));
    });
    group.bench_function("network", |bencher| bencher.iter(|| network_table(black_box(&trade))));
    let rows = importer_table(&trade, Importers::All, &thresholds);
    group.bench_function("write", |bencher| {
        bencher.iter(|| {
            let mut out = Vec::new();
            write_importer_table(&mut out, black_box(&rows)).expect("a vector takes all");
            out
        });
    });
    group.finish();
}

criterion_group!(benches, benchmark);
criterion_main!(benches);
