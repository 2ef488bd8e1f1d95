//! Analyses of the dependency graph.
