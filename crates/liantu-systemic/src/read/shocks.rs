//! Initial losses of firms by scenario: `firm,scenario,loss`.

use std::path::Path;

use indexmap::IndexMap;

use super::folder::{FirmIndex, filled, find_firm, non_negative};
use super::problem::{Collector, ProblemKind, ReadError};
use super::table::{Column, all_of, problem, read_table};
use crate::network::FirmIx;

const COLUMNS: [Column; 3] = [
    Column { name: "firm", aliases: &["企业", "id"] },
    Column { name: "scenario", aliases: &["情景"] },
    Column { name: "loss", aliases: &["损失"] },
];

/// Losses of one table, by scenario in the order in which they first occur.
pub type ShockTable = IndexMap<String, Vec<(FirmIx, f64)>>;

/// Scenarios by name, each with its losses downstream and upstream.
pub type NamedShocks = IndexMap<String, [Vec<(FirmIx, f64)>; 2]>;

/// Reads losses in 0..=1.
///
/// # Errors
/// The problems of the table.
pub fn read_shocks(path: &Path, index: &FirmIndex) -> Result<ShockTable, ReadError> {
    let mut shocks = ShockTable::new();
    let mut problems = Collector::new(path.to_owned());
    read_table(
        path,
        |header| all_of(&COLUMNS, header),
        |row| {
            let Some([firm, scenario, loss]) = filled(&row, &COLUMNS, &mut problems) else { return };
            let firm = find_firm(index, row.number, "firm", firm, &mut problems);
            let Some(number) = non_negative(row.number, "loss", loss, &mut problems) else { return };
            if number > 1.0 {
                return problems.add(Some(row.number), "loss", loss, ProblemKind::NotALoss);
            }
            let Some(firm) = firm else { return };
            let losses = match shocks.get_mut(scenario) {
                Some(losses) => losses,
                None => shocks.entry(scenario.to_owned()).or_default(),
            };
            losses.push((firm, number));
        },
    )?;
    problems.finish()?;
    if shocks.is_empty() {
        return Err(problem(path, String::new(), ProblemKind::NoRows).into());
    }
    Ok(shocks)
}
