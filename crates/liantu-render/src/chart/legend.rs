//! The legend: which signs occur, and how their captions flow into lines.

use std::collections::BTreeSet;

use super::boxes::{PLATE, SMALL, import_share};
use super::clean::clean;
use super::description::{Chart, ChartNode, Grade, Inherited, Legend, Link, NodeStyle, SinglePoint, Status};
use super::measure::{Face, ellipsize};

/// Captions.
pub(super) const CAPTION: Face = Face::regular(12.0);
/// Height of a line of the legend.
pub(super) const LEGEND_LINE: f64 = 22.0;
/// Size of a sample box.
pub(super) const SAMPLE: (f64, f64) = (28.0, 16.0);
const SWATCH_GAP: f64 = 5.0;
const ITEM_GAP: f64 = 18.0;

/// The sign in front of a caption.
#[derive(Clone, Debug)]
pub(super) enum Swatch {
    /// None: the heading of the scale.
    Heading,
    /// A sample box.
    Sample(Box<ChartNode>),
    /// The bar.
    Bar,
    /// A short text as it stands in a box.
    Text(&'static str),
    /// A line.
    Line(Link),
}

impl Swatch {
    /// Width in user units, 0 for none.
    pub(super) fn width(&self) -> f64 {
        match self {
            Self::Heading => 0.0,
            Self::Sample(_) => SAMPLE.0,
            Self::Bar => PLATE,
            Self::Text(text) => SMALL.width(text),
            Self::Line(_) => 40.0,
        }
    }

    fn lead(&self) -> f64 {
        match self.width() {
            0.0 => 0.0,
            width => width + SWATCH_GAP,
        }
    }
}

/// One sign and its words.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub(super) swatch: Swatch,
    pub(super) caption: String,
}

/// Items with their places, from the top left corner of the legend.
pub(super) struct Flow {
    pub(super) items: Vec<PlacedItem>,
    pub(super) height: f64,
}

/// One item with its place.
pub(super) struct PlacedItem {
    pub(super) item: Item,
    pub(super) left: f64,
    /// Centre line.
    pub(super) middle: f64,
}

impl PlacedItem {
    /// Where the caption begins.
    pub(super) fn caption_left(&self) -> f64 {
        self.left + self.item.swatch.lead()
    }
}

/// Places `items` in lines of `width`; a caption longer than a line is cut.
pub(super) fn flow(items: Vec<Item>, width: f64) -> Flow {
    let mut placed: Vec<PlacedItem> = Vec::with_capacity(items.len());
    let (mut left, mut line) = (0.0, 0.0);
    for mut item in items {
        let lead = item.swatch.lead();
        item.caption = ellipsize(&item.caption, CAPTION, width - lead).into_owned();
        let own = lead + CAPTION.width(&item.caption);
        if left > 0.0 && left + own > width {
            left = 0.0;
            line += 1.0;
        }
        placed.push(PlacedItem { item, left, middle: (line + 0.5) * LEGEND_LINE });
        left += own + ITEM_GAP;
    }
    let lines = if placed.is_empty() { 0.0 } else { line + 1.0 };
    Flow { items: placed, height: lines * LEGEND_LINE }
}

/// The signs that occur in `chart` and have a caption.
pub(super) fn items(chart: &Chart) -> Vec<Item> {
    let occurring = occurring(chart);
    let signs = occurring.into_iter().flat_map(|sign| sign.items(&chart.legend));
    signs.filter(|item| !item.caption.is_empty()).collect()
}

/// A sign that a picture may or may not contain, in the order of the legend.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sign {
    Grades,
    Inherited,
    SinglePoint,
    PossibleSinglePoint,
    ImportShare,
    Suppliers,
    Missing,
    Stage,
    Required,
    Alternative,
    NonEssential,
    Variant,
    Reference,
    Collapsed,
    Reduced,
    Down,
}

fn occurring(chart: &Chart) -> BTreeSet<Sign> {
    let mut signs = BTreeSet::new();
    for (_, node) in chart.tree.iter() {
        signs.extend(signs_of(node).into_iter().flatten());
    }
    let components = || chart.tree.iter().filter(|(_, node)| node.style == NodeStyle::Component);
    let lacks_share =
        signs.contains(&Sign::ImportShare) && components().any(|(_, node)| import_share(node).is_none());
    let lacks_count =
        signs.contains(&Sign::Suppliers) && components().any(|(_, node)| node.suppliers.is_none());
    if lacks_share || lacks_count {
        signs.insert(Sign::Missing);
    }
    if [Sign::Alternative, Sign::NonEssential, Sign::Variant].iter().any(|sign| signs.contains(sign)) {
        signs.insert(Sign::Required);
    }
    signs
}

fn signs_of(node: &ChartNode) -> [Option<Sign>; 8] {
    [
        match node.style {
            NodeStyle::Stage => Some(Sign::Stage),
            NodeStyle::Component | NodeStyle::Firm => None,
            NodeStyle::Reference => Some(Sign::Reference),
            NodeStyle::Collapsed { .. } => Some(Sign::Collapsed),
        },
        node.grade.map(|_| Sign::Grades),
        (node.inherited == Inherited::Yes).then_some(Sign::Inherited),
        match node.single_point {
            SinglePoint::None => None,
            SinglePoint::Possible => Some(Sign::PossibleSinglePoint),
            SinglePoint::Confirmed => Some(Sign::SinglePoint),
        },
        import_share(node).map(|_| Sign::ImportShare),
        node.suppliers.map(|_| Sign::Suppliers),
        match node.link {
            Link::Required => None,
            Link::Alternative { .. } => Some(Sign::Alternative),
            Link::NonEssential => Some(Sign::NonEssential),
            Link::Variant => Some(Sign::Variant),
        },
        match node.status {
            Status::Up => None,
            Status::Reduced => Some(Sign::Reduced),
            Status::Down => Some(Sign::Down),
        },
    ]
}

impl Sign {
    fn items(self, legend: &Legend) -> Vec<Item> {
        if self == Self::Grades {
            return scale(legend);
        }
        vec![Item { swatch: self.swatch(), caption: clean(self.caption(legend)).trim().to_owned() }]
    }

    fn caption(self, legend: &Legend) -> &str {
        match self {
            Self::Grades => &legend.heading,
            Self::Inherited => &legend.inherited,
            Self::SinglePoint => &legend.single_point,
            Self::PossibleSinglePoint => &legend.possible_single_point,
            Self::ImportShare => &legend.import_share,
            Self::Suppliers => &legend.suppliers,
            Self::Missing => &legend.missing,
            Self::Stage => &legend.stage,
            Self::Required => &legend.required,
            Self::Alternative => &legend.alternative,
            Self::NonEssential => &legend.non_essential,
            Self::Variant => &legend.variant,
            Self::Reference => &legend.reference,
            Self::Collapsed => &legend.collapsed,
            Self::Reduced => &legend.reduced,
            Self::Down => &legend.down,
        }
    }

    fn swatch(self) -> Swatch {
        let mut sample = ChartNode::default();
        match self {
            Self::Grades => return Swatch::Heading,
            Self::ImportShare => return Swatch::Bar,
            Self::Suppliers => return Swatch::Text("5(2)"),
            Self::Missing => return Swatch::Text("—"),
            Self::Required => return Swatch::Line(Link::Required),
            Self::Alternative => return Swatch::Line(alternative()),
            Self::NonEssential => return Swatch::Line(Link::NonEssential),
            Self::Variant => return Swatch::Line(Link::Variant),
            Self::Inherited => sample.inherited = Inherited::Yes,
            Self::SinglePoint => sample.single_point = SinglePoint::Confirmed,
            Self::PossibleSinglePoint => sample.single_point = SinglePoint::Possible,
            Self::Stage => sample.style = NodeStyle::Stage,
            Self::Reference => sample.style = NodeStyle::Reference,
            Self::Collapsed => sample.style = collapsed(),
            Self::Reduced => sample.status = Status::Reduced,
            Self::Down => sample.status = Status::Down,
        }
        Swatch::Sample(Box::new(sample))
    }
}

fn alternative() -> Link {
    Link::Alternative { mark: "∨".to_owned() }
}

fn collapsed() -> NodeStyle {
    NodeStyle::Collapsed { count: 0, unknown: 0 }
}

/// The heading and all grades.
fn scale(legend: &Legend) -> Vec<Item> {
    let heading = Item { swatch: Swatch::Heading, caption: clean(&legend.heading).trim().to_owned() };
    let grades = Grade::ALL.map(|grade| Item {
        swatch: Swatch::Sample(Box::new(ChartNode { grade: Some(grade), ..ChartNode::default() })),
        caption: clean(legend.grades.word(grade)).trim().to_owned(),
    });
    std::iter::once(heading).chain(grades).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn captions(chart: &Chart) -> Vec<String> {
        items(chart).into_iter().map(|item| item.caption).collect()
    }

    #[test]
    fn only_what_occurs_is_explained() {
        let mut chart = Chart::new("题");
        chart.legend.single_point = "单点".to_owned();
        chart.legend.variant = "品种".to_owned();
        let root = chart.tree.add_root(ChartNode::new("a", "甲"));
        assert!(captions(&chart).is_empty());
        chart.tree.node_mut(root).single_point = SinglePoint::Confirmed;
        assert_eq!(captions(&chart), ["单点"]);
    }

    #[test]
    fn the_scale_is_drawn_whole() {
        let mut chart = Chart::new("题");
        chart.legend.grades.red = "极高".to_owned();
        chart.legend.grades.unknown = "无数据".to_owned();
        let mut node = ChartNode::new("a", "甲");
        node.grade = Some(Grade::Green);
        chart.tree.add_root(node);
        assert_eq!(captions(&chart), ["极高", "无数据"]);
    }

    #[test]
    fn items_flow_within_the_width() {
        let item = Item { swatch: Swatch::Bar, caption: "进口依赖度".to_owned() };
        let flow = flow(vec![item; 7], 250.0);
        for placed in &flow.items {
            let right = placed.caption_left() + CAPTION.width(&placed.item.caption);
            assert!(right <= 250.0 && placed.middle < flow.height);
        }
        assert!(flow.items[2].middle > flow.items[1].middle);
    }
}
