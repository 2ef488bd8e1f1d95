//! The tree for a terminal.

use super::boxes::{import_share, label_text};
use super::clean::clean;
use super::description::{Chart, ChartNode, Grade, Legend, Link, NodeStyle};
use super::palette::{Symbol, symbols};
use super::tree::{Children, NodeIx};

/// Levels whose connecting lines are drawn; deeper boxes show their depth instead.
const RAILS: usize = 40;

/// Characters for lines and symbols; labels stay as they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum TextStyle {
    /// `├─ ◆ 名称`
    #[default]
    Unicode,
    /// `|- # 名称`
    Ascii,
}

struct Strokes {
    child: &'static str,
    last_child: &'static str,
    rail: &'static str,
    no_rail: &'static str,
}

impl TextStyle {
    fn strokes(self) -> Strokes {
        let (child, last_child, rail) = match self {
            Self::Unicode => ("├─ ", "└─ ", "│  "),
            Self::Ascii => ("|- ", "`- ", "|  "),
        };
        Strokes { child, last_child, rail, no_rail: "   " }
    }

    fn symbol(self, symbol: Symbol) -> char {
        match self {
            Self::Unicode => symbol.character(),
            Self::Ascii => symbol.ascii(),
        }
    }
}

/// Draws `chart` as text: one line per box, `├─ ◆ 名称 [5(2)] {80–95%} 单点 · 国产化率 15%`, with
/// title, key and footnote. Texts are cleaned of control characters, so none can steer a terminal.
/// O(n) for trees of bounded depth; boxes below level 40 show their depth instead of more lines.
pub fn text(chart: &Chart, style: TextStyle) -> String {
    let mut out = String::new();
    push_line(&mut out, &chart.title);
    push_line(&mut out, &chart.subtitle);
    push_tree(&mut out, chart, style);
    push_line(&mut out, &key(&chart.legend, style));
    for note in &chart.footnote {
        push_line(&mut out, note);
    }
    out
}

fn push_line(out: &mut String, line: &str) {
    let line = clean(line);
    if !line.trim().is_empty() {
        out.push_str(line.trim_end());
        out.push('\n');
    }
}

fn push_tree(out: &mut String, chart: &Chart, style: TextStyle) {
    let children = chart.tree.children();
    let strokes = style.strokes();
    let depths = chart.tree.depths();
    // Whether the ancestor in each column has a later sibling.
    let mut open: Vec<bool> = Vec::new();
    for index in children.preorder() {
        let depth = depths[index] as usize;
        open.truncate(depth.saturating_sub(1));
        if depth > 0 {
            let last = is_last(&children, chart, index);
            push_rails(out, &open, &strokes);
            out.push_str(if last { strokes.last_child } else { strokes.child });
            open.push(!last);
        }
        let line = describe(chart.tree.node(NodeIx::new(index)), &chart.legend, style);
        if depth > 0 {
            // Also a box of which there is nothing to say: what comes after stands on a line of its own.
            out.push_str(clean(&line).trim_end());
            out.push('\n');
        } else {
            push_line(out, &line);
        }
    }
}

fn is_last(children: &Children, chart: &Chart, index: usize) -> bool {
    let parent = chart.tree.parent(NodeIx::new(index)).map(NodeIx::index);
    let siblings = parent.map_or(children.roots(), |parent| children.of(parent));
    siblings.last() == Some(&(index as u32))
}

fn push_rails(out: &mut String, open: &[bool], strokes: &Strokes) {
    let hidden = open.len().saturating_sub(RAILS);
    if hidden > 0 {
        out.push_str(&["(", &(open.len() + 1).to_string(), ") "].concat());
    }
    for &continues in &open[hidden..] {
        out.push_str(if continues { strokes.rail } else { strokes.no_rail });
    }
}

/// One box on one line.
fn describe(node: &ChartNode, legend: &Legend, style: TextStyle) -> String {
    let mut parts = Vec::new();
    parts.extend(link_mark(&node.link, legend));
    let signs: String = symbols(node).into_iter().map(|symbol| style.symbol(symbol)).collect();
    let label = label_text(node);
    match node.style {
        NodeStyle::Collapsed { .. } => parts.push(format!("{signs}{label}")),
        _ if signs.is_empty() => parts.push(label),
        _ => parts.push(format!("{signs} {label}")),
    }
    parts.extend(node.suppliers.map(|suppliers| format!("[{}]", suppliers.short_text())));
    parts.extend(import_share(node).map(|(low, high)| format!("{{{}}}", percent(low, high))));
    parts.push(remarks(node, legend));
    parts.retain(|part| !part.is_empty());
    parts.join(" ")
}

fn link_mark(link: &Link, legend: &Legend) -> Option<String> {
    let mark = match link {
        Link::Required => return None,
        Link::Alternative { mark } => mark,
        Link::NonEssential => &legend.non_essential,
        Link::Variant => &legend.variant,
    };
    let mark = clean(mark);
    (!mark.trim().is_empty()).then(|| format!("({})", mark.trim()))
}

/// `80–95%`, or `80%` for a single value; whole percents.
pub(super) fn percent(low: f64, high: f64) -> String {
    let (low, high) = (low.round(), high.round());
    if low < high { format!("{low:.0}–{high:.0}%") } else { format!("{low:.0}%") }
}

/// Marks in words (the grade is said by its symbol), note and tags.
pub(super) fn remarks(node: &ChartNode, legend: &Legend) -> String {
    let without_grade = ChartNode {
        grade: None,
        status: node.status,
        single_point: node.single_point,
        inherited: node.inherited,
        ..ChartNode::default()
    };
    let mut words: Vec<&str> = legend.words(&without_grade);
    words.extend(node.note.as_deref());
    words.extend(node.tags.iter().map(String::as_str));
    let words: Vec<_> = words.into_iter().map(clean).collect();
    let words: Vec<&str> = words.iter().map(|word| word.trim()).collect();
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    words.join(" · ")
}

/// The words of the symbols on one line.
fn key(legend: &Legend, style: TextStyle) -> String {
    let grades = Grade::ALL.map(|grade| (style.symbol(Symbol::Grade(grade)), legend.grades.word(grade)));
    let others = [
        (style.symbol(Symbol::Reference), legend.reference.as_str()),
        (style.symbol(Symbol::Collapsed), legend.collapsed.as_str()),
    ];
    let mut parts = vec![legend.heading.clone()];
    let signs = grades.into_iter().chain(others);
    parts.extend(signs.filter(|(_, word)| !word.is_empty()).map(|(sign, word)| format!("{sign} {word}")));
    for (sample, word) in [("[5(2)]", &legend.suppliers), ("{80–95%}", &legend.import_share)] {
        if !word.is_empty() {
            parts.push(format!("{sample} {word}"));
        }
    }
    parts.retain(|part| !part.is_empty());
    parts.join("  ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::description::{SinglePoint, SupplierCount};

    #[test]
    fn draws_rails_marks_and_numbers() {
        let mut chart = Chart::new("链");
        chart.legend.single_point = "单点".to_owned();
        let root = chart.tree.add_root(ChartNode::new("a", "光刻机"));
        let mut lens = ChartNode::new("b", "物镜");
        lens.grade = Some(Grade::Red);
        lens.single_point = SinglePoint::Confirmed;
        lens.suppliers = Some(SupplierCount { total: 5, home: Some(2), ..SupplierCount::default() });
        let lens = chart.tree.add_child(root, lens);
        let mut glass = ChartNode::new("c", "光学玻璃");
        glass.link = Link::Alternative { mark: "∨".to_owned() };
        glass.import_share = Some((80.0, 95.0));
        chart.tree.add_child(lens, glass);
        chart.tree.add_child(root, ChartNode::reference("a", "光刻机"));
        let expected = "链\n光刻机\n├─ ◆ 物镜 [5(2)] 单点\n│  └─ (∨) 光学玻璃 {80–95%}\n└─ ↺ 光刻机\n";
        assert_eq!(text(&chart, TextStyle::Unicode), expected);
        assert!(text(&chart, TextStyle::Ascii).contains("\n|  `- (∨) 光学玻璃"));
    }

    #[test]
    fn a_deep_chain_stays_small() {
        let mut chart = Chart::new("");
        let mut last = chart.tree.add_root(ChartNode::new("n", "链"));
        for _ in 0..10_000 {
            last = chart.tree.add_child(last, ChartNode::new("n", "链"));
        }
        let text = text(&chart, TextStyle::Unicode);
        assert_eq!(text.lines().count(), 10_001);
        assert!(text.len() < 2_000_000);
    }
}
