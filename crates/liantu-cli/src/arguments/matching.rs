//! What `match` and `core` take.

use super::{GradeArguments, OutputArguments, percent};
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct MatchArguments {
    /// 数据集目录 · Dataset folder
    pub(crate) dataset: PathBuf,
    /// 终端产品(可重复) · Final product, repeatable (default: the dataset's)
    #[arg(long, value_name = "ID")]
    pub(crate) target: Vec<String>,
    /// 备份须在多少周内到位 · Weeks within which a backup must deliver
    #[arg(long, default_value_t = 26.0, value_name = "WEEKS")]
    pub(crate) within: f64,
    /// 视为有备份所需的覆盖率(%) · Cover that counts as backed up, percent
    #[arg(long, default_value_t = 70.0, value_name = "PERCENT", value_parser = percent)]
    pub(crate) cover: f64,
    #[command(flatten)]
    pub(crate) grades: GradeArguments,
    #[command(flatten)]
    pub(crate) output: OutputArguments,
}
