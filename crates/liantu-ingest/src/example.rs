//! A small invented chain, to show how the tables are filled in.

use crate::dataset::rows_of;
use crate::folder::gather;
use crate::listing::sort_out;
use liantu_model::Draft;

/// The files of the example.
const FILES: [(&str, &str); 7] = [
    ("dataset.toml", include_str!("../data/example/dataset.toml")),
    ("chains.csv", include_str!("../data/example/chains.csv")),
    ("components.csv", include_str!("../data/example/components.csv")),
    ("facts.csv", include_str!("../data/example/facts.csv")),
    ("requires.csv", include_str!("../data/example/requires.csv")),
    ("suppliers.csv", include_str!("../data/example/suppliers.csv")),
    ("supplies.csv", include_str!("../data/example/supplies.csv")),
];

/// The example as rows. No firm in it exists.
pub fn example() -> Draft {
    let (files, problems) = sort_out(FILES.iter().map(|(name, _)| (*name).to_owned()).collect());
    let text = |name: &str| FILES.iter().find(|(own, _)| *own == name).map_or("", |(_, text)| *text);
    let contents: Vec<Vec<u8>> = files.iter().map(|file| text(&file.name).as_bytes().to_vec()).collect();
    rows_of(gather(files, &contents, problems))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_is_sound() {
        let validation = example().validate();
        assert_eq!(validation.diagnostics, []);
        assert!(validation.model.is_some());
    }
}
