//! ESRI of all scenarios as CSV for programs: without a mark, numbers in full.

use super::csv::{inert, quote};
use crate::systemic::SystemicResult;
use liantu_systemic::{Esri, Outcome};
use std::fmt::Write as _;
use std::io::{self, Write};

/// The header: `id,esri,esri_downstream,esri_upstream,iterations,residual`; of several weights the three ESRI
/// columns repeat with `_w1`, `_w2`, … behind their names.
pub fn systemic_csv_header(weights: usize) -> String {
    let mut columns = vec!["id".to_owned()];
    for weight in 1..=weights {
        let suffix = if weights == 1 { String::new() } else { format!("_w{weight}") };
        columns.extend(["esri", "esri_downstream", "esri_upstream"].map(|name| format!("{name}{suffix}")));
    }
    columns.extend(["iterations", "residual"].map(str::to_owned));
    columns.join(",")
}

/// One line of a scenario. Numbers are the shortest decimals that read back as the same bits.
pub fn systemic_csv_line(id: &str, outcome: &Outcome) -> String {
    let mut line = quote(&inert(id));
    for Esri { total, downstream, upstream } in &outcome.esri {
        let _ = write!(line, ",{total},{downstream},{upstream}");
    }
    let _ = write!(line, ",{},{}", outcome.iterations, outcome.residual);
    line
}

/// Writes all scenarios.
///
/// # Errors
/// When the output cannot be written.
pub fn systemic_csv(out: &mut dyn Write, result: &SystemicResult<'_>) -> io::Result<()> {
    writeln!(out, "{}", systemic_csv_header(result.weights.len()))?;
    result.rows.iter().try_for_each(|row| writeln!(out, "{}", systemic_csv_line(row.id, row.outcome)))
}
