//! One box in SVG: outline, hatching, symbols, label, bar, number, second row.

use super::boxes::{
    BoxContent, Cell, DETAIL_LINE, LINE, PAD_X, PLATE, SMALL, SYMBOL, SYMBOL_GAP, TAG_GAP, label_face,
    label_text,
};
use super::description::{ChartNode, Grade, Inherited, Legend, NodeStyle, SinglePoint};
use super::layout::{Column, PlacedBox};
use super::palette::{BAR, FAINT_INK, INK, PAPER, Paint, Symbol, paint};
use super::svg::{Ids, baseline};
use super::tree::NodeIx;
use super::writer::{Path, SvgWriter};

const PLATE_HEIGHT: f64 = 14.0;
const PLATE_MARGIN: f64 = 2.6;
/// Free ground around a text on hatching.
const CLEARANCE: f64 = 3.0;

/// A rectangle in user units.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rect {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

impl Rect {
    fn inset(self, by: f64) -> Self {
        Self {
            left: self.left + by,
            top: self.top + by,
            width: (self.width - 2.0 * by).max(0.0),
            height: (self.height - 2.0 * by).max(0.0),
        }
    }

    fn open<'a>(&self, writer: &'a mut SvgWriter) -> &'a mut SvgWriter {
        writer.open("rect").number("x", self.left).number("y", self.top);
        writer.number("width", self.width).number("height", self.height)
    }
}

/// Draws one box with its title and description.
pub(super) fn draw_box(
    writer: &mut SvgWriter,
    (index, node): (NodeIx, &ChartNode),
    placed: &PlacedBox,
    column: &Column,
    legend: &Legend,
    ids: &Ids,
) {
    writer.open("g").attr("id", &ids.node(index)).attr("data-id", &node.id).end();
    writer.open("title").end_with_text("title", &tooltip(node, legend));
    if !node.description.is_empty() {
        writer.open("desc").end_with_text("desc", &node.description);
    }
    let rect =
        Rect { left: placed.left, top: placed.top, width: placed.width, height: placed.content.height };
    draw_frame(writer, node, rect, ids);
    let pen = Pen { node, rect, content: &placed.content, paint: paint(node) };
    pen.draw_head(writer);
    pen.draw_metrics(writer, column, ids);
    pen.draw_details(writer);
    writer.close("g");
    writer.newline();
}

/// The full label and everything that marks say without words.
fn tooltip(node: &ChartNode, legend: &Legend) -> String {
    let kind = match node.style {
        NodeStyle::Stage | NodeStyle::Component | NodeStyle::Firm => "",
        NodeStyle::Reference => "↺ ",
        NodeStyle::Collapsed { .. } => "⊕",
    };
    let mut parts = vec![format!("{kind}{}", label_text(node))];
    parts.extend(legend.words(node).into_iter().map(str::to_owned));
    parts.extend(node.note.clone());
    parts.extend(node.tags.iter().cloned());
    parts.join(" · ")
}

/// Draws ground, hatching and outline.
pub(super) fn draw_frame(writer: &mut SvgWriter, node: &ChartNode, rect: Rect, ids: &Ids) {
    let paint = paint(node);
    let radius = match node.style {
        NodeStyle::Stage => 0.0,
        NodeStyle::Component | NodeStyle::Firm | NodeStyle::Reference => 3.0,
        NodeStyle::Collapsed { .. } => 8.0,
    };
    // The ground ends under a heavy border, or its colour would shine out around it.
    let ground = match node.single_point {
        SinglePoint::None => rect,
        SinglePoint::Possible | SinglePoint::Confirmed => rect.inset(1.0),
    };
    ground.open(writer).number("rx", radius).attr("fill", paint.fill).end_empty();
    for pattern in patterns(node, paint).into_iter().flatten() {
        let url = format!("url(#{}{pattern})", ids.prefix());
        ground.open(writer).number("rx", radius).attr("fill", &url).end_empty();
    }
    draw_outline(writer, node, rect, radius);
}

fn patterns(node: &ChartNode, paint: Paint) -> [Option<&'static str>; 2] {
    let unknown = node.grade == Some(Grade::Unknown) && paint.fill == PAPER;
    let inherited = match (node.inherited, paint.ink) {
        (Inherited::No, _) => None,
        (Inherited::Yes, PAPER) => Some("inherited-on-dark"),
        (Inherited::Yes, _) => Some("inherited"),
    };
    [unknown.then_some("unknown"), inherited]
}

fn draw_outline(writer: &mut SvgWriter, node: &ChartNode, rect: Rect, radius: f64) {
    let unknown = node.grade == Some(Grade::Unknown);
    let (ink, width, dashes) = match (node.single_point, node.style) {
        (SinglePoint::Confirmed, _) => (INK, 3.2, ""),
        (SinglePoint::Possible, _) => (INK, 2.8, "7 4"),
        (SinglePoint::None, NodeStyle::Stage) => (INK, 2.0, ""),
        (SinglePoint::None, _) if unknown => (FAINT_INK, 1.0, "3 2"),
        (SinglePoint::None, _) => (FAINT_INK, 1.0, ""),
    };
    if node.single_point != SinglePoint::None {
        // A white line inside keeps the border visible on a dark ground, printed in grey too.
        let inside = rect.inset(f64::midpoint(width, 1.2));
        inside.open(writer).number("rx", radius).attr("fill", "none");
        writer.attr("stroke", PAPER).number("stroke-width", width + 1.2).end_empty();
    }
    let outline = rect.inset(width / 2.0);
    outline.open(writer).number("rx", radius).attr("fill", "none");
    writer.attr("stroke", ink).number("stroke-width", width);
    if !dashes.is_empty() {
        writer.attr("stroke-dasharray", dashes);
    }
    writer.end_empty();
}

/// What the parts of one box share.
struct Pen<'a> {
    node: &'a ChartNode,
    rect: Rect,
    content: &'a BoxContent,
    paint: Paint,
}

impl Pen<'_> {
    fn left(&self) -> f64 {
        self.rect.left + PAD_X
    }

    fn head_height(&self) -> f64 {
        let details = if self.content.has_details() { DETAIL_LINE } else { 0.0 };
        self.rect.height - details
    }

    /// Centre line of the label.
    fn middle(&self) -> f64 {
        self.rect.top + self.head_height() / 2.0
    }

    fn is_hatched(&self) -> bool {
        patterns(self.node, self.paint).iter().any(Option::is_some)
    }

    /// Free ground under a text, where the box is hatched.
    fn clear(&self, writer: &mut SvgWriter, text: Rect) {
        if self.is_hatched() {
            text.inset(-CLEARANCE).open(writer).attr("fill", self.paint.fill).end_empty();
        }
    }

    fn draw_head(&self, writer: &mut SvgWriter) {
        let block = LINE * self.content.lines.len() as f64;
        let top = self.middle() - block / 2.0;
        self.clear(
            writer,
            Rect {
                left: self.left(),
                top: top + CLEARANCE - 1.0,
                width: self.content.head_width,
                height: block - 2.0 * (CLEARANCE - 1.0),
            },
        );
        let mut left = self.left();
        for &symbol in &self.content.symbols {
            draw_symbol(writer, symbol, left + SYMBOL / 2.0, self.middle(), self.node);
            left += SYMBOL + SYMBOL_GAP;
        }
        let face = label_face(self.node.style);
        for (index, line) in self.content.lines.iter().enumerate() {
            let middle = top + (index as f64 + 0.5) * LINE;
            writer.open("text").number("x", left).number("y", baseline(middle, face));
            if self.node.style == NodeStyle::Stage {
                writer.attr("font-weight", "bold");
            }
            self.with_ink(writer).end_with_text("text", line);
        }
    }

    /// The fill of a text, where it differs from the document's.
    fn with_ink<'w>(&self, writer: &'w mut SvgWriter) -> &'w mut SvgWriter {
        if self.paint.ink == INK {
            return writer;
        }
        writer.attr("fill", self.paint.ink)
    }

    fn draw_metrics(&self, writer: &mut SvgWriter, column: &Column, ids: &Ids) {
        let right = self.rect.left + self.rect.width - PAD_X;
        match &self.content.count {
            Cell::Absent => {}
            Cell::Missing => self.draw_value(writer, "—", right),
            Cell::Value(count) => self.draw_value(writer, count, right),
        }
        let plate = right - column.count_room - PLATE;
        match self.content.bar {
            Cell::Absent => {}
            Cell::Missing => {
                let dash = SMALL.width("—");
                self.draw_value(writer, "—", plate + f64::midpoint(PLATE, dash));
            }
            Cell::Value(share) => draw_bar(writer, plate, self.middle(), share, ids),
        }
    }

    /// A short text that ends at `right`.
    fn draw_value(&self, writer: &mut SvgWriter, text: &str, right: f64) {
        let width = SMALL.width(text);
        self.clear(writer, Rect { left: right - width, top: self.middle() - 4.0, width, height: 8.0 });
        writer.open("text").number("x", right).number("y", baseline(self.middle(), SMALL));
        writer.number("font-size", SMALL.size).attr("text-anchor", "end");
        self.with_ink(writer).end_with_text("text", text);
    }

    fn draw_details(&self, writer: &mut SvgWriter) {
        if !self.content.has_details() {
            return;
        }
        let top = self.rect.top + self.head_height() - 3.0;
        let middle = top + DETAIL_LINE / 2.0;
        self.clear(
            writer,
            Rect { left: self.left(), top: middle - 4.5, width: self.content.detail_width, height: 9.0 },
        );
        let mut left = self.left();
        if !self.content.note.is_empty() {
            self.draw_small(writer, &self.content.note, left, middle);
            left += self.content.note_width + TAG_GAP;
        }
        for tag in &self.content.tags {
            let frame = Rect { left, top: middle - 6.5, width: tag.width, height: 13.0 };
            frame.open(writer).number("rx", 2.0).attr("fill", "none");
            writer.attr("stroke", self.paint.ink).number("stroke-width", 0.7).end_empty();
            let text = left + (tag.width - SMALL.width(&tag.text)) / 2.0;
            self.draw_small(writer, &tag.text, text, middle);
            left += tag.width + TAG_GAP;
        }
    }

    fn draw_small(&self, writer: &mut SvgWriter, text: &str, left: f64, middle: f64) {
        writer.open("text").number("x", left).number("y", baseline(middle, SMALL));
        writer.number("font-size", SMALL.size);
        self.with_ink(writer).end_with_text("text", text);
    }
}

/// Draws an import share: solid up to the low end, hatched from there to the high end, on a white
/// plate whose left edge is at `left`.
pub(super) fn draw_bar(writer: &mut SvgWriter, left: f64, middle: f64, (low, high): (f64, f64), ids: &Ids) {
    let plate = Rect { left, top: middle - PLATE_HEIGHT / 2.0, width: PLATE, height: PLATE_HEIGHT };
    let track = plate.inset(PLATE_MARGIN);
    let part = |from: f64, to: f64| Rect {
        left: track.left + track.width * from / 100.0,
        width: track.width * (to - from) / 100.0,
        ..track
    };
    plate.open(writer).attr("fill", PAPER).end_empty();
    if low > 0.0 {
        part(0.0, low).open(writer).attr("fill", BAR).end_empty();
    }
    if high > low {
        let url = format!("url(#{}range)", ids.prefix());
        part(low, high).open(writer).attr("fill", &url).end_empty();
    }
    track.open(writer).attr("fill", "none").attr("stroke", INK);
    writer.number("stroke-width", 0.8).end_empty();
}

/// Draws a symbol as a shape, so that no font has to have it.
pub(super) fn draw_symbol(writer: &mut SvgWriter, symbol: Symbol, x: f64, y: f64, node: &ChartNode) {
    let ink = paint(node).ink;
    let radius = SYMBOL / 2.0;
    match symbol {
        Symbol::Grade(Grade::Yellow) => circle(writer, x, y, 4.4, ink, "none"),
        Symbol::Grade(Grade::Green) => circle(writer, x, y, 4.1, "none", ink),
        Symbol::Grade(Grade::Unknown) => {
            writer.open("text").number("x", x).number("y", y + 4.3).number("font-size", 12.0);
            writer.attr("font-weight", "bold").attr("text-anchor", "middle").attr("fill", ink);
            writer.end_with_text("text", "?");
        }
        Symbol::Grade(Grade::Red) => {
            let corners = [(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)];
            polygon(writer, &corners, ink);
        }
        Symbol::Grade(Grade::Orange) => {
            let corners = [(x, y - 4.8), (x + radius, y + 4.4), (x - radius, y + 4.4)];
            polygon(writer, &corners, ink);
        }
        Symbol::Down => strokes(
            writer,
            &[(x - 4.0, y - 4.0, x + 4.0, y + 4.0), (x - 4.0, y + 4.0, x + 4.0, y - 4.0)],
            2.2,
            ink,
        ),
        Symbol::Reduced => strokes(
            writer,
            &[(x, y - 4.5, x, y + 4.5), (x, y + 4.5, x - 3.6, y + 0.9), (x, y + 4.5, x + 3.6, y + 0.9)],
            1.6,
            ink,
        ),
        Symbol::Collapsed => {
            circle(writer, x, y, 4.6, "none", ink);
            strokes(writer, &[(x - 4.6, y, x + 4.6, y), (x, y - 4.6, x, y + 4.6)], 1.1, ink);
        }
        Symbol::Reference => draw_return_arrow(writer, x, y, ink),
    }
}

/// An open circle that turns back on itself, with an arrow head.
fn draw_return_arrow(writer: &mut SvgWriter, x: f64, y: f64, ink: &str) {
    let mut arc = Path::default();
    arc.command('M', &[x - 2.8, y - 2.8]);
    arc.command('A', &[4.0, 4.0, 0.0, 1.0, 0.0, x + 2.8, y - 2.8]);
    writer.open("path").attr("d", arc.as_str()).attr("fill", "none");
    writer.attr("stroke", ink).number("stroke-width", 1.3).end_empty();
    polygon(writer, &[(x - 5.2, y - 4.4), (x + 0.2, y - 4.6), (x - 2.2, y + 0.2)], ink);
}

fn circle(writer: &mut SvgWriter, x: f64, y: f64, radius: f64, fill: &str, stroke: &str) {
    writer.open("circle").number("cx", x).number("cy", y).number("r", radius);
    writer.attr("fill", fill);
    if stroke != "none" {
        writer.attr("stroke", stroke).number("stroke-width", 1.2);
    }
    writer.end_empty();
}

fn polygon(writer: &mut SvgWriter, corners: &[(f64, f64)], ink: &str) {
    let mut path = Path::default();
    for (index, &(x, y)) in corners.iter().enumerate() {
        path.command(if index == 0 { 'M' } else { 'L' }, &[x, y]);
    }
    path.command('Z', &[]);
    writer.open("path").attr("d", path.as_str()).attr("fill", ink).end_empty();
}

fn strokes(writer: &mut SvgWriter, lines: &[(f64, f64, f64, f64)], width: f64, ink: &str) {
    let mut path = Path::default();
    for &(x1, y1, x2, y2) in lines {
        path.command('M', &[x1, y1]).command('L', &[x2, y2]);
    }
    writer.open("path").attr("d", path.as_str()).attr("fill", "none");
    writer.attr("stroke", ink).number("stroke-width", width).end_empty();
}
