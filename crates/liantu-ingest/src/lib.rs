//! Datasets from files: a folder of `dataset.toml` and CSV tables becomes a [`liantu_model::Model`].
//!
//! Reading goes in steps, each in its own module: bytes become text (`encoding`), text becomes cells
//! (`scan`), cells become rows by one list of columns and one list of words ([`TABLES`], [`WordList`]), rows
//! become a draft that the model validates (`folder`), and every problem found on the way is given its line
//! and character (`locate`). From `scan` onwards nothing knows where cells come from: another source of cells
//! is another implementation of `sheet::Rows`. The way back, [`write_folder`], uses the same lists.
//!
//! Data of others in their own layout become a draft too, each in a module of its own: [`eto`].
//!
//! Nothing here panics on any bytes, and nothing is printed: problems in the data are
//! [`liantu_model::Diagnostic`]s, what stops the reading altogether is an [`IngestError`].

pub mod answers;
mod batches;
mod cells;
mod columns;
mod dataset;
mod dates;
mod encoding;
mod error;
pub mod eto;
mod example;
mod findings;
mod folder;
mod gazetteer;
mod header;
mod listing;
mod locate;
mod mapping;
mod numbers;
mod part;
mod percents;
mod preface;
mod problems;
mod read;
mod scan;
mod settings;
mod sheet;
mod tables;
mod text;
mod words;
mod workbook;
mod write;

pub use columns::{CellKind, Column, TableFormat};
pub use dataset::{DATASET_LIMIT, Loaded, is_workbook_name, load, load_replacing, load_rows};
pub use dates::day as read_day;
pub use error::{IngestError, WorkbookFault};
pub use example::example;
pub use folder::SETTINGS_FILE;
pub use gazetteer::regions as gazetteer;
pub use listing::is_table_name;
pub use mapping::read_mapping;
pub use tables::{COALITIONS, SOURCES, TABLES, format_of};
pub use words::{SUPPLY_LISTS, Word, WordForms, WordList, YES_NO};
pub use workbook::SETTINGS;
pub use write::{Headers, Look, TextFile, Texts, WorkbookError, write_folder, write_workbook};
