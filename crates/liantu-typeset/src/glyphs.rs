//! Whether everything that was set has its glyph.

use std::collections::BTreeSet;
use typst::layout::{Frame, FrameItem};
use typst::text::TextItem;
use typst_layout::PagedDocument;

/// The glyph of a character that a face does not have.
const NO_GLYPH: u16 = 0;

/// The characters of texts that were set without a glyph of their own, in the order of their code points. Pictures
/// are not looked into.
pub(crate) fn without_a_glyph(document: &PagedDocument) -> Vec<char> {
    let mut missing = BTreeSet::new();
    let mut open: Vec<&Frame> = document.pages().iter().map(|page| &page.frame).collect();
    while let Some(frame) = open.pop() {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => open.push(&group.frame),
                FrameItem::Text(text) => missing.extend(blanks(text)),
                _ => {}
            }
        }
    }
    missing.into_iter().collect()
}

fn blanks(text: &TextItem) -> impl Iterator<Item = char> {
    let blank = text.glyphs.iter().filter(|glyph| glyph.id == NO_GLYPH);
    blank.flat_map(|glyph| text.text.get(glyph.range()).unwrap_or_default().chars())
}
