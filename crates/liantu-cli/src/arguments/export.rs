//! What `export` takes.

use super::GradeArguments;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Formats of other tools.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// 数据集本身,一个 Excel 工作簿 · The dataset itself as a workbook
    Xlsx,
    /// 数据集本身,一个文件夹的 CSV 表 · The dataset itself as a folder of CSV tables
    Csv,
    /// 故障树,一个终端产品 · Fault tree of one target: Open-PSA Model Exchange Format
    Openpsa,
    /// 网络图(yEd、Gephi、networkx)· Graph: GraphML
    Graphml,
    /// 网络图(Gephi)· Graph: GEXF 1.2
    Gexf,
    /// 网络图 · Graph: JSON Graph Format 2
    JsonGraph,
    /// 树状图(Markdown 页面、维基)· Tree: Mermaid
    Mermaid,
    /// 思维导图 · Mind map: FreeMind .mm
    Freemind,
    /// 大纲 · Outline: OPML 2.0
    Opml,
    /// 大纲 · Outline: Markdown list
    Outline,
}

#[derive(Debug, Args)]
pub(crate) struct ExportArguments {
    /// 数据集(文件夹或 .xlsx 工作簿) · Dataset: a folder or a workbook
    pub(crate) dataset: PathBuf,
    /// 目标格式 · Format
    #[arg(long, value_enum)]
    pub(crate) to: ExportFormat,
    /// 终端产品;故障树须恰好一个,树形输出可多个 · Target; exactly one for a fault tree, repeatable for trees
    #[arg(long, value_name = "ID")]
    pub(crate) target: Vec<String>,
    /// 故障树的层面,逗号分隔 · Levels of the fault tree
    #[arg(long, value_delimiter = ',', default_value = "supplier", value_name = "LEVELS")]
    pub(crate) level: Vec<String>,
    /// 已验证的备份也计入 · Count qualified backups as offers
    #[arg(long)]
    pub(crate) count_qualified: bool,
    #[command(flatten)]
    pub(crate) grades: GradeArguments,
    /// 写入文件而不是屏幕;csv 为文件夹 · Write to a file (for csv: a folder) instead of the screen
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// 允许覆盖已有文件 · Overwrite an existing file
    #[arg(long)]
    pub(crate) force: bool,
}
