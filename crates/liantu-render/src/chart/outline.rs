//! The tree as an outline: Markdown, OPML and FreeMind, for note-taking and mind-map programs.

use super::boxes::label_text;
use super::clean::clean;
use super::description::{Chart, ChartNode, Link, NodeStyle};
use super::palette::{paint, symbols};
use super::text::remarks;
use super::tree::NodeIx;
use super::writer::SvgWriter;

/// A nested Markdown list under a heading, one item per box, footnotes as paragraphs. O(n).
pub fn markdown_outline(chart: &Chart) -> String {
    let mut out = format!("# {}\n\n", escaped_markdown(&chart.title));
    let depths = chart.tree.depths();
    for index in chart.tree.children().preorder() {
        let node = chart.tree.node(NodeIx::new(index));
        out.push_str(&"  ".repeat(depths[index] as usize));
        out.push_str("- ");
        out.push_str(&escaped_markdown(&line(chart, node)));
        out.push('\n');
    }
    for note in &chart.footnote {
        out.push('\n');
        out.push_str(&escaped_markdown(note));
        out.push('\n');
    }
    out
}

/// OPML 2.0, one `outline` per box; the key of a box is its attribute `key`. O(n).
pub fn opml(chart: &Chart) -> String {
    let mut out = SvgWriter::default();
    out.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n<head>");
    out.open("title").end_with_text("title", &chart.title);
    out.raw("</head>\n<body>\n");
    nest(chart, &mut out, "outline", |out, node| {
        out.open("outline").attr("text", &line(chart, node)).attr("key", &node.id);
        if !node.description.is_empty() {
            out.attr("_note", &node.description);
        }
    });
    out.raw("</body>\n</opml>\n");
    out.finish()
}

/// A FreeMind map (`.mm`, version 1.0.1), read by FreeMind, Freeplane, XMind and others: the title in the middle,
/// boxes in the colours of their grades, references linked to the box they refer to. O(n).
pub fn freemind(chart: &Chart) -> String {
    let mut out = SvgWriter::default();
    out.raw("<map version=\"1.0.1\">\n");
    out.open("node").attr("TEXT", &chart.title).end();
    out.newline();
    nest(chart, &mut out, "node", |out, node| {
        out.open("node").attr("TEXT", &line(chart, node));
        let colours = paint(node);
        out.attr("BACKGROUND_COLOR", colours.fill).attr("COLOR", colours.ink);
        match node.style {
            NodeStyle::Reference => out.attr_parts("LINK", &["#", &node.id]),
            _ => out.attr("ID", &node.id),
        };
    });
    out.raw("</node>\n</map>\n");
    out.finish()
}

/// Writes the tree as nested elements; `open` writes the start tag without its end.
fn nest(chart: &Chart, out: &mut SvgWriter, element: &str, open: impl Fn(&mut SvgWriter, &ChartNode)) {
    let (depths, children) = (chart.tree.depths(), chart.tree.children());
    let mut opened = 0;
    for index in children.preorder() {
        close_down_to(out, element, &mut opened, depths[index]);
        open(out, chart.tree.node(NodeIx::new(index)));
        if children.of(index).is_empty() {
            out.end_empty();
        } else {
            out.end();
            opened += 1;
        }
        out.newline();
    }
    close_down_to(out, element, &mut opened, 0);
}

fn close_down_to(out: &mut SvgWriter, element: &str, opened: &mut u32, depth: u32) {
    while *opened > depth {
        out.close(element);
        out.newline();
        *opened -= 1;
    }
}

/// How it is needed, symbols, name, numbers and marks on one line.
fn line(chart: &Chart, node: &ChartNode) -> String {
    let signs: String = symbols(node).iter().map(|symbol| symbol.character()).collect();
    let link = match &node.link {
        Link::Required => String::new(),
        Link::Alternative { mark } => format!("({mark})"),
        Link::NonEssential => format!("({})", chart.legend.non_essential),
        Link::Variant => format!("({})", chart.legend.variant),
    };
    let suppliers = node.suppliers.map_or(String::new(), |count| format!("[{}]", count.short_text()));
    let parts = [link, signs, label_text(node), suppliers, remarks(node, &chart.legend)];
    let kept: Vec<&str> = parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
    kept.join(" ")
}

/// Text that Markdown shows as it is.
fn escaped_markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in clean(text).chars() {
        if matches!(character, '\\' | '`' | '*' | '_' | '<' | '>' | '#' | '[' | ']' | '|' | '~') {
            out.push('\\');
        }
        out.push(character);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// a (b (c), d), e
    fn small() -> Chart {
        let mut chart = Chart::new("标题 <1>");
        let a = chart.tree.add_root(ChartNode::new("a", "甲 & 乙"));
        let b = chart.tree.add_child(a, ChartNode::new("b", "b*"));
        chart.tree.add_child(a, ChartNode::reference("e", "戊"));
        chart.tree.add_child(b, ChartNode::new("c", "丙"));
        chart.tree.add_root(ChartNode::new("e", "戊"));
        chart
    }

    #[test]
    fn the_list_is_nested_as_the_tree_is() {
        let expected = "# 标题 \\<1\\>\n\n- 甲 & 乙\n  - b\\*\n    - 丙\n  - ↺ 戊\n- 戊\n";
        assert_eq!(markdown_outline(&small()), expected);
    }

    #[test]
    fn nested_elements_have_the_parents_of_the_tree() {
        for (text, element, attribute) in
            [(opml(&small()), "outline", "text"), (freemind(&small()), "node", "TEXT")]
        {
            let document = roxmltree::Document::parse(&text).expect("well-formed");
            let of = |name: &str| {
                document
                    .descendants()
                    .find(|node| node.has_tag_name(element) && node.attribute(attribute) == Some(name))
                    .unwrap_or_else(|| panic!("{name} in {text}"))
            };
            let parent = |name: &str| of(name).parent().and_then(|node| node.attribute(attribute));
            assert_eq!(parent("丙"), Some("b*"));
            assert_eq!(parent("b*"), Some("甲 & 乙"));
            assert_eq!(parent("↺ 戊"), Some("甲 & 乙"));
            assert_eq!(of("丙").children().filter(roxmltree::Node::is_element).count(), 0);
        }
    }

    #[test]
    fn a_deep_chain_needs_no_stack() {
        let mut chart = Chart::new("deep");
        let mut last = chart.tree.add_root(ChartNode::new("0", "0"));
        for depth in 1..100_000 {
            last = chart.tree.add_child(last, ChartNode::new(depth.to_string(), "x"));
        }
        assert_eq!(opml(&chart).matches("<outline").count(), 100_000);
        assert_eq!(opml(&chart).matches("</outline>").count(), 99_999);
    }
}
