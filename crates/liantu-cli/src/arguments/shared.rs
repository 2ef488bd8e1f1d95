//! Options that several commands share.

use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Where results go.
#[derive(Debug, Args)]
pub(crate) struct OutputArguments {
    /// 输出格式 · Format
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: Format,
    /// 写入文件而不是屏幕 · Write to a file instead of the screen
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// 允许覆盖已有文件 · Overwrite an existing file
    #[arg(long)]
    pub(crate) force: bool,
}

/// Formats of tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// 屏幕表格 · for the terminal
    Text,
    /// JSON
    Json,
    /// CSV
    Csv,
    /// Markdown
    Md,
}

/// A certainty to fail on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOnCertainty {
    /// Possible or confirmed.
    Possible,
    /// Confirmed only.
    Confirmed,
}

/// A horizon by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum HorizonArgument {
    /// Consumed inputs only.
    Short,
    /// Every role.
    Long,
}
