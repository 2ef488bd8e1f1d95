//! What `ask` takes.

use super::{GradeArguments, LossArguments, OutputArguments};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Files to be filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum QuestionnaireFormat {
    /// A page for each firm.
    Docx,
    /// A workbook that `import answers` reads.
    Xlsx,
}

#[derive(Debug, Args)]
pub(crate) struct AskArguments {
    /// 数据集(文件夹或 .xlsx 工作簿) · Dataset: a folder or a workbook
    pub(crate) dataset: PathBuf,
    /// 最多几个问题 · How many questions at most
    #[arg(long, default_value_t = 10, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub(crate) count: u32,
    /// 问题类别,逗号分隔:list 名单,status 供应状态,need 是否必需 · Kinds of questions, comma-separated: list, status, need
    #[arg(long, value_delimiter = ',', default_value = "list,status,need", value_name = "KINDS")]
    pub(crate) about: Vec<String>,
    #[command(flatten)]
    pub(crate) losses: LossArguments,
    /// 写出问卷,逗号分隔:docx 核实清单与企业走访提纲,xlsx 可填写的工作簿;此时 -o 为文件夹 · Write questionnaires: docx, xlsx; then -o is a folder
    #[arg(long, value_enum, value_delimiter = ',', value_name = "FORMAT", requires = "output")]
    pub(crate) formats: Vec<QuestionnaireFormat>,
    /// 走访提纲至多几家企业 · Firms in the outline of visits, at most
    #[arg(long, default_value_t = 20, value_name = "N")]
    pub(crate) firms: u32,
    #[command(flatten)]
    pub(crate) grades: GradeArguments,
    #[command(flatten)]
    pub(crate) output: OutputArguments,
}
