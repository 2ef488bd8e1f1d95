//! The report as Markdown.

use super::{Report, TREE_FILE};
use crate::write;
use std::fmt::Write;

/// The same tables as the page; the trees are links.
pub(super) fn markdown(report: &Report<'_, '_>) -> String {
    let words = report.results.naming.words;
    let escape = write::escape_markdown;
    let mut out = format!("# {}\n\n{}\n\n", escape(&report.title), escape(&report.subtitle));
    let _ = writeln!(out, "## {}\n\n{}\n", words.text("summary-heading"), escape(&report.summary.paragraph));
    for headline in &report.summary.headlines {
        let _ = writeln!(out, "- {}", escape(headline));
    }
    let _ = writeln!(out, "\n## {}\n", words.text("report-tree"));
    let _ = writeln!(out, "![{}]({TREE_FILE})\n", escape(&report.tree.title));
    for figure in &report.target_trees {
        let _ = writeln!(out, "- [{}](<{}>)", escape(&figure.title), figure.file);
    }
    let _ = writeln!(out, "\n## {}\n", words.text("report-tables"));
    for table in report.tables.iter().chain([&report.sources]) {
        out.push_str(&write::markdown(table));
        out.push('\n');
    }
    let _ = writeln!(out, "## {}\n", words.text("report-caveats"));
    for caveat in report.caveats.iter().chain([&report.made]) {
        let _ = writeln!(out, "- {}", escape(caveat));
    }
    out
}
