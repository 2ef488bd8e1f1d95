//! What `template` takes.

use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct TemplateArguments {
    /// 写入的 .xlsx 文件 · Workbook to write
    #[arg(long, short, value_name = "FILE.xlsx")]
    pub(crate) output: PathBuf,
    /// 不带示例行 · Without the example rows
    #[arg(long)]
    pub(crate) blank: bool,
    /// 允许覆盖已有文件 · Overwrite an existing file
    #[arg(long)]
    pub(crate) force: bool,
}
