//! What `backup` takes.

use super::{KeyArguments, OutputArguments, percent};
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct BackupArguments {
    /// 数据集(文件夹或 .xlsx 工作簿) · Dataset: a folder or a workbook
    pub(crate) dataset: PathBuf,
    /// 层面,逗号分隔 · Levels, comma-separated: supplier,group,city,province,country,coalition
    #[arg(long, value_delimiter = ',', default_value = "supplier,group,country", value_name = "LEVELS")]
    pub(crate) level: Vec<String>,
    /// 备份须在多少周内到位 · Weeks within which a backup must deliver
    #[arg(long, default_value_t = 26.0, value_name = "WEEKS", allow_negative_numbers = true)]
    pub(crate) within: f64,
    /// 视为有备份所需的覆盖率(%) · Cover that counts as backed up, percent
    #[arg(long, default_value_t = 70.0, value_name = "PERCENT", value_parser = percent)]
    pub(crate) cover: f64,
    /// 最多对多少个要素穿透上游(缺省按数据规模) · Elements followed upstream at most (default: by the size of the data)
    #[arg(long, value_name = "N")]
    pub(crate) measure: Option<usize>,
    /// 同时失去两处(N-2)· Joint losses of two elements too
    #[arg(long)]
    pub(crate) pairs: bool,
    #[command(flatten)]
    pub(crate) keys: KeyArguments,
    #[command(flatten)]
    pub(crate) output: OutputArguments,
}
