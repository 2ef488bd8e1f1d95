//! Documents say what is true.

use crate::program::root;
use liantu_model::Code;
use std::fs;

#[test]
fn every_code_has_a_section() {
    let page = fs::read_to_string(root().join("docs/diagnostics.md")).expect("docs/diagnostics.md");
    for code in Code::ALL {
        let heading = format!("## {}", code.key());
        assert!(page.lines().any(|line| line.replace('`', "") == heading), "no section for {}", code.key());
    }
}

#[test]
fn the_readme_is_short() {
    let readme = fs::read_to_string(root().join("README.md")).expect("README.md");
    assert!(readme.lines().count() <= 150);
}
