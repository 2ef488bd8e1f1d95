//! What `systemic` takes.

use super::OutputArguments;
use super::percent;
use crate::commands::systemic::Shard;
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct SystemicArguments {
    #[command(subcommand)]
    pub(crate) command: Option<SystemicCommand>,
    /// 含 nodes、edges、essentiality 三表(CSV 或 Parquet)的目录,或采购有金额的数据集 · Folder with the tables nodes, edges, essentiality (CSV or Parquet), or a dataset whose purchases have values
    #[arg(required = true)]
    pub(crate) network: Option<PathBuf>,
    /// 按已发表的程序计算:同步迭代,步差不大于 --eps 即止(缺省求不动点) · As the published program: synchronous steps until none exceeds --eps (default: the fixed point)
    #[arg(long)]
    pub(crate) compat: bool,
    /// 精度:--compat 下为停止步差(缺省 0.01),否则为误差目标(缺省 1e-10) · Precision: with --compat the step to stop at (default 0.01), else the error aimed at (default 1e-10)
    #[arg(long, value_name = "E")]
    pub(crate) eps: Option<f64>,
    /// 同行不能顶替 · Rivals of the same sector do not step in
    #[arg(long)]
    pub(crate) no_replaceability: bool,
    /// 一并失效的要素 类别:编号,可重复 · Elements that fail together as kind:id, repeatable: firm,sector,group,region,coalition
    #[arg(long, value_name = "KIND:ID", conflicts_with_all = ["shock", "level"])]
    pub(crate) fail: Vec<String>,
    /// 逐一失效的层级(缺省 firm) · Fail every element of a level, one at a time (default: firm)
    #[arg(long, value_enum, conflicts_with = "shock")]
    pub(crate) level: Option<SystemicLevel>,
    /// 失效深度(%) · Part of their output and orders that is gone, percent
    #[arg(long, default_value_t = 100.0, value_name = "PERCENT", value_parser = percent, conflicts_with = "shock")]
    pub(crate) depth: f64,
    /// 情景表 firm,scenario,loss(缺省逐一关停每家企业) · Scenarios as firm,scenario,loss (default: each firm closed alone)
    #[arg(long, value_name = "FILE")]
    pub(crate) shock: Option<PathBuf>,
    /// 订单一侧的损失另用此表 · Losses of orders from another table
    #[arg(long, value_name = "FILE", requires = "shock")]
    pub(crate) shock_upstream: Option<PathBuf>,
    /// 产出权重表 id 加若干列(缺省为网络内销售额) · Output weights as id and columns (default: sales inside the network)
    #[arg(long, value_name = "FILE")]
    pub(crate) weights: Option<PathBuf>,
    /// 指名备份表 supplier,backup,capacity,status,取代同行顶替;并给出有无备份之差 · Named backups in place of rivals, and what they remove
    #[arg(long, value_name = "FILE", conflicts_with = "no_replaceability")]
    pub(crate) backups: Option<PathBuf>,
    /// 各口径范围算哪些情景 · For which scenarios to compute the range over settings (CSV: all or none)
    #[arg(long, value_enum, default_value_t = RangeOf::Top)]
    pub(crate) range: RangeOf,
    /// 对前几名说明各企业因何停摆 · For how many of the first to say why firms stand still
    #[arg(long, default_value_t = 3, value_name = "K")]
    pub(crate) binding: usize,
    /// 影响份额分布图(SVG) · The distribution of the parts lost as a picture (SVG)
    #[arg(long, value_name = "FILE")]
    pub(crate) chart: Option<PathBuf>,
    /// 只算第 i 份(共 n 份),结果按块写入 --parts;可重跑、可中断 · Compute shard i of n only, in blocks written to --parts; may be run again after it was stopped
    #[arg(
        long,
        value_name = "i/n",
        requires = "parts",
        conflicts_with_all = ["chart", "output", "format"]
    )]
    pub(crate) shard: Option<Shard>,
    /// 分份结果的目录 · Folder of the blocks
    #[arg(long, value_name = "FOLDER", requires = "shard")]
    pub(crate) parts: Option<PathBuf>,
    /// 屏幕表格列出前几名 · Rows of the table on the screen
    #[arg(long, default_value_t = 20, value_name = "K")]
    pub(crate) top: usize,
    #[command(flatten)]
    pub(crate) output: OutputArguments,
}

/// What fails one at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SystemicLevel {
    /// 企业
    Firm,
    /// 行业
    Sector,
    /// 集团
    Group,
    /// 地区
    Region,
    /// 管制情景组
    Coalition,
}

/// The scenarios that a range over settings is computed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum RangeOf {
    /// 表中所列 · those in the table
    Top,
    /// 全部 · all
    All,
    /// 不算 · none
    None,
}

/// What else there is to do.
#[derive(Debug, Subcommand)]
pub(crate) enum SystemicCommand {
    /// 合并 --shard 的结果为一张 CSV · Merge what --shard wrote into one CSV
    Merge(MergeArguments),
}

#[derive(Debug, Args)]
pub(crate) struct MergeArguments {
    /// --parts 的目录 · Folder given as --parts
    pub(crate) parts: PathBuf,
    /// 写入文件而不是屏幕 · Write to a file instead of the screen
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// 允许覆盖已有文件 · Overwrite an existing file
    #[arg(long)]
    pub(crate) force: bool,
}
