//! What `import` takes.

use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Published data that can be imported.
#[derive(Debug, Subcommand)]
pub(crate) enum ImportCommand {
    /// ETO/CSET 先进半导体供应链数据集 · Advanced Semiconductor Supply Chain Dataset of ETO/CSET
    Eto(EtoArguments),
    /// 填好的核实清单:答复并入新数据集,不改动原数据集 · A filled questionnaire: its answers go into a new dataset
    Answers(AnswersArguments),
}

/// How kinds of a category are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum VariantsArgument {
    /// A category needs every one of its kinds.
    All,
    /// A category needs one of its kinds.
    Any,
    /// Kinds order the drawing and carry no failure.
    Taxonomy,
}

#[derive(Debug, Args)]
pub(crate) struct AnswersArguments {
    /// 填好的工作簿(ask --formats xlsx 所写) · The filled workbook, as ask --formats xlsx wrote it
    pub(crate) filled: PathBuf,
    /// 并入哪个数据集;它本身不变 · The dataset asked about; it stays as it is
    #[arg(long, value_name = "DATASET")]
    pub(crate) into: PathBuf,
    /// 写入的新数据集(文件夹或 .xlsx 工作簿) · The new dataset: a folder or a workbook to write
    #[arg(long, short, value_name = "NEWDATASET")]
    pub(crate) output: PathBuf,
    /// 允许覆盖已有文件 · Overwrite existing files
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Debug, Args)]
pub(crate) struct EtoArguments {
    /// 含五个 CSV 文件的目录 · Folder with the five CSV files
    pub(crate) source: PathBuf,
    /// 写入的数据集(文件夹或 .xlsx 工作簿) · Dataset: a folder or a workbook to write
    #[arg(long, short, value_name = "DATASET")]
    pub(crate) output: PathBuf,
    /// 品种关系:all 类别需要全部品种,any 至少一种,taxonomy 仅作分类 · Kinds: all are needed, any one is, or taxonomy only
    #[arg(
        long,
        value_enum,
        default_value = "all",
        hide_possible_values = true,
        value_name = "all|any|taxonomy"
    )]
    pub(crate) variants: VariantsArgument,
    /// 数据日期(缺省为最新数据年份的年底)· Date of the data (default: the end of the newest year)
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) as_of: Option<String>,
    /// 允许覆盖已有文件 · Overwrite existing files
    #[arg(long)]
    pub(crate) force: bool,
}
