//! Cutting a tree down to what fits a page.

use super::description::{Chart, ChartNode, Grade, NodeStyle};
use super::page::{SvgOptions, fit};
use super::tree::{NodeIx, Tree};

/// Replaces everything below `depth` (roots are 0) by one [`NodeStyle::Collapsed`] child per
/// branch. It carries the number of boxes not drawn and the worst grade, state and single point
/// among them; grade [`Grade::Unknown`] counts as worse than low. O(n).
pub fn collapse_below(chart: &mut Chart, depth: u32) {
    let depths = chart.tree.depths();
    if depths.iter().any(|&other| other > depth) {
        chart.tree = collapsed(&chart.tree, &depths, depth);
    }
}

/// Collapses level by level until the smallest text of the picture, printed on the page of
/// `options`, is at least `points` pt; returns the depth kept, or `None` when nothing had to go.
/// The first level always stays, so on a very wide tree the text may remain smaller.
pub fn collapse_to_fit(chart: &mut Chart, options: &SvgOptions, points: f64) -> Option<u32> {
    let mut kept = None;
    let mut depth = chart.tree.depths().into_iter().max().unwrap_or(0);
    while depth > 0 && fit(chart, options).smallest_text_points < points {
        depth -= 1;
        collapse_below(chart, depth);
        kept = Some(depth);
    }
    kept
}

fn collapsed(tree: &Tree, depths: &[u32], depth: u32) -> Tree {
    let mut kept = Tree::default();
    // Where each old box went: itself, or the box that stands for its branch.
    let mut places: Vec<NodeIx> = Vec::with_capacity(tree.len());
    let mut stand_ins: Vec<Option<NodeIx>> = vec![None; tree.len()];
    for (old, node) in tree.iter() {
        let parent = tree.parent(old);
        let place = match parent {
            Some(parent) if depths[old.index()] == depth + 1 => {
                let at = *stand_ins[parent.index()].get_or_insert_with(|| {
                    kept.add_child(places[parent.index()], stand_in(tree.node(parent)))
                });
                absorb(kept.node_mut(at), node);
                at
            }
            Some(parent) if depths[old.index()] > depth => {
                let at = places[parent.index()];
                absorb(kept.node_mut(at), node);
                at
            }
            _ => kept.add(parent.map(|parent| places[parent.index()]), node.clone()),
        };
        places.push(place);
    }
    kept
}

fn stand_in(parent: &ChartNode) -> ChartNode {
    ChartNode {
        style: NodeStyle::Collapsed { count: 0, unknown: 0 },
        ..ChartNode::new(parent.id.clone(), "")
    }
}

fn absorb(stand_in: &mut ChartNode, node: &ChartNode) {
    let (more, more_unknown) = match node.style {
        NodeStyle::Collapsed { count, unknown } => (count, unknown),
        _ => (1, u32::from(node.grade == Some(Grade::Unknown))),
    };
    if let NodeStyle::Collapsed { count, unknown } = &mut stand_in.style {
        *count = count.saturating_add(more);
        *unknown = unknown.saturating_add(more_unknown);
    }
    let grades = [stand_in.grade, node.grade].into_iter().flatten();
    stand_in.grade = grades.max_by_key(|grade| grade.severity());
    stand_in.single_point = stand_in.single_point.max(node.single_point);
    stand_in.inherited = stand_in.inherited.max(node.inherited);
    stand_in.status = stand_in.status.max(node.status);
}
