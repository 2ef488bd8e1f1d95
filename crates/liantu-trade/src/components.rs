//! What trade says about the components of a dataset, through their customs headings (n : m).
//!
//! A heading that covers much else than the component, or whose fit nobody stated, is *partial*: what
//! it shows may come from the other goods, and what it hides may be the component. No heading is no
//! evidence, and no evidence is never safety.

use liantu_model::{ComponentIx, HsCode, HsFit, Model};

use crate::country::{Countries, CountryIx};
use crate::error::TradeError;
use crate::hs::{CodeWidth, Hs6, parse_code};
use crate::importer::{ImporterRow, ImporterTable, Importers, importer_table};
use crate::thresholds::Thresholds;
use crate::trade::YearTrade;
use crate::trend::{TrendStatus, trend};

/// How much trade has to say about a component. Ordered by gravity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TradeSignal {
    /// No heading, or none of its headings is imported: nothing can be said.
    NoEvidence,
    /// No flag of a source concentration is raised; that is not safety.
    NotRaised,
    /// Imports are concentrated (C1), or all three flags are raised on a heading that fits partly.
    Warning,
    /// C1, C2 and C3 are all raised on a heading that fits well.
    Dependent,
}

impl TradeSignal {
    /// A stable key.
    pub fn key(self) -> &'static str {
        match self {
            Self::NoEvidence => "no-evidence",
            Self::NotRaised => "not-raised",
            Self::Warning => "warning",
            Self::Dependent => "dependent",
        }
    }
}

/// One heading of a component.
#[derive(Clone, Debug, PartialEq)]
pub struct CodeTrade {
    /// The heading at six digits.
    pub product: Hs6,
    /// How well it fits: good or partial.
    pub fit: HsFit,
    /// Whether the dataset says so; partial where it does not.
    pub fit_is_stated: bool,
    /// Whether anyone trades it in the last year of the table; a table of another revision, or of some
    /// products only, does not cover it.
    pub is_covered: bool,
    /// What the importer buys under it in the last year; `None` when nothing.
    pub imports: Option<ImporterRow>,
    /// The last year against the first, where there are several years and trade in each.
    pub status: Option<TrendStatus>,
}

/// One component.
#[derive(Clone, Debug, PartialEq)]
pub struct ComponentTrade {
    /// The component.
    pub component: ComponentIx,
    /// Its grade of evidence: good when all its headings fit, none when it has no heading; `None` when
    /// headings were not looked up.
    pub fit: Option<HsFit>,
    /// Its headings, as written.
    pub codes: Vec<CodeTrade>,
    /// Headings that are no codes.
    pub unreadable: Vec<String>,
    /// What trade has to say.
    pub signal: TradeSignal,
}

impl ComponentTrade {
    /// The heading that carries the signal: the gravest, then the best fitting, then the one with the
    /// larger imports; of equals the first as written.
    pub fn decisive(&self) -> Option<&CodeTrade> {
        let weight = |code: &CodeTrade| (code.signal(), code.fit, code.imports.map_or(0, |row| row.imports));
        self.codes.iter().rev().max_by_key(|code| weight(code))
    }
}

impl CodeTrade {
    /// What this heading alone has to say.
    pub fn signal(&self) -> TradeSignal {
        match &self.imports {
            None => TradeSignal::NoEvidence,
            Some(row) if row.is_dependent() && self.fit == HsFit::Good => TradeSignal::Dependent,
            Some(row) if row.c1() => TradeSignal::Warning,
            Some(_) => TradeSignal::NotRaised,
        }
    }
}

/// Trade of every component of a dataset, in the order of the model.
#[derive(Clone, Debug, PartialEq)]
pub struct ComponentTrades {
    /// The years, ascending; indicators are of the last.
    pub years: Vec<u16>,
    /// The importer.
    pub importer: CountryIx,
    /// What country indices mean.
    pub countries: Countries,
    /// One row a component.
    pub rows: Vec<ComponentTrade>,
}

/// Looks the components of `model` up in the trade of `importer`.
///
/// `years` ascend, share one list of countries and are not empty.
///
/// # Errors
/// [`TradeError::TooFewYears`] when there is no year.
pub fn component_trade(
    model: &Model,
    years: &[YearTrade],
    importer: CountryIx,
    thresholds: &Thresholds,
) -> Result<ComponentTrades, TradeError> {
    let tables: Vec<ImporterTable> =
        years.iter().map(|year| importer_table(year, Importers::Only(importer), thresholds)).collect();
    let Some(last) = tables.last() else {
        return Err(TradeError::TooFewYears { years: 0 });
    };
    let statuses = statuses(&tables, thresholds)?;
    let status = |product: Hs6| {
        let found = statuses.binary_search_by_key(&product, |&(product, _)| product).ok()?;
        Some(statuses[found].1)
    };
    let row = |product: Hs6| {
        let found = last.rows.binary_search_by_key(&product, |row| row.product).ok()?;
        Some(last.rows[found])
    };
    let rows = model.component_indices().map(|component| {
        let own = model.component(component);
        let read = |code: &HsCode| {
            let (product, fit) = heading(code)?;
            Some(CodeTrade {
                product,
                fit,
                fit_is_stated: code.fit.is_some(),
                is_covered: last.products.binary_search(&product).is_ok(),
                imports: row(product),
                status: status(product),
            })
        };
        let codes: Vec<CodeTrade> = own.hs.iter().filter_map(read).collect();
        let unreadable = own.hs.iter().filter(|code| heading(code).is_none()).map(|code| code.code.clone());
        ComponentTrade {
            component,
            fit: if own.has_no_hs { Some(HsFit::None) } else { codes.iter().map(|code| code.fit).min() },
            unreadable: unreadable.collect(),
            signal: codes.iter().map(CodeTrade::signal).max().unwrap_or(TradeSignal::NoEvidence),
            codes,
        }
    });
    Ok(ComponentTrades {
        years: tables.iter().map(|table| table.year).collect(),
        importer,
        rows: rows.collect(),
        countries: last.countries.as_ref().clone(),
    })
}

/// The heading at six digits and its fit; a longer code is cut and fits partly at best.
fn heading(code: &HsCode) -> Option<(Hs6, HsFit)> {
    let parsed = parse_code(code.code.trim().as_bytes())?;
    let fit = code.fit.unwrap_or(HsFit::Partial);
    Some((parsed.product, if parsed.width == CodeWidth::Six { fit } else { HsFit::Partial }))
}

/// What became of each product the importer buys, ascending; empty for a single year.
fn statuses(
    tables: &[ImporterTable],
    thresholds: &Thresholds,
) -> Result<Vec<(Hs6, TrendStatus)>, TradeError> {
    if tables.len() < 2 {
        return Ok(Vec::new());
    }
    let trend = trend(tables, thresholds.persistence)?;
    Ok(trend.rows.iter().map(|row| (row.product, row.status)).collect())
}
