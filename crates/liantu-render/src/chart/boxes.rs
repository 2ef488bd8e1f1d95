//! The content of one box, measured.

use super::clean::clean;
use super::description::{Chart, ChartNode, Link, NodeStyle, SupplierCount};
use super::measure::{Face, ellipsize, wrap_two};
use super::palette::{Symbol, symbols};

/// Labels.
pub(super) const LABEL: Face = Face::regular(13.0);
/// Labels of stages.
pub(super) const STAGE_LABEL: Face = Face::bold(13.0);
/// Numbers, notes, tags and marks: the smallest text in a picture.
pub(super) const SMALL: Face = Face::regular(10.5);

/// Space between outline and content, to the left and right.
pub(super) const PAD_X: f64 = 8.0;
const PAD_Y: f64 = 4.0;
/// What a second line needs in addition, to stay clear of a heavy border.
const SECOND_LINE_GAP: f64 = 2.0;
/// Height of a line of the label.
pub(super) const LINE: f64 = 16.0;
/// Height of the second row.
pub(super) const DETAIL_LINE: f64 = 17.0;
/// Edge of the square that holds a symbol.
pub(super) const SYMBOL: f64 = 11.0;
/// Space after a symbol.
pub(super) const SYMBOL_GAP: f64 = 4.0;
/// The plate of the bar: the bar and a white margin.
pub(super) const PLATE: f64 = 42.0;
/// Space between label and plate, plate and number.
pub(super) const METRIC_GAP: f64 = 8.0;
/// Space between note and tags and between tags.
pub(super) const TAG_GAP: f64 = 4.0;
const TAG_PAD: f64 = 3.0;
const TAG_EM: f64 = 8.0;
const MARK_EM: f64 = 6.0;

/// What stands in the place of a value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell<T> {
    /// Nothing: this kind of box or this picture has no such value.
    Absent,
    /// A dash: the value is not known.
    Missing,
    /// The value.
    Value(T),
}

/// A short text in a frame.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Tag {
    pub(super) text: String,
    /// Width of the frame.
    pub(super) width: f64,
}

/// Everything inside the outline of one box; widths and heights in user units.
#[derive(Clone, Debug)]
pub(super) struct BoxContent {
    pub(super) symbols: Vec<Symbol>,
    /// One or two lines.
    pub(super) lines: Vec<String>,
    pub(super) note: String,
    pub(super) note_width: f64,
    pub(super) tags: Vec<Tag>,
    /// Import share (low, high), 0..=100.
    pub(super) bar: Cell<(f64, f64)>,
    /// Supplier count.
    pub(super) count: Cell<String>,
    /// The mark on the line that leads here.
    pub(super) mark: String,
    /// Symbols and label.
    pub(super) head_width: f64,
    /// Note and tags.
    pub(super) detail_width: f64,
    pub(super) height: f64,
}

/// Which values occur in a picture at all.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shown {
    imports: bool,
    suppliers: bool,
}

impl Shown {
    pub(super) fn of(chart: &Chart) -> Self {
        let any = |test: fn(&ChartNode) -> bool| chart.tree.iter().any(|(_, node)| test(node));
        Self {
            imports: any(|node| import_share(node).is_some()),
            suppliers: any(|node| node.suppliers.is_some()),
        }
    }
}

impl BoxContent {
    /// Measures `node`; labels wrap after `label_width`.
    pub(super) fn new(node: &ChartNode, shown: Shown, label_width: f64) -> Self {
        let symbols = symbols(node);
        let face = label_face(node.style);
        let lines = wrap_two(&label_text(node), face, label_width);
        let widest = lines.iter().map(|line| face.width(line)).fold(0.0, f64::max);
        let line_count = lines.len().max(1) as f64;
        let mut content = Self {
            head_width: symbols.len() as f64 * (SYMBOL + SYMBOL_GAP) + widest,
            height: 2.0 * PAD_Y + LINE * line_count + SECOND_LINE_GAP * (line_count - 1.0),
            symbols,
            lines,
            note: String::new(),
            note_width: 0.0,
            tags: Vec::new(),
            bar: Cell::Absent,
            count: Cell::Absent,
            mark: mark_text(&node.link),
            detail_width: 0.0,
        };
        if is_stretched(node.style) {
            content.bar = cell(import_share(node), node.style, shown.imports);
            let count = node.suppliers.map(SupplierCount::short_text);
            content.count = cell(count, node.style, shown.suppliers);
            let room = label_width + content.metrics_width();
            content.add_details(node, room);
        }
        content
    }

    fn add_details(&mut self, node: &ChartNode, room: f64) {
        let remark = clean(node.note.as_deref().unwrap_or_default());
        self.note = ellipsize(remark.trim(), SMALL, room).into_owned();
        self.note_width = SMALL.width(&self.note);
        self.tags = tags_within(&node.tags, room - self.note_width);
        let tags: f64 = self.tags.iter().map(|tag| tag.width + TAG_GAP).sum();
        let without_note = if self.note.is_empty() { TAG_GAP } else { 0.0 };
        self.detail_width = (self.note_width + tags - without_note).max(0.0);
        if self.has_details() {
            self.height += DETAIL_LINE;
        }
    }

    /// Whether there is a second row.
    pub(super) fn has_details(&self) -> bool {
        !self.note.is_empty() || !self.tags.is_empty()
    }

    /// Bar and number with their gaps.
    fn metrics_width(&self) -> f64 {
        let bar = if self.bar == Cell::Absent { 0.0 } else { METRIC_GAP + PLATE };
        let count = if self.count == Cell::Absent { 0.0 } else { METRIC_GAP + self.count_width() };
        bar + count
    }

    /// Width of the number or its dash.
    pub(super) fn count_width(&self) -> f64 {
        match &self.count {
            Cell::Absent => 0.0,
            Cell::Missing => SMALL.width("—"),
            Cell::Value(count) => SMALL.width(count),
        }
    }
}

/// Whether boxes of this style are as wide as their column; the others are as wide as their text.
pub(super) fn is_stretched(style: NodeStyle) -> bool {
    matches!(style, NodeStyle::Stage | NodeStyle::Component | NodeStyle::Firm)
}

/// Size and weight of a label.
pub(super) fn label_face(style: NodeStyle) -> Face {
    match style {
        NodeStyle::Stage => STAGE_LABEL,
        _ => LABEL,
    }
}

/// The label of a node; for a collapsed branch the number of boxes and, if any, how many have no
/// data.
pub(super) fn label_text(node: &ChartNode) -> String {
    match node.style {
        NodeStyle::Collapsed { count, unknown } => {
            let unknown = if unknown == 0 { String::new() } else { format!(" ？{unknown}") };
            let label = clean(&node.label);
            match label.trim() {
                "" => format!("{count}{unknown}"),
                label => format!("{label} ({count}{unknown})"),
            }
        }
        _ => clean(&node.label).trim().to_owned(),
    }
}

/// The import share in order and within 0..=100; `None` when missing or not a number.
pub(super) fn import_share(node: &ChartNode) -> Option<(f64, f64)> {
    let (low, high) = node.import_share?;
    if low.is_nan() || high.is_nan() {
        return None;
    }
    Some((low.min(high).clamp(0.0, 100.0), low.max(high).clamp(0.0, 100.0)))
}

fn cell<T>(value: Option<T>, style: NodeStyle, shown: bool) -> Cell<T> {
    match value {
        Some(value) => Cell::Value(value),
        None if shown && style == NodeStyle::Component => Cell::Missing,
        None => Cell::Absent,
    }
}

fn mark_text(link: &Link) -> String {
    match link {
        Link::Alternative { mark } => {
            let mark = clean(mark);
            ellipsize(mark.trim(), SMALL, MARK_EM * SMALL.size).into_owned()
        }
        Link::Required | Link::NonEssential | Link::Variant => String::new(),
    }
}

/// Frames for as many tags as fit into `room`; the others are counted in a last one, `+2`.
fn tags_within(texts: &[String], room: f64) -> Vec<Tag> {
    let texts: Vec<_> = texts.iter().map(|text| clean(text)).collect();
    let texts: Vec<_> = texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty()).collect();
    let mut tags: Vec<Tag> = Vec::new();
    let mut used = 0.0;
    for (index, text) in texts.iter().enumerate() {
        let tag = tag(&ellipsize(text, SMALL, TAG_EM * SMALL.size));
        let left = texts.len() - index;
        let rest = tag_rest(left - 1).map_or(0.0, |rest| rest.width + TAG_GAP);
        if used + tag.width + TAG_GAP + rest > room {
            tags.extend(tag_rest(left));
            return tags;
        }
        used += tag.width + TAG_GAP;
        tags.push(tag);
    }
    tags
}

fn tag(text: &str) -> Tag {
    Tag { width: SMALL.width(text) + 2.0 * TAG_PAD, text: text.to_owned() }
}

fn tag_rest(count: usize) -> Option<Tag> {
    (count > 0).then(|| tag(&format!("+{count}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content(node: &ChartNode) -> BoxContent {
        let shown = Shown { imports: true, suppliers: true };
        BoxContent::new(node, shown, 14.0 * LABEL.size)
    }

    #[test]
    fn a_missing_value_is_a_dash_on_components_only() {
        assert_eq!(content(&ChartNode::new("a", "氦气")).bar, Cell::Missing);
        assert_eq!(content(&ChartNode::stage("a", "上游")).bar, Cell::Absent);
        assert_eq!(content(&ChartNode::reference("a", "氦气")).count, Cell::Absent);
    }

    #[test]
    fn import_shares_are_put_in_order_and_in_range() {
        let mut node = ChartNode::new("a", "氦气");
        node.import_share = Some((120.0, 85.0));
        assert_eq!(content(&node).bar, Cell::Value((85.0, 100.0)));
        node.import_share = Some((f64::NAN, 85.0));
        assert_eq!(content(&node).bar, Cell::Missing);
    }

    #[test]
    fn tags_without_room_are_counted() {
        let mut node = ChartNode::new("a", "氦气");
        node.tags = vec!["中国台湾".into(); 20];
        let tags = content(&node).tags;
        let drawn = tags.len() - 1;
        assert!(drawn >= 1);
        assert_eq!(tags[drawn].text, format!("+{}", 20 - drawn));
    }
}
