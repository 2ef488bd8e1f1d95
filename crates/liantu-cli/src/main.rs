//! Command line of liantu.

fn main() {}
