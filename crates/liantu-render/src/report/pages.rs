//! A tree cut into sheets that print at a readable size: a branch too large for its sheet is collapsed there
//! and drawn on sheets of its own.

use crate::chart::{Chart, ChartNode, NodeIx, NodeStyle, Page, SvgOptions, Tree, fit};

/// Least size of text in print, in points; the margins of the printer take a little more.
const LEAST_POINTS: f64 = 7.4;

/// One sheet.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) page: Page,
    pub(super) chart: Chart,
}

/// Cuts a chart into sheets, the branches after the sheet they hang on. O(boxes × branches).
pub(super) fn sheets(chart: &Chart) -> Vec<Sheet> {
    let children = children(&chart.tree);
    let roots: Vec<usize> = (0..chart.tree.len()).filter(|&at| parent(&chart.tree, at).is_none()).collect();
    let frame = Chart {
        tree: Tree::default(),
        title: chart.title.clone(),
        subtitle: chart.subtitle.clone(),
        legend: chart.legend.clone(),
        footnote: chart.footnote.clone(),
    };
    let mut sheets = Vec::new();
    let mut waiting: Vec<usize> = roots.into_iter().rev().collect();
    while let Some(root) = waiting.pop() {
        let cut = Cut { chart, frame: &frame, children: &children, root };
        let (mut own, large) = cut.sheets();
        sheets.append(&mut own);
        waiting.extend(large.into_iter().rev());
    }
    sheets
}

/// The sheet for a chart, portrait where it fits.
fn page_for(chart: &Chart) -> Option<Page> {
    [Page::A4Portrait, Page::A4Landscape].into_iter().find(|&page| {
        fit(chart, &SvgOptions { page, ..SvgOptions::default() }).smallest_text_points >= LEAST_POINTS
    })
}

fn parent(tree: &Tree, at: usize) -> Option<usize> {
    let (node, _) = tree.iter().nth(at)?;
    tree.parent(node).map(NodeIx::index)
}

fn children(tree: &Tree) -> Vec<Vec<usize>> {
    let mut children = vec![Vec::new(); tree.len()];
    for (node, _) in tree.iter() {
        if let Some(parent) = tree.parent(node) {
            children[parent.index()].push(node.index());
        }
    }
    children
}

struct Cut<'c> {
    chart: &'c Chart,
    /// The chart without its boxes.
    frame: &'c Chart,
    children: &'c [Vec<usize>],
    root: usize,
}

/// A child as it stands on a sheet.
#[derive(Clone, Copy)]
enum Branch {
    Whole(usize),
    Collapsed(usize),
}

impl Cut<'_> {
    /// The sheets of the root, and the branches that need sheets of their own.
    fn sheets(&self) -> (Vec<Sheet>, Vec<usize>) {
        let mut sheets = Vec::new();
        let mut held: Vec<Branch> = Vec::new();
        let mut large = Vec::new();
        for &child in &self.children[self.root] {
            let fits = page_for(&self.with(&[Branch::Whole(child)])).is_some();
            let branch = if fits || self.children[child].is_empty() {
                Branch::Whole(child)
            } else {
                large.push(child);
                Branch::Collapsed(child)
            };
            held.push(branch);
            if held.len() > 1 && page_for(&self.with(&held)).is_none() {
                held.pop();
                sheets.push(self.sheet(&held));
                held = vec![branch];
            }
        }
        sheets.push(self.sheet(&held));
        (sheets, large)
    }

    fn sheet(&self, branches: &[Branch]) -> Sheet {
        let chart = self.with(branches);
        Sheet { page: page_for(&chart).unwrap_or(Page::A4Landscape), chart }
    }

    /// The root with some of its branches.
    fn with(&self, branches: &[Branch]) -> Chart {
        let mut chart = Chart { tree: Tree::default(), ..self.frame.clone() };
        let root = chart.tree.add_root(self.node(self.root).clone());
        for &branch in branches {
            match branch {
                Branch::Whole(child) => self.copy(&mut chart.tree, root, child),
                Branch::Collapsed(child) => {
                    let count = self.count(child) as u32 - 1;
                    let style = NodeStyle::Collapsed { count, unknown: 0 };
                    chart.tree.add_child(root, ChartNode { style, ..self.node(child).clone() });
                }
            }
        }
        chart
    }

    fn copy(&self, tree: &mut Tree, parent: NodeIx, from: usize) {
        let mut stack = vec![(parent, from)];
        while let Some((parent, at)) = stack.pop() {
            let place = tree.add_child(parent, self.node(at).clone());
            stack.extend(self.children[at].iter().rev().map(|&child| (place, child)));
        }
    }

    fn count(&self, from: usize) -> usize {
        let (mut count, mut stack) = (0, vec![from]);
        while let Some(at) = stack.pop() {
            count += 1;
            stack.extend(&self.children[at]);
        }
        count
    }

    fn node(&self, at: usize) -> &ChartNode {
        self.chart.tree.iter().nth(at).expect("the box is in this tree").1
    }
}
