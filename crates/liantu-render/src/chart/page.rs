//! Paper sizes, and where heading, legend, tree and footnote stand on the sheet.

use super::boxes::SMALL;
use super::description::Chart;
use super::layout::{Layout, layout};
use super::legend::{Flow, flow, items};
use super::measure::{Face, wrap};

/// Free border of a sheet.
pub(super) const MARGIN: f64 = 24.0;
/// Least width for texts, for trees that are narrower.
const LEAST_WIDTH: f64 = 560.0;
const SECTION_GAP: f64 = 14.0;
/// Most free space between legend and tree on a page that the tree does not fill.
const MOST_AIR: f64 = 40.0;
/// CSS pixels per millimetre, and points per CSS pixel.
const PIXELS_PER_MM: f64 = 96.0 / 25.4;
const POINTS_PER_PIXEL: f64 = 0.75;

/// The heading.
pub(super) const TITLE: Face = Face::bold(20.0);
pub(super) const TITLE_LINE: f64 = 28.0;
/// The sentences below it.
pub(super) const SUBTITLE: Face = Face::regular(12.0);
pub(super) const SUBTITLE_LINE: f64 = 18.0;
/// Sources and definitions.
pub(super) const FOOTNOTE: Face = SMALL;
pub(super) const FOOTNOTE_LINE: f64 = 15.0;

/// Paper of a picture. All but [`Page::Natural`] scale the picture down until it fits; none
/// enlarges it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Page {
    /// As large as the picture is, labels at 13 px.
    #[default]
    Natural,
    /// 210 × 297 mm.
    A4Portrait,
    /// 297 × 210 mm.
    A4Landscape,
    /// 297 × 420 mm.
    A3Portrait,
    /// 420 × 297 mm.
    A3Landscape,
    /// A1, 594 × 841 mm.
    PosterPortrait,
    /// A1, 841 × 594 mm.
    PosterLandscape,
    /// A 16:9 slide, 338.7 × 190.5 mm.
    Widescreen,
    /// 156 × 212 mm: the text of an upright page of an official document, with a line below for the caption.
    TextPortrait,
    /// 225 × 143 mm: the same of a page across.
    TextLandscape,
    /// 348 × 228 mm: the same of an A3 page across.
    TextWide,
}

impl Page {
    /// Width and height in millimetres.
    pub fn millimetres(self) -> Option<(f64, f64)> {
        match self {
            Self::Natural => None,
            Self::A4Portrait => Some((210.0, 297.0)),
            Self::A4Landscape => Some((297.0, 210.0)),
            Self::A3Portrait => Some((297.0, 420.0)),
            Self::A3Landscape => Some((420.0, 297.0)),
            Self::PosterPortrait => Some((594.0, 841.0)),
            Self::PosterLandscape => Some((841.0, 594.0)),
            Self::Widescreen => Some((338.7, 190.5)),
            Self::TextPortrait => Some((156.0, 212.0)),
            Self::TextLandscape => Some((225.0, 143.0)),
            Self::TextWide => Some((348.0, 228.0)),
        }
    }
}

/// Knobs of [`svg`](super::svg).
#[derive(Clone, Debug, PartialEq)]
pub struct SvgOptions {
    /// The paper.
    pub page: Page,
    /// Put before every id in the document, so that several pictures can share one HTML page.
    /// Characters other than ASCII letters, digits, `-` and `_` are left out.
    pub id_prefix: String,
    /// Width of a label in em after which it wraps, 4..=40; values outside are moved inside.
    pub label_em: f64,
}

impl Default for SvgOptions {
    fn default() -> Self {
        Self { page: Page::Natural, id_prefix: "chart-".to_owned(), label_em: 12.0 }
    }
}

impl SvgOptions {
    fn label_em(&self) -> f64 {
        if self.label_em.is_nan() {
            return Self::default().label_em;
        }
        self.label_em.clamp(4.0, 40.0)
    }
}

/// How a picture fits its page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fit {
    /// Width of the drawing in user units; at [`Page::Natural`] these are CSS pixels.
    pub width: f64,
    /// Height of the drawing in user units.
    pub height: f64,
    /// Size of the smallest text in print, in points; below 7 it is hard to read.
    pub smallest_text_points: f64,
}

/// How large the picture of `chart` is and how small its text gets in print. O(n).
pub fn fit(chart: &Chart, options: &SvgOptions) -> Fit {
    Sheet::compose(chart, options).fit()
}

/// Everything with its place, in user units.
pub(super) struct Sheet {
    pub(super) layout: Layout,
    pub(super) texts: Texts,
    pub(super) page: Page,
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) tree_left: f64,
    pub(super) tree_top: f64,
}

/// The wrapped texts above and below the tree.
pub(super) struct Texts {
    pub(super) title: Vec<String>,
    pub(super) subtitle: Vec<String>,
    pub(super) legend: Flow,
    pub(super) footnote: Vec<String>,
}

impl Sheet {
    pub(super) fn compose(chart: &Chart, options: &SvgOptions) -> Self {
        let layout = layout(chart, options.label_em());
        let narrow = layout.width.max(LEAST_WIDTH) + 2.0 * MARGIN;
        let (width, height) = sheet_size(chart, options.page, narrow, layout.height);
        let texts = Texts::wrapped(chart, width - 2.0 * MARGIN);
        let spare = height - texts.height() - layout.height - 2.0 * MARGIN;
        Self {
            tree_left: match options.page {
                Page::Natural => MARGIN,
                _ => (width - layout.width) / 2.0,
            },
            tree_top: MARGIN + texts.above() + (spare / 2.0).clamp(0.0, MOST_AIR),
            page: options.page,
            layout,
            texts,
            width,
            height,
        }
    }

    /// Top of the footnote: at the bottom of the sheet.
    pub(super) fn footnote_top(&self) -> f64 {
        self.height - MARGIN - self.texts.footnote.len() as f64 * FOOTNOTE_LINE
    }

    fn fit(&self) -> Fit {
        let millimetres = self.page.millimetres();
        let scale = millimetres.map_or(1.0, |(width, _)| width * PIXELS_PER_MM / self.width);
        Fit {
            width: self.width,
            height: self.height,
            smallest_text_points: SMALL.size * POINTS_PER_PIXEL * scale,
        }
    }
}

/// Width and height of the sheet: at least `narrow` wide, high enough for the texts and a tree of
/// `tree_height`, in the proportions of the page and never smaller than it.
fn sheet_size(chart: &Chart, page: Page, narrow: f64, tree_height: f64) -> (f64, f64) {
    let height_at = |width: f64| {
        let texts = Texts::wrapped(chart, width - 2.0 * MARGIN);
        (texts.height() + tree_height + 2.0 * MARGIN).ceil()
    };
    let narrow = narrow.ceil();
    let Some((page_width, page_height)) = page.millimetres() else {
        return (narrow, height_at(narrow));
    };
    let width = narrow.max(page_width * PIXELS_PER_MM);
    // Wider sheets need no more lines, so the height for the narrow one is enough.
    let width = width.max(height_at(width) * page_width / page_height);
    (width, width * page_height / page_width)
}

impl Texts {
    fn wrapped(chart: &Chart, width: f64) -> Self {
        let footnote = chart.footnote.iter();
        Self {
            title: wrap(&chart.title, TITLE, width),
            subtitle: wrap(&chart.subtitle, SUBTITLE, width),
            legend: flow(items(chart), width),
            footnote: footnote.flat_map(|note| wrap(note, FOOTNOTE, width)).collect(),
        }
    }

    /// Top of the legend, below title and subtitle.
    pub(super) fn legend_top(&self) -> f64 {
        let subtitle = self.subtitle.len() as f64 * SUBTITLE_LINE;
        let heading = self.title.len() as f64 * TITLE_LINE + subtitle;
        if heading > 0.0 { heading + 6.0 } else { 0.0 }
    }

    fn above(&self) -> f64 {
        self.legend_top() + self.legend.height + SECTION_GAP
    }

    fn height(&self) -> f64 {
        self.above() + SECTION_GAP + self.footnote.len() as f64 * FOOTNOTE_LINE
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::description::ChartNode;

    fn fan(leaves: usize) -> Chart {
        let mut chart = Chart::new("题");
        let root = chart.tree.add_root(ChartNode::new("r", "根"));
        for _ in 0..leaves {
            chart.tree.add_child(root, ChartNode::new("l", "叶"));
        }
        chart
    }

    fn on(page: Page) -> SvgOptions {
        SvgOptions { page, ..SvgOptions::default() }
    }

    #[test]
    fn small_pictures_keep_their_size_on_paper() {
        let points = fit(&fan(3), &on(Page::A4Portrait)).smallest_text_points;
        assert!((points - 10.5 * 0.75).abs() < 0.01, "{points}");
    }

    #[test]
    fn large_pictures_shrink_in_the_proportions_of_the_page() {
        let fit = fit(&fan(100), &on(Page::A3Landscape));
        assert!((fit.width / fit.height - 420.0 / 297.0).abs() < 1e-9);
        assert!(fit.smallest_text_points < 7.0);
    }

    #[test]
    fn long_footnotes_make_the_picture_higher_not_wider() {
        let mut chart = fan(3);
        let before = fit(&chart, &on(Page::Natural));
        chart.footnote = vec!["数据来源：示例。".repeat(60)];
        let after = fit(&chart, &on(Page::Natural));
        assert!((after.width - before.width).abs() < 1e-9);
        assert!(after.height > before.height + 5.0 * FOOTNOTE_LINE);
    }
}
