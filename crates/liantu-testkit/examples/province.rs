//! Writes a generated province into a folder: `cargo run --release -p liantu-testkit --example province -- FOLDER
//! [SCALE]`.

use liantu_testkit::dataset::write_dataset;
use liantu_testkit::province::Parameters;
use std::path::PathBuf;

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().unwrap_or_else(|| "province".to_owned()));
    let scale = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(1.0);
    std::fs::create_dir_all(&folder)?;
    write_dataset(&Parameters::province().scaled(scale).draft(), &folder)
}
