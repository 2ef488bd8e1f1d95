//! `liantu tree`: the tree of the chain.

use crate::arguments::{Arguments, FontArguments, TreeArguments, TreeDirection};
use crate::elements::failed;
use crate::exit::{Exit, Mistake};
use crate::findings::{Findings, Questions};
use crate::fonts::fonts;
use crate::output::{to_file, to_screen};
use crate::session::Session;
use liantu_analysis::{Assume, Level, WhatIfOptions, what_if};
use liantu_graph::{Control, Direction, Horizon, Qualified};
use liantu_model::{Element, Percent};
use liantu_picture::PictureError;
use liantu_render::catalogue::Catalogue;
use liantu_render::chart::{
    Chart, Page, SvgOptions, TextStyle, collapse_below, dot, freemind, markdown_outline, mermaid, opml, svg,
    text,
};
use liantu_render::pictures::{pdf, png, problem};
use liantu_render::report::provenance;
use liantu_render::results::Results;
use liantu_render::tree::{TreeOptions, colour_by, tree};
use std::path::Path;

/// How a tree is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Picture {
    Svg,
    Png,
    Pdf,
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
    let drawn = draw(&session.words, &chart, picture, &own.fonts)?;
    match &own.output {
        Some(path) => to_file(path, own.force, Box::new(|out| out.write_all(&drawn)))?,
        None => to_screen(Box::new(|out| out.write_all(&drawn)))?,
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
        Some("png") => Ok(Picture::Png),
        Some("pdf") => Ok(Picture::Pdf),
        Some("dot" | "gv") => Ok(Picture::Dot),
        Some("txt") => Ok(Picture::Text),
        Some("md") => Ok(Picture::Outline),
        Some("mmd") => Ok(Picture::Mermaid),
        Some("mm") => Ok(Picture::Freemind),
        Some("opml") => Ok(Picture::Opml),
        _ => Err(Mistake::new("unknown-picture", &[("path", &path.display().to_string())])),
    }
}

fn draw(
    words: &Catalogue,
    chart: &Chart,
    picture: Picture,
    font: &FontArguments,
) -> Result<Vec<u8>, Mistake> {
    let text = match picture {
        Picture::Png => {
            return png(chart, &fonts(font)?).map(|png| png.bytes).map_err(|error| refused(words, &error));
        }
        Picture::Pdf => {
            let pages = [(chart, Page::Natural)];
            return pdf(words, &pages, &fonts(font)?).map_err(|error| refused(words, &error));
        }
        Picture::Svg => svg(chart, &SvgOptions::default()),
        Picture::Dot => dot(chart),
        Picture::Text => text(chart, TextStyle::Unicode),
        Picture::Outline => markdown_outline(chart),
        Picture::Mermaid => mermaid(chart),
        Picture::Freemind => freemind(chart),
        Picture::Opml => opml(chart),
    };
    Ok(text.into_bytes())
}

fn refused(words: &Catalogue, error: &PictureError) -> Mistake {
    Mistake::new("picture-refused", &[("reason", &problem(words, error))])
}
