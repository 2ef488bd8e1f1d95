//! What `explain` takes.

use super::{GradeArguments, OutputArguments, percent};
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct ExplainArguments {
    /// 数据集(文件夹或 .xlsx 工作簿) · Dataset: a folder or a workbook
    pub(crate) dataset: PathBuf,
    /// 结论键:spof:类别:编号、chokepoint:环节、backup:层面:环节、cutset:终端产品:类别:编号+类别:编号;不写则列出全部 · Key of a finding: spof:KIND:ID, chokepoint:COMPONENT, backup:LEVEL:COMPONENT, cutset:TARGET:KIND:ID+KIND:ID; without one, all keys
    #[arg(value_name = "FINDING")]
    pub(crate) finding: Option<String>,
    /// 备份须在多少周内到位 · Weeks within which a backup must deliver
    #[arg(long, default_value_t = 26.0, value_name = "WEEKS", allow_negative_numbers = true)]
    pub(crate) within: f64,
    /// 视为有备份所需的覆盖率(%) · Cover that counts as backed up, percent
    #[arg(long, default_value_t = 70.0, value_name = "PERCENT", value_parser = percent)]
    pub(crate) cover: f64,
    /// 最多几行同时有误 · Wrong rows at once, at most
    #[arg(long, default_value_t = 3, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=4))]
    pub(crate) max_errors: u32,
    #[command(flatten)]
    pub(crate) grades: GradeArguments,
    #[command(flatten)]
    pub(crate) output: OutputArguments,
}
