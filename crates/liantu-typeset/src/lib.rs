//! Typst source to a PDF, inside the program: nothing is fetched, no file of the machine is read but fonts, and no
//! clock. The typesetter is there with the feature `typst` only ([`HAS_TYPESETTER`]); without it [`pdf`] refuses.
//!
//! A typesetter that lacks a glyph leaves a blank without a word. So every character of the source is looked up
//! first, as for pictures, and a source with a character that no face has is refused with the list of what is missing
//! ([`PictureError::MissingCharacters`]).
//!
//! The same source and the same fonts give the same bytes. This crate knows nothing of what the document says.

#[cfg(feature = "typst")]
mod desk;
#[cfg(feature = "typst")]
mod glyphs;

use liantu_picture::{Fonts, PictureError};

/// Whether this build has the typesetter.
pub const HAS_TYPESETTER: bool = cfg!(feature = "typst");

/// Sets a source, which needs no other file, as a PDF. Its date is the one that the source sets; none where it sets
/// none. A source that wants to draw with whatever fonts there are finds their families, best first, separated by
/// commas, in `sys.inputs.fonts`.
///
/// The time is some tens of milliseconds a page; what was computed is forgotten with the end of the call.
///
/// # Errors
/// [`PictureError::MissingCharacters`]: no font has them. [`PictureError::Unwritable`]: what the typesetter has
/// against the source, with the line; and always in a build without it.
#[cfg(feature = "typst")]
pub fn pdf(source: &str, fonts: &Fonts) -> Result<Vec<u8>, PictureError> {
    desk::Desk::of(source, fonts)?.pdf()
}

/// Refuses: this build has no typesetter.
///
/// # Errors
/// [`PictureError::Unwritable`], always.
#[cfg(not(feature = "typst"))]
pub fn pdf(_source: &str, _fonts: &Fonts) -> Result<Vec<u8>, PictureError> {
    Err(PictureError::Unwritable("built without the feature typst".to_owned()))
}
