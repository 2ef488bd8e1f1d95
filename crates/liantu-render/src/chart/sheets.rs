//! A tree cut into sheets that print at a readable size. The first shows as many levels as it holds; a branch that
//! is collapsed there is drawn on a later sheet, together with others where there is room.

use super::description::{Chart, ChartNode, NodeStyle};
use super::page::{Page, SvgOptions, fit};
use super::tree::{NodeIx, Tree};
use std::collections::{BTreeSet, VecDeque};

/// Least size of text in print, in points; the margins of the printer take a little more.
const LEAST_POINTS: f64 = 7.4;

/// One sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// Its paper.
    pub page: Page,
    /// What is drawn on it.
    pub chart: Chart,
}

/// Cuts a chart into sheets of the first of `papers` on which they are readable (the last where none is). Every box
/// is drawn on one sheet, and once more as the heading of its branch where that was collapsed.
/// O(boxes × boxes of a sheet).
///
/// # Panics
/// When `papers` is empty.
pub fn sheets(chart: &Chart, papers: &[Page]) -> Vec<Sheet> {
    if !chart.is_tree() {
        return vec![Sheet { page: largest_text(chart, papers), chart: chart.clone() }];
    }
    let cut = Cut { chart, children: children(&chart.tree), papers };
    let mut waiting: VecDeque<usize> = cut.roots().collect();
    let (mut sheets, mut held) = (Vec::new(), Vec::new());
    while let Some(root) = waiting.pop_front() {
        held.push(root);
        if cut.page_for(&cut.whole(&held)).is_some() {
            continue;
        }
        held.pop();
        if held.is_empty() {
            let (mut own, collapsed) = cut.partly(root);
            sheets.append(&mut own);
            collapsed.into_iter().rev().for_each(|branch| waiting.push_front(branch));
        } else {
            sheets.push(cut.sheet(cut.whole(&held)));
            held.clear();
            waiting.push_front(root);
        }
    }
    if !held.is_empty() {
        sheets.push(cut.sheet(cut.whole(&held)));
    }
    sheets
}

/// The paper on which a picture that cannot be cut is easiest to read.
fn largest_text(chart: &Chart, papers: &[Page]) -> Page {
    let points = |page: Page| fit(chart, &SvgOptions { page, ..SvgOptions::default() }).smallest_text_points;
    let mut best = papers[0];
    for &page in papers {
        if points(page) > points(best) {
            best = page;
        }
    }
    best
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
    children: Vec<Vec<usize>>,
    papers: &'c [Page],
}

/// What is drawn of a branch.
struct Extent<'e> {
    /// The boxes right below its root.
    branches: &'e [usize],
    /// The boxes below which is drawn too.
    open: &'e BTreeSet<usize>,
}

impl Cut<'_> {
    fn roots(&self) -> impl Iterator<Item = usize> {
        let tree = &self.chart.tree;
        tree.iter().filter(|(node, _)| tree.parent(*node).is_none()).map(|(node, _)| node.index())
    }

    /// The first paper on which a chart is readable.
    fn page_for(&self, chart: &Chart) -> Option<Page> {
        self.papers.iter().copied().find(|&page| {
            fit(chart, &SvgOptions { page, ..SvgOptions::default() }).smallest_text_points >= LEAST_POINTS
        })
    }

    fn sheet(&self, chart: Chart) -> Sheet {
        let last = *self.papers.last().expect("there is a paper");
        Sheet { page: self.page_for(&chart).unwrap_or(last), chart }
    }

    /// The sheets of a branch that no sheet holds whole, and the branches that are collapsed there.
    fn partly(&self, root: usize) -> (Vec<Sheet>, Vec<usize>) {
        let (mut sheets, mut collapsed) = (Vec::new(), Vec::new());
        for branches in self.groups(root) {
            let (open, mut closed) = self.opened(root, branches);
            sheets.push(self.sheet(self.part(root, &Extent { branches, open: &open })));
            collapsed.append(&mut closed);
        }
        (sheets, collapsed)
    }

    /// The children of a box, as many to a sheet as it holds when they are collapsed.
    fn groups(&self, root: usize) -> Vec<&[usize]> {
        let (mut groups, mut rest) = (Vec::new(), self.children[root].as_slice());
        let none = BTreeSet::new();
        while !rest.is_empty() {
            let holds = |count: usize| {
                let extent = Extent { branches: &rest[..count], open: &none };
                self.page_for(&self.part(root, &extent)).is_some()
            };
            let count = (2..=rest.len()).take_while(|&count| holds(count)).last().unwrap_or(1);
            let (group, others) = rest.split_at(count);
            groups.push(group);
            rest = others;
        }
        groups
    }

    /// Opens box after box, level by level, while the sheet holds it; what has to stay collapsed comes second.
    fn opened(&self, root: usize, branches: &[usize]) -> (BTreeSet<usize>, Vec<usize>) {
        let (mut open, mut closed) = (BTreeSet::new(), Vec::new());
        let mut next: VecDeque<usize> = branches.iter().copied().collect();
        while let Some(at) = next.pop_front() {
            if self.children[at].is_empty() {
                continue;
            }
            open.insert(at);
            if self.page_for(&self.part(root, &Extent { branches, open: &open })).is_some() {
                next.extend(&self.children[at]);
            } else {
                open.remove(&at);
                closed.push(at);
            }
        }
        (open, closed)
    }

    /// Branches with everything below.
    fn whole(&self, roots: &[usize]) -> Chart {
        let mut chart = self.empty();
        for &root in roots {
            let place = chart.tree.add_root(self.node(root).clone());
            self.copy(&mut chart.tree, place, &self.children[root], &|_| true);
        }
        chart
    }

    /// A branch as far as it is open.
    fn part(&self, root: usize, extent: &Extent<'_>) -> Chart {
        let mut chart = self.empty();
        let place = chart.tree.add_root(self.node(root).clone());
        self.copy(&mut chart.tree, place, extent.branches, &|at| extent.open.contains(&at));
        chart
    }

    fn copy(&self, tree: &mut Tree, parent: NodeIx, branches: &[usize], is_open: &dyn Fn(usize) -> bool) {
        let mut stack: Vec<(NodeIx, usize)> = branches.iter().rev().map(|&at| (parent, at)).collect();
        while let Some((parent, at)) = stack.pop() {
            let children = &self.children[at];
            if children.is_empty() || is_open(at) {
                let place = tree.add_child(parent, self.node(at).clone());
                stack.extend(children.iter().rev().map(|&child| (place, child)));
            } else {
                tree.add_child(parent, self.collapsed(at));
            }
        }
    }

    fn collapsed(&self, at: usize) -> ChartNode {
        let (mut count, mut stack) = (0, self.children[at].clone());
        while let Some(below) = stack.pop() {
            count += 1;
            stack.extend(&self.children[below]);
        }
        ChartNode { style: NodeStyle::Collapsed { count, unknown: 0 }, ..self.node(at).clone() }
    }

    /// The chart without its boxes.
    fn empty(&self) -> Chart {
        Chart {
            tree: Tree::default(),
            title: self.chart.title.clone(),
            subtitle: self.chart.subtitle.clone(),
            legend: self.chart.legend.clone(),
            footnote: self.chart.footnote.clone(),
            ..Chart::default()
        }
    }

    fn node(&self, at: usize) -> &ChartNode {
        self.chart.tree.node(NodeIx::new(at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    const PAPERS: [Page; 2] = [Page::A4Portrait, Page::A4Landscape];

    /// A tree with a parent before each box, by the parents' numbers; numbers of roots are their own.
    fn tree(parents: &[usize]) -> Chart {
        let mut chart = Chart::new("题");
        let mut places: Vec<NodeIx> = Vec::new();
        for (at, &parent) in parents.iter().enumerate() {
            let node = ChartNode::new(at.to_string(), format!("环节{at}"));
            let above = (parent < at).then(|| places[parent]);
            places.push(chart.tree.add(above, node));
        }
        chart
    }

    fn is_collapsed(node: &ChartNode) -> bool {
        matches!(node.style, NodeStyle::Collapsed { .. })
    }

    #[test]
    fn a_small_tree_is_one_upright_sheet() {
        let chart = tree(&[0, 0, 0, 1]);
        let sheets = sheets(&chart, &PAPERS);
        assert_eq!(sheets.len(), 1);
        assert_eq!((sheets[0].page, sheets[0].chart.tree.len()), (Page::A4Portrait, 4));
    }

    #[test]
    fn small_branches_share_a_sheet() {
        // One box with 20 children of 5 boxes each: more than a sheet holds, and far less than 20.
        let parents: Vec<usize> = (0..121).map(|at| if at < 21 { 0 } else { (at - 21) / 5 + 1 }).collect();
        let sheets = sheets(&tree(&parents), &PAPERS);
        assert!((2..=6).contains(&sheets.len()), "{}", sheets.len());
    }

    proptest! {
        #[test]
        fn every_box_is_drawn_once_and_headings_again(
            seeds in prop::collection::vec((0..1000_usize, 0..3_u8), 1..250),
        ) {
            // Deep, flat and bushy trees: the parent is the box before, one of the first, or any.
            let parents: Vec<usize> = seeds
                .iter()
                .enumerate()
                .map(|(at, &(seed, kind))| match kind {
                    0 => at.saturating_sub(1),
                    1 => seed % at.clamp(1, 3),
                    _ => seed % at.max(1),
                })
                .collect();
            let chart = tree(&parents);
            let sheets = sheets(&chart, &PAPERS);
            let mut drawn: BTreeMap<String, usize> = BTreeMap::new();
            let mut collapsed = BTreeSet::new();
            let mut headings = BTreeSet::new();
            for sheet in &sheets {
                let fit = fit(&sheet.chart, &SvgOptions { page: sheet.page, ..SvgOptions::default() });
                let levels = sheet.chart.tree.depths().into_iter().max().unwrap_or(0);
                prop_assert!(fit.smallest_text_points >= LEAST_POINTS || levels <= 1);
                for (place, node) in sheet.chart.tree.iter() {
                    if sheet.chart.tree.parent(place).is_none() {
                        headings.insert(node.id.clone());
                    }
                    if is_collapsed(node) {
                        prop_assert!(collapsed.insert(node.id.clone()));
                    } else if sheet.chart.tree.parent(place).is_some() || !collapsed.contains(&node.id) {
                        *drawn.entry(node.id.clone()).or_default() += 1;
                    }
                }
            }
            prop_assert!(collapsed.is_subset(&headings), "what is collapsed has a sheet");
            for at in 0..parents.len() {
                let id = at.to_string();
                let times = drawn.get(&id).copied().unwrap_or(0) + usize::from(collapsed.contains(&id));
                // A root whose children need several sheets stands on each of them.
                prop_assert!(times == 1 || times > 1 && headings.contains(&id), "{id}: {times}");
            }
        }
    }
}
