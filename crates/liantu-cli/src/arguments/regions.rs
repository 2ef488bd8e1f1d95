//! What `regions` takes.

use super::{GradeArguments, OutputArguments};
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct RegionsArguments {
    /// 数据集(文件夹或 .xlsx 工作簿) · Dataset: a folder or a workbook
    pub(crate) dataset: PathBuf,
    /// 终端产品(可重复) · Final product, repeatable (default: the dataset's)
    #[arg(long, value_name = "ID")]
    pub(crate) target: Vec<String>,
    #[command(flatten)]
    pub(crate) grades: GradeArguments,
    #[command(flatten)]
    pub(crate) output: OutputArguments,
}
