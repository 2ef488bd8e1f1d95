//! Line charts over time, one panel above the other: two lines with the range between them, and what happens
//! when. Knows neither model nor analyses.

use super::measure::{Face, ellipsize, wrap};
use super::palette::{FAINT_INK, INK};
use super::plane::{Anchor, Pen, bar, label, polyline};
use super::writer::{Path, SvgWriter};

/// A chart of parts (0..=1) over time.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LineChart {
    /// Heading.
    pub title: String,
    /// Below it.
    pub subtitle: String,
    /// What the time axis counts.
    pub time_label: String,
    /// Its length, above 0.
    pub time: f64,
    /// Length of a step: lines are level inside one.
    pub step: f64,
    /// What the two lines are called: the lower, drawn solid, and the upper, dashed.
    pub line_labels: [String; 2],
    /// What the grey range between them is called.
    pub range_label: String,
    /// What happens when: drawn above the panels.
    pub spans: Vec<Span>,
    /// Panels, top to bottom.
    pub panels: Vec<Panel>,
    /// Sources and definitions.
    pub footnote: Vec<String>,
}

/// Something that goes on for a while.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Span {
    /// What.
    pub label: String,
    /// From when to when.
    pub from: f64,
    /// The end; beyond the axis: it goes on.
    pub to: f64,
}

/// One thing over time.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Panel {
    /// What.
    pub title: String,
    /// Beside it, flush right.
    pub remark: String,
    /// The lower and the upper value in each step, 0..=1.
    pub values: Vec<[f64; 2]>,
}

const WIDTH: f64 = 760.0;
const MARGIN: f64 = 24.0;
const AXIS: f64 = 46.0;
const PANEL: f64 = 96.0;
const PANEL_HEAD: f64 = 26.0;
const PANEL_GAP: f64 = 10.0;
const SPAN_LINE: f64 = 18.0;
const TITLE: Face = Face::bold(20.0);
const SUBTITLE: Face = Face::regular(12.0);
const TEXT: Face = Face::regular(11.0);
const PANEL_TITLE: Face = Face::bold(12.0);
const SMALL: Face = Face::regular(10.5);
/// The range between the lines, light enough for both to be seen in grey.
const RANGE: &str = "#D9D9D9";
const GRID: &str = "#BFBFBF";
const LINE: Pen<'static> = Pen::whole(INK, 1.6);
const SPAN: &str = "#737373";

/// Draws a chart as an SVG document that needs no font, script or other file. O(values).
pub fn lines(chart: &LineChart) -> String {
    let mut sheet = Sheet { chart, out: SvgWriter::default(), top: MARGIN };
    let height = sheet.height();
    sheet.out.open_picture((WIDTH, height), &chart.title, &chart.subtitle);
    sheet.heading();
    sheet.legend();
    sheet.spans();
    for panel in &chart.panels {
        sheet.panel(panel);
    }
    sheet.time_axis();
    sheet.footnote();
    sheet.out.close("svg");
    sheet.out.newline();
    sheet.out.finish()
}

struct Sheet<'c> {
    chart: &'c LineChart,
    out: SvgWriter,
    top: f64,
}

impl Sheet<'_> {
    fn inner() -> f64 {
        WIDTH - 2.0 * MARGIN
    }

    fn wrapped(&self) -> (Vec<String>, Vec<String>, Vec<String>) {
        let notes = self.chart.footnote.iter().flat_map(|note| wrap(note, SMALL, Self::inner()));
        (
            wrap(&self.chart.title, TITLE, Self::inner()),
            wrap(&self.chart.subtitle, SUBTITLE, Self::inner()),
            notes.collect(),
        )
    }

    fn height(&self) -> f64 {
        let (title, subtitle, notes) = self.wrapped();
        let panels = self.chart.panels.len() as f64 * (PANEL_HEAD + PANEL + PANEL_GAP);
        let spans = self.chart.spans.len() as f64 * SPAN_LINE;
        let heading = title.len() as f64 * 28.0 + subtitle.len() as f64 * 18.0;
        2.0 * MARGIN + heading + 30.0 + spans + 8.0 + panels + 40.0 + notes.len() as f64 * 15.0
    }

    fn heading(&mut self) {
        let (title, subtitle, _) = self.wrapped();
        for text in title {
            self.top += 28.0;
            self.text((MARGIN, self.top - 8.0), TITLE, &text);
        }
        for text in subtitle {
            self.top += 18.0;
            self.faint((MARGIN, self.top - 5.0), SUBTITLE, &text);
        }
    }

    fn legend(&mut self) {
        self.top += 30.0;
        let (middle, baseline) = (self.top - 14.0, self.top - 10.0);
        let mut left = MARGIN;
        for (label, dash) in self.chart.line_labels.iter().zip(["", "5 3"]) {
            polyline(&mut self.out, [(left, middle), (left + 30.0, middle)], LINE.dashed(dash));
            self.text((left + 36.0, baseline), TEXT, label);
            left += 36.0 + TEXT.width(label) + 24.0;
        }
        bar(&mut self.out, (left, middle - 6.0), (30.0, 12.0), RANGE);
        self.text((left + 36.0, baseline), TEXT, &self.chart.range_label);
    }

    /// Bars of what goes on, each with its name inside the picture.
    fn spans(&mut self) {
        for span in &self.chart.spans {
            let (from, to) = (self.x(span.from), self.x(span.to));
            bar(&mut self.out, (from, self.top + 11.0), ((to - from).max(2.0), 4.0), SPAN);
            let room = MARGIN + Self::inner() - from;
            let label = ellipsize(&span.label, SMALL, room.max(Self::inner() / 2.0)).into_owned();
            let left = from.min(MARGIN + Self::inner() - SMALL.width(&label)).max(MARGIN);
            self.text((left, self.top + 9.0), SMALL, &label);
            self.top += SPAN_LINE;
        }
        self.top += 8.0;
    }

    fn panel(&mut self, panel: &Panel) {
        self.top += PANEL_HEAD;
        let baseline = self.top - 8.0;
        let room = Self::inner() - SUBTITLE.width(&panel.remark) - 16.0;
        let title = ellipsize(&panel.title, PANEL_TITLE, room.max(120.0)).into_owned();
        self.text((MARGIN, baseline), PANEL_TITLE, &title);
        let right = WIDTH - MARGIN - TEXT.width(&panel.remark);
        self.faint((right, baseline), TEXT, &panel.remark);
        for part in [0.0, 0.5, 1.0] {
            let y = self.y(part);
            let left = self.x(0.0);
            polyline(&mut self.out, [(left, y), (WIDTH - MARGIN, y)], Pen::whole(GRID, 0.8));
            let label = format!("{}%", part * 100.0);
            self.text((left - 6.0 - SMALL.width(&label), y + 4.0), SMALL, &label);
        }
        self.range(panel);
        self.line(panel, 0, "");
        self.line(panel, 1, "5 3");
        self.top += PANEL + PANEL_GAP;
        self.out.newline();
    }

    /// Corners of a line that is level inside every step.
    fn corners(&self, panel: &Panel, which: usize) -> Vec<(f64, f64)> {
        let step = self.chart.step;
        let ends = panel.values.iter().enumerate().flat_map(|(at, pair)| {
            let (from, y) = (at as f64 * step, self.y(pair[which]));
            [(self.x(from), y), (self.x(from + step), y)]
        });
        let mut corners: Vec<(f64, f64)> = Vec::new();
        for corner in ends {
            let is_level = corners.len() > 1
                && corners[corners.len() - 2..].iter().all(|held| (held.1 - corner.1).abs() < 1e-9);
            if is_level {
                corners.pop();
            }
            corners.push(corner);
        }
        corners
    }

    fn range(&mut self, panel: &Panel) {
        let lower = self.corners(panel, 0);
        let mut path = Path::default();
        for (at, &(x, y)) in self.corners(panel, 1).iter().chain(lower.iter().rev()).enumerate() {
            path.command(if at == 0 { 'M' } else { 'L' }, &[x, y]);
        }
        path.command('Z', &[]);
        self.out.open("path").attr("d", path.as_str()).attr("fill", RANGE).end_empty();
    }

    fn line(&mut self, panel: &Panel, which: usize, dash: &str) {
        let corners = self.corners(panel, which);
        polyline(&mut self.out, corners, LINE.dashed(dash));
    }

    fn time_axis(&mut self) {
        let baseline = self.top + 6.0;
        let every = tick(self.chart.time);
        let mut at = 0.0;
        while at <= self.chart.time + 1e-9 {
            let label = format!("{at}");
            let left = self.x(at) - SMALL.width(&label) / 2.0;
            self.text((left, baseline), SMALL, &label);
            at += every;
        }
        let label = self.chart.time_label.clone();
        self.text((WIDTH - MARGIN - TEXT.width(&label), baseline + 16.0), TEXT, &label);
        self.top += 40.0;
    }

    fn footnote(&mut self) {
        let (_, _, notes) = self.wrapped();
        for note in notes {
            self.top += 15.0;
            self.faint((MARGIN, self.top - 4.0), SMALL, &note);
        }
    }

    fn x(&self, time: f64) -> f64 {
        let part = (time / self.chart.time).clamp(0.0, 1.0);
        MARGIN + AXIS + part * (Self::inner() - AXIS)
    }

    fn y(&self, part: f64) -> f64 {
        self.top + (1.0 - part.clamp(0.0, 1.0)) * PANEL
    }

    fn text(&mut self, at: (f64, f64), face: Face, text: &str) {
        label(&mut self.out, at, face, INK, Anchor::Start, text);
    }

    fn faint(&mut self, at: (f64, f64), face: Face, text: &str) {
        label(&mut self.out, at, face, FAINT_INK, Anchor::Start, text);
    }
}

/// A round distance between labels, at most fourteen of them.
fn tick(time: f64) -> f64 {
    let steps = [1.0, 2.0, 4.0, 8.0, 13.0, 26.0, 52.0, 104.0];
    steps.into_iter().find(|step| time / step <= 14.0).unwrap_or(time / 10.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart() -> LineChart {
        LineChart {
            title: "题 <&\">".to_owned(),
            time: 4.0,
            step: 1.0,
            spans: vec![Span { label: "断供 & 恢复".to_owned(), from: 1.0, to: 99.0 }],
            panels: vec![Panel {
                title: "车".to_owned(),
                values: vec![[1.0, 1.0], [0.0, 1.0], [0.0, 0.5], [0.0, 0.5]],
                ..Panel::default()
            }],
            footnote: vec!["来源。".repeat(80)],
            ..LineChart::default()
        }
    }

    #[test]
    fn any_text_gives_valid_xml_inside_the_sheet() {
        let text = lines(&chart());
        let document = roxmltree::Document::parse(&text).expect("valid XML");
        let root = document.root_element();
        let size = |name: &str| root.attribute(name).and_then(|text| text.parse::<f64>().ok()).expect("size");
        let (width, height) = (size("width"), size("height"));
        for node in document.descendants().filter(|node| node.has_tag_name("text")) {
            let at =
                |name: &str| node.attribute(name).and_then(|text| text.parse::<f64>().ok()).expect("place");
            assert!(
                (0.0..=width).contains(&at("x")) && (0.0..=height).contains(&at("y")),
                "{:?}",
                node.text()
            );
        }
        assert!(text.contains("题 &lt;&amp;"), "escaped");
    }

    /// Four steps of two levels: one corner at each end of a level stretch.
    #[test]
    fn a_line_is_level_inside_a_step() {
        let chart = chart();
        let sheet = Sheet { chart: &chart, out: SvgWriter::default(), top: 0.0 };
        let lower = sheet.corners(&chart.panels[0], 0);
        let heights: Vec<f64> = lower.iter().map(|corner| corner.1).collect();
        assert_eq!(heights, [0.0, 0.0, PANEL, PANEL]);
        assert_eq!(
            lower.iter().map(|corner| corner.0).collect::<Vec<_>>(),
            [0.0, 1.0, 1.0, 4.0].map(|x| sheet.x(x))
        );
    }
}
