//! What the user typed.

use clap::{Args, Parser, Subcommand, ValueEnum};
use liantu_render::catalogue::Language;
use std::path::PathBuf;

/// 链图:产业链依赖关系分析 · Supply-chain dependency analysis
///
/// 退出码 · Exit codes: 0 完成 done; 1 有达到 --fail-on 的结果 findings at or above --fail-on; 2 用法错误或输入不可读
/// wrong usage or unreadable input; 3 数据有错误 the data has errors; 4 已完成但不完整 finished but incomplete.
#[derive(Debug, Parser)]
#[command(name = "liantu", version, propagate_version = true, max_term_width = 100)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten)]
    pub(crate) global: Global,
}

/// Options of every command.
#[derive(Debug, Args)]
pub(crate) struct Global {
    /// 输出语言(缺省随系统) · Language of the output (default: the system's; Chinese when it has none)
    #[arg(long, global = true, value_enum)]
    pub(crate) lang: Option<Lang>,
    /// 警告也按错误处理 · Treat warnings as errors
    #[arg(long, global = true)]
    pub(crate) strict: bool,
    /// 不输出警告与进度 · No warnings, no progress
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
    /// 同时输出提示信息 · Show notes too
    #[arg(long, short, global = true)]
    pub(crate) verbose: bool,
    /// 立足地区,覆盖数据集设定 · Home region, instead of the dataset's
    #[arg(long, global = true, value_name = "REGION")]
    pub(crate) home: Option<String>,
    /// 视为境内的关境,覆盖数据集设定 · Domestic territory, instead of the dataset's
    #[arg(long, global = true, value_name = "REGION")]
    pub(crate) domestic: Option<String>,
}

/// A language by name.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Lang {
    /// 中文
    Zh,
    /// English
    En,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// 检查数据集 · Check a dataset
    Check(CheckArguments),
    /// 单点故障 · Single points of failure
    Spof(SpofArguments),
    /// 情景推演:若干要素同时失效会怎样 · What if some elements fail together
    Simulate(SimulateArguments),
    /// 最小割集 · Minimal cut sets
    Cutsets(CutSetArguments),
    /// 导出 · Export to other tools
    Export(ExportArguments),
    /// 导入公开数据 · Import published data
    #[command(subcommand)]
    Import(ImportCommand),
    /// 短板(“卡脖子”)环节 · Chokepoints
    Chokepoints(ChokepointArguments),
    /// 产业备份覆盖 · Backup coverage
    Backup(BackupArguments),
    /// 产业链树状图 · Tree diagram of the chain
    Tree(TreeArguments),
    /// 生成报告 · Write the report
    Report(ReportArguments),
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

#[derive(Debug, Args)]
pub(crate) struct CheckArguments {
    /// 数据集目录 · Dataset folder
    pub(crate) dataset: PathBuf,
    /// 存在警告时退出码为 1 · Exit with 1 when there are warnings
    #[arg(long, value_name = "warning")]
    pub(crate) fail_on: Option<FailOnWarning>,
    #[command(flatten)]
    pub(crate) output: OutputArguments,
}

/// What `check` can fail on.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum FailOnWarning {
    /// Warnings.
    Warning,
}

/// A certainty to fail on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOnCertainty {
    /// Possible or confirmed.
    Possible,
    /// Confirmed only.
    Confirmed,
}

/// A grade to fail on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOnGrade {
    /// Yellow or worse.
    Yellow,
    /// Orange or worse.
    Orange,
    /// Red.
    Red,
}

#[derive(Debug, Args)]
pub(crate) struct SpofArguments {
    /// 数据集目录 · Dataset folder
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
    /// 有此类结果时退出码为 1 · Exit with 1 on such findings
    #[arg(long, value_enum)]
    pub(crate) fail_on: Option<FailOnCertainty>,
    #[command(flatten)]
    pub(crate) output: OutputArguments,
}

/// A reading by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReadingArgument {
    /// Only listed supply exists.
    Pessimistic,
    /// Unlisted supply exists where lists are incomplete.
    Optimistic,
}

/// A horizon by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum HorizonArgument {
    /// Consumed inputs only.
    Short,
    /// Every role.
    Long,
}

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(crate) struct CutSetArguments {
    /// 数据集目录 · Dataset folder
    pub(crate) dataset: PathBuf,
    /// 层面,逗号分隔;多个层面可混合,embargo 须单独使用 · Levels, mixed; embargo stands alone
    #[arg(long, value_delimiter = ',', default_value = "supplier", value_name = "LEVELS")]
    pub(crate) level: Vec<String>,
    /// 终端产品,可重复 · Targets, repeatable
    #[arg(long, value_name = "ID")]
    pub(crate) target: Vec<String>,
    /// 最大阶数,或 all · Largest order, or all
    #[arg(long, default_value = "2", value_name = "K|all")]
    pub(crate) max_order: String,
    /// 最少几个境外来源地联合断供即中断 · Fewest foreign places whose embargo stops the target
    #[arg(long, conflicts_with = "level")]
    pub(crate) foreign: bool,
    /// 只计数,不列出 · Count only
    #[arg(long)]
    pub(crate) count: bool,
    /// 最小路集(足以保供的最小组合)· Minimal path sets in place of cut sets
    #[arg(long, conflicts_with = "count")]
    pub(crate) paths: bool,
    /// 去掉可由内部要素代替的割集 · Drop sets in which an element can be replaced by one inside it
    #[arg(long)]
    pub(crate) dominant: bool,
    /// 计算重要度 · Importance of each element
    #[arg(long)]
    pub(crate) importance: bool,
    /// 概率表(列 kind,id,probability),代替数据集中的 · Probabilities, in place of the dataset's
    #[arg(long, value_name = "FILE")]
    pub(crate) probabilities: Option<PathBuf>,
    /// 读法 · Reading searched
    #[arg(long, value_enum, default_value = "pessimistic")]
    pub(crate) reading: ReadingArgument,
    /// 时限 · Horizon
    #[arg(long, value_enum, default_value = "long")]
    pub(crate) horizon: HorizonArgument,
    /// 已验证的备份也计入 · Count qualified backups as offers
    #[arg(long)]
    pub(crate) count_qualified: bool,
    /// 断供时,境内由断供方控制的企业也停 · An embargo also stops plants at home controlled from where it comes
    #[arg(long)]
    pub(crate) control: bool,
    /// 最多列出多少个 · List at most so many sets
    #[arg(long, default_value_t = 1_000_000, value_name = "N")]
    pub(crate) limit: usize,
    /// 计算量上限:决策图节点 · Budget of diagram nodes
    #[arg(long, default_value_t = 8_000_000, value_name = "N")]
    pub(crate) budget_nodes: usize,
    /// 时间上限(秒)· Budget of seconds (results then depend on the machine)
    #[arg(long, value_name = "SECONDS")]
    pub(crate) budget_seconds: Option<f64>,
    #[command(flatten)]
    pub(crate) output: OutputArguments,
}

/// Formats of other tools.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// Open-PSA Model Exchange Format
    Openpsa,
}

#[derive(Debug, Args)]
pub(crate) struct ExportArguments {
    /// 数据集目录 · Dataset folder
    pub(crate) dataset: PathBuf,
    /// 目标格式 · Format
    #[arg(long, value_enum)]
    pub(crate) to: ExportFormat,
    /// 终端产品 · Target
    #[arg(long, value_name = "ID")]
    pub(crate) target: String,
    /// 层面,逗号分隔 · Levels
    #[arg(long, value_delimiter = ',', default_value = "supplier", value_name = "LEVELS")]
    pub(crate) level: Vec<String>,
    /// 已验证的备份也计入 · Count qualified backups as offers
    #[arg(long)]
    pub(crate) count_qualified: bool,
    /// 写入文件而不是屏幕 · Write to a file instead of the screen
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// 允许覆盖已有文件 · Overwrite an existing file
    #[arg(long)]
    pub(crate) force: bool,
}

/// Published data that can be imported.
#[derive(Debug, Subcommand)]
pub(crate) enum ImportCommand {
    /// ETO/CSET 先进半导体供应链数据集 · Advanced Semiconductor Supply Chain Dataset of ETO/CSET
    Eto(EtoArguments),
}

/// How kinds of a category are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum VariantsArgument {
    /// A category needs every one of its kinds.
    All,
    /// A category needs one of its kinds.
    Any,
    /// Kinds order the drawing and carry no failure.
    Taxonomy,
}

#[derive(Debug, Args)]
pub(crate) struct EtoArguments {
    /// 含五个 CSV 文件的目录 · Folder with the five CSV files
    pub(crate) source: PathBuf,
    /// 写入的数据集目录 · Dataset folder to write
    #[arg(long, short, value_name = "DATASET")]
    pub(crate) output: PathBuf,
    /// 品种关系:all 类别需要全部品种,any 至少一种,taxonomy 仅作分类 · Kinds: all are needed, any one is, or taxonomy only
    #[arg(
        long,
        value_enum,
        default_value = "all",
        hide_possible_values = true,
        value_name = "all|any|taxonomy"
    )]
    pub(crate) variants: VariantsArgument,
    /// 数据日期(缺省为最新数据年份的年底)· Date of the data (default: the end of the newest year)
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) as_of: Option<String>,
    /// 允许覆盖已有文件 · Overwrite existing files
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Debug, Args)]
pub(crate) struct SimulateArguments {
    /// 数据集目录 · Dataset folder
    pub(crate) dataset: PathBuf,
    /// 失效要素 类别:编号或名称,可重复 · Failed element as kind:id, repeatable: supplier,group,region,coalition,component,embargo
    #[arg(long, required = true, value_name = "KIND:ID")]
    pub(crate) fail: Vec<String>,
    /// 失效深度(%) · Part of their supply that is gone, percent
    #[arg(long, default_value_t = 100.0, value_name = "PERCENT")]
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
    #[arg(long, value_name = "PERCENT")]
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

#[derive(Debug, Args)]
pub(crate) struct ChokepointArguments {
    /// 数据集目录 · Dataset folder
    pub(crate) dataset: PathBuf,
    /// 备份须在多少周内到位 · Weeks within which a backup must deliver
    #[arg(long, default_value_t = 26.0, value_name = "WEEKS")]
    pub(crate) within: f64,
    /// 有此灯号时退出码为 1 · Exit with 1 on such grades
    #[arg(long, value_enum)]
    pub(crate) fail_on: Option<FailOnGrade>,
    #[command(flatten)]
    pub(crate) output: OutputArguments,
}

#[derive(Debug, Args)]
pub(crate) struct BackupArguments {
    /// 数据集目录 · Dataset folder
    pub(crate) dataset: PathBuf,
    /// 层面,逗号分隔 · Levels, comma-separated: supplier,group,city,province,country,coalition
    #[arg(long, value_delimiter = ',', default_value = "supplier,group,country", value_name = "LEVELS")]
    pub(crate) level: Vec<String>,
    /// 备份须在多少周内到位 · Weeks within which a backup must deliver
    #[arg(long, default_value_t = 26.0, value_name = "WEEKS")]
    pub(crate) within: f64,
    /// 视为有备份所需的覆盖率(%) · Cover that counts as backed up, percent
    #[arg(long, default_value_t = 70.0, value_name = "PERCENT")]
    pub(crate) cover: f64,
    #[command(flatten)]
    pub(crate) output: OutputArguments,
}

#[derive(Debug, Args)]
pub(crate) struct TreeArguments {
    /// 数据集目录 · Dataset folder
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
    /// 按失效情景着色 类别:编号,可重复 · Colour by what stops when these fail, kind:id, repeatable
    #[arg(long, value_name = "KIND:ID")]
    pub(crate) fail: Vec<String>,
    /// 输出文件,按扩展名 .svg .dot .txt;缺省为屏幕文字 · File by extension .svg .dot .txt; default: text on the screen
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
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

#[derive(Debug, Args)]
pub(crate) struct ReportArguments {
    /// 数据集目录 · Dataset folder
    pub(crate) dataset: PathBuf,
    /// 输出目录 · Folder to write to
    #[arg(long, short, value_name = "DIR")]
    pub(crate) output: PathBuf,
    /// 允许覆盖用户改动过的文件 · Overwrite files that were changed since liantu wrote them
    #[arg(long)]
    pub(crate) force: bool,
    /// 备份须在多少周内到位 · Weeks within which a backup must deliver
    #[arg(long, default_value_t = 26.0, value_name = "WEEKS")]
    pub(crate) within: f64,
    /// 视为有备份所需的覆盖率(%) · Cover that counts as backed up, percent
    #[arg(long, default_value_t = 70.0, value_name = "PERCENT")]
    pub(crate) cover: f64,
}

impl Arguments {
    /// The language asked for, else the system's, else Chinese.
    pub(crate) fn language(&self) -> Language {
        match self.global.lang {
            Some(Lang::Zh) => Language::Chinese,
            Some(Lang::En) => Language::English,
            None => system_language(sys_locale::get_locale().as_deref()),
        }
    }
}

/// A system without a language (`C`, `POSIX`) is taken for a Chinese one: that is where the users are.
fn system_language(locale: Option<&str>) -> Language {
    match locale.map(str::to_lowercase).as_deref() {
        None | Some("" | "c" | "posix") => Language::Chinese,
        Some(locale) if locale.starts_with("zh") || locale.starts_with("c.") || locale.starts_with("c-") => {
            Language::Chinese
        }
        Some(_) => Language::English,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn the_language_follows_the_system() {
        assert_eq!(system_language(Some("zh-CN")), Language::Chinese);
        assert_eq!(system_language(Some("en-GB")), Language::English);
        assert_eq!(system_language(Some("de-DE")), Language::English);
        assert_eq!(system_language(Some("C.UTF-8")), Language::Chinese);
        assert_eq!(system_language(None), Language::Chinese);
    }
}
