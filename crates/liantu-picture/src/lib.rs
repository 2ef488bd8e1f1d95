//! Vector pictures as pixels and printed pages: SVG to PNG and PDF, with the fonts of the system or given ones.
//!
//! A renderer that lacks a glyph leaves a blank without a word, and one that lacks a font leaves out the whole
//! text. So every character that a picture draws is looked up first, face by face, and a picture with a character
//! that no face has is refused with the list of what is missing ([`PictureError::MissingCharacters`]).
//!
//! The same SVG and the same fonts give the same bytes. This crate knows nothing of what the pictures show.

mod error;
mod faces;
mod fonts;
mod page;
mod pixels;

pub use error::PictureError;
pub use fonts::{FontBytes, FontFace, Fonts, TextFaces};
pub use page::{PdfOptions, pdf};
pub use pixels::{PixelOptions, Png, png};

use faces::Faces;
use resvg::usvg::{Options, Tree};
use std::sync::Arc;

/// Pictures ready to be drawn: every character has its glyph.
fn trees(pictures: &[&str], fonts: &Fonts) -> Result<Vec<Tree>, PictureError> {
    let faces = Arc::new(Faces::for_characters(fonts, &faces::drawn_characters(pictures)?)?.into_database());
    let options = Options { fontdb: faces, ..Options::default() };
    let tree = |svg: &&str| Tree::from_str(svg, &options).map_err(|error| PictureError::malformed(&error));
    pictures.iter().map(tree).collect()
}
