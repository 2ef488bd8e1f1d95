//! Printed pages.

use crate::error::PictureError;
use crate::fonts::Fonts;
use crate::trees;
use krilla::Document;
use krilla::geom::Size;
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla_svg::{SurfaceExt, SvgSettings};
use resvg::usvg::Tree;

/// Points of a CSS pixel.
const POINTS_PER_PIXEL: f32 = 0.75;
/// The longest side a page may have, in points; printers and readers go no further.
const LONGEST_SIDE: f32 = 14_400.0;

/// Knobs of [`pdf`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PdfOptions {
    /// Title of the document.
    pub title: String,
    /// Its language, a BCP 47 tag.
    pub language: String,
}

/// Puts SVG documents on the pages of a PDF, one page each, as large as the picture; a picture with a side above
/// 14,400 points is made smaller. The text is text: it can be searched and copied. No date is written.
///
/// # Errors
/// [`PictureError`]: a character that no font has, no SVG, a font that cannot be embedded.
pub fn pdf(pictures: &[&str], fonts: &Fonts, options: &PdfOptions) -> Result<Vec<u8>, PictureError> {
    let mut document = Document::new();
    for tree in &trees(pictures, fonts)? {
        draw_page(&mut document, tree)?;
    }
    let metadata = Metadata::new().title(options.title.clone()).language(options.language.clone());
    document.set_metadata(metadata);
    document.finish().map_err(|error| PictureError::Unwritable(format!("{error:?}")))
}

fn draw_page(document: &mut Document, tree: &Tree) -> Result<(), PictureError> {
    let (width, height) = (tree.size().width(), tree.size().height());
    let scale = POINTS_PER_PIXEL.min(LONGEST_SIDE / width.max(height));
    let (width, height) = (width * scale, height * scale);
    let empty = || PictureError::Unwritable("a page without a size".to_owned());
    let settings = PageSettings::from_wh(width, height).ok_or_else(empty)?;
    let size = Size::from_wh(width, height).ok_or_else(empty)?;
    let mut page = document.start_page_with(settings);
    let mut surface = page.surface();
    surface.draw_svg(tree, size, SvgSettings::default()).ok_or_else(empty)?;
    surface.finish();
    page.finish();
    Ok(())
}
