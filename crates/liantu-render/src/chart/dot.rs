//! The tree as Graphviz DOT, built and printed by `graphviz-rust`.
//!
//! That printer writes ids and values as they are, so every one passes [`quoted`] first.

use std::collections::HashSet;

use graphviz_rust::dot_structures::{
    Attribute, Edge, EdgeTy, Graph, GraphAttributes, Id, Node, NodeId, Stmt, Vertex,
};
use graphviz_rust::printer::{DotPrinter, PrinterContext};

use super::boxes::{import_share, label_text};
use super::clean::clean;
use super::description::{Chart, ChartNode, Grade, Inherited, Legend, Link, NodeStyle, SinglePoint};
use super::palette::{FAINT_INK, FONT_STACK, INK, LINK, paint, symbols};
use super::text::{percent, remarks};

/// Writes `chart` as a DOT digraph from left to right, one node per box. A node is named by its
/// id; boxes after the first with the same id get `#2`, `#3`, … appended. O(n).
pub fn dot(chart: &Chart) -> String {
    let names = names(chart);
    let mut statements = defaults(chart);
    for ((_, node), name) in chart.tree.iter().zip(&names) {
        statements.push(Stmt::Node(Node::new(node_id(name), node_attributes(node, &chart.legend))));
    }
    for (index, node) in chart.tree.iter() {
        if let Some(parent) = chart.tree.parent(index) {
            let ends = (&names[parent.index()], &names[index.index()]);
            statements.push(Stmt::Edge(edge(ends, &node.link)));
        }
    }
    for bond in chart.layers.iter().flat_map(|layers| &layers.bonds) {
        let ends = (&names[bond.from.index()], &names[bond.to.index()]);
        statements.push(Stmt::Edge(edge(ends, &bond.link)));
    }
    let graph = Graph::DiGraph { id: quoted(&chart.title), strict: false, stmts: statements };
    graph.print(&mut PrinterContext::default()) + "\n"
}

/// A name of its own for every box.
fn names(chart: &Chart) -> Vec<String> {
    let mut taken: HashSet<String> = HashSet::with_capacity(chart.tree.len());
    let mut repeats: std::collections::HashMap<&str, u32> = std::collections::HashMap::new();
    let mut names = Vec::with_capacity(chart.tree.len());
    for (_, node) in chart.tree.iter() {
        let mut name = clean(&node.id).into_owned();
        let repeat = repeats.entry(&node.id).or_insert(1);
        while !taken.insert(name.clone()) {
            *repeat += 1;
            name = format!("{}#{repeat}", clean(&node.id));
        }
        names.push(name);
    }
    names
}

/// The one way a text gets into DOT: a double-quoted string in which Graphviz shows exactly the
/// cleaned `text`. Line ends are kept as `\n`; quotes and backslashes are escaped; an ampersand
/// that would begin a character entity becomes `&amp;`.
fn quoted(text: &str) -> Id {
    let mut token = String::with_capacity(text.len() + 2);
    token.push('"');
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            token.push_str("\\n");
        }
        push_escaped(&mut token, &clean(line));
    }
    token.push('"');
    Id::Escaped(token)
}

fn push_escaped(token: &mut String, line: &str) {
    for (place, character) in line.char_indices() {
        match character {
            '"' => token.push_str("\\\""),
            '\\' => token.push_str("\\\\"),
            '&' if begins_entity(&line[place + 1..]) => token.push_str("&amp;"),
            other => token.push(other),
        }
    }
}

fn begins_entity(rest: &str) -> bool {
    let name = rest.strip_prefix('#').unwrap_or(rest);
    let length = name.find(|character: char| !character.is_ascii_alphanumeric());
    length.is_some_and(|length| length > 0 && name[length..].starts_with(';'))
}

fn node_id(name: &str) -> NodeId {
    NodeId(quoted(name), None)
}

fn attribute(name: &str, value: &str) -> Attribute {
    Attribute(Id::Plain(name.to_owned()), quoted(value))
}

fn defaults(chart: &Chart) -> Vec<Stmt> {
    let fonts = FONT_STACK.join(",");
    let mut heading = vec![chart.title.clone(), chart.subtitle.clone(), key(&chart.legend)];
    heading.extend(chart.footnote.iter().cloned());
    heading.retain(|line| !line.is_empty());
    let graph = vec![
        attribute("rankdir", "LR"),
        attribute("label", &heading.join("\n")),
        attribute("labelloc", "t"),
        attribute("fontname", &fonts),
        attribute("nodesep", "0.08"),
        attribute("ranksep", "0.5"),
    ];
    let node = vec![
        attribute("shape", "box"),
        attribute("fontname", &fonts),
        attribute("fontsize", "11"),
        attribute("height", "0.3"),
        attribute("color", FAINT_INK),
    ];
    let edge = vec![
        attribute("arrowhead", "none"),
        attribute("color", LINK),
        attribute("fontname", &fonts),
        attribute("fontsize", "10"),
    ];
    [GraphAttributes::Graph(graph), GraphAttributes::Node(node), GraphAttributes::Edge(edge)]
        .map(Stmt::GAttribute)
        .to_vec()
}

fn key(legend: &Legend) -> String {
    let grades = Grade::ALL.map(|grade| (grade, legend.grades.word(grade)));
    let named = grades.into_iter().filter(|(_, word)| !word.is_empty());
    let signs =
        named.map(|(grade, word)| format!("{} {word}", super::palette::Symbol::Grade(grade).character()));
    signs.collect::<Vec<_>>().join("  ")
}

fn node_attributes(node: &ChartNode, legend: &Legend) -> Vec<Attribute> {
    let paint = paint(node);
    let mut attributes = vec![
        attribute("label", &label(node, legend)),
        attribute("style", &style(node)),
        attribute("fillcolor", paint.fill),
        attribute("fontcolor", paint.ink),
    ];
    let heavy = node.single_point != SinglePoint::None || node.style == NodeStyle::Stage;
    if heavy {
        attributes.push(attribute("color", INK));
        attributes.push(attribute("penwidth", "3"));
    }
    if node.inherited == Inherited::Yes {
        attributes.push(attribute("peripheries", "2"));
    }
    if !node.description.is_empty() {
        attributes.push(attribute("tooltip", &node.description));
    }
    attributes
}

fn style(node: &ChartNode) -> String {
    let mut words = vec!["filled"];
    let rounded = !matches!(node.style, NodeStyle::Stage);
    if rounded {
        words.push("rounded");
    }
    let dashed = match node.single_point {
        SinglePoint::Confirmed => false,
        SinglePoint::Possible => true,
        SinglePoint::None => node.grade == Some(Grade::Unknown),
    };
    if dashed {
        words.push("dashed");
    }
    words.join(",")
}

/// Symbols and name; numbers; marks in words, note and tags.
fn label(node: &ChartNode, legend: &Legend) -> String {
    let signs: String = symbols(node).iter().map(|symbol| symbol.character()).collect();
    let gap = if signs.is_empty() { "" } else { " " };
    let suppliers = node.suppliers.map(|suppliers| format!("[{}]", suppliers.short_text()));
    let share = import_share(node).map(|(low, high)| format!("{{{}}}", percent(low, high)));
    let numbers: Vec<String> = suppliers.into_iter().chain(share).collect();
    let mut lines =
        vec![format!("{signs}{gap}{}", label_text(node)), numbers.join(" "), remarks(node, legend)];
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}

fn edge((parent, child): (&String, &String), link: &Link) -> Edge {
    let attributes = match link {
        Link::Required => Vec::new(),
        Link::Alternative { mark } => vec![attribute("style", "dashed"), attribute("label", mark)],
        Link::NonEssential => vec![attribute("style", "dotted")],
        Link::Variant => vec![attribute("color", &format!("{LINK}:invis:{LINK}"))],
    };
    Edge { ty: EdgeTy::Pair(Vertex::N(node_id(parent)), Vertex::N(node_id(child))), attributes }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Reads one double-quoted string of the DOT language as Graphviz's scanner does and then
    /// undoes the escapes of a label; `None` unless `source` is exactly one such token.
    fn read_token(source: &str) -> Option<String> {
        let mut characters = source.strip_prefix('"')?.chars();
        let mut read = String::new();
        loop {
            match characters.next()? {
                '"' => return characters.as_str().is_empty().then_some(read),
                '\\' => match characters.next()? {
                    '"' => read.push('"'),
                    '\\' => read.push('\\'),
                    'n' => read.push('\n'),
                    _ => return None,
                },
                '\n' | '\0' => return None,
                other => read.push(other),
            }
        }
    }

    fn token(text: &str) -> String {
        match quoted(text) {
            Id::Escaped(token) => token,
            other => panic!("not a quoted string: {other:?}"),
        }
    }

    fn cleaned_lines(text: &str) -> String {
        let lines: Vec<_> = text.split('\n').map(clean).collect();
        lines.join("\n")
    }

    proptest! {
        #[test]
        fn any_text_is_one_token(text in any::<String>()) {
            prop_assume!(!text.contains('&'));
            prop_assert_eq!(read_token(&token(&text)), Some(cleaned_lines(&text)));
        }

        #[test]
        fn quotes_and_backslashes_do_not_end_the_token(text in "[\"\\\\\n<>{}a\u{0}]{0,12}") {
            prop_assert_eq!(read_token(&token(&text)), Some(cleaned_lines(&text)));
        }

        #[test]
        fn every_box_has_a_name_of_its_own(ids in prop::collection::vec("[ab#2]{0,3}", 0..30)) {
            let mut chart = Chart::new("");
            for id in &ids {
                chart.tree.add_root(ChartNode::new(id, ""));
            }
            let names = names(&chart);
            let distinct: HashSet<_> = names.iter().collect();
            prop_assert_eq!(distinct.len(), names.len());
        }
    }

    #[test]
    fn entities_are_not_interpreted() {
        assert_eq!(token("R&D &lt; &#38; a&b;"), "\"R&D &amp;lt; &amp;#38; a&amp;b;\"");
    }

    #[test]
    fn markup_stays_text() {
        assert_eq!(token("<b>x</b>"), "\"<b>x</b>\"");
    }
}
