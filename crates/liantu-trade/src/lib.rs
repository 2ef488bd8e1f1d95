//! Import dependence from bilateral trade tables.
//!
//! [`read_year`] and [`read_years`] turn files (columns of BACI, or a customs table through a
//! [`ColumnMapping`]) into exact aggregates and a [`ReadReport`]; a table function computes typed
//! rows from an aggregate, and a `write_…` function prints them as CSV:
//!
//! | question | rows | CSV |
//! |---|---|---|
//! | what does an importer depend on (C1–C3, excess cover)? | [`importer_table`] | [`write_importer_table`] |
//! | how concentrated is the world market? | [`product_table`] | [`write_product_table`] |
//! | who else sells it? | [`source_table`] | [`write_source_table`] |
//! | what does a bloc depend on (CDI1–CDI3)? | [`bloc_table`] | [`write_bloc_table`] |
//! | how fragile is the trade network? | [`network_table`] | [`write_network_table`] |
//! | what is new, persistent, resolved (C4)? | [`trend`] | [`write_trend`] |
//!
//! Values are integers in thousandths of the table's unit: three decimals of thousand USD make
//! whole USD. Flags are decided on integers, without rounding; floating-point numbers are only for
//! printing. Results do not depend on the order of rows or the number of threads.
//!
//! ```
//! use liantu_trade::{Importers, InputFile, ReadOptions, Thresholds, importer_table, read_year};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let folder = tempfile::tempdir()?;
//! # let path = folder.path().join("trade.csv");
//! std::fs::write(&path, "t,i,j,k,v,q\n2022,842,156,848620,6.000,NA\n2022,528,156,848620,2.000,NA\n")?;
//! let (trade, report) = read_year(&[InputFile::from(path)], &ReadOptions::default(), &mut |_| {})?;
//! assert_eq!((report.rows_read, report.rows_used), (2, 2));
//! let china = trade.countries().find("CHN").ok_or("no imports")?;
//! let table = importer_table(&trade, Importers::Only(china), &Thresholds::default());
//! assert_eq!(table.rows[0].top_share(), 0.75);
//! assert!(table.rows[0].is_dependent());
//! # Ok(())
//! # }
//! ```

mod bloc;
mod cells;
mod components;
mod country;
mod decimal;
mod error;
mod hs;
mod importer;
mod mapping;
mod network;
mod product;
mod ratio;
mod read;
mod revision;
mod sources;
mod thresholds;
mod totals;
mod trade;
mod trend;
mod write;

pub use bloc::{Bloc, BlocRow, ResolvedBloc, bloc_table};
pub use components::{CodeTrade, ComponentTrade, ComponentTrades, TradeSignal, component_trade};
pub use country::{Countries, CountryIx, EU27, Notation};
pub use error::TradeError;
pub use hs::{CodeWidth, Hs6};
pub use importer::{
    Concentration, ImporterRow, ImporterTable, Importers, RATIO_WITHOUT_EXPORTS, importer_table,
};
pub use mapping::{ColumnMapping, Slot};
pub use network::{NetworkRow, network_table};
pub use product::{ProductRow, product_table};
pub use ratio::{Ratio, RatioError};
pub use read::{
    DropReason, Dropped, FileRead, InputFile, Place, Progress, ReadOptions, ReadReport, Trade, YearChoice,
    read_year, read_years,
};
pub use revision::{HsRevision, RevisionMark, RevisionMarks};
pub use sources::{SourceLimit, SourceRow, source_table};
pub use thresholds::{BlocExports, BlocThresholds, ImporterThresholds, PRESETS, Persistence, Thresholds};
pub use trade::{Flow, ProductTrade, YearTrade};
pub use trend::{Trend, TrendCell, TrendRow, TrendStatus, trend};
pub use write::{
    write_bloc_table, write_component_table, write_importer_selection, write_importer_table,
    write_network_table, write_product_table, write_source_table, write_trend,
};
