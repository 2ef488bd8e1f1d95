//! What `simulate` takes.

use super::{FailOnCertainty, HorizonArgument, OutputArguments, percent};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct SimulateArguments {
    /// 数据集(文件夹或 .xlsx 工作簿) · Dataset: a folder or a workbook
    pub(crate) dataset: PathBuf,
    /// 失效要素 类别:编号或名称,可重复 · Failed element as kind:id, repeatable: supplier,group,region,coalition,component,embargo
    #[arg(long, required_unless_present_any = ["time_to_survive", "scenario"], value_name = "KIND:ID")]
    pub(crate) fail: Vec<String>,
    /// 按情景文件逐周推演,可多个 · Scenario files (TOML), run step by step over time
    #[arg(
        long,
        value_name = "FILE",
        num_args = 1..,
        conflicts_with_all = [
            "fail", "time_to_survive", "depth", "horizon", "count_qualified", "control", "min_share", "fail_on"
        ]
    )]
    pub(crate) scenario: Vec<PathBuf>,
    /// 每个情景一张折线图(SVG),写入此目录 · A line chart of each scenario as SVG into this folder
    #[arg(long, value_name = "FOLDER", requires = "scenario")]
    pub(crate) charts: Option<PathBuf>,
    /// 各环节断供后靠库存能支撑几周 · How many weeks stocks last once a component is lost, for each of them
    #[arg(
        long,
        conflicts_with_all = ["fail", "horizon", "count_qualified", "control", "assume", "min_share", "fail_on"]
    )]
    pub(crate) time_to_survive: bool,
    /// 库存支撑时间改按停供者列出 · With --time-to-survive: of whom, instead of components: supplier,group,city,province,country,region,coalition,all
    #[arg(long, value_delimiter = ',', requires = "time_to_survive", value_name = "LEVEL")]
    pub(crate) level: Vec<String>,
    /// 失效深度(%) · Part of their supply that is gone, percent
    #[arg(long, default_value_t = 100.0, value_name = "PERCENT", value_parser = percent)]
    pub(crate) depth: f64,
    /// 时限(缺省两者都算) · Horizon (default: both)
    #[arg(long, value_enum)]
    pub(crate) horizon: Option<HorizonArgument>,
    /// 终端产品,可重复 · Targets, repeatable (default: those marked, else what nothing else requires)
    #[arg(long, value_name = "ID")]
    pub(crate) target: Vec<String>,
    /// 已验证的备份也计入 · Count qualified backups as offers
    #[arg(long)]
    pub(crate) count_qualified: bool,
    /// 断供时,境内由断供方控制的企业也停 · An embargo also stops plants at home controlled from where it comes
    #[arg(long)]
    pub(crate) control: bool,
    /// 对空白份额的假设 · What to assume of blank shares
    #[arg(long, value_enum)]
    pub(crate) assume: Option<AssumeArgument>,
    /// 仍在供者合计份额低于此值(%)按停摆计 · Least share that those still supplying must hold, percent
    #[arg(long, value_name = "PERCENT", value_parser = percent)]
    pub(crate) min_share: Option<f64>,
    /// 有终端产品如此停摆时退出码为 1 · Exit with 1 when a target stops so surely
    #[arg(long, value_enum)]
    pub(crate) fail_on: Option<FailOnCertainty>,
    #[command(flatten)]
    pub(crate) output: OutputArguments,
}

/// An assumption by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum AssumeArgument {
    /// Blank shares hold as much each.
    Equal,
}
