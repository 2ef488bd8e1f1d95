//! Layers from left to right with lines between any two of them: the neighbourhood of a component, which is no tree.
//!
//! Boxes stand in given layers. Their order within a layer is found by the usual sweeps (each box to the mean place of
//! its neighbours, lines over several layers through a point in each); heights then by least squares under that order.

use super::boxes::{BoxContent, LABEL, Shown};
use super::description::{Chart, Link};
use super::layout::{Column, Layout, PlacedBox, full_width};
use super::svg_lines::{draw_path, stroke_of};
use super::tree::NodeIx;
use super::writer::{Path, SvgWriter};

/// A line from one box to another in a later layer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bond {
    /// Where it comes from.
    pub from: NodeIx,
    /// Where it goes.
    pub to: NodeIx,
    /// How it is drawn.
    pub link: Link,
}

/// Boxes in layers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layers {
    /// The layer of each box, in the order of the tree; all boxes are roots.
    pub ranks: Vec<u32>,
    /// The lines; those that do not lead to a later layer are drawn as they are.
    pub bonds: Vec<Bond>,
}

/// Between two layers, for the lines.
const LAYER_GAP: f64 = 70.0;
const BOX_GAP: f64 = 9.0;
/// Room of a line that passes a layer.
const PASS: f64 = 8.0;
const SWEEPS: usize = 12;

/// A line with the points it goes through.
#[derive(Clone, Debug)]
pub(super) struct Curve {
    points: Vec<(f64, f64)>,
    link: Link,
}

/// A box, or a point where a line passes.
struct Place {
    rank: usize,
    height: f64,
    left: Vec<usize>,
    right: Vec<usize>,
}

/// Lays out a chart with layers. O((boxes + lines · layers) · log).
pub(super) fn layers(chart: &Chart, layers: &Layers, label_em: f64) -> Layout {
    let shown = Shown::of(chart);
    let nodes = chart.tree.iter().map(|(_, node)| node);
    let contents: Vec<BoxContent> =
        nodes.map(|node| BoxContent::new(node, shown, label_em * LABEL.size)).collect();
    let columns = columns(&contents, &layers.ranks);
    let (places, paths) = places(&contents, layers);
    let tops = heights(&places, &order(&places));
    let curves = layers.bonds.iter().zip(&paths).map(|(bond, path)| {
        let middle = |&at: &usize| tops[at] + places[at].height / 2.0;
        let mut points = Vec::new();
        for (step, at) in path.iter().enumerate() {
            let column = &columns[places[*at].rank];
            if step > 0 {
                points.push((column.left, middle(at)));
            }
            if step + 1 < path.len() {
                points.push((column.left + column.width, middle(at)));
            }
        }
        Curve { points, link: bond.link.clone() }
    });
    let curves = curves.collect();
    let boxes: Vec<PlacedBox> = contents
        .into_iter()
        .enumerate()
        .map(|(at, content)| {
            let column = places[at].rank;
            PlacedBox {
                column,
                left: columns[column].left,
                top: tops[at],
                width: columns[column].width,
                content,
            }
        })
        .collect();
    let bottoms = boxes.iter().map(|placed| placed.top + placed.content.height);
    Layout {
        width: columns.last().map_or(0.0, |last| last.left + last.width),
        height: bottoms.fold(0.0, f64::max),
        children: chart.tree.children(),
        frames: Vec::new(),
        curves,
        boxes,
        columns,
    }
}

fn columns(contents: &[BoxContent], ranks: &[u32]) -> Vec<Column> {
    let count = ranks.iter().max().map_or(0, |&last| last as usize + 1);
    let mut columns = vec![Column::default(); count];
    for (content, &rank) in contents.iter().zip(ranks) {
        columns[rank as usize].make_room(content);
    }
    for (content, &rank) in contents.iter().zip(ranks) {
        let column = &mut columns[rank as usize];
        column.width = column.width.max(full_width(content, column.metrics()).ceil());
    }
    for index in 1..count {
        columns[index].left = columns[index - 1].left + columns[index - 1].width + LAYER_GAP;
    }
    columns
}

/// The boxes, then the points of lines, and for each line where it goes through.
fn places(contents: &[BoxContent], layers: &Layers) -> (Vec<Place>, Vec<Vec<usize>>) {
    let place =
        |rank: u32, height| Place { rank: rank as usize, height, left: Vec::new(), right: Vec::new() };
    let mut places: Vec<Place> =
        contents.iter().zip(&layers.ranks).map(|(content, &rank)| place(rank, content.height)).collect();
    let mut paths = Vec::new();
    for bond in &layers.bonds {
        let (from, to) = (bond.from.index(), bond.to.index());
        let mut path = vec![from];
        for rank in layers.ranks[from] + 1..layers.ranks[to].max(1) {
            path.push(places.len());
            places.push(place(rank, PASS));
        }
        path.push(to);
        for pair in path.windows(2).filter(|_| layers.ranks[from] < layers.ranks[to]) {
            places[pair[0]].right.push(pair[1]);
            places[pair[1]].left.push(pair[0]);
        }
        paths.push(path);
    }
    (places, paths)
}

/// The places of each layer from top to bottom.
fn order(places: &[Place]) -> Vec<Vec<usize>> {
    let count = places.iter().map(|place| place.rank + 1).max().unwrap_or(0);
    let mut order = vec![Vec::new(); count];
    for (at, place) in places.iter().enumerate() {
        order[place.rank].push(at);
    }
    let mut position = vec![0.0; places.len()];
    let number = |layer: &[usize], position: &mut [f64]| {
        for (at, &place) in layer.iter().enumerate() {
            position[place] = at as f64 - layer.len() as f64 / 2.0;
        }
    };
    for layer in &order {
        number(layer, &mut position);
    }
    for sweep in 0..SWEEPS {
        let forward = sweep % 2 == 0;
        for step in 0..count {
            let rank = if forward { step } else { count - 1 - step };
            let neighbours = |at: usize| if forward { &places[at].left } else { &places[at].right };
            let keys: Vec<f64> = order[rank]
                .iter()
                .map(|&at| mean(neighbours(at).iter().map(|&one| position[one])).unwrap_or(position[at]))
                .collect();
            let mut sorted: Vec<(f64, usize)> = keys.into_iter().zip(order[rank].iter().copied()).collect();
            // Stable: equal ones keep the order they had.
            sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
            order[rank] = sorted.into_iter().map(|(_, at)| at).collect();
            number(&order[rank], &mut position);
        }
    }
    order
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, count) = values.fold((0.0, 0), |(sum, count), value| (sum + value, count + 1));
    (count > 0).then(|| sum / f64::from(count))
}

/// The top of every place: as near to the middle of its neighbours as the order allows.
fn heights(places: &[Place], order: &[Vec<usize>]) -> Vec<f64> {
    let mut middle = vec![0.0; places.len()];
    for layer in order {
        stack(places, layer, &mut middle, None);
    }
    for sweep in 0..SWEEPS {
        let ranks: Vec<usize> =
            if sweep % 2 == 0 { (0..order.len()).collect() } else { (0..order.len()).rev().collect() };
        for rank in ranks {
            let wanted: Vec<f64> = order[rank]
                .iter()
                .map(|&at| {
                    let all = places[at].left.iter().chain(&places[at].right);
                    mean(all.map(|&one| middle[one])).unwrap_or(middle[at])
                })
                .collect();
            stack(places, &order[rank], &mut middle, Some(&wanted));
        }
    }
    let tops: Vec<f64> =
        places.iter().zip(&middle).map(|(place, middle)| middle - place.height / 2.0).collect();
    let highest = tops.iter().copied().fold(f64::INFINITY, f64::min);
    tops.into_iter().map(|top| top - highest).collect()
}

/// Middles of a layer in its order, no two too near: around 0, or the least squares to what is wanted (pool adjacent
/// violators on the middles less what the order takes up).
fn stack(places: &[Place], layer: &[usize], middle: &mut [f64], wanted: Option<&[f64]>) {
    let mut offsets = Vec::with_capacity(layer.len());
    let mut offset = 0.0;
    for (at, &place) in layer.iter().enumerate() {
        if at > 0 {
            offset += f64::midpoint(places[layer[at - 1]].height, places[place].height) + BOX_GAP;
        }
        offsets.push(offset);
    }
    let Some(wanted) = wanted else {
        for (&place, own) in layer.iter().zip(&offsets) {
            middle[place] = own - offset / 2.0;
        }
        return;
    };
    let mut pools: Vec<(f64, usize)> = Vec::new();
    for (want, own) in wanted.iter().zip(&offsets) {
        let mut pool = (want - own, 1);
        while let Some(&(value, count)) = pools.last().filter(|last| last.0 > pool.0) {
            pool =
                ((value * count as f64 + pool.0 * pool.1 as f64) / (count + pool.1) as f64, count + pool.1);
            pools.pop();
        }
        pools.push(pool);
    }
    let values = pools.iter().flat_map(|&(value, count)| std::iter::repeat_n(value, count));
    for ((&place, own), value) in layer.iter().zip(&offsets).zip(values) {
        middle[place] = value + own;
    }
}

/// Draws the lines, level where they meet a box.
pub(super) fn draw_curves(writer: &mut SvgWriter, curves: &[Curve]) {
    for curve in curves {
        let mut path = Path::default();
        if let Some(&(left, top)) = curve.points.first() {
            path.command('M', &[left, top]);
        }
        for pair in curve.points.windows(2) {
            let bend = f64::midpoint(pair[0].0, pair[1].0);
            path.command('C', &[bend, pair[0].1, bend, pair[1].1, pair[1].0, pair[1].1]);
        }
        draw_path(writer, &path, stroke_of(&curve.link));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::description::ChartNode;

    /// A ladder with a long line: nothing overlaps, everything stands in its layer, lines end at their boxes.
    #[test]
    fn boxes_stand_apart_in_their_layers_and_lines_end_at_them() {
        let mut chart = Chart::new("题");
        let ranks: Vec<u32> = vec![0, 0, 0, 1, 1, 2, 2, 3];
        let nodes: Vec<NodeIx> = ranks
            .iter()
            .enumerate()
            .map(|(at, _)| chart.tree.add_root(ChartNode::new(at.to_string(), "环节")))
            .collect();
        let pairs = [(0, 3), (1, 4), (2, 3), (2, 7), (3, 5), (4, 6), (5, 7), (6, 7), (0, 7)];
        let bonds: Vec<Bond> = pairs
            .iter()
            .map(|&(from, to)| Bond { from: nodes[from], to: nodes[to], link: Link::Required })
            .collect();
        let own = Layers { ranks: ranks.clone(), bonds };
        let layout = layers(&chart, &own, 12.0);
        for (at, one) in layout.boxes.iter().enumerate() {
            assert_eq!(one.column, ranks[at] as usize);
            assert!(one.top >= 0.0 && one.top + one.content.height <= layout.height + 1e-6);
            for other in layout.boxes[..at].iter().filter(|other| other.column == one.column) {
                let apart =
                    one.top + one.content.height <= other.top || other.top + other.content.height <= one.top;
                assert!(apart);
            }
        }
        for (curve, (from, to)) in layout.curves.iter().zip(pairs) {
            let (from, to) = (&layout.boxes[from], &layout.boxes[to]);
            assert_eq!(curve.points[0], (from.right(), from.middle()));
            assert_eq!(*curve.points.last().expect("an end"), (to.left, to.middle()));
        }
    }

    #[test]
    fn sweeps_untangle_what_can_be_untangled() {
        let place = |rank, left: &[usize], right: &[usize]| Place {
            rank,
            height: 10.0,
            left: left.to_vec(),
            right: right.to_vec(),
        };
        // 0–3 and 1–2 cross when layers keep the order of the list.
        let places = [place(0, &[], &[3]), place(0, &[], &[2]), place(1, &[1], &[]), place(1, &[0], &[])];
        let order = order(&places);
        let at = |layer: usize, place: usize| order[layer].iter().position(|&one| one == place);
        assert_eq!(at(0, 0) < at(0, 1), at(1, 3) < at(1, 2));
    }
}
