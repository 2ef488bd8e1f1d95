//! The tree as a Mermaid flowchart, for Markdown pages and wikis that draw it.

use super::boxes::label_text;
use super::clean::clean;
use super::description::{Chart, ChartNode, Grade, Link, SinglePoint};
use super::palette::{paint, symbols};

/// A Mermaid `flowchart LR`: nodes `n0`, `n1`, … in drawing order, one class per grade, dashed arrows for
/// alternatives and inputs that stop nothing. O(n).
pub fn mermaid(chart: &Chart) -> String {
    let head = [
        "---".to_owned(),
        format!("title: \"{}\"", text(&chart.title)),
        "---".to_owned(),
        "flowchart LR".to_owned(),
    ];
    let nodes = chart.tree.iter().map(|(index, node)| {
        let class = node.grade.map_or(String::new(), |grade| format!(":::{}", class(grade)));
        format!("  n{}[\"{}\"]{class}", index.index(), text(&label(node)))
    });
    let edges = chart.tree.iter().filter_map(|(index, node)| {
        let parent = chart.tree.parent(index)?;
        Some(format!("  n{} {} n{}", parent.index(), arrow(&node.link), index.index()))
    });
    let borders = chart.tree.iter().filter_map(|(index, node)| {
        Some(format!("  style n{} {}", index.index(), border(node.single_point)?))
    });
    let classes = Grade::ALL.into_iter().map(class_definition);
    let lines = head.into_iter().chain(nodes).chain(edges).chain(classes).chain(borders);
    lines.map(|line| line + "\n").collect()
}

fn class_definition(grade: Grade) -> String {
    let colours = paint(&ChartNode { grade: Some(grade), ..ChartNode::default() });
    format!("  classDef {} fill:{},color:{},stroke:#333", class(grade), colours.fill, colours.ink)
}

fn border(single_point: SinglePoint) -> Option<&'static str> {
    match single_point {
        SinglePoint::None => None,
        SinglePoint::Possible => Some("stroke-width:3px,stroke-dasharray:6 3"),
        SinglePoint::Confirmed => Some("stroke-width:3px"),
    }
}

fn arrow(link: &Link) -> String {
    match link {
        Link::Required => "---".to_owned(),
        Link::Alternative { mark } => format!("-. \"{}\" .-", text(mark)),
        Link::NonEssential => "-.-".to_owned(),
        Link::Variant => "===".to_owned(),
    }
}

fn label(node: &ChartNode) -> String {
    let signs: String = symbols(node).iter().map(|symbol| symbol.character()).collect();
    let suppliers = node.suppliers.map_or(String::new(), |count| format!("[{}]", count.short_text()));
    let parts = [signs, label_text(node), suppliers];
    parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn class(grade: Grade) -> &'static str {
    match grade {
        Grade::Red => "red",
        Grade::Orange => "orange",
        Grade::Yellow => "yellow",
        Grade::Green => "green",
        Grade::Unknown => "unknown",
    }
}

/// Text between quotes: what could end it or be read as markup is written as an entity.
fn text(raw: &str) -> String {
    let as_entity = |one: char| match one {
        '"' | '<' | '>' | '&' | '#' | ';' | '`' | '\\' | '%' => format!("#{};", one as u32),
        other => other.to_string(),
    };
    clean(raw).chars().map(as_entity).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_and_edges_are_those_of_the_tree() {
        let mut chart = Chart::new("链");
        let a = chart.tree.add_root(ChartNode::new("a", "说\"甲\"; drop"));
        let mut b = ChartNode::new("b", "乙");
        b.link = Link::Alternative { mark: "∨".to_owned() };
        b.grade = Some(Grade::Red);
        chart.tree.add_child(a, b);
        let drawn = mermaid(&chart);
        assert!(drawn.contains("  n0[\"说#34;甲#34;#59; drop\"]\n"), "{drawn}");
        assert!(drawn.contains("  n1[\"◆ 乙\"]:::red\n"), "{drawn}");
        assert!(drawn.contains("  n0 -. \"∨\" .- n1\n"), "{drawn}");
    }
}
