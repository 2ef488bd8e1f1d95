//! Properties of whole pictures, whatever the texts and trees.

#![expect(clippy::unwrap_used, reason = "a document that cannot be read fails the test")]

use proptest::prelude::*;
use roxmltree::{Document, Node};

use super::*;

/// Texts that try to break out of a document.
fn hostile() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[<>&\"'\\]\\[\u{0}\u{1b}\u{fffe}\u{ffff}\u{202e}\n\ta光刻胶—]{0,30}",
        Just("]]><script>alert(1)</script><!--".to_owned()),
        Just("&#0;&undefined;".to_owned()),
        Just("\" onload=\"x".to_owned()),
    ]
}

fn style() -> impl Strategy<Value = NodeStyle> {
    prop_oneof![
        Just(NodeStyle::Stage),
        Just(NodeStyle::Component),
        Just(NodeStyle::Reference),
        (0..99_u32, 0..9_u32).prop_map(|(count, unknown)| NodeStyle::Collapsed { count, unknown }),
    ]
}

fn link() -> impl Strategy<Value = Link> {
    prop_oneof![
        Just(Link::Required),
        hostile().prop_map(|mark| Link::Alternative { mark }),
        Just(Link::NonEssential),
        Just(Link::Variant),
    ]
}

prop_compose! {
    fn marks()(
        grade in prop::option::of(prop::sample::select(Grade::ALL.to_vec())),
        inherited in prop::sample::select(vec![Inherited::No, Inherited::Yes]),
        single_point in prop::sample::select(vec![
            SinglePoint::None, SinglePoint::Possible, SinglePoint::Confirmed,
        ]),
        status in prop::sample::select(vec![Status::Up, Status::Reduced, Status::Down]),
        import_share in prop::option::of((any::<f64>(), any::<f64>())),
        total in prop::option::of(any::<u32>()),
    ) -> ChartNode {
        let suppliers = total.map(|total| SupplierCount { total, ..SupplierCount::default() });
        ChartNode {
            grade, inherited, single_point, import_share, suppliers, status,
            ..ChartNode::default()
        }
    }
}

prop_compose! {
    fn node()(
        texts in (hostile(), hostile(), prop::option::of(hostile()), hostile()),
        tags in prop::collection::vec(hostile(), 0..4),
        style in style(),
        link in link(),
        marks in marks(),
    ) -> ChartNode {
        let (id, label, note, description) = texts;
        ChartNode { id, label, style, note, link, tags, description, ..marks }
    }
}

prop_compose! {
    fn chart()(
        title in hostile(),
        subtitle in hostile(),
        word in hostile(),
        footnote in prop::collection::vec(hostile(), 0..3),
        nodes in prop::collection::vec((any::<prop::sample::Index>(), node()), 0..25),
    ) -> Chart {
        let mut chart = Chart { title, subtitle, footnote, ..Chart::default() };
        chart.legend.heading.clone_from(&word);
        chart.legend.grades.red.clone_from(&word);
        chart.legend.single_point.clone_from(&word);
        chart.legend.alternative = word;
        for (index, (parent, node)) in nodes.into_iter().enumerate() {
            let choice = parent.index(index + 1);
            chart.tree.add(choice.checked_sub(1).map(NodeIx::new), node);
        }
        chart
    }
}

fn attribute(node: Node<'_, '_>, name: &str) -> f64 {
    node.attribute(name).unwrap().parse().unwrap()
}

/// The groups of the boxes.
fn boxes<'a>(document: &'a Document<'a>) -> Vec<Node<'a, 'a>> {
    document.descendants().filter(|node| node.has_attribute("data-id")).collect()
}

#[test]
fn a_box_without_a_word_keeps_its_line() {
    let mut chart = Chart::new("");
    let root = chart.tree.add_root(ChartNode::stage("", "链"));
    chart.tree.add_child(root, ChartNode::stage("", ""));
    chart.tree.add_child(root, ChartNode::stage("", "下游"));
    let text = text(&chart, TextStyle::Unicode);
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    assert_eq!(lines[..3], ["链", "├─", "└─ 下游"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn svg_is_xml_without_foreign_markup(chart in chart(), prefix in hostile()) {
        let options = SvgOptions { id_prefix: prefix, ..SvgOptions::default() };
        let svg = svg(&chart, &options);
        let document = Document::parse(&svg).unwrap();
        prop_assert_eq!(boxes(&document).len(), chart.tree.len());
        let known = [
            "svg", "title", "desc", "defs", "pattern", "path", "rect", "circle", "text", "g",
        ];
        for element in document.descendants().filter(Node::is_element) {
            prop_assert!(known.contains(&element.tag_name().name()));
            prop_assert!(element.attributes().all(|attribute| !attribute.name().starts_with("on")));
        }
    }

    #[test]
    fn ids_are_unique_and_references_resolve(chart in chart(), prefix in hostile()) {
        let options = SvgOptions { id_prefix: prefix, ..SvgOptions::default() };
        let svg = svg(&chart, &options);
        let document = Document::parse(&svg).unwrap();
        let ids: Vec<&str> = document.descendants().filter_map(|node| node.attribute("id")).collect();
        let distinct: std::collections::BTreeSet<&&str> = ids.iter().collect();
        prop_assert_eq!(distinct.len(), ids.len());
        let fills = document.descendants().filter_map(|node| node.attribute("fill"));
        for target in fills.filter_map(|fill| fill.strip_prefix("url(#")?.strip_suffix(')')) {
            prop_assert!(ids.contains(&target), "{target}");
        }
    }

    /// Every rectangle and text of a box begins inside the sheet.
    #[test]
    fn nothing_is_drawn_outside_the_sheet(chart in chart()) {
        let options = SvgOptions { page: Page::A4Portrait, ..SvgOptions::default() };
        let size = fit(&chart, &options);
        let svg = svg(&chart, &options);
        let document = Document::parse(&svg).unwrap();
        for drawn in document.descendants().filter(|node| node.has_attribute("x")) {
            let (x, y) = (attribute(drawn, "x"), attribute(drawn, "y"));
            prop_assert!((0.0..size.width).contains(&x) && (0.0..size.height).contains(&y));
        }
    }

    #[test]
    fn the_same_chart_gives_the_same_bytes(chart in chart()) {
        let options = SvgOptions::default();
        let copy = chart.clone();
        prop_assert_eq!(svg(&chart, &options), svg(&copy, &options));
        prop_assert_eq!(dot(&chart), dot(&copy));
        prop_assert_eq!(text(&chart, TextStyle::Ascii), text(&copy, TextStyle::Ascii));
    }

    #[test]
    fn text_has_no_control_characters_and_a_line_per_labelled_box(chart in chart()) {
        let text = text(&chart, TextStyle::Unicode);
        prop_assert!(text.chars().all(|character| character == '\n' || !character.is_control()));
        let rails = text.lines().filter(|line| line.contains("├─") || line.contains("└─"));
        let children = chart.tree.iter().filter(|(index, _)| chart.tree.parent(*index).is_some());
        prop_assert!(rails.count() >= children.count());
    }

    #[test]
    fn collapsing_twice_is_collapsing_once(chart in chart(), first in 0..6_u32, second in 0..6_u32) {
        let mut twice = chart.clone();
        collapse_below(&mut twice, first.max(second));
        collapse_below(&mut twice, first.min(second));
        let mut once = chart;
        collapse_below(&mut once, first.min(second));
        prop_assert_eq!(twice.tree.len(), once.tree.len());
        prop_assert_eq!(svg(&twice, &SvgOptions::default()), svg(&once, &SvgOptions::default()));
    }

    /// Boxes drawn and boxes counted in `⊕n` are all boxes there were.
    #[test]
    fn collapsing_loses_no_box(chart in chart(), depth in 0..6_u32) {
        let total = |chart: &Chart| -> u64 {
            let count = |node: &ChartNode| match node.style {
                NodeStyle::Collapsed { count, .. } => u64::from(count),
                _ => 1,
            };
            chart.tree.iter().map(|(_, node)| count(node)).sum()
        };
        let mut cut = chart.clone();
        collapse_below(&mut cut, depth);
        let deepest = cut.tree.depths().into_iter().max().unwrap_or(0);
        prop_assert!(deepest <= depth + 1);
        prop_assert_eq!(total(&cut), total(&chart));
    }
}

#[test]
fn a_collapsed_branch_shows_the_worst_inside() {
    let mut chart = Chart::new("题");
    let root = chart.tree.add_root(ChartNode::new("r", "根"));
    let graded = |grade| ChartNode { grade: Some(grade), ..ChartNode::new("n", "料") };
    let low = chart.tree.add_child(root, graded(Grade::Green));
    chart.tree.add_child(low, graded(Grade::Unknown));
    let mut bad = graded(Grade::Orange);
    bad.single_point = SinglePoint::Possible;
    chart.tree.add_child(low, bad);
    let mut quiet = chart.clone();

    collapse_below(&mut chart, 0);
    let (_, hidden) = chart.tree.iter().nth(1).unwrap();
    assert_eq!(hidden.style, NodeStyle::Collapsed { count: 3, unknown: 1 });
    assert_eq!(hidden.grade, Some(Grade::Orange));
    assert_eq!(hidden.single_point, SinglePoint::Possible);

    // No data is never shown as low.
    quiet.tree.node_mut(NodeIx::new(3)).grade = None;
    collapse_below(&mut quiet, 0);
    assert_eq!(quiet.tree.node(NodeIx::new(1)).grade, Some(Grade::Unknown));
}

#[test]
fn collapsing_to_fit_makes_the_text_legible() {
    let mut chart = Chart::new("题");
    let root = chart.tree.add_root(ChartNode::new("r", "根"));
    for _ in 0..10 {
        let branch = chart.tree.add_child(root, ChartNode::new("b", "枝"));
        for _ in 0..20 {
            chart.tree.add_child(branch, ChartNode::new("l", "叶"));
        }
    }
    let options = SvgOptions { page: Page::A4Portrait, ..SvgOptions::default() };
    assert!(fit(&chart, &options).smallest_text_points < 7.0);
    assert_eq!(collapse_to_fit(&mut chart, &options, 7.0), Some(1));
    assert!(fit(&chart, &options).smallest_text_points >= 7.0);
    assert_eq!(collapse_to_fit(&mut chart, &options, 7.0), None);
}

#[test]
fn deep_chains_and_wide_fans_are_drawn() {
    let mut deep = Chart::new("深");
    let mut last = deep.tree.add_root(ChartNode::new("0", "链"));
    for _ in 0..10_000 {
        last = deep.tree.add_child(last, ChartNode::new("n", "链"));
    }
    let mut wide = Chart::new("宽");
    let root = wide.tree.add_root(ChartNode::new("0", "链"));
    for _ in 0..10_000 {
        wide.tree.add_child(root, ChartNode::new("n", "链"));
    }
    for chart in [deep, wide] {
        let svg = svg(&chart, &SvgOptions::default());
        let document = Document::parse(&svg).unwrap();
        assert_eq!(boxes(&document).len(), 10_001);
        assert_eq!(dot(&chart).matches(" -> ").count(), 10_000);
    }
}

#[test]
fn full_labels_and_words_are_in_the_title_of_a_box() {
    let label = "用于先进制程的氟化氩浸没式光刻胶及其配套顶部抗反射涂层与去除剂";
    let mut chart = Chart::new("题");
    chart.legend.grades.red = "极高".to_owned();
    let mut node = ChartNode::new("a", label);
    node.grade = Some(Grade::Red);
    chart.tree.add_root(node);
    let svg = svg(&chart, &SvgOptions::default());
    let document = Document::parse(&svg).unwrap();
    let group = boxes(&document)[0];
    let title = group.children().find(|child| child.has_tag_name("title")).unwrap();
    assert_eq!(title.text().unwrap(), format!("{label} · 极高"));
    let drawn: Vec<_> = group.children().filter(|child| child.has_tag_name("text")).collect();
    assert_eq!(drawn.len(), 2);
    assert!(drawn[1].text().unwrap().ends_with('…'));
}

#[test]
fn an_empty_chart_is_a_document() {
    let chart = Chart::default();
    assert!(Document::parse(&svg(&chart, &SvgOptions::default())).is_ok());
    assert_eq!(text(&chart, TextStyle::Unicode), "");
}

/// Golden: the DOT of a small tree.
#[test]
fn dot_of_a_small_tree() {
    let mut chart = Chart::new("链");
    let root = chart.tree.add_root(ChartNode::stage("s", "上游"));
    let mut resist = ChartNode::new("a\"b", "光刻胶");
    resist.grade = Some(Grade::Red);
    resist.single_point = SinglePoint::Confirmed;
    resist.suppliers = Some(SupplierCount { total: 5, home: Some(2), listing: Listing::Complete });
    chart.tree.add_child(root, resist);
    let mut other = ChartNode::reference("a\"b", "光刻胶");
    other.link = Link::Alternative { mark: "2/3".to_owned() };
    chart.tree.add_child(root, other);
    let dot = dot(&chart);
    let (defaults, boxes) = dot.split_at(dot.find("  \"s\"").unwrap());
    assert!(defaults.starts_with("digraph \"链\" {\n  graph[rankdir=\"LR\" label=\"链\" "));
    let expected = r##"  "s"[label="上游" style="filled" fillcolor="#FFFFFF" fontcolor="#000000" color="#000000" penwidth="3"]
  "a\"b"[label="◆ 光刻胶\n[5(2)]" style="filled,rounded" fillcolor="#99000D" fontcolor="#FFFFFF" color="#000000" penwidth="3"]
  "a\"b#2"[label="↺ 光刻胶" style="filled,rounded" fillcolor="#FFFFFF" fontcolor="#000000"]
  "s" -> "a\"b"
  "s" -> "a\"b#2" [style="dashed" label="2/3"]
}
"##;
    assert_eq!(boxes, expected);
}
