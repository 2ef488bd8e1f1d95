//! What `spof` takes.

use super::simulate::AssumeArgument;
use super::{FailOnCertainty, KeyArguments, OutputArguments, percent};
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct SpofArguments {
    /// 数据集(文件夹或 .xlsx 工作簿) · Dataset: a folder or a workbook
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
    /// 对空白份额的假设 · What to assume of blank shares
    #[arg(long, value_enum)]
    pub(crate) assume: Option<AssumeArgument>,
    /// 仍在供者合计份额低于此值(%)按停摆计 · Least share that those still supplying must hold, percent
    #[arg(long, value_name = "PERCENT", value_parser = percent)]
    pub(crate) min_share: Option<f64>,
    /// 未构成单点但确定损失不低于此值(%)的也列出 · Also tell what is no single point but for certain takes this much, percent
    #[arg(long, default_value_t = 50.0, value_name = "PERCENT", value_parser = percent)]
    pub(crate) least_loss: f64,
    /// 最多测算多少个要素的产能损失(缺省按数据规模) · Elements whose capacity loss is measured at most (default: by the size of the data)
    #[arg(long, value_name = "N")]
    pub(crate) measure: Option<usize>,
    /// 只说什么停、多确定、多快,不说依据、路径、消除办法和损失(全国规模的网络用) · Only what stops, how surely and how soon: no evidence, path, remedy or loss (for national networks)
    #[arg(long, conflicts_with_all = ["assume", "min_share", "least_loss", "measure"])]
    pub(crate) brief: bool,
    /// 有此类结果时退出码为 1 · Exit with 1 on such findings
    #[arg(long, value_enum)]
    pub(crate) fail_on: Option<FailOnCertainty>,
    #[command(flatten)]
    pub(crate) keys: KeyArguments,
    #[command(flatten)]
    pub(crate) output: OutputArguments,
}
