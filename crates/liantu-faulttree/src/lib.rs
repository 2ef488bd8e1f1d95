//! Minimal cut sets, probability and importance of coherent fault trees.
