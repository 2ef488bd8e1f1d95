//! What `chokepoints` takes.

use super::OutputArguments;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// A grade to fail on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOnGrade {
    /// Yellow or worse.
    Yellow,
    /// Orange or worse.
    Orange,
    /// Red.
    Red,
}

#[derive(Debug, Args)]
pub(crate) struct ChokepointArguments {
    /// 数据集目录 · Dataset folder
    #[arg(required_unless_present = "print_rules")]
    pub(crate) dataset: Option<PathBuf>,
    /// 备份须在多少周内到位 · Weeks within which a backup must deliver
    #[arg(long, default_value_t = 26.0, value_name = "WEEKS")]
    pub(crate) within: f64,
    /// 灯号规则文件(TOML) · File of rules for the grades
    #[arg(long, value_name = "FILE")]
    pub(crate) rules: Option<PathBuf>,
    /// 输出缺省规则文件,供修改 · Write the default rules, to be edited
    #[arg(long)]
    pub(crate) print_rules: bool,
    /// 有此灯号时退出码为 1 · Exit with 1 on such grades
    #[arg(long, value_enum)]
    pub(crate) fail_on: Option<FailOnGrade>,
    #[command(flatten)]
    pub(crate) output: OutputArguments,
}
