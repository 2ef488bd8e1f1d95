//! What `trade` takes.

use super::OutputArguments;
use clap::{ArgGroup, Args};
use std::path::PathBuf;

/// 缺省回答立足国家/地区的进口来源集中度;--all-importers 等换成别的问题 · By default the home country's import
/// sources; --all-importers and the like ask something else.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("question").multiple(false))]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(crate) struct TradeArguments {
    /// 双边贸易表:CSV(可 gzip、ZIP)或 Parquet · Bilateral trade tables: CSV (also gzip, ZIP) or Parquet
    #[arg(required_unless_present = "print_preset", value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// 全部进口地 · Every importer
    #[arg(long, group = "question", conflicts_with = "importer")]
    pub(crate) all_importers: bool,
    /// 进口地(编码或名称),缺省为立足国家/地区 · Importer by code or name (default: the home country)
    #[arg(long, value_name = "CODE")]
    pub(crate) importer: Option<String>,
    /// 各税号的世界贸易集中度 · Concentration of world trade by product
    #[arg(long, group = "question", conflicts_with = "importer")]
    pub(crate) products: bool,
    /// 各税号的贸易网络指标 · Network measures by product
    #[arg(long, group = "question", conflicts_with = "importer")]
    pub(crate) network: bool,
    /// 某地的来源地与替代来源地 · Sources of an importer and alternatives
    #[arg(long, group = "question", conflicts_with = "importer", value_name = "CODE")]
    pub(crate) sources_of: Option<String>,
    /// 区域集团的外部依赖:EU27、成员名单文件,或逗号分隔的成员 · Dependence of a bloc: EU27, a file of members, or members divided by commas
    #[arg(long, group = "question", conflicts_with = "importer", value_name = "FILE|EU27")]
    pub(crate) bloc: Option<String>,
    /// 数据集目录:按环节的税号给出贸易证据 · Dataset folder: trade evidence by component, through its customs codes
    #[arg(long, group = "question", value_name = "DIR")]
    pub(crate) dataset: Option<PathBuf>,
    /// 各年比较:新增、持续、消除;缺省为全部进口地,--importer 限一地 · Change over years (every importer, or --importer)
    #[arg(long, group = "question", conflicts_with = "year")]
    pub(crate) trend: bool,
    /// 只看这些税号(逗号分隔) · Only these products (comma list)
    #[arg(long, value_delimiter = ',', value_name = "HS6")]
    pub(crate) product: Vec<String>,
    /// 每个税号列出的来源地数,或 all · Sources listed per product, or all
    #[arg(long, default_value = "10", value_name = "N|all", requires = "sources_of")]
    pub(crate) top: String,
    /// 只用这一年 · Only this year
    #[arg(long, value_name = "YYYY")]
    pub(crate) year: Option<u16>,
    /// 列的说明(TOML),用于海关等其他表 · What the columns are (TOML), for customs and other tables
    #[arg(long, value_name = "FILE")]
    pub(crate) mapping: Option<PathBuf>,
    /// 内置阈值组 · Bundled thresholds
    #[arg(long, default_value = "geodep", value_name = "geodep|eu-2021|cbs")]
    pub(crate) preset: String,
    /// 阈值文件(TOML),代替内置阈值 · Thresholds (TOML), in place of the bundled ones
    #[arg(long, value_name = "FILE", conflicts_with = "preset")]
    pub(crate) thresholds: Option<PathBuf>,
    /// 打印一组内置阈值,可存盘修改后用于 --thresholds · Print bundled thresholds, to be edited for --thresholds
    #[arg(long, value_name = "NAME", num_args = 0..=1, default_missing_value = "geodep")]
    pub(crate) print_preset: Option<String>,
    #[command(flatten)]
    pub(crate) output: OutputArguments,
}
