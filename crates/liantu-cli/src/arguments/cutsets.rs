//! What `cutsets` takes.

use super::{HorizonArgument, KeyArguments, OutputArguments};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// A reading by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReadingArgument {
    /// Only listed supply exists.
    Pessimistic,
    /// Unlisted supply exists where lists are incomplete.
    Optimistic,
}

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(crate) struct CutSetArguments {
    /// 数据集(文件夹或 .xlsx 工作簿) · Dataset: a folder or a workbook
    pub(crate) dataset: PathBuf,
    /// 层面,逗号分隔;多个层面可混合,embargo 须单独使用 · Levels, mixed; embargo stands alone
    #[arg(long, value_delimiter = ',', default_value = "supplier", value_name = "LEVELS")]
    pub(crate) level: Vec<String>,
    /// 终端产品,可重复 · Targets, repeatable
    #[arg(long, value_name = "ID")]
    pub(crate) target: Vec<String>,
    /// 最大阶数,或 all · Largest order, or all
    #[arg(long, default_value = "2", value_name = "K|all")]
    pub(crate) max_order: String,
    /// 最少几个境外来源地联合断供即中断 · Fewest foreign places whose embargo stops the target
    #[arg(long, conflicts_with = "level")]
    pub(crate) foreign: bool,
    /// 只计数,不列出 · Count only
    #[arg(long)]
    pub(crate) count: bool,
    /// 最小路集(足以保供的最小组合)· Minimal path sets in place of cut sets
    #[arg(long, conflicts_with = "count")]
    pub(crate) paths: bool,
    /// 去掉可由内部要素代替的割集 · Drop sets in which an element can be replaced by one inside it
    #[arg(long)]
    pub(crate) dominant: bool,
    /// 计算重要度 · Importance of each element
    #[arg(long)]
    pub(crate) importance: bool,
    /// 概率表(列 kind,id,probability),代替数据集中的 · Probabilities, in place of the dataset's
    #[arg(long, value_name = "FILE")]
    pub(crate) probabilities: Option<PathBuf>,
    /// 读法 · Reading searched
    #[arg(long, value_enum, default_value = "pessimistic")]
    pub(crate) reading: ReadingArgument,
    /// 时限 · Horizon
    #[arg(long, value_enum, default_value = "long")]
    pub(crate) horizon: HorizonArgument,
    /// 已验证的备份也计入 · Count qualified backups as offers
    #[arg(long)]
    pub(crate) count_qualified: bool,
    /// 断供时,境内由断供方控制的企业也停 · An embargo also stops plants at home controlled from where it comes
    #[arg(long)]
    pub(crate) control: bool,
    /// 最多列出多少个 · List at most so many sets
    #[arg(long, default_value_t = 1_000_000, value_name = "N")]
    pub(crate) limit: usize,
    /// 计算量上限:决策图节点 · Budget of diagram nodes
    #[arg(long, default_value_t = 8_000_000, value_name = "N")]
    pub(crate) budget_nodes: usize,
    /// 时间上限(秒)· Budget of seconds (results then depend on the machine)
    #[arg(long, value_name = "SECONDS")]
    pub(crate) budget_seconds: Option<f64>,
    /// 稳健度:最多几行同时有误(不写则不算)· How sure each set is: wrong rows at once, at most (not asked without it)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=4), conflicts_with_all = ["count", "paths"])]
    pub(crate) max_errors: Option<u32>,
    #[command(flatten)]
    pub(crate) keys: KeyArguments,
    #[command(flatten)]
    pub(crate) output: OutputArguments,
}
