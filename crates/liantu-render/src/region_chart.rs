//! Where needed components are made, as a picture: the provinces of China as tiles, other places beside them.

use crate::chart::measure::{Face, ellipsize, wrap};
use crate::chart::palette::{FAINT_INK, INK, LINK};
use crate::chart::plane::{Anchor, label};
use crate::chart::writer::SvgWriter;
use crate::results::{Necessity, Results};
use liantu_analysis::Makers;
use liantu_model::{ComponentIx, RegionIx};

/// Side of a tile, in CSS pixels.
const TILE: f64 = 84.0;
const GAP: f64 = 4.0;
const MARGIN: f64 = 24.0;
/// Where tiles begin, below the title and the legend.
const TOP: f64 = 138.0;
/// Columns and rows of the tiles of China.
const MAP: (usize, usize) = (9, 8);
/// Columns of the places beside it.
const BESIDE: usize = 4;
const TITLE: Face = Face::bold(20.0);
const SMALL: Face = Face::regular(12.0);
const NAME: Face = Face::regular(12.0);
const HOME: Face = Face::bold(12.0);
const FOOTNOTE: Face = Face::regular(11.0);
const LINE_HEIGHT: f64 = 15.0;
/// The largest circle.
const RADIUS: f64 = 20.0;
/// What is made in a place, light enough for what is made there alone to be seen on it in grey.
const MADE: &str = "#BDD7E7";
const ALONE: &str = "#08519C";

/// Tiles as they lie to each other, column and row; areas and borders mean nothing.
const TILES: [(&str, usize, usize); 34] = [
    ("CN-23", 8, 0),
    ("CN-65", 0, 1),
    ("CN-15", 5, 1),
    ("CN-21", 7, 1),
    ("CN-22", 8, 1),
    ("CN-63", 1, 2),
    ("CN-62", 2, 2),
    ("CN-64", 3, 2),
    ("CN-14", 4, 2),
    ("CN-13", 5, 2),
    ("CN-11", 6, 2),
    ("CN-12", 7, 2),
    ("CN-54", 0, 3),
    ("CN-61", 3, 3),
    ("CN-41", 4, 3),
    ("CN-37", 6, 3),
    ("CN-51", 2, 4),
    ("CN-50", 3, 4),
    ("CN-42", 4, 4),
    ("CN-34", 5, 4),
    ("CN-32", 6, 4),
    ("CN-31", 7, 4),
    ("CN-53", 2, 5),
    ("CN-52", 3, 5),
    ("CN-43", 4, 5),
    ("CN-36", 5, 5),
    ("CN-33", 6, 5),
    ("CN-45", 3, 6),
    ("CN-44", 4, 6),
    ("CN-35", 5, 6),
    ("TW", 7, 6),
    ("CN-46", 2, 7),
    ("MO", 4, 7),
    ("HK", 5, 7),
];

/// A place with how much it makes.
struct Spot {
    place: RegionIx,
    made: usize,
    alone: usize,
}

/// The picture as an SVG document. Only components that final products cannot do without are counted. O(components).
pub fn region_chart(results: &Results<'_>, makers: &[Makers], provenance: &[String]) -> String {
    let spots = spots(results, makers);
    let chart = RegionChart { results, most: spots.iter().map(|one| one.made).max().unwrap_or(1), spots };
    chart.draw(provenance)
}

/// The same, where any place makes something.
pub(crate) fn filled_region_chart(results: &Results<'_>, provenance: &[String]) -> Option<String> {
    let makers = results.makers?;
    let is_empty = spots(results, makers).is_empty();
    (!is_empty).then(|| region_chart(results, makers, provenance))
}

fn spots(results: &Results<'_>, makers: &[Makers]) -> Vec<Spot> {
    makers.iter().map(|one| spot(results, one)).filter(|one| one.made > 0).collect()
}

fn spot(results: &Results<'_>, one: &Makers) -> Spot {
    let count = |components: &[ComponentIx]| {
        components.iter().filter(|&&one| results.necessity(one) == Necessity::Essential).count()
    };
    Spot { place: one.place, made: count(&one.made), alone: count(&one.alone) }
}

struct RegionChart<'c, 'r> {
    results: &'c Results<'r>,
    most: usize,
    spots: Vec<Spot>,
}

impl RegionChart<'_, '_> {
    fn draw(&self, provenance: &[String]) -> String {
        let words = self.results.naming.words;
        let beside = self.beside();
        let rows = MAP.1.max(beside.len().div_ceil(BESIDE));
        let width = 2.0 * MARGIN + (MAP.0 + BESIDE) as f64 * TILE + TILE / 2.0;
        let bottom = TOP + rows as f64 * TILE;
        let notes: Vec<String> = std::iter::once(&words.text("region-chart-note"))
            .chain(provenance)
            .flat_map(|note| wrap(note, FOOTNOTE, width - 2.0 * MARGIN))
            .collect();
        let height = bottom + 30.0 + notes.len() as f64 * LINE_HEIGHT;
        let title = words.format("region-chart-title", &[("title", self.results.naming.title())]);
        let subtitle = words.text("region-chart-subtitle");
        let mut out = SvgWriter::default();
        out.open_picture((width, height), &title, &subtitle);
        label(&mut out, (MARGIN, 36.0), TITLE, INK, Anchor::Start, &title);
        label(&mut out, (MARGIN, 60.0), SMALL, FAINT_INK, Anchor::Start, &subtitle);
        self.legend(&mut out);
        self.tiles(&mut out);
        self.others(&mut out, &beside);
        for (at, note) in notes.iter().enumerate() {
            let y = bottom + 26.0 + at as f64 * LINE_HEIGHT;
            label(&mut out, (MARGIN, y), FOOTNOTE, FAINT_INK, Anchor::Start, note);
        }
        out.close("svg");
        out.newline();
        out.finish()
    }

    fn id(&self, place: RegionIx) -> &str {
        &self.results.naming.model.region(place).id
    }

    /// Places without a tile, those that make most first.
    fn beside(&self) -> Vec<&Spot> {
        let has_tile = |spot: &&Spot| TILES.iter().any(|(id, ..)| *id == self.id(spot.place));
        let mut others: Vec<&Spot> = self.spots.iter().filter(|spot| !has_tile(spot)).collect();
        others.sort_by(|a, b| b.made.cmp(&a.made).then_with(|| self.id(a.place).cmp(self.id(b.place))));
        others
    }

    fn legend(&self, out: &mut SvgWriter) {
        let words = self.results.naming.words;
        let (x, y) = (MARGIN + 12.0, 90.0);
        circle(out, (x, y), 9.0, MADE, LINK);
        let made = words.text("region-chart-made");
        label(out, (x + 16.0, y + 4.0), SMALL, INK, Anchor::Start, &made);
        let next = x + 16.0 + SMALL.width(&made) + 32.0;
        circle(out, (next, y), 6.0, ALONE, ALONE);
        label(out, (next + 14.0, y + 4.0), SMALL, INK, Anchor::Start, &words.text("region-chart-alone"));
    }

    fn tiles(&self, out: &mut SvgWriter) {
        let naming = self.results.naming;
        let heading = naming.words.text("region-chart-map");
        label(out, (MARGIN, TOP - 14.0), SMALL, FAINT_INK, Anchor::Start, &heading);
        for (id, column, row) in TILES {
            let Ok(place) = naming.model.find_region(id) else { continue };
            let corner = (MARGIN + column as f64 * TILE, TOP + row as f64 * TILE);
            let spot = self.spots.iter().find(|spot| spot.place == place);
            self.tile(out, corner, place, spot);
        }
    }

    fn others(&self, out: &mut SvgWriter, beside: &[&Spot]) {
        let left = MARGIN + MAP.0 as f64 * TILE + TILE / 2.0;
        let heading = self.results.naming.words.text("region-chart-beside");
        label(out, (left, TOP - 14.0), SMALL, FAINT_INK, Anchor::Start, &heading);
        for (at, spot) in beside.iter().enumerate() {
            let corner = (left + (at % BESIDE) as f64 * TILE, TOP + (at / BESIDE) as f64 * TILE);
            self.tile(out, corner, spot.place, Some(spot));
        }
    }

    fn tile(&self, out: &mut SvgWriter, (x, y): (f64, f64), place: RegionIx, spot: Option<&Spot>) {
        let naming = self.results.naming;
        let model = naming.model;
        let is_home = model.contains(place, model.dataset().home) && model.is_domestic(place);
        let side = TILE - GAP;
        out.open("rect").number("x", x).number("y", y).number("width", side).number("height", side);
        out.attr("fill", "none").attr("stroke", if is_home { INK } else { LINK });
        out.number("stroke-width", if is_home { 2.4 } else { 0.8 });
        if !model.is_domestic(place) {
            out.attr("stroke-dasharray", "3 3");
        }
        out.end_empty();
        out.newline();
        let (middle, face) = (x + side / 2.0, if is_home { HOME } else { NAME });
        let name = ellipsize(naming.region(place), face, side - 6.0);
        label(
            out,
            (middle, y + 15.0),
            face,
            if spot.is_some() { INK } else { FAINT_INK },
            Anchor::Middle,
            &name,
        );
        let Some(spot) = spot else { return };
        let radius = |count: usize| RADIUS * (count as f64 / self.most as f64).sqrt();
        let centre = (middle, y + 43.0);
        circle(out, centre, radius(spot.made), MADE, LINK);
        if spot.alone > 0 {
            circle(out, centre, radius(spot.alone), ALONE, ALONE);
        }
        let (made, alone) = (spot.made.to_string(), spot.alone.to_string());
        let key = if spot.alone > 0 { "region-chart-both" } else { "region-chart-one" };
        let text = naming.words.format(key, &[("made", &made), ("alone", &alone)]);
        label(out, (middle, y + side - 5.0), SMALL, INK, Anchor::Middle, &text);
    }
}

fn circle(out: &mut SvgWriter, (x, y): (f64, f64), radius: f64, fill: &str, stroke: &str) {
    out.open("circle").number("cx", x).number("cy", y).number("r", radius);
    out.attr("fill", fill).attr("stroke", stroke).number("stroke-width", 0.8).end_empty();
    out.newline();
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_two_places_share_a_tile() {
        let places: BTreeSet<(usize, usize)> = TILES.iter().map(|&(_, column, row)| (column, row)).collect();
        assert_eq!(places.len(), TILES.len());
        assert!(places.iter().all(|&(column, row)| column < MAP.0 && row < MAP.1));
        let ids: BTreeSet<&str> = TILES.iter().map(|(id, ..)| *id).collect();
        assert_eq!(ids.len(), TILES.len());
    }
}
