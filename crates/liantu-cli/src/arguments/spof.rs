//! What `spof` takes.

use super::{FailOnCertainty, OutputArguments};
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct SpofArguments {
    /// 数据集目录 · Dataset folder
    pub(crate) dataset: PathBuf,
    /// 层面,逗号分隔 · Levels, comma-separated: supplier,group,city,province,country,region,coalition,embargo,component,all
    #[arg(long, value_delimiter = ',', default_value = "all", value_name = "LEVELS")]
    pub(crate) level: Vec<String>,
    /// 终端产品,可重复 · Targets, repeatable (default: those marked, else what nothing else requires)
    #[arg(long, value_name = "ID")]
    pub(crate) target: Vec<String>,
    /// 已验证的备份也计入 · Count qualified backups as offers
    #[arg(long)]
    pub(crate) count_qualified: bool,
    /// 断供时,境内由断供方控制的企业也停 · An embargo also stops plants at home controlled from where it comes
    #[arg(long)]
    pub(crate) control: bool,
    /// 有此类结果时退出码为 1 · Exit with 1 on such findings
    #[arg(long, value_enum)]
    pub(crate) fail_on: Option<FailOnCertainty>,
    #[command(flatten)]
    pub(crate) output: OutputArguments,
}
