//! The parts of output that scenarios cost, by rank, as a picture.

use crate::catalogue::Catalogue;
use crate::chart::measure::{Face, ellipsize, wrap};
use crate::chart::palette::{FAINT_INK, INK, LINK};
use crate::chart::plane::{Anchor, Axis, Pen, bar, label, polyline};
use crate::chart::writer::SvgWriter;
use crate::systemic::{Ranked, SystemicResult};
use crate::table::short_number;
use crate::tables::systemic_settings;

const WIDTH: f64 = 760.0;
/// Left, top, right and bottom of the plane.
const PLANE: [f64; 4] = [78.0, 126.0, 730.0, 426.0];
const MARGIN: f64 = 24.0;
const TITLE: Face = Face::bold(20.0);
const SMALL: Face = Face::regular(12.0);
const TEXT: Face = Face::regular(13.0);
const FOOTNOTE: Face = Face::regular(11.0);
const LINE_HEIGHT: f64 = 15.0;
const GRID: &str = "#D9D9D9";
/// Bars of what is lost at once, light enough for the line to be seen on them in grey.
const OWN: &str = "#A6A6A6";
/// More points than this are thinned, evenly on the axis.
const MOST_POINTS: usize = 600;
/// So many of the first are named.
const NAMED: usize = 3;
/// Width of a name.
const NAME_ROOM: f64 = 110.0;

/// The parts lost by rank (logarithmic) as a line, over bars of what is lost at once, as an SVG document. Every
/// rank is drawn up to 600, more are thinned evenly on the axis. O(rows log rows).
pub fn systemic_chart(words: &Catalogue, result: &SystemicResult<'_>, subtitle: &str) -> String {
    let ranked = result.ranked();
    let highest = ranked.first().map_or(1.0, |one| one.row.total() * 100.0);
    let notes = systemic_settings(words, result);
    let notes: Vec<String> =
        notes.iter().flat_map(|note| wrap(note, FOOTNOTE, WIDTH - 2.0 * MARGIN)).collect();
    let height = PLANE[3] + 66.0 + notes.len() as f64 * LINE_HEIGHT + 12.0;
    let plot = Plot { words, ranked, value: Axis::over(0.0, highest, 0.0) };
    let mut out = SvgWriter::default();
    let title = words.text("systemic-chart-title");
    out.open_picture((WIDTH, height), &title, subtitle);
    label(&mut out, (MARGIN, 36.0), TITLE, INK, Anchor::Start, &title);
    label(&mut out, (MARGIN, 60.0), SMALL, FAINT_INK, Anchor::Start, subtitle);
    plot.legend(&mut out);
    plot.axes(&mut out);
    plot.values(&mut out);
    for (at, note) in notes.iter().enumerate() {
        let y = PLANE[3] + 66.0 + at as f64 * LINE_HEIGHT;
        label(&mut out, (MARGIN, y), FOOTNOTE, FAINT_INK, Anchor::Start, note);
    }
    out.close("svg");
    out.newline();
    out.finish()
}

struct Plot<'p> {
    words: &'p Catalogue,
    ranked: Vec<Ranked<'p, 'p>>,
    value: Axis,
}

impl Plot<'_> {
    /// Where a rank from 1 stands.
    fn x(&self, rank: f64) -> f64 {
        let last = (self.ranked.len().max(2) as f64).log10();
        PLANE[0] + 10.0 + rank.log10() / last * (PLANE[2] - PLANE[0] - 20.0)
    }

    fn y(&self, percent: f64) -> f64 {
        PLANE[3] - self.value.part(percent) * (PLANE[3] - PLANE[1])
    }

    fn legend(&self, out: &mut SvgWriter) {
        let y = 84.0;
        polyline(out, [(MARGIN, y - 4.0), (MARGIN + 28.0, y - 4.0)], Pen::whole(LINK, 2.0));
        let line = self.words.text("systemic-chart-line");
        label(out, (MARGIN + 34.0, y), SMALL, INK, Anchor::Start, &line);
        let left = MARGIN + 34.0 + SMALL.width(&line) + 24.0;
        bar(out, (left, y - 10.0), (12.0, 12.0), OWN);
        label(out, (left + 18.0, y), SMALL, INK, Anchor::Start, &self.words.text("systemic-chart-own"));
    }

    fn axes(&self, out: &mut SvgWriter) {
        for tick in self.value.ticks() {
            let y = self.y(tick);
            polyline(out, [(PLANE[0], y), (PLANE[2], y)], Pen::whole(GRID, 1.0));
            label(out, (PLANE[0] - 8.0, y + 4.3), SMALL, INK, Anchor::End, &short_number(tick));
        }
        let thin = Pen::whole(INK, 1.0);
        polyline(out, [(PLANE[0], PLANE[1]), (PLANE[0], PLANE[3]), (PLANE[2], PLANE[3])], thin);
        for rank in rank_ticks(self.ranked.len()) {
            let x = self.x(rank);
            polyline(out, [(x, PLANE[3]), (x, PLANE[3] + 5.0)], thin);
            label(out, (x, PLANE[3] + 20.0), SMALL, INK, Anchor::Middle, &short_number(rank));
        }
        let middle = f64::midpoint(PLANE[0], PLANE[2]);
        label(
            out,
            (middle, PLANE[3] + 42.0),
            TEXT,
            INK,
            Anchor::Middle,
            &self.words.text("systemic-chart-rank"),
        );
        let part = self.words.text("systemic-chart-part");
        label(out, (MARGIN, PLANE[1] - 24.0), SMALL, INK, Anchor::Start, &part);
    }

    fn values(&self, out: &mut SvgWriter) {
        let shown = shown(self.ranked.len());
        let place = |at: usize| self.x(at as f64 + 1.0);
        for &at in &shown {
            let own = self.ranked[at].row.own_weight[0] * 100.0;
            let near = at.min(self.ranked.len().saturating_sub(2));
            let next = place(near + 1) - place(near);
            let width = (next * 0.4).clamp(0.6, 8.0);
            let y = self.y(own);
            if PLANE[3] - y >= 0.1 {
                bar(out, (place(at) - width / 2.0, y), (width, PLANE[3] - y), OWN);
            }
        }
        let points = shown.iter().map(|&at| (place(at), self.y(self.ranked[at].row.total() * 100.0)));
        polyline(out, points, Pen::whole(LINK, 2.0));
        for (at, one) in self.ranked.iter().enumerate().take(NAMED) {
            let (x, y) = (place(at), self.y(one.row.total() * 100.0));
            out.open("circle").number("cx", x).number("cy", y).number("r", 3.5).attr("fill", INK).end();
            out.open("title").end_with_text("title", one.row.id);
            out.close("circle");
            out.newline();
            let name = ellipsize(one.row.id, SMALL, NAME_ROOM);
            label(out, (x + 6.0, y - 6.0), SMALL, INK, Anchor::Start, &name);
        }
    }
}

/// Every rank of a few, else 1, 2 and 5 times the powers of ten.
fn rank_ticks(count: usize) -> Vec<f64> {
    if count <= 10 {
        return (1..=count).map(|rank| rank as f64).collect();
    }
    let powers = (0..10).flat_map(|power| [1.0, 2.0, 5.0].map(|digit| digit * 10_f64.powi(power)));
    powers.take_while(|rank| *rank <= count as f64).collect()
}

/// Positions that are drawn: all of a few, else the nearest to even steps on a logarithmic axis.
fn shown(count: usize) -> Vec<usize> {
    if count <= MOST_POINTS {
        return (0..count).collect();
    }
    let step = (count as f64).ln() / (MOST_POINTS - 1) as f64;
    let mut shown: Vec<usize> =
        (0..MOST_POINTS).map(|at| ((at as f64 * step).exp().round() as usize).clamp(1, count) - 1).collect();
    shown.dedup();
    shown
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn many_ranks_are_thinned_and_the_ends_kept() {
        assert_eq!(shown(3), [0, 1, 2]);
        let many = shown(100_000);
        assert!(many.len() <= super::MOST_POINTS && many.is_sorted());
        assert_eq!((many[0], many[1], many.last()), (0, 1, Some(&99_999)));
    }
}
