//! What `tree` takes.

use super::{FontArguments, GradeArguments, MappingArguments};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct TreeArguments {
    /// 数据集(文件夹或 .xlsx 工作簿) · Dataset: a folder or a workbook
    pub(crate) dataset: PathBuf,
    /// 根环节,可重复(缺省为终端产品) · Roots, repeatable (default: the targets)
    #[arg(long, value_name = "ID")]
    pub(crate) root: Vec<String>,
    /// 方向 · Direction
    #[arg(long, value_enum, default_value = "upstream")]
    pub(crate) direction: TreeDirection,
    /// 展开层数,更深处折叠 · Levels to show, deeper ones are collapsed
    #[arg(long, value_name = "N")]
    pub(crate) depth: Option<u32>,
    /// 改画此环节的供应邻域:上下游各 --hops 步内的环节及其企业(.svg .png .pdf .dot) · Draw the neighbourhood of a component instead: components within --hops steps and their firms
    #[arg(long, value_name = "ID", conflicts_with_all = ["root", "depth", "diff", "lanes"])]
    pub(crate) around: Option<String>,
    /// 邻域的步数 · Steps of the neighbourhood
    #[arg(long, default_value_t = 1, value_name = "K", value_parser = clap::value_parser!(u32).range(0..=20))]
    pub(crate) hops: u32,
    /// 改画上中下游图(.svg .png .pdf) · Draw upstream, midstream and downstream side by side instead
    #[arg(long, conflicts_with_all = ["root", "depth", "diff"])]
    pub(crate) lanes: bool,
    /// 按失效情景着色 类别:编号,可重复 · Colour by what stops when these fail, kind:id, repeatable
    #[arg(long, value_name = "KIND:ID")]
    pub(crate) fail: Vec<String>,
    /// 上期数据集:在树上标出变化 · Earlier data: mark what changed
    #[arg(long, value_name = "OLD", conflicts_with = "fail")]
    pub(crate) diff: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) mapping: MappingArguments,
    #[command(flatten)]
    pub(crate) grades: GradeArguments,
    /// 输出文件,按扩展名 .svg .png .pdf .dot .txt .md .mmd(Mermaid) .mm(FreeMind) .opml;缺省为屏幕文字 · File by extension; default: text on the screen
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// 按纸张分页:放不下的分支折叠后另起一页(PDF 一个文件多页,SVG、PNG 一页一个文件) · Cut into pages; a branch too large is collapsed and drawn on a later page
    #[arg(long, value_enum, value_name = "PAPER")]
    pub(crate) page: Option<Paper>,
    #[command(flatten)]
    pub(crate) fonts: FontArguments,
    /// 允许覆盖已有文件 · Overwrite an existing file
    #[arg(long)]
    pub(crate) force: bool,
}

/// Directions of a tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TreeDirection {
    /// From a product to what it needs.
    Upstream,
    /// From an input to what needs it.
    Downstream,
}

/// Papers of a tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Paper {
    /// A4
    A4,
    /// A3
    A3,
    /// 16:9 幻灯片 · slides
    #[value(name = "16:9")]
    Wide,
    /// 挂图 A1 · poster
    Poster,
}
