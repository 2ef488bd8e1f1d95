//! Named backups: `supplier,backup,capacity` and perhaps `status`.

use std::path::Path;

use super::folder::{FirmIndex, filled, find_firm, non_negative};
use super::problem::{Collector, ProblemKind, ReadError};
use super::table::{Column, all_of, problem, read_table, some_of};
use crate::backing::Backup;

const COLUMNS: [Column; 3] = [
    Column { name: "supplier", aliases: &["供应商", "被备份企业"] },
    Column { name: "backup", aliases: &["备份", "备份企业"] },
    Column { name: "capacity", aliases: &["产能", "金额", "可供金额"] },
];
const STATUS: [(Column, ()); 1] = [(Column { name: "status", aliases: &["状态"] }, ())];
/// Words for backups that cannot deliver yet.
const CANDIDATE: [&str; 5] = ["candidate", "候选", "验证中", "在研", "试制"];
/// Words for those that can.
const READY: [&str; 8] = ["active", "qualified", "在供", "量产", "已验证", "合格", "已认证", "供货"];

/// Backups as read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BackupTable {
    /// Those that can deliver: active, qualified, or of blank status.
    pub ready: Vec<Backup>,
    /// Those that cannot yet.
    pub candidates: Vec<Backup>,
}

/// Reads backups; a firm may stand behind several, a supplier may have several.
///
/// # Errors
/// The problems of the table.
pub fn read_backups(path: &Path, index: &FirmIndex) -> Result<BackupTable, ReadError> {
    let mut table = BackupTable::default();
    let mut problems = Collector::new(path.to_owned());
    read_table(
        path,
        |header| Ok([all_of(&COLUMNS, header)?, some_of(&STATUS, header).0].concat()),
        |row| {
            let Some([supplier, backup, capacity]) = filled(&row, &COLUMNS, &mut problems) else { return };
            let is_itself = supplier == backup;
            let mut firm = |column, id: &str| find_firm(index, row.number, column, id, &mut problems);
            let (supplier, backup_firm) = (firm("supplier", supplier), firm("backup", backup));
            if is_itself {
                problems.add(Some(row.number), "backup", backup, ProblemKind::OwnBackup);
            }
            let capacity = non_negative(row.number, "capacity", capacity, &mut problems);
            let status = row.cells.get(COLUMNS.len()).map_or(String::new(), |cell| cell.to_lowercase());
            let is_candidate = CANDIDATE.contains(&status.as_str());
            if !is_candidate && !status.is_empty() && !READY.contains(&status.as_str()) {
                problems.add(Some(row.number), "status", &status, ProblemKind::NotAStatus);
            }
            let (Some(supplier), Some(backup), Some(capacity)) = (supplier, backup_firm, capacity) else {
                return;
            };
            let rows = if is_candidate { &mut table.candidates } else { &mut table.ready };
            rows.push(Backup { supplier, backup, capacity });
        },
    )?;
    problems.finish()?;
    if table == BackupTable::default() {
        return Err(problem(path, String::new(), ProblemKind::NoRows).into());
    }
    Ok(table)
}
