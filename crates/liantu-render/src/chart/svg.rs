//! The SVG document: sheet, texts, legend, lines. The boxes are in `svg_node`.

use super::boxes::SMALL;
use super::description::{Chart, Link};
use super::layout::Layout;
use super::legend::{CAPTION, PlacedItem, SAMPLE, Swatch};
use super::measure::Face;
use super::page::{
    FOOTNOTE, FOOTNOTE_LINE, MARGIN, SUBTITLE, SUBTITLE_LINE, Sheet, SvgOptions, TITLE, TITLE_LINE,
};
use super::palette::{FAINT_INK, FONT_STACK, INK, LINK, PAPER, symbols};
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
    draw_lines(&mut writer, chart, &sheet.layout);
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
    let families = FONT_STACK.map(|family| format!("'{family}'")).join(",");
    // A generic family is a keyword and must not be quoted; the quotes of the others are single
    // so that the attribute needs no escapes.
    let families = families.replace("'sans-serif'", "sans-serif");
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
    let mut view = "0 0 ".to_owned();
    push_number(&mut view, width);
    view.push(' ');
    push_number(&mut view, height);
    writer.attr("viewBox", &view).attr("role", "img");
    let prefix = ids.prefix();
    writer.attr_parts("aria-labelledby", &[prefix, "title ", prefix, "desc"]);
    writer.raw(" font-family=\"");
    writer.raw(&families);
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
        ("range", 3.0, "M1 0V3", INK, 1.0),
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
            let run = Run { from: left, to: left + placed.item.swatch.width(), middle };
            Lines::default().with_run(link, &run).draw(writer);
            if let Link::Alternative { mark } = link {
                draw_mark(writer, mark, &run);
            }
        }
    }
    writer.open("text").number("x", MARGIN + placed.caption_left());
    writer.number("y", baseline(middle, CAPTION)).number("font-size", CAPTION.size);
    writer.end_with_text("text", &placed.item.caption);
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

/// The level piece of a line that ends at a box.
struct Run {
    from: f64,
    to: f64,
    middle: f64,
}

/// All lines of a picture, one path per kind.
#[derive(Default)]
struct Lines {
    solid: Path,
    dashed: Path,
    dotted: Path,
}

impl Lines {
    fn path(&mut self, link: &Link) -> &mut Path {
        match link {
            Link::Required | Link::Variant => &mut self.solid,
            Link::Alternative { .. } => &mut self.dashed,
            Link::NonEssential => &mut self.dotted,
        }
    }

    fn add_run(&mut self, link: &Link, run: &Run) {
        let offsets: &[f64] = match link {
            Link::Variant => &[-1.8, 1.8],
            _ => &[0.0],
        };
        for offset in offsets {
            let path = self.path(link);
            path.command('M', &[run.from, run.middle + offset]);
            path.command('H', &[run.to]);
        }
    }

    fn with_run(mut self, link: &Link, run: &Run) -> Self {
        self.add_run(link, run);
        self
    }

    fn draw(&self, writer: &mut SvgWriter) {
        let kinds = [(&self.solid, "", 1.2), (&self.dashed, "6 3", 1.4), (&self.dotted, "1.5 3", 1.5)];
        for (path, dashes, width) in kinds {
            if path.as_str().is_empty() {
                continue;
            }
            writer.open("path").attr("d", path.as_str()).attr("fill", "none");
            writer.attr("stroke", LINK).number("stroke-width", width);
            if !dashes.is_empty() {
                writer.attr("stroke-dasharray", dashes);
            }
            writer.end_empty();
            writer.newline();
        }
    }
}

fn draw_lines(writer: &mut SvgWriter, chart: &Chart, layout: &Layout) {
    let mut lines = Lines::default();
    for parent in 0..layout.boxes.len() {
        add_lines_of(&mut lines, chart, layout, parent);
    }
    lines.draw(writer);
    for (node, placed) in chart.tree.iter().zip(&layout.boxes) {
        if !placed.content.mark.is_empty() && chart.tree.parent(node.0).is_some() {
            draw_mark(writer, &placed.content.mark, &run_to(layout, node.0.index()));
        }
    }
}

fn run_to(layout: &Layout, child: usize) -> Run {
    let placed = &layout.boxes[child];
    Run { from: layout.columns[placed.column].trunk(), to: placed.left, middle: placed.middle() }
}

/// The lines from one box to its children. The shared part has the kind of the children when they
/// agree, else it is solid.
fn add_lines_of(lines: &mut Lines, chart: &Chart, layout: &Layout, parent: usize) {
    let children = layout.children.of(parent);
    let (Some(&first), Some(&last)) = (children.first(), children.last()) else {
        return;
    };
    let link = |child: u32| &chart.tree.node(NodeIx::new(child as usize)).link;
    let agree = children.iter().all(|&child| same_kind(link(child), link(first)));
    let shared = if agree { link(first) } else { &Link::Required };
    let (first, last) = (run_to(layout, first as usize), run_to(layout, last as usize));
    let placed = &layout.boxes[parent];
    let path = lines.path(shared);
    path.command('M', &[placed.right(), placed.middle()]);
    path.command('H', &[first.from]);
    if children.len() > 1 {
        path.command('M', &[first.from, first.middle]);
        path.command('V', &[last.middle]);
    }
    for &child in children {
        lines.add_run(link(child), &run_to(layout, child as usize));
    }
}

fn same_kind(one: &Link, other: &Link) -> bool {
    std::mem::discriminant(one) == std::mem::discriminant(other)
}

/// A short text in the middle of a line, on a plate that interrupts it.
fn draw_mark(writer: &mut SvgWriter, mark: &str, run: &Run) {
    let centre = f64::midpoint(run.from, run.to);
    let width = SMALL.width(mark) + 2.0;
    writer.open("rect").number("x", centre - width / 2.0).number("y", run.middle - 6.0);
    writer.number("width", width).number("height", 12.0).attr("fill", PAPER).end_empty();
    writer.open("text").number("x", centre).number("y", baseline(run.middle, SMALL));
    writer.number("font-size", SMALL.size).attr("text-anchor", "middle");
    writer.end_with_text("text", mark);
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
