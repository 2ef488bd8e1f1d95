//! The lines from boxes to their children and the marks on them.

use super::boxes::SMALL;
use super::description::{Chart, Link};
use super::layout::Layout;
use super::palette::LINK;
use super::svg::baseline;
use super::tree::NodeIx;
use super::writer::{Path, SvgWriter};

/// Half the distance of the two strokes of a double line.
const DOUBLE: f64 = 1.8;

/// The level piece of a line that ends at a box.
struct Run<'a> {
    from: f64,
    to: f64,
    middle: f64,
    /// A short text that interrupts the line; may be empty.
    mark: &'a str,
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
            Link::Variant => &[-DOUBLE, DOUBLE],
            _ => &[0.0],
        };
        let path = self.path(link);
        for offset in offsets {
            path.command('M', &[run.from, run.middle + offset]);
            if let Some((end, start)) = run.interruption() {
                path.command('H', &[end]);
                path.command('M', &[start, run.middle + offset]);
            }
            path.command('H', &[run.to]);
        }
    }

    fn draw(&self, writer: &mut SvgWriter) {
        for (path, stroke) in [(&self.solid, SOLID), (&self.dashed, DASHED), (&self.dotted, DOTTED)] {
            if !path.as_str().is_empty() {
                draw_path(writer, path, stroke);
            }
        }
    }
}

/// Dashes and width of a line.
type Stroke = (&'static str, f64);

const SOLID: Stroke = ("", 1.2);
const DASHED: Stroke = ("4 2.5", 1.4);
const DOTTED: Stroke = ("1.5 3", 1.5);

/// How the line of a link is drawn.
pub(super) fn stroke_of(link: &Link) -> Stroke {
    match link {
        Link::Required | Link::Variant => SOLID,
        Link::Alternative { .. } => DASHED,
        Link::NonEssential => DOTTED,
    }
}

pub(super) fn draw_path(writer: &mut SvgWriter, path: &Path, (dashes, width): Stroke) {
    writer.open("path").attr("d", path.as_str()).attr("fill", "none");
    writer.attr("stroke", LINK).number("stroke-width", width);
    if !dashes.is_empty() {
        writer.attr("stroke-dasharray", dashes);
    }
    writer.end_empty();
    writer.newline();
}

impl Run<'_> {
    fn centre(&self) -> f64 {
        f64::midpoint(self.from, self.to)
    }

    /// Where the line stops before the mark and goes on behind it.
    fn interruption(&self) -> Option<(f64, f64)> {
        let half = SMALL.width(self.mark) / 2.0 + 1.0;
        (!self.mark.is_empty()).then(|| (self.centre() - half, self.centre() + half))
    }

    fn draw_mark(&self, writer: &mut SvgWriter) {
        if self.mark.is_empty() {
            return;
        }
        writer.open("text").number("x", self.centre()).number("y", baseline(self.middle, SMALL));
        writer.number("font-size", SMALL.size).attr("text-anchor", "middle");
        writer.end_with_text("text", self.mark);
        writer.newline();
    }
}

/// Draws all lines of a tree.
pub(super) fn draw_lines(writer: &mut SvgWriter, chart: &Chart, layout: &Layout) {
    let mut lines = Lines::default();
    for parent in 0..layout.boxes.len() {
        add_lines_of(&mut lines, chart, layout, parent);
    }
    lines.draw(writer);
    for (index, _) in chart.tree.iter() {
        if chart.tree.parent(index).is_some() {
            run_to(layout, index.index()).draw_mark(writer);
        }
    }
}

/// Draws one line from `from` to `to`, for the legend.
pub(super) fn draw_sample_line(writer: &mut SvgWriter, link: &Link, from: f64, to: f64, middle: f64) {
    let mark = match link {
        Link::Alternative { mark } => mark,
        Link::Required | Link::NonEssential | Link::Variant => "",
    };
    let run = Run { from, to, middle, mark };
    let mut lines = Lines::default();
    lines.add_run(link, &run);
    lines.draw(writer);
    run.draw_mark(writer);
}

fn run_to(layout: &Layout, child: usize) -> Run<'_> {
    let placed = &layout.boxes[child];
    Run {
        from: layout.columns[placed.column].trunk(),
        to: placed.left,
        middle: placed.middle(),
        mark: &placed.content.mark,
    }
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
    let (top, bottom) = (run_to(layout, first as usize), run_to(layout, last as usize));
    let placed = &layout.boxes[parent];
    let path = lines.path(shared);
    path.command('M', &[placed.right(), placed.middle()]);
    path.command('H', &[top.from]);
    // The outer strokes of double lines begin above and below the middle of their box.
    let upper = top.middle - overhang(link(first));
    let lower = bottom.middle + overhang(link(last));
    if lower > upper {
        path.command('M', &[top.from, upper]);
        path.command('V', &[lower]);
    }
    for &child in children {
        lines.add_run(link(child), &run_to(layout, child as usize));
    }
}

fn overhang(link: &Link) -> f64 {
    match link {
        Link::Variant => DOUBLE,
        Link::Required | Link::Alternative { .. } | Link::NonEssential => 0.0,
    }
}

fn same_kind(one: &Link, other: &Link) -> bool {
    std::mem::discriminant(one) == std::mem::discriminant(other)
}
