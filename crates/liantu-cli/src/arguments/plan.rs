//! What `plan` takes.

use super::OutputArguments;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// How many elements fail together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum OrderArgument {
    /// 单一失效 · any single one
    #[value(name = "1")]
    Single,
    /// 两个同时失效 · any two
    #[value(name = "2")]
    Pairs,
}

#[derive(Debug, Args)]
pub(crate) struct PlanArguments {
    /// 数据集目录 · Dataset folder
    pub(crate) dataset: PathBuf,
    /// 失效后须保有的覆盖率(%) · Cover that every loss must leave, percent
    #[arg(long, default_value_t = 70.0, value_name = "PERCENT")]
    pub(crate) cover: f64,
    /// 备份须在多少周内到位 · Weeks within which a backup must deliver
    #[arg(long, default_value_t = 26.0, value_name = "WEEKS")]
    pub(crate) within: f64,
    /// 失效层面,逗号分隔 · Levels of loss, comma-separated: supplier,group,city,province,country,coalition
    #[arg(
        long,
        alias = "level",
        value_delimiter = ',',
        default_value = "supplier,group,country",
        value_name = "LEVELS"
    )]
    pub(crate) levels: Vec<String>,
    /// 同时失效的个数 · How many fail together
    #[arg(long, value_enum, default_value = "1")]
    pub(crate) order: OrderArgument,
    /// 终端产品,可重复 · Targets, repeatable (default: those marked, else what nothing else requires)
    #[arg(long, value_name = "ID")]
    pub(crate) target: Vec<String>,
    /// 每缺一份全部需求的罚分:费用与缺口权衡(缺省:能补的全部补足) · Penalty per missing cover of a whole
    /// demand (default: cover whatever can be covered)
    #[arg(long, value_name = "P", conflicts_with = "budget")]
    pub(crate) shortfall_penalty: Option<f64>,
    /// 费用上限,在此之内使加权缺口最小 · Budget within which the weighted missing cover is least
    #[arg(long, value_name = "B")]
    pub(crate) budget: Option<f64>,
    /// 只计直接失效,不追溯上游 · Direct losses only, inputs not followed
    #[arg(long)]
    pub(crate) direct: bool,
    /// 某地区至多引入几个来源,可重复 · Most new sources in a region, repeatable
    #[arg(long, value_name = "REGION=N")]
    pub(crate) cap: Vec<String>,
    /// 未填份额或可承接量的来源,每家假设覆盖(%) · Assumed cover of sources that state none, percent
    #[arg(long, value_name = "PERCENT")]
    pub(crate) assume_cover: Option<f64>,
    /// 未填切换周期的来源,假设周数 · Assumed lead time of sources that state none
    #[arg(long, value_name = "WEEKS")]
    pub(crate) assume_weeks: Option<f64>,
    /// 可接受的最优性差距(%),0 为证明最优 · Gap to the optimum that is good enough, percent; 0 proves it
    #[arg(long, default_value_t = 0.0, value_name = "PERCENT")]
    pub(crate) gap: f64,
    #[command(flatten)]
    pub(crate) output: OutputArguments,
}
