//! What `report` takes.

use super::{FontArguments, GradeArguments, MappingArguments, TradeEvidenceArguments, percent};
use clap::{Args, ValueEnum};
use liantu_render::report::{Edition, ReportFormat};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct ReportArguments {
    /// 数据集(文件夹或 .xlsx 工作簿),或装有多个数据集的目录:各出一份报告并汇总 · Dataset: a folder or a workbook, or a folder of several: a report each and a summary
    pub(crate) dataset: PathBuf,
    /// 输出目录 · Folder to write to
    #[arg(long, short, value_name = "DIR")]
    pub(crate) output: PathBuf,
    /// 允许覆盖用户改动过的文件 · Overwrite files that were changed since liantu wrote them
    #[arg(long)]
    pub(crate) force: bool,
    /// 写出哪些文件,逗号分隔(缺省除 pdf-report 外全部;树状图 SVG 总是写出) · Files to write, comma-separated (default: all but pdf-report; trees as SVG always)
    #[arg(long, value_enum, value_delimiter = ',', value_name = "FORMAT")]
    pub(crate) formats: Vec<FileFormat>,
    /// 报送模板:名称(jiangsu、six-maps-six-lists、five-five、one-plus-n)或 TOML 文件;缺省全部表 · Set of an office: a name or a TOML file; default: every table
    #[arg(long, value_name = "NAME|FILE")]
    pub(crate) template: Option<String>,
    /// Word 文档列出长表的全部行(缺省列最重的,其余见工作簿) · Every row of long tables in the Word document (default: the gravest)
    #[arg(long)]
    pub(crate) whole: bool,
    /// 内部版,或不含内部行的企业、库存、份额的公开版 · Internal, or public: no firm, stock or share of internal rows
    #[arg(long, value_enum, default_value = "internal", value_name = "EDITION")]
    pub(crate) edition: EditionArgument,
    #[command(flatten)]
    pub(crate) fonts: FontArguments,
    /// 备份须在多少周内到位 · Weeks within which a backup must deliver
    #[arg(long, default_value_t = 26.0, value_name = "WEEKS")]
    pub(crate) within: f64,
    #[command(flatten)]
    pub(crate) grades: GradeArguments,
    #[command(flatten)]
    pub(crate) evidence: TradeEvidenceArguments,
    /// 视为有备份所需的覆盖率(%) · Cover that counts as backed up, percent
    #[arg(long, default_value_t = 70.0, value_name = "PERCENT", value_parser = percent)]
    pub(crate) cover: f64,
    /// 上期数据集:另出动态表,风险清单写明状态 · Earlier data: what changed, and the status of every risk
    #[arg(long, value_name = "DATASET", conflicts_with = "trade")]
    pub(crate) previous: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) mapping: MappingArguments,
}

/// Who a report is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum EditionArgument {
    /// 内部版 · with everything
    Internal,
    /// 公开版 · without internal rows
    Public,
}

impl From<EditionArgument> for Edition {
    fn from(edition: EditionArgument) -> Self {
        match edition {
            EditionArgument::Internal => Self::Internal,
            EditionArgument::Public => Self::Public,
        }
    }
}

/// Kinds of files of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FileFormat {
    /// 网页 · Page for the browser
    Html,
    /// Markdown
    Md,
    /// Word
    Docx,
    /// Excel
    Xlsx,
    /// 树状图,像素 · Trees as pixels
    Png,
    /// 树状图,分页 · Trees as printed pages
    Pdf,
    /// 排版源文件(Typst) · Source for the typesetter Typst
    Typ,
    /// 整篇报告,分页(须含排版程序 Typst 的程序) · The whole report as printed pages (by programs built with Typst)
    PdfReport,
}

impl From<FileFormat> for ReportFormat {
    fn from(format: FileFormat) -> Self {
        match format {
            FileFormat::Html => Self::Html,
            FileFormat::Md => Self::Markdown,
            FileFormat::Docx => Self::Docx,
            FileFormat::Xlsx => Self::Xlsx,
            FileFormat::Png => Self::Png,
            FileFormat::Pdf => Self::Pdf,
            FileFormat::Typ => Self::Typst,
            FileFormat::PdfReport => Self::LongPdf,
        }
    }
}
