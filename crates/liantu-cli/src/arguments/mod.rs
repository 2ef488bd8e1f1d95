//! What the user typed: the commands and the options of all of them here, one module per command beside.

mod ask;
mod backup;
mod check;
mod chokepoints;
mod cutsets;
mod diff;
mod explain;
mod export;
mod import;
mod matching;
mod plan;
mod regions;
mod report;
mod sensitivity;
mod shared;
mod shell;
mod simulate;
mod spof;
mod systemic;
mod template;
mod trade;
mod tree;

pub(crate) use ask::*;
pub(crate) use backup::*;
pub(crate) use check::*;
pub(crate) use chokepoints::*;
pub(crate) use cutsets::*;
pub(crate) use diff::*;
pub(crate) use explain::*;
pub(crate) use export::*;
pub(crate) use import::*;
pub(crate) use matching::*;
pub(crate) use plan::*;
pub(crate) use regions::*;
pub(crate) use report::*;
pub(crate) use sensitivity::*;
pub(crate) use shared::*;
pub(crate) use shell::*;
pub(crate) use simulate::*;
pub(crate) use spof::*;
pub(crate) use systemic::*;
pub(crate) use template::TemplateArguments;
pub(crate) use trade::*;
pub(crate) use tree::*;

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use liantu_render::catalogue::Language;

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
    /// 生成可填写的工作簿模板 · Write a workbook to fill in
    Template(TemplateArguments),
    /// 检查数据集 · Check a dataset
    Check(CheckArguments),
    /// 单点故障 · Single points of failure
    Spof(SpofArguments),
    /// 稳健度:结论最少错几行就不成立,哪几行决定 · Robustness: which rows findings hang on
    Sensitivity(SensitivityArguments),
    /// 一条结论的来龙去脉:依据的行、来源、稳健度、复核 · One finding: what it rests on, how sure it is, what was said of it
    Explain(ExplainArguments),
    /// 核实清单:先问哪几件事、问谁、能定下哪些结论 · What to ask next, and whom: the questions that settle most
    Ask(AskArguments),
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
    /// 备份方案:最省的、经复核的引入来源组合 · Backup plan: the cheapest verified sources to bring in
    Plan(PlanArguments),
    /// 企业网络的系统性风险(ESRI) · Systemic risk of a firm network (ESRI)
    Systemic(SystemicArguments),
    /// 贸易依赖:进口来源集中度、替代、变化 · Trade dependence: import sources, alternatives, change
    Trade(TradeArguments),
    /// 供需对接、补链项目与政策线索 · Candidates, projects and leads for gaps
    Match(MatchArguments),
    /// 核心企业库与招引清单 · Core firms, and whom to attract
    Core(MatchArguments),
    /// 区域布局与本地配套 · Regions and local supply
    Regions(RegionsArguments),
    /// 产业链树状图 · Tree diagram of the chain
    Tree(TreeArguments),
    /// 两期对比:短板长板动态表、风险状态 · Compare two datasets, or two dates of one
    Diff(DiffArguments),
    /// 生成报告 · Write the report
    Report(ReportArguments),
    /// 命令补全脚本 · Completion script for a shell
    Completions(CompletionsArguments),
    /// 手册页(man)· Manual pages
    Man(ManArguments),
}

/// Reads the command line. A negative number is a number in every command: what is wrong with it is said by the command.
pub(crate) fn parse() -> Result<Arguments, clap::Error> {
    let matches = signed(Arguments::command()).try_get_matches()?;
    Arguments::from_arg_matches(&matches)
}

fn signed(command: clap::Command) -> clap::Command {
    command.allow_negative_numbers(true).mut_subcommands(signed)
}

impl Arguments {
    /// The language asked for, else the system's, else Chinese.
    pub(crate) fn language(&self) -> Language {
        language(self.global.lang)
    }
}

/// The language asked for, else the system's, else Chinese.
pub(crate) fn language(asked: Option<Lang>) -> Language {
    match asked {
        Some(Lang::Zh) => Language::Chinese,
        Some(Lang::En) => Language::English,
        None => system_language(sys_locale::get_locale().as_deref()),
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
