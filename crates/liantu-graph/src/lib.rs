//! The dependency graph and the compiled structure function.
