//! A tree as a file of the kind its extension says, on paper when asked.

use crate::arguments::{Paper, TreeArguments};
use crate::exit::Mistake;
use crate::fonts::fonts;
use crate::output::{stdout_text, to_file};
use liantu_picture::PictureError;
use liantu_render::catalogue::Catalogue;
use liantu_render::chart::{
    Chart, Page, Sheet, SvgOptions, TextStyle, dot, freemind, markdown_outline, mermaid, opml, sheets, svg,
    text,
};
use liantu_render::pictures::{pdf, png, problem};
use std::path::{Path, PathBuf};

/// How a tree is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
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

impl Kind {
    fn has_pages(self) -> bool {
        matches!(self, Self::Svg | Self::Png | Self::Pdf)
    }
}

/// Sees that what is asked for can be written, before anything is computed.
///
/// # Errors
/// [`Mistake`] for an extension that is not known, or paper for what has no pages.
pub(super) fn check(own: &TreeArguments) -> Result<(), Mistake> {
    let kind = kind(own)?;
    let only = match kind {
        Kind::Svg | Kind::Png | Kind::Pdf => None,
        Kind::Dot if own.around.is_some() => None,
        _ if own.around.is_some() => Some(("--around", ", .dot")),
        _ => own.lanes.then_some(("--lanes", "")),
    };
    if let Some((option, more)) = only {
        return Err(Mistake::new("picture-only", &[("option", option), ("more", more)]));
    }
    if own.page.is_some() && !kind.has_pages() {
        return Err(Mistake::new("page-needs-picture", &[]));
    }
    Ok(())
}

/// Writes the tree where the arguments say.
pub(super) fn write(words: &Catalogue, chart: &Chart, own: &TreeArguments) -> anyhow::Result<()> {
    let kind = kind(own)?;
    let Some(path) = &own.output else { return Ok(stdout_text(&text(chart, TextStyle::Unicode))?) };
    let sheets = match own.page {
        Some(paper) => sheets(chart, papers(paper)),
        None => vec![Sheet { page: Page::Natural, chart: chart.clone() }],
    };
    let files = drawn(words, &sheets, kind, own)?;
    let paths = paths(path, files.len());
    if let Some(there) = paths.iter().find(|path| path.exists() && !own.force) {
        return Err(Mistake::new("file-exists", &[("path", &there.display().to_string())]).into());
    }
    for (path, content) in paths.iter().zip(&files) {
        to_file(path, own.force, Box::new(|out| out.write_all(content)))?;
        if paths.len() > 1 {
            let line = words.format("written", &[("path", &path.display().to_string())]);
            stdout_text(&(line + "\n"))?;
        }
    }
    Ok(())
}

fn kind(own: &TreeArguments) -> Result<Kind, Mistake> {
    let Some(path) = &own.output else { return Ok(Kind::Text) };
    let extension = path.extension().and_then(|extension| extension.to_str()).map(str::to_lowercase);
    match extension.as_deref() {
        Some("svg") => Ok(Kind::Svg),
        Some("png") => Ok(Kind::Png),
        Some("pdf") => Ok(Kind::Pdf),
        Some("dot" | "gv") => Ok(Kind::Dot),
        Some("txt") => Ok(Kind::Text),
        Some("md") => Ok(Kind::Outline),
        Some("mmd") => Ok(Kind::Mermaid),
        Some("mm") => Ok(Kind::Freemind),
        Some("opml") => Ok(Kind::Opml),
        _ => Err(Mistake::new("unknown-picture", &[("path", &path.display().to_string())])),
    }
}

/// Papers to choose from, the first that is large enough.
fn papers(paper: Paper) -> &'static [Page] {
    match paper {
        Paper::A4 => &[Page::A4Portrait, Page::A4Landscape],
        Paper::A3 => &[Page::A3Portrait, Page::A3Landscape],
        Paper::Wide => &[Page::Widescreen],
        Paper::Poster => &[Page::PosterPortrait, Page::PosterLandscape],
    }
}

/// `tree.png`, or `tree-1.png` to `tree-n.png`.
fn paths(path: &Path, count: usize) -> Vec<PathBuf> {
    if count == 1 {
        return vec![path.to_owned()];
    }
    let part = |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    let (stem, extension) = (part(path.file_stem()), part(path.extension()));
    (1..=count).map(|number| path.with_file_name(format!("{stem}-{number}.{extension}"))).collect()
}

/// The files of the sheets: one for each, but for a PDF, which has pages.
fn drawn(
    words: &Catalogue,
    sheets: &[Sheet],
    kind: Kind,
    own: &TreeArguments,
) -> Result<Vec<Vec<u8>>, Mistake> {
    let refused =
        |error: PictureError| Mistake::new("picture-refused", &[("reason", &problem(words, &error))]);
    match kind {
        Kind::Png => {
            let fonts = fonts(&own.fonts)?;
            let pixels = |sheet: &Sheet| png(&sheet.chart, sheet.page, &fonts).map(|png| png.bytes);
            sheets.iter().map(pixels).collect::<Result<_, _>>().map_err(refused)
        }
        Kind::Pdf => {
            let pages: Vec<(&Chart, Page)> = sheets.iter().map(|sheet| (&sheet.chart, sheet.page)).collect();
            Ok(vec![pdf(words, &pages, &fonts(&own.fonts)?).map_err(refused)?])
        }
        _ => Ok(sheets.iter().map(|sheet| written(sheet, kind).into_bytes()).collect()),
    }
}

fn written(sheet: &Sheet, kind: Kind) -> String {
    let chart = &sheet.chart;
    match kind {
        Kind::Dot => dot(chart),
        Kind::Text => text(chart, TextStyle::Unicode),
        Kind::Outline => markdown_outline(chart),
        Kind::Mermaid => mermaid(chart),
        Kind::Freemind => freemind(chart),
        Kind::Opml => opml(chart),
        Kind::Svg | Kind::Png | Kind::Pdf => {
            svg(chart, &SvgOptions { page: sheet.page, ..SvgOptions::default() })
        }
    }
}
