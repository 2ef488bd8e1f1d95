//! What plots share: texts at a point, straight and broken lines, axes with round ends.

use super::measure::{Face, Weight};
use super::writer::{Path, SvgWriter};

/// Where a text stands from its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Anchor {
    /// It begins there.
    Start,
    /// Its middle is there.
    Middle,
    /// It ends there.
    End,
}

/// Writes a text at a point of its base line.
pub(crate) fn label(
    out: &mut SvgWriter,
    (x, y): (f64, f64),
    face: Face,
    ink: &str,
    anchor: Anchor,
    text: &str,
) {
    out.open("text").number("x", x).number("y", y).number("font-size", face.size);
    if face.weight == Weight::Bold {
        out.attr("font-weight", "bold");
    }
    out.attr("fill", ink);
    match anchor {
        Anchor::Start => {}
        Anchor::Middle => {
            out.attr("text-anchor", "middle");
        }
        Anchor::End => {
            out.attr("text-anchor", "end");
        }
    }
    out.end_with_text("text", text);
    out.newline();
}

/// How a line is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Pen<'a> {
    pub(crate) ink: &'a str,
    pub(crate) width: f64,
    /// Lengths of strokes and gaps; empty for a whole line.
    pub(crate) dash: &'a str,
}

impl<'a> Pen<'a> {
    /// A whole line.
    pub(crate) const fn whole(ink: &'a str, width: f64) -> Self {
        Self { ink, width, dash: "" }
    }

    /// The same line, dashed.
    pub(crate) const fn dashed(self, dash: &'a str) -> Self {
        Self { dash, ..self }
    }
}

/// A line through points.
pub(crate) fn polyline(out: &mut SvgWriter, points: impl IntoIterator<Item = (f64, f64)>, pen: Pen<'_>) {
    let mut path = Path::default();
    for (at, (x, y)) in points.into_iter().enumerate() {
        path.command(if at == 0 { 'M' } else { 'L' }, &[x, y]);
    }
    out.open("path").attr("d", path.as_str()).attr("fill", "none").attr("stroke", pen.ink);
    out.number("stroke-width", pen.width);
    if !pen.dash.is_empty() {
        out.attr("stroke-dasharray", pen.dash);
    }
    out.end_empty();
    out.newline();
}

/// A filled box.
pub(crate) fn bar(out: &mut SvgWriter, (x, y): (f64, f64), (width, height): (f64, f64), fill: &str) {
    out.open("rect").number("x", x).number("y", y).number("width", width).number("height", height);
    out.attr("fill", fill).end_empty();
    out.newline();
}

/// Ticks on an axis, about.
const TICKS: f64 = 6.0;

/// An axis from a round number to a round number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Axis {
    low: f64,
    high: f64,
    tick: f64,
}

impl Axis {
    /// Covers `low..=high`; ticks are 1, 2 or 5 times a power of ten apart, no closer than `closest`.
    pub(crate) fn over(low: f64, high: f64, closest: f64) -> Self {
        let span = if high > low { high - low } else { 1.0 };
        let rough = span / TICKS;
        let power = 10_f64.powf(rough.log10().floor());
        let tick = [1.0, 2.0, 5.0, 10.0].map(|step| step * power).into_iter().find(|step| *step >= rough);
        let tick = tick.unwrap_or(span).max(closest);
        let low = (low / tick).floor() * tick;
        let steps = ((low + span) / tick).ceil().max(low / tick + 1.0);
        Self { low, high: steps * tick, tick }
    }

    pub(crate) fn ticks(self) -> impl Iterator<Item = f64> {
        let count = ((self.high - self.low) / self.tick).round() as u32;
        (0..=count).map(move |at| self.low + f64::from(at) * self.tick)
    }

    /// 0 at the low end, 1 at the high.
    pub(crate) fn part(self, value: f64) -> f64 {
        (value - self.low) / (self.high - self.low)
    }
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
