//! What `completions` and `man` take.

use clap::Args;
use clap_complete::Shell;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct CompletionsArguments {
    /// 命令行环境 · The shell
    pub(crate) shell: Shell,
}

#[derive(Debug, Args)]
pub(crate) struct ManArguments {
    /// 写入的目录,每个命令一页 · Folder to write to, a page per command
    #[arg(long, short, value_name = "DIR")]
    pub(crate) output: PathBuf,
    /// 覆盖已有文件 · Replace files that are there
    #[arg(long)]
    pub(crate) force: bool,
}
