//! Dependencies between crates point one way only.

use cargo_metadata::{DependencyKind, MetadataCommand};
use std::collections::BTreeMap;

/// What each crate may depend on; development dependencies do not count.
const ALLOWED: [(&str, &[&str]); 14] = [
    ("liantu-model", &[]),
    ("liantu-faulttree", &[]),
    ("liantu-ingest", &["liantu-model"]),
    ("liantu-graph", &["liantu-model"]),
    ("liantu-analysis", &["liantu-faulttree", "liantu-graph", "liantu-model"]),
    ("liantu-columnar", &[]),
    ("liantu-systemic", &["liantu-columnar"]),
    ("liantu-trade", &["liantu-columnar", "liantu-model"]),
    ("liantu-picture", &[]),
    ("liantu-typeset", &["liantu-picture"]),
    ("liantu-plan", &["liantu-analysis", "liantu-graph", "liantu-model"]),
    (
        "liantu-render",
        &[
            "liantu-analysis",
            "liantu-faulttree",
            "liantu-graph",
            "liantu-model",
            "liantu-picture",
            "liantu-plan",
            "liantu-systemic",
            "liantu-trade",
            "liantu-typeset",
        ],
    ),
    (
        "liantu-cli",
        &[
            "liantu-analysis",
            "liantu-faulttree",
            "liantu-graph",
            "liantu-ingest",
            "liantu-model",
            "liantu-picture",
            "liantu-plan",
            "liantu-render",
            "liantu-systemic",
            "liantu-trade",
            "liantu-typeset",
        ],
    ),
    ("liantu-testkit", &["liantu-model"]),
];

#[test]
fn crates_depend_downwards_only() {
    let manifest = crate::program::root().join("Cargo.toml");
    let metadata = MetadataCommand::new().manifest_path(manifest).no_deps().exec().expect("cargo metadata");
    let allowed: BTreeMap<&str, &[&str]> = ALLOWED.into_iter().collect();
    let names: Vec<&str> = metadata.packages.iter().map(|package| package.name.as_str()).collect();
    assert_eq!(names.len(), allowed.len(), "every crate has its place here: {names:?}");
    for package in &metadata.packages {
        let permitted = allowed.get(package.name.as_str()).expect("a known crate");
        for dependency in &package.dependencies {
            let internal =
                dependency.name.starts_with("liantu-") && dependency.kind == DependencyKind::Normal;
            assert!(
                !internal || permitted.contains(&dependency.name.as_str()),
                "{} must not depend on {}",
                package.name,
                dependency.name
            );
        }
    }
}

#[test]
fn petgraph_stays_inside_the_graph_crate() {
    let manifest = crate::program::root().join("Cargo.toml");
    let metadata = MetadataCommand::new().manifest_path(manifest).no_deps().exec().expect("cargo metadata");
    for package in metadata.packages.iter().filter(|package| package.name.as_str() != "liantu-graph") {
        assert!(package.dependencies.iter().all(|one| one.name != "petgraph"), "{}", package.name);
    }
}
