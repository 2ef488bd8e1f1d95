//! What `sensitivity` takes.

use super::{GradeArguments, KeyArguments, LossArguments, OutputArguments};
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct SensitivityArguments {
    /// 数据集(文件夹或 .xlsx 工作簿) · Dataset: a folder or a workbook
    pub(crate) dataset: PathBuf,
    #[command(flatten)]
    pub(crate) losses: LossArguments,
    /// 最多几行同时有误 · Wrong rows at once, at most
    #[arg(long, default_value_t = 2, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=4))]
    pub(crate) max_errors: u32,
    /// 看改动一行后的结论:如 supplies.csv:12=absent(或 candidate、qualified、active、incomplete) · What one changed row changes, as supplies.csv:12=absent (or candidate, qualified, active, incomplete)
    #[arg(long, value_name = "ROW=CHANGE")]
    pub(crate) what_if: Option<String>,
    #[command(flatten)]
    pub(crate) grades: GradeArguments,
    #[command(flatten)]
    pub(crate) keys: KeyArguments,
    #[command(flatten)]
    pub(crate) output: OutputArguments,
}
