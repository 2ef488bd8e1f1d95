//! The cost–cover curve as a picture: steps, since money between two points buys no more than the lower one.

use crate::chart::measure::{Face, wrap};
use crate::chart::palette::{FAINT_INK, INK, LINK};
use crate::chart::plane::{Anchor, Axis, Pen, label, polyline};
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
const TITLE: Face = Face::regular(20.0);
const SMALL: Face = Face::regular(12.0);
const TEXT: Face = Face::regular(13.0);
const GRID: &str = "#D9D9D9";

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
        label(&mut writer, (MARGIN, y), FOOTNOTE, FAINT_INK, Anchor::Start, line);
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
        label(writer, (MARGIN, 36.0), TITLE, INK, Anchor::Start, &title);
        label(writer, (MARGIN, 60.0), SMALL, FAINT_INK, Anchor::Start, &subtitle);
    }

    fn axes(&self, writer: &mut SvgWriter) {
        let words = self.naming.words;
        let thin = Pen::whole(INK, 1.0);
        for tick in self.cost.ticks() {
            let x = self.x(tick);
            polyline(writer, [(x, PLANE[3]), (x, PLANE[3] + 5.0)], thin);
            label(writer, (x, PLANE[3] + 20.0), SMALL, INK, Anchor::Middle, &short_number(tick));
        }
        for tick in self.cover.ticks() {
            let y = self.y(tick);
            polyline(writer, [(PLANE[0], y), (PLANE[2], y)], Pen::whole(GRID, 1.0));
            label(writer, (PLANE[0] - 8.0, y + 4.3), SMALL, INK, Anchor::End, &short_number(tick));
        }
        polyline(writer, [(PLANE[0], PLANE[1]), (PLANE[0], PLANE[3]), (PLANE[2], PLANE[3])], thin);
        let counted = !self.found.missing_costs.is_empty();
        let cost = if counted { "frontier-picture-actions" } else { "frontier-picture-cost" };
        let middle = f64::midpoint(PLANE[0], PLANE[2]);
        label(writer, (middle, PLANE[3] + 42.0), TEXT, INK, Anchor::Middle, &words.text(cost));
        let cover = words.text("frontier-picture-cover");
        label(writer, (MARGIN, PLANE[1] - 14.0), TEXT, INK, Anchor::Start, &cover);
    }

    fn curve(&self, writer: &mut SvgWriter) {
        let mut corners: Vec<(f64, f64)> = Vec::new();
        let mut height = None;
        for point in &self.found.points {
            let (x, y) = self.at(point);
            corners.extend(height.map(|before| (x, before)));
            corners.push((x, y));
            height = Some(y);
        }
        corners.extend(height.map(|y| (PLANE[2], y)));
        let pen = Pen::whole(LINK, 2.0);
        polyline(writer, corners, if self.found.is_whole { pen } else { pen.dashed("6 3") });
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
