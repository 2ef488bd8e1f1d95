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
    /// 另画各省与境外来源地的环节数示意图(SVG) · Also draw where components are made, as an SVG file
    #[arg(long, value_name = "FILE")]
    pub(crate) picture: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) grades: GradeArguments,
    #[command(flatten)]
    pub(crate) output: OutputArguments,
}
