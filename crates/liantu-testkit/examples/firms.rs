//! Writes a generated firm network as the tables of `liantu systemic`, and a sample of 1,000 of its firms, each closed alone,
//! as `sample.csv` for `--shock`: `cargo run --release -p liantu-testkit --example firms -- FOLDER [FIRMS]`.

use liantu_testkit::firm_network::PlainNetwork;
use liantu_testkit::random::Random;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

const SEED: u64 = 20_261_127;
const SECTORS: usize = 76;
const LINKS_PER_FIRM: f64 = 8.0;
const SAMPLE: usize = 1_000;

fn main() -> io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().unwrap_or_else(|| "firms".to_owned()));
    let firms = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(100_000);
    let network = PlainNetwork::random(SEED, firms, SECTORS, LINKS_PER_FIRM);
    std::fs::create_dir_all(&folder)?;
    write(&folder, "nodes", "id,sector", |out| {
        network.sector.iter().enumerate().try_for_each(|(firm, sector)| writeln!(out, "f{firm},s{sector}"))
    })?;
    write(&folder, "edges", "supplier,customer,weight", |out| {
        let mut links = network.links.iter();
        links.try_for_each(|(seller, buyer, money)| writeln!(out, "f{seller},f{buyer},{money}"))
    })?;
    write(&folder, "essentiality", "supplier_sector,customer_sector,type", |out| {
        let rows = network.matrix.iter().enumerate();
        let mut pairs =
            rows.flat_map(|(from, row)| row.iter().enumerate().map(move |(to, kind)| (from, to, kind)));
        pairs.try_for_each(|(from, to, kind)| writeln!(out, "s{from},s{to},{kind}"))
    })?;
    let mut order: Vec<usize> = (0..firms).collect();
    Random::new(SEED).shuffle(&mut order);
    write(&folder, "sample", "firm,scenario,loss", |out| {
        order.iter().take(SAMPLE).try_for_each(|firm| writeln!(out, "f{firm},f{firm},1"))
    })
}

fn write(
    folder: &Path,
    name: &str,
    header: &str,
    rows: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>,
) -> io::Result<()> {
    let mut out = BufWriter::new(File::create(folder.join(format!("{name}.csv")))?);
    writeln!(out, "{header}")?;
    rows(&mut out)?;
    out.flush()
}
