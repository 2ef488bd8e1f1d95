//! Trade tables in words: the answers side by side with what they are called, and what went wrong.

mod evidence;
pub(crate) mod names;
mod problems;
mod reading;

pub use evidence::TradeEvidence;
pub use names::TradeNaming;
pub use problems::problem;
pub(crate) use reading::codes;
pub use reading::{has_faults, reading_lines, reading_warnings};

use crate::names::Naming;
use liantu_trade::{
    Bloc, BlocRow, ComponentTrades, CountryIx, ImporterRow, ImporterTable, NetworkRow, ProductRow,
    ReadReport, ResolvedBloc, SourceLimit, SourceRow, Thresholds, Trend, TrendRow,
};

/// One question to a trade table, answered.
#[derive(Debug)]
pub struct TradeResults<'a> {
    /// What countries and products are called.
    pub naming: TradeNaming<'a>,
    /// Rows read, used and dropped.
    pub report: &'a ReadReport,
    /// When flags are raised.
    pub thresholds: &'a Thresholds,
    /// Products that were asked for and that nobody trades.
    pub absent_products: Vec<String>,
    /// The answer.
    pub answer: Answer<'a>,
}

/// The rows of an answer, in the order in which they are shown.
#[derive(Debug)]
pub enum Answer<'a> {
    /// What importers depend on.
    Importers {
        /// The table.
        table: &'a ImporterTable,
        /// Its rows as they are shown.
        rows: Vec<&'a ImporterRow>,
        /// The only importer, if there is one.
        importer: Option<CountryIx>,
    },
    /// How concentrated the world market is.
    Products(&'a [ProductRow]),
    /// How fragile the trade network is.
    Network(&'a [NetworkRow]),
    /// Who else sells to an importer.
    Sources {
        /// The importer.
        importer: CountryIx,
        /// How many sources of a product are listed.
        limit: SourceLimit,
        /// The rows.
        rows: &'a [SourceRow],
    },
    /// What a bloc depends on.
    Bloc {
        /// The bloc.
        bloc: &'a Bloc,
        /// Its members in the table.
        resolved: &'a ResolvedBloc,
        /// The rows.
        rows: &'a [BlocRow],
    },
    /// What trade says about the components of a dataset.
    Components {
        /// What the components are called.
        dataset: Naming<'a>,
        /// The answer.
        trades: &'a ComponentTrades,
    },
    /// What is new, persistent, resolved.
    Trend {
        /// The trend.
        trend: &'a Trend,
        /// Its rows as they are shown.
        rows: Vec<&'a TrendRow>,
        /// The only importer, if there is one.
        importer: Option<CountryIx>,
    },
}

impl Answer<'_> {
    /// A stable key of the question.
    pub fn question(&self) -> &'static str {
        match self {
            Self::Importers { .. } => "importers",
            Self::Products(_) => "products",
            Self::Network(_) => "network",
            Self::Sources { .. } => "sources",
            Self::Bloc { .. } => "bloc",
            Self::Components { .. } => "components",
            Self::Trend { .. } => "trend",
        }
    }
}
