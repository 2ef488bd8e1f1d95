//! What is drawn: boxes, their marks, and the words of the legend.

use super::lanes::Lane;
use super::layers::Layers;
use super::tree::Tree;

/// The description of one picture.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chart {
    /// Heading: chain, region, date.
    pub title: String,
    /// One or more sentences under the heading.
    pub subtitle: String,
    /// The words beside the symbols.
    pub legend: Legend,
    /// Sources, as-of date, definition, version: one paragraph each, wrapped to the picture.
    pub footnote: Vec<String>,
    /// The boxes.
    pub tree: Tree,
    /// Lanes to stand in, instead of a tree: every box is in one of them.
    pub lanes: Vec<Lane>,
    /// Layers to stand in, instead of a tree, with the lines between them.
    pub layers: Option<Layers>,
}

impl Chart {
    /// A chart with a title and no boxes.
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), ..Self::default() }
    }

    /// Whether it is a tree, which can be cut into sheets, folded and listed.
    pub fn is_tree(&self) -> bool {
        self.lanes.is_empty() && self.layers.is_none()
    }
}

/// One box of the tree.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChartNode {
    /// The user's key; repeated nodes carry the same one.
    pub id: String,
    /// The name, wrapped to two lines and then cut with an ellipsis.
    pub label: String,
    /// What kind of box.
    pub style: NodeStyle,
    /// Its own grade; `None` draws a plain white box without a symbol.
    pub grade: Option<Grade>,
    /// Whether it falls with something upstream (受牵连): hatched.
    pub inherited: Inherited,
    /// Whether it is a single point of failure: heavy border.
    pub single_point: SinglePoint,
    /// Import dependence as (low, high) in percent, 0..=100; `None` prints `—`.
    pub import_share: Option<(f64, f64)>,
    /// Number of suppliers; `None` prints `—`.
    pub suppliers: Option<SupplierCount>,
    /// A short remark on a second row, such as `国产化率 15%`.
    pub note: Option<String>,
    /// How the parent needs this node.
    pub link: Link,
    /// Short texts on the second row, such as regions.
    pub tags: Vec<String>,
    /// A longer description, read by screen readers and shown by pointing at the box.
    pub description: String,
    /// Whether it still runs in the scenario shown.
    pub status: Status,
}

impl ChartNode {
    /// A component without any mark.
    pub fn new(id: impl Into<String>, label: impl Into<String>) -> Self {
        Self { id: id.into(), label: label.into(), ..Self::default() }
    }

    /// A stage heading, such as 上游.
    pub fn stage(id: impl Into<String>, label: impl Into<String>) -> Self {
        Self { style: NodeStyle::Stage, ..Self::new(id, label) }
    }

    /// A reference to the node `id` drawn elsewhere.
    pub fn reference(id: impl Into<String>, label: impl Into<String>) -> Self {
        Self { style: NodeStyle::Reference, ..Self::new(id, label) }
    }
}

/// What kind of box a node is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum NodeStyle {
    /// A heading: white, heavy outline, bold.
    Stage,
    /// An ordinary node.
    #[default]
    Component,
    /// Who supplies: white, without bar and number.
    Firm,
    /// A node met before (`↺`); its subtree is drawn where it was met first.
    Reference,
    /// A branch that is not drawn (`⊕ count`); the node's marks are the worst inside.
    Collapsed {
        /// Number of boxes not drawn.
        count: u32,
        /// How many of them have the grade [`Grade::Unknown`].
        unknown: u32,
    },
}

/// Risk grade. Each has a colour, a symbol and a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Grade {
    /// Very high, ◆.
    Red,
    /// High, ▲.
    Orange,
    /// Medium, ●.
    Yellow,
    /// Low, ○.
    Green,
    /// No data, ？; never shown as low.
    Unknown,
}

impl Grade {
    /// Every grade, worst first, no data last.
    pub const ALL: [Self; 5] = [Self::Red, Self::Orange, Self::Yellow, Self::Green, Self::Unknown];

    /// Rank for "the worst inside": higher is worse. No data ranks above low, so that a branch
    /// with gaps is never shown as low, and below every known risk.
    pub(super) fn severity(self) -> u8 {
        match self {
            Self::Green => 1,
            Self::Unknown => 2,
            Self::Yellow => 3,
            Self::Orange => 4,
            Self::Red => 5,
        }
    }
}

/// Whether a node falls with something it depends on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Inherited {
    /// It does not.
    #[default]
    No,
    /// It does: drawn hatched.
    Yes,
}

/// Whether a node is a single point of failure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SinglePoint {
    /// It is not.
    #[default]
    None,
    /// It may be, the data do not decide: heavy dashed border.
    Possible,
    /// It is: heavy solid border.
    Confirmed,
}

/// How many suppliers are known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct SupplierCount {
    /// All suppliers.
    pub total: u32,
    /// Of these, in the home region; `None` leaves the brackets out.
    pub home: Option<u32>,
    /// Whether the list is exhaustive.
    pub listing: Listing,
}

/// Whether a list of suppliers is exhaustive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Listing {
    /// The number is the number: `5(2)`.
    #[default]
    Complete,
    /// There may be more: `≥5(2)`.
    Partial,
}

impl SupplierCount {
    /// The short text drawn in the box: `5(2)`, `≥5(2)` or `5`.
    pub(super) fn short_text(self) -> String {
        let at_least = match self.listing {
            Listing::Complete => "",
            Listing::Partial => "≥",
        };
        match self.home {
            Some(home) => format!("{at_least}{}({home})", self.total),
            None => format!("{at_least}{}", self.total),
        }
    }
}

/// How a parent needs a child.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Link {
    /// Needed: a solid line.
    #[default]
    Required,
    /// One of several: a dashed line with a short mark, `∨` or `2/3`.
    Alternative {
        /// The mark on the line.
        mark: String,
    },
    /// Its loss lowers output but stops nothing: a dotted line.
    NonEssential,
    /// A kind of the parent rather than an input: a double line.
    Variant,
}

/// State of a node in a scenario; [`Status::Up`] is drawn by grade.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Runs.
    #[default]
    Up,
    /// Runs with less output: grey, ↓.
    Reduced,
    /// Stopped: dark, ×.
    Down,
}

/// The words of the legend. An entry is drawn when its sign occurs in the picture and its word is
/// not empty; the grades are drawn together as one scale. The same words name the marks in
/// [`text`](super::text) and in the tooltip of a box.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Legend {
    /// What the colour scale measures, in front of the grades.
    pub heading: String,
    /// Words of the grades.
    pub grades: GradeWords,
    /// Stage box.
    pub stage: String,
    /// Heavy solid border.
    pub single_point: String,
    /// Heavy dashed border.
    pub possible_single_point: String,
    /// Hatched box.
    pub inherited: String,
    /// The bar.
    pub import_share: String,
    /// The number, `5(2)`.
    pub suppliers: String,
    /// The dash in place of the bar or the number.
    pub missing: String,
    /// Solid line; only drawn when another kind of line occurs.
    pub required: String,
    /// Dashed line.
    pub alternative: String,
    /// Dotted line.
    pub non_essential: String,
    /// Double line.
    pub variant: String,
    /// `↺`.
    pub reference: String,
    /// `⊕n`.
    pub collapsed: String,
    /// Stopped in the scenario.
    pub down: String,
    /// Reduced in the scenario.
    pub reduced: String,
}

/// The words of the five grades.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GradeWords {
    /// Very high.
    pub red: String,
    /// High.
    pub orange: String,
    /// Medium.
    pub yellow: String,
    /// Low.
    pub green: String,
    /// No data.
    pub unknown: String,
}

impl GradeWords {
    /// The word of one grade.
    pub fn word(&self, grade: Grade) -> &str {
        match grade {
            Grade::Red => &self.red,
            Grade::Orange => &self.orange,
            Grade::Yellow => &self.yellow,
            Grade::Green => &self.green,
            Grade::Unknown => &self.unknown,
        }
    }
}

impl Legend {
    /// The words that hold for `node`: grade, status, single point, inherited; empty ones left out.
    pub(super) fn words(&self, node: &ChartNode) -> Vec<&str> {
        let grade = node.grade.map_or("", |grade| self.grades.word(grade));
        let status = match node.status {
            Status::Up => "",
            Status::Reduced => &self.reduced,
            Status::Down => &self.down,
        };
        let single_point = match node.single_point {
            SinglePoint::None => "",
            SinglePoint::Possible => &self.possible_single_point,
            SinglePoint::Confirmed => &self.single_point,
        };
        let inherited = match node.inherited {
            Inherited::No => "",
            Inherited::Yes => &self.inherited,
        };
        let words = [status, grade, single_point, inherited];
        words.into_iter().filter(|word| !word.is_empty()).collect()
    }
}
