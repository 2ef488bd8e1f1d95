//! What `check` takes.

use super::OutputArguments;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct CheckArguments {
    /// 数据集(文件夹或 .xlsx 工作簿) · Dataset: a folder or a workbook
    pub(crate) dataset: PathBuf,
    /// 存在警告时退出码为 1 · Exit with 1 when there are warnings
    #[arg(long, value_name = "warning")]
    pub(crate) fail_on: Option<FailOnWarning>,
    #[command(flatten)]
    pub(crate) output: OutputArguments,
}

/// What `check` can fail on.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum FailOnWarning {
    /// Warnings.
    Warning,
}
