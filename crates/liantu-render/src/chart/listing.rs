//! The tree as rows, for tables.

use super::boxes::label_text;
use super::clean::clean;
use super::description::{Chart, ChartNode, Grade, Link, NodeStyle, SupplierCount};
use super::palette::{Symbol, symbols};
use super::text::remarks;
use super::tree::NodeIx;

/// One box as a row.
#[derive(Clone, Debug, PartialEq)]
pub struct ListedBox {
    /// Levels above it.
    pub depth: u32,
    /// The user's key.
    pub id: String,
    /// The name, with `↺` before a box met again and `⊕` before a collapsed branch.
    pub label: String,
    /// How the box above needs it; empty when it simply does.
    pub link: String,
    /// Its grade.
    pub grade: Option<Grade>,
    /// Number of suppliers, `≥5(2)`; empty when unknown.
    pub suppliers: String,
    /// Marks in words, note and tags.
    pub remarks: String,
}

/// Every box, each below the one it hangs on. O(n).
pub fn listing(chart: &Chart) -> Vec<ListedBox> {
    let depths = chart.tree.depths();
    let row = |index: usize| listed(chart, chart.tree.node(NodeIx::new(index)), depths[index]);
    chart.tree.children().preorder().map(row).collect()
}

fn listed(chart: &Chart, node: &ChartNode, depth: u32) -> ListedBox {
    let kind = symbols(node).into_iter().filter(|symbol| !matches!(symbol, Symbol::Grade(_)));
    let signs: String = kind.map(Symbol::character).collect();
    let link = match &node.link {
        Link::Required => "",
        Link::Alternative { mark } => mark,
        Link::NonEssential => &chart.legend.non_essential,
        Link::Variant => &chart.legend.variant,
    };
    ListedBox {
        depth,
        id: match node.style {
            NodeStyle::Stage => String::new(),
            _ => clean(&node.id).into_owned(),
        },
        label: format!("{signs}{}", label_text(node)),
        link: clean(link).trim().to_owned(),
        grade: node.grade,
        suppliers: node.suppliers.map_or_else(String::new, SupplierCount::short_text),
        remarks: remarks(node, &chart.legend),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_stand_below_what_they_hang_on() {
        let mut chart = Chart::new("题");
        let root = chart.tree.add_root(ChartNode::stage("s", "链"));
        let first = chart.tree.add_child(root, ChartNode::new("a", "甲"));
        let mut second = ChartNode::reference("b", "乙");
        second.link = Link::Alternative { mark: "∨".to_owned() };
        chart.tree.add_child(root, second);
        let mut below = ChartNode::new("c", "丙");
        below.grade = Some(Grade::Red);
        below.suppliers =
            Some(SupplierCount { total: 5, home: Some(2), listing: super::super::Listing::Partial });
        chart.tree.add_child(first, below);
        let rows = listing(&chart);
        let short: Vec<(u32, &str, &str, &str)> = rows
            .iter()
            .map(|row| (row.depth, row.id.as_str(), row.label.as_str(), row.link.as_str()))
            .collect();
        assert_eq!(short, [(0, "", "链", ""), (1, "a", "甲", ""), (2, "c", "丙", ""), (1, "b", "↺乙", "∨")]);
        assert_eq!((rows[2].grade, rows[2].suppliers.as_str()), (Some(Grade::Red), "≥5(2)"));
    }
}
