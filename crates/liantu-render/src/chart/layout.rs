//! Where every box and line goes; user units from the top left corner of the tree.

use super::boxes::{BoxContent, Cell, LABEL, METRIC_GAP, PAD_X, PLATE, SMALL, Shown, is_stretched};
use super::description::Chart;
use super::lanes::{Frame, lanes};
use super::layers::{Curve, layers};
use super::tidy::{Gaps, centres};
use super::tree::Children;

/// From a box to the vertical line that joins its children.
const STUB: f64 = 14.0;
/// From that line to the children, when no mark needs more.
const RUN: f64 = 20.0;
/// Line on each side of a mark.
const MARK_MARGIN: f64 = 12.0;
const GAPS: Gaps = Gaps { siblings: 5.0, cousins: 11.0 };

/// A tree with a place for everything.
pub(super) struct Layout {
    /// In the order of the tree.
    pub(super) boxes: Vec<PlacedBox>,
    pub(super) columns: Vec<Column>,
    pub(super) children: Children,
    /// Lanes and their headings.
    pub(super) frames: Vec<Frame>,
    /// Lines between layers.
    pub(super) curves: Vec<Curve>,
    pub(super) width: f64,
    pub(super) height: f64,
}

/// One box.
pub(super) struct PlacedBox {
    pub(super) column: usize,
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) width: f64,
    pub(super) content: BoxContent,
}

/// The boxes of one level.
#[derive(Clone, Debug, Default)]
pub(super) struct Column {
    pub(super) left: f64,
    pub(super) width: f64,
    /// Room for the bar, its gap included; 0 without bars.
    pub(super) bar_room: f64,
    /// Room for the number, its gap included; 0 without numbers.
    pub(super) count_room: f64,
    /// From the trunk before this column to its left edge.
    pub(super) run: f64,
}

impl PlacedBox {
    pub(super) fn right(&self) -> f64 {
        self.left + self.width
    }

    pub(super) fn middle(&self) -> f64 {
        self.top + self.content.height / 2.0
    }
}

impl Column {
    /// Where the vertical line between the previous column and this one stands.
    pub(super) fn trunk(&self) -> f64 {
        self.left - self.run
    }

    pub(super) fn metrics(&self) -> f64 {
        self.bar_room + self.count_room
    }
}

/// Lays out a chart whose labels wrap after `label_em` em. O(n).
pub(super) fn layout(chart: &Chart, label_em: f64) -> Layout {
    if !chart.lanes.is_empty() {
        return lanes(chart, label_em);
    }
    if let Some(own) = &chart.layers {
        return layers(chart, own, label_em);
    }
    let shown = Shown::of(chart);
    let nodes = chart.tree.iter().map(|(_, node)| node);
    let contents: Vec<BoxContent> =
        nodes.map(|node| BoxContent::new(node, shown, label_em * LABEL.size)).collect();
    let depths = chart.tree.depths();
    let columns = columns(chart, &contents, &depths);
    let children = chart.tree.children();
    let heights: Vec<f64> = contents.iter().map(|content| content.height).collect();
    let centres = centres(&children, &heights, GAPS);
    let placed = contents.into_iter().zip(chart.tree.iter()).enumerate();
    let boxes: Vec<PlacedBox> = placed
        .map(|(index, (content, (_, node)))| {
            let column = &columns[depths[index] as usize];
            PlacedBox {
                column: depths[index] as usize,
                left: column.left,
                top: centres[index] - content.height / 2.0,
                width: if is_stretched(node.style) { column.width } else { own_width(&content) },
                content,
            }
        })
        .collect();
    let bottoms = boxes.iter().map(|placed| placed.top + placed.content.height);
    Layout {
        width: columns.last().map_or(0.0, |last| last.left + last.width),
        height: bottoms.fold(0.0, f64::max),
        boxes,
        columns,
        children,
        frames: Vec::new(),
        curves: Vec::new(),
    }
}

fn own_width(content: &BoxContent) -> f64 {
    2.0 * PAD_X + content.head_width
}

/// Width of a stretched box in a column with `metrics` of room for bar and number.
pub(super) fn full_width(content: &BoxContent, metrics: f64) -> f64 {
    let has_metrics = content.bar != Cell::Absent || content.count != Cell::Absent;
    let metrics = if has_metrics { metrics } else { 0.0 };
    2.0 * PAD_X + (content.head_width + metrics).max(content.detail_width)
}

fn columns(chart: &Chart, contents: &[BoxContent], depths: &[u32]) -> Vec<Column> {
    let count = depths.iter().max().map_or(0, |&deepest| deepest as usize + 1);
    let mut columns = vec![Column::default(); count];
    for (content, &depth) in contents.iter().zip(depths) {
        columns[depth as usize].make_room(content);
    }
    for ((content, &depth), (_, node)) in contents.iter().zip(depths).zip(chart.tree.iter()) {
        let column = &mut columns[depth as usize];
        let width =
            if is_stretched(node.style) { full_width(content, column.metrics()) } else { own_width(content) };
        column.width = column.width.max(width.ceil());
    }
    for index in 1..count {
        let previous = &columns[index - 1];
        columns[index].left = previous.left + previous.width + STUB + columns[index].run;
    }
    columns
}

impl Column {
    pub(super) fn make_room(&mut self, content: &BoxContent) {
        if content.bar != Cell::Absent {
            self.bar_room = METRIC_GAP + PLATE;
        }
        if content.count != Cell::Absent {
            self.count_room = self.count_room.max(METRIC_GAP + content.count_width());
        }
        let mark = SMALL.width(&content.mark);
        let with_mark = if mark > 0.0 { mark + 2.0 * MARK_MARGIN } else { 0.0 };
        self.run = self.run.max(RUN).max(with_mark.ceil());
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::chart::description::{ChartNode, NodeStyle, SupplierCount};
    use crate::chart::tree::NodeIx;

    /// Trees of up to 120 boxes; `parents[i]` picks the parent of box `i` among those before it.
    fn charts() -> impl Strategy<Value = Chart> {
        let node = (any::<prop::sample::Index>(), 0..40_usize, 0..4_u8, any::<bool>());
        prop::collection::vec(node, 1..120).prop_map(|nodes| {
            let mut chart = Chart::new("题");
            for (index, (parent, length, style, noted)) in nodes.into_iter().enumerate() {
                let mut node = ChartNode::new(index.to_string(), "链".repeat(length));
                node.style = match style {
                    0 => NodeStyle::Stage,
                    1 => NodeStyle::Reference,
                    _ => NodeStyle::Component,
                };
                node.note = noted.then(|| "国产化率 15%".to_owned());
                node.suppliers = noted.then(SupplierCount::default);
                // Index 0 of the choice makes a further root.
                let choice = parent.index(index + 1);
                chart.tree.add(choice.checked_sub(1).map(NodeIx::new), node);
            }
            chart
        })
    }

    fn overlap(one: &PlacedBox, other: &PlacedBox) -> bool {
        one.left < other.right()
            && other.left < one.right()
            && one.top < other.top + other.content.height
            && other.top < one.top + one.content.height
    }

    proptest! {
        #[test]
        fn boxes_do_not_overlap(chart in charts()) {
            let layout = layout(&chart, 12.0);
            for (index, one) in layout.boxes.iter().enumerate() {
                for other in &layout.boxes[..index] {
                    prop_assert!(!overlap(one, other));
                }
            }
        }

        #[test]
        fn boxes_lie_within_the_picture(chart in charts()) {
            let layout = layout(&chart, 12.0);
            for placed in &layout.boxes {
                prop_assert!(placed.left >= 0.0 && placed.right() <= layout.width);
                prop_assert!(placed.top >= -1e-6);
                prop_assert!(placed.top + placed.content.height <= layout.height + 1e-6);
            }
        }

        #[test]
        fn children_stand_right_of_their_parent_and_around_it(chart in charts()) {
            let layout = layout(&chart, 12.0);
            for parent in 0..layout.boxes.len() {
                let children = layout.children.of(parent);
                let (Some(&first), Some(&last)) = (children.first(), children.last()) else {
                    continue;
                };
                let middle = layout.boxes[parent].middle();
                prop_assert!(layout.boxes[first as usize].middle() <= middle + 1e-6);
                prop_assert!(layout.boxes[last as usize].middle() >= middle - 1e-6);
                for &child in children {
                    let child = &layout.boxes[child as usize];
                    prop_assert_eq!(child.column, layout.boxes[parent].column + 1);
                    let trunk = layout.columns[child.column].trunk();
                    prop_assert!(layout.boxes[parent].right() < trunk && trunk < child.left);
                }
            }
        }

        /// The vertical lines of different parents do not run into each other.
        #[test]
        fn trunks_are_apart(chart in charts()) {
            let layout = layout(&chart, 12.0);
            let spans: Vec<_> = (0..layout.boxes.len())
                .filter_map(|parent| {
                    let children = layout.children.of(parent);
                    let middle = |child: &u32| layout.boxes[*child as usize].middle();
                    let column = layout.boxes[parent].column;
                    Some((column, middle(children.first()?), middle(children.last()?)))
                })
                .collect();
            for (index, one) in spans.iter().enumerate() {
                for other in &spans[..index] {
                    prop_assert!(one.0 != other.0 || one.1 > other.2 || other.1 > one.2);
                }
            }
        }
    }

    #[test]
    fn equal_children_are_spread_evenly() {
        let mut chart = Chart::new("");
        let root = chart.tree.add_root(ChartNode::new("r", "根"));
        for index in 0..3 {
            chart.tree.add_child(root, ChartNode::new(index.to_string(), "叶"));
        }
        let layout = layout(&chart, 12.0);
        let tops: Vec<f64> = layout.boxes.iter().map(|placed| placed.top).collect();
        let pitch = layout.boxes[1].content.height + GAPS.siblings;
        assert_eq!(tops, [pitch, 0.0, pitch, 2.0 * pitch]);
    }

    /// Two deep outer branches with a small one between them: it stands in the middle.
    #[test]
    fn a_small_branch_between_large_ones_is_centred() {
        let mut chart = Chart::new("");
        let root = chart.tree.add_root(ChartNode::new("r", "根"));
        let outer = |chart: &mut Chart| {
            let top = chart.tree.add_child(root, ChartNode::new("o", "枝"));
            for _ in 0..4 {
                chart.tree.add_child(top, ChartNode::new("l", "叶"));
            }
            top
        };
        let first = outer(&mut chart);
        let small = chart.tree.add_child(root, ChartNode::new("s", "枝"));
        let last = outer(&mut chart);
        let layout = layout(&chart, 12.0);
        let middle = |node: NodeIx| layout.boxes[node.index()].middle();
        let between = f64::midpoint(middle(first), middle(last));
        assert!((middle(small) - between).abs() < 1e-6);
    }

    #[test]
    fn a_deep_chain_is_one_row() {
        let mut chart = Chart::new("");
        let mut last = chart.tree.add_root(ChartNode::new("0", "链"));
        for _ in 0..20_000 {
            last = chart.tree.add_child(last, ChartNode::new("n", "链"));
        }
        let layout = layout(&chart, 12.0);
        assert!(layout.boxes.iter().all(|placed| placed.top.abs() < 1e-6));
        assert_eq!(layout.columns.len(), 20_001);
    }
}
