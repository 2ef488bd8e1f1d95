//! What `chokepoints` takes.

use super::{GradeArguments, KeyArguments, OutputArguments, TradeEvidenceArguments};
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
    /// 数据集(文件夹或 .xlsx 工作簿) · Dataset: a folder or a workbook
    #[arg(required_unless_present = "print_rules")]
    pub(crate) dataset: Option<PathBuf>,
    /// 备份须在多少周内到位 · Weeks within which a backup must deliver
    #[arg(long, default_value_t = 26.0, value_name = "WEEKS")]
    pub(crate) within: f64,
    #[command(flatten)]
    pub(crate) grades: GradeArguments,
    /// 输出缺省规则文件,供修改 · Write the default rules, to be edited
    #[arg(long)]
    pub(crate) print_rules: bool,
    #[command(flatten)]
    pub(crate) evidence: TradeEvidenceArguments,
    /// 另附综合排序(第二意见),权重:equal、entropy、权重文件(.toml)或判断矩阵(.csv) · Add a composite ranking, weighted equal, entropy, by a file of weights (.toml) or of judgements (.csv)
    #[arg(long, value_name = "WEIGHTS")]
    pub(crate) rank: Option<String>,
    /// 排序稳定性的抽样次数 · Samples for the stability of ranks
    #[arg(long, default_value_t = 2000, value_parser = clap::value_parser!(u32).range(20..=100_000))]
    pub(crate) samples: u32,
    /// 抽样种子 · Seed of the samples
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// 有此灯号时退出码为 1 · Exit with 1 on such grades
    #[arg(long, value_enum)]
    pub(crate) fail_on: Option<FailOnGrade>,
    #[command(flatten)]
    pub(crate) keys: KeyArguments,
    #[command(flatten)]
    pub(crate) output: OutputArguments,
}
