//! Options that several commands share.

use clap::{Args, ValueEnum};
use std::num::ParseFloatError;
use std::path::PathBuf;

/// A percentage with or without its sign, `30` or `30%`.
pub(crate) fn percent(text: &str) -> Result<f64, ParseFloatError> {
    text.trim().trim_end_matches(['%', '%']).parse()
}

/// Where results go.
#[derive(Debug, Args)]
pub(crate) struct OutputArguments {
    /// 输出格式 · Format
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: Format,
    /// 写入文件而不是屏幕 · Write to a file instead of the screen
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// 允许覆盖已有文件 · Overwrite an existing file
    #[arg(long)]
    pub(crate) force: bool,
}

/// Whether findings are shown with their keys.
#[derive(Debug, Args)]
pub(crate) struct KeyArguments {
    /// 列出结论键(复核表、explain 以此指称;CSV、XLSX 总是列出) · Show the keys of findings, by which reviews and explain name them (CSV and XLSX always do)
    #[arg(long)]
    pub(crate) keys: bool,
}

/// Whose failures are looked at, and what they may stop.
#[derive(Debug, Args)]
pub(crate) struct LossArguments {
    /// 层面,逗号分隔 · Levels, comma-separated: supplier,group,city,province,country,region,coalition,embargo,component,all
    #[arg(
        long,
        value_delimiter = ',',
        default_value = "supplier,group,country,coalition,embargo",
        value_name = "LEVELS"
    )]
    pub(crate) level: Vec<String>,
    /// 终端产品,可重复 · Targets, repeatable (default: those marked, else what nothing else requires)
    #[arg(long, value_name = "ID")]
    pub(crate) target: Vec<String>,
}

/// How components are graded, wherever grades are shown.
#[derive(Debug, Args)]
pub(crate) struct GradeArguments {
    /// 灯号规则文件(TOML);缺省规则见 chokepoints --print-rules · File of rules for the grades; the default: chokepoints --print-rules
    #[arg(long, value_name = "FILE")]
    pub(crate) rules: Option<PathBuf>,
}

/// Trade beside the grades.
#[derive(Debug, Args)]
pub(crate) struct TradeEvidenceArguments {
    /// 双边贸易表,作旁证:只会加重灯号 · Bilateral trade tables as evidence: they only make grades graver
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub(crate) trade: Vec<PathBuf>,
}

/// Formats of tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// 屏幕表格 · for the terminal
    Text,
    /// JSON
    Json,
    /// CSV
    Csv,
    /// Markdown
    Md,
}

/// A certainty to fail on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOnCertainty {
    /// Possible or confirmed.
    Possible,
    /// Confirmed only.
    Confirmed,
}

/// A horizon by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum HorizonArgument {
    /// Consumed inputs only.
    Short,
    /// Every role.
    Long,
}

/// Fonts of pictures.
#[derive(Debug, Args)]
pub(crate) struct FontArguments {
    /// PNG、PDF 只用这些字体文件,可重复(缺省用系统字体) · Draw PNG and PDF with these font files only, repeatable (default: the system's)
    #[arg(long, value_name = "FILE")]
    pub(crate) font: Vec<PathBuf>,
}
