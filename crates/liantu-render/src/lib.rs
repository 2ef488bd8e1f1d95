//! Trees, tables and documents: the only crate that formats.
//!
//! Every result becomes [`table::Table`]s, a [`json`] document or a [`chart`], in the words of one
//! [`catalogue::Catalogue`]. Nothing here computes a finding, and nothing here touches the file system.

pub mod catalogue;
pub mod chains;
pub mod chart;
pub mod comparison;
mod course_chart;
pub mod curve;
pub mod diagnostics;
pub mod explain;
pub mod json;
pub mod keys;
pub mod names;
pub mod network_file;
pub mod pictures;
pub mod questionnaire;
pub mod region_chart;
pub mod report;
pub mod results;
pub mod summary;
pub mod systemic;
mod systemic_chart;
pub mod table;
pub mod tables;
pub mod trade;
pub mod tree;
pub mod write;

pub use course_chart::course_chart;
pub use systemic_chart::systemic_chart;
