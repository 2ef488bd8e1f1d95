//! What `export` takes.

use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Formats of other tools.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// Open-PSA Model Exchange Format
    Openpsa,
}

#[derive(Debug, Args)]
pub(crate) struct ExportArguments {
    /// 数据集目录 · Dataset folder
    pub(crate) dataset: PathBuf,
    /// 目标格式 · Format
    #[arg(long, value_enum)]
    pub(crate) to: ExportFormat,
    /// 终端产品 · Target
    #[arg(long, value_name = "ID")]
    pub(crate) target: String,
    /// 层面,逗号分隔 · Levels
    #[arg(long, value_delimiter = ',', default_value = "supplier", value_name = "LEVELS")]
    pub(crate) level: Vec<String>,
    /// 已验证的备份也计入 · Count qualified backups as offers
    #[arg(long)]
    pub(crate) count_qualified: bool,
    /// 写入文件而不是屏幕 · Write to a file instead of the screen
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// 允许覆盖已有文件 · Overwrite an existing file
    #[arg(long)]
    pub(crate) force: bool,
}
