//! What `template` takes.

use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct TemplateArguments {
    /// 写入的 .xlsx 文件;--office 时为 .toml 文件,缺省打印到屏幕 · Workbook to write; with --office a TOML file, default: the screen
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// 打印一份报送模板(report --template 用),改后另存;list 列出名称,columns 列出全部表和列 · Print a template for report --template, to be edited; list: their names, columns: all tables and columns
    #[arg(long, value_name = "NAME|list|columns", conflicts_with = "blank")]
    pub(crate) office: Option<String>,
    /// 不带示例行 · Without the example rows
    #[arg(long)]
    pub(crate) blank: bool,
    /// 允许覆盖已有文件 · Overwrite an existing file
    #[arg(long)]
    pub(crate) force: bool,
}
