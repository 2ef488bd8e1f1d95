//! `liantu tree`: the tree of the chain.

use crate::arguments::{Arguments, TreeArguments, TreeDirection};
use crate::elements::failed;
use crate::exit::{Exit, Mistake};
use crate::findings::{Findings, Questions};
use crate::output::{stdout_text, write_file};
use crate::session::Session;
use liantu_analysis::{Assume, Level, WhatIfOptions, what_if};
use liantu_graph::{Control, Direction, Horizon, Qualified};
use liantu_model::{Element, Percent};
use liantu_render::chart::{
    Chart, SvgOptions, TextStyle, collapse_below, dot, freemind, markdown_outline, mermaid, opml, svg, text,
};
use liantu_render::report::provenance;
use liantu_render::results::Results;
use liantu_render::tree::{TreeOptions, colour_by, tree};
use std::path::Path;

/// How a tree is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Picture {
    Svg,
    Dot,
    Text,
    Outline,
    Mermaid,
    Freemind,
    Opml,
}

pub(crate) fn run(arguments: &Arguments, own: &TreeArguments) -> anyhow::Result<Exit> {
    let picture = own.output.as_deref().map_or(Ok(Picture::Text), picture_of)?;
    let questions = Questions::about(levels()).graded_by(&own.grades)?;
    let session = match Session::open(arguments, &own.dataset)? {
        Ok(session) => session,
        Err(exit) => return Ok(exit),
    };
    let roots = own.root.iter().map(|text| session.component(text)).collect::<Result<Vec<_>, _>>()?;
    let findings = Findings::of(&session, questions);
    let results = findings.results(&session);
    let options = TreeOptions {
        roots: if roots.is_empty() { results.single_points.targets.clone() } else { without_repeats(roots) },
        direction: match own.direction {
            TreeDirection::Upstream => Direction::Upstream,
            TreeDirection::Downstream => Direction::Downstream,
        },
    };
    let mut chart = drawing(&session, &results, &options);
    if !own.fail.is_empty() {
        let scenario = what_if(&session.graph, &stopping(failed(&session, &own.fail)?));
        colour_by(&mut chart, session.naming(), &scenario);
    }
    if let Some(depth) = own.depth {
        collapse_below(&mut chart, depth);
    }
    let drawn = draw(&chart, picture);
    match &own.output {
        Some(path) => write_file(path, &drawn, own.force)?,
        None => stdout_text(&drawn)?,
    }
    Ok(Exit::Done)
}

/// The tree with its sources.
pub(super) fn drawing(session: &Session, results: &Results<'_>, options: &TreeOptions) -> Chart {
    tree(results, options, &provenance(results, &session.hash))
}

/// A full failure of some elements, at both horizons.
fn stopping(failed: Vec<Element>) -> WhatIfOptions {
    WhatIfOptions {
        failed,
        depth: Percent::HUNDRED,
        qualified: Qualified::Ignored,
        control: Control::Stays,
        horizons: vec![Horizon::Short, Horizon::Long],
        assume: Assume::Nothing,
        min_share: None,
        targets: None,
    }
}

/// Levels whose single points get a heavy border.
pub(super) fn levels() -> Vec<Level> {
    vec![Level::Supplier, Level::Group, Level::City, Level::Province, Level::Country]
}

fn without_repeats<T: PartialEq>(all: Vec<T>) -> Vec<T> {
    let mut kept = Vec::with_capacity(all.len());
    for one in all {
        if !kept.contains(&one) {
            kept.push(one);
        }
    }
    kept
}

fn picture_of(path: &Path) -> Result<Picture, Mistake> {
    let extension = path.extension().and_then(|extension| extension.to_str()).map(str::to_lowercase);
    match extension.as_deref() {
        Some("svg") => Ok(Picture::Svg),
        Some("dot" | "gv") => Ok(Picture::Dot),
        Some("txt") => Ok(Picture::Text),
        Some("md") => Ok(Picture::Outline),
        Some("mmd") => Ok(Picture::Mermaid),
        Some("mm") => Ok(Picture::Freemind),
        Some("opml") => Ok(Picture::Opml),
        _ => Err(Mistake::new("unknown-picture", &[("path", &path.display().to_string())])),
    }
}

fn draw(chart: &Chart, picture: Picture) -> String {
    match picture {
        Picture::Svg => svg(chart, &SvgOptions::default()),
        Picture::Dot => dot(chart),
        Picture::Text => text(chart, TextStyle::Unicode),
        Picture::Outline => markdown_outline(chart),
        Picture::Mermaid => mermaid(chart),
        Picture::Freemind => freemind(chart),
        Picture::Opml => opml(chart),
    }
}
