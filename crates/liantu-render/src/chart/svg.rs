//! The SVG document: sheet, texts, legend, lines. The boxes are in `svg_node`.

use super::boxes::SMALL;
use super::clean::clean;
use super::description::Chart;
use super::lanes::{Frame, FrameKind, GROUP_FACE, LANE_FACE};
use super::layers::draw_curves;
use super::legend::{CAPTION, PlacedItem, SAMPLE, Swatch};
use super::measure::{Face, ellipsize};
use super::page::{
    FOOTNOTE, FOOTNOTE_LINE, MARGIN, SUBTITLE, SUBTITLE_LINE, Sheet, SvgOptions, TITLE, TITLE_LINE,
};
use super::palette::{BAR, FAINT_INK, INK, PAPER, font_families, symbols};
use super::svg_lines::{draw_lines, draw_sample_line};
use super::svg_node::{Rect, draw_bar, draw_box, draw_frame, draw_symbol};
use super::tree::NodeIx;
use super::writer::{Path, SvgWriter, push_number};

/// Draws `chart` as an SVG document.
///
/// The document needs no font, no script, no style sheet and no other file: it names a stack of
/// Chinese fonts and styles by attributes only, so it also stands inside an HTML page under a
/// strict content security policy. Every box is a group with `data-id`, `<title>` and `<desc>`.
/// It is valid XML for any text. O(n) time.
pub fn svg(chart: &Chart, options: &SvgOptions) -> String {
    let sheet = Sheet::compose(chart, options);
    let ids = Ids::new(&options.id_prefix);
    let mut writer = SvgWriter::default();
    open_document(&mut writer, chart, &sheet, &ids);
    draw_patterns(&mut writer, &ids);
    draw_texts(&mut writer, &sheet);
    for item in &sheet.texts.legend.items {
        draw_legend_item(&mut writer, item, sheet.texts.legend_top() + MARGIN, &ids);
    }
    open_tree(&mut writer, &sheet);
    for frame in &sheet.layout.frames {
        draw_lane(&mut writer, frame);
    }
    draw_lines(&mut writer, chart, &sheet.layout);
    draw_curves(&mut writer, &sheet.layout.curves);
    for (node, placed) in chart.tree.iter().zip(&sheet.layout.boxes) {
        let column = &sheet.layout.columns[placed.column];
        draw_box(&mut writer, node, placed, column, &chart.legend, &ids);
    }
    writer.close("g");
    writer.close("svg");
    writer.newline();
    writer.finish()
}

/// The ids of one document.
pub(super) struct Ids {
    prefix: String,
}

impl Ids {
    fn new(prefix: &str) -> Self {
        let allowed =
            |character: &char| character.is_ascii_alphanumeric() || *character == '-' || *character == '_';
        let mut prefix: String = prefix.chars().filter(allowed).collect();
        if !prefix.starts_with(|first: char| first.is_ascii_alphabetic()) {
            prefix.insert_str(0, "c-");
        }
        Self { prefix }
    }

    pub(super) fn prefix(&self) -> &str {
        &self.prefix
    }

    pub(super) fn node(&self, node: NodeIx) -> String {
        format!("{}n{}", self.prefix, node.index())
    }
}

/// Baseline of a text whose capitals and Chinese characters are centred on `middle`.
pub(super) fn baseline(middle: f64, face: Face) -> f64 {
    middle + 0.36 * face.size
}

fn open_document(writer: &mut SvgWriter, chart: &Chart, sheet: &Sheet, ids: &Ids) {
    let (width, height) = (sheet.width, sheet.height);
    writer.raw("<svg xmlns=\"http://www.w3.org/2000/svg\"");
    match sheet.page.millimetres() {
        None => {
            writer.number("width", width).number("height", height);
        }
        Some((page_width, page_height)) => {
            let millimetres = |length: f64| format!("{length}mm");
            writer.attr("width", &millimetres(page_width));
            writer.attr("height", &millimetres(page_height));
        }
    }
    writer.view_box(width, height).attr("role", "img");
    let prefix = ids.prefix();
    writer.attr_parts("aria-labelledby", &[prefix, "title ", prefix, "desc"]);
    writer.raw(" font-family=\"");
    writer.raw(&font_families());
    writer.raw("\"");
    writer.attr("fill", INK).end();
    writer.newline();
    writer.open("title").attr_parts("id", &[prefix, "title"]).end_with_text("title", &chart.title);
    writer.open("desc").attr_parts("id", &[prefix, "desc"]).end_with_text("desc", &chart.subtitle);
    writer.open("rect").number("width", width).number("height", height);
    writer.attr("fill", PAPER).end_empty();
    writer.newline();
}

/// Hatchings that differ in direction and density, so that they stay apart in black and white.
fn draw_patterns(writer: &mut SvgWriter, ids: &Ids) {
    let falling = "M0 0L6 6M-1 5L1 7M5 -1L7 1";
    let rising = "M0 8L8 0M-1 1L1 -1M7 9L9 7";
    writer.raw("<defs>");
    for (name, size, data, stroke, width) in [
        ("unknown", 6.0, falling, "#B0B0B0", 0.9),
        ("inherited", 8.0, rising, INK, 1.3),
        ("inherited-on-dark", 8.0, rising, PAPER, 1.3),
        ("range", 3.0, "M1 0V3", BAR, 1.2),
    ] {
        writer.open("pattern").attr_parts("id", &[ids.prefix(), name]);
        writer.number("width", size).number("height", size);
        writer.attr("patternUnits", "userSpaceOnUse").end();
        writer.open("path").attr("d", data).attr("fill", "none");
        writer.attr("stroke", stroke).number("stroke-width", width).end_empty();
        writer.close("pattern");
    }
    writer.close("defs");
    writer.newline();
}

fn draw_texts(writer: &mut SvgWriter, sheet: &Sheet) {
    let texts = &sheet.texts;
    let subtitle_top = MARGIN + texts.title.len() as f64 * TITLE_LINE;
    for (lines, face, line, top, ink) in [
        (&texts.title, TITLE, TITLE_LINE, MARGIN, INK),
        (&texts.subtitle, SUBTITLE, SUBTITLE_LINE, subtitle_top, FAINT_INK),
        (&texts.footnote, FOOTNOTE, FOOTNOTE_LINE, sheet.footnote_top(), FAINT_INK),
    ] {
        for (index, text) in lines.iter().enumerate() {
            let middle = top + (index as f64 + 0.5) * line;
            writer.open("text").number("x", MARGIN).number("y", baseline(middle, face));
            writer.number("font-size", face.size);
            if face == TITLE {
                writer.attr("font-weight", "bold");
            }
            writer.attr("fill", ink).end_with_text("text", text);
        }
    }
    writer.newline();
}

fn draw_legend_item(writer: &mut SvgWriter, placed: &PlacedItem, top: f64, ids: &Ids) {
    let left = MARGIN + placed.left;
    let middle = top + placed.middle;
    match &placed.item.swatch {
        Swatch::Heading => {}
        Swatch::Sample(node) => {
            let rect = Rect { left, top: middle - SAMPLE.1 / 2.0, width: SAMPLE.0, height: SAMPLE.1 };
            draw_frame(writer, node, rect, ids);
            for symbol in symbols(node) {
                draw_symbol(writer, symbol, left + SAMPLE.0 / 2.0, middle, node);
            }
        }
        Swatch::Bar => draw_bar(writer, left, middle, (45.0, 75.0), ids),
        Swatch::Text(text) => {
            let y = baseline(middle, SMALL);
            writer.open("text").number("x", left).number("y", y);
            writer.number("font-size", SMALL.size).end_with_text("text", text);
        }
        Swatch::Line(link) => {
            draw_sample_line(writer, link, left, left + placed.item.swatch.width(), middle);
        }
    }
    writer.open("text").number("x", MARGIN + placed.caption_left());
    writer.number("y", baseline(middle, CAPTION)).number("font-size", CAPTION.size);
    writer.end_with_text("text", &placed.item.caption);
    writer.newline();
}

/// The outline of a lane, its heading as an arrow towards the next, or the heading of a group.
fn draw_lane(writer: &mut SvgWriter, frame: &Frame) {
    let (left, top, width, height) = (frame.left, frame.top, frame.width, frame.height);
    let (face, middle) = match frame.kind {
        FrameKind::Lane => {
            writer.open("rect").number("x", left).number("y", top).number("width", width);
            writer.number("height", height).attr("fill", "none").attr("stroke", FAINT_INK).end_empty();
            return writer.newline();
        }
        FrameKind::Heading => {
            let mut path = Path::default();
            path.command('M', &[left, top]).command('H', &[left + width]);
            path.command('L', &[left + width + 9.0, top + height / 2.0, left + width, top + height]);
            path.command('H', &[left]).command('Z', &[]);
            writer.open("path").attr("d", path.as_str()).attr("fill", INK).end_empty();
            (LANE_FACE, left + width / 2.0)
        }
        FrameKind::Group => (GROUP_FACE, left),
    };
    writer.open("text").number("x", middle).number("y", baseline(top + height / 2.0, face));
    writer.number("font-size", face.size).attr("font-weight", "bold");
    if frame.kind == FrameKind::Heading {
        writer.attr("text-anchor", "middle").attr("fill", PAPER);
    }
    let label = clean(&frame.label);
    writer.end_with_text("text", &ellipsize(&label, face, width));
    writer.newline();
}

fn open_tree(writer: &mut SvgWriter, sheet: &Sheet) {
    let mut place = "translate(".to_owned();
    push_number(&mut place, sheet.tree_left);
    place.push(' ');
    push_number(&mut place, sheet.tree_top);
    place.push(')');
    writer.open("g").attr("transform", &place).number("font-size", 13.0).end();
    writer.newline();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes_are_safe_in_ids_and_references() {
        assert_eq!(Ids::new("a\")b 图-1_").prefix(), "ab-1_");
        assert_eq!(Ids::new("1").prefix(), "c-1");
        assert_eq!(Ids::new("").prefix(), "c-");
    }
}
