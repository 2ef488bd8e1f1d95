//! Writes a generated province, or with `network` a national network of firms, or with `chains` fifty chains each in a
//! dataset of its own (2,000 rows each at scale 1) into a folder:
//! `cargo run --release -p liantu-testkit --example province -- FOLDER [SCALE] [network|chains]`.

use liantu_testkit::dataset::write_dataset_with;
use liantu_testkit::province::Parameters;
use std::path::{Path, PathBuf};

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let folder =
        PathBuf::from(arguments.next().ok_or_else(|| std::io::Error::other("a folder to write to"))?);
    let scale = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(1.0);
    let what = arguments.next().unwrap_or_default();
    if what == "chains" {
        return write_chains(&folder, scale);
    }
    let is_network = what == "network";
    let parameters = if is_network { Parameters::network() } else { Parameters::province() };
    let (draft, purchases) = parameters.scaled(scale).draft_and_purchases();
    write_dataset_with(&draft, purchases, &folder)
}

/// Each with a seed of its own; names are the same in all, so that much is shared.
fn write_chains(folder: &Path, scale: f64) -> std::io::Result<()> {
    let chain = Parameters {
        chains: 1,
        components: 200,
        suppliers: 400,
        supplies: 800,
        mean_requires: 4.0,
        ..Parameters::province()
    };
    (1..=50).try_for_each(|number| {
        let parameters = Parameters { seed: number, ..chain.scaled(scale) };
        let (mut draft, purchases) = parameters.draft_and_purchases();
        draft.settings.title = format!("Chain {number:02}");
        write_dataset_with(&draft, purchases, &folder.join(format!("chain-{number:02}")))
    })
}
