//! Generators, strategies and brute-force oracles for tests and benches.
