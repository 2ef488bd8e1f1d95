//! Trees, tables and documents.

pub mod chart;
