//! What `systemic` takes.

use super::OutputArguments;
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct SystemicArguments {
    /// 含 nodes、edges、essentiality 三表(CSV)的目录 · Folder with the tables nodes, edges, essentiality (CSV)
    pub(crate) network: PathBuf,
    /// 按已发表的程序计算:同步迭代,步差不大于 --eps 即止(缺省求不动点) · As the published program: synchronous steps until none exceeds --eps (default: the fixed point)
    #[arg(long)]
    pub(crate) compat: bool,
    /// 精度:--compat 下为停止步差(缺省 0.01),否则为误差目标(缺省 1e-10) · Precision: with --compat the step to stop at (default 0.01), else the error aimed at (default 1e-10)
    #[arg(long, value_name = "E")]
    pub(crate) eps: Option<f64>,
    /// 同行不能顶替 · Rivals of the same sector do not step in
    #[arg(long)]
    pub(crate) no_replaceability: bool,
    /// 情景表 firm,scenario,loss(缺省逐一关停每家企业) · Scenarios as firm,scenario,loss (default: each firm closed alone)
    #[arg(long, value_name = "FILE")]
    pub(crate) shock: Option<PathBuf>,
    /// 订单一侧的损失另用此表 · Losses of orders from another table
    #[arg(long, value_name = "FILE", requires = "shock")]
    pub(crate) shock_upstream: Option<PathBuf>,
    /// 产出权重表 id 加若干列(缺省为网络内销售额) · Output weights as id and columns (default: sales inside the network)
    #[arg(long, value_name = "FILE")]
    pub(crate) weights: Option<PathBuf>,
    /// 屏幕表格列出前几名 · Rows of the table on the screen
    #[arg(long, default_value_t = 20, value_name = "K")]
    pub(crate) top: usize,
    #[command(flatten)]
    pub(crate) output: OutputArguments,
}
