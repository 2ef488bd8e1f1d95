//! ESRI of all scenarios as CSV for programs: without a mark, numbers in full.

use super::csv::{inert, quote};
use crate::systemic::{SystemicResult, SystemicRow};
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

/// Writes all scenarios. Where every one has a range, `esri_low,esri_high` follow; where backups are named,
/// `esri_without_backups`.
///
/// # Errors
/// When the output cannot be written.
pub fn systemic_csv(out: &mut dyn Write, result: &SystemicResult<'_>) -> io::Result<()> {
    let has_range = result.rows.iter().all(|row| row.range.is_some());
    let has_backups = result.rows.iter().all(|row| row.without_backups.is_some());
    let mut header = systemic_csv_header(result.weights.len());
    header.push_str(if has_range { ",esri_low,esri_high" } else { "" });
    header.push_str(if has_backups { ",esri_without_backups" } else { "" });
    writeln!(out, "{header}")?;
    result.rows.iter().try_for_each(|row| {
        let more = more(row, has_range, has_backups);
        writeln!(out, "{}{more}", systemic_csv_line(row.id, row.outcome))
    })
}

fn more(row: &SystemicRow<'_>, has_range: bool, has_backups: bool) -> String {
    let mut more = String::new();
    if let Some(range) = row.range.as_ref().filter(|_| has_range) {
        let _ = write!(more, ",{},{}", range.low(), range.high());
    }
    if let Some(without) = row.without_backups.filter(|_| has_backups) {
        let _ = write!(more, ",{}", without.esri[0].total);
    }
    more
}
