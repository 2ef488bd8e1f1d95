//! Import dependence from bilateral trade tables.

mod bloc;
mod cells;
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
    write_bloc_table, write_importer_selection, write_importer_table, write_network_table,
    write_product_table, write_source_table, write_trend,
};
