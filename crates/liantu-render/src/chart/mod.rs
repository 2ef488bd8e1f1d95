//! The drawing of a supply-chain tree (产业链树状图), independent of model and analyses.
//!
//! A [`Chart`] is a plain description: boxes in a [`Tree`], and every word that appears in the
//! picture, already in the reader's language. It comes out as
//!
//! - [`svg`]: a tidy tree from left to right, one column per level, with title, legend and
//!   footnote inside the picture;
//! - [`dot`]: the same tree for Graphviz;
//! - [`text`]: the same tree for a terminal;
//! - [`mermaid`], [`markdown_outline`], [`opml`], [`freemind`]: the same tree for wikis, notes and mind maps.
//!
//! The output depends on the description alone: the same chart gives the same bytes. No text can
//! break the output: every string is cleaned and escaped where it is written. All passes are
//! iterative, so a chain of any depth is drawn without deep recursion.
//!
//! ```
//! use liantu_render::chart::{Chart, ChartNode, Grade, SvgOptions, svg, text, TextStyle};
//!
//! let mut chart = Chart::new("光刻胶产业链");
//! let resist = chart.tree.add_root(ChartNode::new("resist", "光刻胶"));
//! let mut resin = ChartNode::new("resin", "光敏树脂");
//! resin.grade = Some(Grade::Red);
//! chart.tree.add_child(resist, resin);
//!
//! assert!(svg(&chart, &SvgOptions::default()).starts_with("<svg "));
//! assert!(text(&chart, TextStyle::Unicode).contains("└─ ◆ 光敏树脂"));
//! ```

mod boxes;
pub(crate) mod clean;
mod collapse;
mod description;
mod dot;
mod lanes;
mod layers;
mod layout;
mod legend;
mod lines;
mod listing;
pub(crate) mod measure;
mod mermaid;
mod outline;
mod page;
pub(crate) mod palette;
pub(crate) mod plane;
mod sheets;
mod svg;
mod svg_lines;
mod svg_node;
#[cfg(test)]
mod tests;
mod text;
mod tidy;
mod tree;
pub(crate) mod writer;

pub use collapse::{collapse_below, collapse_to_fit};
pub use description::{
    Chart, ChartNode, Grade, GradeWords, Inherited, Legend, Link, Listing, NodeStyle, SinglePoint, Status,
    SupplierCount,
};
pub use dot::dot;
pub use lanes::{Lane, LaneGroup};
pub use layers::{Bond, Layers};
pub use lines::{LineChart, Panel, Span, lines};
pub use listing::{ListedBox, listing};
pub use mermaid::mermaid;
pub use outline::{freemind, markdown_outline, opml};
pub use page::{Fit, Page, SvgOptions, fit};
pub use sheets::{Sheet, sheets};
pub use svg::svg;
pub use text::{TextStyle, text};
pub use tree::{NodeIx, Tree};
