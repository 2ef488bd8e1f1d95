//! The trees as pixels and as printed pages, and the long document.

use super::{
    LANES_PDF_FILE, LANES_PNG_FILE, LONG_PDF_FILE, PDF_FILE, PNG_FILE, REGIONS_PNG_FILE, Report, ReportFile,
    ReportFormat, ReportOptions, typst,
};
use crate::chart::{Chart, Page, sheets};
use crate::pictures::{pdf, pixels_of, png, problem};
use liantu_picture::PictureError;

/// The pictures asked for; those that cannot be made are named with the reason, one sentence for each reason.
pub(super) fn pictures(
    report: &Report<'_, '_>,
    options: &ReportOptions<'_>,
) -> (Vec<ReportFile>, Vec<String>) {
    let mut made = Vec::new();
    let mut refused: Vec<(PictureError, Vec<String>)> = Vec::new();
    for (name, drawn) in drawn(report, options) {
        match drawn {
            Ok(content) => made.push(ReportFile { name, content }),
            Err(error) => match refused.last_mut().filter(|(other, _)| *other == error) {
                Some((_, names)) => names.push(name),
                None => refused.push((error, vec![name])),
            },
        }
    }
    let words = report.results.naming.words;
    let sentence = |(error, names): &(PictureError, Vec<String>)| {
        let files = names.join(&words.text("list-separator"));
        words.format("report-pictures-refused", &[("files", &files), ("reason", &problem(words, error))])
    };
    (made, refused.iter().map(sentence).collect())
}

/// Everything asked for that is drawn, under its name: the long document, the printed pages, the whole tree, the
/// trees of single targets.
fn drawn(
    report: &Report<'_, '_>,
    options: &ReportOptions<'_>,
) -> Vec<(String, Result<Vec<u8>, PictureError>)> {
    let mut drawn = Vec::new();
    if options.formats.contains(&ReportFormat::LongPdf) {
        let made = liantu_typeset::pdf(&typst::typst(report), options.fonts);
        drawn.push((LONG_PDF_FILE.to_owned(), made));
    }
    if options.formats.contains(&ReportFormat::Pdf) {
        let pages: Vec<(&Chart, Page)> =
            report.sheets.iter().map(|sheet| (&sheet.chart, sheet.page)).collect();
        drawn.push((PDF_FILE.to_owned(), pdf(report.results.naming.words, &pages, options.fonts)));
        let lanes =
            report.lanes.iter().flat_map(|lanes| sheets(lanes, &[Page::A3Landscape, Page::A3Portrait]));
        drawn.extend(lanes.map(|sheet| {
            let pages = [(&sheet.chart, sheet.page)];
            (LANES_PDF_FILE.to_owned(), pdf(report.results.naming.words, &pages, options.fonts))
        }));
    }
    if options.formats.contains(&ReportFormat::Png) {
        let pixels = |chart: &Chart| png(chart, Page::Natural, options.fonts).map(|png| png.bytes);
        drawn.push((PNG_FILE.to_owned(), pixels(&report.tree)));
        drawn.extend(report.lanes.iter().map(|lanes| (LANES_PNG_FILE.to_owned(), pixels(lanes))));
        drawn.extend(report.regions.iter().map(|svg| {
            let pixels = pixels_of(svg, options.fonts).map(|png| png.bytes);
            (REGIONS_PNG_FILE.to_owned(), pixels)
        }));
        let stem = |file: &str| file.strip_suffix(".svg").unwrap_or(file).to_owned();
        let trees = report.target_trees.iter();
        drawn.extend(trees.map(|figure| (stem(&figure.file) + ".png", pixels(&figure.chart))));
    }
    drawn
}
