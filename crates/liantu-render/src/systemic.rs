//! Systemic risk of a firm network: what there is to print, and problems of its tables in words.

use crate::catalogue::Catalogue;
use liantu_systemic::read::Problem;
use liantu_systemic::{EsriOptions, Outcome};
use std::fmt::Write;

/// What there is to print.
#[derive(Debug)]
pub struct SystemicResult<'a> {
    /// How it was computed.
    pub options: EsriOptions,
    /// Number of firms of the network.
    pub firms: usize,
    /// Names of the output weights.
    pub weights: &'a [String],
    /// The scenarios, in order.
    pub rows: Vec<SystemicRow<'a>>,
}

impl SystemicResult<'_> {
    /// Whether a scenario came to its end, rather than being given up.
    pub fn is_settled(&self, row: &SystemicRow<'_>) -> bool {
        row.outcome.residual <= self.options.last_step()
    }

    /// How many scenarios were given up.
    pub fn unsettled(&self) -> usize {
        self.rows.iter().filter(|row| !self.is_settled(row)).count()
    }
}

/// A scenario.
#[derive(Debug)]
pub struct SystemicRow<'a> {
    /// Key of the firm that closes, or name of the scenario.
    pub id: &'a str,
    /// Code of the firm's sector.
    pub sector: Option<&'a str>,
    /// The firm's own part of each output weight.
    pub own_weight: Option<Vec<f64>>,
    /// What comes of it.
    pub outcome: &'a Outcome,
}

/// Place, what is wrong, and what to do.
pub fn problem_text(words: &Catalogue, problem: &Problem) -> String {
    let mut text = problem.path.display().to_string();
    if let Some(row) = problem.row {
        let _ = write!(text, ":{row}");
    }
    if let Some(column) = problem.column {
        let _ = write!(text, " [{column}]");
    }
    let key = format!("network-{}", problem.kind.key());
    let arguments = [("read", problem.read.as_str()), ("column", problem.column.unwrap_or_default())];
    let _ = write!(text, ": {}: {}", words.text("severity-error"), words.format(&key, &arguments));
    if let Some(remedy) = words.attribute(&key, "remedy", &arguments) {
        let _ = write!(text, "\n    → {remedy}");
    }
    text
}
