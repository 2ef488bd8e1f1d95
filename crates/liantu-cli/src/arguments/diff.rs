//! What `diff` takes.

use super::{GradeArguments, KeyArguments, OutputArguments};
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct DiffArguments {
    /// 上期数据集(给出 --from、--to 时为唯一的数据集) · The old dataset, or the only one with --from and --to
    pub(crate) old: PathBuf,
    /// 本期数据集 · The new dataset
    pub(crate) new: Option<PathBuf>,
    /// 同一数据集的上期日期,如 2024-12-31 · Old date of one dataset
    #[arg(long, value_name = "DATE")]
    pub(crate) from: Option<String>,
    /// 同一数据集的本期日期 · New date of one dataset
    #[arg(long, value_name = "DATE")]
    pub(crate) to: Option<String>,
    #[command(flatten)]
    pub(crate) mapping: MappingArguments,
    /// 备份须在多少周内到位 · Weeks within which a backup must deliver
    #[arg(long, default_value_t = 26.0, value_name = "WEEKS")]
    pub(crate) within: f64,
    #[command(flatten)]
    pub(crate) grades: GradeArguments,
    #[command(flatten)]
    pub(crate) keys: KeyArguments,
    #[command(flatten)]
    pub(crate) output: OutputArguments,
}

/// What changed its id.
#[derive(Debug, Default, Args)]
pub(crate) struct MappingArguments {
    /// 改过的编号(CSV,两列:旧编号,新编号) · Ids that changed (CSV: old,new)
    #[arg(long, value_name = "FILE")]
    pub(crate) mapping: Option<PathBuf>,
}
