//! Writes a generated province, or with `network` a national network of firms, into a folder:
//! `cargo run --release -p liantu-testkit --example province -- FOLDER [SCALE] [network]`.

use liantu_testkit::dataset::write_dataset_with;
use liantu_testkit::province::Parameters;
use std::path::PathBuf;

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().unwrap_or_else(|| "province".to_owned()));
    let scale = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(1.0);
    let is_network = arguments.next().is_some_and(|text| text == "network");
    let parameters = if is_network { Parameters::network() } else { Parameters::province() };
    let (draft, purchases) = parameters.scaled(scale).draft_and_purchases();
    write_dataset_with(&draft, purchases, &folder)
}
