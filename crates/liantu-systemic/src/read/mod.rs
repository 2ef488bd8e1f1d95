//! Networks, shocks and output weights from tables, each problem with its place.
//!
//! Tables are delimited text (comma, semicolon or tab; UTF-8 or GB 18030) or Parquet, told apart by their first bytes.
//! They are read row by row: a row costs the memory of what is kept of it. Problems of a table are collected, up to [`MOST_PROBLEMS`].

mod backups;
mod folder;
mod problem;
mod shocks;
mod table;
mod weights;

pub use backups::{BackupTable, read_backups};
pub use folder::{FirmIndex, NetworkTables, is_network, read_folder};
pub use problem::{MOST_PROBLEMS, Problem, ProblemKind, ReadError};
pub use shocks::{NamedShocks, ShockTable, read_shocks};
pub use weights::read_weights;
