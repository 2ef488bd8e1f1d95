//! Lanes side by side (上游、中游、下游): boxes in groups, without lines between them.

use super::boxes::{BoxContent, LABEL, SMALL, Shown};
use super::description::Chart;
use super::layout::{Column, Layout, PlacedBox, full_width};
use super::measure::Face;
use super::tree::NodeIx;

/// A lane of a chart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lane {
    /// What stands above it.
    pub label: String,
    /// What is in it.
    pub groups: Vec<LaneGroup>,
}

/// Boxes under a common heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LaneGroup {
    /// What stands above them.
    pub label: String,
    /// The boxes.
    pub boxes: Vec<NodeIx>,
}

/// A heading or the outline of a lane.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Frame {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) kind: FrameKind,
    pub(super) label: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FrameKind {
    /// The outline of a lane.
    Lane,
    /// Its heading, an arrow to the next lane.
    Heading,
    /// The heading of a group.
    Group,
}

/// Heading of a lane and of a group.
pub(super) const LANE_FACE: Face = Face::bold(15.0);
pub(super) const GROUP_FACE: Face = SMALL;
const HEADING: f64 = 30.0;
const GROUP_HEADING: f64 = 20.0;
const PAD: f64 = 10.0;
const LANE_GAP: f64 = 12.0;
const BOX_GAP: f64 = 6.0;
const GROUP_GAP: f64 = 8.0;
/// Columns of boxes in all lanes together: a picture about as wide as it is high.
const LEAST_COLUMNS: usize = 4;
const MOST_COLUMNS: usize = 9;

/// Lays out a chart with lanes. O(boxes · columns).
pub(super) fn lanes(chart: &Chart, label_em: f64) -> Layout {
    let shown = Shown::of(chart);
    let nodes = chart.tree.iter().map(|(_, node)| node);
    let contents: Vec<BoxContent> =
        nodes.map(|node| BoxContent::new(node, shown, label_em * LABEL.size)).collect();
    let mut column = Column::default();
    for content in &contents {
        column.make_room(content);
    }
    let widths = contents.iter().map(|content| full_width(content, column.metrics()));
    column.width = widths.fold(0.0, f64::max).ceil();
    let counts = columns_of_lanes(chart, &contents, column.width);
    Placing { chart, contents, column, counts }.place()
}

/// How many columns each lane gets: the highest lane gets the next one, until the picture is wider than high.
fn columns_of_lanes(chart: &Chart, contents: &[BoxContent], width: f64) -> Vec<usize> {
    let mut counts = vec![1; chart.lanes.len()];
    let height = |lane: usize, columns: usize| -> f64 {
        chart.lanes[lane].groups.iter().map(|group| group_height(group, contents, columns)).sum()
    };
    while counts.iter().sum::<usize>() < MOST_COLUMNS {
        let heights: Vec<f64> = (0..counts.len()).map(|lane| height(lane, counts[lane])).collect();
        let all: usize = counts.iter().sum();
        let highest = heights.iter().copied().fold(0.0, f64::max);
        if all >= LEAST_COLUMNS && all as f64 * width > 1.3 * highest {
            break;
        }
        let Some(lane) = (0..counts.len()).max_by(|&a, &b| heights[a].total_cmp(&heights[b]).then(b.cmp(&a)))
        else {
            break;
        };
        counts[lane] += 1;
    }
    counts
}

fn group_height(group: &LaneGroup, contents: &[BoxContent], columns: usize) -> f64 {
    let rows = group.boxes.chunks(columns);
    let heights = rows.map(|row| row_height(row, contents) + BOX_GAP);
    GROUP_HEADING + GROUP_GAP + heights.sum::<f64>()
}

fn row_height(row: &[NodeIx], contents: &[BoxContent]) -> f64 {
    row.iter().map(|node| contents[node.index()].height).fold(0.0, f64::max)
}

struct Placing<'c> {
    chart: &'c Chart,
    contents: Vec<BoxContent>,
    column: Column,
    counts: Vec<usize>,
}

impl Placing<'_> {
    fn place(self) -> Layout {
        let mut places = vec![(0, 0.0, 0.0); self.contents.len()];
        let (mut columns, mut frames) = (Vec::new(), Vec::new());
        let (mut left, mut height) = (0.0, 0.0_f64);
        for (lane, &count) in self.chart.lanes.iter().zip(&self.counts) {
            let first = columns.len();
            let lefts = (0..count).map(|at| left + PAD + at as f64 * (self.column.width + BOX_GAP));
            columns.extend(lefts.map(|left| Column { left, ..self.column.clone() }));
            let width = 2.0 * PAD + count as f64 * (self.column.width + BOX_GAP) - BOX_GAP;
            let bottom =
                self.place_lane(lane, (left, width), &columns[first..], first, &mut places, &mut frames);
            height = height.max(bottom);
            left += width + LANE_GAP;
        }
        for frame in frames.iter_mut().filter(|frame| frame.kind == FrameKind::Lane) {
            frame.height = height;
        }
        let column_width = self.column.width;
        let boxes = self.contents.into_iter().zip(places).map(|(content, (column, left, top))| PlacedBox {
            column,
            left,
            top,
            width: column_width,
            content,
        });
        Layout {
            boxes: boxes.collect(),
            columns,
            children: self.chart.tree.children(),
            frames,
            curves: Vec::new(),
            width: (left - LANE_GAP).max(0.0),
            height,
        }
    }

    /// Places one lane from `left` on; gives its bottom back.
    fn place_lane(
        &self,
        lane: &Lane,
        (left, width): (f64, f64),
        columns: &[Column],
        first: usize,
        places: &mut [(usize, f64, f64)],
        frames: &mut Vec<Frame>,
    ) -> f64 {
        let frame = |kind, (left, top): (f64, f64), (width, height): (f64, f64), label: &str| Frame {
            left,
            top,
            width,
            height,
            kind,
            label: label.to_owned(),
        };
        frames.push(frame(FrameKind::Lane, (left, 0.0), (width, 0.0), ""));
        frames.push(frame(FrameKind::Heading, (left, 0.0), (width, HEADING), &lane.label));
        let mut top = HEADING;
        for group in &lane.groups {
            let inside = width - 2.0 * PAD;
            frames.push(frame(FrameKind::Group, (left + PAD, top), (inside, GROUP_HEADING), &group.label));
            top += GROUP_HEADING + 2.0;
            for row in group.boxes.chunks(columns.len()) {
                for (at, node) in row.iter().enumerate() {
                    places[node.index()] = (first + at, columns[at].left, top);
                }
                top += row_height(row, &self.contents) + BOX_GAP;
            }
            top += GROUP_GAP - 2.0;
        }
        top + PAD
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::description::ChartNode;

    fn chart(sizes: &[usize]) -> Chart {
        let mut chart = Chart::new("题");
        for (at, &size) in sizes.iter().enumerate() {
            let add = |chart: &mut Chart, one: usize| {
                chart.tree.add_root(ChartNode::new(format!("{at}-{one}"), "环节".repeat(1 + one % 9)))
            };
            let boxes = (0..size).map(|one| add(&mut chart, one)).collect();
            let groups = vec![LaneGroup { label: "组".to_owned(), boxes }];
            chart.lanes.push(Lane { label: format!("道{at}"), groups });
        }
        chart
    }

    #[test]
    fn boxes_stand_apart_each_within_its_lane() {
        for sizes in [&[1, 1, 1][..], &[40, 3, 9], &[0, 80], &[5]] {
            let chart = chart(sizes);
            let layout = lanes(&chart, 12.0);
            let frames: Vec<&Frame> =
                layout.frames.iter().filter(|one| one.kind == FrameKind::Lane).collect();
            assert_eq!(frames.len(), sizes.len());
            for (lane, frame) in chart.lanes.iter().zip(&frames) {
                for node in &lane.groups[0].boxes {
                    let one = &layout.boxes[node.index()];
                    assert!(one.left > frame.left && one.right() < frame.left + frame.width);
                    assert!(one.top > HEADING && one.top + one.content.height < frame.height);
                }
            }
            for (at, one) in layout.boxes.iter().enumerate() {
                for other in &layout.boxes[..at] {
                    let apart = one.right() <= other.left
                        || other.right() <= one.left
                        || one.top + one.content.height <= other.top
                        || other.top + other.content.height <= one.top;
                    assert!(apart, "{sizes:?}");
                }
            }
        }
    }

    #[test]
    fn the_fullest_lane_gets_the_columns() {
        let chart = chart(&[60, 4, 4]);
        let layout = lanes(&chart, 12.0);
        let columns = |lane: usize| {
            let nodes = &chart.lanes[lane].groups[0].boxes;
            let lefts: std::collections::BTreeSet<u64> =
                nodes.iter().map(|node| layout.boxes[node.index()].left.to_bits()).collect();
            lefts.len()
        };
        assert!(columns(0) > columns(1) && columns(1) == columns(2));
    }
}
