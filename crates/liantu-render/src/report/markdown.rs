//! The report as Markdown.

use super::{FigureKind, LANES_FILE, REGIONS_FILE, Report, ReportPart, TREE_FILE};
use crate::write;
use std::fmt::Write;

/// The same tables as the page; the trees are links.
pub(super) fn markdown(report: &Report<'_, '_>) -> String {
    let escape = write::escape_markdown;
    let mut out = format!("# {}\n\n{}\n\n", escape(&report.title), escape(&report.subtitle));
    if let Some(summary) = &report.summary {
        let _ = writeln!(out, "## {}\n\n{}\n", escape(&summary.heading), escape(&summary.paragraph));
        for headline in &summary.headlines {
            let _ = writeln!(out, "- {}", escape(headline));
        }
        out.push('\n');
    }
    let mut in_tables = false;
    for part in &report.parts {
        match part {
            ReportPart::Figure { kind: FigureKind::Tree, heading } => push_tree(&mut out, report, heading),
            ReportPart::Figure { kind: FigureKind::Lanes, heading } => push_lanes(&mut out, report, heading),
            ReportPart::Figure { kind: FigureKind::Regions, heading } => {
                push_regions(&mut out, report, heading);
            }
            ReportPart::Table(table) => {
                if !in_tables {
                    let _ = writeln!(out, "## {}\n", escape(&report.tables_heading));
                }
                out.push_str(&write::markdown(&report.on_page(table)));
                out.push('\n');
            }
        }
        in_tables = matches!(part, ReportPart::Table(_));
    }
    let _ = writeln!(out, "## {}\n", escape(&report.caveats_heading));
    for caveat in report.caveats.iter().chain([&report.made]) {
        let _ = writeln!(out, "- {}", escape(caveat));
    }
    out
}

/// The tree as a link, and those of single targets.
fn push_tree(out: &mut String, report: &Report<'_, '_>, heading: &str) {
    let escape = write::escape_markdown;
    let _ = writeln!(out, "## {}\n", escape(heading));
    let _ = writeln!(out, "![{}]({TREE_FILE})\n", escape(&report.tree.title));
    for figure in &report.target_trees {
        let _ = writeln!(out, "- [{}](<{}>)", escape(&figure.title), figure.file);
    }
    out.push('\n');
}

fn push_lanes(out: &mut String, report: &Report<'_, '_>, heading: &str) {
    let Some(lanes) = &report.lanes else { return };
    let escape = write::escape_markdown;
    let _ = writeln!(out, "## {}\n\n![{}]({LANES_FILE})\n", escape(heading), escape(&lanes.title));
}

fn push_regions(out: &mut String, report: &Report<'_, '_>, heading: &str) {
    if report.regions.is_some() {
        let heading = write::escape_markdown(heading);
        let _ = writeln!(out, "## {heading}\n\n![{heading}]({REGIONS_FILE})\n");
    }
}
