//! What `plan` takes.

use super::OutputArguments;
use super::percent;
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

/// Where supply may come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ScopeArgument {
    /// 境内 · the domestic territory
    Domestic,
    /// 长三角(沪苏浙皖) · the Yangtze delta
    Delta,
    /// 本地 · the home region
    Home,
}

/// The distance to autonomy instead of a plan.
#[derive(Debug, Args)]
pub(crate) struct AutonomyArguments {
    /// 改问自主可控距离:只靠该范围供应,至少须为哪些环节新增来源(攻关清单、保障率) · Ask for the distance to
    /// autonomy instead: for which components at least a source must be added to live on supply in scope
    #[arg(
        long,
        value_name = "SCOPE",
        value_enum,
        conflicts_with_all = [
            "cover", "within", "levels", "order", "shortfall_penalty", "budget", "direct", "cap", "assume_cover",
            "assume_weeks", "gap", "new", "frontier", "shared_capacity",
        ]
    )]
    pub(crate) scope_only: Option<ScopeArgument>,
    /// 与 --scope-only 同用:先取未填费用的环节最少,再取其余费用最省(缺省:环节最少) · With --scope-only: fewest
    /// components without a stated cost, then the least cost (default: fewest components)
    #[arg(long, requires = "scope_only")]
    pub(crate) cheapest: bool,
    /// 与 --scope-only 同用:已验证来源按在供计 · With --scope-only: qualified sources count as supply
    #[arg(long, requires = "scope_only")]
    pub(crate) count_qualified: bool,
}

#[derive(Debug, Args)]
pub(crate) struct PlanArguments {
    /// 数据集目录 · Dataset folder
    pub(crate) dataset: PathBuf,
    /// 失效后须保有的覆盖率(%) · Cover that every loss must leave, percent
    #[arg(long, default_value_t = 70.0, value_name = "PERCENT", value_parser = percent)]
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
    #[arg(long, value_name = "PERCENT", value_parser = percent)]
    pub(crate) assume_cover: Option<f64>,
    /// 未填切换周期的来源,假设周数 · Assumed lead time of sources that state none
    #[arg(long, value_name = "WEEKS")]
    pub(crate) assume_weeks: Option<f64>,
    /// 可接受的最优性差距(%),0 为证明最优 · Gap to the optimum that is good enough, percent; 0 proves it
    #[arg(long, default_value_t = 0.0, value_name = "PERCENT", value_parser = percent)]
    pub(crate) gap: f64,
    /// 假设可新建的境内来源及其费用,可重复;环节写 all 即各必需环节各一 · Sources that could be built in the
    /// domestic territory, at a cost, repeatable; `all` for one of every essential component
    #[arg(long, value_name = "COMPONENT[@REGION]=COST")]
    pub(crate) new: Vec<String>,
    /// 新建来源可承接的需求(%) · What each of them takes over, percent of demand
    #[arg(long, default_value_t = 100.0, value_name = "PERCENT", value_parser = percent, requires = "new")]
    pub(crate) new_cover: f64,
    /// 同一企业的各条备份共用其产能(只计直接失效;须编译时带 highs 特性) · A firm's backups share its plant (direct
    /// losses only; needs a build with the feature highs)
    #[arg(long, conflicts_with = "frontier")]
    pub(crate) shared_capacity: bool,
    /// 改问费用—覆盖曲线:每一费用下缺口最小的方案 · Ask for the cost–cover curve instead
    #[arg(long, conflicts_with_all = ["budget", "shortfall_penalty"])]
    pub(crate) frontier: bool,
    /// 与 --frontier 同用:至多几个点 · With --frontier: points at most
    #[arg(long, default_value_t = 30, value_name = "N", requires = "frontier")]
    pub(crate) points: usize,
    /// 与 --frontier 同用:把曲线画成 SVG 图片 · With --frontier: draw the curve as an SVG file
    #[arg(long, value_name = "FILE", requires = "frontier")]
    pub(crate) picture: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) autonomy: AutonomyArguments,
    #[command(flatten)]
    pub(crate) output: OutputArguments,
}
