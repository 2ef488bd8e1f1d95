//! The cost–cover curve as a picture: steps, since money between two points buys no more than the lower one.

use crate::chart::measure::{Face, wrap};
use crate::chart::palette::{FAINT_INK, INK, LINK};
use crate::chart::writer::SvgWriter;
use crate::names::Naming;
use crate::table::{percent_interval, short_number};
use liantu_plan::{Frontier, FrontierPoint};

/// Size of the picture, in CSS pixels.
const SIZE: (f64, f64) = (760.0, 500.0);
/// Left, top, right and bottom of the plane.
const PLANE: [f64; 4] = [78.0, 104.0, 730.0, 400.0];
/// The lines below the plane.
const FOOTNOTE: Face = Face::regular(11.0);
/// Free border of the texts.
const MARGIN: f64 = 24.0;
/// Ticks on an axis, about.
const TICKS: f64 = 6.0;

/// The picture as an SVG document with no need of fonts, scripts or other files; `provenance` stands below it.
/// O(points).
pub fn frontier_picture(naming: Naming<'_>, found: &Frontier, provenance: &[String]) -> String {
    let picture = Picture::new(naming, found);
    let mut writer = SvgWriter::default();
    picture.open(&mut writer);
    picture.axes(&mut writer);
    picture.curve(&mut writer);
    let lines: Vec<String> =
        provenance.iter().flat_map(|line| wrap(line, FOOTNOTE, SIZE.0 - 2.0 * MARGIN)).collect();
    for (at, line) in lines.iter().rev().enumerate() {
        let y = SIZE.1 - 12.0 - 15.0 * at as f64;
        text(&mut writer, (MARGIN, y), FOOTNOTE.size, FAINT_INK, "start", line);
    }
    writer.close("svg");
    writer.newline();
    writer.finish()
}

struct Picture<'a, 'f> {
    naming: Naming<'a>,
    found: &'f Frontier,
    /// Ends of the axes and distance of ticks: cost, cover in percent.
    cost: Axis,
    cover: Axis,
}

/// An axis from a round number to a round number.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Axis {
    low: f64,
    high: f64,
    tick: f64,
}

impl Axis {
    /// Covers `low..=high`; ticks are 1, 2 or 5 times a power of ten apart, no closer than `closest`.
    fn over(low: f64, high: f64, closest: f64) -> Self {
        let span = if high > low { high - low } else { 1.0 };
        let rough = span / TICKS;
        let power = 10_f64.powf(rough.log10().floor());
        let tick = [1.0, 2.0, 5.0, 10.0].map(|step| step * power).into_iter().find(|step| *step >= rough);
        let tick = tick.unwrap_or(span).max(closest);
        let low = (low / tick).floor() * tick;
        let steps = ((low + span) / tick).ceil().max(low / tick + 1.0);
        Self { low, high: steps * tick, tick }
    }

    fn ticks(self) -> impl Iterator<Item = f64> {
        let count = ((self.high - self.low) / self.tick).round() as u32;
        (0..=count).map(move |at| self.low + f64::from(at) * self.tick)
    }

    /// 0 at the low end, 1 at the high.
    fn part(self, value: f64) -> f64 {
        (value - self.low) / (self.high - self.low)
    }
}

impl<'a, 'f> Picture<'a, 'f> {
    fn new(naming: Naming<'a>, found: &'f Frontier) -> Self {
        let covers = found.points.iter().map(|point| 100.0 * point.cover(found.whole));
        let least = covers.fold(100.0, f64::min);
        let dearest = found.points.last().map_or(0.0, |point| point.cost);
        // There is no half of an action.
        let closest = if found.missing_costs.is_empty() { 0.0 } else { 1.0 };
        let (cost, cover) = (Axis::over(0.0, dearest, closest), Axis::over(least, 100.0, 0.0));
        Self { naming, found, cost, cover }
    }

    fn x(&self, cost: f64) -> f64 {
        PLANE[0] + self.cost.part(cost) * (PLANE[2] - PLANE[0])
    }

    fn y(&self, cover: f64) -> f64 {
        PLANE[3] - self.cover.part(cover) * (PLANE[3] - PLANE[1])
    }

    fn at(&self, point: &FrontierPoint) -> (f64, f64) {
        (self.x(point.cost), self.y(100.0 * point.cover(self.found.whole)))
    }

    fn open(&self, writer: &mut SvgWriter) {
        let words = self.naming.words;
        let title = words.format("frontier-picture-title", &[("title", self.naming.title())]);
        let plan = &self.found.options.plan;
        let levels = plan.levels.iter().map(|level| words.text(&format!("level-{}", level.key())));
        let subtitle = words.format(
            "frontier-picture-subtitle",
            &[
                ("levels", &self.naming.list(levels)),
                ("weeks", &short_number(plan.within_weeks)),
                ("cover", &percent_interval(plan.required_cover, plan.required_cover)),
            ],
        );
        writer.open_picture(SIZE, &title, &subtitle);
        text(writer, (MARGIN, 36.0), 20.0, INK, "start", &title);
        text(writer, (MARGIN, 60.0), 12.0, FAINT_INK, "start", &subtitle);
    }

    fn axes(&self, writer: &mut SvgWriter) {
        let words = self.naming.words;
        for tick in self.cost.ticks() {
            line(writer, (self.x(tick), PLANE[3]), (self.x(tick), PLANE[3] + 5.0), INK);
            text(writer, (self.x(tick), PLANE[3] + 20.0), 12.0, INK, "middle", &short_number(tick));
        }
        for tick in self.cover.ticks() {
            line(writer, (PLANE[0], self.y(tick)), (PLANE[2], self.y(tick)), "#D9D9D9");
            text(writer, (PLANE[0] - 8.0, self.y(tick) + 4.3), 12.0, INK, "end", &short_number(tick));
        }
        line(writer, (PLANE[0], PLANE[3]), (PLANE[2], PLANE[3]), INK);
        line(writer, (PLANE[0], PLANE[1]), (PLANE[0], PLANE[3]), INK);
        let counted = !self.found.missing_costs.is_empty();
        let cost = if counted { "frontier-picture-actions" } else { "frontier-picture-cost" };
        let middle = f64::midpoint(PLANE[0], PLANE[2]);
        text(writer, (middle, PLANE[3] + 42.0), 13.0, INK, "middle", &words.text(cost));
        text(writer, (MARGIN, PLANE[1] - 14.0), 13.0, INK, "start", &words.text("frontier-picture-cover"));
    }

    fn curve(&self, writer: &mut SvgWriter) {
        let mut corners: Vec<String> = Vec::new();
        let mut height = None;
        for point in &self.found.points {
            let (x, y) = self.at(point);
            corners.extend(height.map(|before| corner(x, before)));
            corners.push(corner(x, y));
            height = Some(y);
        }
        corners.extend(height.map(|y| corner(PLANE[2], y)));
        writer.open("polyline").attr("points", &corners.join(" ")).attr("fill", "none");
        writer.attr("stroke", LINK).number("stroke-width", 2.0);
        if !self.found.is_whole {
            writer.attr("stroke-dasharray", "6 3");
        }
        writer.end_empty();
        writer.newline();
        for point in &self.found.points {
            self.dot(writer, point);
        }
    }

    fn dot(&self, writer: &mut SvgWriter, point: &FrontierPoint) {
        let (x, y) = self.at(point);
        let cover = format!("{:.1}", 100.0 * point.cover(self.found.whole));
        let said = self.naming.words.format(
            "frontier-picture-point",
            &[
                ("cost", &short_number(point.cost)),
                ("cover", &cover),
                ("covered", &point.covered.to_string()),
            ],
        );
        writer.open("circle").number("cx", x).number("cy", y).number("r", 4.0).attr("fill", INK).end();
        writer.open("title").end_with_text("title", &said);
        writer.close("circle");
        writer.newline();
    }
}

fn corner(x: f64, y: f64) -> String {
    format!("{x:.1},{y:.1}")
}

fn text(writer: &mut SvgWriter, at: (f64, f64), size: f64, ink: &str, anchor: &str, text: &str) {
    writer.open("text").number("x", at.0).number("y", at.1).number("font-size", size);
    writer.attr("fill", ink).attr("text-anchor", anchor).end_with_text("text", text);
    writer.newline();
}

fn line(writer: &mut SvgWriter, from: (f64, f64), to: (f64, f64), ink: &str) {
    writer.open("line").number("x1", from.0).number("y1", from.1).number("x2", to.0).number("y2", to.1);
    writer.attr("stroke", ink).end_empty();
    writer.newline();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_end_on_round_numbers() {
        let ticks = |low, high| Axis::over(low, high, 0.0).ticks().collect::<Vec<f64>>();
        assert_eq!(ticks(0.0, 6.0), [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
        assert_eq!(ticks(83.0, 100.0), [80.0, 85.0, 90.0, 95.0, 100.0]);
        assert_eq!(ticks(0.0, 0.0).last(), Some(&1.0));
        assert_eq!(Axis::over(0.0, 3.0, 1.0).ticks().collect::<Vec<f64>>(), [0.0, 1.0, 2.0, 3.0]);
        assert!(ticks(100.0, 100.0).last().is_some_and(|last| *last >= 100.0));
    }
}
